package coverage_test

import (
	"testing"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestReconciliationIsAsDefined: over random countries the tallied figure is
// that of the evening before the count and the tallies of its day, and nothing
// is left out that could be said.
func TestReconciliationIsAsDefined(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := draw(rt, t)
		from, to := date("2026-09-21"), date("2026-11-20")
		got, err := w.service.Reconcile(w.ctx(), place.Nation, place.Commune, coverage.BHYT, from, to)
		if err != nil {
			rt.Fatal(err)
		}
		want := map[place.Code]coverage.Reconciled{}
		communes := 0
		for _, u := range w.units {
			if len(u.Code) != 3 {
				continue
			}
			communes++
			var count coverage.Baseline
			for _, b := range w.baselines {
				if b.Unit == u.Code && b.Indicator == coverage.BHYT && b.Participants >= 0 && b.AsOf <= to && b.AsOf > count.AsOf {
					count = b
				}
			}
			before, known, partial := w.participants(u.Code, coverage.BHYT, count.AsOf-1)
			if count.AsOf >= from && known && !partial {
				want[u.Code] = coverage.Reconciled{Unit: u.Code, AsOf: count.AsOf, Official: count.Participants,
					Tallied: before + w.net(u.Code, coverage.BHYT, count.AsOf-1, count.AsOf)}
			}
		}
		var tallied, official int64
		for n, r := range got.Rows {
			if x := want[r.Unit]; x.AsOf != r.AsOf || x.Official != r.Official || x.Tallied != r.Tallied {
				rt.Fatalf("%s: %+v, want %+v", r.Unit, r, x)
			}
			if n > 0 && r.Off()*r.Off() > got.Rows[n-1].Off()*got.Rows[n-1].Off() {
				rt.Fatalf("%s is further off than the one before it", r.Unit)
			}
			tallied, official = tallied+r.Tallied, official+r.Official
		}
		if len(got.Rows) != len(want) || got.Total != communes || got.Unknown != communes-len(want) || got.Tallied != tallied || got.Official != official {
			rt.Fatalf("%d rows, want %d; %d of %d unknown", len(got.Rows), len(want), got.Unknown, got.Total)
		}
	})
}

// TestByAgent sets each agent's reports beside each other, what was taken back
// among them.
func TestByAgent(t *testing.T) {
	t.Parallel()
	r := four()
	r.Units = append(r.Units, unit("A1", "bản", "A"), unit("A2", "bản", "A"), unit("B1", "bản", "B"))
	h := open(t, "2026-11-22", r,
		coverage.Posting{Name: "Một", Role: coverage.Agent, Units: []place.Code{"A1"}, Status: coverage.Active},
		coverage.Posting{Name: "Hai", Role: coverage.Agent, Units: []place.Code{"A2", "B1"}, Status: coverage.Active})
	var a coverage.Amendment
	add := func(agent, u string, i coverage.Indicator, k coverage.Kind, n int64, day string) {
		a.Tallies = append(a.Tallies, coverage.Entry{Unit: place.Code(u), Indicator: i, Kind: k, Count: n, Day: date(day), Source: u + day + string(k)})
		a.Agents = append(a.Agents, agent)
	}
	add("Một", "A1", coverage.Household, coverage.New, 5, "2026-09-01")
	add("Một", "A1", coverage.Household, coverage.Lapsed, 2, "2026-09-30")
	add("Một", "A1", coverage.Household, coverage.New, 50, "2026-08-31") // on the day of the count before
	add("Hai", "A2", coverage.Pupils, coverage.New, 9, "2026-09-02")
	add("Hai", "B1", coverage.Household, coverage.New, 70, "2026-09-03") // elsewhere
	add("Hai", "A2", coverage.Voluntary, coverage.New, 80, "2026-09-04") // no health insurance
	add("Ba", "A2", coverage.Household, coverage.New, 1, "2026-09-05")   // holds nothing there any more
	h.amend(a)
	got, err := h.service.ByAgent(t.Context(), "A", coverage.BHYT, date("2026-08-31"), date("2026-09-30"))
	want := []coverage.AgentTally{{"Hai", 9, 0, 9}, {"Một", 5, 2, 3}, {"", 1, 0, 1}}
	if err != nil || len(got) != len(want) {
		t.Fatalf("%+v, %v", got, err)
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("%+v, want %+v", got[n], want[n])
		}
	}
}

func TestClasses(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", four())
	c, err := h.service.Classes(t.Context(), "01", place.Commune, coverage.BHYT, date("2026-11-22"))
	if err != nil || codes(c.Rows) != "CABD" || c.Unrated != 1 || c.Total != 4 {
		t.Fatalf("%s, %d of %d without a rate: %v", codes(c.Rows), c.Unrated, c.Total, err)
	}
	for n, want := range []int{0, 2, 3, -1} { // 80%, 90% and 95%: a bound is the first of its class
		if got := c.Of(c.Rows[n]); got != want {
			t.Errorf("%s is of class %d, want %d", c.Rows[n].Unit, got, want)
		}
	}
	for n, want := range []int{1, 0, 1, 1} {
		if c.Counts[n] != want {
			t.Errorf("class %d has %d units, want %d", n, c.Counts[n], want)
		}
	}
}

// TestClassesOfOtherRates: wherever the rates lie, there are at most four
// classes, each bound round and inside them, and every unit in one.
func TestClassesOfOtherRates(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		r := coverage.Records{Units: []place.Unit{unit("01", "tỉnh", place.Nation)}}
		n := rapid.IntRange(0, 6).Draw(rt, "communes")
		for c := range n {
			u := place.Code(rune('A' + c))
			r.Units = append(r.Units, unit(u, "xã", "01"))
			b := baseline(u, "2026-08-31", rapid.Int64Range(0, 900_000).Draw(rt, "people"))
			b.Indicator = coverage.BHXH
			r.Baselines = append(r.Baselines, b)
			d := population(u, "2026-01-01", rapid.Int64Range(1, 900_000).Draw(rt, "of"))
			d.Base = coverage.LabourForce
			r.Denominators = append(r.Denominators, d)
		}
		h := open(t, "2026-11-22", r)
		c, err := h.service.Classes(h.ctx(), "01", place.Commune, coverage.BHXH, date("2026-11-22"))
		if err != nil || len(c.Rows) != n || len(c.Bounds) > 3 {
			rt.Fatalf("%d of %d, bounds %v: %v", len(c.Rows), n, c.Bounds, err)
		}
		sum := 0
		for _, x := range c.Counts {
			sum += x
		}
		if sum != n {
			rt.Fatalf("%d units in the classes of %d", sum, n)
		}
		for k, x := range c.Rows {
			class := c.Of(x)
			if k > 0 && class < c.Of(c.Rows[k-1]) {
				rt.Fatalf("classes fall along rising rates")
			}
			if class > 0 && x.Participants*1_000_000 < int64(c.Bounds[class-1])*x.Denominator ||
				class < len(c.Bounds) && x.Participants*1_000_000 >= int64(c.Bounds[class])*x.Denominator {
				rt.Fatalf("%d of %d is of class %d of %v", x.Participants, x.Denominator, class, c.Bounds)
			}
		}
	})
}
