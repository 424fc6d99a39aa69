package sheet_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"baophu/internal/sheet"
)

// TestPrinted checks what a sheet looks like on paper: what it is of above each
// page, a long title on several lines of a narrow column, a report's number
// without thousands, and numbers below words at the left where that is asked.
func TestPrinted(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	err := sheet.Workbook(&b, sheet.Sheet{Name: "Số liệu", Top: "BHYT & BHXH, tỉnh Sơn La",
		Head: []sheet.Column{{Title: "Báo cáo số"}, {Title: "Nguồn nêu tỷ lệ khác với số đã tính"}, {Title: "Nội dung", Left: true}},
		Rows: [][]sheet.Cell{{sheet.Number(12525), sheet.Count(12525), sheet.Count(12525)}}})
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	if got, err := book.GetHeaderFooter("Số liệu"); err != nil || got == nil || got.OddHeader != "&LBHYT && BHXH, tỉnh Sơn La" || got.OddFooter != "&L&A&R&P/&N" {
		t.Errorf("above and below a page: %+v, %v", got, err)
	}
	for cell, want := range map[string]string{"A2": "12525", "B2": "12,525", "C2": "12,525"} {
		if got, err := book.GetCellValue("Số liệu", cell); err != nil || got != want {
			t.Errorf("%s is shown as %q, want %q (%v)", cell, got, want, err)
		}
	}
	if width, err := book.GetColWidth("Số liệu", "B"); err != nil || width > 18 {
		t.Errorf("a long title makes its column %v wide, %v", width, err)
	}
	if tall, err := book.GetRowHeight("Số liệu", 1); err != nil || tall != 48 {
		t.Errorf("titles on three lines are %v tall, %v", tall, err)
	}
	for cell, want := range map[string]string{"B2": "", "C2": "left"} {
		id, err := book.GetCellStyle("Số liệu", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := book.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		side := ""
		if style.Alignment != nil {
			side = style.Alignment.Horizontal
		}
		if side != want {
			t.Errorf("%s stands at %q, want %q", cell, side, want)
		}
	}
}
