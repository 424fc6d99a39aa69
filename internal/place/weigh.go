package place

import (
	"slices"
	"strings"
)

// What a road adds to the cost of a match, see Match.Cost.
const (
	costFolded  = 1  // the text has no tones there
	costTones   = 2  // it has other tones
	costJoined  = 3  // the spaces are elsewhere
	costTelex   = 4  // letters of an input method are left over
	costLevel   = 5  // the kind word is of another level: "xã" for a tỉnh
	costSlip    = 10 // each slip of the finger
	mostMatches = 60
	mostNear    = 100 // with those of the asker's province
	crowd       = 200 // bearers of one name looked at, beyond the near ones
	mostTokens  = 24  // of a text for Find
)

// found is a match with all that orders it.
type found struct {
	unit int32
	how  How
	cost int
	odd  bool
	ring ring
	off  int  // see Match.Off
	age  int8 // 0 valid on the day asked about, 1 today, 2 neither
}

// reading is a stretch of a text read as a kind word, or none, and a name.
type reading struct {
	kind *kindReading // nil: none
	name []token
}

// weigh appends a match for each unit that bears the entry's name. extra is
// the cost of the road by which the entry was found.
func (ix *Index) weigh(to []found, id int32, r reading, how How, extra int, a *asker) []found {
	e := &ix.entries[id]
	_, exact := spell(r.name)
	if how != Exact {
		exact = strings.ReplaceAll(exact, " ", "")
	}
	crowded := len(e.forms) > crowd && len(a.units) > 0
	first := len(to)
	for _, f := range e.forms {
		m := found{unit: f.unit, how: how, cost: extra}
		if !ix.weighKind(&m, e, r.kind) {
			continue
		}
		m.ring = a.ring(ix, f.unit)
		if e.numeric && m.odd && m.ring > commune || crowded && m.ring == country {
			continue
		}
		switch {
		case extra == costTelex && how == Typo:
			if !telexAgrees(f.exact, r.name) {
				continue
			}
		case how == Typo:
			m.weighSlips(f.exact, exact, r.name)
		default:
			m.weighTones(f.exact, exact, r.name)
		}
		m.age = ix.age(f.unit, a)
		to = append(to, m)
	}
	levelTones(to[first:], r.name)
	return to
}

// weighKind compares the kind word with the unit's kind. A number is a name
// only behind a kind word of its level; any other name may bear a wrong one.
func (ix *Index) weighKind(m *found, e *entry, kind *kindReading) bool {
	level := ix.tree.levels[m.unit]
	if kind == nil {
		return !e.numeric && level != Office
	}
	fits := kind.fits(level)
	switch {
	case (e.numeric || level == Office || kind.fits(Office)) && !fits:
		return false
	case !fits:
		m.cost += costLevel
	}
	unitKind := ix.tree.units[m.unit].Kind
	m.odd = !strings.EqualFold(unitKind, kind.kind)
	switch {
	case level != Province || !m.odd || !fits:
	case kind.kind == "tỉnh": // so people call any province
		m.odd = false
	default: // "thành phố Sơn La" is not the province
		m.cost += costLevel
	}
	return true
}

// weighTones compares the tones of the text with those of the name; both are
// without spaces where the text was found so.
func (m *found) weighTones(form, exact string, name []token) {
	if m.how == Joined {
		form = strings.ReplaceAll(form, " ", "")
	}
	switch {
	case form == exact:
	case toneless(name):
		m.cost += costFolded
		if m.how == Exact {
			m.how = Folded
		}
	default:
		m.cost += costTones
		if m.how == Exact {
			m.how = Folded
		}
	}
}

// weighSlips adds to the slips how many more there are with tones: up to two.
func (m *found) weighSlips(form, exact string, name []token) {
	if toneless(name) {
		return
	}
	slips := m.cost / costSlip
	d := edits([]rune(exact), []rune(strings.ReplaceAll(form, " ", "")), slips+1)
	switch {
	case d < 0:
		m.cost += costTones
	case d > slips:
		m.cost += costFolded
	}
}

// toneless tells whether no token bears a tone or mark.
func toneless(name []token) bool {
	return !slices.ContainsFunc(name, func(t token) bool { return t.marked })
}

// levelTones gives all names the same cost where a text without any tones
// fits some of them letter by letter only because they have none either.
func levelTones(list []found, name []token) {
	if len(list) < 2 || !toneless(name) {
		return
	}
	mixed := slices.ContainsFunc(list, func(m found) bool { return m.how == Folded })
	joined := slices.ContainsFunc(list, func(m found) bool { return m.how == Joined && m.cost%costSlip == costJoined+costFolded })
	for i := range list {
		if mixed && list[i].how == Exact || joined && list[i].how == Joined && list[i].cost%costSlip == costJoined {
			list[i].cost += costFolded
		}
	}
}

// age tells whether a unit is valid when it is asked about.
func (ix *Index) age(i int32, a *asker) int8 {
	switch {
	case !a.near.Day.IsZero() && ix.tree.alive(i, a.near.Day):
		return 0
	case !ix.tree.alive(i, 0):
		return 2
	case a.near.Day.IsZero():
		return 0
	default:
		return 1
	}
}

// order sorts matches, best first, and leaves each unit its best one: so many of
// all, and some more that are near the asker.
func (ix *Index) order(list []found) []found {
	slices.SortStableFunc(list, func(a, b found) int {
		switch {
		case a.cost != b.cost:
			return a.cost - b.cost
		case a.ring != b.ring:
			return int(a.ring) - int(b.ring)
		case a.off != b.off:
			return a.off - b.off
		case a.odd != b.odd:
			if a.odd {
				return 1
			}
			return -1
		case a.age != b.age:
			return int(a.age) - int(b.age)
		case ix.tree.levels[a.unit] != ix.tree.levels[b.unit]:
			return int(ix.tree.levels[a.unit]) - int(ix.tree.levels[b.unit])
		default:
			return int(a.unit) - int(b.unit)
		}
	})
	kept := list[:0]
	for _, m := range list {
		if (len(kept) < mostMatches || m.ring <= province && len(kept) < mostNear) && !slices.ContainsFunc(kept, func(k found) bool { return k.unit == m.unit }) {
			kept = append(kept, m)
		}
	}
	return kept
}

func (ix *Index) matches(list []found) []Match {
	if len(list) == 0 {
		return nil
	}
	matches := make([]Match, len(list))
	for i, m := range list {
		matches[i] = Match{Code: ix.tree.units[m.unit].Code, How: m.how, Cost: m.cost, OddKind: m.odd, Off: m.off}
	}
	return matches
}
