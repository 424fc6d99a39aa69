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
// total above them stays what it was, before and after the day.
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
			day := last - vi.Day(rapid.IntRange(0, 40).Draw(rt, "days before"))
			a.Tallies = append(a.Tallies, tally(fmt.Sprint(n), u, coverage.BHYT, coverage.New, rapid.Int64Range(1, 9).Draw(rt, "count"), day.String()))
		}
		h.amend(a)
		if rapid.Bool().Draw(rt, "rolled") {
			if err := h.ledger.Roll(t.Context()); err != nil {
				rt.Fatal(err)
			}
		}
		above := []place.Code{"A", "B", "01", place.Nation}
		days := []vi.Day{last - 40, last - 1, last, last + 1, last + 2, last + 38}
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
	})
}
