package understand_test

import (
	"slices"
	"testing"

	"baophu/internal/place"
	"baophu/internal/understand"
)

// TestOldPlacesBesideFarOnes asks, as a commune of Sơn La does, for names that
// only units far away bear today: the units of old of the asker's own province,
// and a province of old, are offered as well.
func TestOldPlacesBesideFarOnes(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range []struct {
		text, name string
		level      place.Level
	}{
		{"Tân Lập đạt bao nhiêu", "Tân Lập", place.Commune},
		{"xã Tân Lập đạt bao nhiêu", "Tân Lập", place.Commune},
		{"quyet thang dat bao nhieu", "Quyết Thắng", place.Commune},
		{"Hòa Bình đạt bao nhiêu", "Hòa Bình", place.Province},
	} {
		m := w.reader.Read(c.text, w.official("03703"))
		if !slices.Contains(m.Ask, understand.AskUnit) || !slices.ContainsFunc(m.Choices, func(code place.Code) bool {
			u, _ := w.tree.Unit(code)
			if u.Name != c.name || w.tree.Level(code) != c.level || u.To.IsZero() {
				return false
			}
			return c.level == place.Province || slices.ContainsFunc(w.tree.Now(code), func(s place.Successor) bool { return w.tree.Within(s.Code, "14", 0) })
		}) {
			t.Errorf("%q: %s of %s, asks %v %v", c.text, m.Intent, m.Unit, m.Ask, m.Choices)
		}
	}
}
