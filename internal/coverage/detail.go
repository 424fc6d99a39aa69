package coverage

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Why people lapsed and how many months they paid is kept like any other sum,
// under indicators of their own that nobody can name: "bhyt_hgd/died",
// "bhyt_hgd/6". So a question for them costs as little as one for a figure.

// monthsMost is the longest payment whose end is kept; what is paid in one is
// never more than a year.
const monthsMost = 12

func (i Indicator) because(r Reason) Indicator { return i + "/" + Indicator(r) }

func (i Indicator) paying(months int) Indicator {
	return i + "/" + Indicator(strconv.Itoa(months))
}

// detail adds to posts what is kept of an entry besides its counts.
func (e Entry) detail(posts []Post) []Post {
	switch {
	case e.Kind == Lapsed && e.Reason != NoReason:
		posts = append(posts, Post{e.Indicator.because(e.Reason), e.counts()})
	case (e.Kind == New || e.Kind == Renewed) && e.Months > 0 && e.Months <= monthsMost:
		posts = append(posts, Post{e.Indicator.paying(e.Months), e.counts()})
	}
	return posts
}

// Reasons lists why people lapse, in the order in which they are told.
func Reasons() []Reason {
	return []Reason{NotRenewed, LeftPoor, LeftList, Moved, Died, ToEmployer}
}

// parts gives an indicator and those that are a part of it.
func (i Indicator) parts() []Indicator {
	all := []Indicator{i}
	for _, d := range Catalogue() {
		if d.Whole == i {
			all = append(all, d.Code)
		}
	}
	return all
}

// Loss is how many lapsed for one reason.
type Loss struct {
	Reason Reason // NoReason: it was not said
	People int64
}

// Losses is who lapsed in a unit over some days, and why.
type Losses struct {
	From, To vi.Day
	Counts          // all that was tallied: Lapsed is their sum
	Why      []Loss // most first; what was not said comes last
}

// Losses gives the lapses of days from..to by reason. Of a whole those who
// went to an employer are not lapsed, and not counted.
func (s *Service) Losses(ctx context.Context, u place.Code, i Indicator, from, to vi.Day) (Losses, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Losses{}, err
	}
	var q query
	units := b.tallying(u, from-1, to)
	all := q.span(units, i, from-1, to)
	spans := map[Reason][]rangeOf{}
	for _, r := range Reasons() {
		for _, part := range i.parts() {
			if part == i || r != ToEmployer {
				spans[r] = append(spans[r], q.span(units, part.because(r), from-1, to))
			}
		}
	}
	if err := q.read(ctx, s); err != nil {
		return Losses{}, fmt.Errorf("read why people of %s lapsed: %w", u, err)
	}
	l := Losses{From: from, To: to, Counts: q.between(all)}
	unsaid := l.Lapsed
	for _, r := range Reasons() {
		loss := Loss{Reason: r}
		for _, span := range spans[r] {
			loss.People += q.between(span).Lapsed
		}
		if unsaid -= loss.People; loss.People != 0 {
			l.Why = append(l.Why, loss)
		}
	}
	slices.SortStableFunc(l.Why, func(x, y Loss) int { return int(y.People - x.People) })
	if unsaid != 0 {
		l.Why = append(l.Why, Loss{People: unsaid})
	}
	return l, nil
}

// Ends is how many people's payments run out on days from..to, by what was
// reported with the months paid.
type Ends struct {
	From, To vi.Day
	People   int64 // whose months end then
	ByMonths []Paid
	Silent   int64 // paid in the year before, and nobody said for how long
}

// Paid is how many of them paid for so many months.
type Paid struct {
	Months int
	People int64
}

// Ends counts payments from the day of their report: a card's own dates are
// not known. What was renewed early is counted with what it ends.
func (s *Service) Ends(ctx context.Context, u place.Code, i Indicator, from, to vi.Day) (Ends, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Ends{}, err
	}
	units := b.tallying(u, paidFrom(from, monthsMost)-1, min(to, s.Today()))
	var q query
	paid := make([][]rangeOf, monthsMost+1)
	for months := 1; months <= monthsMost; months++ {
		first, last := paidFrom(from, months), paidFrom(to+1, months)-1
		for _, part := range i.parts() {
			paid[months] = append(paid[months], q.span(units, part.paying(months), first-1, last))
		}
	}
	year := paidFrom(from, monthsMost)
	upTo := min(to, s.Today())
	all := q.span(units, i, year-1, upTo)
	var known []rangeOf
	for months := 1; months <= monthsMost; months++ {
		for _, part := range i.parts() {
			known = append(known, q.span(units, part.paying(months), year-1, upTo))
		}
	}
	if err := q.read(ctx, s); err != nil {
		return Ends{}, fmt.Errorf("read whose payments of %s run out: %w", u, err)
	}
	e := Ends{From: from, To: to, Silent: payments(q.between(all))}
	for months := 1; months <= monthsMost; months++ {
		people := int64(0)
		for _, span := range paid[months] {
			people += payments(q.between(span))
		}
		if people != 0 {
			e.People += people
			e.ByMonths = append(e.ByMonths, Paid{months, people})
		}
	}
	for _, span := range known {
		e.Silent -= payments(q.between(span))
	}
	return e, nil
}

func payments(c Counts) int64 { return c.New + c.Renewed }

// paidFrom gives the first day on which a payment of so many months does not
// run out before a day.
func paidFrom(day vi.Day, months int) vi.Day {
	first := monthsAfter(day, -months) - 3 // months differ in length by three days
	for monthsAfter(first, months) < day {
		first++
	}
	return first
}

// monthsAfter gives the day of the month some months on; of a month without
// that day its last.
func monthsAfter(day vi.Day, months int) vi.Day {
	year, month, d := day.Civil()
	first := vi.Date(year, month, 1)
	for range max(months, -months) {
		if months > 0 {
			first = (first + 31).MonthStart()
		} else {
			first = (first - 1).MonthStart()
		}
	}
	last := (first + 31).MonthStart() - 1
	return min(first+vi.Day(d)-1, last)
}

// Outreach is what meetings brought over some days.
type Outreach struct {
	From, To                        vi.Day
	Meetings, Attendees, Registered int64
}

// Outreach sums up the meetings of a unit on days from..to.
func (s *Service) Outreach(ctx context.Context, u place.Code, from, to vi.Day) (Outreach, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Outreach{}, err
	}
	var q query
	units := b.tallying(u, from-1, to)
	spans := []rangeOf{q.span(units, Activity, from-1, to)}
	for _, d := range Catalogue() {
		if d.Whole == "" { // holds its parts
			spans = append(spans, q.span(units, d.Code, from-1, to))
		}
	}
	if err := q.read(ctx, s); err != nil {
		return Outreach{}, fmt.Errorf("read the meetings of %s: %w", u, err)
	}
	o := Outreach{From: from, To: to}
	for _, span := range spans {
		c := q.between(span)
		o.Meetings, o.Attendees, o.Registered = o.Meetings+c.Meetings, o.Attendees+c.Attendees, o.Registered+c.Registered
	}
	return o, nil
}

// EndsOf gives the Ends of several units that lie apart, all together and each.
func (s *Service) EndsOf(ctx context.Context, units []place.Code, i Indicator, from, to vi.Day) (all Ends, each []Ends, err error) {
	all = Ends{From: from, To: to}
	months := map[int]int64{}
	for _, u := range units {
		e, err := s.Ends(ctx, u, i, from, to)
		if err != nil {
			return Ends{}, nil, err
		}
		each = append(each, e)
		all.People, all.Silent = all.People+e.People, all.Silent+e.Silent
		for _, p := range e.ByMonths {
			months[p.Months] += p.People
		}
	}
	for _, n := range slices.Sorted(maps.Keys(months)) {
		if months[n] != 0 {
			all.ByMonths = append(all.ByMonths, Paid{n, months[n]})
		}
	}
	return all, each, nil
}
