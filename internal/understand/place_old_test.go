package understand_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// TestOldPlacesInQuestions asks about the communes and districts of old as the
// officials of the provinces do in which they are today. With -every-place it
// asks about each of them, else about each 31st.
func TestOldPlacesInQuestions(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, way := range []spelling{
		{"old, as written", func(_ *rand.Rand, u place.Unit) string { return u.Kind + " " + u.Name }, false, 0.995, 0},
		{"old, with cũ", func(_ *rand.Rand, u place.Unit) string { return u.Kind + " " + u.Name + " cũ" }, false, 0.995, 0},
		{"old, name alone", func(_ *rand.Rand, u place.Unit) string { return u.Name }, false, 0.995, 0.003},
		{"old, folded", func(_ *rand.Rand, u place.Unit) string { return vi.Fold(u.Name) }, true, 0.99, 0.003},
		{"old, joined", func(_ *rand.Rand, u place.Unit) string { return strings.ReplaceAll(vi.Fold(u.Name), " ", "") }, true, 0.99, 0.003},
		{"old, one slip", func(rng *rand.Rand, u place.Unit) string { return slip(rng, u.Name) }, false, 0.985, 0.0011},
		{"old, one slip, kind", func(rng *rand.Rand, u place.Unit) string { return u.Kind + " " + slip(rng, u.Name) }, false, 0.985, 0.0001},
		{"old, one slip, folded", func(rng *rand.Rand, u place.Unit) string { return slip(rng, vi.Fold(u.Name)) }, true, 0.985, 0.0021},
		{"old, two slips, kind", func(rng *rand.Rand, u place.Unit) string { return u.Kind + " " + slip(rng, slip(rng, u.Name)) }, false, 0.97, 0.001},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(7, 11))
			var l tally
			for i, code := range w.ended() {
				u, _ := w.tree.Unit(code)
				written := way.write(rng, u)
				if i%31 > 0 && !*everyPlace {
					continue
				}
				now := w.tree.Now(code)
				asker := w.tree.Ancestors(now[i%len(now)].Code, 0)
				ask := askedOf[i%len(askedOf)]
				if way.plain {
					ask = vi.Fold(ask)
				}
				w.judge(&l, fmt.Sprintf(ask, written), w.official(asker[max(0, len(asker)-2)]), code)
			}
			l.report(t, way.found, way.wrong)
		})
	}
}

// ended gives the communes and districts of old that have a name.
func (w *world) ended() []place.Code {
	var codes []place.Code
	for _, code := range w.tree.Codes() {
		u, _ := w.tree.Unit(code)
		level := w.tree.Level(code)
		if !u.To.IsZero() && (level == place.Commune || level == place.District) && len(w.tree.Now(code)) > 0 && !strings.ContainsAny(u.Name, "0123456789") {
			codes = append(codes, code)
		}
	}
	return codes
}

// villageNames are names as villages have them.
const villageNames = "Noong La|Dửn|Ka Láp|Kim Chung|Pom Ư Hừ|Nà Ngòi|Huổi Lạ|Co Mị|Nậm Păm|Bó Mười|Phiêng Nèn|Lả Mường|Nong Ten|Pá Sàng|Hua Ít|Thẳm Cọng|Tà Làng Cao|Đông Hưng|Tân Lập|Thống Nhất|Nà Sẳng|Suối Lìn|Chiềng Ban|Mường Chùm|Bon Bu Dấp|Buôn Ja Rah|Đắk Sô|Phú Sơn|Xóm Mới|Cầu Chợ|Long Hòa|Thạnh Lợi|Vĩnh Phước|Cây Trôm|Rạch Kiến|Bàu Sen|Suối Cát|Hòa Thắng|Nước Ngọt"

// withVillages is the world with ten villages in each of some communes.
func (w *world) withVillages(t testing.TB) (*world, []place.Code) {
	t.Helper()
	names := strings.Split(villageNames, "|")
	var units []place.Unit
	for _, code := range w.tree.Codes() {
		u, _ := w.tree.Unit(code)
		units = append(units, u)
	}
	var villages []place.Code
	for i, commune := range w.tree.Descendants(place.Nation, place.Commune, 0) {
		if i%25 > 0 {
			continue
		}
		for k := range 10 {
			v := place.Unit{Code: place.Code(fmt.Sprintf("%s-%02d", commune, k+1)), Name: names[(i+k*7)%len(names)], Kind: []string{"bản", "thôn", "ấp", "khu phố"}[i%4], Parent: commune}
			if k > 7 {
				v.Name = fmt.Sprint(k - 5)
			}
			units = append(units, v)
			villages = append(villages, v.Code)
		}
	}
	tree, err := place.NewTree(units, nil)
	if err != nil {
		t.Fatal(err)
	}
	more := &world{context: w.context, tree: tree, index: place.NewIndex(tree)}
	more.reader = w.reader.For(tree, more.index)
	return more, villages
}

// TestVillagesInQuestions asks about villages as the officials of their communes do.
func TestVillagesInQuestions(t *testing.T) {
	t.Parallel()
	w, villages := loadWorld(t).withVillages(t)
	for _, way := range []spelling{
		{"village, as written", func(_ *rand.Rand, u place.Unit) string { return u.Kind + " " + u.Name }, false, 1, 0},
		{"village, folded, kind", func(_ *rand.Rand, u place.Unit) string { return vi.Fold(u.Kind + " " + u.Name) }, true, 1, 0},
		{"village, name alone", func(_ *rand.Rand, u place.Unit) string { return u.Name }, false, 1, 0},
		{"village, folded", func(_ *rand.Rand, u place.Unit) string { return vi.Fold(u.Name) }, true, 1, 0},
		{"village, one slip, kind", func(rng *rand.Rand, u place.Unit) string { return u.Kind + " " + slip(rng, u.Name) }, false, 0.98, 0},
		{"village, one slip, folded, kind", func(rng *rand.Rand, u place.Unit) string { return vi.Fold(u.Kind) + " " + slip(rng, vi.Fold(u.Name)) }, true, 0.98, 0},
		{"village, one slip", func(rng *rand.Rand, u place.Unit) string { return slip(rng, u.Name) }, false, 0.98, 0.001},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(7, 11))
			var l tally
			for i, code := range villages {
				u, _ := w.tree.Unit(code)
				if numbered := strings.ContainsAny(u.Name, "0123456789"); numbered && !strings.Contains(way.name, "kind") && !strings.Contains(way.name, "written") || numbered && strings.Contains(way.name, "slip") {
					continue
				}
				written := way.write(rng, u)
				if i%5 > 0 && !*everyPlace {
					continue
				}
				ask := askedOf[i%len(askedOf)]
				if way.plain {
					ask = vi.Fold(ask)
				}
				w.judge(&l, fmt.Sprintf(ask, written), w.official(u.Parent), code)
			}
			l.report(t, way.found, way.wrong)
		})
	}
}

// TestPlacesAskedByAgents asks about the communes of their province as agents do.
func TestPlacesAskedByAgents(t *testing.T) {
	t.Parallel()
	w, villages := loadWorld(t).withVillages(t)
	asks := []string{"/xa %s", "%s đạt bao nhiêu rồi", "/thieu %s", "kind %s đạt bao nhiêu", "bao phủ %s đạt bao nhiêu phần trăm"}
	for _, way := range []spelling{
		{"agent, as written", func(_ *rand.Rand, u place.Unit) string { return u.Name }, false, 0.99, 0},
		{"agent, folded", func(_ *rand.Rand, u place.Unit) string { return vi.Fold(u.Name) }, true, 0.985, 0.0031},
		{"agent, one slip", func(rng *rand.Rand, u place.Unit) string { return slip(rng, u.Name) }, false, 0.98, 0.0076},
		{"agent, one slip, folded", func(rng *rand.Rand, u place.Unit) string { return slip(rng, vi.Fold(u.Name)) }, true, 0.96, 0.0136},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(7, 11))
			var l tally
			for i, village := range villages {
				commune := w.above(village)
				others := slices.DeleteFunc(w.tree.Descendants(w.above(commune), place.Commune, 0), func(c place.Code) bool { return c == commune })
				if len(others) == 0 {
					continue
				}
				code := others[rng.IntN(len(others))]
				u, _ := w.tree.Unit(code)
				written := way.write(rng, u)
				if i%4 > 0 && !*everyPlace {
					continue
				}
				s := w.official(commune)
				s.Speaker = understand.Speaker{Role: coverage.Agent, Villages: []place.Code{village}, Commune: commune}
				ask := strings.Replace(asks[i%len(asks)], "kind", u.Kind, 1)
				if way.plain {
					ask = vi.Fold(ask)
				}
				w.judge(&l, fmt.Sprintf(ask, written), s, code)
			}
			l.report(t, way.found, way.wrong)
		})
	}
}
