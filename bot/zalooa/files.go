package zalooa

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"baophu/bot"
)

const (
	mostFetched   = 20 << 20 // bytes of a file that a person sent
	mostRedirects = 3
)

// mediaHosts are where Zalo keeps what people send: these, and all below them.
var mediaHosts = []string{"zdn.vn", "zadn.vn"}

// errElsewhere says that a link does not lead to where Zalo keeps files.
var errElsewhere = errors.New("zalooa: a file's link leads elsewhere than to BAOPHU_ZALO_OA_MEDIA; it was not followed")

// Fetch downloads a file that a person sent; its Ref is the link of the event.
// Zalo does not say for how long a link is good, and it is asked without the
// account's token.
func (c *Channel) Fetch(ctx context.Context, f bot.File) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, c.FileTimeout)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, f.Ref, nil)
	if err != nil || !c.ofZalo(ask.URL) {
		return nil, errElsewhere
	}
	client := http.Client{Transport: c.Transport, CheckRedirect: func(next *http.Request, past []*http.Request) error {
		if len(past) > mostRedirects || !c.ofZalo(next.URL) {
			return errElsewhere
		}
		return nil
	}}
	got, err := client.Do(ask)
	if errors.Is(err, errElsewhere) {
		return nil, errElsewhere
	}
	if err != nil {
		return nil, c.lost(err)
	}
	defer got.Body.Close() //nolint:errcheck // read to its end, or past its bound
	if got.StatusCode != http.StatusOK {
		return nil, &callError{status: got.StatusCode, text: "file not given"}
	}
	content, err := io.ReadAll(io.LimitReader(got.Body, mostFetched+1))
	switch {
	case err != nil:
		return nil, c.lost(err)
	case len(content) > mostFetched || got.ContentLength > mostFetched:
		return nil, fmt.Errorf("zalooa, beyond 20 MB: %w", bot.ErrTooBig)
	}
	return content, nil
}

// ofZalo tells whether an address is one that Zalo keeps files at: over https,
// at a host of Media or below it. A host with a scheme is taken as it stands.
func (c *Channel) ofZalo(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	for _, kept := range c.Media {
		switch {
		case strings.Contains(kept, "://"):
			if u.User == nil && strings.EqualFold(u.Scheme+"://"+u.Host, kept) {
				return true
			}
		case u.Scheme == "https" && u.User == nil && (u.Port() == "" || u.Port() == "443") && (host == kept || strings.HasSuffix(host, "."+kept)):
			return true
		}
	}
	return false
}
