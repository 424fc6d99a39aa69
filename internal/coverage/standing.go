package coverage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Standing is where a unit stands with an indicator on a day: all that its
// card shows.
type Standing struct {
	Unit      place.Code
	Indicator Indicator
	AsOf      vi.Day
	Title     string

	Participants int64 // people; meaningless unless Known
	Whole              // how the participants were come by
	Mixed        bool  // baselines of several dates
	Denominator  Whole

	Targets   []Progress
	Floor     *Floor
	FloorGap  int64
	Class     Class
	Same      *Comparison // the same day last year
	Week      Counts      // the last 7 days
	Today     Counts      // the day itself
	Since     Counts      // since the baseline: tallies counted on top of it
	Reports   int64       // reports since the baseline
	LastTally time.Time   // the newest report's receipt
	Published *Baseline   // what a source stated for the unit, where it has no count or contradicts it
	At        Position
	trend     trend
}

// Rated tells whether the standing has a rate.
func (s Standing) Rated() bool { return s.Known && s.Denominator.Known && s.Denominator.Value > 0 }

// Illustration tells whether any figure of it was invented for show.
func (s Standing) Illustration() bool {
	return s.Illustrative || s.Denominator.Illustrative || slices.ContainsFunc(s.Targets, func(p Progress) bool { return p.Target.Illustrative })
}

// Comparison sets a standing beside an earlier one.
type Comparison struct {
	Day                       vi.Day
	Participants              int64
	Denominator               int64 // 0: not known
	Delta                     int64 // people, now less then
	Whole                     Whole
	NumberNow, DenominatorNow int64
}

// PointsKnown tells whether the change in points can be said.
func (c Comparison) PointsKnown() bool { return c.Denominator > 0 && c.DenominatorNow > 0 }

// forecastWindow is the days whose net rate a forecast goes by, forecastLeast
// the fewest of them with a report.
const (
	forecastWindow = 28
	forecastLeast  = 7
)

// Standing computes a unit's standing, at one ledger position.
func (s *Service) Standing(ctx context.Context, u place.Code, i Indicator, t vi.Day) (Standing, error) {
	book, err := s.Library.Book(ctx)
	if err != nil {
		return Standing{}, err
	}
	return book.standing(ctx, s.Tallies, u, i, t)
}

func (b *Book) standing(ctx context.Context, tallies Tallies, u place.Code, i Indicator, t vi.Day) (Standing, error) {
	d, ok := Describe(i)
	if !ok {
		return Standing{}, fmt.Errorf("indicator %q: %w", i, ErrUnknown)
	}
	if _, ok := b.Tree.Unit(u); !ok {
		return Standing{}, fmt.Errorf("unit %q: %w", u, ErrUnknown)
	}
	var q query
	now := q.plan(i, b.participants(u, i, t))
	last := q.plan(i, b.participants(u, i, t.YearBefore()))
	targets := b.Targets(u, i, t)
	starts := q.starts(b, u, i, targets, t)
	span := q.spans(b, u, i, t, now.plan)
	if err := q.read(ctx, tallies); err != nil {
		return Standing{}, fmt.Errorf("read the tallies of %s: %w", u, err)
	}

	st := Standing{Unit: u, Indicator: i, AsOf: t, Title: b.Tree.Title(u), At: q.at}
	st.Whole, st.Mixed = now.plan.Whole, now.plan.Mixed
	st.Participants = q.value(now)
	st.Denominator = b.Denominator(u, d.Base, t)
	st.Week, st.Today, st.Since = q.between(span.week), q.between(span.today), q.between(span.since)
	st.Reports, st.LastTally = q.between(span.activity).Reports, q.counts[span.activity.last].Last
	month := q.between(span.month)
	pace := trend{net: month.Net(), new: month.New, reportingDays: q.reportingDays(span.days)}
	st.trend = pace
	for n, target := range targets {
		st.Targets = append(st.Targets, progress(target, st, starts[n], &q, pace))
	}
	b.floorOf(&st)
	if last.plan.Known && st.Known {
		was := q.value(last)
		den := b.Denominator(u, d.Base, t.YearBefore())
		st.Same = &Comparison{Day: t.YearBefore(), Participants: was, Denominator: den.Value, Delta: st.Participants - was,
			Whole: last.plan.Whole, NumberNow: st.Participants, DenominatorNow: st.Denominator.Value}
	}
	if p, ok := b.Published(u, i, t); ok && b.ownCounts(u, t) && (p.Participants < 0 || p.Stated >= 0) {
		st.Published = &p
	}
	return st, nil
}

func (b *Book) floorOf(st *Standing) {
	st.Class, _ = b.Class(st.Unit, st.AsOf)
	f, ok := b.Floor(st.Unit, st.Indicator, st.AsOf)
	if !ok {
		return
	}
	st.Floor = &f
	if st.Rated() {
		st.FloorGap = max(0, f.Rate.Need(st.Denominator.Value)-st.Participants)
	}
}

// query gathers points so that a whole card is one reading.
type query struct {
	points []Point
	counts []Counts
	at     Position
}

type planned struct {
	plan  plan
	first int // of its points in the query
}

type rangeOf struct{ before, last int }

type cardSpans struct {
	week, today, since, month, activity rangeOf
	days                                int // first of forecastWindow+1 points of Activity
}

func (q *query) plan(i Indicator, p plan) planned {
	first := len(q.points)
	q.points = append(q.points, p.points(i)...)
	return planned{p, first}
}

func (q *query) value(p planned) int64 {
	return p.plan.value(q.counts[p.first : p.first+len(p.plan.terms)])
}

// span asks for what was tallied after `after` up to and with `last`.
func (q *query) span(u place.Code, i Indicator, after, last vi.Day) rangeOf {
	q.points = append(q.points, Point{u, i, after}, Point{u, i, last})
	return rangeOf{len(q.points) - 2, len(q.points) - 1}
}

func (q *query) between(r rangeOf) Counts { return q.counts[r.last].Minus(q.counts[r.before]) }

func (q *query) spans(b *Book, u place.Code, i Indicator, t vi.Day, now plan) cardSpans {
	from := now.From
	if from.IsZero() {
		from = t.YearStart() - 1
	}
	c := cardSpans{
		week: q.span(u, i, t-7, t), today: q.span(u, i, t-1, t), since: q.span(u, i, from, t),
		month: q.span(u, i, t-forecastWindow, t), activity: q.span(u, Activity, from, t),
	}
	c.days = len(q.points)
	for n := range forecastWindow + 1 {
		q.points = append(q.points, Point{u, Activity, t - forecastWindow + vi.Day(n)})
	}
	return c
}

func (q *query) reportingDays(first int) int {
	days := 0
	for n := range forecastWindow {
		if q.counts[first+n+1].Reports > q.counts[first+n].Reports {
			days++
		}
	}
	return days
}

func (q *query) read(ctx context.Context, tallies Tallies) error {
	r, err := tallies.Cums(ctx, q.points)
	if err != nil {
		return err
	}
	q.counts, q.at = r.Counts, r.At
	return nil
}

// AsOfBaseline gives the day of the baseline that the figure stands on, the
// newest where there are several.
func (s Standing) AsOfBaseline() vi.Day { return s.Whole.AsOf }
