package main

import (
	"context"
	"errors"
	"time"

	"baophu/bot/zalobot"
	"baophu/bot/zalooa"
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

func (d *doctor) zaloOA(ctx context.Context) {
	if d.ZaloOA.ID == "" {
		return
	}
	o := d.settings.zaloOAOptions()
	o.Vault = peeking{d.Database}
	c, err := zalooa.New(o)
	if err != nil {
		d.add("zalo_oa", "bad", err.Error(), "mend the settings BAOPHU_ZALO_OA_*")
		return
	}
	h, err := c.Health(ctx)
	const consent = "have the account's admin give consent anew, set the new BAOPHU_ZALO_OA_REFRESH_TOKEN and restart"
	switch {
	case h.Stuck(d.now()):
		d.add("zalo_oa", "bad", "a renewal of the tokens came to no end", "where a replica's log says that a new token is not stored yet: let it run, it stores it; else "+consent)
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
