package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
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
	if g.agent() && g.carried(items) && !has(quest) {
		return g.moved(items)
	}
	if !has(fixing, wrong, less, move, undo, notBut) || has(quest, command) && !has(wrong, fixing) {
		return Meaning{}, false
	}
	if g.misplaced(items) {
		return g.moved(items)
	}
	if has(undo) && has(aim) || !g.agent() && !has(count) && !has(undo) {
		return Meaning{}, false
	}
	switch {
	case has(wrong) && misassigned(items):
		return g.moved(items)
	case has(wrong) && has(count) && g.setRight(items):
		return g.replaced(items)
	case has(move) && has(unit, strange) && (!has(count) || has(wrong)):
		return g.moved(items)
	case has(undo) && !has(fixing, wrong) && g.takesBack(items):
		return g.decrement(items)
	case has(undo) && has(latest) && g.labelled(items): // "bỏ tin vừa rồi, dửn 2 hgđ"
		return g.replaced(items)
	case has(undo) && !has(fixing, wrong) && g.labelled(items):
		return Meaning{}, false
	case has(undo) && !has(fixing, wrong):
		return g.undone(items)
	case has(less) && has(count):
		return g.decrement(items)
	case has(notBut) && has(unit) && !has(count):
		return g.moved(items)
	case (has(fixing) || has(wrong)) && has(count), has(notBut) && numbersIn(items) > 1:
		return g.replaced(items)
	case has(notBut) && numbersIn(items) == 1 && !has(unit) && denies(items):
		return g.unclearFix(nil)
	case has(wrong) && has(undo), has(undo) && has(latest):
		return g.undone(items)
	case has(fixing, wrong):
		return g.unclearFix(items)
	}
	return Meaning{}, false
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
			case filler, unit, latest, kind, more, kindWord:
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
		switch said = said || g.tells(it); it.class {
		case count:
			was = was || said
		case becomes:
			if it.value == asOfNow && was && slices.ContainsFunc(items[i:], func(n item) bool { return n.class == count }) {
				return true
			}
		}
	}
	return false
}

// tells tells whether an item says that something is reported.
func (g *reading) tells(it item) bool {
	return it.class == reporting || it.class == filler && slices.ContainsFunc(g.words[it.from:it.to], func(w vi.Word) bool { return w.Is(vi.Key("báo")) })
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
		if isLabel(it.class) && it.class != people {
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
	m, ok := g.replaced(slices.DeleteFunc(slices.Clone(items), func(it item) bool { return it.class == less || it.class == undo }))
	m.Op = Decrement
	for i := range m.Rows {
		if m.Rows[i].Kind == "" && m.Rows[i].Indicator != "" {
			m.Rows[i].Kind = coverage.New
		}
	}
	return m, ok
}

// moved: the last report belongs to another village.
func (g *reading) moved(items []item) (Meaning, bool) {
	m := Meaning{Intent: Correct, Op: MoveUnit}
	var to []place.Code
	known := false
	for i, it := range items {
		if it.class != unit && it.class != strange {
			continue
		}
		if i > 0 && denied(items, i) {
			continue
		}
		if !known || toward(items, i) {
			to, known = it.units, true
		}
	}
	r := Row{Choices: to}
	if len(to) == 1 {
		r = Row{Unit: to[0]}
	} else {
		m.Ask = []Ask{AskUnit}
	}
	g.ofMoved(items, &r)
	m.Rows = []Row{r}
	return m, known
}

// ofMoved notes what is said of the report that is moved: "3 hgđ đấy là của
// bản ca".
func (g *reading) ofMoved(items []item, r *Row) {
	if numbersIn(items) != 1 || !g.labelled(items) {
		return
	}
	t := g.gather(slices.DeleteFunc(slices.Clone(items), func(it item) bool {
		return it.class == unit || it.class == strange || it.class == move || it.class == notBut || it.class == wrong
	}))
	t.inherit()
	if len(t.figures) == 1 && t.figures[0].Known && !t.figures[0].dated {
		f := t.figures[0]
		r.Indicator, r.Kind, r.Count, r.Known = f.Indicator, f.Kind, f.Count, true
	}
}

// misplaced tells whether the report is said to be of one village and not of
// another: "ghi nhầm bản rồi, 3 hgđ đấy của bản ca chứ không phải bản hán".
func (g *reading) misplaced(items []item) bool {
	var told, wrongly, numbers int
	for i, it := range items {
		switch it.class {
		case unit, strange:
			if i > 0 && denied(items, i) {
				wrongly++
			} else {
				told++
			}
		case count:
			if i > 0 && denied(items, i) {
				return false
			}
			numbers++
		}
	}
	said := slices.ContainsFunc(items, func(it item) bool { return it.class == wrong || it.class == move })
	return wrongly > 0 && told == 1 && numbers == 1 && said
}

// denied tells whether "không phải" stands before the item.
func denied(items []item, i int) bool {
	for k := i - 1; k >= 0; k-- {
		switch items[k].class {
		case filler, kindWord, latest:
			continue
		case notBut:
			return true
		}
		return false
	}
	return false
}

// toward tells whether "sang", "mà là" stands before the item.
func toward(items []item, i int) bool {
	for k := i - 1; k >= 0; k-- {
		switch items[k].class {
		case filler, kindWord:
			continue
		case move, becomes:
			return true
		}
		return false
	}
	return false
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
	if clashing(m.Rows) {
		m.Rows = m.Rows[:1]
		m.Rows[0].Known, m.Rows[0].Count = false, 0
		a.add(AskCount)
	}
	m.Ask = slices.DeleteFunc(a.list, func(q Ask) bool { return q == AskIndicator })
	g.finish(&m)
	return m, true
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

// aheadOfNumber tells whether what is denied follows "không phải" right away.
func aheadOfNumber(items []item, i int) bool {
	for _, it := range items[i+1:] {
		switch it.class {
		case filler, unit, strange:
			continue
		case comma, strong:
			return false
		}
		return true
	}
	return true
}

// dropLast marks the last number before items[i].
func dropLast(items []item, drop []bool, i int) {
	for k := i - 1; k >= 0; k-- {
		if items[k].class == count {
			drop[k] = true
			return
		}
	}
}

// withoutDenied leaves out the numbers that were wrong: "2 chứ không phải 3",
// "5 sửa thành 3", "không phải 5 mà là 3", "nhầm 5, đúng là 3".
func withoutDenied(items []item) []item {
	var kept []item
	drop := make([]bool, len(items))
	for i, it := range items {
		if it.class == notBut && !aheadOfNumber(items, i) {
			dropLast(items, drop, i) // "3 hgđ, không phải, 2 hgđ"
		} else if it.class == notBut {
			for k := i + 1; k < len(items); k++ {
				if items[k].class == count {
					drop[k] = true
					break
				}
				if items[k].class == becomes || items[k].class == strong {
					break
				}
			}
		}
	}
	for i, it := range items {
		if it.class == becomes && leftOf(items, drop, i) && !closes(items, i) {
			for k := i - 1; k >= 0; k-- {
				if items[k].class == count {
					drop[k] = true
					break
				}
				if items[k].class == strong {
					break
				}
			}
		}
	}
	for i, it := range items {
		switch {
		case drop[i]:
		case slices.Contains([]class{fixing, wrong, notBut, becomes, latest, undo, move}, it.class):
			kept = append(kept, item{class: comma, from: it.from, to: it.to})
		default:
			kept = append(kept, it)
		}
	}
	return kept
}

// leftOf tells whether a number that stands is behind items[i].
func leftOf(items []item, drop []bool, i int) bool {
	for k := i + 1; k < len(items); k++ {
		if items[k].class == count && !drop[k] {
			return true
		}
	}
	return false
}

// setRight tells whether "đúng là 4" stands behind what was wrong of a single
// village: "số hôm qua của bản hán sai rồi, đúng là 4 hgđ" moves nothing.
func (g *reading) setRight(items []item) bool {
	at, units := -1, 0
	for _, it := range items {
		if it.class == unit || it.class == strange {
			units++
		}
	}
	for i, it := range items {
		switch it.class {
		case wrong:
			at = i
		case becomes:
			if at >= 0 && units == 1 && slices.ContainsFunc(items[i:], func(n item) bool { return n.class == count }) {
				return !g.misplaced(items)
			}
		}
	}
	return false
}

// carried tells "chuyển 3 hgđ từ kim chung 1 sang kim chung 2".
func (g *reading) carried(items []item) bool {
	from, to := -1, -1
	for i, it := range items {
		if it.class == people && !slices.ContainsFunc(items, func(o item) bool {
			return o.class == wrong || o.class == move && o.from > it.from && !g.is(o.from, "chuyen")
		}) {
			return false // people move too: "chuyển 2 người từ dửn sang ka láp"
		}
		if it.class != unit && it.class != strange {
			continue
		}
		switch {
		case it.from > 0 && g.is(it.from-1, "tu") && from < 0:
			from = i
		case from >= 0 && (toward(items, i) || g.is(it.from-1, "sang") || g.is(it.from-1, "qua") || g.is(it.from-1, "ve")):
			to = i
		default:
			return false
		}
	}
	return from >= 0 && to > from && numbersIn(items) <= 1 && slices.ContainsFunc(g.words[:items[from].from], func(w vi.Word) bool { return w.Fold == "chuyen" || w.Fold == "doi" })
}

// misassigned tells "báo sai bản dửn, đúng là ka láp 3 hgđ": one village before
// what puts it right, another right behind it, and the one number after both.
func misassigned(items []item) bool {
	var units [2]int // before and behind
	behind := 0
	for _, it := range items {
		switch it.class {
		case becomes:
			behind = 1
		case unit, strange:
			units[behind]++
		case count:
			if units[0] != 1 || units[1] != 1 {
				return false
			}
		}
	}
	return units[0] == 1 && units[1] == 1 && numbersIn(items) <= 1
}

// closes tells whether "thôi", "mới đúng" at items[i] end what was said of the
// number before: "chỉ có 2 hgđ thôi, ka láp 1 tn".
func closes(items []item, i int) bool {
	if i == 0 || items[i-1].class != count && !isLabel(items[i-1].class) || i+2 >= len(items) {
		return false
	}
	return (items[i+1].class == comma || items[i+1].class == strong) && items[i+2].class == unit
}
