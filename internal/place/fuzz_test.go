package place_test

import (
	"strings"
	"testing"
	"time"

	"baophu/internal/place"
)

// hostile texts are what nobody types by accident.
func hostile() []string {
	return []string{
		"", " ", "\x00", "\xff\xfe", strings.Repeat("ầ", 4000), strings.Repeat("a\u0300\u0301", 2048),
		strings.Repeat("xã ", 500), strings.Repeat("tân thành ", 200), strings.Repeat("muongg ", 300), strings.Repeat("thôn 3 ", 300),
		"xã'''", "'", "t3t3t3", "1.2.3.4", "bản.", "x.x.x.x", "III", "thôn III", "p.", "0000000000", "𝕏ã Chiềng Sinh",
		"kim chung " + strings.Repeat("9", 400), strings.Repeat("q", 5000), "xã Chiềng Ngần cũ", "cũ", "cũ cũ",
	}
}

// soon is how long looking for what anybody may write takes at most: it takes
// some milliseconds, and a busy machine may stand still meanwhile.
const soon = 10 * time.Second

func FuzzFind(f *testing.F) {
	_, ix := national(f)
	for _, text := range hostile() {
		f.Add(text)
	}
	asker := near("v-noongla", "v-t3", "03679")
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		matches := ix.Find(text, asker)
		code, choices := ix.Choose(matches, asker)
		if took := time.Since(start); took > soon {
			t.Errorf("%d bytes took %v", len(text), took)
		}
		if code != "" && len(choices) > 0 || code == "" && (len(choices) > 0) != (len(matches) > 0) {
			t.Errorf("%q: %d matches, %q and %v", text, len(matches), code, choices)
		}
		for i := range matches {
			if i > 0 && matches[i].Cost < matches[i-1].Cost {
				t.Errorf("%q: %v before %v", text, matches[i-1], matches[i])
			}
		}
	})
}

func FuzzScan(f *testing.F) {
	_, ix := national(f)
	for _, text := range hostile() {
		f.Add(text, true)
	}
	f.Add("bao cao ban noong la 5 hgd 2 tt 1 tn", true)
	f.Add("chiềng sinh điện biên, tp.sơn la", false)
	f.Fuzz(func(t *testing.T, text string, agent bool) {
		asker := near("14")
		if agent {
			asker = near("v-noongla", "v-dun", "v-t3")
		}
		list := words(text)
		start := time.Now()
		hits := ix.Scan(list, asker)
		if took := time.Since(start); took > soon {
			t.Errorf("%d words took %v", len(list), took)
		}
		end := 0
		for _, h := range hits {
			if h.Start < end || h.End <= h.Start || h.End > len(list) || len(h.Matches) == 0 {
				t.Errorf("%q: hit %v after %d, of %d words", text, h, end, len(list))
			}
			end = h.End
		}
	})
}

// TestAnyUnits makes trees and indexes of names that are hardly names.
func TestAnyUnits(t *testing.T) {
	t.Parallel()
	var units []place.Unit
	for i, name := range append(hostile(), "Phường 1", "thôn", "bản bản", "-", "I", "xã") {
		if name == "" {
			continue
		}
		units = append(units, place.Unit{Code: place.Code(rune('a' + i)), Name: name, Kind: "bản", Parent: place.Nation})
	}
	tree, err := place.NewTree(units, []place.Name{{Unit: "b", Name: ""}})
	if err != nil {
		t.Fatal(err)
	}
	ix := place.NewIndex(tree)
	for _, text := range hostile() {
		ix.Best(text, near("a", "b", "c"))
		ix.Scan(words(text), near("a", "b", "c"))
	}
}
