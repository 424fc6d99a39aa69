package zalobot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/text/unicode/norm"

	"baophu/bot"
)

// style makes a stretch of a text bold; it is counted in UTF-16 code units.
// Unlike marks in the text it cannot be brought about by what people wrote.
type style struct {
	Start int      `json:"start"`
	Len   int      `json:"len"`
	Style []string `json:"st"`
}

type message struct {
	Chat    string  `json:"chat_id"`
	Text    string  `json:"text,omitempty"`
	Photo   string  `json:"photo,omitempty"`
	Caption string  `json:"caption,omitempty"`
	Styles  []style `json:"text_styles,omitempty"`
}

// errSpared says that the rest of a month's quota is kept for answers.
var errSpared = errors.New("zalobot: what is left of the month's quota is kept for answers")

// Send sends one reply.
func (c *Channel) Send(ctx context.Context, r bot.Reply) error {
	if r.Title == "" && r.Text == "" && r.Picture == nil {
		return nil
	}
	if r.Notice && c.scarce() {
		c.withheld("quota")
		return &bot.SendError{Kind: bot.Rejected, Err: errSpared}
	}
	method, timeout := "sendMessage", c.CallTimeout
	ask := message{Chat: r.To.Chat}
	text := norm.NFC.String(bot.Written(r))
	if r.Picture == nil {
		ask.Text = text
		if r.Title != "" {
			ask.Styles = []style{{Len: units(r.Title), Style: []string{"b"}}}
		}
	} else {
		address, err := c.hosted(ctx, *r.Picture)
		if err != nil {
			return err
		}
		method, timeout = "sendPhoto", c.FileTimeout
		ask.Photo, ask.Caption = address, text
	}
	err := classify(c.call(ctx, timeout, method, ask, nil))
	if failure, ok := errors.AsType[*bot.SendError](err); !ok || failure.Kind == bot.Unknown {
		c.spend(context.WithoutCancel(ctx), 1)
	}
	return err
}

// hosted puts a picture where Zalo can fetch it. Nothing was sent if it fails.
func (c *Channel) hosted(ctx context.Context, f bot.File) (string, error) {
	if c.Host == nil {
		return "", &bot.SendError{Kind: bot.Rejected, Err: errors.New("zalobot: a picture without an address to fetch it from")}
	}
	address, err := c.Host(ctx, f)
	if err != nil {
		return "", &bot.SendError{Kind: bot.RetryAfter, Wait: 5 * time.Second, Err: fmt.Errorf("zalobot: keep a picture: %w", err)}
	}
	return address, nil
}

func (c *Channel) withheld(reason string) {
	if c.Withheld != nil {
		c.Withheld(reason)
	}
}
