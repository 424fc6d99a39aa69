package ledger

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// totals are counts by indicator, sorted by it.
type totals []coverage.Post

func (t totals) of(i coverage.Indicator) coverage.Counts {
	for _, p := range t {
		if p.Indicator == i {
			return p.Counts
		}
	}
	return coverage.Counts{}
}

// plus gives a new sum of both.
func (t totals) plus(more []coverage.Post) totals {
	sum := make(totals, len(t), len(t)+len(more))
	copy(sum, t)
	return sum.with(more)
}

// with adds to t itself.
func (t totals) with(more []coverage.Post) totals {
	for _, p := range more {
		at, found := slices.BinarySearchFunc(t, p.Indicator, func(p coverage.Post, i coverage.Indicator) int {
			return strings.Compare(string(p.Indicator), string(i))
		})
		if found {
			t[at].Counts = t[at].Counts.Plus(p.Counts)
		} else {
			t = slices.Insert(t, at, p)
		}
	}
	return t
}

// sums are what entries add to each unit on each day.
type sums map[place.Code]map[vi.Day]totals

func (s sums) add(t *place.Tree, e coverage.Entry) {
	spread(t, e, func(unit place.Code, posts []coverage.Post) { s.post(unit, e.Day, posts) })
}

func (s sums) post(unit place.Code, day vi.Day, posts []coverage.Post) {
	days := s[unit]
	if days == nil {
		days = make(map[vi.Day]totals, 1)
		s[unit] = days
	}
	days[day] = days[day].with(posts)
}

func (s sums) units() []place.Code { return slices.Sorted(maps.Keys(s)) }

// row is what is kept of a unit: the sum up to and with a day.
type row struct {
	day vi.Day
	sum totals
}

// carry adds days to the kept rows of one unit, which begin with the newest
// one not later than the first of the days. It gives the rows that change.
func carry(kept []row, added map[vi.Day]totals) []row {
	days := slices.Sorted(maps.Keys(added))
	first := days[0]
	for _, r := range kept {
		if _, both := added[r.day]; !both && r.day > first {
			days = append(days, r.day)
		}
	}
	slices.Sort(days)
	changed := make([]row, 0, len(days))
	var base, more totals // what was kept up to the day, and what is new up to it
	next := 0
	for _, d := range days {
		for next < len(kept) && kept[next].day <= d {
			base = kept[next].sum
			next++
		}
		more = more.plus(added[d])
		changed = append(changed, row{d, base.plus(more)})
	}
	return changed
}

// countsKept is how many numbers are kept of an indicator.
const countsKept = 9

// encode writes totals as they are kept. Zeros are left out where nothing
// follows, and are empty where something does.
func encode(t totals) string {
	var b []byte
	for i, p := range t {
		if i > 0 {
			b = append(b, ';')
		}
		b = append(append(b, p.Indicator...), ':')
		c := p.Counts
		numbers := [countsKept]int64{c.New, c.Renewed, c.Lapsed, c.Visited, c.Registered, c.Meetings, c.Attendees, c.Reports, millis(c.Last)}
		end := len(numbers)
		for end > 0 && numbers[end-1] == 0 {
			end--
		}
		for j, n := range numbers[:end] {
			if j > 0 {
				b = append(b, ',')
			}
			if n != 0 {
				b = strconv.AppendInt(b, n, 10)
			}
		}
	}
	return string(b)
}

// decode reads all that encode wrote.
func (l *Ledger) decode(kept string) (t totals, err error) {
	for kept != "" {
		var one string
		one, kept, _ = strings.Cut(kept, ";")
		indicator, numbers, _ := strings.Cut(one, ":")
		c, err := l.counts(numbers)
		if err != nil {
			return nil, err
		}
		t = append(t, coverage.Post{Indicator: coverage.Indicator(indicator), Counts: c})
	}
	return t, nil
}

func (l *Ledger) counts(text string) (coverage.Counts, error) {
	var n [countsKept]int64
	for i := 0; text != ""; i++ {
		var one string
		one, text, _ = strings.Cut(text, ",")
		if one == "" {
			continue
		}
		v, err := strconv.ParseInt(one, 10, 64)
		if err != nil || i >= len(n) {
			return coverage.Counts{}, fmt.Errorf("kept sum holds %.40q", one)
		}
		n[i] = v
	}
	return coverage.Counts{
		New: n[0], Renewed: n[1], Lapsed: n[2], Visited: n[3], Registered: n[4],
		Meetings: n[5], Attendees: n[6], Reports: n[7], Last: l.instant(n[8]),
	}, nil
}
