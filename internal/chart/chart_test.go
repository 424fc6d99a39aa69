package chart_test

import (
	"bytes"
	"errors"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"baophu/internal/chart"
	"baophu/internal/vi"
)

var update = flag.Bool("update", false, "rewrite the golden pictures")

// pictures is one of each kind, and the worst of each.
func pictures() map[string]func() ([]byte, error) {
	return map[string]func() ([]byte, error){
		"trend":          func() ([]byte, error) { return chart.Trend(trend()) },
		"trend_gaps":     func() ([]byte, error) { return chart.Trend(gaps()) },
		"trend_one":      func() ([]byte, error) { return chart.Trend(onePoint()) },
		"trend_full":     func() ([]byte, error) { return chart.Trend(flat(100, "100%")) },
		"trend_nothing":  func() ([]byte, error) { return chart.Trend(flat(0, "0%")) },
		"trend_people":   func() ([]byte, error) { return chart.Trend(people()) },
		"ranking":        func() ([]byte, error) { return chart.Ranking(ranking()) },
		"ranking_worst":  func() ([]byte, error) { return chart.Ranking(worst()) },
		"ranking_single": func() ([]byte, error) { return chart.Ranking(single()) },
		"ranking_signs":  func() ([]byte, error) { return chart.Ranking(doubted()) },
		"map_signs":      func() ([]byte, error) { return chart.Map(partly(44)) },
		"map":            func() ([]byte, error) { return chart.Map(province(44)) },
		"map_few":        func() ([]byte, error) { return chart.Map(two()) },
		"map_full":       func() ([]byte, error) { return chart.Map(crowded()) },
		"offsets":        func() ([]byte, error) { return chart.Offsets(offsets()) },
		"offsets_far":    func() ([]byte, error) { return chart.Offsets(far()) },
		"offsets_even":   func() ([]byte, error) { return chart.Offsets(even()) },
		"month":          func() ([]byte, error) { return chart.Month(month()) },
		"month_above":    func() ([]byte, error) { return chart.Month(above()) },
		"month_nothing": func() ([]byte, error) {
			return chart.Month(nothing())
		},
		"month_english": func() ([]byte, error) { return chart.Month(inEnglish()) },
		"trend_english": func() ([]byte, error) { return chart.Trend(peopleInEnglish()) },
	}
}

// november is a day of the month of every picture.
var november = vi.Date(2026, 11, 20)

// ends gives the last days of the months up to November.
func ends(n int) []vi.Day {
	all := []vi.Day{november}
	for d := november.MonthStart() - 1; len(all) < n; d = d.MonthStart() - 1 {
		all = append([]vi.Day{d}, all...)
	}
	return all
}

func line(name, figure string, values ...float64) chart.Line {
	l := chart.Line{Name: name, Figure: figure}
	for n, d := range ends(len(values)) {
		l.Points = append(l.Points, chart.Point{Day: d, Value: values[n], Known: values[n] >= 0})
	}
	return l
}

func trend() chart.TrendPlot {
	return chart.TrendPlot{
		Frame: chart.Frame{Title: "BHYT phường Chiềng Sinh", Subtitle: "tỉnh Sơn La · 12 tháng đến 20/11/2026", Figure: "94,23%",
			Beside: []string{"6.407/6.799 người", "chỉ tiêu 95%", "còn thiếu 53 người"},
			Foot:   []string{"Số chốt 31/10 + 157 báo cáo đến 17:27 hôm qua 19/11", "Số liệu minh họa, không phải số chính thức."}},
		Percent: true,
		Now:     line("hiện nay", "94,23%", 91.4, 91.75, 91.6, 91.98, 92.3, 92.25, 92.9, 93.1, 93.02, 93.6, 93.85, 94.23),
		Before:  line("cùng kỳ", "90,98%", 88.9, 89.2, 89.1, 89.5, 89.4, 89.9, 90.1, 89.95, 90.4, 90.6, 90.8, 90.98),
		Target:  line("chỉ tiêu", "95%", 94, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95),
	}
}

// gaps is of a place with a long name, typed with its marks apart, whose
// figures are missing here and there; all three lines end near each other.
func gaps() chart.TrendPlot {
	t := trend()
	t.Title = norm.NFD.String("BHXH tự nguyện và BHYT hộ gia đình đặc khu Trường Sa, các đảo nổi và đảo chìm thuộc quần đảo Trường Sa")
	t.Subtitle = norm.NFD.String("tỉnh Khánh Hòa · 12 tháng đến 20/11/2026 · theo đơn vị hành chính từ 1/7/2025")
	t.Now = line("hiện nay", "94,99%", -1, 94.1, 94.6, -1, 94.8, -1, -1, 94.7, 94.9, 94.95, 94.9, 94.99)
	t.Before = line("cùng kỳ", "94,9%", -1, -1, -1, -1, -1, -1, 94.2, 94.9, -1, 94.7, 94.8, 94.9)
	t.Target = line("chỉ tiêu", "95%", -1, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95)
	t.Figure = "94,99%"
	t.Beside = []string{"còn thiếu 1.196.739 người để đạt 95%", "chậm 12.345 người so với tiến độ"}
	return t
}

func onePoint() chart.TrendPlot {
	t := trend()
	t.Now, t.Before, t.Target = line("hiện nay", "94,23%", 94.23), chart.Line{}, line("chỉ tiêu", "95%", 95)
	return t
}

func flat(v float64, figure string) chart.TrendPlot {
	t := trend()
	t.Figure, t.Beside = figure, []string{"của 6.799 người"}
	t.Now = line("hiện nay", figure, v, v, v, v, v, v, v, v, v, v, v, v)
	t.Before = line("cùng kỳ", figure, v, v, v, v, v, v, v, v, v, v, v, v)
	t.Target = line("chỉ tiêu", figure, v, v, v, v, v, v, v, v, v, v, v, v)
	return t
}

func people() chart.TrendPlot {
	t := trend()
	t.Title, t.Figure, t.Percent = "BHXH tự nguyện Cả nước", "1.196.739", false
	t.Beside = []string{"người tham gia", "được 93,4% kế hoạch"}
	t.Now = line("hiện nay", "1.196.739", 1010400, 1021750, 1041600, 1061980, 1092300, 1092250, 1092900, 1123100, 1130020, 1150600, 1173850, 1196739)
	t.Before = chart.Line{}
	t.Target = line("kế hoạch", "1.281.000", -1, 1281000, 1281000, 1281000, 1281000, 1281000, 1281000, 1281000, 1281000, 1281000, 1281000, 1281000)
	return t
}

func ranking() chart.RankingPlot {
	r := chart.RankingPlot{Frame: chart.Frame{Title: "10 xã, phường thấp nhất của tỉnh Sơn La", Subtitle: "BHYT, đến 20/11/2026",
		Foot: []string{"Số liệu minh họa, không phải số chính thức."}}, Met: "đạt", Below: "chưa đạt", Without: "chưa giao", Measure: "chỉ tiêu 95%"}
	for _, x := range []struct {
		name string
		rate float64
	}{{"xã Chiềng La", 86.38}, {"xã Ngọc Chiến", 86.47}, {"xã Mường La", 88.6}, {"phường Mộc Châu", 91.2}, {"xã Long Hẹ", 92.45},
		{"xã Chiềng Sơn", 93.1}, {"xã Tân Yên", 94.2}, {"xã Mường É", 94.99}, {"xã Phiêng Pằn", 95}, {"phường Thảo Nguyên", 98.39}} {
		r.Bars = append(r.Bars, chart.Bar{Name: x.name, Value: x.rate, Label: vi.Percent(int64(x.rate*100), 10000) + "%", Target: 95, Met: x.rate >= 95})
	}
	return r
}

// worst has more bars than go in, with every awkward length.
func worst() chart.RankingPlot {
	r := ranking()
	r.Title = norm.NFD.String("Xếp hạng đặc khu Trường Sa, đặc khu Hoàng Sa và các xã, phường, đặc khu khác của thành phố Đà Nẵng và tỉnh Khánh Hòa")
	r.Bars = nil
	for n, v := range []float64{0, 0.4, 5, 50, 71.3, 80, 84, 94.99, 99.99, 104.25, 100} {
		bar := chart.Bar{Name: norm.NFD.String("đặc khu Trường Sa"), Value: v, Label: vi.Percent(int64(v*100), 10000) + "%", Target: 95, Met: v >= 95}
		switch n {
		case 1:
			bar.Name = "tổ dân phố số 12 khu tái định cư thủy điện Sơn La bản Pá Bó Phiêng Mựt Huổi Tèo xã Mường Giôn"
		case 3:
			bar.Target = 0
		case 4:
			bar.Target, bar.Met = 70, true
		}
		r.Bars = append(r.Bars, bar)
	}
	return r
}

func single() chart.RankingPlot {
	r := ranking()
	r.Bars = r.Bars[:1]
	return r
}

func month() chart.MonthPlot {
	return chart.MonthPlot{
		Frame: chart.Frame{Title: "BHYT hộ gia đình, tháng 11/2026", Subtitle: "Quàng Văn Mẫu", Figure: "8/10",
			Beside: []string{"người mới trong tháng", "còn thiếu 2 người"}, Foot: []string{"Báo cáo đều 4 ngày liền · đến 20/11"}},
		Month: november, Days: []int64{0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 2, 0, 1, 0}, Quota: 10,
		SoFar: "đã được", QuotaName: "chỉ tiêu",
	}
}

// above is a month over its quota, with a day on which more was taken back
// than came.
func above() chart.MonthPlot {
	m := month()
	m.Figure, m.Beside = "134/40", []string{"người mới trong tháng", "đã đạt"}
	m.Days = []int64{12, 3, 40, 0, -9, 8, 20, 0, 4, 6, 12, 0, 1, 1, 0, 3, 9, 11, 2, 3, 0, 1, 2, 0, 0, 0, 0, 5, 0, 0}
	m.Quota = 40
	return m
}

// nothing is a month of which one day has come, without a report.
func nothing() chart.MonthPlot {
	m := month()
	m.Days, m.Figure, m.Beside = []int64{0}, "0/10", []string{"người mới trong tháng", "còn thiếu 10 người"}
	return m
}

// inEnglish is a month of thousands, whose scale is written as in English.
func inEnglish() chart.MonthPlot {
	m := month()
	m.English, m.Title, m.Figure, m.SoFar, m.QuotaName = true, "Household BHYT, November 2026", "4,100/5,000", "so far", "target"
	m.Beside, m.Foot = []string{"new people this month", "900 people short"}, []string{"up to 20 Nov"}
	m.Days, m.Quota = []int64{900, 1200, 0, 0, 2000}, 5000
	return m
}

// peopleInEnglish is a trend with English months and thousands.
func peopleInEnglish() chart.TrendPlot {
	p := people()
	p.English = true
	return p
}

func TestPictures(t *testing.T) {
	t.Parallel()
	for name, draw := range pictures() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := draw()
			if err != nil {
				t.Fatal(err)
			}
			if len(got) > 100_000 {
				t.Errorf("%d bytes", len(got))
			}
			file := filepath.Join("testdata", name+".png")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil { //nolint:gosec // a file of the source tree
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if share := differing(t, got, want); share > 0.002 {
				t.Errorf("%.2f%% of the picture differs from %s", 100*share, file)
			}
		})
	}
}

// TestPicturesAreQuick: nobody waits for a picture. It is processor time that is
// measured, since tests of other packages run beside this one; of this package
// none does.
func TestPicturesAreQuick(t *testing.T) {
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("a measurement")
	}
	for name, draw := range pictures() {
		const limit, tries = 200 * time.Millisecond, 5
		best := time.Hour
		for n := 0; n < tries && best > limit; n++ {
			began := processor(t)
			if _, err := draw(); err != nil {
				t.Fatal(err)
			}
			best = min(best, processor(t)-began)
		}
		if t.Logf("%s: %v", name, best); best > limit {
			t.Errorf("%s takes %v", name, best)
		}
	}
}

// processor is the processor time of this process so far.
func processor(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// differing gives the share of pixels that a person would see differ. Other
// processors round the edges of letters otherwise.
func differing(t *testing.T, a, b []byte) float64 {
	t.Helper()
	x, y := decode(t, a), decode(t, b)
	if x.Bounds() != y.Bounds() {
		t.Fatalf("%v against %v", x.Bounds(), y.Bounds())
	}
	n := 0
	for j := range x.Bounds().Dy() {
		for i := range x.Bounds().Dx() {
			r, g, u, _ := x.At(i, j).RGBA()
			r2, g2, u2, _ := y.At(i, j).RGBA()
			if apart(r, r2) || apart(g, g2) || apart(u, u2) {
				n++
			}
		}
	}
	return float64(n) / float64(x.Bounds().Dx()*x.Bounds().Dy())
}

func apart(a, b uint32) bool { return max(a, b)-min(a, b) > 48<<8 }

func decode(t *testing.T, b []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMarksApartAreJoined(t *testing.T) {
	t.Parallel()
	apart, joined := trend(), trend()
	apart.Title = norm.NFD.String(apart.Title)
	a, err := chart.Trend(apart)
	if err != nil {
		t.Fatal(err)
	}
	j, err := chart.Trend(joined)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, j) {
		t.Error("a title with its marks apart is drawn otherwise")
	}
}

func TestNothingToDraw(t *testing.T) {
	t.Parallel()
	empty := trend()
	empty.Now = line("hiện nay", "", -1, -1)
	if _, err := chart.Trend(empty); !errors.Is(err, chart.ErrEmpty) {
		t.Error(err)
	}
	if _, err := chart.Ranking(chart.RankingPlot{}); !errors.Is(err, chart.ErrEmpty) {
		t.Error(err)
	}
	if _, err := chart.Month(chart.MonthPlot{}); !errors.Is(err, chart.ErrEmpty) {
		t.Error(err)
	}
	if _, err := chart.Map(chart.MapPlot{}); !errors.Is(err, chart.ErrEmpty) {
		t.Error(err)
	}
	if _, err := chart.Offsets(chart.OffsetPlot{}); !errors.Is(err, chart.ErrEmpty) {
		t.Error(err)
	}
}

// TestNoLabelCrossesItsMark finds the mark as what a target adds to the
// picture, and the label as what a label adds.
func TestNoLabelCrossesItsMark(t *testing.T) {
	t.Parallel()
	for _, first := range []float64{0, 77, 86.5, 94.2} {
		r := ranking()
		for n := range r.Bars {
			v := min(100, first+float64(n)*0.9)
			r.Bars[n].Value, r.Bars[n].Label, r.Bars[n].Met = v, vi.Percent(int64(v*100), 10_000)+"%", true
		}
		bare, marked, labelled := r, r, r
		bare.Bars, marked.Bars = slices.Clone(r.Bars), slices.Clone(r.Bars)
		for n := range r.Bars {
			bare.Bars[n].Label, bare.Bars[n].Target, marked.Bars[n].Label = "", 0, ""
		}
		nothing, mark, label := drawn(t, bare), drawn(t, marked), drawn(t, labelled)
		crossed, marks, letters := 0, 0, 0
		for y := range nothing.Bounds().Dy() {
			for x := range nothing.Bounds().Dx() {
				isMark, isLabel := nothing.At(x, y) != mark.At(x, y), mark.At(x, y) != label.At(x, y)
				switch {
				case isMark && isLabel:
					crossed++
				case isMark:
					marks++
				case isLabel:
					letters++
				}
			}
		}
		if crossed > 0 || marks == 0 || letters == 0 {
			t.Errorf("from %v%%: %d pixels of labels on marks, %d of marks, %d of labels", first, crossed, marks, letters)
		}
	}
}

func drawn(t *testing.T, r chart.RankingPlot) image.Image {
	t.Helper()
	b, err := chart.Ranking(r)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, b)
}

func FuzzNames(f *testing.F) {
	f.Add("đặc khu Trường Sa", "94,23%", 94.23)
	f.Add("\x00\xff", "", -3.0)
	f.Add("", "1234567890123456789012345678901234567890", 1e300)
	f.Fuzz(func(t *testing.T, name, label string, value float64) {
		r := single()
		r.Title, r.Bars[0].Name, r.Bars[0].Label = name, name, label
		r.Bars[0].Value = value
		if b, err := chart.Ranking(r); err != nil || len(b) > 100_000 {
			t.Errorf("%d bytes, %v", len(b), err)
		}
		l := trend()
		l.Title, l.Now.Figure = name, label
		if b, err := chart.Trend(l); err != nil || len(b) > 100_000 {
			t.Errorf("%d bytes, %v", len(b), err)
		}
	})
}

func BenchmarkTrend(b *testing.B) { bench(b, func() ([]byte, error) { return chart.Trend(trend()) }) }
func BenchmarkRanking(b *testing.B) {
	bench(b, func() ([]byte, error) { return chart.Ranking(worst()) })
}
func BenchmarkMap(b *testing.B) { bench(b, func() ([]byte, error) { return chart.Map(crowded()) }) }
func BenchmarkOffsets(b *testing.B) {
	bench(b, func() ([]byte, error) { return chart.Offsets(far()) })
}
func BenchmarkMonth(b *testing.B) { bench(b, func() ([]byte, error) { return chart.Month(above()) }) }

func bench(b *testing.B, draw func() ([]byte, error)) {
	b.Helper()
	for b.Loop() {
		if _, err := draw(); err != nil {
			b.Fatal(err)
		}
	}
}
