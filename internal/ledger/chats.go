package ledger

import (
	"context"
	"fmt"
	"sync"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
)

const putChat = `INSERT INTO chats (account, channel, bot, chat, closed, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account) DO UPDATE SET channel = excluded.channel, bot = excluded.bot, chat = excluded.chat, closed = 0, at = excluded.at`

const (
	// seenFor is for how long a chat that was recorded is not recorded again;
	// another process may have recorded another chat, or closed this one.
	seenFor = 10 * time.Minute
	// freshFor is for how long a chat that is on record is not written again,
	// by whichever process.
	freshFor = time.Hour
	// seenMost bounds the memory of recorded chats.
	seenMost = 50_000
)

// seen remembers which chats were recorded lately, to record few of them.
type seen struct {
	mu sync.Mutex
	at map[string]sighting // by account
}

type sighting struct {
	chat bot.Address
	at   time.Time
}

// unknown tells whether the message's private chat is to be recorded.
func (s *seen) unknown(msg bot.Message, now time.Time) bool {
	if msg.Account == "" || msg.Group || msg.Kind == bot.Blocked || msg.Kind == bot.Moved {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	last, ok := s.at[msg.Account]
	return !ok || last.chat != msg.From || now.Sub(last.at) > seenFor
}

func (s *seen) mark(messages []bot.Message, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at == nil || len(s.at) > seenMost {
		s.at = map[string]sighting{}
	}
	for _, m := range messages {
		s.at[m.Account] = sighting{m.From, now}
	}
}

func (s *seen) forget(chat bot.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for account, last := range s.at {
		if last.chat == chat {
			delete(s.at, account)
		}
	}
}

func chatStatement(msg bot.Message, now time.Time) statement {
	args := append([]any{key(msg.Account)}, addressArgs(msg.From)...)
	return statement{plain: true, text: putChat, args: append(args, int64(0), millis(now))}
}

// Seen records the private chat by which somebody wrote, for messages that
// are not committed; most calls write nothing.
func (l *Ledger) Seen(ctx context.Context, msg bot.Message) error {
	now := l.now()
	if !l.seen.unknown(msg, now) {
		return nil
	}
	if fresh, err := l.fresh(ctx, msg, now); err != nil || fresh {
		return err
	}
	q := chatStatement(msg, now)
	if _, err := l.e.exec(ctx, q.text, q.args...); err != nil {
		return fmt.Errorf("record a chat: %w", err)
	}
	l.seen.mark([]bot.Message{msg}, now)
	return nil
}

// fresh tells whether the message's chat is on record, open and of late:
// questions are many, and a look is cheaper than a write.
func (l *Ledger) fresh(ctx context.Context, msg bot.Message, now time.Time) (bool, error) {
	var n int64
	err := l.e.query(ctx, statement{
		text: `SELECT COUNT(*) FROM chats WHERE account = $1 AND channel = $2 AND bot = $3 AND chat = $4 AND closed = 0 AND at > $5`,
		args: append(append([]any{key(msg.Account)}, addressArgs(msg.From)...), millis(now.Add(-freshFor))),
		each: func(scan scanner) error { return scan(&n) },
	})
	if err != nil {
		return false, fmt.Errorf("look for a chat: %w", err)
	}
	if n > 0 {
		l.seen.mark([]bot.Message{msg}, now)
	}
	return n > 0, nil
}

// Addresses gives the private chats in which a person can be reached, the one
// they wrote in last first.
func (l *Ledger) Addresses(ctx context.Context, person coverage.PersonID) ([]bot.Address, error) {
	var found []bot.Address
	err := l.e.query(ctx, statement{
		text: `SELECT c.channel, c.bot, c.chat FROM accounts a JOIN chats c ON c.account = a.account
WHERE a.person = $1 AND c.closed = 0 ORDER BY c.at DESC, c.account`,
		args: []any{int64(person)},
		each: func(scan scanner) error {
			var a bot.Address
			err := scan(&a.Channel, &a.Bot, &a.Chat)
			found = append(found, a)
			return err
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read a person's chats: %w", err)
	}
	return found, nil
}

// Unreachable records that a chat's person stopped the bot, or let it in again.
func (l *Ledger) Unreachable(ctx context.Context, chat bot.Address, unreachable bool) error {
	l.seen.forget(chat)
	_, err := l.e.exec(ctx, `UPDATE chats SET closed = $1 WHERE channel = $2 AND bot = $3 AND chat = $4`,
		append([]any{bit(unreachable)}, addressArgs(chat)...)...)
	if err != nil {
		return fmt.Errorf("record that a chat is closed: %w", err)
	}
	return nil
}
