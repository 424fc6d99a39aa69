package coverage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// AgentScore is one agent of a ranking.
type AgentScore struct {
	Person Person
	Rank   int   // equal numbers share one
	New    int64 // new people reported
	Need   int64 // of the quota of the period, 0 where there is none
	Days   int   // with a report
}

// AgentBoard ranks the agents at work within a unit over some days.
type AgentBoard struct {
	Within   place.Code
	From, To vi.Day
	Scores   []AgentScore
}

// ErrTooMany is a question about more people than are read at once.
var ErrTooMany = errors.New("too many")

// agentsMost is how many agents are ranked together: the days of each are read.
const agentsMost = 600

// Agents ranks the agents with villages within a unit by the new people of an
// indicator ("" is all), or by the share of their quota. ErrTooMany where they
// are to be asked for by commune.
func (s *Service) Agents(ctx context.Context, within place.Code, i Indicator, by By, best bool, from, to vi.Day) (AgentBoard, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return AgentBoard{}, err
	}
	villages := b.below(within, place.Village, to)
	if b.Tree.Level(within) == place.Village {
		villages = []place.Code{within}
	}
	people, err := s.Roll.Holders(ctx, Agent, villages)
	if err != nil {
		return AgentBoard{}, fmt.Errorf("read the agents of %s: %w", within, err)
	}
	people = slices.DeleteFunc(people, func(p Person) bool { return p.Status != Active })
	if len(people) > agentsMost {
		return AgentBoard{}, fmt.Errorf("%d agents of %s: %w", len(people), within, ErrTooMany)
	}
	board := AgentBoard{Within: within, From: from, To: to}
	sums, err := s.Journal.DaySums(ctx, idsOf(people), from, to)
	if err != nil {
		return AgentBoard{}, fmt.Errorf("read what the agents of %s reported: %w", within, err)
	}
	for _, p := range people {
		score := AgentScore{Person: p, New: total(sums[p.ID], i, from, to), Days: reportDays(sums[p.ID])}
		for _, t := range b.AgentTargets(p.Name, i, to) {
			if first, _, err := t.Period.Bounds(); err == nil && t.Measure == NewOnes && first == from && b.works(p, t.Unit, to) {
				score.Need = t.People
			}
		}
		if by != ByPlan || score.Need > 0 {
			board.Scores = append(board.Scores, score)
		}
	}
	board.order(by, best)
	return board, nil
}

func reportDays(sums []DaySum) int {
	days := map[vi.Day]bool{}
	for _, d := range sums {
		days[d.Day] = true
	}
	return len(days)
}

func (a *AgentBoard) order(by By, best bool) {
	compare := func(x, y AgentScore) int {
		c := cmp.Compare(x.New, y.New)
		if by == ByPlan {
			c = compareFractions(x.New, x.Need, y.New, y.Need)
		}
		if best {
			c = -c
		}
		return c
	}
	slices.SortFunc(a.Scores, func(x, y AgentScore) int {
		return cmp.Or(compare(x, y), cmp.Compare(x.Person.Name, y.Person.Name), cmp.Compare(x.Person.ID, y.Person.ID))
	})
	for n := range a.Scores {
		a.Scores[n].Rank = n + 1
		if n > 0 && compare(a.Scores[n-1], a.Scores[n]) == 0 {
			a.Scores[n].Rank = a.Scores[n-1].Rank
		}
	}
}
