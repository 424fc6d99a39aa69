// Package coverage is the domain: indicators, tallies, baselines, targets, and
// what follows from them. It knows nothing of chats and databases.
package coverage

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"baophu/internal/vi"
)

// Library keeps the newest Book at hand, and fetches another when the
// records' revision has moved.
type Library struct {
	archive Archive
	now     func() time.Time
	fetch   singleflight.Group

	mu      sync.Mutex // guards the following
	book    *Book
	checked time.Time
	changes int // times that Refresh was called: what is read before one does not count after it
}

// bookAge is how long a book is used before its revision is looked at again:
// another replica's change of records is seen within it.
const bookAge = 500 * time.Millisecond

// NewLibrary opens a library on an archive.
func NewLibrary(archive Archive, now func() time.Time) *Library {
	return &Library{archive: archive, now: now}
}

// Book gives the newest book.
func (l *Library) Book(ctx context.Context) (*Book, error) {
	l.mu.Lock()
	book, fresh := l.book, l.book != nil && l.now().Sub(l.checked).Abs() < bookAge
	l.mu.Unlock()
	if fresh {
		return book, nil
	}
	return l.renew(ctx, book)
}

// Latest gives the book that was used last, whatever its age; nil before the
// first.
func (l *Library) Latest() *Book {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.book
}

// Refresh makes the next Book look at the revision, whatever its age and
// whatever look is under way.
func (l *Library) Refresh() {
	l.mu.Lock()
	l.checked = time.Time{}
	l.changes++
	l.mu.Unlock()
	l.fetch.Forget(fetched)
}

// fetched is the one thing that is fetched.
const fetched = "book"

func (l *Library) renew(ctx context.Context, old *Book) (*Book, error) {
	fresh, err, _ := l.fetch.Do(fetched, func() (any, error) {
		// One caller's patience must not decide for the others who wait.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer cancel()
		return l.load(ctx, old)
	})
	if err != nil {
		return nil, err
	}
	return fresh.(*Book), nil
}

func (l *Library) load(ctx context.Context, old *Book) (*Book, error) {
	at := l.now()
	l.mu.Lock()
	changes := l.changes
	l.mu.Unlock()
	revision, err := l.archive.Revision(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the records' revision: %w", err)
	}
	book := old
	if old == nil || old.Revision != revision {
		records, err := l.archive.Records(ctx)
		if err != nil {
			return nil, fmt.Errorf("read the records: %w", err)
		}
		if book, err = newBook(records, old); err != nil {
			return nil, fmt.Errorf("read the records: %w", err)
		}
	}
	l.keep(book, at, changes)
	return book, nil
}

// keep puts a book at hand. One that was fetched before the last change of the
// records is not to take the place of a newer one, and is looked at again by the
// next who asks.
func (l *Library) keep(book *Book, at time.Time, changes int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case changes == l.changes:
		l.book, l.checked = book, at
	case l.book == nil || l.book.Revision < book.Revision:
		l.book = book
	}
}

// Service answers what is asked of coverage and prepares what is reported.
type Service struct {
	Library *Library
	Tallies Tallies // fast, perhaps behind by what other replicas just wrote
	Journal Journal
	Roll    Roll
	Boards  Boards  // nil: every ranking is computed
	Duties  Duties  // nil: no share of reports can be told
	Reviews Reviews // nil: nobody looks at flagged reports
	// Rests tells a day on which nobody is expected to report; nil: none.
	Rests func(vi.Day) bool
	// Cutoff is until when a report of a day is in time, since its midnight;
	// 0: until its end.
	Cutoff   time.Duration
	Now      func() time.Time
	Location *time.Location
}

// Today is the day it is where days count.
func (s *Service) Today() vi.Day { return vi.DayOf(s.Now(), s.Location) }
