package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Digest is what a unit's followers hear of some days: what changed, and where
// to look.
type Digest struct {
	From, To vi.Day
	Now      Standing // at the end of To
	Before   Moment   // the evening before From
	Counts   Counts   // of the days
	Parts    int      // that should have reported; 0 where the unit has none, or they are not shown
	Reported int      // of them
	Look     []Part   // at most lookMost that fell or were silent, the worst first
}

// lookMost is how many parts a digest names.
const lookMost = 3

// Part is one of the units that a digest's unit consists of.
type Part struct {
	Unit                place.Code
	Title               string
	Participants        int64
	Denominator         int64 // 0: not known
	Was, WasOf          int64
	Fell                bool
	Silent              bool
	LastTally           time.Time // zero: it never reported
	expected, delivered bool
}

// Lower gives the level of the units that one of a level consists of; a
// village has none.
func Lower(l place.Level) (place.Level, bool) {
	switch l {
	case place.Country:
		return place.Province, true
	case place.Province, place.District, place.Office:
		return place.Commune, true
	case place.Commune:
		return place.Village, true
	}
	return 0, false
}

// Digest gathers what happened in a unit on the days from..to; its parts only
// where they are to be shown.
func (s *Service) Digest(ctx context.Context, u place.Code, i Indicator, from, to vi.Day, parts bool) (Digest, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Digest{}, err
	}
	d := Digest{From: from, To: to}
	if d.Now, err = s.standing(ctx, b, u, i, to); err != nil {
		return d, err
	}
	before, err := s.Trend(ctx, u, i, []vi.Day{from - 1})
	if err != nil {
		return d, err
	}
	d.Before = before[0]
	var q query
	days := q.span(b.tallying(u, from-1, to), i, from-1, to)
	if err := q.read(ctx, s); err != nil {
		return d, fmt.Errorf("read the tallies of %s: %w", u, err)
	}
	d.Counts = q.between(days)
	level, ok := Lower(b.Tree.Level(u))
	if !ok || !parts {
		return d, nil
	}
	all, err := s.partsOf(ctx, b, b.below(u, level, to), i, from, to)
	if err != nil {
		return d, err
	}
	d.look(all)
	return d, nil
}

// look picks the parts to look at: those that fell, by the people they lost,
// then those that were silent, the longest first.
func (d *Digest) look(all []Part) {
	for _, p := range all {
		if p.expected {
			d.Parts++
		}
		if p.expected && p.delivered {
			d.Reported++
		}
		if p.Fell || p.Silent {
			d.Look = append(d.Look, p)
		}
	}
	slices.SortStableFunc(d.Look, func(x, y Part) int {
		switch {
		case x.Fell != y.Fell && x.Fell:
			return -1
		case x.Fell != y.Fell:
			return 1
		case x.Fell:
			return cmp.Or(cmp.Compare(x.Participants-x.Was, y.Participants-y.Was), cmp.Compare(x.Unit, y.Unit))
		}
		return cmp.Or(x.LastTally.Compare(y.LastTally), cmp.Compare(x.Unit, y.Unit))
	})
	d.Look = d.Look[:min(lookMost, len(d.Look))]
}

// partsOf gives how each of some units changed on the days from..to.
func (s *Service) partsOf(ctx context.Context, b *Book, units []place.Code, i Indicator, from, to vi.Day) ([]Part, error) {
	desc, _ := Describe(i)
	var q query
	now, then := make([]planned, len(units)), make([]planned, len(units))
	reports, tallied := make([]rangeOf, len(units)), make([]rangeOf, len(units))
	var villages []place.Code
	for n, u := range units {
		now[n], then[n] = q.plan(i, b.participants(u, i, to), to), q.plan(i, b.participants(u, i, from-1), from-1)
		reports[n], tallied[n] = q.span(b.tallying(u, from-1, to), Activity, from-1, to), q.span(b.tallying(u, from-1, to), i, from-1, to)
		if b.Tree.Level(u) == place.Village {
			villages = append(villages, u)
		}
	}
	if err := q.read(ctx, s); err != nil {
		return nil, fmt.Errorf("read the tallies of %d units: %w", len(units), err)
	}
	agents, err := s.working(ctx, villages)
	if err != nil {
		return nil, err
	}
	resting := len(s.restsIn(from, to)) == int(to-from)+1 // on holidays nobody is expected
	all := make([]Part, len(units))
	for n, u := range units {
		p := Part{Unit: u, Title: b.Tree.Title(u), LastTally: q.sum(reports[n].last).Last}
		p.delivered = q.between(reports[n]).Reports > 0
		p.expected = !resting && (len(agents[u]) > 0 || b.Tree.Level(u) != place.Village && q.sum(reports[n].last).Reports > 0)
		p.Silent = p.expected && !p.delivered
		if now[n].plan.Known && then[n].plan.Known && !now[n].plan.Partial() && !then[n].plan.Partial() {
			p.Participants, p.Was = q.value(now[n]), q.value(then[n])
			p.Denominator, p.WasOf = whole(b.Denominator(u, desc.Base, to)), whole(b.Denominator(u, desc.Base, from-1))
			p.Fell = p.Participants < p.Was
		} else if net := q.between(tallied[n]).Net(); net < 0 {
			p.Participants, p.Fell = net, true // a change is known, the people are not
		}
		all[n] = p
	}
	return all, nil
}
