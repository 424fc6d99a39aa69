package coverage

import (
	"cmp"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// leaf is a unit that a sum is made of: counted by its own record, by what
// went into it, or (not Known) by nothing.
type leaf struct {
	plan
	units []place.Code // several where only their sum is known
	plain bool         // counted by its own record alone
	// divided are units that were split on the way to those of units: what was
	// tallied in one since is no one heir's, but the sum's.
	divided []place.Code
}

// leaves gives what u's figure is the sum of, and the units above them.
func (f figures) leaves(u place.Code, t vi.Day) (found []leaf, path []place.Code) {
	return f.leavesOf(f.parts(u, t), u, t)
}

// leavesOf is leaves with the parts given.
func (f figures) leavesOf(parts []place.Code, u place.Code, t vi.Day) (found []leaf, path []place.Code) {
	for _, part := range parts {
		if p, ok := f.ownPlan(part, t); ok {
			found = append(found, leaf{plan: p, units: []place.Code{part}, plain: p.Parts == 0 && len(p.terms) <= 2})
			continue
		}
		more, above := f.leaves(part, t)
		found, path = append(found, more...), append(path, above...)
	}
	found = f.inherit(found, t)
	if slices.ContainsFunc(found, leaf.known) {
		return found, append(path, u)
	}
	// A unit none of whose parts has a figure is one unit without a figure,
	// not as many as it has villages.
	return f.inherit([]leaf{{units: []place.Code{u}}}, t), nil
}

func (l leaf) known() bool { return l.Known }

// joined adds leaves up.
func joined(leaves []leaf) plan {
	var p plan
	for _, l := range leaves {
		p.Parts += len(l.units)
		if !l.Known {
			p.Missing++
			p.lacks = append(p.lacks, l.units...)
			continue
		}
		if l.Partial() {
			p.Missing++
			p.lacks = append(p.lacks, l.lacks...)
		}
		p.Mixed = p.Mixed || l.Mixed || p.Known && l.AsOf != p.AsOf
		p.Known = true
		p.Value += l.Value
		p.Illustrative = p.Illustrative || l.Illustrative
		p.AsOf = max(p.AsOf, l.AsOf)
		p.terms = append(p.terms, l.terms...)
	}
	return p
}

// shorten counts the unit above the leaves once, from the date most of them
// share, and mends the others: far fewer terms where all were closed on one
// day. It does so only where the unit held the same parts all the while.
func (f figures) shorten(p *plan, u place.Code, t vi.Day, leaves []leaf, path []place.Code) {
	shared := usual(leaves)
	if f.Tree.Level(u) == place.Office || !f.Tree.Alive(u, t) || !f.Tree.Alive(u, shared+1) || shared >= t {
		return
	}
	for _, above := range path {
		if !f.Tree.Steady(above, shared+1, t) {
			return
		}
	}
	terms := []term{{u, t, 1}, {u, shared, -1}}
	for _, l := range leaves {
		switch {
		case !l.Known:
			terms = append(terms, term{l.units[0], t, -1}, term{l.units[0], shared, 1})
		case !l.plain:
			return
		case l.AsOf != shared:
			terms = append(terms, term{l.units[0], l.AsOf, -1}, term{l.units[0], shared, 1})
		}
	}
	if len(terms) < len(p.terms) {
		p.terms, p.direct, p.since = terms, path, shared
	}
}

// usual is the date that most of the leaves' records bear, the newest of several.
func usual(leaves []leaf) vi.Day {
	dates := map[vi.Day]int{}
	var days []vi.Day
	for _, l := range leaves {
		if l.Known {
			if dates[l.AsOf]++; dates[l.AsOf] == 1 {
				days = append(days, l.AsOf)
			}
		}
	}
	return slices.MaxFunc(days, func(x, y vi.Day) int {
		return cmp.Or(cmp.Compare(dates[x], dates[y]), cmp.Compare(x, y))
	})
}
