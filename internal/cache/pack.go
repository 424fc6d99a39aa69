package cache

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"baophu/internal/coverage"
)

var errGarbled = errors.New("redis holds what was not written there")

// pack writes counts as nine numbers; the scripts read them by their places.
func pack(c coverage.Counts) string {
	last := int64(0)
	if !c.Last.IsZero() {
		last = c.Last.UnixNano()
	}
	text := make([]byte, 0, 48)
	for i, n := range [...]int64{c.New, c.Renewed, c.Lapsed, c.Visited, c.Registered, c.Meetings, c.Attendees, c.Reports, last} {
		if i > 0 {
			text = append(text, ' ')
		}
		text = strconv.AppendInt(text, n, 10)
	}
	return string(text)
}

func unpack(text string) (c coverage.Counts, err error) {
	var last int64
	places := [...]*int64{&c.New, &c.Renewed, &c.Lapsed, &c.Visited, &c.Registered, &c.Meetings, &c.Attendees, &c.Reports, &last}
	if err := numbers(text, places[:]...); err != nil {
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
