package handlers_test

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"baophu/bot"
	"baophu/internal/sheet/sheettest"
)

// TestLibreOfficeOpensExports: a file as the chat gives it opens in a program
// for spreadsheets, every sheet with the same figures and numbers as numbers,
// and nothing in it is worked out when it is opened.
func TestLibreOfficeOpensExports(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.say("agent1", "noong la 3 hgđ 1 tn")
	replies := s.say("official1", "xuất excel Chiềng Sinh")
	at := slices.IndexFunc(replies, func(r bot.Reply) bool { return r.File != nil })
	if at < 0 {
		t.Fatalf("no file in %+v", replies)
	}
	want, got := cellsOf(t, replies[at].File.Bytes), cellsOf(t, sheettest.Office(t, replies[at].File.Bytes))
	numbers := 0
	for name, cell := range want {
		if cell.kind == excelize.CellTypeNumber || cell.kind == excelize.CellTypeUnset {
			numbers++
		}
		ours, isNumber := strconv.ParseFloat(cell.value, 64)
		saved, still := strconv.ParseFloat(got[name].value, 64)
		if got[name].value != cell.value && (isNumber != nil || still != nil || math.Abs(ours-saved) > 1e-12) {
			t.Errorf("%s is %q, in LibreOffice %q", name, cell.value, got[name].value)
		}
	}
	if numbers < 20 || len(want) < 100 || len(got) != len(want) {
		t.Errorf("%d cells, %d numbers; LibreOffice has %d", len(want), numbers, len(got))
	}
}

type cell struct {
	value string
	kind  excelize.CellType
}

// cellsOf gives what stands in a workbook, by sheet and cell.
func cellsOf(t *testing.T, content []byte) map[string]cell {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	all := map[string]cell{}
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, value := range row {
				if strings.TrimSpace(value) == "" {
					continue
				}
				name, _ := excelize.CoordinatesToCellName(x+1, y+1) // both from 1 up
				kind, err := book.GetCellType(sheet, name)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := book.GetCellFormula(sheet, name); err != nil || formula != "" {
					t.Errorf("%s!%s is worked out: %q, %v", sheet, name, formula, err)
				}
				all[sheet+"!"+name] = cell{value, kind}
			}
		}
	}
	return all
}
