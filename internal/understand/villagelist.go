package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// ofVillages leaves out a first number of no village to which the bare numbers
// of the villages behind it add up: "hôm nay 9 hgđ, hán 4, ca 3, púm 2".
func (t *tally) ofVillages() {
	if len(t.figures) < 3 {
		return
	}
	first := &t.figures[0]
	if first.named || !first.own || !first.Known || first.isTotal || first.isRunning || first.Households || first.registered || first.attending || first.meetings {
		return
	}
	var sum int64
	parts := 0
	for i, f := range t.figures[1:] {
		if f.named && f.own && f.Unit != "" && f.Indicator != first.Indicator && first.specific() && f.specific() {
			continue // "5 hgđ: noong la 3, dửn 2, 1 tn ka láp"
		}
		parts++
		if !f.named || f.Unit == "" || !f.Known || f.Day != first.Day || f.Households || f.registered || f.said() || f.own && f.Indicator != first.Indicator ||
			slices.ContainsFunc(t.figures[1:i+1], func(g figure) bool { return g.Unit == f.Unit }) {
			return
		}
		sum += f.Count
	}
	if sum != first.Count || parts < 2 {
		return
	}
	for i := range t.figures[1:] {
		if t.figures[i+1].isPart = false; t.figures[i+1].own && t.figures[i+1].Indicator != first.Indicator {
			continue
		}
		t.figures[i+1].Indicator, t.figures[i+1].own = first.Indicator, true
		t.figures[i+1].ofWhole(first)
	}
	t.figures = slices.Delete(t.figures, 0, 1)
}

// alikeWhole gives parts that say nothing of what happened that of their whole:
// "tái tục 4 hgđ: noong la 3, dửn 1".
func (t *tally) alikeWhole(whole int) {
	for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
		if p := &t.figures[k]; p.Indicator == t.figures[whole].Indicator {
			p.ofWhole(&t.figures[whole])
		}
	}
}

// ofWhole takes over what happened, and for how long was paid, where the
// figure does not say it.
func (f *figure) ofWhole(w *figure) {
	if !f.said() && w.said() {
		f.Kind, f.Reason, f.labels = w.Kind, w.Reason, append(slices.Clone(f.labels), w.labels...)
	}
	f.Months = max(f.Months, w.Months)
	if f.Tag == "" {
		f.Tag = w.Tag
	}
}

// nextOfName reads the "ii" of "kim chung i 3, ii 2": one more of the speaker's
// villages that are told apart by a number, with its own figure behind it.
func (t *tagger) nextOfName() (item, bool) {
	at := len(t.items) - 1
	for at >= 0 && t.items[at].class == filler {
		at--
	}
	if at < 1 || t.items[at].class != comma && t.items[at].class != strong && t.items[at].class != and {
		return item{}, false
	}
	for at >= 0 && t.items[at].class != unit {
		at--
	}
	if at < 0 {
		return item{}, false
	}
	first := t.items[at]
	codes := t.ofNumber(first, t.at)
	if codes == nil || slices.Equal(codes, first.units) || !t.figureAt(t.at+1) {
		return item{}, false
	}
	it := t.item(unit, first.value, 1)
	it.units = codes
	return it, true
}

// figureAt tells whether what is said of a village begins at i: ": 3", "3 hgđ",
// or a number alone behind a Roman numeral.
func (t *tagger) figureAt(i int) bool {
	roman := t.words[i-1].Kind != vi.Digits
	if t.is(i, ":") {
		return roman || i+2 < len(t.words) && t.words[i+1].Space
	}
	if c := t.peek(i); c == zero || c == no {
		return true
	}
	n, ok := vi.ReadNumber(t.words, i)
	return ok && n.Whole() && (roman || family(t.peek(i+n.Len)) == 1 && t.words[i].Space)
}

// typedSo tells a village of one syllable from a phrase that its name only may
// begin: "hán với ca hôm nay không có ai" has no "cả hôm nay", for its other
// words bear their marks.
func (t *tagger) typedSo(length, known int) bool {
	if length != 1 || !t.words[t.at].Bare() || !villageLists(t.prev()) {
		return false
	}
	last := len(t.items) - 1
	joined := last > 0 && t.items[last].class == and && t.items[last-1].class == unit // "han voi ca hom nay khong co ai"
	return slices.ContainsFunc(t.own, func(v village) bool { return len(v.parts) == 1 && v.parts[0].key == t.words[t.at].Key }) &&
		(joined || slices.ContainsFunc(t.words[t.at+1:t.at+known], func(w vi.Word) bool { return !w.Bare() }))
}

// villageLists tells whether a village may follow what was said before.
func villageLists(before class) bool {
	switch before {
	case strong, comma, and, colon, unit, kindWord, reporting:
		return true
	}
	return false
}

// alsoNobody takes "dửn cũng không", "dửn cũng vậy" behind a village without
// anybody for the same of the next one.
func (g *reading) alsoNobody(items []item) []item {
	for i := 1; i < len(items); i++ {
		it := items[i]
		if items[i-1].class != unit || it.to-it.from != 1 || !g.is(it.from, "cung") || i+1 >= len(items) {
			continue
		}
		next := items[i+1]
		switch {
		case next.class == no || next.class == zero:
			items[i].class, items[i].value = filler, ""
		case next.class == filler && (g.is(next.from, "vay") || g.is(next.from, "the")), next.class == other && (g.is(next.from, "vay") || g.is(next.from, "the")):
			if (i+2 >= len(items) || items[i+2].class == comma || items[i+2].class == strong) && g.nobodyBefore(items, i-1) {
				items[i].class, items[i].value = filler, ""
				items[i+1].class, items[i+1].value = zero, ""
			}
		}
	}
	return items
}

// nobodyBefore tells whether the statement before items[i] says of a village
// that there was nobody.
func (g *reading) nobodyBefore(items []item, i int) bool {
	for k := i - 2; k >= 0 && items[k].class != comma && items[k].class != strong; k-- {
		switch items[k].class {
		case zero, no:
			return true
		case count:
			return false
		}
	}
	return false
}

// heading takes "chốt ngày:" before a list for its heading, and no total.
func (g *reading) heading(items []item) []item {
	for i, it := range items {
		if it.class != total || !g.is(it.from, "chot") {
			continue
		}
		k := i + 1
		for k < len(items) && (items[k].class == filler || items[k].class == span) {
			k++
		}
		if k < len(items) && (items[k].class == colon || items[k].class == strong || items[k].class == comma) {
			items[i].class, items[i].value = reporting, ""
		}
	}
	return items
}

// wholeYears takes "đóng cả năm" for a year paid, and no running total.
func (g *reading) wholeYears(items []item) []item {
	for i := 1; i < len(items); i++ {
		it := items[i]
		if it.class != running || it.to-it.from != 2 || !g.is(it.from+1, "nam") || !g.is(it.from, "ca") {
			continue
		}
		if b := items[i-1]; b.class == kind && b.value == tookPart && b.to == it.from || b.class == filler && (g.is(b.from, "goi") || g.is(b.from, "luon")) {
			items[i].class, items[i].value = filler, ""
		}
	}
	return items
}

// yearMore tells "đóng tiếp năm nữa" from five more.
func (t *tagger) yearMore() bool {
	if !t.is(t.at, "nam") || !t.is(t.at+1, "nua") || t.at == 0 {
		return false
	}
	switch t.words[t.at-1].Fold {
	case "tiep", "han", "dong", "mua", "tuc", "them":
		return slices.ContainsFunc(t.items, func(it item) bool { return it.class == count })
	}
	return false
}

// oldOnes takes "cũ" beside a number for those who renewed, where "mới" stands
// beside another: "2 mới 3 cũ".
func (g *reading) oldOnes(items []item) []item {
	beside := func(i int) bool {
		if i > 1 && items[i-1].to == items[i].from && items[i-2].class == count && items[i-2].to == items[i-1].from && (family(items[i-1].class) == 1 || items[i-1].class == people) {
			return true // "3 hgđ cũ"
		}
		return i > 0 && items[i-1].class == count && items[i-1].to == items[i].from || i+1 < len(items) && items[i+1].class == count && items[i+1].from == items[i].to
	}
	fresh := false
	for i, it := range items {
		fresh = fresh || it.class == kind && it.value == string(coverage.New) && it.to-it.from == 1 && g.words[it.from].Is(keyMoi) && beside(i)
	}
	for i, it := range items {
		if fresh && it.to-it.from == 1 && g.words[it.from].Key == keyCu && it.class != count && beside(i) {
			items[i].class, items[i].value = kind, string(coverage.Renewed)
		}
	}
	return items
}

// restoredSense gives words of an agent's list the sense that the words beside
// them show.
func (g *reading) restoredSense(items []item) []item {
	if !g.agent() {
		return items
	}
	return g.oldOnes(g.wholeYears(g.heading(g.alsoNobody(items))))
}
