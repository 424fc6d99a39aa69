package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// smallWords are the words, folded, that may stand around a bare topic without
// making it anything else: "thế còn bhtn thì sao em".
const smallWords = "noi a ah ak ai anh ban bao bay bi bot cac cai ca cho chi chieu co con cu cua da dang dc den do duoc e em gio gium giup hay he het hien ho hoi i khi la lai luc ma may minh moi muon nay nao nha nhe nhi nua o oi qua r ra roi sang sao so ta tai tam the thi thu tinh toan toi tong trong trc truoc tu v va vay ve vi voi xem xin y z hien tai moc diem thoi ket cuoi dau luy ke dip ky rieng tui tu ngay thang nam quy tuan vua chot moc tren dia phan ve mang khoan khoi nhom muc loai hinh con lai khac doi tuong dien nguoi tham gia dan so lieu"

// bareTopic tells whether somebody who does not report names only what, where
// or when: "bhxh tự nguyện", "9 tháng", "phường mình hôm qua".
func (q *query) bareTopic() bool {
	if !q.official() || len(q.words) > 12 {
		return false
	}
	topic := len(q.places) > 0
	for _, it := range q.items {
		switch it.class {
		case indicator, tn, unit:
			topic = true
		case span:
			topic = topic || it.span.From <= q.today && it.span.To > 0
			if it.span.From > q.today {
				return false
			}
		case command:
			switch it.value {
			case aboutMyCommune, aboutMyProvince, aboutNation:
				topic = true
			case aboutStatus, aboutMonthly:
			default:
				return false
			}
		case question:
			if it.value != askHow {
				return false
			}
		case quest, comma, strong, kindWord, book, card, people, pupil, and:
		case running:
			topic = true
		case count:
			if q.yearAlone(it) == 0 {
				return false
			}
			topic = true
		default:
			if !q.allSmall(it) {
				return false
			}
		}
	}
	return topic
}

func (q *query) allSmall(it item) bool {
	return !slices.ContainsFunc(q.words[it.from:it.to], func(w vi.Word) bool {
		return w.Kind == vi.Digits || w.Kind == vi.Letters && !q.small[w.Fold]
	})
}

// bareWish tells whether somebody who does not report names only which units
// are meant: "dưới 90", "chưa đạt", "đang tụt", "yếu".
func (q *query) bareWish() bool {
	if !q.official() || len(q.places) > 0 || len(q.words) > 8 || q.phrase("hay") || q.asked[askHowMany] || q.asked[askWhen] || q.asked[askHow] || q.asked[askWhether] {
		return false
	}
	wished := false
	for _, it := range q.items {
		switch it.class {
		case command:
			switch it.value {
			case aboutBelow, aboutWeak, aboutFine, aboutFell:
				wished = true
			case aboutMet:
				wished = wished || q.threshold() > 0 || q.phrase("vuot") || q.phrase("da dat")
			case aboutStatus, aboutTarget:
			default:
				return false
			}
		case indicator, tn, percent, question, quest, comma, strong, kindWord, measure, span:
		case count:
			if q.threshold() == 0 {
				return false
			}
		case kind:
			wished = wished || it.value == string(coverage.Lapsed)
		default:
			if !q.allSmall(it) {
				return false
			}
		}
	}
	return wished
}

// first tells whether the message begins with a folded word.
func (q *query) first(fold string) bool { return len(q.words) > 0 && q.words[0].Fold == fold }

// wordsAt tells whether folded words stand at word i.
func (q *query) wordsAt(i int, folds ...string) bool {
	for k, f := range folds {
		if i+k >= len(q.words) || q.words[i+k].Fold != f {
			return false
		}
	}
	return true
}

// gapCounted tells whether the number that is missing is asked for in words
// that hold the question: "thiếu bao nhiêu so với chỉ tiêu".
func (q *query) gapCounted() bool {
	return q.about[aboutGap] && slices.ContainsFunc([]string{"thieu bao nhieu", "thieu bn", "thieu may", "hut bao nhieu", "hut bn", "hut may", "can bao nhieu", "can bn", "can may", "can them bao nhieu", "can them may", "can them bn"}, q.phrase)
}

// metYet: "đạt chưa", "ổn không" of a unit.

func (q *query) metYet() bool {
	return q.official() && (q.phrase("dat chua") || q.phrase("dat khong") || q.phrase("dat ko") || (q.about[aboutWeak] || q.about[aboutFine]) && (len(q.places) > 0 || q.about[aboutMyCommune] || q.about[aboutMyProvince]))
}

// needsMore tells whether it asks how many are still wanted, with words
// between: "cần vận động thêm bao nhiêu người".
func (q *query) needsMore() bool {
	if !q.asked[askHowMany] {
		return false
	}
	wanted := false
	for _, w := range q.words {
		switch w.Fold {
		case "can", "phai", "kip":
			wanted = true
		case "them", "nua":
			if wanted {
				return true
			}
		}
	}
	return q.phrase("con bao xa") || wanted && (q.about[aboutDaily] || q.about[aboutWeekly] || q.about[aboutMonthly] || slices.ContainsFunc([]string{"mot ngay", "1 ngay", "ngay phai", "ngay can", "mot tuan", "1 tuan", "mot thang", "1 thang"}, q.phrase))
}

// ahead tells whether a span lies ahead: what will be is forecast.
func (q *query) ahead() bool {
	if !q.official() || !q.asked[askHowMany] && !q.asked[askHow] && !q.asked[askWhether] {
		return false
	}
	if q.phrase("cuoi nam") && !q.dated() && !q.about[aboutYearStart] && !q.about[aboutLastYear] && !q.phrase("cuoi nam ngoai") && !q.phrase("cuoi nam truoc") {
		return true
	}
	return slices.ContainsFunc(q.items, func(it item) bool {
		return it.class == span && it.span.From > q.today
	})
}

// stands tells whether a word that means an order by itself stands among words
// that give it another meaning: "xuất phát", "sản xuất", "giao ban", "xe tải".
func (q *query) stands(it item) bool {
	if it.to-it.from > 1 {
		return !q.wordsAt(it.from, "giao", "ban") || !q.words[it.from+1].Bare() || slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.start <= it.to && it.to <= p.end })
	}
	before, behind := "", ""
	if it.from > 0 {
		before = q.words[it.from-1].Fold
	}
	if it.to < len(q.words) {
		behind = q.words[it.to].Fold
	}
	switch q.words[it.from].Fold {
	case "xuat":
		return !slices.Contains([]string{"san", "de", "dot", "nha", "khau", "tan", "dao", "phuc"}, before) &&
			!slices.Contains([]string{"phat", "hien", "sac", "vien", "khau", "ban", "than", "nhap", "huyet", "trinh", "canh", "hanh", "xu", "cap", "gia", "kho", "chung", "chuong", "khoi"}, behind)
	case "tai":
		return !slices.Contains([]string{"xe", "qua", "trong", "van", "o"}, before) && !slices.Contains([]string{"tuc", "nha", "ban", "thon", "xa", "tham", "ky", "sao", "day"}, behind)
	case "giao":
		return !slices.Contains([]string{"kh", "hoach", "duoc", "tieu", "ban", "tinh", "da", "tren"}, before) && !slices.Contains([]string{"ban", "thong", "luu", "duc", "vien", "dich", "hang", "tiep", "the", "mua", "den", "bao", "may"}, behind) || behind == "ban" && it.to+1 < len(q.words) && slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.start == it.to })
	case "phu":
		return behind != "trach"
	case "hoi": // "cho anh hoi Mường Giôn" presses nobody
		return it.value != aboutRemind || !slices.Contains([]string{"cho", "anh", "chi", "em", "toi", "xin", "minh", "muon", "a", "c", "e"}, before)
	}
	return true
}

// chatter tells whether a message of somebody who reports has mostly words
// that no question has, and nothing that asks: chatter with an order's word in it.
func (q *query) chatter() bool {
	if q.official() || len(q.asked) > 0 || slices.ContainsFunc(q.items, func(it item) bool { return it.class == quest }) {
		return false
	}
	n := 0
	for _, it := range q.items {
		if it.class == other && q.words[it.from].Kind == vi.Letters {
			n++
		}
	}
	return n >= 4
}

// addressee tells whether an indicator's name is that of whom the message is
// to: "kính gửi BHXH".
func (q *query) addressee(it item) bool {
	if it.from == 0 || it.value != string(coverage.BHXH) {
		return false
	}
	return slices.Contains([]string{"gui", "chao", "thua", "ben", "nganh", "quan", "bo", "phong", "chi", "anh", "em"}, q.words[it.from-1].Fold)
}

// yearAlone gives the year that a bare number of four digits is: "2025".
func (q *query) yearAlone(it item) int {
	w := q.words[it.from]
	if it.class != count || w.Kind != vi.Digits || len(w.Text) != 4 || it.num.Value < 2000 || it.num.Value > 2100 {
		return 0
	}
	return int(it.num.Value)
}

// fulfils tells whether it asks how much of a target is met: "chỉ tiêu giao đạt
// bao nhiêu %".
func (q *query) fulfils() bool {
	return slices.ContainsFunc([]string{"tieu dat", "giao dat", "tieu thuc hien", "giao thuc hien", "nay dat"}, q.phrase) && !q.phrase("phai dat") && !q.phrase("can dat")
}

// handsOver: "cho chị Hà Thị Mẫu phụ trách mường giôn".

func (q *query) figuresWanted() bool {
	if !q.official() || len(q.words) > 6 || len(q.places) > 0 || slices.ContainsFunc(q.items, func(it item) bool { return it.class != quest && !q.allSmall(it) }) {
		return false
	}
	return slices.ContainsFunc(q.words, func(w vi.Word) bool { return w.Is(keySo) })
}

// explained tells whether something but "bao giờ" is known of a question:
// "bao giờ em cưới" is none of ours.
func (q *query) explained() bool {
	return len(q.places) > 0 || len(q.about) > 0 || !slices.ContainsFunc(q.items, func(it item) bool { return it.class == other })
}

// whereabouts are folded words of somebody who tells where they are.
var whereabouts = []string{"dang o", "dang len", "dang xuong", "dang di", "dang ve", "vua ve", "se len", "se xuong", "len kiem tra", "xuong kiem tra", "di cong tac", "len cong tac"}

// onTheWay tells whether a place is named only for being there.
func (q *query) onTheWay() bool {
	if len(q.asked) > 0 || len(q.places) == 0 {
		return false
	}
	at := q.places[0].start
	return slices.ContainsFunc(whereabouts, func(p string) bool {
		words := strings.Fields(p)
		return at >= len(words) && q.wordsAt(at-len(words), words...)
	})
}

// asksShare tells whether somebody who reports, or a guest, asks what one of a
// household or a month costs: "hgđ người thứ 2 bn", "bhxh tn thấp nhất bn 1 tháng".
func (q *query) asksShare() bool {
	if q.official() || !q.asked[askHowMany] || len(q.places) > 0 || q.about[aboutSelf] || q.about[aboutMyCommune] || q.about[aboutGap] || q.about[aboutRank] {
		return false
	}
	if slices.ContainsFunc([]string{"nguoi thu nhat", "nguoi thu hai", "nguoi thu ba", "nguoi thu tu"}, q.phrase) {
		return true
	}
	for i := range q.words {
		if q.wordsAt(i, "nguoi", "thu") && i+2 < len(q.words) && q.words[i+2].Kind == vi.Digits {
			return true
		}
	}
	named := slices.ContainsFunc(q.items, func(it item) bool { return it.class == indicator || it.class == tn })
	return named && slices.ContainsFunc([]string{"1 thang", "mot thang", "1 nam", "mot nam", "moi thang", "hang thang"}, q.phrase) && !q.phrase("duoc")
}

// priceOf: "bảo hiểm hộ gia đình bao nhiêu" of a guest, who may see no figures.

func (q *query) priceOf() bool {
	return q.guest() && len(q.places) == 0 && slices.ContainsFunc(q.items, func(it item) bool { return it.class == indicator || it.class == tn })
}
