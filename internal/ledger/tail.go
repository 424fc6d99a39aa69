package ledger

import (
	"context"
	"fmt"
	"sync"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// tail is what this process holds of the sums in memory: what the entries
// beyond the kept sums come to, and the whole sums of what was asked lately.
// Both are carried on entry by entry; neither is ever more than what could be
// read from the database anew.
type tail struct {
	mu       sync.Mutex
	revision int64             // whose tree it follows
	base, to coverage.Position // sums holds the entries after base up to and with to
	sums     sums

	warm   map[place.Code]map[vi.Day]totals // up to and with warmTo
	warmTo coverage.Position
	warmed int // how many sums are warm
}

const (
	// tailPage is how many entries are read at once to catch up.
	tailPage = 5000
	// warmMost bounds the warm sums, each about half a kilobyte; it is enough
	// for a ranking of ten times the country's communes.
	warmMost = 40_000
	// warmBehind is how many entries warm sums may be behind and still be
	// carried on rather than read anew.
	warmBehind = 50_000
)

// cold marks the spots of a view that must be read.
func (t *tail) cold(v *view) {
	t.mu.Lock()
	defer t.mu.Unlock()
	v.cold = make([]bool, len(v.spots))
	for i, s := range v.spots {
		_, warm := t.warm[s.unit][s.day]
		v.cold[i] = !warm
	}
}

// answer fills the view's counts up to the newest entry known here, and gives
// that one's number: entries never change, so those committed after the view
// was read only make it newer.
func (t *tail) answer(ctx context.Context, v *view) (coverage.Position, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.revision > v.revision || t.revision == v.revision && t.base > v.rolled {
		return 0, errConflict // others have seen newer sums: read again
	}
	if t.revision != v.revision || t.warm == nil {
		t.revision, t.base, t.to, t.sums = v.revision, v.rolled, v.rolled, sums{}
		t.chill()
	}
	if t.base != v.rolled {
		t.base, t.to, t.sums = v.rolled, v.rolled, sums{}
	}
	if t.warmed > warmMost || t.to-t.warmTo > warmBehind {
		t.chill()
	}
	if err := t.catchUp(ctx, v.l, max(v.head, v.l.recent.newest(), t.warmTo)); err != nil {
		t.warm = nil // it may be half done: begin anew
		return 0, err
	}
	sums, err := t.take(v)
	if err != nil {
		return 0, err
	}
	for i, p := range v.points {
		v.counts[i] = sums[v.at[i]].of(p.Indicator)
	}
	return t.to, nil
}

// chill forgets the warm sums. Whoever counts on them reads again.
func (t *tail) chill() {
	t.warm, t.warmed, t.warmTo = map[place.Code]map[vi.Day]totals{}, 0, t.to
}

// catchUp adds the entries up to head.
func (t *tail) catchUp(ctx context.Context, l *Ledger, head coverage.Position) error {
	from := min(t.to, t.warmTo)
	if from >= head {
		return nil
	}
	tree, found, err := l.tree(ctx, t.revision)
	if err != nil {
		return err
	}
	if found != t.revision {
		return errConflict
	}
	for from < head {
		page, err := l.after(ctx, from, min(head, from+tailPage))
		if err != nil {
			return err
		}
		if len(page) == 0 {
			return fmt.Errorf("entry %d is missing", from+1)
		}
		for _, e := range page {
			t.add(tree, e)
		}
		from = page[len(page)-1].Seq
		l.recent.add(page) // for the next who asks, where another process wrote them
	}
	t.to, t.warmTo = from, from
	return nil
}

func (t *tail) add(tree *place.Tree, e coverage.Entry) {
	spread(tree, e, func(unit place.Code, posts []coverage.Post) {
		if e.Seq > t.to {
			t.sums.post(unit, e.Day, posts)
		}
		if e.Seq <= t.warmTo {
			return
		}
		days := t.warm[unit]
		for day, sum := range days {
			if day >= e.Day {
				days[day] = sum.with(posts)
			}
		}
	})
}

// take gives the whole sum of each spot of a view, and keeps warm what was
// read for it.
func (t *tail) take(v *view) ([]totals, error) {
	whole := make([]totals, len(v.spots))
	for i, s := range v.spots {
		if !v.cold[i] {
			warm, ok := t.warm[s.unit][s.day]
			if !ok {
				return nil, errConflict // another reader's turn has chilled it
			}
			whole[i] = warm
			continue
		}
		kept, err := v.l.decode(v.sums[i])
		if err != nil {
			return nil, err
		}
		for day, sum := range t.sums[s.unit] {
			if day <= s.day {
				kept = kept.with(sum)
			}
		}
		whole[i] = kept
		if t.warm[s.unit] == nil {
			t.warm[s.unit] = map[vi.Day]totals{}
		}
		t.warm[s.unit][s.day] = kept
		t.warmed++
	}
	return whole, nil
}
