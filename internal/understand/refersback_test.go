package understand_test

import (
	"testing"

	"baophu/internal/understand"
)

func TestRefersBack(t *testing.T) {
	t.Parallel()
	refers := understand.RefersBack()
	for text, want := range map[string]bool{
		"hủy": true, "huy": true, "/huy": true, "HỦY BÁO CÁO VỪA RỒI": true, "xoá tin trên giúp em": true,
		"nhầm, 3 chứ không phải 5": true, "sua lai thanh 2 hgd": true, "tổng hôm nay 7 hgđ": true, "thêm 1 nữa": true, "bớt 1 hgđ": true,
		"5 hgđ": false, "dửn 3 hgđ 2 tn": false, "hôm nay 2 hgd moi": false, "bản chưa có ai mua": false, "": false,
	} {
		if got := refers(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
