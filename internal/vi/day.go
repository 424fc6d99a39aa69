package vi

import (
	"fmt"
	"time"
)

// Day is a civil calendar day, counted from 1 January 1970 (which is 1, so
// that the zero Day means "no day"). Days compare and subtract as integers;
// they carry no zone: DayOf says which day an instant falls on.
type Day int32

const epochOffset = 1

// Date gives the day of a civil date; month and day overflow as in time.Date.
func Date(year int, month time.Month, day int) Day {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return Day(floorDiv(t.Unix(), 86400)) + epochOffset
}

// DayOf gives the day on which t falls in loc.
func DayOf(t time.Time, loc *time.Location) Day {
	y, m, d := t.In(loc).Date()
	return Date(y, m, d)
}

// ParseDay reads YYYY-MM-DD, and nothing else.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("day %q: want YYYY-MM-DD", s)
	}
	return Date(t.Date()), nil
}

// Civil gives the year, month and day of the month.
func (d Day) Civil() (year int, month time.Month, day int) { return d.utc().Date() }

// IsZero tells whether d is "no day".
func (d Day) IsZero() bool { return d == 0 }

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// Start gives the instant at which the day begins in loc.
func (d Day) Start(loc *time.Location) time.Time {
	y, m, dd := d.Civil()
	return time.Date(y, m, dd, 0, 0, 0, 0, loc)
}

// YearBefore gives the same day a year earlier; 29 February becomes 28.
func (d Day) YearBefore() Day {
	y, m, dd := d.Civil()
	if m == time.February && dd == 29 {
		dd = 28
	}
	return Date(y-1, m, dd)
}

// MonthStart gives the first day of the month of d.
func (d Day) MonthStart() Day {
	y, m, _ := d.Civil()
	return Date(y, m, 1)
}

// YearStart gives the first day of the year of d.
func (d Day) YearStart() Day {
	y, _, _ := d.Civil()
	return Date(y, time.January, 1)
}

// String gives YYYY-MM-DD, or "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format("2006-01-02")
}

// Short gives D/M as people write a day of the current year: 22/11.
func (d Day) Short() string {
	_, m, dd := d.Civil()
	return fmt.Sprintf("%d/%d", dd, int(m))
}

// Long gives D/M/YYYY: 22/11/2026.
func (d Day) Long() string {
	y, m, dd := d.Civil()
	return fmt.Sprintf("%d/%d/%d", dd, int(m), y)
}

// MarshalText gives YYYY-MM-DD.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD, or "" for no day.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	*d, err = ParseDay(string(b))
	return err
}

func (d Day) utc() time.Time { return time.Unix(int64(d-epochOffset)*86400, 0).UTC() }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
