package chart_test

import (
	"fmt"

	"golang.org/x/text/unicode/norm"

	"baophu/internal/chart"
	"baophu/internal/vi"
)

// province is a map of so many communes.
func province(n int) chart.MapPlot {
	m := chart.MapPlot{Frame: chart.Frame{Title: "Bản đồ bao phủ BHYT tỉnh Sơn La", Subtitle: "75 xã, phường · đến 20/11/2026 · thấp nhất trước · 1/2",
		Foot: []string{"Số liệu minh họa, không phải số chính thức."}},
		Classes: []string{"dưới 85%: 2 nơi", "từ 85% đến dưới 90%: 9 nơi", "từ 90% đến dưới 95%: 21 nơi", "từ 95%: 12 nơi"}, Unknown: "chưa có số: 1 nơi"}
	names := []string{"Chiềng La", "Ngọc Chiến", "Mường La", "P. Mộc Châu", "Long Hẹ", "Chiềng Khoong", "P. Thảo Nguyên", "Phiêng Khoài", "Mường É", "P. Chiềng Cơi", "Nậm Ty", "Suối Tọ"}
	for k := range n {
		rate := 83 + 16*float64(k)/float64(max(n-1, 1))
		class := 0
		for _, bound := range []float64{85, 90, 95} {
			if rate >= bound {
				class++
			}
		}
		m.Tiles = append(m.Tiles, chart.Tile{Name: names[k%len(names)], Label: vi.Percent(int64(rate*100), 10_000) + "%", Class: class})
	}
	if n > 1 {
		m.Tiles[n-1] = chart.Tile{Name: "Tà Hộc"}
	}
	return m
}

// partly is a map some of whose figures are of a part only, in each class, or
// bear several signs.
func partly(n int) chart.MapPlot {
	m := province(n)
	for k, sign := range map[int]string{0: "*", 5: "≠", 11: "*≠", 20: "*", 30: "*", 42: "°"} {
		m.Tiles[k].Sign = sign
	}
	m.Signs = []chart.Sign{{"*", "mới có một phần: 4 nơi"}, {"≠", "nguồn nêu tỷ lệ khác: 2 nơi"}, {"°", "số minh họa: 1 nơi"}}
	return m
}

// doubted is a ranking some of whose figures want care.
func doubted() chart.RankingPlot {
	r := ranking()
	r.Bars[0].Sign, r.Bars[3].Sign, r.Bars[5].Sign = "≠", "°", "≠°"
	r.Signs = []chart.Sign{{"≠", "nguồn nêu tỷ lệ khác: 2 nơi"}, {"°", "số minh họa: 2 nơi"}}
	return r
}

// crowded is a map with more tiles than go in, and names too long for one.
func crowded() chart.MapPlot {
	m := province(80)
	m.Title = norm.NFD.String("Bản đồ bao phủ BHXH tự nguyện và bắt buộc các xã, phường, đặc khu của thành phố Hồ Chí Minh")
	for k := range m.Tiles {
		m.Tiles[k].Name = norm.NFD.String(fmt.Sprintf("ĐK. Trường Sa và các đảo số %d", k))
	}
	return m
}

// two is a map of two classes only.
func two() chart.MapPlot {
	m := province(3)
	m.Classes = []string{"dưới 85%: 1 nơi", "từ 85%: 1 nơi"}
	m.Tiles[1].Class = 1
	return m
}

func offsets() chart.OffsetPlot {
	o := chart.OffsetPlot{Frame: chart.Frame{Title: "Đối chiếu BHYT tháng 10/2026, tỉnh Sơn La", Subtitle: "số chốt so với báo cáo · 12 xã, phường", Figure: "−62",
		Beside: []string{"người", "báo 104.250, chốt 104.188"}, Foot: []string{"8 nơi lệch nhiều nhất trong 12 nơi.", "Số liệu minh họa, không phải số chính thức."}},
		Above: "chốt nhiều hơn báo", Less: "chốt ít hơn báo"}
	for n, v := range []int64{-120, 88, -45, 31, -20, 12, -6, -3, 1, 0} {
		o.Offsets = append(o.Offsets, chart.Offset{Name: fmt.Sprintf("%d. xã Chiềng Khoong", n+1), Beside: "báo 13.120, chốt " + vi.Int(13_120+v), Value: float64(v), Label: vi.Signed(v)})
	}
	return o
}

// far has one unit very far off, and a name that never ends.
func far() chart.OffsetPlot {
	o := offsets()
	o.Offsets[0] = chart.Offset{Name: "1. " + norm.NFD.String("đặc khu Trường Sa, các đảo nổi và đảo chìm thuộc quần đảo"), Beside: "báo 1.196.739, chốt 2.393.478", Value: 1_196_739, Label: "+1.196.739"}
	o.Offsets[1].Value, o.Offsets[1].Label = -1_196_739, "−1.196.739"
	return o
}

// even is counts that are just what was tallied.
func even() chart.OffsetPlot {
	o := offsets()
	o.Figure, o.Offsets = "0", o.Offsets[9:]
	return o
}
