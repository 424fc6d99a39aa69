package ledger

import (
	"context"
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

const (
	workingColumns = personColumns + `, COALESCE(v.since, ''), COALESCE(v.until, '')`
	workingFrom    = personFrom + `LEFT JOIN leaves v ON v.person = p.id `

	// restDuty notes, as of a day, in what status somebody at work answers for
	// the villages they hold.
	restDuty = `INSERT INTO duties (person, unit, status, day)
SELECT h.person, h.unit, CAST($2 AS TEXT), CAST($3 AS TEXT) FROM holdings h JOIN people p ON p.id = h.person
WHERE h.person = $1 AND h.role = 'agent' AND p.status = 'active' ORDER BY h.unit`
)

// working reads rows of workingColumns into people: who is at work by the
// record and rests today is on leave.
func (l *Ledger) working(into *[]coverage.Person) func(scanner) error {
	today := l.today().String()
	return func(scan scanner) error {
		var since, until string
		err := people(into)(func(dest ...any) error { return scan(append(dest, &since, &until)...) })
		if p := len(*into) - 1; err == nil && (*into)[p].Status == coverage.Active && since != "" && since <= today && (until == "" || today <= until) {
			(*into)[p].Status = coverage.Leave
		}
		return err
	}
}

// Rest notes that a person rests on some days, in place of what they said of
// it before, which is given. On those days nothing is expected of them. A
// person who answers for no village, or is not at work by the record, is left
// as they are; ok is false then.
func (l *Ledger) Rest(ctx context.Context, person coverage.PersonID, a coverage.Absence) (was coverage.Absence, ok bool, err error) {
	err = l.e.atomically(ctx, func(s session) error {
		if was, ok, err = absence(ctx, s, person); err != nil || !ok {
			return err
		}
		var writes []statement
		if was.Ahead(min(a.From, l.today())) {
			writes = append(writes, duty(person, coverage.Active, max(was.From, min(a.From, l.today()))))
		}
		writes = append(writes, duty(person, coverage.Leave, a.From))
		until := ""
		if !a.To.IsZero() {
			until = a.To.String()
			writes = append(writes, duty(person, coverage.Active, a.To+1))
		}
		return s.run(ctx, append(writes, l.keepLeave(person, a.From.String(), until))...)
	})
	if err != nil {
		return was, ok, fmt.Errorf("note when person %d rests: %w", person, err)
	}
	return was, ok, nil
}

// Return notes that a person is at work again from a day on, and gives the
// absence that ends; none where they did not rest on that day or later.
func (l *Ledger) Return(ctx context.Context, person coverage.PersonID, from vi.Day) (was coverage.Absence, err error) {
	err = l.e.atomically(ctx, func(s session) error {
		var ok bool
		if was, ok, err = absence(ctx, s, person); err != nil {
			return err
		}
		if !ok || !was.Ahead(from) {
			was = coverage.Absence{}
			return nil
		}
		since, until := was.From.String(), (from - 1).String()
		if from <= was.From {
			since, until = "", ""
		}
		return s.run(ctx, duty(person, coverage.Active, max(was.From, from)), l.keepLeave(person, since, until))
	})
	if err != nil {
		return was, fmt.Errorf("note that person %d is back: %w", person, err)
	}
	return was, nil
}

func duty(person coverage.PersonID, status coverage.Status, from vi.Day) statement {
	return statement{text: restDuty, args: []any{int64(person), string(status), from.String()}}
}

func (l *Ledger) keepLeave(person coverage.PersonID, since, until string) statement {
	return put("leaves", 1, columns{{"person", int64(person)}, {"since", since}, {"until", until}, {"at", millis(l.now())}})
}

// absence gives when a person said they rest; ok is false where they are not
// at work by the record, or for nothing.
func absence(ctx context.Context, s session, person coverage.PersonID) (a coverage.Absence, ok bool, err error) {
	err = s.run(ctx, statement{
		text: `SELECT COALESCE(v.since, ''), COALESCE(v.until, '') FROM people p LEFT JOIN leaves v ON v.person = p.id
WHERE p.id = $1 AND p.status = 'active' AND EXISTS (SELECT 1 FROM holdings h WHERE h.person = p.id AND h.role = 'agent')`,
		args: []any{int64(person)},
		each: func(scan scanner) error {
			var since, until string
			if err := scan(&since, &until); err != nil {
				return err
			}
			ok = true
			if since == "" {
				return nil
			}
			var err error
			if a.From, err = day(since); err == nil && until != "" {
				a.To, err = day(until)
			}
			return err
		},
	})
	return a, ok, err
}
