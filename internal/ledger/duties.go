package ledger

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

const (
	// onDuty and offDuty note, as of a day, in what status people answer for
	// villages, wherever that is not what was noted last. The first that ever
	// answers for a village does so since its first entry: history that came
	// from elsewhere was reported by somebody.
	onDuty = `INSERT INTO duties (person, unit, status, day)
SELECT h.person, h.unit, p.status,
	CASE WHEN EXISTS (SELECT 1 FROM duties f WHERE f.unit = h.unit) THEN CAST($1 AS TEXT)
	ELSE COALESCE((SELECT MIN(e.day) FROM entries e WHERE e.unit = h.unit AND e.day < CAST($1 AS TEXT)), CAST($1 AS TEXT)) END
FROM holdings h JOIN people p ON p.id = h.person
WHERE h.role = 'agent' %s AND p.status <> COALESCE((SELECT d.status FROM duties d
	WHERE d.person = h.person AND d.unit = h.unit ORDER BY d.seq DESC LIMIT 1), '')
	AND NOT (p.status = 'active' AND EXISTS (SELECT 1 FROM leaves v WHERE v.person = h.person AND v.since <> '' AND v.until = ''))`

	offDuty = `INSERT INTO duties (person, unit, status, day)
SELECT DISTINCT d.person, d.unit, '', CAST($1 AS TEXT) FROM duties d
WHERE NOT EXISTS (SELECT 1 FROM holdings h WHERE h.person = d.person AND h.unit = d.unit AND h.role = 'agent') %s
	AND '' <> (SELECT x.status FROM duties x WHERE x.person = d.person AND x.unit = d.unit ORDER BY x.seq DESC LIMIT 1)`
)

// keepDuties notes who answers for which village from a day on: one person,
// or (0) everybody.
func keepDuties(person coverage.PersonID, today vi.Day) []statement {
	args := []any{today.String()}
	on, off := "", ""
	if person != 0 {
		args = append(args, int64(person))
		on, off = "AND h.person = $2", "AND d.person = $2"
	}
	return []statement{
		{text: fmt.Sprintf(onDuty, on), args: args},
		{text: fmt.Sprintf(offDuty, off), args: args},
	}
}

func (l *Ledger) today() vi.Day { return vi.DayOf(l.now(), l.location) }

// Duties gives who answered for villages and in what status, of some villages
// or (nil) of all, in the order in which it was noted.
func (l *Ledger) Duties(ctx context.Context, units []place.Code) ([]coverage.Duty, error) {
	var found []coverage.Duty
	read := func(text string, args ...any) error {
		return l.e.query(ctx, statement{text: `SELECT person, unit, status, day FROM duties ` + text, args: args, each: func(scan scanner) error {
			var d coverage.Duty
			var from string
			err := scan(&d.Person, &d.Unit, &d.Status, &from)
			if err == nil {
				d.From, err = day(from)
			}
			found = append(found, d)
			return err
		}})
	}
	if units == nil {
		if err := read(`ORDER BY seq`); err != nil {
			return nil, fmt.Errorf("read who answered for villages: %w", err)
		}
		return found, nil
	}
	for part := range slices.Chunk(distinct(units), unitsAtOnce) {
		args := make([]any, len(part))
		for i, u := range part {
			args[i] = string(u)
		}
		if err := read(`WHERE unit IN (`+list(1, len(part))+`) ORDER BY seq`, args...); err != nil {
			return nil, fmt.Errorf("read who answered for %d villages: %w", len(units), err)
		}
	}
	return found, nil
}

// deliveries tells which days of villages are reported, while tallies are
// imported.
type deliveries map[spot]bool

// deliveries gives those of the villages that the amendment brings tallies of
// and that somebody answers for.
func (m *amendment) deliveries(ctx context.Context) (deliveries, error) {
	known := deliveries{}
	if len(m.a.Tallies) == 0 {
		return known, nil
	}
	units, _, err := readUnits(func(q statement) error { return m.s.run(ctx, q) })
	if err != nil {
		return nil, err
	}
	tree, err := place.NewTree(units, nil)
	if err != nil {
		return nil, err
	}
	var villages []place.Code
	for _, e := range m.a.Tallies {
		if tree.Level(e.Unit) == place.Village {
			villages = append(villages, e.Unit)
		}
	}
	for part := range slices.Chunk(distinct(villages), unitsAtOnce) {
		args := make([]any, len(part))
		for i, u := range part {
			args[i] = string(u)
		}
		err := m.s.run(ctx, statement{
			text: `SELECT DISTINCT unit, '', 0 FROM holdings WHERE role = 'agent' AND unit IN (` + list(1, len(part)) + `)
UNION ALL SELECT unit, day, SUM(CASE WHEN reverses > 0 THEN -delivers ELSE delivers END) FROM entries
WHERE delivers = 1 AND unit IN (` + list(1, len(part)) + `) GROUP BY unit, day`,
			args: args,
			each: func(scan scanner) error {
				var unit place.Code
				var on string
				var standing int64
				if err := scan(&unit, &on, &standing); err != nil {
					return err
				}
				if on == "" {
					known[spot{unit: unit}] = true
					return nil
				}
				d, err := day(on)
				known[spot{unit, d}] = standing > 0
				return err
			},
		})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// mark makes an imported entry the one by which its village and day came to be
// reported, where none was before.
func (d deliveries) mark(e *coverage.Entry, where *time.Location) {
	at := spot{e.Unit, e.Day}
	e.Delivers = d[spot{unit: e.Unit}] && !d[at]
	e.Timely = e.Delivers && vi.DayOf(e.At, where) == e.Day
	if e.Delivers {
		d[at] = true
	}
}
