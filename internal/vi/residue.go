package vi

import (
	"strings"
	"unicode"
)

// Residue restores words in which the keys of an input method were left
// standing: "chieenfg" (Telex) and "chie6n2g" (VNI) are "chiềng". It may
// spoil real words ("noong", "xoong"): use it only where these mean nothing.
type Residue struct {
	syllables syllables
}

// NewResidue makes a Residue.
func NewResidue() *Residue { return &Residue{newSyllables()} }

// Syllable tells whether a word, tones apart, is spelled as Vietnamese spells
// its syllables.
func (r *Residue) Syllable(word string) bool {
	fold := Fold(word)
	for cut := min(3, len(fold)-1); cut >= 0; cut-- {
		if r.syllables.onsets[fold[:cut]] && r.syllables.bare[fold[cut:]] {
			return true
		}
	}
	return false
}

// Telex restores one word; ok is false when it leaves no trace of Telex or
// would not become a syllable.
func (r *Residue) Telex(word string) (restored string, ok bool) {
	if len(word) > 10 || len(word) < 2 {
		return "", false
	}
	var out []rune
	var tone rune
	for _, c := range strings.ToLower(word) {
		if c >= 0x80 {
			return "", false
		}
		if t, isTone := telexTones[c]; isTone && hasVowel(out) {
			tone = t
			continue
		}
		if c == 'w' {
			out = hook(out)
			continue
		}
		if !double(out, c) {
			out = append(out, c)
		}
	}
	return r.settle(word, string(out), tone)
}

// settle accepts letters that are a syllable and not what was typed.
func (r *Residue) settle(typed, letters string, tone rune) (string, bool) {
	if letters == "" || !r.syllables.valid(letters, tone) {
		return "", false
	}
	restored := compose(letters, tone)
	return restored, restored != strings.ToLower(typed)
}

var telexTones = map[rune]rune{'s': 0x301, 'f': 0x300, 'r': 0x309, 'x': 0x303, 'j': 0x323}

func hasVowel(out []rune) bool {
	return strings.ContainsAny(string(out), "aăâeêioôơuưy")
}

// double turns a second a, e, o, d into the mark on the first.
func double(out []rune, c rune) bool {
	to, ok := map[rune]rune{'a': 'â', 'e': 'ê', 'o': 'ô', 'd': 'đ'}[c]
	if !ok {
		return false
	}
	for i := len(out) - 1; i >= 0; i-- {
		if out[i] == c {
			out[i] = to
			return true
		}
	}
	return false
}

// hook is what w does: uo to ươ, else the last of u, o, a.
func hook(out []rune) []rune {
	for i := len(out) - 1; i >= 0; i-- {
		switch out[i] {
		case 'o':
			out[i] = 'ơ'
			if i > 0 && out[i-1] == 'u' {
				out[i-1] = 'ư'
			}
			return out
		case 'u':
			out[i] = 'ư'
			return out
		case 'a':
			out[i] = 'ă'
			return out
		}
	}
	return append(out, 'ư')
}

// VNI restores all the words of a text when one of them can be nothing else
// than VNI keys: digits inside a word, or two behind it, that make a syllable.
func (r *Residue) VNI(clean string) (restored string, ok bool) {
	if !strings.ContainsAny(clean, "123456789") {
		return clean, false
	}
	chunks := strings.FieldsFunc(clean, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	for _, chunk := range chunks {
		if sureVNI(chunk) {
			if _, valid := r.vni(chunk); valid || strings.HasPrefix(strings.ToLower(chunk), "d9") { // "d9c" is short for được
				ok = true
				break
			}
		}
	}
	if !ok {
		return clean, false
	}
	for _, chunk := range chunks {
		if word, valid := r.vni(chunk); valid {
			clean = strings.Replace(clean, chunk, word, 1)
		} else if strings.Contains(chunk, "d9") || strings.Contains(chunk, "D9") {
			clean = strings.Replace(clean, chunk, strings.NewReplacer("d9", "đ", "D9", "Đ").Replace(chunk), 1)
		}
	}
	return clean, true
}

// sureVNI tells whether digits stand inside the letters, or two at their end
// of which one is a tone and one a mark.
func sureVNI(chunk string) bool {
	if chunk[0] >= '0' && chunk[0] <= '9' {
		return false
	}
	first := strings.IndexAny(chunk, "123456789")
	if first < 0 {
		return false
	}
	tail := strings.TrimLeft(chunk[first:], "0123456789")
	if tail != "" {
		return true
	}
	digits := chunk[first:]
	return len(digits) == 2 && strings.ContainsAny(digits, "12345") && strings.ContainsAny(digits, "6789")
}

func (r *Residue) vni(chunk string) (string, bool) {
	if len(chunk) > 12 || !strings.ContainsAny(chunk, "123456789") || chunk[0] <= '9' {
		return "", false
	}
	var out []rune
	var tone rune
	for _, c := range strings.ToLower(chunk) {
		switch {
		case c >= '1' && c <= '5':
			if tone != 0 {
				return "", false
			}
			tone = []rune{0x301, 0x300, 0x309, 0x303, 0x323}[c-'1']
		case c >= '6' && c <= '9':
			if !vniMark(out, c) {
				return "", false
			}
		case c == '0':
			return "", false
		default:
			out = append(out, c)
		}
	}
	return r.settle(chunk, string(out), tone)
}

var vniMarks = map[rune]map[rune]rune{
	'6': {'a': 'â', 'e': 'ê', 'o': 'ô'}, '7': {'o': 'ơ', 'u': 'ư'}, '8': {'a': 'ă'}, '9': {'d': 'đ'},
}

func vniMark(out []rune, c rune) bool {
	for i := len(out) - 1; i >= 0; i-- {
		if to, ok := vniMarks[c][out[i]]; ok {
			out[i] = to
			if to == 'ơ' && i > 0 && out[i-1] == 'u' {
				out[i-1] = 'ư'
			}
			return true
		}
	}
	return c == '7' && strings.ContainsAny(string(out), "ươ") // the second of u7o7
}
