package understand_test

import (
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// organisers reads for an official of a commune of two villages, on Friday
// 20 November 2026.
func organisers(t *testing.T) (read func(role coverage.Role, text string) understand.Meaning) {
	t.Helper()
	tree, err := place.NewTree([]place.Unit{
		{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: "03679", Name: "Chiềng Sinh", Kind: "phường", Parent: "14"},
		{Code: "03694", Name: "Mường Giôn", Kind: "xã", Parent: "14"},
		{Code: "03679-01", Name: "Noong La", Kind: "bản", Parent: "03679"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	reader := understand.NewReader(tree, place.NewIndex(tree))
	hanoi := time.FixedZone("", 7*3600)
	return func(role coverage.Role, text string) understand.Meaning {
		s := understand.Setting{Speaker: understand.Speaker{Role: role, Units: []place.Code{"14"}}, Now: time.Date(2026, 11, 20, 9, 0, 0, 0, hanoi), Location: hanoi}
		if role == coverage.Agent {
			s.Speaker.Villages, s.Speaker.Units, s.Speaker.Commune = []place.Code{"03679-01"}, nil, "03679"
		}
		return reader.Read(text, s)
	}
}

// A question for the share of reports names its measure, its days, whom it is
// of, and whether it wants them compared.
func TestQuestionsAboutReporting(t *testing.T) {
	t.Parallel()
	read := organisers(t)
	day := func(m time.Month, d int) vi.Day { return vi.Date(2026, m, d) }
	for _, c := range []struct {
		text, measure string
		within        place.Code
		from, to      vi.Day
		level, order  string
		own           bool
	}{
		{"tỷ lệ báo cáo tuần này", understand.Completeness, "14", day(11, 16), day(11, 20), "", "", false},
		{"tỷ lệ báo cáo tuần trước", understand.Completeness, "14", day(11, 9), day(11, 15), "", "", false},
		{"ty le bao cao thang 10 Son La", understand.Completeness, "14", day(10, 1), day(10, 31), "", "", false},
		{"tỷ lệ báo cáo tháng này Chiềng Sinh", understand.Completeness, "03679", day(11, 1), day(11, 20), "", "", false},
		{"tỷ lệ báo cáo 7 ngày qua", understand.Completeness, "14", day(11, 13), day(11, 19), "", "", false},
		{"tỷ lệ báo cáo từ 1/10 đến 15/10 Chiềng Sinh", understand.Completeness, "03679", day(10, 1), day(10, 15), "", "", false},
		{"tỷ lệ báo cáo hôm qua", understand.Completeness, "14", day(11, 19), day(11, 19), "", "", false},
		{"tỷ lệ báo cáo đúng hạn", understand.Timeliness, "14", day(11, 20), day(11, 20), "", "", false},
		{"tỉ lệ đúng hạn tháng này", understand.Timeliness, "14", day(11, 1), day(11, 20), "", "", false},
		{"xếp hạng tỷ lệ báo cáo Sơn La", understand.Completeness, "14", day(11, 20), day(11, 20), "", "desc", false},
		{"xã nào báo cáo kém nhất tháng này", understand.Completeness, "14", day(11, 1), day(11, 20), "commune", "asc", false},
		{"xã nào báo cáo đúng hạn nhất Sơn La tháng 10", understand.Timeliness, "14", day(10, 1), day(10, 31), "commune", "desc", false},
		{"/tylebaocao Sơn La tháng 10", understand.Completeness, "14", day(10, 1), day(10, 31), "", "", false},
		{"ai chưa báo cáo hôm nay", "", "14", day(11, 20), day(11, 20), "", "", false},
		{"ai chưa báo cáo tuần này", "", "14", day(11, 16), day(11, 20), "", "", false},
		{"tỷ lệ báo cáo tuần này", understand.Completeness, "14", day(11, 16), day(11, 20), "", "", false},
		{"ai chưa báo cáo tuần trước", "", "14", day(11, 9), day(11, 15), "", "", false},
		{"/chuabao 14 tu 16/11/2026 den 18/11/2026 trang 2", "", "14", day(11, 16), day(11, 18), "", "", false},
	} {
		m := read(coverage.Official, c.text)
		if m.Intent != understand.QueryMissing || m.Measure != c.measure || m.Within != c.within || m.From != c.from || m.To != c.to ||
			m.Level != c.level || m.Order != c.order || m.Own != c.own {
			t.Errorf("%q: %s %q within %s from %s to %s, level %q %q, own %v", c.text, m.Intent, m.Measure, m.Within, m.From, m.To, m.Level, m.Order, m.Own)
		}
	}
	if m := read(coverage.Agent, "tỷ lệ báo cáo của em tháng này"); m.Intent != understand.QueryMissing || !m.Own || m.From != day(11, 1) {
		t.Errorf("an agent's own: %+v", m)
	}
}

// Announcements and the times of reminders are ordered by officials only.
func TestOrdersAboutReporting(t *testing.T) {
	t.Parallel()
	read := organisers(t)
	for _, c := range []struct {
		text               string
		intent             understand.Intent
		within             place.Code
		said, remind, list string
	}{
		{"thông báo: chiều mai 14h họp tại xã", understand.Announce, "14", "chiều mai 14h họp tại xã", "", ""},
		{"gửi thông báo chiều mai 14:00 họp", understand.Announce, "14", "chiều mai 14:00 họp", "", ""},
		{"Gửi thông báo cho phường Chiềng Sinh: mai họp 14:00", understand.Announce, "03679", "mai họp 14:00", "", ""},
		{"thong bao toi xa Muong Gion: nop so", understand.Announce, "03694", "nop so", "", ""},
		{"/thongbao mai nghỉ", understand.Announce, "14", "mai nghỉ", "", ""},
		{"thông báo:", understand.Announce, "14", "", "", ""},
		{"thông báo cho tôi khi Chiềng Sinh giảm", understand.Subscribe, "", "", "", ""},
		{"đặt giờ nhắc 17:00", understand.SetHours, "14", "", "17:00", ""},
		{"gio nhac Chieng Sinh 17h, danh sach 18h30", understand.SetHours, "03679", "", "17:00", "18:30"},
		{"giờ danh sách 19 giờ 15", understand.SetHours, "14", "", "", "19:15"},
		{"giờ nhắc 25:00", understand.SetHours, "14", "", "25:00", ""},
		{"giờ nhắc", understand.SetHours, "14", "", "", ""},
		{"tắt nhắc Mường Giôn", understand.SetHours, "03694", "", "off", ""},
		{"tắt danh sách", understand.SetHours, "14", "", "", "off"},
		{"trả lại giờ nhắc", understand.SetHours, "14", "", "usual", ""},
		{"nhắc", understand.Remind, "14", "", "", ""},
	} {
		m := read(coverage.Official, c.text)
		if m.Intent != c.intent || c.within != "" && m.Within != c.within || m.Text != c.said || m.RemindAt != c.remind || m.ListAt != c.list {
			t.Errorf("%q: %s within %s, %q, remind %q, list %q", c.text, m.Intent, m.Within, m.Text, m.RemindAt, m.ListAt)
		}
	}
	for _, text := range []string{"thông báo: chị Lò Thị X CCCD 000000000001 đến nhận thẻ", "thông báo: gọi 0912345678 để hỏi"} {
		if m := read(coverage.Official, text); m.Intent != understand.RefusePII {
			t.Errorf("%q means %s", text, m.Intent)
		}
	}
	for _, text := range []string{"thông báo: noong la 5 hgđ", "giờ nhắc 17:00", "tắt nhắc"} {
		if m := read(coverage.Agent, text); m.Intent == understand.Announce || m.Intent == understand.SetHours {
			t.Errorf("an agent's %q means %s", text, m.Intent)
		}
	}
}
