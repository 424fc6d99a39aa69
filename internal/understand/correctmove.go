package understand

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

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
		if !known || toward(items, i) || i+1 < len(items) && items[i+1].class == becomes && closesWith(g.words[items[i+1].to-1]) {
			to, known = it.units, true
		}
	}
	if at := g.belongs(items); at >= 0 {
		to = items[at].units
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
		return it.class == unit || it.class == strange || it.class == move || it.class == notBut || it.class == wrong || it.class == latest || it.class == becomes ||
			it.class == span && it.span.Scale == vi.OneDay && it.span.From == g.today
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
	var last place.Code
	for i, it := range items {
		switch it.class {
		case unit, strange:
			if i > 0 && denied(items, i) {
				wrongly++
				continue
			}
			if len(it.units) != 1 || it.units[0] != last {
				told++
			}
			if len(it.units) == 1 {
				last = it.units[0]
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

// carried tells "chuyển 3 hgđ từ kim chung 1 sang kim chung 2".
func (g *reading) carried(items []item) bool {
	from, to := -1, -1
	wrongly := slices.ContainsFunc(items, func(it item) bool { return it.class == wrong }) // "ka láp chuyển 2 hgđ sang dửn, em ghi sai"
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
		case from < 0 && (g.is(it.from-1, "tu") || g.is(it.from-1, "cua") || g.is(it.to, "chuyen") && wrongly):
			from = i
		case from >= 0 && (toward(items, i) || g.is(it.from-1, "sang") || g.is(it.from-1, "qua") || g.is(it.from-1, "ve")):
			to = i
		default:
			return false
		}
	}
	return from >= 0 && to > from && numbersIn(items) <= 1 && slices.ContainsFunc(g.words[:items[to].from], func(w vi.Word) bool { return w.Fold == "chuyen" || w.Fold == "doi" })
}

// misassigned tells "báo sai bản dửn, đúng là ka láp 3 hgđ": one village before
// what puts it right, another right behind it, and the one number after both.
func (g *reading) misassigned(items []item) bool {
	if g.rightBehind(items) {
		return true
	}
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

// rightBehind tells "dửn báo nhầm, ka láp mới đúng, 3 hgđ": what puts it right
// stands behind the second of two villages.
func (g *reading) rightBehind(items []item) bool {
	units, right := 0, false
	for i, it := range items {
		switch it.class {
		case unit, strange:
			units++
			right = right || units == 2 && i+1 < len(items) && items[i+1].class == becomes && closesWith(g.words[items[i+1].to-1])
		case count:
			if units < 2 {
				return false
			}
		}
	}
	return right && units == 2 && numbersIn(items) <= 1
}

// closesWith tells whether a word that puts right stands behind what is right:
// "ka láp mới đúng".
func closesWith(w vi.Word) bool { return w.Is(keyDung) }

// movesWrong tells whether one of the words that move a report says that it
// was put down wrongly: "2 hgđ ghi nhầm bản, chuyển sang bản dửn".
func (g *reading) movesWrong(items []item) bool {
	return slices.ContainsFunc(items, func(it item) bool {
		return it.class == move && slices.ContainsFunc(g.words[it.from:it.to], func(w vi.Word) bool {
			return w.Is(keyNham) || w.Is(keyLon) || w.Is(keySai)
		})
	})
}

// belongs gives the village that a report belongs to where it was put down for
// another: "2 tn của dửn ghi nhầm vào noong la"; -1 for none.
func (g *reading) belongs(items []item) int {
	owner, wrongly, village := -1, false, false
	for i, it := range items {
		village = village || owner >= 0 && (it.class == wrong && villageWord(g.wordAt(it.to)) || it.class == move && villageWord(g.wordAt(it.to-1)) && g.movesWrong(items[i:i+1]))
		switch it.class {
		case wrong:
			wrongly = owner >= 0
		case move:
			said := g.words[it.from:it.to]
			if slices.ContainsFunc(said, func(w vi.Word) bool { return w.Fold == "chuyen" }) {
				return -1
			}
			wrongly = wrongly || owner >= 0 && g.movesWrong(items[i:i+1])
		case unit:
			before := g.wordBefore(it).Fold
			switch {
			case owner < 0 && before == "cua":
				owner = i
			case owner >= 0 && wrongly && slices.Contains([]string{"vao", "sang", "cho", "qua", "thanh"}, before):
				return owner
			default:
				return -1
			}
		case notBut:
			return -1
		}
	}
	if village && wrongly {
		return owner // "2 tn đó của noong la, em nhắn nhầm bản"
	}
	return -1
}

// ofOneVillage tells whether one village is named, and numbers behind it.
func (g *reading) ofOneVillage(items []item) bool {
	villages := 0
	for i, it := range items {
		if it.class == unit || it.class == strange {
			villages++
			if numbersIn(items[:i]) > 0 {
				return false
			}
		}
	}
	return villages == 1
}

// becomesNumber tells "sửa số của bản Dửn thành 3 hgđ, hôm đó em cộng lộn": the
// figure was wrong, not the village.
func becomesNumber(items []item) bool {
	for i, it := range items[:len(items)-1] {
		if it.class == becomes && items[i+1].class == count && slices.ContainsFunc(items[:i], func(o item) bool { return o.class == fixing }) {
			return true
		}
	}
	return false
}

// rightsNumber tells "ghi nhầm bản hán 5 hgđ, đúng là 2 hgđ" of two numbers: it
// is the figure that was wrong.
func rightsNumber(items []item) bool {
	for i, it := range items[:len(items)-1] {
		if it.class == becomes && items[i+1].class == count {
			return numbersIn(items[:i]) == 1
		}
	}
	return false
}
