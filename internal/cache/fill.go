package cache

import (
	"context"
	"time"

	"baophu/internal/coverage"
)

// fill is something read from SQL that Redis did not have: sums, or a board.
type fill struct {
	// revision of the records it was read by. The generation was found to be
	// of this revision before the reading, and Head is asked again after it;
	// revisions only grow, so the reading was of none other.
	revision int64
	points   []coverage.Point
	reading  coverage.Reading
	board    *shownBoard
}

// offer hands a fill to the next step; one too many is dropped and comes
// again with the next reading.
func (m *Model) offer(f fill) {
	select {
	case m.fills <- f:
		signal(m.wake)
	default:
	}
}

func (m *Model) takeOffers() []fill {
	var offers []fill
	for {
		select {
		case f := <-m.fills:
			offers = append(offers, f)
		default:
			return offers
		}
	}
}

// keep stores a fill if the tail can bring it to where Redis is.
func (m *Model) keep(ctx context.Context, s state, f fill) (state, error) {
	if f.revision != s.revision {
		return s, nil
	}
	for range 3 { // others may move Redis on meanwhile
		done, seen, err := m.store(ctx, s, f)
		if err != nil || done || seen.gen != s.gen || seen.at <= s.at {
			return s, err
		}
		s.at = seen.at
	}
	return s, nil
}

func (m *Model) store(ctx context.Context, s state, f fill) (done bool, seen state, err error) {
	if f.board != nil {
		return m.storeBoard(ctx, s, *f.board)
	}
	for from := 0; from < len(f.points); from += fillChunk {
		to := min(from+fillChunk, len(f.points))
		done, seen, err = m.storeSums(ctx, s, f.reading.At, f.points[from:to], f.reading.Counts[from:to])
		if err != nil || !done {
			return false, seen, err
		}
		m.counters.filled.Add(int64(to - from))
	}
	return true, s, nil
}

func (m *Model) storeSums(ctx context.Context, s state, at coverage.Position, points []coverage.Point, counts []coverage.Counts) (bool, state, error) {
	keys := []string{m.keys.state()}
	args := []any{s.gen, int64(s.at), lineLimit, int(keepFor / time.Second)}
	m.mu.RLock()
	if !m.tail.bridges(s, at) { // a burst of commits pushed it out just now
		m.mu.RUnlock()
		return false, s, nil
	}
	for _, shelf := range shelve(points) {
		keys = append(keys, m.keys.unit(shelf.unit))
		args = append(args, len(shelf.fields)-1)
		for n, line := range shelf.lines(func(place int) coverage.Counts {
			return counts[place].Plus(m.tail.sum(points[place], at, s.at))
		}) {
			if n > 0 { // the generation is the script's to write
				args = append(args, shelf.fields[n], line)
			}
		}
	}
	m.mu.RUnlock()
	return m.write(ctx, m.cache.scripts.fill, keys, args)
}

// Warm reads points from the ledger and keeps them, as after Redis was lost;
// meanwhile everything is answered.
func (m *Model) Warm(ctx context.Context, points []coverage.Point) error {
	if err := m.bring(ctx); err != nil {
		return err
	}
	for len(points) > 0 {
		n := min(len(points), fillChunk)
		revision := m.tree().Revision
		if _, ok := m.trust(revision); !ok {
			return ErrAway
		}
		reading, err := m.source.Cums(ctx, points[:n])
		if err != nil {
			return err
		}
		select {
		case m.fills <- fill{revision: revision, points: points[:n], reading: reading}:
			points = points[n:]
		default:
		}
		if len(m.fills) >= fillQueue/2 || len(points) == 0 {
			if err := m.bring(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}
