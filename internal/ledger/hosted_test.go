package ledger_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/logtest"
)

func TestHostedFilesExpire(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now})
		f := bot.File{Name: "bieu-do.png", Type: "image/png", Bytes: []byte{0, 1, 0xff, '\''}}
		for range 2 {
			if err := l.HostFile(t.Context(), "a1", f, c.now().Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		if got, found, err := l.HostedFile(t.Context(), "a1"); err != nil || !found || !cmp.Equal(got, f) {
			t.Errorf("kept: %s, %v, %v", cmp.Diff(f, got), found, err)
		}
		if _, found, err := l.HostedFile(t.Context(), "a2"); err != nil || found {
			t.Errorf("another: %v, %v", found, err)
		}
		c.advance(time.Hour)
		if _, found, err := l.HostedFile(t.Context(), "a1"); err != nil || found {
			t.Errorf("after an hour: %v, %v", found, err)
		}
		if n, err := l.ForgetHosted(t.Context()); err != nil || n != 1 {
			t.Errorf("%d were removed, %v", n, err)
		}
	})
}

func TestSpendIsSummedOverReplicas(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url := e.URL(t)
		one, two := openAt(t, url), openAt(t, url)
		var all sync.WaitGroup
		for i := range 20 {
			l := one
			if i%2 == 0 {
				l = two
			}
			all.Go(func() {
				if _, err := l.Spend(t.Context(), "zalobot/1", "2026-11", 2); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for period, want := range map[string]int64{"2026-11": 40, "2026-12": 0} {
			if n, err := one.Spend(t.Context(), "zalobot/1", period, 0); err != nil || n != want {
				t.Errorf("%s: %d, %v", period, n, err)
			}
		}
	})
}

// One of many renews a token, and what it seals replaces what it read.
func TestOneRenews(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url := e.URL(t)
		one, two := openAt(t, url), openAt(t, url)
		if ok, err := one.Seal(t.Context(), "oa", 0, "first"); err != nil || !ok {
			t.Fatal(ok, err)
		}
		if ok, err := two.Seal(t.Context(), "oa", 0, "another"); err != nil || ok {
			t.Errorf("a second first: %v, %v", ok, err)
		}
		var marked atomic.Int64
		var all sync.WaitGroup
		for _, l := range []*ledger.Ledger{one, two, one, two} {
			all.Go(func() {
				ok, err := l.Renewing(t.Context(), "oa", 1)
				if err != nil {
					t.Error(err)
				}
				if ok {
					marked.Add(1)
				}
			})
		}
		all.Wait()
		if marked.Load() != 1 {
			t.Errorf("%d renew it", marked.Load())
		}
		if _, _, since, err := two.Sealed(t.Context(), "oa"); err != nil || since.IsZero() {
			t.Errorf("nobody renews it: %v", err)
		}
		if err := one.NotRenewed(t.Context(), "oa", 1); err != nil {
			t.Error(err)
		}
		if ok, err := one.Renewing(t.Context(), "oa", 1); err != nil || !ok {
			t.Errorf("once more: %v, %v", ok, err)
		}
		if ok, err := one.Seal(t.Context(), "oa", 1, "second"); err != nil || !ok {
			t.Errorf("sealed: %v, %v", ok, err)
		}
		if ok, err := two.Seal(t.Context(), "oa", 1, "late"); err != nil || ok {
			t.Errorf("over a newer one: %v, %v", ok, err)
		}
		if secret, version, since, err := two.Sealed(t.Context(), "oa"); err != nil || secret != "second" || version != 2 || !since.IsZero() {
			t.Errorf("%q of version %d, %v, %v", secret, version, since, err)
		}
	})
}

func TestLastSeen(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now})
		chat := bot.Address{Channel: "zalooa", Bot: "1", Chat: "7"}
		if at, err := l.LastSeen(t.Context(), chat); err != nil || !at.IsZero() {
			t.Errorf("before: %v, %v", at, err)
		}
		wrote := c.now()
		if err := l.Seen(t.Context(), bot.Message{From: chat, Account: "zalooa/7", Kind: bot.Text}); err != nil {
			t.Fatal(err)
		}
		if at, err := l.LastSeen(t.Context(), chat); err != nil || at.Sub(wrote).Abs() > time.Second {
			t.Errorf("after: %v, %v", at, err)
		}
	})
}

// openAt opens a ledger as another replica would.
func openAt(t *testing.T, url string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), url, ledger.Options{Logger: logtest.Quiet(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func TestMarks(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := openAt(t, e.URL(t))
		if at, err := l.Marked(t.Context(), "zalooa/1"); err != nil || !at.IsZero() {
			t.Errorf("before: %v, %v", at, err)
		}
		for _, want := range []time.Time{time.UnixMilli(1750316131602), time.UnixMilli(1750316131700)} {
			if err := l.Mark(t.Context(), "zalooa/1", want); err != nil {
				t.Fatal(err)
			}
			if at, err := l.Marked(t.Context(), "zalooa/1"); err != nil || !at.Equal(want) {
				t.Errorf("%v, %v, want %v", at, err, want)
			}
		}
	})
}

// TestForgetMarks: of those that begin so the old ones go, and no other.
func TestForgetMarks(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := openAt(t, e.URL(t))
		now := time.Now()
		for name, age := range map[string]time.Duration{"handled/1": 2 * time.Hour, "handled/2": 0, "missed/1": 2 * time.Hour} {
			if err := l.Mark(t.Context(), name, now.Add(-age)); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.ForgetMarks(t.Context(), "handled/", now.Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		for name, kept := range map[string]bool{"handled/1": false, "handled/2": true, "missed/1": true} {
			if at, err := l.Marked(t.Context(), name); err != nil || at.IsZero() == kept {
				t.Errorf("%s: %v, %v", name, at, err)
			}
		}
	})
}
