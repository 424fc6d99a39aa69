package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"baophu/internal/sheet"
)

// The three formats of an export say the same, and what `ask` says.
func TestExportSaysWhatAskSays(t *testing.T) {
	t.Parallel()
	// The tallies of a year to date: on its first days there are none.
	now := newClock(t, time.Date(2026, 11, 20, 10, 0, 0, 0, hanoi)).now
	dir := t.TempDir()
	set := env("BAOPHU_DATABASE_URL", "sqlite://"+filepath.Join(dir, "ledger.db"))
	settings, err := readSettings(set)
	if err != nil {
		t.Fatal(err)
	}
	st, err := openStore(t.Context(), settings, quiet(os.Stderr), now)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.fill(t.Context(), st.service.Today()); err != nil {
		t.Fatal(err)
	}
	if err := st.close(); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) []byte {
		var out, errs bytes.Buffer
		if got := run(t.Context(), args, streams{nil, &out, &errs}, set, now); got != exitGood {
			t.Fatalf("%v: exit status %d: %s", args, got, errs.String())
		}
		return out.Bytes()
	}
	var asked sheet.Figure
	if err := json.Unmarshal(command("ask", "--json", "Chiềng Sinh đạt bao nhiêu?"), &asked); err != nil {
		t.Fatal(err)
	}
	file := func(format string) string {
		name := filepath.Join(dir, "out."+format)
		command("export", "--unit", asked.Unit, "--format", format, "-o", name)
		return name
	}
	content, err := os.ReadFile(file("json"))
	if err != nil {
		t.Fatal(err)
	}
	var all sheet.Export
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatal(err)
	}
	if got := all.Figures[0]; *got.Participants != *asked.Participants || *got.Denominator != *asked.Denominator || len(all.Tallies) < 100 {
		t.Errorf("json: %d of %d with %d tallies, asked: %d of %d", *got.Participants, *got.Denominator, len(all.Tallies), *asked.Participants, *asked.Denominator)
	}
	content, err = os.ReadFile(file("csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != len(all.Figures)+1 || rows[1][4] != strconv.FormatInt(*asked.Participants, 10) {
		t.Errorf("csv: %d rows, first %v; %v", len(rows), rows[1], err)
	}
	book, err := excelize.OpenFile(file("xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	cell, err := book.GetCellValue("Số liệu", "E2", excelize.Options{RawCellValue: true})
	if err != nil || cell != rows[1][4] {
		t.Errorf("xlsx: participants %q, want %q; %v", cell, rows[1][4], err)
	}
	kind, err := book.GetCellType("Số liệu", "E2")
	if err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("xlsx: participants are kept as text")
	}
}
