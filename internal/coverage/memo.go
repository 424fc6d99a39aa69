package coverage

import (
	"sync"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// memo keeps plans of one book: a country's is made of thousands of records,
// and they are the same until the records change. What it gives is shared and
// must not be changed.
type memo struct {
	mu     sync.RWMutex // guards kept and weight
	kept   map[asked]plan
	weight int // of all that is kept
}

// asked names a plan: of a unit, for an indicator or a base, on a day.
type asked struct {
	unit place.Code
	of   string
	day  vi.Day
}

// memoSize is how many plans and terms of theirs are kept, some forty bytes
// each: a day's ranking of the whole country many times over. With more, all
// are made anew.
const memoSize = 1_000_000

func (p plan) weight() int { return 4 + len(p.terms) + len(p.direct) }

func (m *memo) get(a asked, compute func() plan) plan {
	m.mu.RLock()
	p, ok := m.kept[a]
	m.mu.RUnlock()
	if ok {
		return p
	}
	p = compute()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil || m.weight >= memoSize {
		m.kept, m.weight = map[asked]plan{}, 0
	}
	if _, made := m.kept[a]; !made { // by another meanwhile
		m.kept[a], m.weight = p, m.weight+p.weight()
	}
	return p
}
