package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

// wanted are the updates we ask for, always by name: leaving them out would
// keep what was asked before.
const wanted = `["message","edited_message","callback_query","my_chat_member"]`

// poll takes updates until ctx ends. Telegram keeps every update until a poll
// with a higher number; ours is raised only over updates that are handled. In
// its last act it tells Telegram how far it came, so that they do not come
// again.
func (c *Channel) poll(ctx context.Context, receive bot.Receive) {
	in := newIntake(c, receive)
	var offset, told int64
	for failures := 0; ctx.Err() == nil; {
		if c.Lead != nil && !c.Lead(ctx) {
			_ = bot.Sleep(ctx, notLeading)
			continue
		}
		asked := c.Now()
		batch, err := c.updates(ctx, offset, 100, c.PollTimeout)
		if err != nil {
			if ctx.Err() == nil {
				failures++
				_ = bot.Sleep(ctx, c.pollPause(err, failures))
			} else if c.Now().Sub(asked) > time.Second { // it surely arrived
				told = offset
			}
			continue
		}
		failures, told = 0, offset
		in.take(ctx, batch)
		in.settle(ctx, pollWait)
		var all bool
		if offset, all = in.reached(offset); !all { // the same would come at once
			_ = bot.Sleep(ctx, pollAgain)
		}
	}
	in.working.Wait()
	if offset, _ = in.reached(offset); offset != told {
		// Telegram has it once it arrives; it may answer as late as it likes.
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if _, err := c.updates(ctx, offset, 1, 0); err != nil && ctx.Err() == nil {
			c.Logger.Warn("telegram: not told how far we came", "error", err)
		}
	}
}

const (
	notLeading = 2 * time.Second // between looks whether to poll

	pollAgain = time.Second            // between polls for what was not handled
	pollWait  = 300 * time.Millisecond // for a batch to be handled, before others are asked for
)

// updates polls once.
func (c *Channel) updates(ctx context.Context, offset int64, limit int, hold time.Duration) ([]json.RawMessage, error) {
	p := tgbotapi.Params{"allowed_updates": wanted, "limit": strconv.Itoa(limit)}
	p.AddNonZero64("offset", offset)
	p.AddNonZero("timeout", int(hold/time.Second))
	var batch []json.RawMessage
	err := c.callFor(ctx, hold+c.CallTimeout, "getUpdates", p, &batch)
	return batch, err
}

// pollPause is how long to wait after a failed poll.
func (c *Channel) pollPause(err error, failures int) time.Duration {
	pause := min(time.Second<<min(failures-1, 5), 30*time.Second)
	if failure, ok := errors.AsType[*callError](err); ok {
		pause = max(pause, failure.wait)
		switch failure.status {
		case http.StatusUnauthorized, http.StatusNotFound:
			c.Logger.Error("telegram: the token is refused", "error", err)
			return max(pause, 10*time.Second)
		case http.StatusConflict:
			c.Logger.Warn("telegram: another polls this bot, or a webhook is set", "error", err)
			return pause
		}
	}
	c.Logger.Warn("telegram: poll failed", "failures", failures, "error", err)
	return pause
}

// hand gives a message to receive.
func (c *Channel) hand(ctx context.Context, receive bot.Receive, m bot.Message) error {
	m.Received = c.Now()
	if m.Sent.IsZero() {
		m.Sent = m.Received
	}
	ctx = bot.Traced(ctx, m.Trace())
	c.Logger.DebugContext(ctx, "telegram: a message", "kind", m.Kind)
	err := receive(ctx, m)
	if err == nil {
		c.handled(m)
	}
	return err
}

// decode reads an update.
func (c *Channel) decode(raw []byte) (bot.Message, bool, error) {
	return decoder{name: c.Options.Name, self: *c.self.Load()}.decode(raw)
}

// unread keeps an update that cannot be read.
func (c *Channel) unread(ctx context.Context, raw []byte, cause error) error {
	c.Logger.Error("telegram: an update cannot be read", "bytes", len(raw), "error", cause)
	if c.DeadLetter == nil {
		return nil
	}
	return c.DeadLetter(ctx, raw, cause)
}
