package handlers

import (
	"regexp"
	"strconv"
	"time"

	"baophu/internal/vi"
)

// monthNamed is a month by its number, with the year or without.
var monthNamed = regexp.MustCompile(`\bthang (\d{1,2})(?:(?:/| nam )(20\d\d))?\b`)

// monthsNamed gives the first and the last day of the months that a picture is
// to go over, where two are named: "từ tháng 1 đến tháng 10". A month without a
// year is of that of the last one, or the one before where it would come after it.
func (v *visit) monthsNamed() (first, last vi.Day) {
	said := vi.Fold(v.drawnOf())
	all := monthNamed.FindAllStringSubmatch(said, -1)
	if len(all) < 2 {
		return 0, 0
	}
	if from, to := all[0], all[len(all)-1]; from[2]+to[2] == "" && later(from[1], to[1]) && !monthsJoined.MatchString(said) {
		all[0], all[len(all)-1] = to, from // "tháng 10 so với tháng 9"
	}
	year, now, _ := v.today.Civil()
	month, ok := monthOf(all[len(all)-1][1])
	if named, err := strconv.Atoi(all[len(all)-1][2]); err == nil {
		year = named
	} else if month > now {
		year-- // the last that has come
	}
	begin, also := monthOf(all[0][1])
	if !ok || !also {
		return 0, 0
	}
	last = vi.Date(year, month+1, 1) - 1
	if named, err := strconv.Atoi(all[0][2]); err == nil {
		year = named
	} else if begin > month {
		year--
	}
	if first = vi.Date(year, begin, 1); first >= last || first > v.today {
		return 0, 0
	}
	return first, last
}

// monthsJoined are months from one to another, folded, which may be those of
// two years: "từ tháng 11 đến tháng 2".
var monthsJoined = regexp.MustCompile(`\bthang \d{1,2} ?(?:den|toi|-|–) ?(?:het |cuoi )?thang`)

func later(a, b string) bool {
	one, ok := monthOf(a)
	other, also := monthOf(b)
	return ok && also && one > other
}

func monthOf(said string) (time.Month, bool) {
	n, err := strconv.Atoi(said)
	return time.Month(n), err == nil && 1 <= n && n <= 12
}
