package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Row is one unit of a list or ranking.
type Row struct {
	Unit         place.Code
	Title        string
	Participants int64
	Denominator  int64 // 0: not known
	Known        bool
	Partial      bool
	Contradicted bool // its source states another rate than its own count comes to
	Illustrative bool

	Target Rate  // what it is held against, 0 for none
	Gap    int64 // people short of it
	Basis  string

	Have, Need int64 // of a plan in people, where it is held against one

	Was, WasOf int64 // participants and people at the earlier date, of a fell list
	WasOn      vi.Day
}

// Rated tells whether the row has a rate.
func (r Row) Rated() bool { return r.Known && r.Denominator > 0 }

// short is how many people are missing to the row's rate: not where a part of
// them is not known.
func (r Row) short() int64 {
	if r.Partial {
		return 0
	}
	return max(0, r.Target.Need(r.Denominator)-r.Participants)
}

// Table is a list of units with what could not be listed.
type Table struct {
	Within  place.Code
	Day     vi.Day
	Rows    []Row
	Total   int // units of the level
	Unrated int // of them, without a figure or people, or (Planned) without a plan
	Planned bool
	Small   int // of a ranking: with fewer people than Fewest, and not ranked
	Fewest  int64
}

// Illustration tells whether any row was invented for show.
func (t Table) Illustration() bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Illustrative })
}

// Mixed tells whether some rows were invented for show and others were not:
// then each one must say which it is.
func (t Table) Mixed() bool { return mixed(t.Rows, func(r Row) Row { return r }) }

func mixed[T any](rows []T, row func(T) Row) bool {
	some, others := false, false
	for _, x := range rows {
		if r := row(x); r.Known {
			some, others = some || r.Illustrative, others || !r.Illustrative
		}
	}
	return some && others
}

// Rank gives the place of a row among rows in order of their rates: equal
// rates share one.
func (t Table) Rank(n int) int {
	for n > 0 && sameRate(t.Rows[n-1], t.Rows[n]) {
		n--
	}
	return n + 1
}

func sameRate(x, y Row) bool { return x.Participants*y.Denominator == y.Participants*x.Denominator }

// members gives the rows of every unit of a level within one, on a day.
func (s *Service) members(ctx context.Context, b *Book, within place.Code, level place.Level, i Indicator, day vi.Day) ([]Row, Position, error) {
	d, ok := Describe(i)
	if !ok {
		return nil, 0, fmt.Errorf("indicator %q: %w", i, ErrUnknown)
	}
	var q query
	var plans []planned
	units := b.below(within, level, day)
	for _, u := range units {
		plans = append(plans, q.plan(i, b.participants(u, i, day), day))
	}
	if err := q.read(ctx, s); err != nil {
		return nil, 0, fmt.Errorf("read the tallies within %s: %w", within, err)
	}
	rows := make([]Row, len(units))
	for n, u := range units {
		den := b.Denominator(u, d.Base, day)
		p := plans[n].plan
		if !rated(p.Whole, den) {
			den.Value = 0
		}
		rows[n] = Row{Unit: u, Title: b.Tree.Title(u), Participants: q.value(plans[n]), Denominator: den.Value,
			Known: p.Known, Partial: p.Partial() || den.Partial(), Contradicted: b.contradicted(u, i, day), Illustrative: p.Illustrative || den.Illustrative, WasOn: p.AsOf}
	}
	return rows, q.at, nil
}

// below gives the units of a level within a unit; of a unit that ended, those
// it became.
func (b *Book) below(within place.Code, level place.Level, day vi.Day) []place.Code {
	if b.Tree.Alive(within, day) {
		return b.Tree.Descendants(within, level, day)
	}
	var units []place.Code
	for _, s := range b.Tree.Now(within) {
		if b.Tree.Level(s.Code) == level {
			units = append(units, s.Code)
			continue
		}
		units = append(units, b.Tree.Descendants(s.Code, level, day)...)
	}
	return units
}

// Below lists the units of a level under a rate: the given one, or (0) each
// unit's own target, else the floor of its class, else the target of what it
// lies in. Lowest rate first.
func (s *Service) Below(ctx context.Context, within place.Code, level place.Level, i Indicator, rate Rate, day vi.Day) (Table, error) {
	if d, _ := Describe(i); d.Base == NoBase {
		return s.planned(ctx, within, level, i, rate, day, false)
	}
	return s.held(ctx, within, level, i, day, func(b *Book, r *Row) bool {
		if r.Target, r.Basis = rate, ""; rate == 0 {
			r.Target, r.Basis = b.Demand(r.Unit, i, day)
		}
		r.Gap = r.Target.Need(r.Denominator) - r.Participants
		return r.Target > 0 && r.Gap > 0
	})
}

// planned lists the units of a level by their plan in people, where there is no
// rate: those that have done it (or a share of it), or those that have not.
func (s *Service) planned(ctx context.Context, within place.Code, level place.Level, i Indicator, rate Rate, day vi.Day, done bool) (Table, error) {
	r, err := s.RankBy(ctx, within, level, i, ByPlan, done, 0, day)
	if err != nil {
		return Table{}, err
	}
	t := Table{Within: within, Day: day, Total: r.Total, Unrated: r.Unrated(), Planned: true}
	for _, score := range r.Scores {
		row, goal := score.Row, score.Need
		if rate > 0 {
			goal = rate.Need(score.Need)
		}
		row.Gap = max(0, goal-row.Have)
		if (row.Gap == 0) == done {
			t.Rows = append(t.Rows, row)
		}
	}
	return t, nil
}

// held lists the units of a level that a test picks, lowest rate first.
func (s *Service) held(ctx context.Context, within place.Code, level place.Level, i Indicator, day vi.Day, picks func(*Book, *Row) bool) (Table, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Table{}, err
	}
	rows, _, err := s.members(ctx, b, within, level, i, day)
	if err != nil {
		return Table{}, err
	}
	t := Table{Within: within, Day: day, Total: len(rows)}
	for _, r := range rows {
		switch {
		case !r.Rated() || r.Partial:
			t.Unrated++
		case picks(b, &r):
			t.Rows = append(t.Rows, r)
		}
	}
	slices.SortFunc(t.Rows, compareRates)
	return t, nil
}

// Above lists the units of a level that have reached a rate: the given one, or
// (0) what each is held to. Highest rate first.
func (s *Service) Above(ctx context.Context, within place.Code, level place.Level, i Indicator, rate Rate, day vi.Day) (Table, error) {
	if d, _ := Describe(i); d.Base == NoBase {
		return s.planned(ctx, within, level, i, rate, day, true)
	}
	t, err := s.held(ctx, within, level, i, day, func(b *Book, r *Row) bool {
		if r.Target, r.Basis = rate, ""; rate == 0 {
			r.Target, r.Basis = b.Demand(r.Unit, i, day)
		}
		return r.Target > 0 && r.Participants >= r.Target.Need(r.Denominator)
	})
	slices.Reverse(t.Rows)
	return t, err
}

// BelowFloor lists the units of a level under the floor of their new-rural
// class. Those without a class, or whose class has no floor on that day, are
// the unrated.
func (s *Service) BelowFloor(ctx context.Context, within place.Code, level place.Level, i Indicator, day vi.Day) (Table, error) {
	none := 0
	t, err := s.held(ctx, within, level, i, day, func(b *Book, r *Row) bool {
		f, ok := b.Floor(r.Unit, i, day)
		if !ok {
			none++
			return false
		}
		r.Target, r.Basis = f.Rate, f.Basis
		r.Gap = f.Rate.Need(r.Denominator) - r.Participants
		return r.Gap > 0
	})
	t.Unrated += none
	return t, err
}

// Breakdown lists every unit of a level within one, with or without figures,
// in the order of their codes.
func (s *Service) Breakdown(ctx context.Context, within place.Code, level place.Level, i Indicator, day vi.Day) (Table, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Table{}, err
	}
	rows, _, err := s.members(ctx, b, within, level, i, day)
	if err != nil {
		return Table{}, err
	}
	t := Table{Within: within, Day: day, Rows: rows, Total: len(rows)}
	for n := range rows {
		r := &rows[n]
		if r.Rated() {
			r.Target, r.Basis = b.Demand(r.Unit, i, day)
			r.Gap = r.short()
		}
	}
	return t, nil
}

// Demand is the rate a unit is held to: its target of the year, its floor, or
// the target of what it lies in; 0 for none.
func (b *Book) Demand(u place.Code, i Indicator, day vi.Day) (Rate, string) {
	for _, t := range b.Targets(u, i, day) {
		if t.Measure == RatePct {
			return t.Rate, t.Basis
		}
	}
	if f, ok := b.Floor(u, i, day); ok {
		return f.Rate, f.Basis
	}
	for _, above := range b.Tree.Ancestors(u, day)[1:] {
		for _, t := range b.Targets(above, i, day) {
			if t.Measure == RatePct {
				return t.Rate, t.Basis
			}
		}
	}
	return 0, ""
}

// Fell lists the units of a level whose participants' share is below what it
// was: since a day, or (zero) since each was recognised nông thôn mới.
func (s *Service) Fell(ctx context.Context, within place.Code, level place.Level, i Indicator, since, day vi.Day) (Table, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Table{}, err
	}
	d, _ := Describe(i)
	rows, _, err := s.members(ctx, b, within, level, i, day)
	if err != nil {
		return Table{}, err
	}
	var q query
	then := make([]planned, len(rows))
	for n := range rows {
		rows[n].WasOn = since
		if since.IsZero() {
			c, _ := b.Class(rows[n].Unit, day)
			rows[n].WasOn = c.Recognised
		}
		if !rows[n].WasOn.IsZero() {
			then[n] = q.plan(i, b.participants(rows[n].Unit, i, rows[n].WasOn), rows[n].WasOn)
		}
	}
	if err := q.read(ctx, s); err != nil {
		return Table{}, fmt.Errorf("read the tallies within %s: %w", within, err)
	}
	t := Table{Within: within, Day: day, Total: len(rows)}
	for n, r := range rows {
		if r.WasOn.IsZero() {
			t.Unrated++
			continue
		}
		was := b.Denominator(r.Unit, d.Base, r.WasOn)
		if d.Base == NoBase {
			if !r.Known || r.Partial || !then[n].plan.Known || then[n].plan.Partial() {
				t.Unrated++
			} else if r.Was = q.value(then[n]); r.Participants < r.Was {
				t.Rows = append(t.Rows, r)
			}
			continue
		}
		if !r.Rated() || r.Partial || !then[n].plan.Known || then[n].plan.Partial() || whole(was) == 0 {
			t.Unrated++ // a part is not set against the whole
			continue
		}
		r.Was, r.WasOf = q.value(then[n]), was.Value
		r.Target, r.Basis = b.Demand(r.Unit, i, day)
		// Exact: the share now is below the share then.
		if r.Participants*r.WasOf < r.Was*r.Denominator {
			t.Rows = append(t.Rows, r)
		}
	}
	slices.SortFunc(t.Rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(x.change(), y.change()), cmp.Compare(x.Unit, y.Unit))
	})
	return t, nil
}

// change is the change of the share in hundred-millionths, or of the people
// where there is no share, for order only.
func (r Row) change() int64 {
	if r.WasOf == 0 || r.Denominator == 0 {
		return r.Participants - r.Was
	}
	return r.Participants*1e8/r.Denominator - r.Was*1e8/r.WasOf
}

// boardFrom is how many units a ranking must have to be kept: fewer are put in
// order in less time than a kept ranking is brought up and asked for.
const boardFrom = 500

// Rank gives a page of the units of a level by rate.
func (s *Service) Rank(ctx context.Context, within place.Code, level place.Level, i Indicator, day vi.Day, best bool, offset, limit int) (Table, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Table{}, err
	}
	d, _ := Describe(i)
	load := func(ctx context.Context) ([]Member, Position, error) {
		rows, at, err := s.members(ctx, b, within, level, i, day)
		var members []Member
		for _, r := range rows {
			if r.Rated() && !r.Partial && r.Denominator >= fewest(level) { // a part is not set against wholes
				members = append(members, Member{r.Unit, r.Participants, r.Denominator, r.WasOn})
			}
		}
		return members, at, err
	}
	all := b.below(within, level, day)
	kept := s.Boards != nil && len(all) > boardFrom && day == s.Today() && b.simple(within, level, i, day)
	members, total, err := s.ranked(ctx, Board{within, level, i, day, b.Revision}, best, offset, limit, load, kept)
	if err != nil {
		return Table{}, err
	}
	t := Table{Within: within, Day: day, Total: len(all), Small: b.small(all, level, d.Base, i, day), Fewest: fewest(level)}
	t.Unrated = t.Total - total - t.Small
	for _, m := range members {
		r := Row{Unit: m.Unit, Title: b.Tree.Title(m.Unit), Participants: m.Participants, Denominator: m.Denominator, Known: true}
		r.Target, r.Basis = b.Demand(m.Unit, i, day)
		r.Gap = max(0, r.Target.Need(r.Denominator)-r.Participants)
		r.Illustrative = b.participants(m.Unit, i, day).Illustrative || b.Denominator(m.Unit, d.Base, day).Illustrative
		r.Contradicted = b.contradicted(m.Unit, i, day)
		t.Rows = append(t.Rows, r)
	}
	return t, nil
}

// small counts the units that would be ranked if they had more people.
func (b *Book) small(units []place.Code, level place.Level, base Base, i Indicator, day vi.Day) int {
	least, n := fewest(level), 0
	if least == 0 {
		return 0
	}
	for _, u := range units {
		den := b.Denominator(u, base, day)
		p := b.participants(u, i, day).Whole
		if den.Value < least && rated(p, den) && !p.Partial() {
			n++
		}
	}
	return n
}

// simple tells whether every unit of a ranking is counted by its own baseline
// alone, or by nothing: only then a tally moves it by the day it is of.
func (b *Book) simple(within place.Code, level place.Level, i Indicator, day vi.Day) bool {
	for _, u := range b.below(within, level, day) {
		p := b.participants(u, i, day)
		if p.Known && (!p.Own || len(p.terms) > 2 || p.Parts > 0) {
			return false
		}
	}
	return true
}

// ranked asks the kept boards for a ranking of today; any other is computed.
func (s *Service) ranked(ctx context.Context, board Board, best bool, offset, limit int,
	load func(context.Context) ([]Member, Position, error), kept bool) ([]Member, int, error) {
	if kept {
		return s.Boards.Ranked(ctx, board, best, offset, limit, load)
	}
	members, _, err := load(ctx)
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(members, func(x, y Member) int {
		byRate := cmp.Compare(x.Participants*y.Denominator, y.Participants*x.Denominator)
		if best {
			byRate = -byRate
		}
		return cmp.Or(byRate, cmp.Compare(x.Unit, y.Unit))
	})
	end := len(members)
	if limit > 0 {
		end = min(end, offset+limit)
	}
	return members[min(offset, len(members)):end], len(members), nil
}

func compareRates(x, y Row) int {
	return cmp.Or(cmp.Compare(x.Participants*y.Denominator, y.Participants*x.Denominator), cmp.Compare(x.Unit, y.Unit))
}
