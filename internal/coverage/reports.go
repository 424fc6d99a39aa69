package coverage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"baophu/internal/place"
)

// Report is one report as it is shown to whoever asks for it: what it brought,
// what it took back, and what became of it since.
type Report struct {
	Number  int64
	By      PersonID
	At      time.Time
	Cause   Cause
	Brought []Entry // its own lines, standing or not
	Back    []Entry // of a correction: the lines that it took back, as they were
	Gone    []Entry // by which its lines were taken back since, the newest last
	Review  *Review // what was said of it, where it was flagged and looked at
}

// Stands tells whether anything of the report counts still.
func (r Report) Stands() bool { return len(r.Brought) > len(r.Gone) }

// Corrects gives the numbers of the reports whose lines it took back.
func (r Report) Corrects() []int64 {
	var numbers []int64
	for _, e := range r.Back {
		if !slices.Contains(numbers, e.Report) {
			numbers = append(numbers, e.Report)
		}
	}
	return numbers
}

// Units gives the units that the report is about.
func (r Report) Units() []place.Code {
	var units []place.Code
	for _, e := range slices.Concat(r.Brought, r.Back) {
		if !slices.Contains(units, e.Unit) {
			units = append(units, e.Unit)
		}
	}
	return units
}

// Reports gives a person's latest reports and corrections, newest first, at
// most limit; history that was imported is none.
func (s *Service) Reports(ctx context.Context, person PersonID, limit int) ([]Report, error) {
	groups, err := s.Journal.By(ctx, person, limit)
	if err != nil {
		return nil, fmt.Errorf("read the latest reports of person %d: %w", person, err)
	}
	groups = slices.DeleteFunc(groups, imported)
	return s.told(ctx, groups)
}

// Report gives one report by its number; ErrUnknown.
func (s *Service) Report(ctx context.Context, number int64) (Report, error) {
	entries, err := s.Journal.Report(ctx, number)
	if err == nil && (len(entries) == 0 || imported(entries)) {
		err = ErrUnknown
	}
	if err != nil {
		if errors.Is(err, ErrUnknown) {
			return Report{}, ErrUnknown
		}
		return Report{}, fmt.Errorf("read report %d: %w", number, err)
	}
	reports, err := s.told(ctx, [][]Entry{entries})
	if err != nil {
		return Report{}, err
	}
	return reports[0], nil
}

// told finds out what became of reports, by one reading of the entries around
// them.
func (s *Service) told(ctx context.Context, groups [][]Entry) ([]Report, error) {
	units, from, to := Draft{TakeBack: slices.Concat(groups...)}.reach()
	if len(units) == 0 {
		return nil, nil
	}
	all, err := s.Journal.Entries(ctx, units, from, to)
	if err != nil {
		return nil, fmt.Errorf("read the entries around reports: %w", err)
	}
	all = merge(all, slices.Concat(groups...))
	bySeq, goneBy := map[Position]Entry{}, map[Position]Entry{}
	for _, e := range all {
		bySeq[e.Seq] = e
		if e.Reverses != 0 {
			goneBy[e.Reverses] = e
		}
	}
	var reports []Report
	for _, entries := range groups {
		r := Report{Number: entries[0].Report, By: entries[0].By, At: entries[0].At, Cause: entries[0].Cause}
		for _, e := range entries {
			if e.Cause == Overruled {
				r.Cause = Overruled
			}
			if e.Reverses != 0 {
				if was, ok := bySeq[e.Reverses]; ok {
					r.Back = append(r.Back, was)
				}
				continue
			}
			r.Brought = append(r.Brought, e)
			if by, ok := goneBy[e.Seq]; ok {
				r.Gone = append(r.Gone, by)
			}
		}
		slices.SortFunc(r.Gone, func(a, b Entry) int { return int(a.Seq - b.Seq) })
		reports = append(reports, r)
	}
	return reports, s.reviewOf(ctx, reports)
}
