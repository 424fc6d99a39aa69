package bot

import (
	"sync"
	"time"
)

// window keeps a bot's sends below N in any Per, counted where they arrive,
// not where they leave. Two guards: sends leave evenly, so slowly that jitter
// on the way cannot crowd more than N into Per; and each holds one of N slots
// until its arrival is surely Per ago. An answer proves an arrival; a send as
// quick as others, give or take jitter there and jitter back, arrived at most
// jitter later than the quickest would have.
type window struct {
	rate   Rate
	jitter time.Duration

	mu       sync.Mutex
	slots    []slot
	due      time.Time        // when the next may leave
	notice   time.Time        // when the last notice left
	quickest [2]time.Duration // way there and back, in this minute and the one before; 0: none
	minute   time.Time        // this one's begin
	urgent   int              // answers waiting
}

type slot struct {
	busy, urgent bool
	since, free  time.Time
}

// lateness is by how much a clock may wake us late without the flow losing it.
const lateness = 10 * time.Millisecond

func newWindow(rate Rate, jitter time.Duration) *window {
	return &window{rate: rate, jitter: orElse(jitter, 100*time.Millisecond), slots: make([]slot, rate.N)}
}

// step is the time between two sends, a hundredth above what is needed.
func (w *window) step() time.Duration {
	return (w.rate.Per + w.jitter) * 101 / 100 / time.Duration(len(w.slots))
}

// take gives a notice its slot, or says when to ask again. Answers that wait
// go first.
func (w *window) take(now time.Time) (int, time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.urgent > 0 {
		return -1, w.step() / 8
	}
	i, wait := w.soonest(now)
	if wait = max(wait, w.due.Sub(now)); wait > 0 {
		return -1, wait
	}
	w.notice = now
	w.leaves(now)
	w.slots[i] = slot{busy: true, since: now}
	return i, 0
}

// left notes that the send of a slot leaves only now.
func (w *window) left(i int, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.notice, w.slots[i].since = now, now
}

// takeUrgent gives an answer its slot, or -1 for none left: it goes all the
// same, and notices make up for it. Only while notices flow, and no longer
// than patient, it is to wait for the next that may leave.
func (w *window) takeUrgent(now time.Time, patient bool) (i int, wait time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if wait = w.due.Sub(now); patient && wait > 0 && now.Sub(w.notice) < 2*w.rate.Per {
		return -1, wait
	}
	w.leaves(now)
	held := 0
	for _, s := range w.slots {
		if s.urgent && (s.busy || s.free.After(now)) {
			held++
		}
	}
	i, wait = w.soonest(now)
	if wait > 0 || held >= len(w.slots)*2/3 { // notices are not to starve
		return -1, 0
	}
	w.slots[i] = slot{busy: true, urgent: true, since: now}
	return i, 0
}

// leaves moves the time of the next send, a few steps ahead at most.
func (w *window) leaves(now time.Time) {
	if w.due.Before(now.Add(-lateness)) {
		w.due = now
	}
	if next, most := w.due.Add(w.step()), now.Add(3*w.step()); next.Before(most) {
		w.due = next
	} else {
		w.due = most
	}
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
		return -1, w.step() / 4
	}
	return best, w.slots[best].free.Sub(now)
}

// answered gives a slot back once its send came to an end, with an answer of
// the platform or without.
func (w *window) answered(i int, now time.Time, arrived bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &w.slots[i]
	took := now.Sub(s.since)
	s.busy, s.free = false, now.Add(w.rate.Per)
	if arrived && took <= w.best(took, now)+2*w.jitter {
		if sure := s.since.Add(w.rate.Per + w.jitter); sure.Before(s.free) {
			s.free = sure
		}
	}
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
