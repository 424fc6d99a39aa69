package place

import (
	"fmt"
	"slices"
	"strings"

	"baophu/internal/vi"
)

// Tree is all the units there are and were, with their names. It never
// changes once made, so any number of goroutines may read it.
type Tree struct {
	units    []Unit // sorted by code
	ids      map[Code]int32
	levels   []Level
	parents  []int32 // none for Nation
	children [][]int32
	served   [][]int32 // of an office: the units that it serves or served
	origins  [][]int32 // the units that went into this one
	names    []Name
}

const none int32 = -1

// Problem is what is wrong with a unit or name.
type Problem string

// The problems.
const (
	NoCode           Problem = "no code"
	DuplicateCode    Problem = "duplicate code"
	UnknownKind      Problem = "unknown kind"
	UnknownParent    Problem = "unknown parent"
	WrongParent      Problem = "parent not above"
	ParentCycle      Problem = "parents in a circle"
	UnknownOffice    Problem = "unknown office"
	BadDates         Problem = "ends before it begins"
	UnknownSuccessor Problem = "unknown successor"
	SuccessorCycle   Problem = "successors in a circle"
	UnknownUnit      Problem = "name of an unknown unit"
	NoName           Problem = "no name"
)

// Fault is one thing wrong with the units or names of a tree.
type Fault struct {
	Unit    Code
	Problem Problem
	Value   string // what was refused: a code, a kind, a day
}

func (f Fault) Error() string {
	return fmt.Sprintf("unit %q: %s: %q", string(f.Unit), string(f.Problem), f.Value)
}

// Faults is everything wrong, in the order of the input.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i := range f {
		lines[i] = f[i].Error()
	}
	return strings.Join(lines, "; ")
}

// NewTree makes a tree. Nation is added where units lacks it. Where anything
// is wrong the error is a Faults that lists all of it, and there is no tree.
func NewTree(units []Unit, names []Name) (*Tree, error) {
	b := builder{tree: &Tree{
		units: make([]Unit, 0, len(units)+1),
		ids:   make(map[Code]int32, len(units)+1),
		names: slices.Clone(names),
	}}
	b.collect(units)
	b.link()
	b.circles()
	b.checkNames()
	if len(b.faults) > 0 {
		return nil, b.faults
	}
	b.index()
	return b.tree, nil
}

type builder struct {
	tree   *Tree
	faults Faults
}

func (b *builder) fault(u Code, p Problem, value string) {
	b.faults = append(b.faults, Fault{u, p, value})
}

// collect sorts the units by code and finds each one's level.
func (b *builder) collect(units []Unit) {
	t := b.tree
	hasNation := false
	for _, u := range units {
		hasNation = hasNation || u.Code == Nation
		switch {
		case u.Code == "":
			b.fault(u.Code, NoCode, u.Name)
			continue
		case u.Name == "":
			b.fault(u.Code, NoName, "")
		}
		t.units = append(t.units, u)
	}
	if !hasNation {
		t.units = append(t.units, Unit{Code: Nation, Name: "Việt Nam"})
	}
	slices.SortStableFunc(t.units, func(a, b Unit) int { return strings.Compare(string(a.Code), string(b.Code)) })
	t.levels = make([]Level, len(t.units))
	known := levels()
	for i, u := range t.units {
		if _, twice := t.ids[u.Code]; twice {
			b.fault(u.Code, DuplicateCode, string(u.Code))
			continue
		}
		t.ids[u.Code] = int32(i)
		level, ok := levelIn(known, u.Kind, u.Parent)
		switch {
		case u.Code == Nation:
			level = Country
		case !ok:
			b.fault(u.Code, UnknownKind, u.Kind)
		}
		t.levels[i] = level
		if !u.To.IsZero() && u.From > u.To {
			b.fault(u.Code, BadDates, u.From.String()+".."+u.To.String())
		}
	}
}

// link resolves parents, offices and successors.
func (b *builder) link() {
	t := b.tree
	t.parents = make([]int32, len(t.units))
	for i, u := range t.units {
		t.parents[i] = none
		if u.Code == Nation {
			if u.Parent != "" {
				b.fault(u.Code, WrongParent, string(u.Parent))
			}
			continue
		}
		p, ok := t.ids[u.Parent]
		switch {
		case !ok:
			b.fault(u.Code, UnknownParent, string(u.Parent))
		case !mayHold(t.levels[p], t.levels[i]):
			b.fault(u.Code, WrongParent, string(u.Parent))
		default:
			t.parents[i] = p
		}
		b.linkOffices(&t.units[i])
		for _, s := range u.Successors {
			if _, ok := t.ids[s.Code]; !ok {
				b.fault(u.Code, UnknownSuccessor, string(s.Code))
			}
		}
	}
}

// mayHold tells whether a unit of one level may be the parent of one of
// another. An office may stand below an office or below what it serves.
func mayHold(parent, child Level) bool {
	switch {
	case parent == NoLevel || child == NoLevel:
		return true // an unknown kind is fault enough
	case child == Office:
		return parent <= Province || parent == Office
	default:
		return parent < child
	}
}

// circles finds offices that are their own ancestors (other levels cannot:
// each stands below a higher one) and units that became themselves.
func (b *builder) circles() {
	t := b.tree
	for i := range t.units {
		steps := 0
		for p := t.parents[i]; p != none; p = t.parents[p] {
			if steps++; steps > len(t.units) || p == int32(i) {
				b.fault(t.units[i].Code, ParentCycle, string(t.units[i].Parent))
				t.parents[i] = none
				break
			}
		}
	}
	const fresh, open, done = 0, 1, 2
	state := make([]byte, len(t.units))
	var visit func(i int32)
	visit = func(i int32) {
		state[i] = open
		for _, s := range t.units[i].Successors {
			j, ok := t.ids[s.Code]
			switch {
			case !ok || state[j] == done:
			case state[j] == open:
				b.fault(t.units[i].Code, SuccessorCycle, string(s.Code))
			default:
				visit(j)
			}
		}
		state[i] = done
	}
	for i := range t.units {
		if state[i] == fresh && len(t.units[i].Successors) > 0 {
			visit(int32(i))
		}
	}
}

func (b *builder) checkNames() {
	for _, n := range b.tree.names {
		if _, ok := b.tree.ids[n.Unit]; !ok {
			b.fault(n.Unit, UnknownUnit, n.Name)
		}
	}
}

// index gathers what each unit is the parent, the office or the successor of.
func (b *builder) index() {
	t := b.tree
	t.children = make([][]int32, len(t.units))
	t.served = make([][]int32, len(t.units))
	t.origins = make([][]int32, len(t.units))
	for i, u := range t.units {
		if p := t.parents[i]; p != none {
			t.children[p] = append(t.children[p], int32(i))
		}
		for _, office := range u.offices() {
			o := t.ids[office]
			t.served[o] = append(t.served[o], int32(i))
		}
		for _, s := range u.Successors {
			j := t.ids[s.Code]
			t.origins[j] = append(t.origins[j], int32(i))
		}
	}
}

// alive tells whether unit i is valid on day; zero asks for the latest state.
func (t *Tree) alive(i int32, day vi.Day) bool {
	u := &t.units[i]
	if day.IsZero() {
		return u.To.IsZero()
	}
	return u.From <= day && (u.To.IsZero() || day <= u.To)
}
