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
	all := monthNamed.FindAllStringSubmatch(vi.Fold(v.drawnOf()), -1)
	if len(all) < 2 {
		return 0, 0
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

func monthOf(said string) (time.Month, bool) {
	n, err := strconv.Atoi(said)
	return time.Month(n), err == nil && 1 <= n && n <= 12
}
