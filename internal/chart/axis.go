package chart

import (
	"cmp"
	"math"
	"slices"

	"baophu/internal/vi"
)

// axis is the upright scale of a drawing.
type axis struct {
	low, high, step float64
	percent         bool
	english         bool
}

// newAxis fits a scale around values, in steps of 1, 2 or 5. Whoever draws
// bars gives 0 among the values: bars that begin elsewhere lie.
func newAxis(values []float64, percent bool) axis {
	a := axis{percent: percent, low: slices.Min(values), high: slices.Max(values)}
	whole := a.high <= 100
	least := 4.0 // a wiggle of a tenth of a point must not look like a mountain
	if !percent {
		least = max(4, a.high*0.02)
	}
	if span := a.high - a.low; span < least {
		a.low, a.high = a.low-(least-span)/2, a.high+(least-span)/2
	}
	a.step = stepOf((a.high - a.low) / 4)
	if !percent {
		a.step = max(1, a.step)
	}
	a.low = max(0, math.Floor(a.low/a.step)*a.step)
	a.high = math.Ceil(a.high/a.step) * a.step
	if percent && whole {
		a.high = min(a.high, 100)
	}
	return a
}

// stepOf gives the least of 1, 2, 5, 10, … that is not below s.
func stepOf(s float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(s)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= s*0.999 {
			return m * power
		}
	}
	return 10 * power
}

// ticks gives the values at which the scale is marked.
func (a axis) ticks() []float64 {
	var all []float64
	for v := a.low; v <= a.high+a.step/1000; v += a.step {
		all = append(all, v)
	}
	return all
}

// word gives a value as it is written at the scale.
func (a axis) word(v float64) string {
	word := vi.Int(int64(math.Round(v)))
	if a.percent {
		word = vi.Percent(int64(math.Round(v*100)), 10_000) + "%"
	}
	return figure(word, a.english)
}

// figure writes a number in the picture's language.
func figure(shown string, english bool) string {
	if english {
		return vi.EnglishNumbers(shown)
	}
	return shown
}

// y gives where a value lies in an area.
func (a axis) y(v float64, area rect) float64 {
	return area.bottom - (v-a.low)/(a.high-a.low)*(area.bottom-area.top)
}

// scale draws the grid and the words of an axis left of an area, and gives
// the area that is left.
func (b *board) scale(a axis, area rect) rect {
	s := style{regular, 36, grey()}
	room := 0.0
	for _, v := range a.ticks() {
		room = max(room, b.measure(a.word(v), s))
	}
	left := area.left + room + 20
	for _, v := range a.ticks() {
		y := a.y(v, area)
		b.stroke(left, y, area.right, y, 2, mist())
		b.text(left-20, y+13, a.word(v), s, right)
	}
	area.left = left
	b.taken = append(b.taken, area)
	return area
}

// ending is what is written right of a drawing where a line ends.
type ending struct {
	name, figure string
	line         style // of the figure; the name is of its colour
	y            float64
}

// endingTall is the room an ending takes, endingGap what lies between a line's end and its words.
const (
	endingTall = 92
	endingGap  = 40
)

// endings writes the words of every line beside its end, moved apart where
// they would lie on each other. They stand outside the area: no line is there.
func (b *board) endings(all []ending, area rect) {
	slices.SortStableFunc(all, func(x, y ending) int { return cmp.Compare(x.y, y.y) })
	at := make([]float64, len(all))
	for n, e := range all {
		at[n] = e.y
	}
	spread(at, endingTall, area.top, area.bottom-10)
	for n, e := range all {
		b.stroke(area.right+8, e.y, area.right+endingGap-8, at[n], 3, e.line.color)
		b.text(area.right+endingGap, at[n]-5, e.name, style{regular, 34, e.line.color}, left)
		b.text(area.right+endingGap, at[n]+38, e.figure, e.line, left)
	}
}

// endingsRoom is how much room the words at the lines' ends need.
func (b *board) endingsRoom(all []ending) float64 {
	room := 0.0
	for _, e := range all {
		room = max(room, b.measure(e.name, style{weight: regular, size: 34}), b.measure(e.figure, e.line))
	}
	return room + endingGap
}

// spread moves sorted places apart to a distance, within bounds.
func spread(at []float64, apart, low, high float64) {
	for n := range at {
		at[n] = max(at[n], low)
		if n > 0 {
			at[n] = max(at[n], at[n-1]+apart)
		}
	}
	for n := len(at) - 1; n >= 0; n-- {
		bound := high
		if n < len(at)-1 {
			bound = at[n+1] - apart
		}
		at[n] = min(at[n], bound)
	}
}
