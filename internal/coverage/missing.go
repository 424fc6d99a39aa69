package coverage

import (
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Silent is a village that should have reported and has not.
type Silent struct {
	Unit   place.Code
	Title  string
	Agents []string // who answers for it
	Last   vi.Day   // when the newest report came, zero: never
}

// Silence is who has not reported, within a unit over some days.
type Silence struct {
	Within    place.Code
	From, To  vi.Day
	Villages  []Silent
	Expected  int // villages with a working agent
	Delivered int64
	Due       int64 // unit-days expected: none on days on which nobody works
}

// Missing lists the villages within a unit none of whose days from..to has a
// report, and counts unit-days reported against expected. On days on which
// nobody works nobody is missed.
func (s *Service) Missing(ctx context.Context, within place.Code, from, to vi.Day) (Silence, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Silence{}, err
	}
	villages := b.below(within, place.Village, to)
	if b.Tree.Level(within) == place.Village {
		villages = []place.Code{within}
	}
	agents, err := s.working(ctx, villages)
	if err != nil {
		return Silence{}, err
	}
	sil := Silence{Within: within, From: from, To: to}
	var q query
	var expected []place.Code
	first := map[place.Code]int{}
	for _, v := range villages {
		if len(agents[v]) == 0 {
			continue
		}
		expected = append(expected, v)
		first[v] = len(q.points)
		for day := from - 1; day <= to; day++ {
			q.points = append(q.points, Point{v, Activity, day})
		}
	}
	if err := q.read(ctx, s); err != nil {
		return Silence{}, fmt.Errorf("read the reports within %s: %w", within, err)
	}
	days, working := int(to-from)+1, 0
	for n := range days {
		if !s.rests(from + vi.Day(n)) {
			working++
		}
	}
	sil.Expected, sil.Due = len(expected), int64(len(expected)*working)
	for _, v := range expected {
		heard := false
		for n := range days {
			if q.counts[first[v]+n+1].Reports <= q.counts[first[v]+n].Reports {
				continue
			}
			heard = true // on a free day too
			if !s.rests(from + vi.Day(n)) {
				sil.Delivered++
			}
		}
		if !heard && working > 0 {
			silent := Silent{Unit: v, Title: b.Tree.Title(v), Agents: agents[v]}
			if last := q.counts[first[v]+days].Last; !last.IsZero() {
				silent.Last = min(vi.DayOf(last, s.Location), to)
			}
			sil.Villages = append(sil.Villages, silent)
		}
	}
	return sil, nil
}

// working gives the names of the agents at work in each village: not on
// leave, in training or gone.
func (s *Service) working(ctx context.Context, villages []place.Code) (map[place.Code][]string, error) {
	people, err := s.Roll.Holders(ctx, Agent, villages)
	if err != nil {
		return nil, fmt.Errorf("read the agents of %d villages: %w", len(villages), err)
	}
	agents := map[place.Code][]string{}
	for _, p := range people {
		if p.Status != Active {
			continue
		}
		for _, u := range p.Units(Agent) {
			agents[u] = append(agents[u], p.Name)
		}
	}
	return agents, nil
}

// Responsible gives the officials who answer for a unit, and, where it has
// none, those of the nearest unit above that has.
func (s *Service) Responsible(ctx context.Context, u place.Code) ([]Person, place.Code, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return nil, "", err
	}
	for _, above := range b.Tree.Ancestors(u, s.Today()) {
		people, err := s.Roll.Holders(ctx, Official, []place.Code{above})
		if err != nil {
			return nil, "", fmt.Errorf("read who answers for %s: %w", above, err)
		}
		people = slices.DeleteFunc(people, func(p Person) bool { return p.Status == Gone })
		if len(people) > 0 {
			return people, above, nil
		}
	}
	return nil, "", nil
}
