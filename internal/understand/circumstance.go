package understand

import (
	"regexp"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// People tell the weather, prices, festivals and what those said who did not
// buy beside their figures. Numbers and words of these count nobody.

// circumstances gives the words of an agent that only tell how a day was the
// sense of words that change nothing.
func (g *reading) circumstances(items []item) []item {
	if !g.agent() {
		return items
	}
	for i, it := range items {
		switch {
		case it.class == count && (g.coldOrHot(items, i) || g.mark(it) || priced(items, i) || g.ripe(it) || g.nextYear(it) || g.tenths(items, i)),
			it.class == register && g.ofTheOthers(items, i),
			it.class == span && g.festive(items, i),
			it.class == fixing && g.forSomebody(it),
			g.slipExcused(items, i), g.sumsUp(items, i), g.promisedOnly(items, i), g.ourOwn(items, i):
			items[i].class, items[i].value, items[i].span = filler, "", vi.Span{}
		case it.class == visit && g.is(it.to, "dau") && i > 0 && items[i-1].class == no:
			items[i-1].class, items[i].class, items[i].value = filler, filler, "" // "không đi đâu xa"
		case it.class == kind && it.value == tookPart && g.enteredInVain(items, i):
			items[i].class, items[i].value = visit, onlyHouseholds
		case it.class == households && g.bareThey(items, i):
			items[i-1].class, items[i-1].value = households, ""
			items[i].class, items[i].value = filler, ""
		case it.class == households && g.aPlace(items, i):
			items[i].class, items[i].value = filler, ""
		case it.class == attend && g.heardOf(it):
			items[i].class, items[i].value, g.wavers = filler, "", true
		}
	}
	return items
}

// aPlace tells whether "nhà" says where somebody was: "quanh nhà được 2 hgđ",
// "đang ở nhà văn hóa".
func (g *reading) aPlace(items []item, i int) bool {
	it := items[i]
	if !g.is(it.from, "nha") || it.to-it.from != 1 || i > 0 && items[i-1].class == count {
		return false
	}
	if g.is(it.to, "van") && g.is(it.to+1, "hoa") && i+2 < len(items) && items[i+1].class == other && items[i+2].class == other {
		items[i+1].class, items[i+2].class = filler, filler
		return true
	}
	return slices.Contains([]string{"quanh", "khap", "canh", "trong"}, g.wordAt(it.from-1)) && (i+1 >= len(items) || items[i+1].class != count)
}

// heardOf tells hearsay, "nghe thôn 3 được 3 hgđ", from those who came to a
// meeting.
func (g *reading) heardOf(it item) bool {
	if it.to-it.from != 1 || !g.is(it.from, "nghe") || it.to+1 >= len(g.words) {
		return false
	}
	next := g.words[it.to].Fold
	return villageWord(next) || next == "xa" || next == "ben" || slices.Contains(titles[:9], next) && g.words[it.to+1].Upper()
}

// unreported tells whether a word only says that a report was not sent: "hôm
// qua em quên chưa báo, được 2 hgđ".
func (g *reading) unreported(it item) bool {
	w := g.words[it.from]
	return w.Is(keyChua) || w.Is(keyBao) || w.Is(keyGui) || w.Is(keyNhan) || w.Is(keyQuen) || w.Fold == "kip" || w.Fold == "mat"
}

// nobodyMine tells whether the writer says of themselves that nobody joined
// where somebody else is named: "chị Lan được 5 hgđ, em chưa có ai".
func (t *tally) nobodyMine() bool {
	return slices.ContainsFunc(t.items, func(it item) bool {
		return it.class == zero && it.from > 0 && slices.Contains([]string{"em", "e", "toi", "minh", "tui", "thi"}, t.words[it.from-1].Fold) && !t.villageThen(it.from)
	}) && t.namesSomebody()
}

// coldOrHot tells whether a number is of the weather; the word before it is then
// no village: "trời rét 8 độ".
func (g *reading) coldOrHot(items []item, i int) bool {
	if !g.is(items[i].to, "do") || i == 0 || g.words[items[i].to].Key != vi.Key("độ") && !g.words[items[i].to].Bare() {
		return false
	}
	before := &items[i-1]
	if !slices.Contains([]string{"ret", "lanh", "nong", "troi", "xuong", "am", "sot", "con", "toi"}, g.wordBefore(items[i]).Fold) {
		return false
	}
	if before.class == other {
		before.class = filler
	}
	return true
}

// mark tells whether a number is what a child got at school: "được điểm 10".
func (g *reading) mark(it item) bool { return g.wordBefore(it).Key == vi.Key("điểm") }

// priced tells whether a number only says how much a price is for: "phở 35k 1
// bát", "cắt 50k 1 đầu".
func priced(items []item, i int) bool {
	if i == 0 || items[i-1].class != money || items[i-1].to != items[i].from || items[i].num.Value != 1 || i+1 >= len(items) {
		return false
	}
	next := items[i+1].class
	return next == other || next == measure
}

// ripe tells the "chín" of "cà phê chín đỏ" from nine.
func (g *reading) ripe(it item) bool {
	if g.words[it.from].Key != vi.Key("chín") || it.to-it.from != 1 {
		return false
	}
	return slices.Contains([]string{"do", "vang", "ro", "mong", "cay", "ruc", "som", "muon", "het", "rung", "rui"}, g.wordAt(it.to)) ||
		slices.Contains([]string{"lua", "ngo", "man", "phe", "nhan", "xoai", "vai", "chuoi", "tieu", "mit", "trai", "qua"}, g.wordAt(it.from-1)) && g.is(it.to, "roi")
}

// nextYear tells the "năm" of "sang năm mua tiếp" from five.
func (g *reading) nextYear(it item) bool {
	if g.words[it.from].Key != vi.Key("năm") || it.to-it.from != 1 || !g.is(it.from-1, "sang") {
		return false
	}
	before := g.words[it.from-1]
	return before.Key == vi.Key("sang") && (before.Text == "sang" || before.Text == "Sang")
}

// ofTheOthers tells whether "hẹn" is said of those who are left, without a
// number: "được 4 người mua hgđ, còn lại hẹn".
func (g *reading) ofTheOthers(items []item, i int) bool {
	switch g.words[items[i].from].Fold {
	case "hen", "hua", "khat", "de", "se":
	default:
		return false
	}
	for k := i - 1; k >= 0; k-- {
		switch it := items[k]; it.class {
		case filler, people, households, other, each, register, becomes:
			if g.is(it.from, "con") && (g.is(it.to-1, "lai") || g.is(it.to, "lai")) {
				return !countsBehind(items, i)
			}
		default:
			return false
		}
	}
	return false
}

// countsBehind tells whether a number follows items[i] in its statement.
func countsBehind(items []item, i int) bool {
	for _, it := range items[i+1:] {
		switch it.class {
		case strong, comma:
			return false
		case count, about:
			return true
		}
	}
	return false
}

// festive tells whether a day is only a festival on which something is wished:
// "chúc chị 20/10 muộn nhé, 3 hgđ".
func (g *reading) festive(items []item, i int) bool {
	it := items[i]
	if it.span.Scale != vi.OneDay || g.words[it.from].Kind != vi.Digits || it.span.From == g.today {
		return false
	}
	day := g.text[g.words[it.from].Start:g.words[it.to-1].End]
	if !slices.Contains([]string{"8/3", "08/3", "8/03", "08/03", "20/10", "20/11", "2/9", "02/9", "02/09", "30/4", "30/04", "1/6", "01/6", "01/06", "27/2", "27/02", "24/12", "14/2"}, day) {
		return false
	}
	from := i
	for from > 0 && items[from-1].class != strong && items[from-1].class != comma {
		from--
	}
	wishes := false
	for to := from; to < len(items) && items[to].class != strong && items[to].class != comma; to++ {
		if items[to].class == count {
			return false
		}
		for _, w := range g.words[items[to].from:items[to].to] {
			wishes = wishes || w.Is(keyChuc) || w.Fold == "mung" || w.Fold == "le"
		}
	}
	return wishes
}

// forSomebody tells "em báo thay" from putting one thing in another's place.
func (g *reading) forSomebody(it item) bool {
	if it.to-it.from != 1 || !g.is(it.from, "thay") || !slices.Contains([]string{"bao", "nhan", "gui", "go"}, g.wordAt(it.from-1)) {
		return false
	}
	return it.to >= len(g.words) || g.words[it.to].Kind != vi.Letters || slices.Contains([]string{"chong", "vo", "me", "bo", "chi", "anh", "a", "nhe", "ba", "ong", "co", "chu", "bac", "di", "cau", "mo", "em", "cho", "noi", "ngoai", "nha"}, g.words[it.to].Fold)
}

// enteredInVain tells whether "vào 8 hộ" only called on them: "không ai mua"
// follows.
func (g *reading) enteredInVain(items []item, i int) bool {
	if !g.is(items[i].from, "vao") || i+3 >= len(items) || items[i+1].class != count || items[i+2].class != households {
		return false
	}
	for _, it := range items[i+3:] {
		switch it.class {
		case filler, comma, each, other:
		case zero:
			return true
		default:
			return false
		}
	}
	return false
}

// bareThey tells "đi 6 nhà, họ kêu khó", typed without marks, from households.
func (g *reading) bareThey(items []item, i int) bool {
	if it := items[i]; it.to-it.from != 1 || !g.is(it.from, "ho") || !g.words[it.from].Bare() {
		return false
	}
	return i > 1 && items[i-1].class == filler && g.is(items[i-1].from, "nha") && items[i-1].to-items[i-1].from == 1 && items[i-2].class == count &&
		slices.Contains([]string{"keu", "bao", "noi", "ban", "hen", "khat", "con", "chua", "deu", "toan", "k", "ko", "khong", "di"}, g.wordAt(items[i].to))
}

// onlyVisited tells whether the booked numbers of a clause are calls alone:
// what those said who were called on changes nothing.
func (t *tally) onlyVisited(booked []int) bool {
	return !slices.ContainsFunc(t.figures, func(f figure) bool {
		return f.Kind != coverage.Visited && slices.Contains(booked, f.at)
	})
}

// wellBeing is a question after somebody's health that ends a message.
var wellBeing = regexp.MustCompile(`(?i)[\s,.]+(chị|anh|cô|bác|c|em|chi|co|bac)\s+(có\s+|co\s+)?(khỏe|khoẻ|khoe)\s+(không|khong|ko|k|hông|hong|chứ|chu)(\s+(ạ|a|vậy|chị|anh))*\s*[?.!]*\s*$`)

// withoutGreeting leaves out such a question behind what is reported.
func withoutGreeting(clean string) string {
	at := wellBeing.FindStringIndex(clean)
	if at == nil || at[0] == 0 {
		return clean
	}
	return clean[:at[0]]
}
