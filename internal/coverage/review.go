package coverage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// A report with an unusual number (Entry.Flagged) counts from the moment its
// agent has confirmed it, and waits for somebody to look at it: whoever answers
// for all its units, as an official or an administrator, but for whoever made
// it. Approving changes no figure. Sending it back takes it out by new entries,
// so that all is as it was before it.

// Verdict is what was said of a report that was looked at.
type Verdict string

// The verdicts.
const (
	Approved Verdict = "approved"  // duyệt
	SentBack Verdict = "sent_back" // trả lại
)

// Review is what somebody said of a flagged report, once.
type Review struct {
	Report  int64
	Verdict Verdict
	By      PersonID
	At      time.Time
	Reason  string // of one that was sent back, in their words
	Note    string // for the audit log; not given back
}

// Reviews reads what became of flagged reports.
type Reviews interface {
	// Unreviewed gives the flagged entries of units (nil: of all) on days since
	// from that stand and whose report nobody has looked at, newest first, at
	// most limit.
	Unreviewed(ctx context.Context, units []place.Code, from vi.Day, limit int) ([]Entry, error)
	// Reviews gives what was said of reports, of those that were looked at.
	Reviews(ctx context.Context, reports []int64) ([]Review, error)
}

// reviewedFor is how many days back flagged reports wait; older ones stand as
// they are.
const reviewedFor = 31

// waitingMost bounds how many flagged entries are read at once, reviewMost how
// many reports are given of them; from everywhere units on it is cheaper to ask
// for those of the whole country.
const (
	waitingMost = 2000
	reviewMost  = 50
	everywhere  = 6000
)

// MayReview tells whether a person answers for a unit, and so looks at its
// flagged reports: an official or administrator of it or of what is above it.
func (b *Book) MayReview(p Person, u place.Code, day vi.Day) bool {
	p.Grants = slices.DeleteFunc(slices.Clone(p.Grants), func(g Grant) bool { return g.Role != Official && g.Role != Admin })
	return b.maySeeParts(p, u, day)
}

// Flagged tells whether a report holds an unusual number.
func (r Report) Flagged() bool {
	return slices.ContainsFunc(r.Brought, func(e Entry) bool { return e.Flagged })
}

// ToReview gives the newest flagged reports that wait for a person, 50 at most:
// those of months that are closed, and the person's own, are not among them.
func (s *Service) ToReview(ctx context.Context, p Person) ([]Report, error) {
	b, err := s.Library.Book(ctx)
	if err != nil || s.Reviews == nil {
		return nil, err
	}
	today := s.Today()
	entries, err := s.Reviews.Unreviewed(ctx, b.answeredFor(p, today), today-reviewedFor, waitingMost)
	if err != nil {
		return nil, err
	}
	var numbers []int64
	for _, e := range entries {
		if e.By != p.ID && !slices.Contains(numbers, e.Report) && b.MayReview(p, e.Unit, today) && !b.Locked(e.Unit, e.Day) {
			numbers = append(numbers, e.Report)
		}
	}
	var groups [][]Entry
	for _, n := range numbers {
		if len(groups) == reviewMost {
			break
		}
		group, err := s.Journal.Report(ctx, n)
		if err != nil {
			return nil, fmt.Errorf("read flagged report %d: %w", n, err)
		}
		if !slices.ContainsFunc(group, func(e Entry) bool { return !b.MayReview(p, e.Unit, today) }) {
			groups = append(groups, group)
		}
	}
	return s.told(ctx, groups)
}

// answeredFor gives the units that a person answers for and all below them,
// ended ones of late too; nil where that is most of the country.
func (b *Book) answeredFor(p Person, today vi.Day) []place.Code {
	units := []place.Code{}
	for _, own := range append(p.Units(Official), p.Units(Admin)...) {
		units = append(units, own)
		for _, level := range []place.Level{place.Province, place.Commune} {
			units = append(units, b.Tree.Descendants(own, level, today)...)
		}
		units = append(units, b.villagesEver(own, today-reviewedFor, today)...)
	}
	if len(units) > everywhere {
		return nil
	}
	return units
}

// Reviewing makes the draft by which a person says of a flagged report that it
// is right, or sends it back with a reason. A *Refusal says Nothing (no such
// report within the person's units), NotFlagged, OwnReport, Reviewed,
// Overtaken or LockedDay.
func (s *Service) Reviewing(ctx context.Context, d Draft, r Review) (Draft, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return d, err
	}
	if s.Reviews == nil {
		return d, &Refusal{Why: Nothing}
	}
	entries, err := s.Journal.Report(ctx, r.Report)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return d, fmt.Errorf("read report %d: %w", r.Report, err)
	}
	if why := b.reviewable(d.Person, entries, s.Today()); why != "" {
		return d, &Refusal{Why: why}
	}
	said, err := s.Reviews.Reviews(ctx, []int64{r.Report})
	if err != nil {
		return d, err
	}
	if len(said) > 0 {
		return d, &Refusal{Why: Reviewed, Review: said[0]}
	}
	standing, err := s.inForce(ctx, entries)
	if err != nil {
		return d, err
	}
	if !slices.ContainsFunc(standing, func(e Entry) bool { return e.Flagged }) {
		return d, s.overtaken(ctx, entries)
	}
	d.Review, d.Add, d.Sure = &r, true, true
	if r.Verdict == Approved {
		d.Looked = standing
		return d, nil
	}
	d.TakeBack, d.Cause = standing, Returned
	d.Lines, err = s.taken(ctx, entries)
	return d, err
}

// reviewable tells why a person may not look at a report; "" where they may.
func (b *Book) reviewable(p Person, report []Entry, today vi.Day) Why {
	flagged, own := false, false
	for _, e := range report {
		if !b.MayReview(p, e.Unit, today) {
			return Nothing // no more than of one that is not there
		}
		if e.Flagged && e.Reverses == 0 {
			flagged = true
			own = own || e.By == p.ID
		}
	}
	switch {
	case len(report) == 0 || imported(report):
		return Nothing
	case !flagged:
		return NotFlagged
	case own:
		return OwnReport
	}
	return ""
}

// reviewOf adds to reports what was said of those that were flagged.
func (s *Service) reviewOf(ctx context.Context, reports []Report) error {
	var numbers []int64
	for _, r := range reports {
		if r.Flagged() {
			numbers = append(numbers, r.Number)
		}
	}
	if len(numbers) == 0 || s.Reviews == nil {
		return nil
	}
	said, err := s.Reviews.Reviews(ctx, numbers)
	for _, v := range said {
		for i := range reports {
			if reports[i].Number == v.Report {
				reports[i].Review = &v
			}
		}
	}
	return err
}
