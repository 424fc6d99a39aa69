package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// sounds are letters that many write for one another.
var sounds = strings.NewReplacer("ngh", "ng", "gh", "g", "tr", "ch", "gi", "d", "x", "s", "y", "i", "aa", "a", "oo", "o", "ee", "e", "uu", "u")

// alike tells whether what was typed sounds like a village of the speaker's,
// or is one letter off that, and like no other of theirs: "kim trung" is Kim
// Chung, "nog la" Noong La.
func (g *reading) alike(v village, typed string) bool {
	if typed == "" || v.sound == "" || firstSound(typed) != v.sound[0] {
		return false
	}
	if g.typed != typed {
		g.typed, g.sound = typed, sounds.Replace(typed) // it is set beside each village
	}
	if !soundsLike(v.sound, g.sound) {
		return false
	}
	return !slices.ContainsFunc(g.own, func(o village) bool { return o.run != v.run && soundsLike(o.sound, g.sound) })
}

// firstSound is the letter with which a word begins as it sounds.
func firstSound(typed string) byte {
	switch first := typed[0]; {
	case first == 't' && len(typed) > 1 && typed[1] == 'r':
		return 'c'
	case first == 'g' && len(typed) > 1 && typed[1] == 'i':
		return 'd'
	case first == 'x':
		return 's'
	case first == 'y':
		return 'i'
	default:
		return first
	}
}

func soundsLike(a, b string) bool {
	if len(a) < 5 || len(b) < 5 || a[0] != b[0] {
		return a == b && len(a) > 3
	}
	return a == b || len(a) > 5 && oneOff(a, b)
}

// otherTone finds the one village of the speaker's that bears a name of one
// syllable with other marks, where its kind was written and no village beside
// it bears what was written: "bản dừn" is bản Dửn.
func (t *tagger) otherTone(i int, kind string) (place.Code, bool) {
	if kind == "" || i >= len(t.words) || t.words[i].Kind != vi.Letters || t.words[i].Bare() {
		return "", false
	}
	w := t.words[i]
	least := 2
	if _, _, known := t.lexicon.Longest(t.words[i:i+1], 0); t.peek(i+1) == count && i+2 < len(t.words) && isLabel(t.peek(i+2)) {
		least = 1 // "bản cà 3 hgđ"
	} else if known {
		return "", false
	}
	var found []place.Code
	for _, v := range t.own {
		if len(v.parts) == 1 && v.parts[0].number == 0 && len(v.run) > least && v.kind == kind && v.parts[0].fold == w.Fold {
			found = append(found, v.code)
		}
	}
	if len(found) != 1 || t.besideIs(found[0], w) {
		return "", false
	}
	return found[0], true
}

// besideIs tells whether a village beside code bears the very name.
func (t *tagger) besideIs(code place.Code, w vi.Word) bool {
	u, ok := t.tree.Unit(code)
	if !ok {
		return true
	}
	return slices.ContainsFunc(t.tree.Children(u.Parent, 0), func(c place.Code) bool {
		o, ok := t.tree.Unit(c)
		return ok && c != code && vi.Key(o.Name) == w.Key
	})
}

// valid leaves out the days up to which, or from which, a card is good: "hạn
// dùng đến 12/5/2027". Nothing was done on them; and whose card runs out on a
// day to come has not left.
func (g *reading) valid(items []item) []item {
	for i, it := range items {
		out := it.class != count && g.agent() && g.runsOut(it.from-1)
		toCome := it.class == span && it.span.Scale == vi.OneDay && (it.span.From > g.today || out && it.span.From < g.today-longPast && g.yearless(it))
		if toCome && g.expires(it.from) {
			items[i].class, items[i].span = filler, vi.Span{}
			if out { // "thẻ của 4 người hết hạn 30/11": nobody has left yet
				items[i].class, items[i].span = span, g.toCome(it.span)
			}
		}
		if out && g.endsLater(it.from) {
			items[i].class, items[i].span = span, vi.Span{Scale: vi.OneDay, From: g.endOf(it.from + 1), To: g.endOf(it.from + 1), Len: 1, Sure: true}
		}
	}
	return items
}

// expires tells whether "hạn", "hiệu lực", "giá trị" is said of the day at i.
func (g *reading) expires(i int) bool {
	for k := i; k >= 0 && k > i-7; k-- {
		switch w := g.words[k]; {
		case w.Kind == vi.LineEnd || w.Text == ";":
			return false
		case w.Is(keyHan), w.Fold == "luc" && k > 0 && g.words[k-1].Fold == "hieu", w.Fold == "tri" && k > 0 && g.words[k-1].Fold == "gia", w.Is(keyDung2):
			return true
		}
	}
	return false
}

// sorts takes "loại" for what sorts cards, and not for fewer, where a time or
// a card follows: "2 thẻ loại 6 tháng".
func (g *reading) sorts(items []item) []item {
	for i, it := range items {
		if it.class == fixing && g.drunk(it) {
			items[i].class = filler
			continue
		}
		if it.class != less || it.to-it.from != 1 || !g.is(it.from, "loai") {
			continue
		}
		next := i + 1
		if i > 0 && items[i-1].class == wrong {
			items[i].class = filler // "em ghi sai loại"
			continue
		}
		if next < len(items) && (items[next].class == span || items[next].class == card || items[next].class == indicator || items[next].class == tn) {
			items[i].class = filler
		}
	}
	return items
}

// drunk tells "công ty sữa tặng", typed without marks or with those of milk, from
// "sửa": by the word before it or behind it.
func (g *reading) drunk(it item) bool {
	w := g.words[it.from]
	if g.is(it.to-1, "cho") && slices.Contains([]string{"be", "con", "chau", "tre", "em"}, g.wordAt(it.to)) && slices.Contains([]string{"mua", "uong", "pha", "lay"}, g.wordBefore(it).Fold) {
		return true
	}
	if it.to-it.from != 1 || w.Fold != "sua" || !w.Bare() && w.Key != vi.Key("sữa") {
		return false
	}
	switch g.wordBefore(it).Fold {
	case "ty", "cty", "bo", "uong", "mua", "hop", "tra", "hang", "pha", "binh", "thung", "vinamilk", "bu", "bich":
		return true
	}
	return slices.Contains([]string{"chua", "tuoi", "vinamilk", "milo"}, g.wordAt(it.to))
}

// athome tells whether "tuyên truyền" at items is done from house to house,
// and no meeting: households are counted beside it.
func (t *tally) athome(st stretch, it item) bool {
	if last := t.words[it.to-1].Fold; last != "truyen" && last != "thong" || t.words[it.from].Fold == "buoi" || t.words[it.from].Fold == "hoi" || t.words[it.from].Fold == "cuoc" {
		return false
	}
	if slices.ContainsFunc(st.items, func(c item) bool { return c.class == attend || c.class == register }) {
		return false
	}
	for i, c := range st.items[:max(0, len(st.items)-1)] {
		if c.class == count && st.items[i+1].class == households {
			return true
		}
	}
	return false
}

// ofTheRest tells whether "không có ai" is said of the villages that are not
// named: "các bản còn lại", "mấy bản kia", "bản khác".
func (t *tally) ofTheRest(st stretch) bool {
	at := slices.IndexFunc(st.items, func(it item) bool { return it.class == zero || it.class == no })
	if at < 0 || len(t.own) < 2 {
		return false
	}
	for k := st.items[at].from - 1; k >= 0 && k > st.items[at].from-8; k-- {
		switch w := t.words[k]; {
		case w.Kind != vi.Letters:
			return false
		case w.Fold == "lai" && k > 0 && t.words[k-1].Fold == "con", w.Fold == "khac", w.Key == keyKia && k > 1 && t.words[k-1].Fold != "hom":
			return true
		}
	}
	return false
}

// noneElsewhere notes that the speaker's villages without a row had nothing.
func (t *tally) noneElsewhere(m *Meaning) {
	if slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Unit == "" }) {
		return
	}
	m.Zeros = append(m.Zeros, t.setting.Speaker.Villages...)
	t.zeros = append(t.zeros, t.setting.Speaker.Villages...)
}

// houseful tells whether a number only says how many live in a house of which
// all are counted again behind it: "nhà 4 khẩu đóng đủ 4 người hgđ".
func (g *reading) houseful(items []item, i int) bool {
	if w := g.wordBefore(items[i]); w.Fold != "nha" && w.Fold != "ho" || i+1 >= len(items) || items[i+1].class != people || items[i+1].from != items[i].to {
		return false
	}
	for k := i + 2; k < len(items); k++ {
		switch items[k].class {
		case strong:
			return false
		case count:
			w := g.wordBefore(items[k])
			return items[k].num.Value == items[i].num.Value && (w.Is(keyDu) || w.Key == keyCa) && k+1 < len(items) && isLabel(items[k+1].class)
		}
	}
	return false
}

// houses tells whether a number repeated with "đủ" counts people of a house
// whose size was said before: then the first was left out already.
func (g *reading) houses(items []item, i int) bool {
	for k := range items[:i] {
		if items[k].class == count && g.houseful(items, k) {
			return true
		}
	}
	return false
}

// ofWages tells news of wages and norms from money that was collected.
func (g *reading) ofWages() bool {
	for i, w := range g.words {
		if w.Key == keyLuong || w.Fold == "chuan" && i+1 < len(g.words) && g.words[i+1].Fold == "ngheo" {
			return true
		}
	}
	return false
}

// houseByHouse leaves out the people of each house where all of them follow as
// a total: "2 nhà mua hgđ, nhà 4 người nhà 3 người, tổng là 7 người".
func (g *reading) houseByHouse(items []item, drop []bool) {
	var sum int64
	var houses []int
	totalled := false
	for i, it := range items {
		switch it.class {
		case strong:
			return
		case total:
			totalled = true
		case count:
			w := g.wordBefore(it)
			if (w.Fold == "nha" || w.Fold == "ho") && i+1 < len(items) && items[i+1].class == people && !totalled {
				sum, houses = sum+it.num.Value, append(houses, i)
				continue
			}
			if totalled && len(houses) > 1 && it.num.Value == sum {
				for _, h := range houses {
					drop[h] = true
				}
				return
			}
		}
	}
}
