package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
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
	putCum = `INSERT INTO cum (unit, indicator, day, joined, renewed, lapsed, visited, registered, meetings, attendees, reports, last)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (unit, indicator, day) DO UPDATE SET joined = excluded.joined, renewed = excluded.renewed,
lapsed = excluded.lapsed, visited = excluded.visited, registered = excluded.registered,
meetings = excluded.meetings, attendees = excluded.attendees, reports = excluded.reports, last = excluded.last`

	cumColumns = `joined, renewed, lapsed, visited, registered, meetings, attendees, reports, last`

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

// Roll brings the kept sums up to the newest entry.
func (l *Ledger) Roll(ctx context.Context) error {
	for {
		n, err := l.rollOnce(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}

// rollOnce adds some entries to the kept sums and tells how many it looked at.
func (l *Ledger) rollOnce(ctx context.Context) (int, error) {
	l.roll.Lock()
	defer l.roll.Unlock()
	var from, head coverage.Position
	var revision int64
	err := l.e.query(ctx, statement{
		text: `SELECT rolled.seq, rolled.revision, head.seq FROM rolled, head`,
		each: func(scan scanner) error { return scan(&from, &revision, &head) },
	})
	if err != nil || from >= head {
		return 0, err
	}
	entries, err := l.after(ctx, from, min(head, from+rollMost))
	if err != nil {
		return 0, err
	}
	tree, found, err := l.tree(ctx, revision)
	if err != nil {
		return 0, err
	}
	if found != revision {
		return len(entries), nil // amended meanwhile: look again
	}
	added := sums{}
	for _, e := range entries {
		added.add(tree, e)
	}
	l.newest.at(from, revision)
	writes, err := l.absolute(ctx, added)
	if err != nil {
		return 0, err
	}
	to := entries[len(entries)-1].Seq
	err = l.e.atomically(ctx, func(s session) error {
		if err := takeRolled(ctx, s, from, to, revision); err != nil {
			return err
		}
		return s.run(ctx, writes...)
	})
	if err != nil {
		l.newest.forget() // whether it happened or not
	} else {
		l.newest.from = to
	}
	if err != nil && !errors.Is(err, errConflict) {
		return 0, fmt.Errorf("roll sums up: %w", err)
	}
	l.rolled.Store(int64(to))
	return len(entries), nil
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

// row is one kept sum.
type row struct {
	day vi.Day
	sum coverage.Counts
}

// newest remembers the newest kept row of lines that this process wrote, so
// that it need not read them to write the next. It is used under Ledger.roll.
type newest struct {
	from     coverage.Position // the kept sums are up to here
	revision int64
	rows     map[line]row
}

// newestMost bounds the rows remembered, a few hundred bytes each.
const newestMost = 50_000

// at forgets everything unless it is of this state of the kept sums.
func (n *newest) at(from coverage.Position, revision int64) {
	if n.from != from || n.revision != revision || len(n.rows) > newestMost || n.rows == nil {
		*n = newest{from: from, revision: revision, rows: map[line]row{}}
	}
}

func (n *newest) forget() { n.rows = nil }

// absolute gives the writes that add to the kept sums.
func (l *Ledger) absolute(ctx context.Context, added sums) ([]statement, error) {
	lines := slices.SortedFunc(maps.Keys(added), compareLines)
	kept := make(map[line][]row, len(lines))
	var unknown []line
	for _, at := range lines {
		if r, ok := l.newest.rows[at]; ok && r.day <= firstDay(added[at]) {
			kept[at] = []row{r}
		} else {
			unknown = append(unknown, at)
		}
	}
	if err := l.readKept(ctx, unknown, added, kept); err != nil {
		return nil, err
	}
	writes := make([]statement, 0, len(lines))
	for _, at := range lines {
		changed := plus(kept[at], added[at])
		for _, r := range changed {
			writes = append(writes, cumStatement(at, r))
		}
		l.newest.rows[at] = changed[len(changed)-1]
	}
	return writes, nil
}

func firstDay(days map[vi.Day]coverage.Counts) vi.Day {
	first := vi.Day(math.MaxInt32)
	for d := range days {
		first = min(first, d)
	}
	return first
}

func compareLines(a, b line) int {
	if a.unit != b.unit {
		if a.unit < b.unit {
			return -1
		}
		return 1
	}
	return slices.Compare([]byte(a.indicator), []byte(b.indicator))
}

// plus adds days to the kept rows of one line: rows begin with the newest one
// not later than the first of the days. It gives the rows that change.
func plus(kept []row, added map[vi.Day]coverage.Counts) []row {
	days := slices.Sorted(maps.Keys(added))
	first := days[0]
	for _, r := range kept {
		if _, both := added[r.day]; !both && r.day > first {
			days = append(days, r.day)
		}
	}
	slices.Sort(days)
	var changed []row
	var base, more coverage.Counts // what was kept up to the day, and what is new up to it
	next := 0
	for _, d := range days {
		for next < len(kept) && kept[next].day <= d {
			base = kept[next].sum
			next++
		}
		more = more.Plus(added[d])
		changed = append(changed, row{d, base.Plus(more)})
	}
	return changed
}

func cumStatement(at line, r row) statement {
	c := r.sum
	return statement{plain: true, text: putCum, args: []any{
		string(at.unit), string(at.indicator), r.day.String(), c.New, c.Renewed, c.Lapsed, c.Visited,
		c.Registered, c.Meetings, c.Attendees, c.Reports, millis(c.Last),
	}}
}

// linesAtOnce is how many lines one statement asks for.
const linesAtOnce = 64

// readKept reads, for each line, the newest row not later than its first day
// in added, and all later ones.
func (l *Ledger) readKept(ctx context.Context, lines []line, added sums, kept map[line][]row) error {
	text := keptText(linesAtOnce)
	for part := range slices.Chunk(lines, linesAtOnce) {
		args := make([]any, 0, 3*linesAtOnce)
		for i := range linesAtOnce { // the last line again, so that there is one text
			at := part[min(i, len(part)-1)]
			args = append(args, string(at.unit), string(at.indicator), firstDay(added[at]).String())
		}
		q := statement{text: text, args: args}
		q.each = func(scan scanner) error {
			var i int
			var d string
			r, err := l.scanCum(scan, &i, &d)
			if err != nil || i >= len(part) {
				return err
			}
			at := row{sum: r}
			at.day, err = day(d)
			kept[part[i]] = append(kept[part[i]], at)
			return err
		}
		if err := l.e.query(ctx, q); err != nil {
			return fmt.Errorf("read kept sums: %w", err)
		}
		for _, at := range part {
			slices.SortFunc(kept[at], func(a, b row) int { return int(a.day - b.day) })
		}
	}
	return nil
}

func keptText(n int) string {
	return withPoints(n) + `SELECT p.i, c.day, ` + cumColumns + ` FROM p JOIN cum c ON c.unit = p.unit AND c.indicator = p.indicator
AND c.day >= COALESCE((SELECT MAX(m.day) FROM cum m WHERE m.unit = p.unit AND m.indicator = p.indicator AND m.day <= p.day), p.day)`
}

// withPoints begins a statement about n numbered points.
func withPoints(n int) string {
	text := `WITH p (i, unit, indicator, day) AS (VALUES `
	for i := range n {
		if i > 0 {
			text += ", "
		}
		text += "(" + itoa(i) + ", " + list(3*i+1, 3) + ")"
	}
	return text + ") "
}

// scanCum reads cumColumns, after whatever comes first in the row.
func (l *Ledger) scanCum(scan scanner, first ...any) (c coverage.Counts, err error) {
	var last int64
	err = scan(append(first, &c.New, &c.Renewed, &c.Lapsed, &c.Visited, &c.Registered, &c.Meetings, &c.Attendees, &c.Reports, &last)...)
	c.Last = l.instant(last)
	return c, err
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
			posts := e.Posts()
			for _, unit := range chain(tree, e.Unit, e.Day) {
				if units == nil || units[unit] {
					anew.post(unit, e.Day, posts)
				}
			}
		}
		from = page[len(page)-1].Seq
	}
	writes := dropCums(units)
	for _, at := range slices.SortedFunc(maps.Keys(anew), compareLines) {
		for _, r := range plus(nil, anew[at]) {
			writes = append(writes, cumStatement(at, r))
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
