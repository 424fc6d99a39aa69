package schedule

import (
	"context"
	"errors"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Do makes one run, as the loop does.
func (s *Schedule) Do(ctx context.Context, r Run) error {
	if err := s.do(ctx, r); !errors.Is(err, errNowhere) {
		return err
	}
	return nil
}

// Due gives the runs that are due, of every timetable.
func (s *Schedule) Due(ctx context.Context, now time.Time) ([]Run, error) { return s.due(ctx, now) }

// DigestOf gives the days of which a digest may tell on a day.
func DigestOf(every coverage.Cadence, day vi.Day) (name string, from, to vi.Day, ok bool) {
	p, ok := digestOf(every, day)
	return p.name, p.from, p.to, ok
}
