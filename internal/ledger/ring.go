package ledger

import (
	"sync"

	"baophu/internal/coverage"
)

// ringSize is how many of the newest entries are held in memory.
const ringSize = 16384

// ring holds the newest entries, without a gap, up to and with last.
type ring struct {
	mu      sync.RWMutex
	entries []coverage.Entry // in order; the newest is number last
	last    coverage.Position
	size    int
}

func newRing(size int) *ring { return &ring{size: size} }

// reset forgets all, and goes on after last.
func (r *ring) reset(last coverage.Position) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.entries, r.last = nil, last
}

// add appends entries that follow the newest; others are not taken.
func (r *ring) add(entries []coverage.Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range entries {
		if e.Seq == r.last+1 {
			r.entries = append(r.entries, e)
			r.last = e.Seq
		}
	}
	if len(r.entries) > 2*r.size { // copied now and then, so that readers' slices stay
		r.entries = append([]coverage.Entry(nil), r.entries[len(r.entries)-r.size:]...)
	}
}

// newest is the number of the newest entry held.
func (r *ring) newest() coverage.Position {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.last
}

// between gives the entries after pos up to and with end; ok is false where
// they are not all held. What it gives must not be changed.
func (r *ring) between(pos, end coverage.Position) (entries []coverage.Entry, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	first := r.last - coverage.Position(len(r.entries)) // the one before the oldest held
	if pos < first || end > r.last {
		return nil, false
	}
	if pos >= end {
		return nil, true
	}
	return r.entries[pos-first : end-first : end-first], true
}
