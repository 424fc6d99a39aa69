package ledger

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

const entryColumns = `seq, report, message, unit, indicator, kind, people, day, author, at, reverses, reason, months, tag, flagged, source, opens, cause, delivers, timely`

// qualified is entryColumns of the table e.
const qualified = `e.seq, e.report, e.message, e.unit, e.indicator, e.kind, e.people, e.day, e.author, e.at, e.reverses, e.reason, e.months, e.tag, e.flagged, e.source, e.opens, e.cause, e.delivers, e.timely`

const insertEntry = `INSERT INTO entries (` + entryColumns + `)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`

const sinceText = `SELECT ` + entryColumns + ` FROM entries WHERE seq > $1 ORDER BY seq LIMIT $2`

func itoa(i int) string { return strconv.Itoa(i) }

func insertOf(e coverage.Entry) statement {
	return statement{plain: true, text: insertEntry, args: []any{
		int64(e.Seq), e.Report, e.Message, string(e.Unit), string(e.Indicator), string(e.Kind), e.Count,
		e.Day.String(), int64(e.By), millis(e.At), int64(e.Reverses), string(e.Reason), int64(e.Months),
		e.Tag, bit(e.Flagged), e.Source, bit(e.Opens), string(e.Cause), bit(e.Delivers), bit(e.Timely),
	}}
}

func (l *Ledger) scanEntry(scan scanner) (e coverage.Entry, err error) {
	var d string
	var at, by, reverses, months, flagged, opens, delivers, timely, seq int64
	var unit, indicator, kind, reason string
	err = scan(&seq, &e.Report, &e.Message, &unit, &indicator, &kind, &e.Count, &d, &by, &at,
		&reverses, &reason, &months, &e.Tag, &flagged, &e.Source, &opens, &e.Cause, &delivers, &timely)
	if err != nil {
		return e, err
	}
	e.Seq, e.By, e.Reverses = coverage.Position(seq), coverage.PersonID(by), coverage.Position(reverses)
	e.Unit, e.Indicator, e.Kind, e.Reason = place.Code(unit), coverage.Indicator(indicator), coverage.Kind(kind), coverage.Reason(reason)
	e.At, e.Months, e.Flagged, e.Opens = l.instant(at), int(months), flagged != 0, opens != 0
	e.Delivers, e.Timely = delivers != 0, timely != 0
	e.Day, err = day(d)
	return e, err
}

// entries gives a statement that appends what it reads to into.
func (l *Ledger) entries(into *[]coverage.Entry, text string, args ...any) statement {
	return statement{text: text, args: args, each: func(scan scanner) error {
		e, err := l.scanEntry(scan)
		if err == nil {
			*into = append(*into, e)
		}
		return err
	}}
}

// Since gives the entries beyond pos in their order, at most limit.
func (l *Ledger) Since(ctx context.Context, pos coverage.Position, limit int) ([]coverage.Entry, error) {
	var found []coverage.Entry
	if err := l.e.query(ctx, l.entries(&found, sinceText, int64(pos), int64(limit))); err != nil {
		return nil, fmt.Errorf("read entries since %d: %w", pos, err)
	}
	return found, nil
}

// plainCode tells whether an indicator's code is one that kept sums can hold.
func plainCode(i coverage.Indicator) bool {
	return len(i) <= 64 && strings.Trim(string(i), "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// What may be wrong with an entry, whoever made it.
var errEntry = errors.New("entry refused")

// most is more people than any unit has: an entry beyond it is a mistake that
// sums could overflow by.
const most = 1_000_000_000

// sound brings an entry to the form in which it is kept, or says why it must
// not be.
func (l *Ledger) sound(e coverage.Entry) (coverage.Entry, error) {
	e.Unit, e.Tag, e.Source = place.Code(name(string(e.Unit))), name(e.Tag), key(e.Source)
	e.Kind, e.Reason = coverage.Kind(name(string(e.Kind))), coverage.Reason(name(string(e.Reason)))
	e.Message, e.Cause = key(e.Message), coverage.Cause(name(string(e.Cause)))
	e.At = l.instant(millis(e.At))
	switch {
	case e.Unit == "":
		return e, fmt.Errorf("%w: no unit", errEntry)
	case e.Day.IsZero():
		return e, fmt.Errorf("%w: no day", errEntry)
	case !plainCode(e.Indicator):
		return e, fmt.Errorf("%w: indicator %.40q", errEntry, e.Indicator)
	case !e.Kind.Known():
		return e, fmt.Errorf("%w: kind %.40q", errEntry, e.Kind)
	case e.Misplaced() && e.Reverses == 0:
		return e, fmt.Errorf("%w: %s of %s", errEntry, e.Reason, e.Indicator)
	case e.Count > most || e.Count < -most:
		return e, fmt.Errorf("%w: count %d", errEntry, e.Count)
	case e.Count < 0 && e.Reverses == 0:
		return e, fmt.Errorf("%w: count %d takes nothing back", errEntry, e.Count)
	case e.Reverses < 0:
		return e, fmt.Errorf("%w: takes back %d", errEntry, e.Reverses)
	}
	if y, _, _ := e.Day.Civil(); y < 1900 || y > 9999 {
		return e, fmt.Errorf("%w: day %s", errEntry, e.Day)
	}
	return e, nil
}
