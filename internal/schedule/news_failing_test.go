package schedule_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/logtest"
	"baophu/internal/place"
	"baophu/internal/schedule"
)

// spoilt cannot keep how one unit was seen.
type spoilt struct {
	*ledger.Ledger
	unit  place.Code
	looks atomic.Int64
}

func (l *spoilt) Sight(ctx context.Context, s coverage.Sighting, alerts []coverage.Alert) error {
	if s.Unit == l.unit {
		return errTorn
	}
	return l.Ledger.Sight(ctx, s, alerts)
}

func (l *spoilt) Followers(ctx context.Context) ([]coverage.Follower, error) {
	l.looks.Add(1)
	return l.Ledger.Followers(ctx)
}

// newsOf is a schedule whose news are kept by l.
func (s *town) newsOf(l *spoilt) *schedule.Schedule {
	service := &coverage.Service{Library: coverage.NewLibrary(l, s.now), Tallies: l, Journal: l, Roll: l, Now: s.now, Location: hanoi}
	return schedule.New(schedule.Options{Service: service, Ledger: l.Ledger, Timetable: schedule.Usual(), Calendar: schedule.Vietnam(),
		Logger: logtest.Quiet(s.t), News: l, Organiser: l})
}

// A unit that cannot be looked at keeps no news of others from being told.
func TestOneUnitThatFailsHoldsNoNewsUp(t *testing.T) {
	t.Parallel()
	for name, every := range map[string]coverage.Cadence{"alert": coverage.AlertsOnly, "digest": coverage.Daily} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, l := followed(t, ledgertest.Engines(t)[0], every)
			for n := range 3 { // looked at in any order
				s.follow(l, "Hà", village(sinh, n+1), coverage.AlertsOnly)
			}
			news := s.newsOf(&spoilt{Ledger: l, unit: village(sinh, 2)})
			s.on(20, "18:00:00")
			if err := news.Tell(t.Context()); !errors.Is(err, errTorn) {
				t.Fatalf("told with %v", err)
			}
			s.told(l)
			s.tally(l, coverage.Lapsed, 60)
			if s.on(20, "18:20:00"); every == coverage.Daily {
				s.on(23, "08:30:00")
			}
			if err := news.Tell(t.Context()); !errors.Is(err, errTorn) {
				t.Fatalf("told with %v", err)
			}
			if s.only(l, "Hà") == "" {
				t.Error("nothing is told")
			}
		})
	}
}

// What fails is tried again with growing pauses, not at every turn.
func TestFailingNewsAreTriedAgainRarely(t *testing.T) {
	t.Parallel()
	s, l := followed(t, ledgertest.Engines(t)[0], coverage.AlertsOnly)
	s.on(20, "10:00:01")
	kept := &spoilt{Ledger: l, unit: sinh}
	news := s.newsOf(kept)
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		began, from := time.Now(), s.at.Load()
		go func() {
			for ctx.Err() == nil {
				s.at.Store(from + time.Since(began).Milliseconds())
				time.Sleep(time.Second)
			}
		}()
		go func() { _ = news.Run(ctx) }()
		time.Sleep(9 * time.Minute) // within one slot
		stop()
		time.Sleep(2 * time.Second) // both end
	})
	if n := kept.looks.Load(); n < 3 || n > 7 {
		t.Errorf("looked %d times in nine minutes", n)
	}
}
