package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Without marks a word may be another: "du" is "dự" or "đủ", "doi" is "đổi",
// "đợi" or "đôi", "dung" is "dừng" or "dùng". What stands beside it tells which;
// where that does not, it is asked.

// unmarked gives words typed without marks the sense that their place shows.
func (g *reading) unmarked(items []item, i int) bool {
	it := items[i]
	if it.to-it.from != 1 || !g.words[it.from].Bare() {
		return false
	}
	var next item
	if i+1 < len(items) {
		next = items[i+1]
	}
	counted := i > 0 && items[i-1].to == it.from && (items[i-1].class == count || items[i-1].class == people)
	set := func(c class, doubt bool) bool {
		items[i].class, items[i].value = c, ""
		g.wavers = g.wavers || doubt
		return true
	}
	switch f := g.words[it.from].Fold; {
	case f == "nha" && it.class == filler && counted && items[i-1].class == count && (g.tellsOfHouses(next) || next.class == count && i+2 < len(items) && items[i+2].class == people):
		return set(households, false) // "3 nha mua hgd"
	case f == "con" && it.class == becomes && counted && items[i-1].class == count && next.class == other:
		return set(measure, false) // "ban duoc 3 con ga"
	case f == "lon" && it.class == wrong && i > 0 && g.is(it.from-1, "con"):
		items[i-1].class, items[i-1].value = measure, ""
		return set(other, false) // "ban duoc 3 con lon"
	case f == "hoi" && it.class == ordinal && family(next.class) == 1:
		return set(aim, false) // "3 nguoi den hoi hgd"
	case f == "doi" && it.class == fixing && !slices.ContainsFunc(items, func(o item) bool {
		return o.class == becomes && !g.is(o.from, "chi") || o.class == wrong || o.class == latest || o.class == undo
	}) && !slices.Contains([]string{"lai", "thanh", "sang", "so"}, g.wordAt(it.to)):
		return set(filler, true) // "em doi 3 nguoi mua hgd"
	case f == "chinh" && it.class == fixing && slices.Contains([]string{"thuc", "xac", "sach", "quyen"}, g.wordAt(it.to)):
		return set(other, true) // "mai em bao chinh thuc"
	case f == "du" && i > 1 && items[i-2].class == count && g.gathers(items) && g.guests(items, i-1):
		return set(attend, false) // "hop 25 chi du"
	case f == "du" && it.class == attend && !counted:
		return set(filler, false) // "da thu tien du"
	case f == "dung" && it.class == kind && counted && (next.class == card || next.class == indicator || next.class == tn):
		return set(filler, true) // "4 nguoi dung the hgd di kham"
	case f == "tai" && it.class == kind && (next.class == unit || next.class == kindWord || next.class == strange || slices.Contains([]string{"nha", "hoi", "truong", "cho", "xa", "phuong"}, g.wordAt(it.to))):
		return set(filler, false) // "mua the tai nha"
	case f == "dung" && it.class == kind && (next.to == next.from || next.class == comma || next.class == strong || slices.Contains([]string{"roi", "a", "khong", "ko", "vay", "the", "la", "day", "nhe", "nha", "ko", "so"}, g.wordAt(it.to))):
		return set(filler, false) // "dung roi a, 3 hgd"
	case f == "ma" && it.class == ordinal && slices.ContainsFunc(items[:i], func(o item) bool { return o.class == notBut }):
		return set(filler, false) // "khong phai 5 ma 3 hgd"
	case f == "nay" && it.class == span && i > 0 && items[i-1].class == span && items[i-1].span.Scale == vi.MonthLong:
		items[i].span = vi.Span{}
		return set(filler, false) // "thang 11 nay"
	case f == "can" && next.class == count && slices.ContainsFunc(items[i:], func(o item) bool { return o.class == more }):
		return set(filler, true) // "can 5 hgd nua"
	case f == "nha" && it.class == filler && counted && items[i-1].class == count && g.visitsBefore(items[i-1].from):
		return set(households, false) // "di tuyen truyen 8 nha duoc 2 hgd"
	case f == "so" && it.class == book && !counted && next.class == count:
		return set(ordinal, true) // "so 12 tk1 3 hgd"
	}
	return false
}

// wordAt is the folded word at i, "" before the first and behind the last.
func (g *reading) wordAt(i int) string {
	if i < 0 || i >= len(g.words) {
		return ""
	}
	return g.words[i].Fold
}

// tellsOfHouses tells whether what follows "3 nha" says something of three
// houses, so that "nha" only ends no sentence.
func (g *reading) tellsOfHouses(next item) bool {
	switch next.class {
	case kind, indicator, tn, card, register, agree, visit, no, zero, reason:
		return next.to > next.from && !(next.class == kind && next.value == string(coverage.New) && !g.is(next.from, "tham"))
	case filler:
		return g.is(next.from, "di") && next.to-next.from > 1 || g.is(next.from, "vang") // "20 nha di vang"
	case other:
		return next.to > next.from && g.words[next.from].Kind == vi.Letters && !g.words[next.from].Upper()
	}
	return false
}

// gathers tells whether a meeting is spoken of.
func (g *reading) gathers(items []item) bool {
	return slices.ContainsFunc(items, func(it item) bool { return it.class == meeting || it.class == tt && !g.is(it.from, "tt") })
}

// visitsBefore tells whether somebody calls on houses right before word i.
func (g *reading) visitsBefore(i int) bool {
	for k := max(0, i-4); k < i; k++ {
		if slices.Contains([]string{"di", "den", "go", "ghe", "gap", "tham", "truyen", "dong", "vao", "toi"}, g.words[k].Fold) && !(g.words[k].Fold == "dong" && !g.is(k-1, "van")) && !(g.words[k].Fold == "toi" && !g.is(k+1, "nha")) {
			return true
		}
	}
	return false
}

// guests tells whether items[i], behind a number, may be who came to a meeting;
// "chi", read as "chỉ", is put right.
func (g *reading) guests(items []item, i int) bool {
	if g.is(items[i].from, "chi") || g.is(items[i].from, "anh") {
		items[i].class, items[i].value = people, ""
	}
	return items[i].class == people || items[i].class == households
}
