package chart

import (
	"fmt"
	"math"
)

// Offset is one unit whose official count is more or less than was tallied.
type Offset struct {
	Name   string
	Beside string  // what both come to, in words: "báo 6.400, chốt 6.412"
	Value  float64 // people, above 0 where the count is the higher
	Label  string  // as the answer says it: "+12"
}

// MostOffsets is how many units a picture of them holds.
const MostOffsets = 8

// OffsetPlot is units by how far their official counts are off, in the order given.
type OffsetPlot struct {
	Frame
	Offsets     []Offset
	Above, Less string // what the two sides stand for
}

// Offsets draws how far counts are off to both sides of a middle line, the
// first MostOffsets, 1080 pixels wide and as tall as they need. ErrEmpty where there
// is none.
func Offsets(o OffsetPlot) ([]byte, error) {
	b, err := o.draw()
	if err != nil {
		return nil, err
	}
	return b.encode()
}

func (o OffsetPlot) draw() (*board, error) {
	if len(o.Offsets) == 0 {
		return nil, fmt.Errorf("counts of %q: %w", o.Title, ErrEmpty)
	}
	rows := o.Offsets[:min(len(o.Offsets), MostOffsets)]
	all := float64(len(rows)) * offsetTall
	b, area, err := framed(o.Frame, 500+all+float64(len(o.Foot))*45, sidesTall+all)
	if err != nil {
		return nil, err
	}
	area.top = b.sides(o, area)
	pitch := min(offsetTall, (area.bottom-area.top)/float64(len(rows)))
	size := pitch / offsetTall
	furthest, room := 1.0, 0.0
	for _, r := range rows {
		furthest = max(furthest, math.Abs(r.Value))
		room = max(room, b.measure(r.Label, labelStyle(size)))
	}
	zero := (area.left + area.right) / 2
	scale := (area.right - zero - room - 2*labelGap) / furthest
	for n, r := range rows {
		b.offset(r, area, area.top+pitch*float64(n), zero, scale, size)
	}
	return b, nil
}

// offsetTall is the most height of one unit, offsetBar of its bar, sidesTall of
// what the sides stand for.
const (
	offsetTall = 98
	offsetBar  = 34
	sidesTall  = 46
)

// offset draws one unit: its name, and below it the bar from the middle line;
// size makes all of it smaller where there is little room.
func (b *board) offset(o Offset, area rect, y, zero, scale, size float64) {
	beside := style{regular, 32 * size, grey()}
	room := area.right - area.left - b.measure(o.Beside, beside) - 30
	name := b.shrink(o.Name, style{regular, 38 * size, ink()}, room, 30*size)
	b.text(area.left, y+34*size, b.shorten(o.Name, name, room), name, left)
	b.text(area.right, y+34*size, o.Beside, beside, right)
	top, tall := y+48*size, offsetBar*size
	b.box(area.left, top, area.right, top+tall, pale())
	end := zero + o.Value*scale
	if o.Value < 0 {
		b.box(end, top, zero, top+tall, amber())
		b.text(end-labelGap, top+tall-4*size, o.Label, labelStyle(size), right)
	} else {
		b.box(zero, top, end, top+tall, blue())
		b.text(max(end, zero+2)+labelGap, top+tall-4*size, o.Label, labelStyle(size), left)
	}
	b.box(zero-2, top-4, zero+2, top+tall+4, ink())
}

// sides says what the two sides stand for, and gives where the words end.
func (b *board) sides(o OffsetPlot, area rect) float64 {
	zero := (area.left + area.right) / 2
	half := (area.right-area.left)/2 - 30
	s := b.shrink(o.Less, style{semibold, 34, orange()}, half, 24)
	b.text(zero-20, area.top+26, o.Less, s, right)
	s = b.shrink(o.Above, style{semibold, 34, blue()}, half, 24)
	b.text(zero+20, area.top+26, o.Above, s, left)
	return area.top + sidesTall
}
