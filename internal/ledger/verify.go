package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// differencesMost bounds how many differences a verdict lists.
const differencesMost = 100

// Verdict says whether the ledger and the sums kept of it agree.
type Verdict struct {
	Head        coverage.Position `json:"head"`   // the newest entry
	Rolled      coverage.Position `json:"rolled"` // the newest in the kept sums
	Entries     int64             `json:"entries"`
	Messages    int64             `json:"messages"`
	Sums        int64             `json:"sums"` // kept rows compared
	Differences []string          `json:"differences"`
	More        int               `json:"more"` // differences beyond those listed
}

// Good tells whether nothing differs.
func (v Verdict) Good() bool { return len(v.Differences) == 0 }

func (v *Verdict) differ(format string, args ...any) {
	if len(v.Differences) >= differencesMost {
		v.More++
		return
	}
	v.Differences = append(v.Differences, fmt.Sprintf(format, args...))
}

// Verify computes everything kept beside the entries anew from them, as of
// one moment, and lists what differs. It reads the whole ledger.
func (l *Ledger) Verify(ctx context.Context) (Verdict, error) {
	c := &check{l: l, sums: sums{}, last: map[place.Code]totals{}}
	err := l.e.snapshot(ctx, func(read func(statement) error) error {
		for _, q := range l.e.patiently() {
			if err := read(q); err != nil {
				return err
			}
		}
		for _, step := range []func(func(statement) error) error{c.readState, c.readEntries, c.readMessages, c.readReversals, c.readSums} {
			if err := step(read); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Verdict{}, fmt.Errorf("verify the ledger: %w", err)
	}
	return c.verdict, nil
}

// check is a verification under way.
type check struct {
	l       *Ledger
	verdict Verdict
	tree    *place.Tree
	sums    sums // of the entries up to rolled, by day
	last    map[place.Code]totals
}

func (c *check) readState(read func(statement) error) error {
	var revision, of int64
	units, _, err := readUnits(read)
	if err != nil {
		return err
	}
	if c.tree, err = place.NewTree(units, nil); err != nil {
		c.verdict.differ("units make no tree: %v", err)
		c.tree, err = place.NewTree(nil, nil)
	}
	if err != nil {
		return err
	}
	err = read(statement{
		text: `SELECT head.seq, head.revision, rolled.seq, rolled.revision FROM head, rolled`,
		each: func(scan scanner) error { return scan(&c.verdict.Head, &revision, &c.verdict.Rolled, &of) },
	})
	if revision != of {
		c.verdict.differ("kept sums follow the units of state %d, the records are at %d", of, revision)
	}
	if c.verdict.Rolled > c.verdict.Head {
		c.verdict.differ("kept sums are at entry %d, the newest is %d", c.verdict.Rolled, c.verdict.Head)
	}
	return err
}

func (c *check) readEntries(read func(statement) error) error {
	v := &c.verdict
	err := read(statement{
		text: `SELECT ` + entryColumns + ` FROM entries ORDER BY seq`,
		each: func(scan scanner) error {
			e, err := c.l.scanEntry(scan)
			if err != nil {
				return err
			}
			v.Entries++
			if e.Seq != coverage.Position(v.Entries) {
				v.differ("entry %d stands where %d should", e.Seq, v.Entries)
				v.Entries = int64(e.Seq)
			}
			if e.Seq <= v.Rolled {
				c.sums.add(c.tree, e)
			}
			return nil
		},
	})
	if coverage.Position(v.Entries) != v.Head {
		v.differ("the newest entry is %d, the head says %d", v.Entries, v.Head)
	}
	return err
}

func (c *check) readMessages(read func(statement) error) error {
	list := func(format string) func(scanner) error {
		return func(scan scanner) error {
			var n int64
			err := scan(&n)
			c.verdict.differ(format, n)
			return err
		}
	}
	queries := []statement{
		{text: `SELECT COUNT(*) FROM messages`, each: func(scan scanner) error { return scan(&c.verdict.Messages) }},
		{
			text: `SELECT m.report FROM messages m WHERE m.report > 0
AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.seq = m.report AND e.report = m.report)`,
			each: list("report %d of a message has no entries"),
		},
		{
			text: `SELECT e.seq FROM entries e WHERE e.seq = e.report AND e.source = ''
AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.key >= e.message || '/' AND m.key < e.message || '0'
	AND m.root = e.message AND m.report > 0 AND m.report <= e.report)`,
			each: list("report %d came by no message"),
		},
		{
			text: `SELECT e.seq FROM entries e LEFT JOIN entries f ON f.seq = e.report
WHERE f.seq IS NULL OR f.report <> e.report OR f.message <> e.message OR f.seq > e.seq`,
			each: list("entry %d is of a report that is not there"),
		},
	}
	for _, q := range queries {
		if err := read(q); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) readReversals(read func(statement) error) error {
	differ := func(format string) func(scanner) error {
		return func(scan scanner) error {
			var seq, reverses int64
			err := scan(&seq, &reverses)
			c.verdict.differ(format, seq, reverses)
			return err
		}
	}
	err := read(statement{
		text: `SELECT e.seq, e.reverses FROM entries e LEFT JOIN entries o ON o.seq = e.reverses
WHERE e.reverses > 0 AND (o.seq IS NULL OR o.seq >= e.seq OR o.reverses <> 0 OR o.unit <> e.unit OR o.indicator <> e.indicator
	OR o.kind <> e.kind OR o.people <> -e.people OR o.day <> e.day OR o.reason <> e.reason OR o.opens <> e.opens)`,
		each: differ("entry %d does not match entry %d, which it takes back"),
	})
	if err != nil {
		return err
	}
	return read(statement{
		text: `SELECT MAX(seq), reverses FROM entries WHERE reverses > 0 GROUP BY reverses HAVING COUNT(*) > 1`,
		each: differ("entry %d takes back entry %d once more"),
	})
}

// readSums compares the kept sums, unit by unit and day by day.
func (c *check) readSums(read func(statement) error) error {
	err := read(statement{
		text: `SELECT unit, day, sums FROM cum ORDER BY unit, day`,
		each: func(scan scanner) error {
			var unit place.Code
			var d, sums string
			if err := scan(&unit, &d, &sums); err != nil {
				return err
			}
			on, err := day(d)
			if err != nil {
				return err
			}
			kept, err := c.l.decode(sums)
			if err != nil {
				c.verdict.differ("kept sums of %s on %s: %v", unit, on, err)
			}
			c.verdict.Sums++
			c.compare(unit, on, kept)
			return nil
		},
	})
	for _, unit := range c.sums.units() {
		for _, d := range slices.Sorted(maps.Keys(c.sums[unit])) {
			c.verdict.differ("no kept sums of %s on %s", unit, d)
		}
	}
	return err
}

func (c *check) compare(unit place.Code, on vi.Day, kept totals) {
	added, ok := c.sums[unit][on]
	if !ok {
		c.verdict.differ("kept sums of %s on %s, when nothing was", unit, on)
		return
	}
	delete(c.sums[unit], on)
	want := c.last[unit].plus(added)
	c.last[unit] = want
	for _, p := range want.plus(kept) { // each indicator of either
		if w, k := want.of(p.Indicator), kept.of(p.Indicator); !same(w, k) {
			c.verdict.differ("kept sum of %s %q on %s is %+v, entries make it %+v", unit, p.Indicator, on, k, w)
		}
	}
}

func same(a, b coverage.Counts) bool {
	if !a.Last.Equal(b.Last) {
		return false
	}
	a.Last = b.Last
	return a == b
}
