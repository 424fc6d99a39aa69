package bot

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
