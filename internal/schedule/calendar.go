package schedule

import (
	"slices"
	"time"

	"baophu/internal/vi"
)

// Calendar says on which days nobody is expected to report.
type Calendar struct {
	Weekend  []time.Weekday // none: agents work on all days of the week
	Holidays map[vi.Day]string
}

// Rests gives why a day is free, "" where it is not.
func (c Calendar) Rests(day vi.Day) string {
	if name := c.Holidays[day]; name != "" {
		return name
	}
	if slices.Contains(c.Weekend, day.Weekday()) {
		return "cuối tuần"
	}
	return ""
}

// Free tells whether nobody is expected to report on a day.
func (c Calendar) Free(day vi.Day) bool { return c.Rests(day) != "" }

// Vietnam is the calendar of collection agents: they work on Saturdays and
// Sundays, and rest on the public holidays of the Labour Code (45/2019/QH14,
// article 112). Of Tết and of the second day of 2 September the government
// names the days each year; a year it has not named yet has here only the days
// that are free however it decides. Days in lieu of a Sunday, and those that
// offices swap for a longer holiday, are working days of agents.
func Vietnam() Calendar {
	const (
		newYear = "Tết Dương lịch"
		tet     = "Tết Nguyên đán"
		kings   = "Giỗ Tổ Hùng Vương"
		south   = "ngày Giải phóng miền Nam"
		labour  = "ngày Quốc tế Lao động"
		nation  = "Quốc khánh"
	)
	return Calendar{Holidays: map[vi.Day]string{
		vi.Date(2026, time.January, 1):   newYear,
		vi.Date(2026, time.February, 16): tet,
		vi.Date(2026, time.February, 17): tet, // the first day of the lunar year
		vi.Date(2026, time.February, 18): tet,
		vi.Date(2026, time.February, 19): tet,
		vi.Date(2026, time.February, 20): tet,
		vi.Date(2026, time.April, 26):    kings, // the tenth of the third lunar month
		vi.Date(2026, time.April, 30):    south,
		vi.Date(2026, time.May, 1):       labour,
		vi.Date(2026, time.September, 1): nation,
		vi.Date(2026, time.September, 2): nation,

		vi.Date(2027, time.January, 1):   newYear,
		vi.Date(2027, time.February, 5):  tet,
		vi.Date(2027, time.February, 6):  tet, // the first day of the lunar year
		vi.Date(2027, time.February, 7):  tet,
		vi.Date(2027, time.February, 8):  tet,
		vi.Date(2027, time.April, 16):    kings,
		vi.Date(2027, time.April, 30):    south,
		vi.Date(2027, time.May, 1):       labour,
		vi.Date(2027, time.September, 2): nation,
	}}
}
