package bot

import (
	"strings"
	"time"
)

// Brief is what stands for a reply where several of one chat are told in one:
// a person who comes back from a day without signal sends ten reports at once,
// and is answered with one summary, not ten. Line must name what the reply
// confirms, its report's number above all.
type Brief struct {
	Head string `json:"head"`           // what the summary is called; of the first
	Line string `json:"line"`           // one line, for this reply
	Foot string `json:"foot,omitempty"` // how things stand now; of the last
}

const (
	// gather is for how long a reply waits for others to be told with it, where
	// others are likely.
	gather = 1500 * time.Millisecond
	// delayed is how much later than it was sent a message is one of a backlog.
	delayed = 2 * time.Minute
)

// backlog tells, of replies to a message, that more are likely to follow at
// once: others of the chat wait behind it, or it was long on its way.
func backlog(outs []Outgoing, msg Message, behind int) []Outgoing {
	late := !msg.Sent.IsZero() && msg.Received.Sub(msg.Sent) > delayed
	for i := range outs {
		outs[i].Follow = behind > 0 || late
	}
	return outs
}

// foldable tells whether an item may be told in one with others: a kept reply
// that says how, asks nothing, and answers no tap.
func (it *item) foldable() bool {
	r := it.out.Reply
	return it.out.ID != 0 && r.Brief != nil && !r.Asks && r.Answers == "" && r.Picture == nil && r.File == nil
}

// next takes the next item of a lane: one, or several told in one. ok is false
// when the lane is empty, and then gone.
func (s *Sender) next(l lane) (it *item, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue := s.queues[l]
	if len(queue) == 0 {
		delete(s.queues, l)
		return nil, false
	}
	if it = queue[0]; !it.foldable() {
		s.queues[l] = queue[1:]
		return it, true
	}
	if wait := s.gathering(it); wait > 0 && !s.closed && alone(queue) {
		s.mu.Unlock()
		_ = s.sleep(wait)
		s.mu.Lock()
		queue = s.queues[l]
	}
	n := 1
	for n < len(queue) && queue[n].foldable() {
		n++
	}
	s.queues[l] = queue[n:]
	return summary(queue[:n:n]), true
}

// alone tells whether nothing in a queue needs an answer of its own.
func alone(queue []*item) bool {
	for _, it := range queue {
		if !it.foldable() {
			return false
		}
	}
	return true
}

// gathering tells for how long an item should wait for others: not at all
// where none are likely.
func (s *Sender) gathering(it *item) time.Duration {
	if !it.out.Follow && it.out.Attempts == 0 {
		return 0
	}
	return min(gather, it.came.Add(gather).Sub(s.Now()))
}

// summary tells items in one, if there are several. It is settled as they are.
func summary(items []*item) *item {
	first, last := items[0], items[len(items)-1]
	if len(items) == 1 {
		return first
	}
	r := last.out.Reply
	text := make([]string, 0, len(items)+1)
	sum := &item{lane: first.lane, came: first.came, lease: first.lease, end: first.end, of: items}
	sum.out.ID = first.out.ID
	for _, it := range items {
		text = append(text, it.out.Reply.Brief.Line)
		sum.out.Attempts = max(sum.out.Attempts, it.out.Attempts)
		if it.lease.Before(sum.lease) {
			sum.lease, sum.end = it.lease, it.end
		}
	}
	if foot := r.Brief.Foot; foot != "" {
		text = append(text, foot)
	}
	sum.out.Reply = Reply{To: r.To, Title: first.out.Reply.Brief.Head, Text: strings.Join(text, "\n"), Notice: r.Notice}
	return sum
}

// all gives the kept replies that an item tells.
func (it *item) all() []*item {
	if it.of != nil {
		return it.of
	}
	return []*item{it}
}
