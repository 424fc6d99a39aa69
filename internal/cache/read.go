package cache

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// Cums gives the sums at points: from Redis where it holds them all and can
// be trusted, else from the ledger.
func (m *Model) Cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
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
		m.offer(fill{revision: tree.Revision, points: points, reading: reading})
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
	budget := readBudget + time.Duration(len(points))*20*time.Microsecond
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
		if !answered(err) {
			m.doubt()
		}
		return coverage.Reading{}, false
	}
	s, ok := readState(states.Val())
	if !ok || s.gen != gen || s.revision != tree.Revision {
		m.doubt()
		return coverage.Reading{}, false
	}
	reading := coverage.Reading{Counts: make([]coverage.Counts, len(points)), At: s.at}
	for _, shelf := range shelves {
		if !shelf.read(gen, reading.Counts) {
			return coverage.Reading{}, false
		}
	}
	return reading, m.addTail(gen, tree, points, &reading)
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

// shelf is what is read of one unit's hash.
type shelf struct {
	unit   place.Code
	fields []string // the generation first
	places []int    // where in the reading each goes, but for the first
	reply  *redis.SliceCmd
}

func shelve(points []coverage.Point) []shelf {
	var shelves []shelf
	var known map[place.Code]int
	last := -1
	for i, p := range points {
		if last < 0 || shelves[last].unit != p.Unit {
			at, ok := known[p.Unit]
			if !ok {
				at = len(shelves)
				shelves = append(shelves, shelf{unit: p.Unit, fields: []string{"g"}})
				if known == nil {
					known = map[place.Code]int{}
				}
				known[p.Unit] = at
			}
			last = at
		}
		shelves[last].fields = append(shelves[last].fields, field(p.Indicator, p.Day))
		shelves[last].places = append(shelves[last].places, i)
	}
	return shelves
}

func (s shelf) read(gen string, counts []coverage.Counts) bool {
	values := s.reply.Val()
	if len(values) != len(s.fields) || values[0] != gen {
		return false
	}
	for i, at := range s.places {
		text, ok := values[i+1].(string)
		if !ok {
			return false
		}
		var err error
		if counts[at], err = unpack(text); err != nil {
			return false
		}
	}
	return true
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
