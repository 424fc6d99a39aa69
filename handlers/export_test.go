package handlers_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

// TestExportHoldsOnlyWhatIsTheirs: whoever asks for a file, of whatever place,
// finds in it no unit and nobody from outside what they answer for.
func TestExportHoldsOnlyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	f := newFacts(t)
	for _, asker := range askers {
		t.Run(asker.key, func(t *testing.T) {
			t.Parallel()
			m := newMatrix(t, f, asker.key, asker.name)
			today := vi.DayOf(opening, hanoi)
			own := m.person
			own.Grants = nil
			for _, g := range m.person.Grants {
				if g.Role != coverage.Agent {
					own.Grants = append(own.Grants, g)
				}
			}
			for _, where := range []place.Code{"03679", "03694-01", "14", "12"} {
				may := m.book.MaySee(own, where, today)
				var files []*bot.File
				for _, r := range m.ask("xuất json " + m.book.Tree.Title(where)) {
					if r.File != nil {
						files = append(files, r.File)
					}
				}
				if (len(files) == 1) != may || len(files) > 1 {
					t.Errorf("%s got %d files of %s, and may have it: %t", asker.key, len(files), where, may)
				}
				for _, file := range files {
					m.checkExport(own, file.Bytes)
				}
			}
		})
	}
}

func (m *matrix) checkExport(own coverage.Person, content []byte) {
	m.t.Helper()
	var e sheet.Export
	if err := json.Unmarshal(content, &e); err != nil {
		m.t.Fatal(err)
	}
	today := vi.DayOf(opening, hanoi)
	for _, x := range e.Figures {
		if !m.book.MaySee(own, place.Code(x.Unit), today) {
			m.t.Errorf("%s holds a figure of %s", e.Title, x.Title)
		}
	}
	named := 0
	for _, x := range e.Tallies {
		if !m.book.MaySee(own, place.Code(x.Unit), today) {
			m.t.Errorf("%s holds a report of %s", e.Title, x.Title)
		}
		if x.Agent != "" {
			named++
			mine := false
			for _, g := range m.holders[x.Agent] {
				mine = mine || m.book.MaySee(own, g.Unit, today)
			}
			if !mine {
				m.t.Errorf("%s names %s", e.Title, x.Agent)
			}
		}
	}
	if len(e.Tallies) > 0 && named == 0 {
		m.t.Errorf("%s names nobody who reported", e.Title)
	}
}

// TestExportsAgree: the three formats say the same, which is what the card says.
func TestExportsAgree(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	file := func(format string) []byte {
		for _, r := range s.say("official1", "xuất "+format+" Chiềng Sinh") {
			if r.File != nil {
				if !strings.HasSuffix(r.File.Name, "."+format) && format != "excel" || !strings.Contains(r.Text, "6.407/6.799") {
					t.Errorf("%s: %s", r.File.Name, r.Text)
				}
				return r.File.Bytes
			}
		}
		t.Fatalf("no file for %s", format)
		return nil
	}
	var e sheet.Export
	if err := json.Unmarshal(file("json"), &e); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file("csv"), []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != len(e.Figures)+1 {
		t.Fatalf("%d rows of %d figures: %v", len(rows), len(e.Figures), err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file("excel")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	if tabs := book.GetSheetList(); fmt.Sprint(tabs) != "[Bìa Số liệu Báo cáo Chỉ tiêu Ghi chú]" {
		t.Errorf("sheets %v", tabs)
	}
	cells, err := book.GetRows("Số liệu", excelize.Options{RawCellValue: true})
	if err != nil || len(cells) != len(rows) {
		t.Fatalf("%d rows, want %d: %v", len(cells), len(rows), err)
	}
	for n, f := range e.Figures {
		if rows[n+1][2] != f.Indicator || cells[n+1][2] == f.Indicator {
			t.Errorf("%s: the indicator is %q in csv and %q in xlsx", f.Title, rows[n+1][2], cells[n+1][2])
		}
		if people := fmt.Sprint(*f.Participants); rows[n+1][4] != people || cells[n+1][4] != people || rows[n+1][0] != f.Unit || cells[n+1][0] != f.Unit {
			t.Errorf("%s has %s in json, %s in csv, %s in xlsx", f.Title, people, rows[n+1][4], cells[n+1][4])
		}
	}
	readAgain(t, s, rows)
	if lines, err := book.GetRows("Báo cáo"); err != nil || len(lines) != len(e.Tallies)+1 {
		t.Errorf("%d lines of reports, want %d: %v", len(lines)-1, len(e.Tallies), err)
	}
}

// readAgain takes the figures of an exported CSV for official counts: code,
// indicator, day and people are as an import has them.
func readAgain(t *testing.T, s *stage, rows [][]string) {
	t.Helper()
	var back strings.Builder
	out := csv.NewWriter(&back)
	_ = out.Write([]string{"unit_code", "indicator", "as_of", "participants"}) // to memory
	for _, row := range rows[1:] {
		_ = out.Write([]string{row[0], row[2], row[3], row[4]})
	}
	out.Flush()
	known, err := s.ledger.Records(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, faults := sheet.Read([]sheet.Source{{Name: "lai.csv", Bytes: []byte(back.String())}}, known, vi.DayOf(s.now, hanoi))
	if len(got.Records.Baselines) != len(rows)-1 || len(faults) > 0 {
		t.Errorf("%d of %d rows are read again: %v", len(got.Records.Baselines), len(rows)-1, faults)
	}
}

// TestExportOfAYear measures a province with a report of every commune on
// every day of a year: 3 s is the promise, here of processor time.
func TestExportOfAYear(t *testing.T) {
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("a measurement")
	}
	s := newStage(t)
	book, err := s.service.Library.Book(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := vi.DayOf(opening, hanoi)
	var a coverage.Amendment
	for _, u := range book.Tree.Descendants("14", place.Commune, today) {
		for d := today - 364; d <= today; d++ {
			a.Tallies = append(a.Tallies, coverage.Entry{Unit: u, Indicator: coverage.Household, Kind: coverage.New, Count: 1, Day: d, Source: fmt.Sprint(u, d)})
		}
	}
	if _, err := s.ledger.Amend(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if err := s.ledger.Roll(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.service.Library.Refresh()
	const limit, tries = 3 * time.Second, 3
	best := time.Hour
	for n := 0; n < tries && best > limit; n++ { // what shares its core slows a processor down
		before := processor(t)
		replies := s.say("official2", "xuất excel Sơn La từ 21/11/2025 đến 20/11/2026")
		best = min(best, processor(t)-before)
		if len(replies) != 2 || replies[0].Text != "Đang chuẩn bị tệp của tỉnh Sơn La…" || replies[1].File == nil || !strings.Contains(replies[1].Text, "21/11/2025") {
			t.Fatalf("%+v", replies)
		}
		t.Logf("%v for %d entries, %d bytes", best, len(a.Tallies), len(replies[1].File.Bytes))
	}
	if best > limit {
		t.Errorf("a province's year took %v", best)
	}
}

// processor is the processor time of this process so far: what a measurement
// on a busy machine can go by.
func processor(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// TestNoFilesInGroups: what names people is neither given nor taken there.
func TestNoFilesInGroups(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	group := bot.Address{Channel: "test", Bot: "golden", Chat: "-1"}
	if err := s.ledger.BindGroup(t.Context(), group, "03679", s.owner("official1")); err != nil {
		t.Fatal(err)
	}
	msg := bot.Message{From: group, ID: "1", Kind: bot.Text, Account: "test/official1",
		Text: "xuất excel Chiềng Sinh", Group: true, ToUs: true, Sent: s.now, Received: s.now}
	for _, r := range s.hand(msg) {
		if r.File != nil || !strings.Contains(r.Text, "nhắn riêng") {
			t.Errorf("a group is given %+v", r)
		}
	}
	msg.ID, msg.Kind, msg.Account, msg.File = "2", bot.Document, "test/admin", &bot.File{Name: "so-chot.csv", Bytes: []byte(counts)}
	for _, r := range s.hand(msg) {
		if !strings.Contains(r.Text, "gửi riêng") {
			t.Errorf("a file in a group is answered with %+v", r)
		}
	}
}

// A file keeps the reports of a village that was merged within its days, and
// does not tell why people of a village left.
func TestExportOfMergedVillages(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	read := func() (e sheet.Export, merged int) {
		for _, r := range s.say("official1", "xuất json Chiềng Sinh") {
			if r.File != nil {
				if err := json.Unmarshal(r.File.Bytes, &e); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, x := range e.Tallies {
			if x.Reason != "" {
				t.Errorf("#%d of %s tells of %s", x.Report, x.Title, x.Reason)
			}
			if x.Unit == "03679-01" {
				merged++
			}
		}
		return e, merged
	}
	before, lines := read()
	if lines == 0 {
		t.Fatal("nothing was reported of the village")
	}
	book, err := s.service.Library.Book(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	u, _ := book.Tree.Unit("03679-01")
	u.To, u.Successors = vi.DayOf(opening, hanoi), []place.Successor{{Code: "03679-02", Whole: true}}
	if _, err := s.ledger.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{Units: []place.Unit{u}}}); err != nil {
		t.Fatal(err)
	}
	s.service.Library.Refresh()
	s.now = s.now.AddDate(0, 0, 1)
	after, still := read()
	if still != lines || len(after.Tallies) != len(before.Tallies) {
		t.Errorf("%d lines, %d of the village; before it was merged %d and %d", len(after.Tallies), still, len(before.Tallies), lines)
	}
}
