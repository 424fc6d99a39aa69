package understand_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/understand"
)

// TestNumbersOfSomethingElse: ages, prices, promises, colleagues' figures,
// those of other days, remainders and totals beside their parts are never
// booked as people who joined today; and what is plain is booked all the same.
func TestNumbersOfSomethingElse(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	var data []byte
	for _, name := range []string{"doubtful.txt", "circumstances.txt"} {
		more, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, more...)
	}
	tried := 0
	for line := range strings.Lines(string(data)) {
		as, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "|")
		want, text, ok := strings.Cut(rest, "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		tried++
		m := w.reader.Read(text, w.setting(as))
		got, books := booked(m)
		want, may := strings.CutPrefix(want, "?")
		if words := strings.Fields(want); !strings.HasPrefix(want, "dec") {
			slices.Sort(words)
			want = strings.Join(words, " ")
		}
		switch {
		case want == "-" && books:
			t.Errorf("%s %q books %s", as, text, got)
		case want == "-", may && !books:
		case got != want || !books:
			t.Errorf("%s %q: %s %s asks %v; want %s", as, text, m.Intent, got, m.Ask, want)
		}
	}
	if tried < 300 {
		t.Errorf("only %d messages", tried)
	}
}

// booked gives what a meaning books, and whether it books at all without asking.
func booked(m understand.Meaning) (string, bool) {
	var rows []string
	for _, r := range m.Rows {
		if r.Known && r.Count == 0 {
			continue
		}
		of := map[coverage.Indicator]string{coverage.Household: "hgd", coverage.Pupils: "hs", coverage.Voluntary: "tn", coverage.BHYT: "yt"}[r.Indicator]
		kind := map[coverage.Kind]string{coverage.New: "+", coverage.Renewed: "~", coverage.Lapsed: "-", coverage.Visited: "v"}[r.Kind]
		rows = append(rows, fmt.Sprintf("%s%s%d", of, kind, r.Count))
		if _, _, day := r.Day.Civil(); !r.Day.IsZero() && day != 13 {
			rows[len(rows)-1] += fmt.Sprintf("@%d", day)
		}
	}
	slices.Sort(rows)
	said := strings.Join(rows, " ")
	if m.Op == understand.Decrement {
		said = "dec " + said
	}
	books := len(m.Ask) == 0 && m.Reject == ""
	switch m.Intent {
	case understand.Report, understand.Correct, understand.Undo, understand.ZeroReport:
	case understand.Outreach:
		books = books && (m.Attendees > 0 || m.Meetings > 0 || len(rows) > 0) // promises alone are no figure of coverage
	default:
		books = false
	}
	return said, books
}
