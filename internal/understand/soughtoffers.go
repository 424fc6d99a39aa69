package understand

import (
	"slices"

	"baophu/internal/place"
)

const (
	mostFarther = 3 // places offered of others, where the asker's own are farther from the name
	wellFilled  = 8 // so many places are enough to choose from

	longName     = 8  // letters of a name that is told by all its words though parts of it are names
	mostAnywhere = 12 // places offered to one who has the whole country
)

// offers gives the units to ask about where a name was misspelled: the nearest
// to what was written, then the others of the asker's own, for whom a far place
// that is spelled more alike is seldom meant. Of a short name two slips leave
// little: there those of the asker's own follow that are likest to it besides.
func (q *query) offers(found []place.Match, heard string) []place.Code {
	if q.everywhere() {
		return q.offersAnywhere(found, heard)
	}
	mine, others := q.parted(found)
	q.livingFirst(mine)
	q.livingFirst(others)
	most := mostFarther
	if len(mine) == 0 {
		most = mostLikely
	}
	near, far := len(mine)-len(withSlips(mine, 2)), min(len(others), most)
	codes := withCodes(nil, mine[:near], mostOffered)
	codes = withCodes(codes, others[:far], mostOffered)
	codes = withCodes(codes, mine[near:], mostOffered)
	if len(mine) == 0 || q.letters(mine[0].Code) < fewestLetters {
		codes = withCodes(codes, q.index.Likest(heard, q.near(), wellFilled), wellFilled)
	}
	return withCodes(codes, others[far:], mostOffered)
}

// withCodes adds the units of matches to codes, each once, until there are most.
func withCodes(codes []place.Code, found []place.Match, most int) []place.Code {
	for _, m := range found {
		if len(codes) < most && !slices.Contains(codes, m.Code) {
			codes = append(codes, m.Code)
		}
	}
	return codes
}

// seekWhole asks about what all the words are like between which the question
// has its place, where only a part of them was found: "phường Xunâ Trườgn - Đà
// Lạt" is neither Xuân Trường nor Đà Lạt.
func (q *query) seekWhole() {
	s, ok := q.slot()
	if !ok || s.to-s.from > mostInName+2 || s.to-s.from < 3 || !q.partly(s) {
		return
	}
	found := slices.DeleteFunc(q.likely(q.index.Find(q.typed(s.from, s.to), q.near())), func(m place.Match) bool {
		return m.Slips() == 0 || !q.inMyReach(m.Code) || q.letters(m.Code) < longName
	})
	if len(found) == 0 || slices.ContainsFunc(found, func(m place.Match) bool { return q.foundAlready(m.Code) }) {
		return
	}
	p := foundPlace{start: s.from, end: s.to, heard: q.typed(s.from, s.to), open: true, choices: withCodes(nil, found, wellFilled)}
	for _, part := range q.places {
		for _, c := range part.meant() {
			if len(p.choices) < mostOffered && !slices.Contains(p.choices, c) {
				p.choices = append(p.choices, c)
			}
		}
	}
	q.places = []foundPlace{p}
}

// foundAlready tells whether a unit is one of the places that were found.
func (q *query) foundAlready(code place.Code) bool {
	return slices.ContainsFunc(q.places, func(p foundPlace) bool { return slices.Contains(p.meant(), code) })
}

// partly tells whether the places found stand in a slot and leave words of it
// that nothing explains.
func (q *query) partly(s slot) bool {
	c, all := q.core(s), 0
	for _, p := range q.places {
		if p.start < s.from || p.end > s.to {
			return false
		}
		all += p.end - p.start
	}
	return len(q.places) > 1 || c.words > 0 && (c.from < q.places[0].start || c.to > q.places[0].end) && all < s.to-s.from
}

// withSlips gives the matches at the end of a list that are so many slips away
// or more.
func withSlips(list []place.Match, slips int) []place.Match {
	for i, m := range list {
		if m.Slips() >= slips {
			return list[i:]
		}
	}
	return nil
}

// livingFirst sorts matches by their slips, those of today before those of old.
func (q *query) livingFirst(list []place.Match) {
	slices.SortStableFunc(list, func(a, b place.Match) int {
		if a.Slips() != b.Slips() {
			return a.Slips() - b.Slips()
		}
		return q.unlikely(a) - q.unlikely(b)
	})
}

// unlikely counts against a match that its unit is of old, and that it is of
// another kind than was said.
func (q *query) unlikely(m place.Match) (n int) {
	if m.OddKind {
		n++
	}
	if !q.lives(m.Code) {
		n += 4
	}
	return n
}

// offersAnywhere gives the units to ask about to one who has the whole country:
// a unit of old counts as two slips more, for it is seldom meant.
func (q *query) offersAnywhere(found []place.Match, heard string) []place.Code {
	far := func(m place.Match) int { return 2*m.Slips() + q.unlikely(m) }
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b place.Match) int { return far(a) - far(b) })
	codes := withCodes(nil, found, mostAnywhere)
	if len(codes) < wellFilled {
		codes = withCodes(codes, q.index.Likest(heard, q.near(), wellFilled), mostAnywhere)
	}
	return codes
}
