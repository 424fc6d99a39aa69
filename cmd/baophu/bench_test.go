package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/cache/cachetest"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// loopback is a channel within the process: what is said to it is received as
// from a platform, and a reply is sent when it has been handed over.
type loopback struct {
	mu       sync.Mutex
	arrivals map[string]chan bot.Reply // by chat
}

func (c *loopback) Name() (string, string) { return "loop", "bench" }
func (c *loopback) Abilities() bot.Abilities {
	return bot.Abilities{Buttons: true, Limit: 4096}
}
func (c *loopback) Pace() bot.Pace { return bot.Pace{} }

func (c *loopback) Run(ctx context.Context, _ bot.Receive) error {
	<-ctx.Done()
	return nil
}

func (c *loopback) Send(_ context.Context, r bot.Reply) error {
	c.mu.Lock()
	arrived := c.arrivals[r.To.Chat]
	c.mu.Unlock()
	if arrived == nil {
		return &bot.SendError{Kind: bot.Rejected, Err: errors.New("no such chat")}
	}
	arrived <- r
	return nil
}

func (c *loopback) open(chat string) chan bot.Reply {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.arrivals[chat] = make(chan bot.Reply, 16)
	return c.arrivals[chat]
}

// country makes provinces of communes, one village each, with populations
// and a count closed before the days that are tallied.
func country(communes, days int, today vi.Day) coverage.Amendment {
	var a coverage.Amendment
	for p := range 34 {
		a.Records.Units = append(a.Records.Units, place.Unit{Code: province(p), Name: fmt.Sprintf("Tỉnh %d", p+1), Kind: "tỉnh", Parent: place.Nation})
	}
	closed := today - vi.Day(days) - 1
	for c := range communes {
		a.Records.Units = append(a.Records.Units,
			place.Unit{Code: commune(c), Name: fmt.Sprintf("Xã %d", c+1), Kind: "xã", Parent: province(c % 34)},
			place.Unit{Code: village(c), Name: fmt.Sprintf("Bản %d", c+1), Kind: "bản", Parent: commune(c)})
		a.Records.Denominators = append(a.Records.Denominators, coverage.Denominator{Unit: commune(c), Base: coverage.Population, AsOf: closed, Value: 10_000_000})
		a.Records.Baselines = append(a.Records.Baselines, coverage.Baseline{Unit: commune(c), Indicator: coverage.BHYT, AsOf: closed, Participants: 9_000, Stated: -1})
		a.People = append(a.People, coverage.Posting{Name: fmt.Sprintf("Người %d", c+1), Role: coverage.Agent, Units: []place.Code{village(c)}, Status: coverage.Active})
		for d := range days {
			a.Tallies = append(a.Tallies, coverage.Entry{Unit: village(c), Indicator: coverage.Household, Kind: coverage.New, Count: 1,
				Day: today - vi.Day(d), At: (today - vi.Day(d)).Start(time.UTC), Source: fmt.Sprintf("%d/%d", c, d), Opens: true})
			a.Agents = append(a.Agents, fmt.Sprintf("Người %d", c+1))
		}
	}
	return a
}

func province(n int) place.Code { return place.Code(fmt.Sprintf("P%02d", n)) }
func commune(n int) place.Code  { return place.Code(fmt.Sprintf("C%05d", n)) }
func village(n int) place.Code  { return place.Code(fmt.Sprintf("V%05d", n)) }

func benchStore(b *testing.B, url string, communes, days int) *store {
	b.Helper()
	// PostgreSQL goes with a real Redis, SQLite with the one in the process.
	redis := ""
	if strings.HasPrefix(url, "postgres") {
		redis = cachetest.Single(b).URL()
	}
	settings, err := readSettings(env("BAOPHU_DATABASE_URL", url, "BAOPHU_REDIS_URL", redis))
	if err != nil {
		b.Fatal(err)
	}
	st, err := openStore(b.Context(), settings, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := st.close(); err != nil {
			b.Error(err)
		}
	})
	if _, err := st.ledger.Amend(b.Context(), country(communes, days, st.service.Today())); err != nil {
		b.Fatal(err)
	}
	if err := st.ledger.Roll(b.Context()); err != nil {
		b.Fatal(err)
	}
	st.library.Refresh()
	for until := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if _, err := st.service.Standing(b.Context(), province(1), coverage.BHYT, st.service.Today()); err != nil {
			b.Fatal(err)
		}
		if st.model == nil {
			return st
		}
		if s := st.model.Stats(); s.Trusted && s.Lag == 0 {
			return st
		}
		if time.Now().After(until) {
			b.Fatalf("the read model does not catch up: %+v", st.model.Stats())
		}
	}
}

// BenchmarkReport takes a report its whole way, from the platform's message to
// the reply handed over, beside the least program that stores a row durably.
func BenchmarkReport(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		for _, chats := range []int{1, 64} {
			b.Run(fmt.Sprintf("%s/floor/%d", e.Name, chats), func(b *testing.B) { benchFloor(b, e, chats) })
			b.Run(fmt.Sprintf("%s/report/%d", e.Name, chats), func(b *testing.B) { benchReport(b, e, chats) })
		}
	}
}

// benchFloor inserts one row with a commit of its own.
func benchFloor(b *testing.B, e ledgertest.Engine, chats int) {
	driver, address := "pgx", e.URL(b)
	if path, ok := strings.CutPrefix(address, "sqlite://"); ok {
		driver, address = "sqlite", "file:"+path+"?_txlock=immediate&_busy_timeout=5000&_journal_mode=WAL&_synchronous=FULL"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(chats)
	if e.Name == "sqlite" {
		db.SetMaxOpenConns(1)
	}
	if _, err := db.ExecContext(b.Context(), `CREATE TABLE least (k TEXT PRIMARY KEY, v TEXT)`); err != nil {
		b.Fatal(err)
	}
	var n atomic.Int64
	b.ResetTimer()
	side(b, chats, func(int) error {
		_, err := db.ExecContext(b.Context(), `INSERT INTO least VALUES ($1, $2)`, fmt.Sprint(n.Add(1)), "Bản Noong La: 5 hgđ mới")
		return err
	})
}

const benchVillages = 990

func benchReport(b *testing.B, e ledgertest.Engine, chats int) {
	st := benchStore(b, e.URL(b), benchVillages, 1)
	channel := &loopback{arrivals: map[string]chan bot.Reply{}}
	sv, err := assemble(st, []bot.Channel{channel})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- sv.run(ctx) }()
	replies := make([]chan bot.Reply, chats)
	for c := range chats {
		replies[c] = channel.open(fmt.Sprint(c))
	}
	connect(b, st, "loop")
	var n atomic.Int64
	b.ResetTimer()
	side(b, chats, func(c int) error {
		id, now := n.Add(1), st.now()
		err := sv.dispatcher.Receive(ctx, bot.Message{From: bot.Address{Channel: "loop", Bot: "bench", Chat: fmt.Sprint(c)}, ID: fmt.Sprint(id), Kind: bot.Text,
			Account: fmt.Sprintf("loop/%d", id%benchVillages), ToUs: true, Text: fmt.Sprintf("%d hgđ mới, 1 tái tục (%s)", 1+id%5, unlike(id)), Sent: now, Received: now})
		if err == nil {
			<-replies[c]
		}
		return err
	})
	b.StopTimer()
	stop()
	if err := <-done; err != nil {
		b.Error(err)
	}
}

// connect gives everybody an account of a channel, the first that of number 0
// and, for platforms whose numbers begin with 1, the last that of the number
// of villages too.
func connect(b *testing.B, st *store, channel string) {
	b.Helper()
	// Every village in turn, as a day's reports come.
	for v := range benchVillages {
		name := fmt.Sprintf("Người %d", v+1)
		people, err := st.ledger.ByName(b.Context(), name)
		if err != nil || len(people) != 1 {
			b.Fatalf("%s: %v, %v", name, people, err)
		}
		accounts := []int{v}
		if v == 0 {
			accounts = append(accounts, benchVillages)
		}
		for _, account := range accounts {
			if err := st.ledger.Connect(b.Context(), fmt.Sprintf("%s/%d", channel, account), people[0].ID); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// unlike makes texts that are not the same twice within ten minutes, of
// letters that make no word.
func unlike(n int64) string {
	letters := []rune("bqrvz")
	word := []rune("gửi chị qz")
	for ; n > 0; n /= int64(len(letters)) {
		word = append(word, letters[n%int64(len(letters))])
	}
	return string(word)
}

// side shares b.N among so many at once.
func side(b *testing.B, workers int, do func(worker int) error) {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(b.N))
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := do(w); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msgs/s")
}

// BenchmarkCard computes a province's card, from the read model and from SQL,
// over a short and a long ledger, and over few and many communes.
func BenchmarkCard(b *testing.B) {
	sizes := []struct{ communes, days int }{{330, 1}, {330, 365}, {3_321, 30}, {33_210, 3}}
	for _, e := range ledgertest.Engines(b) {
		for _, size := range sizes {
			name := fmt.Sprintf("%s/%dcommunes/%ddays", e.Name, size.communes, size.days)
			st := benchStore(b, e.URL(b), size.communes, size.days)
			for _, from := range []struct {
				name    string
				tallies coverage.Tallies
			}{{"model", st.service.Tallies}, {"sql", st.ledger}} {
				b.Run(name+"/"+from.name, func(b *testing.B) {
					service := *st.service
					service.Tallies = from.tallies
					today := service.Today()
					if _, err := service.Standing(b.Context(), province(1), coverage.BHYT, today); err != nil {
						b.Fatal(err)
					}
					b.ResetTimer()
					for b.Loop() {
						if _, err := service.Standing(b.Context(), province(1), coverage.BHYT, today); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
