package policy_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"baophu/internal/policy"
	"baophu/internal/vi"
)

func table(t testing.TB) *policy.Table {
	t.Helper()
	p, err := policy.New()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var (
	now    = vi.Date(2026, time.November, 20)
	before = vi.Date(2026, time.June, 30)
)

// The ladder as it was published and computed, month by month.
func TestHousehold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day    vi.Day
		months int64
		want   [5]int64
	}{
		{before, 1, [5]int64{105_300, 73_710, 63_180, 52_650, 42_120}},
		{before, 3, [5]int64{315_900, 221_130, 189_540, 157_950, 126_360}},
		{before, 6, [5]int64{631_800, 442_260, 379_080, 315_900, 252_720}},
		{before, 12, [5]int64{1_263_600, 884_520, 758_160, 631_800, 505_440}},
		{vi.Date(2024, time.July, 1), 1, [5]int64{105_300, 73_710, 63_180, 52_650, 42_120}},
		{now, 1, [5]int64{113_850, 79_695, 68_310, 56_925, 45_540}},
		{now, 3, [5]int64{341_550, 239_085, 204_930, 170_775, 136_620}},
		{now, 6, [5]int64{683_100, 478_170, 409_860, 341_550, 273_240}},
		{now, 12, [5]int64{1_366_200, 956_340, 819_720, 683_100, 546_480}},
		{vi.Date(2026, time.July, 1), 12, [5]int64{1_366_200, 956_340, 819_720, 683_100, 546_480}},
		{vi.Date(2024, time.June, 30), 1, [5]int64{81_000, 56_700, 48_600, 40_500, 32_400}}, // of 1.800.000
		{vi.Date(2023, time.June, 30), 1, [5]int64{67_050, 46_935, 40_230, 33_525, 26_820}}, // of 1.490.000
	} {
		for n, want := range c.want {
			h, err := table(t).Household(c.day, n+1, c.months)
			if err != nil || h.Amount != want || len(h.Acts) < 3 {
				t.Errorf("%s, member %d, %d months: %+v, %v, want %d", c.day, n+1, c.months, h, err, want)
			}
		}
		sixth, err := table(t).Household(c.day, 6, c.months)
		if err != nil || sixth.Amount != c.want[4] {
			t.Errorf("the sixth pays %d, %v", sixth.Amount, err)
		}
	}
}

func TestSupported(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, group   string
		day           vi.Day
		support       int64
		amount, state int64 // of a year
	}{
		{"pupils now", "pupil", now, 50, 683_100, 683_100},
		{"pupils at 2,34 million", "pupil", before, 50, 631_800, 631_800},
		{"pupils before decree 188", "pupil", vi.Date(2025, time.June, 30), 30, 884_520, 379_080},
		{"pupils from its first day", "pupil", vi.Date(2025, time.July, 1), 50, 631_800, 631_800},
		{"near-poor under decree 146", "near_poor", vi.Date(2024, time.December, 31), 70, 379_080, 884_520},
		{"farm households under decree 146", "farm", vi.Date(2024, time.December, 31), 30, 884_520, 379_080},
		{"near-poor", "near_poor", now, 70, 409_860, 956_340},
		{"near-poor in a poor commune", "near_poor_poor_commune", now, 100, 0, 1_366_200},
		{"ethnic minorities", "ethnic", now, 70, 409_860, 956_340},
		{"village staff", "village_staff", now, 50, 683_100, 683_100},
		{"victims", "victim", now, 50, 683_100, 683_100},
		{"farm households", "farm", now, 30, 956_340, 409_860},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h, err := table(t).Supported(c.day, c.group, 12)
			if err != nil || h.Support != c.support || h.Amount != c.amount || h.State != c.state {
				t.Errorf("%+v, %v", h, err)
			}
		})
	}
}

func TestVoluntary(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, group   string
		day           vi.Day
		income        int64
		state, amount int64 // of a month
	}{
		{"poor", "poor", now, 0, 165_000, 165_000},
		{"islands", "island", now, 0, 165_000, 165_000},
		{"near-poor", "near_poor", now, 0, 132_000, 198_000},
		{"ethnic minorities", "ethnic", now, 0, 99_000, 231_000},
		{"others", "", now, 0, 66_000, 264_000},
		{"another income", "", now, 3_000_000, 66_000, 594_000},
		{"the highest", "", now, 50_600_000, 66_000, 11_132_000 - 66_000},
		{"before July 2025, poor", "poor", vi.Date(2025, time.June, 30), 0, 99_000, 231_000},
		{"before July 2025, near-poor", "near_poor", vi.Date(2025, time.June, 30), 0, 82_500, 247_500},
		{"before July 2025, others", "", vi.Date(2025, time.June, 30), 0, 33_000, 297_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v, err := table(t).Voluntary(c.day, c.income, c.group, 1)
			if err != nil || v.State != c.state || v.Amount != c.amount || v.Floor != 1_500_000 {
				t.Errorf("%+v, %v", v, err)
			}
			year, err := table(t).Voluntary(c.day, c.income, c.group, 12)
			if err != nil || year.Amount != 12*c.amount || year.State != 12*c.state {
				t.Errorf("a year: %+v, %v", year, err)
			}
		})
	}
	v, err := table(t).Voluntary(now, 0, "", 1)
	if err != nil || v.Ceiling != 50_600_000 {
		t.Errorf("at most %d, %v", v.Ceiling, err)
	}
	if v, err = table(t).Voluntary(before, 0, "", 1); err != nil || v.Ceiling != 46_800_000 {
		t.Errorf("at most %d before July 2026, %v", v.Ceiling, err)
	}
	if months, err := table(t).SupportMonths(now); err != nil || months.Value != 120 || months.Act == "" {
		t.Errorf("for %d months by %q, %v", months.Value, months.Act, err)
	}
}

// TestActs: each figure that is said is said with its act.
func TestActs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day  vi.Day
		acts []string
	}{
		{now, []string{"Luật Bảo hiểm xã hội 41/2024/QH15", "Nghị định 07/2021/NĐ-CP", "Nghị định 159/2025/NĐ-CP", "Nghị định 161/2026/NĐ-CP"}},
		{vi.Date(2025, time.June, 30), []string{"Luật Bảo hiểm xã hội 58/2014/QH13", "Nghị định 07/2021/NĐ-CP", "Nghị định 134/2015/NĐ-CP", "Nghị định 73/2024/NĐ-CP"}},
	} {
		v, err := table(t).Voluntary(c.day, 0, "", 1)
		acts := slices.Sorted(slices.Values(v.Acts))
		if acts = slices.Compact(acts); err != nil || !slices.Equal(acts, c.acts) {
			t.Errorf("%s: %v, %v", c.day, acts, err)
		}
	}
	for text, want := range map[string]string{"người dân xã ATK đóng bao nhiêu": "atk", "xã đặc biệt khó khăn đóng bao nhiêu": "listed", "vùng khó khăn đóng bao nhiêu": policy.Unlisted,
		"cán bộ không chuyên trách xã đóng bao nhiêu": policy.Unlisted, "cán bộ không chuyên trách thôn đóng bao nhiêu": "village_staff"} {
		if got := policy.NewReader().Read(text).Group; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What the table does not reach is not known.
func TestNotReached(t *testing.T) {
	t.Parallel()
	p := table(t)
	for name, ask := range map[string]func() error{
		"BHYT of 2027":             func() error { _, err := p.Household(vi.Date(2027, time.January, 1), 1, 12); return err },
		"BHYT of long ago":         func() error { _, err := p.Household(vi.Date(2019, time.June, 30), 1, 12); return err },
		"voluntary of 2027":        func() error { _, err := p.Voluntary(vi.Date(2027, time.January, 1), 0, "", 1); return err },
		"voluntary of long ago":    func() error { _, err := p.Voluntary(vi.Date(2021, time.December, 31), 0, "", 1); return err },
		"a group it does not have": func() error { _, err := p.Supported(now, "rich", 12); return err },
		"ethnic minorities before 188": func() error {
			_, err := p.Supported(vi.Date(2025, time.June, 30), "ethnic", 12)
			return err
		},
		"the poor before 2022":                     func() error { _, err := p.PaidByState(vi.Date(2021, time.December, 31), "poor"); return err },
		"ATK before decree 75":                     func() error { _, err := p.PaidByState(vi.Date(2023, time.December, 2), "atk"); return err },
		"months before 159":                        func() error { _, err := p.SupportMonths(vi.Date(2025, time.June, 30)); return err },
		"near-poor while 188 was not yet in force": func() error { _, err := p.Supported(vi.Date(2025, time.August, 14), "near_poor", 12); return err },
	} {
		if err := ask(); !errors.Is(err, policy.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p.HealthReaches() != vi.Date(2026, time.December, 31) || p.VoluntaryReaches() != vi.Date(2026, time.December, 31) {
		t.Errorf("reaches %s and %s", p.HealthReaches(), p.VoluntaryReaches())
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"a column short": "item,group,value,from,to,act\nx,,1,2026-01-01,\n",
		"no number":      "item,group,value,from,to,act\nx,,một,2026-01-01,,a\n",
		"no day":         "item,group,value,from,to,act\nx,,1,hôm qua,,a\n",
	} {
		if _, err := policy.Read([]byte(content)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	r := policy.NewReader()
	for text, want := range map[string]policy.Question{
		"mức đóng hgđ người thứ 2 bao nhiêu v":           {Nth: 2},
		"nguoi thu ba dong bao nhieu":                    {Nth: 3},
		"hộ 4 người đóng 6 tháng hết bao nhiêu":          {Members: 4, Months: 6},
		"nhà 5 khẩu mua 1 năm hết bao nhiêu tiền":        {Members: 5, Months: 12},
		"mua thẻ nửa năm":                                {Months: 6},
		"bhxh tự nguyện thu nhập 3 triệu đóng bao nhiêu": {Income: 3_000_000},
		"tn mức 1tr5 hộ nghèo đóng 12 tháng":             {Income: 1_500_000, Months: 12, Group: "poor"},
		"tn 2,5 triệu":                                        {Income: 2_500_000},
		"đóng tn mức 5.000.000đ":                              {Income: 5_000_000},
		"hộ cận nghèo được hỗ trợ bao nhiêu":                  {Group: "near_poor"},
		"cận nghèo ở xã nghèo được hỗ trợ mấy":                {Group: "near_poor_poor_commune"},
		"học sinh đóng bao nhiêu":                             {Group: "pupil"},
		"đồng bào dân tộc thiểu số được hỗ trợ bao nhiêu":     {Group: "ethnic"},
		"hộ nông lâm ngư nghiệp mức sống trung bình đóng mấy": {Group: "farm"},
		"người thứ 2 trong hộ đóng 73k đúng không chị":        {Nth: 2},
		"mức đóng năm 2025":                                   {},

		// A year is no term.
		"mức đóng bhyt hộ gia đình tháng 6 năm 2026":  {},
		"mức đóng bhyt ngày 15 tháng 8 năm 2025":      {},
		"mức đóng bhyt từ 1/7 năm 2026":               {},
		"người thứ 2 đóng bao nhiêu tháng 5 năm 2026": {Nth: 2},
		"mức đóng bhxh tự nguyện tháng 6 năm 2025":    {},
		"mức đóng bhyt hộ gia đình từ năm nay":        {},
		"hộ 3 người đóng bao nhiêu từ năm 2025":       {Members: 3},
		"mức đóng bhyt từ tháng 7":                    {},
		"mức đóng bhyt sau tháng 6":                   {},
		"mức đóng bhyt quý 3 năm nay":                 {},
		"mức đóng ngày 15 tháng 8":                    {},
		"hộ 4 người mua 6 tháng năm 2026":             {Members: 4, Months: 6},
		"tn mức 2 triệu đóng 3 năm":                   {Income: 2_000_000, Months: 36},
		"đóng 12 tháng 3 triệu":                       {Income: 3_000_000, Months: 12},
		"đóng năm tháng":                              {Months: 5},

		// Groups, and how many of them.
		"hộ nghèo đóng bhyt bao nhiêu":               {Group: "poor"},
		"trẻ em dưới 6 tuổi đóng bhyt bao nhiêu":     {Group: "child"},
		"người có công đóng bao nhiêu":               {Group: "merit"},
		"người cao tuổi đóng bhyt bao nhiêu":         {Group: policy.Unlisted},
		"hộ cận nghèo 4 người đóng 12 tháng":         {Group: "near_poor", Members: 4, Months: 12},
		"hộ gia đình 4 người có 2 học sinh đóng mấy": {Group: "pupil", Members: 4, Pupils: 2},

		"tự nguyện mức 3 triệu rưỡi": {Income: 3_500_000},
		"tự nguyện mức hai triệu":    {Income: 2_000_000},
		"tự nguyện mức 400k":         {Income: 400_000},
	} {
		if got := r.Read(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func FuzzQuestion(f *testing.F) {
	r := policy.NewReader()
	f.Add("hộ 4 người đóng 6 tháng hết 1tr5")
	f.Add("99999999999999999999 triệu")
	f.Fuzz(func(t *testing.T, text string) {
		q := r.Read(text)
		if q.Members < 0 || q.Members > 99 || q.Months < 0 || q.Months > 120 || q.Income < 0 {
			t.Errorf("%q: %+v", text, q)
		}
	})
}
