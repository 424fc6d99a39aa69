package bot

import "time"

// Remembered is how many answers a guard remembers.
func Remembered(g *LoopGuard) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.said)
}

// Gauges is how many chats' paces a sender remembers.
func Gauges(s *Sender) int {
	n := 0
	for _, l := range s.lines {
		l.chats.mu.Lock()
		n += len(l.chats.of)
		l.chats.mu.Unlock()
	}
	return n
}

// Held is what a sender holds in memory.
func Held(s *Sender) (items, lanes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.held), len(s.queues)
}

// NewWindow makes a window as a sender does.
func NewWindow(rate Rate) interface {
	Take(now time.Time) (int, time.Duration)
	Answered(i int, now time.Time, arrived bool)
} {
	return exported{newWindow(rate, 0)}
}

type exported struct{ w *window }

func (e exported) Take(now time.Time) (int, time.Duration)     { return e.w.take(now) }
func (e exported) Answered(i int, now time.Time, arrived bool) { e.w.answered(i, now, arrived) }
