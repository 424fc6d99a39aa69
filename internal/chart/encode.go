package chart

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
)

// shades is how many steps lie between a colour and white: enough for the
// soft edges of letters.
const shades = 4

// palette gives the colours of every picture and the shades between each and
// white, and between the letters and the grounds they stand on. With a palette a
// picture takes a third of the bytes and of the time.
func palette() color.Palette {
	all := color.Palette{white()}
	for _, c := range []rgba{ink(), grey(), silver(), mist(), pale(), blue(), sky(), orange(), amber()} {
		for n := range shades {
			part := func(v uint8) uint8 { return uint8(255 - (255-int(v))*(shades-n)/shades) }
			all = append(all, rgba{R: part(c.R), G: part(c.G), B: part(c.B), A: 0xff})
		}
	}
	// Dark letters on a coloured ground.
	for _, ground := range []rgba{sky(), peach(), pale()} {
		for n := range shades {
			part := func(from, to uint8) uint8 { return uint8((int(from)*(shades-n) + int(to)*n) / shades) }
			all = append(all, rgba{R: part(ink().R, ground.R), G: part(ink().G, ground.G), B: part(ink().B, ground.B), A: 0xff})
		}
	}
	return append(all, peach())
}

// encode gives the picture as a PNG.
func (b *board) encode() ([]byte, error) {
	full := b.canvas.Image()
	from, isRGBA := full.(*image.RGBA)
	if !isRGBA {
		return nil, fmt.Errorf("encode the picture: drawn on %T", full)
	}
	file, err := packed(paletted(from))
	if err != nil {
		return nil, fmt.Errorf("encode the picture: %w", err)
	}
	return file, nil
}

// paletted gives a drawing in the colours of the palette. Most rows are those
// above them once more, and most pixels those beside them.
func paletted(from *image.RGBA) *image.Paletted {
	out := image.NewPaletted(from.Bounds(), palette())
	known := map[uint32]uint8{}
	last, at := ^uint32(0), uint8(0) // white is the palette's first
	var above []byte
	for y := range out.Rect.Dy() {
		row, line := from.Pix[y*from.Stride:(y+1)*from.Stride], out.Pix[y*out.Stride:(y+1)*out.Stride]
		if bytes.Equal(row, above) {
			copy(line, out.Pix[(y-1)*out.Stride:])
			continue
		}
		above = row
		for i := range line {
			c := binary.LittleEndian.Uint32(row[4*i:])
			if c != last {
				n, ok := known[c]
				if !ok {
					p := row[4*i:]
					n = uint8(out.Palette.Index(rgba{R: p[0], G: p[1], B: p[2], A: p[3]})) //nolint:gosec // a palette has 256 colours at most
					known[c] = n
				}
				last, at = c, n
			}
			line[i] = at
		}
	}
	return out
}
