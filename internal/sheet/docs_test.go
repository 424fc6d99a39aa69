package sheet_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"baophu/internal/sheet"
)

// documented are the headers of one kind of file as docs/import.md has them:
// for each column its English name and its Vietnamese words.
type documented struct {
	kind    string
	columns [][]string
}

func headersInDocs(t *testing.T) []documented {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "import.md"))
	if err != nil {
		t.Fatal(err)
	}
	title := regexp.MustCompile("^## .*\\(`(\\w+)`\\)$")
	line := regexp.MustCompile("^\\| `(\\w+)`(?: \\(cần\\))? \\| ([^|]*) \\|")
	var all []documented
	for text := range strings.Lines(string(b)) {
		text = strings.TrimSpace(text)
		if m := title.FindStringSubmatch(text); m != nil {
			all = append(all, documented{kind: m[1]})
		}
		if m := line.FindStringSubmatch(text); m != nil {
			words := append([]string{m[1]}, strings.Split(m[2], ", ")...)
			all[len(all)-1].columns = append(all[len(all)-1].columns, words)
		}
	}
	return all
}

// Every word for a column that the documentation names is understood.
func TestDocumentedHeadersAreUnderstood(t *testing.T) {
	t.Parallel()
	all := headersInDocs(t)
	if len(all) != 11 {
		t.Fatalf("%d kinds of files are documented", len(all))
	}
	for _, d := range all {
		t.Run(d.kind, func(t *testing.T) {
			t.Parallel()
			most := 0
			for _, words := range d.columns {
				most = max(most, len(words))
			}
			for n := range most {
				header := make([]string, len(d.columns))
				for i, words := range d.columns {
					header[i] = words[min(n, len(words)-1)]
				}
				_, faults := sheet.Read([]sheet.Source{csvFile("x", strings.Join(header, ";"), strings.Repeat("?;", len(header)-1)+"?")}, known(), today)
				if len(faults) == 0 || faults[0].Row != 2 {
					t.Errorf("%s: %v", strings.Join(header, ";"), faults)
				}
			}
		})
	}
}
