package bot

import (
	"context"
	"encoding/json"
	"maps"
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
	Arrivals Arrivals         // nil: this process alone
	Now      func() time.Time // nil: time.Now
	Patience time.Duration    // for how long what nobody has in hand any more holds back others; 0: 2 min
	// RefersBack tells whether a text may hang on what was sent before it, as an
	// undoing does: such a one waits a while where the Arrivals cannot be asked,
	// and is not taken before its turn at the end. Where they forgot everything
	// any message waits until all is said again. nil: none does either.
	RefersBack func(text string) bool

	mu    sync.Mutex
	own   map[string]map[string]arrival // by chat and key: for when the Arrivals cannot be asked
	done  Recent                        // keys of what was taken here
	ended chan struct{}
}

// Arrivals keep for all replicas what has arrived in a chat. Each message is
// kept by itself: replicas note and drop those of a chat at the same moment.
type Arrivals interface {
	// Note keeps something of a chat under a key, at least for a while.
	Note(ctx context.Context, chat, key string, what []byte, within time.Duration) error
	// Drop removes it.
	Drop(ctx context.Context, chat, key string) error
	// Noted gives all that is kept of a chat, by key, and for how long nothing
	// of it was forgotten.
	Noted(ctx context.Context, chat string) (all map[string][]byte, remembered time.Duration, err error)
}

// arrival is a message that has arrived and is not taken yet.
type arrival struct {
	Sent time.Time `json:"sent"`
	At   time.Time `json:"at"` // when somebody had it in hand last
}

// sayAgain is how often it is said at least that a message is in hand: where
// Redis forgot everything, later ones are held back again so soon.
const sayAgain = 2 * time.Second

// Enter says that a message is in hand, and goes on saying so until the turn it
// gives is left: a try, or the wait before it, may outlast the patience with
// what is given up.
func (b *Behind) Enter(ctx context.Context, m Message) *Turn {
	b.arrived(ctx, m)
	ctx, end := context.WithCancel(context.WithoutCancel(ctx))
	t := &Turn{behind: b, message: m, end: end, out: make(chan struct{}), first: b.now()}
	go func() {
		defer close(t.out)
		tick := time.NewTicker(min(b.patience()/4, sayAgain))
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				b.arrived(ctx, m)
			case <-ctx.Done():
				return
			}
		}
	}()
	return t
}

// Hand gives a message to receive in its turn. What waits when End is called is
// not taken; what is handed later waits for nothing, unless it refers back.
func (b *Behind) Hand(ctx context.Context, m Message, receive Receive) error {
	t := b.Enter(ctx, m)
	defer t.Leave()
	return t.Hand(ctx, m, receive)
}

// arrived says that somebody has a message in hand.
func (b *Behind) arrived(ctx context.Context, m Message) {
	chat, key, one := m.From.String(), m.Key(), arrival{m.Sent, b.now()}
	b.mu.Lock()
	if b.own == nil {
		b.own = map[string]map[string]arrival{}
	}
	if b.own[chat] == nil {
		b.own[chat] = map[string]arrival{}
	}
	b.own[chat][key] = one
	b.mu.Unlock()
	b.note(ctx, chat, key, one)
}

func (b *Behind) note(ctx context.Context, chat, key string, one arrival) {
	if raw, err := json.Marshal(one); err == nil && b.Arrivals != nil {
		_ = b.Arrivals.Note(ctx, chat, key, raw, b.patience()) // without, the own will do
	}
}

// taken says that a message holds back nothing any more.
func (b *Behind) taken(ctx context.Context, m Message) {
	b.done.Add(m.Key())
	chat, now := m.From.String(), b.now()
	b.mu.Lock()
	delete(b.own[chat], m.Key())
	maps.DeleteFunc(b.own[chat], func(_ string, a arrival) bool { return now.Sub(a.At) >= b.patience() })
	if len(b.own[chat]) == 0 {
		delete(b.own, chat)
	}
	b.mu.Unlock()
	if b.Arrivals != nil {
		_ = b.Arrivals.Drop(ctx, chat, m.Key()) // it is overlooked once patience is over
	}
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

// refersBack tells whether a message may hang on what was sent before it.
func (b *Behind) refersBack(m Message) bool { return b.RefersBack != nil && b.RefersBack(m.Text) }

// all gives what has arrived in a chat, and for how long nothing of it was
// forgotten; not known: it could not be asked for, and is what has arrived here.
func (b *Behind) all(ctx context.Context, chat string) (all map[string]arrival, remembered time.Duration, known bool) {
	if b.Arrivals != nil {
		if noted, remembered, err := b.Arrivals.Noted(ctx, chat); err == nil {
			all := make(map[string]arrival, len(noted))
			for key, raw := range noted {
				var one arrival
				if json.Unmarshal(raw, &one) == nil { // what cannot be read holds nobody back
					all[key] = one
				}
			}
			return all, remembered, true
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.own[chat]), saidAgain, b.Arrivals == nil
}
