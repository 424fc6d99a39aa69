package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestMapsTwice: the numbers of maps that few have: places without a figure,
// or with one of a part, more places than a picture holds, and rates of which
// none is round; and who does not take part.
func TestMapsTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newTwice(t, 130+seed, (*twice).forgetInsured, (*twice).makeLabour, (*twice).makeMany, (*twice).postLongAgo)
			w.now = opening
			w.talk()
			w.checkGaps()
			w.checkPages()
			w.checkAlike()
			for _, u := range []place.Code{"90001", "90001-01", "90003-02"} {
				w.checkOutside(u)
			}
			for _, u := range []place.Code{"90001-01", "90003-02"} {
				w.says("the goal of "+string(u), strings.Join(w.asked("boss", "/thieu "+string(u)), "\n"),
					fmt.Sprintf("Nơi này chưa được giao chỉ tiêu riêng, tính theo mức chung %s%%", half(100*w.demand(u), 1_000_000, 2)))
			}
		})
	}
}

// forgetInsured leaves out the counts of one village of a random commune or
// two, and of all villages of another.
func (w *twice) forgetInsured() {
	lost := []place.Code{"90002-01", "90002-02", "90002-03", "90004-02"}
	if w.r.IntN(2) == 0 {
		lost = append(lost, "90003-01")
	}
	w.records.Baselines = slices.DeleteFunc(w.records.Baselines, func(b coverage.Baseline) bool {
		return b.Indicator == coverage.BHYT && slices.Contains(lost, b.Unit)
	})
}

// makeMany makes a commune with more villages than a picture holds, of which
// some have no count, and the first few have all the same share of BHXH.
func (w *twice) makeMany() {
	add := func(code, name, kind string, parent place.Code) {
		w.records.Units = append(w.records.Units, place.Unit{Code: place.Code(code), Name: name, Kind: kind, Parent: parent})
		w.parents[place.Code(code)] = parent
	}
	add("90009", "Đồng Đông", "xã", "90")
	alike := 2 + w.r.IntN(8)
	for n := range 33 + w.r.IntN(40) {
		u := place.Code(fmt.Sprintf("90009-%02d", n+1))
		add(string(u), fmt.Sprintf("Đông %d", n+1), "bản", "90009")
		people := 100 + w.r.Int64N(300)
		w.records.Denominators = append(w.records.Denominators, coverage.Denominator{Unit: u, Base: coverage.Population, AsOf: vi.Date(2026, 1, 1), Value: people, Source: "thử"})
		if n < alike {
			w.records.Denominators = append(w.records.Denominators, coverage.Denominator{Unit: u, Base: coverage.LabourForce, AsOf: vi.Date(2026, 1, 1), Value: 200, Source: "thử"})
			for _, i := range []coverage.Indicator{coverage.Voluntary, coverage.Compulsory} {
				w.records.Baselines = append(w.records.Baselines, coverage.Baseline{Unit: u, Indicator: i, AsOf: vi.Date(2026, 9, 30), Participants: 30, Stated: -1, Source: "thử"})
			}
		}
		if w.r.IntN(6) > 0 {
			w.records.Baselines = append(w.records.Baselines, coverage.Baseline{Unit: u, Indicator: coverage.BHYT, AsOf: vi.Date(2026, 9, 30), Participants: people * (80 + w.r.Int64N(20)) / 100, Stated: -1, Source: "thử"})
		}
	}
}

// counted tells of how many villages of a unit there is a count of BHYT.
func (w *twice) counted(u place.Code) (with, all int) {
	for _, v := range w.below(u) {
		if all++; slices.ContainsFunc(w.records.Baselines, func(b coverage.Baseline) bool { return b.Unit == v && b.Indicator == coverage.BHYT }) {
			with++
		}
	}
	return with, all
}

// maps asks for a map, and gives its pictures and words.
func (w *twice) maps(question string) (plots []chart.MapPlot, said string) {
	w.t.Helper()
	w.desk.Watch(func(plot any) {
		if p, ok := plot.(chart.MapPlot); ok {
			plots = append(plots, p)
		}
	})
	said = strings.Join(w.asked("boss", question), "\n")
	if len(plots) == 0 {
		w.t.Fatalf("%s draws nothing:\n%s", question, said)
	}
	return plots, said
}

// checkGaps asks for the map of communes, some without a figure.
func (w *twice) checkGaps() {
	const question = "/bieudo 90 ban do"
	plots, said := w.maps(question)
	none, part := 0, 0
	for _, u := range w.units("xã") {
		switch with, all := w.counted(u); {
		case with == 0:
			none++
		case with < all:
			part++
		}
	}
	w.equal(question, "the number of places", plots[0].Subtitle, fmt.Sprintf("%d xã, phường · đến %s · xếp theo địa bàn", len(w.units("xã")), w.today.Long()))
	w.equal(question, "what is unknown", plots[0].Unknown, fmt.Sprintf("chưa có số: %d nơi", none))
	w.says(question, said, fmt.Sprintf("%d nơi mới có một phần số liệu", part))
}

// checkPages asks for the map of a commune's many villages.
func (w *twice) checkPages() {
	const question, most = "/bieudo 90009 ban do", 30
	plots, said := w.maps(question)
	_, all := w.counted("90009")
	pages := (all + most - 1) / most
	w.equal(question, "the number of pictures", len(plots), pages)
	for n := 2; n <= pages; n++ {
		w.says(question, said, fmt.Sprintf("Tiếp theo (%d/%d)", n, pages))
	}
	tiles := 0
	for _, p := range plots {
		tiles += len(p.Tiles)
	}
	w.equal(question, "the number of tiles", tiles, all)
}

// checkOutside asks who is without BHXH of those who work.
func (w *twice) checkOutside(u place.Code) {
	p, n := w.bothParts(u, w.today), w.labour(u, w.today)
	question := fmt.Sprintf("/xa %s bhxh bao nhiêu người chưa tham gia", u)
	w.says(question, strings.Join(w.asked("boss", question), "\n"), fmt.Sprintf("Chưa tham gia: %s người (%s%% lực lượng lao động) = %s − %s người tham gia", number(n-p), half(100*(n-p), n, 2), number(n), number(p)))
}

// checkAlike asks for the map of villages that all have the same share of BHXH.
func (w *twice) checkAlike() {
	const question = "/bieudo 90009 bhxh ban do"
	_, said := w.maps(question)
	working := 0
	for _, d := range w.records.Denominators {
		if d.Base == coverage.LabourForce && w.parents[d.Unit] == "90009" {
			working++
		}
	}
	w.says(question, said, fmt.Sprintf("1. có số: %d nơi", working))
}
