package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"

	"baophu/bot"
	"baophu/internal/vi"
)

// What texts may cost. The longest chat message of any platform has 4,096
// letters; what is beyond is not needed to correct or audit a report.
const (
	textLimit = 16 << 10
	nameLimit = 512
)

// clean makes a text one that both engines take: valid, without NUL, and not
// longer than limit bytes.
func clean(s string, limit int) string {
	if len(s) > limit {
		s = s[:limit]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if r, size := utf8.DecodeLastRuneInString(s); r == utf8.RuneError && size == 1 {
			s = s[:len(s)-1] // the first byte of a letter that was cut
		}
	}
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// name cleans a name or code.
func name(s string) string { return clean(s, nameLimit) }

// key cleans what must stay unique: one that had to be changed is replaced by
// its hash, so that two of them never become one.
func key(s string) string {
	if c := name(s); c == s {
		return c
	}
	return "hash:" + hash(s)
}

// messageKey is a message's key as it is kept: it begins with its key root and
// a stroke, by which all the versions of a message are found.
func messageKey(m bot.Message) string { return key(m.Root()) + "/" + key(m.Version) }

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// digest tells whether two messages say the same: letter case, tones and
// spaces apart. It is "" for an empty text.
func digest(text string) string {
	words := strings.Fields(vi.Fold(vi.Clean(text)))
	if len(words) == 0 {
		return ""
	}
	return hash(strings.Join(words, " "))[:32]
}

// millis is an instant as it is stored; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant is the inverse of millis.
func (l *Ledger) instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).In(l.location)
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func day(s string) (vi.Day, error) {
	var d vi.Day
	err := d.UnmarshalText([]byte(s))
	return d, err
}

// marks gives n groups of k placeholders: ($1, $2), ($3, $4).
func marks(n, k int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		b.WriteString(list(i*k+1, k))
		b.WriteByte(')')
	}
	return b.String()
}

// list gives k placeholders from $first on.
func list(first, k int) string {
	var b strings.Builder
	for i := range k {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('$')
		b.WriteString(itoa(first + i))
	}
	return b.String()
}
