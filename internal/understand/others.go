package understand

import (
	"slices"

	"baophu/internal/vi"
)

// What colleagues did is told beside what the writer did: "thôn 3 hôm nay 2 hgđ,
// thôn 4 của ông Bảy được 9 lận". It is left out before anything is booked.

// elsewhere leaves out the clauses with figures of a village that is said to
// be another's, where the writer's own figures stand in others.
func (g *reading) elsewhere(items []item) []item {
	if !g.agent() || !slices.ContainsFunc(items, func(it item) bool { return it.class == strange }) {
		return items
	}
	list := g.clauses(items)
	theirs := make([]bool, len(list))
	own := false
	for i, c := range list {
		theirs[i] = g.ofSomebody(c)
		own = own || !theirs[i] && c.figures && !slices.ContainsFunc(c.items, func(it item) bool { return it.class == strange })
	}
	if !own || !slices.Contains(theirs, true) {
		return items
	}
	var kept []item
	for i, c := range list {
		if !theirs[i] {
			kept = append(kept, c.items...)
		}
	}
	return kept
}

// ofSomebody tells whether a clause names a village that is none of the
// writer's, and whose it is: "bản Mòn chị Xuân", "bên bản Dửn của chị Hoa".
func (g *reading) ofSomebody(c clause) bool {
	for _, it := range c.items {
		if it.class == unit {
			return false
		}
	}
	for i, it := range c.items {
		if it.class != strange || i+1 >= len(c.items) {
			continue
		}
		for k := it.to; k < it.to+3 && k+1 < len(g.words); k++ {
			w := g.words[k]
			if w.Kind != vi.Letters {
				break
			}
			if (w.Fold == "c" || w.Fold == "a" || slices.Contains(titles[:9], w.Fold)) && (g.words[k+1].Upper() && !w.Upper() || g.words[k+1].Is(keyAy) || g.words[k+1].Is(keyTa)) {
				return true
			}
		}
	}
	return false
}

// before leaves out the figures of a clause that only sets the day's beside
// those of a time before: "năm ngoái ngày này được 8 hgđ, hôm nay 2 hgđ".
func (g *reading) before(items []item) []item {
	if !g.agent() {
		return items
	}
	list := g.clauses(items)
	then := make([]bool, len(list))
	now := false
	for i, c := range list {
		then[i] = numbersIn(c.items) > 0 && g.longAgo(c)
		now = now || !then[i] && c.figures && slices.ContainsFunc(c.items, func(it item) bool {
			return it.class == span && it.span.Scale == vi.OneDay && it.span.From == g.today
		})
	}
	if !now || !slices.Contains(then, true) {
		return items
	}
	var kept []item
	for i, c := range list {
		if !then[i] {
			kept = append(kept, c.items...)
			continue
		}
		if k := g.setAside(c); k > 0 {
			kept = append(kept, c.items[:k]...)
			continue
		}
		for _, it := range c.items { // whose the next figures are may be said only here
			if it.class == unit || it.class == comma || it.class == strong {
				kept = append(kept, it)
			}
		}
	}
	return kept
}

// setAside gives where a parenthesis or a dash begins that tells of a time
// before, behind a number of the clause: "3 hgđ (tháng trước được 15 người)";
// 0 for none.
func (g *reading) setAside(c clause) int {
	at := 0
	for i, it := range c.items {
		switch {
		case (it.class == open || it.class == dash) && numbersIn(c.items[:i]) > 0:
			at = i
		case it.class == span && it.span.Scale != vi.OneDay && it.span.Scale != vi.Months && it.span.To > 0 && it.span.To < g.today:
			return at
		}
	}
	return 0
}

// bookedAhead tells whether what is booked of a clause stands before where it
// turns to a time before.
func (t *tally) bookedAhead(c clause) bool {
	k := t.setAside(c)
	return k > 0 && !slices.ContainsFunc(t.booked, func(at int) bool { return at >= c.items[k].from && at < c.items[len(c.items)-1].to })
}

// longAgo tells whether a clause is about a year, a month or a week before.
func (g *reading) longAgo(c clause) bool {
	for _, it := range c.items {
		if it.class == span && it.span.Scale != vi.OneDay && it.span.Scale != vi.Months && it.span.To > 0 && it.span.To < g.today {
			return true
		}
	}
	return false
}

// bought takes "1 chị mua hgđ cho cả nhà 4 người" for the four.
func (t *tally) bought() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if was.Count != 1 || !was.Known || !f.Known || f.Count < 2 || f.specific() || !f.people || f.said() || f.Unit != was.Unit || f.Day != was.Day || !t.forHouse(was.at, f.at) {
			continue
		}
		f.Indicator, f.own, f.Kind, f.Months = was.Indicator, was.own, was.Kind, max(f.Months, was.Months)
		was.removed = true
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
}

// forHouse tells whether "cho cả nhà" stands between two words.
func (t *tally) forHouse(from, to int) bool {
	given := false
	for _, w := range t.words[from:to] {
		given = given || w.Is(keyCho)
		if given && (w.Fold == "nha" || w.Fold == "ho" || w.Fold == "dinh") {
			return true
		}
	}
	return false
}

// righted lets the number before "mới đúng" stand for the one before it: "3
// hgđ, à quên 4 hgđ mới đúng".
func (t *tally) righted() {
	for i := 1; i < len(t.figures); i++ {
		f := &t.figures[i]
		if !t.isRight(f) {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			was := &t.figures[k]
			if was.Unit != f.Unit || f.own && was.own && f.Indicator != was.Indicator {
				continue
			}
			if !f.own {
				f.Indicator, f.own, f.generic = was.Indicator, was.own, was.generic
			}
			if f.Kind == "" {
				f.Kind = was.Kind
			}
			f.Known, f.approx = true, false
			if i+1 < len(t.figures) {
				if next := t.figures[i+1]; t.adds(&next) && !next.specific() && was.Count+next.Count == f.Count {
					t.figures = slices.Delete(t.figures, i+1, i+2) // "vừa có thêm 1 người"
				}
			}
			t.figures = slices.Delete(t.figures, k, k+1)
			return
		}
	}
}

// isRight tells whether "mới đúng" stands behind a figure, before the next.
func (t *tally) isRight(f *figure) bool {
	for k := f.end; k+1 < len(t.words) && k < f.end+4; k++ {
		if t.words[k].Kind == vi.Digits || t.words[k].Text == "," {
			return false
		}
		if t.words[k].Is(keyMoi) && t.words[k+1].Is(keyDung) {
			return true
		}
	}
	return false
}

// monthsOfSome leaves out "có 2 thẻ là đóng 3 tháng" behind five cards, and asks
// where "2 hgđ 3 tháng" may be some of the five or more.
func (t *tally) monthsOfSome() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if f.Months == 0 || was.Months != 0 || !was.joins() && was.Kind != "" || was.Households || !f.Known || !was.Known || f.Count >= was.Count || f.isPart || was.isPart || f.Unit != was.Unit || f.Day != was.Day || f.Indicator != was.Indicator && f.specific() || t.adds(f) || f.said() && f.Kind != was.Kind {
			continue
		}
		if t.words[f.at-1].Is(keyCo) || t.words[f.at-1].Fold == "trong" {
			f.removed = true
		} else if f.Indicator == was.Indicator || f.Indicator == "" {
			t.twofold = true
		}
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
}

// undecided leaves out those who are said to think it over, where others
// joined: "Ái I 2 hgđ, 4 người kia còn phân vân".
func (t *tally) undecided() {
	if len(t.figures) < 2 {
		return
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool {
		if f.own && f.saidBeside() {
			return false
		}
		for _, c := range t.clauses(t.items) {
			if from, to := c.items[0].from, c.items[len(c.items)-1].to; f.at >= from && f.at < to {
				return t.cautionIn(c, []int{f.at}) == later
			}
		}
		return false
	})
}
