package coverage

import (
	"cmp"
	"reflect"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Book is one state of the reference records, ready to be asked. It never
// changes; a new revision makes a new book.
type Book struct {
	Revision     int64
	Tree         *place.Tree
	units        []place.Unit
	names        []place.Name
	baselines    map[unitIndicator][]Baseline
	denominators map[unitBase][]Denominator
	targets      map[place.Code][]Target
	agentTargets map[string][]Target
	classes      map[place.Code][]Class
	floors       []Floor
	locks        map[Lock]bool
	hours        map[place.Code]Hours
	events       map[place.Code][]Event
	ended        []place.Code // villages that ended
	plans        memo         // of participants
	wholes       memo         // of denominators
}

type unitIndicator struct {
	unit      place.Code
	indicator Indicator
}

type unitBase struct {
	unit place.Code
	base Base
}

// NewBook reads records. A fault in the units is an error; the rest was
// checked when it was imported.
func NewBook(r Records) (*Book, error) {
	return newBook(r, nil)
}

// newBook takes the tree of an older book whose units are the same: making a
// tree, and the index of its names, costs more than all the rest.
func newBook(r Records, old *Book) (*Book, error) {
	var tree *place.Tree
	if old != nil && reflect.DeepEqual(old.units, r.Units) && slices.Equal(old.names, r.Names) {
		tree = old.Tree
	}
	if tree == nil {
		var err error
		if tree, err = place.NewTree(r.Units, r.Names); err != nil {
			return nil, err
		}
	}
	b := &Book{
		Revision:     r.Revision,
		Tree:         tree,
		units:        r.Units,
		names:        r.Names,
		baselines:    map[unitIndicator][]Baseline{},
		denominators: map[unitBase][]Denominator{},
		targets:      map[place.Code][]Target{},
		agentTargets: map[string][]Target{},
		classes:      map[place.Code][]Class{},
		floors:       r.Floors,
		locks:        map[Lock]bool{},
		hours:        map[place.Code]Hours{},
		events:       map[place.Code][]Event{},
	}
	for _, u := range r.Units {
		if !u.To.IsZero() && tree.Level(u.Code) == place.Village {
			b.ended = append(b.ended, u.Code)
		}
	}
	for _, x := range r.Baselines {
		k := unitIndicator{x.Unit, x.Indicator}
		b.baselines[k] = append(b.baselines[k], x)
	}
	for _, list := range b.baselines {
		slices.SortFunc(list, func(x, y Baseline) int { return cmp.Compare(x.AsOf, y.AsOf) })
	}
	for _, x := range r.Denominators {
		k := unitBase{x.Unit, x.Base}
		b.denominators[k] = append(b.denominators[k], x)
	}
	for _, list := range b.denominators {
		slices.SortFunc(list, func(x, y Denominator) int { return cmp.Compare(x.AsOf, y.AsOf) })
	}
	for _, x := range r.Targets {
		if x.Agent != "" {
			b.agentTargets[x.Agent] = append(b.agentTargets[x.Agent], x)
			continue
		}
		b.targets[x.Unit] = append(b.targets[x.Unit], x)
	}
	for _, x := range r.Classes {
		b.classes[x.Unit] = append(b.classes[x.Unit], x)
	}
	for _, x := range r.Locks {
		b.locks[x] = true
	}
	for _, x := range r.Hours {
		b.hours[x.Unit] = x
	}
	for _, x := range r.Events {
		b.events[x.Unit] = append(b.events[x.Unit], x)
	}
	return b, nil
}

// Baseline gives the unit's own newest baseline with a count on or before day.
func (b *Book) Baseline(u place.Code, i Indicator, day vi.Day) (Baseline, bool) {
	list := b.baselines[unitIndicator{u, i}]
	for _, x := range slices.Backward(list) {
		if x.AsOf <= day && x.Participants >= 0 {
			return x, true
		}
	}
	return Baseline{}, false
}

// Published gives the unit's own newest record of an indicator on or before
// day, be it a count, a bare rate or a bound.
func (b *Book) Published(u place.Code, i Indicator, day vi.Day) (Baseline, bool) {
	list := b.baselines[unitIndicator{u, i}]
	for _, x := range slices.Backward(list) {
		if x.AsOf <= day {
			return x, true
		}
	}
	return Baseline{}, false
}

// Denominator is what a rate of the unit is a share of on a day: its own
// newest record, or the sum of its parts'.
func (b *Book) Denominator(u place.Code, base Base, day vi.Day) Whole {
	if base == NoBase {
		return Whole{}
	}
	return b.wholes.get(asked{u, string(base), day}, func() plan { return b.people(base).plan(u, day, false) }).Whole
}

// Whole is a number of people that a unit has itself or by its parts.
type Whole struct {
	Value        int64
	Known        bool // at least one part is known
	Own          bool // the unit's own record, not a sum
	Missing      int  // parts without a number: above 0 the value is partial
	Parts        int  // parts summed, 0 for an own record
	Illustrative bool
	AsOf         vi.Day // of an own record; the newest of its parts'
	Source       string
}

// Partial tells whether a part of the unit is not in the value.
func (w Whole) Partial() bool { return w.Missing > 0 }

// Locked tells whether a day of a unit is closed to new entries.
func (b *Book) Locked(u place.Code, day vi.Day) bool {
	if len(b.locks) == 0 {
		return false
	}
	month := MonthOf(day)
	for _, above := range b.Tree.Ancestors(u, day) {
		if b.locks[Lock{above, month}] {
			return true
		}
	}
	return false
}

// LockedBy gives the unit whose lock closes a month of a unit: itself, or one
// above it.
func (b *Book) LockedBy(u place.Code, month Period) (place.Code, bool) {
	first, _, err := month.Bounds()
	if err != nil {
		return "", false
	}
	for _, above := range b.Tree.Ancestors(u, first) {
		if b.locks[Lock{above, month}] {
			return above, true
		}
	}
	return "", false
}

// Targets gives the targets of a unit for an indicator that are in force on
// a day, longest period first; of each measure and period the newest.
func (b *Book) Targets(u place.Code, i Indicator, day vi.Day) []Target {
	return inForce(b.targets[u], i, day)
}

// AgentTargets gives an agent's own targets in force on a day.
func (b *Book) AgentTargets(name string, i Indicator, day vi.Day) []Target {
	return inForce(b.agentTargets[name], i, day)
}

func inForce(all []Target, i Indicator, day vi.Day) []Target {
	var found []Target
	for _, t := range all {
		if t.Indicator != i || t.From > day || !t.Period.Covers(day) {
			continue
		}
		same := slices.IndexFunc(found, func(f Target) bool { return f.Measure == t.Measure && f.Period == t.Period })
		switch {
		case same < 0:
			found = append(found, t)
		case t.From >= found[same].From:
			found[same] = t
		}
	}
	slices.SortStableFunc(found, func(x, y Target) int {
		return cmp.Or(cmp.Compare(y.Period.days(), x.Period.days()), cmp.Compare(measureOrder(x.Measure), measureOrder(y.Measure)))
	})
	return found
}

func measureOrder(m Measure) int { return slices.Index([]Measure{RatePct, Stock, NewOnes}, m) }

// Class gives a unit's new-rural class on a day.
func (b *Book) Class(u place.Code, day vi.Day) (Class, bool) {
	var newest Class
	for _, c := range b.classes[u] {
		if c.Recognised <= day && (c.To.IsZero() || day <= c.To) && c.Recognised >= newest.Recognised {
			newest = c
		}
	}
	return newest, newest.Class != ""
}

// Floor gives the least rate that a unit's new-rural class demands of an
// indicator on a day; where none is published there is none.
func (b *Book) Floor(u place.Code, i Indicator, day vi.Day) (Floor, bool) {
	c, ok := b.Class(u, day)
	if !ok {
		return Floor{}, false
	}
	var general Floor
	for _, f := range b.floors {
		if f.Class != c.Class || f.Indicator != i || day < f.From || !f.To.IsZero() && f.To < day {
			continue
		}
		switch {
		case f.Group == "":
			general = f
		case f.Group == c.Group: // what is set for the group goes before what is set for all
			return f, true
		}
	}
	return general, general.Class != ""
}
