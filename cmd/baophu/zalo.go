package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"time"

	"baophu/bot"
	"baophu/bot/zalobot"
	"baophu/bot/zalooa"
	"baophu/internal/cache"
	"baophu/internal/understand"
	"baophu/internal/web"
)

func zaloBotPlatform(s *store) (platform, error) {
	o := zalobot.Options{
		Token: s.ZaloBot.Token, API: s.ZaloBot.API, Webhook: s.Public != "", Logger: s.log, Monthly: s.ZaloBot.Monthly,
		Lead:     s.polls(zalobot.Platform),
		Used:     func(used, monthly int64) { s.meters.Quota(zalobot.Platform, used, monthly) },
		Withheld: func(reason string) { s.meters.Withheld(zalobot.Platform, reason) },
	}
	o.Turns, o.DeadLetter = s.turns(zalobot.Patience), s.unreadBy(zalobot.Platform)
	o.Turns.RefersBack = understand.RefersBack()
	var c *zalobot.Channel
	o.Spend = func(ctx context.Context, month string, n int64) (int64, error) {
		channel, name := c.Name()
		return s.ledger.Spend(ctx, channel+"/"+name, month, n)
	}
	if m := s.media(); m != nil {
		o.Host = m.Host
	}
	c, err := zalobot.New(o)
	if err != nil {
		return platform{}, err
	}
	p := platform{channel: c, path: "/hook/zalobot"}
	if s.Public != "" {
		p.webhook = c.Webhook(s.Secret)
	}
	p.announce = func(ctx context.Context) error {
		if s.Public == "" {
			return c.DeleteWebhook(ctx, p.path)
		}
		return c.SetWebhook(ctx, s.hook(p.path), s.Secret)
	}
	p.kept = func(ctx context.Context) (bool, error) {
		url, err := c.WebhookURL(ctx)
		return url == s.hook(p.path), err
	}
	return p, nil
}

// turns keeps the order of chats whose platform does not, over all replicas.
func (st *store) turns(patience time.Duration) *bot.Behind {
	return &bot.Behind{Arrivals: st.cache, Now: st.now, Patience: patience}
}

// knownFor is for how long a message of an Official Account is known to have
// been handled: longer than missed ones are looked for.
const knownFor = 25 * time.Hour

// handledMark begins the marks of handled messages. They are in SQL, for a
// question leaves nothing else there, and a Redis that forgot what was handled
// would have those of the last quarter of an hour answered again.
const handledMark = "handled/"

// handledTime is how long a mark may take: nothing depends on it but a double.
const handledTime = 5 * time.Second

// zaloOAOptions are the settings as the channel takes them.
func (s settings) zaloOAOptions() zalooa.Options {
	o := s.ZaloOA
	return zalooa.Options{OA: o.ID, App: o.App, AppSecret: o.AppSecret, Secret: o.Secret, Refresh: o.Refresh, Key: o.Key,
		API: o.API, Login: o.Login, Media: o.Media, Buttons: o.Buttons, Paid: o.Paid,
		Calls: bot.Rate{N: o.Calls, Per: time.Minute}}
}

func zaloOAPlatform(s *store) (platform, error) {
	o := s.zaloOAOptions()
	o.Vault, o.Logger, o.Turns, o.Allow = s.ledger, s.log, s.turns(0), s.cache.Share
	o.LastSeen, o.RefersBack = s.ledger.LastSeen, understand.RefersBack()
	o.Lead = s.polls(zalooa.Platform) // the record of missed messages
	o.Known = func(ctx context.Context, key string) bool {
		at, err := s.ledger.Marked(ctx, handledMark+key)
		return err == nil && !at.IsZero() // while the ledger is away nothing is taken anyway
	}
	o.Handled = func(ctx context.Context, key string) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handledTime)
		defer cancel()
		if err := s.ledger.Mark(ctx, handledMark+key, s.now()); err != nil {
			s.log.Warn("a message may be answered once more", "error", err)
		}
	}
	o.Mark = func(ctx context.Context, at time.Time) error { return s.ledger.Mark(ctx, "missed/zalooa/"+o.OA, at) }
	o.Marked = func(ctx context.Context) (time.Time, error) { return s.ledger.Marked(ctx, "missed/zalooa/"+o.OA) }
	o.DeadLetter = s.unreadBy(zalooa.Platform)
	o.Withheld = func(reason string) { s.meters.Withheld(zalooa.Platform, reason) }
	o.Ends = func(at time.Time) { s.meters.TokenEnds(zalooa.Platform, at) }
	o.Unstored = func(is bool) { s.meters.TokenUnstored(zalooa.Platform, is) }
	o.Unstored(false)
	if !s.cache.Embedded() { // that one ends with the process
		o.Spare = spare{s.cache}
	}
	c, err := zalooa.New(o)
	if err != nil {
		return platform{}, err
	}
	// The console alone tells Zalo where the webhook is; that the tokens work
	// is seen at once, not with the first answer.
	return platform{channel: c, path: "/hook/zalooa", webhook: c.Webhook(), announce: func(ctx context.Context) error {
		_, err := c.Account(ctx)
		return err
	}}, nil
}

// spare keeps a renewed token in Redis until the ledger has it.
type spare struct{ cache *cache.Cache }

// spareFor is for how long: an access token lasts a day, and who finds the pair
// later renews it.
const spareFor = 30 * 24 * time.Hour

// sparePair is the one key of a list of notes.
const sparePair = "pair"

func (s spare) Keep(ctx context.Context, name, secret string) error {
	return s.cache.Note(ctx, "renewed/"+name, sparePair, []byte(secret), spareFor)
}

func (s spare) Kept(ctx context.Context, name string) (string, error) {
	all, _, err := s.cache.Noted(ctx, "renewed/"+name)
	return string(all[sparePair]), err
}

func (s spare) Forget(ctx context.Context, name string) error {
	return s.cache.Drop(ctx, "renewed/"+name, sparePair)
}

// media gives the files that channels cannot carry, by links; nil where nobody
// outside reaches this server.
func (st *store) media() *web.Media {
	if st.Public == "" {
		return nil
	}
	key := hmac.New(sha256.New, []byte(st.Secret))
	_, _ = key.Write([]byte("links to files")) // never fails
	return &web.Media{Shelf: st.ledger, Public: st.Public, Key: key.Sum(nil), Now: st.now, Logger: st.log}
}
