package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

func notice(text string) []bot.Reply { return []bot.Reply{{Text: text, Notice: true}} }

func TestAnnouncesOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c, url := newClock(), e.URL(t)
		l, other := ledgertest.Open(t, url, ledger.Options{Now: c.now}), ledgertest.Open(t, url, ledger.Options{Now: c.now})
		long := strings.Repeat("dài", 1000)
		for _, name := range []string{"a/1", "", "a\x00b", "ab", long + "1", long + "2"} {
			if err := l.Announce(t.Context(), name, notice(name)); err != nil {
				t.Errorf("%.9q: %v", name, err)
			}
			if err := other.Announce(t.Context(), name, notice("again")); !errors.Is(err, coverage.ErrDuplicate) {
				t.Errorf("%.9q again: %v", name, err)
			}
			if times, last, err := other.Announced(t.Context(), name); times == 0 || last.IsZero() || err != nil {
				t.Errorf("%.9q is not known: %v", name, err)
			}
		}
		fresh, err := l.AnnounceAll(t.Context(), map[string][]bot.Reply{"a/1": notice("again"), "a/2": notice("two"), "a/3": nil})
		if err != nil || !slices.Equal(fresh, []string{"a/2", "a/3"}) {
			t.Errorf("announced %q, %v", fresh, err)
		}
		out, err := other.Claim(t.Context(), 100, time.Minute) // leased to nobody
		if err != nil || len(out) != 7 || out[6].Reply.Text != "two" || !out[6].Reply.Notice || out[6].Attempts != 0 {
			t.Errorf("claimed %d, %v", len(out), err)
		}
		c.advance(time.Hour)
		if err := l.ForgetAnnounced(t.Context(), "a/", c.now()); err != nil {
			t.Error(err)
		}
		if times, _, _ := l.Announced(t.Context(), "a/"); times != 0 {
			t.Error("a/1 is not forgotten")
		}
		if times, _, _ := l.Announced(t.Context(), "ab"); times != 1 {
			t.Error("ab is forgotten, whose name begins otherwise")
		}
	})
}

// Replies of announcements and of commits never take one number, whoever
// writes, and each is written once.
func TestAnnouncesBesideCommits(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c, url := newClock(), e.URL(t)
		two := []*ledger.Ledger{ledgertest.Open(t, url, ledger.Options{Now: c.now}), ledgertest.Open(t, url, ledger.Options{Now: c.now})}
		const each = 30
		var written atomic.Int64
		var all sync.WaitGroup
		for i, l := range two {
			all.Go(func() {
				for n := range each {
					fresh, err := l.AnnounceAll(t.Context(), map[string][]bot.Reply{fmt.Sprint(n): notice("n"), fmt.Sprint(n + 1): notice("n")})
					if err != nil {
						t.Error(err)
					}
					written.Add(int64(len(fresh)))
				}
			})
			all.Go(func() {
				for n := range each {
					if _, err := l.Commit(t.Context(), message(fmt.Sprint(i), n), coverage.Booking{}, say); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if n := written.Load(); n != each+1 {
			t.Errorf("%d announcements were made, want %d", n, each+1)
		}
		if n, _, err := two[0].Waiting(t.Context()); n != 3*each+1 || err != nil {
			t.Errorf("%d replies wait, want %d; %v", n, 3*each+1, err)
		}
	})
}
