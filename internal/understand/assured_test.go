package understand_test

import (
	"slices"
	"testing"

	"baophu/internal/understand"
)

// TestLeftOverAsks: words of erring and taking back, numbers, days, villages and
// insurances that no part of what was understood accounts for are asked about.
func TestLeftOverAsks(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	books := []understand.Intent{understand.Report, understand.ZeroReport, understand.Correct, understand.Undo}
	for _, c := range []struct{ as, text string }{
		{"A3", "2 hgd vua bao la tai tuc chu khong phai tang moi, dun 1 tn"},
		{"A1", "may hom nay lung dau qua, toi em nho con no go ho nhe"},
		{"A9", "Bon Bu Dấp 2 hgđ, quên chưa nói là của ngày 10"},
		{"A5", "Hôm qua bản Ca 2 hgđ, hôm kia cơ ạ"},
		{"A5", "hán 3 hgđ, ấy nhầm hàng, 2 thôi"},
		{"A3", "dửn 2 hgđ, em báo sai thông cảm"},
		{"A3", "3 hgđ dửn phải trả lại tiền vì sai tên"},
		{"A3", "dửn 2 hgđ, ka láp em tính sau"},
		{"A3", "dửn 2 hgđ hôm nay 1 tn hôm qua"},
		{"A3", "trừ dửn 1 hgđ, cộng ka láp 1 hgđ"},
		{"A3", "dun 1 cap vo chong mua tn"},
		{"A3", "dửn 2 hgđ, hình như em báo rồi"},
		{"A3", "dửn 2 hgđ, thẻ cũ hết hạn tháng trước"},
		{"A3", "dửn 3 hgđ đổi từ hộ nghèo sang"},
		{"A3", "noong la 1 tn nhận một lần"},
	} {
		m := w.reader.Read(c.text, w.setting(c.as))
		if slices.Contains(books, m.Intent) && len(m.Ask) == 0 && m.Reject == "" {
			t.Errorf("%s: books as %s %s: %+v", c.text, m.Intent, m.Op, m.Rows)
		}
	}
}
