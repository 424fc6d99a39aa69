package telegram_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/telegram"
	"baophu/internal/web"
)

// A connection of Telegram's is kept, whatever the answers on it are: each new
// one costs a handshake of TLS in front.
func TestConnectionsAreKept(t *testing.T) {
	t.Parallel()
	var in bottest.Inbox
	handler, _ := hooked(t, "s3cret", func(ctx context.Context, m bot.Message) error {
		if m.Text == "away" {
			return errors.New("the store is away")
		}
		return in.Receive(ctx, m)
	})
	server, err := web.New(web.Options{Addr: "127.0.0.1:0", Mounts: map[string]http.Handler{"/hook/telegram": handler}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	var made atomic.Int64
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		made.Add(1)
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	t.Cleanup(transport.CloseIdleConnections)
	for range 5 {
		for _, one := range []struct {
			secret, text string
			want         int
		}{{"s3cret", "chào", 200}, {"forged", "chào", 401}, {"s3cret", "away", 503}, {"forged", strings.Repeat("x", 60_000), 401}} {
			body := `{"update_id":2,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"` + one.text + `"}}`
			ask, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL()+"/hook/telegram", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			ask.Header.Set("Content-Type", "application/json")
			ask.Header.Set(secretField, one.secret)
			got, err := (&http.Client{Transport: transport}).Do(ask)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, got.Body)
			_ = got.Body.Close()
			if got.StatusCode != one.want {
				t.Errorf("answered %d, want %d", got.StatusCode, one.want)
			}
		}
	}
	if n := made.Load(); n != 1 {
		t.Errorf("twenty deliveries took %d connections", n)
	}
}

// An invitation can be taken up by one tap, once Telegram has said what the
// bot is called.
func TestDeepLinks(t *testing.T) {
	t.Parallel()
	c := newChannel(t, newServer(t), func(o *telegram.Options) { o.Username = "" })
	if link := c.Link("K7M2"); link != "" {
		t.Errorf("before the name is known: %s", link)
	}
	if _, err := c.Me(t.Context()); err != nil {
		t.Fatal(err)
	}
	if link := c.Link("K7M2-9"); link != "https://t.me/baophu_bot?start=K7M2-9" {
		t.Errorf("the link is %s", link)
	}
}
