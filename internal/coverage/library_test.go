package coverage_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baophu/internal/coverage"
)

// shelf is an archive whose first look at the revision is slow.
type shelf struct {
	mu       sync.Mutex
	revision int64
	slow     chan struct{} // the next look waits for it, after it has seen
}

func (s *shelf) Revision(context.Context) (int64, error) {
	s.mu.Lock()
	revision, slow := s.revision, s.slow
	s.slow = nil
	s.mu.Unlock()
	if slow != nil {
		<-slow
	}
	return revision, nil
}

func (s *shelf) Records(context.Context) (coverage.Records, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return coverage.Records{Revision: s.revision}, nil
}

func (s *shelf) change(revision int64, slow chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revision, s.slow = revision, slow
}

// Whoever changed the records and refreshed reads what they wrote, though
// somebody's look of before is still under way, and though it ends later.
func TestRefreshOvertakesALook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, slow := &shelf{revision: 1}, make(chan struct{})
		l := coverage.NewLibrary(s, time.Now)
		revision := func() int64 {
			b, err := l.Book(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			return b.Revision
		}
		revision()
		time.Sleep(time.Second) // it is looked at again
		s.change(1, slow)
		var other sync.WaitGroup
		other.Go(func() { revision() }) // saw 1, and is slow to say so
		synctest.Wait()
		s.change(2, nil)
		l.Refresh()
		if got := revision(); got != 2 {
			t.Errorf("after a change the book is of revision %d", got)
		}
		close(slow)
		other.Wait()
		if got := revision(); got != 2 {
			t.Errorf("a late look put back revision %d", got)
		}
	})
}

// A look that began before a change does not make its book fresh after it.
func TestRefreshBeforeALookEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, slow := &shelf{revision: 1}, make(chan struct{})
		s.change(1, slow)
		l := coverage.NewLibrary(s, time.Now)
		var first sync.WaitGroup
		first.Go(func() {
			if _, err := l.Book(context.Background()); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		s.change(2, nil)
		l.Refresh()
		close(slow)
		first.Wait()
		b, err := l.Book(context.Background())
		if err != nil || b.Revision != 2 {
			t.Errorf("the book is %+v, %v", b, err)
		}
	})
}
