package understand

import (
	"slices"

	"baophu/internal/vi"
)

// gotTonight tells whether the phrase at word at says that the evening brought
// people, and not that it will: "tối nay em thu được 2 hgđ".
func (t *tally) gotTonight(at, length int) bool {
	return t.is(at, "toi") && t.is(at+1, "nay") && at+length < len(t.words) && (t.words[at+length].Is(keyDuoc) || t.words[at+length].Is(keyDc))
}

// noneOfMine tells whether the writer sets a naught of their own beside what
// somebody else did: "chị Hoa 3 hgđ, em 0". That of another village of theirs,
// or of something else, is only a part of their report.
func (t *tally) noneOfMine() bool {
	return slices.ContainsFunc(t.figures, func(f figure) bool {
		if !f.Known || f.Count != 0 || f.at == 0 || !slices.Contains([]string{"em", "e", "toi", "minh"}, t.words[f.at-1].Fold) {
			return false
		}
		if slices.ContainsFunc(t.items, func(it item) bool { return it.class == unit && it.to == f.at-1 }) {
			return t.namesSomebody()
		}
		return t.namesSomebody() || !f.own || slices.ContainsFunc(t.figures, func(o figure) bool { return o.at != f.at && o.Indicator == f.Indicator })
	})
}

// namesSomebody tells whether the name of somebody else stands in the message.
func (t *tally) namesSomebody() bool {
	for i := 1; i < len(t.words); i++ {
		if t.words[i].Kind == vi.Letters && t.isNamed(i) && !slices.Contains([]string{"em", "e", "chau", "nha"}, t.words[i-1].Fold) {
			return true
		}
	}
	return false
}
