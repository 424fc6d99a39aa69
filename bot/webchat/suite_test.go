package webchat_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/webchat"
)

func TestBothLooksAreChannels(t *testing.T) {
	t.Parallel()
	for i, look := range []string{"telegram", "zalo"} {
		t.Run(look, func(t *testing.T) {
			t.Parallel()
			bottest.Channel(t, func(t *testing.T, log *slog.Logger) bottest.Rig {
				hub := webchat.New(webchat.Options{Logger: log, Personas: []webchat.Persona{
					{Key: "mai", Name: "Mai"}, {Key: "lan", Name: "Lan"}}})
				server := httptest.NewServer(hub.Handler())
				p := &visitor{t: t, url: server.URL, look: look, queues: map[string]chan string{}}
				var ctx context.Context
				ctx, p.leave = context.WithCancel(context.Background())
				p.away.Go(func() { p.follow(ctx) })
				t.Cleanup(func() {
					p.leave()
					p.away.Wait()
					server.CloseClientConnections()
					server.Close()
				})
				rig := bottest.Rig{Channel: hub.Channels()[i], Redelivers: true,
					Say:   func(user, text string) { p.say(ctx, user, text) },
					Shown: p.shown,
				}
				if look == "telegram" {
					rig.Tap = func(user, label string) { p.tap(ctx, user, label) }
				}
				return rig
			})
		})
	}
}

// visitor does what the page does: says things in order and again until they
// are taken, and follows the events from where they were lost.
type visitor struct {
	t     *testing.T
	url   string
	look  string
	leave context.CancelFunc
	away  sync.WaitGroup

	mu     sync.Mutex
	said   int
	queues map[string]chan string
	items  []heardItem
	last   string
}

type heardItem struct {
	ID, Phone, Title, Text string
	Mine                   bool
	Choices                [][]struct{ Label, Send string }
}

func (p *visitor) say(ctx context.Context, user, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	queue := p.queues[user]
	if queue == nil {
		queue = make(chan string, 100)
		p.queues[user] = queue
		p.away.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case body := <-queue:
					p.post(ctx, body)
				}
			}
		})
	}
	p.said++
	queue <- said(p.look+"/"+user, bot.Text, fmt.Sprint("visitor-", p.said), "", text)
}

// post says the same until it is taken.
func (p *visitor) post(ctx context.Context, body string) {
	for ctx.Err() == nil {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/say", strings.NewReader(body))
		if err != nil {
			p.t.Error(err)
			return
		}
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (p *visitor) tap(ctx context.Context, user, label string) {
	for _, it := range p.of(user) {
		for _, row := range it.Choices {
			for _, c := range row {
				if c.Label == label {
					p.post(ctx, said(p.look+"/"+user, bot.Tap, it.ID, "visitor-tap", c.Send))
				}
			}
		}
	}
}

// of gives what the bot said to a user, the oldest first.
func (p *visitor) of(user string) []heardItem {
	p.mu.Lock()
	defer p.mu.Unlock()
	var items []heardItem
	for _, it := range p.items {
		if it.Phone == p.look+"/"+user && !it.Mine {
			items = append(items, it)
		}
	}
	return items
}

func (p *visitor) shown(user string) []string {
	var texts []string
	for _, it := range p.of(user) {
		texts = append(texts, bot.Written(bot.Reply{Title: it.Title, Text: it.Text}))
	}
	return texts
}

func (p *visitor) follow(ctx context.Context) {
	for ctx.Err() == nil {
		p.listen(ctx)
		time.Sleep(5 * time.Millisecond)
	}
}

func (p *visitor) listen(ctx context.Context) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/events", nil)
	if err != nil {
		p.t.Error(err)
		return
	}
	r.Header.Set("Last-Event-ID", p.last)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return
	}
	defer func() { _ = answer.Body.Close() }()
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
			p.last = id
		}
		if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			p.take(text)
		}
	}
}

func (p *visitor) take(text string) {
	var batch struct{ Items []heardItem }
	if err := json.Unmarshal([]byte(text), &batch); err != nil {
		p.t.Error(err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, it := range batch.Items {
		if !it.Mine {
			p.items = append(p.items, it) // the bot's never change
		}
	}
}
