package ledger

import (
	"context"
	"errors"
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Records gives the reference records, all of one state.
func (l *Ledger) Records(ctx context.Context) (coverage.Records, error) {
	var r coverage.Records
	err := l.e.snapshot(ctx, func(read func(statement) error) (err error) {
		if r.Units, r.Revision, err = readUnits(read); err != nil {
			return err
		}
		for _, q := range recordReads(&r) {
			if err := read(q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return coverage.Records{}, fmt.Errorf("read the records: %w", err)
	}
	return r, nil
}

// readUnits gives the units, sorted by code, and the state they are of.
func readUnits(read func(statement) error) (units []place.Unit, revision int64, err error) {
	at := map[place.Code]int{}
	queries := []statement{
		{text: `SELECT revision FROM head`, each: func(scan scanner) error { return scan(&revision) }},
		{
			text: `SELECT code, name, kind, parent, office, from_day, to_day FROM units ORDER BY code`,
			each: func(scan scanner) error {
				var u place.Unit
				err := scanDays(scan, []*vi.Day{&u.From, &u.To}, &u.Code, &u.Name, &u.Kind, &u.Parent, &u.Office)
				at[u.Code] = len(units)
				units = append(units, u)
				return err
			},
		},
		{
			text: `SELECT unit, successor, whole FROM successors ORDER BY unit, place`,
			each: func(scan scanner) error {
				var unit place.Code
				var s place.Successor
				var whole int64
				err := scan(&unit, &s.Code, &whole)
				s.Whole = whole != 0
				if i, ok := at[unit]; ok {
					units[i].Successors = append(units[i].Successors, s)
				}
				return err
			},
		},
		{
			text: `SELECT unit, office, to_day FROM served ORDER BY unit, to_day`,
			each: func(scan scanner) error {
				var unit place.Code
				var s place.Served
				err := scanDays(scan, []*vi.Day{&s.To}, &unit, &s.Office)
				if i, ok := at[unit]; ok {
					units[i].Past = append(units[i].Past, s)
				}
				return err
			},
		},
	}
	for _, q := range queries {
		if err := read(q); err != nil {
			return nil, 0, err
		}
	}
	return units, revision, nil
}

// scanDays reads a row whose last columns are days.
func scanDays(scan scanner, days []*vi.Day, dest ...any) error {
	texts := make([]string, len(days))
	for i := range texts {
		dest = append(dest, &texts[i])
	}
	err := scan(dest...)
	for i, t := range texts {
		err = errors.Join(err, days[i].UnmarshalText([]byte(t)))
	}
	return err
}

// recordReads gives the statements that fill all of r but its units.
func recordReads(r *coverage.Records) []statement {
	return []statement{
		{
			text: `SELECT unit, name FROM names ORDER BY unit, name`,
			each: func(scan scanner) error {
				var n place.Name
				err := scan(&n.Unit, &n.Name)
				r.Names = append(r.Names, n)
				return err
			},
		},
		{
			text: `SELECT unit, indicator, participants, stated, bound, source, illustrative, as_of FROM baselines ORDER BY unit, indicator, as_of`,
			each: func(scan scanner) error {
				var b coverage.Baseline
				var bound, illustrative int64
				err := scanDays(scan, []*vi.Day{&b.AsOf}, &b.Unit, &b.Indicator, &b.Participants, &b.Stated, &bound, &b.Source, &illustrative)
				b.Bound, b.Illustrative = bound != 0, illustrative != 0
				r.Baselines = append(r.Baselines, b)
				return err
			},
		},
		{
			text: `SELECT unit, base, people, source, illustrative, as_of FROM denominators ORDER BY unit, base, as_of`,
			each: func(scan scanner) error {
				var d coverage.Denominator
				var illustrative int64
				err := scanDays(scan, []*vi.Day{&d.AsOf}, &d.Unit, &d.Base, &d.Value, &d.Source, &illustrative)
				d.Illustrative = illustrative != 0
				r.Denominators = append(r.Denominators, d)
				return err
			},
		},
		{
			text: `SELECT unit, agent, indicator, period, measure, rate, people, basis, illustrative, from_day FROM targets
ORDER BY unit, agent, indicator, period, measure, from_day`,
			each: func(scan scanner) error {
				var t coverage.Target
				var illustrative int64
				err := scanDays(scan, []*vi.Day{&t.From}, &t.Unit, &t.Agent, &t.Indicator, &t.Period, &t.Measure, &t.Rate, &t.People, &t.Basis, &illustrative)
				t.Illustrative = illustrative != 0
				r.Targets = append(r.Targets, t)
				return err
			},
		},
		{
			text: `SELECT unit, class, kind, recognised, to_day FROM classes ORDER BY unit, recognised, class`,
			each: func(scan scanner) error {
				var c coverage.Class
				err := scanDays(scan, []*vi.Day{&c.Recognised, &c.To}, &c.Unit, &c.Class, &c.Group)
				r.Classes = append(r.Classes, c)
				return err
			},
		},
		{
			text: `SELECT class, kind, indicator, rate, basis, from_day, to_day FROM floors ORDER BY class, kind, from_day, indicator`,
			each: func(scan scanner) error {
				var f coverage.Floor
				err := scanDays(scan, []*vi.Day{&f.From, &f.To}, &f.Class, &f.Group, &f.Indicator, &f.Rate, &f.Basis)
				r.Floors = append(r.Floors, f)
				return err
			},
		},
		{
			text: `SELECT unit, month FROM locks ORDER BY unit, month`,
			each: func(scan scanner) error {
				var k coverage.Lock
				err := scan(&k.Unit, &k.Month)
				r.Locks = append(r.Locks, k)
				return err
			},
		},
		{
			text: `SELECT unit, remind, list FROM hours ORDER BY unit`,
			each: func(scan scanner) error {
				var h coverage.Hours
				err := scan(&h.Unit, &h.Remind, &h.List)
				r.Hours = append(r.Hours, h)
				return err
			},
		},
		{
			text: `SELECT unit, indicator, what, basis, day FROM events ORDER BY unit, indicator, day, what`,
			each: func(scan scanner) error {
				var e coverage.Event
				err := scanDays(scan, []*vi.Day{&e.Day}, &e.Unit, &e.Indicator, &e.What, &e.Basis)
				r.Events = append(r.Events, e)
				return err
			},
		},
	}
}
