package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// What answers a person is claimed before a broadcast that was written first,
// also when the process that held it died.
func TestAnswersAreClaimedBeforeNotices(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c, url := newClock(), e.URL(t)
		l := ledgertest.Open(t, url, ledger.Options{Now: c.now})
		said := map[string][]bot.Reply{}
		for n := range 50 {
			said[fmt.Sprint("tin/", n)] = []bot.Reply{{Text: "tin", Notice: true, Until: c.now().Add(time.Hour)}}
		}
		if _, err := l.AnnounceAll(t.Context(), said); err != nil {
			t.Fatal(err)
		}
		out, err := l.Commit(t.Context(), message("1", 1), coverage.Booking{}, func(coverage.Receipt) bot.Outcome {
			return bot.Outcome{Replies: []bot.Reply{{Text: "một"}, {Text: "hai"}}}
		})
		if err != nil || len(out) != 2 {
			t.Fatalf("committed %v, %v", out, err)
		}
		c.advance(ledger.Lease + time.Second) // whoever committed died with both in hand
		other := ledgertest.Open(t, url, ledger.Options{Now: c.now})
		got, err := other.Claim(t.Context(), 5, time.Minute)
		if err != nil || len(got) != 5 || got[0].Reply.Text != "một" || got[1].Reply.Text != "hai" || !got[2].Reply.Notice {
			t.Errorf("claimed %+v, %v", got, err)
		}
		for i := range got[2:4] {
			if got[i+2].ID >= got[i+3].ID || got[i+2].Reply.Until.IsZero() {
				t.Errorf("notices %+v", got[2:])
			}
		}
	})
}
