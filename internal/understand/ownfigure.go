package understand

import (
	"slices"

	"baophu/internal/coverage"
)

// ownFigure tells whether the place at items[i:end] begins a clause and has a
// number of its own, so that nobody only left for it: "noong la giảm 1 hgđ, ở
// Chiềng Đen 3 hgđ".
func ownFigure(items []item, i, end int) bool {
	for end < len(items) && items[end].class == filler || end < len(items) && items[end].class == colon {
		end++
	}
	if end+1 >= len(items) || items[end].class != count || !isLabel(items[end+1].class) {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		switch items[k].class {
		case filler, kindWord, other, visit:
			continue
		case comma, strong, and, dash:
			return true
		}
		return family(items[end+1].class) == 1
	}
	return false
}

// whereTo tells whether a number behind a place somebody left for may be of
// those who left: "giảm 2 hgđ, đi Bắc Ninh 2 người".
func (t *tally) whereTo() bool {
	for i := range t.figures {
		f := &t.figures[i]
		if i == 0 || f.own || f.said() || f.Kind != coverage.New || t.figures[i-1].Kind != coverage.Lapsed || f.Unit != t.figures[i-1].Unit {
			continue
		}
		if slices.ContainsFunc(t.items, func(it item) bool {
			return it.class == other && it.from > t.figures[i-1].at && it.to <= f.at && t.words[it.from].Upper() && t.behindGoing(it.from)
		}) {
			return true
		}
	}
	return false
}
