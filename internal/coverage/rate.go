package coverage

import (
	"fmt"
	"time"

	"baophu/internal/vi"
)

const million = 1_000_000

// Need is the least number of people of den that reaches the rate: exact,
// rounded up.
func (r Rate) Need(den int64) int64 {
	return (int64(r)*den + million - 1) / million
}

// Pct gives the rate in percent as people write it: 957000 is "95,7".
func (r Rate) Pct() string { return vi.Percent(int64(r), million) }

// BasisPoints gives the floor of num/den in hundredths of a percent, -1
// where den is not known.
func BasisPoints(num, den int64) int64 {
	if den <= 0 {
		return -1
	}
	return num * 10_000 / den
}

// Bounds gives the first and last day of a period, or an error for what is
// no period ("2026", "2026-Q4", "2026-11").
func (p Period) Bounds() (first, last vi.Day, err error) {
	var year, part int
	switch {
	case len(p) == 4 && scan(string(p), "%4d", &year):
		return vi.Date(year, time.January, 1), vi.Date(year, time.December, 31), nil
	case len(p) == 7 && p[5] == 'Q' && scan(string(p), "%4d-Q%1d", &year, &part) && part >= 1 && part <= 4:
		m := time.Month(3*part - 2)
		return vi.Date(year, m, 1), vi.Date(year, m+3, 1) - 1, nil
	case len(p) == 7 && scan(string(p), "%4d-%2d", &year, &part) && part >= 1 && part <= 12:
		return vi.Date(year, time.Month(part), 1), vi.Date(year, time.Month(part+1), 1) - 1, nil
	}
	return 0, 0, fmt.Errorf("period %q: want 2026, 2026-Q4 or 2026-11", string(p))
}

func scan(s, format string, into ...any) bool {
	n, err := fmt.Sscanf(s, format, into...)
	return err == nil && n == len(into)
}

// Covers tells whether day lies in the period.
func (p Period) Covers(day vi.Day) bool {
	first, last, err := p.Bounds()
	return err == nil && first <= day && day <= last
}

// YearOf gives the year of a day as a period.
func YearOf(day vi.Day) Period {
	y, _, _ := day.Civil()
	return Period(fmt.Sprintf("%04d", y))
}

// MonthOf gives the month of a day as a period.
func MonthOf(day vi.Day) Period {
	y, m, _ := day.Civil()
	return Period(fmt.Sprintf("%04d-%02d", y, int(m)))
}

// Title gives the period as people say it: "năm 2026", "quý 4/2026", "tháng 11/2026".
func (p Period) Title() string {
	switch {
	case len(p) == 7 && p[5] == 'Q':
		return "quý " + string(p[6]) + "/" + string(p[:4])
	case len(p) == 7:
		return "tháng " + trimZero(string(p[5:])) + "/" + string(p[:4])
	default:
		return "năm " + string(p)
	}
}

func trimZero(s string) string {
	if len(s) == 2 && s[0] == '0' {
		return s[1:]
	}
	return s
}
