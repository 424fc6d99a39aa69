package place_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// slip makes one slip of the finger in a text: a letter left out, doubled,
// changed or put in, or two neighbours swapped; never in a number or a space.
func slip(rng *rand.Rand, text string) string {
	r := []rune(text)
	letter := func(i int) bool { return i >= 0 && i < len(r) && r[i] != ' ' && (r[i] < '0' || r[i] > '9') }
	for range 100 {
		i := rng.IntN(len(r))
		if !letter(i) {
			continue
		}
		other := rune('a' + rng.IntN(26))
		switch rng.IntN(4) {
		case 0:
			if len(r) > 3 {
				return string(append(r[:i:i], r[i+1:]...))
			}
		case 1:
			return string(append(append(r[:i:i], other), r[i:]...))
		case 2:
			if r[i] != other {
				r[i] = other
				return string(r)
			}
		default:
			if letter(i+1) && r[i] != r[i+1] {
				r[i], r[i+1] = r[i+1], r[i]
				return string(r)
			}
		}
	}
	return text
}

// bareRun is a name with nothing left but its letters and digits.
func bareRun(name string) string {
	return strings.NewReplacer(" ", "", "-", "", ".", "").Replace(vi.Fold(name))
}

// sameRun tells whether two names are written with the same letters.
func sameRun(a, b string) bool { return sound(a) == sound(b) }

func sound(name string) string { return strings.ReplaceAll(bareRun(name), "y", "i") }

type outcome struct {
	right, choice, missed, wrong, total int
	aliases                             map[place.Code][]string
}

// TestFoundAmongAll types the name of every commune of the country, as it
// is and in the ways people get it wrong. What comes back must be the commune, or
// a choice that holds it; never another one, unless what was typed is that
// one's name letter by letter.
func TestFoundAmongAll(t *testing.T) {
	t.Parallel()
	tree, ix := national(t)
	kinds := []string{"xã", "phường", "thị trấn", "x.", "p.", "đặc khu"}
	aliases := map[place.Code][]string{}
	_, names := lists(t)
	for _, n := range names {
		aliases[n.Unit] = append(aliases[n.Unit], n.Name)
	}
	for _, way := range []struct {
		name  string
		text  func(rng *rand.Rand, u place.Unit) string
		found float64 // least share that is right or among the choices
		once  float64 // least share that is found without a question
	}{
		{"as written", func(_ *rand.Rand, u place.Unit) string { return u.Kind + " " + u.Name }, 0.999, 0.9},
		{"without tones", func(_ *rand.Rand, u place.Unit) string { return vi.Fold(u.Name) }, 0.999, 0.8},
		{"without spaces", func(_ *rand.Rand, u place.Unit) string { return bareRun(u.Name) }, 0.99, 0.8},
		{"with another kind word", func(rng *rand.Rand, u place.Unit) string { return kinds[rng.IntN(len(kinds))] + " " + u.Name }, 0.999, 0.9},
		{"with one slip", func(rng *rand.Rand, u place.Unit) string { return slip(rng, u.Name) }, 0.99, 0.25},
		{"without tones, with one slip", func(rng *rand.Rand, u place.Unit) string { return slip(rng, vi.Fold(u.Name)) }, 0.99, 0.25},
		{"with up to two slips", func(rng *rand.Rand, u place.Unit) string {
			text := u.Name
			for range rng.IntN(3) {
				text = slip(rng, text)
			}
			return text
		}, 0.98, 0.3},
		{"without spaces, with a slip", func(rng *rand.Rand, u place.Unit) string { return slip(rng, bareRun(u.Name)) }, 0.98, 0.25},
		{"kind, no tones, two slips", func(rng *rand.Rand, u place.Unit) string {
			return u.Kind + " " + slip(rng, slip(rng, vi.Fold(u.Name)))
		}, 0.96, 0.02},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(7, 11))
			o := outcome{aliases: aliases}
			for i, code := range tree.Descendants(place.Nation, place.Commune, 0) {
				u, _ := tree.Unit(code)
				var near place.Near
				switch i % 3 {
				case 1:
					near.Units = []place.Code{u.Parent}
				case 2:
					siblings := tree.Children(u.Parent, 0)
					near.Units = []place.Code{siblings[rng.IntN(len(siblings))]}
				}
				o.count(t, tree, ix, way.text(rng, u), near, code)
			}
			t.Logf("right %d, choice %d, missed %d, wrong %d", o.right, o.choice, o.missed, o.wrong)
			if share := float64(o.right+o.choice) / float64(o.total); share < way.found {
				t.Errorf("%.4f right or among the choices", share)
			}
			if share := float64(o.right) / float64(o.total); share < way.once {
				t.Errorf("%.4f without a question", share)
			}
		})
	}
}

func (o *outcome) count(t *testing.T, tree *place.Tree, ix *place.Index, text string, near place.Near, want place.Code) {
	t.Helper()
	o.total++
	code, choices := ix.Best(text, near)
	means := func(got place.Code) bool {
		for _, s := range tree.Now(got) {
			if s.Code == want {
				return true
			}
		}
		return false
	}
	switch {
	case code != "" && means(code):
		o.right++
	case code != "" && (namesakes(tree, code, want) || o.bears(tree, code, text)):
		o.right++
	case code != "":
		o.wrong++
		t.Errorf("%q near %v: silently %s, want %s", text, near.Units, tree.Title(code), tree.Title(want))
	default:
		for _, c := range choices {
			if means(c) {
				o.choice++
				return
			}
		}
		o.missed++
	}
}

// namesakes tells whether two units bear one name, in which case the nearest
// to the asker or the larger one is meant.
func namesakes(tree *place.Tree, a, b place.Code) bool {
	one, _ := tree.Unit(a)
	other, _ := tree.Unit(b)
	return sameRun(one.Name, other.Name)
}

// bears tells whether a text, with or without a kind word, is a name of a unit.
func (o *outcome) bears(tree *place.Tree, code place.Code, text string) bool {
	u, _ := tree.Unit(code)
	for _, name := range append([]string{u.Name}, o.aliases[code]...) {
		typed, name := sound(text), sound(name)
		if typed == name || strings.HasSuffix(typed, name) && len(typed)-len(name) <= 8 {
			return true
		}
	}
	return false
}
