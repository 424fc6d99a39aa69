package place

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// telex reads a name in which an input method left letters over ("chieenfg
// ngaan"), where each syllable then is one of a name. One such letter is no
// more than a slip: there must be two.
func (ix *Index) telex(name []token) (id int32, ok bool) {
	node := int32(0)
	left := 0
	for _, t := range name {
		next, ok := ix.step(node, t.fold)
		if !ok && !t.digits && !t.marked {
			plain := plainTelex(t.fold)
			next, ok = ix.step(node, plain)
			left += len(t.fold) - len(plain)
		}
		if !ok {
			return none, false
		}
		node = next
	}
	return ix.ends[node], left > 1 && ix.ends[node] != none
}

// plainTelex takes the letters that stand for marks and tones out of a
// syllable as Telex has it typed: aa ee oo dd w, and one of s f r x j behind
// a vowel.
func plainTelex(s string) string {
	const vowels = "aeiouy"
	var b strings.Builder
	toned := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		behindVowel := i > 0 && strings.ContainsAny(s[:i], vowels)
		switch {
		case i > 0 && c == s[i-1] && strings.IndexByte("aeod", c) >= 0:
		case c == 'w' && i > 0:
		case behindVowel && !toned && strings.IndexByte("sfrxj", c) >= 0:
			toned = true
		default:
			b.WriteByte(c)
		}
	}
	return sameFold([]byte(b.String()))
}

// telexAgrees tells whether the letters that an input method left in a name
// are those of its marks and tones; others may be missing.
func telexAgrees(form string, name []token) bool {
	parts := strings.Split(form, " ")
	if len(parts) != len(name) {
		return false
	}
	for i, t := range name {
		if !marksAgree(norm.NFD.String(parts[i]), t.fold) {
			return false
		}
	}
	return true
}

func marksAgree(decomposed, typed string) bool {
	const circumflex, breve, horn = '\u0302', '\u0306', '\u031b'
	tones := map[byte]rune{'s': '\u0301', 'f': '\u0300', 'r': '\u0309', 'x': '\u0303', 'j': '\u0323'}
	plain, kept := plainTelex(typed), 0
	for i := range len(typed) {
		c := typed[i]
		if kept < len(plain) && (plain[kept] == c || plain[kept] == 'y' && c == 'i') {
			kept++
			continue
		}
		var ok bool
		switch c {
		case 'a', 'e', 'o':
			ok = strings.ContainsRune(decomposed, circumflex)
		case 'w':
			ok = strings.ContainsRune(decomposed, horn) || strings.ContainsRune(decomposed, breve)
		case 'd':
			ok = strings.ContainsRune(decomposed, 'đ')
		default:
			ok = strings.ContainsRune(decomposed, tones[c])
		}
		if !ok {
			return false
		}
	}
	return true
}
