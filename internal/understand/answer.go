package understand

import (
	"slices"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// answer fills in what an intent needs.
func (q *query) answer(intent Intent) Meaning {
	m := Meaning{Intent: intent}
	switch intent {
	case QueryStatus, QueryGap, QueryCompare, QueryPlan:
		q.one(&m)
		m.Indicator, m.AsOf = q.indicator(), q.asOf()
		m.Threshold = q.threshold()
		if m.From = q.from(); m.From == 0 && intent == QueryStatus && !q.detailed() {
			m.From = q.oneDay()
		}
		if intent == QueryCompare {
			q.comparison(&m)
			q.against(&m)
			q.sinceRecognised(&m)
		}
		if q.detailed() || intent == QueryGap && q.aspect() == Uncovered {
			m.Aspect = q.aspect()
			q.detailedDays(&m)
		}
		if intent == QueryStatus {
			m.Ahead = q.notCome()
		}
	case QueryForecast:
		q.one(&m)
		m.Indicator, m.Threshold = q.indicator(), q.threshold()
	case QueryTarget:
		q.one(&m)
		m.Indicator, m.Period = q.indicator(), q.period()
	case QueryResponsible:
		q.one(&m)
	case QueryList, QueryRank:
		q.many(&m)
	case QueryMissing, Remind, SetHours:
		q.reporting(&m)
	case Export:
		q.one(&m)
		q.export(&m)
	case Subscribe:
		q.one(&m)
		q.every(&m)
	case SetTarget:
		q.setTarget(&m)
	case Assign:
		q.assign(&m)
	case PolicyQuestion:
		m.Topic, m.AsOf = q.topic(), q.lawAsked()
	case BindGroup:
		if q.one(&m); q.phrase("thoi") || q.phrase("bo") || q.phrase("huy") {
			m.Every = "never"
		} else if m.FollowUp {
			m.Unit = "" // a group is bound to what is named, to nothing else
		}
		m.FollowUp = false
	case Join:
		m.Code = q.code()
	}
	return m
}

// one settles the unit a question is about: the one named, else the asker's.
func (q *query) one(m *Meaning) {
	if len(q.places) > 0 {
		if q.agent() {
			q.seekAround()
			q.agentSlip()
		}
		q.take(m, q.places[0])
		return
	}
	if p, ok := q.agentNames(); ok {
		q.take(m, p)
		return
	}
	if q.nameless() {
		if code := q.misspelt(); code != "" {
			m.Unit = code
			return
		}
		m.Ask = append(m.Ask, AskUnit)
		return
	}
	m.Unit = q.ofAsker()
	m.FollowUp = true
	if m.Unit == "" {
		m.Ask = append(m.Ask, AskUnit)
	}
}

func (q *query) take(m *Meaning, p foundPlace) {
	m.Asked, m.Heard = p.old, p.heard
	if p.heard != "" && m.Intent.writes() && !p.asks() { // an order is not carried out on a guess
		p.open, p.choices = true, p.codes
	}
	switch {
	case p.asks():
		m.Choices, m.Ask = p.choices, append(m.Ask, AskUnit)
	case len(p.codes) == 1:
		m.Unit = p.codes[0]
	default:
		m.Units = p.codes
	}
}

// ofAsker is the unit meant where none is named: "tỉnh" and "xã mình" are the
// asker's; else their own, of an agent with several villages the commune.
func (q *query) ofAsker() place.Code {
	switch {
	case q.about[aboutNation]:
		return place.Nation
	case q.about[aboutMyProvince] && q.level != "province":
		return q.above(place.Province)
	case q.about[aboutMyCommune]:
		return q.above(place.Commune)
	}
	return q.home()
}

// home is the asker's own unit.
func (q *query) home() place.Code {
	s := q.setting.Speaker
	switch {
	case q.agent() && len(s.Villages) == 1:
		return s.Villages[0]
	case q.agent() && s.Commune != "":
		return s.Commune
	case len(s.Units) > 0:
		return s.Units[0]
	case len(s.Villages) > 0:
		return q.parent(s.Villages[0])
	}
	return ""
}

func (q *query) parent(code place.Code) place.Code {
	if u, ok := q.tree.Unit(code); ok && u.Parent != "" {
		return u.Parent
	}
	return code
}

// above gives the unit of a level that holds the asker's own, or their own.
func (q *query) above(level place.Level) place.Code {
	home := q.home()
	for _, code := range q.tree.Ancestors(home, q.today) {
		if q.tree.Level(code) == level {
			return code
		}
	}
	return home
}

// indicator is the one named, else that of general coverage.
func (q *query) indicator() coverage.Indicator {
	var f figure
	for _, it := range q.items {
		if (it.class == indicator || it.class == tn) && !q.addressee(it) {
			f.labels = append(f.labels, it)
		}
	}
	f.settle()
	if f.Indicator == "" {
		return coverage.BHYT
	}
	return f.Indicator
}

// asOf is the last day of what was named, never after today.
func (q *query) asOf() vi.Day {
	day, named := q.today, false
	if q.daysBack() > 0 {
		return day
	}
	for _, it := range q.items {
		if it.class == span && it.span.To > 0 && !(named && it.span.Scale == vi.Year) { // "1/1 năm nay"
			named = it.span.Scale == vi.OneDay
			day = it.span.To
			if it.span.Scale == vi.Year && q.about[aboutYearStart] {
				day = q.today
			}
			if it.span.Scale == vi.Week && it.span.From <= q.today {
				day = it.span.To
			}
		}
	}
	if min(day, q.today) == q.today && (!q.dated() || q.phrase("dau nam") && !q.phrase("thang dau nam")) {
		day = q.yearEnds()
	}
	return min(day, q.today)
}

// yearEnds is the day that "đầu năm", or a bare year, stands for, else today.
func (q *query) yearEnds() vi.Day {
	if !q.official() {
		return q.today
	}
	for _, it := range q.items {
		if year := q.yearAlone(it); year > 0 && !q.inBasis(it) {
			return vi.Date(year, 12, 31)
		}
	}
	if q.phrase("dau nam") && !q.about[aboutYearStart] && !q.about[aboutCompare] && !q.phrase("tu dau nam") && !q.phrase("ke tu dau nam") && (q.asked[askHowMany] || q.asked[askHow]) {
		return q.today.YearStart()
	}
	return q.today
}

// lawAsked is the day whose law is asked for, future ones too; zero where that
// is today's. "6 tháng" is how long is paid for, and no day.
func (q *query) lawAsked() vi.Day {
	for _, it := range q.items {
		if it.class != span || it.span.To == 0 || it.span.From <= q.today && q.today <= it.span.To {
			continue
		}
		if it.span.Scale == vi.OneDay || it.span.Scale == vi.Year || it.span.Scale == vi.MonthLong {
			return it.span.From
		}
	}
	return 0
}

// dated tells whether the question names days.
func (q *query) dated() bool {
	return slices.ContainsFunc(q.items, func(it item) bool { return it.class == span && it.span.To > 0 })
}

// threshold is the share named, in millionths.
func (q *query) threshold() coverage.Rate {
	for _, it := range q.items {
		if it.class == percent {
			return rate(it.num)
		}
	}
	for i, it := range q.items { // "xã nào đạt 95 rồi"
		if it.class == count && it.num.Value >= 50 && it.num.Value <= 100 && i > 0 && q.official() && q.words[it.from-1].Fold == "dat" && !(i+1 < len(q.items) && isLabel(q.items[i+1].class)) {
			return rate(it.num)
		}
	}
	if !q.about[aboutForecast] && !q.about[aboutBelow] && !q.about[aboutMet] && !q.about[aboutGap] && !q.about[aboutSetTarget] {
		return 0
	}
	for i, it := range q.items { // "chưa đạt 95"
		if it.class == count && it.num.Value >= 50 && it.num.Value <= 100 && i > 0 && !(i+1 < len(q.items) && isLabel(q.items[i+1].class)) {
			return rate(it.num)
		}
	}
	return 0
}

func rate(n vi.Number) coverage.Rate {
	r := n.Value * 10_000
	for range n.Decimals {
		r /= 10
	}
	return coverage.Rate(r)
}

// sinceRecognised reads that a unit is set beside itself as it was when it was
// recognised as nông thôn mới.
func (q *query) sinceRecognised(m *Meaning) {
	if q.recognised() && m.Other == "" && len(q.places) < 2 {
		m.Compare, m.Since, m.Against, m.AsOf = "", "ntm_recognition", 0, q.today
	}
}

// recognised tells whether the day of that is named: "lúc công nhận ntm".
func (q *query) recognised() bool {
	return q.about[aboutNTM] && (q.phrase("cong nhan") || q.phrase("ve dich ntm") || q.phrase("dat chuan"))
}

// sinceThen tells whether one unit is looked at from that day on.
func (q *query) sinceThen() bool {
	moved := q.about[aboutFell] || q.about[aboutCompare] || q.phrase("tang") || q.phrase("hon")
	return moved && q.recognised() && !q.ofMany() && !q.about[aboutRank] && q.level == ""
}

// comparison says what is compared with what.
func (q *query) comparison(m *Meaning) {
	switch {
	case q.about[aboutLastYear]:
		m.Compare = "same_period_last_year"
		m.AsOf = q.today
		for _, it := range q.items {
			if it.class == span && it.span.Scale != vi.Year && it.span.To > 0 {
				m.AsOf = min(it.span.To, q.today)
			}
		}
	case q.about[aboutYearStart]:
		m.Compare, m.AsOf = "start_year", q.today
	case len(q.places) < 2 && q.periodStart() != 0:
		m.Since, m.AsOf = q.periodStart().String(), q.today
	case q.beside() && len(q.places) == 0:
		m.Compare, m.Other, m.Unit, m.FollowUp = "unit", q.ofAsker(), q.home(), false
	case q.beside():
		m.Compare, m.Other, m.Unit = "unit", m.Unit, q.ofAsker()
	case len(q.places) > 1 && len(q.places[1].codes) == 1:
		m.Compare, m.Other = "unit", q.places[1].codes[0]
		m.Others = q.further(m)
	case len(q.places) > 1 && q.places[1].old != "" && !q.places[1].asks(): // it became several units, and speaks for itself
		m.Compare, m.Other = "unit", q.places[1].old
		m.Others = q.further(m)
	case q.about[aboutMyProvince] && m.Unit != q.above(place.Province):
		m.Compare, m.Other = "unit", q.above(place.Province)
	case q.about[aboutNation] && m.Unit != place.Nation:
		m.Compare, m.Other = "unit", place.Nation
	case q.dayBefore() != "":
		m.Compare, m.AsOf = q.dayBefore(), q.today
	case q.monthBefore():
		m.Compare, m.AsOf = "previous_month", q.today
	default:
		m.Compare = "same_period_last_year"
	}
}

// further gives the units named behind the first two of a comparison.
func (q *query) further(m *Meaning) []place.Code {
	var more []place.Code
	for _, p := range q.places[2:] {
		u := p.old
		if len(p.codes) == 1 {
			u = p.codes[0]
		}
		if u != "" && !p.asks() && u != m.Unit && u != m.Other && !slices.Contains(more, u) {
			more = append(more, u)
		}
	}
	return more
}

// periodStart is the first day of the week, month or quarter with whose
// beginning something is compared: "so với đầu tháng". Zero where none is.
func (q *query) periodStart() vi.Day {
	year, month, _ := q.today.Civil()
	for i := range q.words {
		switch {
		case q.wordsAt(i, "dau", "thang"):
			if n, ok := vi.ReadNumber(q.words, i+2); ok && n.Whole() && n.Value >= 1 && n.Value <= 12 {
				if d := vi.Date(year, time.Month(n.Value), 1); d <= q.today {
					return d
				}
				return vi.Date(year-1, time.Month(n.Value), 1)
			}
			if q.wordsAt(i+2, "truoc") {
				return vi.Date(year, month-1, 1)
			}
			return q.today.MonthStart()
		case q.wordsAt(i, "dau", "quy") && !q.wordsAt(i+2, "truoc"):
			return vi.Date(year, (month-1)/3*3+1, 1)
		case q.wordsAt(i, "dau", "tuan"):
			return q.today - vi.Day((int(q.today.Weekday())+6)%7)
		}
	}
	return 0
}

// dayBefore is the one day that is compared with: "so với 30/6".
func (q *query) dayBefore() string {
	for _, it := range q.items {
		if it.class == span && it.span.Scale == vi.OneDay && it.span.From < q.today && it.span.From > 0 {
			return it.span.From.String()
		}
	}
	return ""
}

func (q *query) monthBefore() bool {
	return slices.ContainsFunc(q.items, func(it item) bool {
		return it.class == span && it.span.Scale == vi.MonthLong && it.span.To < q.today
	})
}

// many fills in lists and rankings.
func (q *query) many(m *Meaning) {
	m.Indicator, m.Level = q.indicator(), q.level
	if q.dated() && !q.about[aboutNTM] {
		m.AsOf = q.asOf()
	}
	q.within(m)
	m.Page = q.page()
	if m.Intent == QueryRank {
		q.ranking(m)
		q.rankedDays(m)
		return
	}
	if q.breaksDown() {
		m.Aspect = Breakdown
	}
	m.Threshold = q.threshold()
	switch {
	case q.about[aboutFell]:
		m.Filter = "fell"
	case q.about[aboutBelow]:
		m.Filter = "below"
	case q.about[aboutWeak] || q.about[aboutPlan] && q.late():
		m.Filter = "below"
	case q.lacking():
		m.Filter = "below"
	case m.Threshold > 0 || q.about[aboutMet] || q.phrase("vuot") || q.about[aboutFine] || q.meets():
		m.Filter = "above"
	default:
		m.Filter = "all"
	}
	switch {
	case m.Filter == "fell" && q.about[aboutNTM]:
		m.Since = "ntm_recognition"
	case m.Filter == "fell" && q.about[aboutCompare] && q.periodStart() != 0:
		m.Since, m.Against, m.AsOf = q.periodStart().String(), q.periodStart()-1, 0
	case m.Filter == "fell" && q.about[aboutCompare] && m.AsOf > 0 && m.AsOf < q.today && !q.phrase("trong") && !q.about[aboutLastYear] && len(q.spans()) < 2:
		m.Since, m.AsOf = m.AsOf.String(), 0 // "giảm so với 30/6"
	case m.Filter == "fell":
		q.sinceWhen(m)
	case m.Filter == "below" && q.floored() && m.Threshold == 0:
		m.Filter = "floor"
	}
}

// within settles where the units listed stand: below what is named, else
// below the nearest unit of the asker that holds such units.
func (q *query) within(m *Meaning) {
	switch {
	case len(q.places) > 0:
		p := q.places[0]
		if m.Heard = p.heard; p.asks() {
			m.Choices, m.Ask = p.choices, append(m.Ask, AskUnit)
			return
		}
		if len(p.codes) == 1 {
			m.Within = p.codes[0]
		} else {
			m.Units = p.codes
		}
		m.Asked = p.old
	default:
		m.Within = q.ofAsker()
		if q.tree.Level(m.Within) == place.Village {
			m.Within = q.parent(m.Within)
		}
	}
	if m.Within == "" {
		if len(m.Units) == 0 {
			m.Ask = append(m.Ask, AskUnit)
		}
		return
	}
	q.fitLevel(m)
}

// fitLevel makes the level and the unit fit: below a commune stand villages;
// a commune that is asked for its rank is ranked in its province.
func (q *query) fitLevel(m *Meaning) {
	if q.ranksAgents() || m.Intent == QueryRank && q.ofAgents() || q.rankOfOwn(m) {
		return
	}
	level := q.tree.Level(m.Within)
	if m.Level == "" {
		m.Level = levelName(below(level))
		if m.Intent == QueryRank && !q.about[aboutLowest] && !q.about[aboutHighest] && level >= place.Commune && level != place.Office && (q.named() || level == place.Village || q.asked[askHowMany]) {
			m.Unit, m.Level = m.Within, levelName(level)
			m.Within = q.parent(m.Within)
		}
		return
	}
	if level == place.Office && m.Level != "province" {
		return // it is above communes and villages, whatever its number
	}
	for _, code := range q.tree.Ancestors(m.Within, q.today) {
		if l := q.tree.Level(code); l < levelOf(m.Level) {
			m.Within = code
			return
		}
	}
}

func (q *query) named() bool { return len(q.places) > 0 }

func below(l place.Level) place.Level {
	switch l {
	case place.Country:
		return place.Province
	case place.Province, place.District, place.Office:
		return place.Commune
	}
	return place.Village
}

func levelName(l place.Level) string {
	return map[place.Level]string{place.Province: "province", place.Commune: "commune", place.Village: "village"}[l]
}

func levelOf(name string) place.Level {
	switch name {
	case "province":
		return place.Province
	case "commune":
		return place.Commune
	}
	return place.Village
}
