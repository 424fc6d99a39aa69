package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// ErrClosed is what Receive answers once the dispatcher stops taking.
var ErrClosed = errors.New("bot: stopping")

// ErrPoison marks, by wrapping, a failure that the same message will meet
// again whatever else changes. A panic counts as one.
var ErrPoison = errors.New("bot: will fail again")

// DispatcherOptions are what a dispatcher works with. Handle and Sender must
// be given.
type DispatcherOptions struct {
	// Handle does what a message asks. It returns nil once what the message
	// brought is committed, with the replies to send: those with an outbox
	// number are sent in any case, those without are answers to a question.
	// An error means that nothing happened and the message is to come again.
	Handle func(ctx context.Context, msg Message) ([]Outgoing, error)
	Sender *Sender

	// Order, where several replicas serve a chat, waits for the chat's turn
	// among them. It serves order, not safety (the commit checks that), so
	// without it, when it fails, messages are handled all the same.
	Order func(ctx context.Context, key string) (release func(), err error)
	// Guard stops answers that repeat themselves; nil: none does.
	Guard *LoopGuard
	// Parting adds to the last answer before Guard's silence how to go on; nil:
	// nothing is added.
	Parting func(Reply) Reply
	// DeadLetter keeps a message that fails again and again, so that it can be
	// acknowledged; nil: such a message is only logged. While it fails itself,
	// the message is not acknowledged.
	DeadLetter func(ctx context.Context, msg Message, cause error) error
	// Apology is what a person is told whose message was given up; nil: nothing.
	Apology func(msg Message) Reply
	// Observe hears of every message handled and how long that took.
	Observe func(msg Message, took time.Duration, err error)

	Limit      int           // messages handled at once; 0: 64
	Tries      int           // failures for certain before DeadLetter; 0: 5
	HandleTime time.Duration // for one message; 0: 30 s
	AnswerWait time.Duration // for the sends of a question's answers; 0: 5 s
	Now        func() time.Time
	Logger     *slog.Logger
}

// Dispatcher takes the messages of all channels to the handler: one at a time
// in a chat, in the order they came, many chats at once.
type Dispatcher struct {
	DispatcherOptions
	lanes lanes
	slots chan struct{}
	fails failures
	done  Recent

	life context.Context // ends when what was begun has to stop
	kill context.CancelFunc

	mu     sync.Mutex
	closed bool
	inside sync.WaitGroup
}

// NewDispatcher makes a dispatcher. Close it.
func NewDispatcher(o DispatcherOptions) *Dispatcher {
	o.Limit = orElse(o.Limit, 64)
	o.Tries = orElse(o.Tries, 5)
	o.HandleTime = orElse(o.HandleTime, 30*time.Second)
	o.AnswerWait = orElse(o.AnswerWait, 5*time.Second)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	d := &Dispatcher{DispatcherOptions: o, slots: make(chan struct{}, o.Limit)}
	d.fails = failures{tries: o.Tries}
	d.life, d.kill = context.WithCancel(context.Background())
	return d
}

// Receive handles one message and returns when it may be acknowledged: nil
// once it is committed, or kept as a dead letter, or, for a question, once its
// answers are sent (or were waited for long enough: a person whose answer is
// stuck asks again, and must not hold up the others). Any error means that
// the message must come again. A message that this dispatcher has handled
// before does nothing. Receive blocks while all hands are busy. Messages of a
// chat take effect in the order of their calls.
func (d *Dispatcher) Receive(ctx context.Context, msg Message) error {
	if !d.enter() {
		return ErrClosed
	}
	defer d.inside.Done()
	ctx = Traced(ctx, msg.Trace())
	if msg.Received.IsZero() {
		msg.Received = d.Now()
	}
	sent, err := d.inTurn(ctx, msg)
	if err != nil || sent == nil {
		return err
	}
	waiting, enough := context.WithTimeout(d.life, d.AnswerWait)
	defer enough()
	if err := sent.Wait(waiting); err != nil {
		d.Logger.WarnContext(ctx, "answer not sent", "channel", msg.From.Channel, "error", err)
	}
	return nil
}

// inTurn handles a message in its chat's turn; the answers are then on their
// way. The turn ends before they arrive: the sender keeps their order.
func (d *Dispatcher) inTurn(ctx context.Context, msg Message) (*Sent, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(d.life, cancel)()
	lane := msg.From.String()
	if err := d.lanes.take(ctx, lane); err != nil {
		return nil, err
	}
	defer d.lanes.give(lane)
	if d.Order != nil {
		release, err := d.Order(ctx, lane)
		switch {
		case err == nil:
			defer release()
		case ctx.Err() != nil:
			return nil, ctx.Err()
		default:
			d.Logger.WarnContext(ctx, "no turn among replicas", "error", err)
		}
	}
	select {
	case d.slots <- struct{}{}:
		defer func() { <-d.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if d.closing() {
		return nil, ErrClosed
	}
	if msg.ID != "" && d.done.Has(msg.Key()) {
		return nil, nil
	}
	return d.handle(ctx, msg)
}

// handle runs the handler. Once begun it goes on though the platform hangs up.
func (d *Dispatcher) handle(ctx context.Context, msg Message) (*Sent, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.HandleTime)
	defer cancel()
	defer context.AfterFunc(d.life, cancel)()
	began := d.Now()
	outs, err := d.guarded(ctx, msg)
	if d.Observe != nil {
		d.Observe(msg, d.Now().Sub(began), err)
	}
	d.Logger.DebugContext(ctx, "message handled", "channel", msg.From.Channel, "kind", msg.Kind, "took", d.Now().Sub(began), "replies", len(outs), "failed", err != nil)
	if err != nil {
		return nil, d.failed(ctx, msg, err)
	}
	d.done.Add(msg.Key())
	d.fails.succeeded(msg.Key(), outs)
	for i := range outs {
		outs[i].Reply.Trace = msg.Trace()
	}
	return d.Sender.Queue(d.unlooped(ctx, backlog(outs, msg, d.lanes.behind(msg.From.String())))...), nil
}

// guarded makes a panic an error. Its value is not told: it may quote the text.
func (d *Dispatcher) guarded(ctx context.Context, msg Message) (outs []Outgoing, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = panicked(cause)
		}
	}()
	return d.Handle(ctx, msg)
}

// failed decides between another try and the dead letters.
func (d *Dispatcher) failed(ctx context.Context, msg Message, err error) error {
	log := d.Logger.With("channel", msg.From.Channel, "kind", msg.Kind, "error", err)
	over, times := d.fails.failed(msg.Key(), err, d.Now())
	if !over {
		level := slog.LevelError
		if times == 0 {
			level = slog.LevelDebug
		}
		log.Log(ctx, level, "message not handled", "failed", times)
		return err
	}
	if d.DeadLetter != nil {
		if kept := d.DeadLetter(ctx, msg, err); kept != nil {
			log.ErrorContext(ctx, "dead letter not kept", "because", kept)
			return err
		}
	}
	log.ErrorContext(ctx, "message given up")
	if d.Apology != nil && msg.ToUs && (msg.Kind == Text || msg.Kind == Edit || msg.Kind == Tap || msg.Kind == Document) {
		sorry := d.Apology(msg)
		sorry.Trace = msg.Trace()
		d.Sender.Queue(Outgoing{Reply: sorry})
	}
	d.done.Add(msg.Key())
	d.fails.succeeded(msg.Key(), nil)
	return nil
}

// unlooped drops answers that a chat has been given too often.
func (d *Dispatcher) unlooped(ctx context.Context, outs []Outgoing) []Outgoing {
	if d.Guard == nil {
		return outs
	}
	kept := make([]Outgoing, 0, len(outs))
	for _, out := range outs {
		if out.ID != 0 || out.Reply.Notice {
			kept = append(kept, out)
			continue
		}
		ok, last := d.Guard.allow(ctx, out.Reply)
		switch {
		case !ok:
			d.Logger.WarnContext(ctx, "the same answer again and again", "channel", out.Reply.To.Channel)
			continue
		case last && d.Parting != nil:
			out.Reply = d.Parting(out.Reply)
		}
		kept = append(kept, out)
	}
	return kept
}

func (d *Dispatcher) enter() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.inside.Add(1)
	}
	return !d.closed
}

func (d *Dispatcher) closing() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.closed
}

// Close stops taking and waits for what was begun. When ctx ends first, the
// handlers' contexts end, and what they had not committed comes again.
func (d *Dispatcher) Close(ctx context.Context) error {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	out := make(chan struct{})
	go func() { d.inside.Wait(); close(out) }()
	defer d.kill()
	select {
	case <-out:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func orElse[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}
