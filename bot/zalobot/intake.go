package zalobot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"baophu/bot"
)

const (
	againMost = 3 * time.Second // between tries to have a message taken
	lastTurns = 4 * time.Second // for what waits for its turn, once the channel ends
	lastTries = 6 * time.Second // for what is not taken yet
	lastPause = time.Second / 4 // between tries then
	roomPause = time.Second / 4 // between looks whether there is room for more
	keepTime  = 5 * time.Second // for a try to keep what cannot be read
	lastKeep  = 2 * time.Second // the same at the end
)

// Patience is for how long a message holds back the chat's later ones once no
// replica tries to have it taken any more: its replica was killed, and Zalo
// does not bring it again.
const Patience = 10 * againMost

// intake holds what Zalo handed out until it is taken, whether it was polled or
// delivered: it will not be handed out again. Chats go side by side, one
// message at a time in a chat.
type intake struct {
	channel *Channel
	receive bot.Receive
	working sync.WaitGroup
	ending  chan struct{}
	late    chan struct{} // closed when no time is left
	once    sync.Once     // of ending

	mu    sync.Mutex
	lines map[string][]waiting // of chats that are being worked on, each by when they were sent
	held  int
}

// waiting is a message that is not taken yet; taken is closed once it is. It
// holds back what was sent later, on all replicas, from when it is held.
type waiting struct {
	message bot.Message
	turn    *bot.Turn
	taken   chan struct{}
	failed  *int // how often it was not taken; of who works on the line
}

func newIntake(c *Channel, receive bot.Receive) *intake {
	return &intake{channel: c, receive: receive, lines: map[string][]waiting{}, ending: make(chan struct{}), late: make(chan struct{})}
}

// take puts what was polled into its chat's line, whether or not there is room:
// poll takes no more than what it asked for when there was.
func (in *intake) take(raw []byte) {
	m, ours, err := in.channel.decode(raw)
	switch {
	case err != nil:
		in.keep(raw, err)
	case ours:
		in.hold(m)
	}
}

// keep has an update that cannot be read kept, however long that takes: Zalo
// does not hand it out again. Its content is not logged. What it gives is closed
// once it is kept.
func (in *intake) keep(raw []byte, cause error) <-chan struct{} {
	in.channel.Logger.Error("zalobot: an update cannot be read", "bytes", len(raw), "error", cause)
	in.mu.Lock()
	in.held++
	in.mu.Unlock()
	kept := make(chan struct{})
	in.working.Go(func() {
		if err := in.tries(func() error { return in.unread(raw, cause) }); err != nil {
			in.channel.Logger.Error("zalobot: an update that cannot be read is not kept: the end left no time", "error", err)
		} else {
			close(kept)
		}
		in.mu.Lock()
		in.held--
		in.mu.Unlock()
	})
	return kept
}

// unread keeps an update that cannot be read. A store that hangs ends no try by
// itself.
func (in *intake) unread(raw []byte, cause error) error {
	if in.channel.DeadLetter == nil {
		return nil
	}
	most := keepTime
	select {
	case <-in.ending:
		most = lastKeep
	default:
	}
	ctx, cancel := context.WithTimeout(context.Background(), most)
	defer cancel()
	return in.channel.DeadLetter(ctx, raw, cause)
}

// full tells whether as many messages are held as may be.
func (in *intake) full() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.held >= in.channel.Hold
}

// roomed waits until there is room, or ctx ends.
func (in *intake) roomed(ctx context.Context) {
	if !in.full() {
		return
	}
	in.channel.Logger.Error("zalobot: nothing is polled while so many messages wait for the store", "held", in.channel.Hold)
	for in.full() && bot.Sleep(ctx, roomPause) == nil { //nolint:revive // the condition does it all
	}
}

// hold puts a message into its chat's line, before what was sent after it: it
// holds that back, on every replica. What it gives is closed once it is taken.
func (in *intake) hold(m bot.Message) <-chan struct{} {
	in.channel.spend(context.Background(), 1)
	if m.Sent.IsZero() {
		m.Sent = in.channel.Now()
	}
	w := waiting{m, in.channel.Turns.Enter(context.Background(), m), make(chan struct{}), new(int)}
	line := m.From.String()
	w.turn.Yield = func() error {
		if in.head(line).turn != w.turn {
			return errOvertaken
		}
		return nil
	}
	in.channel.Logger.DebugContext(bot.Traced(context.Background(), m.Trace()), "zalobot: a message", "kind", m.Kind)
	in.mu.Lock()
	defer in.mu.Unlock()
	in.held++
	queue, running := in.lines[line]
	at := slices.IndexFunc(queue, func(other waiting) bool { return other.message.Sent.After(m.Sent) })
	if at < 0 {
		at = len(queue)
	}
	in.lines[line] = slices.Insert(queue, at, w)
	if !running {
		in.working.Go(func() { in.work(line) })
	}
	return w.taken
}

// errNotYet says that a delivered message waits on.
var errNotYet = errors.New("zalobot: not taken yet")

// deliver holds a message and waits for it to be taken, but not for long: Zalo
// may hang up, and makes no other try that is known of. The message waits on.
func (in *intake) deliver(ctx context.Context, m bot.Message) error {
	if in.full() {
		in.channel.Logger.ErrorContext(bot.Traced(context.Background(), m.Trace()), "zalobot: a message is lost: too many wait for the store", "held", in.channel.Hold)
		return errNotYet
	}
	return in.await(ctx, in.hold(m))
}

// unreadable holds a delivery that cannot be read; what it gives waits for that
// to be kept, but not for long.
func (in *intake) unreadable(ctx context.Context, raw []byte, cause error) (wait func() error) {
	if in.full() {
		in.channel.Logger.Error("zalobot: an update that cannot be read is lost: too many wait for the store", "held", in.channel.Hold, "error", cause)
		return func() error { return errNotYet }
	}
	kept := in.keep(raw, cause)
	return func() error { return in.await(ctx, kept) }
}

// await waits until what was delivered is taken, but not for long.
func (in *intake) await(ctx context.Context, taken <-chan struct{}) error {
	late := time.NewTimer(in.channel.AnswerTime)
	defer late.Stop()
	select {
	case <-taken:
		return nil
	case <-late.C:
		return errNotYet
	case <-in.ending:
		return errNotYet
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work has a chat's line taken until it is empty.
func (in *intake) work(line string) {
	for more := true; more; more = in.more(line) {
		var tried waiting
		if err := in.tries(func() (err error) { tried, err = in.first(line); return err }); err != nil {
			in.channel.Logger.ErrorContext(bot.Traced(context.Background(), tried.message.Trace()), "zalobot: a message is lost: it could not be stored before the end", "error", err)
			in.drop(line, tried) // not what came in front of it meanwhile: that was never tried
		}
	}
}

// errOvertaken says that a message came into the line that was sent before.
var errOvertaken = errors.New("zalobot: one that was sent before came after it")

// first hands over the first of a line, and tells which it was. Where one that
// was sent before comes in front of it, that is handed over.
func (in *intake) first(line string) (waiting, error) {
	for {
		w := in.head(line)
		if err := in.hand(line, w); !errors.Is(err, errOvertaken) {
			return w, err
		}
	}
}

// hand hands over one of a line.
func (in *intake) hand(line string, w waiting) error {
	m := w.message
	m.Received = in.channel.Now()
	ctx := bot.Traced(context.Background(), m.Trace())
	if err := w.turn.Hand(ctx, m, in.receive); err != nil {
		level := slog.LevelDebug
		if *w.failed++; *w.failed == 1 { // the next tries are much the same
			level = slog.LevelWarn
		}
		in.channel.Logger.Log(ctx, level, "zalobot: a message waits", "kind", m.Kind, "error", err)
		return err
	}
	if *w.failed > 0 {
		in.channel.Logger.InfoContext(ctx, "zalobot: a message that waited is taken", "kind", m.Kind, "failed", *w.failed)
	}
	in.drop(line, w)
	close(w.taken)
	return nil
}

// head gives the first of a line that is not empty.
func (in *intake) head(line string) waiting {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.lines[line][0]
}

// more tells whether a line goes on; else it ends.
func (in *intake) more(line string) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.lines[line]) > 0 {
		return true
	}
	delete(in.lines, line)
	return false
}

// drop takes a message from its line.
func (in *intake) drop(line string, w waiting) {
	w.turn.Leave()
	in.mu.Lock()
	defer in.mu.Unlock()
	in.lines[line] = slices.DeleteFunc(in.lines[line], func(other waiting) bool { return other.turn == w.turn })
	in.held--
}

// tries does something until it is done; an error: the end left no time.
func (in *intake) tries(do func() error) error {
	for pause := time.Second / 4; ; pause = min(2*pause, againMost) {
		err := do()
		if err == nil {
			return nil
		}
		ending := in.ending
		select {
		case <-ending:
			ending, pause = nil, lastPause
		default:
		}
		again := time.NewTimer(pause)
		select {
		case <-again.C:
		case <-ending:
		case <-in.late:
			again.Stop()
			return err
		}
		again.Stop()
	}
}

// end says that there is little time left: for most of it messages wait for
// those sent before them, and then they are taken in any order, not lost.
func (in *intake) end() {
	in.once.Do(func() {
		close(in.ending)
		time.AfterFunc(lastTurns, in.channel.Turns.End)
		time.AfterFunc(lastTries, func() { close(in.late) })
	})
}

// finish waits until all is taken, but not for long.
func (in *intake) finish() {
	in.end()
	in.working.Wait()
}
