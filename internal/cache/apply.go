package cache

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// batch is what entries after a position and up to `to` change, put together.
type batch struct {
	to      coverage.Position
	mark    string
	changes map[change]coverage.Counts
}

type change struct {
	unit      place.Code
	indicator coverage.Indicator
	day       vi.Day
}

// batch gathers what comes after s.
func (m *Model) batch(ctx context.Context, tree Tree, s state) (batch, error) {
	if b, ok := m.tailBatch(s); ok {
		return b, nil
	}
	entries, err := m.since(ctx, s.at, applyChunk)
	if err != nil {
		return batch{}, err
	}
	one := newSegment(s.at)
	for _, e := range entries {
		one.add(e, tree)
	}
	b := batch{changes: map[change]coverage.Counts{}}
	b.add(one, s.at)
	return b, nil
}

// tailBatch takes it from the segment of the tail that holds the next entry.
func (m *Model) tailBatch(s state) (batch, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if !m.tail.covers(s.revision, s.at, s.at+1) {
		return batch{}, false
	}
	b := batch{changes: map[change]coverage.Counts{}}
	for _, one := range m.tail.segments {
		if one.hi > s.at {
			b.add(one, s.at)
			return b, true
		}
	}
	return batch{}, false
}

// add takes the postings of a segment's entries after from, as many entries
// as a script may apply without keeping others waiting.
func (b *batch) add(one *segment, from coverage.Position) {
	b.to = min(one.hi, from+applyChunk)
	b.mark = markText(one.marks[b.to-one.lo-1])
	for key, posts := range one.posts {
		for _, p := range slices.Backward(posts) { // in order of seq: the newest last
			if p.seq <= from {
				break
			}
			if p.seq > b.to {
				continue
			}
			c := change{key.unit, key.indicator, p.day}
			b.changes[c] = b.changes[c].Plus(p.counts)
		}
	}
}

// apply brings Redis from s to the batch's end, if it is at s; else it says
// where Redis is.
func (m *Model) apply(ctx context.Context, s state, b batch) (done bool, seen state, err error) {
	changes := make([]change, 0, len(b.changes))
	for c := range b.changes {
		changes = append(changes, c)
	}
	slices.SortFunc(changes, func(x, y change) int {
		return cmp.Or(cmp.Compare(x.unit, y.unit), cmp.Compare(x.indicator, y.indicator), cmp.Compare(x.day, y.day))
	})
	keys := []string{m.keys.state(), m.keys.boards()}
	args := []any{s.gen, int64(s.at), int64(b.to), b.mark}
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].unit == changes[0].unit {
			n++
		}
		keys = append(keys, m.keys.unit(changes[0].unit))
		args = append(args, string(changes[0].unit), n)
		for _, c := range changes[:n] {
			args = append(args, string(c.indicator), int(c.day), string(appendCounts(nil, b.changes[c])))
		}
		changes = changes[n:]
	}
	return m.write(ctx, m.cache.scripts.apply, keys, args)
}

// write runs a script that writes if Redis is where its arguments say.
func (m *Model) write(ctx context.Context, script *redis.Script, keys []string, args []any) (done bool, seen state, err error) {
	err = m.cache.do(ctx, workBudget, func(ctx context.Context) error {
		reply, err := script.Run(ctx, m.cache.redis, keys, args...).Slice()
		if err != nil {
			return err
		}
		if len(reply) != 3 {
			return errGarbled
		}
		code, _ := reply[0].(int64)
		done = code == 1
		seen.gen, _ = reply[1].(string)
		text, _ := reply[2].(string)
		at, err := strconv.ParseInt(text, 10, 64)
		if err != nil && text != "" {
			return errGarbled
		}
		seen.at = coverage.Position(at)
		return nil
	})
	return done, seen, err
}
