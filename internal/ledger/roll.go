package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Entries are rolled up late and many at once, since the more there are the
// fewer rows each of them costs; until then readings add them up in memory.
const (
	rollPause  = 2 * time.Second
	rollEnough = 4096 // so many do not wait
	// rollMost is how many entries one roll takes: it bounds how long SQLite's
	// one writer is away from the committer.
	rollMost = 8192
)

const (
	putCum = `INSERT INTO cum (unit, day, sums) VALUES ($1, $2, $3) ON CONFLICT (unit, day) DO UPDATE SET sums = excluded.sums`

	moveRolled = `UPDATE rolled SET seq = $1 WHERE id = 1 AND seq = $2 AND revision = $3 RETURNING seq`
)

// errConflict is a roll that another process was quicker to do.
var errConflict = errors.New("rolled elsewhere")

// keepRolling rolls whenever there is something, until the ledger closes.
func (l *Ledger) keepRolling() {
	tick := time.NewTicker(rollPause)
	defer tick.Stop()
	for {
		select {
		case <-tick.C: // perhaps another process's entries, too
		case <-l.wake: // there are enough
		case <-l.ctx.Done():
			return
		}
		if err := l.Roll(l.ctx); err != nil && l.ctx.Err() == nil {
			l.log.Warn("sums fall behind", "error", err)
		}
	}
}

// Roll brings the kept sums up to the newest entry there is.
func (l *Ledger) Roll(ctx context.Context) error {
	for more := true; more; {
		var err error
		if more, err = l.rollOnce(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rollOnce adds up to rollMost entries to the kept sums, and tells whether
// there were more.
func (l *Ledger) rollOnce(ctx context.Context) (more bool, err error) {
	l.roll.Lock()
	defer l.roll.Unlock()
	var from, head coverage.Position
	var revision int64
	err = l.e.query(ctx, statement{
		text: `SELECT rolled.seq, rolled.revision, head.seq FROM rolled, head`,
		each: func(scan scanner) error { return scan(&from, &revision, &head) },
	})
	if err != nil || from >= head {
		return false, err
	}
	added, to, err := l.addUp(ctx, from, min(head, from+rollMost), revision)
	if err == nil {
		l.newest.at(from, revision)
		err = l.move(ctx, added, from, to, revision)
	}
	if err != nil {
		l.newest.forget() // whether it happened or not
	}
	switch {
	case errors.Is(err, errConflict):
		return true, nil // look again
	case err != nil:
		return false, fmt.Errorf("roll sums up: %w", err)
	}
	l.newest.from = to
	l.rolled.Store(int64(to))
	return to < head, nil
}

// addUp gives what the entries after from, up to and with the one it names,
// come to under the tree of a state of the records.
func (l *Ledger) addUp(ctx context.Context, from, end coverage.Position, revision int64) (sums, coverage.Position, error) {
	entries, err := l.after(ctx, from, end)
	if err != nil {
		return nil, 0, err
	}
	if len(entries) == 0 {
		return nil, 0, fmt.Errorf("entry %d is missing", from+1)
	}
	tree, found, err := l.tree(ctx, revision)
	if err != nil {
		return nil, 0, err
	}
	if found != revision {
		return nil, 0, errConflict // amended meanwhile
	}
	added := sums{}
	for _, e := range entries {
		added.add(tree, e)
	}
	return added, entries[len(entries)-1].Seq, nil
}

// move adds to the kept sums what brings them from one entry to another,
// unless another process has.
func (l *Ledger) move(ctx context.Context, added sums, from, to coverage.Position, revision int64) error {
	writes, err := l.absolute(ctx, added)
	if err != nil {
		return err
	}
	return l.e.atomically(ctx, func(s session) error {
		if err := takeRolled(ctx, s, from, to, revision); err != nil {
			return err
		}
		return s.run(ctx, writes...)
	})
}

// takeRolled moves the mark of how far sums have come, unless it has moved.
func takeRolled(ctx context.Context, s session, from, to coverage.Position, revision int64) error {
	moved := false
	err := s.run(ctx, statement{
		text: moveRolled, args: []any{int64(to), int64(from), revision},
		each: func(scan scanner) error {
			moved = true
			var seq int64
			return scan(&seq)
		},
	})
	if err == nil && !moved {
		return errConflict
	}
	return err
}

// after gives the entries beyond pos up to and with end.
func (l *Ledger) after(ctx context.Context, pos, end coverage.Position) ([]coverage.Entry, error) {
	if entries, ok := l.recent.between(pos, end); ok {
		return entries, nil
	}
	return l.Since(ctx, pos, int(end-pos))
}

// newest remembers the newest kept row of units that this process wrote, so
// that it need not read them to write the next. It is used under Ledger.roll.
type newest struct {
	from     coverage.Position // the kept sums are up to here
	revision int64
	rows     map[place.Code]row
}

// newestMost bounds the rows remembered, about half a kilobyte each.
const newestMost = 40_000

// at forgets everything unless it is of this state of the kept sums.
func (n *newest) at(from coverage.Position, revision int64) {
	if n.from != from || n.revision != revision || len(n.rows) > newestMost || n.rows == nil {
		*n = newest{from: from, revision: revision, rows: map[place.Code]row{}}
	}
}

func (n *newest) forget() { n.rows = nil }

// absolute gives the writes that add to the kept sums.
func (l *Ledger) absolute(ctx context.Context, added sums) ([]statement, error) {
	units := added.units()
	kept := make(map[place.Code][]row, len(units))
	var unknown []place.Code
	for _, unit := range units {
		if r, ok := l.newest.rows[unit]; ok && r.day <= firstDay(added[unit]) {
			kept[unit] = []row{r}
		} else {
			unknown = append(unknown, unit)
		}
	}
	if err := l.readKept(ctx, unknown, added, kept); err != nil {
		return nil, err
	}
	writes := make([]statement, 0, len(units))
	for _, unit := range units {
		changed := carry(kept[unit], added[unit])
		for _, r := range changed {
			writes = append(writes, cumStatement(unit, r))
		}
		l.newest.rows[unit] = changed[len(changed)-1]
	}
	return writes, nil
}

func firstDay(days map[vi.Day]totals) vi.Day { return slices.Min(slices.Collect(maps.Keys(days))) }

func cumStatement(unit place.Code, r row) statement {
	return statement{plain: true, text: putCum, args: []any{string(unit), r.day.String(), encode(r.sum)}}
}

// readKept reads, for each unit, the newest row not later than its first day
// in added, and all later ones.
func (l *Ledger) readKept(ctx context.Context, units []place.Code, added sums, kept map[place.Code][]row) error {
	text := spotsText(spotsAtOnce) + `SELECT p.i, c.day, c.sums FROM p JOIN cum c ON c.unit = p.unit
AND c.day >= COALESCE((SELECT MAX(m.day) FROM cum m WHERE m.unit = p.unit AND m.day <= p.day), p.day) ORDER BY p.i, c.day`
	for part := range slices.Chunk(units, spotsAtOnce) {
		args := make([]any, 0, 2*spotsAtOnce)
		for i := range spotsAtOnce { // the last unit again, so that there is one text
			unit := part[min(i, len(part)-1)]
			args = append(args, string(unit), firstDay(added[unit]).String())
		}
		err := l.e.query(ctx, statement{text: text, args: args, each: func(scan scanner) error {
			var i int
			var d, sums string
			if err := scan(&i, &d, &sums); err != nil || i >= len(part) {
				return err
			}
			on, err := day(d)
			if err != nil {
				return err
			}
			sum, err := l.decode(sums)
			kept[part[i]] = append(kept[part[i]], row{on, sum})
			return err
		}})
		if err != nil {
			return fmt.Errorf("read kept sums: %w", err)
		}
	}
	return nil
}
