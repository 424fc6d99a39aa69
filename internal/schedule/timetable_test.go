package schedule_test

import (
	"slices"
	"testing"
	"time"

	"baophu/internal/schedule"
	"baophu/internal/vi"
)

var hanoi = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

// friday is an ordinary day.
var friday = vi.Date(2026, time.November, 20)

// at gives a time of the Friday, as the clock shows it in Hanoi.
func at(clock string) time.Time {
	t, err := time.ParseInLocation(time.DateTime, "2026-11-20 "+clock, hanoi)
	if err != nil {
		return time.Time{} // which is due nothing
	}
	return t
}

func TestDue(t *testing.T) {
	t.Parallel()
	usual, remind, list := schedule.Usual(), schedule.Remind, schedule.List
	for _, c := range []struct {
		name  string
		table schedule.Timetable
		clock string
		want  []schedule.Job
	}{
		{"at midnight", usual, "00:00:00", nil},
		{"a second before", usual, "16:29:59", nil},
		{"on time", usual, "16:30:00", []schedule.Job{remind}},
		{"missed minutes", usual, "16:50:00", []schedule.Job{remind}},
		{"the last moment", usual, "17:59:59", []schedule.Job{remind}},
		{"too late to remind, time to list", usual, "18:00:00", []schedule.Job{list}},
		{"a late start", usual, "19:30:00", []schedule.Job{list}},
		{"the last moment of the list", usual, "20:59:59", []schedule.Job{list}},
		{"in the quiet hours", usual, "21:00:00", nil},
		{"before midnight", usual, "23:59:59", nil},
		{"no reminders", schedule.Timetable{Remind: schedule.Off, List: 18 * 60}, "18:30:00", []schedule.Job{list}},
		{"no list", schedule.Timetable{Remind: 16*60 + 30, List: schedule.Off}, "20:00:00", []schedule.Job{remind}},
		{"nothing at all", schedule.Timetable{Remind: schedule.Off, List: schedule.Off}, "18:30:00", nil},
		{"the list before the reminder", schedule.Timetable{Remind: 19 * 60, List: 18 * 60}, "19:30:00", []schedule.Job{remind, list}},
		{"both at once", schedule.Timetable{Remind: 18 * 60, List: 18 * 60}, "18:00:00", []schedule.Job{remind, list}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []schedule.Job
			for _, r := range c.table.Due(at(c.clock)) {
				if got = append(got, r.Job); r.Day != friday || r.At != c.table {
					t.Errorf("%s is of %s", r.Job, r.Day)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("at %s %v is due, want %v", c.clock, got, c.want)
			}
		})
	}
}

func TestParseMoment(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]schedule.Moment{"16:30": 990, "07:00": 420, "20:59": 1259, "off": schedule.Off} {
		if got, err := schedule.ParseMoment(s); got != want || err != nil || got.String() != s {
			t.Errorf("%q is %s (%d), %v", s, got, got, err)
		}
	}
	for _, s := range []string{"", "16", "24:00", "16:60", "21:00", "06:59", "00:00", "6pm", "16:30:00", "-1:00", "7:00", "Off"} {
		if got, err := schedule.ParseMoment(s); err == nil {
			t.Errorf("%q is read as %s", s, got)
		}
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, s := range []string{"16:30", "off", "99:99", "7:00", "１６:30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := schedule.ParseMoment(s); err == nil && (m.String() != s || m != schedule.Off && (m < schedule.QuietTo || m >= schedule.QuietFrom)) {
			t.Errorf("%q is read as %s", s, m)
		}
	})
}

func TestVietnamRests(t *testing.T) {
	t.Parallel()
	c := schedule.Vietnam()
	for _, d := range []string{"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-20", "2026-04-26", "2026-04-30", "2026-05-01", "2026-09-01", "2026-09-02",
		"2027-01-01", "2027-02-06", "2027-02-08", "2027-04-16", "2027-04-30", "2027-05-01", "2027-09-02"} {
		if day, err := vi.ParseDay(d); err != nil || c.Rests(day) == "" {
			t.Errorf("%s is a working day, %v", d, err)
		}
	}
	for _, d := range []string{"2026-01-02", "2026-02-15", "2026-02-21", "2026-11-20", "2026-11-21", "2026-11-22", "2027-02-10"} {
		if day, err := vi.ParseDay(d); err != nil || c.Rests(day) != "" {
			t.Errorf("%s is free: %s, %v", d, c.Rests(day), err)
		}
	}
	c.Weekend = []time.Weekday{time.Sunday}
	if c.Rests(friday+2) == "" || c.Rests(friday+1) != "" {
		t.Error("a weekend of Sundays holds other days, or not Sundays")
	}
}
