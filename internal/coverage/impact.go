package coverage

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Impact is what a report changed of a unit's coverage.
type Impact struct {
	Unit          place.Code
	Indicator     Indicator
	Known         bool
	Before, After int64 // participants
	Denominator   int64 // 0: not known
	Target        *Progress
	Illustrative  bool
}

// Reached tells whether the report is the one by which the unit met its
// target.
func (m Impact) Reached() bool {
	return m.Known && m.Target != nil && m.Target.Need > 0 && m.Before < m.Target.Need && m.Target.Need <= m.After
}

type impact struct {
	Impact
	planned planned
	book    *Book
	today   vi.Day
	whole   bool // neither figure is of a part only, so they bound each other
	quiet   bool // checked, not told
}

// impacts plans the readings of the units whose coverage a draft moves: the
// commune of each line, and a village that has figures of its own.
func (b *Book) impacts(q *query, d Draft, today vi.Day) []impact {
	var all []impact
	add := func(u place.Code, i Indicator, quiet bool) {
		if u == "" || slices.ContainsFunc(all, func(x impact) bool { return x.Unit == u && x.Indicator == i }) {
			return
		}
		p := b.participants(u, i, today)
		desc, _ := Describe(i)
		den := b.Denominator(u, desc.Base, today)
		all = append(all, impact{
			Impact: Impact{Unit: u, Indicator: i, Known: p.Known, Denominator: den.Value,
				Illustrative: p.Illustrative || den.Illustrative},
			planned: q.plan(i, p, today), book: b, today: today,
			whole: !p.Partial() && !den.Partial(), quiet: quiet,
		})
	}
	touch := func(u place.Code, i Indicator, day vi.Day) {
		commune := b.Above(u, place.Commune, day)
		shown, checked := told(i)
		for _, at := range []place.Code{commune, u} {
			if at != commune && !b.participants(at, shown, today).Known {
				continue
			}
			add(at, shown, false)
		}
		for _, i := range checked {
			add(commune, i, true)
			add(u, i, true)
		}
	}
	for _, l := range d.Lines {
		touch(l.Unit, l.Indicator, l.Day)
	}
	for _, e := range d.touched() {
		touch(e.Unit, e.Indicator, e.Day)
	}
	return all
}

// told gives the indicator whose coverage a report of i is answered with,
// and the others that it moves, which are checked.
func told(i Indicator) (shown Indicator, checked []Indicator) {
	d, _ := Describe(i)
	switch {
	case i == Activity:
		return BHYT, nil // a report of nothing still says where the commune stands
	case d.Whole == BHYT:
		return BHYT, []Indicator{i}
	case d.Whole != "":
		return i, []Indicator{d.Whole} // a plan in people says more than a share of the labour force
	}
	return i, nil
}

// net is what entries add to the impact's participants.
func (m impact) net(entries []Entry) int64 {
	var people int64
	for _, e := range entries {
		added := e.Adds(m.Indicator)
		if added == 0 || slices.Contains(m.planned.plan.direct, e.Unit) {
			continue
		}
		for _, t := range m.planned.plan.terms {
			if e.Day <= t.day && (e.Unit == t.unit || m.book.Tree.Within(m.book.Tree.HeirOn(e.Unit, e.Day), t.unit, e.Day)) {
				people += t.sign * added
			}
		}
	}
	return people
}

// bounds refuses what takes a unit over all its people, or, by a lapse, below
// none. Where only a part of either is known neither can be told.
func (p *Prepared) bounds(entries, since []Entry) error {
	lapses := slices.ContainsFunc(entries, func(e Entry) bool { return e.Kind == Lapsed && e.Count > 0 })
	for _, m := range p.impacts {
		added := m.net(entries)
		after := m.Before + m.net(since) + added
		switch {
		case !m.Known || !m.whole:
		case added > 0 && m.Denominator > 0 && after > m.Denominator:
			return &Refusal{Why: OverAll, Unit: m.Unit, People: after, Of: m.Denominator, Line: Line{Indicator: m.Indicator}}
		case added < 0 && lapses && after < 0:
			return &Refusal{Why: BelowZero, Unit: m.Unit, People: after, Line: Line{Indicator: m.Indicator}}
		}
	}
	return nil
}

// Result is what a booked draft came to.
type Result struct {
	Report  int64
	Entries []Entry
	Impacts []Impact
	Days    []DayTotal
	Flagged bool
}

// DayTotal is what stands of a unit on a day: people enrolled and renewed.
type DayTotal struct {
	Unit   place.Code
	Day    vi.Day
	People int64
}

// Result computes what a booking came to from its receipt: exactly as at the
// commit, others' entries of the meantime included.
func (p *Prepared) Result(r Receipt) Result {
	res := Result{Report: r.Report, Entries: r.Entries, Flagged: p.flagged}
	for _, m := range p.impacts {
		if m.quiet {
			continue
		}
		m.Before += m.net(r.Since)
		m.After = m.Before + m.net(r.Entries)
		m.Impact.Target = m.target(m.After)
		res.Impacts = append(res.Impacts, m.Impact)
	}
	standing := InForce(merge(p.with(r.Since), r.Entries))
	for _, e := range r.Entries {
		res.addDay(e.Unit, e.Day, standing)
	}
	return res
}

func (res *Result) addDay(u place.Code, day vi.Day, standing []Entry) {
	if slices.ContainsFunc(res.Days, func(d DayTotal) bool { return d.Unit == u && d.Day == day }) {
		return
	}
	t := DayTotal{Unit: u, Day: day}
	for _, e := range standing {
		if e.Unit == u && e.Day == day && (e.Kind == New || e.Kind == Renewed) {
			t.People += e.Count
		}
	}
	res.Days = append(res.Days, t)
}

// target gives the unit's rate target of the longest period, as it stands; nil
// too where a part of the figure is not known, and so is how far it is.
func (m impact) target(after int64) *Progress {
	if !m.whole {
		return nil
	}
	for _, t := range m.book.Targets(m.Unit, m.Indicator, m.today) {
		p := Progress{Target: t, Known: true, Have: after}
		switch {
		case t.Measure == RatePct && m.Denominator > 0 && m.Known:
			p.Need = t.Rate.Need(m.Denominator)
		case t.Measure == Stock && m.Known:
			p.Need = t.People
		default:
			continue
		}
		p.Gap = max(0, p.Need-p.Have)
		p.Met = p.Gap == 0
		return &p
	}
	return m.inherited(after)
}

// inherited gives the rate that a village is held to by what it lies in, as
// lists of villages do.
func (m impact) inherited(after int64) *Progress {
	if m.book.Tree.Level(m.Unit) != place.Village || !m.Known || m.Denominator <= 0 {
		return nil
	}
	rate, basis := m.book.Demand(m.Unit, m.Indicator, m.today)
	if rate <= 0 {
		return nil
	}
	p := Progress{Target: Target{Unit: m.Unit, Indicator: m.Indicator, Measure: RatePct, Rate: rate, Basis: basis}, Known: true,
		Have: after, Need: rate.Need(m.Denominator)}
	p.Gap = max(0, p.Need-p.Have)
	p.Met = p.Gap == 0
	return &p
}
