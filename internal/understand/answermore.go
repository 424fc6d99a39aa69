package understand

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// ranking says which end, how many and by what.
func (q *query) ranking(m *Meaning) {
	m.Order = "desc"
	if q.about[aboutLowest] {
		m.Order = "asc"
	}
	switch {
	case q.about[aboutGrowth]:
		m.By = "growth"
	case q.about[aboutPlan]:
		m.By = "plan"
	case q.about[aboutGap]:
		m.By = "gap"
	default:
		m.By = q.by()
	}
	if q.ofAgents() {
		m.Level = "agent"
	}
	if m.Limit = q.limit(); m.Limit == 0 && (q.about[aboutLowest] || q.about[aboutHighest] || q.about[aboutGrowth]) && q.asked[askWhich] && !q.about[aboutRank] {
		m.Limit = 1
	}
}

// limit is how many are wanted: "10 xã thấp nhất".
func (q *query) limit() (n int) {
	for _, it := range q.items {
		if it.class == count && it.num.Value > 0 && it.num.Value <= 100 && !(it.from > 0 && q.words[it.from-1].Fold == "trang") {
			n = int(it.num.Value)
		}
	}
	return n
}

// reporting settles who has not reported since when.
func (q *query) reporting(m *Meaning) {
	m.Within = q.ofAsker()
	if q.agent() && m.Within == q.home() && q.setting.Speaker.Commune != "" {
		m.Within = q.setting.Speaker.Commune
	}
	if len(q.places) > 0 {
		p := q.places[0]
		m.Within, m.Asked, m.Heard = "", p.old, p.heard
		switch {
		case p.asks():
			m.Choices, m.Ask = p.choices, append(m.Ask, AskUnit)
		case len(p.codes) == 1:
			m.Within = p.codes[0]
		default:
			m.Units = p.codes
		}
	}
	if m.Within == "" && len(m.Units) == 0 && len(m.Ask) == 0 {
		m.Ask = append(m.Ask, AskUnit)
	}
	if m.Intent != QueryMissing {
		return
	}
	m.Days = 1
	for i, it := range q.items {
		switch {
		case it.class == count && i+1 < len(q.items) && q.words[q.items[i+1].from].Fold == "ngay":
			m.Days = int(min(it.num.Value, 366))
		case it.class == count && i+1 < len(q.items) && q.words[q.items[i+1].from].Fold == "tuan":
			m.Days = int(min(7*it.num.Value, 366))
		case it.class == span && it.span.Scale == vi.Week:
			m.Days = 7
		case it.class == span && it.span.Scale == vi.MonthLong:
			_, _, m.Days = min(it.span.To, q.today).Civil()
			m.AsOf = min(it.span.To, q.today)
		case it.class == span && it.span.Scale == vi.OneDay && it.span.From < q.today:
			m.AsOf = it.span.From
		}
	}
	q.organising(m)
}

// export settles the period or the day, and the format.
func (q *query) export(m *Meaning) {
	m.Format = "xlsx"
	if q.about[aboutChart] && !q.about[aboutExport] {
		m.Format = "png"
	}
	if q.about[aboutCSV] {
		m.Format = "csv"
	}
	if slices.ContainsFunc(q.words, func(w vi.Word) bool { return w.Fold == "json" }) {
		m.Format = "json"
	}
	m.Period = q.period()
	if day := q.asOf(); day < q.today && m.Period == "" {
		m.AsOf = day // a day was named
	}
	if from, to := q.between(); m.Period == "" && from < to {
		m.Since = from.String()
	}
	if slices.ContainsFunc(q.items, func(it item) bool { return it.class == indicator || it.class == tn }) {
		m.Indicator = q.indicator()
	}
	if m.Format == "png" && (q.about[aboutLowest] || q.about[aboutHighest] || q.about[aboutRank]) {
		m.Limit = q.limit()
	}
	if m.Format == "png" && m.Indicator == coverage.BHYT {
		m.Indicator = "" // what a picture shows anyway
	}
}

// between gives the first and the last of the days that were named one by
// one: "từ 1/9 đến 30/9".
func (q *query) between() (from, to vi.Day) {
	for _, it := range q.items {
		if it.class != span || it.span.Scale != vi.OneDay || it.span.From == 0 {
			continue
		}
		if from == 0 {
			from = it.span.From
		}
		to = it.span.From
	}
	return from, to
}

// period names the year, quarter or month that was named.
func (q *query) period() coverage.Period {
	for _, it := range q.items {
		if w := q.words[it.from]; it.class == count && w.Kind == vi.Digits && len(w.Text) == 4 && it.num.Value >= 2000 && it.num.Value <= 2100 && !q.inBasis(it) {
			return coverage.Period(w.Text)
		}
	}
	for _, it := range q.items {
		if it.class != span || it.span.To == 0 {
			continue
		}
		year, month, _ := it.span.From.Civil()
		switch it.span.Scale {
		case vi.Year:
			return coverage.Period(fmt.Sprintf("%04d", year))
		case vi.Quarter:
			return coverage.Period(fmt.Sprintf("%04d-Q%d", year, (int(month)+2)/3))
		case vi.MonthLong:
			return coverage.Period(fmt.Sprintf("%04d-%02d", year, int(month)))
		}
	}
	return ""
}

// setTarget reads "giao chỉ tiêu bản Noong La 98% bhyt năm 2026".
func (q *query) setTarget(m *Meaning) {
	q.one(m)
	m.FollowUp = false
	m.Indicator, m.Threshold = q.indicator(), q.threshold()
	m.Period, m.Basis = q.period(), q.basis()
	if m.Period == "" {
		year, _, _ := q.today.Civil()
		m.Period = coverage.Period(fmt.Sprintf("%04d", year))
	}
	for _, it := range q.items {
		if it.class == count && m.Threshold == 0 && it.num.Whole() && !q.inBasis(it) {
			m.Rows = []Row{{Count: it.num.Value, Known: true, Indicator: m.Indicator, Kind: q.newOnes()}}
		}
	}
	if m.Threshold == 0 && len(m.Rows) == 0 {
		m.Ask = append(m.Ask, AskCount)
	}
	if m.Basis == "" {
		m.Ask = append(m.Ask, AskLegalBasis)
	} else if len(m.Ask) == 0 {
		m.Ask = append(m.Ask, AskConfirmation)
	}
}

// newOnes tells a number of new people ("200 người mới") from a stock, "".
func (q *query) newOnes() coverage.Kind {
	if q.phrase("moi") || q.phrase("phat trien") || q.phrase("tang them") || q.phrase("tang moi") {
		return coverage.New
	}
	return ""
}

// basisWords begin the act on which a target rests.
var basisWords = []string{"theo", "can cu", "qd", "quyet dinh", "nq", "nghi quyet", "ct", "kh so", "ke hoach so", "cong van", "cv"}

// basis gives the act named: from "QĐ", "Nghị quyết" … to the end.
func (q *query) basis() string {
	if at := q.basisAt(); at >= 0 {
		return strings.TrimSpace(q.text[q.words[at].Start:])
	}
	return ""
}

// basisAt gives the word where the act begins, or -1. An act has a number.
func (q *query) basisAt() int {
	for i, w := range q.words {
		if w.Kind != vi.Letters {
			continue
		}
		for _, begin := range basisWords[2:] {
			first, second, two := strings.Cut(begin, " ")
			if w.Fold != first || two && !(i+1 < len(q.words) && q.words[i+1].Fold == second) {
				continue
			}
			for _, later := range q.words[i:min(len(q.words), i+5)] {
				if later.Kind == vi.Digits {
					return i
				}
			}
		}
	}
	return -1
}

func (q *query) inBasis(it item) bool {
	at := q.basisAt()
	return at >= 0 && it.from >= at
}

// assign reads "giao bản Noong La cho chị Hà Thị Mẫu", and "bàn giao địa bàn của
// chị Lò Thị Mẫu cho chị Hà Thị Mẫu": all that somebody holds.
func (q *query) assign(m *Meaning) {
	to, of := q.last("cho"), q.last("cua")
	if m.Person = q.personIn(max(to, 0), len(q.words)); to > of && of >= 0 {
		m.Giver = q.personIn(of, to)
	}
	if q.one(m); len(q.places) == 0 && m.Giver != "" {
		m.Unit, m.Ask = "", nil
	}
	m.FollowUp = false
	if m.Person == "" {
		m.Ask = append(m.Ask, AskPerson)
	} else if len(m.Ask) == 0 {
		m.Ask = append(m.Ask, AskConfirmation)
	}
}

// last gives the last word of a folded form that stands in no place's name, or -1.
func (q *query) last(fold string) int {
	for i, w := range slices.Backward(q.words) {
		if w.Fold == fold && !slices.ContainsFunc(q.places, func(p foundPlace) bool { return i >= p.start && i < p.end }) {
			return i
		}
	}
	return -1
}

// person gives the name in the message.
func (q *query) person() string { return q.personIn(0, len(q.words)) }

// personIn gives the name behind "cho", "chị", "bà" …, or before "phụ trách".
func (q *query) personIn(from, to int) string {
	inPlace := func(i int) bool {
		return slices.ContainsFunc(q.places, func(p foundPlace) bool { return i >= p.start && i < p.end })
	}
	for i, w := range q.words[:to] {
		if i < from {
			continue
		}
		title := slices.Contains([]string{"chi", "anh", "ba", "ong", "co", "chu", "bac", "em", "dc"}, w.Fold)
		if !title && w.Fold != "cho" && w.Fold != "cong" && w.Fold != "cu" || i+1 >= len(q.words) || inPlace(i) {
			continue
		}
		end := i + 1
		for end < len(q.words) && end < i+5 && q.words[end].Kind == vi.Letters && !inPlace(end) && (q.words[end].Upper() || title && end == i+1) {
			end++
		}
		next := q.words[min(i+1, len(q.words)-1)]
		if end > i+1 && (next.Upper() || title && !slices.Contains([]string{"phu", "quan", "theo", "oi", "a"}, next.Fold)) {
			return q.text[q.words[i+1].Start:q.words[end-1].End]
		}
	}
	return ""
}

// topic names what a question about contributions is on.
func (q *query) topic() string {
	of := "bhyt_hgd"
	if i := q.indicator(); i != coverage.BHYT {
		of = string(i)
	}
	switch {
	case q.about[aboutValidity]:
		return "card_validity"
	case q.about[aboutProcedure]:
		return of + "_procedure"
	case q.about[aboutBenefit] && !q.about[aboutRate] && !q.about[aboutSupport]:
		return of + "_benefits"
	case q.about[aboutSupport] && !q.about[aboutRate] || q.about[aboutSupport] && of != "bhyt_hgd":
		return of + "_support"
	}
	return of + "_rate"
}

// code gives the invitation in the message: letters and digits, in capitals.
func (q *query) code() string {
	for word := range strings.FieldsSeq(q.text) {
		word = strings.Trim(word, ".,:;!()\"'")
		if invitation(word) || q.about[aboutJoin] && invitation(strings.ToUpper(word)) {
			return strings.ToUpper(word)
		}
	}
	return ""
}

// invitation tells whether a word looks like an invitation's code.
func invitation(word string) bool {
	letters, digits, upper := 0, 0, true
	for _, c := range word {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c < unicode.MaxASCII && unicode.IsLetter(c):
			letters++
			upper = upper && unicode.IsUpper(c)
		default:
			return false
		}
	}
	return letters > 0 && digits > 0 && upper && len(word) >= 5 && len(word) <= 12
}
