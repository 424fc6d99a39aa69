package understand

import (
	"slices"

	"baophu/internal/vi"
)

// asideDay gives the figure before "(12/11)" that day, and none behind it.
func (t *tally) asideDay(st stretch) bool {
	if st.depth == 0 || st.before != open || len(t.figures) == 0 || len(st.items) != 1 || st.items[0].class != span || st.items[0].span.Scale != vi.OneDay {
		return false
	}
	f := &t.figures[len(t.figures)-1]
	f.Day, f.dated, f.spanScale, f.badDay = st.items[0].span.From, true, vi.OneDay, false
	return true
}

// runs marks the figures behind "lũy kế", up to where a day is named anew.
func (t *tally) runs(st stretch, figures []figure) {
	on := t.running && !slices.ContainsFunc(st.items, func(it item) bool { return it.class == running })
	counted := slices.ContainsFunc(t.figures, func(f figure) bool { return f.isRunning })
	next := 0
	for _, it := range st.items {
		switch {
		case it.class == running:
			on = true
			for k := range figures { // "2 hgđ cộng với hôm qua là 5"
				figures[k].isRunning = figures[k].isRunning || t.words[it.to-1].Fold == "qua"
			}
		case it.class == count && next < len(figures):
			figures[next].isRunning = figures[next].isRunning || on
			counted = counted || on
			next++
		case it.class == span && it.span.Scale == vi.OneDay && t.since(it):
			on, t.running = true, true
		case it.class == span && it.span.Scale == vi.OneDay && (it.span.Sure || t.is(it.from, "hn")) && counted && !t.until(it):
			on, t.running = false, false
		}
	}
}

// since tells "đến nay", "tính đến hôm nay": all up to that day, unless the
// day itself is named besides.
func (t *tally) since(it item) bool {
	first := t.words[it.from]
	if !slices.Contains([]string{"den", "toi", "tinh"}, first.Fold) {
		if it.from == 0 || it.span.From != t.today || !t.words[it.from-1].Is(keyDen) && !t.words[it.from-1].Is(keyToi) {
			return false
		}
		return true
	}
	if first.Key == keyToi2 || t.words[it.to-1].Fold == "gio" {
		return false
	}
	return !slices.ContainsFunc(t.items, func(o item) bool {
		return o.class == span && o.from != it.from && o.span.Scale == vi.OneDay && !t.is(o.from-1, "tu")
	})
}

// until tells whether "đến", "tính đến" stands before a day.
func (t *tally) until(it item) bool {
	if slices.Contains([]string{"den", "toi", "het", "tinh"}, t.words[it.from].Fold) {
		return true
	}
	return it.from > 0 && slices.Contains([]string{"den", "toi", "het", "tu", "tinh", "ngay"}, t.words[it.from-1].Fold)
}

// date gives the figures of a stretch their day.
func (t *tally) date(st stretch, figures []figure, isLast bool) {
	next := 0
	for i, it := range st.items {
		switch it.class {
		case count:
			if next < len(figures) {
				t.dateOne(&figures[next])
				next++
			}
		case span:
			if it.span.Scale == vi.Months {
				if !t.lapsing(it) {
					t.paidFor(it, figures, next)
				}
				continue
			}
			if i > 0 && (it.span.Scale == vi.OneDay || it.span.From > t.today) && st.items[i-1].class == register && st.items[i-1].to == it.from {
				continue // "hẹn thứ hai mới đóng", "hẹn tháng sau"
			}
			alone := !t.dated
			t.spanOf(it.span)
			if next > 0 && next < len(figures) && i+1 < len(st.items) && st.items[i+1].class == span {
				t.dateOne(&figures[next-1]) // "9 hgđ tuần này, hôm nay 2"
			}
			behind := next > 0 && next == len(figures)
			if behind {
				for k := range figures {
					t.dateOne(&figures[k])
				}
			}
			if (behind || len(st.items) == 1 && !t.willReport(it)) && alone && isLast && !t.runsOut(it.from-1) {
				for k := range t.figures {
					t.dateOne(&t.figures[k])
				}
			}
		}
	}
}

// ofLonger takes the figures of a "báo cáo tuần", "báo cáo tháng" for no day's.
func (t *tally) ofLonger() {
	for i := 0; i+1 < len(t.words) && i < 6; i++ {
		w := t.words[i]
		if w.Kind == vi.LineEnd || w.Kind == vi.Digits {
			return
		}
		if w.Fold != "bc" && !(w.Fold == "cao" && i > 0 && t.words[i-1].Fold == "bao") {
			continue
		}
		switch next := t.words[i+1]; next.Fold {
		case "tuan", "thang", "quy":
			if i+2 < len(t.words) && t.words[i+2].Text != ":" && t.words[i+2].Kind != vi.LineEnd {
				return
			}
			for k := range t.figures {
				t.figures[k].isRunning = true
			}
		}
	}
}

// dayAside notes a day past that a clause about something else named, and asks
// before figures of the next clause are booked on it, unless "nay" begins that.
func (t *tally) dayAside(st stretch, figures []figure) {
	past := func(it item) bool {
		return it.class == span && it.span.Scale == vi.OneDay && it.span.To < t.today
	}
	named := slices.ContainsFunc(st.items, func(it item) bool { return it.class == span })
	switch {
	case len(figures) > 0 && t.farDay && !named:
		if t.saysNow(st) {
			for k := range figures {
				figures[k].Day, figures[k].dated = t.today, false
			}
			t.day, t.farDay = t.today, false
			return
		}
		t.wavers = true
	case named && len(figures) > 0 && slices.ContainsFunc(st.items, past) && !slices.ContainsFunc(figures, func(f figure) bool { return !f.registered }):
		t.farDay = t.agent() // "hôm qua 5 người hứa, ái 1 2 hgđ"
	case named && t.farDay && len(figures) > 0:
		t.farDay = false
	case named:
		t.farDay = t.agent() && len(figures) == 0 && st.after == comma && slices.ContainsFunc(st.items, past) &&
			!slices.ContainsFunc(st.items, func(it item) bool {
				return it.class == unit || it.class == strange || it.class == zero || it.class == visit || it.class == meeting || it.class == attend || family(it.class) == 1 || it.class == kind
			}) &&
			(t.idleDay(st) || slices.ContainsFunc(st.items, func(it item) bool {
				return it.class == reason || it.class == other && t.words[it.from].Kind == vi.Letters && !t.unreported(it)
			}))
		t.waiting = t.waiting && !t.farDay // "hôm qua em ốm, nay 2 hgđ" has one day
	}
}

// saysNow tells whether "nay" stands before what a stretch says.
func (t *tally) saysNow(st stretch) bool {
	for k := st.items[0].from - 1; k >= 0 && t.words[k].Kind == vi.Letters; k-- {
		if t.words[k].Is(keyNay) {
			return true
		}
	}
	return false
}

// spanOf turns to other days. Two days named in a row are not one day.
func (t *tally) spanOf(s vi.Span) {
	twoDays := t.waiting && t.scale == vi.OneDay && s.Scale == vi.OneDay && t.day != s.From
	t.waiting = true
	defer func() { t.never = t.never || twoDays }()
	t.dated, t.scale, t.never = true, s.Scale, s.Scale == vi.Never || s.Scale == vi.Vague
	t.day = s.From
}

func (t *tally) dateOne(f *figure) {
	t.waiting = false
	f.Day, f.dated, f.spanScale, f.badDay = t.day, t.dated, t.scale, t.never
}

// lapsing tells whether "hạn 12 tháng" is said of a card that runs out.
func (t *tally) lapsing(it item) bool {
	return it.from > 0 && t.words[it.from-1].Is(keyHan) && !(it.from > 1 && (t.words[it.from-2].Fold == "gia" || t.words[it.from-2].Fold == "thoi")) ||
		it.to < len(t.words) && t.words[it.to].Is(keyHet)
}

// paidFor reads months paid: "5 hgđ 6 tháng".
func (t *tally) paidFor(it item, figures []figure, next int) {
	switch {
	case next > 0:
		figures[next-1].Months = it.span.Count
	case len(figures) > 0:
		figures[0].Months = it.span.Count
	case len(t.figures) > 0:
		t.figures[len(t.figures)-1].Months = it.span.Count
	}
}

// idleDay tells whether a stretch that names a day says behind it that nothing
// was done: "hôm qua em nghỉ, hôm nay 3 hgđ".
func (t *tally) idleDay(st stretch) bool {
	for k := st.items[0].from; k < len(t.words) && t.words[k].Kind == vi.Letters; k++ {
		if w := t.words[k]; slices.Contains([]string{"nghi", "om", "ban"}, w.Fold) && (w.Bare() || w.Fold != "ban" || w.Key == keyBan4) {
			return true
		}
	}
	return false
}

// soFar tells whether "đến giờ", "đến nay" stands behind a total, and the
// message names no day.
func (t *tally) soFar(it item) bool {
	if !(t.is(it.to, "den") || t.is(it.to, "toi") || t.is(it.to, "tinh")) || !slices.ContainsFunc(t.words[it.to:min(len(t.words), it.to+3)], func(w vi.Word) bool { return w.Fold == "gio" }) {
		return false
	}
	return !slices.ContainsFunc(t.items, func(o item) bool {
		return o.class == span && !slices.Contains([]string{"den", "toi", "tinh"}, t.words[o.from].Fold)
	})
}
