package cache

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// wide is of how many units a reading comes from the ledger at once: it has
// the sums of lists and rankings in memory, brought up to the newest entry,
// and gives a hundred of them in less time than Redis takes to be asked.
const wide = 32

// isWide tells whether points are of so many units.
func isWide(points []coverage.Point) bool {
	var units [wide]place.Code
	n := 0
	for _, p := range points {
		if slices.Contains(units[:n], p.Unit) {
			continue
		}
		if n == wide {
			return true
		}
		units[n] = p.Unit
		n++
	}
	return false
}

// Cums gives the sums at points: from Redis where it holds them all and can
// be trusted, else from the ledger.
func (m *Model) Cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	if isWide(points) {
		m.counters.wide.Add(1)
		if reading, err := m.source.Cums(ctx, points); err == nil {
			return reading, nil
		} // perhaps Redis has them
	}
	return m.Kept(ctx, points)
}

// Kept is Cums from Redis, of however many units.
func (m *Model) Kept(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	tree := m.tree()
	gen, trusted := m.trust(tree.Revision)
	if trusted && m.mend(ctx, tree) {
		if reading, ok := m.kept(ctx, tree, gen, points); ok {
			m.counters.hits.Add(1)
			return reading, nil
		}
	}
	m.counters.misses.Add(1)
	reading, err := m.source.Cums(ctx, points)
	if err == nil && trusted && len(points) <= fillLimit {
		m.offer(fill{revision: tree.Revision, points: slices.Clone(points),
			reading: coverage.Reading{Counts: slices.Clone(reading.Counts), At: reading.At}})
	}
	return reading, err
}

// state is what stands beside everything kept.
type state struct {
	gen      string
	at       coverage.Position
	revision int64
	mark     string
}

// kept reads points from Redis and adds the tail.
func (m *Model) kept(ctx context.Context, tree Tree, gen string, points []coverage.Point) (coverage.Reading, bool) {
	shelves := shelve(points)
	var states *redis.SliceCmd
	budget := callBudget + time.Duration(len(points))*20*time.Microsecond
	err := m.cache.do(ctx, budget, func(ctx context.Context) error {
		pipe := m.cache.redis.TxPipeline() // one moment for all of it
		states = pipe.HMGet(ctx, m.keys.state(), "g", "p", "r")
		for i := range shelves {
			shelves[i].reply = pipe.HMGet(ctx, m.keys.unit(shelves[i].unit), shelves[i].fields...)
		}
		_, err := pipe.Exec(ctx)
		return err
	})
	if err != nil {
		if m.cache.isAway() {
			m.doubt() // who knows what it holds when it is back
		}
		return coverage.Reading{}, false
	}
	s, ok := readState(states.Val())
	if !ok || s.gen != gen || s.revision != tree.Revision {
		m.doubt()
		return coverage.Reading{}, false
	}
	reading := coverage.Reading{Counts: make([]coverage.Counts, len(points)), At: s.at}
	for i := range shelves {
		if !shelves[i].read(gen, reading.Counts) {
			return coverage.Reading{}, false
		}
	}
	if !m.addTail(gen, tree, points, &reading) {
		return coverage.Reading{}, false
	}
	return reading, true
}

// mend takes to the tail what others committed before this process did, if
// the loop has not yet: cheaper than sums from SQL, and for all who read.
func (m *Model) mend(ctx context.Context, tree Tree) bool {
	m.mu.RLock()
	must, gap := m.must, m.must-m.tail.hi
	m.mu.RUnlock()
	return gap <= 0 || gap <= tailSize && m.extend(ctx, tree, must) == nil
}

// doubt reads SQL until a step has looked at what Redis holds.
func (m *Model) doubt() {
	m.distrust()
	signal(m.urge)
}

// addTail brings a reading of Redis up to what this process knows.
func (m *Model) addTail(gen string, tree Tree, points []coverage.Point, r *coverage.Reading) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.trusted != gen {
		return false
	}
	if to := m.tail.hi; r.At < to && m.tail.covers(tree.Revision, r.At, to) {
		for i, p := range points {
			r.Counts[i] = r.Counts[i].Plus(m.tail.sum(p, r.At, to))
		}
		r.At = to
	}
	return r.At >= m.must
}

// readState reads generation, position, revision and, where asked, the mark.
func readState(values []any) (s state, ok bool) {
	texts := make([]string, 4)
	for i, v := range values {
		if texts[i], ok = v.(string); !ok {
			return state{}, false
		}
	}
	at, err := strconv.ParseInt(texts[1], 10, 64)
	if err != nil {
		return state{}, false
	}
	revision, err := strconv.ParseInt(texts[2], 10, 64)
	return state{texts[0], coverage.Position(at), revision, texts[3]}, err == nil
}
