package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// misspelt finds a village by its name run together or one letter off.
func (t *tagger) misspelt(i int, kind string) ([]place.Code, int) {
	for words := 1; words <= 3 && i+words <= len(t.words) && t.mayBegin(t.words[i].Fold); words++ {
		last := t.words[i+words-1]
		if last.Kind != vi.Letters {
			break
		}
		var b strings.Builder
		for _, w := range t.words[i : i+words] {
			b.WriteString(w.Fold)
		}
		for _, v := range t.own {
			if !t.near(v, b.String(), kind) || kind == "" && t.contradicts(v, t.words[i:i+words]) {
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
	if codes, n := t.slipped(i); n > 0 {
		return codes, n
	}
	return t.heard(i, kind)
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

// contradicts tells whether words were typed with other marks than those of a
// village's name and kind: "bán cá" sells fish, and is no bản Ca. Of a name of
// several words all must differ; a slip in one is no other name.
func (t *tagger) contradicts(v village, typed []vi.Word) bool {
	other, letters := 0, 0
	for _, w := range typed {
		if w.Kind != vi.Letters || numeral(w) > 0 && w.Bare() {
			continue
		}
		letters++
		if w.Fold == v.title.Fold && len(typed) > 1 && !w.MayBe(v.title) || slices.ContainsFunc(v.parts, func(p part) bool { return p.number == 0 && p.fold == w.Fold && !w.MayBe(p.word) }) {
			other++
		}
	}
	return other > 0 && (other == letters || len(v.parts) == 1)
}

// selfAt gives where the words for the writer end that begin at i: "cháu",
// "chúng em", "nhà tôi"; i where there are none.
func (t *tagger) selfAt(i int) int {
	end := i
	if end < len(t.words) && slices.Contains([]string{"chung", "bon", "tui", "nha", "ben", "cua"}, t.words[end].Fold) && !t.words[end].Upper() {
		end++
	}
	if end >= len(t.words) || !slices.Contains([]string{"em", "chau", "toi", "tui", "minh", "con", "tao", "to", "mk", "mik", "e", "ta"}, t.words[end].Fold) || t.words[end].Upper() {
		if end > i && t.words[i].Fold == "nha" && (t.peek(end) == count || t.peek(end) == span || t.is(end, "co") || t.is(end, ":")) || end > i && t.words[i].Is(keyTui) {
			return end
		}
		return i
	}
	if w := t.words[end]; w.Is(keyToi2) && !w.Bare() || w.Is(keyToi) && !w.Bare() || w.Fold == "con" && !w.Bare() || end == i && (w.Fold == "to" || w.Fold == "con") {
		return i
	}
	if t.words[end].Fold == "ta" && (t.words[end].Key != "ta" || t.words[i-1].Bare()) || end+1 < len(t.words) && t.words[end+1].Upper() {
		return i // "bản cháu Lan", "ban ta"
	}
	return end + 1
}

// onlyInitials tells whether the first letters of a village alone stand before
// a number, and no other of the speaker's has them: the "bd" of Bu Dấp.
func (t *tagger) onlyInitials(v village, i int) bool {
	if len(v.letter) < 2 || i >= len(t.words) || t.words[i].Fold != v.letter || !t.words[i].Bare() || t.peek(i) != other {
		return false
	}
	if i+1 >= len(t.words) || t.words[i+1].Kind != vi.Digits && t.words[i+1].Text != ":" {
		return false
	}
	return !slices.ContainsFunc(t.own, func(o village) bool { return o.code != v.code && o.letter == v.letter })
}

// endsAt tells whether a statement ends at i.
func (t *tagger) endsAt(i int) bool {
	return i >= len(t.words) || t.words[i].Kind == vi.LineEnd || t.is(i, ",") || t.is(i, ".") || t.is(i, ";")
}

// mayBegin tells whether a village of the speaker's, or its kind run together
// with it, may begin with the first letter of a word, as it is spelled or
// sounds: most words are none, and are not put together with the next.
func (g *reading) mayBegin(word string) bool {
	if word == "" {
		return false
	}
	first := word[0]
	return slices.ContainsFunc(g.own, func(v village) bool {
		if v.run == "" {
			return false
		}
		sound := v.sound[0]
		return first == v.run[0] || first == v.kind[0] || first == sound ||
			first == 't' && sound == 'c' || first == 'g' && sound == 'd' || first == 'x' && sound == 's' || first == 'y' && sound == 'i'
	})
}
