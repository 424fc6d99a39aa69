package understand_test

import (
	"fmt"
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
		texts := []string{line}
		if subject, ok := strings.CutPrefix(line, "+"); ok {
			texts = texts[:0]
			for _, ask := range askedOf {
				if ask != "%s" && !strings.HasPrefix(ask, "/") {
					texts = append(texts, fmt.Sprintf(ask, subject))
				}
			}
		}
		for _, text := range texts {
			asked++
			for i, asker := range askers {
				if !*everyPlace && (i+asked)%7 > 0 {
					continue
				}
				w.answersOwn(t, text, asker)
				w.answersOwn(t, vi.Fold(text), asker)
			}
		}
	}
	if asked < 60 {
		t.Errorf("only %d questions", asked)
	}
}

// answersOwn asks something, and wants it answered for the asker's own unit.
func (w *world) answersOwn(t *testing.T, text string, asker place.Code) {
	t.Helper()
	m := w.reader.Read(text, w.official(asker))
	own := []place.Code{"", asker, w.above(asker)}
	if slices.Contains(m.Ask, understand.AskUnit) || m.Intent == understand.Unclear && !strings.Contains(text, "excel") || !slices.Contains(own, m.Unit) || !slices.Contains(own, m.Within) {
		t.Errorf("%s %q: %s of %s %s, asks %v %v", asker, text, m.Intent, m.Unit, m.Within, m.Ask, m.Choices)
	}
}

// above is the unit that one stands in.
func (w *world) above(code place.Code) place.Code {
	u, _ := w.tree.Unit(code)
	return u.Parent
}
