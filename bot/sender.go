package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Outbox keeps committed replies until they are sent. It hands each out under
// a lease, so that no two senders hold one; what was handed out and neither
// settled nor released when the lease ends is handed out again. A reply that
// is committed is leased, from its commit, to the sender of whoever committed
// it, for the Lease of SenderOptions at least.
type Outbox interface {
	// Claim leases up to n replies that are due, the oldest first. Their
	// Attempts say how often each was handed out before.
	Claim(ctx context.Context, n int, lease time.Duration) ([]Outgoing, error)
	// Done settles replies that were sent.
	Done(ctx context.Context, ids ...int64) error
	// Later releases a reply until a time.
	Later(ctx context.Context, id int64, at time.Time, why string) error
	// GiveUp settles a reply that will not be sent.
	GiveUp(ctx context.Context, id int64, why string) error
}

// SenderOptions are what a sender works with. Channels must be given.
type SenderOptions struct {
	Channels []Channel
	Outbox   Outbox // nil: nothing is kept

	// Allow, where several replicas write for one bot, shares the pace: one
	// send of a bucket that may have n per a time, burst at once.
	Allow func(ctx context.Context, bucket string, n int, per time.Duration, burst int) (ok bool, wait time.Duration)
	// Share is Allow for the bot's own limit, which must hold even while what
	// is shared is away; nil: Allow.
	Share func(ctx context.Context, bucket string, n int, per time.Duration, burst int) (ok bool, wait time.Duration)
	// Park tells the other replicas to let nothing of a bucket pass for a while.
	Park func(ctx context.Context, bucket string, during time.Duration)
	// Link is where a file may be fetched that a channel cannot carry.
	Link func(f File) string
	// Rest gives until when notices are to wait, night or the like; not after
	// now, or nil: they need not.
	Rest func(now time.Time) time.Time
	// Unreachable hears of a chat that wants nothing from us any more.
	Unreachable func(ctx context.Context, to Address)
	// Alarm hears that a channel sends nothing until an operator acts.
	Alarm func(ctx context.Context, channel, bot string, cause error)
	// Observe hears of every send; failure is "" for one that arrived.
	Observe func(out Outgoing, failure Failure, waited, took time.Duration)

	Lease    time.Duration // of what is claimed and committed; 0: 30 s
	Sweep    time.Duration // how often left-over replies are looked for; 0: 2 s
	Batch    int           // replies claimed at once; 0: 128
	Hold     int           // replies held in memory, of the outbox and others each; 0: 10,000
	Parallel int           // sends at once on a channel; 0: 128
	SendTime time.Duration // for one send; 0: 60 s
	Life     time.Duration // an answer that is not kept is tried for so long; 0: 1 min
	Now      func() time.Time
	Logger   *slog.Logger
}

// Sender brings replies to their chats: in order within a chat, chats side by
// side, at the platform's pace, answers before notices.
type Sender struct {
	SenderOptions
	lines map[[2]string]*line

	life context.Context // ends when sends in hand have to stop
	kill context.CancelFunc

	mu      sync.Mutex
	closed  bool
	held    map[int64]*item // in memory, or sent and not yet settled
	queues  map[lane][]*item
	unkept  int // answers in memory that the outbox does not have
	settled []int64
	wake    chan struct{} // the sweep has room, or an end
	ready   chan struct{} // settled has some
	working sync.WaitGroup
	loops   sync.WaitGroup
	stop    chan struct{}
}

// lane is what keeps its order.
type lane struct {
	to     Address
	notice bool
}

// item is one reply in memory.
type item struct {
	out    Outgoing
	lane   lane
	came   time.Time
	lease  time.Time // no send begins after, if kept
	end    time.Time // and none lasts beyond
	rest   []Reply   // parts still to send
	begun  bool      // some were sent
	doubts int       // sends that may have arrived
	sent   *Sent     // who waits for it, or nil
	of     []*item   // of a summary: what it tells
}

// NewSender starts a sender. Close it.
func NewSender(o SenderOptions) (*Sender, error) {
	o.Lease = orElse(o.Lease, 30*time.Second)
	o.Sweep = orElse(o.Sweep, 2*time.Second)
	o.Batch = orElse(o.Batch, 128)
	o.Hold = orElse(o.Hold, 10_000)
	o.Parallel = orElse(o.Parallel, 128)
	o.SendTime = orElse(o.SendTime, time.Minute)
	o.Life = orElse(o.Life, time.Minute)
	if o.Outbox == nil {
		o.Outbox = noOutbox{}
	}
	if o.Share == nil {
		o.Share = o.Allow
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Sender{
		SenderOptions: o,
		lines:         map[[2]string]*line{},
		held:          map[int64]*item{},
		queues:        map[lane][]*item{},
		wake:          make(chan struct{}, 1),
		ready:         make(chan struct{}, 1),
		stop:          make(chan struct{}),
	}
	for _, c := range o.Channels {
		channel, bot := c.Name()
		if s.lines[[2]string{channel, bot}] != nil {
			return nil, fmt.Errorf("bot: two channels are %s/%s", channel, bot)
		}
		s.lines[[2]string{channel, bot}] = newLine(c, &s.SenderOptions)
	}
	s.life, s.kill = context.WithCancel(context.Background())
	s.loops.Add(2)
	go s.sweeping()
	go s.settling()
	return s, nil
}

// Sent is the fate of the answers that are not kept.
type Sent struct {
	mu   sync.Mutex
	left int
	err  error
	done chan struct{}
}

// Wait waits until each answer was sent or given up; it gives the first
// failure, or the context's.
func (s *Sent) Wait(ctx context.Context) error {
	select {
	case <-s.done:
		return s.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Sent) one(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
	if s.left--; s.left == 0 {
		close(s.done)
	}
}

// Queue takes replies to send, in order, and does not wait. What it gives
// tells of those without an outbox number; it is nil when there are none.
func (s *Sender) Queue(outs ...Outgoing) *Sent {
	sent := &Sent{done: make(chan struct{})}
	for _, out := range outs {
		if out.ID == 0 {
			sent.left++
		}
	}
	if sent.left == 0 {
		sent = nil
	}
	for _, out := range outs {
		it := &item{out: out, lane: lane{out.Reply.To, out.Reply.Notice}, came: s.Now()}
		s.lend(it, orElse(out.Leased, it.came.Add(s.Lease)))
		if out.ID == 0 {
			it.sent = sent
		}
		s.enqueue(it)
	}
	return sent
}

// enqueue puts an item into its lane. A kept reply that finds no place, or is
// held already, stays in the outbox.
func (s *Sender) enqueue(it *item) {
	if s.lines[[2]string{it.lane.to.Channel, it.lane.to.Bot}] == nil {
		s.noChannel(it)
		return
	}
	s.mu.Lock()
	if it.out.ID == 0 && s.unkept >= s.Hold {
		s.mu.Unlock()
		s.overdue(it)
		return
	}
	defer s.mu.Unlock()
	if held := s.held[it.out.ID]; it.out.ID != 0 && held != nil {
		held.lease, held.end = it.lease, it.end
		return
	}
	if s.closed || it.out.ID != 0 && len(s.held) >= s.Hold {
		it.ended(ErrClosed)
		return
	}
	if it.out.ID != 0 {
		s.held[it.out.ID] = it
	} else {
		s.unkept++
	}
	queue, running := s.queues[it.lane]
	it.out.Follow = it.out.Follow || running // the one before is not even there yet
	s.queues[it.lane] = append(queue, it)
	if !running {
		s.working.Add(1)
		go s.work(it.lane)
	}
}

// noChannel puts off a reply of a channel this process does not have.
func (s *Sender) noChannel(it *item) {
	if it.overdue(s.Now()) {
		s.overdue(it)
		return
	}
	err := fmt.Errorf("bot: no channel %s/%s here", it.lane.to.Channel, it.lane.to.Bot)
	s.Logger.ErrorContext(s.of(it), "reply not sent", "error", err)
	if it.out.ID != 0 {
		s.settle("put off", func(ctx context.Context) error {
			return s.Outbox.Later(ctx, it.out.ID, s.Now().Add(time.Minute), err.Error())
		})
	}
	it.ended(err)
}

// of is the sender's life, to log with what becomes of an item.
func (s *Sender) of(it *item) context.Context { return Traced(s.life, it.out.Reply.Trace) }

// ended tells who waits.
func (it *item) ended(err error) {
	if it.sent != nil {
		it.sent.one(err)
	}
}

// work sends what is in a lane until it is empty.
func (s *Sender) work(l lane) {
	defer s.working.Done()
	for {
		it, ok := s.next(l)
		if !ok {
			return
		}
		s.bring(it)
		if it.out.ID == 0 {
			s.mu.Lock()
			s.unkept--
			s.mu.Unlock()
		}
	}
}

// release lets go of an item that was not settled here.
func (s *Sender) release(it *item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range it.all() {
		delete(s.held, one.out.ID)
	}
	s.roomed()
}

// roomed wakes the sweep when there is little left to do.
func (s *Sender) roomed() {
	if len(s.held) <= s.Batch/2 {
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
}

// Close stops taking, sends what it holds, and settles it. When ctx ends
// first, the sends in hand are broken off and the rest is left to the outbox.
func (s *Sender) Close(ctx context.Context) error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.stop)
	}
	s.mu.Unlock()
	out := make(chan struct{})
	go func() { s.working.Wait(); close(out) }()
	var err error
	select {
	case <-out:
	case <-ctx.Done():
		err = ctx.Err()
		s.kill()
		<-out
	}
	s.kill()
	s.loops.Wait()
	return err
}
