package understand_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// TestQuestionsWithoutPlaces asks what names no place, with marks and without,
// as officials of all the provinces, of the country and of a commune: nobody
// is asked which place is meant, or answered for another.
func TestQuestionsWithoutPlaces(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	data, err := os.ReadFile(filepath.Join("testdata", "noplace.txt"))
	if err != nil {
		t.Fatal(err)
	}
	askers := append(w.tree.Descendants(place.Nation, place.Province, 0), place.Nation, "03679")
	asked := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		asked++
		for _, text := range []string{line, vi.Fold(line)} {
			for i, asker := range askers {
				if !*everyPlace && (i+asked)%3 > 0 {
					continue
				}
				m := w.reader.Read(text, w.official(asker))
				of := []place.Code{"", asker, w.above(asker)}
				if slices.Contains(m.Ask, understand.AskUnit) || m.Intent == understand.Unclear && !strings.Contains(text, "excel") || !slices.Contains(of, m.Unit) || !slices.Contains(of, m.Within) {
					t.Errorf("%s %q: %s of %s %s, asks %v %v", asker, text, m.Intent, m.Unit, m.Within, m.Ask, m.Choices)
				}
			}
		}
	}
	if asked < 60 {
		t.Errorf("only %d questions", asked)
	}
}

// above is the unit that one stands in.
func (w *world) above(code place.Code) place.Code {
	u, _ := w.tree.Unit(code)
	return u.Parent
}
