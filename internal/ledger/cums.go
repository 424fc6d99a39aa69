package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

const (
	// fewSpots is how many units and days one statement reads; a reading of
	// more takes several statements, which see one state all the same.
	fewSpots = 32
	// spotsAtOnce is how many each of the several reads.
	spotsAtOnce = 64
)

// Cums gives, for each point, the sum of all entries of its unit's subtree up
// to and with its day, all at one position: the kept sum as of one moment and
// what came after it, or the sum that memory has, carried on to that position.
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
	v := newView(l, points)
	l.tail.cold(v)
	if err := v.read(ctx); err != nil {
		return coverage.Reading{}, err
	}
	at, err := l.tail.answer(ctx, v)
	if err != nil {
		return coverage.Reading{}, err
	}
	return coverage.Reading{Counts: v.counts, At: at}, nil
}

// spot is a unit on a day: one kept row answers for all its indicators.
type spot struct {
	unit place.Code
	day  vi.Day
}

// view is what one reading found in the database.
type view struct {
	l            *Ledger
	points       []coverage.Point
	counts       []coverage.Counts
	spots        []spot
	at           []int    // which spot each point is
	cold         []bool   // which spots are to be read
	sums         []string // of each of those, as kept
	head, rolled coverage.Position
	revision     int64 // whose tree the kept sums follow
}

func newView(l *Ledger, points []coverage.Point) *view {
	v := &view{l: l, points: points, counts: make([]coverage.Counts, len(points)), at: make([]int, len(points))}
	known := make(map[spot]int, len(points))
	for i, p := range points {
		s := spot{p.Unit, p.Day}
		at, ok := known[s]
		if !ok {
			at = len(v.spots)
			known[s] = at
			v.spots = append(v.spots, s)
		}
		v.at[i] = at
	}
	v.sums = make([]string, len(v.spots))
	return v
}

// read fills the view, as of one moment.
func (v *view) read(ctx context.Context) error {
	var cold []int
	for i, c := range v.cold {
		if c {
			cold = append(cold, i)
		}
	}
	if len(cold) <= fewSpots {
		return v.l.e.query(ctx, v.few(cold))
	}
	return v.l.e.snapshot(ctx, func(read func(statement) error) error {
		text := spotsText(spotsAtOnce) + `SELECT p.i, c.sums FROM p JOIN cum c ON c.unit = p.unit
AND c.day = (SELECT MAX(m.day) FROM cum m WHERE m.unit = p.unit AND m.day <= p.day)`
		err := read(v.few(nil))
		for part := range slices.Chunk(cold, spotsAtOnce) {
			if err == nil {
				err = read(v.many(text, part))
			}
		}
		return err
	})
}

// few gives one statement that reads where the ledger stands, and the kept
// sums of some spots. The number of spots in its text is a power of two, so
// that few texts are to be prepared.
func (v *view) few(cold []int) statement {
	n := 0
	for size := 1; n < len(cold); size *= 2 {
		n = size
	}
	var text strings.Builder
	text.WriteString(`SELECT -1 AS i, '' AS sums, head.seq AS n1, rolled.seq AS n2, rolled.revision AS n3 FROM head, rolled`)
	for i := range n {
		fmt.Fprintf(&text, `
UNION ALL SELECT %d, sums, 0, 0, 0 FROM (SELECT sums FROM cum WHERE unit = $%d AND day <= $%d ORDER BY day DESC LIMIT 1) AS p%d`,
			i, 2*i+1, 2*i+2, i)
	}
	return statement{text: text.String(), args: v.spotArgs(cold, n), each: func(scan scanner) error {
		var i int
		var sums string
		var n [3]int64
		err := scan(&i, &sums, &n[0], &n[1], &n[2])
		switch {
		case i < 0:
			v.head, v.rolled, v.revision = coverage.Position(n[0]), coverage.Position(n[1]), n[2]
		case i < len(cold):
			v.sums[cold[i]] = sums
		}
		return err
	}}
}

// many reads the kept sums of some spots.
func (v *view) many(text string, cold []int) statement {
	return statement{text: text, args: v.spotArgs(cold, spotsAtOnce), each: func(scan scanner) error {
		var i int
		var sums string
		err := scan(&i, &sums)
		if err == nil && i < len(cold) {
			v.sums[cold[i]] = sums
		}
		return err
	}}
}

// spotArgs gives n pairs of arguments, the last spot again where there are
// fewer.
func (v *view) spotArgs(cold []int, n int) []any {
	args := make([]any, 0, 2*n)
	for i := range n {
		s := v.spots[cold[min(i, len(cold)-1)]]
		args = append(args, string(s.unit), s.day.String())
	}
	return args
}

// spotsText begins a statement about n numbered units and days.
func spotsText(n int) string {
	var b strings.Builder
	b.WriteString(`WITH p (i, unit, day) AS (VALUES `)
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "(%d, $%d, $%d)", i, 2*i+1, 2*i+2)
	}
	b.WriteString(") ")
	return b.String()
}
