package ledger

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// Many messages at once ask PostgreSQL the same few short questions: who
// wrote, what the chat waits for, what was reported of a day. Those that wait
// at one moment travel together, as the commits do: one round trip, one
// waking up on either side, for all of them.
const (
	readLines = 4               // round trips at once; what comes meanwhile waits for the next
	readMost  = 32              // questions of one
	readTime  = 5 * time.Second // of one, whose askers' own times do not count
)

// ask is one short question on its way.
type ask struct {
	q    statement
	done chan struct{}
	err  error

	mu    sync.Mutex // held while a row is given out
	gone  bool       // who asked does not wait any more
	given bool       // a row was given out
	over  bool       // answered to its end
}

// give hands out one row, unless nobody waits for it.
func (a *ask) give(scan scanner) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.given = true
	if a.gone || a.q.each == nil {
		return nil
	}
	return a.q.each(scan)
}

// leave makes sure that nothing is given out any more.
func (a *ask) leave() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.gone = true
}

// short asks one short question, together with others that wait.
func (e *engine) short(ctx context.Context, q statement) error {
	if !e.postgres {
		return e.query(ctx, q)
	}
	a := &ask{q: q, done: make(chan struct{})}
	select {
	case e.asks <- a:
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-e.ended:
		return errClosed
	}
	select {
	case <-a.done:
	case <-ctx.Done():
		a.leave()
		return context.Cause(ctx)
	}
	if a.over || a.given {
		return a.err
	}
	return e.query(ctx, q) // by itself: it may have failed for its neighbours
}

// askAll is one line of round trips, until the engine closes.
func (e *engine) askAll() {
	defer e.lines.Done()
	for {
		var together []*ask
		select {
		case a := <-e.asks:
			together = append(together, a)
		case <-e.ended:
			return
		}
		for more := true; more && len(together) < readMost; {
			select {
			case a := <-e.asks:
				together = append(together, a)
			default:
				more = false
			}
		}
		e.askTogether(together)
		for _, a := range together {
			close(a.done)
		}
	}
}

// askTogether asks some questions in one round trip. What fails is left to be
// asked by itself.
func (e *engine) askTogether(together []*ask) {
	ctx, cancel := context.WithTimeout(context.Background(), readTime)
	defer cancel()
	conn, err := e.read.Conn(ctx)
	if err != nil {
		return
	}
	s := &postgresSession{conn: conn}
	// What failed is known of each; the pool throws a broken connection away.
	_ = s.raw(func(conn *pgx.Conn) error {
		batch := &pgx.Batch{}
		for _, a := range together {
			batch.Queue(a.q.text, a.q.args...)
		}
		answers := conn.SendBatch(ctx, batch)
		for _, a := range together {
			rows, err := answers.Query()
			if err == nil {
				err = eachPgxRow(rows, a.give)
				rows.Close()
			}
			if a.err = err; err != nil {
				break // and so do all after it
			}
			a.over = true
		}
		return answers.Close()
	})
	_ = conn.Close()
}
