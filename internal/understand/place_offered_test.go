package understand_test

import (
	"slices"
	"strings"
	"testing"

	"baophu/internal/place"
	"baophu/internal/understand"
)

// TestPlacesOffered asks for names that several places bear, or that are off by
// slips, and looks at what is offered as the asker reads it.
func TestPlacesOffered(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range []struct {
		asker   place.Code
		text    string
		offered string // what must be among it, parted by "|"
		first   bool   // in this order at its beginning
	}{
		{"14", "Nam Định đạt bao nhiêu", "tỉnh Nam Định (cũ)|phường Nam Định, Ninh Bình", true},
		{place.Nation, "hai duong dat bao nhieu", "tỉnh Hải Dương (cũ)|phường Hải Dương, Hải Phòng", true},
		{"14", "Hòa Bình", "tỉnh Hòa Bình (cũ)|phường Hòa Bình, Phú Thọ", true},
		{"03703", "Tân Lập đạt bao nhiêu", "xã Tân Lập (cũ), Sơn La|xã Tân Lập, Quảng Trị", true},
		{"14", "phường 3", "phường 3 (cũ), quận Bình Thạnh, Hồ Chí Minh|phường 3 (cũ), quận 5, Hồ Chí Minh", false},
		{"14", "xã Sinh đạt bao nhiêu", "xã Bó Sinh, Sơn La", false},
		{"15", "ta i lankg dat bao nhieu", "xã Tà Xi Láng, Lào Cai", true},
		{"01", "bao phu dab vi", "xã Ba Vì, Hà Nội", false},
		{"68", "phường Lang Biagn - Đà Lạd đạt bao nhiêu", "phường Lang Biang - Đà Lạt, Lâm Đồng", true},
		{"31", "xã Phú Hi đạt bao nhiêu", "xã Phú Thái, Hải Phòng", false},
		{"52", "cho anh hoi xuaan dat bao nhieu roi em", "xã Xuân An, Gia Lai", false},
		{"19", "xã Ch R", "xã Chợ Rã, Thái Nguyên", false},
	} {
		m := w.reader.Read(c.text, w.official(c.asker))
		var labels []string
		for _, o := range w.reader.Options(understand.AskUnit, m, w.official(c.asker)) {
			labels = append(labels, o.Label)
		}
		want := strings.Split(c.offered, "|")
		for i, label := range want {
			if at := slices.Index(labels, label); at < 0 || c.first && at != i {
				t.Errorf("%s %q offers %q, want %q", c.asker, c.text, labels, want)
				break
			}
		}
		if len(labels) > 12 || len(labels) != len(slices.Compact(slices.Sorted(slices.Values(labels)))) {
			t.Errorf("%s %q offers too much, or two alike: %q", c.asker, c.text, labels)
		}
	}
	for text, unit := range map[string]place.Code{"phường Nam Định đạt bao nhiêu": "13669", "Sơn La đạt bao nhiêu": "14", "Đắk Nông đạt bao nhiêu": "68"} {
		if m := w.reader.Read(text, w.official("14")); m.Unit != unit || len(m.Ask) > 0 {
			t.Errorf("%q: %s %v, asks %v", text, m.Unit, m.Units, m.Ask)
		}
	}
}
