package coverage

import (
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Reported is what stands of a person's reports of one day.
type Reported struct {
	Day   vi.Day
	Any   bool   // a report stands, of nothing perhaps
	Rests bool   // none was expected of anybody
	Lines []Line // by village, insurance and kind; none of nothing
}

// History gives what a person reported on each of the days from..to, of the
// villages they have or had in their latest reports.
func (s *Service) History(ctx context.Context, p Person, from, to vi.Day) ([]Reported, error) {
	reports, err := s.Journal.By(ctx, p.ID, 10*recentReports)
	if err != nil {
		return nil, fmt.Errorf("read what person %d reported: %w", p.ID, err)
	}
	units := slices.Clone(p.Units(Agent))
	for _, e := range slices.Concat(reports...) {
		if !slices.Contains(units, e.Unit) {
			units = append(units, e.Unit)
		}
	}
	standing, err := s.ownStanding(ctx, p.ID, units, from, to)
	if err != nil {
		return nil, err
	}
	days := make([]Reported, to-from+1)
	for n := range days {
		days[n].Day = from + vi.Day(n)
		days[n].Rests = s.rests(days[n].Day)
	}
	for _, e := range standing {
		d := &days[e.Day-from]
		d.Any = true
		if e.Kind != Zero && e.Count != 0 {
			// How it was paid for is not asked here.
			d.Lines = addLine(d.Lines, Entry{Unit: e.Unit, Indicator: e.Indicator, Kind: e.Kind, Day: e.Day, Count: e.Count})
		}
	}
	return days, nil
}

// SumOf gives how many people of a kind the days hold.
func SumOf(days []Reported, kind Kind) int64 {
	var n int64
	for _, d := range days {
		for _, l := range d.Lines {
			if l.Kind == kind {
				n += l.Count
			}
		}
	}
	return n
}

// UnitsOf gives the units that the days speak of, in their order.
func UnitsOf(lines []Line) []place.Code {
	var units []place.Code
	for _, l := range lines {
		if !slices.Contains(units, l.Unit) {
			units = append(units, l.Unit)
		}
	}
	return units
}
