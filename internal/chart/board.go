package chart

import (
	"embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

//go:embed font/*.ttf
var fonts embed.FS

// The colours: blue against dark orange is told apart by everybody, and each
// is dark enough on white to be read in the sun.
func ink() rgba    { return rgb(0x0f172a) }
func grey() rgba   { return rgb(0x475167) }
func silver() rgba { return rgb(0x7b8599) }
func mist() rgba   { return rgb(0xdde2ea) }
func pale() rgba   { return rgb(0xeef1f5) }
func white() rgba  { return rgb(0xffffff) }
func blue() rgba   { return rgb(0x0b55a8) }
func sky() rgba    { return rgb(0xa9cbee) }
func orange() rgba { return rgb(0xb94504) }
func amber() rgba  { return rgb(0xc26a02) }
func peach() rgba  { return rgb(0xffd9a8) }

type rgba = color.RGBA

func rgb(c uint32) rgba { return rgba{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 0xff} }

// width of every picture and the margin around what is in it, in pixels.
const (
	width  = 1080
	margin = 56
)

// weight is how bold a text is.
type weight int

const (
	regular weight = iota
	semibold
)

// style is how a text looks; size is in pixels.
type style struct {
	weight weight
	size   float64
	color  color.Color
}

// board is a picture being drawn, measured in pixels from its top left.
type board struct {
	canvas *vgimg.Canvas
	height float64
	fonts  [2]*opentype.Font
	faces  map[style]font.Face   // by weight and size alone
	wide   [2]map[string]float64 // of texts at the size measured, by weight
	words  []word                // all that was written, and
	taken  []rect                // where nothing may be written
}

// word is a line that was written, x its left and y its baseline.
type word struct {
	x, y  float64
	text  string
	style style
}

func newBoard(height float64) (*board, error) {
	b := &board{height: height, faces: map[style]font.Face{}, wide: [2]map[string]float64{{}, {}}}
	for w, name := range []string{"font/BeVietnamPro_400Regular.ttf", "font/BeVietnamPro_600SemiBold.ttf"} {
		content, err := fonts.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read a font: %w", err)
		}
		if b.fonts[w], err = opentype.Parse(content); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	// At 72 dots an inch a point is a pixel.
	b.canvas = vgimg.NewWith(vgimg.UseDPI(72), vgimg.UseWH(width, vg.Length(height)))
	return b, nil
}

func (b *board) face(s style) font.Face {
	s.color = nil
	if f, ok := b.faces[s]; ok {
		return f
	}
	// NewFace fails of no options that are given here.
	f, err := opentype.NewFace(b.fonts[s.weight], &opentype.FaceOptions{Size: s.size, DPI: 72})
	if err != nil {
		return nil
	}
	b.faces[s] = f
	return f
}

// measured is the size at which texts are measured, once each: without hints a
// text of half the size is half as wide.
const measured = 1000

// measure gives how wide a text is.
func (b *board) measure(text string, s style) float64 {
	w, ok := b.wide[s.weight][text]
	if !ok {
		w = float64(font.MeasureString(b.face(style{weight: s.weight, size: measured}), norm.NFC.String(text))) / 64
		b.wide[s.weight][text] = w
	}
	return w * s.size / measured
}

// The sides on which a text is held.
const (
	left   = 0.0
	middle = 0.5
	right  = 1.0
)

// text writes one line; x is its left, middle or right, y its baseline. Marks
// that were typed apart from their letters are joined first: drawn apart they
// would stand beside them.
func (b *board) text(x, y float64, text string, s style, side float64) {
	x -= side * b.measure(text, s)
	b.words = append(b.words, word{x, y, text, s})
	d := font.Drawer{Dst: b.canvas.Image(), Src: image.NewUniform(s.color), Face: b.face(s),
		Dot: fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.I(int(y + 0.5))}}
	d.DrawString(norm.NFC.String(text))
}

// wrap breaks a text into lines no wider than room, at most so many; what
// does not fit ends in an ellipsis.
func (b *board) wrap(text string, s style, room float64, most int) []string {
	var lines []string
	for _, word := range pieces(text) {
		last := len(lines) - 1
		switch {
		case last >= 0 && b.measure(lines[last]+" "+word, s) <= room:
			lines[last] += " " + word
		case len(lines) < most:
			lines = append(lines, word)
		default:
			lines[last] += " " + word
		}
	}
	for n := range lines {
		lines[n] = b.shorten(lines[n], s, room)
	}
	return lines
}

// pieces gives the words of a text, a number with the word before it: "tháng
// 10/2026" is read as one.
func pieces(text string) []string {
	var all []string
	for _, word := range strings.Fields(text) {
		if last := len(all) - 1; last >= 0 && numbered(word) && !numbered(all[last]) && all[last] != "·" {
			all[last] += " " + word
			continue
		}
		all = append(all, word)
	}
	return all
}

func numbered(word string) bool { return word[0] >= '0' && word[0] <= '9' }

// parted breaks a text between the parts that dots set apart, where its lines
// then are no more than so many; as wrap does where they are not.
func (b *board) parted(text string, s style, room float64, most int) []string {
	var lines []string
	for part := range strings.SplitSeq(text, " · ") {
		if last := len(lines) - 1; last >= 0 && b.measure(lines[last]+" · "+part, s) <= room {
			lines[last] += " · " + part
			continue
		}
		lines = append(lines, part)
	}
	if len(lines) > most || slices.ContainsFunc(lines, func(l string) bool { return b.measure(l, s) > room }) {
		return b.wrap(text, s, room, most)
	}
	return lines
}

// balance breaks a text as wrap does, into lines about equally long.
func (b *board) balance(text string, s style, room float64, most int) []string {
	lines := b.wrap(text, s, room, most)
	for narrow := room - 20; len(lines) > 1 && narrow > room/2; narrow -= 20 {
		if len(b.wrap(text, s, narrow, most+1)) > len(lines) {
			break
		}
		lines = b.wrap(text, s, narrow, most)
	}
	return lines
}

// shorten cuts a line to the room there is, after a whole word where that
// leaves most of it: half a Vietnamese word is another word.
func (b *board) shorten(line string, s style, room float64) string {
	if b.measure(line, s) <= room {
		return line
	}
	runes := []rune(norm.NFC.String(line))
	runes = runes[:min(len(runes), width/4)] // no letters are narrower on average
	for len(runes) > 0 && b.measure(string(runes)+"…", s) > room {
		runes = runes[:len(runes)-1]
	}
	cut := string(runes)
	if word := strings.LastIndex(cut, " "); word > len(cut)*2/3 {
		cut = cut[:word]
	}
	return strings.TrimRight(cut, " ,·(") + "…"
}

// shrink gives the largest style down to a size in which a line fits the room.
func (b *board) shrink(line string, s style, room, least float64) style {
	for s.size > least && b.measure(line, s) > room {
		s.size -= 2
	}
	return s
}

func (b *board) point(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(b.height - y)}
}

// box fills a rectangle given by its upper left and lower right corners, to
// whole pixels so that its edges are sharp.
func (b *board) box(x0, y0, x1, y1 float64, c color.Color) {
	at := func(v float64) int { return int(math.Round(v)) }
	if min(x1-x0, y1-y0) <= thin {
		b.taken = append(b.taken, rect{x0, y0, x1, y1})
	}
	draw.Draw(b.canvas.Image(), image.Rect(at(x0), at(y0), at(x1), at(y1)), image.NewUniform(c), image.Point{}, draw.Src)
}

// thin is up to how wide a box is a line rather than a ground to write on.
const thin = 8

// stroke draws a straight line.
func (b *board) stroke(x0, y0, x1, y1, thick float64, c color.Color) {
	b.taken = append(b.taken, rect{min(x0, x1), min(y0, y1) - thick/2, max(x0, x1), max(y0, y1) + thick/2})
	var p vg.Path
	p.Move(b.point(x0, y0))
	p.Line(b.point(x1, y1))
	b.canvas.SetLineDash(nil, 0)
	b.canvas.SetLineWidth(vg.Length(thick))
	b.canvas.SetColor(c)
	b.canvas.Stroke(p)
}

// draw puts plotters into a rectangle that the scales of p fill to the edge.
func (b *board) draw(p *plot.Plot, area rect, plotters ...plot.Plotter) {
	c := vgdraw.New(b.canvas)
	c.Min, c.Max = b.point(area.left, area.bottom), b.point(area.right, area.top)
	for _, one := range plotters {
		one.Plot(c, p)
	}
}

// rect is a part of a board.
type rect struct{ left, top, right, bottom float64 }
