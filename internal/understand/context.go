package understand

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Context is the moment of a stream of messages, and who writes them.
type Context struct {
	Now      time.Time          `json:"now"`
	Personas map[string]Persona `json:"personas"`
}

// Persona is one who writes.
type Persona struct {
	Role     coverage.Role `json:"role"`
	Villages []string      `json:"villages"` // as registered: "bản Noong La"
	Commune  string        `json:"commune"`
	// CommuneName stands where the code is not known: "xã Phiêng Khoài (Sơn La), …".
	CommuneName string `json:"commune_name"`
	Unit        string `json:"unit"`
	Usual       int64  `json:"usual_per_day"`
}

// ReadContext reads a context.json.
func ReadContext(r io.Reader) (Context, error) {
	var c Context
	if err := json.NewDecoder(r).Decode(&c); err != nil {
		return Context{}, fmt.Errorf("reading the context: %w", err)
	}
	if c.Now.IsZero() {
		return Context{}, fmt.Errorf("reading the context: no \"now\"")
	}
	return c, nil
}

// DefaultContext is for streams without one: the moment given, and an
// official of the whole country who speaks where nobody is named.
func DefaultContext(now time.Time) Context {
	return Context{Now: now, Personas: map[string]Persona{}}
}

// Units gives the personas' villages as units below their communes, to be
// added to the national list: find looks a commune up by what is written
// ("xã Phiêng Khoài", "Sơn La"). A village whose commune is not found stands
// right below the country.
func (c Context) Units(tree *place.Tree, index *place.Index) []place.Unit {
	seen := map[place.Code]bool{}
	var units []place.Unit
	for _, name := range c.names() {
		p := c.Personas[name]
		commune := p.communeCode(tree, index)
		for _, title := range p.Villages {
			kind, own := splitTitle(title)
			u := place.Unit{Code: villageCode(commune, title), Name: own, Kind: kind, Parent: commune}
			if !seen[u.Code] {
				seen[u.Code] = true
				units = append(units, u)
			}
		}
	}
	return units
}

func (c Context) names() []string {
	list := make([]string, 0, len(c.Personas))
	for name := range c.Personas {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// Setting is the moment of a message by a persona; of one who is not in the
// context, that of an official of the whole country.
func (c Context) Setting(as string, tree *place.Tree, index *place.Index, loc *time.Location) Setting {
	s := Setting{Now: c.Now, Location: loc}
	p, ok := c.Personas[as]
	if !ok {
		s.Speaker = Speaker{Role: coverage.Official, Units: []place.Code{place.Nation}}
		return s
	}
	s.Speaker = Speaker{Role: p.Role, Usual: p.Usual}
	if p.Unit != "" {
		s.Speaker.Units = []place.Code{place.Code(p.Unit)}
	}
	if len(p.Villages) > 0 {
		s.Speaker.Commune = p.communeCode(tree, index)
		for _, title := range p.Villages {
			s.Speaker.Villages = append(s.Speaker.Villages, villageCode(s.Speaker.Commune, title))
		}
		if s.Speaker.Commune == place.Nation {
			s.Speaker.Commune = ""
		}
	}
	return s
}

// communeCode is the persona's commune, found by its name where there is no code.
func (p Persona) communeCode(tree *place.Tree, index *place.Index) place.Code {
	if p.Commune != "" {
		if _, ok := tree.Unit(place.Code(p.Commune)); ok {
			return place.Code(p.Commune)
		}
		return place.Nation
	}
	name, rest, _ := strings.Cut(p.CommuneName, "(")
	within, _, _ := strings.Cut(rest, ")")
	if within != "" {
		name += ", " + within
	}
	for _, m := range index.Find(name, place.Near{}) {
		if tree.Level(m.Code) == place.Commune && tree.Alive(m.Code, 0) {
			return m.Code
		}
	}
	return place.Nation
}

// splitTitle parts "tiểu khu 1" into kind and name.
func splitTitle(title string) (kind, name string) {
	best := 0
	for _, k := range place.Kinds() {
		if k.Level == place.Village && len(k.Word) > best && len(title) > len(k.Word) && strings.EqualFold(title[:len(k.Word)], k.Word) && title[len(k.Word)] == ' ' {
			best = len(k.Word)
		}
	}
	if best == 0 {
		return "thôn", title
	}
	return title[:best], title[best+1:]
}

// villageCode makes a code of the commune's and the folded name.
func villageCode(commune place.Code, title string) place.Code {
	return commune + "-" + place.Code(strings.ReplaceAll(vi.Fold(title), " ", "-"))
}
