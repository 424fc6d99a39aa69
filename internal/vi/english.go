package vi

import (
	"regexp"
	"strconv"
	"time"
)

// EnglishNumbers writes the numbers of a text as in English: 6,412 and 94.31
// for 6.412 and 94,31.
func EnglishNumbers(s string) string {
	b := []byte(s)
	digit := func(i int) bool { return i >= 0 && i < len(b) && '0' <= b[i] && b[i] <= '9' }
	for i, c := range b {
		switch {
		case !digit(i-1) || !digit(i+1):
		case c == '.':
			b[i] = ','
		case c == ',':
			b[i] = '.'
		}
	}
	return string(b)
}

// shownDate is a date as it is shown: 31/10, 31/10/2026.
var shownDate = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b`)

// EnglishDates writes the dates of a text as in English: 31 Oct 2026, 31 Oct.
// It is for texts in which nothing else is written with a stroke.
func EnglishDates(s string) string {
	return shownDate.ReplaceAllStringFunc(s, func(date string) string {
		m := shownDate.FindStringSubmatch(date)
		day, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		if day < 1 || day > 31 || month < 1 || month > 12 {
			return date
		}
		date = strconv.Itoa(day) + " " + time.Month(month).String()[:3]
		if m[3] != "" {
			date += " " + m[3]
		}
		return date
	})
}
