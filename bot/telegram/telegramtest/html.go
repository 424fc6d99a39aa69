package telegramtest

import (
	"regexp"
	"strconv"
	"strings"
)

// tags are those Telegram's HTML knows.
var tags = regexp.MustCompile(`^(b|strong|i|em|u|ins|s|strike|del|code|pre|a|blockquote|tg-spoiler)$`)

var attributes = regexp.MustCompile(`^(\s+[a-z-]+="[^"<>]*")*\s*$`)

// plain reads Telegram's HTML as strictly as Telegram does and gives the text
// that people see.
func plain(html string) (string, error) {
	var out strings.Builder
	var open []string
	for i := 0; i < len(html); {
		switch html[i] {
		case '<':
			end := strings.IndexByte(html[i:], '>')
			if end < 0 {
				return "", refuse(400, "Bad Request: can't parse entities: Unclosed start tag at byte offset %d", i)
			}
			tag := html[i+1 : i+end]
			i += end + 1
			if name, closing := strings.CutPrefix(tag, "/"); closing {
				if len(open) == 0 || open[len(open)-1] != name {
					return "", refuse(400, "Bad Request: can't parse entities: Unexpected end tag at byte offset %d", i)
				}
				open = open[:len(open)-1]
				continue
			}
			name := tag
			if space := strings.IndexAny(tag, " \t\n"); space >= 0 {
				name = tag[:space]
			}
			if !tags.MatchString(name) || !attributes.MatchString(tag[len(name):]) {
				return "", refuse(400, "Bad Request: can't parse entities: Unsupported start tag %q at byte offset %d", name, i)
			}
			open = append(open, name)
		case '&':
			text, size := entity(html[i:])
			out.WriteString(text)
			i += size
		default:
			out.WriteByte(html[i])
			i++
		}
	}
	if len(open) > 0 {
		return "", refuse(400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag %s", open[len(open)-1])
	}
	return out.String(), nil
}

// entity reads what begins with &; what is no entity stays.
func entity(s string) (text string, size int) {
	for name, text := range map[string]string{"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": `"`} {
		if strings.HasPrefix(s, name) {
			return text, len(name)
		}
	}
	if end := strings.IndexByte(s, ';'); end > 2 && s[1] == '#' {
		if n, err := strconv.ParseInt(s[2:end], 10, 32); err == nil && n > 0 {
			return string(rune(n)), end + 1
		}
	}
	return "&", 1
}

// units counts UTF-16 code units.
func units(text string) int {
	n := 0
	for _, r := range text {
		if r > 0xFFFF {
			n++
		}
		n++
	}
	return n
}
