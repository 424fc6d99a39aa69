package bot

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Gate lets a channel's webhook in while its Run runs, and only then. The zero
// Gate is shut.
type Gate struct {
	mu      sync.Mutex
	receive Receive
	begun   chan struct{} // closed once it was opened
	inside  sync.WaitGroup
}

// beginTime is how long a message may wait for the first Open: a platform that
// delivers once must not find a server that has only just begun.
const beginTime = 5 * time.Second

// Open lets in until ctx ends, and then waits for those inside.
func (g *Gate) Open(ctx context.Context, receive Receive) {
	begun := g.beginning()
	g.set(receive)
	select {
	case <-begun:
	default:
		close(begun)
	}
	<-ctx.Done()
	g.set(nil)
	g.inside.Wait()
}

func (g *Gate) set(receive Receive) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.receive = receive
}

func (g *Gate) beginning() chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.begun == nil {
		g.begun = make(chan struct{})
	}
	return g.begun
}

// Enter gives what Run was given and how to leave; nil while it is shut. It
// waits for the first Open, but not for long.
func (g *Gate) Enter(ctx context.Context) (receive Receive, leave func()) {
	late := time.NewTimer(beginTime)
	defer late.Stop()
	select {
	case <-g.beginning():
	case <-late.C:
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.receive == nil {
		return nil, func() {}
	}
	g.inside.Add(1)
	return g.receive, g.inside.Done
}

// SameSecret compares in constant time. An empty wanted one is never met.
func SameSecret(want, got string) bool {
	a, b := sha256.Sum256([]byte(want)), sha256.Sum256([]byte(got))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && want != ""
}

// Lost is a request that no answer came to.
type Lost struct {
	Unsent bool // it surely never arrived
	text   string
	cause  error // a context's, or nil
}

func (e *Lost) Error() string { return e.text }

// Unwrap gives the context's error, where that was it.
func (e *Lost) Unwrap() error { return e.cause }

// NoAnswer reads the error of a request over HTTP. What it gives holds neither
// its address nor any of the secrets.
func NoAnswer(err error, secrets ...string) *Lost {
	if of, ok := errors.AsType[*url.Error](err); ok {
		err = of.Err
	}
	lost := &Lost{text: Redacted(err.Error(), secrets...)}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			lost.cause = known
		}
	}
	op, isOp := errors.AsType[*net.OpError](err)
	_, isDNS := errors.AsType[*net.DNSError](err)
	_, isTLS := errors.AsType[*tls.CertificateVerificationError](err)
	lost.Unsent = isDNS || isTLS || isOp && op.Op == "dial"
	return lost
}

// Redacted is a text without secrets, however they are written in addresses.
func Redacted(text string, secrets ...string) string {
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret)} {
			text = strings.ReplaceAll(text, form, "[…]")
		}
	}
	return text
}
