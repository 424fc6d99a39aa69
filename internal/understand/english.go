package understand

import (
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// english are words that the young mix into their reports, and what they say.
var english = map[string]string{
	"today": "hôm nay", "tday": "hôm nay", "yesterday": "hôm qua", "new": "mới", "renew": "tái tục", "renewed": "tái tục", "renewal": "tái tục", "update": "cập nhật", "updated": "cập nhật",
	"total": "tổng", "student": "học sinh", "students": "học sinh", "progress": "kết quả", "check": "xem", "join": "tham gia", "joined": "tham gia", "people": "người", "person": "người",
	"member": "người", "members": "người", "add": "ghi", "done": "xong", "sorry": "xin lỗi", "pls": "nhé", "plz": "nhé", "please": "nhé", "confirm": "báo", "thanks": "cảm ơn", "thank": "cảm ơn", "tks": "cảm ơn",
	"result": "kết quả", "results": "kết quả", "bot's": "bot", "sis": "chị", "bro": "anh", "nobody": "không có ai", "noone": "không có ai", "guys": "mọi người", "everyone": "mọi người", "data": "số liệu", "only": "chỉ",
}

// asksInEnglish are words of messages that are English as a whole.
var asksInEnglish = map[string]bool{"how": true, "what": true, "which": true, "who": true, "when": true, "where": true, "the": true, "is": true, "are": true, "did": true, "does": true, "do": true, "of": true, "my": true, "i": true, "me": true, "we": true, "in": true, "to": true, "have": true, "has": true, "show": true, "help": true}

// vietnamese writes the English words of an agent's Vietnamese message as they
// are said: "Noong La 3 hgđ new, 1 renew".
func vietnamese(clean string, role coverage.Role) string {
	if role != coverage.Agent || strings.HasPrefix(clean, "/") {
		return clean
	}
	var words []vi.Word
	found, ours := false, false
	for _, w := range vi.Words(clean) {
		low := strings.ToLower(w.Text)
		if asksInEnglish[low] {
			return clean
		}
		found = found || english[low] != "" || low == "no"
		ours = ours || !w.Bare() || w.Kind == vi.Digits || w.Fold == "hgd" || w.Fold == "tn" || w.Fold == "nha" || w.Fold == "a"
		words = append(words, w)
	}
	if !found || !ours {
		return clean
	}
	var b strings.Builder
	last := 0
	for i, w := range words {
		said, length := english[strings.ToLower(w.Text)], 1
		if low := strings.ToLower(w.Text); low == "no" && i+1 < len(words) && (strings.EqualFold(words[i+1].Text, "one") || strings.EqualFold(words[i+1].Text, "body")) {
			said, length = "không có ai", 2
		}
		if said == "" || w.Start < last {
			continue
		}
		b.WriteString(clean[last:w.Start])
		b.WriteString(said)
		last = words[i+length-1].End
	}
	b.WriteString(clean[last:])
	return b.String()
}
