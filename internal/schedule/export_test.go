package schedule

import (
	"context"
	"errors"
	"time"
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
