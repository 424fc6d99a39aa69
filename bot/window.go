package bot

import (
	"sync"
	"time"
)

// window keeps a bot's sends below N in any Per, counted where they arrive,
// not where they leave: a slot for each of the N, which is free again only Per
// after its send surely arrived. An answer proves the arrival. A send as quick
// as others (give or take jitter) arrived at most jitter later than the
// quickest would have, so for it Per and jitter after it left will do.
type window struct {
	rate   Rate
	jitter time.Duration

	mu       sync.Mutex
	slots    []slot
	left     time.Time        // when the last notice left
	quickest [2]time.Duration // way there and back, in this minute and the one before; 0: none
	minute   time.Time        // this one's begin
	urgent   int              // answers waiting for a slot
}

type slot struct {
	busy   bool
	urgent bool // an answer's
	free   time.Time
	since  time.Time
}

func newWindow(rate Rate, jitter time.Duration) *window {
	return &window{rate: rate, jitter: orElse(jitter, 100*time.Millisecond), slots: make([]slot, max(rate.N, 0))}
}

// step is the time between two sends of an even flow.
func (w *window) step() time.Duration { return w.rate.Per / time.Duration(len(w.slots)) }

// take gives a slot, or -1 and when to ask again. Notices leave evenly, and
// let answers that wait go first.
func (w *window) take(now time.Time) (int, time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.urgent > 0 {
		return -1, w.step() / 8
	}
	if wait := w.left.Add(w.step() * 9 / 10).Sub(now); wait > 0 {
		return -1, wait
	}
	i, wait := w.soonest(now)
	if wait > 0 {
		return -1, wait
	}
	w.left = now
	w.slots[i] = slot{busy: true, since: now}
	return i, 0
}

// takeUrgent gives an answer's slot or -1. Answers may hold two thirds, so
// that notices are not starved. Where no notice left lately nobody waits.
func (w *window) takeUrgent(now time.Time) (i int, wait bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	held := 0
	for _, s := range w.slots {
		if s.urgent && (s.busy || s.free.After(now)) {
			held++
		}
	}
	if held > len(w.slots)*2/3 {
		return -1, false
	}
	i, left := w.soonest(now)
	if left > 0 {
		return -1, now.Sub(w.left) < 2*w.rate.Per
	}
	w.slots[i] = slot{busy: true, urgent: true, since: now}
	return i, false
}

// soonest gives the slot that is free first, and in how long.
func (w *window) soonest(now time.Time) (int, time.Duration) {
	best := -1
	for i, s := range w.slots {
		if !s.busy && (best < 0 || s.free.Before(w.slots[best].free)) {
			best = i
		}
	}
	if best < 0 {
		return -1, w.step()
	}
	return best, w.slots[best].free.Sub(now)
}

// answered gives a slot back once its send came to an end, with an answer of
// the platform or without.
func (w *window) answered(i int, now time.Time, arrived bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	took := now.Sub(w.slots[i].since)
	free := now.Add(w.rate.Per)
	if arrived {
		if sure := w.slots[i].since.Add(w.rate.Per + w.jitter); took <= w.best(took, now)+w.jitter && sure.Before(free) {
			free = sure
		}
	}
	w.slots[i].busy, w.slots[i].free = false, free
}

// best gives the quickest way of the last minute or two.
func (w *window) best(took time.Duration, now time.Time) time.Duration {
	if now.Sub(w.minute) >= time.Minute {
		w.quickest, w.minute = [2]time.Duration{0, w.quickest[0]}, now
	}
	if w.quickest[0] == 0 || took < w.quickest[0] {
		w.quickest[0] = took
	}
	if w.quickest[1] > 0 {
		return min(w.quickest[0], w.quickest[1])
	}
	return w.quickest[0]
}

// hurry says that an answer waits (1), or no longer (-1).
func (w *window) hurry(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.urgent += n
}
