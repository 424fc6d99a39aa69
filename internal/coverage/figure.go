package coverage

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// A plan says how a figure of a unit on a day is computed from records and
// kept sums: Value plus the net of every term.
type plan struct {
	Whole         // Value is the sum of the records counted from
	terms  []term // none of a denominator
	Mixed  bool   // records of several dates
	direct []place.Code
	since  vi.Day
	lacks  []place.Code // what is Missing
}

// alike tells whether two figures are of the same parts: both of all, or both
// of all but the same.
func (p plan) alike(q plan) bool {
	if !p.Partial() && !q.Partial() {
		return true
	}
	x, y := slices.Clone(p.lacks), slices.Clone(q.lacks)
	slices.Sort(x)
	slices.Sort(y)
	return p.Parts == q.Parts && p.Missing == q.Missing && slices.Equal(slices.Compact(x), slices.Compact(y))
}

// A term adds (or takes) what was tallied in a unit up to and with a day. Of
// the units in direct, what was tallied in them themselves after since is in
// the terms and does not count: they are the sums of their parts.
type term struct {
	unit place.Code
	day  vi.Day
	sign int64
}

// source gives a unit's own newest record of something on or before a day.
type source func(u place.Code, t vi.Day) (Whole, bool)

// figures computes figures of one kind of record.
type figures struct {
	*Book
	own     source
	tallied bool // tallies count on top
}

func (b *Book) counted(i Indicator) figures {
	return figures{b, func(u place.Code, t vi.Day) (Whole, bool) {
		x, ok := b.Baseline(u, i, t)
		if !ok && i == BHXH {
			x, ok = b.derived(u, t)
		}
		return Whole{Value: x.Participants, Known: ok, Own: true, Illustrative: x.Illustrative, AsOf: x.AsOf, Source: x.Source}, ok
	}, true}
}

// derived makes a unit's count of BHXH of those of both its parts, on the newest
// day on which both were closed: counts of different days are no one count.
func (b *Book) derived(u place.Code, t vi.Day) (Baseline, bool) {
	for _, x := range slices.Backward(b.baselines[unitIndicator{u, Voluntary}]) {
		if x.AsOf > t || x.Participants < 0 {
			continue
		}
		for _, y := range b.baselines[unitIndicator{u, Compulsory}] {
			if y.AsOf == x.AsOf && y.Participants >= 0 {
				x.Indicator, x.Participants, x.Stated = BHXH, x.Participants+y.Participants, -1
				x.Illustrative = x.Illustrative || y.Illustrative
				return x, true
			}
		}
	}
	return Baseline{}, false
}

func (b *Book) people(base Base) figures {
	return figures{b, func(u place.Code, t vi.Day) (Whole, bool) {
		for _, x := range slices.Backward(b.denominators[unitBase{u, base}]) {
			if x.AsOf <= t {
				return Whole{Value: x.Value, Known: true, Own: true, Illustrative: x.Illustrative, AsOf: x.AsOf, Source: x.Source}, true
			}
		}
		return Whole{}, false
	}, false}
}

// participants makes the plan of u's participants of i on day t: its own
// newest baseline and the tallies after it, or the sum of its parts.
func (b *Book) participants(u place.Code, i Indicator, t vi.Day) plan {
	return b.plans.get(asked{u, string(i), t}, func() plan { return b.counted(i).plan(u, t, true) })
}

// plan computes u's figure on t; brief allows for terms of the unit above in
// place of those of each part.
func (f figures) plan(u place.Code, t vi.Day, brief bool) plan {
	if p, ok := f.ownPlan(u, t); ok {
		return p
	}
	leaves, path := f.leaves(u, t)
	p := joined(leaves)
	if brief && f.tallied && p.Known {
		f.shorten(&p, u, t, leaves, path)
	}
	return p
}

// ownPlan is the figure by the unit's own record, if it has one that speaks
// for it on t. Units that went into it since the record are added: a merger
// adds numbers up.
func (f figures) ownPlan(u place.Code, t vi.Day) (plan, bool) {
	own, ok := f.own(u, t)
	if !ok || !f.speaks(u, t) || len(f.Tree.Moves(u, own.AsOf, t)) > 0 {
		return plan{}, false // an office's count was of what it served then
	}
	p := plan{Whole: own}
	f.count(&p, f.ground(u, t), t)
	if f.Tree.LastOrigin(u) >= own.AsOf {
		f.absorb(&p, u, t)
	}
	return p, true
}

// speaks tells whether a unit's own record still speaks for it on t: one that
// has ended is, from then on, what became of it.
func (b *Book) speaks(u place.Code, t vi.Day) bool {
	unit, ok := b.Tree.Unit(u)
	return ok && (unit.To.IsZero() || t <= unit.To)
}

// count adds what was tallied in units after the record's day.
func (f figures) count(p *plan, units []place.Code, t vi.Day) {
	if !f.tallied || t == p.AsOf {
		return // nothing lies between
	}
	for _, u := range units {
		p.terms = append(p.terms, term{u, t, 1}, term{u, p.AsOf, -1})
	}
}

// absorb adds the units that went into u after its record. Where u is younger
// than its record, the record speaks of the new extent and only the tallies
// of its origins are missing.
func (f figures) absorb(p *plan, u place.Code, t vi.Day) {
	unit, _ := f.Tree.Unit(u)
	for _, o := range f.Tree.Origins(u) {
		old, _ := f.Tree.Unit(o.Code)
		switch {
		case old.To < p.AsOf:
		case unit.From > p.AsOf:
			if o.Whole { // what was tallied in it later counts in u
				f.count(p, []place.Code{o.Code}, min(t, old.To))
			}
		case old.To >= t: // still a unit of its own
		default:
			part := f.plan(o.Code, old.To, false)
			p.Parts = max(p.Parts, 1) + 1
			if !o.Whole || !part.Known || part.Partial() {
				p.Missing++
				p.lacks = append(append(p.lacks, o.Code), part.lacks...)
			}
			if o.Whole && part.Known {
				p.Value += part.Value
				p.terms = append(p.terms, part.terms...)
				p.Illustrative = p.Illustrative || part.Illustrative
				p.Mixed = true
			}
		}
	}
}

// ground gives the units whose tallies are u's own: itself, or what an office
// serves, for an office is above nobody's tallies.
func (b *Book) ground(u place.Code, t vi.Day) []place.Code {
	if b.Tree.Level(u) == place.Office {
		return b.served(u, t)
	}
	return []place.Code{u}
}

// served gives what an office serves, each person once.
func (b *Book) served(office place.Code, t vi.Day) []place.Code {
	all := b.Tree.Served(office, t)
	return slices.DeleteFunc(slices.Clone(all), func(u place.Code) bool {
		return slices.ContainsFunc(all, func(above place.Code) bool { return above != u && b.Tree.Within(u, above, t) })
	})
}

// parts gives the units whose figures make up u's on a day: its children
// then; of an office what it serves; of a unit that has ended what it became,
// and of one not yet formed what went into it, if those are exactly it.
func (b *Book) parts(u place.Code, day vi.Day) []place.Code {
	unit, ok := b.Tree.Unit(u)
	switch {
	case !ok || b.Tree.Level(u) == place.Office && !b.Tree.Alive(u, day):
		return nil
	case b.Tree.Alive(u, day) && b.Tree.Level(u) == place.Office:
		return b.served(u, day)
	case b.Tree.Alive(u, day):
		return b.Tree.Children(u, day)
	case day < unit.From:
		return b.before(u, day)
	}
	return b.became(u)
}

// became gives what an ended unit is exactly: units that hold it and nothing
// besides. One that was split among units with other people in them has none.
func (b *Book) became(u place.Code) []place.Code {
	unit, _ := b.Tree.Unit(u)
	var parts []place.Code
	for _, s := range unit.Successors {
		if !b.onlyOrigin(s.Code, u) {
			parts = nil
			break
		}
		parts = append(parts, s.Code)
	}
	if len(parts) > 0 {
		return parts
	}
	if parts, exact := b.Tree.Parts(u); exact && !slices.Contains(parts, u) {
		return parts
	}
	return nil
}

func (b *Book) onlyOrigin(u, origin place.Code) bool {
	all := b.Tree.Origins(u)
	unit, _ := b.Tree.Unit(u)
	return len(all) == 1 && all[0].Code == origin && unit.From > b.Tree.LastOrigin(u)
}

// before gives the units that went into u, as they were on a day before it
// was formed, if u is exactly these.
func (b *Book) before(u place.Code, day vi.Day) []place.Code {
	var parts []place.Code
	for _, o := range b.Tree.Origins(u) {
		switch {
		case !o.Whole:
			return nil
		case b.Tree.Alive(o.Code, day):
			parts = append(parts, o.Code)
		}
	}
	return parts
}

// net sums the counts read for the plan's terms.
func (p plan) net(counts []Counts) Counts {
	var sum Counts
	for n, t := range p.terms {
		if t.sign > 0 {
			sum = sum.Plus(counts[n])
		} else {
			sum = sum.Minus(counts[n])
		}
	}
	return sum
}

// points gives what must be read to carry out the plan, in the order of its terms.
func (p plan) points(i Indicator) []Point {
	points := make([]Point, len(p.terms))
	for n, t := range p.terms {
		points[n] = Point{t.unit, i, t.day}
	}
	return points
}
