package understand

import (
	"slices"

	"baophu/internal/vi"
)

// wronglyUnder tells "2 hgđ tôi ghi nhầm vào Kim Chung I, thực ra là của Kim Chung
// II": one number, put down wrongly for the first of two villages; it gives the
// second.
func (g *reading) wronglyUnder(items []item) (item, bool) {
	var villages []item
	wrongly, numbers := false, 0
	for i, it := range items {
		switch it.class {
		case count:
			numbers++
		case wrong:
			wrongly = wrongly || len(villages) == 0 && numbers == 1
		case move:
			wrongly = wrongly || len(villages) == 0 && numbers == 1 && g.movesWrong(items[i:i+1])
		case unit, strange:
			villages = append(villages, it)
		case notBut, undo, less, quest, span:
			return item{}, false
		}
	}
	if !g.agent() || !wrongly || numbers != 1 || len(villages) != 2 || slices.Equal(villages[0].units, villages[1].units) {
		return item{}, false
	}
	right := false
	for k := villages[0].to; k < villages[1].from; k++ {
		right = right || slices.Contains([]string{"la", "thuc", "dung", "phai", "that"}, g.words[k].Fold)
	}
	return villages[1], right
}

// movedUnder reads such a correction.
func (g *reading) movedUnder(items []item, to item) (Meaning, bool) {
	m, _ := g.moved(items)
	m.Ask, m.Rows[0].Choices, m.Rows[0].Unit = nil, nil, ""
	if len(to.units) == 1 {
		m.Rows[0].Unit = to.units[0]
	} else {
		m.Rows[0].Choices, m.Ask = to.units, []Ask{AskUnit}
	}
	return m, true
}

// otherThanSaid gives what is right of "2 hgđ vừa báo là tái tục chứ không phải
// tăng mới", where the number was right and what it is of was not; and of "thôn 3
// là 5 hgđ mới phải".
func (g *reading) otherThanSaid(items []item) ([]item, bool) {
	if !g.agent() || numbersIn(items) != 1 || slices.ContainsFunc(items, func(it item) bool {
		return it.class == quest || it.class == undo || it.class == less || it.class == move || it.class == span
	}) {
		return nil, false
	}
	number := slices.IndexFunc(items, func(it item) bool { return it.class == count })
	for i := number + 1; i < len(items); i++ {
		if items[i].class == becomes && g.is(items[i].from, "moi") && g.closing(items[i+1:]) {
			return items, true
		}
		if items[i].class != notBut || i+1 >= len(items) || items[i+1].class != kind && family(items[i+1].class) != 1 {
			continue
		}
		said := slices.ContainsFunc(items[number:i], func(it item) bool {
			return it.class == items[i+1].class && it.value != items[i+1].value && it.value != tookPart
		})
		before := slices.ContainsFunc(items[:i], func(it item) bool {
			return it.class == latest && slices.ContainsFunc(g.words[it.from:it.to], func(w vi.Word) bool {
				return w.Fold == "vua" || w.Fold == "nay" && w.Key != keyNay2 || w.Fold == "gui" || w.Fold == "bao"
			})
		})
		if said && before && g.closing(items[i+2:]) {
			return items[:i], true
		}
	}
	return nil, false
}

// closing tells whether nothing but polite words is left.
func (g *reading) closing(items []item) bool {
	return !slices.ContainsFunc(items, func(it item) bool { return it.class != filler && it.class != comma && it.class != strong })
}

// deniedThenMore tells whether a village with a number of its own stands behind
// what was denied without one: "2 hgđ vừa báo là tái tục chứ không phải tăng
// mới, dửn 1 tn". That number is not what was wrong.
func (g *reading) deniedThenMore() bool {
	denial, apart, village := false, false, false
	for _, it := range g.tag(&g.fixes) {
		switch it.class {
		case notBut:
			denial, apart, village = true, false, false
		case comma, strong:
			apart = denial
		case unit, strange:
			village = apart
		case count:
			if village {
				return true
			}
			denial = false
		case becomes, fixing:
			denial = false
		}
	}
	return false
}
