package understand

import (
	"slices"
)

// upwards tells whether one's own unit is to be set beside the province or the
// country: "so với tỉnh".
func (q *query) upwards() bool {
	if !q.about[aboutCompare] || q.about[aboutLastYear] || q.about[aboutYearStart] || q.dated() || !q.about[aboutMyProvince] && !q.about[aboutNation] || !q.first("so") && !q.first("ss") && !q.first("vs") && !q.first("doi") {
		return false
	}
	return q.home() != "" && q.home() != q.ofAsker()
}

// several tells whether two units are set beside each other: by their names
// alone, or with a word of comparison.
func (q *query) several() bool {
	if !q.official() || len(q.words) > 24 {
		return false
	}
	if len(q.places) == 1 && (q.about[aboutMyProvince] || q.about[aboutNation]) && (q.phrase("voi") || q.phrase("va")) && q.bareTopic() {
		return true
	}
	if len(q.places) < 2 {
		return false
	}
	a, b := q.places[0], q.places[1]
	if len(a.codes) != 1 || len(b.codes) != 1 || a.codes[0] == b.codes[0] || q.tree.Within(a.codes[0], b.codes[0], 0) || q.tree.Within(b.codes[0], a.codes[0], 0) {
		return false
	}
	for _, about := range []string{aboutExport, aboutChart, aboutFollow, aboutMissing, aboutRemind, aboutAssign, aboutSetTarget, aboutResponsible, aboutForecast, aboutTarget} {
		if q.about[about] {
			return false
		}
	}
	if q.phrase("nhap vao") || q.phrase("sap nhap") || q.phrase("thuoc") {
		return false
	}
	return q.joined(a.end, b.start)
}

// joined tells whether the words between two names only join them.
func (q *query) joined(from, to int) bool {
	if to-from > 5 {
		return false
	}
	for _, w := range q.words[from:to] {
		switch w.Fold {
		case "va", "voi", "vs", "so", "hay", "hoac", ",", "-", "/", "&", "+", "cung", "roi", "den", "xa", "phuong", "tinh", "ban", "thon", "thi", "con", "sanh", "ss", ";", "\n", "hon", "cao", "thap", "kem":
		default:
			return false
		}
	}
	return true
}

// beside tells whether one's own unit is to be set beside the one that is
// named: "so lai châu", "so với xã mường giôn thì sao".
func (q *query) beside() bool {
	own := q.ofAsker()
	if len(q.places) == 0 && q.upwards() {
		return true
	}
	if len(q.places) != 1 || !q.about[aboutCompare] || q.about[aboutLastYear] || q.about[aboutYearStart] || q.dated() || len(q.places[0].codes) != 1 {
		return false
	}
	p := q.places[0]
	for i := range q.words[:p.start] {
		if w := q.words[i].Fold; w != "so" && w != "sanh" && w != "voi" && w != "ss" && w != "vs" && w != "doi" && w != "chieu" && w != "xa" && w != "phuong" && w != "tinh" && w != "thi" && w != "neu" {
			return false
		}
	}
	return p.start > 0 && own != "" && own != p.codes[0]
}

// firstOfTwo is the first of two questions in one message: "đạt bao nhiêu rồi,
// ai phụ trách". The second is asked again by whoever still wants it.
func (q *query) firstOfTwo() (Meaning, bool) {
	if q.agent() || len(q.words) > 40 {
		return Meaning{}, false
	}
	for i, it := range q.items {
		if it.class != comma && it.class != strong && it.class != quest || it.from < 2 || i+1 >= len(q.items) {
			continue
		}
		if w := q.words[it.from].Text; w != "," && w != "?" && w != ";" && w != "." {
			continue
		}
		asks := func(from []item) bool {
			return slices.ContainsFunc(from, func(x item) bool { return x.class == question && x.value != askList && x.value != askWhich })
		}
		if !asks(q.items[:i]) || !asks(q.items[i+1:]) {
			continue
		}
		first, second := q.part(0, it.from), q.part(it.to, len(q.words))
		if len(second.places) > 0 && len(first.places) == 0 {
			continue
		}
		a, ok := first.only()
		b, also := second.only()
		if ok && also && len(a.Ask) == 0 && a.Intent != b.Intent && figures(a.Intent) && (figures(b.Intent) || b.Intent == QueryResponsible) {
			return a, true
		}
	}
	return Meaning{}, false
}

// part is the question in the words from one to another.
func (q *query) part(from, to int) *query {
	return q.begin(q.text[q.words[from].Start:q.words[to-1].End], q.setting).newQuery()
}

// only answers by the rules alone.
func (q *query) only() (Meaning, bool) {
	if i := slices.IndexFunc(q.rules, func(r questionRule) bool { return r.fits(q) }); i >= 0 {
		return q.answer(q.rules[i].intent), true
	}
	return Meaning{}, false
}

// figures tells whether an intent asks for figures of one unit.
func figures(i Intent) bool {
	return i == QueryStatus || i == QueryGap || i == QueryCompare || i == QueryPlan || i == QueryForecast || i == QueryTarget
}
