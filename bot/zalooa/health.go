package zalooa

import (
	"context"
	"net/http"
	"time"
)

// Health is how an account's tokens are, as far as the vault tells.
type Health struct {
	Kept     bool      // a pair is in the vault, of the operator's consent or a newer one
	Older    bool      // it is of a newer one: the setting is out of date
	Expires  time.Time // of the access token; the zero time: none was fetched yet
	Renewing time.Time // since when somebody renews them; the zero time: nobody does
	// Spared tells whether the Spare has the pair of such a renewal: a process
	// that runs stores it. SpareErr: it could not be asked.
	Spared   bool
	SpareErr error
	Account  Account // what Zalo says, where the access token works
}

// Stuck tells whether a renewal came to no end: an operator has to see to it.
func (h Health) Stuck(now time.Time) bool {
	return !h.Renewing.IsZero() && now.Sub(h.Renewing) > renewAtMost
}

// Health looks at the vault, and asks Zalo with the token that is there. It
// renews nothing.
func (c *Channel) Health(ctx context.Context) (h Health, err error) {
	sealed, version, renewing, err := c.Vault.Sealed(ctx, c.purse.name())
	if err != nil || version == 0 {
		return h, err
	}
	kept, err := c.purse.open(sealed)
	seed := digest(c.Refresh)
	if err != nil || !kept.descends(seed) {
		return h, err
	}
	h.Kept, h.Older = true, kept.older(seed)
	h.Expires, h.Renewing = kept.Expires, renewing
	if !renewing.IsZero() {
		_, h.Spared, h.SpareErr = c.purse.spared(ctx, kept, version)
	}
	if kept.Access == "" || !c.Now().Before(kept.Expires) {
		return h, nil
	}
	c.purse.set(kept, version) // so that no error holds it
	ctx, cancel := context.WithTimeout(ctx, c.CallTimeout)
	defer cancel()
	err = c.once(ctx, kept.Access, http.MethodGet, "/v2.0/oa/getoa", body{}, &h.Account)
	return h, err
}
