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
	mu   sync.RWMutex // guards kept
	kept map[asked]plan
}

// asked names a plan: of a unit, for an indicator or a base, on a day.
type asked struct {
	unit place.Code
	of   string
	day  vi.Day
}

// memoSize is how many plans are kept, a day's ranking of the whole country
// among them; with more, all are made anew.
const memoSize = 20_000

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
	if m.kept == nil || len(m.kept) >= memoSize {
		m.kept = map[asked]plan{}
	}
	m.kept[a] = p
	return p
}
