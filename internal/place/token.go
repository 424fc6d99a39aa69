package place

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"baophu/internal/vi"
)

// token is a run of letters or of digits of a text.
type token struct {
	exact  string // lower case, spelled one way (see sameLetters)
	fold   string // without tones and marks
	word   int    // which word of the text it is from
	digits bool
	marked bool // bears a tone or a mark
	upper  bool // begins with a capital
	head   bool // begins its word
	tail   bool // ends its word
	dot    bool // a full stop follows
	stop   bool // a comma or the like follows: no name goes on beyond
}

// letters folds runes quickly; a zero is a rune that is not folded by table.
type letters [0x1f00]byte

func newLetters() *letters {
	var l letters
	for r := rune(0x80); int(r) < len(l); r++ {
		if f := vi.Fold(string(r)); len(f) == 1 && f[0] >= 'a' && f[0] <= 'z' {
			l[r] = f[0]
		}
	}
	return &l
}

// longest bounds what of one word is read: no unit has a longer name.
const longest = 64

// cut appends the tokens of one word of a text.
func (l *letters) cut(tokens []token, word string, number int) []token {
	if len(word) > 4*longest {
		word = word[:4*longest]
	}
	if needsNFC(word) {
		word = norm.NFC.String(strings.ToValidUTF8(word, ""))
	}
	first := len(tokens)
	start := -1
	digits := false
	flush := func(end int) {
		if start >= 0 {
			tokens = append(tokens, l.token(word[start:end], number, digits))
		}
		start = -1
	}
	for i, r := range word {
		isDigit := r >= '0' && r <= '9'
		switch {
		case isDigit || unicode.IsLetter(r):
			if start >= 0 && isDigit != digits {
				flush(i)
			}
			if start < 0 {
				start, digits = i, isDigit
			}
		case isApostrophe(r) && start >= 0 && !digits:
		default:
			flush(i)
			if len(tokens) > 0 {
				last := &tokens[len(tokens)-1]
				last.dot = last.dot || r == '.'
				last.stop = last.stop || separates(r, last.digits)
			}
		}
	}
	flush(len(word))
	if len(tokens) > first {
		tokens[first].head = true
		tokens[len(tokens)-1].tail = true
	}
	return tokens
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´'
}

func needsNFC(s string) bool {
	for _, r := range s {
		if r >= 0x300 && (r < 0x1e00 || r == utf8.RuneError) {
			return true
		}
	}
	return false
}

// separates tells whether a name ends before r.
func separates(r rune, afterDigits bool) bool {
	switch r {
	case '.', '_', '"', '“', '”', ' ':
		return false
	case '-', '–':
		return afterDigits
	default:
		return true
	}
}

func (l *letters) token(s string, number int, digits bool) token {
	t := token{word: number, digits: digits}
	if digits {
		t.exact = strings.TrimLeft(s, "0")
		if t.exact == "" {
			t.exact = "0"
		}
		t.fold = t.exact
		return t
	}
	runes := make([]rune, 0, 16)
	fold := make([]byte, 0, 16)
	for i, r := range s {
		if isApostrophe(r) {
			continue
		}
		if i == 0 {
			t.upper = unicode.IsUpper(r)
		}
		r = unicode.ToLower(r)
		if r == 'ð' {
			r = 'đ'
		}
		runes = append(runes, r)
		switch {
		case r < 0x80:
			fold = append(fold, byte(r))
		case int(r) < len(l) && l[r] != 0:
			fold = append(fold, l[r])
			t.marked = true
		default:
			fold = utf8.AppendRune(fold, r)
		}
	}
	t.exact = sameLetters(runes)
	t.fold = sameFold(fold)
	return t
}

// sameLetters spells one way what is written in several: hoà as hòa, lí as
// lý, đăk as đắk.
func sameLetters(r []rune) string {
	n := len(r)
	if n == 3 && r[0] == 'đ' && r[1] == 'ă' && r[2] == 'k' {
		return "đắk"
	}
	if n < 2 || r[n-1] < 0x80 && r[n-1] != 'i' {
		return string(r)
	}
	before := r[n-2]
	base, tone := splitTone(r[n-1])
	afterQ := n == 3 && r[0] == 'q' && before == 'u'
	switch {
	case tone > 0 && (before == 'o' && (base == 'a' || base == 'e') || before == 'u' && base == 'y' && !afterQ):
		r[n-2], r[n-1] = withTone(before, tone), base
	case base == 'i' && (afterQ || consonants(r[:n-1])):
		r[n-1] = withTone('y', tone)
	}
	return string(r)
}

// toned has the vowels that sameLetters moves tones on, each in six tones.
const toned = "aàáảãạeèéẻẽẹiìíỉĩịoòóỏõọuùúủũụyỳýỷỹỵ"

// splitTone gives the vowel and the tone (0 for none) of a letter; any other
// letter is its own.
func splitTone(r rune) (base rune, tone int) {
	n := 0
	for _, v := range toned {
		if n%6 == 0 {
			base = v
		}
		if v == r {
			return base, n % 6
		}
		n++
	}
	return r, 0
}

func withTone(base rune, tone int) rune {
	n, at := 0, -1
	for _, v := range toned {
		if v == base {
			at = n
		}
		if at >= 0 && n == at+tone {
			return v
		}
		n++
	}
	return base
}

// consonants tells whether r is consonants after which i and y sound alike.
func consonants(r []rune) bool {
	for _, c := range r {
		if !strings.ContainsRune("bcdđghklmnpqrstvx", c) {
			return false
		}
	}
	return len(r) > 0
}

// sameFold writes a lone i after consonants as y, as sameLetters does.
func sameFold(b []byte) string {
	n := len(b)
	if n >= 2 && b[n-1] == 'i' && (!strings.ContainsAny(string(b[:n-1]), "aeiouwyjfz") || n == 3 && b[0] == 'q' && b[1] == 'u') {
		b[n-1] = 'y'
	}
	return string(b)
}

// roman gives the number that a Roman numeral from I to XX stands for, "" for
// any other token.
func roman(fold string) string {
	if i := slices.Index(numerals(), fold); i >= 0 {
		return strconv.Itoa(i + 1)
	}
	return ""
}

// numerals has the numerals from 1, as sameFold leaves them (vi is vy).
func numerals() []string {
	return []string{"i", "ii", "iii", "iv", "v", "vy", "vii", "viii", "ix", "x",
		"xy", "xii", "xiii", "xiv", "xv", "xvy", "xvii", "xviii", "xix", "xx"}
}
