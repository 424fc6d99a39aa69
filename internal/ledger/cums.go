package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// fewPoints is how many points one statement reads; a reading of more takes
// several statements, which see one state all the same.
const fewPoints = 32

// Cums gives, for each point, the sum of all entries of its unit's subtree up
// to and with its day, all at one position: the kept sum, and what came since.
func (l *Ledger) Cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	for range 5 {
		reading, err := l.cums(ctx, points)
		if !errors.Is(err, errConflict) {
			return reading, err
		}
	}
	return coverage.Reading{}, fmt.Errorf("read sums: %w", coverage.ErrStale)
}

// view is a reading under way.
type view struct {
	l            *Ledger
	points       []coverage.Point
	counts       []coverage.Counts
	head, rolled coverage.Position
	revision     int64
	held         coverage.Position // the tail up to here is in memory
	tail         []coverage.Entry
}

func (l *Ledger) cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	v := &view{l: l, points: points, held: l.recent.newest()}
	if err := v.read(ctx); err != nil {
		return coverage.Reading{}, fmt.Errorf("read sums: %w", err)
	}
	if v.rolled < v.held {
		held, ok := l.recent.between(v.rolled, min(v.held, v.head))
		if !ok {
			v.held = 0
			if err := v.read(ctx); err != nil {
				return coverage.Reading{}, fmt.Errorf("read sums: %w", err)
			}
		}
		v.tail = append(held[:len(held):len(held)], v.tail...)
	}
	if len(v.tail) > 0 {
		tree, found, err := l.tree(ctx, v.revision)
		if err != nil {
			return coverage.Reading{}, err
		}
		if found != v.revision {
			return coverage.Reading{}, errConflict
		}
		v.addTail(tree)
	}
	return coverage.Reading{Counts: v.counts, At: v.head}, nil
}

// addTail adds the entries that the kept sums do not hold yet.
func (v *view) addTail(tree *place.Tree) {
	asked := make(map[place.Code][]int, len(v.points))
	for i, p := range v.points {
		asked[p.Unit] = append(asked[p.Unit], i)
	}
	for _, e := range v.tail {
		var posts []coverage.Post
		for _, unit := range chain(tree, e.Unit, e.Day) {
			for _, i := range asked[unit] {
				if e.Day > v.points[i].Day {
					continue
				}
				if posts == nil {
					posts = e.Posts()
				}
				for _, p := range posts {
					if p.Indicator == v.points[i].Indicator {
						v.counts[i] = v.counts[i].Plus(p.Counts)
					}
				}
			}
		}
	}
}

// read fills the view from the database, as of one moment.
func (v *view) read(ctx context.Context) error {
	v.counts, v.tail = make([]coverage.Counts, len(v.points)), nil
	if len(v.points) <= fewPoints {
		return v.l.e.query(ctx, v.few())
	}
	return v.l.e.snapshot(ctx, func(read func(statement) error) error {
		points := v.points
		v.points = nil
		err := read(v.few())
		v.points = points
		for at := 0; err == nil && at < len(points); at += linesAtOnce {
			err = read(v.many(at, points[at:min(len(points), at+linesAtOnce)]))
		}
		return err
	})
}

// tailText gives where the ledger stands, then the entries beyond the kept
// sums and beyond $1.
const tailText = `SELECT 0 AS k, 0 AS i, '' AS t1, '' AS t2, '' AS t3, '' AS t4, '' AS t5,
head.seq AS n1, rolled.seq AS n2, rolled.revision AS n3, 0 AS n4, 0 AS n5, 0 AS n6, 0 AS n7, 0 AS n8, 0 AS n9 FROM head, rolled
UNION ALL SELECT 1, 0, unit, indicator, day, kind, reason, seq, people, at, reverses, opens, 0, 0, 0, 0
FROM entries WHERE seq > (SELECT CASE WHEN seq > $1 THEN seq ELSE $1 END FROM rolled)`

// few gives the statement that reads it all. The number of points in its text
// is a power of two, so that few texts are to be prepared.
func (v *view) few() statement {
	n := 0
	for size := 1; n < len(v.points); size *= 2 {
		n = size
	}
	var text strings.Builder
	text.WriteString(tailText)
	args := []any{int64(v.held)}
	for i := range n {
		a := 3*i + 2
		fmt.Fprintf(&text, `
UNION ALL SELECT 2, %d, '', '', '', '', '', `+cumColumns+` FROM (SELECT `+cumColumns+`
FROM cum WHERE unit = $%d AND indicator = $%d AND day <= $%d ORDER BY day DESC LIMIT 1) AS p%d`, i, a, a+1, a+2, i)
		p := v.points[min(i, len(v.points)-1)]
		args = append(args, string(p.Unit), string(p.Indicator), p.Day.String())
	}
	return statement{text: text.String(), args: args, each: v.scan}
}

// The kinds of rows that few reads.
const (
	headRow = iota
	tailRow
	keptRow
)

func (v *view) scan(scan scanner) error {
	var k, i int
	var t [5]string
	var n [9]int64
	err := scan(&k, &i, &t[0], &t[1], &t[2], &t[3], &t[4], &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8])
	switch {
	case err != nil:
		return err
	case k == headRow:
		v.head, v.rolled, v.revision = coverage.Position(n[0]), coverage.Position(n[1]), n[2]
	case k == tailRow:
		e := coverage.Entry{
			Seq: coverage.Position(n[0]), Unit: place.Code(t[0]), Indicator: coverage.Indicator(t[1]),
			Kind: coverage.Kind(t[3]), Reason: coverage.Reason(t[4]), Count: n[1], At: v.l.instant(n[2]),
			Reverses: coverage.Position(n[3]), Opens: n[4] != 0,
		}
		e.Day, err = day(t[2])
		v.tail = append(v.tail, e)
	case i < len(v.points):
		v.counts[i] = coverage.Counts{
			New: n[0], Renewed: n[1], Lapsed: n[2], Visited: n[3], Registered: n[4],
			Meetings: n[5], Attendees: n[6], Reports: n[7], Last: v.l.instant(n[8]),
		}
	}
	return err
}

// many reads the kept sums of part of the points, which begins at at.
func (v *view) many(at int, part []coverage.Point) statement {
	args := make([]any, 0, 3*linesAtOnce)
	for i := range linesAtOnce {
		p := part[min(i, len(part)-1)]
		args = append(args, string(p.Unit), string(p.Indicator), p.Day.String())
	}
	return statement{text: manyText(linesAtOnce), args: args, each: func(scan scanner) error {
		var i int
		c, err := v.l.scanCum(scan, &i)
		if err == nil && i < len(part) {
			v.counts[at+i] = c
		}
		return err
	}}
}

func manyText(n int) string {
	return withPoints(n) + `SELECT p.i, ` + cumColumns + ` FROM p JOIN cum c ON c.unit = p.unit AND c.indicator = p.indicator
AND c.day = (SELECT MAX(m.day) FROM cum m WHERE m.unit = p.unit AND m.indicator = p.indicator AND m.day <= p.day)`
}
