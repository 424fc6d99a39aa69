package chart

import (
	"fmt"
	"image"
	"image/color"

	"golang.org/x/image/font"
	"golang.org/x/text/unicode/norm"
)

// Colours gives the colours of the pictures by name.
func Colours() map[string]color.RGBA {
	return map[string]color.RGBA{"ink": ink(), "grey": grey(), "silver": silver(), "mist": mist(), "pale": pale(), "white": white(),
		"blue": blue(), "sky": sky(), "orange": orange(), "amber": amber(), "peach": peach()}
}

// Shades gives the ground and the letters of so many classes of a map, the lowest first.
func Shades(classes int) (grounds, letters []color.RGBA) {
	for n := range classes {
		look := shadeOf(n, classes)
		grounds, letters = append(grounds, look.fill), append(letters, look.letters)
	}
	return grounds, letters
}

// Packed writes a picture as its file.
func Packed(m *image.Paletted) ([]byte, error) { return packed(m) }

// Crossings says which words of a picture lie on a line, on each other or
// beyond its edge, by the ink of their letters.
func Crossings(plot any) ([]string, error) {
	drawing, ok := plot.(interface{ draw() (*board, error) })
	if !ok {
		return nil, fmt.Errorf("%T is no picture", plot)
	}
	b, err := drawing.draw()
	if err != nil {
		return nil, err
	}
	var found []string
	inked := make([]rect, len(b.words))
	for n, w := range b.words {
		inked[n] = b.inked(w)
		if r := inked[n]; r.left < 0 || r.top < 0 || r.right > width || r.bottom > b.height {
			found = append(found, fmt.Sprintf("%q leaves the picture: %v of %v", w.text, r, b.height))
		}
		for _, line := range b.taken {
			if inked[n].touches(line) {
				found = append(found, fmt.Sprintf("%q at %v lies on a line at %v", w.text, inked[n], line))
			}
		}
		for k, other := range b.words[:n] {
			if inked[n].touches(inked[k]) {
				found = append(found, fmt.Sprintf("%q at %v lies on %q at %v", w.text, inked[n], other.text, inked[k]))
			}
		}
	}
	if len(b.words) == 0 {
		return nil, fmt.Errorf("%T has no words", plot)
	}
	return found, nil
}

// inked gives where the letters of a word are black.
func (b *board) inked(w word) rect {
	at, _ := font.BoundString(b.face(w.style), norm.NFC.String(w.text))
	return rect{w.x + float64(at.Min.X)/64, w.y + float64(at.Min.Y)/64, w.x + float64(at.Max.X)/64, w.y + float64(at.Max.Y)/64}
}

func (r rect) touches(o rect) bool {
	return r.left < o.right && o.left < r.right && r.top < o.bottom && o.top < r.bottom
}
