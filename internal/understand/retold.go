package understand

import "slices"

// retold leaves out further figures that only tell of the people counted before,
// one by one: "gia hạn 2 hgđ, 1 người đóng 3 tháng 1 người đóng 12 tháng".
func (t *tally) retold() {
	t.householdAgain()
	for i := 0; i+2 < len(t.figures); i++ {
		whole := &t.figures[i]
		if !whole.own || !whole.Known || whole.Count < 2 || !whole.joins() {
			continue
		}
		var sum int64
		end := i + 1
		for ; end < len(t.figures) && sum < whole.Count; end++ {
			f := &t.figures[end]
			if f.own || f.said() || !f.people || !f.Known || f.registered || f.attending || f.isPart || f.Unit != whole.Unit || f.Day != whole.Day || t.adds(f) {
				break
			}
			sum += f.Count
		}
		if sum != whole.Count || end < i+3 {
			continue
		}
		for k := i + 1; k < end; k++ {
			t.figures[k].removed = true
		}
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
}

// householdAgain leaves out people who end a message and are those of a house
// just counted: "gđ ông Thảo 5 khẩu mua hgđ hết rồi, thu 12 tháng, 5 người".
func (t *tally) householdAgain() {
	last := len(t.figures) - 1
	if last != 1 {
		return
	}
	whole, f := &t.figures[0], &t.figures[1]
	if !whole.own || !whole.Known || !whole.people || !whole.joins() || !t.is(whole.end, "khau") && !t.is(whole.end, "nhan") && !t.is(whole.end-1, "khau") ||
		f.own || f.said() || !f.people || !f.Known || f.registered || f.attending || f.Count != whole.Count || f.Unit != whole.Unit || f.Day != whole.Day || t.adds(f) || f.end+3 < len(t.words) {
		return
	}
	t.figures = t.figures[:1]
}

// ofEvery tells whether a stretch speaks of all figures before it: "đều là hgđ
// tái tục".
func (t *tally) ofEvery(st stretch) bool {
	return slices.ContainsFunc(st.items, func(it item) bool { return it.class == each && t.words[it.from].Fold == "deu" })
}

// labelAll gives all figures labels that they lack.
func (t *tally) labelAll(labels []item) {
	for i := range t.figures {
		f := &t.figures[i]
		more := figure{labels: labels}
		more.settle()
		if more.Indicator != "" && !f.own {
			f.Indicator, f.own, f.generic = more.Indicator, true, more.generic
		}
		if more.Kind != "" && !f.said() {
			f.Kind, f.Reason = more.Kind, more.Reason
			f.labels = append(f.labels, labels...)
		}
	}
}

// children tells whether a number before "con" may count people: "1 bà mẹ và 2
// con".
func (t *tally) children() bool {
	for i, w := range t.words[:max(0, len(t.words)-1)] {
		if w.Fold != "va" && w.Fold != "voi" && w.Fold != "+" || i+2 >= len(t.words) {
			continue
		}
		if k := i + 2; t.words[k].Fold == "con" && (t.words[k-1].Text >= "1" && t.words[k-1].Text <= "9" || t.words[k-1].Fold == "hai" || t.words[k-1].Fold == "ba") {
			_, _, thing := t.others.Longest(t.words, k+1)
			return !thing
		}
	}
	return false
}

// paidUp tells whether somebody at a meeting is said to have paid.
func (t *tally) paidUp(f *figure) bool {
	return slices.ContainsFunc(f.labels, func(l item) bool {
		if l.class != kind || l.value != tookPart {
			return false
		}
		switch w := t.words[l.from]; {
		case w.Is(keyDong), w.Is(keyNop), w.Fold == "mua":
			return true
		}
		return false
	})
}
