package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// AgentShare is the share of days reported of one agent's villages.
type AgentShare struct {
	Person Person
	Share
}

// sharesMost is how many agents are asked about together: each is a reading.
const sharesMost = 100

// CompletenessOfAgents gives the shares of the agents of villages within a
// unit, of their villages there, best or worst first, without those of whom
// nothing was expected. ErrTooMany where they are to be asked for by commune.
func (s *Service) CompletenessOfAgents(ctx context.Context, within place.Code, from, to vi.Day, timely, best bool) ([]AgentShare, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	villages := b.below(within, place.Village, to)
	if b.Tree.Level(within) == place.Village {
		villages = []place.Code{within}
	}
	people, err := s.Roll.Holders(ctx, Agent, villages)
	if err != nil {
		return nil, fmt.Errorf("read the agents of %s: %w", within, err)
	}
	if len(people) > sharesMost {
		return nil, fmt.Errorf("%d agents of %s: %w", len(people), within, ErrTooMany)
	}
	var shares []AgentShare
	for _, p := range people {
		if p.Status == Gone {
			continue
		}
		there := p
		there.Grants = slices.DeleteFunc(slices.Clone(p.Grants), func(g Grant) bool { return g.Role == Agent && !slices.Contains(villages, g.Unit) })
		share, err := s.CompletenessOf(ctx, there, from, to)
		if err != nil {
			return nil, err
		}
		if share.Due > 0 {
			shares = append(shares, AgentShare{p, share})
		}
	}
	slices.SortFunc(shares, func(x, y AgentShare) int {
		byRate := cmp.Compare(x.Of(timely)*y.Due, y.Of(timely)*x.Due)
		if best {
			byRate = -byRate
		}
		return cmp.Or(byRate, cmp.Compare(x.Person.Name, y.Person.Name), cmp.Compare(x.Person.ID, y.Person.ID))
	})
	return shares, nil
}
