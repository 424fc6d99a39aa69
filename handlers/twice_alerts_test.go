package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestFloorAndSilenceTwice: an alert below the floor has the figures that the
// raw entries come to, and one of silence comes after three working days
// without an entry, not after two.
func TestFloorAndSilenceTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	w := newTwice(t, 67, (*twice).postLongAgo, (*twice).makeHigh)
	w.now = opening
	w.talk()
	for _, u := range w.units("xã") {
		w.asked("boss", fmt.Sprintf("/theodoi %s canh bao", u))
	}
	w.heard("14h") // Saturday morning
	w.today++
	floored := place.Code("90001")
	if w.floor(floored) == 0 {
		t.Fatal("the commune has no floor")
	}
	before, n := w.participants(floored, coverage.BHYT, w.today), w.population(floored, w.today)
	least := need(w.floor(floored), n)
	if before < least {
		t.Fatalf("the commune has %d people, %d are the floor", before, least)
	}
	w.tell(floored, "%s giảm %d hgđ chuyển đi", before-least+1)
	p := w.participants(floored, coverage.BHYT, w.today)
	w.says("below the floor", w.heard("3m"),
		fmt.Sprintf("Xã Đồng Nhất xuống dưới mức sàn nông thôn mới 93%% (thử): %s%% (%s/%s), thiếu %s người.", share(p, n, w.floor(floored)), number(p), number(n), number(least-p)))
	for _, u := range w.units("xã") { // all have reported on Saturday
		w.tell(u, "%s giảm %d hgđ chuyển đi", 1)
	}
	w.heard("3m")
	silent := func(said string) (count int) {
		for _, u := range w.units("xã") {
			count += strings.Count(said, fmt.Sprintf("Xã%s: 3 ngày làm việc qua chưa nhận được báo cáo nào", strings.TrimPrefix(w.title(u), "xã")))
		}
		return count
	}
	at := func(day vi.Day) time.Duration { return day.Start(hanoi).Add(9 * time.Hour).Sub(w.now) }
	if early := w.heard(at(vi.Date(2026, 11, 24)).String()); silent(early) != 0 {
		t.Errorf("after one working day and a morning without a report:\n%s", early)
	}
	if late := w.heard(at(vi.Date(2026, 11, 26)).String()); silent(late) != len(w.units("xã")) {
		t.Errorf("after three working days without a report, %d communes are silent:\n%s", silent(late), late)
	}
}

// makeHigh gives a commune with a floor more people than that asks for.
func (w *twice) makeHigh() {
	for i, b := range w.records.Baselines {
		if b.Indicator == coverage.BHYT && b.AsOf == vi.Date(2026, 9, 30) && strings.HasPrefix(string(b.Unit), "90001-") {
			w.records.Baselines[i].Participants = w.population(b.Unit, b.AsOf) * 96 / 100
		}
	}
}
