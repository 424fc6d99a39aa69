package bot

import (
	"context"
	"maps"
	"time"
)

const (
	lookBehind = 20 * time.Millisecond // at first, between looks whether it is a message's turn
	// blindFor is for how long what refers back waits where nobody can tell
	// what other replicas have in hand.
	blindFor = 10 * time.Second
	// saidAgain is how long it takes until all is said again that Redis forgot:
	// a replica may see a second and a quarter later than another that Redis is
	// back, and says what it has in hand with its next beat.
	saidAgain = sayAgain + 3*time.Second/2
)

// Turn is a message in hand, which holds back the chat's later ones.
type Turn struct {
	behind  *Behind
	message Message
	first   time.Time // when it was entered
	end     context.CancelFunc
	out     chan struct{} // closed once nothing more is said
	// Yield, where messages of a chat are handed one by one, tells whether
	// another is to be handed first: its error ends the wait, lest they wait for
	// each other. nil: never.
	Yield func() error

	// What holds it back, as far as it is known, and until when.
	held   map[string]time.Time
	seen   bool      // all that has arrived was seen once
	blind  bool      // nobody could tell at the last look
	forgot time.Time // when Redis was seen last to have forgotten, or to be back
}

// Leave says no more that the message is in hand: it holds others back for the
// patience yet, unless it was taken.
func (t *Turn) Leave() {
	t.end()
	<-t.out
}

// Hand gives the message to receive once it is its turn; m is the message as it
// is to be received. It may be called again where that fails, but not at once.
func (t *Turn) Hand(ctx context.Context, m Message, receive Receive) error {
	if err := t.wait(ctx); err != nil {
		return err
	}
	if err := receive(ctx, m); err != nil {
		return err
	}
	t.Leave()
	t.behind.taken(ctx, t.message)
	return nil
}

// wait waits for the message's turn.
func (t *Turn) wait(ctx context.Context) error {
	b := t.behind
	if err := t.yields(); err != nil || b.over() && !b.refersBack(t.message) {
		return err
	}
	for pause := lookBehind; t.waits(ctx); pause = min(2*pause, time.Second/2) {
		if err := t.yields(); err != nil {
			return err
		}
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
	}
	return nil
}

func (t *Turn) yields() error {
	if t.Yield == nil {
		return nil
	}
	return t.Yield()
}

// waits tells whether something that was sent before holds the message back.
func (t *Turn) waits(ctx context.Context) bool {
	b, now, key := t.behind, t.behind.now(), t.message.Key()
	all, remembered, known := b.all(ctx, t.message.From.String())
	emptied := known && remembered < saidAgain
	switch {
	case known && t.blind:
		t.forgot = now
	case emptied && now.Add(-remembered).After(t.forgot):
		t.forgot = now.Add(-remembered)
	}
	t.blind = !known
	late := now.Sub(t.forgot) < saidAgain // not all is said again
	held := map[string]time.Time{}
	if !known || late { // what was known holds on
		maps.Copy(held, t.held)
	}
	for other, a := range all {
		if other != key && a.Sent.Before(t.message.Sent) {
			held[other] = a.At.Add(b.patience())
		}
	}
	maps.DeleteFunc(held, func(other string, until time.Time) bool { return !now.Before(until) || b.done.Has(other) })
	t.held, t.seen = held, t.seen || known
	unsure := emptied && b.RefersBack != nil || (late || !t.seen) && b.refersBack(t.message)
	return len(held) > 0 || unsure && now.Sub(t.first) < blindFor
}
