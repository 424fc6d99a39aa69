package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// BackAtWork is the Topic of a Leave that ends: "em đi làm lại rồi".
const BackAtWork = "back"

// leaveWords are folded ways to ask for leave, whole words; those who think
// ("nghĩ") are told apart by their marks.
var leaveWords = []string{"xin nghi", "xin phep nghi", "xin duoc nghi", "xin phep duoc nghi", "nghi phep", "nghi om", "nghi benh", "nghi de", "nghi sinh", "nghi thai san", "cho em nghi", "cho e nghi", "cho tui nghi", "cho toi nghi", "cho chau nghi", "cho minh nghi",
	"em nghi", "e nghi", "tui nghi", "toi nghi", "chau nghi", "minh nghi", "nghi tu", "nghi den", "nghi het", "nghi bao cao", "nghi thu", "nghi khong di thu", "nghi ko di thu", "nghi khong thu", "phai nghi", "tam nghi", "om nghi", "benh nghi"}

// backWords are folded ways to say that a leave is over.
var backWords = []string{"di lam lai", "lam viec lai", "di thu lai", "bao cao lai binh thuong", "het phep", "het nghi", "nghi xong", "tro lai lam viec", "quay lai lam viec", "thoi khong nghi", "thoi ko nghi", "khong nghi nua", "ko nghi nua"}

// noLeave are words behind "nghỉ" by which others, or other things, rest.
var noLeave = []string{"hoc", "huu", "trua", "ngoi", "tay", "mat", "le", "dong", "viec", "mat suc", "choi", "luon", "han", "nghe", "dai"}

// leave reads the wish of somebody who reports to rest for some days, and the
// word that they are back.
func (g *reading) leave(items []item) (Meaning, bool) {
	if !g.agent() || len(g.words) > 60 || slices.ContainsFunc(items, func(it item) bool { return it.class == zero || it.class == money }) || figured(items) && namesInsurance(items) {
		return Meaning{}, false
	}
	said := g.folded()
	at, rests := g.restsAt(said)
	back := slices.ContainsFunc(backWords, func(p string) bool { return strings.Contains(said, " "+p+" ") })
	switch {
	case rests && g.asksWhether(items):
		return Meaning{}, false
	case rests:
		return g.leaveDays(at), true
	case back && !g.asksWhether(items) && !strings.Contains(said, " chua ") && !strings.Contains(said, " khi nao "):
		m := Meaning{Intent: Leave, Topic: BackAtWork, From: g.today}
		if days := g.leaveSpans(); len(days) > 0 {
			m.From = max(m.From, days[0].from)
		}
		return m, true
	}
	return Meaning{}, false
}

// asksWhether tells whether the message asks something of others: "ai nghỉ hôm
// nay", "em nghỉ được không".
func (g *reading) asksWhether(items []item) bool {
	return slices.ContainsFunc(g.words, func(w vi.Word) bool { return w.Key == "ai" }) || slices.ContainsFunc(items, func(it item) bool { return it.class == quest }) && !strings.Contains(g.folded(), " xin ")
}

// folded gives the words, folded, between blanks.
func (g *reading) folded() string {
	var b strings.Builder
	for _, w := range g.words {
		b.WriteString(" " + w.Fold)
	}
	return b.String() + " "
}

// restsAt gives the word "nghỉ" of a wish for leave.
func (g *reading) restsAt(said string) (int, bool) {
	wished := slices.ContainsFunc(leaveWords, func(p string) bool { return strings.Contains(said, " "+p+" ") })
	for i, w := range g.words {
		if w.Fold != "nghi" || strings.EqualFold(w.Text, "nghĩ") || w.Key != "nghi" && w.Key != keyNghi {
			continue
		}
		next := ""
		if i+1 < len(g.words) {
			next = g.words[i+1].Fold
		}
		if slices.Contains(noLeave, next) {
			continue
		}
		if n, ok := vi.ReadNumber(g.words, i+1); wished && (w.Key == keyNghi || !w.Bare() || g.toldLeave(i)) || ok && i+1+n.Len < len(g.words) && lengthUnit(g.words[i+1+n.Len].Fold) > 0 {
			return i, true
		}
	}
	return 0, false
}

// toldLeave tells "xin nghi 3 ngay" typed without marks from "em nghi là …".
func (g *reading) toldLeave(i int) bool {
	if i > 0 && slices.Contains([]string{"xin", "phep", "duoc", "cho", "phai", "tam", "om"}, g.words[i-1].Fold) {
		return true
	}
	return i+1 < len(g.words) && slices.Contains([]string{"tu", "den", "phep", "om", "benh", "de", "het", "hom", "ngay", "mai"}, g.words[i+1].Fold)
}

// lengthUnit gives how many days a word for a stretch of time is, 30 a month.
func lengthUnit(fold string) int64 {
	switch fold {
	case "ngay", "hom", "bua":
		return 1
	case "tuan":
		return 7
	case "thang":
		return 30
	}
	return 0
}

// leaveSpan is a day, or days, named in a wish for leave.
type leaveSpan struct {
	from, to vi.Day
	at       int  // its word
	until    bool // "đến"
	since    bool // "từ"
}

// leaveDays settles the days of a leave.
func (g *reading) leaveDays(at int) Meaning {
	m := Meaning{Intent: Leave, From: g.today}
	days := g.leaveSpans()
	length := g.lengthBehind(at)
	if length == 0 {
		length = g.lengthBehind(0)
	}
	open := slices.ContainsFunc([]string{"chua biet", "chua ro", "khong biet", "ko biet", "chung nao", "khi nao", "bao gio", "den khi", "toi khi", "chua hen", "dai ngay", "lau dai"}, func(p string) bool { return strings.Contains(g.folded(), " "+p+" ") })
	switch {
	case len(days) > 1:
		m.From, m.To = days[0].from, days[0].to
		for _, d := range days[1:] {
			m.From, m.To = min(m.From, d.from), max(m.To, d.to)
		}
	case len(days) == 1 && days[0].until:
		m.To = days[0].to
	case len(days) == 1 && days[0].to > days[0].from:
		m.From, m.To = max(days[0].from, g.today), days[0].to
	case len(days) == 1:
		m.From = days[0].from
		if length == 0 && !open {
			m.To = m.From
			if days[0].since {
				m.To, m.Ask = 0, []Ask{AskDate}
			}
		}
	case length == 0 && !open:
		m.Ask = []Ask{AskDate}
	}
	if m.To == 0 && length > 0 && !open {
		m.To = m.From + vi.Day(length) - 1
	}
	if m.To != 0 && m.To < m.From {
		m.To, m.Ask = 0, []Ask{AskDate}
	}
	return m
}

// lengthBehind reads "3 ngày", "một tuần" behind word i, 0 where there is none.
func (g *reading) lengthBehind(i int) int64 {
	for ; i < len(g.words); i++ {
		n, ok := vi.ReadNumber(g.words, i)
		if !ok || !n.Whole() || n.Approx || n.Value < 1 || n.Value > 200 || i+n.Len >= len(g.words) {
			continue
		}
		unit := lengthUnit(g.words[i+n.Len].Fold)
		if unit == 30 && i+n.Len+1 < len(g.words) && g.words[i+n.Len+1].Kind == vi.Digits {
			continue // "20 tháng 11"
		}
		if unit > 0 && !(i > 0 && slices.Contains([]string{"thu", "ngay", "mung"}, g.words[i-1].Fold)) {
			return n.Value * unit
		}
	}
	return 0
}

// leaveSpans reads the days named, those of a return left out; a day of the
// week, or of the month, is the next one.
func (g *reading) leaveSpans() []leaveSpan {
	var days []leaveSpan
	nextWeek := strings.Contains(g.folded(), " tuan sau ") || strings.Contains(g.folded(), " tuan toi ")
	for i := 0; i < len(g.words); i++ {
		s, ok := g.when.Read(g.words, i, g.today)
		switch {
		case ok && s.Scale == vi.OneDay && s.From != 0 && !(g.words[i].Fold == "t" && !s.Sure) && !(g.words[i].Fold == "thu" && g.is(i+1, "hai") && g.is(i-1, "mau")):
			d := leaveSpan{from: g.ahead(s.From, g.words[i:i+s.Len], nextWeek), at: i, until: g.preceded(i, "den", "toi", "het", "qua"), since: g.preceded(i, "tu", "dau")}
			if f := g.words[i].Fold; f == "den" || f == "toi" {
				d.until = true
			} else if f == "tu" {
				d.since = true
			}
			d.to = d.from
			if behind := i + s.Len; g.returns(behind) {
				if d.until {
					d.from, d.to = d.from-1, d.to-1
					days = append(days, d)
				}
			} else {
				days = append(days, d)
			}
			i += s.Len - 1
		case ok && (s.Scale == vi.Week || s.Scale == vi.MonthLong) && s.To >= g.today:
			days = append(days, leaveSpan{from: s.From, to: s.To, at: i, until: g.preceded(i, "den", "toi", "het")})
			i += s.Len - 1
		default:
			if n, is := g.dayAlone(i); is {
				days = append(days, leaveSpan{from: n, to: n, at: i, until: g.preceded(i, "den", "toi")})
			}
		}
	}
	if exact := slices.DeleteFunc(slices.Clone(days), func(d leaveSpan) bool { return d.to > d.from }); len(exact) > 0 && len(exact) < len(days) {
		return exact // "tuần sau …, nghỉ từ thứ 2 đến thứ 4"
	}
	return days
}

// dayAlone reads the 20 of "từ 20 đến 25/11", the 15 of "ngày 14 và 15".
func (g *reading) dayAlone(i int) (vi.Day, bool) {
	w := g.words[i]
	if w.Kind != vi.Digits || len(w.Text) > 2 || i == 0 || i+1 < len(g.words) && lengthUnit(g.words[i+1].Fold) > 0 {
		return 0, false
	}
	n, ok := vi.ReadNumber(g.words, i)
	if !ok || n.Value < 1 || n.Value > 31 {
		return 0, false
	}
	if before := g.words[i-1].Fold; before != "tu" && before != "va" && before != "voi" && before != "," && before != "den" && before != "toi" && before != "-" {
		return 0, false
	}
	return g.monthDay(int(n.Value)), true
}

// monthDay is the next day of the month with that number.
func (g *reading) monthDay(dd int) vi.Day {
	year, month, _ := g.today.Civil()
	if d := vi.Date(year, month, dd); d >= g.today-7 {
		return d
	}
	return vi.Date(year, month+1, dd)
}

// ahead moves a day that was read as one past to the next that it can be.
func (g *reading) ahead(d vi.Day, words []vi.Word, nextWeek bool) vi.Day {
	first := words[0].Fold
	weekday := first == "thu" || first == "t" || first == "cn" || first == "chu" || len(words) > 1 && (words[1].Fold == "thu" || words[1].Fold == "chu")
	switch {
	case weekday:
		for d < g.today {
			d += 7
		}
		if monday := g.today - vi.Day((int(g.today.Weekday())+6)%7) + 7; nextWeek && d < monday {
			d += 7
		}
	case d < g.today-7 && (first == "ngay" || first == "mung" || first == "mong") && len(words) < 3:
		_, _, dd := d.Civil()
		d = g.monthDay(dd)
	case d < g.today-7:
		year, month, dd := d.Civil()
		for d < g.today-7 {
			year++
			d = vi.Date(year, month, dd)
		}
	}
	return d
}

// preceded tells whether one of some folded words stands before word i, "ngày"
// and "hết" apart.
func (g *reading) preceded(i int, folds ...string) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		f := g.words[k].Fold
		if slices.Contains(folds, f) {
			return true
		}
		if f != "ngay" && f != "het" && f != "hom" && f != "sang" && f != "chieu" && f != "ke" && f != "bua" {
			return false
		}
	}
	return false
}

// returns tells whether somebody is said to be back on the day before word i:
// "thứ hai em báo cáo lại bình thường".
func (g *reading) returns(i int) bool {
	for k := i; k < len(g.words) && k < i+7; k++ {
		w := g.words[k]
		if w.Kind == vi.Mark || w.Kind == vi.LineEnd {
			return false
		}
		if w.Fold == "lai" && k > i {
			return true
		}
	}
	return false
}

// fillLeave reads until when: "3 ngày", "đến 20/11", "chưa biết".
func (g *reading) fillLeave(m *Meaning) bool {
	if len(g.words) > 16 || figured(g.tag(&g.reports)) {
		return false
	}
	said := g.leaveDays(0)
	days := g.leaveSpans()
	switch {
	case len(said.Ask) > 0:
		return false
	case len(days) > 1 || len(days) == 1 && days[0].since:
		m.From, m.To = said.From, said.To
	case len(days) == 1:
		m.To = days[0].to
	case said.To != 0:
		m.To = m.From + (said.To - said.From)
	default:
		m.To = 0
	}
	return m.To == 0 || m.To >= m.From
}
