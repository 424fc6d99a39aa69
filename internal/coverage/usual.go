package coverage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baophu/internal/vi"
)

// recentReports is how many of a person's latest reports are looked at.
const recentReports = 12

// LastDay gives what stands of a person's latest day with a report before a
// day, figure by figure: what another day like it would be. Lines that are the
// same but for their number are one. None where nothing stands.
func (s *Service) LastDay(ctx context.Context, p PersonID, before vi.Day) ([]Line, error) {
	reports, err := s.Journal.By(ctx, p, recentReports)
	if err != nil {
		return nil, fmt.Errorf("read what person %d reported: %w", p, err)
	}
	var last vi.Day
	standing := standingOf(reports, p)
	for _, e := range standing {
		if e.Day < before && e.usual() {
			last = max(last, e.Day)
		}
	}
	var lines []Line
	for _, e := range standing {
		if e.Day == last && e.usual() {
			lines = addLine(lines, e)
		}
	}
	return lines, nil
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
	reports, err := s.Journal.By(ctx, d.Person.ID, recentReports)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("read what person %d reported: %w", d.Person.ID, err)
	}
	standing := standingOf(reports, d.Person.ID)
	for _, r := range reports {
		var lines []Line
		for _, e := range standing {
			if e.Report == r[0].Report && !e.At.Before(since) {
				lines = addLine(lines, e)
				at = e.At
			}
		}
		if len(lines) > 0 && len(lines) == len(d.Lines) && !slices.ContainsFunc(d.Lines, func(l Line) bool { return !slices.Contains(lines, l) }) {
			return r[0].Report, at, nil
		}
	}
	return 0, time.Time{}, nil
}

// standingOf gives a person's own entries of some reports that stand, as far
// as these reports tell, in the ledger's order.
func standingOf(reports [][]Entry, p PersonID) []Entry {
	all := slices.Concat(reports...)
	slices.SortFunc(all, func(a, b Entry) int { return int(a.Seq - b.Seq) })
	return slices.DeleteFunc(InForce(all), func(e Entry) bool { return e.By != p })
}
