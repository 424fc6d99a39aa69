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

// unitsAtOnce is how many units one statement asks for.
const unitsAtOnce = 64

// Entries gives the entries of units on days from..to in the ledger's order.
func (l *Ledger) Entries(ctx context.Context, units []place.Code, from, to vi.Day) ([]coverage.Entry, error) {
	var found []coverage.Entry
	err := l.e.snapshot(ctx, func(read func(statement) error) error {
		for part := range slices.Chunk(distinct(units), unitsAtOnce) {
			args := []any{from.String(), to.String()}
			for _, u := range part {
				args = append(args, string(u))
			}
			err := read(l.entries(&found, `SELECT `+entryColumns+` FROM entries
WHERE unit IN (`+list(3, len(part))+`) AND day >= $1 AND day <= $2`, args...))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read entries of units: %w", err)
	}
	slices.SortFunc(found, bySeq)
	return found, nil
}

func distinct(units []place.Code) []place.Code {
	return slices.Compact(slices.Sorted(slices.Values(units)))
}

func bySeq(a, b coverage.Entry) int { return int(a.Seq - b.Seq) }

// By gives a person's latest reports, newest first.
func (l *Ledger) By(ctx context.Context, person coverage.PersonID, limit int) ([][]coverage.Entry, error) {
	var found []coverage.Entry
	err := l.e.query(ctx, l.entries(&found, `SELECT `+qualified+` FROM entries e
WHERE e.report IN (SELECT report FROM entries WHERE author = $1 AND seq = report ORDER BY report DESC LIMIT $2)
ORDER BY e.report DESC, e.seq`, int64(person), int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("read a person's reports: %w", err)
	}
	var reports [][]coverage.Entry
	for _, e := range found {
		if n := len(reports); n == 0 || reports[n-1][0].Report != e.Report {
			reports = append(reports, nil)
		}
		reports[len(reports)-1] = append(reports[len(reports)-1], e)
	}
	return reports, nil
}

// Report gives the entries of one report; coverage.ErrUnknown.
func (l *Ledger) Report(ctx context.Context, number int64) ([]coverage.Entry, error) {
	var found []coverage.Entry
	err := l.e.query(ctx, l.entries(&found, `SELECT `+entryColumns+` FROM entries WHERE report = $1 ORDER BY seq`, number))
	if err != nil {
		return nil, fmt.Errorf("read report %d: %w", number, err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("report %d: %w", number, coverage.ErrUnknown)
	}
	return found, nil
}

// ByMessage gives the entries that a message and its edits brought.
func (l *Ledger) ByMessage(ctx context.Context, message string) ([]coverage.Entry, error) {
	var found []coverage.Entry
	err := l.e.query(ctx, l.entries(&found, `SELECT `+entryColumns+` FROM entries WHERE message = $1 ORDER BY seq`, key(message)))
	if err != nil {
		return nil, fmt.Errorf("read a message's entries: %w", err)
	}
	return found, nil
}

// DaySums gives what a person tallied as New on each day from..to; days on
// which nothing is left are not in it.
func (l *Ledger) DaySums(ctx context.Context, person coverage.PersonID, from, to vi.Day) (map[vi.Day]int64, error) {
	days := map[vi.Day]int64{}
	err := l.e.query(ctx, statement{
		text: `SELECT day, CAST(SUM(people) AS BIGINT) FROM entries
WHERE author = $1 AND day >= $2 AND day <= $3 AND kind = $4 GROUP BY day`,
		args: []any{int64(person), from.String(), to.String(), string(coverage.New)},
		each: func(scan scanner) error {
			var d string
			var sum int64
			if err := scan(&d, &sum); err != nil {
				return err
			}
			at, err := day(d)
			if sum != 0 {
				days[at] = sum
			}
			return err
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read a person's days: %w", err)
	}
	return days, nil
}

// Repeated gives the newest report that an account made with the same text
// since a moment, of which something still stands; 0 when there is none.
func (l *Ledger) Repeated(ctx context.Context, account, foldedText string, since time.Time) (report int64, at time.Time, err error) {
	print := digest(foldedText)
	if print == "" {
		return 0, time.Time{}, nil
	}
	var ms int64
	err = l.e.query(ctx, statement{
		text: `SELECT m.report, m.at FROM messages m
WHERE m.account = $1 AND m.digest = $2 AND m.digest <> '' AND m.at >= $3 AND m.report > 0
AND EXISTS (SELECT 1 FROM entries e WHERE e.report = m.report AND e.reverses = 0
	AND NOT EXISTS (SELECT 1 FROM entries r WHERE r.reverses = e.seq AND r.reverses > 0))
ORDER BY m.at DESC LIMIT 1`,
		args: []any{key(account), print, millis(since)},
		each: func(scan scanner) error { return scan(&report, &ms) },
	})
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("look for the same text: %w", err)
	}
	return report, l.instant(ms), nil
}
