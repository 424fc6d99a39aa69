package coverage_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// four communes: A 90%, B 95%, C 80% of its people, D without people.
func four() coverage.Records {
	r := coverage.Records{Units: []place.Unit{unit("01", "tỉnh", place.Nation), unit("A", "xã", "01"), unit("B", "xã", "01"), unit("C", "xã", "01"), unit("D", "xã", "01")},
		Classes: []coverage.Class{{Unit: "B", Class: "ntm", Recognised: date("2026-01-31")}, {Unit: "C", Class: "ntm", Recognised: date("2026-08-31")}, {Unit: "A", Class: "ntm", Recognised: date("2020-01-01")}},
		Floors:  []coverage.Floor{{Class: "ntm", From: date("2026-01-01"), Indicator: coverage.BHYT, Rate: 850_000, Basis: "floor"}},
		Targets: []coverage.Target{rateTarget("A", "2026", 920_000, "own", "2026-01-01"), rateTarget("01", "2026", 990_000, "above", "2026-01-01")},
	}
	for u, n := range map[place.Code]int64{"A": 90, "B": 190, "C": 80, "D": 50} {
		r.Baselines = append(r.Baselines, baseline(u, "2026-08-31", n))
	}
	r.Baselines = append(r.Baselines, baseline("B", "2026-01-31", 195))
	r.Denominators = []coverage.Denominator{population("A", "2026-01-01", 100), population("B", "2026-01-01", 200), population("C", "2026-01-01", 100)}
	return r
}

func codes(rows []coverage.Row) string {
	s := ""
	for _, r := range rows {
		s += string(r.Unit)
	}
	return s
}

func TestBelow(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", four())
	for _, c := range []struct {
		rate coverage.Rate
		want string
		gaps []int64
	}{
		{0, "CA", []int64{5, 2}}, // C by its floor, A by its own target; B is over its floor
		{950_000, "CA", []int64{15, 5}},
		{950_001, "CAB", []int64{16, 6, 1}},
		{800_000, "", nil},
	} {
		table, err := h.service.Below(t.Context(), "01", place.Commune, coverage.BHYT, c.rate, date("2026-11-22"))
		if err != nil || codes(table.Rows) != c.want || table.Total != 4 || table.Unrated != 1 {
			t.Errorf("below %s: %s of %d, %d unrated: %v", c.rate.Pct(), codes(table.Rows), table.Total, table.Unrated, err)
			continue
		}
		for n, r := range table.Rows {
			if r.Gap != c.gaps[n] {
				t.Errorf("below %s: %s lacks %d, want %d", c.rate.Pct(), r.Unit, r.Gap, c.gaps[n])
			}
		}
	}
}

func TestRank(t *testing.T) {
	t.Parallel()
	r := four()
	r.Units = append(r.Units, unit("E", "xã", "01"), unit("F", "xã", "01"))
	r.Baselines = append(r.Baselines, baseline("E", "2026-08-31", 45), baseline("F", "2026-08-31", 9))
	r.Denominators = append(r.Denominators, population("E", "2026-01-01", 50), population("F", "2026-01-01", 10))
	for n := range r.Baselines {
		r.Baselines[n].Participants *= 10
	}
	for n := range r.Denominators {
		r.Denominators[n].Value *= 10 // but for F, large enough to be ranked
	}
	h := open(t, "2026-11-22", r)
	for _, c := range []struct {
		best          bool
		offset, limit int
		want          string
	}{{true, 0, 0, "BAEC"}, {false, 0, 0, "CAEB"}, {true, 1, 2, "AE"}, {false, 3, 2, "B"}, {true, 9, 2, ""}} {
		table, err := h.service.Rank(t.Context(), "01", place.Commune, coverage.BHYT, date("2026-11-22"), c.best, c.offset, c.limit)
		if err != nil || codes(table.Rows) != c.want || table.Total != 6 || table.Unrated != 1 || table.Small != 1 {
			t.Errorf("%+v: %s, %d, %d: %v", c, codes(table.Rows), table.Total, table.Unrated, err)
		}
	}
}

func TestFell(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-22", four())
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{
		tally("1", "A", coverage.BHYT, coverage.Lapsed, 3, "2026-10-23"), // 30 days ago: over then
		tally("2", "C", coverage.BHYT, coverage.Lapsed, 2, "2026-10-24"),
		tally("3", "B", coverage.BHYT, coverage.New, 4, "2026-11-01"),
		tally("4", "C", coverage.BHYT, coverage.New, 1, "2026-09-02"),
	}})
	day := date("2026-11-22")
	month, err := h.service.Fell(t.Context(), "01", place.Commune, coverage.BHYT, day-30, day)
	if err != nil || codes(month.Rows) != "C" || month.Rows[0].Was != 81 || month.Rows[0].WasOn != date("2026-10-23") || month.Rows[0].Participants != 79 {
		t.Errorf("in 30 days: %+v, %v", month, err)
	}
	// B was 195 when recognised and is 194; C was 80 and is 79; of A's day nothing is known.
	since, err := h.service.Fell(t.Context(), "01", place.Commune, coverage.BHYT, 0, day)
	if err != nil || codes(since.Rows) != "CB" || since.Unrated != 2 || since.Rows[1].Was != 195 || since.Rows[1].WasOn != date("2026-01-31") {
		t.Errorf("since recognition: %+v, %v", since, err)
	}
	// More people, the same participants: the share fell.
	h.amend(coverage.Amendment{Records: coverage.Records{Denominators: []coverage.Denominator{population("A", "2026-11-10", 110)}}})
	month, err = h.service.Fell(t.Context(), "01", place.Commune, coverage.BHYT, day-20, day)
	if err != nil || codes(month.Rows) != "A" || month.Rows[0].WasOf != 100 || month.Rows[0].Denominator != 110 {
		t.Errorf("with more people: %+v, %v", month, err)
	}
}

// TestMissing: a village with a working agent and no report on any of the days.
func TestMissing(t *testing.T) {
	t.Parallel()
	post := func(name string, status coverage.Status, u ...place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: coverage.Agent, Units: u, Status: status}
	}
	h := open(t, friday, coverage.Records{Units: append(country(), unit("A3", "bản", "A"))}, post("Lan", coverage.Active, "A1", "A2"), post("Hoa", coverage.Active, "B1"),
		post("Cúc", coverage.Leave, "B2"), post("Mai", coverage.Training, "A3"),
		coverage.Posting{Name: "Hà", Role: coverage.Official, Units: []place.Code{"A"}, Status: coverage.Active},
		coverage.Posting{Name: "Tỉnh", Role: coverage.Official, Units: []place.Code{"01"}, Status: coverage.Active})
	h.report("Lan", coverage.Line{Unit: "A1", Kind: coverage.Zero, Day: date(friday)})
	h.report("Lan", hgd("A2", 2, "2026-11-19"))
	gone := h.report("Hoa", hgd("B1", 2, friday))
	missing := func(within place.Code, from string, want string, delivered, due int64) {
		t.Helper()
		s, err := h.service.Missing(t.Context(), within, date(from), date(friday))
		got := ""
		for _, v := range s.Villages {
			got += string(v.Unit) + fmt.Sprint(v.Agents)
		}
		if err != nil || got != want || s.Delivered != delivered || s.Due != due {
			t.Errorf("%s since %s: %s, %d of %d: %v", within, from, got, s.Delivered, s.Due, err)
		}
	}
	missing("01", friday, "A2[Lan]", 2, 3)
	missing("01", "2026-11-19", "", 3, 6)
	missing("A", friday, "A2[Lan]", 1, 2)
	missing("A2", friday, "A2[Lan]", 0, 1)
	h.must(h.undo("Hoa", gone.Report))
	missing("01", friday, "A2[Lan]B1[Hoa]", 1, 3)
	for u, want := range map[place.Code]string{"A1": "Hà/A", "A": "Hà/A", "B1": "Tỉnh/01", "01": "Tỉnh/01"} {
		people, at, err := h.service.Responsible(t.Context(), u)
		if err != nil || len(people) != 1 || people[0].Name+"/"+string(at) != want {
			t.Errorf("%s: %v at %s, want %s: %v", u, people, at, want, err)
		}
	}
}

// TestOwn: an agent's day, week, month, quota, rank, and days in a row.
func TestOwn(t *testing.T) {
	t.Parallel()
	h := office(t)
	quota := func(i coverage.Indicator, p coverage.Period, n int64) coverage.Target {
		return coverage.Target{Unit: "A", Agent: "Lan", Indicator: i, Period: p, Measure: coverage.NewOnes, People: n, From: date("2026-01-01")}
	}
	h.amend(coverage.Amendment{Records: coverage.Records{Targets: []coverage.Target{quota(coverage.Household, "2026-11", 10), quota(coverage.BHYT, "2026-11", 10), quota(coverage.Voluntary, "2026", 1)}}})
	namesake := quota(coverage.BHYT, "2026", 99)
	namesake.Unit = "B"
	h.amend(coverage.Amendment{Records: coverage.Records{Targets: []coverage.Target{namesake}}})
	h.report("Lan", hgd("A1", 3, friday), entry("A2", coverage.Voluntary, coverage.New, 1, friday))
	h.report("Lan", coverage.Line{Unit: "A1", Kind: coverage.Zero, Day: date("2026-11-19")}) // a report all the same
	h.report("Lan", hgd("A1", 2, "2026-11-18"))
	h.report("Lan", hgd("A1", 1, "2026-11-15")) // a Sunday, the week before
	h.report("Lan", hgd("A1", 4, "2026-11-17"))
	h.must(h.undo("Lan", 0))
	h.report("Hoa", entry("A1", coverage.Pupils, coverage.New, 4, friday))
	own, err := h.service.Own(t.Context(), h.person("Lan"), date(friday))
	if err != nil || own.Today != 4 || own.Week != 6 || own.Month != 7 || !own.ReportedNow || own.Row != 3 || own.Rank != 1 || own.ToNext != 0 || !own.Ahead() || own.Of != 2 {
		t.Errorf("%+v, %v", own, err)
	}
	if len(own.Quota) != 3 {
		t.Fatalf("%d quotas", len(own.Quota))
	}
	for n, want := range []struct {
		i    coverage.Indicator
		have int64
		met  bool
	}{{coverage.BHYT, 6, false}, {coverage.Household, 6, false}, {coverage.Voluntary, 1, true}} {
		if q := own.Quota[n]; q.Target.Indicator != want.i || q.Have != want.have || q.Met != want.met {
			t.Errorf("quota %+v", q)
		}
	}
	h.goTo("2026-11-21")
	if own, err = h.service.Own(t.Context(), h.person("Lan"), date("2026-11-21")); err != nil || own.ReportedNow || own.Row != 3 || own.Today != 0 {
		t.Errorf("next morning: %+v, %v", own, err)
	}
	if own, err = h.service.Own(t.Context(), h.person("Hoa"), date(friday)); err != nil || own.Rank != 2 || own.ToNext != 3 || own.Ahead() || own.Month != 4 || len(own.Quota) != 0 {
		t.Errorf("Hoa: %+v, %v", own, err)
	}
}

// TestLibrary: a book is used for a moment, then looked at again.
func TestLibrary(t *testing.T) {
	t.Parallel()
	h := office(t)
	library := coverage.NewLibrary(h.ledger, h.clock)
	first, err := library.Book(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lock := coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{{Unit: "A", Month: "2026-11"}}}}
	if _, err := h.ledger.Amend(t.Context(), lock); err != nil {
		t.Fatal(err)
	}
	h.at(h.clock().Add(400 * time.Millisecond))
	if again, err := library.Book(t.Context()); err != nil || again != first {
		t.Errorf("another book at once: %v", err)
	}
	h.at(h.clock().Add(200 * time.Millisecond))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if b, err := library.Book(cancelled); err != nil || b.Revision != first.Revision+1 || !b.Locked("A1", date(friday)) || b.Locked("A1", date("2026-10-31")) || b.Locked("B1", date(friday)) {
				t.Errorf("not the new one: %v", err)
			}
		})
	}
	wg.Wait()
}

// TestMissingOverHolidays: nobody is missed on a day on which nobody works, and
// the share is the one that completeness tells.
func TestMissingOverHolidays(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-11-16", coverage.Records{Units: country()}, coverage.Posting{Name: "Lan", Role: coverage.Agent, Units: []place.Code{"A1", "A2"}, Status: coverage.Active})
	h.goTo(friday)
	h.service.Duties = h.ledger
	h.service.Rests = func(d vi.Day) bool { return d == date("2026-11-19") || d == date("2026-11-18") }
	h.report("Lan", hgd("A1", 1, friday))
	h.report("Lan", hgd("A2", 1, "2026-11-19"))
	for _, c := range []struct {
		from, to       string
		delivered, due int64
		silent         string
	}{
		{"2026-11-18", friday, 1, 2, ""},
		{friday, friday, 1, 2, "A2"},
		{"2026-11-18", "2026-11-19", 0, 0, ""},
		{"2026-11-17", "2026-11-18", 0, 2, "A1A2"},
	} {
		s, err := h.service.Missing(t.Context(), "A", date(c.from), date(c.to))
		silent := ""
		for _, v := range s.Villages {
			silent += string(v.Unit)
		}
		if err != nil || s.Delivered != c.delivered || s.Due != c.due || silent != c.silent {
			t.Errorf("%s..%s: %d of %d, silent %s, %v", c.from, c.to, s.Delivered, s.Due, silent, err)
		}
	}
}

// TestDaysInARowOverTheNewYear: a row goes on over 1 January, and what is not
// looked at is not told as its beginning.
func TestDaysInARowOverTheNewYear(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.goTo("2027-01-01")
	var a coverage.Amendment
	for d := date("2024-06-01"); d <= date("2027-01-01"); d++ {
		if d == date("2025-12-31") {
			continue
		}
		a.Tallies, a.Agents = append(a.Tallies, tally("r"+d.String(), "A1", coverage.Household, coverage.New, 1, d.String())), append(a.Agents, "Lan")
	}
	h.amend(a)
	for day, want := range map[string]int{"2025-12-30": 578, "2026-12-31": 365, "2027-01-01": 366} {
		if o, err := h.service.Own(t.Context(), h.person("Lan"), date(day)); err != nil || o.Row != want || o.RowMore {
			t.Errorf("%s: %d days in a row (more %t), want %d: %v", day, o.Row, o.RowMore, want, err)
		}
	}
	h.amend(coverage.Amendment{Tallies: []coverage.Entry{tally("gap", "A1", coverage.Household, coverage.New, 1, "2025-12-31")}, Agents: []string{"Lan"}})
	if o, err := h.service.Own(t.Context(), h.person("Lan"), date("2027-01-01")); err != nil || o.Row != 733 || !o.RowMore {
		t.Errorf("%d days in a row (more %t), %v", o.Row, o.RowMore, err)
	}
}

// TestRankLeavesPartsOut: a unit of which a part has no figure is not ranked,
// nor listed among those below, beside whole ones.
func TestRankLeavesPartsOut(t *testing.T) {
	t.Parallel()
	h := open(t, friday, coverage.Records{Units: country(),
		Baselines:    []coverage.Baseline{baseline("A1", "2026-10-31", 300), baseline("B", "2026-10-31", 500)},
		Denominators: []coverage.Denominator{population("A", "2026-01-01", 1000), population("B", "2026-01-01", 1000)}})
	rank, err := h.service.Rank(t.Context(), "01", place.Commune, coverage.BHYT, date(friday), true, 0, 10)
	if err != nil || codes(rank.Rows) != "B" || rank.Unrated != 1 || rank.Total != 2 {
		t.Errorf("ranked %+v, %v", rank, err)
	}
	by, err := h.service.RankBy(t.Context(), "01", place.Commune, coverage.BHYT, coverage.ByRate, true, 0, date(friday))
	if err != nil || len(by.Scores) != 1 || by.Unrated() != 1 {
		t.Errorf("ranked by rate %+v, %v", by, err)
	}
	below, err := h.service.Below(t.Context(), "01", place.Commune, coverage.BHYT, 950_000, date(friday))
	if err != nil || codes(below.Rows) != "B" || below.Unrated != 1 {
		t.Errorf("below %+v, %v", below, err)
	}
}
