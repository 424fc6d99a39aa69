package vi_test

import (
	"testing"
	"time"
	"unicode/utf8"

	"baophu/internal/vi"
)

// FuzzWords: whatever is typed, words lie within the text in order, and
// numbers and days take at least one word and none beyond the end.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Bản Noong La: 5 hgđ", "hai mươi mốt", "ngày 12/11/2026", "1.366.200đ", "a\u0301\u0323", "d9i2nh", "chieenfg", "9 tháng", "\xff"} {
		f.Add(s)
	}
	when, residue := vi.NewWhen(), vi.NewResidue()
	today := vi.Date(2026, time.November, 13)
	f.Fuzz(func(t *testing.T, s string) {
		clean := vi.Clean(s)
		if !utf8.ValidString(clean) {
			t.Fatalf("%q: cleaned to invalid %q", s, clean)
		}
		words := vi.Words(clean)
		end := 0
		for i, w := range words {
			if w.Start < end || w.End <= w.Start || w.End > len(clean) {
				t.Fatalf("%q: word %d at %d..%d", clean, i, w.Start, w.End)
			}
			end = w.End
			if n, ok := vi.ReadNumber(words, i); ok && (n.Len < 1 || i+n.Len > len(words) || n.Value < 0) {
				t.Fatalf("%q: number %+v at %d", clean, n, i)
			}
			if d, ok := when.Read(words, i, today); ok && (d.Len < 1 || i+d.Len > len(words) || d.From > d.To) {
				t.Fatalf("%q: days %+v at %d", clean, d, i)
			}
			residue.Telex(w.Text)
		}
		residue.VNI(clean)
	})
}
