package sheet_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

var today = vi.Date(2026, time.November, 22)

// known is a small country: a province, two communes, one of them old.
func known() coverage.Records {
	return coverage.Records{Units: []place.Unit{
		{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: "03679", Name: "Chiềng Sinh", Kind: "phường", Parent: "14"},
		{Code: "NLA", Name: "Noong La", Kind: "bản", Parent: "03679"},
		{Code: "X03673", Name: "Chiềng Ngần", Kind: "xã", Parent: "14", To: vi.Date(2025, 6, 30),
			Successors: []place.Successor{{Code: "03679", Whole: true}}},
	}}
}

func csvFile(name string, lines ...string) sheet.Source {
	return sheet.Source{Name: name, Bytes: []byte(strings.Join(lines, "\n") + "\n")}
}

// read reads files that must be without fault.
func read(t *testing.T, files ...sheet.Source) coverage.Amendment {
	t.Helper()
	a, faults := sheet.Read(files, known(), today)
	if len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	return a
}

func TestReadUnits(t *testing.T) {
	t.Parallel()
	a := read(t, csvFile("x.csv",
		"code,name,kind,parent_code,office_code,valid_from,valid_to,successors",
		"DUN,bản Dửn,Bản,3679,CS1,2020-01-01,,",
		"CS1,BHXH cơ sở Sơn La,BHXH cơ sở,14,,,,",
		"OLD,Cũ,bản,03679,,01/01/2010,30/06/2025,DUN",
		"SPL,Chia đôi,bản,03679,,,30/06/2025,DUN|NLA",
		"PRT,Một phần,bản,03679,,,30/06/2025,DUN:part",
	))
	want := []place.Unit{
		{Code: "DUN", Name: "Dửn", Kind: "bản", Parent: "03679", Office: "CS1", From: vi.Date(2020, 1, 1)},
		{Code: "CS1", Name: "Sơn La", Kind: "BHXH cơ sở", Parent: "14"},
		{Code: "OLD", Name: "Cũ", Kind: "bản", Parent: "03679", From: vi.Date(2010, 1, 1), To: vi.Date(2025, 6, 30),
			Successors: []place.Successor{{Code: "DUN", Whole: true}}},
		{Code: "SPL", Name: "Chia đôi", Kind: "bản", Parent: "03679", To: vi.Date(2025, 6, 30),
			Successors: []place.Successor{{Code: "DUN"}, {Code: "NLA"}}},
		{Code: "PRT", Name: "Một phần", Kind: "bản", Parent: "03679", To: vi.Date(2025, 6, 30),
			Successors: []place.Successor{{Code: "DUN"}}},
	}
	if diff := cmp.Diff(want, a.Records.Units); diff != "" {
		t.Error(diff)
	}
}

func TestReadUnitsServedByTheDay(t *testing.T) {
	t.Parallel()
	offices := csvFile("0.csv", "code,name,kind,parent_code", "CS1,Một,BHXH cơ sở,14", "CS2,Hai,BHXH cơ sở,14")
	first := csvFile("1.csv", "code,office_code,name,kind,parent_code", "DUN,CS1,Dửn,bản,03679")
	for _, c := range []struct {
		name, row string
		want      place.Unit
	}{
		{"to another", "DUN,CS2,1/9/2026", place.Unit{Office: "CS2", Past: []place.Served{{Office: "CS1", To: vi.Date(2026, 8, 31)}}}},
		{"to none", "DUN,-,2026-09-01", place.Unit{Past: []place.Served{{Office: "CS1", To: vi.Date(2026, 8, 31)}}}},
		{"put right", "DUN,CS2,", place.Unit{Office: "CS2"}},
		{"the same", "DUN,CS1,1/9/2026", place.Unit{Office: "CS1"}},
	} {
		a := read(t, offices, first, csvFile("2.csv", "Mã;Mã BHXH;BHXH từ ngày", strings.ReplaceAll(c.row, ",", ";")))
		got := a.Records.Units[len(a.Records.Units)-1]
		if got.Code != "DUN" || got.Office != c.want.Office || !slices.Equal(got.Past, c.want.Past) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestReadUnitsLeavesWhatIsNotMentioned(t *testing.T) {
	t.Parallel()
	a := read(t,
		csvFile("1.csv", "code,name,kind,parent_code,valid_from", "DUN,Dửn,bản,03679,2020-01-01"),
		csvFile("2.csv", "code,name,valid_from,valid_to", "DUN,Dửn Mới,-,2026-06-30"),
	)
	want := []place.Unit{{Code: "DUN", Name: "Dửn Mới", Kind: "bản", Parent: "03679", To: vi.Date(2026, 6, 30)}}
	if diff := cmp.Diff(want, a.Records.Units); diff != "" {
		t.Error(diff)
	}
}

func TestReadFigures(t *testing.T) {
	t.Parallel()
	a := read(t,
		csvFile("b", "\ufeffMã đơn vị;Chỉ tiêu;Ngày chốt;Số người;Tỷ lệ công bố;Nguồn",
			"14;BHYT;31/10/2020;1.196.739;95,54%;báo",
			"14;BHXH tự nguyện;2020-10-31;;trên 1,5%;báo"),
		csvFile("d", "unit_code\tdenominator\tas_of\tvalue\tsource", "14\tpopulation\t2020-10-31\t1252605\tbáo"),
		csvFile("t", "unit_code,agent,indicator,period,measure,value,basis,effective_from",
			"14,,bhyt,2020,rate_pct,\"95,7\",giao,",
			"14,Hà Thị Mẫu,bhyt_hgd,2026-Q4,new,1.200,QĐ 1,2026-10-05"),
	)
	want := coverage.Records{
		Baselines: []coverage.Baseline{
			{Unit: "14", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 10, 31), Participants: 1196739, Stated: 955400, Source: "báo"},
			{Unit: "14", Indicator: coverage.Voluntary, AsOf: vi.Date(2020, 10, 31), Participants: -1, Stated: 15000, Bound: true, Source: "báo"},
		},
		Denominators: []coverage.Denominator{{Unit: "14", Base: coverage.Population, AsOf: vi.Date(2020, 10, 31), Value: 1252605, Source: "báo"}},
		Targets: []coverage.Target{
			{Unit: "14", Indicator: coverage.BHYT, Period: "2020", Measure: coverage.RatePct, Rate: 957000, Basis: "giao", From: vi.Date(2020, 1, 1)},
			{Unit: "14", Agent: "Hà Thị Mẫu", Indicator: coverage.Household, Period: "2026-Q4", Measure: coverage.NewOnes, People: 1200, Basis: "QĐ 1", From: vi.Date(2026, 10, 5)},
		},
	}
	if diff := cmp.Diff(want, a.Records); diff != "" {
		t.Error(diff)
	}
}

func TestReadPeopleAndTallies(t *testing.T) {
	t.Parallel()
	a := read(t,
		csvFile("p", "name,role,unit_codes,status", "Lò Thị Mẫu,agent,NLA|DUN,training", "Lò Thị Mẫu,cán bộ,03679,"),
		csvFile("u", "code,name,kind,parent_code", "DUN,Dửn,bản,03679"),
		csvFile("t", "unit_code,agent,indicator,kind,count,day,reason,source",
			"NLA,Lò Thị Mẫu,bhyt_hgd,new,5,2026-11-20,,a1",
			"NLA,Lò Thị Mẫu,bhyt,lapsed,2,20/11/2026,left_poverty,a2",
			"DUN,Lò Thị Mẫu,,zero,,2026-11-20,,a3"),
	)
	wantPeople := []coverage.Posting{
		{Name: "Lò Thị Mẫu", Role: coverage.Agent, Units: []place.Code{"NLA", "DUN"}, Status: coverage.Training},
		{Name: "Lò Thị Mẫu", Role: coverage.Official, Units: []place.Code{"03679"}, Status: coverage.Active},
	}
	if diff := cmp.Diff(wantPeople, a.People); diff != "" {
		t.Error(diff)
	}
	day := vi.Date(2026, 11, 20)
	wantTallies := []coverage.Entry{
		{Unit: "NLA", Indicator: coverage.Household, Kind: coverage.New, Count: 5, Day: day, Source: "a1", Opens: true},
		{Unit: "NLA", Indicator: coverage.BHYT, Kind: coverage.Lapsed, Count: 2, Day: day, Reason: coverage.LeftPoor, Source: "a2"},
		{Unit: "DUN", Kind: coverage.Zero, Day: day, Source: "a3", Opens: true},
	}
	if diff := cmp.Diff(wantTallies, a.Tallies); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Lò Thị Mẫu", "Lò Thị Mẫu", "Lò Thị Mẫu"}, a.Agents); diff != "" {
		t.Error(diff)
	}
}
