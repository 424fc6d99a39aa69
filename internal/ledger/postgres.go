package ledger

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// connections is how many connections to PostgreSQL one process opens.
const connections = 16

func openPostgres(url string) (*engine, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New("database address: not one that PostgreSQL's client can read") // the cause may hold the password
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "baophu"
	}
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(settle))
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	db.SetConnMaxIdleTime(10 * time.Minute)
	e := &engine{postgres: true, write: db, read: db, asks: make(chan *ask), ended: make(chan struct{})}
	e.lines.Add(readLines)
	for range readLines {
		go e.askAll()
	}
	return e, nil
}

// How long a process that does not go on (frozen, or cut off without a word)
// keeps the others waiting: whoever holds the head row holds up all commits.
// The server ends the session of one that is idle in the middle of a
// transaction; one that a lock is held from gives up before flushTime, so that
// no session stands in the queue for nobody; and a peer that does not answer
// is taken for gone.
const (
	idleTime = 8 * time.Second
	lockTime = 12 * time.Second
	goneTime = 15 * time.Second
	// restTime is idleTime of what takes its time between two statements: a
	// change of the records, a check or copy of the whole ledger.
	restTime = 2 * time.Minute
)

// settle readies a connection. Every question of ours has an index, but a plan
// made while a table was empty would scan it, and be kept while it grows.
func settle(ctx context.Context, conn *pgx.Conn) error {
	probes := goneTime / (3 * time.Second) // on a socket of the machine itself they mean nothing, and do no harm
	_, err := conn.Exec(ctx, fmt.Sprintf(`SET enable_seqscan = off; SET jit = off;
SET idle_in_transaction_session_timeout = %d; SET lock_timeout = %d;
SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = %d; SET tcp_user_timeout = %d`,
		idleTime.Milliseconds(), lockTime.Milliseconds(), probes-1, goneTime.Milliseconds()))
	return err
}

// patiently gives what a transaction begins with that takes its time; nothing
// where nobody is impatient.
func (e *engine) patiently() []statement {
	if !e.postgres {
		return nil
	}
	return []statement{{
		text: `SELECT set_config('idle_in_transaction_session_timeout', $1, true), set_config('lock_timeout', $2, true)`,
		args: []any{fmt.Sprint(restTime.Milliseconds()), fmt.Sprint(aloneTime.Milliseconds())},
	}}
}

// postgresIdled tells whether the server ended the session because it stood
// still: before what was sent then.
func postgresIdled(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "25P03"
}

// postgresCut tells whether an error says that the session was ended, as the
// server does with one that it takes for gone.
func postgresCut(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code == "25P03" || strings.HasPrefix(e.Code, "57P") || strings.HasPrefix(e.Code, "08")
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// postgresSession sends its statements in batches: what is known to be needed
// together costs one round trip, BEGIN and COMMIT included.
type postgresSession struct {
	conn *sql.Conn
	open bool
}

func beginPostgres(ctx context.Context, db *sql.DB, statements []statement) (session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s := &postgresSession{conn: conn, open: true}
	if err := s.send(ctx, "BEGIN", statements, ""); err != nil {
		s.rollback()
		return nil, err
	}
	return s, nil
}

func (s *postgresSession) run(ctx context.Context, statements ...statement) error {
	return s.send(ctx, "", statements, "")
}

func (s *postgresSession) commit(ctx context.Context, statements ...statement) error {
	err := s.send(ctx, "", statements, "COMMIT")
	if err != nil {
		return err
	}
	s.open = false
	_ = s.conn.Close() // the pool has it back; what was committed is
	return nil
}

// rollback ends the transaction; a connection on which even that fails is
// thrown away, so that no half transaction goes back to the pool.
func (s *postgresSession) rollback() {
	if !s.open {
		return
	}
	s.open = false
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := s.raw(func(conn *pgx.Conn) error {
		if conn.IsClosed() {
			return driver.ErrBadConn
		}
		_, err := conn.Exec(ctx, "ROLLBACK")
		return err
	})
	if err != nil {
		_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	}
	_ = s.conn.Close() // the pool has it back, or it is gone
}

func (s *postgresSession) raw(f func(*pgx.Conn) error) error {
	return s.conn.Raw(func(c any) error {
		conn, ok := c.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("driver connection is a %T", c)
		}
		return f(conn.Conn())
	})
}

func (s *postgresSession) send(ctx context.Context, first string, statements []statement, last string) error {
	if first == "" && last == "" && len(statements) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	if first != "" {
		batch.Queue(first)
	}
	for _, q := range joined(statements) {
		queued := batch.Queue(q.text, q.args...)
		if q.each != nil {
			queued.Query(func(rows pgx.Rows) error { return eachPgxRow(rows, q.each) })
		}
	}
	if last != "" {
		batch.Queue(last).Exec(func(tag pgconn.CommandTag) error {
			if tag.String() != last { // PostgreSQL answers ROLLBACK to the COMMIT of a failed transaction
				return fmt.Errorf("commit was answered %q", tag.String())
			}
			return nil
		})
	}
	return s.raw(func(conn *pgx.Conn) error { return conn.SendBatch(ctx, batch).Close() })
}

// joinSizes are how many rows one insert writes; few sizes make few statements
// to prepare, and beyond a hundred rows there is nothing to gain.
func joinSizes() []int { return []int{64, 16, 4, 1} }

// joined makes inserts of many rows of plain statements that follow each
// other; the order stays but among those.
func joined(statements []statement) []statement {
	var all []statement
	for len(statements) > 0 {
		run := slices.IndexFunc(statements, func(q statement) bool { return !q.plain })
		switch run {
		case -1:
			run = len(statements)
		case 0:
			all, statements = append(all, statements[0]), statements[1:]
			continue
		}
		all, statements = append(all, joinRun(statements[:run])...), statements[run:]
	}
	return all
}

func joinRun(run []statement) []statement {
	rows := map[string][]statement{}
	var texts []string
	for _, q := range run {
		if rows[q.text] == nil {
			texts = append(texts, q.text)
		}
		rows[q.text] = append(rows[q.text], q)
	}
	sizes := joinSizes()
	var all []statement
	for _, text := range texts {
		for left := rows[text]; len(left) > 0; {
			n := sizes[slices.IndexFunc(sizes, func(n int) bool { return n <= len(left) })]
			all = append(all, joinRows(text, left[:n]))
			left = left[n:]
		}
	}
	return all
}

func joinRows(text string, rows []statement) statement {
	if len(rows) == 1 {
		return rows[0]
	}
	before, values, _ := strings.Cut(text, "VALUES")
	_, after, _ := strings.Cut(values, ")")
	args := make([]any, 0, len(rows)*len(rows[0].args))
	for _, q := range rows {
		args = append(args, q.args...)
	}
	return statement{text: before + "VALUES " + marks(len(rows), len(rows[0].args)) + after, args: args}
}

func eachPgxRow(rows pgx.Rows, each func(scanner) error) error {
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// postgresBlamesRow tells whether an error comes from what was written: the
// classes of data exceptions and integrity violations, and a limit exceeded.
func postgresBlamesRow(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) || len(e.Code) < 2 {
		return false
	}
	switch e.Code[:2] {
	case "22", "23", "54":
		return true
	}
	return false
}
