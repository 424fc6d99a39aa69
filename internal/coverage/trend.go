package coverage

import (
	"context"
	"fmt"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Moment is a unit's figure on one of the days of a trend.
type Moment struct {
	Day          vi.Day
	Participants int64 // people; meaningless unless Known
	Whole              // how the participants were come by
	Denominator  Whole
}

// Rated tells whether the moment has a rate.
func (m Moment) Rated() bool { return rated(m.Whole, m.Denominator) }

// StaleDays is how old an official count may be for a figure on top of it to
// be set beside figures of other days: what happened since is not known then.
const StaleDays = 366

// Stale tells whether the figure stands on a count of more than a year before.
func (m Moment) Stale() bool { return m.Known && m.Day-m.AsOf > StaleDays }

// Trend gives a unit's figures on days, in their order, at one position of
// the ledger: the same figures as its standing on each of them. ErrUnknown.
func (s *Service) Trend(ctx context.Context, u place.Code, i Indicator, days []vi.Day) ([]Moment, error) {
	d, ok := Describe(i)
	if !ok {
		return nil, fmt.Errorf("indicator %q: %w", i, ErrUnknown)
	}
	b, err := s.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := b.Tree.Unit(u); !ok {
		return nil, fmt.Errorf("unit %q: %w", u, ErrUnknown)
	}
	var q query
	plans := make([]planned, len(days))
	for n, day := range days {
		plans[n] = q.plan(i, b.participants(u, i, day), day)
	}
	if err := q.read(ctx, s); err != nil {
		return nil, fmt.Errorf("read the tallies of %s: %w", u, err)
	}
	moments := make([]Moment, len(days))
	for n, day := range days {
		moments[n] = Moment{Day: day, Participants: q.value(plans[n]), Whole: plans[n].plan.Whole, Denominator: b.Denominator(u, d.Base, day)}
	}
	return moments, nil
}

// Daily gives the new people of an indicator that a person reported on each
// day of a month up to a day of it.
func (s *Service) Daily(ctx context.Context, p PersonID, i Indicator, upTo vi.Day) ([]int64, error) {
	first := upTo.MonthStart()
	sums, err := s.daySums(ctx, p, first, upTo)
	if err != nil {
		return nil, err
	}
	days := make([]int64, upTo-first+1)
	for n := range days {
		day := first + vi.Day(n)
		days[n] = total(sums, i, day, day)
	}
	return days, nil
}

// Movement is what became of a unit's figure between two days.
type Movement struct {
	Was, Is Moment
	Tallied Counts // on the days after Was, up to and with Is
	alike   bool   // both are of the same parts
}

// PointsKnown tells whether the change in points can be said.
func (c Movement) PointsKnown() bool {
	return c.Was.Rated() && c.Is.Rated() && !c.Was.Partial() && !c.Is.Partial() && whole(c.Was.Denominator) > 0 && whole(c.Is.Denominator) > 0
}

// Known tells whether there is a figure of both days.
func (c Movement) Known() bool { return c.Was.Known && c.Is.Known }

// Alike tells whether the change in people can be said: there are figures of
// both days, and of the same parts.
func (c Movement) Alike() bool { return c.Known() && c.alike }

// Illustration tells whether either figure was invented for show.
func (c Movement) Illustration() bool {
	return c.Was.Illustrative || c.Is.Illustrative || c.Was.Denominator.Illustrative || c.Is.Denominator.Illustrative
}

// Between sets a unit's figures of two days side by side. ErrUnknown.
func (s *Service) Between(ctx context.Context, u place.Code, i Indicator, was, is vi.Day) (Movement, error) {
	d, ok := Describe(i)
	if !ok {
		return Movement{}, fmt.Errorf("indicator %q: %w", i, ErrUnknown)
	}
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Movement{}, err
	}
	if _, ok := b.Tree.Unit(u); !ok {
		return Movement{}, fmt.Errorf("unit %q: %w", u, ErrUnknown)
	}
	var q query
	first, last := q.plan(i, b.participants(u, i, was), was), q.plan(i, b.participants(u, i, is), is)
	tallied := q.span(b.tallying(u, was, is), i, was, is)
	if err := q.read(ctx, s); err != nil {
		return Movement{}, fmt.Errorf("read the tallies of %s: %w", u, err)
	}
	moment := func(p planned, day vi.Day) Moment {
		return Moment{Day: day, Participants: q.value(p), Whole: p.plan.Whole, Denominator: b.Denominator(u, d.Base, day)}
	}
	return Movement{Was: moment(first, was), Is: moment(last, is), Tallied: q.between(tallied), alike: first.plan.alike(last.plan)}, nil
}
