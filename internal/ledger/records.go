package ledger

import (
	"context"
	"fmt"
	"strings"

	"baophu/internal/coverage"
)

// columns are the columns of a row and their values, those that identify it
// first.
type columns []struct {
	name  string
	value any
}

// put writes a row, in place of the one with the same first keys columns.
func put(table string, keys int, row columns) statement {
	names := make([]string, len(row))
	args := make([]any, len(row))
	var sets []string
	for i, c := range row {
		names[i], args[i] = c.name, c.value
		if i >= keys {
			sets = append(sets, c.name+" = excluded."+c.name)
		}
	}
	do := "NOTHING"
	if len(sets) > 0 {
		do = "UPDATE SET " + strings.Join(sets, ", ")
	}
	return statement{
		text: "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES " + marks(1, len(row)) +
			" ON CONFLICT (" + strings.Join(names[:keys], ", ") + ") DO " + do,
		args: args,
	}
}

// recordWrites writes all records but the units.
func (m *amendment) recordWrites() []statement {
	r := m.a.Records
	var writes []statement
	add := func(kind string, s statement) {
		m.changes[kind]++
		writes = append(writes, s)
	}
	for _, n := range r.Names {
		add("names", put("names", 2, columns{{"unit", name(string(n.Unit))}, {"name", name(n.Name)}}))
	}
	for _, b := range r.Baselines {
		add("baselines", putBaseline(b))
	}
	for _, d := range r.Denominators {
		add("denominators", put("denominators", 3, columns{
			{"unit", name(string(d.Unit))},
			{"base", name(string(d.Base))},
			{"as_of", d.AsOf.String()},
			{"people", d.Value},
			{"source", name(d.Source)},
			{"illustrative", bit(d.Illustrative)},
		}))
	}
	for _, t := range r.Targets {
		add("targets", putTarget(t))
	}
	for _, c := range r.Classes {
		add("classes", put("classes", 3, columns{
			{"unit", name(string(c.Unit))},
			{"class", name(c.Class)},
			{"recognised", c.Recognised.String()},
			{"kind", name(c.Group)},
			{"to_day", c.To.String()},
		}))
	}
	for _, f := range r.Floors {
		add("floors", put("floors", 4, columns{
			{"class", name(f.Class)},
			{"kind", name(f.Group)},
			{"from_day", f.From.String()},
			{"indicator", name(string(f.Indicator))},
			{"to_day", f.To.String()},
			{"rate", int64(f.Rate)},
			{"basis", name(f.Basis)},
		}))
	}
	for _, k := range r.Locks {
		add("locks", put("locks", 2, columns{{"unit", name(string(k.Unit))}, {"month", name(string(k.Month))}}))
	}
	for _, h := range r.Hours {
		add("hours", put("hours", 1, columns{{"unit", name(string(h.Unit))}, {"remind", name(h.Remind)}, {"list", name(h.List)}}))
	}
	for _, e := range r.Events {
		add("events", put("events", 4, columns{
			{"unit", name(string(e.Unit))},
			{"indicator", name(string(e.Indicator))},
			{"day", e.Day.String()},
			{"what", name(e.What)},
			{"basis", name(e.Basis)},
		}))
	}
	return writes
}

func putBaseline(b coverage.Baseline) statement {
	return put("baselines", 3, columns{
		{"unit", name(string(b.Unit))},
		{"indicator", name(string(b.Indicator))},
		{"as_of", b.AsOf.String()},
		{"participants", b.Participants},
		{"stated", int64(b.Stated)},
		{"bound", bit(b.Bound)},
		{"source", name(b.Source)},
		{"illustrative", bit(b.Illustrative)},
	})
}

func putTarget(t coverage.Target) statement {
	return put("targets", 6, columns{
		{"unit", name(string(t.Unit))},
		{"agent", name(t.Agent)},
		{"indicator", name(string(t.Indicator))},
		{"period", name(string(t.Period))},
		{"measure", name(string(t.Measure))},
		{"from_day", t.From.String()},
		{"rate", int64(t.Rate)},
		{"people", t.People},
		{"basis", name(t.Basis)},
		{"illustrative", bit(t.Illustrative)},
	})
}

// Unlock opens a month that was locked, and gives the number of the new state.
func (l *Ledger) Unlock(ctx context.Context, k coverage.Lock, by coverage.PersonID) (int64, error) {
	var revision int64
	err := l.exclusively(ctx, func(ctx context.Context) (err error) {
		m := &amendment{l: l, changes: map[string]int{"unlocked": 1}}
		m.a.By, m.a.Note = by, "unlock "+string(k.Unit)+" "+string(k.Month)
		if m.s, err = l.e.begin(ctx, append(l.e.patiently(), takeHead(&m.head))...); err != nil {
			return err
		}
		defer m.s.rollback()
		m.head.revision++
		revision = m.head.revision
		if _, err := m.takeSums(ctx); err != nil {
			return err
		}
		audit, err := m.audit()
		if err != nil {
			return err
		}
		return m.s.commit(ctx, audit, moveHead(m.head), statement{
			text: `DELETE FROM locks WHERE unit = $1 AND month = $2`,
			args: []any{name(string(k.Unit)), name(string(k.Month))},
		})
	})
	if err != nil {
		return 0, fmt.Errorf("unlock a month: %w", err)
	}
	return revision, nil
}
