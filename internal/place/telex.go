package place

import "strings"

// telex reads a name in which an input method left letters over ("chieenfg
// ngaan"), where each syllable then is one of a name.
func (ix *Index) telex(name []token) (id int32, ok bool) {
	node := int32(0)
	changed := false
	for _, t := range name {
		next, ok := ix.step(node, t.fold)
		if !ok && !t.digits && !t.marked {
			next, ok = ix.step(node, plainTelex(t.fold))
			changed = true
		}
		if !ok {
			return none, false
		}
		node = next
	}
	return ix.ends[node], changed && ix.ends[node] != none
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
