package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"baophu/internal/coverage"
)

// Held gives the people whom an amendment's postings by name mean, by name, and
// which of its tallies were counted before.
func (l *Ledger) Held(ctx context.Context, a coverage.Amendment) (coverage.Held, error) {
	var held coverage.Held
	posts := byName(a.People)
	names := slices.Sorted(maps.Keys(posts))
	all, err := namesakes(func(questions ...statement) error {
		for _, q := range questions {
			if err := l.e.query(ctx, q); err != nil {
				return err
			}
		}
		return nil
	}, names, "")
	if err != nil {
		return held, fmt.Errorf("read the people of a file: %w", err)
	}
	for _, n := range names {
		if p := posted(all[n], posts[n]); p.ID != 0 {
			held.People = append(held.People, p)
		}
	}
	held.Sources, err = knownSources(a.Tallies, func(q statement) error { return l.e.query(ctx, q) })
	if err != nil {
		return held, fmt.Errorf("read which tallies were counted: %w", err)
	}
	return held, nil
}
