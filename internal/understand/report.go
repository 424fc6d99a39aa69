package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// report reads figures, "nobody", and meetings; ok is false where the message
// has none of them.
func (g *reading) report(items []item) (Meaning, bool) {
	if m, ok := g.table(items); ok {
		g.pasted = true
		return m, true
	}
	t := g.gather(g.before(g.elsewhere(items)))
	if t.ofThings() {
		return Meaning{Intent: Unclear}, true
	}
	t.drop()
	t.reissued()
	t.ofLonger()
	t.partsOfDay()
	t.silentTotal()
	t.ofVillages()
	t.inherit()
	t.narrow()
	t.undecided()
	t.righted()
	t.bought()
	t.monthsOfSome()
	t.repeated()
	t.alternatives()
	t.beside()
	t.promisedLater()
	t.unpaid()
	t.signed()
	t.amongThem()
	t.leftThere()
	t.lapses()
	t.retold()
	t.restated()
	t.totals()
	t.householdsOf()
	m, ok := t.outreach()
	if !ok {
		m, ok = t.meaning()
	}
	t.careful(&m)
	t.twice(&m)
	if ok && m.Intent == Report && len(m.Rows) == 0 && len(m.Zeros) == 0 && len(m.Ask) == 0 && m.Reject == "" && t.agent() {
		m.Ask = []Ask{AskExactCount} // numbers were said, and none is left to book
	}
	if t.twofold || t.wavers || t.unsettled() || t.children() || t.agent() && t.turned() {
		m.doubt()
	}
	if names := g.names(); ok && names != nil {
		m.PII = names
		if !slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Known }) {
			return Meaning{Intent: RefusePII, PII: names}, true
		}
	}
	return m, ok
}

// drop leaves out those who only agreed.
func (t *tally) drop() {
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool {
		return f.agreed && f.Kind != coverage.Visited
	})
}

// inherit gives bare figures what the figures beside them are of.
func (t *tally) inherit() {
	only, several := coverage.Indicator(""), false
	for _, f := range t.figures {
		if f.own && f.Indicator != "" {
			several = several || only != "" && only != f.Indicator
			only = f.Indicator
		}
	}
	for i := range t.figures {
		f := &t.figures[i]
		if f.Indicator != "" || f.foreign || f.attending || f.meetings {
			continue
		}
		from := t.before(i)
		switch k := t.trailed(i, from); {
		case k >= 0:
			t.take(i, k)
		case from >= 0:
			t.take(i, from)
		case only != "" && !several:
			k := slices.IndexFunc(t.figures, func(f figure) bool { return f.own && f.Indicator == only })
			if t.figures[k].trails() || t.figures[k].Unit != f.Unit {
				t.take(i, k)
			}
		}
	}
	for i := range t.figures {
		f := &t.figures[i]
		if f.Indicator == "" && f.Kind == coverage.Lapsed {
			f.Indicator = ofReason(f.Reason)
		}
		if f.Indicator == coverage.BHYT && f.Kind == coverage.Lapsed && f.Reason == coverage.ToEmployer {
			f.Indicator = coverage.Household // they are insured with their employer
		}
		if f.Indicator == "" && f.Kind == coverage.Visited {
			f.Indicator = coverage.Household
		}
		if f.Indicator == "" && f.card {
			f.Indicator, f.own = coverage.BHYT, true
		}
		if f.Kind == "" && i > 0 && f.at > 0 && t.words[f.at-1].Is(keyCung) {
			f.Kind = t.figures[i-1].Kind // "2 ng tái tục, hôm qua cũng 2"
		}
		if f.Kind == "" && !t.bare() {
			f.Kind = coverage.New
		}
	}
}

// trailed gives the figure behind figure i that says what both are of, where
// the one before is of another village: "noong la 1 tn, dửn 2 mới 1 tt hgđ".
func (t *tally) trailed(i, from int) int {
	f := &t.figures[i]
	if !f.said() || from >= 0 && t.figures[from].Unit == f.Unit {
		return -1
	}
	for k := i + 1; k < len(t.figures); k++ {
		g := &t.figures[k]
		if g.Unit != f.Unit || g.stretch != f.stretch || !g.said() || g.Kind == f.Kind {
			return -1
		}
		if g.own && g.Indicator != "" {
			if g.trails() {
				return k
			}
			return -1
		}
	}
	return -1
}

// trails tells whether what a figure is of stands behind its number, so that
// it may be said of the numbers before it too.
func (f *figure) trails() bool {
	return slices.ContainsFunc(f.labels, func(l item) bool { return family(l.class) == 1 && l.from > f.at })
}

// ofReason gives what a lapse for a reason is always of.
func ofReason(r coverage.Reason) coverage.Indicator {
	switch r {
	case coverage.LeftPoor, coverage.LeftList:
		return coverage.BHYT
	case coverage.ToEmployer:
		return coverage.Household
	}
	return coverage.Activity
}

// before finds the figure whose indicator figure i takes: the last before it.
func (t *tally) before(i int) int {
	for k := i - 1; k >= 0; k-- {
		f := t.figures[k]
		if f.foreign || f.attending || f.meetings {
			continue
		}
		if f.Indicator != "" {
			return k
		}
	}
	return -1
}

// take lets figure i be of what figure k is of, unless the two would then be
// one and the same: then it must be of something else.
func (t *tally) take(i, k int) {
	f := &t.figures[i]
	if f.Kind == coverage.Lapsed && f.Reason != "" && ofReason(f.Reason) != "" {
		return
	}
	old := f.Row
	f.Indicator, f.thoatOrTN = t.figures[k].Indicator, t.figures[k].thoatOrTN
	probe := *f
	if probe.Kind == "" {
		probe.Kind = coverage.New
	}
	for j := range t.figures {
		other := t.figures[j]
		if other.Kind == "" {
			other.Kind = coverage.New
		}
		if probe.Months == 0 || other.Months == 0 {
			other.Months = probe.Months
		}
		if j != i && other.Indicator != "" && other.same(&probe) && !t.adds(f) && !f.isSum && !other.isSum && !f.isTotal && !other.isTotal && !f.isPart && !f.Households && !other.Households && !f.isRunning && !other.isRunning {
			f.Row = old
			return
		}
	}
}

// bare tells whether the message is a number and nothing else.
func (t *tally) bare() bool {
	return len(t.figures) == 1 && !t.hasUnit && len(t.figures[0].labels) == 0
}

// meaning makes the report of the figures.
func (t *tally) meaning() (Meaning, bool) {
	if len(t.figures) == 0 && !t.saysZero() {
		return t.wanting()
	}
	m := Meaning{Intent: Report, Later: t.later}
	t.unitsOf()
	if t.allZero() {
		return t.nobody(), true
	}
	a := asks{}
	for i := range t.figures {
		f := &t.figures[i]
		if f.registered || f.attending || f.meetings {
			m.Registrants += f.Count
			continue
		}
		if t.nothing(f) {
			m.Zeros = append(m.Zeros, f.Unit)
			continue
		}
		m.Rows = append(m.Rows, t.row(f, &a))
		t.booked = append(t.booked, f.at)
	}
	if t.rest {
		t.noneElsewhere(&m)
	}
	m.Zeros = t.zeroUnits(m)
	if m.ZeroDay = t.day; len(t.zeros) > 0 {
		m.ZeroDay = t.zeroDay
	}
	t.missing(&m, &a)
	// "đi được 11 hộ, tổng cộng 7 người đóng" is what came of the visits.
	visits := slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Kind == coverage.Visited })
	if !visits && slices.ContainsFunc(t.figures, func(f figure) bool { return f.isTotal && f.Known && !f.ofMonth() && !f.isRunning }) {
		m.Intent, m.Op = Correct, SetTotal
	}
	m.Ask = a.list
	t.finish(&m)
	return m, true
}

// saysZero tells whether "nobody" was said of anything.
func (t *tally) saysZero() bool { return t.noUnit || t.rest || len(t.zeros) > 0 }

func (t *tally) allZero() bool {
	for _, f := range t.figures {
		if !f.Known || f.Count != 0 {
			return false
		}
	}
	return t.saysZero() || len(t.figures) > 0
}

// nobody is a report that there was nothing new.
func (t *tally) nobody() Meaning {
	m := Meaning{Intent: ZeroReport, ZeroDay: t.day}
	if t.day > t.today && !t.zeroDay.IsZero() && t.zeroDay <= t.today { // "nay chưa có, mai em cố"
		m.ZeroDay = t.zeroDay
	}
	for _, f := range t.figures {
		if f.Unit != "" {
			m.Zeros = append(m.Zeros, f.Unit)
		}
	}
	m.Zeros = append(append(m.Zeros, t.zeros...), t.orphans...)
	if t.kindsOfAll() {
		m.Zeros = nil // "cả 3 thôn với bon đều không có ai"
	}
	all := len(m.Zeros) == 0
	if all {
		m.Zeros = slices.Clone(t.setting.Speaker.Villages)
	}
	m.Zeros = compact(m.Zeros)
	if t.strange || t.rest || len(m.Zeros) == 0 || all && t.exceptsSome() {
		m.Zeros, m.Ask = nil, []Ask{AskUnit}
	}
	m.Reject = t.outOfTime(m.ZeroDay)
	if t.never || t.scale == vi.Vague {
		m.ZeroDay, m.Reject = 0, ""
		m.Ask = append(m.Ask, AskDate)
	}
	return m
}

// exceptsSome tells whether "nobody" without a village is not said of all of
// them: "trừ dửn ra", "các bản khác".
func (t *tally) exceptsSome() bool {
	if len(t.own) < 2 {
		return false
	}
	for i, w := range t.words {
		switch {
		case w.Is(keyTru), w.Is(keyNgoai), w.Is(keyKhac), w.Is(keyKia):
			return true
		}
		for _, v := range t.own {
			if v.namedAt(t.words, i) && t.allAt(i) == 0 {
				return true
			}
		}
	}
	return false
}

// nothing tells whether a figure only says that its village had nothing.
func (t *tally) nothing(f *figure) bool {
	return f.Known && f.Count == 0 && (f.Indicator != "" || f.Unit == "" || slices.ContainsFunc(t.figures, func(g figure) bool { return g.Indicator != "" }))
}

// zeroUnits are the villages of the message that have no row.
func (t *tally) zeroUnits(m Meaning) []place.Code {
	zeros := compact(append(m.Zeros, t.zeros...))
	return slices.DeleteFunc(zeros, func(c place.Code) bool {
		return c == "" || slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Unit == c })
	})
}

func compact(codes []place.Code) []place.Code {
	var list []place.Code
	for _, c := range codes {
		if c != "" && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}

// unitsOf gives figures without a village the speaker's only one.
func (t *tally) unitsOf() {
	if len(t.setting.Speaker.Villages) != 1 {
		return
	}
	for i := range t.figures {
		if f := &t.figures[i]; !f.named {
			f.Unit = t.setting.Speaker.Villages[0]
		}
	}
}
