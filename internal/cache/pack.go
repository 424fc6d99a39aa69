package cache

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

var errGarbled = errors.New("redis holds what was not written there")

// A line is what is kept of one unit and indicator: for each day that was
// asked the day and its counts, as in "20780 12 0 3;20810 15 1 3;", days
// ascending. The counts are up to nine numbers, read by their places; what is
// missing at the end is 0.

// appendCounts writes c.
func appendCounts(text []byte, c coverage.Counts) []byte {
	last := int64(0)
	if !c.Last.IsZero() {
		last = c.Last.UnixNano()
	}
	places := [...]int64{c.New, c.Renewed, c.Lapsed, c.Visited, c.Registered, c.Meetings, c.Attendees, c.Reports, last}
	n := len(places)
	for n > 1 && places[n-1] == 0 {
		n--
	}
	for i, number := range places[:n] {
		if i > 0 {
			text = append(text, ' ')
		}
		text = strconv.AppendInt(text, number, 10)
	}
	return text
}

func parseCounts(text string) (c coverage.Counts, err error) {
	var last int64
	places := [...]*int64{&c.New, &c.Renewed, &c.Lapsed, &c.Visited, &c.Registered, &c.Meetings, &c.Attendees, &c.Reports, &last}
	n := min(strings.Count(text, " ")+1, len(places))
	if err := numbers(text, places[:n]...); err != nil {
		return coverage.Counts{}, err
	}
	if last != 0 {
		c.Last = time.Unix(0, last).UTC()
	}
	return c, nil
}

// numbers reads as many numbers, one space between two, as there are places.
func numbers(text string, places ...*int64) error {
	for i, place := range places {
		word, rest, more := strings.Cut(text, " ")
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil || more != (i < len(places)-1) {
			return errGarbled
		}
		*place, text = n, rest
	}
	return nil
}

// dayCounts is one day of a line.
type dayCounts struct {
	day    vi.Day
	counts coverage.Counts
}

// packLine writes a line; it sorts days, of which a double is left out.
func packLine(days []dayCounts) string {
	slices.SortFunc(days, func(a, b dayCounts) int { return cmp.Compare(a.day, b.day) })
	days = slices.CompactFunc(days, func(a, b dayCounts) bool { return a.day == b.day })
	text := make([]byte, 0, 24*len(days))
	for _, d := range days {
		text = strconv.AppendInt(text, int64(d.day), 10)
		text = append(text, ' ')
		text = appendCounts(text, d.counts)
		text = append(text, ';')
	}
	return string(text)
}

// findDay gives the counts of a day in a line.
func findDay(line string, day vi.Day) (coverage.Counts, bool) {
	var digits [12]byte
	prefix := append(strconv.AppendInt(digits[:0], int64(day), 10), ' ')
	for line != "" {
		end := strings.IndexByte(line, ';')
		if end < 0 {
			return coverage.Counts{}, false
		}
		if strings.HasPrefix(line[:end], string(prefix)) { // the compiler makes no copy here
			c, err := parseCounts(line[len(prefix):end])
			return c, err == nil
		}
		line = line[end+1:]
	}
	return coverage.Counts{}, false
}
