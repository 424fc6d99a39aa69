package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Agents are often heads of their villages as well, and write of everything in
// one message: "lúa gặt xong 12 ha, 5 con lợn ốm, BHYT: 4 người hộ gia đình".
// What is said of other things is left out before the message is read.

// otherTopics are words of things that no insurance report counts. A word of
// one syllable that is something else without its marks stands with "=".
const otherTopics = "mì tôm|mì gói|mì chính|bánh mì|thùng mì|thùng bia|=lúa|lúa nương|lúa ruộng|gặt|thu hoạch|mùa màng|=ngô nương|sắn|khoai|đậu tương|cà phê|hồ tiêu|=tiêu chết|cao su|cây ăn quả|mận|=xoài|nhãn|chè búp|phân bón|thuốc trừ sâu|sâu bệnh|giống lúa|héc ta|hecta|=ha|sào|=mẫu ruộng|chăn nuôi|trồng trọt|sản xuất|trâu|trâu bò|=bò|lợn|=gà|vịt|=dê|gia súc|gia cầm|thú y|tiêm phòng|tiêm chủng|vắc xin|vacxin|dịch tả|dịch bệnh|tai xanh|lở mồm|" +
	"bê tông|=mét|mét vuông|=m2|đổ đường|làm đường|đường bê tông|cầu treo|=cống|kênh mương|thủy lợi|nước sạch|bể nước|=bể|đường ống|đèn đường|bóng đèn|cột điện|trạm biến áp|nhà văn hóa|cổng chào|loa phát thanh|loa đài|bàn ghế|=ghế|cái ghế|=quỹ|đóng quỹ|thu quỹ|góp tiền|ngày công|lao động công ích|" +
	"bầu cử|cử tri|niêm yết|đại biểu hội đồng|đảng viên|chi bộ|đoàn viên|thanh niên xung phong|cựu chiến binh|dân quân|nghĩa vụ quân sự|nhập ngũ|tân binh|an ninh|trật tự|va quệt|tai nạn|trộm|đánh nhau|ma túy|cai nghiện|hòa giải|khiếu nại|tranh chấp|đất đai|sổ đỏ|tách khẩu|nhập khẩu|tách hộ|đăng ký tạm trú|tạm trú|tạm vắng|căn cước|định danh|vneid|đám cưới|cháy bếp|cháy nhà|cân thịt|quả trứng|bao phân|=công|đám ma|đám hiếu|đám hỏi|tang lễ|lễ hội|văn nghệ|bóng đá|bóng chuyền|đá bóng|giải bóng|thể thao|tết trung thu|" +
	"bỏ học|nghỉ học|đi học|tựu trường|khai giảng|phụ huynh|phổ cập|mù chữ|xóa mù|hộ đói|cứu đói|gạo|nhà tạm|xóa nhà|nhà dột nát|cháy rừng|phá rừng|trồng rừng|bảo vệ rừng|sạt lở|lũ quét|sạt|sạt đường|công an|khuyến nông|khuyến lâm|đội văn nghệ|ngập|bão số|thiên tai|rác thải|vệ sinh môi trường|dọn vệ sinh|nhà vệ sinh|hố xí|môi trường|vay vốn|ngân hàng|nông thôn mới nâng cao|dân số|sinh con|kết hôn|tảo hôn|khám thai|" +
	"kiến nghị|đề nghị cấp|đề nghị xã|đề nghị phường|đề nghị cấp trên|xin cấp|xin cấp thêm|cấp thêm|biên lai trắng|quyển biên lai|cuốn biên lai|tờ rơi|tờ khai trắng|tờ khai|áp phích|băng rôn|khẩu hiệu|mũ bảo hiểm|" +
	"bảo hiểm xe|bảo hiểm xe máy|bảo hiểm ô tô|bảo hiểm nhân thọ|bảo hiểm nông nghiệp|bh xe máy|bh xe|bh nhân thọ|iphone|samsung|oppo|xiaomi|redmi|vivo|nokia|realme|laptop|máy tính|máy cày|máy xát|tivi|ti vi|tủ lạnh|máy giặt|quạt điện|điều hòa|xe máy|wave|honda|yamaha|xe đạp|ô tô|biển số|xăng|=lít|=chỗ|xe khách|xe buýt|vé xe|vé số|xổ số|=lô|bún|phở|cơm|thịt|=cá|=rau|=rượu|=bia|bánh|cắt tóc|=tóc|gội đầu|chợ phiên|khách sạn|nhà nghỉ|phòng số|cổng số|tập huấn|quán cơm|quán ăn|quán nước|quán phở|giờ mở cửa|mở cửa|giá ngô|giá lúa|giá sắn|giá mận|giá lợn|giá heo|giá tiêu|giá vàng|cửa hàng|tiệm thuốc|hiệu thuốc|cây xăng|bến xe|thời tiết|cà kê|karaoke|wifi|mật khẩu|bài hát|youtube|facebook|tiktok"

// onTopic is the message without its statements that are of other things; off
// tells that it has no others. The message itself where nothing is left out.
func (g *reading) onTopic() (on *reading, off bool) {
	if !g.agent() || !slices.ContainsFunc(g.words, func(w vi.Word) bool { return w.Kind == vi.Digits }) && len(g.words) < 12 {
		return g, false
	}
	items := g.tag(&g.reports)
	var kept [][2]int // bytes
	cut, counted, left := false, false, false
	list := statements(items)
	for i, st := range list {
		if g.ofOthers(st) {
			cut, counted = true, counted || numbersIn(st) > 0 || hasMoney(st)
			if head := g.placeHead(st); head[1] > head[0] && (numbersIn(st) > 0 || g.goesOnWithout(list[i+1:])) {
				kept = append(kept, head)
			}
			continue
		}
		for _, part := range g.withoutOtherParts(st) {
			cut = cut || len(part) < len(st)
			kept = append(kept, [2]int{g.words[part[0].from].Start, g.words[part[len(part)-1].to-1].End})
		}
		left = left || numbersIn(st) > 0 || g.insured(st)
	}
	switch {
	case !cut:
		return g, false
	case !left:
		return g, counted && !slices.ContainsFunc(items, func(it item) bool { return it.class == attend || it.class == meeting })
	}
	var b strings.Builder
	for _, k := range kept {
		b.WriteString(g.text[k[0]:k[1]])
		b.WriteString("\n")
	}
	return g.begin(b.String(), g.setting), false
}

// goesOnWithout tells whether the first statement with figures of what follows
// names no place of its own: what was spoken of before holds for it.
func (g *reading) goesOnWithout(rest [][]item) bool {
	for _, st := range rest {
		if slices.ContainsFunc(st, func(it item) bool { return it.class == unit || it.class == strange }) {
			return false
		}
		if numbersIn(st) > 0 {
			return g.insured(st)
		}
	}
	return false
}

func hasMoney(items []item) bool {
	return slices.ContainsFunc(items, func(it item) bool { return it.class == money })
}

// statements parts items at full stops, semicolons and line ends, which go,
// and leaves out the numbers of a list: "3/", "thứ ba".
func statements(items []item) [][]item {
	var list [][]item
	add := func(st []item) {
		switch {
		case len(st) > 1 && st[0].value == enumerated:
			st = st[1:]
		case len(st) > 2 && st[0].class == ordinal && st[0].to-st[0].from == 1: // "thứ ba"
			st = st[2:]
		}
		if len(st) > 0 {
			list = append(list, st)
		}
	}
	start := 0
	for i, it := range items {
		if it.class == strong {
			add(items[start:i])
			start = i + 1
		}
	}
	add(items[start:])
	return list
}

// placeHead gives the bytes at the beginning of a statement that say where, and
// no more: "Dửn:" of "Dửn: có 2 đám cưới".
func (g *reading) placeHead(st []item) (head [2]int) {
	from := -1
	for _, it := range st {
		switch it.class {
		case strange:
			if it.value == unnamed || g.hasTopic(it) {
				return head
			}
			fallthrough
		case unit:
			if from < 0 {
				from = g.words[it.from].Start
			}
			head = [2]int{from, g.words[it.to-1].End}
		case colon:
			if from >= 0 {
				head[1] = g.words[it.to-1].End
				return head
			}
		case filler, dash, reporting, kindWord, span, clock, and, comma:
		default:
			if from >= 0 {
				return head
			}
		}
	}
	return head
}

// insured tells whether a statement names an insurance.
func (g *reading) insured(st []item) bool {
	return slices.ContainsFunc(st, func(it item) bool {
		switch it.class {
		case tn, book, tt, zero:
			return true
		case indicator:
			first := g.words[it.from].Fold
			return first != "y" && first != "hs" && first != "hoc" && first != "sinh" && first != "yt" && first != "cn" || it.to-it.from > 2
		case reason:
			return it.value != string(coverage.Died) && it.value != string(coverage.Moved)
		case kind:
			return it.value == string(coverage.Renewed)
		case filler:
			return g.is(it.from, "bao") && g.is(it.from+1, "hiem") && !g.alien(it)
		}
		return false
	})
}

// alien tells whether a word of other things begins at an item.
func (g *reading) alien(it item) bool {
	switch it.class {
	case strange:
		if it.value != unnamed {
			return g.hasTopic(it)
		}
	case filler:
		if g.hasTopic(it) {
			return true
		}
	case unit, count, span, money, strong, comma:
		return false
	case meeting:
		if last := g.words[it.to-1].Fold; last == "huynh" || g.is(it.from, "hop") && last == "bo" {
			return true
		}
	}
	_, length, ok := g.others.Longest(g.words, it.from)
	end := it.from + length
	if ok && end < len(g.words) && g.words[end].Kind == vi.Digits && !g.words[end].Space && it.to-it.from == 1 {
		return false // "ha1n"
	}
	return ok && (length >= it.to-it.from || it.class == strange)
}

// ofOthers tells whether a statement is of other things: it says so, names no
// insurance, and all its numbers stand beside such words.
func (g *reading) ofOthers(st []item) bool {
	if g.insured(st) {
		return false
	}
	if !slices.ContainsFunc(st, g.alien) {
		return countsThings(st)
	}
	for _, part := range parts(st) {
		if numbersIn(part) > 0 && !slices.ContainsFunc(part, g.alien) && (unitBeforeNumber(part) || slices.ContainsFunc(part, func(it item) bool { return family(it.class) == 1 })) {
			return false
		}
	}
	return true
}

// unitBeforeNumber tells "Dửn 3" from "Dửn: có 2 đám cưới".
func unitBeforeNumber(part []item) bool {
	for i, it := range part[:max(0, len(part)-1)] {
		if (it.class == unit || it.class == strange) && part[i+1].class == count {
			return true
		}
	}
	return false
}

// countsThings tells whether all the numbers of a statement are of measures
// and things, "sạt 2 điểm", and nothing in it is of people or villages.
func countsThings(st []item) bool {
	numbers := 0
	for i, it := range st {
		switch {
		case it.class == count:
			if i+1 >= len(st) || st[i+1].from != it.to || st[i+1].class != measure || st[i+1].value == piece {
				return false
			}
			numbers++
		case it.class == unit || it.class == strange && it.value != unnamed || it.class == span || it.class == zero || it.class == fixing || it.class == wrong || isLabel(it.class) && it.class != meeting:
			return false
		}
	}
	return numbers > 0
}

// parts parts a statement at its commas.
func parts(st []item) [][]item {
	var list [][]item
	start := 0
	for i, it := range st {
		if it.class == comma {
			if i > start {
				list = append(list, st[start:i])
			}
			start = i + 1
		}
	}
	if start < len(st) {
		list = append(list, st[start:])
	}
	return list
}

// withoutOtherParts leaves out the clauses of a statement that count other
// things: "púm 3 hgđ, xin cấp thêm 2 quyển biên lai".
func (g *reading) withoutOtherParts(st []item) [][]item {
	var kept [][]item
	cut := false
	for _, part := range parts(st) {
		if numbersIn(part) == 0 || !slices.ContainsFunc(part, g.alien) || g.insured(part) || unitBeforeNumber(part) ||
			slices.ContainsFunc(part, func(it item) bool { return it.class == kind || it.class == card || it.class == indicator }) {
			kept = append(kept, part)
			continue
		}
		cut = true
		if at := slices.IndexFunc(part, func(it item) bool { return it.class == unit }); at >= 0 {
			kept = append(kept, part[at:at+1])
		}
	}
	if !cut {
		return [][]item{st}
	}
	return kept
}

// hasTopic tells whether words taken for the name of a village are of other
// things: "đường vào bản sạt 20m". In capitals they may be one.
func (g *reading) hasTopic(it item) bool {
	if it.to-it.from < 2 || !villageWord(g.words[it.from].Fold) || g.words[it.from+1].Upper() || g.words[it.from].Bare() {
		return false
	}
	_, n, ok := g.others.Longest(g.words, it.from+1)
	return ok && it.from+1+n <= it.to+1
}
