package zalooa_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/zalooa"
	"baophu/bot/zalooa/zalooatest"
)

// cdn is where Zalo keeps files: everything is asked of it, whatever the host.
type cdn struct {
	t    *testing.T
	asks []string
}

func (c *cdn) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("access_token") != "" || r.Header.Get("Authorization") != "" {
		c.t.Errorf("%s is asked with a token", r.URL)
	}
	c.asks = append(c.asks, r.URL.Host)
	w := httptest.NewRecorder()
	switch r.URL.Path {
	case "/file":
		_, _ = w.WriteString("a;b")
	case "/big":
		_, _ = io.Copy(w, bytes.NewReader(make([]byte, 20<<20+1)))
	case "/over":
		http.Redirect(w, r, "https://b2.f.zadn.vn/file", http.StatusFound)
	case "/out":
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusFound)
	case "/round":
		http.Redirect(w, r, "/round", http.StatusFound)
	default:
		http.NotFound(w, r)
	}
	return w.Result(), nil
}

// TestFilesOfPeople: the link of an event is followed to where Zalo keeps
// files, and to nowhere else, without the account's token.
func TestFilesOfPeople(t *testing.T) {
	t.Parallel()
	web := &cdn{t: t}
	c := newChannel(t, zalooatest.Start(t), func(o *zalooa.Options) { o.Transport = web })
	var _ bot.Fetcher = c
	for link, want := range map[string]string{
		"https://f6.file.talk.zdn.vn/file":       "a;b",
		"https://ZDN.vn/file":                    "a;b",
		"https://f6.zadn.vn/over":                "a;b",
		"https://f6.zdn.vn/big":                  "beyond 20 MB",
		"https://f6.zdn.vn/gone":                 "404",
		"https://f6.zdn.vn/round":                "elsewhere",
		"https://f6.zdn.vn/out":                  "elsewhere",
		"http://f6.zdn.vn/file":                  "elsewhere",
		"https://zdn.vn.evil.example/file":       "elsewhere",
		"https://evilzdn.vn/file":                "elsewhere",
		"https://zdn.vn@evil.example/file":       "elsewhere",
		"https://f6.zdn.vn:8443/file":            "elsewhere",
		"http://127.0.0.1/file":                  "elsewhere",
		"file:///etc/passwd":                     "elsewhere",
		"?":                                      "elsewhere",
		"":                                       "elsewhere",
		"https://f6.zdn.vn/file\r\nX: y":         "elsewhere",
		"https://user:pass@f6.file.zdn.vn/file/": "elsewhere",
	} {
		content, err := c.Fetch(t.Context(), bot.File{Ref: link})
		switch {
		case err == nil && string(content) != want:
			t.Errorf("%q gives %q", link, content)
		case err != nil && !strings.Contains(err.Error(), want):
			t.Errorf("%q fails with %v", link, err)
		case errors.Is(err, bot.ErrTooBig) != strings.HasSuffix(link, "/big"):
			t.Errorf("%q: too big? %v", link, err)
		}
	}
	for _, host := range web.asks {
		if !strings.HasSuffix(strings.ToLower(host), "zdn.vn") && host != "b2.f.zadn.vn" && host != "f6.zadn.vn" {
			t.Errorf("%s was asked", host)
		}
	}
}

// TestAFileThatWasMissed comes of the record, with its link where that tells it.
func TestAFileThatWasMissed(t *testing.T) {
	t.Parallel()
	s := zalooatest.Start(t)
	c := newChannel(t, s, nil)
	old := time.Now().Add(-2 * time.Minute)
	s.SendFile("mai", "so-chot.csv", []byte("a;b"), old)
	s.SendFile("mai", "so-chot.xlsx", nil, old)
	in := &bottest.Inbox{}
	marked := newChannel(t, s, func(o *zalooa.Options) {
		o.Marked = func(context.Context) (time.Time, error) { return old.Add(-time.Minute), nil }
		o.Media = []string{s.URL}
	})
	bottest.Run(t, marked, in.Receive)
	bottest.Eventually(t, "both are found", func() bool { return len(in.All()) == 2 })
	first, second := in.All()[0], in.All()[1]
	if first.Kind != bot.Document || second.Kind != bot.Document || first.File.Name != "so-chot.csv" {
		t.Fatalf("found %+v", in.All())
	}
	if content, err := marked.Fetch(t.Context(), *first.File); err != nil || string(content) != "a;b" {
		t.Errorf("%q, %v", content, err)
	}
	if _, err := marked.Fetch(t.Context(), *second.File); err == nil {
		t.Error("a file without a link was fetched")
	}
	if _, err := c.Fetch(t.Context(), *first.File); err == nil {
		t.Error("a link to the loopback was followed")
	}
}
