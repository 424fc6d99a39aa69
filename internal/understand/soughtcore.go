package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// mostLikely bounds what is offered where nothing is near.
const mostLikely = 6

// core finds what of a slot nothing explains.
func (q *query) core(s slot) core {
	c := core{}
	words := q.words[:s.to]
	said := false // something but small words
	for i := s.from; i < s.to; {
		n, small := q.ordinary(words, i)
		if n == 1 && c.words == 0 && q.smallName(s, i) {
			return core{from: i + 1, to: s.to, words: s.to - i - 1}
		}
		said = said || n > 0 && !small
		if n == 0 {
			if c.words == 0 {
				c.from = i
			}
			c.words++
			if q.oddWord(words[i]) {
				c.odd++
			}
			n, c.to = 1, i+1
		}
		i += n
	}
	if c.words == 0 && !said && s.to-s.from > 1 { // "cả tại"
		c = core{from: s.from, to: s.to, words: s.to - s.from}
	}
	if c.to-c.from > 1 && q.words[c.to-1].End-q.words[c.from].Start < 2*(c.to-c.from) {
		c.odd++ // "a o"
	}
	return c
}

// smallName tells whether the word for a kind of unit at word i has only small
// words behind it, without their marks: "xa a co" is rather Pà Cò with a slip.
func (q *query) smallName(s slot, i int) bool {
	if !s.firm || s.to-i < 3 || s.to-i > 4 || !q.calledKind(i) || i > s.from && q.beginsKind(i-1) {
		return false
	}
	for k := i + 1; k < s.to; k++ {
		if _, length, ok := q.ways.Longest(q.words[:s.to], k); length > 1 || !ok && len(q.words[k].Fold) > 1 || !q.words[k].Bare() || len(q.words[k].Fold) > 2 {
			return false
		}
	}
	return true
}

// oddWord tells whether a word is hardly one that anybody uses in a chat.
func (q *query) oddWord(w vi.Word) bool {
	if w.Kind != vi.Letters {
		return false
	}
	if len(w.Fold) == 1 {
		return strings.IndexByte("bdfghijlmnpqrsuvwxyz", w.Fold[0]) >= 0
	}
	if !w.Bare() && (w.Upper() || !q.syllable(w)) {
		_, _, known := q.reading.Reader.asks.Longest([]vi.Word{w}, 0)
		return !known // "Khâu" is no khẩu
	}
	return q.odd([]vi.Word{w}) > 0 && !q.known(w)
}

// slippedWords tells whether the words of a slot are ordinary ones with one
// slip of the finger: "hon nay", "bhty". What is written as a name is none, nor
// what a word for a kind of unit calls with a syllable that fingers did not
// garble: "xã Sinh" is no "xã mình".
func (q *query) slippedWords(s slot) bool {
	if q.writtenAsName(s) || q.callsSyllable(s) {
		return false
	}
	var folds []string
	for _, w := range q.words[s.from:s.to] {
		folds = append(folds, w.Fold)
	}
	run := strings.Join(folds, " ")
	if len(run) < 4 || len(run) > 24 {
		return false
	}
	for _, p := range q.phrases {
		if len(p) > 3 && oneOff(run, p) {
			return true
		}
	}
	return false
}

// writtenAsName tells whether a word of a slot has its first letter alone as a
// capital where names do.
func (q *query) writtenAsName(s slot) bool {
	for i := s.from; i < s.to; i++ {
		if w := q.words[i]; q.nameLike(q.words, i) && strings.ToUpper(w.Text) != w.Text {
			return true
		}
	}
	return false
}

// namedLikeDay tells whether words that are read as a day of now are written as
// a name, and the first is none of what begins such a day: "Hiền Nay".
func (q *query) namedLikeDay(words []vi.Word) bool {
	first, last := words[0], words[len(words)-1]
	return len(words) == 2 && last.Fold == "nay" && first.Upper() && last.Upper() && strings.ToUpper(last.Text) != last.Text && !first.Bare() &&
		!slices.ContainsFunc(nowBegins, func(p string) bool { return first.Is(vi.Key(p)) })
}

// nowBegins are the words that begin a day of now.
var nowBegins = []string{"hôm", "hiện", "ngày", "tháng", "năm", "quý", "tuần", "bữa", "bửa", "sáng", "trưa", "chiều", "tối", "lúc", "giờ", "đến", "tới"}

// callsSyllable tells whether a slot is the word for a kind of unit and one
// syllable as the language has them.
func (q *query) callsSyllable(s slot) bool {
	_, n, ok := q.kinds.Longest(q.words, s.from)
	return ok && s.to-s.from == n+1 && q.words[s.to-1].Kind == vi.Letters && q.syllable(q.words[s.to-1])
}

// ordinary gives how many words at i say when, what, or whose own unit; small
// ones only where others of them stand beside.
func (q *query) ordinary(words []vi.Word, i int) (n int, small bool) {
	if w := words[i]; w.Kind == vi.Mark {
		return 1, true
	}
	own, length, ok := q.ways.Longest(words, i)
	if ok && length > 1 {
		return length, !own
	}
	if s, dated := q.when.Read(words, i, q.today); dated && s.Sure && s.Len > length && words[i].Fold != "mai" && !q.namedLikeDay(words[i:i+s.Len]) {
		return s.Len, false
	}
	single := ok && own && !q.nameLike(words, i)
	if sense, length, known := q.reading.Reader.asks.Longest(words, i); known {
		switch sense.class {
		case indicator, card, book:
			return length, false
		case command, filler, question, reporting, running, people, households, aim:
			if length > 1 && q.smallLettered(words[i:i+length]) {
				return length, false
			}
		}
		if length == 1 && !single && !q.nameLike(words, i) && (sense.class == question || !words[i].Bare()) {
			return 1, true // it is spelled as a word of questions, tones and all
		}
	}
	if ok && !q.nameLike(words, i) {
		return 1, !own
	}
	return 0, false
}

// nameLike tells whether word i is written as that of a name is: with a capital
// within a message, or beside another at its beginning.
func (q *query) nameLike(words []vi.Word, i int) bool {
	return words[i].Upper() && (i > 0 || q.besideUpper(i))
}

// smallLettered tells whether no word of a phrase is written as a name is.
func (q *query) smallLettered(words []vi.Word) bool {
	for i, w := range words {
		if w.Upper() && (i > 0 || len(words) > 1 && words[1].Upper()) {
			return strings.ToUpper(w.Text) == w.Text
		}
	}
	return true
}

// fillPlain gathers the ways to speak of one's own unit, and of what is asked
// of it; those that say nothing alone stand in the second list.
func (r *Reader) fillPlain() {
	r.ways.Marked = true
	r.ways.Add(plainSubjects, true)
	for kind := range strings.SplitSeq("tỉnh|xã|phường|thành phố|đặc khu|bản|thôn|huyện|đơn vị|địa bàn|địa phương|cơ quan|bên|chỗ|nhà|khu vực|khu|vùng", "|") {
		for whose := range strings.SplitSeq("mình|ta|tôi|em|nhà|này|chúng ta|chúng tôi|chúng em|cháu|e|đó|ấy|kia|tui|quản lý", "|") {
			r.ways.Add(kind+" "+whose, true)
		}
	}
	r.ways.Add(plainOthers, true)
	r.ways.Add(plainAffairs, true)
	r.ways.Add(plainSmall, false)
	for _, phrases := range []string{plainSubjects, strings.Join(slotHeads, "|"), slippedBesides} {
		for p := range strings.SplitSeq(phrases, "|") {
			r.phrases = append(r.phrases, vi.Fold(p))
		}
	}
}

// slippedBesides are further words that a slot may have with a slip.
const slippedBesides = "hôm nay|hôm qua|tháng này|tháng trước|tuần này|năm nay|tỉnh mình|xã mình|phường mình|bên mình|đơn vị mình|bhyt|bhxh|bhxh tn|hộ gia đình|bảo hiểm y tế|bảo hiểm xã hội|tự nguyện|toàn tỉnh|cả tỉnh|toàn xã|cả xã|toàn phường|bản đồ|excel|xuất excel|xuất file|dự báo|so sánh|xếp hạng|chưa báo cáo|hướng dẫn|trợ giúp"

// plainSubjects say alone of what a question is.
const plainSubjects = "mình|ta|tôi|tui|chúng ta|chúng tôi|chúng mình|chúng em|anh em|tỉnh|xã|phường|bản|thôn|huyện|thành phố|đặc khu|đơn vị|địa bàn|địa phương|cơ quan|khu vực|hiện|hiện nay|hiện tại|hiện giờ|giờ|bây giờ|nay|lúc này|dạo này|đến nay|tới nay|đến giờ|cho đến nay|tính đến nay|tính đến|tổng|tổng số|tổng cộng|tổng thể|số người|số thẻ|số lượng|tổng số người|tổng số thẻ|dân số|người dân|nhân dân|bà con|người|thẻ|sổ|số hộ|tỷ lệ|tỉ lệ|tl|mức|mức độ|mức bao phủ|độ bao phủ|bao phủ|độ phủ|tỷ lệ bao phủ|tham gia|tỷ lệ tham gia|số liệu|số|kết quả|kq|tiến độ|kế hoạch|kh|chỉ tiêu|mục tiêu|chỉ tiêu được giao|kế hoạch được giao|công tác|thực hiện|kết quả thực hiện|phát triển|chung|nói chung|hiện trạng|tình hình|báo cáo|toàn quốc|cả nước|việt nam|vn|công việc|mọi việc|mọi thứ|việc này|cái này|cái đó|thu|công tác thu|nhân viên|cán bộ|đội ngũ|em|anh|chị|bot|bảo hiểm|bh|biến động|tăng giảm|trung bình|bình quân|người tham gia|đối tượng|nhóm|nhóm này|hộ gia đình|hộ nghèo|cận nghèo|học sinh|sinh viên|tự nguyện|tn|bắt buộc|dự báo|dự kiến|tháng|năm|tuần|quý|ngày|đà này|mới nhất|gần nhất|gần đây|gần đây nhất|đầu năm|cuối năm|đầu tháng|cuối tháng|thời điểm này|đợt này|vừa rồi|vừa qua|lũy kế|con số|số này|thế|vậy"

// plainOthers are whom and what insurance is of, and who works at it.
const plainOthers = "người nghèo|hộ nghèo|cận nghèo|người cận nghèo|hộ cận nghèo|hưu trí|người hưu trí|lương hưu|doanh nghiệp|các doanh nghiệp|công ty|người lao động|lao động|nông dân|hội nông dân|phụ nữ|hội phụ nữ|chị em phụ nữ|chị em|hội viên|đoàn viên|đoàn thanh niên|thanh niên|cựu chiến binh|người cao tuổi|người già|trẻ em|trẻ em dưới 6 tuổi|dưới 6 tuổi|dân tộc|dân tộc thiểu số|thiểu số|đồng bào|đồng bào dân tộc|người dân tộc|người khuyết tật|khuyết tật|bảo trợ xã hội|người có công|thân nhân|công an|quân đội|lực lượng vũ trang|bộ đội|công chức|viên chức|cán bộ công chức|giáo viên|nhà trường|trường học|các trường|hợp tác xã|hộ kinh doanh|tiểu thương|công nhân|khu công nghiệp|ngư dân|nông lâm ngư nghiệp|khu vực nông thôn|khu vực thành thị|nông thôn|thành thị|đô thị|miền núi|vùng cao|vùng sâu|vùng xa|vùng sâu vùng xa|biên giới|hải đảo|vùng đồng bào|đặc biệt khó khăn|vùng khó khăn|" +
	"toàn ngành|ngành|phòng|phòng mình|phòng thu|phòng ban|cơ quan bhxh|cơ quan bảo hiểm|bảo hiểm xã hội|bưu điện|đại lý|đại lý thu|tổ chức dịch vụ|nhân viên thu|nhân viên đại lý|điểm thu|trạm y tế|bệnh viện|toàn dân|độ bao phủ|diện bao phủ|tái tục|tái tục thẻ|số tái tục|tăng mới|phát triển mới|phát triển đối tượng|phát triển người tham gia|số giảm|số tăng|giảm|tăng|thẻ hết hạn|thẻ sắp hết hạn|hết hạn|sắp hết hạn|nợ đọng|chậm đóng|số thu|tiền thu|kết quả thu|nguồn thu|mức đóng|mức hỗ trợ|hỗ trợ|ngân sách|quỹ bhyt|chi trả|hội nghị|tuyên truyền|công tác tuyên truyền|vận động|ra quân|chiến dịch|đợt ra quân|thi đua|xếp loại|xếp hạng|tổng hợp|báo cáo tuần|báo cáo tháng|giao ban|họp giao ban|số liệu giao ban|phần mềm|hệ thống|dữ liệu|gia hạn|gia hạn thẻ|thẻ mới|người mới|số mới|đăng ký mới|thoát nghèo|nông thôn mới|đối tượng|đối tượng hộ gia đình|nhóm hộ gia đình|các nhóm|từng nhóm|theo nhóm"

// plainSmall say something only beside others.
const plainSmall = "toàn|cả|trong|của|cua|tại|ở|trên|các|mỗi|từng|những|theo|về|cho|đến|tới|từ|đã|mới|vẫn|còn|đang|sẽ|cũng|lại|thì|là|mà|với|nhé|ạ|à|ơi|này|đó|ấy|riêng|và|so|rồi|hết|có|được|thêm|một|hai|cái|việc|a|e|c|đc|dc|k|ko"
