package sheet_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"baophu/internal/coverage"
	"baophu/internal/sheet"
	"baophu/internal/sheet/sheettest"
	"baophu/internal/vi"
)

func sample() sheet.Sheet {
	return sheet.Sheet{
		Name: "Xã/phường [10]",
		Head: []sheet.Column{{Title: "Mã"}, {Title: "Đơn vị", Width: 30}, {Title: "Số người"}, {Title: "Tỷ lệ"}, {Title: "Ngày"}, {Title: "Chỉ tiêu"}},
		Rows: [][]sheet.Cell{
			{sheet.Text("03679"), sheet.Text("Phường Chiềng Sinh"), sheet.Count(6412), sheet.Share(6412, 6799), sheet.Day(vi.Date(2026, 11, 22)), sheet.Rate(957000)},
			{sheet.Text("03703"), sheet.Text("=HYPERLINK(\"http://x\")"), sheet.Count(-3), sheet.Share(1, 0), sheet.Day(0), {}},
			{sheet.Text("123456789012"), sheet.Text("@SUM(A1)")},
		},
	}
}

func TestWorkbook(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	long := strings.Repeat("Một tên rất dài ", 5)
	if err := sheet.Workbook(&b, sample(), sheet.Sheet{Name: long}, sheet.Sheet{Name: long}, sheet.Sheet{}); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	tabs := book.GetSheetList()
	want := []string{"Xã phường  10", "Một tên rất dài Một tên rất dài", "Một tên rất dài Một tên rất d 2", "Bảng"}
	if diff := cmp.Diff(want, tabs); diff != "" {
		t.Error(diff)
	}
	raw, err := book.GetRows(tabs[0], excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	wantRows := [][]string{
		{"Mã", "Đơn vị", "Số người", "Tỷ lệ", "Ngày", "Chỉ tiêu"},
		{"03679", "Phường Chiềng Sinh", "6412", "0.9430798646859833", "46348", "0.957"},
		{"03703", "'=HYPERLINK(\"http://x\")", "-3"},
		{"123456789012", "'@SUM(A1)"},
	}
	if diff := cmp.Diff(wantRows, raw); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "C2": excelize.CellTypeUnset, "D2": excelize.CellTypeUnset, "E2": excelize.CellTypeUnset} {
		if got, err := book.GetCellType(tabs[0], cell); err != nil || got != want {
			t.Errorf("%s is of type %d, want %d (%v)", cell, got, want, err)
		}
	}
	for cell, want := range map[string]string{"C2": "6,412", "D2": "94.31%", "E2": "22/11/2026", "F2": "95.70%"} {
		if got, err := book.GetCellValue(tabs[0], cell); err != nil || got != want {
			t.Errorf("%s is shown as %q, want %q (%v)", cell, got, want, err)
		}
	}
	panes, err := book.GetPanes(tabs[0])
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	layout, err := book.GetPageLayout(tabs[0])
	if err != nil || *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 {
		t.Errorf("page %+v, %v", layout, err)
	}
	titles := map[string]string{}
	for _, n := range book.GetDefinedName() {
		titles[n.Scope] = n.RefersTo
	}
	if titles[tabs[0]] != "'Xã phường  10'!$1:$1" || len(titles) != len(tabs) {
		t.Errorf("printed again on every page: %v", titles)
	}
	if width, err := book.GetColWidth(tabs[0], "B"); err != nil || width != 30 {
		t.Errorf("width %v, %v", width, err)
	}
}

func TestWorkbookOfNothing(t *testing.T) {
	t.Parallel()
	if err := sheet.Workbook(&bytes.Buffer{}); err == nil {
		t.Error("no error")
	}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := sheet.CSV(&b, sample()); err != nil {
		t.Fatal(err)
	}
	text, bom := strings.CutPrefix(b.String(), "\ufeff")
	if !bom {
		t.Error("no BOM")
	}
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord = -1
	got, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Mã", "Đơn vị", "Số người", "Tỷ lệ", "Ngày", "Chỉ tiêu"},
		{"03679", "Phường Chiềng Sinh", "6412", "94.31", "2026-11-22", "95.7"},
		{"03703", "'=HYPERLINK(\"http://x\")", "-3", "", "", ""},
		{"123456789012", "'@SUM(A1)"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// figuresSheet is a sheet that is also an import file, and what it says.
func figuresSheet() (sheet.Sheet, []coverage.Baseline) {
	out := sheet.Sheet{
		Name: "Số chốt",
		Head: []sheet.Column{{Title: "Mã đơn vị"}, {Title: "Chỉ tiêu"}, {Title: "Ngày chốt"}, {Title: "Số người"}, {Title: "Tỷ lệ công bố"}, {Title: "Nguồn"}},
		Rows: [][]sheet.Cell{
			{sheet.Text("14"), sheet.Text("bhyt"), sheet.Day(vi.Date(2020, 10, 31)), sheet.Count(1196739), sheet.Rate(955400), sheet.Text("báo")},
			{sheet.Text("03679"), sheet.Text("bhyt"), sheet.Day(vi.Date(2026, 10, 31)), sheet.Count(6412), {}, sheet.Text("chốt \"tháng\", 10; hết")},
			{sheet.Text("NLA"), sheet.Text("bhyt"), sheet.Day(vi.Date(2026, 10, 31)), sheet.Count(1), sheet.Rate(1_000_000), sheet.Text("")},
		},
	}
	return out, []coverage.Baseline{
		{Unit: "14", Indicator: coverage.BHYT, AsOf: vi.Date(2020, 10, 31), Participants: 1196739, Stated: 955400, Source: "báo"},
		{Unit: "03679", Indicator: coverage.BHYT, AsOf: vi.Date(2026, 10, 31), Participants: 6412, Stated: -1, Source: "chốt \"tháng\", 10; hết"},
		{Unit: "NLA", Indicator: coverage.BHYT, AsOf: vi.Date(2026, 10, 31), Participants: 1, Stated: 1_000_000},
	}
}

// What is written can be read again, by both formats.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	out, want := figuresSheet()
	for name, write := range map[string]func(*bytes.Buffer) error{
		"xlsx": func(b *bytes.Buffer) error { return sheet.Workbook(b, out) },
		"csv":  func(b *bytes.Buffer) error { return sheet.CSV(b, out) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			a := read(t, sheet.Source{Name: "x", Bytes: b.Bytes()})
			if diff := cmp.Diff(want, a.Records.Baselines); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// LibreOffice opens our workbook, numbers as numbers and dates as dates, and
// what it then saves in its own way we read to the same figures.
func TestLibreOfficeOpensWorkbooks(t *testing.T) {
	t.Parallel()
	out, want := figuresSheet()
	var b bytes.Buffer
	if err := sheet.Workbook(&b, out); err != nil {
		t.Fatal(err)
	}
	theirs := sheettest.Office(t, b.Bytes())
	a := read(t, sheet.Source{Name: "theirs.xlsx", Bytes: theirs})
	if diff := cmp.Diff(want, a.Records.Baselines); diff != "" {
		t.Error(diff)
	}
}

// A share below its target is not shown rounded up to it, in no format.
func TestShareBelow(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	err := sheet.CSV(&b, sheet.Sheet{Rows: [][]sheet.Cell{{sheet.ShareBelow(94_996, 100_000, 950_000), sheet.ShareBelow(94_996, 100_000), sheet.ShareBelow(95_001, 100_000, 950_000), sheet.ShareBelow(1, 0, 950_000)}}})
	if got := strings.TrimSpace(strings.TrimPrefix(b.String(), "\ufeff")); err != nil || got != "94.99,95,95," {
		t.Errorf("%q, %v", got, err)
	}
}
