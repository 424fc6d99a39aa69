package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// asks collects what must be asked, each once.
type asks struct{ list []Ask }

func (a *asks) add(ask Ask) {
	if !slices.Contains(a.list, ask) {
		a.list = append(a.list, ask)
	}
}

// row makes the row of a figure, and asks what it leaves open.
func (t *tally) row(f *figure, a *asks) Row {
	r := f.Row
	if r.Day == 0 {
		r.Day = t.today
	}
	if f.approx {
		a.add(AskExactCount)
	} else if !f.Known {
		a.add(AskCount)
	}
	if r.Households && r.Kind != coverage.Visited {
		a.add(AskCount)
	} else if r.Kind == coverage.Visited {
		r.Households = false
	}
	t.ofWhat(f, &r, a)
	if r.Unit == "" {
		a.add(AskUnit)
	}
	t.whatDay(f, &r, a)
	return r
}

// ofWhat settles the indicator where the word for it has two meanings.
func (t *tally) ofWhat(f *figure, r *Row, a *asks) {
	switch {
	case f.conflict:
		r.Indicator = ""
		a.add(AskIndicator)
	case f.thoatOrTN && r.Kind == coverage.Lapsed && r.Indicator == coverage.Voluntary && r.Reason == "" && !t.paidBefore(f):
		r.Indicator = ""
		a.add(AskTN)
	case r.Indicator == coverage.Unemployment || r.Indicator == coverage.BHXH:
		r.Indicator = coverage.Voluntary
		a.add(AskConfirmTN)
	case r.Indicator == "":
		a.add(AskIndicator)
	}
}

// paidBefore tells whether those who left are said to pay no more: nobody
// paid for being poor.
func (t *tally) paidBefore(f *figure) bool {
	return slices.ContainsFunc(f.labels, func(l item) bool {
		return l.class == kind && l.to-l.from > 1 && slices.ContainsFunc(t.words[l.from:l.to], func(w vi.Word) bool { return w.Is(keyDong) })
	})
}

// whatDay settles the day where none, or more than one, was named.
func (t *tally) whatDay(f *figure, r *Row, a *asks) {
	switch {
	case f.isRunning, f.dated && (f.spanScale == vi.MonthLong || f.spanScale == vi.Quarter || f.spanScale == vi.Year):
		r.Day = 0
		a.add(AskDayOrMonth)
	case f.badDay, f.dated && f.spanScale == vi.Week:
		r.Day = 0
		a.add(AskDate)
	}
}

// missing asks of villages that were named and then not spoken of.
func (t *tally) missing(m *Meaning, a *asks) {
	if len(m.Rows) == 0 && len(m.Zeros) == 0 {
		return
	}
	for _, code := range t.orphans {
		if slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Unit == code }) || slices.Contains(m.Zeros, code) {
			continue
		}
		if t.putOff(code) {
			continue
		}
		r := Row{Unit: code, Kind: coverage.New, Day: t.today}
		if len(m.Rows) > 0 {
			r.Indicator, r.Day = m.Rows[0].Indicator, m.Rows[0].Day
		}
		m.Rows = append(m.Rows, r)
		a.add(AskCount)
	}
}

// wanting is a message with the words of a report and no number: money, or
// nothing yet.
func (t *tally) wanting() (Meaning, bool) {
	m := Meaning{Intent: Report}
	var f figure
	for _, it := range t.items {
		if isLabel(it.class) && it.class != people && it.class != pupil && it.class != households && it.class != meeting {
			f.labels = append(f.labels, it)
		}
	}
	f.settle()
	hasMoney := slices.ContainsFunc(t.items, func(it item) bool { return it.class == money })
	if hasMoney && !f.own && t.ofWages() {
		return Meaning{}, false
	}
	if hasMoney {
		m.Reject = MoneyIsNoCount
		m.Ask = append(m.Ask, AskCount)
		if f.Indicator == "" || f.generic {
			m.Ask = append(m.Ask, AskIndicator)
		}
		m.Rows = []Row{{Indicator: f.Indicator, Kind: f.Kind, Day: t.day}}
		return m, t.agent() || f.own
	}
	if slices.ContainsFunc(t.items, func(it item) bool { return it.class == aim }) || t.onlyPromised() ||
		!f.own && !t.approx() && (f.Kind == "" || f.Kind == coverage.Visited || f.Kind == coverage.New && !f.strong) {
		return Meaning{}, false
	}
	if t.agent() || f.own && f.Kind != "" {
		return t.unsaid(f), true
	}
	return Meaning{}, false
}

// approx tells whether a number was only hinted at: "vài người".
func (t *tally) approx() bool {
	return slices.ContainsFunc(t.items, func(it item) bool {
		return it.class == about && slices.ContainsFunc(t.items, func(n item) bool { return n.from == it.to && isLabel(n.class) })
	})
}

// unsaid asks for the number that is missing.
func (t *tally) unsaid(f figure) Meaning {
	f.Day, f.Kind = t.day, kindOr(f.Kind, coverage.New)
	if t.hasUnit {
		f.place(t.units)
	}
	f.approx = t.approx()
	t.figures = []figure{f}
	t.unitsOf()
	a := asks{}
	m := Meaning{Intent: Report}
	m.Rows = []Row{t.row(&t.figures[0], &a)}
	m.Ask = a.list
	return m
}

func kindOr(k, or coverage.Kind) coverage.Kind {
	if k == "" {
		return or
	}
	return k
}

// oldest is how many days back a report may reach.
const oldest = 7

// outOfTime tells why nothing may be booked on a day.
func (g *reading) outOfTime(d vi.Day) Reject {
	switch {
	case d.IsZero():
		return ""
	case d > g.today:
		return FutureDate
	case d < g.today-oldest:
		return TooOld
	}
	return ""
}

// finish refuses days out of time and marks unusual numbers.
func (g *reading) finish(m *Meaning) {
	for _, r := range m.Rows {
		if why := g.outOfTime(r.Day); why != "" && m.Reject == "" {
			m.Reject = why
		}
	}
	if m.Reject != "" && m.Reject != MoneyIsNoCount {
		m.Ask = nil
		return
	}
	m.Outlier = len(m.Ask) == 0 && g.unusual(m.Rows)
}

// unusual: over 20, and over five times what the speaker reports on a day.
func (g *reading) unusual(rows []Row) bool {
	usual := g.setting.Speaker.Usual
	for _, r := range rows {
		if r.Known && r.Kind != coverage.Visited && r.Count > 20 && r.Count > 5*usual {
			return true
		}
	}
	return false
}
