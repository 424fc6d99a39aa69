package webchat

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	maxStreams = 32          // pages open at once
	batchItems = 100         // messages in one event
	linger     = time.Second // of a stream after the bot stopped, for replies still under way
)

// events streams every change to the page as server-sent events. A stream
// begins with all that is kept, or with what changed after Last-Event-ID, so
// a reload or a lost connection loses nothing.
func (h *Hub) events(w http.ResponseWriter, r *http.Request) {
	woken, stopped, ok := h.watch()
	if !ok {
		w.Header().Set("Retry-After", "2")
		problem(w, http.StatusServiceUnavailable, "Bot đang nghỉ hoặc có quá nhiều trang đang mở.")
		return
	}
	defer h.unwatch(woken)
	s := stream{hub: h, w: w, control: http.NewResponseController(w), rev: h.resume(r.Header.Get("Last-Event-ID"))}
	_ = s.control.SetReadDeadline(time.Time{}) // the server's limits are for short requests
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no")
	if s.write("retry: 1000\n\n") != nil || s.catchUp() != nil {
		return
	}
	beat := time.NewTicker(h.options.Heartbeat)
	defer beat.Stop()
	var over <-chan time.Time
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-stopped:
			stopped, over = nil, time.After(linger)
		case <-over:
			return
		case <-woken:
			err = s.catchUp()
		case <-beat.C:
			err = s.write(": still here\n\n")
		}
		if err != nil {
			return
		}
	}
}

// watch gives a channel that is woken at every change.
func (h *Hub) watch() (woken chan struct{}, stopped <-chan struct{}, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.running == 0 || len(h.watchers) >= maxStreams {
		return nil, nil, false
	}
	woken = make(chan struct{}, 1)
	h.watchers[woken] = true
	return woken, h.stopped, true
}

func (h *Hub) unwatch(woken chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.watchers, woken)
}

// resume reads an event id of ours, epoch-rev; that of another run is 0.
func (h *Hub) resume(id string) int64 {
	count, ours := strings.CutPrefix(id, h.epoch+"-")
	rev, err := strconv.ParseInt(count, 10, 64)
	if !ours || err != nil || rev < 0 {
		return 0
	}
	return rev
}

// stream is one page's events.
type stream struct {
	hub     *Hub
	w       http.ResponseWriter
	control *http.ResponseController
	rev     int64
}

// catchUp sends what changed since the last time. Only the last event of a
// batch has an id: one that breaks off in between begins again.
func (s *stream) catchUp() error {
	items, phones, rev := s.hub.since(s.rev)
	if rev == s.rev {
		return nil
	}
	for len(items) > batchItems {
		if err := s.event("", items[:batchItems], nil); err != nil {
			return err
		}
		items = items[batchItems:]
	}
	s.rev = rev
	return s.event(fmt.Sprintf("id: %s-%d\n", s.hub.epoch, rev), items, phones)
}

func (s *stream) event(id string, items []item, phones []phoneState) error {
	body, err := json.Marshal(struct {
		Items  []item       `json:"items"`
		Phones []phoneState `json:"phones"`
	}{items, phones})
	if err != nil {
		return err
	}
	return s.write(id + "data: " + string(body) + "\n\n")
}

// write sends at once, and gives up on a page that does not read.
func (s *stream) write(text string) error {
	_ = s.control.SetWriteDeadline(time.Now().Add(15 * time.Second))
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	if err := s.control.Flush(); err != nil {
		return err
	}
	return s.control.SetWriteDeadline(time.Time{})
}
