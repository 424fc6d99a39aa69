package chart_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"

	"baophu/internal/chart"
)

// TestPackedIsRead writes pictures of every awkward shape and reads them back
// with another's reader: each pixel must come out as it went in.
func TestPackedIsRead(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same pictures each time
	for _, size := range []image.Point{{1, 1}, {3, 2}, {257, 5}, {1080, 64}} {
		for _, colours := range []int{1, 2, 17, 256} {
			m := image.NewPaletted(image.Rectangle{Max: size}, nil)
			for n := range colours {
				m.Palette = append(m.Palette, color.RGBA{uint8(n), uint8(255 - n), uint8(n * 7), 255}) //nolint:gosec // of 256
			}
			for y := range size.Y {
				for x := range size.X {
					if y%3 != 1 { // some rows are those above them
						m.SetColorIndex(x, y, uint8(random.IntN(colours))) //nolint:gosec // of 256
					} else {
						m.SetColorIndex(x, y, m.ColorIndexAt(x, y-1))
					}
				}
			}
			file, err := chart.Packed(m)
			if err != nil {
				t.Fatal(err)
			}
			got, err := png.Decode(bytes.NewReader(file))
			if err != nil {
				t.Fatalf("%v of %d colours: %v", size, colours, err)
			}
			for y := range size.Y {
				for x := range size.X {
					if color.RGBAModel.Convert(got.At(x, y)) != color.RGBAModel.Convert(m.At(x, y)) {
						t.Fatalf("%v of %d colours: %v at %d, %d, not %v", size, colours, got.At(x, y), x, y, m.At(x, y))
					}
				}
			}
		}
	}
}
