package place

import (
	"slices"
	"strings"
)

// Bounds on the work that one sentence can cause.
const (
	mostScanned  = 1000 // tokens read
	mostSearches = 6    // searches for misspelled names
	longestName  = 8    // tokens
)

// stretch is a run of tokens that may name a unit.
type stretch struct {
	start, end int // tokens
	reading
	list  []found
	owned bool // one of the asker's own units
}

// scan is the reading of one sentence.
type scan struct {
	ix       *Index
	tokens   []token
	toned    bool // the writer uses tones
	asker    asker
	owns     []ownName
	taken    []bool
	chosen   []stretch
	searches int
}

// ownName is the name of one of the asker's own units.
type ownName struct {
	unit     int32
	run      string // without spaces
	numbers  string
	initials string // "kc1" of Kim Chung I; of villages
}

// Scan finds the units named in a sentence of words, which are cleaned and in
// NFC; hits come in the sentence's order and never overlap. Where stretches
// overlap the longest is taken, then the best spelled. Words that stand one
// in the other ("bản Noong La xã Chiềng Ngần", "Mường Giôn Quỳnh Nhai") are one
// hit. Ordinary words are no places: without a kind word a single syllable
// counts only where it is a unit of the asker's own or, with its tones, near.
func (ix *Index) Scan(words []string, near Near) []Hit { return ix.scan(words, near, true) }

// Spelled is Scan without the names that are missed by slips of the finger:
// for a question Find is asked about the words that are left.
func (ix *Index) Spelled(words []string, near Near) []Hit { return ix.scan(words, near, false) }

func (ix *Index) scan(words []string, near Near, slips bool) []Hit {
	s := scan{ix: ix, asker: ix.asker(near)}
	s.tokens = make([]token, 0, len(words)+8)
	for i, w := range words {
		if len(s.tokens) > mostScanned {
			break
		}
		s.tokens = ix.letters.cut(s.tokens, w, i)
		if len(s.tokens) > 0 && isBreak(w) {
			s.tokens[len(s.tokens)-1].stop = true
		}
	}
	s.toned = slices.ContainsFunc(s.tokens, func(t token) bool { return t.marked })
	s.nameOwn()
	s.taken = make([]bool, len(s.tokens))
	s.resolve(s.spelledOut())
	if slips {
		s.search()
	}
	slices.SortFunc(s.chosen, func(a, b stretch) int { return a.start - b.start })
	return s.hits()
}

// isBreak tells whether a word is nothing but marks that no name goes over.
func isBreak(word string) bool { return word == "\n" || word == "" }

func (s *scan) nameOwn() {
	for _, u := range s.asker.units {
		e := &s.ix.entries[s.ix.first[u]]
		o := ownName{unit: u, run: e.sound, numbers: e.numbers}
		if s.ix.tree.levels[u] == Village {
			o.initials = initials(e.key)
		}
		s.owns = append(s.owns, o)
	}
}

// initials gives the first letters of a key and its number: kc1 of Kim Chung I.
func initials(key string) string {
	var b strings.Builder
	for i, syllable := range strings.Split(key, " ") {
		number := roman(syllable)
		switch {
		case syllable == "":
		case number != "" && i > 0:
			b.WriteString(number)
		case syllable[0] >= '0' && syllable[0] <= '9':
			b.WriteString(syllable)
		default:
			b.WriteByte(syllable[0])
		}
	}
	return b.String()
}

// spelledOut collects all stretches that name a unit without slips.
func (s *scan) spelledOut() []stretch {
	var all []stretch
	for i, t := range s.tokens {
		if !t.head {
			continue
		}
		all = s.namesAt(all, i, i, nil)
		kinds := s.ix.kinds[t.fold]
		for k := range kinds {
			n := s.ix.kindAt(s.tokens[i:], &kinds[k])
			if n > 0 && i+n < len(s.tokens) && (!s.tokens[i+n-1].dot || n == 1) {
				all = s.namesAt(all, i, i+n, &kinds[k])
			}
		}
		all = s.initialsAt(all, i)
	}
	return all
}

// namesAt appends the stretches from start whose name begins at token from.
func (s *scan) namesAt(all []stretch, start, from int, kind *kindReading) []stretch {
	node, how, extra := int32(0), Exact, 0
	for j := from; j < len(s.tokens) && j < from+longestName; j++ {
		t := s.tokens[j]
		if j > from && (s.tokens[j-1].stop || s.tokens[j-1].dot) {
			break
		}
		next, ok := s.ix.step(node, t.fold)
		if !ok && !t.digits && !t.marked && len(t.fold) > 2 {
			if next, ok = s.ix.step(node, plainTelex(t.fold)); ok {
				how, extra = Typo, costTelex
			}
		}
		if !ok {
			break
		}
		node = next
		if id := s.ix.ends[node]; id != none && t.tail {
			all = s.consider(all, stretch{start: start, end: j + 1, reading: reading{kind, s.tokens[from : j+1]}}, id, how, extra)
		}
	}
	return s.joinedAt(all, start, from, kind)
}

// joinedAt appends the stretches whose spaces are elsewhere than in the name:
// one word, or up to three behind a kind word.
func (s *scan) joinedAt(all []stretch, start, from int, kind *kindReading) []stretch {
	run := ""
	for j := from; j < len(s.tokens) && j < from+3; j++ {
		t := s.tokens[j]
		if j > from && (s.tokens[j-1].stop || s.tokens[j-1].dot || kind == nil && s.tokens[j].word != s.tokens[from].word) {
			break
		}
		if run += t.fold; len(run) > longest {
			break
		}
		if !t.tail || len(run) < 5 || j == from && s.ix.plain[t.fold] {
			continue
		}
		for _, id := range s.ix.joined[soundRun(run)] {
			if s.ix.entries[id].key != spellFold(s.tokens[from:j+1]) {
				all = s.consider(all, stretch{start: start, end: j + 1, reading: reading{kind, s.tokens[from : j+1]}}, id, Joined, costJoined)
			}
		}
	}
	return all
}

func spellFold(tokens []token) string {
	fold, _ := spell(tokens)
	return fold
}

// initialsAt appends a village of the asker's own named by its initials and
// number, in one word ("kc1").
func (s *scan) initialsAt(all []stretch, i int) []stretch {
	if len(s.owns) == 0 || i+1 >= len(s.tokens) || s.tokens[i].digits || !s.tokens[i+1].digits ||
		s.tokens[i].word != s.tokens[i+1].word || !s.tokens[i+1].tail {
		return all
	}
	text := s.tokens[i].fold + s.tokens[i+1].fold
	st := stretch{start: i, end: i + 2, reading: reading{nil, s.tokens[i : i+2]}, owned: true}
	for _, o := range s.owns {
		if o.initials == text {
			st.list = append(st.list, found{unit: o.unit, how: Folded, cost: costFolded, age: s.ix.age(o.unit, &s.asker)})
		}
	}
	if len(st.list) > 0 {
		all = append(all, st)
	}
	return all
}

// consider weighs a stretch and appends it where it may be a place.
func (s *scan) consider(all []stretch, st stretch, id int32, how How, extra int) []stretch {
	if st.kind == nil && len(st.name) == 1 && s.ix.plain[st.name[0].fold] && len(s.owns) == 0 {
		return all
	}
	list := s.ix.weigh(nil, id, st.reading, how, extra, &s.asker)
	for _, m := range list {
		st.owned = st.owned || s.asker.owns(m.unit)
	}
	kept := list[:0]
	for _, m := range list {
		if s.admits(&st, m) {
			kept = append(kept, m)
		}
	}
	if len(kept) == 0 {
		return all
	}
	st.list = s.ix.order(kept)
	return append(all, st)
}

// resolve takes the stretches that do not overlap with a longer one.
func (s *scan) resolve(all []stretch) {
	all = slices.DeleteFunc(all, func(long stretch) bool {
		return !long.owned && slices.ContainsFunc(all, func(short stretch) bool { return s.countBehind(short, long) })
	})
	slices.SortStableFunc(all, func(a, b stretch) int {
		switch la, lb := a.end-a.start, b.end-b.start; {
		case la != lb:
			return lb - la
		case a.list[0].cost != b.list[0].cost:
			return a.list[0].cost - b.list[0].cost
		case a.list[0].ring != b.list[0].ring:
			return int(a.list[0].ring) - int(b.list[0].ring)
		case s.plainness(&a) != s.plainness(&b):
			return s.plainness(&a) - s.plainness(&b)
		default:
			return a.start - b.start
		}
	})
	for _, st := range all {
		s.choose(st)
	}
}

// countBehind tells whether long is short, a unit of the asker's own, with a
// number behind that is rather a count: "ka láp 2 thẻ" where Ka Láp 2 is
// another's.
func (s *scan) countBehind(short, long stretch) bool {
	if !short.owned || short.start != long.start || short.end >= long.end {
		return false
	}
	for _, t := range s.tokens[short.end:long.end] {
		if !t.digits {
			return false
		}
	}
	return true
}

// choose takes a stretch where none of it is taken; matches of the same
// stretch read otherwise are added.
func (s *scan) choose(st stretch) bool {
	for i := range s.chosen {
		if c := &s.chosen[i]; c.start == st.start && c.end == st.end {
			c.list = s.ix.order(append(c.list, st.list...))
			return true
		}
	}
	for i := st.start; i < st.end; i++ {
		if s.taken[i] {
			return false
		}
	}
	for i := st.start; i < st.end; i++ {
		s.taken[i] = true
	}
	s.chosen = append(s.chosen, st)
	return true
}

// hits joins stretches that stand one in the other and counts in words.
func (s *scan) hits() []Hit {
	var joined []stretch
	for _, st := range s.chosen {
		if n := len(joined); n > 0 {
			if one, ok := s.within(joined[n-1], st); ok {
				joined[n-1] = one
				continue
			}
		}
		joined = append(joined, st)
	}
	var hits []Hit
	for _, st := range joined {
		st = s.ofOld(st)
		start, end := s.tokens[st.start].word, s.tokens[st.end-1].word+1
		if n := len(hits); n > 0 && hits[n-1].End > start {
			continue // two places in one word: the first stands
		}
		hits = append(hits, Hit{Start: start, End: end, Matches: s.ix.matches(st.list)})
	}
	return hits
}

// ofOld takes a "cũ" behind a stretch into it, and leaves the units that have
// ended, where there are any.
func (s *scan) ofOld(st stretch) stretch {
	if st.end >= len(s.tokens) || s.taken[st.end] || s.tokens[st.end-1].stop || !saysOld(s.tokens[st.start:st.end+1]) {
		return st
	}
	if old := s.ix.old(slices.Clone(st.list)); len(old) > 0 {
		st.list, st.end = old, st.end+1
	}
	return st
}

// within makes one of two stretches that follow each other, one in the other.
// Over a comma that may be a list, so there the second must be a kind of unit
// that the first is not.
func (s *scan) within(a, b stretch) (stretch, bool) {
	comma := s.tokens[b.start-1].stop
	for i := a.end; i < b.start; i++ {
		if w := s.tokens[i]; w.exact != "thuộc" && w.exact != "ở" && w.exact != "của" && w.fold != "thuoc" {
			return stretch{}, false
		}
	}
	level := func(st stretch) Level { return s.ix.tree.levels[st.list[0].unit] }
	if comma && level(a) == level(b) {
		return stretch{}, false
	}
	st := stretch{start: a.start, end: b.end, owned: a.owned || b.owned}
	if st.list = s.ix.inAny(a.list, b.list); len(st.list) > 0 {
		return st, true
	}
	if !comma || b.kind != nil {
		st.list = s.ix.inAny(b.list, a.list)
	}
	return st, len(st.list) > 0
}

// inAny keeps the matches that stand in one of wholes.
func (ix *Index) inAny(list, wholes []found) []found {
	var kept []found
	for _, m := range list {
		for _, w := range wholes {
			if m.unit != w.unit && w.cost%costSlip < costLevel && ix.inside(m.unit, w.unit) {
				kept = append(kept, m)
				break
			}
		}
	}
	return kept
}
