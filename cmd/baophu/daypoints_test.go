package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// wire is what lies between one replica and Telegram: a reply can be caught on
// it, before it arrives or behind that, so that the replica is killed just then.
type wire struct {
	to  *url.URL
	URL string

	mu     sync.Mutex
	caught chan struct{} // closed once one is; nil: none is to be
	behind bool          // once it has arrived
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	address, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{to: address}
	front := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(w.to) },
		Transport:    w,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	})
	t.Cleanup(front.Close)
	w.URL = front.URL
	return w
}

// catch holds the next reply; what it gives is closed once one is held.
func (w *wire) catch(behind bool) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.caught, w.behind = make(chan struct{}), behind
	return w.caught
}

var errCaught = errors.New("caught on the wire")

// RoundTrip holds what it caught until the replica is dead.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil { // read to its end, or it is not seen that the replica hangs up
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(raw))
	}
	w.mu.Lock()
	caught, behind := w.caught, w.behind
	if !strings.HasSuffix(r.URL.Path, "/sendMessage") {
		caught = nil
	}
	if caught != nil {
		w.caught = nil
	}
	w.mu.Unlock()
	if caught == nil {
		return http.DefaultTransport.RoundTrip(r)
	}
	if behind {
		got, err := http.DefaultTransport.RoundTrip(r.WithContext(context.WithoutCancel(r.Context())))
		if err != nil {
			return nil, err
		}
		_ = got.Body.Close()
	}
	close(caught)
	<-r.Context().Done()
	return nil, errCaught
}

// reserve is how many agents on Telegram write their first report when a
// replica is about to be killed, three at a time.
const reserve = 9

// reserved tells whether an agent is one of them.
func (p *busyProvince) reserved(agent int) bool {
	if p.channel(agent) != "telegram" {
		return false
	}
	before := 0
	for i := range agent {
		if p.channel(i) == "telegram" {
			before++
		}
	}
	return before < reserve
}

// reservists have three of the reserve write.
func (p *busyProvince) reservists() {
	wrote := 0
	for i := p.called; i < p.agents && wrote < reserve/3; i++ {
		p.called = i + 1
		if p.reserved(i) {
			p.first = append(p.first, p.says(i, 1))
			wrote++
		}
	}
}

// killAt has people write to one replica, waits until it has come to a point,
// kills it there, and starts it anew.
func (p *busyProvince) killAt(i int, name string, point func() <-chan struct{}, after func()) trouble {
	return trouble{name: name, come: func() {
		met := point()
		p.balance.only(i)
		p.reservists()
		select {
		case <-met:
		case <-time.After(patience):
			p.unmet = append(p.unmet, name)
			p.t.Errorf("%s: the point was not met", name)
		}
		p.replicas[i].kill()
		p.balance.only(-1)
		after()
		p.start(i)
	}}
}

// points are the troubles of a replica that is killed just then.
func (p *busyProvince) points() []trouble {
	uncommitted := func() <-chan struct{} {
		p.postgres.Signal(p.t, syscall.SIGSTOP)
		return p.balance.hangs(0)
	}
	goesOn := func() { p.postgres.Signal(p.t, syscall.SIGCONT) }
	return []trouble{
		p.killAt(0, "kill -9 before the commit", uncommitted, goesOn),
		p.killAt(1, "kill -9 after the commit, before the reply is sent", func() <-chan struct{} { return p.wires[1].catch(false) }, func() {}),
		p.killAt(2, "kill -9 after the reply was sent, before that is noted", func() <-chan struct{} { return p.wires[2].catch(true) }, func() {}),
	}
}
