package understand

import (
	"slices"

	"baophu/internal/vi"
)

// stretch is what stands between two separators.
type stretch struct {
	items  []item
	before class // the separator before it
	after  class
	depth  int // of parentheses
}

// cut parts items at separators; fillers go.
func cut(items []item) []stretch {
	var list []stretch
	now := stretch{before: strong}
	flush := func(sep class) {
		now.after = sep
		if len(now.items) > 0 {
			list = append(list, now)
			now = stretch{before: sep, depth: now.depth}
			return
		}
		if sep == strong || now.before != strong && now.before != colon {
			now.before = sep
		}
	}
	for i, it := range items {
		if saysNothing(items, i) {
			it.class = zero
		}
		switch it.class {
		case filler, clock, kindWord, reporting, quest, more:
		case comma, strong, colon, and, dash:
			flush(it.class)
		case open:
			flush(open)
			now.depth++
		case closing:
			flush(closing)
			now.depth = max(0, now.depth-1)
		case count:
			if now.nobody() {
				flush(comma) // "dửn không ai hai bản kia mỗi bản 1 hgđ"
			}
			now.items = append(now.items, it)
		case span:
			if it.span.Scale != vi.Months && (now.daysLead() || now.told() && daysFirst(items, i)) {
				flush(comma) // "hôm qua tk1 3 hgđ hôm nay tk2 2 hgđ"
			}
			now.items = append(now.items, it)
		case unit, strange:
			if now.told() || now.counted() && nothingBehind(items, i) {
				flush(comma) // "t5 1hgd+1tn t7 ko có ai"
			}
			now.items = append(now.items, it)
		case zero:
			if now.counted() {
				days := now.lastDays()
				flush(comma)
				now.items = append(now.items, days...) // "hôm qua 2 hgđ hôm nay không có"
			}
			now.items = append(now.items, it)
		default:
			now.items = append(now.items, it)
		}
	}
	flush(strong)
	return list
}

// nothingBehind tells whether all that is said of the village items[i] is that
// there was nobody.
func nothingBehind(items []item, i int) bool {
	for _, it := range items[i+1:] {
		if it.class != filler {
			return it.class == zero
		}
	}
	return false
}

// saysNothing tells whether a "-" or "không" is all that is said of the
// village before it: "bản Ca: không", "Ca -".
func saysNothing(items []item, i int) bool {
	if items[i].class != dash && items[i].class != no {
		return false
	}
	at := i - 1
	for at >= 0 && (items[at].class == colon || items[at].class == filler || items[at].class == equals || items[at].class == dash) {
		at--
	}
	if at < 0 || items[at].class != unit && items[at].class != strange {
		return false
	}
	for _, it := range items[i+1:] {
		switch it.class {
		case filler:
			continue
		case strong, comma, closing:
			return true
		}
		return false
	}
	return items[i].class == no || at > 0
}

// told tells whether the stretch begins with a village and has said
// something of it, so that the next village begins another.
func (s stretch) told() bool {
	begun := false
	for _, it := range s.items {
		switch it.class {
		case unit, strange:
			begun = true
		case count, zero:
			return begun
		}
	}
	return false
}

// plainNo tells whether the stretch is "hgđ không", "bản Dửn không".
func (s stretch) plainNo() bool {
	if len(s.items) < 2 || s.items[len(s.items)-1].class != no {
		return false
	}
	return !slices.ContainsFunc(s.items[:len(s.items)-1], func(it item) bool {
		return it.class != unit && it.class != indicator && it.class != tn && it.class != span
	}) && slices.ContainsFunc(s.items, func(it item) bool { return it.class != span && it.class != no })
}

// lastDays takes the days off the end of the stretch.
func (s *stretch) lastDays() []item {
	end := len(s.items)
	for end > 0 && s.items[end-1].class == span && s.items[end-1].span.Scale == vi.OneDay {
		end--
	}
	if k := s.secondLabel(end); k > 0 {
		end = k
	}
	days := slices.Clone(s.items[end:])
	s.items = s.items[:end]
	return days
}

// secondLabel gives the last of two labels behind the last number, where it
// ends items[:end]: "2 hgđ còn tự nguyện thì chưa có ai"; 0 for none.
func (s *stretch) secondLabel(end int) int {
	if end < 3 || family(s.items[end-1].class) != 1 {
		return 0
	}
	for k := end - 2; k > 0; k-- {
		switch {
		case s.items[k].class == count:
			return 0
		case family(s.items[k].class) == 1 && s.items[k].to < s.items[end-1].from && s.items[k-1].class == count:
			return end - 1
		}
	}
	return 0
}

// counted tells whether the stretch has a number.
func (s stretch) counted() bool {
	return slices.ContainsFunc(s.items, func(it item) bool { return it.class == count })
}

// daysLead tells whether the stretch begins with a day, or a village and a day,
// and has counted something of it, so that the next day begins another.
func (s stretch) daysLead() bool {
	led := false
	for i, it := range s.items {
		switch it.class {
		case span:
			led = led || it.span.Scale != vi.Months
		case count:
			if !led {
				return false
			}
			return slices.ContainsFunc(s.items[i:], func(l item) bool { return isLabel(l.class) }) || s.items[len(s.items)-1].class == count
		}
	}
	return false
}

// nobody tells whether the stretch has said of a village that it had nothing.
func (s stretch) nobody() bool {
	return slices.ContainsFunc(s.items, func(it item) bool { return it.class == unit }) &&
		slices.ContainsFunc(s.items, func(it item) bool { return it.class == zero })
}

// daysFirst tells whether a message begins with a day and the day items[i] heads
// what follows it too: "hôm qua thôn 3 4 hgđ thôn 5 1 tn hôm nay thôn 3 2 hgđ".
func daysFirst(items []item, i int) bool {
	first := slices.IndexFunc(items, func(it item) bool { return it.class == span || it.class == count })
	if first >= i || items[first].class != span {
		return false
	}
	for _, it := range items[i+1:] {
		if it.class != filler {
			return it.class == unit || it.class == strange
		}
	}
	return false
}
