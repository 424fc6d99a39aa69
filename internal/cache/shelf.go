package cache

import (
	"github.com/redis/go-redis/v9"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// shelf is what is asked of one unit's hash.
type shelf struct {
	unit   place.Code
	fields []string // the generation, then a line for each indicator
	wanted []want
	reply  *redis.SliceCmd
}

// want is one point: a day of a line, and its place among the points.
type want struct {
	field, place int
	day          vi.Day
}

// lineField names the line of an indicator in a unit's hash.
func lineField(i coverage.Indicator) string { return "i:" + string(i) }

// shelve sorts points by unit and indicator.
func shelve(points []coverage.Point) []shelf {
	var shelves []shelf
	known := map[place.Code]int{}
	fields := map[sumKey]int{}
	last := -1
	for n, p := range points {
		if last < 0 || shelves[last].unit != p.Unit {
			at, ok := known[p.Unit]
			if !ok {
				at = len(shelves)
				known[p.Unit] = at
				shelves = append(shelves, shelf{unit: p.Unit, fields: []string{"g"}})
			}
			last = at
		}
		s := &shelves[last]
		key := sumKey{p.Unit, p.Indicator}
		field, ok := fields[key]
		if !ok {
			field = len(s.fields)
			fields[key] = field
			s.fields = append(s.fields, lineField(p.Indicator))
		}
		s.wanted = append(s.wanted, want{field, n, p.Day})
	}
	return shelves
}

// read puts what Redis answered in its places; ok is false where something
// is not kept, or of another generation.
func (s *shelf) read(gen string, counts []coverage.Counts) (ok bool) {
	values := s.reply.Val()
	if len(values) != len(s.fields) || values[0] != gen {
		return false
	}
	for _, w := range s.wanted {
		line, isText := values[w.field].(string)
		if !isText {
			return false
		}
		if counts[w.place], ok = findDay(line, w.day); !ok {
			return false
		}
	}
	return true
}

// lines gives the shelf's lines with the counts of a reading, by field.
func (s *shelf) lines(count func(place int) coverage.Counts) []string {
	days := make([][]dayCounts, len(s.fields))
	for _, w := range s.wanted {
		days[w.field] = append(days[w.field], dayCounts{w.day, count(w.place)})
	}
	lines := make([]string, len(s.fields))
	for n := range lines {
		lines[n] = packLine(days[n])
	}
	return lines
}
