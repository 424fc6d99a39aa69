package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// Questions that travel together are answered each by its own answer, though
// some who asked go away, and the server is away for a while.
func TestShortQuestionsTogether(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := e.Open(t, ledger.Options{})
		const people = 20
		a := coverage.Amendment{Records: coverage.Records{Units: nation(1, people)}}
		for n := range people {
			a.People = append(a.People, coverage.Posting{Name: fmt.Sprintf("Người %d", n), Role: coverage.Agent, Units: []place.Code{village(commune(0), n)}, Status: coverage.Active})
		}
		amend(t, l, a)
		for n := range people {
			found, err := l.ByName(t.Context(), fmt.Sprintf("Người %d", n))
			if err == nil {
				err = l.Connect(t.Context(), fmt.Sprint("test/", n), found[0].ID)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		var all sync.WaitGroup
		for n := range 300 {
			all.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if n%3 == 0 {
					time.AfterFunc(time.Duration(n)*20*time.Microsecond, cancel)
				}
				p, err := l.Person(ctx, fmt.Sprint("test/", n%people))
				switch {
				case n%3 == 0 && errors.Is(err, context.Canceled):
				case err != nil || p.Name != fmt.Sprintf("Người %d", n%people):
					t.Errorf("%d: %q, %v", n, p.Name, err)
				}
			})
		}
		all.Wait()
		if _, err := l.Person(t.Context(), "test/nobody"); !errors.Is(err, coverage.ErrUnknown) {
			t.Errorf("nobody: %v", err)
		}
	})
}
