package chart

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"baophu/internal/vi"
)

// MonthPlot is an agent's month: new people day by day, heaped up to the quota.
type MonthPlot struct {
	Frame
	Month     vi.Day  // any day of it
	Days      []int64 // new people of the 1st, the 2nd, … as far as the month has come
	Quota     int64   // people of the month, 0 for none
	SoFar     string  // what the height of the last bar is called
	QuotaName string
}

// Month draws an agent's month, 1080 by 1080 pixels: each bar is what the
// month had come to on that day, the dark part what the day brought. ErrEmpty
// where no day has come.
func Month(m MonthPlot) ([]byte, error) {
	b, err := m.draw()
	if err != nil {
		return nil, err
	}
	return b.encode()
}

func (m MonthPlot) draw() (*board, error) {
	if len(m.Days) == 0 {
		return nil, fmt.Errorf("month of %q: %w", m.Title, ErrEmpty)
	}
	b, area, err := framed(m.Frame, 1080, leastDrawn)
	if err != nil {
		return nil, err
	}
	area.bottom -= 56 // the days
	area.top += 12
	before, after := m.heaps()
	a := newAxis([]float64{0, slices.Max(after), float64(m.Quota)}, false)
	a.english = m.English
	total := after[len(after)-1]
	ends := []ending{{m.SoFar, figure(vi.Int(int64(total)), m.English), style{semibold, 44, blue()}, a.y(total, area)}}
	if m.Quota > 0 {
		ends = append(ends, ending{m.QuotaName, figure(vi.Int(m.Quota), m.English), style{semibold, 44, orange()}, a.y(float64(m.Quota), area)})
	}
	area.right -= b.endingsRoom(ends)
	area = b.scale(a, area)
	b.heap(m, a, area, before, after)
	if err := b.quota(m, a, area); err != nil {
		return nil, err
	}
	b.endings(ends, area)
	return b, nil
}

// heaps gives what the month had come to before and after each day. What was
// taken back may make a day's share negative: it is drawn as no growth.
func (m MonthPlot) heaps() (before, after []float64) {
	var sum int64
	for _, n := range m.Days {
		before = append(before, float64(max(0, min(sum, sum+n))))
		sum += n
		after = append(after, float64(max(0, sum)))
	}
	return before, after
}

// heap draws the bars and the days below them.
func (b *board) heap(m MonthPlot, a axis, area rect, before, after []float64) {
	first := m.Month.MonthStart()
	last := (first + 31).MonthStart() - 1
	pitch := (area.right - area.left) / float64(last-first+1)
	base := a.y(0, area)
	s := style{regular, 35, grey()}
	for n := range int(last - first + 1) {
		x := area.left + pitch*float64(n)
		if d := n + 1; d == 1 || d%5 == 0 && d < 30 || d == 30 {
			b.text(x+pitch/2, area.bottom+46, fmt.Sprint(d), s, middle)
		}
		if n >= len(after) {
			continue
		}
		b.box(x+2, a.y(before[n], area), x+pitch-2, base, sky())
		b.box(x+2, a.y(after[n], area), x+pitch-2, a.y(before[n], area), blue())
	}
	reached := a.y(after[len(after)-1], area)
	b.stroke(area.left+pitch*float64(len(after)), reached, area.right, reached, 3, blue())
	b.stroke(area.left, base, area.right, base, 3, silver())
}

// quota draws the line to be reached.
func (b *board) quota(m MonthPlot, a axis, area rect) error {
	if m.Quota <= 0 {
		return nil
	}
	line, err := plotter.NewLine(plotter.XYs{{X: 0, Y: float64(m.Quota)}, {X: 1, Y: float64(m.Quota)}})
	if err != nil {
		return fmt.Errorf("draw the quota: %w", err)
	}
	line.LineStyle = dashed()
	p := plot.New()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, a.low, a.high
	b.draw(p, area, line)
	return nil
}
