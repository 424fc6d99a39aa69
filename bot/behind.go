package bot

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// Behind keeps the messages of a chat in the order in which they were sent,
// where the platform does not: it may bring what it could not deliver minutes
// later, behind what was sent after it, and to another replica. Whatever has
// arrived and is not taken yet holds back the chat's later messages: as long as
// a replica has it in hand, and for Patience after that. It serves order, not
// safety.
type Behind struct {
	// Recall and Remember keep what has arrived in a chat, for all replicas;
	// nil: this process alone.
	Recall   func(ctx context.Context, chat string) ([]byte, bool)
	Remember func(ctx context.Context, chat string, arrived []byte, within time.Duration)
	Now      func() time.Time // nil: time.Now
	Patience time.Duration    // for how long what nobody has in hand any more holds back others; 0: 2 min

	mu    sync.Mutex
	own   map[string][]byte
	ended chan struct{}
}

// arrival is a message that has arrived and is not taken yet.
type arrival struct {
	Key  string    `json:"key"`
	Sent time.Time `json:"sent"`
	At   time.Time `json:"at"` // when somebody had it in hand last
}

const lookBehind = 20 * time.Millisecond // at first, between looks whether it is a message's turn

// Hand gives a message to receive in its turn. What waits when End is called is
// not taken; what is handed later waits for nothing.
func (b *Behind) Hand(ctx context.Context, m Message, receive Receive) error {
	if err := b.inTurn(ctx, m, receive); err != nil {
		return err
	}
	b.change(ctx, m.From.String(), func(all []arrival, _ time.Time) []arrival { return without(all, m.Key()) })
	return nil
}

func (b *Behind) inTurn(ctx context.Context, m Message, receive Receive) error {
	chat, key := m.From.String(), m.Key()
	all := b.arrived(ctx, m)
	defer b.inHand(ctx, m)()
	waits := !b.over()
	for pause := lookBehind; waits && b.earlier(all, key, m.Sent); pause = min(2*pause, time.Second/2) {
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-b.ending():
			timer.Stop()
			return ErrClosed
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
		all = b.read(ctx, chat)
	}
	return receive(ctx, m)
}

// arrived says that somebody has a message in hand, and gives what has arrived.
func (b *Behind) arrived(ctx context.Context, m Message) []arrival {
	return b.change(ctx, m.From.String(), func(all []arrival, now time.Time) []arrival {
		return append(without(all, m.Key()), arrival{m.Key(), m.Sent, now})
	})
}

// inHand goes on saying so until what it gives is called: a try, or the wait
// before it, may outlast the patience with what is given up.
func (b *Behind) inHand(ctx context.Context, m Message) (stop func()) {
	ended, out := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(out)
		tick := time.NewTicker(b.patience() / 4)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				b.arrived(ctx, m)
			case <-ended:
				return
			}
		}
	}()
	return func() { close(ended); <-out }
}

// End says that nothing is to wait any longer.
func (b *Behind) End() {
	ending := b.ending()
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-ending:
	default:
		close(b.ended)
	}
}

func (b *Behind) ending() chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended == nil {
		b.ended = make(chan struct{})
	}
	return b.ended
}

func (b *Behind) over() bool {
	select {
	case <-b.ending():
		return true
	default:
		return false
	}
}

func (b *Behind) now() time.Time {
	if b.Now == nil {
		return time.Now()
	}
	return b.Now()
}

func (b *Behind) patience() time.Duration { return orElse(b.Patience, 2*time.Minute) }

// earlier tells whether something that was sent before a message holds it back.
func (b *Behind) earlier(all []arrival, key string, sent time.Time) bool {
	return slices.ContainsFunc(all, func(a arrival) bool {
		return a.Key != key && a.Sent.Before(sent) && b.now().Sub(a.At) < b.patience()
	})
}

func without(all []arrival, key string) []arrival {
	return slices.DeleteFunc(all, func(a arrival) bool { return a.Key == key })
}

// change changes what has arrived in a chat. Two replicas may do so at the same
// moment; then one of them is overlooked, and may be overtaken.
func (b *Behind) change(ctx context.Context, chat string, to func([]arrival, time.Time) []arrival) []arrival {
	now := b.now()
	all := slices.DeleteFunc(b.read(ctx, chat), func(a arrival) bool { return now.Sub(a.At) >= b.patience() })
	all = to(all, now)
	raw, err := json.Marshal(all)
	if err != nil {
		return all
	}
	if b.Remember != nil {
		b.Remember(ctx, "arrived/"+chat, raw, b.patience())
		return all
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.own == nil {
		b.own = map[string][]byte{}
	}
	if b.own[chat] = raw; len(all) == 0 {
		delete(b.own, chat)
	}
	return all
}

func (b *Behind) read(ctx context.Context, chat string) (all []arrival) {
	var raw []byte
	if b.Recall != nil {
		raw, _ = b.Recall(ctx, "arrived/"+chat)
	} else {
		b.mu.Lock()
		raw = b.own[chat]
		b.mu.Unlock()
	}
	_ = json.Unmarshal(raw, &all) // what cannot be read holds nobody back
	return all
}
