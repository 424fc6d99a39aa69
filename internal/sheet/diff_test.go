package sheet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	records := known()
	records.Baselines = []coverage.Baseline{
		{Unit: "14", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 10, 31), Participants: 1, Stated: -1},
		{Unit: "14", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 9, 30), Participants: 2, Stated: -1},
	}
	records.Targets = []coverage.Target{{Unit: "14", Indicator: coverage.BHYT, Period: "2020", Measure: coverage.RatePct, Rate: 950000, From: vi.Date(2020, 1, 1)}}
	a := coverage.Amendment{
		Records: coverage.Records{
			Units: []place.Unit{{Code: "DUN", Name: "Dửn", Kind: "bản", Parent: "03679"}, {Code: "NLA", Name: "Noong La", Kind: "bản", Parent: "03679"}},
			Names: []place.Name{{Unit: "NLA", Name: "Nong La"}},
			Baselines: []coverage.Baseline{
				{Unit: "14", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 10, 31), Participants: 1196739, Stated: 955400},
				{Unit: "14", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 9, 30), Participants: 2, Stated: -1},
				{Unit: "NLA", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 9, 30), Participants: -1, Stated: 900000, Bound: true},
				{Unit: "DUN", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 9, 30), Participants: 20, Stated: -1},
				{Unit: "03679", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 9, 30), Participants: 20, Stated: -1},
			},
			Denominators: []coverage.Denominator{{Unit: "14", Base: coverage.Population, AsOf: vi.Date(2020, 1, 1), Value: 1252605}},
			Targets: []coverage.Target{
				{Unit: "14", Indicator: coverage.BHYT, Period: "2020", Measure: coverage.RatePct, Rate: 957000, From: vi.Date(2020, 1, 1)},
				{Unit: "03679", Agent: "Lò Thị Mẫu", Indicator: coverage.Household, Period: "2026-11", Measure: coverage.NewOnes, People: 30},
			},
			Classes: []coverage.Class{{Unit: "03679", Class: "ntm", Recognised: vi.Date(2024, 1, 1)}},
			Floors:  []coverage.Floor{{Class: "ntm", Indicator: coverage.BHYT, From: vi.Date(2021, 1, 1), Rate: 900000}},
		},
		People:  []coverage.Posting{{Name: "Lò Thị Mẫu", Role: coverage.Agent}},
		Tallies: []coverage.Entry{{Unit: "NLA", Indicator: coverage.Household, Kind: coverage.New, Count: 5, Day: vi.Date(2026, 11, 20), Source: "x"}},
	}
	a.Records.Hours = []coverage.Hours{{Unit: "03679", Remind: "17:30"}}
	var got, english []string
	for _, c := range sheet.Diff(records, coverage.Held{}, a) {
		got, english = append(got, c.String()), append(english, c.English())
	}
	want := []string{
		"đơn vị: thêm 1, giữ nguyên 1 (DUN bản Dửn)",
		"tên gọi khác: thêm 1 (Nong La là NLA bản Noong La)",
		"mẫu số: thêm 1 (14 tỉnh Sơn La, dân số 1/1/2020: 1.252.605 người)",
		"số chốt: thêm 3, sửa 1, giữ nguyên 1 (14 tỉnh Sơn La, bhyt 31/10/2020: 1.196.739 người, công bố 95,54%; " +
			"NLA bản Noong La, bhyt 30/9/2020: trên 90%; DUN bản Dửn, bhyt 30/9/2020: 20 người; ...)",
		"chỉ tiêu: thêm 1, sửa 1 (14 tỉnh Sơn La, bhyt năm 2020: 95,7%; 03679 phường Chiềng Sinh Lò Thị Mẫu, bhyt_hgd tháng 11/2026: 30 người mới)",
		"danh hiệu nông thôn mới: thêm 1 (03679 phường Chiềng Sinh: ntm từ 1/1/2024)",
		"mức sàn nông thôn mới: thêm 1 (ntm bhyt từ 1/1/2021: 90%)",
		"giờ nhắc báo cáo: thêm 1 (03679 phường Chiềng Sinh: nhắc 17:30, danh sách theo cấp trên)",
		"người dùng: thêm 1 (Lò Thị Mẫu)",
		"số phát sinh: thêm 1 (NLA bản Noong La, 20/11/2026 bhyt_hgd new: 5)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	want = []string{
		"units: added 1, kept 1 (DUN bản Dửn)",
		"other names: added 1 (Nong La is NLA bản Noong La)",
		"denominators: added 1 (14 tỉnh Sơn La, population 1/1/2020: 1.252.605 people)",
		"official counts: added 3, changed 1, kept 1 (14 tỉnh Sơn La, bhyt 31/10/2020: 1.196.739 people, published 95,54%; " +
			"NLA bản Noong La, bhyt 30/9/2020: above 90%; DUN bản Dửn, bhyt 30/9/2020: 20 people; ...)",
		"targets: added 1, changed 1 (14 tỉnh Sơn La, bhyt 2020: 95,7%; 03679 phường Chiềng Sinh Lò Thị Mẫu, bhyt_hgd November 2026: 30 new people)",
		"new-rural classes: added 1 (03679 phường Chiềng Sinh: ntm from 1/1/2024)",
		"new-rural floors: added 1 (ntm bhyt from 1/1/2021: 90%)",
		"hours of reminders: added 1 (03679 phường Chiềng Sinh: reminder 17:30, list as of the unit above)",
		"people: added 1 (Lò Thị Mẫu)",
		"tallies: added 1 (NLA bản Noong La, 20/11/2026 bhyt_hgd new: 5)",
	}
	if diff := cmp.Diff(want, english); diff != "" {
		t.Error(diff)
	}
}

// TestDiffOfPeopleAndTallies: who is known is changed or stays, and what was
// counted before is not counted as added.
func TestDiffOfPeopleAndTallies(t *testing.T) {
	t.Parallel()
	held := coverage.Held{
		People: []coverage.Person{
			{ID: 4, Name: "Cà Thị Bun", Status: coverage.Active, Grants: []coverage.Grant{{Role: coverage.Agent, Unit: "NLA"}, {Role: coverage.Agent, Unit: "DUN"}}},
			{ID: 9, Name: "Cà Thị Bun", Status: coverage.Gone},
			{ID: 5, Name: "Lò Thị Mẫu", Status: coverage.Active, Grants: []coverage.Grant{{Role: coverage.Agent, Unit: "NLA"}}},
			{ID: 6, Name: "Vì Văn Pản", Status: coverage.Leave, Grants: []coverage.Grant{{Role: coverage.Official, Unit: "03679"}}},
		},
		Sources: map[string]bool{"one": true},
	}
	post := func(name string, status coverage.Status, units ...place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: coverage.Agent, Units: units, Status: status}
	}
	a := coverage.Amendment{
		People: []coverage.Posting{
			post("Cà Thị Bun", coverage.Active, "DUN", "NLA"), post("Lò Thị Mẫu", coverage.Active, "DUN"),
			post("Lò Thị Mậu", coverage.Active, "NLA"), post("Vì Văn Pản", coverage.Active, "NLA"),
			{Name: "Vì Văn Pản", Role: coverage.Official, Units: []place.Code{"03679"}},
		},
		Tallies: []coverage.Entry{{Source: "one", Unit: "NLA"}, {Source: "two", Unit: "NLA", Indicator: coverage.Household, Kind: coverage.New, Count: 5, Day: vi.Date(2026, 11, 20)}},
	}
	var got []string
	for _, c := range sheet.Diff(known(), held, a) {
		got = append(got, c.String())
	}
	want := []string{
		"người dùng: thêm 1, sửa 2, giữ nguyên 2 (Lò Thị Mẫu; Lò Thị Mậu; Vì Văn Pản)",
		"số phát sinh: thêm 1, giữ nguyên 1 (NLA bản Noong La, 20/11/2026 bhyt_hgd new: 5)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDiffOfNothing(t *testing.T) {
	t.Parallel()
	if changes := sheet.Diff(known(), coverage.Held{}, coverage.Amendment{}); len(changes) > 0 {
		t.Errorf("got %v", changes)
	}
}
