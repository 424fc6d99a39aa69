package main

import (
	"context"
	"errors"
	"io"
	"time"

	"baophu/bot/zalobot"
	"baophu/bot/zalooa"
	"baophu/internal/cache"
	"baophu/internal/ledger"
)

func (d *doctor) zaloBot(ctx context.Context) {
	if d.ZaloBot.Token == "" {
		return
	}
	c, err := zalobot.New(zalobot.Options{Token: d.ZaloBot.Token, API: d.ZaloBot.API})
	if err != nil {
		d.add("zalo_bot", "bad", err.Error(), "mend BAOPHU_ZALO_BOT_TOKEN")
		return
	}
	self, err := c.Me(ctx)
	if err != nil {
		d.add("zalo_bot", "bad", err.Error(), "if it says Unauthorized, get the token anew from Bot Creator; otherwise see that this machine reaches BAOPHU_ZALO_BOT_API")
		return
	}
	d.add("zalo_bot", "ok", "the bot is "+self.Name, "")
	now, err := c.WebhookURL(ctx)
	want := ""
	if d.Public != "" {
		want = d.Public + "/hook/zalobot"
	}
	switch {
	case err != nil:
		d.add("zalo_bot", "warn", err.Error(), "try again")
	case now == want:
	case want == "":
		d.add("zalo_bot", "bad", "messages go to a webhook, "+host(now)+", while this server polls and gets none", "set BAOPHU_PUBLIC_URL if this server is reached there; otherwise take the webhook away where it was set")
	default:
		d.add("zalo_bot", "warn", "no webhook is set for "+host(want), "start `baophu serve`, which sets it; whatever stands in front must let callers named Java through")
	}
}

// peeking is a vault that is only looked into.
type peeking struct{ url string }

var errPeeking = errors.New("only looked at")

func (p peeking) Sealed(ctx context.Context, name string) (string, int64, time.Time, error) {
	return ledger.SealedAt(ctx, p.url, name)
}
func (peeking) Renewing(context.Context, string, int64) (bool, error)     { return false, errPeeking }
func (peeking) NotRenewed(context.Context, string, int64) error           { return errPeeking }
func (peeking) Seal(context.Context, string, int64, string) (bool, error) { return false, errPeeking }

// peekingRedis is the Redis copy of a token that is only looked at.
type peekingRedis struct{ url string }

func (p peekingRedis) Kept(ctx context.Context, name string) (string, error) {
	c, err := cache.Open(ctx, p.url, cache.Options{Logger: quiet(io.Discard)})
	if err != nil {
		return "", err
	}
	defer func() { _ = c.Close() }() // nothing was kept
	return spare{c}.Kept(ctx, name)
}
func (peekingRedis) Keep(context.Context, string, string) error { return errPeeking }
func (peekingRedis) Forget(context.Context, string) error       { return errPeeking }

func (d *doctor) zaloOA(ctx context.Context) {
	if d.ZaloOA.ID == "" {
		return
	}
	o := d.settings.zaloOAOptions()
	o.Vault = peeking{d.Database}
	if d.Redis != "" {
		o.Spare = peekingRedis{d.Redis}
	}
	c, err := zalooa.New(o)
	if err != nil {
		d.add("zalo_oa", "bad", err.Error(), "mend the settings BAOPHU_ZALO_OA_*")
		return
	}
	h, err := c.Health(ctx)
	switch {
	case h.Spared || h.Stuck(d.now()):
		d.renewal(h)
	case err != nil && !h.Kept:
		d.add("zalo_oa", "bad", err.Error(), "run `baophu migrate`, and see that BAOPHU_ZALO_OA_KEY is the one the tokens were encrypted by")
	case err != nil:
		d.add("zalo_oa", "bad", err.Error(), "see that this machine reaches BAOPHU_ZALO_OA_API; if the token is refused: "+consent)
	case !h.Kept:
		d.add("zalo_oa", "ok", "no tokens are kept yet", "")
	case h.Older:
		d.add("zalo_oa", "warn", "BAOPHU_ZALO_OA_REFRESH_TOKEN is of an older consent than the account's tokens", "set the newest one here too; what is kept goes on working")
	case h.Expires.Before(d.now()):
		d.add("zalo_oa", "warn", "the access token ended "+h.Expires.In(d.Location).Format("15:04 02/01/2006"), "start `baophu serve`, which renews it; three months after the last renewal "+consent)
	default:
		d.add("zalo_oa", "ok", "the account is "+h.Account.Name+", its token holds until "+h.Expires.In(d.Location).Format("15:04 02/01/2006"), "")
	}
}

// consent is what mends tokens that are lost.
const consent = "have the account's admin give consent anew, set the new BAOPHU_ZALO_OA_REFRESH_TOKEN and restart"

// renewal tells of one that is not at its end.
func (d *doctor) renewal(h zalooa.Health) {
	const runs = "where a replica's log says that a new token is not stored yet: let it run, it stores it; else "
	switch {
	case !h.Stuck(d.now()):
		d.add("zalo_oa", "warn", "a new token is in Redis and not in the database yet", "let the replicas run: one stores it, in a minute where the database takes it")
	case h.Spared:
		d.add("zalo_oa", "bad", "a renewal of the tokens came to no end, and Redis has the new token", "keep Redis as it is and start `baophu serve`, or let it run: it stores the token once the database takes it; no new consent is needed")
	case h.SpareErr != nil:
		d.add("zalo_oa", "bad", "a renewal of the tokens came to no end, and Redis, which may have the new token, does not answer: "+h.SpareErr.Error(), "mend Redis first, and look again; "+runs+consent)
	case d.Redis != "":
		d.add("zalo_oa", "bad", "a renewal of the tokens came to no end, and Redis has no new token", runs+consent)
	default:
		d.add("zalo_oa", "bad", "a renewal of the tokens came to no end", runs+consent)
	}
}
