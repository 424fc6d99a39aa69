package zalooa

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"baophu/bot"
)

const (
	mostEvent = 1 << 20 // bytes of a webhook's body
	mostPing  = 4 << 10 // of one without a signature
	signField = "X-ZEvent-Signature"
	// answerTime is after how long we answer whatever comes: Zalo waits 2 s, the
	// way there and back included.
	answerTime = 1500 * time.Millisecond
	// replayTime is how old an event may be. Zalo tries again for an hour, with
	// the same body; what is delivered twice within it is known by its key.
	replayTime = 2 * time.Hour
	// aheadTime is how far Zalo's clock may be before ours.
	aheadTime = 5 * time.Minute
)

// Webhook takes events that Zalo signs, while Run runs. It answers 200 once
// an event is handled, and 503 when that is not so in time; then Zalo, or the
// look for missed messages, brings it again.
func (c *Channel) Webhook() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sign := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(r.Header.Get(signField)), "mac="))
		switch {
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			w.WriteHeader(http.StatusOK)
		case sign == "" && r.Method == http.MethodPost && r.ContentLength >= 0 && r.ContentLength <= mostPing:
			pinged(w, r)
		case r.Method == http.MethodPost && !isDigest(sign):
			bot.Refuse(w, http.StatusUnauthorized)
		case bot.Admissible(w, r, mostEvent):
			c.signed(w, r, sign)
		}
	})
}

func isDigest(text string) bool {
	raw, err := hex.DecodeString(text)
	return err == nil && len(raw) == sha256.Size
}

// pinged answers the console, which calls an address without a signature
// before it keeps it. Nothing is taken from such a call, and an event is refused.
func pinged(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, mostPing))
	if err != nil || bytes.Contains(raw, []byte(`event_name`)) {
		bot.Refuse(w, http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// signature is what Zalo writes over an event: SHA-256, no HMAC.
func signature(app string, raw []byte, timestamp, secret string) string {
	sum := sha256.New()
	for _, part := range [][]byte{[]byte(app), raw, []byte(timestamp), []byte(secret)} {
		_, _ = sum.Write(part) // never fails
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// signed handles an event whose signature is still to be checked.
func (c *Channel) signed(w http.ResponseWriter, r *http.Request, sign string) {
	raw, ok := bot.Delivered(w, r, mostEvent)
	if !ok {
		return
	}
	var claim struct {
		App  id     `json:"app_id"`
		Time id     `json:"timestamp"`
		When number `json:"-"`
	}
	_ = json.Unmarshal(raw, &claim) // what is no JSON has no good signature
	_ = claim.When.UnmarshalJSON([]byte(claim.Time))
	want := signature(c.App, raw, string(claim.Time), c.Secret)
	if subtle.ConstantTimeCompare([]byte(want), []byte(sign)) != 1 || string(claim.App) != c.App {
		c.Logger.Warn("zalooa: an event with a wrong signature; is BAOPHU_ZALO_OA_SECRET the OA Secret Key of the webhook's page?")
		bot.Refuse(w, http.StatusUnauthorized)
		return
	}
	if age := c.Now().Sub(time.UnixMilli(int64(claim.When))); age > replayTime || age < -aheadTime {
		c.Logger.Warn("zalooa: an event that is too old, or not yet due, was refused", "age", age.Round(time.Second))
		bot.Refuse(w, http.StatusUnauthorized)
		return
	}
	c.taken(w, r, raw)
}

// taken handles a good event and answers in time.
func (c *Channel) taken(w http.ResponseWriter, r *http.Request, raw []byte) {
	in, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	m, ours, err := decode(raw, c.OA)
	if err != nil && c.unread(in, raw, err) != nil {
		bot.NotNow(w)
		return
	}
	if err != nil || !ours {
		w.WriteHeader(http.StatusOK)
		return
	}
	// What comes again while it waits, waits once.
	ended := c.hands.DoChan(m.Key(), func() (any, error) {
		receive, leave := c.gate.Enter(in)
		defer leave()
		if receive == nil {
			return nil, bot.ErrClosed
		}
		return nil, c.handInOrder(context.WithoutCancel(in), receive, m)
	})
	select {
	case one := <-ended:
		err = one.Err
	case <-in.Done():
		err = in.Err()
	}
	if err != nil {
		select {
		case c.refused <- struct{}{}:
		default:
		}
		bot.NotNow(w)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// unread keeps an event that cannot be read; its content is not logged.
func (c *Channel) unread(ctx context.Context, raw []byte, cause error) error {
	c.Logger.Error("zalooa: an event cannot be read", "bytes", len(raw), "error", cause)
	if c.DeadLetter == nil {
		return nil
	}
	return c.DeadLetter(ctx, raw, cause)
}

// hand gives a message to receive, unless it was handled before.
func (c *Channel) hand(ctx context.Context, receive bot.Receive, m bot.Message) error {
	key := m.Key()
	if c.Known(ctx, key) {
		return nil
	}
	m.Received = c.Now()
	if m.Sent.IsZero() {
		m.Sent = m.Received
	}
	ctx = bot.Traced(ctx, m.Trace())
	c.Logger.DebugContext(ctx, "zalooa: a message", "kind", m.Kind)
	err := c.Turns.Hand(ctx, m, receive)
	if err == nil {
		c.Handled(ctx, key)
	}
	return err
}
