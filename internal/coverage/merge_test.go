package coverage_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestMergersKeepTotals: villages merge, split and go into others, and every
// total above them stays what it was, before and after the day, also where it
// is recorded when more has been reported for them.
func TestMergersKeepTotals(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		units := append(country(), unit("A3", "bản", "A"))
		r := coverage.Records{Units: units}
		for _, u := range units {
			if len(u.Code) == 2 && u.Code != "01" || rapid.IntRange(0, 9).Draw(rt, "own figure") == 0 {
				on := rapid.SampledFrom([]string{"2026-08-31", "2026-09-30"}).Draw(rt, "as of")
				r.Baselines = append(r.Baselines, baseline(u.Code, on, rapid.Int64Range(50, 90).Draw(rt, "participants")))
				r.Denominators = append(r.Denominators, population(u.Code, on, rapid.Int64Range(100, 200).Draw(rt, "people")))
			}
		}
		h := open(t, "2026-11-22", r)
		rt.Cleanup(func() { _ = h.ledger.Close() })
		last := date("2026-10-15") // of the villages as they were
		var a coverage.Amendment
		for n := range rapid.IntRange(0, 12).Draw(rt, "tallies") {
			u := units[rapid.IntRange(3, len(units)-1).Draw(rt, "village")].Code
			day := last + vi.Day(rapid.IntRange(-40, 38).Draw(rt, "days after")) // the change may be recorded late
			a.Tallies = append(a.Tallies, tally(fmt.Sprint(n), u, coverage.BHYT, coverage.New, rapid.Int64Range(1, 9).Draw(rt, "count"), day.String()))
		}
		h.amend(a)
		if rapid.Bool().Draw(rt, "rolled") {
			if err := h.ledger.Roll(t.Context()); err != nil {
				rt.Fatal(err)
			}
		}
		above := []place.Code{"A", "B", "01", place.Nation}
		days := []vi.Day{last - 40, last - 1, last, last + 1, last + 2, last + 20, last + 38}
		figures := func() string {
			s := ""
			for _, u := range above {
				for _, d := range days {
					st := h.standing(u, coverage.BHYT, d.String())
					s += fmt.Sprintln(u, d, st.Known, st.Participants, st.Partial(), st.Denominator.Value, st.Denominator.Partial())
				}
			}
			return s
		}
		before := figures()
		var changed []place.Unit
		for _, into := range rapid.SampledFrom([][][2]string{
			{{"A1", "N"}, {"A2", "N"}}, {{"A1", "N"}, {"A2", "N"}, {"A3", "N"}}, {{"A1", "A2"}}, {{"A1", "A3"}, {"A2", "A3"}}, {{"A1", "N"}, {"B1", "M"}, {"B2", "M"}},
		}).Draw(rt, "merged") {
			changed = append(changed, ended(place.Code(into[0]), "bản", place.Code(into[0][:1]), last.String(), true, place.Code(into[1])))
		}
		if rapid.Bool().Draw(rt, "split too") {
			changed = append(changed[:0], ended("A1", "bản", "A", last.String(), false, "N", "M"), ended("A2", "bản", "A", last.String(), true, "N"))
		}
		parents := map[place.Code]place.Code{}
		for _, u := range changed {
			for _, s := range u.Successors {
				parents[s.Code] = u.Parent
			}
		}
		for _, n := range []place.Code{"N", "M"} {
			if parent, ok := parents[n]; ok {
				changed = append(changed, formed(n, "bản", parent, (last+1).String()))
			}
		}
		h.amend(coverage.Amendment{Records: coverage.Records{Units: changed}})
		if after := figures(); after != before {
			rt.Fatalf("before\n%s\nafter\n%s", before, after)
		}
		for _, d := range days {
			h.sumsAgree(rt, "A", d)
		}
		if v, err := h.ledger.Verify(t.Context()); err != nil || !v.Good() {
			rt.Fatalf("verified as %+v, %v", v, err)
		}
	})
}

// sumsAgree fails where a commune that is the sum of its villages is another
// number than they come to.
func (h *house) sumsAgree(rt *rapid.T, commune place.Code, day vi.Day) {
	st := h.standing(commune, coverage.BHYT, day.String())
	if !st.Known || st.Own || st.Partial() {
		return
	}
	book, err := h.service.Library.Book(h.ctx())
	if err != nil {
		rt.Fatal(err)
	}
	var sum int64
	for _, v := range book.Tree.Children(commune, day) {
		part := h.standing(v, coverage.BHYT, day.String())
		if !part.Known || part.Partial() {
			return // of what was divided only the sum is known
		}
		sum += part.Participants
	}
	if sum != st.Participants {
		rt.Fatalf("%s on %s is %d, its villages come to %d", commune, day, st.Participants, sum)
	}
}

// TestALateMerger: a merger is recorded when more has been reported already,
// and the new village has it all, in its figure and in what it did this year.
func TestALateMerger(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", coverage.Records{Units: country(),
		Baselines: []coverage.Baseline{baseline("A1", "2026-10-31", 100), baseline("A2", "2026-10-31", 100), baseline("B1", "2026-10-31", 50), baseline("B2", "2026-10-31", 50)},
		Targets:   []coverage.Target{people("N", "2026", coverage.NewOnes, 100, "2026-01-01")}})
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("x", "A1", coverage.BHYT, coverage.New, 10, "2026-11-12"), tally("y", "A2", coverage.BHYT, coverage.New, 3, "2026-11-08"),
		tally("z", "B1", coverage.BHYT, coverage.New, 4, "2026-11-12")}})
	if err := h.ledger.Roll(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.wants("A", "2026-11-22", 213)
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{
		ended("A1", "bản", "A", "2026-11-09", true, "N"), ended("A2", "bản", "A", "2026-11-09", true, "N"),
		ended("B1", "bản", "B", "2026-11-09", true, "N"), formed("N", "bản", "A", "2026-11-10")}}})
	for day, want := range map[string]map[place.Code]int64{
		"2026-11-09": {"A": 203, "B": 100, "01": 303},
		"2026-11-11": {"A": 253, "N": 253, "B": 50, "01": 303},
		"2026-11-12": {"A": 267, "N": 267, "B": 50, "01": 317},
		"2026-11-22": {"A": 267, "N": 267, "B": 50, "01": 317},
	} {
		for u, n := range want {
			h.wants(u, day, n)
		}
	}
	st := h.standing("N", coverage.BHYT, "2026-11-14")
	if p := st.Targets[0]; st.Week.New != 17 || p.Have != 17 || p.Gap != 83 {
		t.Errorf("the village has %d new in a week, %d towards its target, lacks %d", st.Week.New, p.Have, p.Gap)
	}
	h.amend(coverage.Amendment{Records: coverage.Records{Baselines: []coverage.Baseline{baseline("N", "2026-11-11", 300)}}})
	h.wants("N", "2026-11-22", 314) // those of the 12th came after the count
	if v, err := h.ledger.Verify(t.Context()); err != nil || !v.Good() {
		t.Errorf("verified as %+v, %v", v, err)
	}
}
