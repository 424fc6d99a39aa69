package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/telegram"
	"baophu/internal/ledger/ledgertest"
)

const benchSecret = "a-secret-of-the-benchmark"

// BenchmarkWebhook brings reports by Telegram's webhook over so many
// connections, until each is acknowledged, beside the least program that
// decodes an update, commits a row of it together with those that wait, and
// answers. Both are measured in one run, the second for its share.
func BenchmarkWebhook(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		for _, connections := range []int{1, 64} {
			b.Run(fmt.Sprintf("%s/floor/%d", e.Name, connections), func(b *testing.B) { webhookFloor(b, e, connections) })
			b.Run(fmt.Sprintf("%s/report/%d", e.Name, connections), func(b *testing.B) { webhookReports(b, e, connections) })
		}
	}
}

// webhookFloor is the least webhook there is.
func webhookFloor(b *testing.B, e ledgertest.Engine, connections int) {
	b.Helper()
	queue := make(chan leastRow, 256)
	defer close(queue)
	db := leastDatabase(b, e)
	go commitLeast(b.Context(), db, queue)
	bringUpdates(b, connections, func(w http.ResponseWriter, r *http.Request) {
		row, err := readLeast(r)
		if err == nil {
			queue <- row
			err = <-row.done
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
}

// readLeast decodes an update as a row to be stored.
func readLeast(r *http.Request) (leastRow, error) {
	raw, err := io.ReadAll(r.Body)
	var update struct {
		ID      int64 `json:"update_id"`
		Message struct {
			Text string `json:"text"`
			Chat struct {
				ID int64 `json:"id"`
			} `json:"chat"`
		} `json:"message"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &update)
	}
	return leastRow{fmt.Sprint(update.ID), update.Message.Text, make(chan error, 1)}, err
}

type leastRow struct {
	key, text string
	done      chan error
}

func leastDatabase(b *testing.B, e ledgertest.Engine) *sql.DB {
	b.Helper()
	driver, address := "pgx", e.URL(b)
	if path, ok := strings.CutPrefix(address, "sqlite://"); ok {
		driver, address = "sqlite", "file:"+path+"?_txlock=immediate&_busy_timeout=5000&_journal_mode=WAL&_synchronous=FULL"
	}
	db, err := sql.Open(driver, address)
	if err == nil {
		_, err = db.ExecContext(b.Context(), `CREATE TABLE least (k TEXT PRIMARY KEY, v TEXT)`)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return db
}

// commitLeast commits all that wait at once, by one statement.
func commitLeast(ctx context.Context, db *sql.DB, queue chan leastRow) {
	for first := range queue {
		batch := []leastRow{first}
	gather:
		for len(batch) < 100 {
			select {
			case more := <-queue:
				batch = append(batch, more)
			default:
				break gather
			}
		}
		text, args := `INSERT INTO least VALUES `, []any{}
		for i, row := range batch {
			if i > 0 {
				text += ", "
			}
			text += fmt.Sprintf("($%d, $%d)", 2*i+1, 2*i+2)
			args = append(args, row.key, row.text)
		}
		_, err := db.ExecContext(ctx, text, args...)
		for _, row := range batch {
			row.done <- err
		}
	}
}

// platformless answers every call to Telegram without a network.
type platformless struct{}

func (platformless) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(`{"ok":true,"result":{"message_id":1}}`))}, nil
}

func webhookReports(b *testing.B, e ledgertest.Engine, connections int) {
	st := benchStore(b, e.URL(b), benchVillages, 1)
	channel, err := telegram.New(telegram.Options{Token: "4711:secret", Username: "baophu_bot", Webhook: true, Transport: platformless{}, Pace: &bot.Pace{}})
	if err != nil {
		b.Fatal(err)
	}
	sv, err := assemble(st, []bot.Channel{channel})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- sv.run(ctx) }()
	connect(b, st, "telegram")
	// While the channel is not running yet, Telegram is told to come again.
	time.Sleep(100 * time.Millisecond)
	bringUpdates(b, connections, channel.Webhook(benchSecret).ServeHTTP)
	b.StopTimer()
	stop()
	if err := <-done; err != nil {
		b.Error(err)
	}
	if at, _, err := st.ledger.Head(b.Context()); err != nil || int(at) != 2*b.N+benchVillages {
		b.Errorf("%d entries after %d reports of two: %v", at, b.N, err)
	}
}

// bringUpdates posts b.N updates over so many connections, and tells how much
// processor time this process took for each.
func bringUpdates(b *testing.B, connections int, hook http.HandlerFunc) {
	b.Helper()
	server := httptest.NewServer(hook)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	var n atomic.Int64
	before := processor(b)
	b.ResetTimer()
	side(b, connections, func(int) error {
		id := n.Add(1)
		body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Người"},"chat":{"id":%[3]d,"type":"private"},"date":%d,"text":"%d hgđ mới, 1 tái tục (%s)"}}`,
			id, id, 1+id%benchVillages, time.Now().Unix(), 1+id%5, unlike(id))
		r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, server.URL, strings.NewReader(body))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", benchSecret)
		answer, err := client.Do(r)
		if err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("update %d: %s", id, answer.Status)
		}
		return nil
	})
	b.StopTimer()
	b.ReportMetric(float64((processor(b)-before).Microseconds())/float64(b.N), "cpu-µs/msg")
}

// processor is the processor time this process has used.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
