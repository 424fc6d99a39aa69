package coverage_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

const friday = "2026-11-20"

// office has a commune A of 120 people, 100 of them with BHYT, two agents in
// A1 and one in A2, and a learner.
func office(t testing.TB) *house {
	t.Helper()
	post := func(name string, status coverage.Status, units ...place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: coverage.Agent, Units: units, Status: status}
	}
	return open(t, friday, coverage.Records{Units: country(),
		Baselines:    []coverage.Baseline{baseline("A", "2026-10-31", 100)},
		Denominators: []coverage.Denominator{population("A", "2026-01-01", 120), {Unit: "A", Base: coverage.Students, AsOf: date("2026-01-01"), Value: 10}},
		Targets:      []coverage.Target{rateTarget("A", "2026", 950_000, "QĐ 1", "2026-01-01")},
	}, post("Lan", coverage.Active, "A1", "A2"), post("Hoa", coverage.Active, "A1"), post("Mai", coverage.Training, "A1"),
		post("Cúc", coverage.Leave, "A2"), post("Huệ", coverage.Gone, "A2"))
}

func hgd(u place.Code, n int64, day string) coverage.Line {
	return entry(u, coverage.Household, coverage.New, n, day)
}

func TestReport(t *testing.T) {
	t.Parallel()
	h := office(t)
	res := h.report("Lan", hgd("A1", 5, friday), entry("A1", coverage.Household, coverage.Renewed, 2, friday), entry("A1", coverage.Voluntary, coverage.New, 1, friday))
	if res.Report != 1 || len(res.Entries) != 3 || res.Flagged || len(res.Days) != 1 || res.Days[0].People != 8 {
		t.Errorf("%+v", res)
	}
	m := res.Impacts[0]
	if m.Unit != "A" || m.Indicator != coverage.BHYT || m.Before != 100 || m.After != 105 || m.Denominator != 120 || m.Target == nil || m.Target.Gap != 9 {
		t.Errorf("%+v, target %+v", m, m.Target)
	}
	opened := 0
	for _, e := range res.Entries {
		if e.Opens {
			opened++
		}
	}
	if st := h.standing("A", coverage.BHYT, friday); opened != 1 || st.Reports != 1 || st.Participants != 105 {
		t.Errorf("%d opened, standing %+v", opened, st)
	}
	// Zero reports count as reports.
	h.report("Lan", coverage.Line{Unit: "A2", Kind: coverage.Zero, Day: date(friday)})
	if st := h.standing("A", coverage.BHYT, friday); st.Reports != 2 || st.Participants != 105 {
		t.Errorf("after a report of nothing: %+v", st)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	locked := coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{{Unit: "01", Month: "2026-11"}}}}
	villageLocked := coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{{Unit: "A2", Month: "2026-11"}}}}
	for _, c := range []struct {
		name  string
		who   string
		line  coverage.Line
		amend coverage.Amendment
		want  coverage.Why
	}{
		{"today", "Lan", hgd("A1", 5, friday), coverage.Amendment{}, ""},
		{"seven days back", "Lan", hgd("A1", 5, "2026-11-13"), coverage.Amendment{}, ""},
		{"eight days back", "Lan", hgd("A1", 5, "2026-11-12"), coverage.Amendment{}, coverage.TooOldDay},
		{"tomorrow", "Lan", hgd("A1", 5, "2026-11-21"), coverage.Amendment{}, coverage.FutureDay},
		{"another's village", "Hoa", hgd("A2", 5, friday), coverage.Amendment{}, coverage.NotYours},
		{"the commune above", "Hoa", hgd("A", 5, friday), coverage.Amendment{}, coverage.NotYours},
		{"no such village", "Hoa", hgd("Z9", 5, friday), coverage.Amendment{}, coverage.NotYours},
		{"in training", "Mai", hgd("A1", 5, friday), coverage.Amendment{}, coverage.InTraining},
		{"on leave", "Cúc", hgd("A2", 5, friday), coverage.Amendment{}, ""},
		{"gone", "Huệ", hgd("A2", 5, friday), coverage.Amendment{}, coverage.NotYours},
		{"a month locked for the province", "Lan", hgd("A1", 5, friday), locked, coverage.LockedDay},
		{"a month locked for another village", "Lan", hgd("A1", 5, friday), villageLocked, ""},
		{"a month locked for the village", "Lan", hgd("A2", 5, friday), villageLocked, coverage.LockedDay},
		{"all the people there are", "Lan", hgd("A1", 20, friday), coverage.Amendment{}, ""},
		{"more than all", "Lan", hgd("A1", 21, friday), coverage.Amendment{}, coverage.OverAll},
		{"more pupils than all", "Lan", entry("A1", coverage.Pupils, coverage.New, 11, friday), coverage.Amendment{}, coverage.OverAll},
		{"fewer than none", "Lan", entry("A1", coverage.Household, coverage.Lapsed, 101, friday), coverage.Amendment{}, coverage.BelowZero},
		{"a negative count", "Lan", hgd("A1", -1, friday), coverage.Amendment{}, coverage.BelowZero},
		{"renewals bring nobody over", "Lan", entry("A1", coverage.Household, coverage.Renewed, 99, friday), coverage.Amendment{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := office(t)
			if c.want == coverage.OverAll || c.name == "more pupils than all" {
				students := baseline("A", "2026-10-31", 0)
				students.Indicator = coverage.Pupils
				c.amend.Records.Baselines = []coverage.Baseline{students}
			}
			h.amend(c.amend)
			d, msg := h.draft(c.who, c.line)
			d.Sure = true
			_, err := h.book(d, msg)
			switch {
			case c.want == "" && err != nil:
				t.Fatal(err)
			case c.want != "" && why(t, err) != c.want:
				t.Errorf("refused as %s, want %s", why(t, err), c.want)
			case c.want != "":
				h.wants("A", friday, 100)
			}
		})
	}
}

// TestOverAllAtTheCommit: what others wrote since the reading counts.
func TestOverAllAtTheCommit(t *testing.T) {
	t.Parallel()
	h := office(t)
	first, firstMsg := h.draft("Lan", hgd("A2", 15, friday))
	second, secondMsg := h.draft("Hoa", hgd("A1", 15, friday))
	a, err := h.service.Prepare(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	b, err := h.service.Prepare(t.Context(), second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.commit(a, firstMsg); err != nil {
		t.Fatal(err)
	}
	_, err = h.commit(b, secondMsg)
	var r *coverage.Refusal
	if why(t, err) != coverage.OverAll || !errors.As(err, &r) || r.People != 130 || r.Of != 120 || r.Unit != "A" {
		t.Errorf("%+v", r)
	}
	h.wants("A", friday, 115)
}

// TestResultHoldsOthers: before and after are as at the commit.
func TestResultHoldsOthers(t *testing.T) {
	t.Parallel()
	h := office(t)
	d, msg := h.draft("Lan", hgd("A2", 3, friday))
	p, err := h.service.Prepare(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	h.report("Hoa", hgd("A1", 4, friday))
	res, err := h.commit(p, msg)
	if err != nil || res.Impacts[0].Before != 104 || res.Impacts[0].After != 107 {
		t.Errorf("%+v, %v", res, err)
	}
	h.wants("A", friday, 107)
}

// TestManyAtOnce: never more than all, whoever comes first.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	h := office(t)
	type job struct {
		d   coverage.Draft
		msg bot.Message
	}
	var jobs []job
	for n := range 12 {
		who := []string{"Lan", "Hoa"}[n%2]
		d, msg := h.draft(who, hgd("A1", 3, friday))
		d.Add = true
		jobs = append(jobs, job{d, msg})
	}
	var wg sync.WaitGroup
	booked := make([]bool, len(jobs))
	for n, j := range jobs {
		wg.Go(func() {
			_, err := h.book(j.d, j.msg)
			booked[n] = err == nil
		})
	}
	wg.Wait()
	count := 0
	for _, ok := range booked {
		if ok {
			count++
		}
	}
	if count != 6 {
		t.Errorf("%d of 12 booked, 6 fit", count)
	}
	h.wants("A", friday, 118)
}

// TestTwoAgents: the second of one village, day and indicator is asked.
func TestTwoAgents(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.report("Lan", hgd("A1", 5, friday))
	h.report("Lan", hgd("A1", 1, friday)) // one's own adds
	for name, l := range map[string]coverage.Line{
		"another day": hgd("A1", 2, "2026-11-19"), "another insurance": entry("A1", coverage.Voluntary, coverage.New, 1, friday),
		"nothing": {Unit: "A1", Kind: coverage.Zero, Day: date(friday)},
	} {
		d, msg := h.draft("Hoa", l)
		if _, err := h.book(d, msg); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	d, msg := h.draft("Hoa", hgd("A1", 4, friday))
	_, err := h.book(d, msg)
	var r *coverage.Refusal
	if why(t, err) != coverage.Doubled || !errors.As(err, &r) || r.Other.Count != 5 || r.Other.By != h.person("Lan").ID {
		t.Fatalf("%+v", r)
	}
	h.wants("A", friday, 108)
	d.Add = true
	if _, err := h.book(d, msg); err != nil {
		t.Fatal(err)
	}
	h.wants("A", friday, 112)
}

// TestInsteadOfAnother: replacing takes the other's figure back; undoing the
// replacement gives it back to whom it was.
func TestInsteadOfAnother(t *testing.T) {
	t.Parallel()
	h := office(t)
	theirs := h.report("Lan", hgd("A1", 5, friday))
	d, msg := h.draft("Hoa", hgd("A1", 4, friday))
	d.TakeBack = theirs.Entries
	if _, err := h.book(d, msg); err != nil {
		t.Fatal(err)
	}
	h.wants("A", friday, 104)
	if _, err := h.undo("Hoa", 0); err != nil {
		t.Fatal(err)
	}
	h.wants("A", friday, 105)
	for who, want := range map[string]int64{"Lan": 5, "Hoa": 0} {
		if own, err := h.service.Own(t.Context(), h.person(who), date(friday)); err != nil || own.Today != want {
			t.Errorf("%s has %d, want %d: %v", who, own.Today, want, err)
		}
	}
}

func TestUnusual(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.amend(coverage.Amendment{Records: coverage.Records{Denominators: []coverage.Denominator{population("A", "2026-02-01", 1000)}}})
	usual := func(n int64, want coverage.Why) coverage.Result {
		t.Helper()
		d, msg := h.draft("Lan", hgd("A1", n, friday))
		res, err := h.book(d, msg)
		if want == "" && err != nil || want != "" && why(t, err) != want {
			t.Errorf("%d: %v, want %s", n, err, want)
		}
		return res
	}
	usual(20, "")
	usual(21, coverage.Unusual)
	// A mean of 5 people on two days of the last 28: more than 25 is unusual.
	h.report("Lan", hgd("A1", 6, "2026-11-19"))
	h.report("Lan", hgd("A1", 4, "2026-11-18"))
	usual(25, "")
	usual(26, coverage.Unusual)
	d, msg := h.draft("Lan", hgd("A1", 26, friday), hgd("A2", 3, friday))
	d.Sure = true
	res, err := h.book(d, msg)
	if err != nil || !res.Flagged || !res.Entries[0].Flagged || res.Entries[1].Flagged {
		t.Errorf("%+v, %v", res, err)
	}
	if _, err := h.book(h.draft("Lan", entry("A1", coverage.Household, coverage.Lapsed, 60, friday))); why(t, err) != coverage.Unusual {
		t.Error("60 lapsed at once are asked about")
	}
}

// TestMidnight: a day begins at midnight in Vietnam, wherever the process runs.
func TestMidnight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		received, day string
		want          coverage.Why
	}{
		{"2026-11-20T16:59:59Z", "2026-11-20", ""}, {"2026-11-20T16:59:59Z", "2026-11-21", coverage.FutureDay},
		{"2026-11-20T17:00:00Z", "2026-11-21", ""}, {"2026-11-20T12:00:00-05:00", "2026-11-21", ""},
		{"2026-11-20T16:59:59Z", "2026-11-13", ""}, {"2026-11-20T17:00:00Z", "2026-11-13", coverage.TooOldDay},
		{"2026-11-30T17:00:00Z", "2026-12-01", ""}, {"2026-12-31T16:59:59Z", "2027-01-01", coverage.FutureDay}, {"2026-12-31T17:00:00Z", "2027-01-01", ""},
	} {
		h := office(t)
		at, err := time.Parse(time.RFC3339, c.received)
		if err != nil {
			t.Fatal(err)
		}
		h.at(at)
		if _, err = h.book(h.draft("Lan", hgd("A1", 1, c.day))); c.want == "" && err != nil || c.want != "" && why(t, err) != c.want {
			t.Errorf("%s for %s: %v", c.received, c.day, err)
		}
	}
	h := office(t)
	for instant, want := range map[string]string{"2026-12-31T16:59:59Z": "2026-12-31", "2026-12-31T17:00:00Z": "2027-01-01", "2027-01-01T01:30:00-10:00": "2027-01-01"} {
		at, _ := time.Parse(time.RFC3339, instant)
		h.at(at)
		if got := h.service.Today().String(); got != want {
			t.Errorf("%s is %s, want %s", instant, got, want)
		}
	}
	for day, want := range map[string][2]coverage.Period{"2026-12-31": {"2026", "2026-12"}, "2027-01-01": {"2027", "2027-01"}} {
		if got := fmt.Sprint(coverage.YearOf(date(day)), coverage.MonthOf(date(day))); got != fmt.Sprint(want[0], want[1]) {
			t.Errorf("%s is in %s", day, got)
		}
	}
}

// TestEndedVillage: nobody reports for a village that is no more, or not yet.
func TestEndedVillage(t *testing.T) {
	t.Parallel()
	h := office(t)
	old := ended("A1", "bản", "A", "2026-11-18", true, "A3")
	h.amend(coverage.Amendment{Records: coverage.Records{Units: []place.Unit{old, formed("A3", "bản", "A", "2026-11-19")}},
		People: []coverage.Posting{{Name: "Lan", Role: coverage.Agent, Units: []place.Code{"A1", "A3"}, Status: coverage.Active}}})
	for _, c := range []struct {
		unit place.Code
		day  string
		ok   bool
	}{{"A1", "2026-11-18", true}, {"A1", "2026-11-19", false}, {"A3", "2026-11-18", false}, {"A3", "2026-11-19", true}} {
		if _, err := h.book(h.draft("Lan", hgd(c.unit, 1, c.day))); (err == nil) != c.ok {
			t.Errorf("%s on %s: %v", c.unit, c.day, err)
		}
	}
	h.wants("A", friday, 102)
}
