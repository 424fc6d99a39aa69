package coverage

import (
	"fmt"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Hours are the times at which a unit's agents are reminded and its officials
// hear who is silent: "HH:MM", "off", or "" for as in the unit above. They
// hold for everything below that has none of its own.
type Hours struct {
	Unit         place.Code
	Remind, List string
}

// Hours gives the times of a unit on a day: its own, else those of the nearest
// unit above that has any; "" where none has.
func (b *Book) Hours(u place.Code, day vi.Day) (remind, list string) {
	if len(b.hours) == 0 {
		return "", ""
	}
	for _, above := range b.Tree.Ancestors(u, day) {
		h := b.hours[above]
		if remind == "" {
			remind = h.Remind
		}
		if list == "" {
			list = h.List
		}
	}
	return remind, list
}

// AllHours gives every unit's own times.
func (b *Book) AllHours() []Hours {
	all := make([]Hours, 0, len(b.hours))
	for _, h := range b.hours {
		all = append(all, h)
	}
	return all
}

// Nobody is written to unasked from QuietFrom until QuietTo, minutes of a day.
const (
	QuietFrom = 21 * 60
	QuietTo   = 7 * 60
)

// ParseHour reads the time of something said unasked: HH:MM outside the quiet
// hours, as minutes of the day, or "off", -1.
func ParseHour(s string) (minutes int, err error) {
	if s == "off" {
		return -1, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return -1, fmt.Errorf("time %q: want HH:MM or off", s)
	}
	if minutes = t.Hour()*60 + t.Minute(); minutes >= QuietFrom || minutes < QuietTo {
		return -1, fmt.Errorf("time %q: nobody is written to from 21:00 to 07:00", s)
	}
	return minutes, nil
}
