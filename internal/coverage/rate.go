package coverage

import (
	"fmt"
	"strconv"
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

// step is the last place to which a rate is stated: 95,3% is to the tenth of
// a percent, 93% to the percent.
func (r Rate) step() int64 {
	for _, s := range []int64{10_000, 1_000, 100, 10} {
		if int64(r)%s == 0 {
			return s
		}
	}
	return 1
}

// Agrees tells whether a stated rate is what the counts come to, rounded to as
// many decimals as are stated, an exact half up or down; 92,49% is not "90%".
func (r Rate) Agrees(num, den int64) bool {
	if den <= 0 || num < 0 {
		return false
	}
	// r - step/2 <= num/den <= r + step/2, times two, in millionths.
	share, step := 2*million*num, r.step()
	return (2*int64(r)-step)*den <= share && share <= (2*int64(r)+step)*den
}

// Implied gives the number of people of whom num are the stated rate: the
// nearest, and the fewest and the most that the rate's rounding allows. Zeros
// where the rate is 0.
func (r Rate) Implied(num int64) (den, low, high int64) {
	step := r.step()
	if 2*int64(r) <= step {
		return 0, 0, 0
	}
	share := 2 * million * num
	return floorDiv(share+int64(r), 2*int64(r)), -floorDiv(-share, 2*int64(r)+step), floorDiv(share, 2*int64(r)-step)
}

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
	year, ok := digits(p, 0, 4)
	months, part := 0, 1
	switch {
	case ok && len(p) == 4:
		months = 12
	case ok && len(p) == 7 && p[4:6] == "-Q" && '1' <= p[6] && p[6] <= '4':
		months, part = 3, 3*int(p[6]-'0')-2
	case ok && len(p) == 7 && p[4] == '-':
		if part, ok = digits(p, 5, 7); ok && part <= 12 {
			months = 1
		}
	}
	if months == 0 || year < 1 || part < 1 {
		return 0, 0, fmt.Errorf("period %q: want 2026, 2026-Q4 or 2026-11", string(p))
	}
	return vi.Date(year, time.Month(part), 1), vi.Date(year, time.Month(part+months), 1) - 1, nil
}

// digits reads the number of p's letters from..to; ok is false where they are
// not all there, and all digits.
func digits(p Period, from, to int) (n int, ok bool) {
	if len(p) < to {
		return 0, false
	}
	for _, d := range []byte(p[from:to]) {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = 10*n + int(d-'0')
	}
	return n, true
}

// Covers tells whether day lies in the period.
func (p Period) Covers(day vi.Day) bool {
	first, last, err := p.Bounds()
	return err == nil && first <= day && day <= last
}

// days is how long the period is, 0 for what is no period.
func (p Period) days() int {
	first, last, err := p.Bounds()
	if err != nil {
		return 0
	}
	return int(last-first) + 1
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

// English is Title in English.
func (p Period) English() string {
	switch {
	case len(p) == 7 && p[5] == 'Q':
		return "quarter " + string(p[6]) + "/" + string(p[:4])
	case len(p) == 7:
		month, _ := strconv.Atoi(string(p[5:]))
		return time.Month(month).String() + " " + string(p[:4])
	default:
		return string(p)
	}
}

func trimZero(s string) string {
	if len(s) == 2 && s[0] == '0' {
		return s[1:]
	}
	return s
}

// GapAgrees tells whether a stated number of people short of a target follows
// from the participants and the rate that the same source states, for some
// population that the rate's rounding allows.
func GapAgrees(short int64, target Rate, participants int64, stated Rate) bool {
	_, low, high := stated.Implied(participants)
	return high > 0 && max(0, target.Need(low)-participants) <= short && short <= max(0, target.Need(high)-participants)
}
