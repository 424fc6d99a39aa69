package handlers_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"baophu/internal/chart"
)

// TestPlacesBesideEachOtherTwice: the picture of two places has the bars of
// both, of what the raw entries come to, and its words say the same.
func TestPlacesBesideEachOtherTwice(t *testing.T) {
	t.Parallel()
	w := newTwice(t, 31, (*twice).makeCounts)
	w.talk()
	all := pick(w.figures("90", w.today), func(f figure) bool { return f.n > 0 })
	if len(all) < 2 {
		t.Fatalf("only %d communes have a share", len(all))
	}
	a, b := all[0], all[1]
	question := fmt.Sprintf("biểu đồ so sánh %s với %s", a.title, b.title)
	p, said := plotted[chart.RankingPlot](w, "boss", question)
	w.equal(question, "the number of bars", len(p.Bars), 2)
	for _, f := range []figure{a, b} {
		k := slices.IndexFunc(p.Bars, func(bar chart.Bar) bool { return strings.HasSuffix(bar.Name, ". "+f.title) })
		if k < 0 {
			t.Errorf("%s has no bar of %s: %+v", question, f.title, p.Bars)
			continue
		}
		bar := p.Bars[k]
		if math.Abs(bar.Value-100*float64(f.p)/float64(f.n)) > 1e-9 || math.Abs(bar.Target-float64(f.goal)/10_000) > 1e-9 || bar.Met != (f.gap == 0) {
			t.Errorf("%s draws %+v of %+v", question, bar, f)
		}
		w.equal(question, "the label of "+bar.Name, bar.Label, share(f.p, f.n, f.goal)+"%")
		w.says(question, said, fmt.Sprintf("%s/%s", number(f.p), number(f.n)))
	}
}
