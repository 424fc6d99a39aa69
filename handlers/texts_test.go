package handlers

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/understand"
)

// Every text is in both languages, with the same blanks in the same order, or
// numbered.
func TestTextsAreInBothLanguages(t *testing.T) {
	t.Parallel()
	blank := regexp.MustCompile(`%(?:\[\d+\])?[sd%]`)
	for key, text := range texts() {
		if text.vi == "" || text.en == "" {
			t.Errorf("%s is not in both languages: %q, %q", key, text.vi, text.en)
		}
		vi, en := blank.FindAllString(text.vi, -1), blank.FindAllString(text.en, -1)
		if strings.Contains(text.vi, "%[1]") && strings.Contains(text.en, "%[1]") {
			slices.Sort(vi)
			slices.Sort(en)
		}
		signs := func(s string) bool { return s == "%%" }
		if vi, en := slices.DeleteFunc(vi, signs), slices.DeleteFunc(en, signs); !slices.Equal(vi, en) {
			t.Errorf("%s: blanks %v in Vietnamese, %v in English", key, vi, en)
		}
	}
}

// Whatever key the code says there is a text for, and no text is left over.
func TestEveryKeyHasItsText(t *testing.T) {
	t.Parallel()
	all := texts()
	used := map[string]bool{}
	for _, d := range coverage.Catalogue() {
		used["ind."+string(d.Code)] = true
		if d.Base != coverage.NoBase {
			used["base."+string(d.Base)] = true
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	literal := regexp.MustCompile(`"([a-z_A-Z]+\.[a-z_A-Z0-9.]*)"`)
	var prefixes []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "texts") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllStringSubmatch(string(source), -1) {
			if strings.HasSuffix(m[1], ".") {
				prefixes = append(prefixes, m[1]) // the rest of the key is data
				continue
			}
			used[m[1]] = true
			if head, _, _ := strings.Cut(m[1], "."); hasHead(all, head) && !has(all, m[1]) && !strings.HasSuffix(m[1], ".png") {
				t.Errorf("%s says %q, which has no text", file, m[1])
			}
		}
	}
	for key := range all {
		if !used[key] && !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("nothing says %s", key)
		}
	}
	for _, ask := range []understand.Ask{understand.AskIndicator, understand.AskCount, understand.AskExactCount, understand.AskUnit,
		understand.AskDate, understand.AskDayOrMonth, understand.AskTN, understand.AskConfirmTN, understand.AskRegistered,
		understand.AskColumns, understand.AskLegalBasis, understand.AskPerson, understand.AskConfirmation} {
		if !has(all, "ask."+string(ask)) {
			t.Errorf("asking for %s has no text", ask)
		}
	}
}

func has(all map[string]text, key string) bool {
	_, ok := all[key]
	return ok
}

func hasHead(all map[string]text, head string) bool {
	for key := range all {
		if strings.HasPrefix(key, head+".") {
			return true
		}
	}
	return false
}
