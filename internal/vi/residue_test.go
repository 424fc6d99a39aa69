package vi_test

import (
	"testing"

	"baophu/internal/vi"
)

func TestTelex(t *testing.T) {
	t.Parallel()
	r := vi.NewResidue()
	for word, want := range map[string]string{
		"chieenfg": "chiềng", "ngaanf": "ngần", "ngaan": "ngân", "baso": "báo", "caso": "cáo", "nguwowif": "người",
		"dduwowcj": "được", "taasm": "tấm", "moiws": "mới", "gias": "giá", "hooj": "hộ", "ddinhf": "đình", "bharn": "",
		"ban": "", "hgd": "", "tieeru": "tiểu", "quas": "quá", "hoas": "hóa", "toanf": "toàn", "xoong": "xông",
	} {
		if got, ok := r.Telex(word); got != want && (ok || want != "") {
			t.Errorf("%s: %q %v, want %q", word, got, ok, want)
		}
	}
}

func TestVNI(t *testing.T) {
	t.Parallel()
	r := vi.NewResidue()
	for text, want := range map[string]string{
		"ba3n noong la 5 ho65 gia d9i2nh": "bản noong la 5 hộ gia đình",
		"5 hgd9 ba3n du73n":               "5 hgđ bản dửn",
		"ngu7o7i2 tham gia":               "người tham gia",
		"tk1 3tm 2tt, tk2 1tm":            "tk1 3tm 2tt, tk2 1tm",
		"T3: 4hgd 1tn":                    "T3: 4hgd 1tn",
		"thu 1tr366":                      "thu 1tr366",
		"KC1 hgd5":                        "KC1 hgd5",
	} {
		if got, _ := r.VNI(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
