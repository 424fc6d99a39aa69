// Package ledger keeps what was reported, for ever: an append-only book in
// SQL, one text for SQLite and PostgreSQL. A message's key, its entries, the
// replies to it and the state of its chat are written in one transaction, and
// all transactions are serial: entries are numbered 1, 2, 3 without a gap.
// Beside the book stand sums of it, which are always what the book says.
package ledger

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"baophu/internal/coverage"
)

// Options are what a ledger needs besides its address. The zero value will do.
type Options struct {
	Now      func() time.Time // nil: time.Now
	Location *time.Location   // in which instants are given back; nil: UTC
	Logger   *slog.Logger     // nil: slog.Default()
	Rand     io.Reader        // of invitations' codes; nil: crypto/rand
	// OnCommit is told of entries this process appended, in their order, before
	// their authors are answered. It must be quick. It is not told of other
	// processes' entries, nor of those whose commit was answered by an error:
	// a gap between one call's to and the next one's from shows them.
	OnCommit func(from, to coverage.Position, entries []coverage.Entry)
}

// Ledger is an open ledger. All its methods may be called at once.
type Ledger struct {
	e        *engine
	now      func() time.Time
	location *time.Location
	log      *slog.Logger
	rand     io.Reader
	onCommit func(from, to coverage.Position, entries []coverage.Entry)
	identity string

	queue  chan job
	recent *ring
	trees  trees
	tail   tail
	newest newest // of the roller
	seen   seen
	roll   sync.Mutex   // one roll at a time in this process
	rolled atomic.Int64 // about how far the kept sums have come
	wake   chan struct{}

	ctx   context.Context // ends what the ledger does by itself
	stop  context.CancelFunc
	tasks sync.WaitGroup
	gate  sync.RWMutex // held for reading while queueing; for writing to close
	shut  bool
}

// Open opens the ledger at url (sqlite:///path or postgres://…) and brings its
// tables to this version; several processes may do so at once.
func Open(ctx context.Context, url string, o Options) (*Ledger, error) {
	e, err := openEngine(ctx, url)
	if err != nil {
		return nil, err
	}
	l := &Ledger{
		e: e, now: o.Now, location: o.Location, log: o.Logger, rand: o.Rand, onCommit: o.OnCommit,
		queue: make(chan job, 4*batchSize), recent: newRing(ringSize), wake: make(chan struct{}, 1),
	}
	l.fill()
	if err := l.start(ctx); err != nil {
		_ = e.close() // err says more
		return nil, err
	}
	return l, nil
}

func (l *Ledger) fill() {
	if l.now == nil {
		l.now = time.Now
	}
	if l.location == nil {
		l.location = time.UTC
	}
	if l.log == nil {
		l.log = slog.Default()
	}
	if l.rand == nil {
		l.rand = rand.Reader
	}
}

func (l *Ledger) start(ctx context.Context) error {
	if err := l.e.migrate(ctx, l.log); err != nil {
		return err
	}
	if err := l.e.prepare(ctx, hotStatements()...); err != nil {
		return err
	}
	head, err := l.head(ctx)
	if err != nil {
		return err
	}
	l.identity = head.identity
	l.recent.reset(head.seq)
	if err := l.sumAnew(ctx, head.seq); err != nil {
		return err
	}
	l.ctx, l.stop = context.WithCancel(context.WithoutCancel(ctx))
	l.tasks.Go(l.commitAll)
	l.tasks.Go(l.keepRolling)
	return nil
}

// sumAnew makes the kept sums where a migration dropped them: until then every
// reading would add up the whole ledger.
func (l *Ledger) sumAnew(ctx context.Context, head coverage.Position) error {
	var rolled int64
	err := l.e.query(ctx, statement{text: `SELECT seq FROM rolled`, each: func(scan scanner) error { return scan(&rolled) }})
	if err != nil || rolled > 0 || head == 0 {
		return err
	}
	l.log.Info("kept sums are made anew", "entries", int64(head))
	return l.Roll(ctx)
}

// Close commits what waits, stops, and closes the database.
func (l *Ledger) Close() error {
	l.gate.Lock()
	if l.shut {
		l.gate.Unlock()
		return nil
	}
	l.shut = true
	close(l.queue)
	l.gate.Unlock()
	l.stop()
	l.tasks.Wait()
	return l.e.close()
}

// Ping tells whether the database answers.
func (l *Ledger) Ping(ctx context.Context) error {
	_, err := l.head(ctx)
	return err
}

// Identity is the random name of this database, made with it: what was kept
// elsewhere under another identity is not of this ledger.
func (l *Ledger) Identity() string { return l.identity }

// Head gives the newest entry's number and the state of the records.
func (l *Ledger) Head(ctx context.Context) (coverage.Position, int64, error) {
	h, err := l.head(ctx)
	return h.seq, h.revision, err
}

// Revision gives the number of the records' state.
func (l *Ledger) Revision(ctx context.Context) (int64, error) {
	h, err := l.head(ctx)
	return h.revision, err
}

type head struct {
	identity string
	seq      coverage.Position
	revision int64
	outbox   int64
}

func (l *Ledger) head(ctx context.Context) (h head, err error) {
	err = l.e.query(ctx, statement{
		text: `SELECT identity, seq, revision FROM head WHERE id = 1`,
		each: func(scan scanner) error { return scan(&h.identity, &h.seq, &h.revision) },
	})
	if err != nil {
		return head{}, fmt.Errorf("read the ledger's head: %w", err)
	}
	return h, nil
}

// The ledger is what the domain asks of a store.
var (
	_ coverage.Tallies = (*Ledger)(nil)
	_ coverage.Journal = (*Ledger)(nil)
	_ coverage.Roll    = (*Ledger)(nil)
	_ coverage.Archive = (*Ledger)(nil)
)
