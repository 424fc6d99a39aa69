package zalooa

import (
	"context"
	"sync"
	"time"

	"baophu/bot"
)

const (
	// beforeTime is for how long Zalo's record may keep a message waiting at a
	// time; then its delivery is refused, and Zalo brings it again.
	beforeTime = 10 * time.Second
	// beforeTries is how old a message is when it waits no longer for a record
	// that cannot be read: Zalo's second try, after five minutes, is then over.
	beforeTries = 6 * time.Minute
	// beforeBack is how far the record is read: as long as Zalo tries.
	beforeBack = replayTime
)

// handInOrder hands a message over, but one that refers back only behind what
// the person sent before it: Zalo may have failed to bring that, tries again
// minutes later, and "hủy" would take back another report. Its record tells.
func (c *Channel) handInOrder(ctx context.Context, receive bot.Receive, m bot.Message) error {
	if c.RefersBack == nil || m.Sent.IsZero() || !c.RefersBack(m.Text) || c.Known(ctx, m.Key()) {
		return c.hand(ctx, receive, m)
	}
	missed, err := c.sentBefore(ctx, m)
	if err == nil {
		err = c.deliverMissed(ctx, receive, missed)
	}
	if err != nil && c.Now().Sub(m.Sent) < beforeTries {
		return err
	}
	if err != nil {
		c.Logger.WarnContext(bot.Traced(ctx, m.Trace()), "zalooa: a message that refers back is taken, though what came before it is not known", "error", err)
	}
	return c.hand(ctx, receive, m)
}

// record keeps what Zalo's record told of what was sent before a message: one
// that is brought again and again, since the store is away, costs one reading.
type record struct {
	mu   sync.Mutex
	read map[string][]bot.Message // by the message's key
}

// mostRead is how many readings are kept; then they are made anew.
const mostRead = 1_000

// sentBefore gives what a person sent before a message and nobody brought.
func (c *Channel) sentBefore(ctx context.Context, m bot.Message) ([]bot.Message, error) {
	c.record.mu.Lock()
	missed, known := c.record.read[m.Key()]
	c.record.mu.Unlock()
	if known {
		return missed, nil
	}
	in, cancel := context.WithTimeout(ctx, beforeTime)
	defer cancel()
	missed, err := c.missed(in, id(m.From.Chat), m.Sent.Add(-beforeBack), m.Sent, atOnce)
	if err != nil {
		return nil, err
	}
	c.record.mu.Lock()
	defer c.record.mu.Unlock()
	if c.record.read == nil || len(c.record.read) >= mostRead {
		c.record.read = map[string][]bot.Message{}
	}
	c.record.read[m.Key()] = missed
	return missed, nil
}
