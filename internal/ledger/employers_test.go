package ledger_test

import (
	"fmt"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
)

// TestOldLapsesToEmployers: an earlier version took who left BHYT itself for an
// employer off it. Its entries stay, its sums are made anew.
func TestOldLapsesToEmployers(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		o := newOld(t, e)
		files, _ := o.levels()
		if _, err := o.provider(files).UpTo(t.Context(), 14); err != nil {
			t.Fatal(err)
		}
		o.fill(14)
		m := message("1", 5)
		for _, text := range []string{
			fmt.Sprintf(`INSERT INTO messages (key, root, account, kind, author, text, digest, report, at) VALUES ('%s', '%s', 'web/1', 'text', 7, '', '', 5, 1)`, m.Key(), m.Root()),
			fmt.Sprintf(`INSERT INTO entries (seq, report, message, unit, indicator, kind, people, day, author, at, reverses, reason, months, tag, flagged, source, opens)
				VALUES (5, 5, '%s', '03679-01', 'bhyt', 'lapsed', 2, '2026-11-22', 7, 1, 0, 'to_employer', 0, '', 0, '', 1)`, m.Root()),
			`UPDATE head SET seq = 5`,
			`INSERT INTO cum (unit, day, sums) VALUES ('14', '2026-11-22', 'bhyt:9,0,2')`,
			`UPDATE rolled SET seq = 5`,
		} {
			if _, err := o.db.ExecContext(t.Context(), text); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
		}
		l := ledgertest.Open(t, o.url, quietly(t))
		if err := l.Roll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if v := verify(t, l); v.Rolled != 5 || v.Sums == 0 {
			t.Errorf("verified as %+v", v)
		}
		if got := cum(t, l, province, coverage.BHYT, today); got.New != 9 || got.Lapsed != 0 {
			t.Errorf("the province has %+v", got)
		}
		if got := commit(t, l, message("1", 6), tally(village(sinh, 1), coverage.Household, 1, today)); len(got) != 1 {
			t.Errorf("the next report is %+v", got)
		}
	})
}
