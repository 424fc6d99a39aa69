package zalooa

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"baophu/bot"
)

const (
	pageSize  = 10             // Zalo gives no more at once
	mostPages = 1_000          // of one list: a province's day
	lookBack  = 24 * time.Hour // at most
	settled   = time.Minute    // what is younger may be under way by the webhook
	// overlap is how far a look goes back behind the last: a talk that goes on
	// while the list is read moves to its front, past the reader.
	overlap = 15 * time.Minute
)

// wireSaid is a message of Zalo's record of a talk.
type wireSaid struct {
	Source int    `json:"src"` // 1: the person, 0: us
	Time   number `json:"time"`
	Type   string `json:"type"`
	Text   string `json:"message"`
	ID     id     `json:"message_id"`
	From   id     `json:"from_id"`
	To     id     `json:"to_id"`
	Name   string `json:"from_display_name"`
	URL    string `json:"url"` // of what hangs on it, where the record tells
}

// catchUp looks, at the start and now and then, for messages that no webhook
// brought, and hands them over. Those handled before are known by their keys.
func (c *Channel) catchUp(ctx context.Context, receive bot.Receive) {
	owed := false
	for ctx.Err() == nil {
		if c.Lead == nil || c.Lead(ctx) {
			err := c.look(ctx, receive)
			if err != nil && ctx.Err() == nil {
				c.Logger.Warn("zalooa: missed messages were not looked for", "error", err)
			}
			owed = err != nil
		}
		owed = c.rest(ctx, owed)
	}
}

// rest waits for the next look, and tells whether it is owed: not for long
// where the last one failed or a delivery was not taken, since Zalo's own next
// try may be far off. It stays owed while another replica leads, which may have
// looked before.
func (c *Channel) rest(ctx context.Context, owed bool) bool {
	timer := time.NewTimer(c.CatchUp)
	defer timer.Stop()
	if !owed {
		select {
		case <-timer.C:
			return false
		case <-ctx.Done():
			return false
		case <-c.refused:
		}
	}
	_ = bot.Sleep(ctx, min(c.CatchUp, settled+settled/4))
	return true
}

// look looks once, from a while before where the last look ended.
func (c *Channel) look(ctx context.Context, receive bot.Receive) error {
	began := c.Now().Add(-settled)
	since := began
	if c.Marked != nil {
		mark, err := c.Marked(ctx)
		if err != nil {
			return err
		}
		if !mark.IsZero() {
			since = mark.Add(-overlap)
		}
	}
	since = laterOf(since, began.Add(-lookBack))
	if err := c.since(ctx, receive, since); err != nil || c.Mark == nil {
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

// since hands over what people wrote since a time and is not known yet, each
// chat's in their order. A chat that fails does not keep the others waiting.
func (c *Channel) since(ctx context.Context, receive bot.Receive, since time.Time) error {
	people := map[id]bool{}
	err := c.pages(ctx, "/v2.0/oa/listrecentchat", nil, since, func(s wireSaid) {
		// A row may be the last of a whole talk: ours hides a person's.
		switch s.Source {
		case 1:
			people[s.From] = true
		default:
			people[s.To] = true
		}
	})
	delete(people, "")
	for user := range people {
		missed, failed := c.missed(ctx, user, since, c.Now().Add(-settled))
		err = errors.Join(err, failed)
		if failed == nil {
			err = errors.Join(err, c.deliverMissed(ctx, receive, missed))
		}
	}
	return err
}

// missed gives a person's messages since a time and before another that are not
// known yet.
func (c *Channel) missed(ctx context.Context, user id, since, until time.Time) (all []bot.Message, err error) {
	err = c.pages(ctx, "/v2.0/oa/conversation", map[string]any{"user_id": string(user)}, since, func(s wireSaid) {
		m, ours := c.recorded(s)
		if ours && m.Sent.Before(until) && !c.Known(ctx, m.Key()) {
			all = append(all, m)
		}
	})
	slices.Reverse(all) // the newest came first
	return all, err
}

// pages reads a list, the newest first, back to a time. Refused for pace, it
// waits. What lies beyond the last page is not read, and said to be so.
func (c *Channel) pages(ctx context.Context, path string, params map[string]any, since time.Time, each func(wireSaid)) error {
	ask := maps.Clone(params)
	if ask == nil {
		ask = map[string]any{}
	}
	ask["count"] = pageSize
	for page := range mostPages {
		ask["offset"] = page * pageSize
		some, err := c.page(ctx, path, ask)
		if err != nil {
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
	c.Logger.Error("zalooa: Zalo's record is longer than is read; messages may be missed", "list", path, "rows", mostPages*pageSize, "since", since)
	return nil
}

// page reads one page.
func (c *Channel) page(ctx context.Context, path string, ask map[string]any) ([]wireSaid, error) {
	for {
		var some []wireSaid
		err := c.get(ctx, path, ask, &some)
		if failure, ok := errors.AsType[*callError](err); !ok || failure.code != codeRate {
			return some, err
		}
		if err := bot.Sleep(ctx, c.RateWait); err != nil {
			return nil, err
		}
	}
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
	switch s.Type {
	case "text", "link":
		m.Kind, m.Text = bot.Text, s.Text
	case "file": // without its link the person is asked for it again
		m.Kind, m.File = bot.Document, &bot.File{Name: s.Text, Ref: cmp.Or(s.URL, noLink)}
	}
	return m, true
}

// deliverMissed hands over what was missed of a chat.
func (c *Channel) deliverMissed(ctx context.Context, receive bot.Receive, missed []bot.Message) error {
	if len(missed) > 0 {
		c.Logger.Warn("zalooa: the webhook missed messages", "count", len(missed))
	}
	for _, m := range missed {
		if err := c.hand(context.WithoutCancel(ctx), receive, m); err != nil {
			return fmt.Errorf("a missed message was not taken: %w", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}
