package coverage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// lookBack is how many of a person's latest reports a correction searches.
const lookBack = 20

// Undoing makes the draft that takes back a report: the person's last one
// that stands, or the one of a number. What that report itself had taken back
// stands again, as its owner's; but the last one being itself an undoing,
// undoing once more goes further back and leaves nothing of it. A *Refusal says
// Nothing, Overtaken or NotYours.
func (s *Service) Undoing(ctx context.Context, d Draft, number int64) (Draft, error) {
	group, err := s.report(ctx, d.Person.ID, number)
	if err != nil {
		return d, err
	}
	d.Cause = Undone
	d.TakeBack = append(d.TakeBack, group.standing...)
	if !group.undid {
		if d.Lines, err = s.taken(ctx, group.entries); err != nil {
			return d, err
		}
	}
	d.Add, d.Sure = true, true // it was all said before
	return d, nil
}

// taken gives what a report took back, as its lines were and whose they were:
// first those of whoever reported, then each other's together, so that the
// ledger makes a report of their own of them.
func (s *Service) taken(ctx context.Context, report []Entry) ([]Line, error) {
	back := slices.DeleteFunc(slices.Clone(report), func(e Entry) bool { return e.Reverses == 0 })
	if len(back) == 0 {
		return nil, nil
	}
	units, from, to := Draft{TakeBack: back}.reach()
	all, err := s.Journal.Entries(ctx, units, from, to)
	if err != nil {
		return nil, fmt.Errorf("read what a report took back: %w", err)
	}
	var lines []Line
	for _, e := range back {
		l := e.line(-1)
		if i := slices.IndexFunc(all, func(o Entry) bool { return o.Seq == e.Reverses }); i >= 0 {
			l.By, l.Flagged = all[i].By, all[i].Flagged
		}
		lines = append(lines, l)
	}
	person := report[0].By
	slices.SortStableFunc(lines, func(x, y Line) int {
		if x.By == y.By || x.By != person && y.By != person {
			return cmp.Compare(x.By, y.By)
		}
		if x.By == person {
			return -1
		}
		return 1
	})
	return lines, nil
}

// Last gives the person's newest report that stands, its entries in force.
func (s *Service) Last(ctx context.Context, person PersonID) ([]Entry, error) {
	g, err := s.report(ctx, person, 0)
	return g.standing, err
}

// ReportOf gives the standing entries of one report.
func (s *Service) ReportOf(ctx context.Context, person PersonID, number int64) ([]Entry, error) {
	g, err := s.report(ctx, person, number)
	return g.standing, err
}

// group is one report: its entries, those of them that stand, and whether it
// was the undoing of a correction.
type group struct {
	entries, standing []Entry
	undid             bool
}

func (s *Service) report(ctx context.Context, person PersonID, number int64) (group, error) {
	if number != 0 {
		entries, err := s.Journal.Report(ctx, number)
		switch {
		case errors.Is(err, ErrUnknown) || err == nil && len(entries) == 0:
			return group{}, &Refusal{Why: Nothing}
		case err != nil:
			return group{}, fmt.Errorf("read report %d: %w", number, err)
		case entries[0].By != person:
			return group{}, &Refusal{Why: NotOwn}
		}
		standing, err := s.inForce(ctx, entries)
		if err == nil && len(standing) == 0 {
			err = s.overtaken(ctx, entries)
		}
		return group{entries: entries, standing: standing}, err
	}
	groups, err := s.Journal.By(ctx, person, lookBack)
	if err != nil {
		return group{}, fmt.Errorf("read the last reports of person %d: %w", person, err)
	}
	for _, entries := range groups {
		if imported(entries) {
			continue
		}
		standing, err := s.inForce(ctx, entries)
		if standing = of(person, standing); err != nil || len(standing) > 0 {
			return group{entries, standing, undid(entries)}, err
		}
	}
	return group{}, &Refusal{Why: Nothing}
}

// undid tells whether a report was an undoing.
func undid(report []Entry) bool { return report[0].Cause == Undone }

// of gives the entries that are a person's. A report may hold another's line,
// which an undoing put back: it is not for whoever undid to take it back.
func of(person PersonID, entries []Entry) []Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.By != person })
}

// line gives what an entry says, whoever said it, its count times sign.
func (e Entry) line(sign int64) Line {
	return Line{e.Unit, e.Indicator, e.Kind, sign * e.Count, e.Day, e.Reason, e.Months, e.Tag, 0, false, 0, false}
}

// imported tells whether entries are history from elsewhere, which nobody
// takes back by a word in chat.
func imported(entries []Entry) bool {
	return slices.ContainsFunc(entries, func(e Entry) bool { return e.Source != "" })
}

// inForce gives which of some entries stand.
func (s *Service) inForce(ctx context.Context, entries []Entry) ([]Entry, error) {
	units, from, to := Draft{TakeBack: entries}.reach()
	if len(units) == 0 {
		return nil, nil
	}
	all, err := s.Journal.Entries(ctx, units, from, to)
	if err != nil {
		return nil, fmt.Errorf("read the entries around a report: %w", err)
	}
	var standing []Entry
	for _, e := range InForce(merge(all, entries)) {
		if slices.ContainsFunc(entries, func(x Entry) bool { return x.Seq == e.Seq }) {
			standing = append(standing, e)
		}
	}
	return standing, nil
}

// Replacing makes the draft that puts want in place of the person's newest
// standing figure that fits it; zero fields of want fit anything and are taken
// from its entry. With fewer, want.Count is how many fewer it becomes.
// Only d.Of is searched where it is set.
func (s *Service) Replacing(ctx context.Context, d Draft, want Line, fewer bool) (Draft, error) {
	d.Cause = Replaced
	if fewer {
		d.Cause = Reduced
	}
	fitting, err := s.Fitting(ctx, d, want)
	if err != nil {
		return d, err
	}
	same := want.among(fitting)
	e := same[len(same)-1]
	l := e.line(1)
	if fewer {
		l.Count = e.Count - want.Count
		d.TakeBack, d.Lines = append(d.TakeBack, e), append(d.Lines, l)
		return d, nil
	}
	l.Count = want.Count
	for _, o := range same { // "5 hgđ, 3 for a year, 2 for half a year" was one figure, and is one now
		if d.TakeBack = append(d.TakeBack, o); o.Reason != l.Reason || o.Months != l.Months || o.Tag != l.Tag {
			l.Reason, l.Months, l.Tag = "", 0, ""
		}
	}
	d.Lines = append(d.Lines, l)
	return d, nil
}

// among gives, of entries that fit, those that are one figure with the last: of
// its unit, day, indicator and kind, and why, for how long or how, where l says.
func (l Line) among(fitting []Entry) []Entry {
	last := fitting[len(fitting)-1].line(1)
	var all, said []Entry
	for _, e := range fitting {
		if !last.same(e) {
			continue
		}
		all = append(all, e)
		if (l.Reason == "" || l.Reason == e.Reason) && (l.Months == 0 || l.Months == e.Months) && (l.Tag == "" || l.Tag == e.Tag) {
			said = append(said, e)
		}
	}
	if len(said) > 0 {
		return said
	}
	return all
}

// Fitting gives the person's standing entries that fit want, of the newest
// report that has any, or of d.Of: what Replacing picks from. A *Refusal says
// Nothing where there is none.
func (s *Service) Fitting(ctx context.Context, d Draft, want Line) ([]Entry, error) {
	groups, err := s.candidates(ctx, d)
	if err != nil {
		return nil, err
	}
	for _, entries := range groups {
		if imported(entries) {
			continue
		}
		standing, err := s.inForce(ctx, entries)
		if err != nil {
			return nil, err
		}
		fitting := slices.DeleteFunc(of(d.Person.ID, standing), func(e Entry) bool { return !want.fits(e) || taken(d, e) })
		if len(fitting) > 0 {
			return fitting, nil
		}
	}
	return nil, &Refusal{Why: Nothing, Line: want, Unit: want.Unit}
}

func taken(d Draft, e Entry) bool {
	return slices.ContainsFunc(d.TakeBack, func(x Entry) bool { return x.Seq == e.Seq })
}

func (l Line) fits(e Entry) bool {
	return e.Kind != Zero &&
		(l.Unit == "" || l.Unit == e.Unit) && (l.Indicator == "" || l.Indicator == e.Indicator) &&
		(l.Kind == "" || l.Kind == e.Kind) && (l.Day.IsZero() || l.Day == e.Day)
}

// Totalling makes the draft after which the day's total of a line's unit,
// indicator and kind is the line's count, whatever was reported before. The
// person's own entries are replaced; others' stand, so a total below theirs
// is refused with BelowZero.
func (s *Service) Totalling(ctx context.Context, d Draft, want Line) (Draft, error) {
	all, err := s.Journal.Entries(ctx, []place.Code{want.Unit}, want.Day, want.Day)
	if err != nil {
		return d, fmt.Errorf("read the day's entries: %w", err)
	}
	standing := InForce(all)
	for _, e := range standing {
		if want.fits(e) && e.By == d.Person.ID && !taken(d, e) {
			d.TakeBack = append(d.TakeBack, e)
		}
	}
	d.Cause = Totalled
	want.Sets, want.Total = true, want.Count
	if want.Count -= d.others(want, standing); want.Count < 0 {
		return d, &Refusal{Why: BelowZero, Line: want, Unit: want.Unit}
	}
	d.Lines = append(d.Lines, want)
	d.Add = true // the total speaks for everybody's
	return d, nil
}

// Moving makes the draft by which the person's last report belongs to
// another unit, or another day (each where given).
func (s *Service) Moving(ctx context.Context, d Draft, number int64, to place.Code, day vi.Day) (Draft, error) {
	g, err := s.report(ctx, d.Person.ID, number)
	if err != nil {
		return d, err
	}
	if d.Cause = MovedUnit; to == "" {
		d.Cause = MovedDay
	}
	for _, e := range of(d.Person.ID, g.standing) {
		l := e.line(1)
		if to != "" {
			l.Unit = to
		}
		if !day.IsZero() {
			l.Day = day
		}
		d.TakeBack, d.Lines = append(d.TakeBack, e), append(d.Lines, l)
	}
	d.Sure = true
	return d, nil
}

// Editing makes the draft that puts the draft's lines in place of all that
// an earlier form of the same message had brought. Where another message has
// corrected any of that since, the edit would bring back what was corrected:
// a *Refusal says Overtaken, and by what.
func (s *Service) Editing(ctx context.Context, d Draft) (Draft, error) {
	d.Cause = Edited
	entries, err := s.Journal.ByMessage(ctx, d.Message)
	if err != nil {
		return d, fmt.Errorf("read the entries of a message: %w", err)
	}
	if d.TakeBack, err = s.inForce(ctx, entries); err != nil {
		return d, err
	}
	for _, e := range entries {
		if e.Reverses != 0 || taken(d, e) || slices.ContainsFunc(entries, func(x Entry) bool { return x.Reverses == e.Seq }) {
			continue
		}
		return d, s.overtaken(ctx, []Entry{e})
	}
	return d, nil
}

// candidates gives the reports in which a correction looks for what it
// changes, newest first.
func (s *Service) candidates(ctx context.Context, d Draft) ([][]Entry, error) {
	if d.Of != 0 {
		g, err := s.report(ctx, d.Person.ID, d.Of)
		return [][]Entry{g.entries}, err
	}
	groups, err := s.Journal.By(ctx, d.Person.ID, lookBack)
	if err != nil {
		return nil, fmt.Errorf("read the last reports of person %d: %w", d.Person.ID, err)
	}
	return groups, nil
}

// overtaken is the refusal to change entries that something took back before.
func (s *Service) overtaken(ctx context.Context, entries []Entry) error {
	units, from, to := Draft{TakeBack: entries}.reach()
	all, err := s.Journal.Entries(ctx, units, from, to)
	if err != nil {
		return fmt.Errorf("read what took back a report: %w", err)
	}
	r := &Refusal{Why: Overtaken, Unit: entries[0].Unit}
	for _, e := range entries {
		if by, ok := takenBackBy(e, all); ok && by.Seq > r.Other.Seq {
			r.Other = by
		}
	}
	return r
}

// takenBackBy gives the entry by which another was taken back.
func takenBackBy(e Entry, all []Entry) (Entry, bool) {
	i := slices.IndexFunc(all, func(x Entry) bool { return e.Seq != 0 && x.Reverses == e.Seq })
	if i < 0 {
		return Entry{}, false
	}
	return all[i], true
}
