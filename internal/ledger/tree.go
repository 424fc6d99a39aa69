package ledger

import (
	"context"
	"fmt"
	"sync"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// trees keeps the tree of the newest state of the records.
type trees struct {
	mu       sync.Mutex
	revision int64
	tree     *place.Tree
}

// tree gives the units' tree of the newest state, and that state's number,
// which is not lower than the one asked for.
func (l *Ledger) tree(ctx context.Context, revision int64) (*place.Tree, int64, error) {
	l.trees.mu.Lock()
	defer l.trees.mu.Unlock()
	if l.trees.tree != nil && l.trees.revision >= revision {
		return l.trees.tree, l.trees.revision, nil
	}
	var units []place.Unit
	var found int64
	err := l.e.snapshot(ctx, func(read func(statement) error) (err error) {
		units, found, err = readUnits(read)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read units: %w", err)
	}
	tree, err := place.NewTree(units, nil)
	if err != nil {
		return nil, 0, fmt.Errorf("units of state %d: %w", found, err)
	}
	l.trees.tree, l.trees.revision = tree, found
	return tree, found, nil
}

// chain gives the units whose sums an entry adds to: its own and all above.
func chain(t *place.Tree, unit place.Code, day vi.Day) []place.Code {
	if codes := t.Counted(unit, day); len(codes) > 0 {
		return codes
	}
	return []place.Code{unit} // not imported yet
}

// spread hands on what an entry adds to each unit it counts in.
func spread(t *place.Tree, e coverage.Entry, post func(unit place.Code, posts []coverage.Post)) {
	posts := e.Posts()
	above := posts
	if t.HeirOn(e.Unit, e.Day) != e.Unit {
		above = coverage.Inherited(posts)
	}
	for _, unit := range chain(t, e.Unit, e.Day) {
		if unit == e.Unit {
			post(unit, posts)
			continue
		}
		post(unit, above)
	}
}
