package telegramtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// update waits to be acknowledged.
type update struct {
	id      int64
	kind    string // message, edited_message, callback_query, my_chat_member
	line    string // what webhooks keep in order
	raw     json.RawMessage
	expires time.Time // 0: never
	offered int       // times handed out
}

// poller is a getUpdates that waits.
type poller struct{ ended chan struct{} }

const defaultHold = 3 * time.Second

// getUpdates hands out what is not acknowledged, which a higher offset does.
func (s *Server) getUpdates(r *http.Request, p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook != nil {
		return nil, refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	offset, limit, hold := s.pollParams(p)
	s.acknowledge(offset)
	mine := &poller{make(chan struct{})}
	late := time.After(hold)
	for {
		if batch := s.offer(limit); len(batch) > 0 {
			return batch, nil
		}
		if s.poll != mine {
			if s.poll != nil {
				close(s.poll.ended)
			}
			s.poll = mine
		}
		changed := s.changed
		s.mu.Unlock()
		out := false
		select {
		case <-changed:
		case <-late:
			out = true
		case <-r.Context().Done():
			out = true
		case <-s.stop:
			out = true
		case <-mine.ended:
		}
		s.mu.Lock()
		select {
		case <-mine.ended:
			return nil, refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		default:
		}
		if out {
			s.poll = nil
			return []json.RawMessage{}, nil
		}
	}
}

// pollParams reads a poll as the real server does: one update at most to who
// asks the same again at once, and no quick empty answers either.
func (s *Server) pollParams(p params) (offset int64, limit int, hold time.Duration) {
	offset, limit = p.number("offset"), int(p.number("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	hold = min(time.Duration(p.number("timeout"))*time.Second, 50*time.Second)
	if _, given := p.text["allowed_updates"]; given {
		s.allowed = map[string]bool{}
		for _, kind := range p.list("allowed_updates") {
			s.allowed[kind] = true
		}
	} else if s.allowed == nil {
		s.broke("getUpdates without allowed_updates")
	}
	since := time.Since(s.lastPoll.at)
	if s.lastPoll.offset == offset && since < 500*time.Millisecond {
		limit = 1
	}
	if s.lastPoll.offset == offset && since < defaultHold && hold == 0 {
		hold = defaultHold / time.Duration(max(s.Hurry, 1))
	}
	s.lastPoll.offset, s.lastPoll.at = offset, time.Now()
	return offset, limit, hold
}

// acknowledge drops what lies below an offset.
func (s *Server) acknowledge(offset int64) {
	if offset < 0 {
		s.broke("a negative offset forgets updates")
		return
	}
	if offset > s.nextID+10 {
		return // too far in the future is ignored
	}
	for i, u := range s.queue {
		if u.id >= offset {
			s.queue = s.queue[i:]
			return
		}
	}
	if offset > 0 {
		s.queue = nil
	}
}

// offer gives what a poll gets.
func (s *Server) offer(limit int) []json.RawMessage {
	s.expire()
	batch := []json.RawMessage{}
	for _, u := range s.queue[:min(limit, len(s.queue))] {
		u.offered++
		batch = append(batch, u.raw)
	}
	return batch
}

// expire drops what nobody took in time.
func (s *Server) expire() {
	now := time.Now()
	s.queue = slices.DeleteFunc(s.queue, func(u *update) bool {
		return !u.expires.IsZero() && now.After(u.expires)
	})
}

// Expire drops the first update that waits, as Telegram does a tap after 150
// seconds and a message after a day.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) > 0 {
		s.queue = s.queue[1:]
	}
}

// Push queues an update of a kind as Telegram would, and gives its id; 0 for
// a kind that the bot did not ask for.
func (s *Server) Push(kind, line string, body any) int64 {
	content, err := json.Marshal(body)
	if err != nil {
		content = []byte(`null`)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.allowed != nil && !s.allowed[kind] {
		return 0
	}
	u := &update{id: s.nextID, kind: kind, line: line, expires: time.Now().Add(24 * time.Hour)}
	if kind == "callback_query" {
		u.expires = time.Now().Add(150 * time.Second)
	}
	s.nextID++
	raw, _ := json.Marshal(map[string]any{"update_id": u.id, kind: json.RawMessage(content)})
	u.raw = raw
	s.enqueue(u)
	return u.id
}

// PushRaw queues an update whose body is written by the test, after its id.
func (s *Server) PushRaw(fields string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID
	s.nextID++
	raw, _ := json.Marshal(id)
	s.enqueue(&update{id: id, line: "raw", raw: json.RawMessage(`{"update_id":` + string(raw) + `,` + fields + `}`)})
}

func (s *Server) enqueue(u *update) {
	s.queue = append(s.queue, u)
	s.deliver(u.line)
	s.change()
}

// Renumber makes the next update's id what the test says, as Telegram does
// after a quiet week.
func (s *Server) Renumber(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID = next
}

// Pending tells how many updates are not acknowledged.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}
