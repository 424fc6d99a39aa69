package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// What a question may be about besides the figure itself: Meaning.Aspect.
const (
	Reasons   = "reasons"   // why people lapsed
	Meetings  = "meetings"  // outreach and what it brought
	Renewals  = "renewals"  // whose payments run out
	Breakdown = "breakdown" // every unit below
	Uncovered = "uncovered" // how many people do not take part
)

// aspectPhrases are by what each is known, folded. A name in the message is
// not looked at.
var aspectPhrases = []struct {
	aspect  string
	phrases []string
}{
	{Reasons, []string{"vi sao", "tai sao", "ly do", "li do", "nguyen nhan", "giam do dau", "giam vi dau", "do dau ma"}},
	{Meetings, []string{"hoi nghi", "tuyen truyen", "buoi truyen thong"}},
	{Renewals, []string{"den han", "sap het han", "dao han", "het han thang", "het han trong", "can tai tuc", "phai tai tuc", "can gia han", "phai gia han", "han tai tuc", "the het han"}},
	{Uncovered, []string{"chua co the", "chua co bhyt", "chua co the bhyt", "chua co bao hiem", "chua co bao hiem y te", "chua bao phu", "chua duoc bao phu", "chua tham gia", "chua tham gia bhyt", "khong co the", "ngoai dien bao phu"}},
	{Breakdown, []string{"theo ban", "theo xa", "theo thon", "theo phuong", "theo tinh", "tung ban", "tung xa", "tung thon", "tung tinh", "chi tiet"}},
}

// aspect tells which of them the question is about, "" for the figure.
func (q *query) aspect() string {
	said := q.folded()
	for _, a := range aspectPhrases {
		if !slices.ContainsFunc(a.phrases, func(p string) bool { return strings.Contains(said, " "+p+" ") }) {
			continue
		}
		if a.aspect == Reasons && !q.about[aboutFell] && !q.about[aboutBelow] && !strings.Contains(said, " hut ") {
			continue
		}
		if a.aspect == Uncovered && (q.agent() && len(q.asked) == 0 || !q.asked[askHowMany] && !q.asked[askHow] && q.ofMany() || q.about[aboutHighest] || q.about[aboutLowest] || q.about[aboutRank] || q.counted()) {
			continue // places are asked for, or told of
		}
		return a.aspect
	}
	return ""
}

// folded gives the words that are in no place's name.
func (q *query) folded() string {
	var b strings.Builder
	for i, w := range q.words {
		if !slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.start <= i && i < p.end }) {
			b.WriteString(" " + w.Fold)
		}
	}
	return b.String() + " "
}

// detailed tells whether it asks for one of the first three. What an agent
// writes with numbers is a report, unless it asks with a question word.
func (q *query) detailed() bool {
	a := q.aspect()
	if a == "" || a == Breakdown {
		return false
	}
	if a == Uncovered && q.about[aboutGap] || a == Renewals && q.about[aboutValidity] || a == Meetings && (q.about[aboutRate] || q.about[aboutSupport]) {
		return false
	}
	if q.agent() {
		return !q.holdsNumbers(a) && (a != Meetings || len(q.asked) > 0 || q.about[aboutStatus]) || a == Reasons && len(q.asked) > 0
	}
	return q.official()
}

// holdsNumbers tells whether there are numbers in the message. That some "chưa có
// thẻ" is what is asked about, and no report of nobody.
func (q *query) holdsNumbers(aspect string) bool {
	none := 0
	for _, it := range q.items {
		switch it.class {
		case count:
			return true
		case zero:
			none++
		}
	}
	if said := q.folded(); aspect == Uncovered && q.asked[askHowMany] && (strings.Contains(said, " chua co ") || strings.Contains(said, " khong co the ")) {
		none--
	}
	return none > 0
}

// breaksDown tells whether it asks for every unit below one.
func (q *query) breaksDown() bool {
	return q.aspect() == Breakdown && !slices.ContainsFunc(q.items, func(it item) bool { return it.class == count })
}

// general are the messages of somebody who wants to know how things stand,
// and says no more.
var general = []string{"tinh hinh", "tinh hinh the nao", "tinh hinh sao roi", "so lieu", "ket qua", "tinh hinh chung", "tinh hinh hom nay", "hom nay the nao", "cua toi", "cua em", "cua minh", "tong quan", "co gi moi khong", "co gi moi", "co gi moi ko", "so moi nhat", "co gi moi khong em", "so lieu moi"}

func (q *query) generally() bool {
	return slices.Contains(general, strings.TrimSpace(strings.Trim(q.folded(), " ?!.,")))
}

// from tells from when a question's stretch of days runs: "báo cáo 9 tháng".
// Zero where it names a day, or nothing.
func (q *query) from() vi.Day {
	if n := q.daysBack(); n > 0 {
		return q.today - n + 1
	}
	for _, it := range q.items {
		if it.class == span && it.span.Scale != vi.OneDay && it.span.To > 0 && it.span.From <= q.today {
			return it.span.From
		}
	}
	return 0
}

// oneDay is the day whose own figures are asked for: "hôm nay được bao nhiêu
// người". Zero where none is.
func (q *query) oneDay() vi.Day {
	spans := q.spans()
	if len(spans) != 1 || spans[0].Scale != vi.OneDay || spans[0].From < q.today-7 || len(q.places) > 1 || slices.ContainsFunc(q.items, func(it item) bool { return it.class == percent }) || q.phrase("phan tram") || q.phrase("%") || q.phrase("ty le") {
		return 0
	}
	if !q.asked[askHowMany] && !q.phrase("them") && !q.phrase("moi") {
		return 0
	}
	return spans[0].From
}

// spans gives the stretches of days that are named.
func (q *query) spans() []vi.Span {
	var all []vi.Span
	for _, it := range q.items {
		if it.class == span && it.span.To > 0 && it.span.From <= q.today {
			all = append(all, it.span)
		}
	}
	return all
}

// against settles which earlier day a figure is set beside: the end of the
// month before, the last day of the year before, a day that is named. Of two
// that are named the later is looked at from the earlier.
func (q *query) against(m *Meaning) {
	spans := q.spans()
	day, err := vi.ParseDay(m.Compare) // "so với 30/6"
	switch {
	case m.Compare == "" && m.Since != "":
		m.Against = q.periodStart() - 1
	case err == nil && len(spans) < 2:
		m.Against = day
	case m.Compare == "start_year":
		m.Against = q.today.YearStart() - 1
	case len(spans) > 1:
		ends := []vi.Day{min(spans[0].To, q.today), min(spans[1].To, q.today)}
		slices.Sort(ends)
		m.Against, m.AsOf = ends[0], ends[1]
	case len(spans) == 1 && (m.Compare == "previous_month" || m.Compare == "same_period_last_year" && !q.about[aboutLastYear]) && spans[0].To < q.today:
		m.Against, m.AsOf = spans[0].To, q.today
	}
	if m.Against != 0 && m.Compare == "same_period_last_year" {
		m.Compare = "day"
	}
	if m.Against != 0 && m.Against >= m.AsOf {
		m.Against = 0
	}
}

// sinceWhen settles from when a fall is measured: "giảm từ 1/10", "giảm tháng
// 10", "giảm 30 ngày qua". m.Since stays "" for the usual 30 days.
func (q *query) sinceWhen(m *Meaning) {
	spans := q.spans()
	if first, last := q.betweenDays(); last > first {
		m.Against, m.AsOf = first, last
		return
	}
	if q.about[aboutLastYear] {
		if m.AsOf == 0 {
			m.AsOf = q.today
		}
		m.Against = m.AsOf.YearBefore()
		return
	}
	if n := q.daysBack(); n > 0 {
		m.Against, m.AsOf = q.today-n, q.today
		return
	}
	if len(spans) == 0 && q.sinceYearStart() {
		m.Against, m.AsOf = q.today.YearStart()-1, q.today
		return
	}
	if len(spans) == 0 {
		return
	}
	m.Against, m.AsOf = spans[0].From-1, min(spans[0].To, q.today)
	switch s := spans[0]; {
	case s.Scale == vi.OneDay:
		m.Against, m.AsOf = s.From, q.today
	case s.To >= q.today-1:
		m.AsOf = q.today
	}
	if m.Against >= m.AsOf {
		m.Against, m.AsOf = 0, q.today
	}
}

// betweenDays gives the two single days that are named, the earlier first:
// "từ 1/7 đến 30/9"; of one alone after "từ" only the first, else none.
func (q *query) betweenDays() (first, last vi.Day) {
	var days []vi.Day
	since := false
	for _, it := range q.items {
		if it.class == span && it.span.Scale == vi.OneDay && it.span.To > 0 && it.span.From <= q.today {
			days = append(days, it.span.From)
			since = since || it.from > 0 && q.words[it.from-1].Fold == "tu"
		}
	}
	switch {
	case len(days) == 2:
		return min(days[0], days[1]), max(days[0], days[1])
	case len(days) == 1 && since:
		return days[0], 0
	}
	return 0, 0
}

// detailedDays settles the days that are named of a question about what
// happened in them: "vì sao giảm từ 1/9 đến 20/10".
func (q *query) detailedDays(m *Meaning) {
	switch first, last := q.betweenDays(); {
	case last > 0:
		m.From, m.AsOf = first, last
	case first > 0 && m.From == 0: // "từ 1/9", until today
		m.From, m.AsOf = first, 0
	}
}

// sinceYearStart tells whether the year's first day is meant to begin with.
func (q *query) sinceYearStart() bool {
	return q.about[aboutYearStart] || q.phrase("tu dau nam") || q.phrase("ke tu dau nam") || q.phrase("so voi dau nam")
}

// page reads "trang 2".
func (q *query) page() int {
	for i, w := range q.words[:max(0, len(q.words)-1)] {
		if w.Fold != "trang" {
			continue
		}
		if n, ok := vi.ReadNumber(q.words, i+1); ok && n.Whole() && n.Value > 0 && n.Value < 1000 {
			return int(n.Value)
		}
	}
	return 0
}

// floored tells whether places are held against the floor of their class.
func (q *query) floored() bool {
	said := q.folded()
	return strings.Contains(said, " san ") && !strings.Contains(said, " san pham ")
}

// by reads what a ranking goes by, where its words are not those of other
// questions: "theo số còn thiếu", "khép khoảng cách", "tăng trưởng".
func (q *query) by() string {
	said := q.folded()
	has := func(phrases ...string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(said, " "+p+" ") })
	}
	switch {
	case has("khep khoang cach", "rut ngan", "thu hep", "giam thieu", "lap khoang cach", "khoang cach"):
		return "closed"
	case has("tang truong", "toc do tang", "muc tang", "tang"):
		return "growth"
	}
	return ""
}

// ofAgents tells whether people are ranked, not places.
func (q *query) ofAgents() bool {
	said := q.folded()
	return slices.ContainsFunc([]string{"nhan vien", "nv thu", "dai ly", "ai bao nhieu nhat", "ai nhieu nhat", "ai thu nhieu nhat", "ai it nhat", "ai thu it nhat", "ai bao it nhat"},
		func(p string) bool { return strings.Contains(said, " "+p+" ") })
}

func (q *query) ranksAgents() bool {
	said := q.folded()
	return q.ofAgents() && (q.about[aboutRank] || q.about[aboutLowest] || q.about[aboutHighest] || strings.Contains(said, " nhieu nhat ") || strings.Contains(said, " it nhat "))
}

// daysBack reads "30 ngày qua", 0 where there is no such thing.
func (q *query) daysBack() vi.Day {
	for i := range q.words[:max(0, len(q.words)-2)] {
		n, ok := vi.ReadNumber(q.words, i)
		if !ok || !n.Whole() || n.Value <= 0 || n.Value > 366 || i+n.Len+1 >= len(q.words) {
			continue
		}
		if behind := q.words[i+n.Len+1].Fold; q.words[i+n.Len].Fold == "ngay" && (behind == "qua" || behind == "gan" || behind == "nay") {
			return vi.Day(n.Value)
		}
	}
	return 0
}

// rankedDays settles the days of a ranking, where they are named.
func (q *query) rankedDays(m *Meaning) {
	first, last := q.betweenDays()
	from := q.from()
	switch {
	case last > 0:
		m.From, m.AsOf = first, last
	case from != 0:
		m.From = from
	case first > 0: // "từ 1/10", until today
		m.From, m.AsOf = first, 0
	case q.sinceYearStart():
		m.From = q.today.YearStart()
	case q.about[aboutLastYear] && m.AsOf != 0:
		m.From = m.AsOf.YearBefore() + 1
	case q.about[aboutLastYear]:
		m.From = q.today.YearBefore() + 1
	}
	if m.Level == "agent" && q.tree.Level(m.Within) == place.Country {
		m.Level = ""
	}
}

// late tells whether a plan is said to be missed: "xã nào chậm tiến độ".
func (q *query) late() bool {
	return slices.ContainsFunc([]string{"cham tien do", "tre tien do", "cham so", "duoi ke hoach", "chua dat ke hoach", "khong dat ke hoach", "chua hoan thanh"}, q.phrase)
}
