package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/logtest"
	"baophu/internal/web"
)

// shelf keeps files in memory.
type shelf struct {
	mu    sync.Mutex
	files map[string]bot.File
	away  bool
}

func (s *shelf) HostFile(_ context.Context, id string, f bot.File, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return errors.New("away")
	}
	if s.files == nil {
		s.files = map[string]bot.File{}
	}
	s.files[id] = f
	return nil
}

func (s *shelf) HostedFile(_ context.Context, id string) (bot.File, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return bot.File{}, false, errors.New("away")
	}
	f, found := s.files[id]
	return f, found, nil
}

func TestMediaLinks(t *testing.T) {
	t.Parallel()
	kept, now := &shelf{}, time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	m := &web.Media{Shelf: kept, Public: "https://baophu.vn", Key: []byte("key"), Now: func() time.Time { return now }, Logger: logtest.Quiet(t)}
	content := strings.Repeat("png", 1000)
	link, err := m.Host(t.Context(), bot.File{Name: "biểu đồ/1.png", Type: "image/png", Bytes: []byte(content)})
	if err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(link)
	if err != nil || address.Host != "baophu.vn" {
		t.Fatal(link, err)
	}
	ask := func(method, path string) *http.Response {
		w := httptest.NewRecorder()
		m.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		return w.Result()
	}
	path := address.EscapedPath()
	for _, method := range []string{"HEAD", "GET", "GET"} { // as often as one likes
		got := ask(method, path)
		body, _ := io.ReadAll(got.Body)
		if got.StatusCode != 200 || got.Header.Get("Content-Type") != "image/png" || got.Header.Get("Content-Length") != "3000" ||
			got.Header.Get("Set-Cookie") != "" || method == "GET" && string(body) != content || method == "HEAD" && len(body) > 0 {
			t.Errorf("%s answers %d, %d bytes, %v", method, got.StatusCode, len(body), got.Header)
		}
	}
	parts := strings.Split(path, "/")
	forged := func(part int, value string) string {
		other := append([]string(nil), parts...)
		other[part] = value
		return strings.Join(other, "/")
	}
	for name, bad := range map[string]string{
		"another file":      forged(2, strings.Repeat("0", 32)),
		"a later end":       forged(3, "1999999999"),
		"another signature": forged(4, strings.Repeat("0", 64)),
		"no signature":      forged(4, ""),
		"part of it":        strings.Join(parts[:4], "/"),
		"nothing":           "/media/",
	} {
		if got := ask("GET", bad); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", name, got.StatusCode)
		}
	}
	if got := ask("POST", path); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got.StatusCode)
	}
	kept.away = true
	if got := ask("GET", path); got.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("with the store away: %d", got.StatusCode)
	}
	if link := m.Link(bot.File{Name: "x"}); link != "" {
		t.Errorf("with the store away a link is given: %s", link)
	}
	kept.away = false
	now = now.Add(9 * 24 * time.Hour)
	if got := ask("GET", path); got.StatusCode != http.StatusNotFound {
		t.Errorf("after nine days: %d", got.StatusCode)
	}
}
