package zalooa

import (
	"context"
	"time"

	"baophu/bot"
)

const (
	pageSize  = 10             // Zalo gives no more at once
	mostPages = 20             // of one list
	lookBack  = 24 * time.Hour // at most
	settled   = time.Minute    // what is younger may be under way by the webhook
)

// wireSaid is a message of Zalo's record of a talk.
type wireSaid struct {
	Source int    `json:"src"` // 1: the person, 0: us
	Time   number `json:"time"`
	Type   string `json:"type"`
	Text   string `json:"message"`
	ID     id     `json:"message_id"`
	From   id     `json:"from_id"`
	Name   string `json:"from_display_name"`
}

// catchUp looks, at the start and now and then, for messages that no webhook
// brought, and hands them over. Those handled before are known by their keys.
func (c *Channel) catchUp(ctx context.Context, receive bot.Receive) {
	for ctx.Err() == nil {
		if c.Lead == nil || c.Lead(ctx) {
			if err := c.look(ctx, receive); err != nil && ctx.Err() == nil {
				c.Logger.Warn("zalooa: missed messages were not looked for", "error", err)
			}
		}
		_ = sleep(ctx, c.CatchUp)
	}
}

// look looks once, from where the last look ended.
func (c *Channel) look(ctx context.Context, receive bot.Receive) error {
	began := c.Now().Add(-settled)
	since := began
	if c.Marked != nil {
		mark, err := c.Marked(ctx)
		if err != nil {
			return err
		}
		if !mark.IsZero() {
			since = mark
		}
	}
	since = laterOf(since, began.Add(-lookBack))
	missed, err := c.missed(ctx, since)
	if !c.deliverMissed(ctx, receive, missed) || err != nil || c.Mark == nil {
		return err
	}
	return c.Mark(ctx, began)
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// missed gives messages of people since a time that are not known yet, each
// chat's in their order.
func (c *Channel) missed(ctx context.Context, since time.Time) (all []bot.Message, err error) {
	people := map[id]bool{}
	err = c.pages(ctx, "/v2.0/oa/listrecentchat", nil, since, func(s wireSaid) {
		if s.Source == 1 {
			people[s.From] = true
		}
	})
	if err != nil {
		return nil, err
	}
	for user := range people {
		var some []bot.Message
		err := c.pages(ctx, "/v2.0/oa/conversation", map[string]any{"user_id": string(user)}, since, func(s wireSaid) {
			m, ours := c.recorded(s)
			if ours && c.Now().Sub(m.Sent) > settled && !c.Known(ctx, m.Key()) {
				some = append([]bot.Message{m}, some...) // the newest come first
			}
		})
		if err != nil {
			return all, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// pages reads a list, the newest first, back to a time.
func (c *Channel) pages(ctx context.Context, path string, params map[string]any, since time.Time, each func(wireSaid)) error {
	for page := range mostPages {
		ask := map[string]any{"offset": page * pageSize, "count": pageSize}
		for name, v := range params {
			ask[name] = v
		}
		var some []wireSaid
		if err := c.get(ctx, path, ask, &some); err != nil {
			return err
		}
		for _, s := range some {
			if time.UnixMilli(int64(s.Time)).Before(since) {
				return nil
			}
			each(s)
		}
		if len(some) < pageSize {
			return nil
		}
	}
	return nil
}

// recorded reads a message of the record as the webhook would have brought it.
func (c *Channel) recorded(s wireSaid) (bot.Message, bool) {
	if s.Source != 1 || s.ID == "" || s.From == "" {
		return bot.Message{}, false
	}
	m := bot.Message{
		From: bot.Address{Channel: Platform, Bot: c.OA, Chat: string(s.From)}, Account: Platform + "/" + string(s.From),
		ID: string(s.ID), Name: s.Name, Kind: bot.Other, ToUs: true, Sent: time.UnixMilli(int64(s.Time)),
	}
	if s.Type == "text" || s.Type == "link" {
		m.Kind, m.Text = bot.Text, s.Text
	}
	return m, true
}

// deliverMissed hands over what was missed, and tells whether all was taken.
func (c *Channel) deliverMissed(ctx context.Context, receive bot.Receive, missed []bot.Message) bool {
	if len(missed) > 0 {
		c.Logger.Warn("zalooa: the webhook missed messages", "count", len(missed))
	}
	for _, m := range missed {
		if err := c.hand(context.WithoutCancel(ctx), receive, m); err != nil {
			c.Logger.Warn("zalooa: a missed message was not taken", "error", err)
			return false
		}
		if ctx.Err() != nil {
			return false
		}
	}
	return true
}
