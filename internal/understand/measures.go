package understand

import (
	"slices"

	"baophu/internal/vi"
)

// withoutMeasures leaves out numbers that count no people: "cả 5 bản", "người
// thứ 2", "17 tuổi".
func withoutMeasures(items []item) []item {
	kept := make([]item, 0, len(items))
	for i, it := range items {
		next := i+1 < len(items) && items[i+1].from == it.to
		switch {
		case it.class == count && next && items[i+1].value == piece && i+2 < len(items) && isLabel(items[i+2].class):
		case it.class == count && next && (items[i+1].class == measure || items[i+1].value == times),
			it.value == times && i > 0 && items[i-1].class == count && items[i-1].to == it.from,
			it.class == measure && i > 0 && items[i-1].class == count && items[i-1].to == it.from,
			it.class == ordinal && next && items[i+1].class == count,
			it.class == count && lessonBefore(items, i),
			it.class == count && i > 0 && items[i-1].class == ordinal && items[i-1].to == it.from && !(items[i-1].value == times && i > 1 && items[i-2].class == count):
			continue
		}
		kept = append(kept, it)
	}
	return kept
}

// lessonBefore tells "tiết 5", where no number stands before the word.
func lessonBefore(items []item, i int) bool {
	return i > 0 && items[i-1].class == measure && items[i-1].value == lesson && items[i-1].to == items[i].from && (i < 2 || items[i-2].class != count || i > 2 && items[i-3].class == ordinal)
}

// counting leaves of the items what counts people, step by step.
func (g *reading) counting(items []item) []item {
	if numbersIn(items) == 0 {
		return items
	}
	items = g.withoutDeeds(g.compared(g.withoutAsides(g.housesCounted(items))))
	items = g.furtherDays(g.eitherUnit(items))
	return g.people(withoutMeasures(g.sexes(campaigns(items))))
}

// people leaves out further numbers, known by the words about them, that count
// nobody or the same people again, and joins those that count one group: "2
// nam 3 nữ".
func (g *reading) people(items []item) []item {
	if numbersIn(items) == 0 {
		return items
	}
	drop := make([]bool, len(items))
	items = slices.Clone(items)
	for i := range items {
		if items[i].class != count || drop[i] {
			continue
		}
		drop[i] = g.affirmedAgain(items, i) || g.schoolNumber(items, i) || g.formOfSchool(items, i) || g.besides(items, i) || g.degrees(items, i) || g.writers(items, i) || g.atOnce(items, i) || g.serial(items[i]) || g.follows(items, i) || (g.again(items, i) || g.saidOfThem(items, i)) && !g.houses(items, i) || g.household(items, i) || g.listsVillages(items, i)
	}
	g.houseByHouse(items, drop)
	kept := items[:0:0]
	for i, it := range items {
		if !drop[i] {
			kept = append(kept, it)
		}
	}
	return kept
}

// compared leaves out what a figure is compared with: "tăng 2 so với hôm qua",
// "hơn hôm qua 2".
func (g *reading) compared(items []item) []item {
	for i, it := range items {
		if !slices.Contains([]string{"so", "hon", "gap", "kem", "bang"}, g.words[it.from].Fold) || it.class == count {
			continue
		}
		if w := g.words[it.from]; w.Fold == "so" && (w.Key == keySo || w.Bare() && numbersIn(items[:i]) == 0) {
			continue // "số hôm qua của bản hán"
		}
		end := i + 1
		for end < len(items) && end < i+3 && (items[end].class == filler || items[end].class == other || items[end].class == and || items[end].class == count && g.words[items[end].from].Fold == "doi") {
			end++
		}
		if end >= len(items) || items[end].class != span || items[end].span.To >= g.today || items[end].span.To == 0 {
			continue
		}
		from := i
		switch {
		case from > 1 && items[from-1].class == count && items[from-2].class == kind:
			from -= 2
		case from > 2 && isLabel(items[from-1].class) && items[from-2].class == count && items[from-3].class == kind && g.is(items[from-3].from, "tang"):
			from -= 3 // "tăng 2 hgđ so với tuần trước"
		}
		if end++; from == i && end < len(items) && items[end].class == count {
			end++
		}
		return g.compared(slices.Concat(items[:from], items[end:]))
	}
	return items
}

// withoutAsides leaves out what is only asked besides: "4 hgđ cho em hỏi mai
// họp mấy giờ".
func (g *reading) withoutAsides(items []item) []item {
	for i, it := range items {
		if !g.is(it.from, "hoi") && !g.is(it.to-1, "hoi") || it.class == count || it.from == 0 || !g.agent() || numbersIn(items[:i]) == 0 ||
			!slices.Contains([]string{"em", "e", "cho", "xin", "toi", "chau"}, g.words[it.from-1].Fold) {
			continue
		}
		end := i + 1
		for end < len(items) && items[end].class != strong && items[end].class != comma && items[end].class != quest {
			end++
		}
		return slices.Concat(items[:i], items[end:])
	}
	return items
}

// furtherDays takes the 12 of "ngày 11 và 12" for another day.
func (g *reading) furtherDays(items []item) []item {
	for i := 2; i < len(items); i++ {
		day, link, n := items[i-2], items[i-1].class, items[i]
		if n.class != count || n.num.Value < 1 || n.num.Value > 31 || day.class != span || day.span.Scale != vi.OneDay || link != and && link != comma || day.to-day.from != 2 || g.words[day.from].Fold != "ngay" {
			continue
		}
		if i+1 < len(items) && isLabel(items[i+1].class) && items[i+1].from == n.to {
			continue
		}
		items = slices.Clone(items)
		items[i].class, items[i].span = span, vi.Span{Scale: vi.OneDay, From: day.span.From + vi.Day(n.num.Value), To: day.span.To + vi.Day(n.num.Value), Len: 1, Sure: true}
		items[i-1].class = filler
	}
	return items
}

// wordBefore is the word before an item, or the zero word.
func (g *reading) wordBefore(it item) vi.Word {
	if it.from == 0 {
		return vi.Word{}
	}
	return g.words[it.from-1]
}

// writers tells whether a number is of those who write, and not of the
// insured: "Hai chị em chung máy".
func (g *reading) writers(items []item, i int) bool {
	to := items[i].to
	if to+2 >= len(g.words) || !slices.Contains([]string{"chi em", "anh em", "me con", "vo chong", "bo con", "bac chau", "co chau"}, g.words[to].Fold+" "+g.words[to+1].Fold) {
		return false
	}
	next := g.words[to+2].Fold
	if next == "cung" && to+3 < len(g.words) {
		next = g.words[to+3].Fold
	}
	if !slices.Contains([]string{"chung", "gui", "bao", "nhan", "viet"}, next) {
		return false
	}
	for _, it := range items[i+1:] {
		switch {
		case it.class == comma || it.class == strong:
			return true
		case family(it.class) == 1 || it.class == card:
			return false
		}
	}
	return true
}

// atOnce tells "nộp 1 lượt", of others who were counted, from "1 lượt người".
func (g *reading) atOnce(items []item, i int) bool {
	to := items[i].to
	if !g.is(to, "luot") || numbersIn(items) < 2 || items[i].num.Value != 1 {
		return false
	}
	if to+1 < len(g.words) && (g.words[to+1].Fold == "nguoi" || g.words[to+1].Fold == "du" || g.words[to+1].Fold == "tham") {
		return false
	}
	return slices.Contains([]string{"nop", "dong", "thu", "gui", "bao", "cung", "lam", "mua", "chung", "xong", "het"}, g.wordBefore(items[i]).Fold)
}

// degrees tells "trời rét 12 độ" from "độ 12 người".
func (g *reading) degrees(items []item, i int) bool {
	return i+1 < len(items) && items[i+1].class == about && items[i+1].from == items[i].to && g.words[items[i].to].Is(keyDo) &&
		!(i+2 < len(items) && items[i+2].class == count)
}

// serial tells whether a number is one of a paper or a phone: 0001234.
func (g *reading) serial(it item) bool {
	w := g.words[it.from]
	if w.Kind == vi.Digits && len(w.Text) == 4 && it.num.Value >= 1920 && it.num.Value <= 2030 && it.to-it.from == 1 {
		return true // a year
	}
	return w.Kind == vi.Digits && len(w.Text) > 2 && w.Text[0] == '0'
}

// follows tells whether a number goes on where one of a paper or a person in a
// row began: "biên lai 12345, 12346", "người thứ 2 và thứ 3".
func (g *reading) follows(items []item, i int) bool {
	w := g.wordBefore(items[i])
	if w.Fold == "thu" && w.Start > 0 {
		for k := items[i].from - 2; k >= 0 && k >= items[i].from-5; k-- {
			if g.words[k].Fold == "thu" && k > 0 && g.words[k-1].Fold == "nguoi" {
				return true
			}
		}
	}
	long := len(g.words[items[i].from].Text) > 3 && g.words[items[i].from].Kind == vi.Digits
	if !long || i+1 < len(items) && isLabel(items[i+1].class) {
		return false
	}
	for k := items[i].from - 1; k >= 0; k-- {
		switch w := g.words[k]; {
		case w.Fold == "lai" || w.Fold == "bl" || w.Fold == "don" || w.Fold == "phieu" || w.Fold == "so":
			return true
		case w.Kind == vi.Digits || w.Kind == vi.Mark || w.Fold == "va" || w.Fold == "den":
		default:
			return false
		}
	}
	return false
}

// again tells whether a number repeats the one before it: "4 khẩu mua cả 4".
func (g *reading) again(items []item, i int) bool {
	if w := g.wordBefore(items[i]); w.Key != keyCa && !w.Is(keyDu) {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		switch items[k].class {
		case count:
			return items[k].num.Value == items[i].num.Value
		case strong:
			return false
		}
	}
	return false
}

// saidOfThem tells whether a number that begins a statement speaks of those
// counted in the one before: "Cả 4 người đều đóng 12 tháng", "4 người này ở
// cùng một nhà".
func (g *reading) saidOfThem(items []item, i int) bool {
	if i+1 >= len(items) || items[i+1].class != people || items[i+1].from != items[i].to {
		return false
	}
	this := items[i+1].to < len(g.words) && slices.Contains([]string{"nay", "do", "ay", "kia", "tren"}, g.words[items[i+1].to].Fold)
	if w := g.wordBefore(items[i]); !this && !w.Is(keyCa) {
		return false
	}
	for _, it := range items[i+2:] {
		if it.class == strong {
			break
		}
		if family(it.class) == 1 {
			return false
		}
	}
	for k := i - 1; k >= 0; k-- {
		if items[k].class == count {
			return items[k].num.Value == items[i].num.Value
		}
	}
	return false
}

// household tells whether a number only says how many live in a house: "nhà có
// 5 người nhưng mới đóng cho 1". "nhà có 5 người mua" counts them.
func (g *reading) household(items []item, i int) bool {
	has := g.wordBefore(items[i])
	if g.houseful(items, i) {
		return true
	}
	if !has.Is(keyCo) || items[i].from < 2 || i+1 >= len(items) || items[i+1].class != people {
		return false
	}
	house := g.words[items[i].from-2]
	if items[i].from > 2 && slices.Contains([]string{"do", "ay", "nay", "kia"}, house.Fold) {
		house = g.words[items[i].from-3] // "nhà đó có 5 khẩu"
	}
	if house.Fold != "nha" && house.Fold != "ho" && house.Fold != "dinh" {
		return false
	}
	for _, it := range items[i+2:] {
		switch it.class {
		case filler:
			if w := g.words[it.from]; w.Is(keyMa) {
				return true
			}
			continue
		case comma, strong, other, quest, closing:
			return true
		}
		return false
	}
	return true
}

// listsVillages tells whether a number only says how many villages are listed
// behind it: "cả 3 bản noong la, dửn, ka láp".
func (g *reading) listsVillages(items []item, i int) bool {
	if i+1 >= len(items) || items[i+1].class != unit || items[i+1].from != items[i].to || items[i+1].value == "" {
		return false
	}
	listed := int64(0)
	for _, it := range items[i+1:] {
		switch it.class {
		case unit:
			listed++
			continue
		case comma, and, filler:
			continue
		}
		break
	}
	return listed > 2 && listed == items[i].num.Value || listed > 1 && g.wordBefore(items[i]).Key == keyCa
}

// sexes joins "2 nam 3 nữ" into 5, or leaves both out where 5 was said before.
func (g *reading) sexes(items []item) []item {
	for i := range items {
		first := g.sex(items, i)
		if first == "" {
			continue
		}
		for k := i + 1; k < len(items) && k < i+5; k++ {
			if items[k].class != count {
				continue
			}
			if second := g.sex(items, k); second == "" || second == first {
				break
			}
			joined := items[i]
			joined.num.Value += items[k].num.Value
			rest := items[min(k+2, len(items)):]
			if slices.ContainsFunc(items[:i], func(it item) bool { return it.class == count && it.num.Value == joined.num.Value }) {
				return slices.Concat(items[:i], rest)
			}
			return slices.Concat(items[:i], []item{joined}, rest)
		}
	}
	return items
}

// sex tells whether "nam" or "nữ" stands behind the number items[i].
func (g *reading) sex(items []item, i int) string {
	if items[i].class != count || i+1 >= len(items) || items[i+1].from != items[i].to || items[i+1].to-items[i+1].from != 1 {
		return ""
	}
	switch w := g.words[items[i].to]; {
	case w.Key == keyNam:
		return "nam"
	case w.Is(keyNu):
		return "nu"
	}
	return ""
}

// campaigns takes "tt" beside "buổi" for tuyên truyền.
func campaigns(items []item) []item {
	items = slices.Clone(items)
	for i, it := range items {
		if it.class != tt {
			continue
		}
		for k := max(0, i-2); k < len(items) && k <= i+2; k++ {
			if items[k].class == meeting {
				items[i].class = meeting
			}
		}
	}
	return items
}

// eitherUnit joins "thôn 5 hay thôn 7" into one village that must be asked.
func (g *reading) eitherUnit(items []item) []item {
	for i := 0; i+2 < len(items); i++ {
		if items[i].class != unit || items[i+2].class != unit || items[i+1].to-items[i+1].from != 1 {
			continue
		}
		if w := g.words[items[i+1].from]; !w.Is(keyHay) && !w.Is(keyHoac) {
			continue
		}
		joined := items[i]
		joined.units, joined.to = compact(slices.Concat(items[i].units, items[i+2].units)), items[i+2].to
		return g.eitherUnit(slices.Concat(items[:i], []item{joined}, items[i+3:]))
	}
	return items
}
