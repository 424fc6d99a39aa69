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

// fewUnits and fewDays are of how many units and days, as a report tells of,
// the entries are a short answer.
const fewUnits, fewDays = 4, 8

// Entries gives the entries of units on days from..to in the ledger's order.
func (l *Ledger) Entries(ctx context.Context, units []place.Code, from, to vi.Day) ([]coverage.Entry, error) {
	units = distinct(units)
	if len(units) == 0 {
		return nil, nil
	}
	var found []coverage.Entry
	var err error
	if len(units) <= unitsAtOnce {
		// One statement sees one state by itself, and saves two round trips.
		ask := l.e.query
		if len(units) <= fewUnits && to-from <= fewDays {
			ask = l.e.short
		}
		err = ask(ctx, l.entriesOf(&found, units, from, to))
	} else {
		err = l.e.snapshot(ctx, func(read func(statement) error) error {
			for part := range slices.Chunk(units, unitsAtOnce) {
				if err := read(l.entriesOf(&found, part, from, to)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read entries of units: %w", err)
	}
	slices.SortFunc(found, bySeq)
	return found, nil
}

func (l *Ledger) entriesOf(found *[]coverage.Entry, units []place.Code, from, to vi.Day) statement {
	args := []any{from.String(), to.String()}
	for _, u := range units {
		args = append(args, string(u))
	}
	return l.entries(found, `SELECT `+entryColumns+` FROM entries
WHERE unit IN (`+list(3, len(units))+`) AND day >= $1 AND day <= $2`, args...)
}

func distinct(units []place.Code) []place.Code {
	return slices.Compact(slices.Sorted(slices.Values(units)))
}

func bySeq(a, b coverage.Entry) int { return int(a.Seq - b.Seq) }

// ofReports selects the entries of the reports that r has: a report's entries
// follow each other, up to the first of the next.
const ofReports = `SELECT ` + qualified + joinReports

const joinReports = ` FROM r JOIN entries e ON e.seq >= r.report AND e.report = r.report AND e.seq < COALESCE(
	(SELECT n.seq FROM entries n WHERE n.seq > r.report AND n.report = n.seq ORDER BY n.seq LIMIT 1), 9223372036854775807) `

// By gives a person's latest reports, newest first.
func (l *Ledger) By(ctx context.Context, person coverage.PersonID, limit int) ([][]coverage.Entry, error) {
	var found []coverage.Entry
	err := l.e.query(ctx, l.entries(&found, `WITH r AS (SELECT report FROM entries WHERE author = $1 AND seq = report ORDER BY report DESC LIMIT $2) `+
		ofReports+`ORDER BY e.report DESC, e.seq`, int64(person), int64(limit)))
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
	err := l.e.query(ctx, l.entries(&found, `WITH r AS (SELECT report FROM entries WHERE seq = $1 AND report = $1) `+ofReports+`ORDER BY e.seq`, number))
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
	root := key(message)
	err := l.e.query(ctx, l.entries(&found, `WITH r AS (SELECT report FROM messages WHERE key >= $1 AND key < $2 AND root = $3 AND report > 0) `+
		ofReports+`ORDER BY e.seq`, root+"/", root+"0", root)) // 0 is the letter after the stroke
	if err != nil {
		return nil, fmt.Errorf("read a message's entries: %w", err)
	}
	return found, nil
}

// peopleAtOnce is how many people's days one statement reads, where it reads
// those of several.
const peopleAtOnce = 64

// DaySums gives what stands of people's reports on each day from..to, by day
// and indicator. An entry counts for whoever made it, whoever took it back.
func (l *Ledger) DaySums(ctx context.Context, people []coverage.PersonID, from, to vi.Day) (map[coverage.PersonID][]coverage.DaySum, error) {
	days := make(map[coverage.PersonID][]coverage.DaySum, len(people))
	for part := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(people))), peopleAtOnce) {
		n := 1
		if len(part) > 1 {
			n = peopleAtOnce // the last again, so that there are two texts
		}
		args := []any{from.String(), to.String(), string(coverage.New)}
		for i := range n {
			args = append(args, int64(part[min(i, len(part)-1)]))
		}
		if err := l.e.query(ctx, statement{text: daySumsText(n), args: args, each: daySumsInto(days)}); err != nil {
			return nil, fmt.Errorf("read people's days: %w", err)
		}
	}
	return days, nil
}

func daySumsText(people int) string {
	return `SELECT e.author, e.day, e.indicator, CAST(SUM(CASE WHEN e.kind = $3 THEN e.people ELSE 0 END) AS BIGINT) FROM entries e
WHERE e.author IN (` + list(4, people) + `) AND e.day >= $1 AND e.day <= $2 AND e.reverses = 0
AND NOT EXISTS (SELECT 1 FROM entries r WHERE r.reverses = e.seq AND r.reverses > 0)
GROUP BY e.author, e.day, e.indicator ORDER BY e.author, e.day, e.indicator`
}

func daySumsInto(days map[coverage.PersonID][]coverage.DaySum) func(scanner) error {
	return func(scan scanner) error {
		var by int64
		var d, indicator string
		var sum coverage.DaySum
		if err := scan(&by, &d, &indicator, &sum.New); err != nil {
			return err
		}
		var err error
		sum.Day, err = day(d)
		sum.Indicator = coverage.Indicator(indicator)
		days[coverage.PersonID(by)] = append(days[coverage.PersonID(by)], sum)
		return err
	}
}

// elsewhereTime is how long what a person reported by another account of
// theirs is worth a look.
const elsewhereTime = 12 * time.Hour

// Repeated tells what an account's text may repeat: the newest report that the
// account made with the same text since a moment, of which something still
// stands; and whether the same person reported anything by another account in
// the last hours.
func (l *Ledger) Repeated(ctx context.Context, account, foldedText string, since time.Time) (e coverage.Echo, err error) {
	print := digest(foldedText)
	if print == "" {
		return e, nil
	}
	err = l.e.short(ctx, statement{
		text: `WITH r AS (SELECT report, at FROM messages
	WHERE account = $1 AND at >= $2 AND digest = $3 AND digest <> '' AND report > 0)
SELECT * FROM (SELECT r.report, MAX(r.at)` + joinReports + `WHERE e.reverses = 0 AND NOT EXISTS (SELECT 1 FROM entries t WHERE t.reverses = e.seq AND t.reverses > 0)
GROUP BY r.report ORDER BY r.report DESC LIMIT 1) same
UNION ALL SELECT 0, MAX(at) FROM messages WHERE at >= $4 AND digest <> '' AND report > 0
	AND account IN (SELECT b.account FROM accounts a JOIN accounts b ON b.person = a.person AND b.account <> a.account WHERE a.account = $1)
	HAVING MAX(at) IS NOT NULL`,
		args: []any{key(account), millis(since), print, millis(l.now().Add(-elsewhereTime))},
		each: func(scan scanner) error {
			var report, ms int64
			err := scan(&report, &ms)
			if report == 0 {
				e.Elsewhere = true
				return err
			}
			e.Report, e.At = report, l.instant(ms)
			return err
		},
	})
	if err != nil {
		return coverage.Echo{}, fmt.Errorf("look for the same text: %w", err)
	}
	return e, nil
}
