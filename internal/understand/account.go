package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// A number is booked without asking only where the words of its clause that may
// turn what is said are accounted for: by the words of reports, or by those
// below, which tell who joined, how, or what the day was like. Else it is asked:
// "3 người xin khất hgđ đến tết", "hệ thống báo 3 hgđ trùng".

// plainWords change nothing about the number beside them.
const plainWords = "nguyên|vợ|chồng|mẹ|bố|má|thím|dì|cậu|mợ|bé|gái|trai|ngoại|nội|nhi|cùng|đầu|nhất|trẻ|già|nữ|nam|nhau|riêng|chung|nhà|đình|gia|" +
	"trường|mầm|non|tiểu|trung|giáo|viên|phụ|huynh|dạy|lớp|chủ|nhiệm|nhân|ra|quân|doanh|nghiệp|công|ty|đoàn|thể|hội|trọn|đặc|biệt|xklđ|" +
	"alo|thế|xíu|tí|chút|tẹo|hẳn|mãi|vất|vả|bù|nốt|nhưng|vẫn|nên|luôn|liền|ngay|vừa|kịp|sớm|khuya|đêm|mốt|thui|nhó|nhoa|nhaaa|nhé|ngừi|cx|cũng|bt|đc|dk|" +
	"chạy|vội|đọc|đưa|dẫn|theo|cạnh|quán|tạp|hóa|phiên|chợ|nương|rẫy|ruộng|đồi|suối|ngô|lúa|sắn|mưa|nắng|gió|lạnh|rét|nóng|trời|đường|dốc|trơn|xe|tay|chân|tận|nơi|xa|" +
	"việc|xong|cuối|cùng|may|ế|mỗi|độc|có|được|ảnh|hình|chụp|đủ|hết|tháng|năm|đồng|giá|phí|sổ|chồng|con|cái|chắt|rể|dâu|quê|họ|hàng|xóm|láng|giềng|thôn|bản|làng|dân|tộc|" +
	"chị|anh|em|cô|chú|bác|ông|bà|thầy|cụ|cháu|đồng|chí|lãnh|đạo|cán|bộ|xin|lỗi|thông|cảm|kính|mong|cảm|ơn|vui|mừng|quá|lắm|thật|ghê|hihi|haha|ôi|trộm|vía|hên|giỏi|khéo|" +
	"thuận|lợi|suôn|sẻ|khỏe|ốm|bệnh|viện|khám|đẻ|cưới|mới|cũ|lại|tiếp|thực|lần|buổi|trưa|chiều|sáng|tối|hôm|qua|nay|kia|bữa|ngày|giờ|phút|tuần|đợt|quý|sau|trước|đây|đó|này|ấy|kìa|nọ|tết|" +
	"buôn|bán|thợ|xây|may|lái|nông|công|ty|hưu|trí|cựu|chiến|binh|trưởng|phó|bí|thư|thôn|đội|khu|phố|sửa|trồng|nuôi|học|hành|" +
	"nộp|đóng|thu|tiền|mặt|chuyển|khoản|biên|lai|phiếu|tờ|khai|hồ|sơ|giấy|tờ|thẻ|sổ|hiểm|xã|hội|tự|nguyện|y|tế|tham|gia|đăng|ký|" +
	"lun|đi|về|đến|tới|ghé|lên|xuống|sang|vào|ra|ở|tại|gần|trong|ngoài|trên|dưới|giữa|hạn|trị|ds|nka|nkaa|chia|tm|dòng|cáo|nghèo|cty|cà|phê|phần|hà|nha|quên|à|ý|ừ|í|thời|gian|nhu|cầu|sức|khỏe|tui|tau|tớ|ngta|nội|trú|sinh|sống|miền|dtts|ờ|ờm|ừm|nờ|hỉ|xỉu|huhu|bào|" +
	"ải|nớ|lố|lơ|nà|pợ|pi|mứ|mự|nị|cốn|dế|né|admin|hello|sr|sorry|chùa|nó|chúng|bấm|phím|mắt|kém|mờ"

// plain fills the set of words that change nothing, by their spelling.
func plainSet() map[string]bool {
	set := map[string]bool{}
	for word := range strings.SplitSeq(plainWords+"|"+moreplain, "|") {
		set[vi.Key(word)] = true
		set[vi.Fold(word)] = true
	}
	return set
}

// unaccounted gives the first item of a clause whose word may turn what the
// clause says of its numbers, or -1.
func (t *tally) unaccounted(c clause) int {
	head := slices.IndexFunc(c.items, func(it item) bool { return it.class == colon })
	if head >= 0 && numbersIn(withoutMeasures(c.items[:head])) > 0 {
		head = -1
	}
	clear := t.clearAt(c)
	for i, it := range c.items {
		if i < head {
			continue // "em ghé chợ cắt tóc xong: púm 3 hgđ"
		}
		if it.class != other || t.words[it.from].Kind != vi.Letters || !t.mayTurn(t.words[it.from]) {
			continue
		}
		if w := t.words[it.from]; t.plainWord[w.Key] || t.plainWord[drawnOut(w.Fold)] || t.isNamed(it.from) || t.turnsNothing(it, c) || t.onlyNarrates(it, clear) || t.describesWho(it, c) || t.wentTo(it, c) || t.inOwnPlace(it) {
			continue
		}
		return i
	}
	return -1
}

// drawnOut gives a word whose last letter is written again and again with one
// of it, "nha" of "nhaaaa"; "" for any other word.
func drawnOut(word string) string {
	short := strings.TrimRight(word, word[len(word)-1:])
	if len(word)-len(short) < 2 {
		return ""
	}
	return word[:len(short)+1]
}

// turnsNothing tells "chưa báo" of a day that was forgotten, "3 hgđ x 6 tháng",
// "4 hgđ gấp đôi hôm qua", "4 hgđ bằng 80% chỉ tiêu".
func (t *tally) turnsNothing(it item, c clause) bool {
	w := t.words[it.from]
	if t.toned(it) {
		return true
	}
	behind := slices.ContainsFunc(c.items, func(n item) bool { return n.class == count && n.from < it.from })
	var next vi.Word
	if it.to < len(t.words) {
		next = t.words[it.to]
	}
	switch {
	case w.Is(keyBao2) || w.Is(keyNhan) || w.Is(keyNoi):
		return next.Text == ":" || t.relays()
	case w.Is(keyChua):
		return next.Is(keyBao) || next.Is(keyGui) || next.Is(keyNhan) || next.Fold == "kip"
	case w.Is(keyLay):
		return next.Fold == "bien" || next.Fold == "hoa" || next.Fold == "phieu"
	case w.Fold == "x":
		return next.Kind == vi.Digits
	case w.Is(keyGap):
		return behind
	case w.Is(keyBang):
		return behind && slices.ContainsFunc(c.items, func(n item) bool { return n.class == percent && n.from == it.to })
	}
	return false
}

// toned tells whether "được" follows a word, and a number that: "vớt được 1
// người".
func (t *tally) toned(it item) bool {
	return it.to+1 < len(t.words) && (t.words[it.to].Is(keyDuoc) || t.words[it.to].Is(keyDc)) && (t.words[it.to+1].Kind == vi.Digits || t.spelled(it.to+1)) &&
		!t.words[it.from].Is(keyChua) && !t.words[it.from].Is(keyBao2) && !t.words[it.from].Is(keySap)
}

// spelled tells whether a number in words stands at word i.
func (g *reading) spelled(i int) bool {
	n, ok := vi.ReadNumber(g.words, i)
	return ok && n.Spelled
}

// wentTo tells whether a word is in the name of where somebody went who is
// counted as having left: "giảm 1 hgđ do chuyển vào Bình Dương".
func (t *tally) wentTo(it item, c clause) bool {
	left := slices.ContainsFunc(c.items, func(l item) bool { return l.class == reason || l.class == kind && l.value == string(coverage.Lapsed) })
	return left && t.behindGoing(it.from)
}

// behindGoing tells whether the capitalised word at i stands behind "vào",
// "về", "đi" with nothing but such words between.
func (g *reading) behindGoing(i int) bool {
	k := i
	for k > 0 && g.words[k].Kind == vi.Letters && g.words[k].Upper() {
		k--
	}
	return k < i && slices.Contains([]string{"vao", "ve", "di", "len", "ra", "sang", "xuong", "o", "tai", "chong", "tinh", "huyen", "tp", "pho"}, g.words[k].Fold)
}

// inOwnPlace tells whether a word is in the name of a place that holds the
// writer's villages: "chiềng ngần noong la 3 hgđ".
func (g *reading) inOwnPlace(it item) bool {
	return slices.ContainsFunc(g.scan(g.near()), func(h place.Hit) bool {
		return h.Start <= it.from && it.to <= h.End && slices.ContainsFunc(h.Matches, func(m place.Match) bool { return g.holdsOwn(m.Code) })
	})
}

// titles are the folded words before the name of a person.
var titles = []string{"chi", "anh", "co", "chu", "bac", "ong", "ba", "cu", "thay", "em", "chau", "di", "mo", "cau", "thim", "c", "a", "e", "nha"}

// isNamed tells whether the word at i is the name of somebody: behind a title,
// in capitals or none that everyday speech has.
func (g *reading) isNamed(i int) bool {
	if w := g.words[i]; w.Upper() && (g.surnames[w.Fold] && i+1 < len(g.words) && g.words[i+1].Upper() || i > 0 && g.words[i-1].Upper() && g.surnames[g.words[i-1].Fold] || i > 1 && g.words[i-2].Upper() && g.surnames[g.words[i-2].Fold]) {
		return true
	}
	if i == 0 || !slices.Contains(titles, g.words[i-1].Fold) {
		return i > 1 && g.words[i].Upper() && g.words[i-1].Upper() && g.isNamed(i-1) && !g.words[i-2].Upper()
	}
	return g.words[i].Upper() || !g.everyday[g.words[i].Fold]
}
