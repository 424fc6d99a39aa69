package understand

import (
	"slices"
)

// caution is what a word in the clause of a figure may do to it: then nothing
// is booked before it is asked. Words that the rules of reports have read as
// something else (a reason, a promise, a day) cause none.
type caution int8

const (
	calm   caution = iota
	doubts         // hearsay, conditions, comparisons: is it to be booked at all?
	guess          // the number is not exact
	later          // it has not happened yet
)

// beforehand and behindhand say where a word must stand to the number.
type cautious struct {
	does  caution
	where where
}

// cautionWords are the words that change what a figure beside them says.
func cautionWords() []struct {
	cautious
	phrases string
} {
	return []struct {
		cautious
		phrases string
	}{
		{cautious{doubts, unsaid}, "nghe nói|nghe đâu|nghe bảo|nghe kể|nghe đồn|nghe thấy bảo|nghe ai|thấy bảo|thấy nói|thấy kể|đồn|họ đồn|người ta nói|người ta bảo|dân bảo|dân nói|bà con bảo|chưa kiểm tra|chưa xác nhận|chưa xác minh|chưa chắc|không chắc|ko chắc|k chắc|chưa rõ|không rõ|ko rõ|k rõ|chưa kiểm|chưa đếm lại|để kiểm tra|để em kiểm tra|để em đếm lại|để em hỏi lại|kiểm tra lại đã"},
		{cautious{doubts, before}, "nhắn là|khoe|báo là|báo rằng|bảo rằng|nói rằng"},
		{cautious{doubts, before}, "tưởng|cứ tưởng|ngỡ|lẽ ra|đáng lý|đáng lí|đúng ra được|đáng ra|nhẽ ra|suýt|tí nữa|tí thì|giá mà|giá như|giả như|giả dụ|nhỡ|lỡ|=hễ|=nếu|chẳng may|mọi hôm|mọi khi|mọi lần|thường thì|thường ngày|bình thường được|hàng ngày được|chỉ tiêu là|đề nghị|bắt|ép|xã bảo phải|phải được|phải có|phải đạt|nên có|chưa phải|không phải|đâu phải|đừng|mượn|vay|nhờ ghi hộ|=san|nhường|hơn|nhiều hơn|ít hơn|kém|bằng một nửa|bằng nửa"},
		{cautious{doubts, after}, "bị trả về|trả về|bị trả lại|bị lỗi|lỗi|bị hỏng|hỏng|in sai|sai tên|chờ duyệt|đang chờ duyệt|chờ ký|chờ xã ký|đang chờ|chưa chốt|chưa duyệt|bị loại|không được duyệt|ko được duyệt|chưa được duyệt|chưa hợp lệ|không hợp lệ|ko hợp lệ|bị treo|treo|chưa lên hệ thống|đâu|=đâu|thì phải|phải không|hay sao|hay gì|không nhỉ|ko nhỉ|đúng không|xin hoãn|hoãn|tạm hoãn|đổi ý|bỏ ngang|hủy|xin lại tiền|đòi lại|đòi tiền|lấy lại tiền|của bản khác|của bản bên|của bản kia|của thôn khác|của xã khác|bên bản khác|của người khác|của chị ấy|của anh ấy|của năm ngoái|của tháng trước|của tuần trước|của đợt trước|của kỳ trước|như báo cáo|như đã báo|như em báo|như hôm qua|như hôm trước|như mọi hôm|y hôm qua|giống hôm qua|giống hôm trước|như cũ|vẫn thế|không đổi"},
		{cautious{doubts, after}, "xin cấp lại|cấp lại|cấp lại thẻ|in lại thẻ|xin in lại|đổi thẻ|đổi lại thẻ|làm lại thẻ"},
		{cautious{doubts, before}, "có thể thêm|có thể được|có thể có|có thể là"},
		{cautious{doubts, unsaid}, "y như|giống như|vẫn như|như hôm qua"},
		{cautious{doubts, unsaid}, "giảm mức đóng|tăng mức đóng|nâng mức đóng|hạ mức đóng|đổi mức đóng|thay đổi mức đóng|điều chỉnh mức đóng"}, // they paid before
		{cautious{calm, unsaid}, "đề nghị ghi|đề nghị ghi giảm|đề nghị ghi nhận|đề nghị giảm|đề nghị báo giảm|đề nghị cập nhật"},               // how a village head writes a report
		{cautious{doubts, after}, "thì tốt|thì hay|thì mừng|thì may|thì tuyệt|thì vui|thì quý|thì thích"},
		{cautious{guess, before}, "chắc|có lẽ|hình như|có khi|có thể là|hay là|không biết có|ko biết có|không nhớ là|chả nhớ|chẳng nhớ|áng chừng|ước|ước chừng|đoán|em đoán|phỏng|phỏng chừng|độ chừng|nhớ mang máng|mang máng"},
		{cautious{guess, after}, "không nhớ chính xác|ko nhớ chính xác|không nhớ rõ|ko nhớ rõ|em không nhớ|quên mất rồi|hay mấy|hay bao nhiêu"},
		{cautious{later, before}, "=sắp|sắp được|sắp có|=sẽ|sẽ được|sẽ có|=định|định làm|đang định|=tính|đang tính|em tính|=cố|=cố được|=cố làm|=mong|ước gì|=hòng|chuẩn bị có|chuẩn bị được|kiểu gì cũng được|kiểu gì cũng có|thế nào cũng được|thế nào cũng có|may ra|họa may|lát nữa|tí nữa|chút nữa|xíu nữa|tẹo nữa"},
		{cautious{later, after}, "phân vân|đang phân vân|còn phân vân|lưỡng lự|còn lưỡng lự|chần chừ|do dự|còn nghĩ|đang nghĩ|suy nghĩ|suy nghĩ thêm|đang xem xét|cân nhắc|còn cân nhắc|đang cân nhắc|chờ tiền|đợi tiền|chờ bán|đợi bán|chờ lương|đợi lương|chờ chồng|đợi chồng|chờ vợ|đợi vợ|chờ con|đợi con|chờ hết tháng|đợi hết tháng|chờ sang tháng|đợi sang tháng|chưa quyết|chưa quyết định|chưa dứt khoát|hỏi ý kiến|bàn với vợ|bàn với chồng|về bàn|bàn lại|gom tiền|chưa gom đủ tiền|chạy tiền|vay tiền|đang làm hồ sơ|đang làm thủ tục|chưa làm hồ sơ|chưa làm thủ tục|chưa nộp hồ sơ|mai mới|mốt mới|tuần sau mới|tháng sau mới|nữa mới đóng|nữa mới mua"},
	}
}

// cautions fills a lexicon with them.
func (r *Reader) fillCautions() {
	for _, c := range cautionWords() {
		r.cautions.Add(c.phrases, c.cautious)
	}
}

// careful asks before figures are booked that stand in one clause with words
// which nobody accounts for and which change what is said.
func (t *tally) careful(m *Meaning) {
	if !t.agent() || m.Intent != Report || len(m.Ask) > 0 || m.Reject != "" || len(m.Rows) == 0 {
		return
	}
	var worst caution
	asked := 0
	for _, c := range t.clauses(t.items) {
		from, to := c.items[0].from, c.items[len(c.items)-1].to
		booked := slices.DeleteFunc(slices.Clone(t.booked), func(at int) bool { return at < from || at >= to })
		if len(booked) == 0 {
			continue
		}
		does := t.cautionIn(c, booked)
		if does == calm && !t.onlyVisited(booked) && t.unaccounted(c) >= 0 {
			does = doubts
		}
		if does != calm {
			worst, asked = max(worst, does), asked+len(booked)
		}
	}
	switch {
	case worst == calm:
	case worst == later && asked == len(t.booked) && len(t.booked) == len(t.figures):
		*m = Meaning{Intent: Unclear}
	case worst == guess:
		for i := range m.Rows {
			m.Rows[i].Known, m.Rows[i].Count = false, 0
		}
		m.Ask, m.Outlier = []Ask{AskExactCount}, false
	default:
		m.doubt()
	}
}

// cautionIn gives what the words of a clause do to its figures.
func (t *tally) cautionIn(c clause, booked []int) caution {
	worst := calm
	for _, it := range c.items {
		if it.class != other && it.class != filler && it.class != about && it.class != aim && it.class != reporting && it.class != paying {
			continue
		}
		found, length, ok := t.cautions.Longest(t.words, it.from)
		if !ok || length < it.to-it.from || t.sentAtLast(it.from) {
			continue
		}
		ahead := slices.ContainsFunc(booked, func(at int) bool { return it.from < at })
		behind := slices.ContainsFunc(booked, func(at int) bool { return it.from > at })
		if found.where == before && !ahead || found.where == after && !behind {
			continue
		}
		worst = max(worst, found.does)
	}
	return worst
}
