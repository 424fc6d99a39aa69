package understand

import (
	"strings"

	"baophu/internal/vi"
)

// A word that nobody accounts for is mostly a name, a word of a dialect or of
// English, or what the day was like. These are those that may turn what is
// said of the number beside them: whether it is so, whose it is, of when, and
// whether it is people who joined at all.

// turningWords are told apart by their marks where they were typed with any.
const turningWords = "không|ko|hông|hong|hổng|hok|hk|hem|khum|chẳng|chả|chưa|chửa|đâu|đừng|chớ|khỏi|cấm|miễn|thôi|bỏ|tránh|" + // is it so at all?
	"bảo|nói|kể|đồn|nhắn|hỏi|hứa|hẹn|khất|khấc|nợ|thiếu|chịu|xin|mượn|vay|ứng|trả|hoàn|lấy|đòi|rút|nhận|phát|cấp|đổi|in|cài|nhập|tải|gửi|" + // or another matter?
	"test|thử|nháp|dùng|xài|khám|mổ|đẻ|toán|trợ|lĩnh|lãnh|hưởng|tặng|biếu|dạy|" +
	"tính|toan|định|sắp|sẽ|chờ|đợi|chực|tìm|kiếm|mong|ước|cố|hòng|thuyết|rủ|mời|gọi|dụ|giục|nhắc|cần|muốn|phải|nên|đuối|dự|kế|ráng|gắng|" + // has it happened?
	"bằng|hơn|kém|nữa|rưỡi|nửa|gấp|đôi|từng|tổng|gồm|ngoài|còn|kia|mấy|vài|bao|tầm|khoảng|cỡ|chừng|gần|hụt|chênh|lệch|đúng|chuẩn|" + // is it exact, or a part of another?
	"nào|sao|gì|ai|chăng|hử|nhỉ|chi|răng|mô|rứa|ư|" + // a question?
	"khác|người|ta|nhóm|xã|huyện|tỉnh|nước|kho|loa|trạm|viện|đài|báo|tivi|ti|vi|mạng|face|facebook|zalo|" + // of whom?
	"ngoái|dịch|hồi|lát|mọi|thường|hay|tết|tét|mai|mốt|kỷ|hàng|hằng|mùa|" + // of when?
	"nếu|hễ|giá|nhỡ|lỡ|ngộ|giả|kẻo|suýt|tưởng|ngỡ|nhẽ|lẽ|hình|chắc|đoán|áng|phỏng|mang|máng|" + // if, or so
	"trùng|nhầm|lộn|lầm|sai|sót|hỏng|lỗi|mất|thừa|dư|gõ|ghi|sửa|hủy|huỷ|xóa|xoá|xoá|trừ|bớt|giảm|cắt|ngưng|ngừng|dừng|nghỉ|chết|thoái|thu|hồi|tạm|duyệt|treo|loại|từ|chối|" + // was it an error, or a loss?
	"vssid|vneid|iphone|samsung|oppo|nokia|vinaphone|viettel|mobi|sim|wifi|3g|4g|" +
	"total|sum|minus|cancel|delete|remove|undo|except|not|no|none|wait|waiting|pending|tomorrow|fail|failed|error|wrong|later|maybe|about|each|half|last|than|less|more|over|under|ago|if|left|lost|" +
	"tên|phương|lợn|bò|trâu|gà|bạc|thai|con|cái|tuổi|lần|lượt|cân|mét|tạ|tấn|cây|số" // of what?

// slippedWords are the folded words among them that are dangerous with one slip
// of the finger as well: "giàm", "huyr", "chuaw".
var slippedWords = []string{"giam", "chua", "khong", "nham", "trung", "chuyen", "thieu", "dinh", "khat"}

// turningSet holds them by their spelling, and without marks.
func turningSet() map[string]bool {
	set := map[string]bool{}
	for word := range strings.SplitSeq(turningWords, "|") {
		set[vi.Key(word)] = true
		set[" "+vi.Fold(word)] = true
	}
	return set
}

// mayTurn tells whether an unaccounted word may turn what is said.
func (t *tally) mayTurn(w vi.Word) bool {
	if t.turning[w.Key] || w.Bare() && t.turning[" "+w.Fold] {
		return true
	}
	for _, word := range slippedWords {
		if w.Fold == word || len(w.Fold) > 3 && oneSlip(w.Fold, word) {
			return true
		}
	}
	return false
}

// oneSlip tells whether two words differ by one letter put in, left out or
// changed, or by two that changed places.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	a, b = a[from:], b[from:]
	switch {
	case len(a) < len(b):
		return a == b[1:]
	case len(a) == 0:
		return true
	}
	return a[1:] == b[1:] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}
