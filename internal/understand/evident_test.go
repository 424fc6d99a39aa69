package understand_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/understand"
)

// TestWordsOfOtherThings: words that say people left, a report was wrong or a
// number is a total change nothing where they are said of something else, and
// still do where they are said of the report.
func TestWordsOfOtherThings(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range []struct {
		as, text string
		intent   understand.Intent
		kind     coverage.Kind
		count    int64
	}{
		{"A5", "mưa to quá phải dừng giữa đường, tk1 4 hssv", understand.Report, coverage.New, 4},
		{"A5", "tk1 dừng 1 hgđ", understand.Report, coverage.Lapsed, 1},
		{"A5", "em ghé chợ cắt tóc xong: púm 3 hgđ", understand.Report, coverage.New, 3},
		{"A5", "ca cắt 1 thẻ hgđ vì cụ mất", understand.Report, coverage.Lapsed, 1},
		{"A1", "sim hết hạn nên báo muộn: 3 hgđ", understand.Report, coverage.New, 3},
		{"A5", "hán hết hạn 3 hgđ chưa gia hạn", understand.Report, coverage.Lapsed, 3},
		{"A1", "tiếp tục mưa, hôm nay 2 hgđ", understand.Report, coverage.New, 2},
		{"A5", "hán gia hạn 3 hgđ", understand.Report, coverage.Renewed, 3},
		{"A9", "vừa đi thăm ruộng vừa thu, thôn 7 1 hgđ", understand.Report, coverage.New, 1},
		{"A3", "đi nhầm đường nên muộn, dửn 2 hgđ", understand.Report, coverage.New, 2},
		{"A3", "em gõ nhầm, noong la là 2 hgđ", understand.Correct, coverage.New, 2},
		{"A1", "đổi điện thoại mới nên báo muộn 4 hgđ", understand.Report, coverage.New, 4},
		{"A3", "bớt chút thời gian đi dửn được 2 hgđ", understand.Report, coverage.New, 2},
		{"A3", "bớt 1 hgđ ở dửn giúp em", understand.Correct, coverage.New, 1},
		{"A1", "vợ chồng chị Sua mua 2 tn", understand.Report, coverage.New, 2},
		{"A5", "chạy cả ngày mới được 2 hgđ ở púm", understand.Report, coverage.New, 2},
		{"A3", "tổng cả ngày dửn là 6 hgđ", understand.Correct, coverage.New, 6},
		{"A9", "sáng đi họp xã, chiều thôn 5 được 3 hgđ", understand.Report, coverage.New, 3},
		{"A9", "thôn 7 bán được 3 thẻ hộ gia đình trong buổi chợ phiên", understand.Report, coverage.New, 3},
		{"A5", "han 2 ca 1 pum 0 hgd", understand.Report, coverage.New, 2},
	} {
		m := w.reader.Read(c.text, w.setting(c.as))
		if m.Intent != c.intent || len(m.Rows) == 0 || m.Rows[0].Kind != c.kind || m.Rows[0].Count != c.count || len(m.Ask) > 0 {
			t.Errorf("%q: %s %s %+v, asks %v; want %s of %d %s", c.text, m.Intent, m.Op, m.Rows, m.Ask, c.intent, c.count, c.kind)
		}
	}
}

// TestDoubtedWords: where a word of leaving, or a day, may be said of the
// people counted or of something else, it is asked before anything is booked.
func TestDoubtedWords(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range []struct {
		as, text string
		ask      understand.Ask
	}{
		{"A1", "hôm nay 2 hgđ, ông cụ nhà bên mất nên chưa đi được nhà khác", understand.AskConfirmation},
		{"A3", "dân rút về bản hết, dửn 2 hgđ", understand.AskConfirmation},
		{"A3", "dửn 2 thẻ hết hạn, đã gia hạn cả 2", understand.AskConfirmation},
		{"A7", "BÁO CÁO TUẦN: KIM CHUNG I 5 HGĐ, KIM CHUNG II 3 HGĐ", understand.AskDayOrMonth},
	} {
		m := w.reader.Read(c.text, w.setting(c.as))
		if len(m.Ask) != 1 || m.Ask[0] != c.ask {
			t.Errorf("%q: asks %v, want %s", c.text, m.Ask, c.ask)
		}
	}
}
