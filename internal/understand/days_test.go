package understand_test

import (
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// Lists of falls and rankings of growth go by the days that are named.
func TestDaysOfFallsAndRankings(t *testing.T) {
	t.Parallel()
	read := organisers(t)
	day := func(d int, m time.Month) vi.Day { return vi.Date(2026, m, d) }
	for _, c := range []struct {
		text                string
		against, from, asOf vi.Day
	}{
		{"xã nào giảm từ đầu năm Sơn La", day(31, 12) - 365, 0, day(20, 11)},
		{"xã nào giảm so với đầu năm Sơn La", day(31, 12) - 365, 0, day(20, 11)},
		{"xã nào giảm so với cùng kỳ Sơn La", day(20, 11) - 365, 0, day(20, 11)},
		{"xã nào giảm quý 3 Sơn La", day(30, 6), 0, day(30, 9)},
		{"xã nào giảm trong quý 3 Sơn La", day(30, 6), 0, day(30, 9)},
		{"xã nào giảm trong tháng 10 Sơn La", day(30, 9), 0, day(31, 10)},
		{"xã nào giảm từ 1/7/2026 đến 30/9/2026 Sơn La", day(1, 7), 0, day(30, 9)},
		{"xã nào giảm từ 1/10 Sơn La", day(1, 10), 0, day(20, 11)},
		{"/chuadat 14 giam tu 30/6/2026 trang 2", day(30, 6), 0, day(20, 11)},
		{"/chuadat 14 giam tu 1/10/2026 trang 2", day(1, 10), 0, day(20, 11)},
		{"/chuadat 14 giam tu 30/6/2026", day(30, 6), 0, day(20, 11)},
		{"xếp hạng tăng trưởng từ đầu năm Sơn La", 0, day(1, 1), 0},
		{"xếp hạng tăng trưởng từ 1/7/2026 đến 30/9/2026 Sơn La", 0, day(1, 7), day(30, 9)},
		{"/xephang 14 tang truong tu 1/7/2026 ngay 30/9/2026 trang 2", 0, day(1, 7), day(30, 9)},
		{"/xephang 14 tang truong tu 1/10/2026 trang 2", 0, day(1, 10), 0},
		{"xếp hạng tăng trưởng quý 3 Sơn La", 0, day(1, 7), day(30, 9)},
	} {
		m := read(coverage.Official, c.text)
		if m.Against != c.against || m.From != c.from || m.AsOf != c.asOf {
			t.Errorf("%q: against %s, from %s, as of %s, since %q, %s", c.text, m.Against, m.From, m.AsOf, m.Since, m.Intent)
		}
	}
	if m := read(coverage.Official, "biểu đồ 5 xã thấp nhất Sơn La"); m.Intent != understand.Export || m.Limit != 5 {
		t.Errorf("a picture of %d, %s", m.Limit, m.Intent)
	}
}
