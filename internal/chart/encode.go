package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// shades is how many steps lie between a colour and white: enough for the
// soft edges of letters.
const shades = 6

// palette gives the colours of every picture and the shades between each and
// white, and between the letters and the grounds they stand on. With a palette a picture takes a third of the bytes and of the time.
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
	out := image.NewPaletted(full.Bounds(), palette())
	known := map[rgba]uint8{}
	from, isRGBA := full.(*image.RGBA)
	if !isRGBA {
		return nil, fmt.Errorf("encode the picture: drawn on %T", full)
	}
	last, at := white(), uint8(0) // neighbours are mostly alike
	for i := range out.Pix {
		p := from.Pix[4*i : 4*i+4 : 4*i+4]
		c := rgba{R: p[0], G: p[1], B: p[2], A: p[3]}
		if c != last {
			n, ok := known[c]
			if !ok {
				n = uint8(out.Palette.Index(c)) //nolint:gosec // a palette has 256 colours at most
				known[c] = n
			}
			last, at = c, n
		}
		out.Pix[i] = at
	}
	var file bytes.Buffer
	if err := png.Encode(&file, out); err != nil {
		return nil, fmt.Errorf("encode the picture: %w", err)
	}
	return file.Bytes(), nil
}
