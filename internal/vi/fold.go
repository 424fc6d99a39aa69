// Package vi reads and writes Vietnamese text: folding, what input methods
// leave behind, number words, dates, and how figures are shown. It knows
// nothing of insurance.
package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean brings text that a person typed to one form: NFC, the letter Eth
// (U+00D0, U+00F0) as Đ, zero-width marks and controls gone, every kind of
// blank a space (line ends stay), wide letters and digits as plain ones, and apostrophes as '.
func Clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "")) {
		switch {
		case r == 'Ð':
			b.WriteRune('Đ')
		case r == 'ð':
			b.WriteRune('đ')
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´':
			b.WriteByte('\'')
		case r >= '！' && r <= '～': // wide letters, digits and marks
			b.WriteRune(r - '！' + '!')
		case r == '\n':
			b.WriteByte('\n')
		case r == '\r':
		case unicode.IsSpace(r) || r == '\u00a0':
			b.WriteByte(' ')
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Co):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isFolded tells whether folding would change nothing: small ASCII, and no
// apostrophe.
func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '\'' {
			return false
		}
	}
	return true
}

// Fold gives the letters of s in lower case without tones and marks, đ as d,
// and apostrophes dropped: "Đắk R'Lấp" is "dak rlap". Other characters stay.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var space [room]byte
	for left := appendNFD(space[:0], s); len(left) > 0; {
		r, size := utf8.DecodeRune(left)
		left = left[size:]
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == 'ʼ' || r == '‘':
		case r == 'đ' || r == 'Đ' || r == 'ð' || r == 'Ð':
			b.WriteByte('d')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
