package coverage_test

import (
	"errors"
	"testing"

	"baophu/internal/coverage"
)

// correction makes a draft by one of the service's ways, and books it.
func (h *house) correct(who string, make func(d coverage.Draft) (coverage.Draft, error)) (coverage.Result, error) {
	h.t.Helper()
	d, msg := h.draft(who)
	d, err := make(d)
	if err != nil {
		return coverage.Result{}, err
	}
	return h.book(d, msg)
}

func (h *house) replace(who string, want coverage.Line, fewer bool) (coverage.Result, error) {
	h.t.Helper()
	return h.correct(who, func(d coverage.Draft) (coverage.Draft, error) { return h.service.Replacing(h.ctx(), d, want, fewer) })
}

func (h *house) total(who string, want coverage.Line) (coverage.Result, error) {
	h.t.Helper()
	return h.correct(who, func(d coverage.Draft) (coverage.Draft, error) { return h.service.Totalling(h.ctx(), d, want) })
}

func (h *house) must(_ coverage.Result, err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func TestUndo(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.report("Lan", hgd("A1", 2, friday))
	second := h.report("Lan", hgd("A1", 5, friday), entry("A1", coverage.Household, coverage.Renewed, 2, friday))
	h.report("Hoa", entry("A1", coverage.Pupils, coverage.New, 1, friday))
	h.wants("A", friday, 108)
	if _, err := h.undo("Hoa", second.Report); err == nil || why(t, err) == coverage.Nothing {
		t.Errorf("another's report: %v", err)
	}
	h.must(h.undo("Lan", 0))
	h.wants("A", friday, 103)
	if _, err := h.undo("Lan", second.Report); why(t, err) != coverage.Overtaken {
		t.Errorf("undone twice: %v", err)
	}
	h.must(h.undo("Lan", 0)) // the one before
	h.wants("A", friday, 101)
	if _, err := h.undo("Lan", 0); why(t, err) != coverage.Nothing {
		t.Errorf("nothing is left: %v", err)
	}
	if _, err := h.undo("Lan", 99); why(t, err) != coverage.Nothing {
		t.Errorf("no such report: %v", err)
	}
	if st := h.standing("A1", coverage.BHYT, friday); st.Reports != 1 {
		t.Errorf("%d reports stand, Hoa's only should", st.Reports)
	}
}

// TestUndoOfACorrection gives back what was; undoing again goes further back.
func TestUndoOfACorrection(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.report("Lan", hgd("A1", 5, friday))
	h.must(h.replace("Lan", coverage.Line{Count: 3}, false))
	h.wants("A", friday, 103)
	h.must(h.undo("Lan", 0))
	h.wants("A", friday, 105)
	h.must(h.undo("Lan", 0))
	h.wants("A", friday, 100)
	if _, err := h.undo("Lan", 0); why(t, err) != coverage.Nothing {
		t.Errorf("nothing is left: %v", err)
	}
	if st := h.standing("A1", coverage.BHYT, friday); st.Reports != 0 {
		t.Errorf("%d reports stand", st.Reports)
	}
}

func TestUndoAtOnce(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.report("Lan", hgd("A1", 5, friday))
	var prepared []*coverage.Prepared
	for range 2 {
		d, _ := h.draft("Lan")
		d, err := h.service.Undoing(t.Context(), d, 0)
		if err != nil {
			t.Fatal(err)
		}
		p, err := h.service.Prepare(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		prepared = append(prepared, p)
	}
	h.must(h.commit(prepared[0], h.message()))
	if _, err := h.commit(prepared[1], h.message()); why(t, err) != coverage.Overtaken {
		t.Errorf("twice: %v", err)
	}
	h.wants("A", friday, 100)
}

func TestReplace(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.report("Lan", hgd("A2", 7, friday))
	h.report("Lan", hgd("A1", 5, friday), entry("A1", coverage.Voluntary, coverage.New, 1, friday))
	h.report("Hoa", entry("A1", coverage.Pupils, coverage.New, 4, friday))
	h.must(h.replace("Lan", coverage.Line{Indicator: coverage.Household, Count: 3}, false))
	h.wants("A", friday, 114)
	h.must(h.replace("Lan", coverage.Line{Unit: "A2", Count: 2}, true)) // two fewer
	h.wants("A", friday, 112)
	if _, err := h.replace("Lan", coverage.Line{Unit: "A2", Count: 6}, true); why(t, err) != coverage.BelowZero {
		t.Errorf("fewer than none: %v", err)
	}
	h.must(h.replace("Lan", coverage.Line{Unit: "A2", Count: 5}, true))
	h.wants("A", friday, 107)
	if _, err := h.replace("Lan", coverage.Line{Indicator: coverage.Pupils, Count: 1}, false); why(t, err) != coverage.Nothing {
		t.Errorf("another's: %v", err)
	}
	if st := h.standing("A", coverage.BHYT, friday); st.Reports != 3 {
		t.Errorf("%d reports stand, want 3", st.Reports)
	}
}

func TestDayTotal(t *testing.T) {
	t.Parallel()
	h := office(t)
	h.report("Lan", hgd("A1", 5, friday))
	h.report("Lan", hgd("A1", 1, friday))
	d, msg := h.draft("Hoa", hgd("A1", 4, friday))
	d.Add = true
	h.must(h.book(d, msg))
	h.must(h.total("Lan", hgd("A1", 8, friday))) // Hoa's 4 and 4 of one's own
	h.wants("A", friday, 108)
	if _, err := h.total("Lan", hgd("A1", 3, friday)); why(t, err) != coverage.BelowZero {
		t.Errorf("below what others reported: %v", err)
	}
	h.must(h.total("Lan", hgd("A1", 4, friday)))
	h.wants("A", friday, 104)
	h.must(h.total("Lan", hgd("A2", 6, friday))) // nothing yet
	h.wants("A", friday, 110)
	h.must(h.total("Lan", hgd("A1", 4, "2026-11-19"))) // another day
	h.wants("A", friday, 114)
}

// TestDayTotalAtTheCommit: what another reported meanwhile is not counted twice.
func TestDayTotalAtTheCommit(t *testing.T) {
	t.Parallel()
	h := office(t)
	begun, msg := h.draft("Lan")
	d, err := h.service.Totalling(t.Context(), begun, hgd("A1", 8, friday))
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.service.Prepare(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	h.report("Hoa", hgd("A1", 3, friday))
	h.must(h.commit(p, msg))
	h.wants("A", friday, 108)
	if d, err = h.service.Totalling(t.Context(), begun, hgd("A1", 9, friday)); err != nil {
		t.Fatal(err)
	}
	if p, err = h.service.Prepare(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	more, moreMsg := h.draft("Hoa", hgd("A1", 7, friday))
	more.Add = true
	h.must(h.book(more, moreMsg))
	if _, err := h.commit(p, h.message()); why(t, err) != coverage.BelowZero {
		t.Errorf("a total below what another reported meanwhile: %v", err)
	}
	h.wants("A", friday, 115)
}

func TestMove(t *testing.T) {
	t.Parallel()
	h := office(t)
	res := h.report("Lan", hgd("A1", 5, friday), entry("A1", coverage.Household, coverage.Renewed, 2, friday))
	h.must(h.correct("Lan", func(d coverage.Draft) (coverage.Draft, error) {
		return h.service.Moving(t.Context(), d, res.Report, "A2", 0)
	}))
	h.wants("A", friday, 105)
	a1, a2 := h.standing("A1", coverage.BHYT, friday), h.standing("A2", coverage.BHYT, friday)
	if a1.Today.New != 0 || a1.Today.Renewed != 0 || a1.Reports != 0 || a2.Today.New != 5 || a2.Today.Renewed != 2 || a2.Reports != 1 {
		t.Errorf("A1 %+v (%d), A2 %+v (%d)", a1.Today, a1.Reports, a2.Today, a2.Reports)
	}
	h.must(h.correct("Lan", func(d coverage.Draft) (coverage.Draft, error) {
		return h.service.Moving(t.Context(), d, 0, "", date("2026-11-18"))
	}))
	h.wants("A", "2026-11-17", 100)
	h.wants("A", "2026-11-18", 105)
	if _, err := h.correct("Lan", func(d coverage.Draft) (coverage.Draft, error) {
		return h.service.Moving(t.Context(), d, 0, "B1", 0)
	}); why(t, err) != coverage.NotYours {
		t.Errorf("to another's village: %v", err)
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	h := office(t)
	d, msg := h.draft("Lan", hgd("A1", 5, friday), hgd("A2", 1, friday))
	h.must(h.book(d, msg))
	h.report("Lan", hgd("A1", 2, friday)) // another message stays
	edit := func(version string, lines ...coverage.Line) error {
		d.TakeBack, d.Lines = nil, lines
		e, err := h.service.Editing(t.Context(), d)
		if err != nil {
			return err
		}
		again := msg
		again.Version = version
		_, err = h.book(e, again)
		return err
	}
	if err := edit("1", hgd("A1", 4, friday)); err != nil {
		t.Fatal(err)
	}
	h.wants("A", friday, 106)
	if err := edit("1", hgd("A1", 9, friday)); !errors.Is(err, coverage.ErrDuplicate) {
		t.Errorf("delivered twice: %v", err)
	}
	if err := edit("2", hgd("A1", 6, friday)); err != nil {
		t.Fatal(err)
	}
	h.wants("A", friday, 108)
	h.amend(coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{{Unit: "A", Month: "2026-11"}}}})
	if err := edit("3", hgd("A1", 1, friday)); why(t, err) != coverage.LockedDay {
		t.Errorf("after the lock: %v", err)
	}
	if _, err := h.undo("Lan", 0); why(t, err) != coverage.LockedDay {
		t.Errorf("undo after the lock: %v", err)
	}
	h.wants("A", friday, 108)
}

// TestStaleRecords: what was prepared under other records is decided anew.
func TestStaleRecords(t *testing.T) {
	t.Parallel()
	h := office(t)
	d, msg := h.draft("Lan", hgd("A1", 5, friday))
	p, err := h.service.Prepare(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	h.amend(coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{{Unit: "A", Month: "2026-11"}}}})
	if _, err := h.commit(p, msg); !errors.Is(err, coverage.ErrStale) {
		t.Errorf("committed after the lock: %v", err)
	}
	h.wants("A", friday, 100)
}

// overrule books a person's line in place of what another reported.
func (h *house) overrule(who string, others []coverage.Entry, line coverage.Line) coverage.Result {
	h.t.Helper()
	d, msg := h.draft(who, line)
	d.Add, d.TakeBack, d.Cause = true, others, coverage.Overruled
	res, err := h.book(d, msg)
	if err != nil {
		h.t.Fatal(err)
	}
	return res
}

// TestUndoOfWhatOverruled: another's figure stands again, and is theirs: who
// undoes once more goes further back, and the other may change it.
func TestUndoOfWhatOverruled(t *testing.T) {
	t.Parallel()
	begun := func(t *testing.T) *house {
		h := office(t)
		h.report("Hoa", hgd("A1", 2, "2026-11-19"))
		h.report("Lan", hgd("A2", 6, "2026-11-19"))
		lan := h.report("Lan", hgd("A1", 5, friday), entry("A1", coverage.Voluntary, coverage.New, 4, friday))
		h.overrule("Hoa", lan.Entries[:1], hgd("A1", 8, friday))
		h.wants("A", friday, 116)
		h.must(h.undo("Hoa", 0))
		h.wants("A", friday, 113)
		return h
	}
	for name, c := range map[string]struct {
		act            func(h *house) (coverage.Result, error)
		friday, before int64
	}{
		"undone once more": {func(h *house) (coverage.Result, error) { return h.undo("Hoa", 0) }, 111, 106},
		"the owner undoes": {func(h *house) (coverage.Result, error) { return h.undo("Lan", 0) }, 108, 108},
		"the owner undoes all": {func(h *house) (coverage.Result, error) {
			h.must(h.undo("Lan", 0))
			return h.undo("Lan", 0)
		}, 108, 108},
		"the owner corrects": {func(h *house) (coverage.Result, error) {
			return h.replace("Lan", coverage.Line{Unit: "A1", Indicator: coverage.Household, Kind: coverage.New, Count: 4}, false)
		}, 112, 108},
		"the owner moves": {func(h *house) (coverage.Result, error) {
			return h.correct("Lan", func(d coverage.Draft) (coverage.Draft, error) { return h.service.Moving(h.ctx(), d, 0, "A2", 0) })
		}, 113, 108},
		"the owner sets the day": {func(h *house) (coverage.Result, error) { return h.total("Lan", hgd("A1", 9, friday)) }, 117, 108},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := begun(t)
			h.must(c.act(h))
			h.wants("A", friday, c.friday)
			h.wants("A", "2026-11-19", c.before)
			if v, err := h.ledger.Verify(t.Context()); err != nil || !v.Good() {
				t.Errorf("%v %v", v.Differences, err)
			}
		})
	}
}
