package vi_test

import (
	"testing"

	"baophu/internal/vi"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text     string
		value    int64
		decimals int
		length   int
		approx   bool
	}{
		{"12", 12, 0, 1, false},
		{"1.324", 1324, 0, 3, false},
		{"1.196.739 người", 1196739, 0, 5, false},
		{"95,3%", 953, 1, 3, false},
		{"1,324", 1324, 3, 3, false},
		{"95.3", 953, 1, 3, false},
		{"3, 5", 3, 0, 1, false},
		{"1 chục", 10, 0, 2, false},
		{"2 chục rưỡi", 25, 0, 3, false},
		{"1 tá", 12, 0, 2, false},
		{"1 tấn", 1, 0, 1, false},
		{"hai mươi mốt thẻ", 21, 0, 3, false},
		{"hai muoi mot the", 21, 0, 3, false},
		{"hai mốt", 21, 0, 2, false},
		{"hai lăm", 25, 0, 2, false},
		{"ba tư", 34, 0, 2, false},
		{"hăm lăm", 25, 0, 2, false},
		{"mười hai", 12, 0, 2, false},
		{"mười lăm", 15, 0, 2, false},
		{"mười", 10, 0, 1, false},
		{"một trăm linh năm", 105, 0, 4, false},
		{"một trăm hai mươi", 120, 0, 4, false},
		{"trăm rưỡi", 150, 0, 2, false},
		{"một trăm hai", 120, 0, 3, false},
		{"một nghìn ba trăm hai mươi tư", 1324, 0, 7, false},
		{"bẩy", 7, 0, 1, false},
		{"chục", 10, 0, 1, false},
		{"một chục", 10, 0, 2, false},
		{"đôi", 2, 0, 1, false},
		{"một đôi", 2, 0, 2, false},
		{"một tá", 12, 0, 2, false},
		{"nam nguoi", 5, 0, 1, false},
		{"dăm người", 5, 0, 1, true},
		{"vài người", 3, 0, 1, true},
		{"hai ba người", 2, 0, 2, true},
		{"năm bảy người", 5, 0, 2, true},
		{"mươi người", 10, 0, 1, true},
		{"vài chục", 3, 0, 2, true},
		{"đôi ba người", 2, 0, 2, true},
		{"bà con", 0, 0, 0, false},
		{"đội", 0, 0, 0, false},
		{"ta", 0, 0, 0, false},
		{"lam", 0, 0, 0, false},
		{"le", 0, 0, 0, false},
		{"99999999999999999999999", 0, 0, 0, false},
	} {
		n, ok := vi.ReadNumber(vi.Words(vi.Clean(c.text)), 0)
		if ok != (c.length > 0) || n.Value != c.value && ok || n.Decimals != c.decimals || ok && n.Len != c.length || n.Approx != c.approx {
			t.Errorf("%q: %+v %v, want %+v", c.text, n, ok, c)
		}
	}
}
