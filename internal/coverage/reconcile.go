package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Reconciled sets a unit's official count (số chốt) beside what the count
// before it and the tallies up to its day had come to.
type Reconciled struct {
	Unit         place.Code
	Title        string
	Since        vi.Day // of the count before
	AsOf         vi.Day // of the count
	Tallied      int64  // people, as every answer said up to the count
	Official     int64  // people
	Illustrative bool
}

// Off is how many people the official count is above what was tallied.
func (r Reconciled) Off() int64 { return r.Official - r.Tallied }

// Reconciliation is the units whose official counts of some days are set
// beside the tallies, the furthest off first.
type Reconciliation struct {
	Indicator Indicator
	From, To  vi.Day
	Rows      []Reconciled
	Tallied   int64 // people of all rows
	Official  int64
	Total     int // units of the level
	Unknown   int // of them, without such a count, or without a whole figure before it
}

// Off is how many people the counts are above the tallies, over all rows.
func (r Reconciliation) Off() int64 { return r.Official - r.Tallied }

// Illustration tells whether any row was invented for show.
func (r Reconciliation) Illustration() bool {
	return slices.ContainsFunc(r.Rows, func(r Reconciled) bool { return r.Illustrative })
}

// Reconcile sets the newest official counts of the days from..to, of a unit
// and the units of a level within it, beside what the tallies had said. A unit
// of the level is its own only row.
func (s *Service) Reconcile(ctx context.Context, within place.Code, level place.Level, i Indicator, from, to vi.Day) (Reconciliation, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Reconciliation{}, err
	}
	units := []place.Code{within}
	if b.Tree.Level(within) != level {
		units = b.below(within, level, to)
	}
	return s.reconcile(ctx, b, units, i, from, to)
}

// ReconcileOf is Reconcile for the units that are given.
func (s *Service) ReconcileOf(ctx context.Context, units []place.Code, i Indicator, from, to vi.Day) (Reconciliation, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Reconciliation{}, err
	}
	return s.reconcile(ctx, b, units, i, from, to)
}

func (s *Service) reconcile(ctx context.Context, b *Book, units []place.Code, i Indicator, from, to vi.Day) (Reconciliation, error) {
	r := Reconciliation{Indicator: i, From: from, To: to, Total: len(units)}
	var q query
	var before []planned
	var after []rangeOf
	for _, u := range units {
		count, ok := b.Baseline(u, i, to)
		if !ok || count.AsOf < from {
			continue
		}
		// The figure of the evening before, and the tallies of the day itself,
		// which the count holds too.
		plan := b.participants(u, i, count.AsOf-1)
		if !plan.Known || plan.Partial() {
			continue
		}
		before = append(before, q.plan(i, plan, count.AsOf-1))
		after = append(after, q.span(b.tallying(u, count.AsOf-1, count.AsOf), i, count.AsOf-1, count.AsOf))
		r.Rows = append(r.Rows, Reconciled{Unit: u, Title: b.Tree.Title(u), Since: plan.AsOf, AsOf: count.AsOf, Official: count.Participants,
			Illustrative: count.Illustrative || plan.Illustrative})
	}
	if err := q.read(ctx, s); err != nil {
		return Reconciliation{}, fmt.Errorf("read the tallies of %d units: %w", len(units), err)
	}
	r.Unknown = r.Total - len(r.Rows)
	for n := range r.Rows {
		x := &r.Rows[n]
		x.Tallied = q.value(before[n]) + q.between(after[n]).Net()
		r.Tallied, r.Official = r.Tallied+x.Tallied, r.Official+x.Official
	}
	slices.SortFunc(r.Rows, func(x, y Reconciled) int {
		return cmp.Or(-cmp.Compare(abs(x.Off()), abs(y.Off())), cmp.Compare(x.Unit, y.Unit))
	})
	return r, nil
}

func abs(n int64) int64 { return max(n, -n) }

// AgentTally is what one agent's reports came to between two counts.
type AgentTally struct {
	Name         string // "" for whoever holds no village there any more
	New, Lapsed  int64  // people
	Participants int64  // net, people
}

// ByAgent gives what each agent's reports in a unit added to an indicator
// after a day up to and with another, the most first. It reads the entries of
// these days, so a caller asks for a commune and a month or so.
func (s *Service) ByAgent(ctx context.Context, u place.Code, i Indicator, after, last vi.Day) ([]AgentTally, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	units := append([]place.Code{u}, b.villagesEver(u, after+1, last)...)
	entries, err := s.Journal.Entries(ctx, units, after+1, last)
	if err != nil {
		return nil, fmt.Errorf("read the reports of %s: %w", u, err)
	}
	people, err := s.Roll.Holders(ctx, Agent, units)
	if err != nil {
		return nil, fmt.Errorf("read the agents of %s: %w", u, err)
	}
	names := map[PersonID]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	sums := map[string]*AgentTally{}
	for _, e := range entries {
		n := e.Adds(i)
		if n == 0 {
			continue
		}
		name := names[e.By]
		if sums[name] == nil {
			sums[name] = &AgentTally{Name: name}
		}
		t := sums[name]
		t.Participants += n
		if e.Kind == Lapsed {
			t.Lapsed -= n
		} else {
			t.New += n
		}
	}
	var all []AgentTally
	for _, t := range sums {
		all = append(all, *t)
	}
	slices.SortFunc(all, func(x, y AgentTally) int {
		return cmp.Or(-cmp.Compare(abs(x.Participants), abs(y.Participants)), cmp.Compare(x.Name, y.Name))
	})
	return all, nil
}
