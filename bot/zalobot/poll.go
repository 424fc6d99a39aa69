package zalobot

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"baophu/bot"
)

const (
	notLeading = 2 * time.Second // between looks whether to poll
	quickEmpty = time.Second     // an empty answer sooner is answered by a pause
	looksAfter = 30              // empty polls: is a webhook set?
)

// poll takes updates until ctx ends. What a poll hands out is gone at Zalo, so
// the last one is let finish.
func (c *Channel) poll(ctx context.Context, receive bot.Receive) {
	in := newIntake(c, receive)
	defer context.AfterFunc(ctx, in.end)()
	c.seeWebhook(ctx)
	failures, empty := 0, 0
	for ctx.Err() == nil {
		if in.roomed(ctx); ctx.Err() != nil {
			break
		}
		if c.Lead != nil && !c.Lead(ctx) {
			_ = bot.Sleep(ctx, notLeading)
			continue
		}
		asked := time.Now()
		some, err := in.updates(context.WithoutCancel(ctx))
		if err != nil {
			failures++
			_ = bot.Sleep(ctx, c.pollPause(err, failures))
			continue
		}
		failures = 0
		for _, raw := range some {
			in.take(raw)
		}
		if len(some) > 0 {
			empty = 0
			continue
		}
		if empty++; empty%looksAfter == 0 {
			c.seeWebhook(ctx)
		}
		if time.Since(asked) < min(quickEmpty, c.PollTimeout/2) {
			_ = bot.Sleep(ctx, quickEmpty)
		}
	}
	in.finish()
}

// updates polls once.
func (in *intake) updates(ctx context.Context) ([]json.RawMessage, error) {
	c := in.channel
	var result json.RawMessage
	wait := strconv.Itoa(max(int(c.PollTimeout/time.Second), 1))
	err := c.call(ctx, c.PollTimeout+c.CallTimeout, "getUpdates", map[string]string{"timeout": wait}, &result)
	if status(err) == http.StatusRequestTimeout {
		return nil, nil // there was nothing
	}
	if err != nil {
		return nil, err
	}
	some, err := updates(result)
	if err != nil {
		in.keep(result, err)
	}
	return some, nil
}

// pollPause is how long to wait after a failed poll.
func (c *Channel) pollPause(err error, failures int) time.Duration {
	pause := min(time.Second<<min(failures-1, 6), time.Minute)
	switch status(err) {
	case http.StatusUnauthorized:
		c.Logger.Error("zalobot: the token is refused", "error", err)
		return time.Minute
	case http.StatusTooManyRequests:
		c.Logger.Warn("zalobot: refused for pace, or the month's quota is used up", "error", err)
		return slowDown
	case http.StatusBadRequest:
		c.Logger.Error("zalobot: nothing can be polled; is a webhook set?", "error", err)
		return max(pause, 10*time.Second)
	}
	c.Logger.Warn("zalobot: poll failed", "failures", failures, "error", err)
	return pause
}

// seeWebhook tells, in polling mode, that a webhook takes the messages away:
// Zalo may answer polls with nothing then, and no error.
func (c *Channel) seeWebhook(ctx context.Context) {
	url, err := c.WebhookURL(ctx)
	if err == nil && url != "" {
		c.Logger.Error("zalobot: a webhook is set, so polling gets nothing")
	}
}

// decode reads an update.
func (c *Channel) decode(raw []byte) (bot.Message, bool, error) {
	d := decoder{name: c.Options.Name}
	if self := c.self.Load(); self != nil {
		d.self = *self
	}
	return d.decode(raw)
}
