package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// small are the words, folded, that may stand around a bare topic without
// making it anything else: "thế còn bhtn thì sao em".
var small = strings.Fields("noi a ah ak ai anh ban bao bay bi bot cac cai ca cho chi chieu co con cu cua da dang dc den do duoc e em gio gium giup hay he het hien ho hoi i khi la lai luc ma may minh moi muon nay nao nha nhe nhi nua o oi qua r ra roi sang sao so ta tai tam the thi thu tinh toan toi tong trong trc truoc tu v va vay ve vi voi xem xin y z hien tai moc diem thoi ket cuoi dau luy ke dip ky rieng tui tu ngay thang nam quy tuan vua chot moc tren dia phan ve mang khoan khoi nhom muc loai hinh con lai khac doi tuong dien nguoi tham gia dan so lieu")

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
		return w.Kind == vi.Digits || w.Kind == vi.Letters && !slices.Contains(small, w.Fold)
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

// whichPlace tells whether a question is after places without saying of what
// kind: "chỗ nào đáng lo", "nơi nào chưa đạt".
func (q *query) whichPlace() bool {
	if !q.official() || q.asked[askHowMany] {
		return false
	}
	says := func(phrases ...string) bool { return slices.ContainsFunc(phrases, q.phrase) }
	return says("cho nao", "noi nao", "don vi nao", "dia phuong nao", "dia ban nao", "vung nao", "khu vuc nao", "khu nao", "cho mo", "nhung cho", "nhung noi", "cac noi", "cac cho", "cac don vi", "cac dia phuong", "nhung don vi", "cho nao", "o dau", "nhung dau") ||
		q.first("dau") || q.asked[askWho] && (q.about[aboutBelow] || q.about[aboutWeak] || q.about[aboutFell]) && len(q.places) == 0
}

// first tells whether the message begins with a folded word.
func (q *query) first(fold string) bool { return len(q.words) > 0 && q.words[0].Fold == fold }

// counted tells whether units are counted: "bao nhiêu xã đạt", "mấy bản dưới 90".
func (q *query) counted() bool {
	for i, it := range q.items {
		if it.class != question || it.value != askHowMany || it.to >= len(q.words) || i+1 >= len(q.items) {
			continue
		}
		if levelWord(q.words[it.to].Fold, it.to+1 < len(q.words) && q.words[it.to+1].Fold == "khu") != "" {
			return true
		}
		if next := q.words[it.to].Fold; next == "cho" || next == "noi" || next == "don" {
			return true
		}
	}
	return false
}

// meets tells whether "đạt" is said of units that have met what was asked of
// them: "xã nào đạt rồi", not "các xã đạt bao nhiêu", "tỷ lệ đạt".
func (q *query) meets() bool {
	if q.asked[askHowMany] && !q.counted() || q.asked[askHow] {
		return false
	}
	for i, w := range q.words {
		switch {
		case w.Is(keyDat) && !(i > 0 && (q.words[i-1].Fold == "le" || q.words[i-1].Fold == "qua" || q.words[i-1].Fold == "kho" || q.words[i-1].Fold == "chua")) && !(i+1 < len(q.words) && q.words[i+1].Fold == "duoc"):
			return true
		case w.Is(keyXong) || w.Is(keyDu) || q.wordsAt(i, "ve", "dich") || q.wordsAt(i, "hoan", "thanh"):
			return !(i > 0 && (q.words[i-1].Fold == "chua" || q.words[i-1].Fold == "khong" || q.words[i-1].Fold == "ko"))
		}
	}
	return false
}

// wordsAt tells whether folded words stand at word i.
func (q *query) wordsAt(i int, folds ...string) bool {
	for k, f := range folds {
		if i+k >= len(q.words) || q.words[i+k].Fold != f {
			return false
		}
	}
	return true
}

// ends reads which end of a ranking "5 xã đầu", "10 đơn vị cuối" asks for.
func (q *query) ends() string {
	for i := range q.words {
		n, ok := vi.ReadNumber(q.words, i)
		if !ok || !n.Whole() || n.Value < 1 || n.Value > 100 {
			continue
		}
		for k := i + n.Len; k < len(q.words) && k <= i+n.Len+3; k++ {
			w := q.words[k]
			if k == i+n.Len && levelWord(w.Fold, q.wordsAt(k+1, "khu")) == "" && w.Fold != "don" {
				break
			}
			switch w.Fold {
			case "cuoi", "bet", "chot", "thap", "kem", "yeu", "cham", "te", "doi":
				return aboutLowest
			case "dau", "cao", "tot", "gioi", "kha":
				return aboutHighest
			}
		}
	}
	return ""
}

// ownRank tells whether a unit's own place in a ranking is asked for: "phường
// mình đứng thứ mấy".
func (q *query) ownRank() bool {
	return slices.ContainsFunc([]string{"thu may", "hang may", "thu bao nhieu", "hang bao nhieu", "thu hang may", "thu bn", "hang bn", "hang thu may", "vi tri may", "vi tri thu may"}, q.phrase)
}

// whose tells whether a question with "ai" is after the person who works at a
// place: "ai làm chiềng sinh", "mường giôn của ai".
func (q *query) whose() bool {
	if !q.official() && !q.asked[askWho] || !q.asked[askWho] && !q.phrase("so dien thoai") && !q.phrase("sdt") && !q.phrase("so dt") || len(q.places) == 0 && !q.about[aboutMyCommune] {
		return false
	}
	for _, about := range []string{aboutBelow, aboutWeak, aboutFine, aboutFell, aboutMet, aboutRank, aboutLowest, aboutHighest, aboutGrowth, aboutPlan, aboutGap, aboutMissing, aboutCompare, aboutLastYear} {
		if q.about[about] {
			return false
		}
	}
	return !q.asked[askHowMany] && !strings.Contains(q.folded(), " nhat ")
}

// staff tells whether the person at a place is named without asking: "cán bộ
// mường giôn".
func (q *query) staff() bool {
	if !q.official() || len(q.places) == 0 || len(q.asked) > 0 || len(q.words) > 8 || !q.phrase("can bo") && !q.phrase("nhan vien") && !q.phrase("nguoi phu trach") && !q.phrase("nguoi thu") {
		return false
	}
	return !slices.ContainsFunc(q.items, func(it item) bool {
		return it.class == command && it.value != aboutResponsible && it.value != aboutStatus || it.class == other
	})
}

// upwards tells whether one's own unit is to be set beside the province or the
// country: "so với tỉnh".
func (q *query) upwards() bool {
	if !q.about[aboutCompare] || q.about[aboutLastYear] || q.about[aboutYearStart] || q.dated() || !q.about[aboutMyProvince] && !q.about[aboutNation] || !q.first("so") && !q.first("ss") && !q.first("vs") && !q.first("doi") {
		return false
	}
	return q.home() != "" && q.home() != q.ofAsker()
}

// lacking tells whether units that fall short are asked for: "xã nào còn thiếu".
func (q *query) lacking() bool {
	return q.about[aboutGap] && q.official() && !q.asked[askHowMany] && q.asked[askWhich] && q.ofMany()
}

// plainList tells whether units are to be listed, and nothing more is said:
// "danh sách các xã", "xã nào 100%", "xã đạt".
func (q *query) plainList() bool {
	if !q.official() || q.level == "" || len(q.words) > 8 {
		return false
	}
	if q.ofMany() && q.threshold() > 0 || len(q.asked) == 0 && len(q.places) == 0 && q.meets() && !q.about[aboutNTM] {
		return true
	}
	if !q.asked[askList] {
		return false
	}
	return !slices.ContainsFunc(q.items, func(it item) bool {
		switch it.class {
		case command, count, other:
			return !q.allSmall(it)
		}
		return false
	})
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

// several tells whether two units are set beside each other: by their names
// alone, or with a word of comparison.
func (q *query) several() bool {
	if !q.official() || len(q.words) > 24 {
		return false
	}
	if len(q.places) == 1 && (q.about[aboutMyProvince] || q.about[aboutNation]) && (q.phrase("voi") || q.phrase("va")) && q.bareTopic() {
		return true
	}
	if len(q.places) < 2 {
		return false
	}
	a, b := q.places[0], q.places[1]
	if len(a.codes) != 1 || len(b.codes) != 1 || a.codes[0] == b.codes[0] || q.tree.Within(a.codes[0], b.codes[0], 0) || q.tree.Within(b.codes[0], a.codes[0], 0) {
		return false
	}
	for _, about := range []string{aboutExport, aboutChart, aboutFollow, aboutMissing, aboutRemind, aboutAssign, aboutSetTarget, aboutResponsible, aboutForecast, aboutTarget} {
		if q.about[about] {
			return false
		}
	}
	if q.phrase("nhap vao") || q.phrase("sap nhap") || q.phrase("thuoc") {
		return false
	}
	return q.joined(a.end, b.start)
}

// joined tells whether the words between two names only join them.
func (q *query) joined(from, to int) bool {
	if to-from > 5 {
		return false
	}
	for _, w := range q.words[from:to] {
		switch w.Fold {
		case "va", "voi", "vs", "so", "hay", "hoac", ",", "-", "/", "&", "+", "cung", "roi", "den", "xa", "phuong", "tinh", "ban", "thon", "thi", "con", "sanh", "ss", ";", "\n", "hon", "cao", "thap", "kem":
		default:
			return false
		}
	}
	return true
}

// beside tells whether one's own unit is to be set beside the one that is
// named: "so lai châu", "so với xã mường giôn thì sao".
func (q *query) beside() bool {
	own := q.ofAsker()
	if len(q.places) == 0 && q.upwards() {
		return true
	}
	if len(q.places) != 1 || !q.about[aboutCompare] || q.about[aboutLastYear] || q.about[aboutYearStart] || q.dated() || len(q.places[0].codes) != 1 {
		return false
	}
	p := q.places[0]
	for i := range q.words[:p.start] {
		if w := q.words[i].Fold; w != "so" && w != "sanh" && w != "voi" && w != "ss" && w != "vs" && w != "doi" && w != "chieu" && w != "xa" && w != "phuong" && w != "tinh" && w != "thi" && w != "neu" {
			return false
		}
	}
	return p.start > 0 && own != "" && own != p.codes[0]
}

// mine tells whether an agent asks about their own figures: "tôi còn thiếu mấy
// người", "e đc bn r". No place is named, and the speaker is who the verb is of.
func (q *query) ofSpeaker() bool {
	if !q.agent() || len(q.places) > 0 || q.ownCommune() || q.about[aboutMyProvince] || q.about[aboutMissing] || q.asked[askWhich] || q.asked[askWho] || len(q.asked) == 0 && !q.about[aboutRank] && !q.about[aboutGap] && !(q.about[aboutTarget] && q.words[len(q.words)-1].Is(keyChua)) {
		return false
	}
	for i, w := range q.words {
		if !slices.Contains([]string{"toi", "tui", "em", "e", "minh", "mik", "mk", "chau", "con", "t"}, w.Fold) || w.Is(keyToi2) && !w.Bare() || w.Is(keyToi) && !w.Bare() || w.Fold == "con" && !w.Bare() {
			continue
		}
		if i > 0 && slices.Contains([]string{"xa", "phuong", "ban", "thon", "cho", "gui", "bao", "tinh", "giup", "chi", "nha", "o", "voi", "khu", "bon", "hoi"}, q.words[i-1].Fold) {
			continue
		}
		for k := i + 1; k < len(q.words) && k <= i+4; k++ {
			switch f := q.words[k].Fold; f {
			case "da", "moi", "nay", "thang", "tuan", "hom", "nam", "qua", "quy", "vua", "dang", "hien", "gio", "a", "lam", "thu", "van", "ban", "thi", "bay", "tu", "dau", "den", "ca", "con", "phai":
				continue
			case "duoc", "dc", "dat", "thieu", "can", "xep", "dung", "hang", "dong", "ghi", "bao", "nhap", "phat", "du", "co", "hut", "vuot", "hoan", "kiem", "bn", "may", "top":
				return f != "can" && f != "co" || q.about[aboutGap] || q.asked[askHowMany] && !q.about[aboutRate]
			}
			break
		}
	}
	return false
}

// aheadOf tells whether a span lies ahead: what will be is forecast.
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
	}
	return true
}

// wordsOnly tells whether a message of somebody who reports has mostly words
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

// chance tells whether what fits a unit's name is only common words: "phường ta
// tăng", "Ban Chỉ đạo". Names near the asker's own units are none.
func (q *query) chance(h place.Hit, p foundPlace) bool {
	codes := p.choices
	if len(codes) == 0 {
		codes = p.codes
	}
	if p.old != "" {
		codes = append(slices.Clone(codes), p.old)
	}
	if slices.ContainsFunc(codes, q.inMyProvince) || slices.ContainsFunc(codes, func(c place.Code) bool { return q.tree.Level(c) == place.Province }) {
		return false
	}
	from := h.Start
	_, n, kinded := q.kinds.Longest(q.words, from)
	if kinded && n < h.End-h.Start {
		from += n
	}
	common, upper := 0, 0
	for _, w := range q.words[from:h.End] {
		if q.known(w) || q.everyday[w.Fold] {
			common++
		}
		if w.Upper() {
			upper++
		}
	}
	if common < h.End-from || upper == h.End-from {
		return false
	}
	return h.Matches[0].Cost > 1 || !kinded && len(q.words) > 7
}

// firstOfTwo is the first of two questions in one message: "đạt bao nhiêu rồi,
// ai phụ trách". The second is asked again by whoever still wants it.
func (q *query) firstOfTwo() (Meaning, bool) {
	if q.agent() || len(q.words) > 40 {
		return Meaning{}, false
	}
	for i, it := range q.items {
		if it.class != comma && it.class != strong && it.class != quest || it.from < 2 || i+1 >= len(q.items) {
			continue
		}
		if w := q.words[it.from].Text; w != "," && w != "?" && w != ";" && w != "." {
			continue
		}
		asks := func(from []item) bool {
			return slices.ContainsFunc(from, func(x item) bool { return x.class == question && x.value != askList && x.value != askWhich })
		}
		if !asks(q.items[:i]) || !asks(q.items[i+1:]) {
			continue
		}
		first, second := q.part(0, it.from), q.part(it.to, len(q.words))
		if len(second.places) > 0 && len(first.places) == 0 {
			continue
		}
		a, ok := first.only()
		b, also := second.only()
		if ok && also && len(a.Ask) == 0 && a.Intent != b.Intent && figures(a.Intent) && (figures(b.Intent) || b.Intent == QueryResponsible) {
			return a, true
		}
	}
	return Meaning{}, false
}

// part is the question in the words from one to another.
func (q *query) part(from, to int) *query {
	return q.begin(q.text[q.words[from].Start:q.words[to-1].End], q.setting).newQuery()
}

// only answers by the rules alone.
func (q *query) only() (Meaning, bool) {
	if i := slices.IndexFunc(q.rules, func(r questionRule) bool { return r.fits(q) }); i >= 0 {
		return q.answer(q.rules[i].intent), true
	}
	return Meaning{}, false
}

// figures tells whether an intent asks for figures of one unit.
func figures(i Intent) bool {
	return i == QueryStatus || i == QueryGap || i == QueryCompare || i == QueryPlan || i == QueryForecast || i == QueryTarget
}

// rankOfOwn asks for the place of one unit among its like: "phường mình đứng
// thứ mấy tỉnh".
func (q *query) rankOfOwn(m *Meaning) bool {
	if m.Intent != QueryRank || !q.official() || !q.ownRank() || q.level != "" || len(m.Ask) > 0 || len(m.Units) > 0 {
		return false
	}
	own := q.home()
	switch {
	case len(q.places) > 0:
		own = m.Within
	case q.about[aboutMyCommune]:
		own = q.above(place.Commune)
	}
	level := q.tree.Level(own)
	if level != place.Province && level != place.Commune && level != place.Village {
		return false
	}
	m.Unit, m.Level, m.Within = own, levelName(level), q.parent(own)
	switch {
	case q.about[aboutNation]:
		m.Within = place.Nation
	case q.about[aboutMyProvince] && level != place.Province:
		m.Within = q.above(place.Province)
	}
	return true
}

// became tells whether it asks what an old unit is now part of: "giờ nhập vào
// xã nào". The card of today's unit says it.
func (q *query) became() bool {
	return len(q.places) > 0 && slices.ContainsFunc([]string{"vao xa nao", "thuoc xa nao", "la xa nao", "ve xa nao", "vao phuong nao", "thuoc phuong nao", "la phuong nao", "ve phuong nao", "thuoc dau", "nhap vao dau", "ve dau", "vao dau", "thuoc tinh nao", "vao tinh nao", "la don vi nao", "la gi"}, q.phrase)
}

// addressed tells whether an indicator's name is that of whom the message is
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

// assigned tells whether it asks what was assigned, rather than assigns.
func (q *query) assigned() bool {
	return q.asked[askHowMany] && !q.about[aboutPlan] && !q.about[aboutSetTarget] && q.about[aboutAssign] && !q.fulfils()
}

// fulfils tells whether it asks how much of a target is met: "chỉ tiêu giao đạt
// bao nhiêu %".
func (q *query) fulfils() bool {
	return slices.ContainsFunc([]string{"tieu dat", "giao dat", "tieu thuc hien", "giao thuc hien", "nay dat"}, q.phrase) && !q.phrase("phai dat") && !q.phrase("can dat")
}

// handsOver: "cho chị Hà Thị Mẫu phụ trách mường giôn".
func (q *query) handsOver() bool {
	return q.official() && len(q.asked) == 0 && (q.first("cho") || q.first("de") || q.first("chuyen")) && q.person() != ""
}

// UnknownName gives the name of a place that a short message seems to be and
// that no unit has, "" where it is none.
func (r *Reader) UnknownName(text string, s Setting) string {
	g := r.begin(vi.Clean(clip(text)), s)
	if len(g.words) == 0 || len(g.words) > 6 {
		return ""
	}
	q := g.newQuery()
	if len(q.places) > 0 {
		return ""
	}
	from := 0
	if _, n, ok := q.kinds.Longest(q.words, 0); ok && n < len(q.words) {
		from = n
	}
	to := len(q.words)
	for to > from && (q.words[to-1].Kind != vi.Letters || slices.Contains(small, q.words[to-1].Fold) && !q.words[to-1].Upper()) {
		to--
	}
	named, odd := q.words[from:to], q.odd(q.words[from:to])
	if len(named) < 1 || len(named) > 4 || len(named) == 1 && from == 0 {
		return ""
	}
	upper := !slices.ContainsFunc(named, func(w vi.Word) bool { return w.Kind != vi.Letters || !w.Upper() })
	if !upper && odd < len(named) || slices.ContainsFunc(named, func(w vi.Word) bool { return !q.syllable(w) }) {
		return ""
	}
	return q.text[named[0].Start:named[len(named)-1].End]
}

// figuresWanted: "số đâu em", "cho anh số".
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

// ownCommune tells whether the asker's commune is meant itself, not only what
// is counted in it: "xã mình", not "thứ mấy trong xã".
func (q *query) ownCommune() bool {
	return q.about[aboutMyCommune] && !slices.ContainsFunc([]string{"trong xa", "trong phuong", "cua xa", "cua phuong"}, q.phrase)
}
