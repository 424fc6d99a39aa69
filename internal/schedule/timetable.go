package schedule

import (
	"fmt"
	"time"

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
	QuietFrom Moment = 21 * 60
	QuietTo   Moment = 7 * 60
)

// ParseMoment reads HH:MM outside the quiet hours, or "off".
func ParseMoment(s string) (Moment, error) {
	if s == "off" {
		return Off, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return Off, fmt.Errorf("time %q: want HH:MM or off", s)
	}
	m := Moment(t.Hour()*60 + t.Minute())
	if m.quiet() {
		return Off, fmt.Errorf("time %q: nobody is written to from %s to %s", s, QuietFrom, QuietTo)
	}
	return m, nil
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

// Timetable says when the day's jobs are done.
type Timetable struct{ Remind, List Moment }

// Usual is the timetable where nothing else is set.
func Usual() Timetable { return Timetable{Remind: 16*60 + 30, List: 18 * 60} }

// Run is a job of one day.
type Run struct {
	Job Job
	Day vi.Day
}

// name is the run's own, of all runs there will be.
func (r Run) name() string { return "run/" + string(r.Job) + "/" + r.Day.String() }

// Due gives the runs to be made at now, in the zone of now. last holds the day
// each job was last run for. A run that was missed is made up for while it is
// of use: a reminder until the list goes out, a list until the quiet hours.
func (t Timetable) Due(last map[Job]vi.Day, now time.Time) []Run {
	var due []Run
	for _, job := range []Job{Remind, List} {
		r := Run{job, vi.DayOf(now, now.Location())}
		if t.open(r, now) && last[job] != r.Day {
			due = append(due, r)
		}
	}
	return due
}

// open tells whether a run may be made at now.
func (t Timetable) open(r Run, now time.Time) bool {
	from, until := t.Remind, QuietFrom
	if r.Job == List {
		from = t.List
	} else if t.List > t.Remind {
		until = t.List
	}
	m := momentOf(now)
	return from != Off && r.Day == vi.DayOf(now, now.Location()) && from <= m && m < until
}
