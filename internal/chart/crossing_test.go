package chart_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"baophu/internal/chart"
	"baophu/internal/vi"
)

// TestNoWordCrossesALine draws pictures over random and extreme figures and
// words: no letter lies on a line, on another letter or beyond the edge.
func TestNoWordCrossesALine(t *testing.T) {
	t.Parallel()
	for name, draw := range map[string]func(*rand.Rand) any{
		"trend":   func(r *rand.Rand) any { return anyTrend(r) },
		"month":   func(r *rand.Rand) any { return anyMonth(r) },
		"offsets": func(r *rand.Rand) any { return anyOffsets(r) },
		"ranking": func(r *rand.Rand) any { return anyRanking(r) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(20) {
				plot := draw(rand.New(rand.NewPCG(seed, 4)))
				crossings, err := chart.Crossings(plot)
				if err != nil {
					t.Fatal(err)
				}
				if len(crossings) > 0 {
					t.Errorf("seed %d:\n%s", seed, strings.Join(crossings, "\n"))
				}
			}
		})
	}
}

func one[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// anyFrame has words of any length that answers have.
func anyFrame(r *rand.Rand) chart.Frame {
	f := chart.Frame{
		Title: one(r, "BHYT xã Mường Giôn", "BHXH bắt buộc phường Chiềng Sinh (gồm xã Chiềng Ngần cũ)",
			"BHXH tự nguyện huyện Quỳnh Nhai (cũ), theo số của các xã lập từ các xã cũ của huyện"),
		Subtitle: one(r, "12 tháng đến 20/11/2026", "xã Mường Giôn · tỉnh Sơn La · 12 tháng đến 20/11/2026",
			"đặc khu Trường Sa · tỉnh Khánh Hòa · 12 tháng đến 20/11/2026 · theo đơn vị từ 1/7/2025"),
		Figure:  one(r, "0%", "94,23%", "100%", "131,05%", "96.739.112", "−1.196.739", "1.196/1.200"),
		English: r.IntN(3) == 0,
	}
	beside := []string{"người tham gia", "của 101.112.656 người dân", "chỉ tiêu 95,35%", "còn thiếu 1.196.739 người"}
	f.Beside = beside[:r.IntN(len(beside)+1)]
	for range r.IntN(4) {
		f.Foot = append(f.Foot, one(r, "Số liệu minh họa, không phải số chính thức.", "Số chốt 31/10 + 1.960 báo cáo đến 17:27 hôm qua 19/11",
			"Số chốt 31/12/2020, đã quá một năm nên chưa so được với hôm nay; số mới nhất phải chờ cơ quan BHXH."))
	}
	return f
}

// anyLine wanders between bounds, with gaps.
func anyLine(r *rand.Rand, name string, days int, low, high float64, write func(float64) string) chart.Line {
	l := chart.Line{Name: name}
	v := low + (high-low)*r.Float64()
	still, gaps := r.IntN(3) == 0, r.IntN(2) == 0
	for _, d := range ends(days) {
		if !still {
			v = min(high, max(low, v+(high-low)*(r.Float64()-0.5)/4))
		}
		l.Points = append(l.Points, chart.Point{Day: d, Value: v, Known: !gaps || r.IntN(3) > 0})
	}
	l.Figure = write(v)
	return l
}

func anyTrend(r *rand.Rand) chart.TrendPlot {
	p := chart.TrendPlot{Frame: anyFrame(r), Percent: r.IntN(2) == 0}
	low, high, write := 0.0, one(r, 1, 100, 131.0), func(v float64) string { return vi.Percent(int64(v*100), 10_000) + "%" }
	if !p.Percent {
		high, write = one(r, 1, 40, 1_196_739, 96_739_112.0), func(v float64) string { return vi.Int(int64(v)) }
	}
	if r.IntN(2) == 0 { // all of them close together, at either end
		low = one(r, 0, high*0.999)
		high = low + (high-low)/1000
	}
	days := one(r, 1, 2, 6, 12, 24)
	p.Now = anyLine(r, one(r, "hiện nay", "now"), days, low, high, write)
	p.Now.Points[days-1].Known = true
	if r.IntN(4) > 0 {
		p.Before = anyLine(r, one(r, "cùng kỳ", "year before"), days, low, high, write)
	}
	if r.IntN(4) > 0 {
		p.Target = anyLine(r, one(r, "chỉ tiêu", "sàn NTM", "target"), days, low, high, write)
	}
	return p
}

func anyMonth(r *rand.Rand) chart.MonthPlot {
	m := chart.MonthPlot{Frame: anyFrame(r), Month: vi.Date(2026, 1, 15) + vi.Day(30*r.IntN(12)),
		Quota: one[int64](r, 0, 1, 10, 40, 12_000), SoFar: one(r, "đã được", "so far"), QuotaName: one(r, "chỉ tiêu", "target")}
	most := one[int64](r, 1, 3, 40, 2_000)
	for range 1 + r.IntN(31) {
		m.Days = append(m.Days, r.Int64N(most+1)-r.Int64N(most/2+1))
	}
	return m
}

func anyOffsets(r *rand.Rand) chart.OffsetPlot {
	o := chart.OffsetPlot{Frame: anyFrame(r), Above: one(r, "chốt nhiều hơn báo", "official is more"), Less: one(r, "chốt ít hơn báo", "official is less")}
	o.Foot = o.Foot[:min(len(o.Foot), 2)]
	most := one[int64](r, 1, 40, 1_000, 1_196_739)
	for n := range 1 + r.IntN(chart.MostOffsets) {
		v := r.Int64N(2*most+1) - most
		o.Offsets = append(o.Offsets, chart.Offset{Name: fmt.Sprintf("%d. %s", n+1, anyName(r)), Value: float64(v), Label: vi.Signed(v),
			Beside: fmt.Sprintf("báo %s, chốt %s", vi.Int(2*most), vi.Int(2*most+v))})
	}
	return o
}

func anyRanking(r *rand.Rand) chart.RankingPlot {
	p := chart.RankingPlot{Frame: anyFrame(r), Met: "đạt", Below: "chưa đạt", Measure: one(r, "", "chỉ tiêu 95%", "chỉ tiêu của từng nơi")}
	p.Figure, p.Beside = "", nil
	p.Foot = p.Foot[:min(len(p.Foot), 2)]
	low := one(r, 0, 70, 90, 99.0)
	for n := range 1 + r.IntN(12) {
		v := low + (one(r, 100, 100, 131.0)-low)*r.Float64()
		p.Bars = append(p.Bars, chart.Bar{Name: fmt.Sprintf("%d. %s", n+1, anyName(r)), Value: v, Label: vi.Percent(int64(v*100), 10_000) + "%",
			Sign: one(r, "", "", "*", "≠°"), Target: one(r, 0, 95, 95, v), Met: r.IntN(2) == 0})
	}
	if r.IntN(3) == 0 {
		p.Signs = []chart.Sign{{Mark: "≠", Word: "nguồn nêu tỷ lệ khác: 2 nơi"}, {Mark: "°", Word: "số minh họa: 2 nơi"}}
	}
	return p
}

func anyName(r *rand.Rand) string {
	return one(r, "xã Ea Ô", "phường Chiềng Sinh", "đặc khu Trường Sa", "xã Mường Giôn", "tổ dân phố số 12 khu tái định cư thủy điện Sơn La bản Pá Bó Phiêng Mựt")
}

// TestNoWordCrossesALineOfMaps: as much of the worst maps.
func TestNoWordCrossesALineOfMaps(t *testing.T) {
	t.Parallel()
	for name, plot := range map[string]chart.MapPlot{"full": crowded(), "signs": partly(44), "few": two(), "one": province(1)} {
		crossings, err := chart.Crossings(plot)
		if err != nil {
			t.Fatal(err)
		}
		if len(crossings) > 0 {
			t.Errorf("%s:\n%s", name, strings.Join(crossings, "\n"))
		}
	}
}
