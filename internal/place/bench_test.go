package place_test

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"baophu/internal/place"
	"baophu/internal/vi"
)

func BenchmarkTree(b *testing.B) {
	units, names := lists(b)
	for b.Loop() {
		if _, err := place.NewTree(units, names); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	units, names := lists(b)
	tree, err := place.NewTree(units, names)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		place.NewIndex(tree)
	}
}

// BenchmarkFind looks names up as they are and with two slips, among all.
func BenchmarkFind(b *testing.B) {
	tree, ix := national(b)
	communes := tree.Descendants(place.Nation, place.Commune, 0)
	for name, garble := range map[string]func(*rand.Rand, string) string{
		"folded": func(_ *rand.Rand, s string) string { return vi.Fold(s) },
		"slips":  func(rng *rand.Rand, s string) string { return slip(rng, slip(rng, vi.Fold(s))) },
	} {
		b.Run(name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			texts := make([]string, 1000)
			for i := range texts {
				u, _ := tree.Unit(communes[rng.IntN(len(communes))])
				texts[i] = garble(rng, u.Name)
			}
			i := 0
			for b.Loop() {
				ix.Find(texts[i%len(texts)], near("14"))
				i++
			}
		})
	}
}

func BenchmarkScan(b *testing.B) {
	_, ix := national(b)
	for _, c := range []struct{ name, text string }{
		{"report", "e báo cáo chị hôm nay bản dửn tăng mới 3 thẻ bhyt hộ gia đình ạ"},
		{"toneless", "hom nay em da thu duoc 5 the bhyt ho gia dinh va 2 so bhxh"},
		{"question", "so sanh ty le bao phu bhyt cua xa muong gion voi chieng ngan thang nay"},
		{"slips", "ty le bao phu bhyt cua xa muogn giom va chiengn gan thang nay bao nhieu"},
	} {
		b.Run(c.name, func(b *testing.B) {
			list, asker := words(c.text), near("v-noongla", "v-dun", "v-kalap")
			for b.Loop() {
				ix.Scan(list, asker)
			}
		})
	}
}

// TestMemory bounds what the national list takes, with its old units.
func TestMemory(t *testing.T) {
	units, names := lists(t)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tree, err := place.NewTree(units, names)
	if err != nil {
		t.Fatal(err)
	}
	ix := place.NewIndex(tree)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 40<<20 {
		t.Errorf("tree and index take %d MB", grown>>20)
	} else {
		t.Logf("tree and index take %d KB", grown>>10)
	}
	runtime.KeepAlive(ix)
}
