package ledger

import (
	"context"
	"fmt"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

const (
	reviewedText = `SELECT report FROM reviews WHERE report = $1`
	insertReview = `INSERT INTO reviews (report, verdict, author, at, reason) VALUES ($1, $2, $3, $4, $5)`
	insertAudit  = `INSERT INTO audit (at, author, revision, note, changes) VALUES ($1, $2, $3, $4, $5)`

	// unreviewedText gives the flagged entries that stand and whose report nobody
	// has looked at.
	unreviewedText = `SELECT ` + qualified + ` FROM entries e WHERE e.flagged > 0 AND e.reverses = 0 AND e.day >= $1
AND NOT EXISTS (SELECT 1 FROM entries t WHERE t.reverses = e.seq AND t.reverses > 0)
AND NOT EXISTS (SELECT 1 FROM reviews v WHERE v.report = e.report)`
)

// checkReview refuses what is said of a report that somebody looked at before.
func (f *flush) checkReview(ctx context.Context, r *coverage.Review) (refused, err error) {
	if r == nil {
		return nil, nil
	}
	known := f.reviewed[r.Report]
	if !known {
		err = f.s.run(ctx, statement{text: reviewedText, args: []any{r.Report}, each: func(scan scanner) error {
			var report int64
			known = true
			return scan(&report)
		}})
	}
	if known {
		refused = fmt.Errorf("report %d was looked at: %w", r.Report, coverage.ErrStale)
	}
	return refused, err
}

// review writes what was said of a report, and the line of the audit log.
func (f *flush) review(r *coverage.Review) {
	if r == nil {
		return
	}
	f.reviewed[r.Report] = true
	f.others = append(f.others,
		statement{text: insertReview, args: []any{r.Report, name(string(r.Verdict)), int64(r.By), millis(f.now), clean(r.Reason, textLimit)}},
		statement{text: insertAudit, args: []any{millis(f.now), int64(r.By), f.head.revision, clean(r.Note, textLimit), `{"reviews":1}`}})
}

// Unreviewed gives the flagged entries of units (nil: of all) on days since from
// that stand and whose report nobody has looked at, newest first, at most limit.
func (l *Ledger) Unreviewed(ctx context.Context, units []place.Code, from vi.Day, limit int) ([]coverage.Entry, error) {
	var found []coverage.Entry
	const order = ` ORDER BY e.seq DESC LIMIT `
	var err error
	if units == nil {
		err = l.e.query(ctx, l.entries(&found, unreviewedText+order+`$2`, from.String(), int64(limit)))
	} else {
		err = l.e.snapshot(ctx, func(read func(statement) error) error {
			for part := range slices.Chunk(distinct(units), unitsAtOnce) {
				args := []any{from.String(), int64(limit)}
				for _, u := range part {
					args = append(args, string(u))
				}
				if err := read(l.entries(&found, unreviewedText+` AND e.unit IN (`+list(3, len(part))+`)`+order+`$2`, args...)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read the reports that wait: %w", err)
	}
	slices.SortFunc(found, func(a, b coverage.Entry) int { return bySeq(b, a) })
	return found[:min(limit, len(found))], nil
}

// Reviews gives what was said of reports, of those that were looked at.
func (l *Ledger) Reviews(ctx context.Context, reports []int64) ([]coverage.Review, error) {
	var found []coverage.Review
	for part := range slices.Chunk(reports, unitsAtOnce) {
		var args []any
		for _, n := range part {
			args = append(args, n)
		}
		err := l.e.query(ctx, statement{
			text: `SELECT report, verdict, author, at, reason FROM reviews WHERE report IN (` + list(1, len(part)) + `) ORDER BY report`, args: args,
			each: func(scan scanner) error {
				var r coverage.Review
				var at, by int64
				err := scan(&r.Report, &r.Verdict, &by, &at, &r.Reason)
				r.At, r.By = l.instant(at), coverage.PersonID(by)
				found = append(found, r)
				return err
			},
		})
		if err != nil {
			return nil, fmt.Errorf("read what was said of reports: %w", err)
		}
	}
	return found, nil
}
