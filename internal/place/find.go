package place

import (
	"strings"

	"baophu/internal/vi"
)

// Find gives the units that a text may name, best first, at most 60 and some 40
// more of the asker's province: by cost, then nearest to the asker, then those
// whose kind was named, those valid on the day asked about, the higher level.
// The text may hold a kind word, right or wrong; "cũ" behind the name for a unit
// of old; and what the unit stands in ("Chiềng Sinh, Điện Biên"). An old unit is
// found under its own code.
func (ix *Index) Find(text string, near Near) []Match {
	if len(text) > 1024 {
		text = text[:1024]
	}
	text = vi.Clean(text)
	tokens := ix.cutShort(text)
	if len(tokens) == 0 {
		return nil
	}
	a := ix.asker(near)
	old := saysOld(tokens)
	if old {
		if list := ix.old(ix.spelled(tokens[:len(tokens)-1], &a)); len(list) > 0 {
			return ix.matches(ix.order(list))
		}
	}
	list := ix.spelled(tokens, &a)
	if restored, ok := ix.residue.VNI(text); ok && len(list) == 0 {
		list = ix.spelled(ix.cutShort(restored), &a)
	}
	if len(list) == 0 {
		list = ix.slipped(tokens, &a)
	} else {
		list = ix.rivals(list, tokens, &a)
	}
	if old && len(list) == 0 {
		list = ix.old(ix.slipped(tokens[:len(tokens)-1], &a))
	}
	return ix.matches(ix.order(list))
}

// Slipped gives the names that a text misses by one slip of the finger or two,
// whatever it is besides; best first, as Find.
func (ix *Index) Slipped(text string, near Near) []Match {
	tokens := ix.cutShort(vi.Clean(text))
	if len(tokens) == 0 {
		return nil
	}
	a := ix.asker(near)
	return ix.matches(ix.order(ix.slipped(tokens, &a)))
}

// cutShort cuts no more of a text than any name is long.
func (ix *Index) cutShort(text string) []token {
	tokens := ix.cut(text)
	return tokens[:min(len(tokens), mostTokens)]
}

// saysOld tells whether "cũ" stands behind a name; without its tone only
// behind one of two syllables, for "cu" is also one of a name.
func saysOld(tokens []token) bool {
	last := tokens[len(tokens)-1]
	return last.exact == "cũ" && len(tokens) > 1 || last.exact == "cu" && len(tokens) > 2
}

// old keeps the units that have ended.
func (ix *Index) old(list []found) []found {
	kept := list[:0]
	for _, m := range list {
		if !ix.tree.units[m.unit].To.IsZero() {
			kept = append(kept, m)
		}
	}
	return kept
}

// spelled finds what the whole text names without slips: alone, or within
// something that it names behind.
func (ix *Index) spelled(tokens []token, a *asker) []found {
	list := ix.named(tokens, a)
	if len(list) > 0 && list[0].cost < costLevel {
		return list
	}
	if q := ix.qualified(tokens, a, ix.named); len(q) > 0 {
		return q
	}
	return list
}

// named finds the units that bear the text, or what is left of it behind a
// kind word, as their name; those of the level named before all others.
func (ix *Index) named(tokens []token, a *asker) []found {
	var list []found
	for _, r := range ix.readings(tokens) {
		if id := ix.entry(r.name); id != none {
			list = ix.weigh(list, id, r, Exact, 0, a)
			continue
		}
		before := len(list)
		if run := join(r.name); len(run) > 3 {
			for _, id := range ix.joined[soundRun(run)] {
				list = ix.weigh(list, id, r, Joined, costJoined, a)
			}
		}
		if id, ok := ix.telex(r.name); ok && len(list) == before {
			list = ix.weigh(list, id, r, Typo, costTelex, a)
		}
	}
	return ix.order(list)
}

// readings gives the ways to read tokens as a kind word and a name.
func (ix *Index) readings(tokens []token) []reading {
	list := []reading{{nil, tokens}}
	kinds := ix.kinds[tokens[0].fold]
	for i := range kinds {
		if n := ix.kindAt(tokens, &kinds[i]); n > 0 && n < len(tokens) {
			list = append(list, reading{&kinds[i], tokens[n:]})
		}
	}
	return list
}

// kindAt tells how many tokens a kind word takes at the start of tokens, 0
// where it does not stand there: its tones must be right or left out.
func (ix *Index) kindAt(tokens []token, k *kindReading) int {
	n := len(k.tokens)
	if len(tokens) < n {
		return 0
	}
	marked := false
	for i := range n {
		t := tokens[i]
		if t.fold != k.tokens[i] || t.stop || t.dot && i < n-1 {
			return 0
		}
		marked = marked || t.marked
	}
	if !marked || k.exact == "" {
		return n
	}
	if _, exact := spell(tokens[:n]); exact == k.exact {
		return n
	}
	return 0
}

// entry looks a name up with its spaces as they are.
func (ix *Index) entry(name []token) int32 {
	node := int32(0)
	for _, t := range name {
		var ok bool
		if node, ok = ix.step(node, t.fold); !ok {
			return none
		}
	}
	return ix.ends[node]
}

// join gives the folded tokens without spaces.
func join(tokens []token) string {
	if len(tokens) == 1 {
		return tokens[0].fold
	}
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.fold)
	}
	return b.String()
}

// qualified reads the end of the text as what the rest stands in: the longest
// such end wins.
func (ix *Index) qualified(tokens []token, a *asker, head func([]token, *asker) []found) []found {
	for split := 1; split < len(tokens); split++ {
		tail := tokens[split:]
		for len(tail) > 1 && !tail[0].stop && (tail[0].exact == "thuộc" || tail[0].exact == "ở" || tail[0].exact == "của" || tail[0].fold == "thuoc") {
			tail = tail[1:]
		}
		wholes := ix.named(tail, a)
		if len(wholes) == 0 || wholes[0].cost >= costLevel {
			continue
		}
		var list []found
		for _, m := range head(tokens[:split], a) {
			for _, w := range wholes {
				if m.unit != w.unit && ix.inside(m.unit, w.unit) {
					m.cost += w.cost
					list = append(list, m)
					break
				}
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// inside tells whether unit i stands or stood below w, or is today where w was.
func (ix *Index) inside(i, w int32) bool {
	t := ix.tree
	if t.levels[w] >= t.levels[i] {
		return false
	}
	if t.below(i, w) {
		return true
	}
	for _, n := range ix.todayList(i) {
		if t.below(n, w) {
			return true
		}
		c := ix.commune[n]
		if c == none {
			continue
		}
		if among(ix.todayList(w), c) {
			return true
		}
		for _, o := range t.origins[c] {
			if t.below(o, w) {
				return true
			}
		}
	}
	return false
}

// slipped finds the names that the text misses by slips of the finger.
func (ix *Index) slipped(tokens []token, a *asker) []found {
	var list []found
	for _, r := range ix.readings(tokens) {
		list = ix.slippedName(list, r, maxSlips, a)
	}
	if len(list) > 0 && list[0].cost%costSlip < costLevel {
		return list
	}
	if q := ix.qualified(tokens, a, func(head []token, a *asker) []found {
		var list []found
		for _, r := range ix.readings(head) {
			list = ix.slippedName(list, r, maxSlips, a)
		}
		return ix.order(list)
	}); len(q) > 0 {
		return q
	}
	return list
}

// slippedName appends who bears a name that the reading misses by so many slips
// at most. A small x may be ten or a letter, and so may the i of "ta i lang"; a
// capital at the end is a number, where there is such a name.
func (ix *Index) slippedName(to []found, r reading, most int, a *asker) []found {
	numbers := []string{numbersOf(r.name)}
	if digits := digitsOf(r.name); digits != numbers[0] {
		numbers = append(numbers, digits)
	}
	before := len(to)
	for k, n := range numbers {
		if k > 0 && r.name[len(r.name)-1].upper && len(to) > before {
			break
		}
		for _, s := range ix.slips.find(join(r.name), n, most) {
			from := len(to)
			to = ix.weigh(to, s.entry, r, Typo, costSlip*s.edits, a)
			for k, off := from, ix.apart(r.name, &ix.entries[s.entry]); k < len(to); k++ {
				to[k].off = off
			}
		}
	}
	return to
}

// rivals adds to what a text names what else it may mean: what it misses by
// one slip, where it names something only with other tones or with letters left
// over; and one of the asker's own units so missed, where it is the name of
// something farther off.
func (ix *Index) rivals(list []found, tokens []token, a *asker) []found {
	best := list[0]
	if best.how != Joined && best.cost >= costTones && best.cost < costLevel {
		for _, r := range ix.readings(tokens) {
			list = ix.slippedName(list, r, 1, a)
		}
	}
	if best.ring >= province {
		list = ix.ownSlips(list, tokens, a)
	}
	return list
}

func (ix *Index) ownSlips(to []found, tokens []token, a *asker) []found {
	for _, r := range ix.readings(tokens) {
		run, numbers := soundRun(join(r.name)), numbersOf(r.name)
		for _, u := range a.units {
			e := &ix.entries[ix.first[u]]
			if len(e.sound) < 5 || e.numbers != numbers || edits([]byte(run), []byte(e.sound), 1) != 1 {
				continue
			}
			to = append(to, found{unit: u, how: Typo, cost: costSlip, age: ix.age(u, a)})
		}
	}
	return to
}
