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

// Counted gives the units in whose sums a tally of a unit on a day counts: its
// own and those of all above it. What is tallied in a unit after it went wholly
// into one other counts there, and above that.
func (t *Tree) Counted(code Code, day vi.Day) []Code {
	on := t.HeirOn(code, day)
	if on == code {
		return t.Ancestors(code, day)
	}
	return append([]Code{code}, t.Ancestors(on, day)...)
}

// HeirOn gives what a unit is on a day: itself, or, where it has ended before
// and went wholly into one other, that one, or what became of it in turn.
func (t *Tree) HeirOn(code Code, day vi.Day) Code {
	i, ok := t.ids[code]
	for ok {
		u := &t.units[i]
		if len(u.Successors) != 1 || !u.Successors[0].Whole || u.To.IsZero() || day <= u.To {
			return u.Code
		}
		i, ok = t.ids[u.Successors[0].Code]
	}
	return code
}
