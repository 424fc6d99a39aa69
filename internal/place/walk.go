package place

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// Unit gives a unit by its code.
func (t *Tree) Unit(code Code) (u Unit, ok bool) {
	i, ok := t.ids[code]
	if !ok {
		return Unit{}, false
	}
	return t.units[i], true
}

// Codes gives the codes of all units, of every day, sorted.
func (t *Tree) Codes() []Code {
	codes := make([]Code, len(t.units))
	for i := range t.units {
		codes[i] = t.units[i].Code
	}
	return codes
}

// Title gives the kind and the name of a unit, "phường Chiềng Sinh", or the
// code itself of an unknown one.
func (t *Tree) Title(code Code) string {
	i, ok := t.ids[code]
	if !ok {
		return string(code)
	}
	u := &t.units[i]
	if u.Kind == "" || strings.HasPrefix(strings.ToLower(u.Name), strings.ToLower(u.Kind)+" ") {
		return u.Name
	}
	return u.Kind + " " + u.Name
}

// Level gives the level of a unit, NoLevel of an unknown one.
func (t *Tree) Level(code Code) Level {
	if i, ok := t.ids[code]; ok {
		return t.levels[i]
	}
	return NoLevel
}

// Alive tells whether a unit is valid on a day; the zero day asks whether it
// has no end.
func (t *Tree) Alive(code Code, day vi.Day) bool {
	i, ok := t.ids[code]
	return ok && t.alive(i, day)
}

// Children gives the units right below one on a day, sorted by code, without
// offices; of an office, the offices below it.
func (t *Tree) Children(code Code, day vi.Day) []Code {
	i, ok := t.ids[code]
	if !ok {
		return nil
	}
	var codes []Code
	for _, c := range t.children[i] {
		if t.alive(c, day) && (t.levels[c] == Office) == (t.levels[i] == Office) {
			codes = append(codes, t.units[c].Code)
		}
	}
	return codes
}

// Ancestors gives a unit and all above it, itself first, Nation last. A
// parent that was not valid on day (a district after its end) is left out,
// what stands above it is not; the zero day leaves out nothing.
func (t *Tree) Ancestors(code Code, day vi.Day) []Code {
	i, ok := t.ids[code]
	if !ok {
		return nil
	}
	codes := make([]Code, 1, 5)
	codes[0] = code
	for p := t.parents[i]; p != none; p = t.parents[p] {
		if day.IsZero() || t.alive(p, day) {
			codes = append(codes, t.units[p].Code)
		}
	}
	return codes
}

// Within tells whether a unit is another or stands below it, or is served by
// that office. The day says which of the parents count, as for Ancestors.
func (t *Tree) Within(code, within Code, day vi.Day) bool {
	i, ok := t.ids[code]
	w, known := t.ids[within]
	if !ok || !known {
		return false
	}
	return t.within(i, w, day)
}

func (t *Tree) within(i, w int32, day vi.Day) bool {
	office := t.levels[w] == Office
	for p := i; p != none; p = t.parents[p] {
		if p == w {
			return p == i || day.IsZero() || t.alive(p, day)
		}
		if o := t.units[p].OfficeOn(day); office && o != "" && t.below(t.ids[o], w) {
			return true
		}
	}
	return false
}

// below tells whether i is w or has it as an ancestor.
func (t *Tree) below(i, w int32) bool {
	for ; i != none; i = t.parents[i] {
		if i == w {
			return true
		}
	}
	return false
}

// Descendants gives the units of a level within a unit on a day, sorted by
// code, the unit itself among them where it is of that level. Of an office
// they are those it serves.
func (t *Tree) Descendants(code Code, level Level, day vi.Day) []Code {
	i, ok := t.ids[code]
	if !ok {
		return nil
	}
	var found []int32
	t.gather(i, level, day, &found)
	slices.Sort(found)
	found = slices.Compact(found)
	codes := make([]Code, len(found))
	for k, f := range found {
		codes[k] = t.units[f].Code
	}
	return codes
}

func (t *Tree) gather(i int32, level Level, day vi.Day, found *[]int32) {
	if !t.alive(i, day) {
		return
	}
	if t.levels[i] == level {
		*found = append(*found, i)
		if level != Office {
			return
		}
	}
	for _, c := range t.children[i] {
		if t.levels[c] <= level || t.levels[i] == Office {
			t.gather(c, level, day, found)
		}
	}
	for _, c := range t.served[i] {
		if t.levels[c] <= level && t.servedOn(c, i, day) {
			t.gather(c, level, day, found)
		}
	}
}

// Served gives the units that an office, or one below it, serves on a day,
// sorted by code.
func (t *Tree) Served(office Code, day vi.Day) []Code {
	i, ok := t.ids[office]
	if !ok || t.levels[i] != Office {
		return nil
	}
	var codes []Code
	var visit func(o int32)
	visit = func(o int32) {
		for _, c := range t.served[o] {
			if t.alive(c, day) && t.servedOn(c, o, day) {
				codes = append(codes, t.units[c].Code)
			}
		}
		for _, c := range t.children[o] {
			if t.levels[c] == Office {
				visit(c)
			}
		}
	}
	visit(i)
	slices.Sort(codes)
	return slices.Compact(codes)
}
