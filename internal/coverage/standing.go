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
	FloorGap  int64 // as Reach tells
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

	publishedOf Whole // the people there were on the day of Published
}

// Contradicted tells whether the rate that a source stated is another than
// its own count of participants comes to. A bound is never held against a figure.
func (s Standing) Contradicted() bool {
	return s.Published != nil && s.Published.contradicts(s.publishedOf)
}

// contradicts tells whether the rate that a source stated is another than its
// own count of participants comes to, of so many people.
func (x Baseline) contradicts(of Whole) bool {
	return !x.Bound && x.Stated >= 0 && x.Participants >= 0 && whole(of) > 0 && !x.Stated.Agrees(x.Participants, of.Value)
}

// contradicted is Contradicted of a unit in a list.
func (b *Book) contradicted(u place.Code, i Indicator, t vi.Day) bool {
	x, ok := b.Published(u, i, t)
	if !ok || x.Stated < 0 || !b.speaks(u, t) {
		return false
	}
	d, _ := Describe(i)
	return x.contradicts(b.Denominator(u, d.Base, x.AsOf))
}

// Rated tells whether the standing has a rate: not where participants of all
// parts would be divided by the people of some.
func (s Standing) Rated() bool { return rated(s.Whole, s.Denominator) }

func rated(participants, den Whole) bool {
	return participants.Known && den.Known && den.Value > 0 && (participants.Partial() || !den.Partial())
}

// Illustration tells whether any figure of it was invented for show.
func (s Standing) Illustration() bool {
	return s.Illustrative || s.Denominator.Illustrative || slices.ContainsFunc(s.Targets, func(p Progress) bool { return p.Target.Illustrative })
}

// Comparison sets a standing beside an earlier one.
type Comparison struct {
	Day                       vi.Day
	Participants              int64
	Denominator               int64 // 0: not known
	Delta                     int64 // people, now less then; meaningless unless Alike
	Alike                     bool  // both are of the same parts: else they are no growth, nor a loss
	Whole                     Whole
	NumberNow, DenominatorNow int64
}

// PointsKnown tells whether the change in points can be said.
func (c Comparison) PointsKnown() bool {
	return c.Alike && c.Denominator > 0 && c.DenominatorNow > 0 && !c.Whole.Partial()
}

// whole is a denominator that may be divided by whatever is known of the
// participants: all of it, or 0.
func whole(den Whole) int64 {
	if den.Partial() {
		return 0
	}
	return den.Value
}

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
	return s.standing(ctx, book, u, i, t)
}

func (s *Service) standing(ctx context.Context, b *Book, u place.Code, i Indicator, t vi.Day) (Standing, error) {
	d, ok := Describe(i)
	if !ok {
		return Standing{}, fmt.Errorf("indicator %q: %w", i, ErrUnknown)
	}
	if _, ok := b.Tree.Unit(u); !ok {
		return Standing{}, fmt.Errorf("unit %q: %w", u, ErrUnknown)
	}
	var q query
	now := q.plan(i, b.participants(u, i, t), t)
	last := q.plan(i, b.participantsBefore(u, i, t), t.YearBefore())
	targets := b.Targets(u, i, t)
	starts := q.starts(b, u, i, targets, t)
	span := q.spans(b, u, i, t, now.plan)
	if err := q.read(ctx, s); err != nil {
		return Standing{}, fmt.Errorf("read the tallies of %s: %w", u, err)
	}

	st := Standing{Unit: u, Indicator: i, AsOf: t, Title: b.Tree.Title(u), At: q.at}
	st.Whole, st.Mixed = now.plan.Whole, now.plan.Mixed
	st.Participants = q.value(now)
	st.Denominator = b.Denominator(u, d.Base, t)
	st.Week, st.Today = q.between(span.week), q.between(span.today)
	st.LastTally = q.sum(span.days[forecastWindow]).Last
	if now.plan.Known {
		st.Since, st.Reports = q.net(now), q.net(span.reports).Reports
	} else {
		st.Since, st.Reports = q.between(span.year), q.between(span.activity).Reports
	}
	month := q.between(span.month)
	st.trend = trend{net: month.Net(), new: month.New, reportingDays: q.reportingDays(span.days)}
	for n, target := range targets {
		st.Targets = append(st.Targets, progress(target, st, starts[n], &q))
	}
	b.floorOf(&st)
	if last.plan.Known && st.Known {
		was := q.value(last)
		den := b.denominatorBefore(u, d.Base, t)
		st.Same = &Comparison{Day: t.YearBefore(), Participants: was, Denominator: whole(den), Delta: st.Participants - was, Alike: now.plan.alike(last.plan),
			Whole: last.plan.Whole, NumberNow: st.Participants, DenominatorNow: whole(st.Denominator)}
	}
	if p, ok := b.Published(u, i, t); ok && b.speaks(u, t) && (p.Participants < 0 || p.Stated >= 0) {
		st.Published, st.publishedOf = &p, b.Denominator(u, d.Base, p.AsOf)
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
	st.FloorGap = st.Reach(f.Rate).Gap
}

// Moved tells whether reports are in the figure: there are some, and they say
// something of its indicator.
func (s Standing) Moved() bool {
	d, _ := Describe(s.Indicator)
	return s.Reports > 0 && (d.Reported || s.Indicator == BHXH)
}

// AsOfBaseline gives the day of the baseline that the figure stands on, the
// newest where there are several.
func (s Standing) AsOfBaseline() vi.Day { return s.Whole.AsOf }

// participantsBefore makes the plan of the same day last year: of an office by
// what it serves now, so that a commune that came or left is not taken for growth.
func (b *Book) participantsBefore(u place.Code, i Indicator, t vi.Day) plan {
	before := t.YearBefore()
	if len(b.Tree.Moves(u, before, t)) == 0 {
		return b.participants(u, i, before)
	}
	leaves, _ := b.counted(i).leavesOf(b.served(u, t), u, before)
	return joined(leaves)
}

// denominatorBefore is the denominator that goes with participantsBefore.
func (b *Book) denominatorBefore(u place.Code, base Base, t vi.Day) Whole {
	before := t.YearBefore()
	if base == NoBase || len(b.Tree.Moves(u, before, t)) == 0 {
		return b.Denominator(u, base, before)
	}
	leaves, _ := b.people(base).leavesOf(b.served(u, t), u, before)
	return joined(leaves).Whole
}
