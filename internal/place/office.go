package place

import (
	"slices"

	"baophu/internal/vi"
)

// Served is an office that served a unit up to and with a day; the office may
// be "", where none did.
type Served struct {
	Office Code
	To     vi.Day
}

// OfficeOn gives the office that served a unit on a day, or ""; the zero day
// asks for the latest.
func (u *Unit) OfficeOn(day vi.Day) Code {
	if !day.IsZero() {
		for _, s := range u.Past {
			if day <= s.To {
				return s.Office
			}
		}
	}
	return u.Office
}

// ServedBy gives the unit as served by an office from a day on, up to the next
// change that is known of; the zero day puts the latest office right.
func (u Unit) ServedBy(office Code, from vi.Day) Unit {
	if from.IsZero() {
		u.Office = office
		u.Past = joinedPast(u.Past, office)
		return u
	}
	var past []Served
	before, put := u.OfficeOn(from-1), false
	for _, s := range u.Past {
		switch {
		case s.To < from:
			past = append(past, s)
		case !put:
			past, put = append(past, Served{before, from - 1}, Served{office, s.To}), true
		default:
			past = append(past, s)
		}
	}
	if !put {
		past = append(past, Served{before, from - 1})
		u.Office = office
	}
	u.Past = joinedPast(past, u.Office)
	return u
}

// joinedPast leaves out what does not change anything: spans without a day,
// and those followed by one of the same office.
func joinedPast(past []Served, now Code) []Served {
	var kept []Served
	for n, s := range past {
		next := now
		if n+1 < len(past) {
			next = past[n+1].Office
		}
		if s.Office != next && (len(kept) == 0 || kept[len(kept)-1].To < s.To) {
			kept = append(kept, s)
		}
	}
	return kept
}

// offices gives every office that serves or served a unit, each once.
func (u *Unit) offices() []Code {
	var all []Code
	if u.Office != "" {
		all = append(all, u.Office)
	}
	for _, s := range u.Past {
		if s.Office != "" && !slices.Contains(all, s.Office) {
			all = append(all, s.Office)
		}
	}
	return all
}

// linkOffices sees that the offices of a unit are offices, and their days in order.
func (b *builder) linkOffices(u *Unit) {
	t := b.tree
	for _, office := range u.offices() {
		if o, ok := t.ids[office]; !ok || t.levels[o] != Office {
			b.fault(u.Code, UnknownOffice, string(office))
		}
	}
	for n, s := range u.Past {
		if s.To.IsZero() || n > 0 && s.To <= u.Past[n-1].To {
			b.fault(u.Code, BadDates, s.To.String())
		}
	}
}

// servedOn tells whether an office served unit i on a day.
func (t *Tree) servedOn(i, office int32, day vi.Day) bool {
	o := t.units[i].OfficeOn(day)
	return o != "" && t.ids[o] == office
}

// Offices gives the offices that serve a unit, or units above it, on a day,
// the nearest first.
func (t *Tree) Offices(code Code, day vi.Day) []Code {
	i, ok := t.ids[code]
	if !ok {
		return nil
	}
	var offices []Code
	for p := i; p != none; p = t.parents[p] {
		if o := t.units[p].OfficeOn(day); o != "" {
			offices = append(offices, o)
		}
	}
	return offices
}

// Move is a unit that came to an office, or left it, with the first day on which it
// was so.
type Move struct {
	Unit Code
	From vi.Day
	Came bool
}

// Moves gives the units that came to an office (or one below it) or left it
// after a day, up to and with another, in the order of days and codes.
func (t *Tree) Moves(office Code, after, last vi.Day) []Move {
	i, ok := t.ids[office]
	if !ok || t.levels[i] != Office {
		return nil
	}
	under := func(o Code) bool { return o != "" && t.below(t.ids[o], i) }
	var moves []Move
	t.underOffice(i, func(c int32) {
		u := &t.units[c]
		for _, s := range u.Past {
			was, is := under(s.Office), under(u.OfficeOn(s.To+1))
			if was != is && after < s.To+1 && s.To+1 <= last {
				moves = append(moves, Move{u.Code, s.To + 1, is})
			}
		}
	})
	slices.SortFunc(moves, func(a, b Move) int {
		switch {
		case a.From != b.From:
			return int(a.From - b.From)
		case a.Unit < b.Unit:
			return -1
		}
		return 1
	})
	return slices.Compact(moves)
}

// underOffice visits the units that an office, or one below it, ever served.
func (t *Tree) underOffice(office int32, visit func(int32)) {
	for _, c := range t.served[office] {
		visit(c)
	}
	for _, c := range t.children[office] {
		if t.levels[c] == Office {
			t.underOffice(c, visit)
		}
	}
}
