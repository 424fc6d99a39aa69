package zalooatest

import (
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// filePath is below which files that people sent are fetched: there Zalo's own
// hosts have them, without a token.
const filePath = "/media/"

// SendFile has a user send a file at a time; nil content: one without a link.
// It gives the message's id.
func (s *Server) SendFile(user, name string, content []byte, at time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := said{from: user, text: name, kind: "file", at: at}
	about := map[string]any{"name": name, "size": strconv.Itoa(len(content)), "type": strings.TrimPrefix(path.Ext(name), "."),
		"checksum": "d41d8cd98f00b204e9800998ecf8427e"}
	if content != nil {
		key := fmt.Sprintf("sent%d", len(s.uploads)+1)
		s.uploads[key] = content
		one.link = s.URL + filePath + key
		about["url"] = one.link
	}
	return s.happens(one, "user_send_file", map[string]any{"attachments": []any{map[string]any{"type": "file", "payload": about}}})
}

// LoseFiles has links be good no more.
func (s *Server) LoseFiles() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.uploads)
}

func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("access_token") != "" {
		s.broke("a file is asked for with the token")
	}
	s.mu.Lock()
	content, is := s.uploads[strings.TrimPrefix(r.URL.Path, filePath)]
	s.mu.Unlock()
	if !is {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(content)
}
