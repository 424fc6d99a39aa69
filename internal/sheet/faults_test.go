package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
)

func TestReadSaysWhatIsWrongWithARow(t *testing.T) {
	t.Parallel()
	const (
		units     = "code,name,kind,parent_code,office_code,valid_from,valid_to,successors"
		baselines = "unit_code,indicator,as_of,participants,rate_stated_pct,source"
		dens      = "unit_code,denominator,as_of,value"
		targets   = "unit_code,agent,indicator,period,measure,value,basis,effective_from"
		people    = "name,role,unit_codes,status"
		tallies   = "unit_code,agent,indicator,kind,count,day,reason,source"
		classes   = "unit_code,class,group,recognised_on,valid_to"
		floors    = "class,group,from,to,indicator,rate_pct,basis"
	)
	tests := []struct {
		name   string
		header string
		row    string
		column string
		says   string
	}{
		{"unknown unit, near code", baselines, "03678,bhyt,2026-10-31,5,,", "unit_code", "có phải 03679 (phường Chiềng Sinh) không"},
		{"unknown unit, its name", baselines, "chieng sinh,bhyt,2026-10-31,5,,", "unit_code", "có phải 03679"},
		{"unknown unit, nothing near", baselines, "ZZZZZZ,bhyt,2026-10-31,5,,", "unit_code", "thêm đơn vị này"},
		{"unknown indicator", baselines, "14,bhxx,2026-10-31,5,,", "indicator", "chọn một trong: bhyt"},
		{"no figure", baselines, "14,bhyt,2026-10-31,,,", "participants", "thiếu cả số người"},
		{"future", baselines, "14,bhyt,2026-11-23,5,,", "as_of", "chưa tới"},
		{"after the unit's end", baselines, "X03673,bhyt,2025-07-01,5,,", "as_of", "dùng mã của đơn vị mới"},
		{"no such day", baselines, "14,bhyt,2026-02-29,5,,", "as_of", "không có ngày này"},
		{"American date", baselines, "14,bhyt,10/31/2026,5,,", "as_of", "không có ngày này"},
		{"no date", baselines, "14,bhyt,mai,5,,", "as_of", "không phải ngày"},
		{"negative", baselines, "14,bhyt,2026-10-31,-5,,", "participants", "số âm"},
		{"fraction of a person", baselines, "14,bhyt,2026-10-31,\"5,5\",,", "participants", "không phải số nguyên"},
		{"English thousands", baselines, "14,bhyt,2026-10-31,\"1,196,739\",,", "participants", "1.196.739"},
		{"too many people", baselines, "14,bhyt,2026-10-31,99999999999,,", "participants", "quá lớn"},
		{"over 100%", baselines, "14,bhyt,2026-10-31,,101,", "rate_stated_pct", "trên 100%"},
		{"upper bound", baselines, "14,bhyt,2026-10-31,,<90,", "rate_stated_pct", "chỉ nhận mức"},
		{"empty cell", baselines, ",bhyt,2026-10-31,5,,", "unit_code", "để trống"},
		{"more cells than columns", baselines, "14,bhyt,2026-10-31,5,95,7,báo", "", "ngoặc kép"},
		{"no people to share", dens, "14,population,2026-01-01,0", "value", "trên 0"},
		{"unknown denominator", dens, "14,dân,2026-01-01,5", "denominator", "population"},
		{"unknown kind", units, "A1,A,làng xóm,14,,,,", "kind", "không có"},
		{"unknown parent", units, "A1,A,bản,03697,,,,", "parent_code", "03679"},
		{"no parent", units, "A1,A,bản,,,,,", "parent_code", "cấp trên"},
		{"parent below", units, "A1,A,xã,NLA,,,,", "parent_code", "không thể là cấp trên"},
		{"own parent", units, "NLA,Noong La,bản,NLA,,,,", "parent_code", "không thể là cấp trên"},
		{"bad code", units, "A 1,A,bản,03679,,,,", "code", "không hợp lệ"},
		{"the nation", units, "VN,A,bản,03679,,,,", "code", "cả nước"},
		{"ends before it begins", units, "A1,A,bản,03679,,2026-02-01,2026-01-01,", "valid_to", "trước ngày"},
		{"unknown office", units, "A1,A,bản,03679,CS9,,,", "office_code", "CS9"},
		{"unknown successor", units, "A1,A,bản,03679,,,2026-01-01,B1", "successors", "B1"},
		{"became itself", units, "A1,A,bản,03679,,,2026-01-01,A1", "successors", "vòng lặp"},
		{"no name", units, "A1,,bản,03679,,,,", "name", "để trống"},
		{"unknown period", targets, "14,,bhyt,2026-Q5,rate_pct,95,QĐ,", "period", "2026-Q4"},
		{"unknown measure", targets, "14,,bhyt,2026,pct,95,QĐ,", "measure", "rate_pct"},
		{"plan of nobody", targets, "14,,bhyt,2026,stock,0,QĐ,", "value", "bằng 0"},
		{"rate of 0", targets, "14,,bhyt,2026,rate_pct,0,QĐ,", "value", "bằng 0"},
		{"rate of what has no whole", targets, "14,,bhyt_hgd,2026,rate_pct,95,QĐ,", "measure", "không có mẫu số"},
		{"in force too late", targets, "14,,bhyt,2026-Q1,rate_pct,95,QĐ,2026-04-01", "effective_from", "đã hết"},
		{"unknown role", people, "Lò A,boss,14,", "role", "agent"},
		{"unknown status", people, "Lò A,agent,14,tired", "status", "active"},
		{"number in a name", people, "Lò A 0912345678,agent,14,", "name", "số điện thoại"},
		{"unit that ended", people, "Lò A,agent,X03673,", "unit_codes", "đã thôi"},
		{"unknown tally kind", tallies, "NLA,,bhyt,sold,1,2026-11-20,,s1", "kind", "renewed"},
		{"derived indicator", tallies, "NLA,,bhxh,new,1,2026-11-20,,s1", "indicator", "bhxh_bb"},
		{"no source", tallies, "NLA,,bhyt,new,1,2026-11-20,,", "source", "để trống"},
		{"reason for nothing", tallies, "NLA,,bhyt,new,1,2026-11-20,died,s1", "reason", "giảm"},
		{"a whole to an employer", tallies, "NLA,,bhyt,lapsed,1,2026-11-20,to_employer,s1", "indicator", "bhyt_hgd"},
		{"unknown reason", tallies, "NLA,,bhyt,lapsed,1,2026-11-20,bored,s1", "reason", "left_poverty"},
		{"count of nothing", tallies, "NLA,,bhyt,new,0,2026-11-20,,s1", "count", "bằng 0"},
		{"zero with a count", tallies, "NLA,,,zero,4,2026-11-20,,s1", "count", "không phát sinh"},
		{"a whole province in one row", tallies, "NLA,,bhyt,new,1000000,2026-11-20,,s1", "count", "quá nhiều"},
		{"locked month", tallies, "NLA,,bhyt,new,1,2026-09-20,,s1", "day", "khóa sổ"},
		{"a person's identity card", tallies, "NLA,,bhyt,new,1,2026-11-20,,014200001234", "source", "căn cước"},
		{"a person's insurance card", baselines, "14,bhyt,2026-10-31,5,,thẻ HT4141234567890", "source", "số thẻ"},
		{"a phone in a basis", targets, "14,,bhyt,2026,rate_pct,95,gọi 0912345678,", "basis", "điện thoại"},
		{"number in an agent's name", targets, "14,Lò 1,bhyt_hgd,2026,new,95,QĐ,", "agent", "chữ số"},
		{"endless text", baselines, "14,bhyt,2026-10-31,5,," + strings.Repeat("ô", 301), "source", "rút gọn"},
		{"unknown class", classes, "03679,vàng,,2024-01-01,", "class", "ntm"},
		{"recognised in the future", classes, "03679,ntm,,2027-01-01,", "recognised_on", "chưa tới"},
		{"floor without end of sense", floors, "ntm,,2021-01-01,2020-01-01,bhyt,90,", "to", "trước ngày"},
		{"floor of what has no whole", floors, "ntm,,2021,2025,bhxh_tn,90,", "indicator", "mức sàn"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			records := known()
			records.Locks = []coverage.Lock{{Unit: "14", Month: "2026-09"}}
			a, faults := sheet.Read([]sheet.Source{csvFile("a.csv", test.header, test.row)}, records, today)
			if diff := cmp.Diff(coverage.Amendment{}, a); diff != "" {
				t.Errorf("half an import: %s", diff)
			}
			if len(faults) == 0 {
				t.Fatal("no fault")
			}
			got := faults[0]
			if got.File != "a.csv" || got.Row != 2 || got.Column != test.column || !strings.Contains(got.Reason, test.says) || got.Warning {
				t.Errorf("got %+v, want row 2, column %q, reason with %q", got, test.column, test.says)
			}
		})
	}
}

func TestReadNotesWhatIsOdd(t *testing.T) {
	t.Parallel()
	files := []sheet.Source{
		csvFile("d", "unit_code,denominator,as_of,value", "14,population,2020-01-01,1000", "03679,labour_force,2020-01-01,238000"),
		csvFile("b", "unit_code,indicator,as_of,participants,rate_stated_pct",
			"14,bhyt,2020-02-01,1001,", "14,bhyt,2020-03-01,955,95.5", "03679,bhxh,2020-05-31,220123,90", "14,bhyt_hgd,2020-03-01,2000,"),
		csvFile("t", "unit_code,indicator,period,measure,value", "14,bhyt,2020,rate_pct,95"),
	}
	a, faults := sheet.Read(files, known(), today)
	if sheet.Refused(faults) || len(a.Records.Baselines) != 4 {
		t.Fatalf("refused: %v", faults)
	}
	var got []string
	for _, f := range faults {
		got = append(got, f.String())
	}
	want := []string{
		"b, hàng 2, cột participants: lưu ý: 1.001 người, mẫu số 1/1/2020 là 1.000: trên 100%; giữ như công bố, kiểm tra lại mẫu số",
		"b, hàng 4, cột rate_stated_pct: lưu ý: 220.123 người, mẫu số 1/1/2020 là 238.000, tính ra 92,49% nhưng nguồn ghi 90%; giữ cả hai và đánh dấu",
		"b, hàng 5, cột participants: lưu ý: BHYT hộ gia đình (2.000 người) nhiều hơn cả bhyt (955 người) cùng ngày; giữ như công bố, kiểm tra lại",
		"t, hàng 2: lưu ý: chưa ghi căn cứ; nên ghi số văn bản giao chỉ tiêu",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadRefusesTheImpossible(t *testing.T) {
	t.Parallel()
	_, faults := sheet.Read([]sheet.Source{
		csvFile("d", "unit_code,denominator,as_of,value", "14,population,2020-01-01,1000"),
		csvFile("b", "unit_code,indicator,as_of,participants", "14,bhyt,2020-02-01,2001"),
	}, known(), today)
	if !sheet.Refused(faults) || len(faults) != 1 || !strings.Contains(faults[0].Reason, "gấp đôi") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadReportsEveryBadRow(t *testing.T) {
	t.Parallel()
	lines := []string{"unit_code,indicator,as_of,participants"}
	for range 500 {
		lines = append(lines, "99999,bhyt,2026-10-31,5")
	}
	_, faults := sheet.Read([]sheet.Source{csvFile("b", lines...)}, known(), today)
	if len(faults) != 500 || faults[499].Row != 501 {
		t.Errorf("%d faults", len(faults))
	}
}

func TestReadRefusesTheSameTwiceInOneFile(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"unit":        {"code,name,kind,parent_code", "A,A,bản,03679", "A,B,bản,03679"},
		"name":        {"unit_code,name", "14,x", "14,x"},
		"baseline":    {"unit_code,indicator,as_of,participants", "14,bhyt,2026-10-31,5", "14,bhyt,31/10/2026,6"},
		"denominator": {"unit_code,denominator,as_of,value", "14,population,2026-10-31,5", "14,population,31/10/2026,6"},
		"target":      {"unit_code,indicator,period,measure,value,basis", "14,bhyt,2026,stock,5,a", "14,bhyt,năm 2026,stock,6,a"},
		"class":       {"unit_code,class,recognised_on", "03679,ntm,2024-01-01", "03679,ntm,2024-01-01"},
		"floor":       {"class,from,indicator,rate_pct", "ntm,2021-01-01,bhyt,90", "ntm,2021,bhyt,91"},
		"person":      {"name,role,unit_codes", "Lò A,agent,14", "lò a,agent,03679"},
		"tally":       {"unit_code,indicator,kind,count,day,source", "14,bhyt,new,1,2026-11-01,x", "14,bhyt,new,1,2026-11-02,x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, faults := sheet.Read([]sheet.Source{csvFile("f", lines...)}, known(), today)
			if len(faults) != 1 || faults[0].Row != 3 || !strings.Contains(faults[0].Reason, "trùng với hàng 2") {
				t.Errorf("faults: %v", faults)
			}
			both := []sheet.Source{csvFile("1", lines[0], lines[1]), csvFile("2", lines[0], lines[2])}
			if _, faults := sheet.Read(both, known(), today); len(faults) > 0 {
				t.Errorf("in two files: %v", faults)
			}
		})
	}
}

func TestReadRefusesWhatIsNoTable(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		bytes []byte
		says  string
	}{
		{"nothing", nil, "trống"},
		{"blanks", []byte(" \n\n"), "trống"},
		{"too big", bytes.Repeat([]byte("a"), sheet.MaxBytes+1), "20 MB"},
		{"old Excel", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), ".xls"},
		{"UTF-16", []byte("\xff\xfec\x00o\x00d\x00e\x00"), "UTF-16"},
		{"PDF", []byte("%PDF-1.7"), "PDF"},
		{"picture", []byte("\x89PNG\r\n\x1a\n\x00\x00"), "không phải tệp CSV"},
		{"TCVN3", []byte("code,name\n14,S\xacn La\n"), "UTF-8"},
		{"web page", []byte("<html><table>"), "trang web"},
		{"no workbook", []byte("PK\x03\x04 and nothing"), "Excel"},
		{"no header", []byte("a,b\n1,2\n"), "không nhận ra"},
		{"header alone", []byte("code,name,kind,parent_code\n"), "chỉ có hàng tiêu đề"},
		{"missing column", []byte("unit_code,indicator,period,measure\n14,bhyt,2026,stock\n"), "giống tệp chỉ tiêu nhưng thiếu cột value"},
		{"strange column", []byte("name,role,unit_codes,phone\nA,agent,14,1\n"), "giống tệp người dùng nhưng có cột lạ: phone"},
		{"open quotation", []byte("code,name,kind,parent_code\n\"A,B,bản,14\n"), "ngoặc kép"},
		{"too many columns", []byte(strings.Repeat("a,", 100) + "a\n"), "64 cột"},
		{"nothing but commas", bytes.Repeat([]byte(","), 10<<20), "64 cột"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, faults := sheet.Read([]sheet.Source{{Name: "f", Bytes: test.bytes}}, known(), today)
			if len(faults) != 1 || !strings.Contains(faults[0].Reason, test.says) || faults[0].Row != 0 {
				t.Errorf("faults: %v, want %q", faults, test.says)
			}
		})
	}
}

func TestReadRefusesNoFiles(t *testing.T) {
	t.Parallel()
	if _, faults := sheet.Read(nil, known(), today); !sheet.Refused(faults) {
		t.Error("nothing was imported without a word")
	}
}

func TestReadSeesAChangeThatBreaksAnotherUnit(t *testing.T) {
	t.Parallel()
	_, faults := sheet.Read([]sheet.Source{csvFile("u", "code,kind", "03679,bản")}, known(), today)
	if len(faults) != 1 || !strings.Contains(faults[0].Reason, "NLA") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadFindsCircles(t *testing.T) {
	t.Parallel()
	_, faults := sheet.Read([]sheet.Source{csvFile("u", "code,name,kind,parent_code",
		"A,A,BHXH tỉnh,B", "B,B,BHXH cơ sở,A")}, known(), today)
	if !sheet.Refused(faults) || !strings.Contains(faults[0].Reason, "vòng lặp") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadGivesBackLostZeros(t *testing.T) {
	t.Parallel()
	a := read(t, csvFile("d", "unit_code,denominator,as_of,value", "3679,population,2026-01-01,6799"))
	if got := a.Records.Denominators[0].Unit; got != place.Code("03679") {
		t.Errorf("got %q", got)
	}
}
