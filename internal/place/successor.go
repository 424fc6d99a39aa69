package place

import (
	"slices"

	"baophu/internal/vi"
)

// Now gives the units of today (those without an end) that a unit became,
// sorted by code, followed through as many steps as it takes. A unit of today
// is its own. Nothing is left of a unit that ended without successors.
//
// Whole means of a commune, village or province that all of it went there at
// every step. A unit that ended without successors of its own, like a district
// of 2025, became what its members did; there Whole is set on all or none:
// all members went whole, and nothing from outside is in what they became, so
// that the old unit's figures are the sum of those of its successors.
func (t *Tree) Now(code Code) []Successor {
	i, ok := t.ids[code]
	if !ok {
		return nil
	}
	if t.throughMembers(i) {
		return t.sum(i)
	}
	found := map[int32]bool{}
	t.follow(i, true, map[int32]bool{}, found)
	return t.successors(found)
}

// Parts gives the communes of today that a unit's communes became, sorted by
// code, and whether they are exactly that unit: nothing of it went elsewhere,
// and nothing else is in them. It is how an old district or province, or an
// old commune that was only renamed, can be told in today's figures.
func (t *Tree) Parts(code Code) (parts []Code, exact bool) {
	i, ok := t.ids[code]
	if !ok {
		return nil, false
	}
	exact = true
	for _, s := range t.sum(i) {
		parts = append(parts, s.Code)
		exact = exact && s.Whole
	}
	return parts, exact && len(parts) > 0
}

// throughMembers tells whether a unit lives on only in its members.
func (t *Tree) throughMembers(i int32) bool {
	u := &t.units[i]
	return !u.To.IsZero() && len(u.Successors) == 0 && len(t.children[i]) > 0
}

// follow collects the units of today that i became. A unit met on two roads
// is whole only where a road is whole: the parts cannot both be.
func (t *Tree) follow(i int32, whole bool, met, found map[int32]bool) {
	u := &t.units[i]
	if u.To.IsZero() {
		found[i] = found[i] || whole
		return
	}
	if met[i] {
		return
	}
	met[i] = true
	if t.throughMembers(i) {
		for _, s := range t.sum(i) {
			j := t.ids[s.Code]
			found[j] = found[j] || whole && s.Whole
		}
		return
	}
	for _, s := range u.Successors {
		t.follow(t.ids[s.Code], whole && s.Whole, met, found)
	}
}

func (t *Tree) successors(found map[int32]bool) []Successor {
	list := make([]Successor, 0, len(found))
	for i, whole := range found {
		list = append(list, Successor{t.units[i].Code, whole})
	}
	slices.SortFunc(list, func(a, b Successor) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	})
	return list
}

// sum gives what the lowest members of i became, with Whole on all or none.
func (t *Tree) sum(i int32) []Successor {
	members := map[int32]bool{}
	t.members(i, members)
	found := map[int32]bool{}
	exact := len(members) > 0
	for m := range members {
		of := map[int32]bool{}
		t.follow(m, true, map[int32]bool{}, of)
		exact = exact && len(of) > 0
		for s, whole := range of {
			found[s] = true
			exact = exact && whole
		}
	}
	for s := range found {
		exact = exact && t.madeOf(s, members, 0)
	}
	for s := range found {
		found[s] = exact
	}
	return t.successors(found)
}

// members collects the communes below i that were valid to its last day; i
// itself where it is a commune or lower, or has none.
func (t *Tree) members(i int32, members map[int32]bool) {
	before := len(members)
	if t.levels[i] < Commune {
		for _, c := range t.children[i] {
			if t.levels[c] <= Commune && t.alive(c, t.units[i].To) {
				t.members(c, members)
			}
		}
	}
	if len(members) == before {
		members[i] = true
	}
}

// madeOf tells whether all that went into i comes from members. Origins that
// ended before the others only tell an earlier state of the same ground and do
// not count. A unit that was there before its origins ended has ground of its
// own besides. Deep chains end as "no".
func (t *Tree) madeOf(i int32, members map[int32]bool, depth int) bool {
	if members[i] {
		return true
	}
	last := t.lastOrigin(i)
	if depth > 20 || last == 0 || t.units[i].From <= last {
		return false
	}
	for _, o := range t.origins[i] {
		if to := t.units[o].To; (to == last || to.IsZero()) && !t.madeOf(o, members, depth+1) {
			return false
		}
	}
	return true
}

// lastOrigin gives the last day on which any of a unit's origins was valid.
func (t *Tree) lastOrigin(i int32) (last vi.Day) {
	for _, o := range t.origins[i] {
		last = max(last, t.units[o].To)
	}
	return last
}
