package coverage

import (
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// inTime tells whether a report of a day that was received at a moment came in
// time: on the day itself, and before its cut-off.
func (s *Service) inTime(at time.Time, day vi.Day) bool {
	local := at.In(s.Location)
	if vi.DayOf(local, s.Location) != day {
		return false
	}
	since := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	return s.Cutoff == 0 || since <= s.Cutoff
}

// deliver marks, among the entries to be appended, those by which a village
// and day come to be reported, or cease to be. known are all entries of the
// draft's units and days up to the commit, taken-back ones too, so that each
// day of each village counts once however many reports stand. It was reported
// in time if it was so ever since.
func (p *Prepared) deliver(entries, known []Entry) {
	done := map[Line]bool{} // by unit and day only
	for _, e := range entries {
		at := Line{Unit: e.Unit, Day: e.Day}
		if !done[at] && p.book.Tree.Level(e.Unit) == place.Village {
			p.deliverOne(entries, known, at)
		}
		done[at] = true
	}
}

func (p *Prepared) deliverOne(entries, known []Entry, at Line) {
	is, timely, standing := 0, 0, 0
	for _, e := range known {
		if e.Unit != at.Unit || e.Day != at.Day {
			continue
		}
		sign := 1
		if e.Reverses != 0 {
			sign = -1
		}
		standing += sign
		if e.Delivers {
			is += sign
		}
		if e.Timely {
			timely += sign
		}
	}
	added, taken := -1, -1
	for i, e := range entries {
		switch {
		case e.Unit != at.Unit || e.Day != at.Day:
		case e.Reverses != 0:
			standing--
			taken = i
		default:
			standing++
			if added < 0 {
				added = i
			}
		}
	}
	switch {
	case is == 0 && standing > 0 && added >= 0:
		entries[added].Delivers, entries[added].Timely = true, p.inTime(entries[added].At, at.Day)
	case is > 0 && standing == 0 && taken >= 0:
		entries[taken].Delivers, entries[taken].Timely = true, timely > 0
	}
}
