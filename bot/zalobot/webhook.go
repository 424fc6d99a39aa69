package zalobot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"baophu/bot"
)

const (
	mostUpdate  = 1 << 20                  // bytes of a webhook's body
	secretField = "X-Bot-Api-Secret-Token" //nolint:gosec // a header's name
)

// Webhook takes updates that Zalo delivers with a secret (see SetWebhook),
// while Run runs. It answers 200 only once an update is handled; one that is
// not in time is held on to all the same. An empty secret lets nobody in. A GET, by which Zalo looks whether somebody listens,
// is answered and does nothing.
func (c *Channel) Webhook(secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			w.WriteHeader(http.StatusOK)
		case !bot.SameSecret(secret, r.Header.Get(secretField)):
			bot.Refuse(w, http.StatusForbidden)
		case bot.Admissible(w, r, mostUpdate):
			c.delivered(w, r)
		}
	})
}

// delivered handles what Zalo sent.
func (c *Channel) delivered(w http.ResponseWriter, r *http.Request) {
	receive, leave := c.gate.Enter(r.Context())
	if receive == nil { // stopping
		bot.NotNow(w)
		return
	}
	defer leave()
	raw, ok := bot.Delivered(w, r, mostUpdate)
	if !ok {
		return
	}
	if err := c.takeAll(r.Context(), receive, raw); err != nil {
		bot.NotNow(w)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"message":"Success"}`)
}

// takeAll takes what a delivery brings. What one of its updates comes to
// concerns no other: Zalo may bring none of them again.
func (c *Channel) takeAll(ctx context.Context, receive bot.Receive, raw []byte) error {
	in := c.in.Load()
	some, err := updates(raw)
	if err != nil {
		return in.unreadable(ctx, raw, err)()
	}
	var errs []error
	var unreadable []func() error
	for _, one := range some {
		m, ours, err := c.decode(one)
		switch {
		case err != nil:
			unreadable = append(unreadable, in.unreadable(ctx, one, err))
		case ours:
			errs = append(errs, receive(ctx, m))
		}
	}
	for _, kept := range unreadable {
		errs = append(errs, kept())
	}
	return errors.Join(errs...)
}

// verified is what Zalo found when it called a webhook's address.
type verified struct {
	OK      bool   `json:"ok"`
	Outcome string `json:"outcome"` // "webhook.ok", "webhook.http.403", "webhook.err.tls" ...
	Hint    string `json:"hint"`
}

// SetWebhook has Zalo deliver updates to an address, with a secret of 8 to 256
// letters. The address is kept though Zalo could not reach it; then the error
// says why. Zalo lets it be set so often a day: see bot.LaterError.
func (c *Channel) SetWebhook(ctx context.Context, url, secret string) error {
	var is struct {
		Verification *verified `json:"verification"`
	}
	err := c.call(ctx, c.CallTimeout, "setWebhook", map[string]string{"url": url, "secret_token": secret}, &is)
	if status(err) == http.StatusUpgradeRequired {
		return &bot.LaterError{Wait: c.untilTomorrow(), Err: fmt.Errorf("zalobot: the webhook was set or tested too often today: %w", err)}
	}
	if err != nil {
		return err
	}
	if v := is.Verification; v != nil && !v.OK {
		return &bot.LaterError{Wait: unreached, Err: &callError{status: http.StatusOK, json: true, text: "the webhook is set and not reached: " + v.Outcome + " " + v.Hint}}
	}
	return nil
}

// unreached is how long to wait before Zalo is asked once more to reach a
// webhook: it has the address, and delivers as soon as it can.
const unreached = time.Hour

// untilTomorrow is how long Zalo's day lasts, and a little.
func (c *Channel) untilTomorrow() time.Duration {
	now := c.Now().In(time.FixedZone("", 7*3600))
	return time.Date(now.Year(), now.Month(), now.Day()+1, 0, 5, 0, 0, now.Location()).Sub(now)
}

// WebhookURL gives the address that Zalo delivers to; "": updates are polled.
func (c *Channel) WebhookURL(ctx context.Context) (string, error) {
	var is struct {
		URL string `json:"url"`
	}
	err := c.call(ctx, c.CallTimeout, "getWebhookInfo", struct{}{}, &is)
	return is.URL, err
}

// ErrForeignWebhook says that messages go to an address that is not ours.
var ErrForeignWebhook = errors.New("zalobot: messages go to the webhook of another service; take it away there, or set BAOPHU_PUBLIC_URL")

// DeleteWebhook has Zalo keep updates for polling, where the webhook has our
// path; one of another service is left, with ErrForeignWebhook.
func (c *Channel) DeleteWebhook(ctx context.Context, path string) error {
	url, err := c.WebhookURL(ctx)
	switch {
	case err != nil || url == "":
		return err
	case !strings.HasSuffix(url, path):
		return ErrForeignWebhook
	}
	err = c.call(ctx, c.CallTimeout, "deleteWebhook", struct{}{}, nil)
	if status(err) == http.StatusBadRequest { // none is set any more
		return nil
	}
	return err
}
