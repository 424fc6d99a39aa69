package ledger

import (
	"context"
	"fmt"
	"sync"

	"baophu/internal/coverage"
)

// tail is what the entries beyond the kept sums come to, added up in memory
// and carried on from reading to reading.
type tail struct {
	mu       sync.Mutex
	revision int64             // whose tree it follows
	base, to coverage.Position // it holds the entries after base up to and with to
	sums     sums
}

// tailPage is how many entries are read at once to catch up.
const tailPage = 5000

// addTo adds to a view the entries that its kept sums lack, up to the newest
// known here, and gives that one's number: entries never change, so those
// committed after the view was read only make it newer.
func (t *tail) addTo(ctx context.Context, v *view) (coverage.Position, error) {
	if v.rolled == v.head && v.l.recent.newest() <= v.head {
		return v.head, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.revision > v.revision || t.revision == v.revision && t.base > v.rolled {
		return 0, errConflict // others have seen newer sums: read again
	}
	if t.revision != v.revision || t.base != v.rolled || t.sums == nil {
		t.revision, t.base, t.to, t.sums = v.revision, v.rolled, v.rolled, sums{}
	}
	if err := t.catchUp(ctx, v.l, max(v.head, v.l.recent.newest())); err != nil {
		t.sums = nil // it may be half done
		return 0, err
	}
	for i, p := range v.points {
		for day, sum := range t.sums[p.Unit] {
			if day <= p.Day {
				v.counts[i] = v.counts[i].Plus(sum.of(p.Indicator))
			}
		}
	}
	return t.to, nil
}

func (t *tail) catchUp(ctx context.Context, l *Ledger, head coverage.Position) error {
	if t.to >= head {
		return nil
	}
	tree, found, err := l.tree(ctx, t.revision)
	if err != nil {
		return err
	}
	if found != t.revision {
		return errConflict
	}
	for t.to < head {
		page, err := l.after(ctx, t.to, min(head, t.to+tailPage))
		if err != nil {
			return err
		}
		if len(page) == 0 {
			return fmt.Errorf("entry %d is missing", t.to+1)
		}
		for _, e := range page {
			t.sums.add(tree, e)
		}
		t.to = page[len(page)-1].Seq
		l.recent.add(page) // for the next who asks, where another process wrote them
	}
	return nil
}
