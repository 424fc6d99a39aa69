package webchat

import (
	"encoding/json"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// policy lets the page load only what it brings along, run no script of a
// text, and be framed by nobody.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

// Handler serves the page and what it talks to. All its addresses are
// relative, so it can be mounted under any path that ends in a slash.
func (h *Hub) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", h.asset)
	mux.HandleFunc("GET /page/{name}", h.asset)
	mux.HandleFunc("GET /cast", h.cast)
	mux.HandleFunc("GET /events", h.events)
	mux.HandleFunc("GET /file/{key}", h.download)
	mux.HandleFunc("POST /say", h.paced(h.say))
	mux.HandleFunc("POST /upload", h.paced(h.upload))
	return h.guard(http.NewCrossOriginProtection().Handler(mux))
}

// guard sets the headers of every answer and refuses foreign host names.
func (h *Hub) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Cache-Control", "no-store")
		if !h.known(r.Host) {
			http.Error(w, "Trang này chỉ mở bằng địa chỉ IP, localhost hoặc tên máy đã khai báo.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// known tells whether a Host header is one a foreign site cannot have made
// its own name point to.
func (h *Hub) known(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	return net.ParseIP(host) != nil || host != "" && !strings.Contains(host, ".") ||
		strings.HasSuffix(host, ".localhost") || slices.Contains(h.options.Hosts, host)
}

// asset serves the page's own files.
func (h *Hub) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if name == "" {
		name = "index.html"
	}
	body, err := fs.ReadFile(page, path.Join("page", path.Base(name)))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	// Not by the machine's own table of types, which may lack some.
	kind := map[string]string{".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
	w.Header().Set("Content-Type", kind[path.Ext(name)]+"; charset=utf-8")
	_, _ = w.Write(body)
}

// cast tells the page who can be played.
func (h *Hub) cast(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, struct {
		Banner   string         `json:"banner"`
		Personas []Persona      `json:"personas"`
		Limits   map[string]int `json:"limits"`
	}{h.options.Banner, h.options.Personas, h.limits()})
}

// limits is how long a text may be in each look.
func (h *Hub) limits() map[string]int {
	limits := map[string]int{}
	for _, l := range h.looks {
		limits[l.name] = l.abilities.Limit
	}
	return limits
}

// download gives a file of a conversation: pictures to be shown, all else to
// be saved and never run.
func (h *Hub) download(w http.ResponseWriter, r *http.Request) {
	m, found := h.file(r.PathValue("key"))
	if !found {
		problem(w, http.StatusNotFound, "Tệp này không còn được giữ.")
		return
	}
	kind, disposition := "application/octet-stream", "attachment"
	if slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, m.Type) {
		kind, disposition = m.Type, "inline"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	w.Header().Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": m.Name}))
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute))
	_, _ = w.Write(m.bytes)
}

// answer writes JSON.
func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// problem tells the page, in words for people, why not.
func problem(w http.ResponseWriter, status int, words string) {
	answer(w, status, map[string]string{"problem": words})
}
