package understand

import (
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// misspelt finds a village by its name run together or one letter off.
func (t *tagger) misspelt(i int, kind string) ([]place.Code, int) {
	for words := 1; words <= 3 && i+words <= len(t.words); words++ {
		last := t.words[i+words-1]
		if last.Kind != vi.Letters {
			break
		}
		var b strings.Builder
		for _, w := range t.words[i : i+words] {
			b.WriteString(w.Fold)
		}
		for _, v := range t.own {
			if !t.near(v, b.String(), kind) {
				continue
			}
			tail := v.parts[len(v.parts)-1]
			if tail.number == 0 {
				return []place.Code{v.code}, words
			}
			if i+words < len(t.words) && numeral(t.words[i+words]) == tail.number {
				return []place.Code{v.code}, words + 1
			}
		}
	}
	return t.slipped(i)
}

// slipped finds the one village of several words of which a letter of one
// word is another, and no place bears what was written: "Bu Rấp" is Bu Dấp.
func (t *tagger) slipped(i int) ([]place.Code, int) {
	found := -1
	for k, v := range t.own {
		if !t.slipOf(v, i) {
			continue
		}
		if found >= 0 {
			return nil, 0
		}
		found = k
	}
	if found < 0 {
		return nil, 0
	}
	v := t.own[found]
	end := i + len(v.parts)
	typed := t.text[t.words[i].Start:t.words[end-1].End]
	for _, m := range t.index.Find(typed, t.reading.near()) {
		if m.Cost == 0 && m.Code != v.code {
			return nil, 0
		}
	}
	return []place.Code{v.code}, end - i
}

// slipOf tells whether the words at i are a village's name but for one letter.
func (t *tagger) slipOf(v village, i int) bool {
	if len(v.letter) < 2 || i+len(v.parts) > len(t.words) {
		return false
	}
	slips, same := 0, 0
	for k, p := range v.parts {
		w := t.words[i+k]
		switch {
		case p.number > 0:
			if numeral(w) != p.number {
				return false
			}
		case w.Kind != vi.Letters || len(p.fold) < 2:
			return false
		case w.Fold == p.fold:
			same++
		case len(w.Fold) > 1 && oneOff(w.Fold, p.fold):
			if _, _, known := t.lexicon.Longest(t.words[i+k:i+k+1], 0); known || slips > 0 {
				return false
			}
			slips++
		default:
			return false
		}
	}
	return slips == 1 && same > 0
}

func (t *tagger) near(v village, typed, kind string) bool {
	if len(v.run) > 1 && len(v.parts) > 0 && typed == v.kind+v.run && kind == "" { // "banpum"
		return true
	}
	if len(v.run) < 4 || len(typed) < 3 {
		return false
	}
	if typed == v.run || typed == v.brief {
		return true
	}
	if len(typed) < 4 {
		return false
	}
	least := 6
	if kind != "" {
		least = 5
	}
	if len(v.run) >= least && typed[0] == v.run[0] && oneOff(typed, v.run) {
		return true
	}
	return len(v.parts) > 1 && t.alike(v, typed)
}

// oneOff tells whether one letter more, less, other, or two swapped make a
// of b.
func oneOff(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
		return true
	}
	return i < len(a) && a[i+1:] == b[i+1:]
}

// onlyOf gives the speaker's one village of a kind that their others are not
// of: "bon" to somebody of three thôn and one bon.
func (t *tagger) onlyOf(kind string) place.Code {
	var only place.Code
	for _, v := range t.own {
		if v.kind != kind {
			continue
		}
		if only != "" {
			return ""
		}
		only = v.code
	}
	if len(t.own) < 2 || kind == "ban" || kind == "thon" {
		return ""
	}
	return only
}
