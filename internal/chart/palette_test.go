package chart_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"baophu/internal/chart"
)

// sights are how colours look to the colour-blind: G. M. Machado, M. M.
// Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of
// Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0, on linear RGB.
func sights() map[string][3][3]float64 {
	return map[string][3][3]float64{
		"usual":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}
}

// TestColoursAreToldApart: letters and marks stand out from what they lie on,
// and colours that mean different things side by side differ, for everybody.
// The contrasts are those of WCAG 2.1: 4.5 for letters (1.4.3), 3 for marks (1.4.11).
func TestColoursAreToldApart(t *testing.T) {
	t.Parallel()
	c := chart.Colours()
	for _, pair := range []struct {
		over, ground string
		least        float64
	}{
		{"ink", "white", 4.5}, {"grey", "white", 4.5}, {"blue", "white", 4.5}, {"orange", "white", 4.5}, // letters
		{"ink", "pale", 4.5},                                               // a tile without a rate
		{"silver", "white", 3}, {"blue", "pale", 3}, {"orange", "pale", 3}, // lines
		{"amber", "white", 3}, {"amber", "pale", 3}, {"ink", "amber", 3}, // bars, and the mark on them
	} {
		for name, sight := range sights() {
			if got := contrast(seen(c[pair.over], sight), seen(c[pair.ground], sight)); got < pair.least {
				t.Errorf("%s on %s, %s: a contrast of %.2f, below %v", pair.over, pair.ground, name, got, pair.least)
			}
		}
	}
	for _, pair := range [][2]string{
		{"blue", "amber"},                                            // bars that are met and not, counts above and below
		{"blue", "silver"}, {"blue", "orange"}, {"silver", "orange"}, // the lines of a trend
		{"blue", "sky"}, {"sky", "orange"}, {"sky", "white"}, // the parts of a month's bars, on their ground
	} {
		toldApart(t, fmt.Sprint(pair), c[pair[0]], c[pair[1]])
	}
	for classes := 1; classes <= 4; classes++ {
		grounds, letters := chart.Shades(classes)
		for n, ground := range grounds {
			toldApart(t, fmt.Sprintf("class %d of %d and none", n, classes), ground, c["pale"])
			for name, sight := range sights() {
				if got := contrast(seen(letters[n], sight), seen(ground, sight)); got < 4.5 {
					t.Errorf("letters of class %d of %d, %s: a contrast of %.2f", n, classes, name, got)
				}
			}
			for k, other := range grounds[:n] {
				toldApart(t, fmt.Sprintf("classes %d and %d of %d", k, n, classes), ground, other)
			}
		}
	}
}

// leastApart is how far two colours lie apart in CIELAB (1976) that are seen at
// a glance to be two; about 2 is what an eye just notices.
const leastApart = 20

func toldApart(t *testing.T, what string, a, b color.RGBA) {
	t.Helper()
	for name, sight := range sights() {
		x, y := lab(seen(a, sight)), lab(seen(b, sight))
		if d := math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2])); d < leastApart {
			t.Errorf("%s, %s: %.1f apart, below %d", what, name, d, leastApart)
		}
	}
}

// seen gives the linear RGB of a colour as somebody sees it.
func seen(c color.RGBA, sight [3][3]float64) [3]float64 {
	var in, out [3]float64
	for n, v := range []uint8{c.R, c.G, c.B} {
		in[n] = math.Pow((float64(v)/255+0.055)/1.055, 2.4)
		if s := float64(v) / 255; s <= 0.04045 {
			in[n] = s / 12.92
		}
	}
	for row := range out {
		for k := range in {
			out[row] += sight[row][k] * in[k]
		}
		out[row] = min(1, max(0, out[row]))
	}
	return out
}

func luminance(c [3]float64) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// lab gives linear sRGB in CIELAB under D65.
func lab(c [3]float64) [3]float64 {
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.95047)
	y := f(luminance(c))
	z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
