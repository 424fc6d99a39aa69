package ledger_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// nation makes communes in provinces, and villages in each commune.
func nation(communes, villages int) []place.Unit {
	var all []place.Unit
	for p := range 34 {
		all = append(all, place.Unit{Code: place.Code(fmt.Sprintf("P%02d", p)), Name: "Tỉnh", Kind: "tỉnh", Parent: place.Nation})
	}
	for c := range communes {
		code := commune(c)
		all = append(all, place.Unit{Code: code, Name: "Xã", Kind: "xã", Parent: place.Code(fmt.Sprintf("P%02d", c%34))})
		for v := range villages {
			all = append(all, place.Unit{Code: village(code, v), Name: "Bản", Kind: "bản", Parent: code})
		}
	}
	return all
}

func commune(n int) place.Code { return place.Code(fmt.Sprintf("C%05d", n)) }

// bench is an engine and what of its costs this process does not see.
type bench struct {
	ledgertest.Engine
	server *ledgertest.Server
}

func benches(b *testing.B) []bench {
	b.Helper()
	var all []bench
	for _, e := range ledgertest.Engines(b) {
		all = append(all, bench{Engine: e})
	}
	server, n := ledgertest.Start(b), 0
	all[1].server = server
	all[1].URL = func(t testing.TB) string {
		n++
		return server.Database(t, fmt.Sprint("bench", n))
	}
	return all
}

// cpu is what was used so far, by this process and by the server.
func (e bench) cpu(b *testing.B) (ours, server time.Duration) {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	if e.server != nil {
		server = e.server.CPU(b)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), server
}

// share runs f b.N times by so many goroutines.
func (e bench) share(b *testing.B, goroutines int, f func(n int) error) {
	b.Helper()
	ours, server := e.cpu(b)
	defer func() {
		o, s := e.cpu(b)
		b.ReportMetric(float64((o-ours).Microseconds())/float64(b.N), "cpu-us/report")
		if e.server != nil {
			b.ReportMetric(float64((s-server).Microseconds())/float64(b.N), "server-us/report")
		}
	}()
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range goroutines {
		all.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				if err := f(int(n)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// floor is the least table that a bot could keep messages in.
func floor(b *testing.B, e ledgertest.Engine) *sql.DB {
	b.Helper()
	url, driver := e.URL(b), "pgx"
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		driver, url = "sqlite", "file:"+path+"?_txlock=immediate&_busy_timeout=5000&_journal_mode=WAL&_synchronous=FULL"
	}
	db, err := sql.Open(driver, url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(16)
	if driver == "sqlite" {
		db.SetMaxOpenConns(1)
	}
	if _, err := db.ExecContext(b.Context(), `CREATE TABLE floor (key TEXT PRIMARY KEY, text TEXT, at BIGINT)`); err != nil {
		b.Fatal(err)
	}
	return db
}

const floorInsert = `INSERT INTO floor (key, text, at) VALUES ($1, $2, $3)`

// grouped inserts rows as the floor's group commit does: all that wait, at once.
func grouped(ctx context.Context, db *sql.DB, queue chan chan error) {
	n := 0
	for first := range queue {
		batch := []chan error{first}
	gather:
		for len(batch) < 100 {
			select {
			case more := <-queue:
				batch = append(batch, more)
			default:
				break gather
			}
		}
		text, args := `INSERT INTO floor (key, text, at) VALUES `, []any{}
		for i := range batch {
			if i > 0 {
				text += ", "
			}
			n++
			text += fmt.Sprintf("($%d, $%d, $%d)", 3*i+1, 3*i+2, 3*i+3)
			args = append(args, fmt.Sprint("g", n), "noong la 5 hgd 2 tt 1 tn", int64(n))
		}
		_, err := db.ExecContext(ctx, text, args...)
		for _, done := range batch {
			done <- err
		}
	}
}

func BenchmarkCommit(b *testing.B) {
	for _, e := range benches(b) {
		for _, goroutines := range []int{1, 16, 64} {
			b.Run(fmt.Sprintf("%s/%d/floor-single", e.Name, goroutines), func(b *testing.B) {
				db := floor(b, e.Engine)
				e.share(b, goroutines, func(n int) error {
					_, err := db.ExecContext(b.Context(), floorInsert, fmt.Sprint(n), "noong la 5 hgd 2 tt 1 tn", int64(n))
					return err
				})
			})
			b.Run(fmt.Sprintf("%s/%d/floor-group", e.Name, goroutines), func(b *testing.B) {
				queue := make(chan chan error, 1000)
				defer close(queue)
				go grouped(b.Context(), floor(b, e.Engine), queue)
				e.share(b, goroutines, func(int) error {
					done := make(chan error, 1)
					queue <- done
					return <-done
				})
			})
			b.Run(fmt.Sprintf("%s/%d/ledger", e.Name, goroutines), func(b *testing.B) { benchCommit(b, e, goroutines) })
		}
	}
}

func benchCommit(b *testing.B, e bench, goroutines int) {
	l := e.Open(b, ledger.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	revision := amend(b, l, coverage.Amendment{Records: coverage.Records{Units: nation(330, 10)}})
	var at atomic.Int64
	e.share(b, goroutines, func(n int) error {
		m := message(fmt.Sprint(n%5000), n)
		m.Text = "noong la 5 hgd 2 tt 1 tn"
		read := coverage.Position(at.Load())
		var receipt coverage.Receipt
		out, err := l.Commit(b.Context(), m, coverage.Booking{Author: coverage.PersonID(n % 3300), Read: read, Revision: revision,
			Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
				return []coverage.Entry{tally(village(commune(n%330), n/330%10), coverage.Household, 5, today)}, nil
			}}, func(r coverage.Receipt) bot.Outcome {
			receipt = r
			return say(r)
		})
		if err == nil && len(out) != 1 {
			err = fmt.Errorf("%d replies", len(out))
		}
		if err == nil {
			at.Store(int64(receipt.Entries[0].Seq))
		}
		return err
	})
}

func BenchmarkCums(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		for _, size := range []struct{ communes, days int }{{330, 1}, {330, 365}, {3321, 1}, {3321, 365}, {33210, 1}} {
			b.Run(fmt.Sprintf("%s/%dcommunes/%ddays", e.Name, size.communes, size.days), func(b *testing.B) {
				benchCums(b, e, size.communes, size.days)
			})
		}
	}
}

func benchCums(b *testing.B, e ledgertest.Engine, communes, days int) {
	l := e.Open(b, ledger.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	a := coverage.Amendment{Records: coverage.Records{Units: nation(communes, 0)}}
	for d := range days {
		for c := range communes {
			if days > 1 && (c+d)%10 > 0 {
				continue // a tenth of them a day
			}
			entry := tally(commune(c), coverage.Household, 1, today-vi.Day(d))
			entry.Source = fmt.Sprint(d, "/", c)
			a.Tallies = append(a.Tallies, entry)
		}
	}
	amend(b, l, a)
	if err := l.Roll(b.Context()); err != nil {
		b.Fatal(err)
	}
	var card, ranking []coverage.Point
	for _, i := range []coverage.Indicator{coverage.BHYT, coverage.Activity} {
		for _, ago := range []vi.Day{0, 1, 7, 28, 30} {
			card = append(card, coverage.Point{Unit: "P01", Indicator: i, Day: today - ago})
		}
	}
	for c := range communes {
		ranking = append(ranking, coverage.Point{Unit: commune(c), Indicator: coverage.BHYT, Day: today})
	}
	for name, points := range map[string][]coverage.Point{"one": card[:1], "card": card, "ranking": ranking} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r, err := l.Cums(b.Context(), points)
				if err != nil || r.Counts[0].New == 0 {
					b.Fatal(r, err)
				}
			}
		})
	}
}

func BenchmarkImport(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		b.Run(e.Name, func(b *testing.B) {
			for b.Loop() {
				l := e.Open(b, ledger.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
				a := coverage.Amendment{Records: coverage.Records{Units: nation(3321, 3)}}
				for n := range 100_000 {
					entry := tally(village(commune(n%3321), n%3), coverage.Household, 1, today-vi.Day(n%300))
					entry.Source = fmt.Sprint("history.csv:", n)
					a.Tallies = append(a.Tallies, entry)
				}
				amend(b, l, a)
			}
		})
	}
}

// BenchmarkShort asks who writes, as 64 messages at once do, beside a question
// as short that travels by itself.
func BenchmarkShort(b *testing.B) {
	for _, e := range benches(b) {
		l := e.Open(b, ledger.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
		amend(b, l, coverage.Amendment{Records: coverage.Records{Units: nation(1, 1)},
			People: []coverage.Posting{{Name: "Người", Role: coverage.Agent, Units: []place.Code{village(commune(0), 0)}, Status: coverage.Active}}})
		found, err := l.ByName(b.Context(), "Người")
		if err == nil {
			err = l.Connect(b.Context(), "test/1", found[0].ID)
		}
		if err != nil {
			b.Fatal(err)
		}
		b.Run(e.Name+"/together", func(b *testing.B) {
			e.share(b, 64, func(int) error { _, err := l.Person(b.Context(), "test/1"); return err })
		})
		b.Run(e.Name+"/apart", func(b *testing.B) {
			e.share(b, 64, func(int) error { _, err := l.ByName(b.Context(), "Người"); return err })
		})
	}
}
