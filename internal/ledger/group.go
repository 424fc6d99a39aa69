package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// group is the chat of a group without its topic: all topics are one group.
func group(chat bot.Address) bot.Address {
	chat.Chat, _, _ = strings.Cut(chat.Chat, ":")
	return chat
}

// Group gives the unit that a group is bound to, "" for none, and who bound it.
func (l *Ledger) Group(ctx context.Context, chat bot.Address) (unit place.Code, by coverage.PersonID, err error) {
	err = l.e.query(ctx, statement{
		text: `SELECT unit, author FROM chat_groups WHERE channel = $1 AND bot = $2 AND chat = $3`, args: addressArgs(group(chat)),
		each: func(scan scanner) error { return scan(&unit, &by) },
	})
	if err != nil {
		return "", 0, fmt.Errorf("read a group's unit: %w", err)
	}
	return unit, by, nil
}

// BindGroup binds a group to a unit; "" to none.
func (l *Ledger) BindGroup(ctx context.Context, chat bot.Address, unit place.Code, by coverage.PersonID) error {
	q := statement{text: `DELETE FROM chat_groups WHERE channel = $1 AND bot = $2 AND chat = $3`, args: addressArgs(group(chat))}
	if unit != "" {
		at := group(chat)
		q = put("chat_groups", 3, columns{{"channel", key(at.Channel)}, {"bot", key(at.Bot)}, {"chat", key(at.Chat)},
			{"unit", name(string(unit))}, {"author", int64(by)}, {"at", millis(l.now())}})
	}
	if _, err := l.e.exec(ctx, q.text, q.args...); err != nil {
		return fmt.Errorf("bind a group: %w", err)
	}
	return nil
}

// MoveGroup moves what is kept of a group to its new address: the unit it is
// bound to, what it waits for, and the replies that wait to be sent there.
// Once it is moved, it does nothing.
func (l *Ledger) MoveGroup(ctx context.Context, from, to bot.Address) error {
	from, to = group(from), group(to)
	if from == to {
		return nil
	}
	err := l.e.atomically(ctx, func(s session) error {
		var writes []statement
		for _, table := range []string{"chat_groups", "talks"} {
			writes = append(writes, statement{text: `DELETE FROM ` + table + ` WHERE channel = $1 AND bot = $2 AND chat = $3
AND EXISTS (SELECT 1 FROM ` + table + ` WHERE channel = $1 AND bot = $2 AND chat = $4)`, args: append(addressArgs(to), key(from.Chat))},
				statement{text: `UPDATE ` + table + ` SET chat = $4 WHERE channel = $1 AND bot = $2 AND chat = $3`, args: append(addressArgs(from), key(to.Chat))})
		}
		if err := s.run(ctx, writes...); err != nil {
			return err
		}
		waiting := map[int64]bot.Reply{}
		read := statement{text: `SELECT id, reply FROM outbox WHERE failed = 0`, each: func(scan scanner) error {
			var id int64
			var body string
			if err := scan(&id, &body); err != nil || !strings.Contains(body, from.Chat) {
				return err
			}
			var r bot.Reply
			if err := json.Unmarshal([]byte(body), &r); err == nil && group(r.To) == from {
				r.To = to
				waiting[id] = r
			}
			return nil
		}}
		if err := s.run(ctx, read); err != nil {
			return err
		}
		for id, r := range waiting {
			body, err := json.Marshal(r)
			if err != nil {
				return err
			}
			if err := s.run(ctx, statement{text: `UPDATE outbox SET reply = $1 WHERE id = $2`, args: []any{string(body), id}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("move a group: %w", err)
	}
	return nil
}
