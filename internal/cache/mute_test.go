package cache_test

import (
	"bytes"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"baophu/internal/cache/cachetest"
	"baophu/internal/place"
)

// mute is a proxy before a server that can lose the replies to scripts: the
// script runs, and its caller never learns of it.
type mute struct {
	armed atomic.Bool
	lost  atomic.Int64
}

func (p *mute) start(t *testing.T, upstream string) (url string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(client, upstream)
		}
	}()
	return "redis://" + l.Addr().String()
}

func (p *mute) serve(client net.Conn, upstream string) {
	defer client.Close()
	server, err := net.Dial("tcp", upstream)
	if err != nil {
		return
	}
	defer server.Close()
	var losing atomic.Bool
	go func() {
		defer server.Close()
		chunk := make([]byte, 1<<16)
		for {
			n, err := client.Read(chunk)
			if p.armed.Load() && bytes.Contains(chunk[:n], []byte("evalsha")) {
				losing.Store(true)
			}
			if _, failed := server.Write(chunk[:n]); err != nil || failed != nil {
				return
			}
		}
	}()
	_, _ = io.Copy(writerFunc(func(b []byte) (int, error) {
		if losing.Load() {
			p.lost.Add(1)
			return 0, io.ErrClosedPipe
		}
		return client.Write(b)
	}), server)
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func TestRepliesToWritesThatAreLost(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	var proxy mute
	b := newBook(t.Name())
	m := model(t, proxy.start(t, s.Addr()), b)
	settle(t, m, card(place.Nation))
	burst(t, m, b, 20)
	for range 3 {
		proxy.armed.Store(true)
		for range 5 {
			burst(t, m, b, 5)
			time.Sleep(50 * time.Millisecond)
		}
		proxy.armed.Store(false)
		recovers(t, m, b)
	}
	if proxy.lost.Load() < 3 {
		t.Errorf("%d replies were lost: nothing was tested", proxy.lost.Load())
	}
	if resets := m.Stats().Resets; resets != 1 {
		t.Errorf("%d generations were begun, want what was kept to stay", resets)
	}
	if unseen := b.size() - int(m.Stats().Applied); unseen == 0 {
		t.Error("all writes were confirmed: nothing was tested")
	}
}
