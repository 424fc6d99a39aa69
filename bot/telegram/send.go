package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

// Send sends one reply, and answers the tap it answers.
func (c *Channel) Send(ctx context.Context, r bot.Reply) error {
	var tapped sync.WaitGroup
	defer tapped.Wait()
	if r.Answers != "" {
		tapped.Go(func() { c.answerTap(ctx, r.Answers) })
	}
	if r.Title == "" && r.Text == "" && r.Picture == nil && r.File == nil {
		return nil
	}
	err := c.deliver(ctx, r, false)
	if badMarkup(err) {
		c.Logger.ErrorContext(ctx, "telegram: our HTML was not read", "error", err)
		err = c.deliver(ctx, r, true)
	}
	if failure, ok := errors.AsType[*callError](err); ok && failure.movedTo != 0 {
		err = c.follow(ctx, r, failure.movedTo)
	}
	return classify(err)
}

func (c *Channel) deliver(ctx context.Context, r bot.Reply, plain bool) error {
	ask, err := encode(r, plain)
	if err != nil {
		return err
	}
	if len(ask.files) == 0 {
		return c.call(ctx, ask.method, ask.params, nil)
	}
	return c.deliverFile(ctx, r, ask)
}

// follow sends to the new id of a group.
func (c *Channel) follow(ctx context.Context, r bot.Reply, movedTo int64) error {
	from := r.To
	r.To.Chat = strconv.FormatInt(movedTo, 10)
	if c.Moved != nil {
		old, _, _ := strings.Cut(from.Chat, ":")
		c.Moved(ctx, c.own(old), r.To)
	}
	return c.deliver(ctx, r, false)
}

// tapTime is how long an answer to a tap may take; nothing hangs on it.
const tapTime = 3 * time.Second

// answerTap ends the progress that the person sees after a tap. That it is
// too late, or known, does not matter.
func (c *Channel) answerTap(ctx context.Context, tap string) {
	if !c.tapped.Add(tap) {
		return
	}
	err := c.callFor(ctx, tapTime, "answerCallbackQuery", tgbotapi.Params{"callback_query_id": tap}, nil)
	if classify(err) != nil {
		c.Logger.DebugContext(ctx, "telegram: tap not answered", "error", err)
	}
}

// handled sees to a tap that no reply answers.
func (c *Channel) handled(m bot.Message) {
	if m.Kind != bot.Tap || c.tapped.Has(m.Version) {
		return
	}
	c.inside.Go(func() { c.answerTap(context.Background(), m.Version) })
}
