package zalobot

import (
	"context"
	"sync"
	"time"

	"baophu/bot"
)

const (
	againMost = 30 * time.Second // between tries to have a message taken
	lastTries = 5 * time.Second  // for what is not taken yet, once the channel ends
	mostHeld  = 5_000            // messages held while the store is away
)

// intake holds what was polled until it is taken: Zalo will not hand it out
// again. Chats go side by side, one message at a time in a chat.
type intake struct {
	channel *Channel
	receive bot.Receive
	working sync.WaitGroup
	ending  chan struct{}

	mu    sync.Mutex
	lines map[string][]bot.Message // of chats that are being worked on
	held  int
}

func newIntake(c *Channel, receive bot.Receive) *intake {
	return &intake{channel: c, receive: receive, lines: map[string][]bot.Message{}, ending: make(chan struct{})}
}

// take puts an update into its chat's line.
func (in *intake) take(raw []byte) {
	m, ours, err := in.channel.decode(raw)
	if err != nil {
		in.channel.unread(raw, err)
	}
	if err != nil || !ours {
		return
	}
	in.channel.spend(context.Background(), 1)
	line := m.From.String()
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.held >= mostHeld {
		in.channel.Logger.Error("zalobot: a message is lost: too many wait for the store", "held", in.held)
		return
	}
	in.held++
	queue, running := in.lines[line]
	in.lines[line] = append(queue, m)
	if !running {
		in.working.Go(func() { in.work(line) })
	}
}

// work has a chat's line taken until it is empty.
func (in *intake) work(line string) {
	for {
		in.mu.Lock()
		queue := in.lines[line]
		if len(queue) == 0 {
			delete(in.lines, line)
			in.mu.Unlock()
			return
		}
		in.lines[line] = queue[1:]
		in.mu.Unlock()
		in.until(queue[0])
		in.mu.Lock()
		in.held--
		in.mu.Unlock()
	}
}

// until hands one message over until it is taken, or the end leaves no time.
func (in *intake) until(m bot.Message) {
	var last <-chan time.Time
	ending := in.ending
	for pause := time.Second / 4; ; pause = min(2*pause, againMost) {
		err := in.channel.hand(context.Background(), in.receive, m)
		if err == nil {
			return
		}
		in.channel.Logger.Warn("zalobot: a message waits", "kind", m.Kind, "error", err)
		if last == nil {
			select {
			case <-ending:
				last = time.After(lastTries)
			default:
			}
		}
		again := time.NewTimer(pause)
		select {
		case <-again.C:
		case <-ending:
			ending = nil
			last = time.After(lastTries)
			pause = time.Second / 4
		case <-last:
			again.Stop()
			in.channel.Logger.Error("zalobot: a message is lost: it could not be stored before the end", "error", err)
			return
		}
		again.Stop()
	}
}

// finish waits until all is taken, but not for long.
func (in *intake) finish() {
	close(in.ending)
	in.working.Wait()
}
