package ledger

import (
	"context"
	"fmt"
	"slices"

	"baophu/internal/coverage"
)

// Held gives the people of exactly the names that an amendment posts, of each
// name in the order of their numbers, and which of its tallies were counted before.
func (l *Ledger) Held(ctx context.Context, a coverage.Amendment) (coverage.Held, error) {
	var held coverage.Held
	var names []string
	for _, p := range a.People {
		names = append(names, personName(p.Name))
	}
	slices.Sort(names)
	for part := range slices.Chunk(slices.Compact(names), unitsAtOnce) {
		args := make([]any, len(part))
		for i, n := range part {
			args[i] = n
		}
		err := l.e.query(ctx, statement{
			text: `SELECT ` + personColumns + personFrom + `WHERE p.name IN (` + list(1, len(part)) + `)` + personOrder,
			args: args, each: people(&held.People),
		})
		if err != nil {
			return held, fmt.Errorf("read the people of a file: %w", err)
		}
	}
	var err error
	held.Sources, err = knownSources(a.Tallies, func(q statement) error { return l.e.query(ctx, q) })
	if err != nil {
		return held, fmt.Errorf("read which tallies were counted: %w", err)
	}
	return held, nil
}
