package coverage

import (
	"cmp"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Neighbours puts units in an order in which those stand together that belong,
// or belonged, together: communes of one former district, else of one
// social-insurance office. Groups, and units of none, go by their codes, which
// the State gave out district by district.
func (b *Book) Neighbours(rows []Row, day vi.Day) []Row {
	home := make(map[place.Code]place.Code, len(rows))
	first := map[place.Code]place.Code{} // of each home, its first unit
	for _, r := range rows {
		h := b.home(r.Unit, day)
		home[r.Unit] = h
		if f, met := first[h]; !met || r.Unit < f {
			first[h] = r.Unit
		}
	}
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(x, y Row) int {
		return cmp.Or(cmp.Compare(first[home[x.Unit]], first[home[y.Unit]]), cmp.Compare(x.Unit, y.Unit))
	})
	return rows
}

// home is what a unit is grouped by: the former district of most of what it was
// made of, else the office that serves it, else itself.
func (b *Book) home(u place.Code, day vi.Day) place.Code {
	votes := map[place.Code]int{}
	var best place.Code
	for _, o := range b.Tree.Origins(u) {
		old, _ := b.Tree.Unit(o.Code)
		if b.Tree.Level(old.Parent) != place.District {
			continue
		}
		votes[old.Parent]++
		if n := votes[old.Parent]; best == "" || n > votes[best] || n == votes[best] && old.Parent < best {
			best = old.Parent
		}
	}
	if best != "" {
		return best
	}
	if unit, ok := b.Tree.Unit(u); ok {
		if o := unit.OfficeOn(day); o != "" {
			return o
		}
	}
	return u
}
