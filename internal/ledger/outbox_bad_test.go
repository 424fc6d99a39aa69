package ledger_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// TestAReplyThatCannotBeReadHoldsUpNoOther: it is given up, and kept for the
// operator.
func TestAReplyThatCannotBeReadHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c, url := newClock(), e.URL(t)
		l := ledgertest.Open(t, url, ledger.Options{Now: c.now, Logger: quietly(t).Logger})
		for i := range 3 {
			if _, err := l.Commit(t.Context(), message("1", i), coverage.Booking{}, say); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := behind(t, url).ExecContext(t.Context(), `UPDATE outbox SET reply = '{' WHERE id = 2`); err != nil {
			t.Fatal(err)
		}
		c.advance(2 * ledger.Lease)
		out, err := l.Claim(t.Context(), 10, ledger.Lease)
		if err != nil || len(out) != 2 || out[0].ID != 1 || out[1].ID != 3 {
			t.Errorf("handed out %+v, %v", out, err)
		}
		if n, _, err := l.Waiting(t.Context()); err != nil || n != 2 {
			t.Errorf("%d wait, %v", n, err)
		}
	})
}
