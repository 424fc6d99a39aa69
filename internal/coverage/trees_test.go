package coverage_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// forest is a random country whose villages, and communes without villages,
// merge, split and go into each other round after round.
type forest struct {
	*house
	units map[place.Code]place.Unit
	made  int
}

// plant makes a country with counts and populations at any level, and history
// of any unit.
func plant(rt *rapid.T, t *testing.T) *forest {
	f := &forest{units: map[place.Code]place.Unit{}}
	var r coverage.Records
	put := func(u place.Unit) {
		f.units[u.Code] = u
		r.Units = append(r.Units, u)
	}
	for p := range rapid.IntRange(1, 2).Draw(rt, "provinces") {
		province := place.Code(fmt.Sprintf("%02d", p+1))
		put(unit(province, "tỉnh", place.Nation))
		for c := range rapid.IntRange(1, 3).Draw(rt, "communes") {
			commune := place.Code(fmt.Sprintf("%sC%d", province, c))
			put(unit(commune, "xã", province))
			for v := range rapid.IntRange(0, 4).Draw(rt, "villages") {
				put(unit(place.Code(fmt.Sprintf("%sV%d", commune, v)), "bản", commune))
			}
		}
	}
	often := map[string]int{"tỉnh": 1, "xã": 6, "bản": 2} // of ten, with a count of its own
	for _, u := range r.Units {
		for _, on := range []string{"2026-08-31", "2026-09-30"} {
			if rapid.IntRange(0, 9).Draw(rt, "own count") < often[u.Kind] {
				r.Baselines = append(r.Baselines, baseline(u.Code, on, rapid.Int64Range(50, 90).Draw(rt, "participants")))
				r.Denominators = append(r.Denominators, population(u.Code, on, rapid.Int64Range(1000, 2000).Draw(rt, "people")))
			}
		}
	}
	f.house = open(t, "2026-11-22", r)
	rt.Cleanup(func() { _ = f.ledger.Close() })
	for n := range rapid.IntRange(0, 14).Draw(rt, "tallies") {
		f.add(fmt.Sprint("old", n), rapid.SampledFrom(f.codes(date("2026-09-20"), "")).Draw(rt, "unit"),
			rapid.Int64Range(1, 9).Draw(rt, "count"), date("2026-10-10")-vi.Day(rapid.IntRange(0, 45).Draw(rt, "days before")))
	}
	return f
}

func (f *forest) add(source string, u place.Code, n int64, day vi.Day) {
	f.amend(coverage.Amendment{Tallies: []coverage.Entry{tally(source, u, coverage.Household, coverage.New, n, day.String())}})
}

// codes gives the units of a kind ("": all but provinces) that are valid on a
// day, in order.
func (f *forest) codes(day vi.Day, kind string) []place.Code {
	var all []place.Code
	for code, u := range f.units {
		valid := (u.From.IsZero() || u.From <= day) && (u.To.IsZero() || day <= u.To)
		if valid && (u.Kind == kind || kind == "" && u.Kind != "tỉnh") {
			all = append(all, code)
		}
	}
	slices.Sort(all)
	return all
}

// siblings gives the villages of one commune, or the communes of a province
// that have no villages: what may be merged and split.
func (f *forest) siblings(rt *rapid.T, day vi.Day) []place.Code {
	families := map[place.Code][]place.Code{}
	var parents []place.Code
	for _, code := range f.codes(day, "") {
		u := f.units[code]
		hasChildren := slices.ContainsFunc(f.codes(day, "bản"), func(v place.Code) bool { return f.units[v].Parent == code })
		if u.Kind == "xã" && hasChildren {
			continue
		}
		if _, met := families[u.Parent]; !met {
			parents = append(parents, u.Parent)
		}
		families[u.Parent] = append(families[u.Parent], code)
	}
	if len(parents) == 0 {
		return nil
	}
	return families[rapid.SampledFrom(parents).Draw(rt, "where")]
}

// reshape ends some siblings on a day and forms what they become.
func (f *forest) reshape(rt *rapid.T, last vi.Day) {
	family := f.siblings(rt, last)
	if len(family) == 0 {
		return
	}
	var changed []place.Unit
	end := func(code place.Code, whole bool, became ...place.Code) {
		u := f.units[code]
		u.To, u.Successors = last, nil
		for _, b := range became {
			u.Successors = append(u.Successors, place.Successor{Code: b, Whole: whole})
		}
		changed = append(changed, u)
	}
	form := func() place.Code {
		f.made++
		old := f.units[family[0]]
		code := place.Code(fmt.Sprintf("N%d", f.made))
		changed = append(changed, formed(code, old.Kind, old.Parent, (last+1).String()))
		return code
	}
	switch act := rapid.IntRange(0, 2).Draw(rt, "act"); {
	case act == 0 && len(family) > 1: // some become a new one
		n := rapid.IntRange(2, len(family)).Draw(rt, "merged")
		became := form()
		for _, code := range family[:n] {
			end(code, true, became)
		}
	case act == 1 && len(family) > 1 && f.standing(family[0], coverage.BHYT, last.String()).Known: // one goes into another
		end(family[0], true, family[1])
	default: // one becomes two
		end(family[0], false, form(), form())
	}
	for _, u := range changed {
		f.units[u.Code] = u
	}
	f.amend(coverage.Amendment{Records: coverage.Records{Units: changed}})
}

// total is a unit's figure on a day.
type total struct {
	of              place.Code
	on              vi.Day
	people, among   int64
	partial, inPart bool // of the people, of those they are among
}

func (f *forest) told(u place.Code, day vi.Day) total {
	st := f.standing(u, coverage.BHYT, day.String())
	return total{u, day, st.Participants, st.Denominator.Value, !st.Known || st.Partial(), !st.Denominator.Known || st.Denominator.Partial()}
}

// kept tells whether a figure is what it was. What was known in part only may
// be known less, when the part went into one with others; it says so.
func (x total) kept(was total) bool {
	return x.partial == was.partial && (was.partial || x.people == was.people) && x.inPart == was.inPart && (was.inPart || x.among == was.among)
}

// figures gives what a change on a day must leave: on every day the totals of
// what lies above what changed, and every unit's own until that day.
func (f *forest) figures(above []place.Code, last vi.Day) []total {
	var all []total
	for _, u := range above {
		for _, d := range []vi.Day{date("2026-08-31"), date("2026-09-29"), date("2026-10-10"), last, last + 1, last + 9, date("2026-11-22")} {
			all = append(all, f.told(u, d))
		}
	}
	for _, u := range f.codes(last, "") {
		for _, d := range []vi.Day{date("2026-10-10"), last - 1, last} {
			if from := f.units[u].From; from.IsZero() || from <= d {
				all = append(all, f.told(u, d))
			}
		}
	}
	return all
}

// TestReshapingKeepsFigures: on random trees, round after round, merging and
// splitting keeps every total above and every figure of before, and what is
// reported then, by a commune or by its village, old or new, counts once in
// each unit above it.
func TestReshapingKeepsFigures(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		f := plant(rt, t)
		if rapid.Bool().Draw(rt, "rolled") {
			if err := f.ledger.Roll(t.Context()); err != nil {
				rt.Fatal(err)
			}
		}
		for round := range rapid.IntRange(1, 3).Draw(rt, "rounds") {
			last := date("2026-10-15") + vi.Day(10*round)
			for n := range rapid.IntRange(0, 3).Draw(rt, "late") { // the change is recorded when more has been reported
				f.add(fmt.Sprint("late", round, n), rapid.SampledFrom(f.codes(last, "")).Draw(rt, "of"),
					rapid.Int64Range(1, 9).Draw(rt, "late people"), last+vi.Day(rapid.IntRange(1, 9).Draw(rt, "days late")))
			}
			before := f.figures(f.above(), last)
			parents := f.above()
			f.reshape(rt, last)
			if after := f.figures(parents, last); !slices.EqualFunc(after, before, total.kept) {
				rt.Fatalf("round %d:\nbefore %+v\nafter  %+v", round, before, after)
			}
			f.countsOnce(rt, round, last)
		}
		if v, err := f.ledger.Verify(t.Context()); err != nil || !v.Good() {
			rt.Fatalf("%v, %v", v.Differences, err)
		}
	})
}

// above gives the units that have parts, and the nation.
func (f *forest) above() []place.Code {
	all := []place.Code{place.Nation}
	for _, u := range f.units {
		if u.Parent != place.Nation && !slices.Contains(all, u.Parent) {
			all = append(all, u.Parent)
		}
	}
	slices.Sort(all)
	return all
}

// countsOnce reports of a unit that is valid after a change.
func (f *forest) countsOnce(rt *rapid.T, round int, last vi.Day) {
	day := last + 3
	u := rapid.SampledFrom(f.codes(day, "")).Draw(rt, "reports")
	n := rapid.Int64Range(1, 9).Draw(rt, "people")
	leaf := !slices.ContainsFunc(f.codes(day, "bản"), func(v place.Code) bool { return f.units[v].Parent == u })
	type figure struct {
		known  bool
		people int64
	}
	read := func() []figure {
		var all []figure
		for a := u; a != ""; a = f.parent(a) {
			st := f.standing(a, coverage.BHYT, day.String())
			all = append(all, figure{st.Known, st.Participants})
		}
		return all
	}
	before, below := read(), false
	f.add(fmt.Sprint("round", round), u, n, day)
	for k, after := range read() {
		was := before[k]
		added := after.people - was.people
		counted := leaf // a sum of parts takes no report of its own, and one without a figure adds nothing
		if k > 0 {
			counted = below
		}
		if was.known != after.known || was.known && added != n && (counted || added != 0) {
			rt.Fatalf("%d reported by %s: %d above it had %+v, has %+v", n, u, k, was, after)
		}
		below = after.known && added == n
	}
}

func (f *forest) parent(u place.Code) place.Code {
	if u == place.Nation {
		return ""
	}
	return f.units[u].Parent
}
