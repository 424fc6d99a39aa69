package bottest

import "sync"

// Faults are what a platform of ours does wrong with coming calls, each a number
// of times, in the order in which they were added.
type Faults[F any] struct {
	mu  sync.Mutex
	all []*counted[F]
}

type counted[F any] struct {
	fault F
	left  int // below 0: until Mend
}

// Add adds a fault: 0 times are once, below 0 it comes about until Mend. It
// gives how to ask how often it is still to come about.
func (f *Faults[F]) Add(fault F, times int) (left func() int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := &counted[F]{fault, times}
	if times == 0 {
		one.left = 1
	}
	f.all = append(f.all, one)
	return func() int {
		f.mu.Lock()
		defer f.mu.Unlock()
		return one.left
	}
}

// Mend ends all faults.
func (f *Faults[F]) Mend() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = nil
}

// Meet gives the first fault that a call meets; nil: none.
func (f *Faults[F]) Meet(fits func(F) bool) *F {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.all {
		if one.left == 0 || !fits(one.fault) {
			continue
		}
		if one.left > 0 {
			one.left--
		}
		return &one.fault
	}
	return nil
}
