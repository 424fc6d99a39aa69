package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"baophu/bot"
	"baophu/bot/telegram"
	"baophu/handlers"
)

// platform is a channel and what an operator would else do by hand for it.
type platform struct {
	channel  bot.Channel
	path     string       // of its webhook
	webhook  http.Handler // nil: it is polled
	announce func(ctx context.Context) error
	// kept tells whether the platform still has the address it was told; nil:
	// every replica announces for itself.
	kept func(ctx context.Context) (bool, error)
	// anew is after how long a start announces though nothing has changed; 0:
	// never, since the platform counts it.
	anew time.Duration
}

// platforms makes the channels that the settings name. A new channel is a
// line here.
func (st *store) platforms() ([]platform, error) {
	var all []platform
	for _, one := range []struct {
		setting string
		is      bool
		make    func(*store) (platform, error)
	}{
		{"BAOPHU_TELEGRAM_TOKEN", st.TelegramToken != "", telegramPlatform},
		{"BAOPHU_ZALO_BOT_TOKEN", st.ZaloBot.Token != "", zaloBotPlatform},
		{"BAOPHU_ZALO_OA_ID", st.ZaloOA.ID != "", zaloOAPlatform},
	} {
		if !one.is {
			continue
		}
		p, err := one.make(st)
		if err != nil {
			return nil, failure{exitUsage, fmt.Errorf("%s: %w", one.setting, err)}
		}
		channel, _ := p.channel.Name()
		st.meters.Unread(channel, 0)
		all = append(all, p)
	}
	return all, nil
}

// anyPlatform tells whether the settings name a platform.
func (s settings) anyPlatform() bool {
	return s.TelegramToken != "" || s.ZaloBot.Token != "" || s.ZaloOA.ID != ""
}

// fileTime is how long a file that was sent is known by Telegram's id of it.
const fileTime = 7 * 24 * time.Hour

func telegramPlatform(s *store) (platform, error) {
	c, err := telegram.New(telegram.Options{Token: s.TelegramToken, API: s.TelegramAPI, Webhook: s.Public != "", Logger: s.log,
		Lead:       s.polls(telegram.Platform),
		DeadLetter: s.unreadBy(telegram.Platform),
		Recall:     s.cache.Recall, Remember: func(ctx context.Context, key string, id []byte) { s.cache.Remember(ctx, key, id, fileTime) }})
	if err != nil {
		return platform{}, err
	}
	p := platform{channel: c, path: "/hook/telegram"}
	if s.Public != "" {
		p.webhook = c.Webhook(s.Secret)
	}
	p.announce = func(ctx context.Context) error {
		if err := c.SetCommands(ctx, map[string][]telegram.Command{"": telegramMenu("vi"), "en": telegramMenu("en")}); err != nil {
			return err
		}
		if s.Public == "" {
			return c.DeleteWebhook(ctx)
		}
		return c.SetWebhook(ctx, s.hook(p.path), s.Secret)
	}
	p.anew = 10 * time.Minute
	p.kept = func(ctx context.Context) (bool, error) {
		now, err := c.Delivery(ctx)
		return now.URL == s.hook(p.path), err
	}
	return p, nil
}

// telegramMenu is the menu of commands in a language.
func telegramMenu(language string) []telegram.Command {
	var menu []telegram.Command
	for _, a := range handlers.Actions() {
		if a.Command != "" {
			menu = append(menu, telegram.Command{Name: a.Command, Description: a.MenuIn(language)})
		}
	}
	return menu
}

// fetchBy fetches files by the channel that they came by.
func fetchBy(channels []bot.Channel) handlers.Fetch {
	return func(ctx context.Context, from bot.Address, f bot.File) ([]byte, error) {
		for _, c := range channels {
			channel, name := c.Name()
			if by, keeps := c.(bot.Fetcher); keeps && channel == from.Channel && name == from.Bot {
				return by.Fetch(ctx, f)
			}
		}
		return nil, fmt.Errorf("%s/%s keeps no files", from.Channel, from.Bot)
	}
}
