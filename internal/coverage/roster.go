package coverage

import (
	"cmp"
	"context"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Duty says that from a day on, until another of the same person and unit, a
// person answered for a unit as its agent in a status; "": no longer.
type Duty struct {
	Person PersonID
	Unit   place.Code
	Status Status
	From   vi.Day
}

// Duties reads who answered for what, of some units or (nil) of all, in the
// order in which it was noted.
type Duties interface {
	Duties(ctx context.Context, units []place.Code) ([]Duty, error)
	// PeopleOf gives people by their numbers; unknown ones are left out.
	PeopleOf(ctx context.Context, ids []PersonID) ([]Person, error)
}

// stint is a stretch of days on duty.
type stint struct{ from, to vi.Day }

// roster is on which days each village has an agent at work: not on leave, in
// training or gone.
type roster struct {
	of   map[place.Code][]stint // by village; empty where somebody holds it without working
	wide map[place.Code]bool    // units above villages that somebody reports for
}

// forever is later than any day there is.
const forever = vi.Day(1 << 24)

// served is a stretch of days on which a person was at work for a unit.
type served struct {
	unit   place.Code
	person PersonID
	stint
}

// terms reads duties, in the order in which they were noted, as the days on
// which each was at work.
func terms(duties []Duty) []served {
	type holder struct {
		unit   place.Code
		person PersonID
	}
	open := map[holder]int{} // the term that goes on
	var all []served
	for _, d := range duties {
		h := holder{d.Unit, d.Person}
		if at, on := open[h]; on {
			all[at].to = d.From - 1
			delete(open, h)
		}
		if d.Status == Active {
			open[h] = len(all)
			all = append(all, served{d.Unit, d.Person, stint{d.From, forever}})
		}
	}
	return slices.DeleteFunc(all, func(x served) bool { return x.to < x.from })
}

// rosterOf reads duties: of all people, or of one.
func rosterOf(b *Book, duties []Duty, only PersonID) roster {
	r := roster{of: map[place.Code][]stint{}, wide: map[place.Code]bool{}}
	var counted []Duty
	for _, d := range duties {
		switch {
		case only != 0 && d.Person != only:
		case b.Tree.Level(d.Unit) != place.Village:
			r.wide[d.Unit] = true
		default:
			r.of[d.Unit] = nil
			counted = append(counted, d)
		}
	}
	for _, x := range terms(counted) {
		r.of[x.unit] = append(r.of[x.unit], x.stint)
	}
	return r
}

// joinedStints joins stints that touch or overlap.
func joinedStints(all []stint) []stint {
	all = slices.Clone(all)
	slices.SortFunc(all, func(x, y stint) int { return cmp.Compare(x.from, y.from) })
	var out []stint
	for _, s := range all {
		if n := len(out); n > 0 && s.from <= out[n-1].to+1 {
			out[n-1].to = max(out[n-1].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// life gives the days of a span on which a unit is valid; ok is false for none.
func (b *Book) life(u place.Code, from, to vi.Day) (s stint, ok bool) {
	unit, ok := b.Tree.Unit(u)
	if !ok {
		return stint{}, false
	}
	s = stint{max(from, unit.From), to}
	if !unit.To.IsZero() {
		s.to = min(to, unit.To)
	}
	return s, s.from <= s.to
}

// steps cuts a stint of a unit into those in which the same units stand above
// it.
func (b *Book) steps(u place.Code, s stint) []stint {
	if b.sameAbove(u, s.from, s.to) {
		return []stint{s} // what is valid on both ends is valid between
	}
	out := []stint{{s.from, s.from}}
	for day := s.from + 1; day <= s.to; day++ {
		last := &out[len(out)-1]
		if b.sameAbove(u, last.from, day) {
			last.to = day
			continue
		}
		out = append(out, stint{day, day})
	}
	return out
}

// sameAbove tells whether the same units stand above a unit on two days, and
// the same offices serve it.
func (b *Book) sameAbove(u place.Code, one, other vi.Day) bool {
	return slices.Equal(b.Tree.Ancestors(u, one), b.Tree.Ancestors(u, other)) && slices.Equal(b.Tree.Offices(u, one), b.Tree.Offices(u, other))
}

// Villages gives the villages that were a unit's on some of the days from..to:
// of those that ended meanwhile there are reports too.
func (b *Book) Villages(within place.Code, from, to vi.Day) []place.Code {
	return b.villagesEver(within, from, to)
}

// villagesEver gives the villages that were valid on some of the days from..to
// and lay within a unit on the first or the last of them, or on their own last.
func (b *Book) villagesEver(within place.Code, from, to vi.Day) []place.Code {
	if b.Tree.Level(within) == place.Village {
		return []place.Code{within}
	}
	all := append(slices.Clone(b.Tree.Descendants(within, place.Village, to)), b.Tree.Descendants(within, place.Village, from)...)
	for _, u := range b.ended {
		if s, ok := b.life(u, from, to); ok && b.Tree.Within(u, within, s.to) {
			all = append(all, u)
		}
	}
	if !b.Tree.Alive(within, from) && !b.Tree.Alive(within, to) {
		all = append(all, b.below(within, place.Village, to)...) // what it became
	}
	slices.Sort(all)
	return slices.Compact(all)
}
