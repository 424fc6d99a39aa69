package bot

import "sync"

// Recent remembers the last few thousand names it was given. The zero value
// is ready.
type Recent struct {
	mu    sync.Mutex
	names map[string]struct{}
	ring  []string
	next  int
}

const keptRecent = 4096

// Has tells whether a name was added lately.
func (r *Recent) Has(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, known := r.names[name]
	return known
}

// Add adds a name, and tells whether it is new.
func (r *Recent) Add(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.names[name]; known {
		return false
	}
	if r.names == nil {
		r.names, r.ring = map[string]struct{}{}, make([]string, keptRecent)
	}
	delete(r.names, r.ring[r.next])
	r.names[name], r.ring[r.next] = struct{}{}, name
	r.next = (r.next + 1) % keptRecent
	return true
}
