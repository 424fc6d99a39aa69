package understand

import (
	"slices"

	"baophu/internal/vi"
)

// RefersBack gives a test whether what a text means may hang on what its writer
// sent before: an undoing, a correction, a total, "thêm 1 nữa". It says so
// rather once too often: who asks then looks whether anything came before.
func RefersBack() func(text string) bool {
	var words vi.Lexicon[sense]
	for _, table := range [][]row{correctionWords(), reportWords()} {
		for _, r := range table {
			if slices.Contains([]class{undo, fixing, wrong, notBut, becomes, less, move, more, total, running}, r.class) {
				words.Add(r.phrases, sense{r.class, r.value})
			}
		}
	}
	return func(text string) bool {
		all := vi.Words(vi.Clean(clip(text)))
		for i := range all {
			if _, _, found := words.Longest(all, i); found {
				return true
			}
		}
		return false
	}
}
