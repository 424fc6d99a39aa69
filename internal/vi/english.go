package vi

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// single is one of what English texts count, as they write any number of it.
var single = regexp.MustCompile(`(^|[^\d.,/])1 (people|entries|places|months|days|points|participants|meetings|rows|lines|agents|villages|reports|payments|households|communes|changes|minutes|files|times)\b( are\b| have\b)?`)

// ofOne are the words of single that do not merely lose an s.
var ofOne = map[string]string{"people": "person", "entries": "entry", " are": " is", " have": " has"}

// EnglishNumbers writes the numbers of a text as in English: 6,412 and 94.31
// for 6.412 and 94,31, and 1 person for 1 people.
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
	return single.ReplaceAllStringFunc(string(b), func(said string) string {
		m := single.FindStringSubmatch(said)
		what, ok := ofOne[m[2]]
		if !ok {
			what = strings.TrimSuffix(m[2], "s")
		}
		return m[1] + "1 " + what + ofOne[m[3]]
	})
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
