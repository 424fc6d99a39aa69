package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// takeSums claims the kept sums for the new state and tells how far they are.
func (m *amendment) takeSums(ctx context.Context) (rolled coverage.Position, err error) {
	err = m.s.run(ctx, statement{
		text: `UPDATE rolled SET revision = $1 WHERE id = 1 RETURNING seq`, args: []any{m.head.revision},
		each: func(scan scanner) error { return scan(&rolled) },
	})
	return rolled, err
}

// follow brings the kept sums from the old tree to the new one: those of the
// units that gained or lost something below them are computed anew.
func (m *amendment) follow(ctx context.Context, old, tree *place.Tree, rolled coverage.Position) error {
	type spot struct{ unit, day string }
	var spots []spot
	err := m.s.run(ctx, statement{
		text: `SELECT DISTINCT unit, day FROM entries WHERE seq <= $1`, args: []any{int64(rolled)},
		each: func(scan scanner) error {
			var s spot
			err := scan(&s.unit, &s.day)
			spots = append(spots, s)
			return err
		},
	})
	if err != nil {
		return err
	}
	moved := map[place.Code]bool{}
	for _, s := range spots {
		d, err := day(s.day)
		if err != nil {
			return err
		}
		unit := place.Code(s.unit)
		was, is := chain(old, unit, d), chain(tree, unit, d)
		// What counts above an ended unit is less (coverage.Inherited).
		turned := (old.HeirOn(unit, d) == unit) != (tree.HeirOn(unit, d) == unit)
		for _, u := range was {
			if turned || !slices.Contains(is, u) {
				moved[u] = true
			}
		}
		for _, u := range is {
			if turned || !slices.Contains(was, u) {
				moved[u] = true
			}
		}
	}
	if len(moved) == 0 {
		return nil
	}
	m.changes["resummed"] = len(moved)
	return m.l.rebuild(ctx, m.s, tree, rolled, moved)
}

// rebuild computes the sums of some units anew, all where units is nil, inside
// the transaction that changed the tree.
func (l *Ledger) rebuild(ctx context.Context, s session, tree *place.Tree, upTo coverage.Position, units map[place.Code]bool) error {
	anew := sums{}
	for from := coverage.Position(0); from < upTo; {
		var page []coverage.Entry
		if err := s.run(ctx, l.entries(&page, sinceText, int64(from), int64(min(5000, upTo-from)))); err != nil {
			return err
		}
		if len(page) == 0 {
			return fmt.Errorf("entry %d is missing", from+1)
		}
		for _, e := range page {
			spread(tree, e, func(unit place.Code, posts []coverage.Post) {
				if units == nil || units[unit] {
					anew.post(unit, e.Day, posts)
				}
			})
		}
		from = page[len(page)-1].Seq
	}
	writes := dropCums(units)
	for _, unit := range anew.units() {
		for _, r := range carry(nil, anew[unit]) {
			writes = append(writes, cumStatement(unit, r))
		}
	}
	return runMany(ctx, s, writes)
}

func dropCums(units map[place.Code]bool) []statement {
	if units == nil {
		return []statement{{text: `DELETE FROM cum`}}
	}
	var drops []statement
	for _, unit := range slices.Sorted(maps.Keys(units)) {
		drops = append(drops, statement{text: `DELETE FROM cum WHERE unit = $1`, args: []any{string(unit)}})
	}
	return drops
}

// runMany sends statements a thousand at a time.
func runMany(ctx context.Context, s session, statements []statement) error {
	for part := range slices.Chunk(statements, 1000) {
		if err := s.run(ctx, part...); err != nil {
			return err
		}
	}
	return nil
}
