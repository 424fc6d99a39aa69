package coverage

import (
	"context"
	"fmt"
	"slices"

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
	Row         int   // expected days reported in a row, up to today or yesterday
	RowMore     bool  // the row began before what was looked at
	Rests       bool  // nobody is expected to report today
	Rank, Of    int   // by the month's new people, among the commune's agents
	ToNext      int64 // new people to draw level with the agent right above, 0 for the first
	Quota       []Progress
	Silent      []place.Code // own villages of which nobody has reported today
}

// Own gives a person's own progress on a day.
func (s *Service) Own(ctx context.Context, p Person, day vi.Day) (Own, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Own{}, err
	}
	sums, err := s.daySums(ctx, p.ID, day-rowMost, day)
	if err != nil {
		return Own{}, err
	}
	monday := day - vi.Day((int(day.Weekday())+6)%7)
	o := Own{Day: day, Today: total(sums, "", day, day), Week: total(sums, "", monday, day), Month: total(sums, "", day.MonthStart(), day)}
	o.ReportedNow = reportedOn(sums, day)
	o.Rests = s.rests(day)
	off, err := s.offDays(ctx, b, p)
	if err != nil {
		return Own{}, err
	}
	o.Row, o.RowMore = inARow(sums, day-rowMost, day, off)
	if o.Silent, err = s.unheard(ctx, b, p, day); err != nil {
		return Own{}, err
	}
	for _, d := range Catalogue() {
		for _, t := range b.AgentTargets(p.Name, d.Code, day) {
			if t.Measure != NewOnes || !b.works(p, t.Unit, day) {
				continue
			}
			first, last, err := t.Period.Bounds()
			if err != nil {
				continue
			}
			have := total(sums, d.Code, first, day)
			o.Quota = append(o.Quota, Progress{Target: t, Need: t.People, Have: have, Known: true,
				Gap: max(0, t.People-have), Met: have >= t.People, DaysLeft: int64(last - day)})
		}
	}
	return o, s.rank(ctx, b, p, &o)
}

// works tells whether an agent works in a unit, for a name may be borne twice.
func (b *Book) works(p Person, u place.Code, day vi.Day) bool {
	return u == "" || slices.ContainsFunc(p.Units(Agent), func(own place.Code) bool {
		return b.Tree.Within(own, u, day) || b.Tree.Within(u, own, day)
	})
}

// total sums up the new people of an indicator and its parts, "" for all.
func total(sums []DaySum, i Indicator, from, to vi.Day) int64 {
	var n int64
	for _, d := range sums {
		if from <= d.Day && d.Day <= to && (i == "" || d.Indicator == i || d.Indicator.whole() == i) {
			n += d.New
		}
	}
	return n
}

func reportedOn(sums []DaySum, day vi.Day) bool {
	return slices.ContainsFunc(sums, func(d DaySum) bool { return d.Day == day })
}

// rowMost is how many days back a row of days with reports is followed.
const rowMost = 2 * 366

// inARow counts the days with a report up to today, or, before today's
// report, up to yesterday, and tells whether it may go back beyond first. A day
// on which none was expected breaks no row, and counts where there is a report.
func inARow(sums []DaySum, first, day vi.Day, off func(vi.Day) bool) (n int, more bool) {
	reported := map[vi.Day]bool{}
	for _, d := range sums {
		reported[d.Day] = true
	}
	if !reported[day] {
		day--
	}
	for ; len(sums) > 0 && day >= sums[0].Day; day-- {
		switch {
		case reported[day]:
			n++
		case !off(day):
			return n, false
		}
	}
	return n, n > 0 && day < first
}

// rests tells whether nobody is expected to report on a day.
func (s *Service) rests(day vi.Day) bool { return s.Rests != nil && s.Rests(day) }

// offDays tells on which days nothing is expected of a person: on holidays, and
// where they were on leave, in training, or answered for no village yet.
func (s *Service) offDays(ctx context.Context, b *Book, p Person) (func(vi.Day) bool, error) {
	units := p.Units(Agent)
	if s.Duties == nil || len(units) == 0 {
		return s.rests, nil
	}
	duties, err := s.Duties.Duties(ctx, units)
	if err != nil {
		return nil, fmt.Errorf("read what person %d answered for: %w", p.ID, err)
	}
	r := rosterOf(b, duties, p.ID)
	if len(r.of) == 0 || len(r.wide) > 0 {
		return s.rests, nil
	}
	return func(day vi.Day) bool { return s.rests(day) || !r.works(day) }, nil
}

// works tells whether anybody of a roster is at work anywhere on a day.
func (r roster) works(day vi.Day) bool {
	for _, stints := range r.of {
		if slices.ContainsFunc(stints, func(s stint) bool { return s.from <= day && day <= s.to }) {
			return true
		}
	}
	return false
}

// unheard gives a person's villages of which nobody has reported on a day.
func (s *Service) unheard(ctx context.Context, b *Book, p Person, day vi.Day) ([]place.Code, error) {
	if p.Status != Active || s.rests(day) {
		return nil, nil
	}
	var q query
	var villages []place.Code
	for _, u := range p.Units(Agent) {
		if b.Tree.Level(u) == place.Village && b.Tree.Alive(u, day) {
			villages = append(villages, u)
			q.points = append(q.points, Point{u, Activity, day - 1}, Point{u, Activity, day})
		}
	}
	if err := q.read(ctx, s); err != nil {
		return nil, fmt.Errorf("read the reports of person %d's villages: %w", p.ID, err)
	}
	var silent []place.Code
	for n, u := range villages {
		if q.counts[2*n+1].Reports <= q.counts[2*n].Reports {
			silent = append(silent, u)
		}
	}
	return silent, nil
}

// Ahead tells whether a person is among the upper half of the commune's agents.
func (o Own) Ahead() bool { return 2*o.Rank <= o.Of+1 }

func (s *Service) rank(ctx context.Context, b *Book, p Person, o *Own) error {
	villages := p.Units(Agent)
	if len(villages) == 0 || p.Status != Active {
		return nil // nobody is ranked while away
	}
	commune := b.Above(villages[0], place.Commune, o.Day)
	people, err := s.Roll.Holders(ctx, Agent, b.below(commune, place.Village, o.Day))
	if err != nil {
		return fmt.Errorf("read the agents of %s: %w", commune, err)
	}
	people = slices.DeleteFunc(people, func(other Person) bool { return other.Status != Active })
	sums, err := s.Journal.DaySums(ctx, idsOf(people), o.Day.MonthStart(), o.Day)
	if err != nil {
		return fmt.Errorf("read what the agents of %s reported: %w", commune, err)
	}
	o.Rank, o.Of = 1, len(people)
	for _, other := range people {
		more := total(sums[other.ID], "", o.Day.MonthStart(), o.Day) - o.Month
		if other.ID == p.ID || more <= 0 {
			continue
		}
		if o.Rank++; o.ToNext == 0 || more < o.ToNext {
			o.ToNext = more
		}
	}
	return nil
}

// daySums is what stands of one person's reports, by day.
func (s *Service) daySums(ctx context.Context, p PersonID, from, to vi.Day) ([]DaySum, error) {
	sums, err := s.Journal.DaySums(ctx, []PersonID{p}, from, to)
	if err != nil {
		return nil, fmt.Errorf("read what person %d reported: %w", p, err)
	}
	return sums[p], nil
}

func idsOf(people []Person) []PersonID {
	ids := make([]PersonID, len(people))
	for n, p := range people {
		ids[n] = p.ID
	}
	return ids
}
