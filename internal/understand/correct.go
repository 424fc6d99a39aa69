package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// correction reads what changes an earlier report: sửa, nhầm, bớt, chuyển
// sang bản, bỏ tin vừa rồi.
func (g *reading) correction() (Meaning, bool) {
	items := g.sorts(g.tag(&g.fixes))
	has := func(cs ...class) bool {
		return slices.ContainsFunc(items, func(it item) bool { return slices.Contains(cs, it.class) })
	}
	if g.shrunk(items) {
		return g.replaced(items)
	}
	if to, ok := g.wronglyUnder(items); ok {
		return g.movedUnder(items, to)
	}
	if kept, ok := g.otherThanSaid(items); ok {
		return g.replaced(kept)
	}
	items = g.countedTwice(items)
	if g.agent() && g.carried(items) && !has(quest) {
		return g.moved(items)
	}
	if !has(fixing, wrong, less, move, undo, notBut) || has(quest, command) && !has(wrong, fixing) {
		return Meaning{}, false
	}
	if g.misplaced(items) {
		return g.moved(items)
	}
	if has(wrong) && becomesNumber(items) || has(move) && numbersIn(items) == 2 && g.ofOneVillage(items) && rightsNumber(items) {
		return g.replaced(items)
	}
	if has(undo) && has(aim) || !g.agent() && !has(count) && !has(undo) {
		return Meaning{}, false
	}
	if part := g.takesReport(items); part != nil {
		return g.undone(part)
	}
	switch {
	case has(move) && has(notBut) && numbersIn(items) == 2 && g.ofOneVillage(items):
		return g.replaced(items) // "nhầm bản púm 3 chứ không phải 4"
	case has(wrong) && g.belongs(items) >= 0, has(wrong) && g.misassigned(items):
		return g.moved(items)
	case has(wrong) && has(count) && g.setRight(items):
		return g.replaced(items)
	case has(move) && has(unit, strange) && (!has(count) || has(wrong) || g.movesWrong(items)):
		return g.moved(items)
	case has(undo) && !has(fixing, wrong) && g.takesBack(items):
		return g.decrement(items)
	case has(undo) && has(latest) && g.labelled(items): // "bỏ tin vừa rồi, dửn 2 hgđ"
		return g.replaced(items)
	case has(undo) && !has(fixing, wrong) && (g.labelled(items) || g.hardlyUndoes(items)):
		return Meaning{}, false
	case has(undo) && !has(fixing, wrong):
		return g.undone(items)
	case has(less) && g.sameTakenOff(items) != nil:
		return g.decrement(g.sameTakenOff(items))
	case has(less) && has(count) && g.reckons(items):
		return g.unclearFix(nil) // "hộ 5 khẩu trừ 2 đứa học sinh, còn 3 người mua hgđ"
	case has(less) && numbersIn(items) > 1 && numbersIn(items[:slices.IndexFunc(items, func(it item) bool { return it.class == less })]) > 0 && !has(latest, fixing, wrong):
		return g.unclearFix(nil) // "3 hgđ mà 2 người rút lại"
	case has(less) && has(count):
		return g.decrement(items)
	case has(notBut) && has(unit) && !has(count):
		return g.moved(items)
	case has(wrong) && has(count) && !has(fixing, notBut, move, less, undo) && g.onlyWrong(items):
		return g.unclearFix(nil) // "chị ghi 5 hgđ là sai"
	case (has(fixing) || has(wrong)) && has(count), has(notBut) && numbersIn(items) > 1:
		return g.replaced(items)
	case has(notBut) && numbersIn(items) == 1 && !has(unit) && denies(items):
		return g.unclearFix(nil)
	case has(wrong) && has(undo), has(undo) && has(latest):
		return g.undone(items)
	case has(less) && !has(count, fixing, wrong) && has(latest, reporting) && g.is(items[0].from, "rut"):
		return g.undone(items) // "rút lại báo cáo vừa nãy"
	case has(wrong) && has(less) && !has(count):
		return g.undone(items) // "thôi bỏ đi em nhắn nhầm"
	case has(fixing, wrong):
		return g.unclearFix(items)
	}
	return Meaning{}, false
}

// takesReport gives the clause of "hủy báo cáo vừa rồi ạ, hai chị em gửi trùng
// nhau": a whole report is taken back, and no clause tells of figures.
func (g *reading) takesReport(items []item) []item {
	at := slices.IndexFunc(items, func(it item) bool { return it.class == undo })
	if at < 0 {
		return nil
	}
	end := at + 1
	for end < len(items) && items[end].class != comma && items[end].class != strong {
		end++
	}
	whole := slices.ContainsFunc(g.words[items[at].from:items[end-1].to], func(w vi.Word) bool { return w.Is(keyCao) || w.Fold == "bc" || w.Fold == "tin" })
	if !whole || end == len(items) || numbersIn(items[at:end]) > 0 {
		return nil
	}
	twice := slices.ContainsFunc(g.words[items[end].from:], func(w vi.Word) bool { return w.Fold == "gui" || w.Fold == "trung" || w.Fold == "nham" })
	if !twice && numbersIn(items) > 0 {
		return nil // "hủy báo cáo vừa rồi, 2 người thôi" tells what is right
	}
	for i, it := range items {
		if it.class == unit || it.class == strange || family(it.class) == 1 || it.class == card || it.class == span || fixes(it) && i > end ||
			it.class == count && (i+1 >= len(items) || items[i+1].class != people) {
			return nil
		}
	}
	return items[at:end]
}

// takesBack tells whether a number with what it is of stands right behind
// "bỏ", "rút": so many are taken back, and no whole report.
func (g *reading) takesBack(items []item) bool {
	for i, it := range items {
		if it.class != undo {
			continue
		}
		for k := i + 1; k < len(items); k++ {
			switch items[k].class {
			case filler, unit, latest, kind, more, kindWord, measure, pupil:
				continue
			}
			if items[k].class == count && k+1 < len(items) && isLabel(items[k+1].class) {
				return true
			}
			break
		}
	}
	return false
}

// shrunk tells "hôm qua em báo 5 giờ còn 3": what was reported, and what it is
// now.
func (g *reading) shrunk(items []item) bool {
	said, was := false, false
	for i, it := range items {
		if it.class == becomes && g.arrow(items, i) {
			return true
		}
		switch said = said || g.tells(it); it.class {
		case count:
			was = was || said
		case becomes:
			if (it.value == asOfNow || slices.Contains([]string{"thuc", "that", "chinh"}, g.wordAt(it.from))) && was && slices.ContainsFunc(items[i:], func(n item) bool { return n.class == count }) {
				return true
			}
		}
	}
	return false
}

// arrow tells whether items[i] is the arrow of "3 hgđ -> 4 hgđ", between two
// numbers of the same thing.
func (g *reading) arrow(items []item, i int) bool {
	if t := g.words[items[i].from].Text; t != "-" && t != "=" && t != "→" || !g.agent() {
		return false
	}
	from, to := i-1, i+1
	if from > 0 && family(items[from].class) == 1 {
		from--
	}
	if from < 0 || to >= len(items) || items[from].class != count || items[to].class != count {
		return false
	}
	was := items[from+1]
	return to+1 >= len(items) && from+1 == i || to+1 < len(items) && family(items[to+1].class) == 1 && (from+1 == i || was.value == items[to+1].value)
}

// reckons tells whether "trừ" stands between the numbers of a sum, and takes
// nothing off a report.
func (g *reading) reckons(items []item) bool {
	at := slices.IndexFunc(items, func(it item) bool { return it.class == less })
	return g.is(items[at].from, "tru") && at > 0 && numbersIn(items[:at]) > 0 && numbersIn(items[at:]) > 1
}

// tells tells whether an item says that something is reported.
func (g *reading) tells(it item) bool {
	return it.class == reporting || it.class == filler && slices.ContainsFunc(g.words[it.from:it.to], func(w vi.Word) bool { return w.Is(keyBao) })
}

// labelled tells whether a number with what it is of is in the message, so
// that "bỏ" and "rút" are said of people and not of a report.
func (g *reading) labelled(items []item) bool {
	for i, it := range items {
		if it.class == count && i+1 < len(items) && isLabel(items[i+1].class) {
			return true
		}
	}
	return false
}

func numbersIn(items []item) (n int) {
	for _, it := range items {
		if it.class == count {
			n++
		}
	}
	return n
}

// denies tells whether "không phải" begins the message.
func denies(items []item) bool {
	for _, it := range items {
		switch it.class {
		case filler, comma, strong:
			continue
		}
		return it.class == notBut
	}
	return false
}

// unclearFix is "nhầm rồi" and no more.
func (g *reading) unclearFix(items []item) (Meaning, bool) {
	t := g.gather(items)
	m := Meaning{Intent: Correct, Op: ReplaceLast, Ask: []Ask{AskCount}}
	f := figure{}
	for _, it := range items {
		if isLabel(it.class) && it.class != people && it.class != pupil {
			f.labels = append(f.labels, it)
		}
	}
	f.settle()
	if t.hasUnit {
		f.place(t.units)
	}
	t.figures = []figure{f}
	t.unitsOf()
	r := t.figures[0].Row
	m.Rows = []Row{r}
	if r.Unit == "" {
		m.Ask = append(m.Ask, AskUnit)
	}
	return m, true
}

// undone takes the last report back, or the one named by number.
func (g *reading) undone(items []item) (Meaning, bool) {
	m := Meaning{Intent: Undo, Op: UndoLast}
	for _, it := range items {
		switch it.class {
		case count:
			if !it.num.Spelled && it.num.Value > 0 {
				m.Report = it.num.Value
			}
		case span:
			if it.span.Scale == vi.OneDay && it.span.From != g.today {
				return Meaning{}, false
			}
		case other, strange:
			if it.to-it.from > 1 {
				return Meaning{}, false
			}
		}
	}
	return m, true
}

// decrement: so many fewer.
func (g *reading) decrement(items []item) (Meaning, bool) {
	at := slices.IndexFunc(items, func(it item) bool { return it.class == count })
	m, ok := g.replaced(slices.DeleteFunc(slices.Clone(items), func(it item) bool {
		if at >= 0 && it.from > items[at].from && (it.class == count || it.class == households || it.class == people) && g.twiceBefore(it.from) {
			return true // "e tính trùng 1 nhà"
		}
		if at >= 0 && it.from > items[at].from && (it.class == reason || it.class == kind && it.value == string(coverage.Lapsed)) {
			return true // why: "bớt 1 tn, chị ấy rút"
		}
		return it.class == less || it.class == undo || it.class == agree || it.class == register
	}))
	m.Op = Decrement
	for i := range m.Rows {
		if m.Rows[i].Kind == "" && m.Rows[i].Indicator != "" {
			m.Rows[i].Kind = coverage.New
		}
	}
	return m, ok
}

// replaced: the last entry, or that of a named day, becomes another number.
func (g *reading) replaced(items []item) (Meaning, bool) {
	t := g.gather(withoutDenied(items))
	t.drop()
	t.inherit()
	t.totals()
	t.unitsOf()
	if len(t.figures) == 0 {
		return Meaning{}, false
	}
	m := Meaning{Intent: Correct, Op: ReplaceLast}
	a := asks{}
	for i := range t.figures {
		f := &t.figures[i]
		day, kind := f.Day, f.Kind
		r := t.row(f, &a)
		r.Day = 0
		if f.dated {
			r.Day = day
			m.Op = Replace
		}
		if f.isTotal {
			m.Op = SetTotal
			r.Day = day
		}
		r.Kind = kind
		if r.Indicator == "" && !f.said() {
			r.Kind = ""
		}
		m.Rows = append(m.Rows, r)
	}
	if clashing(m.Rows) || len(m.Rows) > 1 && m.Rows[0].Unit == m.Rows[len(m.Rows)-1].Unit && midway(items) {
		m.Rows = m.Rows[:1]
		m.Rows[0].Known, m.Rows[0].Count = false, 0
		a.add(AskCount)
	}
	m.Ask = slices.DeleteFunc(a.list, func(q Ask) bool { return q == AskIndicator })
	g.finish(&m)
	return m, true
}

// onlyWrong tells whether a message with a number says that it is wrong, and
// not what is right: "là nhầm" ends it, or "đâu có" stands before it.
func (g *reading) onlyWrong(items []item) bool {
	counted := false
	for i, it := range items {
		if counted = counted || it.class == count; counted && it.class == becomes {
			return false
		}
		switch {
		case it.class == count && it.from > 1 && (g.is(it.from-2, "dau") || g.is(it.from-2, "gi") && g.is(it.from-3, "lam")) && g.words[it.from-1].Is(keyCo):
			return true
		case it.class == wrong && numbersIn(items[i:]) == 0 && (g.wordBefore(it).Is(keyLa) || g.is(it.from, "bi")):
			return true
		}
	}
	return false
}

// midway tells whether "nhầm" stands between two numbers, and nothing says
// which of what is before it is meant: "3 tn, nhầm, 3 hgđ".
func midway(items []item) bool {
	at := slices.IndexFunc(items, func(it item) bool { return it.class == wrong })
	if at < 0 || numbersIn(items[:at]) == 0 || numbersIn(items[at:]) == 0 {
		return false
	}
	return !slices.ContainsFunc(items, func(it item) bool {
		return slices.Contains([]class{fixing, notBut, becomes, move, undo, less}, it.class)
	})
}

// clashing tells whether two numbers would replace the same entry: "3 hgđ à
// nhầm 2".
func clashing(rows []Row) bool {
	for i, r := range rows {
		for _, o := range rows[:i] {
			if r.Unit == o.Unit && r.Day == o.Day && (r.Indicator == o.Indicator || r.Indicator == "" || o.Indicator == "") && (r.Kind == o.Kind || r.Kind == "" || o.Kind == "") && r.Reason == o.Reason {
				return true
			}
		}
	}
	return false
}

// said tells whether what happened stood at the figure.
func (f *figure) said() bool {
	return slices.ContainsFunc(f.labels, func(l item) bool {
		return l.class == kind && l.value != tookPart || l.class == tt || l.class == visit || l.class == reason
	})
}
