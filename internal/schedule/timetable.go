package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Job is something done once a day.
type Job string

// The jobs.
const (
	Remind Job = "remind" // those who have not reported are reminded
	List   Job = "list"   // their officials hear which villages are silent
)

// Moment is a time of day in minutes since midnight; Off is none.
type Moment int

// Off is the moment of what is never done.
const Off Moment = -1

// Nobody is written to unasked from QuietFrom until QuietTo.
const (
	QuietFrom Moment = coverage.QuietFrom
	QuietTo   Moment = coverage.QuietTo
)

// ParseMoment reads HH:MM outside the quiet hours, or "off".
func ParseMoment(s string) (Moment, error) {
	m, err := coverage.ParseHour(s)
	return Moment(m), err
}

// String gives HH:MM, or off.
func (m Moment) String() string {
	if m == Off {
		return "off"
	}
	return fmt.Sprintf("%02d:%02d", int(m)/60, int(m)%60)
}

func (m Moment) quiet() bool { return m >= QuietFrom || m < QuietTo }

func momentOf(t time.Time) Moment { return Moment(t.Hour()*60 + t.Minute()) }

// Timetable says when the day's jobs are done, and when digests go out.
type Timetable struct{ Remind, List, Digest Moment }

// Usual is the timetable where nothing else is set.
func Usual() Timetable { return Timetable{Remind: 16*60 + 30, List: 18 * 60, Digest: 7*60 + 30} }

// in gives the timetable of a unit on a day: the times set for it or above it,
// else the usual ones. A time that cannot be read counts as not set.
func (t Timetable) in(b *coverage.Book, u place.Code, day vi.Day) Timetable {
	remind, list := b.Hours(u, day)
	if m, err := ParseMoment(remind); err == nil {
		t.Remind = m
	}
	if m, err := ParseMoment(list); err == nil {
		t.List = m
	}
	return t
}

// all gives the different timetables there are.
func (t Timetable) all(b *coverage.Book, day vi.Day) []Timetable {
	found := []Timetable{t}
	for _, h := range b.AllHours() {
		if own := t.in(b, h.Unit, day); !slices.Contains(found, own) {
			found = append(found, own)
		}
	}
	slices.SortFunc(found, func(x, y Timetable) int {
		return cmp.Or(cmp.Compare(x.Remind, y.Remind), cmp.Compare(x.List, y.List))
	})
	return found
}

// Run is a job of one day, for the units of one timetable.
type Run struct {
	Job Job
	Day vi.Day
	At  Timetable
}

// name is the run's own, of all runs there will be.
func (r Run) name() string {
	return fmt.Sprintf("run/%s/%s/%s-%s", r.Job, r.Day, r.At.Remind, r.At.List)
}

// Due gives the runs of a timetable to be made at now, in the zone of now. A
// run that was missed is made up for while it is of use: a reminder until the
// list goes out, a list until the quiet hours.
func (t Timetable) Due(now time.Time) []Run {
	var due []Run
	for _, job := range []Job{Remind, List} {
		if r := (Run{job, vi.DayOf(now, now.Location()), t}); r.open(now) {
			due = append(due, r)
		}
	}
	return due
}

// open tells whether a run may be made at now.
func (r Run) open(now time.Time) bool {
	from, until := r.At.span(r.Job)
	m := momentOf(now)
	return from != Off && r.Day == vi.DayOf(now, now.Location()) && from <= m && m < until
}

// span gives from when a job is of use, and before when.
func (t Timetable) span(job Job) (from, until Moment) {
	switch {
	case job == List:
		return t.List, QuietFrom
	case t.List > t.Remind:
		return t.Remind, t.List
	default:
		return t.Remind, QuietFrom
	}
}

// until gives when a run's messages are of no use any more.
func (r Run) until(where *time.Location) time.Time {
	_, until := r.At.span(r.Job)
	return until.on(r.Day, where)
}

// on gives the moment on a day.
func (m Moment) on(day vi.Day, where *time.Location) time.Time {
	return day.Start(where).Add(time.Duration(m) * time.Minute)
}

// Rest gives until when nobody is written to unasked, at a time in the quiet
// hours; the zero time at any other.
func Rest(now time.Time) time.Time {
	day := vi.DayOf(now, now.Location())
	switch m := momentOf(now); {
	case m >= QuietFrom:
		return QuietTo.on(day+1, now.Location())
	case m < QuietTo:
		return QuietTo.on(day, now.Location())
	}
	return time.Time{}
}
