package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// underTotal reads "9 hgđ gồm noong la 4 dửn 3 ka láp 2": the number that stands
// first is all of those behind it, and each of these is of the village before
// it. Where they do not add up, which number is of which village is asked.
func (t *tally) underTotal(st stretch, figures []figure) (stretch, []figure) {
	first := villagesUnderNumber(st)
	if first < 0 || len(figures) < 3 {
		return st, figures
	}
	whole := figures[0]
	if !whole.holds(figures[1:]) || slices.ContainsFunc(st.items[first:], func(it item) bool { return it.class == span || it.class == running }) {
		t.differs = t.differs || slices.ContainsFunc(st.items[:first], func(it item) bool { return it.class == partly || it.class == total })
		for k := range figures {
			figures[k].torn = true
		}
		return st, figures
	}
	for k := range figures[1:] {
		f := &figures[k+1]
		if !f.own && whole.own {
			f.Indicator, f.own, f.card, f.generic = whole.Indicator, true, whole.card, whole.generic
		}
		f.ofWhole(&whole)
	}
	st.items = slices.DeleteFunc(slices.Clone(st.items), func(it item) bool {
		return it.from < st.items[first].from && it.class != span
	})
	return st, figures[1:]
}

// villagesUnderNumber finds the first village of a stretch that is a number and
// then villages, each with its own number behind it; -1 where it is none.
func villagesUnderNumber(st stretch) int {
	first, villages, wantsNumber := -1, 0, true
	for i, it := range st.items {
		switch it.class {
		case unit, strange:
			if wantsNumber {
				return -1
			}
			if first < 0 {
				first = i
			}
			villages, wantsNumber = villages+1, true
		case count:
			if !wantsNumber {
				return -1
			}
			wantsNumber = false
		}
	}
	if villages < 2 || wantsNumber {
		return -1
	}
	return first
}

// holds tells whether a number is exactly the sum of those of villages behind
// it, and may be of the same.
func (f *figure) holds(parts []figure) bool {
	if !f.Known || f.Households || f.registered || f.attending || f.meetings || f.Kind == coverage.Visited {
		return false
	}
	var sum int64
	for _, p := range parts {
		if !p.Known || p.Households || p.registered || p.attending || p.meetings || p.own && !f.covers(p) {
			return false
		}
		sum += p.Count
	}
	return sum == f.Count
}

// toldOfDays tells whether the parts of a number are of other days than it is, and
// no word says that they are among it: "5 hgđ (hôm qua 3)".
func (t *tally) toldOfDays(whole int) bool {
	w := &t.figures[whole]
	var sum int64
	other := false
	for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
		p := &t.figures[k]
		sum += p.Count
		other = other || p.Day != w.Day && !slices.ContainsFunc(t.items, func(it item) bool { return it.class == partly && it.from > w.at && it.from < p.at })
	}
	return other && sum != w.Count
}

// madeOf tells whether "gồm" stands between a number and its parts, which then
// are all of it.
func (t *tally) madeOf(whole int) bool {
	return slices.ContainsFunc(t.words[t.figures[whole].end:t.figures[whole+1].at], func(w vi.Word) bool { return w.Fold == "gom" })
}
