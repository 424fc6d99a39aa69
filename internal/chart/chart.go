// Package chart draws the pictures that go with an answer: how a unit came to
// where it is, how units stand beside each other, and an agent's month. A
// picture shows the figures it is given and computes none; it is made to be
// read on a phone in sunlight, by the colour-blind too.
package chart

import (
	"errors"

	"baophu/internal/vi"
)

// ErrEmpty is the answer to a picture without a figure to draw.
var ErrEmpty = errors.New("nothing to draw")

// Frame is what stands around the drawing, in words ready to be shown.
type Frame struct {
	Title    string
	Subtitle string
	Figure   string   // the newest figure, the largest thing in the picture
	Beside   []string // what stands next to it
	Foot     []string // what the figures stand on
	English  bool     // scales and months are written as in English
}

// Sign is a mark on figures that want care, and what it says of them.
type Sign struct {
	Mark string // "*"
	Word string // "mới có một phần"
}

// Point is a value on a day; what is not Known is a gap.
type Point struct {
	Day   vi.Day
	Value float64 // percent, or people
	Known bool
}

// Line is a row of points with what its end is called.
type Line struct {
	Name   string // "chỉ tiêu"
	Figure string // its newest value: "95%"
	Points []Point
}

// known gives the points there are.
func (l Line) known() []Point {
	var known []Point
	for _, p := range l.Points {
		if p.Known {
			known = append(known, p)
		}
	}
	return known
}

// runs gives the points in pieces without a gap.
func (l Line) runs() [][]Point {
	var runs [][]Point
	open := false
	for _, p := range l.Points {
		switch {
		case !p.Known:
		case open:
			runs[len(runs)-1] = append(runs[len(runs)-1], p)
		default:
			runs = append(runs, []Point{p})
		}
		open = p.Known
	}
	return runs
}
