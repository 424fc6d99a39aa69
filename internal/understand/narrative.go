package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// narrative are words of time, ways, weather, effort, fields and kin. Before a
// statement that is clear by itself they change nothing: "chờ mãi mới được 1
// người mua hgđ", "chiều quay lại Dửn được 3 hgđ".
const narrative = "khi|lúc|hồi|suốt|cả|mất|gần|nguyên|chờ|đợi|quay|vòng|leo|trèo|lội|băng|cuốc|bộ|chèo|thuyền|phà|đò|xuồng|ghe|đạp|phóng|dắt|dừng|nghỉ|ngồi|đứng|nói|chuyện|giải|thích|phân|tích|" +
	"khuyên|nhủ|thuyết|phục|năn|nỉ|động|viên|trao|đổi|tâm|sự|uống|nước|chè|rượu|ăn|cơm|bữa|cỗ|cúng|giỗ|hái|gặt|cấy|cày|bừa|tưới|tiêu|rau|củ|quả|măng|nấm|củi|bò|trâu|lợn|gà|vịt|dê|chăn|thả|cỏ|phơi|sấy|xay|giã|bẻ|đào|nhổ|phun|thuốc|bón|" +
	"lũ|lụt|sương|mù|muối|buốt|oi|bức|nồm|bụi|bùn|lầy|trượt|ngã|sạt|lở|tắc|thủng|lốp|xăng|điện|sóng|mạng|mờ|mịt|gáy|mỏi|mệt|nhọc|cực|khổ|gian|nan|gắng|nỗ|lực|kiên|trì|nhiệt|tình|hào|hứng|phấn|khởi|" +
	"đông|vắng|thưa|lẻ|tẻ|lác|đác|bận|rộn|rảnh|rỗi|hoài|miết|rốt|cuộc|nổi|quê|làng|nhà|cửa|ngõ|sân|vườn|ao|bờ|rừng|núi|thung|lũng|bến|cầu|phố|quanh|khắp|từng|lượt|nhiều|lâu|rồi|bắt|gặp|tìm|hỏi|thăm|mời|rủ|dậy|sớm|muộn|trễ|xế|chập|choạng|tờ|mờ|tranh|thủ|nhân|dịp|" +
	"phở|bún|bánh|cháo|mì|tiệm|hiệu|tạp|hóa|tóc|gội|vàng|đau|răng|lưng|bụng|khớp|gối|cảm|cúm|ho|sốt|mổ|ruột|thừa|cãi|giận|dỗi|khóc|cười|bế|ru|ngủ|thức|tắm|giặt|nấu|bếp|rửa|quét|chợ|hát|múa|nhảy|bóng|đá|phim|đám|ma|lễ|hội|rằm|tết|loa|mất|mùa|lương|rượu|bia|chó|mèo|ngựa|ong|mật|khoai|mía|mận|đào|nhãn|xoài|chuối|mít|cam|bưởi|sầu|riêng|phê|hồ|đỏ|đen|hên|xui"

// narrates are its words by their spelling.
func narrates() map[string]bool {
	set := map[string]bool{}
	for word := range strings.SplitSeq(narrative, "|") {
		set[vi.Key(word)] = true
	}
	return set
}

// clearAt gives the word where the clear statement of a clause stands: a number
// right behind a verb of joining, "có 5 người đóng", with its insurance; -1
// where the clause has none, or says no before it.
func (t *tally) clearAt(c clause) int {
	for i, it := range c.items {
		switch it.class {
		case no, zero, agree, register, wrong, fixing, about, less, undo, aim:
			return -1
		case count:
			if !slices.Contains(t.booked, it.from) {
				continue // "phở số nhà 15 tiểu khu 1 có 2 người mua hgđ"
			}
		default:
			continue
		}
		if it.from == 0 || !slices.ContainsFunc(c.items[i:], func(l item) bool { return family(l.class) == 1 }) {
			return -1
		}
		w := t.words[it.from-1]
		gained := w.Is(keyDuoc) || w.Is(keyDc) || i > 0 && c.items[i-1].class == kind && c.items[i-1].value == tookPart && c.items[i-1].to == it.from
		if filled := w.Fold == "luon" || w.Fold == "han" && w.Key == vi.Key("hẳn") || w.Fold == "ngay" || w.Fold == "lien" || w.Is(keyMoi3) || w.Key == vi.Key("đúng") || w.Key == vi.Key("thêm") || w.Key == vi.Key("những") || w.Key == vi.Key("có"); filled && i > 1 && c.items[i-1].class == filler && c.items[i-2].class == kind {
			gained = gained || c.items[i-2].value == tookPart // "mua luôn 1 hgđ"
		} else if filled && it.from > 1 {
			gained = gained || t.words[it.from-2].Is(keyDuoc) || t.words[it.from-2].Is(keyDc) // "được hẳn 4 hgđ"
		}
		bought := (w.Is(keyCo) || w.Key == keyNen) && slices.ContainsFunc(c.items[i:], func(l item) bool { return l.class == kind && l.value == tookPart })
		if !gained && !bought {
			return -1
		}
		return it.from
	}
	return -1
}

// onlyNarrates tells whether a word before a clear statement only tells how it
// came about. Who waits has got them only where it says so: "chờ mãi mới được".
func (t *tally) onlyNarrates(it item, clear int) bool {
	if it.from >= clear || !t.narrative[t.words[it.from].Key] {
		return false
	}
	switch t.words[it.from].Fold {
	case "do", "den":
		return t.is(it.from-1, "van") || t.is(it.from-1, "so") // luck
	case "cho", "doi":
		return slices.ContainsFunc(t.words[it.to:clear], func(w vi.Word) bool { return w.Is(keyMoi) || w.Is(keyMai) })
	}
	return true
}

// describesWho tells whether a word only says who the counted are, or who
// gave them their cards: "1 bạn sinh viên", "2 chị bán rau", "do hội chữ thập
// đỏ tặng".
func (t *tally) describesWho(it item, c clause) bool {
	w := t.words[it.from]
	if it.from > 0 {
		switch before := t.words[it.from-1]; {
		case w.Is(keyBan):
			return slices.ContainsFunc(c.items, func(n item) bool { return n.class == count && n.to == it.from })
		case before.Is(keyBan2), before.Is(keyBuon), before.Is(keyTrong), before.Is(keyNuoi):
			return t.alien(it)
		}
	}
	if t.describers[w.Key] && t.boughtBehind(it, c) {
		return true
	}
	given := slices.IndexFunc(c.items, func(g item) bool { return g.class == tag && g.from > it.from })
	if given < 0 {
		return false
	}
	for k := it.from - 1; k > c.items[0].from && k > it.from-8; k-- {
		if t.words[k].Kind == vi.Digits {
			return false
		}
		if t.words[k].Is(keyDo2) {
			return true
		}
	}
	return false
}

// who are words of what people are, by age, work, kin and people. Between a
// number and "mua" they change nothing: "1 anh công an xã mua hgđ".
const who = "công|an|bộ|đội|thợ|hàn|xây|mộc|điện|nề|may|neo|đơn|thanh|niên|thiếu|khuyết|tật|yếu|bác|sỹ|sĩ|y|tá|ăn|xa|lấy|vợ|cưới|ly|hôn|tách|hộ|hưu|trí|xuất|ngũ|góa|mồ|côi|khá|giả|lao|tự|do|lái|xe|buôn|nông|ngư|nghèo|cận|" +
	"mông|h'mông|hmông|thái|dao|kinh|mường|nùng|tày|khơ|mú|la|ha|kháng|lào|mạ|ê|đê|m'nông|mnông|tốt|nghiệp|nghỉ|học|cựu|chiến|binh|mẫu|góa|bụa|trung|niên|tuổi|cao|thuê|trọ|đạo|xứ|tổ|phó|bí|thư|kế|toán|văn|thú|ve|chai|phụ|hồ|xe|ôm|bưu|tá|rừng|kiểm|lâm"

// describing are its words by their spelling.
func describing() map[string]bool {
	set := map[string]bool{}
	for word := range strings.SplitSeq(who, "|") {
		set[vi.Key(word)] = true
	}
	return set
}

// boughtBehind tells whether a word stands between a number of people and what
// they are said to have done.
func (t *tally) boughtBehind(it item, c clause) bool {
	counted := t.behindTitle(it.from)
	for i, o := range c.items {
		switch {
		case o.from > it.from && o.class == kind && counted && o.value == tookPart && i+1 < len(c.items) && c.items[i+1].class == count:
			return true
		case o.from < it.from && o.class == count:
			counted = it.from-o.to < 6
		case o.from < it.from && (o.class == kind || o.class == no):
			counted = false
		case o.from > it.from && (o.class == no || o.class == zero || o.class == aim):
			return false
		case o.from > it.from && o.class == kind:
			return counted && o.value == tookPart
		}
	}
	return false
}

// behindTitle tells whether a word stands close behind how somebody is
// addressed, and no number: "anh công an xã".
func (t *tally) behindTitle(i int) bool {
	for k := i - 1; k >= 0 && k > i-4 && t.words[k].Kind == vi.Letters; k-- {
		if t.titled(k) {
			return true
		}
	}
	return false
}

// titled tells whether the word at i is how somebody is addressed: "1 chị".
func (t *tally) titled(i int) bool {
	return i < len(t.words) && slices.Contains([]string{"chi", "anh", "co", "chu", "bac", "ong", "ba", "cu", "thay"}, t.words[i].Fold)
}
