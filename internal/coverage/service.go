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

	mu      sync.Mutex // guards book and checked
	book    *Book
	checked time.Time
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

// Refresh makes the next Book look at the revision, whatever its age.
func (l *Library) Refresh() {
	l.mu.Lock()
	l.checked = time.Time{}
	l.mu.Unlock()
}

func (l *Library) renew(ctx context.Context, old *Book) (*Book, error) {
	fresh, err, _ := l.fetch.Do("book", func() (any, error) {
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
	l.mu.Lock()
	l.book, l.checked = book, at
	l.mu.Unlock()
	return book, nil
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
