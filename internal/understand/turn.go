package understand

import (
	"slices"

	"baophu/internal/vi"
)

// turning are phrases that change what the number beside them says whatever
// part they play for the rules of reports, and where they stand to it.
func turning() []struct {
	where   where
	phrases string
} {
	return []struct {
		where   where
		phrases string
	}{
		{unsaid, "như đã gửi|như đã báo|em gửi nãy|em báo nãy|như tin trước|giống tin trước|trùng tin|tin trùng|lần báo|báo 2 lần|báo hai lần|gửi 2 lần|gửi hai lần|cấp lại|cấp đổi|in lại thẻ|làm lại thẻ|đổi thẻ|chuyển sang tn|chuyển sang tự nguyện|chuyển sang hgđ|chuyển sang hộ gia đình|chuyển sang học sinh|chuyển qua tự nguyện|chuyển qua hgđ|mà bot|bot có|bot ghi|bot báo|bot hiện|hệ thống có|hệ thống ghi|hệ thống hiện"},
		{before, "mọi năm|hệ thống báo|máy báo trùng|tập nhắn|copy mẫu|nhắn thử|gửi thử|gõ thử|thử nhắn|thử gõ|mẫu:|vd:|vdu|thử:"},
		{unsaid, "ghi nhầm|báo nhầm|nhập nhầm|nhầm bản|nhầm thôn|nhầm tiểu khu"},
		{after, "bao giờ|khi nào có|khi nào được"},
		{before, "bao giờ lấy|bao giờ nhận|bao giờ được|bao giờ in"},
		{unsaid, "ý em là|ý e là|ý tôi là|ý mình là|ý cháu là|người khám|người đi khám|lượt khám|người khám bệnh|không phải em|ko phải em"},
		{before, "cả xã được|cả xã có|toàn xã|cả phường được|cả phường có|toàn phường|đội mình|cả đội|toàn đội|nhóm mình|cả nhóm|toàn tỉnh|cả tỉnh|xã mình được|phường mình được|xã mình có|phường mình có|kỷ lục|kỉ lục|cao điểm|ngày em bán|nghe loa|loa phường|loa xã|loa báo"},
		{before, "mấy nữa|mai mốt|sang tuần|sang tháng|tối nay em đi|tối nay đi|tối nay em thu|tối nay thu|tối nay em qua|tối nay em lấy|tối nay lấy|tối nay qua|em đang thu|đang đi thu|đang đi lấy|đang ngồi|không nhập được|ko nhập được|không làm được|ko làm được|chưa làm được|chưa nhập được|chưa viết được|không viết được|không thu được|ko thu được|chưa thu được"},
		{before, "với em cộng|với em được|với em có|với em bán|với em làm|với em thu|với em tổng|và em được|với tôi được|với mình được|cùng em được"},
		{trailing, "hình như em báo|hình như báo|chưa có thẻ|nhận một lần|nhận 1 lần|lĩnh một lần|hưởng một lần|rút một lần|rút 1 lần|đủ tuổi hưu|nghỉ hưu rồi|thu hộ chị|thu hộ anh|thu hộ cô|thu hộ bản|thu hộ thôn|đổi từ hộ nghèo|đổi từ cận nghèo|đổi từ diện|đổi diện|thẻ cũ hết hạn|ra trùng|kiểm tra ra|xin hủy|xin rút|xin bỏ|không đủ giấy|ko đủ giấy|chưa đủ giấy|thiếu giấy|thiếu sổ|thiếu hồ sơ|thiếu cccd|thiếu căn cước|thiếu thông tin|chưa có mã|chưa ra mã|chưa có cccd|chưa có căn cước|sai cccd|sai cmnd|sai căn cước|sai mã|sai giấy|hết biên lai|bị mất tin|mà em không biết|em không biết|em ko biết|không rõ của ai"},
		{unsaid, "đừng ghi|đừng tính|đừng nhập|đừng báo|khoan ghi|khoan nhập|khoan tính|khoan đã|khoan hãy|chưa ghi vội|chưa tính vội|à không|á không|ấy không|à nhầm"},
		{unsaid, "chưa ai đóng|chưa ai nộp|chưa ai mua|chưa ai trả|chưa ai đưa|chưa đưa tiền|chưa trả tiền|dân số|tổng số dân|số dân|hồi trước|lần trước|đợt trước|kỳ trước|khóa trước"},
		{before, "đã có bhyt|đã có thẻ|đã có bảo hiểm|đang làm hồ sơ|đang làm thủ tục|đang hoàn thiện|đang hoàn thành|đang thuyết phục|đang vận động|đang tính|đang bàn|ví dụ|mẫu là|mẫu như|giả sử|bảo có|bảo là|bảo rằng|nói có|nói là|nói rằng|kể là|kêu là|kêu có|bảo em gõ|bảo gõ|bảo nhắn|gõ thế này|nhắn thế này|soạn thế này|chị bảo em|anh bảo em|chị dặn|anh dặn"},
		{trailing, "không phải của|ko phải của|không phải người|ko phải người|không phải bản|không phải dân|của bản khác|của xã khác|của thôn khác|của tiểu khu khác|của người khác|của bản bên|của thôn bên|của bên khác|người xã khác|người bản khác|dân xã khác|dân bản khác|ở bản khác|ở xã khác|của chị ấy|của anh ấy|của cô ấy"},
		{before, "em nghĩ được|em nghĩ là|em nghĩ có|tôi nghĩ được|tôi nghĩ là|tôi nghĩ có|nắng thì|hết mưa thì|tạnh mưa thì|tạnh thì|mưa thì|khỏe thì|rảnh thì|có tiền thì|chín thì|gặt xong thì|hết bận thì|thuận lợi thì|đồng ý thì"},
		{trailing, "không cho mua|ko cho mua|k cho mua|không cho đóng|ko cho đóng|không chịu mua|ko chịu mua|không chịu đóng|ko chịu đóng|ở xã bên|ở bản bên|ở thôn bên|ở phường bên|bên xã khác"},
		{trailing, "chờ duyệt|đợi duyệt|chờ ký|chờ xã ký|chờ chuyển khoản|đợi chuyển khoản|chờ tiền|đợi tiền|chưa chốt|mai mới thu|mai mới lấy|mai mới nộp|mai mới đóng|mai em báo|mai e báo|mai báo chính thức|mai chốt|tối mới thu|tối mới lấy|chiều mới thu|chưa nhập được|chưa nhập hệ thống|chưa lên hệ thống|chưa lên phần mềm"},
		{trailing, "em đoán|đoán thế|đoán vậy|không chắc|ko chắc|k chắc|chưa chắc|chắc vậy|chắc thế|chắc thế thôi|nói vậy|nói thế|bảo vậy|bảo thế|nghe vậy|nghe thế|nghe nói|nghe đâu|nghe bảo|để em kiểm tra|để e kiểm tra|em kiểm tra lại|để em đếm|để em xem lại|để em hỏi|để tôi kiểm tra|để tôi xem lại|kiểm tra lại đã|đếm lại đã|chưa kiểm tra|chưa xác minh|chưa xác nhận"},
		{trailing, "của cả tuần|của tuần này|của tuần trước|của tháng này|của tháng trước|của cả tháng|của mấy hôm|của hôm trước|số tuần trước|số tháng trước|số hôm qua|tính cả hôm qua|kể cả hôm qua|cả hôm qua|gồm cả hôm qua|cộng cả hôm qua|từ hôm|từ đầu tuần|từ đầu tháng|từ thứ"},
		{trailing, "có bhyt rồi|có thẻ rồi|có thẻ bhyt rồi|có bảo hiểm rồi|đã có thẻ|đã có bhyt|đã có bảo hiểm|xem thẻ|bị mất thẻ|làm mất thẻ|rơi mất thẻ|sai tên|sai họ tên|sai ngày sinh|sai năm sinh|sai thông tin|sai địa chỉ|sai dấu|sai chữ"},
		{trailing, "đã báo rồi|báo sáng rồi|báo chiều rồi|báo hôm qua rồi|báo trước rồi|báo cho chị rồi|báo rồi mà|báo lúc sáng rồi|báo hồi sáng rồi|báo trùng|ghi trùng|bị trùng|trùng rồi"},
	}
}

// turned tells whether a phrase that changes what is said stands where it
// changes a booked number: of its clause, or of a clause beside it that has no
// number of its own.
func (t *tally) turned() bool {
	if t.relays() || len(t.booked) == 0 {
		return false
	}
	list := t.clauses(t.items)
	numbers := make([]bool, len(list)) // of the booked ones
	empty := make([]bool, len(list))   // of any
	for i, c := range list {
		from, to := c.items[0].from, c.items[len(c.items)-1].to
		numbers[i] = slices.ContainsFunc(t.booked, func(at int) bool { return at >= from && at < to })
		empty[i] = !slices.ContainsFunc(c.items, func(it item) bool { return it.class == count || it.class == zero || it.class == unit })
	}
	for i, c := range list {
		from, to := c.items[0].from, c.items[len(c.items)-1].to
		follows, leads := i > 0 && empty[i] && slices.Contains(numbers[:i], true), empty[i] && slices.Contains(numbers[i:], true)
		for at := from; at < to; at++ {
			w, length, ok := t.turns.Longest(t.words, at)
			if !ok || t.is(at+length-1, "hom") && t.is(at+length, "nay") || t.gotTonight(at, length) || t.is(at, "chua") && t.onlyVisited(t.booked) { // "từ hôm nay"; "vđ 7 hộ chưa ai mua"
				continue
			}
			ahead := numbers[i] && slices.ContainsFunc(t.booked, func(n int) bool { return n > at && n < to }) || leads && w != trailing
			behind := numbers[i] && slices.ContainsFunc(t.booked, func(n int) bool { return n < at && n >= from })
			if w == unsaid && (ahead || behind || follows) || w == before && ahead || w == after && behind || w == trailing && (behind || follows) {
				return true
			}
		}
	}
	for i, c := range list {
		follows := i > 0 && empty[i] && slices.Contains(numbers[:i], true)
		if numbers[i] && t.longAgo(c) && !t.bookedAhead(c) || (numbers[i] || follows) && (t.soldByOthers(c) || t.saidByOthers(c)) {
			return true
		}
	}
	return t.delivered() || t.daysContrasted() || t.paidOver() || t.everySo() || t.wishedFor() || t.noneOfMine() || t.nobodyMine() || t.toldAt()
}

// paidOver tells the money of people, "em chuyển tiền 3 hgđ", from people who
// joined.
func (t *tally) paidOver() bool {
	for _, at := range t.booked {
		k := at - 1
		if k > 0 && t.words[k].Is(keyCua) {
			k--
		}
		if k < 0 || !t.words[k].Is(keyTien) {
			continue
		}
		if k > 0 && k < at-1 && t.collected(k) && t.buysBehind(at) {
			continue
		}
		if k == 0 || t.words[k-1].Kind == vi.LineEnd || t.words[k-1].Kind == vi.Mark || k < at-1 {
			return true
		}
		switch t.words[k-1].Fold {
		case "chuyen", "gui", "giao", "con":
			return true
		}
	}
	return false
}

// everySo tells whether a number is of so much time: "10 hgđ/tháng".
func (t *tally) everySo() bool {
	for _, at := range t.booked {
		for k := at + 1; k+1 < len(t.words) && k < at+4; k++ {
			if t.words[k].Text != "/" && !t.words[k].Is(keyMoi3) && !t.words[k].Is(keyMot) {
				continue
			}
			switch t.words[k+1].Fold {
			case "thang", "ngay", "tuan", "nam", "quy":
				return true
			}
		}
	}
	return false
}

// toldAt tells whether a report of an hour before is spoken of: "lúc 9h em báo
// 4 hgđ".
func (t *tally) toldAt() bool {
	for i, it := range t.items {
		if it.class != clock || it.from == 0 || t.words[it.from-1].Fold != "luc" && t.words[it.from-1].Fold != "hoi" && !t.is(it.from, "luc") {
			continue
		}
		for k := max(1, it.from-4); k < min(len(t.words), it.to+4); k++ {
			if t.words[k].Is(keyBao) && !(k+1 < len(t.words) && (t.words[k+1].Is(keyCao) || t.is(k+1, "truoc"))) && slices.Contains([]string{"em", "e", "toi", "chau"}, t.words[k-1].Fold) && i > 0 {
				return true
			}
		}
	}
	return false
}

// wishedFor tells whether so many are only wished to somebody: "chúc cả nhà hôm
// nay 10 hgđ".
func (t *tally) wishedFor() bool {
	for _, at := range t.booked {
		for k := at - 1; k >= 0 && t.words[k].Kind == vi.Letters; k-- {
			switch w := t.words[k]; {
			case w.Key == keyChuc, w.Is(keyChuc) && slices.Contains([]string{"ca", "moi", "chi", "anh", "em", "cac", "sep", "bac"}, t.wordAt(k+1)):
				return true
			case w.Is(keyBao), w.Is(keyDuoc), w.Is(keyDc), w.Is(keyCo):
				k = 0
			}
		}
	}
	return false
}

// relays tells whether the message hands on what somebody else counted: "em
// chuyển chị", "cháu nhắn hộ bà".
func (g *reading) relays() bool {
	for i, w := range g.words[:max(0, len(g.words)-1)] {
		switch next := g.words[i+1]; w.Fold {
		case "em", "e", "toi", "chau":
			if next.Is(keyChuyen) && !g.is(i+2, "tien") && !g.is(i+2, "khoan") && !g.is(i+2, "roi") {
				return true
			}
		case "nhan", "bao", "gui", "doc", "go", "ghi":
			if next.Is(keyHo2) || next.Fold == "dum" || next.Fold == "gium" {
				return true
			}
		}
	}
	return false
}

// daysContrasted tells whether the number of a day before is said only to set
// that of today beside it: "hôm qua được 5 mà nay có 1 hgđ".
func (t *tally) daysContrasted() bool {
	if len(t.figures) < 2 || !slices.ContainsFunc(t.figures, func(f figure) bool { return f.Day < t.figures[0].Day || f.Day > t.figures[0].Day }) {
		return false
	}
	for i, w := range t.words {
		switch {
		case w.Is(keyMa) && i+1 < len(t.words) && (t.words[i+1].Is(keyNay) || t.words[i+1].Fold == "hom"),
			(w.Is(keyNhung2) || w.Key == keyTan || w.Key == keyLan) && i+1 < len(t.words) && t.words[i+1].Kind == vi.Digits,
			w.Key == keyLan:
			return true
		}
	}
	return false
}

// sellers are the folded words of those who sell besides the writer.
var sellers = []string{"buu dien", "dai ly", "hoi phu nu", "hoi nong dan", "doan thanh nien", "tram y te", "tram xa", "hieu thuoc", "nha thuoc", "tap hoa", "phong kham", "benh vien", "nha tro", "ngan hang", "viettel", "vnpt", "ben ho", "bon ho", "ho"}

// soldByOthers tells "bưu điện họ thu được 7 người hgđ" from what the writer
// sold.
func (t *tally) soldByOthers(c clause) bool {
	for i := c.items[0].from; i < c.items[len(c.items)-1].to; i++ {
		for _, s := range sellers {
			n := t.phraseLen(i, s)
			if n == 0 || s == "ho" && t.words[i].Key != keyHo {
				continue
			}
			for k := i + n; k < len(t.words) && k < i+n+4; k++ {
				switch t.words[k].Fold {
				case "ho", "no", "da", "vua", "cung", "hom", "nay", "o", "xa", "moi":
					continue
				case "thu", "ban", "lam", "van":
					if k+1 < len(t.words) && (t.words[k+1].Is(keyDuoc) || t.words[k+1].Is(keyDc) || t.words[k+1].Kind == vi.Digits) {
						return true
					}
				case "duoc":
					return s != "ho"
				}
				break
			}
		}
	}
	return false
}

// phraseLen gives how many words at i are the folded phrase, 0 where it is not
// there.
func (g *reading) phraseLen(i int, phrase string) int {
	n := 0
	for len(phrase) > 0 {
		word := phrase
		for k := range len(phrase) {
			if phrase[k] == ' ' {
				word = phrase[:k]
				break
			}
		}
		if i+n >= len(g.words) || g.words[i+n].Fold != word {
			return 0
		}
		n++
		phrase = phrase[min(len(phrase), len(word)+1):]
	}
	return n
}

// delivered tells cards that were handed on, "xã vừa gửi 5 thẻ hgđ về", "em
// nhận 5 thẻ hgđ", from cards that were bought.
func (t *tally) delivered() bool {
	if slices.ContainsFunc(t.items, func(it item) bool { return it.class == tag }) {
		return false
	}
	for _, at := range t.booked {
		behind := at + 1
		if behind >= len(t.words) || !t.words[behind].Is(keyThe) || at == 0 {
			continue
		}
		switch w := t.words[at-1]; w.Fold {
		case "du", "duoc": // "em nhận đủ 4 thẻ", "lấy được 4 thẻ"
			if at > 1 && slices.Contains([]string{"nhan", "lay", "linh", "phat"}, t.words[at-2].Fold) {
				return true
			}
		case "gui", "tra", "in", "phat", "nhan", "linh", "lay":
			if !w.Is(keyTra) && w.Fold == "tra" {
				continue
			}
			return true
		}
	}
	return false
}

// saidByOthers tells whether somebody who is named is said to have reported or
// sold: "2 hgđ này chị Hoa đã báo rồi".
func (t *tally) saidByOthers(c clause) bool {
	for i := max(1, c.items[0].from); i+1 < c.items[len(c.items)-1].to; i++ {
		w := t.words[i]
		if !w.Upper() || t.words[i-1].Upper() || !slices.Contains([]string{"chi", "anh", "chu", "bac", "ong", "ba"}, t.words[i-1].Fold) {
			continue
		}
		for k := i + 1; k < len(t.words) && k < i+4; k++ {
			switch v := t.words[k]; {
			case v.Fold == "da", v.Fold == "vua", v.Fold == "cung", v.Fold == "hom", v.Fold == "nay", v.Fold == "ban", v.Fold == "duoi", v.Fold == "ben":
				continue
			case (v.Is(keyDuoc) || v.Is(keyDc)) && k+1 < len(t.words) && t.words[k+1].Kind == vi.Digits && k > i+1, v.Fold == "di" && k+1 < len(t.words) && t.words[k+1].Kind == vi.Digits, v.Is(keyBao) && !(k+1 < len(t.words) && t.words[k+1].Is(keyCao)), v.Is(keyBan2) && k+1 < len(t.words) && t.words[k+1].Is(keyDuoc), v.Fold == "thu" && k+1 < len(t.words) && t.words[k+1].Is(keyDuoc):
				return true
			}
			break
		}
	}
	return false
}
