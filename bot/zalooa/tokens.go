package zalooa

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"baophu/bot"
)

const (
	renewEarly  = 5 * time.Hour    // before an access token of 25 hours ends
	renewAtMost = time.Minute      // that a holder takes to renew; beyond it is gone
	lookAgain   = 30 * time.Second // for a pair that another replica renewed
	renewPause  = time.Minute      // between tries that surely did nothing
)

// pair is an access token and the refresh token, which works once, for the
// next pair.
type pair struct {
	Access  string    `json:"access"`
	Refresh string    `json:"refresh"`
	Expires time.Time `json:"expires"` // of Access
	Seed    string    `json:"seed"`    // digest of the operator's token that it descends from
	// Past are digests of the operator's tokens before that one. A process that
	// still has one of them, in a rolling restart, must not put it back.
	Past []string `json:"past,omitempty"`
}

// descends tells whether a pair is of an operator's token or of a newer one.
func (kept pair) descends(seed string) bool { return kept.Seed == seed || kept.older(seed) }

// older tells whether an operator's token is of before the pair's.
func (kept pair) older(seed string) bool { return slices.Contains(kept.Past, seed) }

// purse holds the pair. One call at a time looks after it.
type purse struct {
	channel *Channel
	turn    chan struct{} // holds one while somebody looks after it
	warned  sync.Once     // of an older consent
	due     chan struct{} // holds one when a renewed pair is to be stored
	failed  refrain       // renewals, while the token is good yet; of who has the turn
	rings   bool          // it was said that a pair waits to be stored; of who has the turn

	mu       sync.Mutex // for what follows
	owed     *owing     // nil: nothing is to be stored
	renewing bool       // a renewal is under way
	ending   bool       // none is begun any more
	pair     pair
	version  int64
	looked   time.Time
	tried    time.Time
}

// errConsent says that only an operator can help.
var errConsent = errors.New("the OA's tokens cannot be renewed: give consent anew and set BAOPHU_ZALO_OA_REFRESH_TOKEN")

// held gives the pair that may be used: none where it was renewed and the new
// one is not stored.
func (p *purse) held() pair {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.owed != nil {
		return pair{}
	}
	return p.pair
}

// token gives an access token; not the refused one. While another looks after
// the pair, one that is good will do; else it is waited for, as long as ctx.
func (p *purse) token(ctx context.Context, refused string) (string, error) {
	select {
	case p.turn <- struct{}{}:
	default:
		if have := p.held(); have.good(refused, p.channel.Now()) {
			return have.Access, nil
		}
		select {
		case p.turn <- struct{}{}:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	defer func() { <-p.turn }()
	return p.tended(ctx, refused)
}

// good tells whether a pair's access token may be used.
func (kept pair) good(refused string, now time.Time) bool {
	return kept.Access != "" && kept.Access != refused && now.Before(kept.Expires)
}

// tended is token of who has the turn.
func (p *purse) tended(ctx context.Context, refused string) (string, error) {
	if err := p.settle(ctx); err != nil {
		return "", err
	}
	now := p.channel.Now()
	early := now.Add(renewEarly)
	have := p.held()
	if have.good(refused, early) && now.Sub(p.looked) < lookAgain {
		return have.Access, nil
	}
	renewing, err := p.look(ctx)
	if err != nil {
		if have.good(refused, now) {
			return have.Access, nil // the store is away; the token is good
		}
		return "", err
	}
	have = p.held()
	if have.good(refused, early) {
		return have.Access, nil
	}
	err = p.renew(ctx, renewing)
	switch {
	case err == nil:
		p.failed = refrain{}
		return p.held().Access, nil
	case errors.Is(err, errUnstored) && (p.owes() != nil || !have.good(refused, now)):
		return "", err
	case have.good(refused, now):
		if !errors.Is(err, errEnding) && p.failed.due(now) {
			p.channel.Logger.Error("zalooa: the tokens are not renewed; the account falls silent when this one ends", "ends", have.Expires, "failed", p.failed.times, "error", err)
		}
		return have.Access, nil
	}
	return "", err
}

// look reads the vault. A consent that it has not seen before replaces what it
// holds; one that was replaced itself does not come back.
func (p *purse) look(ctx context.Context) (renewing time.Time, err error) {
	c := p.channel
	seed := digest(c.Refresh)
	for range 3 {
		sealed, version, renewing, err := c.Vault.Sealed(ctx, p.name())
		if err != nil {
			return time.Time{}, err
		}
		var kept pair
		if version > 0 {
			if kept, err = p.open(sealed); err != nil {
				return time.Time{}, err
			}
		}
		newer, is := p.newer(ctx, kept, version, renewing)
		switch {
		case is:
		case version > 0 && kept.descends(seed):
			if kept.older(seed) {
				p.warned.Do(func() {
					c.Logger.Warn("zalooa: BAOPHU_ZALO_OA_REFRESH_TOKEN is of an older consent than the account's tokens; this process goes on with those")
				})
			}
			p.set(kept, version)
			if p.rings && renewing.IsZero() {
				p.ring(false) // another process stored it
			}
			return renewing, nil
		default:
			newer = pair{Refresh: c.Refresh, Seed: seed, Past: kept.Past}
			if version > 0 {
				newer.Past = append(newer.Past, kept.Seed)
			}
		}
		if _, err := p.seal(ctx, newer, version); err != nil {
			return time.Time{}, err
		}
	}
	return time.Time{}, errors.New("zalooa: others put their BAOPHU_ZALO_OA_REFRESH_TOKEN into the vault meanwhile")
}

func (p *purse) set(kept pair, version int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pair, p.version, p.looked = kept, version, p.channel.Now()
	if p.channel.Ends != nil && !kept.Expires.IsZero() {
		p.channel.Ends(kept.Expires)
	}
}

// renew makes the pair a new one. The vault's mark lets one replica do it; a
// mark that stayed means that a holder went down in the middle of it, and then
// nobody knows whether the old token still works: an operator has to see to it.
func (p *purse) renew(ctx context.Context, renewing time.Time) error {
	c := p.channel
	now := c.Now()
	switch {
	case !renewing.IsZero() && now.Sub(renewing) > renewAtMost:
		return p.stuck(ctx, renewing)
	case !renewing.IsZero():
		return p.await(ctx)
	case now.Sub(p.tried) < renewPause:
		return errors.New("zalooa: the tokens could not be renewed a moment ago")
	case !p.begins():
		return errEnding
	}
	defer p.done()
	p.mu.Lock()
	old, version := p.pair, p.version
	p.mu.Unlock()
	ours, err := c.Vault.Renewing(ctx, p.name(), version)
	if err != nil {
		return err
	}
	if !ours {
		return p.await(ctx)
	}
	// From here on it has to come to its end, whoever waits for it.
	whole, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewAtMost/2)
	defer cancel()
	fresh, err := p.exchange(whole, old)
	if err != nil {
		if surelyNot(err) {
			p.tried = now
			return errors.Join(err, c.Vault.NotRenewed(whole, p.name(), version))
		}
		return fmt.Errorf("%w: %w", errConsent, err)
	}
	p.owe(owing{pair: fresh, version: version, since: c.Now()})
	p.spare(whole)
	return p.settle(ctx)
}

// await waits for another replica's renewal.
func (p *purse) await(ctx context.Context) error {
	before := p.held().Access
	for end := p.channel.Now().Add(10 * time.Second); p.channel.Now().Before(end); {
		if err := bot.Sleep(ctx, 200*time.Millisecond); err != nil {
			return err
		}
		if _, err := p.look(ctx); err != nil {
			return err
		}
		if p.held().Access != before {
			return nil
		}
	}
	return errors.New("zalooa: another replica renews the tokens")
}

// exchange asks Zalo for the next pair.
func (p *purse) exchange(ctx context.Context, old pair) (pair, error) {
	c := p.channel
	form := url.Values{"refresh_token": {old.Refresh}, "app_id": {c.App}, "grant_type": {"refresh_token"}}
	ask, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Login+"/v4/oa/access_token", strings.NewReader(form.Encode()))
	if err != nil {
		return pair{}, c.lost(err)
	}
	ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	ask.Header.Set("secret_key", c.AppSecret)
	content, status, err := c.carry(ask)
	if err != nil {
		return pair{}, err
	}
	var a struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Seconds number `json:"expires_in"`
		Code    int    `json:"error"`
		Name    string `json:"error_name"`
		Text    string `json:"error_description"`
	}
	err = json.Unmarshal(content, &a)
	switch {
	case err != nil:
		return pair{}, &callError{status: status, text: "no answer of Zalo's to a renewal"}
	case a.Code != 0 || a.Access == "" || a.Refresh == "":
		return pair{}, &callError{status: status, code: a.Code, json: true, text: c.redacted(a.Name + " " + a.Text)}
	case a.Seconds <= 0:
		a.Seconds = 3600
	}
	return pair{Access: a.Access, Refresh: a.Refresh, Seed: old.Seed, Past: old.Past,
		Expires: c.Now().Add(time.Duration(a.Seconds) * time.Second)}, nil
}

// surelyNot tells whether a renewal did nothing, so that the old token works.
func surelyNot(err error) bool {
	failure, ok := errors.AsType[*callError](err)
	return ok && (failure.lost != nil && failure.lost.Unsent || failure.code == codeRate)
}

func (p *purse) name() string { return Platform + "/" + p.channel.App + "/" + p.channel.OA }

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
