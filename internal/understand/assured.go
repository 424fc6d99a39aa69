package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// What a message books is looked at once more, by itself, whatever rules read
// it: a word of erring, taking back or denying that is no part of what was
// understood, and a number that nothing accounts for, are asked about first.

// assure asks before what a message means is booked where a word or a number
// of it is left over.
func (g *reading) assure(m *Meaning) {
	if g.agent() {
		if g.onlyPromised(*m) {
			*m = Meaning{Intent: Unclear}
		}
	}
	if !g.agent() || m.Outlier || len(m.Ask) > 0 || m.Reject != "" {
		return
	}
	switch m.Intent {
	case Correct:
		if (g.unmended || g.deniedThenMore()) && len(m.Rows) > 0 || g.unmetFix(*m) {
			m.Rows = m.Rows[:1]
			m.Rows[0].Known, m.Rows[0].Count, m.Ask = false, 0, []Ask{AskCount}
		}
	case Report, ZeroReport:
		if g.unmended || g.datedAloud() || g.erring() || g.unexplained(*m) || g.unmet(*m) || g.couple(*m) || g.toldBesides(*m) {
			m.doubt()
		}
	}
}

// erringWords are words of errors, of taking back and of denying; risk is false
// for longer phrases with them that are none.
func erringWords() []struct {
	phrases string
	risk    bool
} {
	return []struct {
		phrases string
		risk    bool
	}{
		{"huy động|lúc nãy báo sót|lúc nãy báo thiếu|hồi nãy báo sót|hồi nãy báo thiếu|không phải của em|chứ không phải của em|chứ k phải của em|chứ ko phải của em|k phải của em|ko phải của em|kiểm tra lại|tra lại|nãy báo sót|nãy báo thiếu|nãy báo muộn|không trùng|ko trùng|k trùng|không bị trùng|bỏ người trùng ra|đã bỏ trùng|đã trừ trùng|không nhầm|ko nhầm|không sai|ko sai|không gõ lộn|ko gõ lộn|không gõ nhầm|ko gõ nhầm|trà sữa|sữa chua|hộp sữa|uống sữa|mua sữa|bán sữa|thua xa|chịu thua|thua kém|kính thưa|dạ thưa|thưa anh|thưa chị|thưa bác|thưa cô|thưa chú|thưa ông|thưa bà|thưa các|thưa đồng|thưa cán|nội trú|bán trú|lưu trú|tạm trú|cư trú|bỏ qua chuyện|" +
			"nhầm đường|đi nhầm đường|nhầm nhà|sai đường|sai hẹn|nhầm xe|đi nhầm xe|sửa xe|sửa nhà|sửa máy|sửa điện thoại|sửa đường|sửa cầu|sửa hết|sửa mất|" +
			"dư dả|dư giả|dư sức|thừa sức|thừa tiền|số dư|dư nợ|thừa cơm|xóa đói|xoá đói|xóa nghèo|trùng hợp|trùng dương|không phải lo|không phải chờ|không phải đi|không phải nói|chứ không phải lo|không phải nghĩ|" +
			"của em chứ không phải|trừ hao|trừ sâu|bớt mưa|bớt rét|bớt nắng|bớt lạnh|bớt nóng|bớt chút|bớt thời gian|bớt đau|bớt ốm|bớt sốt|bớt bận|trả lại sức|lấy lại sức", false},
		{"nhầm|=lộn|ghi lộn|báo lộn|gõ lộn|bấm lộn|lộn rồi|tính lộn|nhắn lộn|lộn bản|lộn thôn|viết lộn|sai|trừ|trừ đi|trừ ra|=bớt|bớt đi|bớt ra|bớt giúp|hủy|huỷ|xóa|xoá|thừa|=dư|báo dư|ghi dư|tính dư|đếm dư|nhập dư|=trùng|báo trùng|ghi trùng|tính trùng|đếm trùng|bị trùng|nhập trùng|gửi trùng|trùng rồi|trùng người|đính chính|=gỡ|thu hồi|chứ không phải|chứ ko phải|chứ k phải|chứ hok phải|chứ hông phải|chớ không phải|" +
			"thay vì|thay bằng|thay cho số|trả lại|lấy lại|đòi lại|rút lại|hoàn tiền|hoàn lại|hoàn trả|đòi tiền|xin lại|đổi ý|=sửa|sửa lại|sửa thành|sửa giúp|sửa số|chỉnh lại|ghi lại|nhập lại|gõ lại|cập nhật lại|" +
			"vừa báo là|lúc nãy báo|nãy báo|vừa gửi là|hồi nãy báo|loại ra|bỏ ra|bỏ bớt|gạch|gạch đi|bỏ đi giúp", true},
	}
}

func (r *Reader) fillErring() {
	r.erringOf.Marked = true
	for _, e := range erringWords() {
		r.erringOf.Add(e.phrases, e.risk)
	}
}

// erring tells whether a word of erring or taking back stands in a message that
// is read as a plain report.
func (g *reading) erring() bool {
	items := g.tag(&g.reports)
	for i := 0; i < len(g.words); {
		risk, n, ok := g.erringOf.Longest(g.words, i)
		if !ok {
			i++
			continue
		}
		if risk && !g.nameAt(i) && !g.partOf(items, i, n) && !g.sumsFor(i) && !g.excusedAt(i, n) {
			return true
		}
		i += n
	}
	return false
}

// nameAt tells whether a word is in a name: in capitals, or of a village.
func (g *reading) nameAt(i int) bool {
	return g.words[i].Upper() && i > 0 && g.isNamed(i)
}

// partOf tells whether the words from i are in a phrase that is known whole: a
// village, people who left, money.
func (g *reading) partOf(items []item, i, n int) bool {
	return slices.ContainsFunc(items, func(it item) bool {
		if i < it.from || i+n > it.to {
			return false
		}
		switch it.class {
		case unit, reason, visit, zero, agree, register, money, clock, span:
			return true
		case kind:
			return it.value == string(coverage.Lapsed) || it.to-it.from > n
		}
		return false
	})
}

// sumsFor tells "báo để chị trừ": what the report is for.
func (g *reading) sumsFor(i int) bool {
	if !g.words[i].Is(keyTru) {
		return false
	}
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if g.words[k].Is(keyDe) {
			return true
		}
	}
	return false
}

// excusedAt tells whether somebody begs pardon for how they type behind the n
// words from i: "gõ sai chị thông cảm".
func (g *reading) excusedAt(i, n int) bool {
	if !slices.Contains([]string{"go", "bam", "nhan", "viet", "danh"}, g.wordAt(i-1)) {
		return false
	}
	for k := i + n; k < min(len(g.words), i+n+5) && g.words[k].Kind == vi.Letters; k++ {
		for _, phrase := range []string{"thong cam", "bo qua cho", "dung cuoi", "dung trach"} {
			if g.phraseLen(k, phrase) > 0 {
				return true
			}
		}
	}
	return false
}

// unexplained tells whether a number of a report is neither in its rows, nor
// their sum, nor known by the words about it for something that is not counted.
func (g *reading) unexplained(m Meaning) bool {
	if g.pasted {
		return false
	}
	items := g.tag(&g.reports)
	known, most := explained(m)
	if slices.ContainsFunc(items, func(it item) bool { return it.class == register }) {
		for _, it := range items {
			known[it.num.Value+most] = known[it.num.Value+most] || it.class == count // "2 hgđ (chưa thu tiền 1)"
		}
	}
	items = g.withoutDeeds(g.compared(items))
	for i, it := range items {
		if it.class == count && !known[it.num.Value] && !g.accounted(items, i, most) {
			return true
		}
	}
	return false
}

// explained gives the numbers of a meaning, their sums, and the largest of a row.
func explained(m Meaning) (known map[int64]bool, most int64) {
	known = map[int64]bool{m.Meetings: true, m.Attendees: true, m.Registrants: true, 0: true}
	sums := map[[2]string]int64{}
	for _, r := range m.Rows {
		known[r.Count] = true
		sums[[2]string{}] += r.Count
		sums[[2]string{"", string(r.Unit)}] += r.Count
		sums[[2]string{string(r.Indicator), ""}] += r.Count
		sums[[2]string{string(r.Indicator), string(r.Unit)}] += r.Count
		sums[[2]string{string(r.Kind), string(r.Unit) + "/"}] += r.Count
		most = max(most, r.Count)
	}
	for _, n := range sums {
		known[n] = true
	}
	return known, most
}

// accounted tells whether the words about a number say what it is besides: an
// age, a room, households of the people counted, a promise, a time before.
func (g *reading) accounted(items []item, i int, most int64) bool {
	it, next, prev := items[i], item{class: strong}, item{class: strong}
	if i+1 < len(items) && items[i+1].from == it.to {
		next = items[i+1]
	}
	if i > 0 && items[i-1].to == it.from {
		prev = items[i-1]
	}
	few := it.num.Value <= most
	switch {
	case next.class == measure, next.value == times, prev.class == ordinal, prev.value == times, lessonBefore(items, i), g.serial(it), g.schoolNumber(items, i):
		return true
	case next.class == households && (i == 0 || items[i-1].class != people) && housesOf(items[i+2:]):
		return false
	case few && (next.class == households || next.value == string(coverage.Household) && g.is(next.from, "ho")):
		return true
	case g.putRight(), g.household(items, i), g.aPlaceOf(items, i, most), g.atTheirs(it.to):
		return true
	case few && (g.sex(items, i) != "" || g.partlyBefore(items, i)):
		return true
	case g.is(it.to, "luot") && it.num.Value == 1, g.listsVillages(items, i), next.class == unit && g.wordBefore(it).Is(keyCa):
		return true
	case g.wordBefore(it).Fold == "thu" && i > 1 && slices.ContainsFunc(items[:i], func(o item) bool { return o.class == ordinal }):
		return true
	case g.writers(items, i), g.follows(items, i):
		return true
	}
	return g.saidBesides(items, i)
}

// housesOf tells whether an insurance and no number of people stands behind
// households: "2 tái tục, 1 hộ tn".
func housesOf(items []item) bool {
	if len(items) == 0 || family(items[0].class) != 1 {
		return false
	}
	for _, it := range items {
		switch it.class {
		case count:
			return false
		case comma, strong:
			return true
		}
	}
	return true
}

// aPlaceOf tells the number of a house, "nhà ông Páo số 7", of cards given again,
// of houses entered and of those of a whole village.
func (g *reading) aPlaceOf(items []item, i int, most int64) bool {
	it, w := items[i], g.wordBefore(items[i])
	labelled := i+1 < len(items) && items[i+1].from == it.to && isLabel(items[i+1].class)
	houses := labelled && items[i+1].class == households
	return w.Is(keySo) && !labelled || w.Is(keyLai) && (g.is(it.from-2, "cap") || g.is(it.from-2, "in") || g.is(it.from-2, "doi")) || houses && (w.Fold == "vao" || it.num.Value > max(most, 20))
}

// atTheirs tells whether those counted before word i are of elsewhere: "3 người
// bên đó".
func (g *reading) atTheirs(i int) bool {
	return g.is(i+1, "ben") && i+2 < len(g.words) && slices.Contains([]string{"do", "kia", "ay"}, g.words[i+2].Fold)
}

// putRight tells whether "mới đúng" puts a number right that was said in the
// same message.
func (g *reading) putRight() bool {
	for k := range len(g.words) - 1 {
		if g.words[k].Is(keyMoi) && g.words[k+1].Is(keyDung) {
			return true
		}
	}
	return false
}

// partlyBefore tells whether a number is one of the parts of a whole: "trong đó
// 2 đóng 6 tháng", "(2 người 12 tháng, 1 người 6 tháng)".
func (g *reading) partlyBefore(items []item, i int) bool {
	for k := i - 1; k >= 0 && items[k].class != strong; k-- {
		if items[k].class == partly || items[k].class == open {
			return true
		}
	}
	return i > 1 && items[i-1].class == filler && g.is(items[i-1].from, "co")
}

// saidBesides tells whether the clause of a number is one that the figures of
// the day are set beside: a promise, a wish, a time before or to come, what
// others did, what was reported already.
func (g *reading) saidBesides(items []item, i int) bool {
	from, to := g.clauseAt(items, i)
	if slices.ContainsFunc(items[from:to], func(o item) bool {
		switch o.class {
		case running, register, agree, attend, meeting, visit, aim, strange:
			return true
		case other, filler:
			c, _, ok := g.cautions.Longest(g.words, o.from)
			return ok && c.does == later
		case span:
			return o.span.Scale != vi.OneDay && o.span.Scale != vi.Months || o.span.From > g.today
		}
		return false
	}) {
		return true
	}
	return slices.ContainsFunc(g.clauses(items), func(c clause) bool {
		if c.items[0].from > items[i].from || c.items[len(c.items)-1].to <= items[i].from {
			return false
		}
		return c.manner != tells || g.ofSomebody(c) || g.longAgo(c)
	})
}
