package zalooa

import (
	"context"
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
	in, cancel := context.WithTimeout(ctx, beforeTime)
	defer cancel()
	missed, err := c.missed(in, id(m.From.Chat), m.Sent.Add(-beforeBack), m.Sent, atOnce)
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
