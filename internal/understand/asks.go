package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// books tells whether numbers, or that there were none, stand in items as in
// a report.
func (g *reading) books(items []item, strong bool) (booked bool) {
	for i, it := range items {
		if it.class == zero && (!strong || g.agent() && g.saysNone(items)) {
			booked = true
		}
		if it.class != count || it.num.Approx {
			continue
		}
		if i+1 < len(items) && (items[i+1].class == measure || items[i+1].class == clock) {
			continue
		}
		if i+1 < len(items) && items[i+1].class != people && isLabel(items[i+1].class) {
			booked = true
		}
		if i+1 < len(items) && items[i+1].class == people && !strong && slices.ContainsFunc(items[:i], func(p item) bool { return p.class == paying }) {
			booked = true
		}
		if g.agent() && !strong && i+1 < len(items) && items[i+1].class == people && namesInsurance(items[:i]) {
			booked = true
		}
		if i+2 < len(items) && items[i+1].class == people && isLabel(items[i+2].class) {
			booked = true
		}
		if g.agent() && i > 1 && items[i-1].class == filler && items[i-2].class == unit && g.words[items[i-1].from].Fold != "dat" {
			booked = true
		}
		if g.agent() && i > 0 && (items[i-1].class == unit || items[i-1].class == colon || isLabel(items[i-1].class)) {
			booked = true
		}
	}
	return booked
}

// plainly tells whether an agent's message reports, and no word of it asks, or
// wants something done: then it need not be read as a question.
func (g *reading) plainly(items []item) bool {
	if !g.agent() || !g.books(items, false) {
		return false
	}
	for i, w := range g.words {
		if w.Text == "?" || w.Text == "？" {
			return false
		}
		if _, _, asks := g.asking.Longest(g.words, i); asks {
			return false
		}
	}
	return true
}

// fillAsking gathers the words of questions, and of orders that a report may
// stand beside.
func (r *Reader) fillAsking() {
	for _, row := range questionWords() {
		switch row.value {
		case aboutStatus, aboutSelf, aboutMine, aboutFell, aboutMyCommune, aboutMyProvince, aboutNation, aboutMet, aboutBelow, aboutWeak, aboutFine,
			aboutResponsible, aboutForecast, aboutCompare, aboutYearStart, aboutPlan, aboutGap, aboutLowest, aboutHighest, aboutRank, aboutTarget,
			aboutSupport, aboutValidity, aboutBenefit, aboutProcedure, aboutNTM, aboutJoin, aboutHelp, aboutGrowth, aboutDaily, aboutWeekly, aboutMonthly:
			continue
		}
		if row.class == question || row.class == command {
			r.asking.Add(strings.ReplaceAll(row.phrases, "=", ""), true)
		}
	}
	for _, a := range aspectPhrases {
		r.asking.Add(strings.Join(a.phrases, "|"), true)
	}
	r.asking.Add("bao nhiêu|bn|người thứ", true)
}

// asks tells a question from a report that holds the same words.
func (q *query) asks(items []item) bool {
	if q.orders() {
		return true
	}
	strong := len(q.asked) > 0 || slices.ContainsFunc(q.items, func(it item) bool { return it.class == quest })
	booked := q.books(items, strong)
	if booked && q.agent() {
		return q.priced() && !q.reportsFirst(items) && !q.saysNone(items) && !q.reportsLater(items) || strong && !q.reports(items)
	}
	if booked && !strong && q.official() && len(q.places) == 1 && q.places[0].start == 0 && q.places[0].end == len(q.words) {
		return true // "nam dong" is Nam Đông, and no "năm đóng"
	}
	if booked && !strong && len(q.about) == 0 {
		return false
	}
	return strong || q.strongTopic() || !booked && q.wantsFigures() || q.bareTopic() || q.bareWish() || q.several() || q.official() && q.whose() || q.staff() || q.plainList() || q.metYet() || q.figuresWanted()
}

// wantsFigures: "báo cáo 9 tháng" of somebody who does not report.
func (q *query) wantsFigures() bool {
	return q.official() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == reporting })
}

// priced tells whether it asks what something costs.
func (q *query) priced() bool {
	return q.about[aboutRate] && slices.ContainsFunc(q.words, func(w vi.Word) bool { return w.Fold == "nhieu" || w.Fold == "bn" || w.Fold == "may" || w.Fold == "sao" })
}

// reportsFirst tells whether figures stand in a statement of their own before
// the one that asks for a price, told as a report: "em báo 2 hgđ, mức đóng tn
// bao nhiêu chị".
func (q *query) reportsFirst(items []item) bool {
	told, counted := false, false
	for i, it := range items {
		switch told = told || q.tells(it); it.class {
		case unit, span, clock:
			told = true
		case kind:
			told = told || it.value != tookPart
		case count:
			counted = counted || i+1 < len(items) && isLabel(items[i+1].class)
		case comma, strong:
			if it.class == strong && counted && q.topicBehind(it.to) {
				return true
			}
			return told && counted && !slices.ContainsFunc(q.items, func(a item) bool {
				return a.from < it.from && (a.class == question || a.class == command && a.value == aboutRate)
			})
		}
	}
	return false
}

// reportsLater tells whether a day's figures stand in a clause behind the one
// that asks: "mức đóng tn bao nhiêu ạ, hôm nay em có 2 hgđ".
func (q *query) reportsLater(items []item) bool {
	asked := false
	for _, c := range q.clauses(items) {
		if c.manner == asksFor && !c.figures {
			asked = true
		}
		if asked && c.manner == tells && c.figures && slices.ContainsFunc(c.items, func(it item) bool { return it.class == span && it.span.Scale == vi.OneDay || it.class == unit }) {
			return true
		}
	}
	return false
}

// topicBehind tells whether what is asked from word i on names its own topic:
// "mức đóng", "người thứ 2".
func (q *query) topicBehind(i int) bool {
	return slices.ContainsFunc(q.words[i:], func(w vi.Word) bool { return w.Is(keyMuc) || w.Is(keyThu) || w.Is(keyPhi) })
}

// reports tells whether an agent's figures stand in the message besides its
// question: "5 hgđ ạ, xã mình đạt bao nhiêu rồi chị?" still books.
func (q *query) reports(items []item) bool {
	if q.saysNone(items) {
		return true
	}
	told, _ := q.told(items)
	t := q.gather(told)
	for _, f := range t.figures {
		if f.own && f.Known && f.Count > 0 {
			return true
		}
	}
	return false
}

// orders are messages that want something done, numbers or not.
func (q *query) orders() bool {
	for _, about := range []string{aboutMissing, aboutRemind, aboutSetTarget, aboutExport, aboutChart, aboutCSV, aboutUnfollow, aboutLastYear} {
		if about == aboutMissing && q.agent() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == count }) {
			continue
		}
		if about == aboutLastYear && q.agent() && slices.ContainsFunc(q.words, func(w vi.Word) bool { return w.Fold == "ck" }) {
			continue // "ck": chuyển khoản
		}
		if q.about[about] && !(q.agent() && (about == aboutSetTarget || about == aboutExport && !q.fileWord())) {
			return true
		}
	}
	return q.about[aboutAssign] && !q.agent() || q.about[aboutFollow] && !q.agent() || q.detailed()
}

func (q *query) fileWord() bool {
	return slices.ContainsFunc(q.words, func(w vi.Word) bool {
		return w.Fold == "excel" || w.Fold == "file" || w.Fold == "xlsx" || w.Fold == "xuat"
	})
}

// strongTopic: words that only questions have.
func (q *query) strongTopic() bool {
	for _, about := range []string{aboutResponsible, aboutForecast, aboutCompare, aboutYearStart, aboutPlan, aboutGap, aboutLowest, aboutHighest, aboutRank, aboutTarget, aboutFollow,
		aboutRate, aboutSupport, aboutValidity, aboutBenefit, aboutProcedure, aboutBelow, aboutNTM, aboutJoin, aboutHelp, aboutGrowth, aboutDaily, aboutMine} {
		if q.about[about] {
			return true
		}
	}
	if q.agent() && q.about[aboutSelf] && (q.about[aboutStatus] || q.phrase("ket qua") || q.phrase("so") || q.phrase("so lieu")) && !slices.ContainsFunc(q.items, func(it item) bool { return it.class == count || it.class == zero }) {
		return true
	}
	return q.breaksDown() || q.ranksAgents() || q.generally() || (q.about[aboutStatus] && !q.idly() || q.about[aboutFell] && q.official()) && (len(q.places) > 0 || !q.agent() || q.about[aboutMyCommune] || q.about[aboutMyProvince])
}

// idly tells whether somebody who does not report says "được", "đang", "xem" and
// the like of nothing that figures are kept of: "anh đang họp".
func (q *query) idly() bool {
	if !q.official() || len(q.places) > 0 || len(q.asked) > 0 || q.about[aboutMyCommune] || q.about[aboutMyProvince] || q.about[aboutNation] {
		return false
	}
	said := false
	for _, it := range q.items {
		switch it.class {
		case indicator, tn, quest, percent:
			return false
		case command:
			if it.value != aboutStatus {
				continue
			}
			if it.to-it.from > 1 || !slices.Contains([]string{"duoc", "dang", "xem", "hoi", "tra", "the"}, q.words[it.from].Fold) {
				return false
			}
		case other:
			said = true
		case filler:
			said = said || it.to-it.from > 1 || !q.small[q.words[it.from].Fold] || q.words[it.from].Is(keyToi2) && !q.words[it.from].Bare()
		case span, clock, meeting, kind, households, visit:
			said = true
		}
	}
	return said
}
