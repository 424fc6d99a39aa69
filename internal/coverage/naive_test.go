package coverage_test

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// naive computes figures as product.md defines them, by recursion over the
// children and a scan of all entries. Its tree never changes.
type naive struct {
	units        []place.Unit
	baselines    []coverage.Baseline
	denominators []coverage.Denominator
	entries      []coverage.Entry
}

func (n *naive) children(u place.Code) []place.Code {
	var all []place.Code
	for _, x := range n.units {
		if x.Parent == u && x.Kind != "BHXH cơ sở" {
			all = append(all, x.Code)
		}
	}
	return all
}

func (n *naive) under(u place.Code) []place.Code {
	all := []place.Code{u}
	for _, c := range n.children(u) {
		all = append(all, n.under(c)...)
	}
	return all
}

// net is new less lapsed of an indicator in a subtree on days after..t. A
// part's change is its whole's too, but for people who went to an employer.
func (n *naive) net(u place.Code, i coverage.Indicator, after, t vi.Day) int64 {
	units := n.under(u)
	var people int64
	for _, e := range n.entries {
		if e.Day <= after || e.Day > t || !slices.Contains(units, e.Unit) {
			continue
		}
		part := wholes[e.Indicator] == i && e.Reason != coverage.ToEmployer
		if e.Indicator != i && !part {
			continue
		}
		switch e.Kind {
		case coverage.New:
			people += e.Count
		case coverage.Lapsed:
			people -= e.Count
		}
	}
	return people
}

var wholes = map[coverage.Indicator]coverage.Indicator{
	coverage.Household: coverage.BHYT, coverage.Pupils: coverage.BHYT,
	coverage.Voluntary: coverage.BHXH, coverage.Compulsory: coverage.BHXH,
}

func (n *naive) participants(u place.Code, i coverage.Indicator, t vi.Day) (people int64, known, partial bool) {
	newest, at := int64(0), vi.Day(0)
	for _, b := range n.baselines {
		if b.Unit == u && b.Indicator == i && b.AsOf <= t && b.AsOf > at && b.Participants >= 0 {
			newest, at = b.Participants, b.AsOf
		}
	}
	if at != 0 {
		return newest + n.net(u, i, at, t), true, false
	}
	for _, c := range n.children(u) {
		p, k, part := n.participants(c, i, t)
		if !k || part {
			partial = true
		}
		if k {
			people, known = people+p, true
		}
	}
	return people, known, known && partial
}

func (n *naive) denominator(u place.Code, base coverage.Base, t vi.Day) (people int64, known, partial bool) {
	newest, at := int64(0), vi.Day(0)
	for _, d := range n.denominators {
		if d.Unit == u && d.Base == base && d.AsOf <= t && d.AsOf > at {
			newest, at = d.Value, d.AsOf
		}
	}
	if at != 0 {
		return newest, true, false
	}
	for _, c := range n.children(u) {
		p, k, part := n.denominator(c, base, t)
		if !k || part {
			partial = true
		}
		if k {
			people, known = people+p, true
		}
	}
	return people, known, known && partial
}
