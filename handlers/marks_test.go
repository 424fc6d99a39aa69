package handlers_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"baophu/internal/sheet"
)

// wantCare brings figures of which one is of a part only, one contradicted by
// its own source, one plain and one invented.
func (s *stage) wantCare() {
	for _, name := range []string{"partly_people.csv", "partly.csv"} {
		s.say("admin-sends", name)
		s.say("admin-taps", "Nhập")
	}
}

// exported gives the file of a format that somebody asks for.
func (s *stage) exported(persona, text string) []byte {
	s.t.Helper()
	for _, r := range s.say(persona, text) {
		if r.File != nil {
			return r.File.Bytes
		}
	}
	s.t.Fatalf("no file for %s", text)
	return nil
}

// TestExportMarksWhatWantsCare: every format says, in columns of its own, which
// figures are of a part only, contradicted or invented, and of no others.
func TestExportMarksWhatWantsCare(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.wantCare()
	want := map[string][3]string{"03679": {"", "1/12 nơi", ""}, "03694": {"", "", "18"}, "03703": {"", "", ""}, "04000": {"có", "", ""}}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(s.exported("official2", "xuất csv bhtn Sơn La"), []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head, found := rows[0], 0
	if fmt.Sprint(head[12:]) != "[Minh họa Mới có số của Nguồn nêu tỷ lệ khác]" {
		t.Errorf("heads %v", head)
	}
	for _, row := range rows[1:] {
		if marks, listed := want[row[0]]; listed {
			found++
			if got := [3]string(row[12:15]); got != marks {
				t.Errorf("csv of %s: %q, want %q", row[1], got, marks)
			}
		}
	}
	if found != len(want) {
		t.Errorf("%d of %d rows", found, len(want))
	}
	s.careInWorkbook()
	s.careInJSON()
}

func (s *stage) careInWorkbook() {
	s.t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(s.exported("official2", "xuất excel bhtn Sơn La")))
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows("Số liệu", excelize.Options{RawCellValue: true})
	if err != nil {
		s.t.Fatal(err)
	}
	seen := map[string]string{}
	for _, row := range rows[1:] {
		if len(row) > 12 {
			seen[row[0]] = fmt.Sprintf("%q", row[12:])
		}
	}
	if seen["03679"] != `["" "1/12 nơi"]` || seen["03694"] != `["" "" "0.18"]` || seen["04000"] != `["có"]` {
		s.t.Errorf("workbook: %v", seen)
	}
}

func (s *stage) careInJSON() {
	s.t.Helper()
	var e sheet.Export
	if err := json.Unmarshal(s.exported("official2", "xuất json bhtn Sơn La"), &e); err != nil {
		s.t.Fatal(err)
	}
	for _, f := range e.Figures[1:] {
		partial, stated := f.Unit == "03679", f.Unit == "03694"
		if f.Partial != partial || partial && (f.Parts != 12 || f.PartsKnown != 1) || (f.Stated != nil) != stated || stated && *f.Stated != 1800 || f.Illustrative != (f.Unit == "04000") {
			s.t.Errorf("json: %+v", f)
		}
	}
}
