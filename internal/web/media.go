package web

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"baophu/bot"
)

// MediaPattern is where Media is to be mounted.
const MediaPattern = "/media/"

// linkLife is how long a link holds: platforms and their clients fetch what
// they show again and again.
const linkLife = 7 * 24 * time.Hour

// Shelf keeps files under an id until a time.
type Shelf interface {
	HostFile(ctx context.Context, id string, f bot.File, until time.Time) error
	HostedFile(ctx context.Context, id string) (f bot.File, found bool, err error)
}

// Media gives files to whoever brings a signed link, as often as they like,
// until the link expires. It is for channels that cannot carry a file.
type Media struct {
	Shelf  Shelf
	Public string // the address by which this server is reached from outside
	Key    []byte // by which links are signed; the same on all replicas
	Now    func() time.Time
	Logger *slog.Logger
}

// Host keeps a file and gives its link.
func (m *Media) Host(ctx context.Context, f bot.File) (string, error) {
	// Links of a day are the same, so that the same picture is kept once.
	expires := m.Now().Truncate(24 * time.Hour).Add(linkLife + 24*time.Hour)
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q ", f.Name, f.Type)
	_, _ = sum.Write(f.Bytes) // never fails
	id := hex.EncodeToString(sum.Sum(nil))[:32]
	if err := m.Shelf.HostFile(ctx, id, f, expires); err != nil {
		return "", err
	}
	until := strconv.FormatInt(expires.Unix(), 10)
	name := f.Name
	if name == "" {
		name = "tep"
	}
	return m.Public + MediaPattern + strings.Join([]string{id, until, m.sign(id, until), url.PathEscape(name)}, "/"), nil
}

// Link is Host for who cannot be told of a failure: "" then.
func (m *Media) Link(f bot.File) string {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	link, err := m.Host(ctx, f)
	if err != nil {
		m.Logger.Warn("file not hosted", "bytes", len(f.Bytes), "error", err)
	}
	return link
}

func (m *Media) sign(id, until string) string {
	mac := hmac.New(sha256.New, m.Key)
	_, _ = mac.Write([]byte("media/" + id + "/" + until)) // never fails
	return hex.EncodeToString(mac.Sum(nil))
}

// ServeHTTP gives the file of a link. What is wrong with a bad one is not told.
func (m *Media) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	parts := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), MediaPattern), "/")
	if len(parts) != 4 || !m.good(parts[0], parts[1], parts[2]) {
		http.NotFound(w, r)
		return
	}
	f, found, err := m.Shelf.HostedFile(r.Context(), parts[0])
	switch {
	case err != nil:
		m.Logger.Warn("hosted file not read", "error", err)
		w.Header().Set("Retry-After", "2")
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	case !found:
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	if f.Type == "" {
		h.Set("Content-Type", "application/octet-stream")
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Cache-Control", "private, max-age=3600")
	how := "attachment"
	if strings.HasPrefix(f.Type, "image/") {
		how = "inline"
	}
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Bytes))
}

// good tells whether a link is ours and has not expired.
func (m *Media) good(id, until, signature string) bool {
	same := hmac.Equal([]byte(m.sign(id, until)), []byte(signature))
	seconds, err := strconv.ParseInt(until, 10, 64)
	return same && err == nil && m.Now().Before(time.Unix(seconds, 0))
}
