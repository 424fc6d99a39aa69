package handlers

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"baophu/internal/understand"
	"baophu/internal/vi"
)

// pictograph tells whether a character is a picture: it means nothing to
// whoever hears the text read aloud, or sees a box in its place.
func pictograph(r rune) bool {
	return r >= 0x1F000 || 0x2600 <= r && r <= 0x27BF || 0x2300 <= r && r <= 0x23FF || 0x2B00 <= r && r <= 0x2BFF || r == 0xFE0F
}

// No text, line or label rests on a picture alone: without it there are still
// words, or what the blanks bring.
func TestNoMeaningInPicturesAlone(t *testing.T) {
	t.Parallel()
	for key, text := range texts() {
		for _, said := range []string{text.vi, text.en} {
			for line := range strings.SplitSeq(said, "\n") {
				if strings.IndexFunc(line, pictograph) < 0 {
					continue
				}
				if strings.IndexFunc(line, unicode.IsLetter) < 0 && !strings.Contains(line, "%") {
					t.Errorf("%s says %q with a picture alone", key, line)
				}
			}
		}
	}
}

// What is read in large print or tapped with a thumb is in short lines.
func TestWhatIsTappedIsShort(t *testing.T) {
	t.Parallel()
	blank := regexp.MustCompile(`%(?:\[\d+\])?[sd]`)
	for key, text := range texts() {
		limit := 0
		switch head, _, _ := strings.Cut(key, "."); head {
		case "button", "choice":
			limit = 24
		case "option":
			limit = 28
		case "guide", "own", "history":
			limit = 48
		default:
			continue
		}
		for _, said := range []string{text.vi, text.en} {
			for line := range strings.SplitSeq(blank.ReplaceAllString(said, "99"), "\n") {
				if n := len([]rune(line)); n > limit {
					t.Errorf("%s has a line of %d letters, want at most %d: %q", key, n, limit, line)
				}
			}
		}
	}
}

// Whatever answers are offered have a label in both languages.
func TestOptionsAreInBothLanguages(t *testing.T) {
	t.Parallel()
	reader, offered := &understand.Reader{}, 0
	for _, ask := range []understand.Ask{understand.AskIndicator, understand.AskRegistered, understand.AskCount, understand.AskExactCount,
		understand.AskDate, understand.AskDayOrMonth, understand.AskTN, understand.AskConfirmTN, understand.AskColumns,
		understand.AskLegalBasis, understand.AskPerson, understand.AskConfirmation} {
		for _, o := range reader.Options(ask, understand.Meaning{}, understand.Setting{}) {
			offered++
			v := &visit{words: words{english: true, texts: texts()}}
			if got := v.optionLabel(ask, o); got == o.Label {
				t.Errorf("%q, offered for %s, is not in English", o.Label, ask)
			}
			v.english = false
			if got := v.optionLabel(ask, o); got != o.Label {
				t.Errorf("%q, offered for %s, is called %q", o.Label, ask, got)
			}
		}
	}
	if offered < 15 {
		t.Errorf("only %d answers were offered", offered)
	}
}

// Numbers are written as in the language they stand in; days and the numbers
// of reports and acts are as they are.
func TestEnglishNumbers(t *testing.T) {
	t.Parallel()
	for vietnamese, english := range map[string]string{
		"6.412/6.799 người, 94,31%": "6,412/6,799 người, 94.31%",
		"1.310.438 of 1.413.620":    "1,310,438 of 1,413,620",
		"#13116 at 17:40, 20/11":    "#13116 at 17:40, 20/11",
		"1. bản Dửn, 2. Ka Láp.":    "1. bản Dửn, 2. Ka Láp.",
		"QĐ 123/QĐ-UBND, 1,2 a day": "QĐ 123/QĐ-UBND, 1.2 a day",
		"":                          "",
	} {
		if got := vi.EnglishNumbers(vietnamese); got != english {
			t.Errorf("%q became %q, want %q", vietnamese, got, english)
		}
	}
	if got := vi.EnglishNumbers("giữ " + vi.Int(-1_234_567)); got != "giữ −1,234,567" {
		t.Errorf("a number below zero became %q", got)
	}
}
