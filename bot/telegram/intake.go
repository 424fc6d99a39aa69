package telegram

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"baophu/bot"
)

// intake is what was polled and is not yet acknowledged: chats side by side,
// one at a time in a chat.
type intake struct {
	channel *Channel
	receive bot.Receive
	working sync.WaitGroup

	mu    sync.Mutex
	order []int64              // of the updates, as Telegram gave them
	state map[int64]progress   // of each of them
	lines map[string][]pending // of chats that are being worked on
	event chan struct{}        // closed when a line ends
}

// progress is how far an update has come.
type progress int

const (
	busy progress = iota
	handled
	failed // it will come again, as long as Telegram keeps it
)

// pending is an update to take in hand.
type pending struct {
	id      int64
	is      progress
	message bot.Message // where busy
}

func newIntake(c *Channel, receive bot.Receive) *intake {
	return &intake{channel: c, receive: receive, state: map[int64]progress{}, lines: map[string][]pending{}}
}

// take begins with what is new in a batch, which begins with the first update
// that Telegram still keeps. All of it enters at once: else a chat's update
// could fail before the next ones enter, and these overtake it.
func (in *intake) take(ctx context.Context, batch []json.RawMessage) {
	var news []pending
	for _, raw := range batch {
		id, err := updateID(raw)
		if err != nil {
			_ = in.channel.unread(ctx, raw, err) // it has no number to acknowledge
			continue
		}
		news = append(news, in.read(ctx, id, raw))
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	in.forget(news)
	for _, p := range news {
		if is, known := in.state[p.id]; known && is != failed {
			continue
		}
		if in.set(p.id, p.is); p.is == busy {
			in.add(ctx, p)
		}
	}
}

// read reads an update, though it may be in hand: it may fail any moment.
func (in *intake) read(ctx context.Context, id int64, raw []byte) pending {
	m, ours, err := in.channel.decode(raw)
	switch {
	case err != nil && !in.holds(id) && in.channel.unread(ctx, raw, err) != nil:
		return pending{id: id, is: failed}
	case err != nil || !ours:
		return pending{id: id, is: handled}
	}
	return pending{id: id, is: busy, message: m}
}

// forget drops what comes before a batch: Telegram keeps it no longer. in.mu
// is held.
func (in *intake) forget(batch []pending) {
	for len(in.order) > 0 && (len(batch) == 0 || in.order[0] != batch[0].id) {
		if in.state[in.order[0]] != busy {
			delete(in.state, in.order[0])
		}
		in.order = in.order[1:]
	}
}

// holds tells whether an update is in hand or handled already.
func (in *intake) holds(id int64) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	is, known := in.state[id]
	return known && is != failed
}

// set sets an update's progress. What is no longer in order is of no interest
// once it is not busy. in.mu is held.
func (in *intake) set(id int64, is progress) {
	if _, known := in.state[id]; !known {
		in.order = append(in.order, id)
	}
	in.state[id] = is
	if is != busy && !slices.Contains(in.order, id) {
		delete(in.state, id)
	}
}

// add puts an update into its chat's line. in.mu is held.
func (in *intake) add(ctx context.Context, p pending) {
	line := p.message.From.String()
	queue, running := in.lines[line]
	in.lines[line] = append(queue, p)
	if !running {
		in.working.Go(func() { in.work(ctx, line) })
	}
}

// work handles a chat's line until it is empty, or one fails: then those after
// it come again as well, in order.
func (in *intake) work(ctx context.Context, line string) {
	for {
		p, ok := in.next(line)
		if !ok {
			return
		}
		err := ctx.Err()
		if err == nil {
			err = in.channel.hand(ctx, in.receive, p.message)
		}
		in.mu.Lock()
		if err == nil {
			in.set(p.id, handled)
			in.mu.Unlock()
			continue
		}
		for _, p := range append([]pending{p}, in.lines[line]...) {
			in.set(p.id, failed)
		}
		in.end(line)
		in.mu.Unlock()
		return
	}
}

// next takes the first of a line, or ends it.
func (in *intake) next(line string) (pending, bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	queue := in.lines[line]
	if len(queue) == 0 {
		in.end(line)
		return pending{}, false
	}
	in.lines[line] = queue[1:]
	return queue[0], true
}

// end ends a line and wakes who waits for that. in.mu is held.
func (in *intake) end(line string) {
	delete(in.lines, line)
	if in.event != nil {
		close(in.event)
		in.event = nil
	}
}

// settle waits until all is handled or failed, but not for long.
func (in *intake) settle(ctx context.Context, most time.Duration) {
	late := time.NewTimer(most)
	defer late.Stop()
	for {
		in.mu.Lock()
		if len(in.lines) == 0 {
			in.mu.Unlock()
			return
		}
		if in.event == nil {
			in.event = make(chan struct{})
		}
		event := in.event
		in.mu.Unlock()
		select {
		case <-event:
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// reached raises an offset over the longest row of handled updates, and tells
// whether that was all. Numbers are not compared: they may begin anew.
func (in *intake) reached(offset int64) (int64, bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.order) > 0 && in.state[in.order[0]] == handled {
		offset = in.order[0] + 1
		delete(in.state, in.order[0])
		in.order = in.order[1:]
	}
	return offset, len(in.order) == 0
}
