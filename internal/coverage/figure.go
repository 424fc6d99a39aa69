package coverage

import (
	"cmp"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// A plan says how the participants of a unit on a day are computed from
// baselines and kept sums: Base plus the net of every term.
type plan struct {
	Whole              // Value is the sum of the baselines counted from
	day         vi.Day // the day asked
	terms       []term
	From        vi.Day // the baselines' date; the newest where there are several
	Mixed       bool   // several baseline dates
	Single      Baseline
	unknownRest bool
}

// A term adds (or takes) what was tallied in a unit up to and with a day.
type term struct {
	unit place.Code
	day  vi.Day
	sign int64
}

// leaf is a unit that has a baseline of its own and is counted by it, or
// (known false) one that has none and no parts.
type leaf struct {
	unit     place.Code
	baseline Baseline
	known    bool
}

// participants makes the plan of u's participants of i on day t: its own
// newest baseline and the tallies after it, or the sum of its parts.
func (b *Book) participants(u place.Code, i Indicator, t vi.Day) plan {
	if own, ok := b.Baseline(u, i, t); ok && b.ownCounts(u, t) {
		return plan{
			Whole: Whole{Value: own.Participants, Known: true, Own: true, Illustrative: own.Illustrative, AsOf: own.AsOf, Source: own.Source},
			day:   t, From: own.AsOf, Single: own,
			terms: []term{{u, t, 1}, {u, own.AsOf, -1}},
		}
	}
	return b.sum(u, i, t)
}

// ownCounts tells whether a unit's own baseline still speaks for it on t: a
// unit that ended is, from then on, the sum of what it became.
func (b *Book) ownCounts(u place.Code, t vi.Day) bool {
	return b.Tree.Alive(u, t) || len(b.parts(u, t)) == 0
}

func (b *Book) sum(u place.Code, i Indicator, t vi.Day) plan {
	leaves := b.leaves(u, i, t, nil)
	p := plan{day: t, Whole: Whole{Parts: len(leaves)}}
	dates := map[vi.Day]int{}
	for _, l := range leaves {
		if !l.known {
			p.Missing++
			continue
		}
		p.Known = true
		p.Value += l.baseline.Participants
		p.Illustrative = p.Illustrative || l.baseline.Illustrative
		p.AsOf = max(p.AsOf, l.baseline.AsOf)
		dates[l.baseline.AsOf]++
	}
	if !p.Known {
		return p
	}
	p.From, p.Mixed = p.AsOf, len(dates) > 1
	p.terms = each(leaves, t)
	if b.Tree.Alive(u, t) {
		if fewer := whole(u, leaves, t, usual(dates)); len(fewer) < len(p.terms) {
			p.terms = fewer
		}
	}
	return p
}

// each counts every leaf by itself.
func each(leaves []leaf, t vi.Day) []term {
	terms := make([]term, 0, 2*len(leaves))
	for _, l := range leaves {
		if l.known {
			terms = append(terms, term{l.unit, t, 1}, term{l.unit, l.baseline.AsOf, -1})
		}
	}
	return terms
}

// whole counts the unit above the leaves once, from the date most of them
// share, and mends the others: far fewer terms where all were closed on one day.
func whole(u place.Code, leaves []leaf, t, shared vi.Day) []term {
	terms := []term{{u, t, 1}, {u, shared, -1}}
	for _, l := range leaves {
		switch {
		case !l.known:
			terms = append(terms, term{l.unit, t, -1}, term{l.unit, shared, 1})
		case l.baseline.AsOf != shared:
			terms = append(terms, term{l.unit, l.baseline.AsOf, -1}, term{l.unit, shared, 1})
		}
	}
	return terms
}

func usual(dates map[vi.Day]int) vi.Day {
	var days []vi.Day
	for d := range dates {
		days = append(days, d)
	}
	return slices.MaxFunc(days, func(x, y vi.Day) int {
		return cmp.Or(cmp.Compare(dates[x], dates[y]), cmp.Compare(x, y))
	})
}

func (b *Book) leaves(u place.Code, i Indicator, t vi.Day, found []leaf) []leaf {
	parts := b.parts(u, t)
	if len(parts) == 0 {
		return append(found, leaf{unit: u})
	}
	before := len(found)
	for _, part := range parts {
		if own, ok := b.Baseline(part, i, t); ok {
			found = append(found, leaf{part, own, true})
			continue
		}
		found = b.leaves(part, i, t, found)
	}
	// A unit none of whose parts has a figure is one unit without a figure,
	// not as many as it has villages.
	if !slices.ContainsFunc(found[before:], func(l leaf) bool { return l.known }) {
		return append(found[:before], leaf{unit: u})
	}
	return found
}

// points gives what must be read to carry out the plan, in the order of its terms.
func (p plan) points(i Indicator) []Point {
	points := make([]Point, len(p.terms))
	for n, t := range p.terms {
		points[n] = Point{t.unit, i, t.day}
	}
	return points
}

// value carries out the plan on the counts read for its points.
func (p plan) value(counts []Counts) int64 {
	people := p.Value
	for n, t := range p.terms {
		people += t.sign * counts[n].Net()
	}
	return people
}
