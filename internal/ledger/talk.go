package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"baophu/bot"
)

const (
	putTalk = `INSERT INTO talks (channel, bot, chat, state, expires) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (channel, bot, chat) DO UPDATE SET state = excluded.state, expires = excluded.expires`
	dropTalk = `DELETE FROM talks WHERE channel = $1 AND bot = $2 AND chat = $3`
)

// Talk gives what a chat waits for, the zero Talk when nothing; once it has
// expired too, so that its answer can be told that it comes too late.
func (l *Ledger) Talk(ctx context.Context, chat bot.Address) (bot.Talk, error) {
	var talk bot.Talk
	err := l.e.short(ctx, statement{
		text: `SELECT state, expires FROM talks WHERE channel = $1 AND bot = $2 AND chat = $3`,
		args: addressArgs(chat),
		each: func(scan scanner) error {
			var state string
			var expires int64
			err := scan(&state, &expires)
			talk = bot.Talk{State: json.RawMessage(state), Expires: l.instant(expires)}
			return err
		},
	})
	if err != nil {
		return bot.Talk{}, fmt.Errorf("read a chat's state: %w", err)
	}
	return talk, nil
}

// SetTalk sets what a chat waits for; without a State, nothing. A Talk without
// Expires stays until it is replaced.
func (l *Ledger) SetTalk(ctx context.Context, chat bot.Address, talk bot.Talk) error {
	q := talkStatement(chat, talk)
	if _, err := l.e.exec(ctx, q.text, q.args...); err != nil {
		return fmt.Errorf("keep a chat's state: %w", err)
	}
	return nil
}

// ForgetTalks removes what chats waited for until before a moment, and tells
// of how many chats.
func (l *Ledger) ForgetTalks(ctx context.Context, before time.Time) (int64, error) {
	n, err := l.e.exec(ctx, `DELETE FROM talks WHERE expires > 0 AND expires < $1`, millis(before))
	if err != nil {
		return 0, fmt.Errorf("forget what chats waited for: %w", err)
	}
	return n, nil
}

func talkStatement(chat bot.Address, talk bot.Talk) statement {
	if talk.State == nil {
		return statement{text: dropTalk, args: addressArgs(chat)}
	}
	state := clean(string(talk.State), 1<<20)
	return statement{text: putTalk, args: append(addressArgs(chat), state, millis(talk.Expires))}
}

func addressArgs(a bot.Address) []any { return []any{key(a.Channel), key(a.Bot), key(a.Chat)} }
