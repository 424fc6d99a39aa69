package chart

import (
	"fmt"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"baophu/internal/vi"
)

// TrendPlot is a unit's figure over time, against what it must reach and what
// it was a year before.
type TrendPlot struct {
	Frame
	Percent bool // the values are percent, not people
	Now     Line
	Before  Line // the days are those of Now, a year on
	Target  Line // drawn level from point to point
}

// leastDrawn is how tall a drawing over days is at least, with what stands
// below it: three lines' ends are written beside each other.
const leastDrawn = 430

// dotRoom is kept free at both sides so that the first and last dot are whole.
const dotRoom = 14

// Trend draws a unit's way over time, 1080 by 1080 pixels. ErrEmpty where Now
// has no point.
func Trend(t TrendPlot) ([]byte, error) {
	b, err := t.draw()
	if err != nil {
		return nil, err
	}
	return b.encode()
}

func (t TrendPlot) draw() (*board, error) {
	if len(t.Now.known()) == 0 {
		return nil, fmt.Errorf("trend of %q: %w", t.Title, ErrEmpty)
	}
	b, area, err := framed(t.Frame, 1080, leastDrawn)
	if err != nil {
		return nil, err
	}
	area.bottom -= 90 // the months
	area.top += 12
	a := newAxis(t.values(), t.Percent)
	a.english = t.English
	ends := t.endings()
	area.right -= b.endingsRoom(ends)
	area = b.scale(a, area)
	for n := range ends {
		ends[n].y = a.y(ends[n].y, area)
	}
	b.endings(ends, area)
	area.left, area.right = area.left+dotRoom, area.right-dotRoom
	x := span(t.Now.Points)
	b.months(t.Now.Points, x, area, t.English)
	return b, b.lines(t, a, x, area)
}

func (t TrendPlot) values() []float64 {
	var values []float64
	for _, l := range []Line{t.Now, t.Before, t.Target} {
		for _, p := range l.known() {
			values = append(values, p.Value)
		}
	}
	return values
}

// endings gives what is written where the lines end; y is the value yet.
func (t TrendPlot) endings() []ending {
	var all []ending
	for n, l := range []Line{t.Now, t.Before, t.Target} {
		known := l.known()
		if len(known) == 0 {
			continue
		}
		c := []rgba{blue(), grey(), orange()}[n]
		all = append(all, ending{l.Name, l.Figure, style{semibold, 42, c}, known[len(known)-1].Value})
	}
	return all
}

// days is the level scale of a drawing over time.
type days struct{ first, last float64 }

// span gives the days of a line, a little room about a single one.
func span(points []Point) days {
	first, last := points[0].Day, points[len(points)-1].Day
	if first == last {
		first, last = first-15, last+15
	}
	return days{float64(first), float64(last)}
}

func (d days) x(day vi.Day, area rect) float64 {
	return area.left + (float64(day)-d.first)/(d.last-d.first)*(area.right-area.left)
}

// months writes the months below the drawing, as many as there is room for,
// the newest always, and the years under the first of each.
func (b *board) months(points []Point, d days, area rect, english bool) {
	s := style{regular, 35, grey()}
	shown := b.shown(points, d, area, s, english)
	taken := area.right + yearRoom // where the last year was written
	for n, day := range shown {
		x := d.x(day, area)
		year, month, _ := day.Civil()
		b.stroke(x, area.bottom, x, area.bottom+8, 2, silver())
		b.text(x, area.bottom+46, monthName(month, english), s, middle)
		older := 0
		if n < len(shown)-1 {
			older, _, _ = shown[n+1].Civil()
		}
		if year != older && taken-x >= yearRoom {
			b.text(x, area.bottom+86, fmt.Sprint(year), s, middle)
			taken = x
		}
	}
}

// shown gives the days whose months are written, the newest first, evenly many
// apart: as many as can stand beside each other.
func (b *board) shown(points []Point, d days, area rect, s style, english bool) []vi.Day {
	var at []vi.Day
	for each := 1; each <= len(points); each++ {
		at = nil
		fits := true
		for n := len(points) - 1; n >= 0; n -= each {
			day := points[n].Day
			if last := len(at) - 1; last >= 0 {
				_, month, _ := day.Civil()
				_, later, _ := at[last].Civil()
				room := (b.measure(monthName(month, english), s)+b.measure(monthName(later, english), s))/2 + 10
				fits = fits && month != later && d.x(at[last], area)-d.x(day, area) >= room
			}
			at = append(at, day)
		}
		if fits {
			break
		}
	}
	return at
}

func monthName(m time.Month, english bool) string {
	if english {
		return m.String()[:3]
	}
	return fmt.Sprintf("T%d", int(m))
}

// yearRoom is how far two years stand apart at least.
const yearRoom = 110

// lines draws the three lines, the thinner over the thicker: where two are one
// both are seen.
func (b *board) lines(t TrendPlot, a axis, d days, area rect) error {
	p := plot.New()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = d.first, d.last, a.low, a.high
	var drawn []plot.Plotter
	add := func(l Line, s draw.LineStyle, dot vg.Length) error {
		for _, run := range l.runs() {
			line, dots, err := plotter.NewLinePoints(xys(run))
			if err != nil {
				return fmt.Errorf("draw %q: %w", l.Name, err)
			}
			line.LineStyle = s
			dots.GlyphStyle = draw.GlyphStyle{Color: s.Color, Radius: dot, Shape: draw.CircleGlyph{}}
			drawn = append(drawn, line, dots)
		}
		return nil
	}
	if err := add(t.Now, draw.LineStyle{Color: blue(), Width: 8}, 10); err != nil {
		return err
	}
	if err := add(t.Before, draw.LineStyle{Color: silver(), Width: 4}, 7); err != nil {
		return err
	}
	if err := add(Line{t.Target.Name, "", steps(t.Target.Points, d)}, dashed(), 0); err != nil {
		return err
	}
	b.draw(p, area, drawn...)
	return nil
}

func xys(points []Point) plotter.XYs {
	all := make(plotter.XYs, len(points))
	for n, p := range points {
		all[n] = plotter.XY{X: float64(p.Day), Y: p.Value}
	}
	return all
}

// dashed is how what must be reached is drawn.
func dashed() draw.LineStyle {
	return draw.LineStyle{Color: orange(), Width: 5, Dashes: []vg.Length{20, 12}}
}

// steps makes a level line of a target: each value holds from the middle
// between two points to the next, with a gap where it changes.
func steps(points []Point, d days) []Point {
	var out []Point
	for n, p := range points {
		if !p.Known {
			out = append(out, Point{})
			continue
		}
		from, to := vi.Day(d.first), vi.Day(d.last)
		if n > 0 {
			from = points[n-1].Day + (p.Day-points[n-1].Day)/2
		}
		if n < len(points)-1 {
			to = p.Day + (points[n+1].Day-p.Day)/2
		}
		if last := len(out) - 1; last >= 0 && out[last].Known {
			if out[last].Value == p.Value {
				out[last].Day = to
				continue
			}
			out = append(out, Point{}) // the step itself is not drawn
		}
		out = append(out, Point{from, p.Value, true}, Point{to, p.Value, true})
	}
	return out
}
