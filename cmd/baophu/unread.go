package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf8"

	"baophu/bot"
	"baophu/internal/ledger"
)

// mostOutline is how many bytes are kept of what could not be read.
const mostOutline = 4 << 10

// unread keeps the outline of what a channel brought and nobody could read, and
// counts it: it is acknowledged then, and comes no more.
func (st *store) unread(ctx context.Context, channel string, content []byte) error {
	if err := st.ledger.KeepUnread(ctx, channel, content); err != nil {
		return err
	}
	st.meters.Unread(channel, 1)
	return nil
}

// unreadBy keeps what a platform brought.
func (st *store) unreadBy(channel string) func(ctx context.Context, update []byte, cause error) error {
	return func(ctx context.Context, update []byte, _ error) error {
		return st.unread(ctx, channel, outline(update))
	}
}

// unhandled keeps a message that failed again and again.
func (st *store) unhandled(ctx context.Context, m bot.Message, _ error) error {
	about, err := json.Marshal(map[string]any{"kind": m.Kind, "letters": utf8.RuneCountInString(m.Text), "group": m.Group,
		"forward": m.Forward, "reply": m.ReplyTo != "", "file": m.File != nil, "version": m.Version != "", "sent": m.Sent})
	if err != nil {
		return err
	}
	return st.unread(ctx, m.From.Channel, about)
}

// outline is JSON without what people wrote and who they are: its fields, with
// x for each letter and 0 for each digit of their values. What is no JSON is
// all blotted out.
func outline(raw []byte) []byte {
	raw = raw[:min(len(raw), 1<<20)]
	var value any
	reader := json.NewDecoder(bytes.NewReader(raw))
	reader.UseNumber()
	if reader.Decode(&value) != nil {
		return []byte(blotted(string(raw[:min(len(raw), mostOutline)])))
	}
	shown, err := json.Marshal(blot(value))
	if err != nil {
		return nil
	}
	return shown[:min(len(shown), mostOutline)]
}

func blot(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for field := range v {
			v[field] = blot(v[field])
		}
		return v
	case []any:
		for i := range v {
			v[i] = blot(v[i])
		}
		return v
	case string:
		return blotted(v)
	case json.Number:
		return blotted(v.String())
	}
	return value
}

func blotted(text string) string {
	blank := []rune(text)
	for i, r := range blank {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			blank[i] = 'x'
		case unicode.IsDigit(r):
			blank[i] = '0'
		}
	}
	return string(blank)
}

// unread tells of what could not be read.
func (d *doctor) unread(ctx context.Context) {
	n, newest, err := ledger.Unread(ctx, d.Database)
	if err == nil && n > 0 {
		d.add("unread", "warn", fmt.Sprintf("%d updates or messages could not be read or handled, the newest on %s", n, newest.In(d.Location).Format("02/01/2006 15:04")),
			"look for \"cannot be read\" and \"given up\" in the log of then; their outlines are in the table hosted, under unread/: the platform may have changed what it sends, see whether a newer version of baophu reads it")
	}
}
