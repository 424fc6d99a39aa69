package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// soughtIn asks the index about a run: as a whole, then without small words
// around it. What is named must be spelled well, or be something that nobody
// would take for words of a question.
func (q *query) soughtIn(r run) (foundPlace, bool) {
	from, to := q.trimmed(r)
	tries := [][2]int{{r.from, r.to}}
	if from != r.from || to != r.to {
		tries = append(tries, [2]int{from, to})
	}
	var best []place.Match
	var at [2]int
	for _, try := range tries {
		if try[1]-try[0] > mostInName {
			continue
		}
		start := try[0]
		if try[0] == r.from {
			start = r.kind
		}
		found := q.likely(q.index.Find(q.typed(start, try[1]), q.near()))
		if len(found) > 0 && (best == nil || found[0].Slips() < best[0].Slips()) && q.believes(r, found, [2]int{start, try[1]}) {
			best, at = found, [2]int{start, try[1]}
		}
		if len(best) > 0 && best[0].Slips() == 0 {
			break
		}
	}
	if len(best) == 0 {
		return foundPlace{}, false
	}
	return q.settle(best, at[0], at[1]), true
}

// likely leaves out what the kind word denies, and units of old whose name,
// spelled no worse, is one of today's near by.
func (q *query) likely(found []place.Match) []place.Match {
	type name struct{ name, province string }
	today := map[name]bool{}
	of := func(m place.Match) name {
		u, _ := q.tree.Unit(m.Code)
		n := name{name: vi.Fold(u.Name)}
		for _, code := range q.heirs(m.Code) {
			for _, above := range q.tree.Ancestors(code, 0) {
				if q.tree.Level(above) == place.Province {
					n.province = string(above)
				}
			}
		}
		return n
	}
	for _, m := range found {
		if q.lives(m.Code) && !m.Elsewhere() {
			today[of(m)] = true
		}
	}
	return slices.DeleteFunc(found, func(m place.Match) bool {
		return m.Slips() > 0 && (m.Elsewhere() || !q.lives(m.Code) && today[of(m)])
	})
}

// heirs gives what a unit is today.
func (q *query) heirs(code place.Code) []place.Code {
	if q.lives(code) {
		return []place.Code{code}
	}
	var codes []place.Code
	for _, s := range q.tree.Now(code) {
		codes = append(codes, s.Code)
	}
	return codes
}

// believes tells whether what a run is like may be what it means: the less
// the words around it promise a name, the nearer it must be to one.
func (q *query) believes(r run, found []place.Match, at [2]int) bool {
	from, m := max(at[0], r.from), found[0]
	letters := 0
	for _, w := range q.words[from:at[1]] {
		letters += len(w.Fold)
	}
	called := r.kind < r.from || q.argument || r.big
	stands := r.topic && r.verb
	if r.framed && r.odd == 0 {
		return at[1]-from > 1 && m.Slips() == 0 && m.Cost < 2 && q.inMyReach(m.Code)
	}
	if at[1]-from == 1 {
		return q.believesWord(r, m, letters, called)
	}
	switch m.Slips() {
	case 0:
		return r.odd > 0 && (called || stands || q.inMyReach(m.Code)) || (called || stands && q.inMyReach(m.Code)) && (m.Cost < 2 || m.How == place.Joined || r.big)
	case 1:
		if !called && !stands { // "để biểu dương cuối tháng"
			return letters > 5 && r.odd >= at[1]-from && m.Cost%10 == 0
		}
		return letters > 3 && (r.odd > 0 || called || q.inMyReach(m.Code))
	}
	return letters > 4 && (called || stands && r.odd > 0)
}

// believesWord is believes of a single word.
func (q *query) believesWord(r run, m place.Match, letters int, called bool) bool {
	called = called && (r.odd > 0 || r.big || !q.small[q.words[r.from].Fold])
	switch m.Slips() {
	case 0:
		return (called || r.odd > 0 && q.inMyReach(m.Code)) && (m.Cost < 2 || m.How == place.Joined)
	case 1:
		return r.odd > 0 && (letters > 2 && called || letters > 3 && r.topic && r.verb && q.words[r.from].Bare() || letters > 5)
	}
	return r.odd > 0 && letters > 5 && (called || letters > 7)
}

// surelyNames tells whether a run must be a name, though of nothing known.
func (q *query) surelyNames(r run) bool {
	switch {
	case q.argument:
		return r.odd > 0 || r.big
	case r.to-r.kind == len(q.words):
		return false // nothing is asked
	case r.kind < r.from:
		return r.odd > 0 || r.big
	}
	return r.odd > 1 || r.to-r.from > 1 && r.odd > 0 && r.topic && r.verb && r.from == 0 && r.to < len(q.words)
}

// settle decides what matches of the words start..end mean. One slip away from
// a single unit below the asker is said with its name; all else is asked.
func (q *query) settle(found []place.Match, start, end int) foundPlace {
	if found[0].Slips() == 0 {
		return q.resolve(place.Hit{Start: start, End: end, Matches: found})
	}
	p := foundPlace{start: start, end: end, heard: q.typed(start, end)}
	mine, _ := q.parted(found)
	if q.clearly(mine) && found[0].Code == mine[0].Code && !q.takesKind(start, mine[0].Code) {
		q.intoPlace(&p, mine[0].Code)
		return p
	}
	p.open = true
	p.choices = q.offers(found, p.heard)
	return p
}

// takesKind tells whether the word for a kind of unit at word i was taken for
// the first syllable of a name that is not spelled so: "phuong nong" is not
// surely Phương Đông.
func (q *query) takesKind(i int, code place.Code) bool {
	u, ok := q.tree.Unit(code)
	first, _, _ := strings.Cut(vi.Fold(u.Name), " ")
	return ok && q.beginsKind(i) && q.words[i].Fold == first
}

// clearly tells whether the first of the asker's units is meant: it is the only
// one, but for others that are farther from a long name.
func (q *query) clearly(mine []place.Match) bool {
	if len(mine) == 0 || mine[0].Slips() != 1 {
		return false
	}
	letters := q.letters(mine[0].Code)
	return letters >= fewestLetters && len(mine) == 1 || letters >= manyLetters && mine[1].Slips() > 1
}

// parted parts the units that are the asker's from the others, which are
// offered only where they are as near.
func (q *query) parted(found []place.Match) (mine, others []place.Match) {
	for _, m := range found {
		if q.inMyReach(m.Code) {
			mine = append(mine, m)
		}
	}
	for _, m := range found {
		if !q.inMyReach(m.Code) && (len(mine) == 0 || m.Slips() < mine[0].Slips()) {
			others = append(others, m)
		}
	}
	return mine, others
}

// inMyReach tells whether a unit, or what became of it, stands below one of
// the asker's, or is one.
func (q *query) inMyReach(code place.Code) bool {
	return slices.ContainsFunc(q.heirs(code), func(c place.Code) bool {
		if q.agent() { // who asks about the communes around
			return q.inMyProvince(c)
		}
		return slices.ContainsFunc(q.setting.Speaker.Units, func(own place.Code) bool { return q.tree.Within(c, own, 0) })
	})
}

func (q *query) letters(code place.Code) int {
	u, _ := q.tree.Unit(code)
	return len(strings.ReplaceAll(vi.Fold(u.Name), " ", ""))
}

// intoPlace makes a unit, or what it became, the place that was found.
func (q *query) intoPlace(p *foundPlace, code place.Code) {
	if p.codes = q.heirs(code); !q.lives(code) {
		p.old = code
	}
}
