package handlers_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestFeetTwice: the numbers below lists and beside cards, which few answers
// have: places too small to rank, without a plan or a floor, a share that is
// met, growth of what has no share, and what an agent has reported today.
func TestFeetTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	w := newTwice(t, 83, (*twice).postLongAgo)
	w.now = opening
	w.talk()
	small := len(pick(w.figures("90002", w.today), func(f figure) bool { return f.n < 50 }))
	w.holds("/xephang 90002 cac thôn", fmt.Sprintf("%d nơi dưới 50 dân không xếp hạng", small))
	unplanned, unfloored := 0, 0
	for _, u := range w.units("xã") {
		if _, ok := w.target(u, coverage.Voluntary); !ok {
			unplanned++
		}
		if w.floor(u) == 0 {
			unfloored++
		}
	}
	w.holds("/xephang 90 bhxh_tn cac xã kế hoạch", fmt.Sprintf("%d nơi chưa được giao kế hoạch", unplanned))
	w.holds("/chuadat 90 dưới sàn", fmt.Sprintf("%d nơi không có mức sàn", unfloored))
	for _, u := range []place.Code{"90001", "90002"} {
		p, n := w.participants(u, coverage.BHYT, w.today), w.population(u, w.today)
		floor := "93%, đã đạt"
		if short := need(w.floor(u), n) - p; short > 0 {
			floor = fmt.Sprintf("93%%, còn thiếu %s người", number(short))
		}
		w.holds("/xa "+string(u), "Sàn xã", floor)
		met := 10_000 * (100 * p / n) // the last whole percent
		w.holds(fmt.Sprintf("/thieu %s %d%%", u, met/10_000), fmt.Sprintf("Đã đạt mức %d%%", met/10_000))
	}
	var grown []figure
	for _, u := range w.units("xã") {
		grown = append(grown, figure{unit: u, title: w.title(u), p: w.participants(u, coverage.Voluntary, w.today), was: w.participants(u, coverage.Voluntary, w.today-30)})
	}
	w.rows("/xephang 90 bhxh_tn cac xã tăng trưởng", ordered(grown, func(f figure) *big.Rat { return big.NewRat(f.was-f.p, f.was) }, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%% số người (%s → %s)", n, f.title, growth(f.p, f.was), number(f.was), number(f.p))
	}))
	for name := range w.agents {
		if people, days := w.sold(name, w.today, w.today); days > 0 {
			w.says(name, strings.Join(w.asked(name, "xin chào"), "\n"), fmt.Sprintf("Hôm nay anh/chị đã báo %s người mới", number(people)))
		}
	}
	if small == 0 || unplanned == 0 || unfloored == 0 || !slices.ContainsFunc(grown, func(f figure) bool { return f.p != f.was }) {
		t.Error("there is nothing to count")
	}
}
