package zalooa

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"baophu/bot"
)

const (
	pageSize  = 10    // Zalo gives no more at once
	mostPages = 1_000 // of one list: a province's day
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

// leave waits until the record may be asked for.
type leave func(context.Context) error

// atOnce is leave of who cannot wait.
func atOnce(context.Context) error { return nil }

// missed gives a person's messages since a time and before another that are not
// known yet.
func (c *Channel) missed(ctx context.Context, user id, since, until time.Time, leave leave) (all []bot.Message, err error) {
	err = c.pages(ctx, "/v2.0/oa/conversation", map[string]any{"user_id": string(user)}, since, leave, func(s wireSaid) {
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
func (c *Channel) pages(ctx context.Context, path string, params map[string]any, since time.Time, leave leave, each func(wireSaid)) error {
	ask := maps.Clone(params)
	if ask == nil {
		ask = map[string]any{}
	}
	ask["count"] = pageSize
	for page := range mostPages {
		ask["offset"] = page * pageSize
		if err := leave(ctx); err != nil {
			return err
		}
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
