package webchat

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"baophu/bot"
)

// Send puts a reply on its phone, as strictly as the app it looks like: what
// does not fit Abilities is refused, and a person who stopped the bot is gone.
func (l *look) Send(ctx context.Context, r bot.Reply) error {
	if err := ctx.Err(); err != nil {
		return &bot.SendError{Kind: bot.RetryAfter, Err: err}
	}
	if err := l.fits(r); err != nil {
		return &bot.SendError{Kind: bot.Rejected, Err: err}
	}
	h := l.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.phones[r.To]
	switch {
	case p == nil || p.look != l:
		return &bot.SendError{Kind: bot.GoneAway, Err: errors.New("webchat: there is no such phone")}
	case p.blocked:
		return &bot.SendError{Kind: bot.GoneAway, Err: errors.New("webchat: the person stopped the bot")}
	case empty(r):
		return nil // only the answer to a tap, which ends with its request
	}
	it := &item{Title: r.Title, Text: r.Text, Choices: buttons(r.Choices), Notice: r.Notice}
	if r.Picture != nil {
		it.Picture = h.keep(r.Picture)
	}
	if r.File != nil {
		it.File = h.keep(r.File)
	}
	h.add(p, it)
	return nil
}

// empty tells whether a reply shows nothing.
func empty(r bot.Reply) bool {
	return r.Title == "" && r.Text == "" && r.Picture == nil && r.File == nil && len(r.Choices) == 0
}

// fits tells why a reply is beyond what the app can show.
func (l *look) fits(r bot.Reply) error {
	text := bot.Written(r)
	switch n := l.abilities.Units(text); {
	case !utf8.ValidString(text):
		return errors.New("webchat: the text is not UTF-8")
	case n > l.abilities.Limit:
		return fmt.Errorf("webchat: the text is %d long, %d fit", n, l.abilities.Limit)
	case len(r.Choices) > 0 && !l.abilities.Buttons:
		return errors.New("webchat: there are no buttons here")
	case len(r.Choices) > 0 && r.Title == "" && r.Text == "" && r.Picture == nil && r.File == nil:
		return errors.New("webchat: buttons without a message")
	}
	for _, row := range r.Choices {
		for _, c := range row {
			if c.Label == "" || c.Send == "" || len(c.Send) > 64 {
				return fmt.Errorf("webchat: the button %q does not fit", c.Label)
			}
		}
	}
	return nil
}

func buttons(rows [][]bot.Choice) [][]choice {
	var all [][]choice
	for _, row := range rows {
		var line []choice
		for _, c := range row {
			line = append(line, choice{Label: c.Label, Send: c.Send})
		}
		all = append(all, line)
	}
	return all
}
