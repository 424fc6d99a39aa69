package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// beside leaves out running totals that stand beside the day's figures: "hôm
// nay 2 hgđ (lũy kế tháng 17)".
func (t *tally) beside() {
	ofDay := func(f figure) bool { return !f.isRunning && !f.ofMonth() && f.Known && f.Indicator != "" && !f.isTotal }
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool {
		return (f.isRunning || f.ofMonth()) && slices.ContainsFunc(t.figures, func(g figure) bool { return ofDay(g) && (g.Unit == f.Unit || f.Unit == "") })
	})
}

// promisedLater leaves out figures of days to come beside those of days past:
// "5 hgđ hôm nay, mai thêm 2 nữa".
func (t *tally) promisedLater() {
	if !slices.ContainsFunc(t.figures, func(f figure) bool { return f.Day <= t.today && f.Known && f.joins() }) {
		return
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool {
		if f.Day > t.today && f.Known && (t.later.IsZero() || f.Day < t.later) {
			t.later = f.Day
		}
		return f.Day > t.today
	})
}

// unpaid asks how many joined where fewer have not paid yet: "5 hgđ nhưng 2
// chưa đóng tiền" may be three or five.
func (t *tally) unpaid() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if !f.registered || f.isPart || !f.Known || f.Unit != was.Unit || f.Day != was.Day || !was.joins() || f.Count >= was.Count {
			continue
		}
		if slices.ContainsFunc(f.labels, func(l item) bool { return l.class == register && t.words[l.from].Is(keyChua) }) {
			was.Known = false
		}
	}
}

// signed asks about "-2", which may be fewer or only a dash.
func (t *tally) signed() {
	for i := range t.figures {
		f := &t.figures[i]
		if f.at == 0 || f.at >= len(t.words) {
			continue
		}
		w, dash := t.words[f.at], t.words[f.at-1]
		if dash.Text != "-" && dash.Text != "−" && dash.Text != "–" || w.Space || f.Kind == coverage.Lapsed {
			continue
		}
		if f.at == 1 || t.words[f.at-2].Kind == vi.LineEnd { // a list
			if f.at > 1 || len(t.figures) > 1 {
				continue
			}
		}
		if dash.Space || f.at == 1 {
			f.Known = false
		}
	}
}

// amongThem takes "nhưng 2 là tái tục" for a part of the number before it, and
// asks where "có 2 tt" may be one or come on top.
func (t *tally) amongThem() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if t.ontopBehind(f) || f.Kind != coverage.Renewed || was.Kind == coverage.Renewed || !was.joins() || was.strong || was.isTotal || f.isPart || was.isPart || f.Count > was.Count || f.Unit != was.Unit || f.Day != was.Day || f.Indicator != was.Indicator {
			continue
		}
		for k := f.at - 1; k > was.at && k >= f.at-3; k-- {
			switch w := t.words[k]; {
			case w.Is(keyNhung) || w.Is(keyThi):
				f.isPart = true
			case w.Is(keyCo) && k == f.at-1 && !t.moreBehind(f): // "có 2 người gia hạn nữa" come on top
				was.Known = false
			}
		}
	}
}

// repeated leaves out the figures of clauses that only repeat a report: "hôm
// qua báo 6 hgđ, hôm nay thêm 2".
func (t *tally) repeated() {
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool {
		return slices.ContainsFunc(t.spent, func(words [2]int) bool { return f.at >= words[0] && f.at < words[1] })
	})
}

// alternatives asks which of two numbers is meant: "3 hgđ hay 4 hgđ".
func (t *tally) alternatives() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if f.Unit != was.Unit || f.at-was.at > 6 {
			continue
		}
		for k := was.at + 1; k < f.at && k < len(t.words); k++ {
			if w := t.words[k]; w.Key == keyHay || w.Is(keyHoac) || w.Is(keyQuen) && t.words[k-1].Fold == "a" && (!f.own || f.Indicator == was.Indicator) && !t.adds(f) {
				f.approx, f.Known, was.approx, was.Known = true, false, true, false
			}
		}
	}
}

// ofMonth tells whether a figure is said to be of a month or more.
func (f *figure) ofMonth() bool {
	return f.dated && (f.spanScale == vi.MonthLong || f.spanScale == vi.Quarter || f.spanScale == vi.Year)
}

// restated leaves out what says the same people once more: "1 đôi vợ chồng
// mua hgđ, 2 người".
func (t *tally) restated() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if f.Count != was.Count || !f.Known || !was.Known || f.Unit != was.Unit || f.Day != was.Day || f.Households || was.removed {
			continue
		}
		if says := len(f.labels) == 0 && f.at > 0 && t.words[f.at-1].Is(keyBao); was.people && !says && !t.words[max(0, f.at-1)].Is(keyCho) { // "2 người mua hgđ, em báo 2 nhé"
			continue
		}
		if f.at > 0 && t.words[f.at-1].Is(keyCho) && !f.specific() && !f.said() && was.joins() {
			f.removed = true // "bác mua 2 hgđ cho hai cháu nội"
			continue
		}
		onlyPeople := len(f.labels) > 0 && !slices.ContainsFunc(f.labels, func(l item) bool { return l.class != people })
		if f.Kind == coverage.Lapsed && was.leaves() && !f.specific() && f.Reason == "" && was.stretch+1 == f.stretch && !slices.ContainsFunc(f.labels, func(l item) bool { return l.class != kind }) {
			f.removed = true // "cắt 1 thẻ hộ gia đình, giảm một"
			continue
		}
		if (onlyPeople || t.contrasted(f) || len(f.labels) == 0 && f.at > 0 && t.words[f.at-1].Is(keyBao)) && (was.joins() || was.leaves()) && !t.shared(i) {
			f.removed = true
		}
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
}

// contrasted tells whether "nhưng mới", "tức là" stand before a figure's number.
func (t *tally) contrasted(f *figure) bool {
	if f.own && !f.card {
		return false
	}
	for k := f.at - 1; k >= 0 && k > f.at-6; k-- {
		w := t.words[k]
		if w.Kind == vi.Digits || w.Kind == vi.LineEnd {
			return false
		}
		if w.Is(keyNhung) || w.Is(keyTuc) || w.Is(keyNghia) {
			return true
		}
	}
	return false
}

// shared tells whether figure i is one of two lists of equal numbers and no
// repetition: a part of a whole, or of another kind.
func (t *tally) shared(i int) bool {
	f, was := &t.figures[i], &t.figures[i-1]
	return f.isPart || f.isTotal || f.Kind != "" && was.Kind != "" && f.Kind != was.Kind
}

// adds tells whether a figure is said to come on top of those before it:
// "sáng 2 chiều 3 hgđ", "thêm 1 nữa".
func (t *tally) adds(f *figure) bool {
	if f.at > 0 {
		switch w := t.words[f.at-1]; w.Fold {
		case "sang", "trua", "chieu", "toi":
			return w.Kind == vi.Letters
		case "them":
			return true
		}
	}
	return f.at > 1 && t.words[f.at-1].Is(keyDuoc) && slices.Contains([]string{"sang", "trua", "chieu", "toi"}, t.words[f.at-2].Fold) ||
		f.at+1 < len(t.words) && t.words[f.at+1].Is(keyNua)
}

// partsOfDay settles "5 hgđ, sáng 2 chiều 3": the parts count, and where they
// do not add up it is asked.
func (t *tally) partsOfDay() {
	for i := 0; i+2 < len(t.figures); i++ {
		whole := &t.figures[i]
		if !whole.own || !whole.Known || whole.Count < 2 || whole.Households || whole.registered || whole.attending || whole.meetings || t.ofTime(whole) {
			continue
		}
		var sum int64
		end := i + 1
		for ; end < len(t.figures); end++ {
			f := &t.figures[end]
			if f.own || !f.Known || !t.ofTime(f) || f.Unit != whole.Unit || f.Day != whole.Day || f.registered {
				break
			}
			sum += f.Count
		}
		if end < i+3 {
			continue
		}
		for k := i + 1; k < end; k++ {
			f := &t.figures[k]
			f.Indicator, f.own, f.Months = whole.Indicator, true, max(f.Months, whole.Months)
			if f.Kind == "" {
				f.Kind = whole.Kind
			}
		}
		if sum != whole.Count {
			t.differs = true
		}
		t.figures = slices.Delete(t.figures, i, i+1)
		return
	}
}

// ofTime tells whether a time of day stands right before a figure's number.
func (t *tally) ofTime(f *figure) bool {
	at := f.at - 1
	for at >= 0 && (t.words[at].Is(keyDuoc) || t.words[at].Is(keyDc) || t.words[at].Text == ":") {
		at--
	}
	return at >= 0 && slices.Contains([]string{"sang", "trua", "chieu", "toi"}, t.words[at].Fold)
}
