package coverage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// recentReports is how many of a person's latest reports are looked at.
const recentReports = 12

// LastDay gives what stands of a person's latest day with a report before a
// day, figure by figure: what another day like it would be. Lines that are the
// same but for their number are one. None where nothing stands.
func (s *Service) LastDay(ctx context.Context, p PersonID, before vi.Day) ([]Line, error) {
	return s.lastDay(ctx, p, before, func(Entry) bool { return true })
}

// LastDayIn is LastDay of one unit alone; none where the person has reported
// for it on the day itself, which is then no day to be begun like another.
func (s *Service) LastDayIn(ctx context.Context, p PersonID, u place.Code, before vi.Day) ([]Line, error) {
	today, err := s.ownStanding(ctx, p, []place.Code{u}, before, before)
	if err != nil || len(today) > 0 {
		return nil, err
	}
	return s.lastDay(ctx, p, before, func(e Entry) bool { return e.Unit == u })
}

func (s *Service) lastDay(ctx context.Context, p PersonID, before vi.Day, picks func(Entry) bool) ([]Line, error) {
	reports, err := s.Journal.By(ctx, p, recentReports)
	if err != nil {
		return nil, fmt.Errorf("read what person %d reported: %w", p, err)
	}
	var last vi.Day
	var units []place.Code
	for _, e := range InForce(slices.Concat(reports...)) {
		if e.Day >= before || !e.usual() || e.By != p || !picks(e) {
			continue
		}
		last = max(last, e.Day)
		units = append(units, e.Unit)
	}
	standing, err := s.ownStanding(ctx, p, units, last, last)
	var lines []Line
	for _, e := range standing {
		if e.usual() {
			lines = addLine(lines, e)
		}
	}
	return lines, err
}

// ownStanding gives a person's own entries of units and days that stand,
// whoever took back others.
func (s *Service) ownStanding(ctx context.Context, p PersonID, units []place.Code, from, to vi.Day) ([]Entry, error) {
	if len(units) == 0 {
		return nil, nil
	}
	entries, err := s.Journal.Entries(ctx, units, from, to)
	if err != nil {
		return nil, fmt.Errorf("read the days of person %d: %w", p, err)
	}
	return slices.DeleteFunc(InForce(entries), func(e Entry) bool { return e.By != p }), nil
}

// usual tells whether an entry is such as may come again another day.
func (e Entry) usual() bool {
	switch e.Kind {
	case New, Renewed, Lapsed, Visited, Zero:
		return true
	}
	return false
}

func addLine(lines []Line, e Entry) []Line {
	l := Line{Unit: e.Unit, Indicator: e.Indicator, Kind: e.Kind, Day: e.Day, Reason: e.Reason, Months: e.Months, Tag: e.Tag}
	for i, have := range lines {
		have.Count = 0
		if have == l {
			lines[i].Count += e.Count
			return lines
		}
	}
	l.Count = e.Count
	return append(lines, l)
}

// Same gives the number and time of a report that a person made since a
// moment, of exactly the figures of a draft, and which stands; 0 for none.
func (s *Service) Same(ctx context.Context, d Draft, since time.Time) (report int64, at time.Time, err error) {
	units, from, to := d.reach()
	standing, err := s.ownStanding(ctx, d.Person.ID, units, from, to)
	if err != nil {
		return 0, time.Time{}, err
	}
	of, came := map[int64][]Line{}, map[int64]time.Time{}
	for _, e := range standing {
		if !e.At.Before(since) {
			of[e.Report], came[e.Report] = addLine(of[e.Report], e), e.At
		}
	}
	for number, lines := range of {
		if len(lines) == len(d.Lines) && !slices.ContainsFunc(d.Lines, func(l Line) bool { return !slices.Contains(lines, l) }) {
			report = max(report, number)
		}
	}
	return report, came[report], nil
}
