package coverage

import (
	"context"
	"fmt"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Own is an agent's own progress.
type Own struct {
	Day         vi.Day
	Today       int64 // new people reported today
	Week        int64 // since Monday
	Month       int64 // since the 1st
	ReportedNow bool  // a report stands for today
	Row         int   // days reported in a row, up to today or yesterday
	Rank, Of    int   // by the month's new people, among the commune's agents
	Quota       []Progress
}

// Own gives a person's own progress on a day.
func (s *Service) Own(ctx context.Context, p Person, day vi.Day) (Own, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Own{}, err
	}
	yearStart := day.YearStart()
	sums, err := s.Journal.DaySums(ctx, p.ID, min(yearStart, day-60), day)
	if err != nil {
		return Own{}, fmt.Errorf("read what person %d reported: %w", p.ID, err)
	}
	monday := day - vi.Day((int(day.Weekday())+6)%7)
	o := Own{Day: day, Today: sums[day], Week: total(sums, monday, day), Month: total(sums, day.MonthStart(), day)}
	_, o.ReportedNow = sums[day]
	o.Row = inARow(sums, day)
	for _, d := range Catalogue() {
		for _, t := range b.AgentTargets(p.Name, d.Code, day) {
			if t.Measure != NewOnes {
				continue
			}
			first, last, err := t.Period.Bounds()
			if err != nil {
				continue
			}
			have := total(sums, first, day)
			o.Quota = append(o.Quota, Progress{Target: t, Need: t.People, Have: have, Known: true,
				Gap: max(0, t.People-have), Met: have >= t.People, DaysLeft: int64(last - day)})
		}
	}
	return o, s.rank(ctx, b, p, &o)
}

func total(sums map[vi.Day]int64, from, to vi.Day) int64 {
	var n int64
	for d, people := range sums {
		if from <= d && d <= to {
			n += people
		}
	}
	return n
}

// inARow counts the days with a report up to today, or, before today's
// report, up to yesterday.
func inARow(sums map[vi.Day]int64, day vi.Day) int {
	if _, ok := sums[day]; !ok {
		day--
	}
	n := 0
	for ; ; day-- {
		if _, ok := sums[day]; !ok {
			return n
		}
		n++
	}
}

func (s *Service) rank(ctx context.Context, b *Book, p Person, o *Own) error {
	villages := p.Units(Agent)
	if len(villages) == 0 {
		return nil
	}
	commune := b.Above(villages[0], place.Commune, o.Day)
	people, err := s.Roll.Holders(ctx, Agent, b.below(commune, place.Village, o.Day))
	if err != nil {
		return fmt.Errorf("read the agents of %s: %w", commune, err)
	}
	o.Rank = 1
	for _, other := range people {
		if other.Status != Active {
			continue
		}
		o.Of++
		if other.ID == p.ID {
			continue
		}
		sums, err := s.Journal.DaySums(ctx, other.ID, o.Day.MonthStart(), o.Day)
		if err != nil {
			return fmt.Errorf("read what person %d reported: %w", other.ID, err)
		}
		if total(sums, o.Day.MonthStart(), o.Day) > o.Month {
			o.Rank++
		}
	}
	return nil
}
