package understand

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"baophu/internal/coverage"
	"baophu/internal/place"
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
	}
	for _, it := range q.items {
		if it.class == count && it.num.Value > 0 && it.num.Value <= 100 {
			m.Limit = int(it.num.Value)
		}
	}
	if m.Limit == 0 && (q.about[aboutLowest] || q.about[aboutHighest]) && q.asked[askWhich] && !q.about[aboutRank] {
		m.Limit = 1
	}
}

// reporting settles who has not reported since when.
func (q *query) reporting(m *Meaning) {
	m.Within = q.ofAsker()
	if q.agent() && m.Within == q.home() && q.setting.Speaker.Commune != "" {
		m.Within = q.setting.Speaker.Commune
	}
	if len(q.places) > 0 {
		p := q.places[0]
		m.Within, m.Asked = "", p.old
		switch {
		case len(p.choices) > 1:
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
	if m.Intent == Remind {
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
}

// export settles the period and the format.
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
	if slices.ContainsFunc(q.items, func(it item) bool { return it.class == indicator || it.class == tn }) {
		m.Indicator = q.indicator()
	}
}

// period names the year, quarter or month that was named.
func (q *query) period() coverage.Period {
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

// every settles how often news is wanted.
func (q *query) every(m *Meaning) {
	m.Every = "day"
	switch {
	case q.about[aboutUnfollow]:
		m.Every = "never"
	case q.about[aboutWeekly]:
		m.Every = "week"
	case q.about[aboutMonthly]:
		m.Every = "month"
	}
	if slices.ContainsFunc(q.items, func(it item) bool { return it.class == indicator || it.class == tn }) {
		m.Indicator = q.indicator()
	}
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
			m.Rows = []Row{{Count: it.num.Value, Known: true, Indicator: m.Indicator}}
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

// assign reads "giao bản Noong La cho chị Hà Thị Mẫu".
func (q *query) assign(m *Meaning) {
	q.one(m)
	m.FollowUp = false
	m.Person = q.person()
	if m.Person == "" {
		m.Ask = append(m.Ask, AskPerson)
	} else if len(m.Ask) == 0 {
		m.Ask = append(m.Ask, AskConfirmation)
	}
}

// person gives the name behind "cho", "chị", "bà" …, or before "phụ trách".
func (q *query) person() string {
	inPlace := func(i int) bool {
		return slices.ContainsFunc(q.places, func(p foundPlace) bool { return i >= p.start && i < p.end })
	}
	for i, w := range q.words {
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
		if invitation(word) {
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

// findLevel reads which units are listed: xã, bản, tỉnh, nhân viên.
func (q *query) findLevel() {
	for i, it := range q.items {
		fold := q.words[it.from].Fold
		if it.class == question || it.class == command || it.class == measure || it.class == kindWord || it.class == other || it.class == filler {
			for k := it.from; k < it.to; k++ {
				if l := levelWord(q.words[k].Fold, k+1 < len(q.words) && q.words[k+1].Fold == "khu"); l != "" && q.lists(i, k) {
					q.level = l
					return
				}
			}
		}
		_ = fold
	}
}

// lists tells whether the level word at word k is what is asked for, rather
// than part of "tỉnh mình": a number, "các", "những" before it, or "nào", a
// superlative behind it.
func (q *query) lists(i, k int) bool {
	if k > 0 {
		switch q.words[k-1].Fold {
		case "cac", "nhung", "sach", "hang", "theo", "tung", "moi", "top", "ke", "so":
			return true
		}
		if q.words[k-1].Kind == vi.Digits {
			return true
		}
		if n, ok := vi.ReadNumber(q.words, k-1); ok && n.Sure {
			return true
		}
	}
	for j := k + 1; j < len(q.words) && j <= k+3; j++ {
		switch q.words[j].Fold {
		case "nao", "chua", "thap", "cao", "kem", "tot", "giam", "tut", "duoi", "dung", "yeu", "dat", "co", "vuot", "bet", "khong", "ko", "it", "nhieu", "con", "chot", "tang":
			return q.words[k].Fold != "tinh" || q.words[j].Fold == "nao"
		case "nho", "khu", "pho", "dan", "thu", "vien", "phuong", "xa":
			continue
		}
		return false
	}
	return false
}

func levelWord(fold string, beforeKhu bool) string {
	switch fold {
	case "xa", "phuong", "vi":
		return "commune"
	case "ban", "thon", "bon", "buon", "xom", "to", "lang", "ap":
		return "village"
	case "tieu":
		if beforeKhu {
			return "village"
		}
	case "tinh":
		return "province"
	case "vien", "ly":
		return "agent"
	}
	return ""
}

// findPlaces finds the units that the message names.
func (q *query) findPlaces() {
	near := place.Near{Units: append(slices.Clone(q.setting.Speaker.Units), q.setting.Speaker.Villages...), Day: q.today}
	if q.setting.Speaker.Commune != "" {
		near.Units = append(near.Units, q.setting.Speaker.Commune)
	}
	for _, h := range q.scan(near) {
		if q.ownExpression(h) {
			continue
		}
		q.places = append(q.places, q.resolve(h))
	}
}

// ownExpression tells whether what looks like a name is "xã mình", "xã em".
func (q *query) ownExpression(h place.Hit) bool {
	if h.End-h.Start < 2 || q.words[h.Start+1].Upper() || !slices.Contains([]string{"xa", "phuong", "tinh", "ban", "thon", "huyen", "khu", "to"}, q.words[h.Start].Fold) {
		return false
	}
	whose := q.words[h.Start+1]
	if h.End-h.Start > 2 {
		return whose.Key == vi.Key("mình") || whose.Fold == "minh" && q.words[h.Start+2].Fold == "bao"
	}
	return slices.Contains([]string{"minh", "em", "ta", "toi", "nha", "nay", "chau", "e", "kia", "nao", "khac"}, whose.Fold)
}

func (g *reading) scan(near place.Near) []place.Hit {
	if !g.scanned {
		texts := make([]string, len(g.words))
		for i, w := range g.words {
			texts[i] = w.Text
		}
		g.hits, g.scanned = g.index.Scan(texts, near), true
	}
	return g.hits
}

// resolve decides which unit a name means to the asker.
func (q *query) resolve(h place.Hit) foundPlace {
	p := foundPlace{start: h.Start, end: h.End}
	best := h.Matches[0]
	var rivals []place.Code
	for _, m := range h.Matches {
		if m.Cost == best.Cost {
			rivals = append(rivals, m.Code)
		}
	}
	for _, keep := range []func(place.Code) bool{q.mine, q.lives, q.inMyProvince} {
		if kept := slices.Clone(rivals); len(rivals) > 1 {
			if kept = slices.DeleteFunc(kept, func(c place.Code) bool { return !keep(c) }); len(kept) > 0 {
				rivals = kept
			}
		}
	}
	if len(rivals) > 1 {
		if high := q.highest(rivals); len(high) == 1 {
			rivals = high
		}
	}
	if len(rivals) > 1 {
		p.choices = rivals
		return p
	}
	p.codes = rivals
	if !q.lives(rivals[0]) {
		p.old, p.codes = rivals[0], nil
		for _, s := range q.tree.Now(rivals[0]) {
			p.codes = append(p.codes, s.Code)
		}
	}
	return p
}

func (q *query) lives(code place.Code) bool { return q.tree.Alive(code, 0) }

// mine tells whether a unit is the asker's, below it or above it.
func (q *query) mine(code place.Code) bool {
	s := q.setting.Speaker
	for _, list := range [][]place.Code{s.Units, s.Villages, {s.Commune}} {
		for _, own := range list {
			if own != "" && (q.tree.Within(code, own, 0) || q.tree.Within(own, code, 0)) {
				return true
			}
		}
	}
	return false
}

func (q *query) inMyProvince(code place.Code) bool {
	return q.tree.Within(code, q.above(place.Province), 0)
}

func (q *query) highest(codes []place.Code) []place.Code {
	top := place.Village
	for _, c := range codes {
		top = min(top, q.tree.Level(c))
	}
	if top != place.Province {
		return codes
	}
	return slices.DeleteFunc(slices.Clone(codes), func(c place.Code) bool { return q.tree.Level(c) != top })
}
