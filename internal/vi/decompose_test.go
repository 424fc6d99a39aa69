package vi

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func FuzzDecomposed(f *testing.F) {
	for _, s := range []string{"", "Bản Noong La: 5 hgđ mới", "Đắk R'Lấp – ặ̂ a\u0323\u0302", "한글 ﬁ \xff\xfe ḿ", "ặỗỡửỹĐđÐð’₫…", "e\u031b\u0301\u0302"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(appendNFD([]byte("before "), s)), "before "+norm.NFD.String(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	})
}

func TestEveryLetterDecomposed(t *testing.T) {
	t.Parallel()
	for r := rune(0); r < 0x3000; r++ {
		if got, want := string(appendNFD(nil, string(r))), norm.NFD.String(string(r)); got != want {
			t.Errorf("%U: %q, want %q", r, got, want)
		}
	}
}
