package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/telegram"
	"baophu/internal/cache/cachetest"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// The benchmarks of this file measure what has to be compared in turns of a
// second or less, one contestant after the other, b.N times: whatever else the
// machine does then falls on all of them. -benchtime 20x is twenty turns each.

// told is Telegram within the process: it tells whom something was sent.
type told struct {
	chats [benchPeople]chan string // what was sent, by chat
}

const (
	benchPeople   = 1100
	benchOfficial = 1000 // the chat of the first official; agents are before
)

func newTold() *told {
	t := &told{}
	for n := range t.chats {
		t.chats[n] = make(chan string, 16)
	}
	return t
}

// RoundTrip answers any call.
func (t *told) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		raw, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if form, err := url.ParseQuery(string(raw)); err == nil && strings.HasSuffix(r.URL.Path, "/sendMessage") {
			if chat, err := strconv.Atoi(form.Get("chat_id")); err == nil && chat < benchPeople {
				t.chats[chat] <- form.Get("text")
			}
		}
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(`{"ok":true,"result":{"message_id":1}}`))}, nil
}

// contestant is a bot behind a webhook.
type contestant struct {
	hooks []string // addresses of its replicas
	told  *told    // nil: what it has to say is in its answer
	next  *atomic.Int64
	calls *http.Client
}

func contest(b *testing.B, told *told, hooks ...http.Handler) *contestant {
	b.Helper()
	c := &contestant{told: told, next: new(atomic.Int64), calls: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	for _, hook := range hooks {
		server := httptest.NewServer(hook)
		b.Cleanup(server.Close)
		c.hooks = append(c.hooks, server.URL)
	}
	b.Cleanup(c.calls.CloseIdleConnections)
	return c
}

// way brings a message of a chat, and waits for what is said to it.
func (c *contestant) way(ctx context.Context, id int64, chat int, text string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.hooks[id%int64(len(c.hooks))], strings.NewReader(posted(int(id), int64(chat), int(id), text)))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", benchSecret)
	answer, err := c.calls.Do(r)
	if err != nil {
		return "", err
	}
	said, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	switch {
	case err != nil:
		return "", err
	case answer.StatusCode != http.StatusOK:
		return "", fmt.Errorf("%q: %s", text, answer.Status)
	case c.told == nil:
		return string(said), nil
	}
	select {
	case said := <-c.told.chats[chat]:
		return said, nil
	case <-ctx.Done():
		return "", fmt.Errorf("%q: no reply", text)
	}
}

// report is the way of the next report.
func (c *contestant) report(ctx context.Context) error {
	return c.reportBy(ctx, c.next.Add(1))
}

// reportBy is the way of the report of a number.
func (c *contestant) reportBy(ctx context.Context, id int64) error {
	said, err := c.way(ctx, id, int(1+id%benchVillages), fmt.Sprintf("%d hgđ mới, 1 tái tục (%s)", 1+id%5, unlike(id)))
	if err == nil && !strings.Contains(said, "Đã ghi") {
		err = fmt.Errorf("a report is answered %q", said)
	}
	return err
}

// turn has so many at once do something so many times in all, and gives how
// long each took and all of them.
func turn(b *testing.B, users, times int, do func(context.Context) error) (each []time.Duration, all time.Duration) {
	b.Helper()
	var mu sync.Mutex
	var left atomic.Int64
	left.Store(int64(times))
	var working sync.WaitGroup
	began := time.Now()
	for range users {
		working.Go(func() {
			var own []time.Duration
			for left.Add(-1) >= 0 {
				start := time.Now()
				if err := do(b.Context()); err != nil {
					b.Error(err)
					return
				}
				own = append(own, time.Since(start))
			}
			mu.Lock()
			defer mu.Unlock()
			each = append(each, own...)
		})
	}
	working.Wait()
	return each, time.Since(began)
}

// at gives what so many of a hundred stay below.
func at(all []time.Duration, percent int) time.Duration {
	slices.Sort(all)
	return all[min(len(all)*percent/100, len(all)-1)]
}

// benchReplica is a replica as it is served, behind Telegram's webhook.
func benchReplica(b *testing.B, st *store, told *told) http.Handler {
	b.Helper()
	channel, err := telegram.New(telegram.Options{Token: "4711:secret", Username: "baophu_bot", Webhook: true, Transport: told, Pace: &bot.Pace{}})
	if err != nil {
		b.Fatal(err)
	}
	sv, err := assemble(st, []bot.Channel{channel})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- sv.run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
	})
	return channel.Webhook(benchSecret)
}

// ready waits until a replica takes messages.
func (c *contestant) ready(b *testing.B) {
	b.Helper()
	for range c.hooks { // each takes one in turn
		var err error
		for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
			before := c.next.Load()
			if err = c.report(b.Context()); err == nil {
				break
			}
			c.next.Store(before)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// oneCommit is the least webhook that commits each row by itself, and says so.
func oneCommit(b *testing.B, e ledgertest.Engine) http.Handler {
	b.Helper()
	db := leastDatabase(b, e)
	if e.Name == "sqlite" {
		db.SetMaxOpenConns(1)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said, err := readLeast(r)
		if err == nil {
			_, err = db.ExecContext(r.Context(), `INSERT INTO least VALUES ($1, $2)`, said.key, said.text)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "Đã ghi")
	})
}

// BenchmarkWay measures a report's whole way, from the webhook to the reply
// handed to the platform, for one user and for sixteen at once, beside the least
// webhook that commits a row: how often its time it takes, by the median and by
// what 99 of 100 stay below.
func BenchmarkWay(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		for _, users := range []int{1, 16} {
			b.Run(fmt.Sprintf("%s/%d", e.Name, users), func(b *testing.B) {
				st := benchStore(b, e.URL(b), benchVillages, 1)
				connect(b, st, "telegram")
				told := newTold()
				floor, ours := contest(b, nil, oneCommit(b, e)), contest(b, told, benchReplica(b, st, told))
				ours.ready(b)
				var least, whole []time.Duration
				for range b.N {
					some, _ := turn(b, users, 25*users, floor.report)
					least = append(least, some...)
					some, _ = turn(b, users, 25*users, ours.report)
					whole = append(whole, some...)
				}
				if b.Failed() {
					return
				}
				b.ReportMetric(0, "ns/op")
				for _, percent := range []int{50, 99} {
					f, w := at(least, percent), at(whole, percent)
					b.ReportMetric(float64(f.Microseconds()), fmt.Sprintf("floor-p%d-µs", percent))
					b.ReportMetric(float64(w.Microseconds()), fmt.Sprintf("way-p%d-µs", percent))
					b.ReportMetric(float64(w)/float64(f), fmt.Sprintf("×p%d", percent))
				}
			})
		}
	}
}

// BenchmarkReplicas brings reports to one, two and three replicas over one
// PostgreSQL and one Redis, in turn: how many a second, and how often as many as
// one replica takes.
func BenchmarkReplicas(b *testing.B) {
	address, redis := ledgertest.Engines(b)[1].URL(b), cachetest.Single(b).URL()
	told := newTold()
	var hooks []http.Handler
	for n := range 3 {
		st := replicaStore(b, address, redis)
		if n == 0 {
			filled(b, st, country(benchVillages, 1, st.service.Today()))
			connect(b, st, "telegram")
		}
		st.library.Refresh()
		hooks = append(hooks, benchReplica(b, st, told))
	}
	all := contest(b, told, hooks...)
	all.ready(b)
	const users, times = 64, 640
	rates := make([][]float64, len(hooks))
	b.ResetTimer()
	for n := range b.N * len(hooks) {
		n %= len(hooks)
		some := *all
		some.hooks = all.hooks[:n+1]
		if _, took := turn(b, users, times, some.report); !b.Failed() {
			rates[n] = append(rates[n], times/took.Seconds())
		}
	}
	if b.Failed() {
		return
	}
	one := middle(rates[0])
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(one, "1-msgs/s")
	for n, some := range rates[1:] {
		b.ReportMetric(middle(some)/one, fmt.Sprintf("×%d-replicas", n+2))
	}
}

func middle(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// replicaStore opens a store that others have too.
func replicaStore(b *testing.B, address, redis string) *store {
	b.Helper()
	settings, err := readSettings(env("BAOPHU_DATABASE_URL", address, "BAOPHU_REDIS_URL", redis))
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
	return st
}

// filled gives a store its records and tallies.
func filled(b *testing.B, st *store, a coverage.Amendment) {
	b.Helper()
	if _, err := st.ledger.Amend(b.Context(), a); err != nil {
		b.Fatal(err)
	}
	if err := st.ledger.Roll(b.Context()); err != nil {
		b.Fatal(err)
	}
	st.library.Refresh()
}

// officials are let in who answer for a province each.
func officials(b *testing.B, st *store, n int) {
	b.Helper()
	var a coverage.Amendment
	for i := range n {
		a.People = append(a.People, coverage.Posting{Name: fmt.Sprintf("Cán bộ %d", i), Role: coverage.Official, Units: []place.Code{province(i % 34)}, Status: coverage.Active})
	}
	filled(b, st, a)
	for i := range n {
		people, err := st.ledger.ByName(b.Context(), fmt.Sprintf("Cán bộ %d", i))
		if err != nil || len(people) != 1 {
			b.Fatalf("official %d: %v, %v", i, people, err)
		}
		if err := st.ledger.Connect(b.Context(), fmt.Sprintf("telegram/%d", benchOfficial+i), people[0].ID); err != nil {
			b.Fatal(err)
		}
	}
}
