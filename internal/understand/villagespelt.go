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
	return nil, 0
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
