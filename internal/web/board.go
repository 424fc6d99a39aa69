package web

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"
)

//go:embed status.html
var boardPage string

//go:embed status.css
var boardLooks []byte

// board shows people how the service does. It reloads itself.
func (s *Server) board(w http.ResponseWriter, r *http.Request) {
	page, err := template.New("status").Parse(boardPage)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	missing, ready := s.look(r.Context())
	var lines []Line
	if s.options.Board != nil {
		lines = s.options.Board()
	}
	now := s.options.Now()
	head := w.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	head.Set("Cache-Control", "no-store")
	head.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	err = page.Execute(w, struct {
		Ready                 bool
		Missing               string
		Version, Up, At, Zone string
		Lines                 []Line
	}{ready, strings.Join(missing, ", "), s.options.Version, span(now.Sub(s.started)),
		now.In(s.options.Location).Format("15:04:05 02/01/2006"), s.options.Location.String(), lines})
	if err != nil {
		s.options.Logger.Debug("the status board was not read to its end", "error", err)
	}
}

func boardStyle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = w.Write(boardLooks)
}

// span is a length of time in Vietnamese, by its two largest units.
func span(d time.Duration) string {
	days, hours := int(d.Hours())/24, int(d.Hours())%24
	minutes, seconds := int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case days > 0:
		return fmt.Sprintf("%d ngày %d giờ", days, hours)
	case hours > 0:
		return fmt.Sprintf("%d giờ %d phút", hours, minutes)
	case minutes > 0:
		return fmt.Sprintf("%d phút %d giây", minutes, seconds)
	}
	return fmt.Sprintf("%d giây", max(0, seconds))
}
