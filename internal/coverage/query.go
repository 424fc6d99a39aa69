package coverage

import (
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// query gathers points so that a whole card is one reading.
type query struct {
	points []Point
	counts []Counts
	at     Position
	direct map[direct]Counts
}

// direct names what was tallied in a unit itself, not below it, on days after
// since up to and with the last.
type direct struct {
	unit        place.Code
	indicator   Indicator
	since, last vi.Day
}

// planned is a plan whose points are in a query.
type planned struct {
	plan      plan
	indicator Indicator
	last      vi.Day
	first     int // of its points
}

// reading is the sums of several units on a day: points first..end of a query.
type reading struct{ first, end int }

type rangeOf struct{ before, last reading }

// plan asks for what a plan needs of i up to and with a day.
func (q *query) plan(i Indicator, p plan, last vi.Day) planned {
	first := len(q.points)
	q.points = append(q.points, p.points(i)...)
	for _, u := range p.direct {
		if q.direct == nil {
			q.direct = map[direct]Counts{}
		}
		q.direct[direct{u, i, p.since, last}] = Counts{}
	}
	return planned{p, i, last, first}
}

// net is what was tallied on top of the plan's records.
func (q *query) net(p planned) Counts {
	sum := p.plan.net(q.counts[p.first : p.first+len(p.plan.terms)])
	for _, u := range p.plan.direct {
		sum = sum.Minus(q.direct[direct{u, p.indicator, p.plan.since, p.last}])
	}
	return sum
}

// value carries out a plan.
func (q *query) value(p planned) int64 { return p.plan.Value + q.net(p).Net() }

// ground is what a unit's tallies are made in.
type ground []plot

// plot is a unit whose tallies count up to and with a day, all where it is zero.
type plot struct {
	unit place.Code
	to   vi.Day
}

func (q *query) upTo(units ground, i Indicator, day vi.Day) reading {
	r := reading{len(q.points), len(q.points) + len(units)}
	for _, u := range units {
		last := day
		if !u.to.IsZero() {
			last = min(day, u.to)
		}
		q.points = append(q.points, Point{u.unit, i, last})
	}
	return r
}

// span asks for what was tallied after a day up to and with another.
func (q *query) span(units ground, i Indicator, after, last vi.Day) rangeOf {
	return rangeOf{q.upTo(units, i, after), q.upTo(units, i, last)}
}

func (q *query) sum(r reading) Counts {
	var sum Counts
	for _, c := range q.counts[r.first:r.end] {
		sum = sum.Plus(c)
	}
	return sum
}

func (q *query) between(r rangeOf) Counts { return q.sum(r.last).Minus(q.sum(r.before)) }

// read fills the query. What was tallied directly in the units above is read
// after the sums and brought back to their position.
func (q *query) read(ctx context.Context, s *Service) error {
	r, err := s.Tallies.Cums(ctx, q.points)
	if err != nil {
		return err
	}
	q.counts, q.at = r.Counts, r.At
	if len(q.direct) == 0 {
		return nil
	}
	var units []place.Code
	first, last := vi.Day(0), vi.Day(0)
	for d := range q.direct {
		units = append(units, d.unit)
		if first == 0 || d.since < first {
			first = d.since
		}
		last = max(last, d.last)
	}
	slices.Sort(units)
	entries, err := s.Journal.Entries(ctx, slices.Compact(units), first+1, last)
	if err != nil {
		return fmt.Errorf("read what units above others tallied: %w", err)
	}
	for _, e := range entries {
		if e.Seq <= q.at {
			q.take(e)
		}
	}
	return nil
}

func (q *query) take(e Entry) {
	posts := e.Posts()
	for d, sum := range q.direct {
		if d.unit != e.Unit || e.Day <= d.since || e.Day > d.last {
			continue
		}
		for _, p := range posts {
			if p.Indicator == d.indicator {
				q.direct[d] = sum.Plus(p.Counts)
			}
		}
	}
}

// cardSpans are the days a card tells of besides the figure itself.
type cardSpans struct {
	week, month, year rangeOf // of the indicator
	today, activity   rangeOf
	reports           planned
	days              [forecastWindow + 1]reading // of Activity
}

func (q *query) spans(b *Book, u place.Code, i Indicator, t vi.Day, now plan) cardSpans {
	units := b.tallying(u, t-forecastWindow, t)
	c := cardSpans{
		week: q.span(units, i, t-7, t), month: q.span(units, i, t-forecastWindow, t),
		today: q.span(units, i, t-1, t), reports: q.plan(Activity, now, t),
	}
	if !now.Known {
		units := b.tallying(u, t.YearStart()-1, t)
		c.year, c.activity = q.span(units, i, t.YearStart()-1, t), q.span(units, Activity, t.YearStart()-1, t)
	}
	for n := range c.days {
		c.days[n] = q.upTo(units, Activity, t-forecastWindow+vi.Day(n))
	}
	return c
}

// tallying gives where the tallies of days after since up to and with t are
// made that are u's: in itself, in what an office serves, of a unit that is
// only a sum on t in its parts; and in what went wholly into one that was formed
// meanwhile, until it did.
func (b *Book) tallying(u place.Code, since, t vi.Day) ground {
	units := []place.Code{u}
	if b.Tree.Alive(u, t) {
		units = b.ground(u, t)
	} else if parts := b.parts(u, t); len(parts) > 0 {
		units = parts
	}
	var g ground
	for _, u := range units {
		g = append(g, plot{unit: u})
	}
	for n := 0; n < len(g); n++ {
		unit, _ := b.Tree.Unit(g[n].unit)
		if unit.From <= since+1 {
			continue
		}
		for _, o := range b.Tree.Origins(unit.Code) {
			old, _ := b.Tree.Unit(o.Code)
			if o.Whole && since < old.To && old.To < unit.From {
				g = append(g, plot{o.Code, old.To})
			}
		}
	}
	return g
}

// reportingDays counts the days of the window on which a report stands.
func (q *query) reportingDays(days [forecastWindow + 1]reading) int {
	n := 0
	for k := range forecastWindow {
		if q.sum(days[k+1]).Reports > q.sum(days[k]).Reports {
			n++
		}
	}
	return n
}
