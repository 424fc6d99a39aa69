package understand

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Words that stand for the speaker's villages together, or for those of them
// that were not named.

// allOfThem gives how many words "ca 5 dia ban" has, typed without marks to
// somebody of five villages, one of which may be called Ca; 0 for none.
func (t *tagger) allOfThem() int {
	if t.prev() == kindWord {
		return 0
	}
	n := t.allAt(t.at)
	if end := t.at + n; n > 0 && !t.is(end-1, "ban") && (t.ownAt(end-1) || t.ownAt(end)) {
		return 0
	}
	return n
}

// allAt gives how many words "ca 5 dia ban" has at word i, 0 for none.
func (g *reading) allAt(i int) int {
	if !g.is(i, "ca") || len(g.own) < 2 {
		return 0
	}
	n, ok := vi.ReadNumber(g.words, i+1)
	if !ok || !n.Whole() || n.Value != int64(len(g.own)) {
		return 0
	}
	end := i + 1 + n.Len
	switch {
	case g.is(end, "dia") && g.is(end+1, "ban"):
		return n.Len + 3
	case end < len(g.words) && (villageWord(g.words[end].Fold) || g.is(end, "noi") || g.is(end, "cho") || g.is(end, "diem")) && g.words[i].Bare():
		return n.Len + 2
	}
	return 0
}

// unnamed gives the speaker's villages that the message does not name.
func (t *tally) unnamed() []place.Code {
	var left []place.Code
	for _, v := range t.own {
		if !slices.ContainsFunc(t.items, func(it item) bool { return it.class == unit && slices.Contains(it.units, v.code) }) {
			left = append(left, v.code)
		}
	}
	return left
}

// otherOnes tells whether "hai bản kia", "mấy bản khác" stand before the word
// at end: what follows is of villages that were not named.
func (t *tally) otherOnes(end int) bool {
	for k := end - 1; k > 0; k-- {
		w := t.words[k]
		switch {
		case w.Kind == vi.LineEnd || w.Text == ";" || w.Text == "." || w.Text == ",":
			return false
		case w.Is(keyKia) || w.Fold == "khac" && w.Key == keyKhac:
			return villageWord(t.words[k-1].Fold) || t.words[k-1].Fold == "noi"
		}
	}
	return false
}

// kindsOfAll tells whether the speaker's villages are named by their kinds:
// "3 thôn với bon", "cả 3 bản với tiểu khu".
func (t *tally) kindsOfAll() bool {
	for i := range t.words {
		n, ok := vi.ReadNumber(t.words, i)
		if !ok || n.Len != 1 || i+3 >= len(t.words) {
			continue
		}
		first, link := t.words[i+1].Fold, t.words[i+2]
		if !villageWord(first) || link.Fold != "voi" && link.Fold != "va" && link.Fold != "vs" && link.Fold != "cung" {
			continue
		}
		at := i + 3
		if t.is(at, "ca") {
			at++
		}
		if second := t.wordAt(at); villageWord(second) && second != first && len(t.ofKind(first)) == int(n.Value) && len(t.ofKind(first))+len(t.ofKind(second)) == len(t.own) {
			return true
		}
	}
	return false
}
