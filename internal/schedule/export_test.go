package schedule

import "context"

// Do makes one run, as the loop does.
func (s *Schedule) Do(ctx context.Context, r Run) error { return s.do(ctx, r) }
