package chart

import (
	"fmt"
	"slices"
)

// Bar is one unit of a ranking.
type Bar struct {
	Name   string
	Value  float64 // percent
	Label  string  // as the answer says it: "94,23%"
	Sign   string  // stands behind the label of a figure that wants care: "*"
	Target float64 // percent, 0 for none
	Met    bool
}

// RankingPlot is units beside each other, in the order given.
type RankingPlot struct {
	Frame
	Bars                []Bar
	Met, Below, Measure string // what the colours and the mark stand for: "đạt", "chưa đạt", "chỉ tiêu 95%"
	Without             string // what a bar without a target stands for, beside others
	Signs               []Sign // what the signs of bars stand for
}

// most is how many bars a picture holds and can still be read.
const most = 10

// rankTall is the most height of one unit, barTall of its bar, nameTall of the
// name above it.
const (
	rankTall = 100
	barTall  = 36
	nameTall = 46
)

// Ranking draws units as level bars from 0 to 100%, the first ten, 1080
// pixels wide and as tall as they need, 1350 at most. ErrEmpty where there is none.
func Ranking(r RankingPlot) ([]byte, error) {
	b, err := r.draw()
	if err != nil {
		return nil, err
	}
	return b.encode()
}

func (r RankingPlot) draw() (*board, error) {
	if len(r.Bars) == 0 {
		return nil, fmt.Errorf("ranking of %q: %w", r.Title, ErrEmpty)
	}
	bars := r.Bars[:min(len(r.Bars), most)]
	all := float64(len(bars))*rankTall + float64(len(r.Signs))*legendLine
	b, area, err := framed(r.Frame, 350+all+float64(len(r.Foot))*41, legendLine+all)
	if err != nil {
		return nil, err
	}
	area.top = b.legend(r, area)
	pitch := (area.bottom - area.top) / float64(len(bars))
	size := min(1, pitch/rankTall)
	whole := 100.0
	for _, bar := range bars {
		whole = max(whole, bar.Value)
	}
	// The label of a whole bar stands right of it.
	longest := "100,00%"
	for _, bar := range bars {
		if len(bar.Sign) > 0 {
			longest = "100,00%**"
		}
	}
	reach := area.right - area.left - b.measure(longest, labelStyle(size)) - 2*labelGap
	for n, bar := range bars {
		b.bar(bar, r.look(bar), area.left, area.top+pitch*float64(n), reach/whole, size)
	}
	return b, nil
}

// look gives a bar's colour: one without a target has neither met nor missed it.
func (r RankingPlot) look(bar Bar) rgba {
	switch {
	case bar.Target > 0 && !bar.Met:
		return amber()
	case bar.Target <= 0 && r.Met != "":
		return silver()
	}
	return blue()
}

// labelStyle is that of a label, smaller where there is little room.
func labelStyle(size float64) style { return style{semibold, 40 * size, ink()} }

// labelGap is kept free on each side of a label.
const labelGap = 12

// bar draws one unit: its name, and below it the bar, the mark of its target
// and its rate; scale is pixels a percent, and size makes all of it smaller
// where there is little room.
func (b *board) bar(bar Bar, c rgba, x, y, scale, size float64) {
	room := width - margin - x
	s := b.shrink(bar.Name, style{regular, 38 * size, ink()}, room, 32*size)
	b.text(x, y+(nameTall-18)*size, b.shorten(bar.Name, s, room), s, left)
	top, bottom, end := y+nameTall*size, y+(nameTall+barTall)*size, x+bar.Value*scale
	b.box(x, top, x+100*scale, bottom, pale())
	b.box(x, top, end, bottom, c)
	limit := x + 100*scale
	if bar.Target > 0 {
		mark := x + bar.Target*scale
		b.box(mark-7, top-5*size, mark+7, bottom+5*size, white())
		b.box(mark-3, top-5*size, mark+3, bottom+5*size, ink())
		if mark+4 > end { // the mark lies where the label would
			limit = mark
		}
	}
	at, label := end+labelGap, bar.Label+bar.Sign
	if at+b.measure(label, labelStyle(size))+labelGap > limit {
		at = max(end, x+100*scale) + labelGap // the mark does not cross it there
	}
	b.text(at, bottom-4*size, label, labelStyle(size), left)
}

// legend says what the colours there are and the mark stand for, and gives
// where it ends.
func (b *board) legend(r RankingPlot, area rect) float64 {
	s := style{regular, 36, ink()}
	x, y := area.left, area.top+14
	entry := func(word string, box func(x float64)) {
		if word == "" {
			return
		}
		if x+50+b.measure(word, s) > area.right && x > area.left {
			x, y = area.left, y+legendLine
		}
		box(x)
		b.text(x+48, y+12, word, s, left)
		x += 46 + b.measure(word, s) + 44
	}
	for _, one := range []struct {
		word string
		c    rgba
	}{{r.Met, blue()}, {r.Below, amber()}, {r.Without, silver()}} {
		if slices.ContainsFunc(r.Bars[:min(len(r.Bars), most)], func(bar Bar) bool { return r.look(bar) == one.c }) {
			entry(one.word, func(x float64) { b.box(x, y-16, x+32, y+16, one.c) })
		}
	}
	entry(r.Measure, func(x float64) { b.box(x+13, y-22, x+19, y+22, ink()) })
	for _, sign := range r.Signs {
		if x > area.left {
			y += legendLine
		}
		x = area.right
		b.text(area.left, y+12, b.shorten(sign.Mark+" "+sign.Word, s, area.right-area.left), s, left)
	}
	return y + 38
}

// legendLine is how far apart the lines of a legend are.
const legendLine = 48
