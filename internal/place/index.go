package place

import (
	"slices"
	"strconv"
	"strings"

	"baophu/internal/vi"
)

// Index finds units by what people type. It never changes once made, so any
// number of goroutines may use it.
type Index struct {
	tree    *Tree
	letters *letters
	residue *vi.Residue
	entries []entry
	first   []int32          // of each unit: the entry of its own name
	byKey   map[string]int32 // entries by key, while the index is made

	syllables map[string]int32 // folded; every one that a name has
	steps     map[uint64]int32 // the trie of keys: node<<32 | syllable -> node
	ends      []int32          // the entry that ends at a node, or none
	joined    map[string][]int32

	kinds   map[string][]kindReading // by first token, longest first
	plain   map[string]bool          // ordinary words, folded, see words.go
	phrases map[string]bool          // ordinary phrases, those with tones folded too
	pairs   map[[2]string]bool
	slips   *slips
	measure *measure

	today             [][]int32 // what each unit is today; nil: itself
	commune, province []int32   // above each unit of today, itself included
}

// entry is one folded name and all who bear it.
type entry struct {
	key     string // folded tokens, a space between
	sound   string // without the spaces, see soundRun
	numbers string // its numbers, which typing slips never change
	numeric bool   // is only a number: "1" of phường 1
	forms   []form
}

// form is a name with its tones, and one unit that bears it.
type form struct {
	exact string
	unit  int32
}

// kindReading is one way to read the start of a text as a kind of unit.
type kindReading struct {
	tokens []string // folded
	exact  string   // with tones, "" for a short
	kind   string
	levels uint8 // bits of the levels meant
	single bool  // one letter: "x", "b"
}

// fits tells whether a level is meant.
func (k *kindReading) fits(l Level) bool { return l >= 0 && k.levels&(1<<l) != 0 }

// NewIndex makes the index of a tree's units, of every day, with all their names.
func NewIndex(t *Tree) *Index {
	ix := &Index{
		tree: t, letters: newLetters(), measure: newMeasure(), residue: vi.NewResidue(),
		byKey:     make(map[string]int32, len(t.units)),
		syllables: map[string]int32{}, steps: map[uint64]int32{},
		ends: []int32{none}, joined: map[string][]int32{},
		kinds: map[string][]kindReading{}, plain: map[string]bool{}, phrases: map[string]bool{}, pairs: map[[2]string]bool{},
	}
	ix.readWords()
	ix.readKinds()
	shorts := shortNames()
	ix.first = make([]int32, len(t.units))
	for i := range t.units {
		ix.first[i] = ix.add(int32(i), t.units[i].Name)
		for _, short := range shorts[t.units[i].Name] {
			ix.add(int32(i), short)
		}
	}
	for _, n := range t.names {
		ix.add(t.ids[n.Unit], n.Name)
	}
	ix.byKey = nil
	ix.place()
	ix.slips = newSlips(ix.entries)
	return ix
}

func (ix *Index) readWords() {
	for _, w := range ordinaryWords() {
		ix.plain[join(ix.cut(w))] = true
	}
	for _, p := range append(ordinaryPhrases(), tonelessPhrases()...) {
		fold, exact := spell(ix.cut(p))
		ix.phrases[fold], ix.phrases[exact] = true, true
	}
	for _, c := range compounds() {
		pair := ix.letters.cut(nil, c, 0)
		ix.pairs[[2]string{pair[0].fold, pair[1].fold}] = true
	}
}

// readKinds lists what may stand before a name.
func (ix *Index) readKinds() {
	for _, k := range Kinds() {
		if k.Word == "bhxh" {
			continue // alone it is the insurance
		}
		tokens := ix.cut(k.Word)
		_, exact := spell(tokens)
		reading := kindReading{exact: exact, kind: k.Word, levels: 1 << k.Level}
		for _, t := range tokens {
			reading.tokens = append(reading.tokens, t.fold)
		}
		ix.addKind(reading)
		for _, s := range k.Shorts {
			ix.addKind(kindReading{tokens: []string{s}, kind: k.Word, levels: 1 << k.Level, single: len(s) == 1})
		}
	}
	for _, list := range ix.kinds {
		slices.SortStableFunc(list, func(a, b kindReading) int { return len(b.tokens) - len(a.tokens) })
	}
}

func (ix *Index) addKind(r kindReading) {
	first := r.tokens[0]
	for i, k := range ix.kinds[first] {
		if k.kind == r.kind && slices.Equal(k.tokens, r.tokens) {
			ix.kinds[first][i].levels |= r.levels
			return
		}
	}
	ix.kinds[first] = append(ix.kinds[first], r)
}

// cut splits a text at blanks and cuts its words into tokens.
func (ix *Index) cut(text string) []token {
	var tokens []token
	for i, word := range strings.Fields(text) {
		tokens = ix.letters.cut(tokens, word, i)
	}
	return tokens
}

// add enters one name of a unit, in each way its numbers may be written, and
// gives the entry of the first.
func (ix *Index) add(unit int32, name string) int32 {
	tokens := ix.cut(vi.Clean(name))
	kind := ix.cut(ix.tree.units[unit].Kind)
	if n := len(kind); n > 0 && len(tokens) > n {
		same := true
		for i := range kind {
			same = same && tokens[i].exact == kind[i].exact
		}
		if same {
			tokens = tokens[n:]
		}
	}
	id := ix.enter(unit, tokens)
	if len(tokens) == 0 {
		return id // nothing in it can be typed
	}
	last := len(tokens) - 1
	switch number := roman(tokens[last].fold); {
	case number != "" && tokens[last].upper && !tokens[last].marked:
		tokens[last] = token{exact: number, fold: number, digits: true}
		ix.enter(unit, tokens)
	case tokens[last].digits && last > 0:
		if n, err := strconv.Atoi(tokens[last].fold); err == nil && n > 0 && n <= len(numerals()) {
			numeral := numerals()[n-1]
			tokens[last] = token{exact: numeral, fold: numeral}
			ix.enter(unit, tokens)
		}
	case tokens[0].digits && last > 0: // phường 1 Bảo Lộc is called Bảo Lộc 1
		ix.enter(unit, append(tokens[1:len(tokens):len(tokens)], tokens[0]))
	}
	return id
}

func (ix *Index) enter(unit int32, tokens []token) int32 {
	key, exact := spell(tokens)
	id, ok := ix.byKey[key]
	if !ok {
		id = int32(len(ix.entries))
		ix.byKey[key] = id
		e := entry{key: key, sound: soundRun(strings.ReplaceAll(key, " ", "")), numbers: numbersOf(tokens)}
		e.numeric = len(tokens) == 1 && e.numbers != ""
		ix.entries = append(ix.entries, e)
		ix.joined[e.sound] = append(ix.joined[e.sound], id)
		ix.grow(tokens, id)
	}
	forms := ix.entries[id].forms
	for _, f := range forms {
		if f.unit == unit && f.exact == exact {
			return id
		}
	}
	ix.entries[id].forms = append(ix.entries[id].forms, form{exact, unit})
	return id
}

// grow puts a key into the trie.
func (ix *Index) grow(tokens []token, id int32) {
	node := int32(0)
	for _, t := range tokens {
		s, ok := ix.syllables[t.fold]
		if !ok {
			s = int32(len(ix.syllables))
			ix.syllables[t.fold] = s
		}
		step := uint64(node)<<32 | uint64(s)
		next, ok := ix.steps[step]
		if !ok {
			next = int32(len(ix.ends))
			ix.ends = append(ix.ends, none)
			ix.steps[step] = next
		}
		node = next
	}
	ix.ends[node] = id
}

// step goes from a node of the trie by one token.
func (ix *Index) step(node int32, fold string) (next int32, ok bool) {
	s, ok := ix.syllables[fold]
	if !ok {
		return none, false
	}
	next, ok = ix.steps[uint64(node)<<32|uint64(s)]
	return next, ok
}

// place finds where each unit is today.
func (ix *Index) place() {
	t := ix.tree
	n := len(t.units)
	ix.today = make([][]int32, n)
	ix.commune = make([]int32, n)
	ix.province = make([]int32, n)
	for i := range t.units {
		ix.commune[i], ix.province[i] = none, none
		for p := int32(i); p != none; p = t.parents[p] {
			switch t.levels[p] {
			case Commune:
				ix.commune[i] = p
			case Province:
				ix.province[i] = p
			}
		}
	}
	for i := range t.units {
		if !t.units[i].To.IsZero() {
			ix.today[i] = t.todayOf(int32(i), 0)
		}
	}
}

// todayOf gives what a unit is today, without asking how much of it.
func (t *Tree) todayOf(i int32, depth int) []int32 {
	u := &t.units[i]
	if u.To.IsZero() {
		return []int32{i}
	}
	if depth > 20 {
		return nil
	}
	var all []int32
	for _, s := range u.Successors {
		all = append(all, t.todayOf(t.ids[s.Code], depth+1)...)
	}
	if len(u.Successors) == 0 {
		for _, c := range t.children[i] {
			all = append(all, t.todayOf(c, depth+1)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// soundRun writes y as i: in a name without spaces nobody knows whether one
// ended a syllable.
func soundRun(run string) string { return strings.ReplaceAll(run, "y", "i") }

// spell gives the folded and the toned spelling of tokens.
func spell(tokens []token) (fold, exact string) {
	var f, e strings.Builder
	for i, t := range tokens {
		if i > 0 {
			f.WriteByte(' ')
			e.WriteByte(' ')
		}
		f.WriteString(t.fold)
		e.WriteString(t.exact)
	}
	return f.String(), e.String()
}

// numbersOf gives the numbers among tokens, Roman ones as digits. The Xi of Tà
// Xi Láng is none.
func numbersOf(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		number := ""
		switch {
		case t.digits:
			number = t.fold
		case t.marked: // Ba Vì is no sixth
		case i > 0 || len(tokens) == 1:
			if t.fold != "vy" && t.fold != "xy" || t.upper && i == len(tokens)-1 {
				number = roman(t.fold)
			}
		}
		if number != "" {
			b.WriteString(number)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// digitsOf gives the numbers among tokens that are written with digits.
func digitsOf(tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		if t.digits {
			b.WriteString(t.fold)
			b.WriteByte(' ')
		}
	}
	return b.String()
}
