package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// aheadOfNumber tells whether what is denied follows "không phải" right away.
func aheadOfNumber(items []item, i int) bool {
	for _, it := range items[i+1:] {
		switch it.class {
		case filler, unit, strange:
			continue
		case comma, strong:
			return false
		}
		return true
	}
	return true
}

// dropLast marks the last number before items[i].
func dropLast(items []item, drop []bool, i int) {
	for k := i - 1; k >= 0; k-- {
		if items[k].class == count {
			drop[k] = true
			return
		}
	}
}

// withoutDenied leaves out the numbers that were wrong: "2 chứ không phải 3",
// "5 sửa thành 3", "không phải 5 mà là 3", "nhầm 5, đúng là 3".
func withoutDenied(items []item) []item {
	var kept []item
	drop := make([]bool, len(items))
	for i, it := range items {
		if it.class == notBut && !aheadOfNumber(items, i) {
			dropLast(items, drop, i) // "3 hgđ, không phải, 2 hgđ"
		} else if it.class == notBut {
			for k := i + 1; k < len(items); k++ {
				if items[k].class == count {
					drop[k] = true
					break
				}
				if items[k].class == becomes || items[k].class == strong {
					break
				}
			}
		}
	}
	for i, it := range items {
		if it.class == becomes && leftOf(items, drop, i) && !closes(items, i) {
			for k := i - 1; k >= 0; k-- {
				if items[k].class == count {
					drop[k] = true
					break
				}
				if items[k].class == strong || items[k].class == unit && k > 0 && (items[k-1].class == comma || slices.ContainsFunc(items[:k], func(b item) bool { return b.class == becomes })) {
					break // "dửn sửa thành 2 hgđ, ka láp sửa thành 1 tn"
				}
			}
		}
	}
	for i, it := range items {
		switch {
		case drop[i]:
		case (it.class == fixing || it.class == becomes) && len(kept) > 0 && kept[len(kept)-1].class == unit:
			// "dửn sửa thành 2 hgđ" has no comma behind its village
		case slices.Contains([]class{fixing, wrong, notBut, becomes, latest, undo, move}, it.class):
			kept = append(kept, item{class: comma, from: it.from, to: it.to})
		default:
			kept = append(kept, it)
		}
	}
	return kept
}

// leftOf tells whether a number that stands is behind items[i].
func leftOf(items []item, drop []bool, i int) bool {
	for k := i + 1; k < len(items); k++ {
		if items[k].class == count && !drop[k] {
			return true
		}
	}
	return false
}

// setRight tells whether "đúng là 4" stands behind what was wrong of a single
// village: "số hôm qua của bản hán sai rồi, đúng là 4 hgđ" moves nothing.
func (g *reading) setRight(items []item) bool {
	at, units := -1, 0
	for _, it := range items {
		if it.class == unit || it.class == strange {
			units++
		}
	}
	for i, it := range items {
		switch it.class {
		case wrong:
			at = i
		case becomes:
			if at >= 0 && units == 1 && slices.ContainsFunc(items[i:], func(n item) bool { return n.class == count }) {
				return !g.misplaced(items)
			}
		}
	}
	return false
}

// closes tells whether "thôi", "mới đúng" at items[i] end what was said of the
// number before: "chỉ có 2 hgđ thôi, ka láp 1 tn".
func closes(items []item, i int) bool {
	if i == 0 || items[i-1].class != count && !isLabel(items[i-1].class) || i+2 >= len(items) {
		return false
	}
	return (items[i+1].class == comma || items[i+1].class == strong) && items[i+2].class == unit
}

// countedTwice takes "giảm giúp em 1 hgđ" for one less where the message says
// that it was counted twice: nobody left.
func (g *reading) countedTwice(items []item) []item {
	at := slices.IndexFunc(items, func(it item) bool {
		return it.class == kind && it.value == string(coverage.Lapsed) && g.is(it.from, "giam")
	})
	if at < 0 || numbersIn(items) == 0 || !g.twiceBefore(len(g.words)) || slices.ContainsFunc(items, func(it item) bool { return it.class == reason }) {
		return items
	}
	items = slices.Clone(items)
	items[at].class, items[at].value = less, ""
	return items
}

// twiceBefore tells whether "ghi trùng", "tính trùng" stands before word i, in
// its clause; anywhere where i is behind all words.
func (g *reading) twiceBefore(i int) bool {
	for k := i - 1; k > 0; k-- {
		switch w := g.words[k]; {
		case i < len(g.words) && (w.Kind == vi.LineEnd || w.Kind == vi.Mark):
			return false
		case w.Fold == "trung" && slices.Contains([]string{"ghi", "tinh", "dem", "nhap", "bao", "gui", "cong"}, g.words[k-1].Fold):
			return true
		}
	}
	return false
}
