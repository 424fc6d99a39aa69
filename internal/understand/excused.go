package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// shortened are words as the young type them, or with a letter too many, and
// what they stand for.
var shortened = map[string]string{"nx": "nữa", "ms": "mới", "mún": "muốn", "ddc": "đc", "thg": "tháng", "wên": "quên"}

// spelledOut writes words as the young type them in full, so that every rule
// reads them.
func spelledOut(clean string) string { return written(clean, shortened) }

// written puts for words what they stand for.
func written(clean string, full map[string]string) string {
	found := false
	for short := range full {
		found = found || strings.Contains(clean, short)
	}
	if !found {
		return clean
	}
	var b strings.Builder
	last := 0
	for _, w := range vi.Words(clean) {
		if word, ok := full[w.Text]; ok {
			b.WriteString(clean[last:w.Start])
			b.WriteString(word)
			last = w.End
		}
	}
	b.WriteString(clean[last:])
	return b.String()
}

// slipExcused tells whether "gõ sai" only begs pardon for how a report is
// typed: "tay dính mỡ gõ sai thông cảm ạ. dửn 2 hgđ, ka láp 1 tn". Why the slip
// was made stands before it, and a whole report beside it: a single number may
// as well be what is right.
func (g *reading) slipExcused(items []item, i int) bool {
	it := items[i]
	if it.class != wrong || !slices.Contains([]string{"go", "bam", "nhan", "viet", "danh"}, g.wordAt(it.from)) || !g.pardons(it.to) {
		return false
	}
	from := i
	for from > 0 && items[from-1].class != strong && items[from-1].class != comma {
		from--
	}
	end := i
	for end < len(items) && items[end].class != strong && items[end].class != comma {
		end++
	}
	inside := func(o item) bool {
		return o.class == count || o.class == unit || o.class == strange || o.class == span
	}
	if it.from-items[from].from < 2 || slices.ContainsFunc(items[from:end], inside) || numbersIn(items) < 2 || !figured(items[end:]) && !figured(items[:from]) {
		return false
	}
	for k, o := range items {
		if k < i && g.is(o.from, "con") && o.class == becomes {
			continue // "em bế con nên gõ sai"
		}
		if k != i && slices.Contains([]class{fixing, wrong, notBut, becomes, less, move, undo, latest}, o.class) {
			return false
		}
	}
	return true
}

// pardons tells whether somebody begs pardon right behind word i.
func (g *reading) pardons(i int) bool {
	for k := i; k < min(len(g.words), i+4); k++ {
		if g.phraseLen(k, "thong cam") > 0 || g.phraseLen(k, "bo qua cho") > 0 {
			return true
		}
		if !slices.Contains([]string{"chi", "anh", "c", "a", "mong", "xin", "nhe", "bac"}, g.words[k].Fold) {
			return false
		}
	}
	return false
}

// sumsUp tells whether "để chị trừ" only says what a report of people who left
// is for: "12 khẩu thoát nghèo, em báo để chị trừ".
func (g *reading) sumsUp(items []item, i int) bool {
	it := items[i]
	if it.class != less || !g.is(it.from, "tru") && !g.is(it.from, "bot") || !slices.Contains([]string{"chi", "anh", "c", "a", "de", "bac", "chu", "co"}, g.wordAt(it.from-1)) || numbersIn(items[i:]) > 0 {
		return false
	}
	why := slices.IndexFunc(items[:i], func(o item) bool {
		return o.class == reason || o.class == kind && o.value == string(coverage.Lapsed)
	})
	return why >= 0 && numbersIn(items[:i]) > 0 && !slices.ContainsFunc(items, func(o item) bool {
		return o.class == latest || o.class == fixing || o.class == wrong || o.class == undo
	})
}

// promisedOnly tells whether "không tính" is said of people who only promised:
// "2 hgđ, không tính 3 người hẹn mai đóng".
func (g *reading) promisedOnly(items []item, i int) bool {
	it := items[i]
	if it.class != undo || !g.is(it.to-1, "tinh") || i+1 >= len(items) || items[i+1].class != count || numbersIn(items[:i]) == 0 {
		return false
	}
	for _, o := range items[i+2:] {
		switch o.class {
		case people, pupil, households, filler, measure:
			continue
		case register:
			return true
		}
		return false
	}
	return false
}

// sameTakenOff gives the part of "có 1 người đổi ý, chị trừ đi 1 hgđ" that says how
// many fewer: the number before it is the same people, and says why.
func (g *reading) sameTakenOff(items []item) []item {
	at := slices.IndexFunc(items, func(it item) bool { return it.class == less && (g.is(it.from, "tru") || g.is(it.from, "bot")) })
	if at < 1 || at+2 >= len(items) || items[at+1].class != count || family(items[at+2].class) != 1 {
		return nil
	}
	from := at
	for from > 0 && items[from-1].class != comma && items[from-1].class != strong {
		from--
	}
	if numbersIn(items[:from]) != 1 || numbersIn(items[from:]) != 1 || slices.ContainsFunc(items[:from], func(it item) bool {
		return family(it.class) == 1 || it.class == span && it.span.To != g.today || it.class == fixing || it.class == wrong || it.class == strange
	}) {
		return nil
	}
	k := slices.IndexFunc(items, func(it item) bool { return it.class == count })
	if items[k].num.Value != items[at+1].num.Value || !g.takesMoneyBack(items[from].from) || k+1 >= len(items) || items[k+1].class != people && items[k+1].class != households {
		return nil
	}
	var part []item
	for _, it := range items[:from] {
		if it.class == unit {
			part = append(part, it)
		}
	}
	return append(part, items[from:]...)
}

// takesMoneyBack tells whether somebody thought better of it before word end.
func (g *reading) takesMoneyBack(end int) bool {
	for k := range end {
		for _, phrase := range []string{"doi y", "lay lai tien", "doi lai tien", "tra lai", "rut lai", "xin lai tien", "doi tien lai"} {
			if g.phraseLen(k, phrase) > 0 {
				return true
			}
		}
	}
	return false
}

// tenths tells the 5 of "sốt 38 độ 5", which counts nobody.
func (g *reading) tenths(items []item, i int) bool {
	at := items[i].from
	if i == 0 || !g.is(at-1, "do") || at < 3 || g.words[at-2].Kind != vi.Digits || !slices.Contains([]string{"sot", "troi", "nong", "ret", "lanh", "xuong"}, g.wordAt(at-3)) {
		return false
	}
	if i+1 < len(items) && isLabel(items[i+1].class) {
		return false
	}
	if items[i-1].class == about {
		items[i-1].class, items[i-1].value = filler, ""
	}
	return true
}

// formOfSchool tells the 3 of "lớp 10A3".
func (g *reading) formOfSchool(items []item, i int) bool {
	at := items[i].from
	return at > 2 && len(g.words[at-1].Text) == 1 && g.words[at-1].Kind == vi.Letters && !g.words[at].Space && !g.words[at-1].Space &&
		g.words[at-2].Kind == vi.Digits && g.is(at-3, "lop")
}

// ourOwn tells whether "bản ta" is the one village of the writer's.
func (g *reading) ourOwn(items []item, i int) bool {
	it := items[i]
	if len(g.own) != 1 || it.to-it.from > 3 || !g.is(it.to-1, "ta") || g.words[it.to-1].Text != "ta" || !villageWord(g.wordAt(it.to-2)) {
		return false
	}
	return it.to >= len(g.words) || !g.words[it.to].Upper()
}

// sentAtLast tells "gửi mãi mới đi" of a message from "mai mới đi".
func (g *reading) sentAtLast(i int) bool {
	return g.is(i, "mai") && g.is(i+1, "moi") && slices.Contains([]string{"gui", "nhan", "tai", "goi", "vao", "go", "cho"}, g.wordAt(i-1)) &&
		slices.Contains([]string{"di", "duoc", "dc", "gui", "len"}, g.wordAt(i+2))
}

// goesThere tells whether why somebody left at items[i], behind "do" or "vì",
// is followed by where they went: "do chuyển khẩu ra Hà Nội".
func (g *reading) goesThere(items []item, i int) bool {
	if items[i].class != reason || i == 0 || !g.is(items[i-1].from, "do") && !g.is(items[i-1].from, "vi") {
		return false
	}
	at := items[i].to
	if slices.Contains([]string{"ra", "vao", "len", "ve", "sang", "xuong", "di"}, g.wordAt(at)) {
		at++
	}
	return at < len(g.words) && g.words[at].Upper() && g.behindGoing(at)
}

// villageThen tells whether "thì" before word i is said of a village: "ka láp
// thì chưa ai mua" says nothing of the writer.
func (t *tally) villageThen(i int) bool {
	return t.is(i-1, "thi") && slices.ContainsFunc(t.items, func(it item) bool { return it.class == unit && it.to == i-1 })
}
