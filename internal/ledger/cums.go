package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"baophu/internal/coverage"
)

// fewPoints is how many points one statement reads; a reading of more takes
// several statements, which see one state all the same.
const fewPoints = 32

// Cums gives, for each point, the sum of all entries of its unit's subtree up
// to and with its day, all at one position: the kept sum as of one moment, and
// what came after it.
func (l *Ledger) Cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	for range 5 {
		reading, err := l.cums(ctx, points)
		if err == nil {
			return reading, nil
		}
		if !errors.Is(err, errConflict) {
			return coverage.Reading{}, fmt.Errorf("read sums: %w", err)
		}
	}
	return coverage.Reading{}, fmt.Errorf("read sums: %w", coverage.ErrStale)
}

func (l *Ledger) cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	v := &view{l: l, points: points, counts: make([]coverage.Counts, len(points))}
	if err := v.read(ctx); err != nil {
		return coverage.Reading{}, err
	}
	at, err := l.tail.addTo(ctx, v)
	if err != nil {
		return coverage.Reading{}, err
	}
	return coverage.Reading{Counts: v.counts, At: at}, nil
}

// view is what one reading found in the database.
type view struct {
	l            *Ledger
	points       []coverage.Point
	counts       []coverage.Counts
	head, rolled coverage.Position
	revision     int64 // whose tree the kept sums follow
}

// read fills the view, as of one moment.
func (v *view) read(ctx context.Context) error {
	if len(v.points) <= fewPoints {
		return v.l.e.query(ctx, v.few(v.points))
	}
	return v.l.e.snapshot(ctx, func(read func(statement) error) error {
		text := manyText(linesAtOnce)
		err := read(v.few(nil))
		for at := 0; err == nil && at < len(v.points); at += linesAtOnce {
			err = read(v.many(text, at, v.points[at:min(len(v.points), at+linesAtOnce)]))
		}
		return err
	})
}

// few gives one statement that reads where the ledger stands, and the kept
// sums of points. The number of points in its text is a power of two, so that
// few texts are to be prepared.
func (v *view) few(points []coverage.Point) statement {
	n := 0
	for size := 1; n < len(points); size *= 2 {
		n = size
	}
	var text strings.Builder
	text.WriteString(`SELECT -1 AS i, head.seq AS n1, rolled.seq AS n2, rolled.revision AS n3, 0 AS n4, 0 AS n5, 0 AS n6, 0 AS n7, 0 AS n8, 0 AS n9 FROM head, rolled`)
	args := make([]any, 0, 3*n)
	for i := range n {
		a := 3*i + 1
		fmt.Fprintf(&text, `
UNION ALL SELECT %d, `+cumColumns+` FROM (SELECT `+cumColumns+`
FROM cum WHERE unit = $%d AND indicator = $%d AND day <= $%d ORDER BY day DESC LIMIT 1) AS p%d`, i, a, a+1, a+2, i)
		p := points[min(i, len(points)-1)]
		args = append(args, string(p.Unit), string(p.Indicator), p.Day.String())
	}
	return statement{text: text.String(), args: args, each: v.scan}
}

func (v *view) scan(scan scanner) error {
	var i int
	var n [9]int64
	err := scan(&i, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8])
	switch {
	case i < 0:
		v.head, v.rolled, v.revision = coverage.Position(n[0]), coverage.Position(n[1]), n[2]
	case i < len(v.points):
		v.counts[i] = coverage.Counts{
			New: n[0], Renewed: n[1], Lapsed: n[2], Visited: n[3], Registered: n[4],
			Meetings: n[5], Attendees: n[6], Reports: n[7], Last: v.l.instant(n[8]),
		}
	}
	return err
}

// many reads the kept sums of part of the points, which begins at at.
func (v *view) many(text string, at int, part []coverage.Point) statement {
	args := make([]any, 0, 3*linesAtOnce)
	for i := range linesAtOnce {
		p := part[min(i, len(part)-1)]
		args = append(args, string(p.Unit), string(p.Indicator), p.Day.String())
	}
	return statement{text: text, args: args, each: func(scan scanner) error {
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
