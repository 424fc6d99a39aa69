package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Line is one figure that a person reports.
type Line struct {
	Unit      place.Code
	Indicator Indicator
	Kind      Kind
	Count     int64
	Day       vi.Day
	Reason    Reason
	Months    int
	Tag       string
	By        PersonID // whose figure it is; 0: of the draft's person
	Sets      bool     // Count is what lacks to Total, the day's of everybody, at the commit
	Total     int64
	Flagged   bool // it was flagged when it was reported first
}

// Draft is a report or a correction before it is booked.
type Draft struct {
	Person   Person
	Message  string // bot.Message.Root of what it came by
	Received time.Time
	Lines    []Line
	TakeBack []Entry // standing entries that it replaces or undoes
	Cause    Cause   // of a correction
	Of       int64   // the report that is corrected, 0: whichever fits
	Add      bool    // the person was told of another's report and adds to it
	Sure     bool    // the person confirmed an unusual number
	Looked   []Entry // standing entries of a report that is approved: they stay
	Review   *Review // what is said of a flagged report; nil where none is looked at
}

// Why is a reason to refuse a draft, or to ask first.
type Why string

// The reasons. Doubled and Unusual are asked, the others refused.
const (
	NotYours   Why = "not_yours"   // a unit the person does not report for
	NotOwn     Why = "not_own"     // somebody else's report
	FutureDay  Why = "future_day"  // a day that has not come
	TooOldDay  Why = "too_old_day" // more than 7 days back
	LockedDay  Why = "locked_day"  // a closed month
	OverAll    Why = "over_all"    // more participants than people
	Doubled    Why = "doubled"     // another agent reported the same
	Unusual    Why = "unusual"     // far above what the person reports
	Nothing    Why = "nothing"     // nothing stands that could be corrected
	Overtaken  Why = "overtaken"   // somebody else took it back meanwhile
	BelowZero  Why = "below_zero"  // would leave fewer than none
	InTraining Why = "in_training" // answered, not counted
	NotFlagged Why = "not_flagged" // there is nothing to approve
	OwnReport  Why = "own_report"  // one's own is approved by somebody else
	Reviewed   Why = "reviewed"    // somebody looked at it before
)

// Refusal says why a draft is not booked; it is an error.
type Refusal struct {
	Why         Why
	Line        Line    // the line it is about
	Other       Entry   // Doubled: the other's entry; Overtaken: what took it back
	Others      []Entry // Doubled: all of them
	People, Of  int64   // OverAll, BelowZero: participants it would come to, and people there are
	Unit        place.Code
	Usual       int64 // Unusual: what a usual day is
	OldestValid vi.Day
	Review      Review // Reviewed: what was said
}

func (r *Refusal) Error() string { return "refused: " + string(r.Why) }

// backdating is how many days back a report may go.
const backdating = 7

// unusualCount and unusualTimes: a number over both is confirmed once more.
const (
	unusualCount = 20
	unusualTimes = 5
)

// Prepared is a draft that may be booked.
type Prepared struct {
	Booking Booking
	book    *Book
	draft   Draft
	flagged bool
	units   []place.Code
	day     []Entry // entries on the draft's units and days, as read
	impacts []impact
	inTime  func(at time.Time, day vi.Day) bool
}

// Flagged gives the units of which the draft holds an unusual number that was
// confirmed.
func (p *Prepared) Flagged() []place.Code {
	var units []place.Code
	for _, l := range p.draft.Lines {
		if p.flagged && l.large() && !slices.Contains(units, l.Unit) {
			units = append(units, l.Unit)
		}
	}
	return units
}

// Prepare checks a draft against the records and the ledger, and makes the
// booking that checks again at the commit. The error may be a *Refusal.
func (s *Service) Prepare(ctx context.Context, d Draft) (*Prepared, error) {
	book, err := s.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	today := vi.DayOf(d.Received, s.Location)
	d.Lines = placed(d.Lines)
	p := &Prepared{book: book, draft: d, inTime: s.inTime}
	if err := p.allowed(today); err != nil {
		return nil, err
	}
	if err := p.read(ctx, s, today); err != nil {
		return nil, err
	}
	if _, err := p.decide(nil); err != nil {
		return nil, err
	}
	// Last, so that nobody confirms a number that is refused then.
	if err := p.unusual(ctx, s, today); err != nil {
		return nil, err
	}
	p.Booking.Author = d.Person.ID
	p.Booking.Revision = book.Revision
	p.Booking.Decide = p.decide
	p.Booking.Review = d.Review
	return p, nil
}

// placed puts lines of people who went to an employer where they belong: of
// whoever has BHYT they leave a household's.
func placed(lines []Line) []Line {
	lines = slices.Clone(lines)
	for i, l := range lines {
		if l.Reason == ToEmployer && l.Indicator == BHYT {
			lines[i].Indicator = Household
		}
	}
	return lines
}

func (p *Prepared) allowed(today vi.Day) error {
	if p.draft.Person.Status == Training {
		return &Refusal{Why: InTraining}
	}
	for _, l := range p.draft.Lines {
		r := Refusal{Line: l, Unit: l.Unit, OldestValid: today - backdating}
		switch {
		case p.draft.Review != nil && p.book.Locked(l.Unit, l.Day):
			r.Why = LockedDay
		case p.draft.Review != nil:
			continue // it puts back what was reported before
		case !p.book.MayReport(p.draft.Person, l.Unit, l.Day), !p.book.Tree.Alive(l.Unit, l.Day):
			r.Why = NotYours
		case l.Day > today:
			r.Why = FutureDay
		case l.Day < today-backdating:
			r.Why = TooOldDay
		case p.book.Locked(l.Unit, l.Day):
			r.Why = LockedDay
		case l.Count < 0:
			r.Why = BelowZero
		default:
			continue
		}
		return &r
	}
	for _, e := range p.draft.touched() {
		if p.book.Locked(e.Unit, e.Day) {
			return &Refusal{Why: LockedDay, Unit: e.Unit, Line: Line{Unit: e.Unit, Day: e.Day}}
		}
	}
	return nil
}

// Usual is how many people an agent tallies as new on a day with a report,
// the mean of the last 28 days; 0 where there was none.
func (s *Service) Usual(ctx context.Context, person PersonID, today vi.Day) (int64, error) {
	sums, err := s.daySums(ctx, person, today-forecastWindow, today-1)
	if err != nil {
		return 0, err
	}
	var people, days int64
	for n, d := range sums {
		people += d.New
		if n == 0 || d.Day != sums[n-1].Day {
			days++
		}
	}
	if days == 0 {
		return 0, nil
	}
	return (people + days - 1) / days, nil
}

func (p *Prepared) unusual(ctx context.Context, s *Service, today vi.Day) error {
	i := slices.IndexFunc(p.draft.Lines, func(l Line) bool { return l.large() })
	if i < 0 || p.draft.Review != nil {
		return nil
	}
	usual, err := s.Usual(ctx, p.draft.Person.ID, today)
	if err != nil {
		return err
	}
	for _, l := range p.draft.Lines {
		if !l.large() || l.Count <= unusualTimes*usual {
			continue
		}
		p.flagged = true
		if !p.draft.Sure {
			return &Refusal{Why: Unusual, Line: l, Unit: l.Unit, Usual: usual}
		}
	}
	return nil
}

// large tells whether a line moves coverage by a number that may be unusual.
func (l Line) large() bool { return (l.Kind == New || l.Kind == Lapsed) && l.Count > unusualCount }

// read fetches what the checks and the reply stand on: first the sums, whose
// position the booking names, then the entries, which may be newer.
func (p *Prepared) read(ctx context.Context, s *Service, today vi.Day) error {
	units, from, to := p.draft.reach()
	if len(units) == 0 {
		return nil
	}
	p.units = units
	var q query
	p.impacts = p.book.impacts(&q, p.draft, today)
	if err := q.read(ctx, s); err != nil {
		return fmt.Errorf("read the tallies: %w", err)
	}
	p.Booking.Read = q.at
	for i := range p.impacts {
		p.impacts[i].Before = q.value(p.impacts[i].planned)
	}
	var err error
	if p.day, err = s.Journal.Entries(ctx, units, from, to); err != nil {
		return fmt.Errorf("read the day's entries: %w", err)
	}
	return nil
}

// Units gives the units that a draft is about.
func (d Draft) Units() []place.Code {
	units, _, _ := d.reach()
	return units
}

func (d Draft) reach() (units []place.Code, from, to vi.Day) {
	add := func(u place.Code, day vi.Day) {
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
		if from.IsZero() || day < from {
			from = day
		}
		to = max(to, day)
	}
	for _, l := range d.Lines {
		add(l.Unit, l.Day)
	}
	for _, e := range d.touched() {
		add(e.Unit, e.Day)
	}
	return units, from, to
}

// touched are the standing entries that a draft is about.
func (d Draft) touched() []Entry { return slices.Concat(d.TakeBack, d.Looked) }

// decide gives the entries to append, or why not, once the entries since the
// reading are known. The commit calls it; it must not change p.
func (p *Prepared) decide(since []Entry) ([]Entry, error) {
	known := p.with(since)
	day := InForce(known)
	for _, e := range p.draft.touched() {
		if !slices.ContainsFunc(day, func(x Entry) bool { return x.Seq == e.Seq }) {
			by, _ := takenBackBy(e, p.with(since))
			return nil, &Refusal{Why: Overtaken, Unit: e.Unit, Other: by}
		}
	}
	if err := p.doubled(day); err != nil {
		return nil, err
	}
	entries, err := p.entries(day)
	if err != nil {
		return nil, err
	}
	if err := p.bounds(entries, since); err != nil {
		return nil, err
	}
	p.deliver(entries, known)
	return entries, nil
}

// with gives the entries on the draft's units, others' of the meantime too.
func (p *Prepared) with(since []Entry) []Entry {
	var near []Entry // of all that was reported meanwhile, mostly none
	for _, e := range since {
		if slices.Contains(p.units, e.Unit) {
			near = append(near, e)
		}
	}
	if len(near) == 0 {
		return p.day
	}
	return merge(p.day, near)
}

func (p *Prepared) doubled(day []Entry) error {
	if p.draft.Add {
		return nil
	}
	var found *Refusal
	for _, l := range p.draft.Lines {
		if l.Count == 0 || l.Kind == Zero || p.draft.restates(l) {
			continue
		}
		for _, e := range day {
			if l.same(e) && e.By != p.draft.Person.ID && e.Source == "" && e.Count > 0 && !taken(p.draft, e) {
				if found == nil {
					found = &Refusal{Why: Doubled, Line: l, Unit: l.Unit, Other: e}
				}
				if !slices.ContainsFunc(found.Others, func(o Entry) bool { return o.Seq == e.Seq }) {
					found.Others = append(found.Others, e)
				}
			}
		}
	}
	if found == nil {
		return nil
	}
	return found
}

// restates tells whether a line stands in place of the person's own of the same
// unit, day, indicator and kind: whether it comes to others' was asked then.
func (d Draft) restates(l Line) bool {
	return slices.ContainsFunc(d.TakeBack, func(e Entry) bool { return e.By == d.Person.ID && l.same(e) })
}

func (l Line) same(e Entry) bool {
	return e.Unit == l.Unit && e.Day == l.Day && e.Indicator == l.Indicator && e.Kind == l.Kind
}

// entries makes the ledger's lines, given what stands.
func (p *Prepared) entries(day []Entry) ([]Entry, error) {
	var entries []Entry
	opened := map[Line]bool{} // by unit and day only
	for _, e := range p.draft.TakeBack {
		entries = append(entries, p.draft.reversal(e))
	}
	for _, l := range p.draft.Lines {
		if l.Sets {
			if l.Count = l.Total - p.draft.others(l, day); l.Count < 0 {
				return nil, &Refusal{Why: BelowZero, Line: l, Unit: l.Unit}
			}
		}
		at := Line{Unit: l.Unit, Day: l.Day}
		entry := Entry{
			Message: p.draft.Message, Unit: l.Unit, Indicator: l.Indicator, Kind: l.Kind, Count: l.Count, Day: l.Day,
			By: l.By, At: p.draft.Received, Reason: l.Reason, Months: l.Months, Tag: l.Tag,
			Flagged: p.flagged && l.large() || l.Flagged,
			Opens:   !opened[at] && p.draft.opens(l),
			Cause:   p.draft.Cause,
		}
		if l.By == 0 {
			entry.By = p.draft.Person.ID
		}
		entries = append(entries, entry)
		opened[at] = true
	}
	return entries, nil
}

// others is what stands of a line's unit, day, indicator and kind besides
// what the draft takes back.
func (d Draft) others(l Line, day []Entry) int64 {
	var n int64
	for _, e := range day {
		if l.fits(e) && !taken(d, e) {
			n += e.Count
		}
	}
	return n
}

// opens tells whether a line makes its unit and day count as reported: not
// where it replaces a figure of a report that stands on.
func (d Draft) opens(l Line) bool {
	touched := false
	for _, e := range d.TakeBack {
		if e.Unit == l.Unit && e.Day == l.Day {
			touched = true
			if e.Opens {
				return true
			}
		}
	}
	return !touched
}

func (d Draft) reversal(e Entry) Entry {
	e.Reverses, e.Count = e.Seq, -e.Count
	e.Seq, e.Report, e.Delivers, e.Timely = 0, 0, false, false
	cause := d.Cause
	if e.By != d.Person.ID && cause != Undone && cause != Returned {
		cause = Overruled // whatever becomes of the person's own
	}
	e.Message, e.By, e.At, e.Source, e.Cause = d.Message, d.Person.ID, d.Received, "", cause
	return e
}

// merge joins two readings of entries, each entry once, in the ledger's order.
func merge(a, b []Entry) []Entry {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y Entry) int { return cmp.Compare(x.Seq, y.Seq) })
	return slices.CompactFunc(all, func(x, y Entry) bool { return x.Seq != 0 && x.Seq == y.Seq })
}

// InForce gives the entries that stand: neither taken back nor takings-back.
// Where nothing was taken back it is the slice that it was given.
func InForce(entries []Entry) []Entry {
	var back map[Position]bool // mostly nothing was taken back
	for _, e := range entries {
		if e.Reverses != 0 {
			if back == nil {
				back = map[Position]bool{}
			}
			back[e.Reverses] = true
		}
	}
	if back == nil {
		return slices.Clip(entries)
	}
	var live []Entry
	for _, e := range entries {
		if e.Reverses == 0 && !back[e.Seq] {
			live = append(live, e)
		}
	}
	return live
}
