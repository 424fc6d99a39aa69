package coverage

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// MaySee tells whether a person may see the figures of a unit: an agent the
// own villages and their communes, an official or admin the own units and all
// below; of a unit that ended, whoever may see all that it became.
func (b *Book) MaySee(p Person, u place.Code, day vi.Day) bool {
	commune := func(g Grant) bool { return g.Role == Agent && u == b.Above(g.Unit, place.Commune, day) }
	return b.holds(p, u, day) || p.Status != Gone && slices.ContainsFunc(p.Grants, commune) ||
		b.allNow(u, day, func(now place.Code) bool { return b.MaySee(p, now, day) })
}

// maySeeParts tells whether a person may see a unit and everything below it,
// which of a commune its agents may not.
func (b *Book) maySeeParts(p Person, u place.Code, day vi.Day) bool {
	return b.holds(p, u, day) || b.allNow(u, day, func(now place.Code) bool { return b.maySeeParts(p, now, day) })
}

// holds tells whether a unit is one of the person's or below one.
func (b *Book) holds(p Person, u place.Code, day vi.Day) bool {
	return p.Status != Gone && slices.ContainsFunc(p.Grants, func(g Grant) bool {
		return g.Role != Guest && b.Tree.Within(u, g.Unit, day)
	})
}

// allNow tells whether a unit ended and all that it became is so.
func (b *Book) allNow(u place.Code, day vi.Day, so func(place.Code) bool) bool {
	if b.Tree.Alive(u, day) {
		return false
	}
	now := b.Tree.Now(u)
	return len(now) > 0 && !slices.ContainsFunc(now, func(s place.Successor) bool { return s.Code == u || !so(s.Code) })
}

// MayCompare tells whether a person may see a unit's name and totals beside
// the own ones: an official those of the siblings of the own units too.
func (b *Book) MayCompare(p Person, u place.Code, day vi.Day) bool {
	return b.MaySee(p, u, day) || b.official(p, func(own place.Code) bool {
		above := b.parent(own, day)
		return above != "" && above == b.parent(u, day) && b.Tree.Level(own) == b.Tree.Level(u)
	})
}

// MayRank tells whether a person may see a list of the units of a level within
// one: whoever may see them all, and an official that of the own units among
// their siblings. An agent may see the commune, not its other villages.
func (b *Book) MayRank(p Person, within place.Code, level place.Level, day vi.Day) bool {
	return b.maySeeParts(p, within, day) || b.official(p, func(own place.Code) bool {
		return b.parent(own, day) == within && b.Tree.Level(own) == level
	})
}

func (b *Book) official(p Person, may func(own place.Code) bool) bool {
	return p.Status != Gone && slices.ContainsFunc(p.Units(Official), may)
}

// MayReport tells whether an agent reports for a unit.
func (b *Book) MayReport(p Person, u place.Code, day vi.Day) bool {
	return p.Status != Gone && slices.ContainsFunc(p.Units(Agent), func(own place.Code) bool {
		return b.Tree.Within(u, own, day)
	})
}

// MayAdminister tells whether a person is an admin over a unit.
func (b *Book) MayAdminister(p Person, u place.Code, day vi.Day) bool {
	return p.Status != Gone && slices.ContainsFunc(p.Units(Admin), func(own place.Code) bool {
		return b.Tree.Within(u, own, day)
	})
}

// Above gives the unit of a level that a unit lies in (or is), or "".
func (b *Book) Above(u place.Code, level place.Level, day vi.Day) place.Code {
	for _, a := range b.Tree.Ancestors(u, day) {
		if b.Tree.Level(a) == level {
			return a
		}
	}
	return ""
}

func (b *Book) parent(u place.Code, day vi.Day) place.Code {
	if above := b.Tree.Ancestors(u, day); len(above) > 1 {
		return above[1]
	}
	return ""
}
