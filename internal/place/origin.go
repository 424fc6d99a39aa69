package place

import (
	"slices"

	"baophu/internal/vi"
)

// Origins gives the units that name a unit as what they became, sorted by
// code; Whole where all of one went there and nowhere else.
func (t *Tree) Origins(code Code) []Successor {
	i, ok := t.ids[code]
	if !ok {
		return nil
	}
	var list []Successor
	for _, o := range t.origins[i] {
		into := t.units[o].Successors
		whole := !slices.ContainsFunc(into, func(s Successor) bool { return s.Code != code || !s.Whole })
		list = append(list, Successor{t.units[o].Code, whole})
	}
	slices.SortFunc(list, func(a, b Successor) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	})
	return slices.Compact(list)
}

// Steady tells whether no unit right below one ended on the days from..to-1,
// so that what is below it on `to` was all there was from `from` on.
func (t *Tree) Steady(code Code, from, to vi.Day) bool {
	i, ok := t.ids[code]
	if !ok {
		return true
	}
	return !slices.ContainsFunc(t.children[i], func(c int32) bool {
		end := t.units[c].To
		return !end.IsZero() && from <= end && end < to
	})
}

// LastOrigin gives the last day on which any of a unit's origins was valid,
// zero where it has none.
func (t *Tree) LastOrigin(code Code) vi.Day {
	i, ok := t.ids[code]
	if !ok {
		return 0
	}
	return t.lastOrigin(i)
}
