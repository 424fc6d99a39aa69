package place

import "baophu/internal/vi"

// What it costs to make one spelling of another, by what hands and ears do:
// a slip that comes easily costs less than any other.
const (
	offSound  = 3 // i for y
	offDouble = 5 // a letter twice, or once for twice
	offSpace  = 4 // a space too many or too few
	offMixed  = 6 // letters that sound alike in some dialects: s and x, n and l
	offBeside = 7 // a neighbour on the keyboard, two letters swapped, a vowel for a vowel
	offOther  = 10
)

// keyboard gives the letters beside each letter.
const keyboard = "qwa wqes ewrd retf trgy ytuh uyij iuok oipl pol aqsz sawdx dsefc fdrgv gfthb hgyjn jhukm kjil lko zax xzsc cxdv vcfb bvgn nbhm mnjk"

// mixed gives the letters that are written for one another.
const mixed = "sx nl dr dg rg ck cq dv bp tc"

// measure tells how far two spellings are from one another.
type measure [128][128]uint8

func newMeasure() *measure {
	var m measure
	for a := range m {
		for b := range m[a] {
			m[a][b] = offOther
		}
		m[a][a] = 0
	}
	both := func(a, b byte, cost uint8) {
		m[a][b], m[b][a] = min(m[a][b], cost), min(m[b][a], cost)
	}
	const vowels = "aeiouy"
	for i := range len(vowels) {
		for j := range i {
			both(vowels[i], vowels[j], offBeside)
		}
	}
	both('i', 'y', offSound)
	head := byte(0)
	for i := range len(keyboard) {
		switch {
		case keyboard[i] == ' ':
			head = 0
		case head == 0:
			head = keyboard[i]
		default:
			both(head, keyboard[i], offBeside)
		}
	}
	for i := 0; i+1 < len(mixed); i += 3 {
		both(mixed[i], mixed[i+1], offMixed)
	}
	return &m
}

// off gives how far a text is from a name, both folded.
func (m *measure) off(text, name string) int {
	if len(text) > longest || len(name) > longest {
		return offOther * longest
	}
	var rows [3][longest + 1]int
	two, one, row := &rows[0], &rows[1], &rows[2]
	for j := 1; j <= len(name); j++ {
		one[j] = one[j-1] + m.extra(name, j-1)
	}
	for i := 1; i <= len(text); i++ {
		row[0] = one[0] + m.extra(text, i-1)
		for j := 1; j <= len(name); j++ {
			d := min(one[j-1]+m.instead(text[i-1], name[j-1]), one[j]+m.extra(text, i-1), row[j-1]+m.extra(name, j-1))
			if i > 1 && j > 1 {
				switch a, b := text[i-2:i], name[j-2:j]; {
				case a[0] == b[1] && a[1] == b[0]:
					d = min(d, two[j-2]+offBeside)
				case a == "tr" && b == "ch" || a == "ch" && b == "tr":
					d = min(d, two[j-2]+offMixed)
				}
			}
			row[j] = d
		}
		two, one, row = one, row, two
	}
	return one[len(name)]
}

// instead is the cost of one letter for another; a space is none.
func (m *measure) instead(a, b byte) int {
	switch {
	case a == b:
		return 0
	case a == ' ' || b == ' ' || a > 127 || b > 127:
		return offOther
	}
	return int(m[a][b])
}

// extra is the cost of the letter at i, which the other spelling has not.
func (m *measure) extra(s string, i int) int {
	switch {
	case s[i] == ' ':
		return offSpace
	case i > 0 && s[i-1] == s[i]:
		return offDouble
	case s[i] == 'h' || s[i] == 'g' && i > 0 && s[i-1] == 'n':
		return offBeside // "tan" for Thân, "lan" for Lang
	}
	return offOther
}

// apart gives how far the words of a text are from an entry's name.
func (ix *Index) apart(name []token, e *entry) int {
	if len(name) == 1 {
		return ix.measure.off(soundRun(name[0].fold), e.sound)
	}
	fold, _ := spell(name)
	return ix.measure.off(fold, e.key)
}

// shortest is how long a text must be for Likest, and farthest how far off a
// name it may be: a third of nothing is nothing.
const (
	shortest = 2
	farthest = 2*offOther + offSpace
)

// Likest gives the communes among the asker's own units and below that a
// text is likest to, best first, at most so many, however few its letters: for
// a text that surely names a place where Find knows none near. An asker without
// units, or with the whole country, has all communes; a commune its villages.
func (ix *Index) Likest(text string, near Near, most int) []Match {
	tokens := ix.cutShort(vi.Clean(text))
	if len(tokens) == 0 {
		return nil
	}
	a := ix.asker(near)
	var list []found
	for _, r := range ix.readings(tokens) {
		if len(join(r.name)) < shortest || onlyDigits(r.name) {
			continue
		}
		numbers := numbersOf(r.name)
		for _, i := range ix.scope(&a) {
			e := &ix.entries[ix.first[i]]
			if length := len(e.sound) - len(join(r.name)); e.numbers != numbers || length > maxSlips || length < -maxSlips {
				continue
			}
			if d := ix.apart(r.name, e); d <= farthest && 2*d <= offOther*len(e.sound) {
				m := found{unit: i, how: Typo, cost: costSlip * max(maxSlips, (d+offOther-1)/offOther), off: d}
				if r.kind == nil || r.kind.fits(ix.tree.levels[i]) {
					list = append(list, m)
				}
			}
		}
	}
	list = ix.order(list)
	return ix.matches(list[:min(len(list), most)])
}

// scope gives the units of today of which the asker may speak without saying
// more: communes, and an own commune's villages.
func (ix *Index) scope(a *asker) []int32 {
	t, tops := ix.tree, a.units
	if len(tops) == 0 {
		tops = []int32{t.ids[Nation]}
	}
	var list []int32
	for _, top := range tops {
		level := Commune
		if t.levels[top] == Commune || t.levels[top] == Village {
			level = Village
		}
		t.gather(top, level, 0, &list)
	}
	return list
}
