package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// unmet tells whether a day, a village or an insurance was said of which
// nothing is booked, in a clause that speaks of no promise, no time to come and
// of nobody else: then it may have been meant for the figures beside it.
func (g *reading) unmet(m Meaning) bool {
	items := g.tag(&g.reports)
	return g.unmetDay(m, g.compared(items)) || slices.ContainsFunc(items, func(it item) bool {
		switch it.class {
		case unit:
			return !g.hasUnit(m, it) && !g.spokenBesides(items, it)
		case indicator, tn:
			return m.Intent == Report && !hasIndicator(m, it) && !g.spokenBesides(items, it)
		}
		return false
	})
}

// unmetDay tells whether the last of the days behind the writer is of no row.
func (g *reading) unmetDay(m Meaning, items []item) bool {
	for i, it := range items {
		if it.class == span && it.span.Scale == vi.OneDay && it.span.From == g.today && i > 0 && isLabel(items[i-1].class) && numbersIn(items[:i]) > 0 && numbersIn(items[i:]) > 0 &&
			!slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Day == g.today }) {
			return true // "2 hgđ hôm nay 1 tn hôm qua"
		}
	}
	for i := len(items) - 1; i >= 0; i-- {
		it := items[i]
		if it.class != span || it.span.Scale != vi.OneDay || it.span.From > g.today || it.span.From < g.today-longPast || g.is(it.from+1, "thang") {
			continue
		}
		met := len(m.Zeros) > 0 && m.ZeroDay == it.span.From || slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Day == it.span.From })
		if met {
			return false // it was said last
		}
		if it.span.From < g.today && !g.spokenBesides(items, it) && (numbersIn(items[:i]) > 0 || !g.ownClause(items, i)) {
			return true
		}
	}
	return false
}

// ownClause tells whether the clause of items[i] has no number: "hôm qua em bị
// ốm, hôm nay 2 hgđ".
func (g *reading) ownClause(items []item, i int) bool {
	from, to := i, i
	for from > 0 && items[from-1].class != strong && items[from-1].class != comma {
		from--
	}
	for to < len(items) && items[to].class != strong && items[to].class != comma {
		to++
	}
	return numbersIn(withoutMeasures(items[from:to])) == 0
}

// hasUnit tells whether something is booked of a village, or of one it may be.
func (g *reading) hasUnit(m Meaning, it item) bool {
	return len(it.units) == 0 || slices.ContainsFunc(it.units, func(u place.Code) bool {
		return slices.Contains(m.Zeros, u) || slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Unit == u })
	})
}

// hasIndicator tells whether something is booked of an insurance, or of a part
// of it.
func hasIndicator(m Meaning, it item) bool {
	of := coverage.Indicator(it.value)
	switch {
	case it.class == tn:
		of = coverage.Voluntary
	case of == coverage.BHXH, of == coverage.BHYT, of == coverage.Compulsory:
		return true // whom a letter is for, and where people work
	}
	return slices.ContainsFunc(m.Rows, func(r Row) bool {
		return r.Indicator == of || of == coverage.Voluntary && r.Indicator == coverage.Household || r.Reason != ""
	})
}

// spokenBesides tells whether the clause of an item, or of what is said right
// behind it, tells of a promise, a time to come, a question, nobody, somebody
// else, or what was reported before.
func (g *reading) spokenBesides(items []item, it item) bool {
	return slices.ContainsFunc(g.clauses(items), func(c clause) bool {
		if c.items[0].from > it.from || c.items[len(c.items)-1].to <= it.from {
			return false
		}
		return c.manner != tells || g.ofSomebody(c) || g.longAgo(c) || slices.ContainsFunc(c.items, func(o item) bool {
			switch o.class {
			case register, agree, zero, no, strange, running, visit, aim, attend, meeting, quest:
				return true
			case span:
				return o.span.From > g.today
			case count:
				return o.num.Value == 0
			case other, filler:
				return it.class != span && (g.is(o.from, "dang") || g.words[o.from].Is(keyChua)) || g.is(o.from, "hoi") || g.is(o.to-1, "hoi")
			}
			return g.tells(o)
		})
	})
}

// unmetFix tells whether a correction names a village with a number of which it
// changes nothing: "trừ dửn 1 hgđ, cộng ka láp 1 hgđ".
func (g *reading) unmetFix(m Meaning) bool {
	if m.Op == MoveUnit || len(m.Rows) == 0 || m.Rows[0].Unit == "" {
		return false
	}
	items := g.tag(&g.fixes)
	return slices.ContainsFunc(items, func(it item) bool {
		return it.class == unit && len(it.units) == 1 && !g.hasUnit(m, it) && numbersIn(items) > len(m.Rows)
	})
}

// couple tells whether a couple was counted as one: "1 cap vo chong mua tn".
func (g *reading) couple(m Meaning) bool {
	for i := 1; i+2 < len(g.words); i++ {
		if g.phraseLen(i, "cap vo chong") == 0 && g.phraseLen(i, "doi vo chong") == 0 {
			continue
		}
		if n, ok := vi.ReadNumber(g.words, i-1); ok && n.Len == 1 && slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Count == n.Value }) && !slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Count == 2*n.Value }) {
			return true
		}
	}
	return false
}
