package coverage

import (
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Progress is how far a unit is towards one target.
type Progress struct {
	Target   Target
	Need     int64 // participants (or new people) the target asks for, 0 unknown
	Have     int64 // participants, or new people since the period began
	Gap      int64 // people, never below 0
	Known    bool  // Need, Have and Gap are known
	Partial  bool  // Have is of a part only and not enough: Gap is the most it can be, and not known at all unless Known
	Met      bool
	DaysLeft int64 // after the day asked, to the period's end

	Pace      int64 // people ahead (+) or behind (−) the straight line
	PaceKnown bool

	Forecast Forecast
}

// Forecast is when a target is met at the net daily rate of the last 28 days.
type Forecast struct {
	On     vi.Day // zero: not known
	Few    bool   // fewer than 7 reporting days
	Never  bool   // the net rate does not rise
	InTime bool   // within the target's period
}

type trend struct {
	net, new      int64 // people of the last 28 days
	reportingDays int
}

// start is what a target's straight line starts from.
type start struct {
	value planned // participants the day before the period
	new   rangeOf // new people since it began
	from  vi.Day  // where the line starts
	known bool
}

// starts plans the readings that targets need besides the card's own.
func (q *query) starts(b *Book, u place.Code, i Indicator, targets []Target, t vi.Day) []start {
	all := make([]start, len(targets))
	for n, target := range targets {
		first, _, err := target.Period.Bounds()
		if err != nil {
			continue
		}
		s := start{from: first - 1, new: q.span(b.tallying(u, first-1, t), i, first-1, t)}
		if target.Measure == NewOnes { // counts from 0, whatever figures there are
			all[n] = s
			continue
		}
		p := b.participants(u, i, s.from)
		if !p.Known || p.Partial() {
			// No whole figure from before the period: the line starts at the
			// first one inside it.
			if day, ok := b.firstFigure(u, i, s.from, t); ok {
				s.from, p = day, b.participants(u, i, day)
			}
		}
		if p.Known && !p.Partial() && s.from < t {
			s.value, s.known = q.plan(i, p, s.from), true
		}
		all[n] = s
	}
	return all
}

// firstFigure gives the first day not before from on which a unit, as it is
// on t, has a baseline or all its parts have.
func (b *Book) firstFigure(u place.Code, i Indicator, from, t vi.Day) (vi.Day, bool) {
	for _, x := range b.baselines[unitIndicator{u, i}] {
		if x.Participants >= 0 && x.AsOf <= t && b.speaks(u, t) {
			return max(from, x.AsOf), true
		}
	}
	parts := b.parts(u, t)
	day := from
	for _, part := range parts {
		first, ok := b.firstFigure(part, i, from, t)
		if !ok {
			return 0, false
		}
		day = max(day, first)
	}
	return day, len(parts) > 0
}

func progress(target Target, st Standing, s start, q *query) Progress {
	p := Progress{Target: target}
	_, last, err := target.Period.Bounds()
	if err != nil {
		return p
	}
	p.DaysLeft = int64(last - st.AsOf)
	lineStart := int64(0)
	switch target.Measure {
	case RatePct:
		if !st.Rated() {
			return p
		}
		p.reach(target.Rate.Need(st.Denominator.Value), st.Participants, st.Partial(), st.Denominator.Partial())
	case Stock:
		if !st.Known {
			return p
		}
		p.reach(target.People, st.Participants, st.Partial(), false)
	case NewOnes:
		p.reach(target.People, q.between(s.new).New, false, false)
		s.known = true
	}
	if p.Partial {
		return p
	}
	if target.Measure != NewOnes && s.known {
		lineStart = q.value(s.value)
	}
	if s.known && s.from < last {
		p.Pace, p.PaceKnown = p.Have-line(lineStart, p.Need, s.from, last, st.AsOf), true
	}
	tr := st.trend
	if target.Measure == NewOnes {
		tr.net = tr.new
	}
	p.Forecast = forecast(p, st.AsOf, last, tr)
	return p
}

// reach sets what a progress needs and has. What of the participants is known
// may be enough, whatever the rest: else the gap is smaller by what is not
// known, and where that is so of the people as well, nothing can be said.
func (p *Progress) reach(need, have int64, partial, needPartial bool) {
	p.Need, p.Have, p.Gap = need, have, max(0, need-have)
	p.Partial = partial && (p.Gap > 0 || needPartial)
	p.Known = !p.Partial || !needPartial
	p.Met = p.Known && p.Gap == 0
}

// line is the straight line from first (on day from) to last (on day to), at
// day t, rounded half up to a person.
func line(first, last int64, from, to, t vi.Day) int64 {
	span := int64(to - from)
	rise := 2*(last-first)*int64(t-from) + span
	return first + floorDiv(rise, 2*span)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func forecast(p Progress, t, last vi.Day, tr trend) Forecast {
	switch {
	case p.Met:
		return Forecast{}
	case tr.reportingDays < forecastLeast:
		return Forecast{Few: true}
	case tr.net <= 0:
		return Forecast{Never: true}
	}
	days := (p.Gap*forecastWindow + tr.net - 1) / tr.net
	if days > 50*366 {
		return Forecast{Never: true}
	}
	on := t + vi.Day(days)
	return Forecast{On: on, InTime: on <= last}
}

// TenthsADay is the people needed a day in tenths, rounded half up; 0 where
// no day is left.
func (p Progress) TenthsADay() int64 {
	if p.DaysLeft <= 0 {
		return 0
	}
	return (20*p.Gap + p.DaysLeft) / (2 * p.DaysLeft)
}

// Reach tells how far the participants are from a rate.
func (s Standing) Reach(rate Rate) Progress {
	p := Progress{Target: Target{Unit: s.Unit, Indicator: s.Indicator, Measure: RatePct, Rate: rate}, Have: s.Participants}
	if s.Rated() {
		p.reach(rate.Need(s.Denominator.Value), s.Participants, s.Partial(), s.Denominator.Partial())
	}
	return p
}

// Towards gives the progress towards a rate that is nobody's target, by the
// pace of the last 28 days.
func (s Standing) Towards(rate Rate) Progress {
	p := s.Reach(rate)
	if p.Known && !p.Partial {
		p.Forecast = forecast(p, s.AsOf, s.AsOf.YearStart()+365+366, s.trend)
	}
	return p
}
