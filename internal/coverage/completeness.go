package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Share is how many days of villages were reported of those expected. A day of
// a village is expected where it has an agent at work (not on leave, in
// training or gone) and is no holiday; it counts once, however many reports
// there are of it, as long as one stands.
type Share struct {
	Unit      place.Code
	Title     string
	Due       int64 // village-days expected
	Delivered int64 // of them, reported
	OnTime    int64 // of them, on the day itself, by the cut-off
}

// Of gives the number of a share's measure: those in time, or all reported.
func (s Share) Of(timely bool) int64 {
	if timely {
		return s.OnTime
	}
	return s.Delivered
}

// Completeness gives the share of a unit on the days from..to. No reading
// scans the ledger: of a commune whose villages all had agents throughout it
// is two kept sums, of any other two for each village.
func (s *Service) Completeness(ctx context.Context, within place.Code, from, to vi.Day) (Share, error) {
	shares, err := s.shares(ctx, asks{within: within, from: from, to: to})
	if err != nil {
		return Share{}, err
	}
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Share{}, err
	}
	sum := Share{Unit: within, Title: b.Tree.Title(within)}
	for _, x := range shares {
		sum.Due, sum.Delivered, sum.OnTime = sum.Due+x.Due, sum.Delivered+x.Delivered, sum.OnTime+x.OnTime
	}
	return sum, nil
}

// CompletenessOf gives the share of the villages and days that one agent was
// at work for, whoever reported them.
func (s *Service) CompletenessOf(ctx context.Context, p Person, from, to vi.Day) (Share, error) {
	sum := Share{Title: p.Name}
	shares, err := s.shares(ctx, asks{person: p.ID, villages: p.Units(Agent), within: place.Nation, from: from, to: to})
	for _, x := range shares {
		sum.Due, sum.Delivered, sum.OnTime = sum.Due+x.Due, sum.Delivered+x.Delivered, sum.OnTime+x.OnTime
	}
	return sum, err
}

// CompletenessRank gives the shares of the units of a level within one, best
// or worst first, without those of which nothing is expected.
func (s *Service) CompletenessRank(ctx context.Context, within place.Code, level place.Level, from, to vi.Day, timely, best bool) ([]Share, error) {
	shares, err := s.shares(ctx, asks{within: within, level: level, from: from, to: to})
	if err != nil {
		return nil, err
	}
	shares = slices.DeleteFunc(shares, func(x Share) bool { return x.Due == 0 })
	slices.SortFunc(shares, func(x, y Share) int {
		byRate := cmp.Compare(x.Of(timely)*y.Due, y.Of(timely)*x.Due)
		if best {
			byRate = -byRate
		}
		return cmp.Or(byRate, cmp.Compare(x.Unit, y.Unit))
	})
	return shares, nil
}

// asks is a question for shares: of a unit, by the units of a level within it
// (NoLevel: by commune), of all or of one person's villages.
type asks struct {
	within   place.Code
	level    place.Level
	from, to vi.Day
	person   PersonID
	villages []place.Code
}

// duty is one stretch of days on which a village was expected to report.
type duty struct {
	village place.Code
	stint
}

// cell is the villages of one commune.
type cell struct {
	commune, key place.Code
	duties       []duty
	regular      bool // all its reports are of its duties, but for
	strays       []duty
}

// shares gives the shares of a question, by the units it asks for.
func (s *Service) shares(ctx context.Context, a asks) ([]Share, error) {
	if s.Duties == nil || a.to < a.from {
		return nil, nil
	}
	b, err := s.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	r, villages, err := s.roster(ctx, b, a)
	if err != nil {
		return nil, err
	}
	cells := b.cells(a, r, villages)
	rests := s.restsIn(a.from, a.to)
	var q query
	type reads struct{ delivered, onTime []rangeOf }
	read := make([]reads, len(cells))
	for n, c := range cells {
		each := c.duties
		if c.regular {
			each = []duty{{c.commune, stint{a.from, a.to}}}
		}
		for _, d := range each {
			read[n].delivered = append(read[n].delivered, q.days(d, Delivered, rests)...)
			read[n].onTime = append(read[n].onTime, q.days(d, OnTime, rests)...)
		}
		for _, d := range c.strays {
			read[n].delivered = append(read[n].delivered, without(q.days(d, Delivered, rests))...)
			read[n].onTime = append(read[n].onTime, without(q.days(d, OnTime, rests))...)
		}
	}
	if err := q.read(ctx, s); err != nil {
		return nil, fmt.Errorf("read the days reported within %s: %w", a.within, err)
	}
	byKey := map[place.Code]int{}
	var shares []Share
	for n, c := range cells {
		at, known := byKey[c.key]
		if !known {
			at = len(shares)
			byKey[c.key] = at
			shares = append(shares, Share{Unit: c.key, Title: b.Tree.Title(c.key)})
		}
		x := &shares[at]
		for _, d := range c.duties {
			x.Due += int64(d.to-d.from) + 1 - int64(len(d.of(rests)))
		}
		x.Delivered += q.worked(read[n].delivered)
		x.OnTime += q.worked(read[n].onTime)
	}
	return shares, nil
}

// roster reads who answered for the villages of a question.
func (s *Service) roster(ctx context.Context, b *Book, a asks) (roster, []place.Code, error) {
	villages := a.villages
	if a.person == 0 {
		villages = b.villagesEver(a.within, a.from, a.to)
	}
	var units []place.Code // nil: of all
	if a.within != place.Nation || a.person != 0 {
		units = append([]place.Code{}, villages...)
		known := map[place.Code]bool{}
		for _, v := range villages {
			for _, day := range []vi.Day{a.from, a.to} {
				for _, above := range b.Tree.Ancestors(v, day)[1:] {
					if !known[above] {
						known[above] = true
						units = append(units, above)
					}
				}
			}
		}
	}
	duties, err := s.Duties.Duties(ctx, units)
	if err != nil {
		return roster{}, nil, err
	}
	return rosterOf(b, duties, a.person), villages, nil
}

// cells puts the duties of villages together by commune, and tells of which
// communes the kept sums may be read whole: those all of whose villages that
// anybody ever answered for were on duty throughout, and for which nobody
// reports from above. Then every report there is of an expected day, but for
// those of villages nobody answers for, and of days on which, as was recorded
// later, a village was no more: they come off.
func (b *Book) cells(a asks, r roster, villages []place.Code) []*cell {
	type name struct{ commune, key place.Code }
	of := map[name]*cell{}
	odd, strays := map[place.Code]bool{}, b.beyond(a)
	gone := !b.Tree.Alive(a.within, a.from) && !b.Tree.Alive(a.within, a.to) // asked of what it became
	var cells []*cell
	for _, v := range villages {
		stints, held := r.of[v]
		whole, alive := b.life(v, a.from, a.to)
		if !alive {
			continue
		}
		if !held { // an agent on leave, or an import, may have reported it all the same
			for _, s := range b.steps(v, whole) {
				commune := b.Above(v, place.Commune, s.from)
				strays[commune] = append(strays[commune], duty{v, s})
			}
			continue
		}
		on := 0
		for _, s := range joinedStints(stints) {
			s = stint{max(s.from, whole.from), min(s.to, whole.to)}
			if s.from > s.to {
				continue
			}
			for _, s := range b.steps(v, s) {
				commune := b.Above(v, place.Commune, s.from)
				if on++; s != whole || on > 1 || b.reportedFromAbove(r, v, s.from) {
					odd[commune] = true
				}
				if !gone && !b.Tree.Within(v, a.within, s.from) {
					odd[commune] = true
					continue
				}
				n := name{commune, b.keyOf(a, v, s.from)}
				if of[n] == nil {
					of[n] = &cell{commune: n.commune, key: n.key}
					cells = append(cells, of[n])
				}
				of[n].duties = append(of[n].duties, duty{v, s})
			}
		}
		if on == 0 {
			odd[b.Above(v, place.Commune, whole.from)] = true
			odd[b.Above(v, place.Commune, whole.to)] = true
		}
	}
	whole := a.person == 0 && a.level != place.Village && b.Tree.Level(a.within) != place.Village
	keys := map[place.Code]int{}
	for _, c := range cells {
		keys[c.commune]++
	}
	for _, c := range cells {
		if c.regular = whole && c.commune != "" && !odd[c.commune] && keys[c.commune] == 1; c.regular {
			c.strays = strays[c.commune]
		}
	}
	return cells
}

// beyond gives, by commune, the days of a question that lie after a village's
// last: reports may be of them where its end was recorded afterwards.
func (b *Book) beyond(a asks) map[place.Code][]duty {
	found := map[place.Code][]duty{}
	for _, v := range b.ended {
		u, known := b.Tree.Unit(v)
		if !known || u.To.IsZero() || u.To >= a.to || b.Tree.Level(v) != place.Village {
			continue
		}
		if b.Tree.HeirOn(v, u.To+1) != v {
			continue // it counts nowhere above (Inherited)
		}
		commune := b.Above(v, place.Commune, u.To)
		found[commune] = append(found[commune], duty{v, stint{max(a.from, u.To+1), a.to}})
	}
	return found
}

// reportedFromAbove tells whether somebody reports for a unit above a village.
func (b *Book) reportedFromAbove(r roster, v place.Code, day vi.Day) bool {
	return len(r.wide) > 0 && slices.ContainsFunc(b.Tree.Ancestors(v, day)[1:], func(u place.Code) bool { return r.wide[u] })
}

// keyOf names the unit by which a village counts.
func (b *Book) keyOf(a asks, v place.Code, day vi.Day) place.Code {
	level := a.level
	if level == place.NoLevel {
		level = place.Commune
	}
	return b.Above(v, level, day)
}

// restsIn lists the days of a span on which nobody is expected.
func (s *Service) restsIn(from, to vi.Day) []vi.Day {
	var rests []vi.Day
	for day := from; s.Rests != nil && day <= to; day++ {
		if s.Rests(day) {
			rests = append(rests, day)
		}
	}
	return rests
}

// of gives which of some days lie in a stint.
func (s stint) of(days []vi.Day) []vi.Day {
	first, _ := slices.BinarySearch(days, s.from)
	end, _ := slices.BinarySearch(days, s.to+1)
	return days[first:end]
}

// days asks for the days of a duty, and for those on which it rests, to be
// taken off: the first range is the whole, the others come off it.
func (q *query) days(d duty, i Indicator, rests []vi.Day) []rangeOf {
	units := ground{{unit: d.village}}
	all := []rangeOf{q.span(units, i, d.from-1, d.to)}
	for _, day := range d.of(rests) {
		all = append(all, minus(q.span(units, i, day-1, day)))
	}
	return all
}

// without turns all ranges around.
func without(ranges []rangeOf) []rangeOf {
	for n, r := range ranges {
		ranges[n] = minus(r)
	}
	return ranges
}

// minus turns a range around, so that it comes off a sum.
func minus(r rangeOf) rangeOf { return rangeOf{before: r.last, last: r.before} }

// worked adds up what the ranges of a cell hold.
func (q *query) worked(ranges []rangeOf) int64 {
	var days int64
	for _, r := range ranges {
		days += q.between(r).Reports
	}
	return days
}
