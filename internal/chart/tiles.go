package chart

import (
	"fmt"
	"slices"
)

// Tile is one unit of a map.
type Tile struct {
	Name  string
	Label string // its rate as the answer says it; "" for a unit without one
	Class int    // 0 is the lowest; whatever it is without a Label
	Sign  string // marks a figure that wants care: "*"
}

// MapPlot is the units of an area as tiles, in the order given, coloured and
// numbered by class.
type MapPlot struct {
	Frame
	Tiles   []Tile
	Classes []string // what each stands for, the lowest first; 4 at most
	Unknown string   // what a tile without a rate stands for
	Signs   []Sign   // what the signs of tiles stand for
}

// MostTiles is how many tiles a picture holds and can still be read.
const MostTiles = 30

// The measures of a map: tiles a row, and the most height of one.
const (
	tileColumns = 3
	tileMost    = 104
	tileGap     = 6
	badge       = 46 // width of the part that bears the class's number
	legendTall  = 52
)

// shade is how a class looks: its tile, and what is written on it.
type shade struct{ fill, letters rgba }

// shades4 goes from the lowest class to the highest: the lowest and the highest are
// dark, of two hues that everybody tells apart, and each bears its number.
func shades4() [4]shade {
	return [4]shade{{orange(), white()}, {peach(), ink()}, {sky(), ink()}, {blue(), white()}}
}

// shadeOf gives the look of one class of so many: few classes keep to the ends.
func shadeOf(class, of int) shade {
	all := shades4()
	switch {
	case of <= 1:
		return all[2]
	case class == of-1:
		return all[3]
	}
	return all[min(max(class, 0), 2)]
}

// Map draws units as tiles, the first MostTiles, 1080 pixels wide and 1350
// tall at most. ErrEmpty where there is none.
func Map(m MapPlot) ([]byte, error) {
	b, err := m.draw()
	if err != nil {
		return nil, err
	}
	return b.encode()
}

func (m MapPlot) draw() (*board, error) {
	if len(m.Tiles) == 0 {
		return nil, fmt.Errorf("map of %q: %w", m.Title, ErrEmpty)
	}
	tiles := m.Tiles[:min(len(m.Tiles), MostTiles)]
	rows := (len(tiles) + tileColumns - 1) / tileColumns
	entries := m.legendEntries(tiles)
	legend := float64((len(entries)+1)/2)*legendTall + 16
	room := legend + float64(rows)*tileMost
	b, area, err := framed(m.Frame, 250+room+float64(len(m.Foot))*45, room)
	if err != nil {
		return nil, err
	}
	b.legendOf(entries, area)
	area.top += legend
	tall := min(tileMost, (area.bottom-area.top)/float64(rows))
	wide := (area.right - area.left + tileGap) / tileColumns
	for n, t := range tiles {
		x, y := area.left+wide*float64(n%tileColumns), area.top+tall*float64(n/tileColumns)
		b.tile(t, len(m.Classes), rect{x, y, x + wide - tileGap, y + tall - tileGap})
	}
	return b, nil
}

// tile draws one unit: its class's number at the left, its name and its rate.
func (b *board) tile(t Tile, classes int, r rect) {
	look := shade{pale(), ink()}
	number := "–"
	if t.Label != "" {
		look, number = shadeOf(t.Class, classes), fmt.Sprint(t.Class+1)
	}
	b.box(r.left, r.top, r.right, r.bottom, look.fill)
	size := min(1, (r.bottom-r.top)/86) // smaller where there is little room
	x, middleY := r.left+badge, (r.top+r.bottom)/2
	b.text(r.left+badge/2, middleY+12, number, style{semibold, 36 * size, look.letters}, middle)
	b.box(x-1, r.top+10, x+1, r.bottom-10, look.letters)
	if t.Sign != "" {
		b.hatch(rect{r.left, r.top, x - 1, r.bottom}, look)
	}
	room := r.right - x - 14
	name := b.shrink(t.Name, style{semibold, 34 * size, look.letters}, room, 26)
	label := t.Label
	if label == "" {
		b.text(x+10, middleY+10, b.shorten(t.Name, name, room), name, left)
		return
	}
	b.text(x+10, middleY-5*size, b.shorten(t.Name, name, room), name, left)
	s := b.shrink(label+t.Sign, style{regular, 33 * size, look.letters}, room, 20)
	b.text(x+10, middleY+33*size, label, s, left)
	b.text(x+12+b.measure(label, s), middleY+33*size, t.Sign, style{semibold, 38 * size, look.letters}, left)
}

// hatch draws stripes over the upper and the lower end of a badge: what a sign
// says is seen from afar, and without colours.
func (b *board) hatch(r rect, look shade) {
	const tall, thick, pitch = 14, 3, 9
	for _, y := range []float64{r.top + 4, r.bottom - 4 - tall} {
		for x := r.left + 4; x+tall < r.right-2; x += pitch {
			b.stroke(x, y+tall, x+tall, y, thick, look.letters)
		}
	}
}

// legendEntry is one class of the legend.
type legendEntry struct {
	number, word string
	look         shade
}

func (m MapPlot) legendEntries(tiles []Tile) []legendEntry {
	var all []legendEntry
	for n, word := range m.Classes {
		all = append(all, legendEntry{fmt.Sprint(n + 1), word, shadeOf(n, len(m.Classes))})
	}
	if slices.ContainsFunc(tiles, func(t Tile) bool { return t.Label == "" }) && m.Unknown != "" {
		all = append(all, legendEntry{"–", m.Unknown, shade{pale(), ink()}})
	}
	for _, s := range m.Signs {
		all = append(all, legendEntry{s.Mark, s.Word, shade{white(), ink()}})
	}
	return all
}

// legendOf says what the classes stand for, two a row.
func (b *board) legendOf(entries []legendEntry, area rect) {
	const swatch = 42
	half := (area.right - area.left) / 2
	s := style{regular, 36, ink()}
	for _, e := range entries { // all of one size
		s = b.shrink(e.word, s, half-swatch-28, 26)
	}
	for n, e := range entries {
		x, y := area.left+half*float64(n%2), area.top+legendTall*float64(n/2)
		b.box(x, y, x+swatch, y+swatch, e.look.fill)
		b.text(x+swatch/2, y+32, e.number, style{semibold, 30, e.look.letters}, middle)
		b.text(x+swatch+14, y+33, b.shorten(e.word, s, half-swatch-28), s, left)
	}
}
