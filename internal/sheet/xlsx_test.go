package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

// workbook makes a workbook as people do: values typed, with formats by cell.
func workbook(t testing.TB, formats map[string]int, rows ...[]any) sheet.Source {
	t.Helper()
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for cell, format := range formats {
		style, err := book.NewStyle(&excelize.Style{NumFmt: format})
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStyle("Sheet1", cell, cell, style); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return sheet.Source{Name: "so.xlsx", Bytes: b.Bytes()}
}

func TestReadWorkbook(t *testing.T) {
	t.Parallel()
	const percent, twoPlaces, date = 9, 10, 14
	a := read(t, workbook(t, map[string]int{"F3": twoPlaces, "F4": percent, "F5": twoPlaces, "F6": twoPlaces},
		[]any{"Bảng số chốt BHYT của tỉnh"},
		[]any{"STT", "Mã đơn vị", "Chỉ tiêu", "Ngày chốt", "Số người", "Tỷ lệ công bố", "Ghi chú"},
		[]any{1, "14", "BHYT", time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC), 1196739, 0.9554, "ghi chú"},
		[]any{2, 3679, "BHYT", "31/10/2026", "6.412", 1},
		[]any{3, "03679", "BHXH tự nguyện", 46000, 120, 0.0125},
		[]any{4, "NLA", "bhyt_hgd", "2026-10-31", 1.5e2, 0.957},
		[]any{},
		[]any{5, "NLA", "bhyt", "2026-10-31", 200, 95.7},
	))
	day := vi.Date(2026, 10, 31)
	want := []coverage.Baseline{
		{Unit: "14", Indicator: coverage.BHYT, AsOf: day, Participants: 1196739, Stated: 955400},
		{Unit: "03679", Indicator: coverage.BHYT, AsOf: day, Participants: 6412, Stated: 1_000_000},
		{Unit: "03679", Indicator: coverage.Voluntary, AsOf: vi.Date(2025, 12, 9), Participants: 120, Stated: 12500},
		{Unit: "NLA", Indicator: coverage.Household, AsOf: day, Participants: 150, Stated: 957000},
		{Unit: "NLA", Indicator: coverage.BHYT, AsOf: day, Participants: 200, Stated: 957000},
	}
	if diff := cmp.Diff(want, a.Records.Baselines); diff != "" {
		t.Error(diff)
	}
}

// A number cell that holds 1.196 is one person and a bit, whatever 1.196
// means where people type it.
func TestReadWorkbookTakesNoFractionForThousands(t *testing.T) {
	t.Parallel()
	_, faults := sheet.Read([]sheet.Source{workbook(t, nil,
		[]any{"unit_code", "denominator", "as_of", "value"},
		[]any{"14", "population", "2026-01-01", 1.196},
	)}, known(), today)
	if len(faults) != 1 || faults[0].Row != 2 || !strings.Contains(faults[0].Reason, "dấu thập phân") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadWorkbookRefusesAPercentageOverAHundred(t *testing.T) {
	t.Parallel()
	rows := [][]any{}
	for range 12 {
		rows = append(rows, []any{}) // the header stands low
	}
	rows = append(rows, []any{"unit_code", "indicator", "as_of", "rate_stated_pct"}, []any{"14", "bhyt", "2026-01-01", 1.05}, []any{"14", "bhyt", "2026-02-01", 0.957})
	_, faults := sheet.Read([]sheet.Source{workbook(t, map[string]int{"D14": 10, "D15": 10}, rows...)}, known(), today)
	if len(faults) != 1 || faults[0].Row != 14 || !strings.Contains(faults[0].Reason, "trên 100%") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadWorkbookPeriods(t *testing.T) {
	t.Parallel()
	a := read(t, workbook(t, nil,
		[]any{"unit_code", "indicator", "period", "measure", "value", "basis"},
		[]any{"14", "bhyt", 2026, "rate_pct", 95.7, "a"},
		[]any{"14", "bhyt", time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), "rate_pct", 95, "a"},
		[]any{"14", "bhyt", "Quý 4/2026", "stock", 1000000, "a"},
		[]any{"14", "bhyt", "tháng 9/2026", "tăng mới", 12, "a"},
	))
	var got []string
	for _, target := range a.Records.Targets {
		got = append(got, fmt.Sprint(target.Period, " ", target.Rate, " ", target.People))
	}
	want := []string{"2026 957000 0", "2026-11 950000 0", "2026-Q4 0 1000000", "2026-09 0 12"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// bomb zips a workbook whose sheet unzips to some hundred times its size.
func bomb(t testing.TB, megabytes int) []byte {
	t.Helper()
	source := workbook(t, nil, []any{"code", "name", "kind", "parent_code"})
	in, err := zip.NewReader(bytes.NewReader(source.Bytes), int64(len(source.Bytes)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "xl/worksheets/sheet1.xml" {
			for range megabytes {
				if _, err := w.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var content bytes.Buffer
		if _, err := content.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadRefusesZipBombs(t *testing.T) {
	t.Parallel()
	file := sheet.Source{Name: "b.xlsx", Bytes: bomb(t, 200)}
	start := time.Now()
	_, faults := sheet.Read([]sheet.Source{file}, known(), today)
	if len(faults) != 1 || !strings.Contains(faults[0].Reason, "giải nén ra quá lớn") {
		t.Errorf("faults: %v", faults)
	}
	if took := time.Since(start); took > 30*time.Second { // a second, on a machine that is not busy
		t.Errorf("took %s", took)
	}
}

// Cells out to the last column of every row cost time and may hold nothing.
func TestReadRefusesAFieldOfEmptyCells(t *testing.T) {
	t.Parallel()
	rows := [][]any{{"code", "name", "kind", "parent_code"}, {"A", "A", "bản", "03679"}}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	out, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	wide := make([]any, 16_384)
	wide[16_383] = " "
	for i := range 1_000 {
		row := wide
		if i < len(rows) {
			row = rows[i]
		}
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, faults := sheet.Read([]sheet.Source{{Name: "w.xlsx", Bytes: b.Bytes()}}, known(), today)
	if len(faults) != 1 || !strings.Contains(faults[0].Reason, "ô trống") {
		t.Errorf("faults: %v", faults)
	}
}

// The catalogue as the Statistics Office exports it, in its three shapes.
func TestReadCatalogue(t *testing.T) {
	t.Parallel()
	want := []place.Unit{
		{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: "03679", Name: "Chiềng Sinh", Kind: "phường", Parent: "14"},
		{Code: "03703", Name: "Quỳnh Nhai", Kind: "xã", Parent: "14", From: vi.Date(2025, 7, 1)},
		{Code: "01", Name: "Hà Nội", Kind: "thành phố", Parent: place.Nation},
		{Code: "00004", Name: "Ba Đình", Kind: "phường", Parent: "01", From: vi.Date(2025, 7, 1)},
	}
	for name, files := range map[string][]sheet.Source{
		"one table": {workbook(t, nil,
			[]any{"DANH MỤC ĐƠN VỊ HÀNH CHÍNH"}, []any{},
			[]any{"STT", "Tỉnh Thành Phố", "Mã TP", "Phường Xã", "Mã PX", "Cấp", "Tên Tiếng Anh"},
			[]any{1, "Tỉnh Sơn La", "14", "Phường Chiềng Sinh", "03679", "Phường", ""},
			[]any{2, "Tỉnh Sơn La", "14", "Xã Quỳnh Nhai", "03703", "Xã", ""},
			[]any{3, "Thành phố Hà Nội", "01", "Phường Ba Đình", "00004", "Phường", ""},
			[]any{nil, "Tổng cộng"},
		)},
		"communes with their province": {workbook(t, nil,
			[]any{"Mã", "Tên", "Tên Tiếng Anh", "Cấp", "Mã TP", "Tỉnh / Thành Phố"},
			[]any{3679, "Phường Chiềng Sinh", "", "Phường", 14, "Tỉnh Sơn La"},
			[]any{3703, "Quỳnh Nhai", "", "Xã", 14, "Tỉnh Sơn La"},
			[]any{4, "Phường Ba Đình", "", "Phường", 1, "Thành phố Hà Nội"},
		)},
		"provinces and communes": {
			workbook(t, nil,
				[]any{"Mã", "Tên", "Tên Tiếng Anh", "Cấp"},
				[]any{"14", "Tỉnh Sơn La", "Son La Province", "Tỉnh"},
				[]any{"01", "Hà Nội", "Ha Noi City", "Thành phố Trung ương"}),
			csvFile("xa.csv", "Mã TP,Tỉnh / Thành Phố,Mã PX,Phường / Xã,Cấp,Nghị định",
				"14,Tỉnh Sơn La,03679,Phường Chiềng Sinh,Phường,", "14,Tỉnh Sơn La,03703,Xã Quỳnh Nhai,Xã,", "01,Thành phố Hà Nội,00004,Phường Ba Đình,Phường,"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := read(t, files...)
			byCode := cmp.Transformer("byCode", func(units []place.Unit) map[place.Code]place.Unit {
				m := map[place.Code]place.Unit{}
				for _, u := range units {
					m[u.Code] = u
				}
				return m
			})
			if diff := cmp.Diff(want, a.Records.Units, byCode); diff != "" || len(a.Records.Units) != len(want) {
				t.Error(diff)
			}
		})
	}
}

func TestReadRefusesACatalogueWithDistricts(t *testing.T) {
	t.Parallel()
	_, faults := sheet.Read([]sheet.Source{csvFile("c", "Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX,Cấp,Tên Tiếng Anh",
		"Tỉnh Sơn La,14,Huyện Quỳnh Nhai,118,Xã Mường Giôn,03694,Xã,")}, known(), today)
	if len(faults) != 1 || faults[0].Column != "Mã QH" || !strings.Contains(faults[0].Reason, "1/7/2025") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadRefusesACatalogueOfUnknownKinds(t *testing.T) {
	t.Parallel()
	_, faults := sheet.Read([]sheet.Source{csvFile("c", "Mã TP,Tỉnh / Thành Phố,Mã PX,Phường / Xã,Cấp",
		"14,Tỉnh Sơn La,03703,Quỳnh Nhai,", "14,Tỉnh Sơn La,3x,Xã B,Xã", ",,00001,Xã A,Xã", "14,Tỉnh Sơn La,,Xã C,Xã")}, known(), today)
	if len(faults) != 4 || faults[0].Row != 2 || faults[1].Row != 3 || faults[2].Row != 4 {
		t.Errorf("faults: %v", faults)
	}
}
