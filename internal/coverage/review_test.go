package coverage_test

import (
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// review makes and books what somebody says of a report.
func (h *house) review(who string, number int64, verdict coverage.Verdict) (coverage.Result, error) {
	h.t.Helper()
	return h.correct(who, func(d coverage.Draft) (coverage.Draft, error) {
		return h.service.Reviewing(h.ctx(), d, coverage.Review{Report: number, Verdict: verdict, By: d.Person.ID, Reason: "nhầm số"})
	})
}

// flagged books an unusual number that was confirmed.
func (h *house) flagged(who string, lines ...coverage.Line) int64 {
	h.t.Helper()
	d, msg := h.draft(who, lines...)
	d.Sure, d.Add = true, true
	res, err := h.book(d, msg)
	if err != nil || !res.Flagged {
		h.t.Fatalf("flagged %t, %v", res.Flagged, err)
	}
	return res.Report
}

func (h *house) waitFor(who string, want ...int64) {
	h.t.Helper()
	list, err := h.service.ToReview(h.ctx(), h.person(who))
	if err != nil {
		h.t.Fatal(err)
	}
	var got []int64
	for _, r := range list {
		got = append(got, r.Number)
	}
	if !slices.Equal(got, want) {
		h.t.Errorf("%s has %v to look at, want %v", who, got, want)
	}
}

// staff adds officials of commune A, of B, and an administrator, who also
// reports for A1.
func staff(h *house) {
	h.amend(coverage.Amendment{Records: coverage.Records{Denominators: []coverage.Denominator{
		population("A", "2026-02-01", 500), {Unit: "A", Base: coverage.Students, AsOf: date("2026-02-01"), Value: 400}}}})
	h.amend(coverage.Amendment{People: []coverage.Posting{
		{Name: "Trưởng A", Role: coverage.Official, Units: []place.Code{"A"}},
		{Name: "Trưởng B", Role: coverage.Official, Units: []place.Code{"B"}},
		{Name: "Quản trị", Role: coverage.Admin, Units: []place.Code{"01"}},
	}})
	h.amend(coverage.Amendment{People: []coverage.Posting{{ID: h.person("Trưởng A").ID, Name: "Trưởng A", Role: coverage.Agent, Units: []place.Code{"A1"}}}})
}

func TestApproving(t *testing.T) {
	t.Parallel()
	h := office(t)
	staff(h)
	n := h.flagged("Lan", hgd("A1", 30, friday), entry("A1", coverage.Voluntary, coverage.New, 1, friday))
	usual := h.report("Lan", hgd("A2", 2, friday))
	h.waitFor("Trưởng A", n)
	h.waitFor("Quản trị", n)
	h.waitFor("Trưởng B")
	h.waitFor("Lan")
	for _, c := range []struct {
		who    string
		number int64
		want   coverage.Why
	}{
		{"Trưởng B", n, coverage.Nothing},
		{"Lan", n, coverage.Nothing},
		{"Trưởng A", usual.Report, coverage.NotFlagged},
		{"Trưởng A", 999, coverage.Nothing},
	} {
		if _, err := h.review(c.who, c.number, coverage.Approved); why(t, err) != c.want {
			t.Errorf("%s approves %d: %v, want %s", c.who, c.number, err, c.want)
		}
	}
	before := h.standing("A", coverage.BHYT, friday).Participants
	res, err := h.review("Trưởng A", n, coverage.Approved)
	if err != nil || len(res.Entries) != 0 {
		t.Errorf("approved with %d entries, %v", len(res.Entries), err)
	}
	h.wants("A", friday, before)
	h.waitFor("Quản trị")
	for _, v := range []coverage.Verdict{coverage.Approved, coverage.SentBack} {
		if _, err := h.review("Quản trị", n, v); why(t, err) != coverage.Reviewed {
			t.Errorf("%s after it was approved: %v", v, err)
		}
	}
	own := h.flagged("Trưởng A", entry("A1", coverage.Pupils, coverage.New, 40, friday))
	h.waitFor("Trưởng A")
	h.waitFor("Quản trị", own)
	if _, err := h.review("Trưởng A", own, coverage.Approved); why(t, err) != coverage.OwnReport {
		t.Errorf("one's own: %v", err)
	}
}

func TestSendingBack(t *testing.T) {
	t.Parallel()
	h := office(t)
	staff(h)
	h.report("Lan", hgd("A1", 4, friday))
	before := h.standing("A", coverage.BHYT, friday).Participants
	h.must(h.replace("Lan", coverage.Line{Count: 9}, false))
	d, msg := h.draft("Lan")
	d.Sure = true
	d, err := h.service.Replacing(t.Context(), d, coverage.Line{Count: 33}, false)
	if err != nil {
		t.Fatal(err)
	}
	res, err := h.book(d, msg)
	if err != nil || !res.Flagged {
		t.Fatalf("flagged %t, %v", res.Flagged, err)
	}
	h.wants("A", friday, before+29)
	back, err := h.review("Trưởng A", res.Report, coverage.SentBack)
	if err != nil {
		t.Fatal(err)
	}
	h.wants("A", friday, before+5) // the nine that it had replaced
	for _, e := range back.Entries {
		if e.Cause != coverage.Returned || e.Reverses == 0 && e.By != h.person("Lan").ID || e.Reverses != 0 && e.By != h.person("Trưởng A").ID {
			t.Errorf("sent back by %+v", e)
		}
	}
	report, err := h.service.Report(t.Context(), res.Report)
	if err != nil || report.Stands() || report.Review == nil || report.Review.Reason != "nhầm số" {
		t.Errorf("it is told as %+v, %v", report, err)
	}
	if _, err := h.undo("Lan", res.Report); why(t, err) != coverage.Overtaken {
		t.Errorf("taken back once more: %v", err)
	}
	gone := h.flagged("Lan", hgd("A2", 50, friday))
	h.must(h.undo("Lan", gone))
	if _, err := h.review("Trưởng A", gone, coverage.Approved); why(t, err) != coverage.Overtaken {
		t.Errorf("approved after it was taken back: %v", err)
	}
}

// What was prepared before a month was closed, or before the report was taken
// back, is not written after it.
func TestReviewsHoldAtTheCommit(t *testing.T) {
	t.Parallel()
	h := office(t)
	staff(h)
	first, second := h.flagged("Lan", hgd("A1", 30, friday)), h.flagged("Lan", hgd("A2", 31, friday))
	prepare := func(n int64, verdict coverage.Verdict) *coverage.Prepared {
		d, _ := h.draft("Trưởng A")
		d, err := h.service.Reviewing(t.Context(), d, coverage.Review{Report: n, Verdict: verdict, By: d.Person.ID})
		if err != nil {
			t.Fatal(err)
		}
		p, err := h.service.Prepare(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	approved, sentBack := prepare(first, coverage.Approved), prepare(second, coverage.SentBack)
	h.must(h.undo("Lan", first))
	if _, err := h.commit(approved, h.message()); why(t, err) != coverage.Overtaken {
		t.Errorf("taken back meanwhile: %v", err)
	}
	h.amend(coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{{Unit: "A", Month: coverage.MonthOf(date(friday))}}}})
	if _, err := h.commit(sentBack, h.message()); err == nil {
		t.Error("sent back into a month that was closed meanwhile")
	}
	for _, v := range []coverage.Verdict{coverage.Approved, coverage.SentBack} {
		if _, err := h.review("Trưởng A", second, v); why(t, err) != coverage.LockedDay {
			t.Errorf("%s in a closed month: %v", v, err)
		}
	}
	h.waitFor("Trưởng A")
	h.wants("A", friday, 131)
}
