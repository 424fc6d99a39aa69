package vi

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WordKind is what a word is made of.
type WordKind int8

// The kinds of words.
const (
	Letters WordKind = iota
	Digits
	Mark    // one punctuation mark or symbol
	LineEnd // the end of a line
)

// Word is a run of letters, a run of digits, or one mark of a cleaned text.
// Letters and digits that touch are separate words: "tk1" is two.
type Word struct {
	Text       string // as typed, cleaned
	Fold       string // without tones and marks, small
	Key        string // small, tone written last: equal for "hòa" and "hoà", "giảm" and "giãm"
	Kind       WordKind
	Space      bool // a blank or the beginning of a line is before it
	Start, End int  // bytes in the cleaned text
}

// Bare tells whether the word was typed without any Vietnamese mark.
func (w Word) Bare() bool { return len(w.Key) == len(w.Fold) }

// Upper tells whether the word begins with a capital letter.
func (w Word) Upper() bool {
	r, _ := utf8.DecodeRuneInString(w.Text)
	return unicode.IsUpper(r)
}

// Is tells whether the word is the one spelled by key (see Key), or its bare form.
func (w Word) Is(key string) bool {
	return w.Key == key || w.Bare() && bareOf(w.Fold, key)
}

// bareOf tells whether fold is the key without its marks and its tone.
func bareOf(fold, key string) bool {
	i := 0
	for _, r := range key {
		switch {
		case r >= '1' && r <= '5', r == 0x302 || r == 0x306 || r == 0x31b:
			continue
		case r == 'đ':
			r = 'd'
		}
		if i >= len(fold) || rune(fold[i]) != r {
			return false
		}
		i++
	}
	return i == len(fold)
}

// MayBe tells whether a word has no mark that another of the same letters has
// not: "đôc" may be "đốc", and "mới" not "mỗi".
func (w Word) MayBe(other Word) bool {
	if w.Bare() {
		return true
	}
	text, wanted := strings.ToLower(w.Text), strings.ToLower(other.Text)
	if text == wanted {
		return true
	}
	var one, two [room]byte
	left, rest := appendNFD(one[:0], text), appendNFD(two[:0], wanted)
	for len(left) > 0 {
		r, size := utf8.DecodeRune(left)
		left = left[size:]
		if r == 'd' && bytes.HasPrefix(rest, []byte("đ")) {
			rest = rest[len("đ"):]
			continue
		}
		at := bytes.IndexRune(rest, r)
		if at < 0 {
			return false
		}
		_, size = utf8.DecodeRune(rest[at:])
		rest = rest[at+size:]
	}
	return true
}

// Words splits a cleaned text. Marks that belong to no letter are dropped.
func Words(clean string) []Word {
	words := make([]Word, 0, len(clean)/4+1)
	space := true
	for i := 0; i < len(clean); {
		r, size := utf8.DecodeRuneInString(clean[i:])
		kind, ok := kindOf(r)
		if !ok {
			space = space || r == ' ' || r == '\n'
			i += size
			continue
		}
		end := i + size
		if kind == Letters || kind == Digits {
			end = runEnd(clean, end, kind)
		}
		words = append(words, newWord(clean, i, end, kind, space))
		space = kind == LineEnd
		i = end
	}
	return words
}

func kindOf(r rune) (WordKind, bool) {
	switch {
	case r == '\n':
		return LineEnd, true
	case r == ' ' || unicode.In(r, unicode.M):
		return 0, false
	case unicode.IsLetter(r):
		return Letters, true
	case r >= '0' && r <= '9':
		return Digits, true
	}
	return Mark, true
}

// runEnd finds where a run that began before i ends. An apostrophe between
// letters is part of a name (R'Lấp); marks on letters or digits go along.
func runEnd(s string, i int, kind WordKind) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '\'' && kind == Letters {
			next, _ := utf8.DecodeRuneInString(s[i+size:])
			if !unicode.IsLetter(next) {
				return i
			}
		} else if k, ok := kindOf(r); (!ok && r == ' ') || (ok && k != kind) {
			return i
		}
		i += size
	}
	return i
}

func newWord(clean string, start, end int, kind WordKind, space bool) Word {
	w := Word{Text: clean[start:end], Kind: kind, Space: space, Start: start, End: end}
	switch kind {
	case Letters:
		w.Fold, w.Key = foldAndKey(w.Text)
	case Digits: // a keycap's marks go
		w.Text = strings.TrimRightFunc(w.Text, func(r rune) bool { return r < '0' || r > '9' })
		w.Fold, w.Key = w.Text, w.Text
	default:
		w.Fold, w.Key = w.Text, w.Text
	}
	return w
}

// Key gives a syllable in small letters with its tone as a digit at the end,
// so that the place of the tone mark does not matter; hỏi and ngã, which many
// confuse, are one. A word without tone is itself.
func Key(s string) string {
	_, key := foldAndKey(s)
	return key
}

func foldAndKey(s string) (fold, key string) {
	if ascii := asciiLower(s); ascii != "" {
		return ascii, ascii
	}
	var f, k strings.Builder
	tone := byte(0)
	var space [room]byte
	for left := appendNFD(space[:0], s); len(left) > 0; {
		r, size := utf8.DecodeRune(left)
		left = left[size:]
		switch r {
		case 0x300:
			tone = '2' // huyền
		case 0x301:
			tone = '1' // sắc
		case 0x303, 0x309:
			tone = '3' // ngã, hỏi
		case 0x323:
			tone = '5' // nặng
		case 0x302, 0x306, 0x31b:
			k.WriteRune(r) // of the letter before
		case 'đ', 'Đ', 'ð', 'Ð':
			f.WriteByte('d')
			k.WriteString("đ")
		case '\'', '’', 'ʼ', '‘':
		default:
			if !unicode.Is(unicode.M, r) {
				f.WriteRune(unicode.ToLower(r))
				k.WriteRune(unicode.ToLower(r))
			}
		}
	}
	if tone != 0 {
		k.WriteByte(tone)
	}
	return f.String(), k.String()
}

// asciiLower gives s in small letters when it is plain ASCII letters, else "".
func asciiLower(s string) string {
	upper := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			upper = true
		case c < 'a' || c > 'z':
			return ""
		}
	}
	if !upper {
		return s
	}
	return strings.ToLower(s)
}
