package coverage

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// inherit gives units without a figure that of the units they were made of:
// mergers and splits keep the totals above them. Of a split only the sum of
// all that the unit became is known.
func (f figures) inherit(list []leaf, t vi.Day) []leaf {
	heirs := map[place.Code]bool{}
	for _, l := range list {
		if !l.Known && f.lastChange(l.units[0], t) > 0 {
			heirs[l.units[0]] = true
		}
	}
	if len(heirs) == 0 {
		return list
	}
	known := f.handedDown(list, heirs, t)
	kept := make([]leaf, 0, len(list))
	done := map[place.Code]bool{}
	for _, l := range list {
		u := l.units[0]
		switch down, ok := known[u]; {
		case done[u]: // counted with another
		case ok && heirs[u]:
			for _, h := range down.units {
				done[h] = true
			}
			kept = append(kept, down)
		default:
			kept = append(kept, l)
		}
	}
	return kept
}

// lastChange is the last day before t on which something ended that went into
// a unit, zero where nothing did.
func (b *Book) lastChange(u place.Code, t vi.Day) (last vi.Day) {
	if b.Tree.LastOrigin(u) == 0 {
		return 0
	}
	for _, o := range b.Tree.Origins(u) {
		if old, _ := b.Tree.Unit(o.Code); old.To < t {
			last = max(last, old.To)
		}
	}
	return last
}

// lineage is a set of heirs that together are some units of an earlier day, and
// nothing besides.
type lineage struct {
	heirs  []place.Code
	then   []leaf // what they were
	broken bool   // part of it went elsewhere
}

// handedDown gives, by heir, the figures of heirs that together are units of
// before: what those had on the last day before t on which any of the heirs
// was changed, and what was tallied in the heirs since.
func (f figures) handedDown(list []leaf, heirs map[place.Code]bool, t vi.Day) map[place.Code]leaf {
	var day vi.Day
	for h := range heirs {
		day = max(day, f.lastChange(h, t))
	}
	ties := bonds{}
	whole := map[place.Code]bool{}
	var then []leaf // the units that the heirs were on the day
	for _, l := range list {
		h := l.units[0]
		if !heirs[h] {
			continue
		}
		var was []place.Code
		was, whole[h] = f.stateOf(h, day, heirs)
		for _, w := range was {
			if _, met := ties[node{w, true}]; !met {
				then = append(then, f.leafOf(w, day))
			}
			ties.join(node{h, false}, node{w, true})
		}
	}
	then = f.inherit(then, day)
	for _, l := range then {
		for _, w := range l.units[1:] {
			ties.join(node{l.units[0], true}, node{w, true})
		}
	}
	lines := map[node]*lineage{}
	of := func(n node) *lineage {
		root := ties.root(n)
		if lines[root] == nil {
			lines[root] = &lineage{}
		}
		return lines[root]
	}
	for _, l := range list {
		if h := l.units[0]; heirs[h] {
			x := of(node{h, false})
			x.heirs, x.broken = append(x.heirs, h), x.broken || !whole[h]
		}
	}
	for _, l := range then {
		x := of(node{l.units[0], true})
		x.then, x.broken = append(x.then, l), x.broken || !l.Known || l.Partial()
	}
	known := map[place.Code]leaf{}
	for _, x := range lines {
		if x.broken || len(x.then) == 0 || !f.sameGround(*x, day, t) {
			continue
		}
		down := f.carried(*x, day, t)
		for _, h := range x.heirs {
			known[h] = down
		}
	}
	return known
}

// leafOf is a unit on a day as one leaf, known where all of it is.
func (f figures) leafOf(u place.Code, day vi.Day) leaf {
	l := leaf{units: []place.Code{u}}
	if p := f.plan(u, day, false); p.Known && !p.Partial() {
		l.plan = p
	}
	return l
}

// stateOf gives what a unit was on a day: what went into it then, and itself
// where it was there; whole where nothing of that went to others than the heirs.
func (b *Book) stateOf(h place.Code, day vi.Day, heirs map[place.Code]bool) (was []place.Code, whole bool) {
	whole = true
	for _, o := range b.Tree.Origins(h) {
		old, _ := b.Tree.Unit(o.Code)
		if old.To != day {
			continue // one that ended before tells an earlier state of the same ground
		}
		was = append(was, o.Code)
		for _, s := range old.Successors {
			whole = whole && heirs[s.Code]
		}
	}
	if u, _ := b.Tree.Unit(h); u.From <= day || len(was) == 0 { // between its origins and its first day it is not yet anything else
		was = append(was, h)
	}
	return was, whole
}

// carried is the figure of a lineage's heirs together on t.
func (f figures) carried(x lineage, day, t vi.Day) leaf {
	var sum plan
	var divided []place.Code
	was := map[place.Code]bool{}
	for n, l := range x.then {
		sum.Mixed = sum.Mixed || l.Mixed || n > 0 && l.AsOf != sum.AsOf
		sum.Value += l.Value
		sum.Illustrative = sum.Illustrative || l.Illustrative
		sum.AsOf = max(sum.AsOf, l.AsOf)
		sum.terms = append(sum.terms, l.terms...)
		divided = append(divided, l.divided...)
		for _, w := range l.units {
			was[w] = true
			if old, _ := f.Tree.Unit(w); old.To == day && f.Tree.HeirOn(w, t) == w {
				divided = append(divided, w)
			}
		}
	}
	sum.Known = true
	for _, o := range divided {
		if f.tallied {
			sum.terms = append(sum.terms, term{o, t, 1}, term{o, day, -1})
		}
	}
	for _, h := range x.heirs {
		sum.terms = append(sum.terms, f.gained(h, was[h], day, t)...)
	}
	return leaf{plan: sum, units: x.heirs, divided: divided}
}

// gained gives what was tallied in an heir since a day; what was tallied until
// then in one that was there is in what it was.
func (f figures) gained(h place.Code, there bool, day, t vi.Day) (terms []term) {
	if !f.tallied {
		return nil
	}
	for _, g := range f.ground(h, t) {
		terms = append(terms, term{g, t, 1})
		if there || g != h { // what an office serves was there before it
			terms = append(terms, term{g, day, -1})
		}
	}
	return terms
}

// sameGround tells whether offices together serve on t what they were made of
// served on the day: an office's count is of what it served then.
func (b *Book) sameGround(x lineage, day, t vi.Day) bool {
	var now, then []place.Code
	for _, h := range x.heirs {
		if b.Tree.Level(h) == place.Office {
			now = append(now, b.served(h, t)...)
		}
	}
	for _, l := range x.then {
		for _, w := range l.units {
			if b.Tree.Level(w) == place.Office {
				then = append(then, b.served(w, day)...)
			}
		}
	}
	slices.Sort(now)
	slices.Sort(then)
	return slices.Equal(now, then)
}

// node is a unit: as it is, or as it was then.
type node struct {
	unit place.Code
	then bool
}

// bonds tie units together, each to another of its set.
type bonds map[node]node

func (b bonds) root(n node) node {
	for {
		up, ok := b[n]
		if !ok || up == n {
			return n
		}
		n = up
	}
}

func (b bonds) join(x, y node) {
	for _, n := range []node{x, y} {
		if _, ok := b[n]; !ok {
			b[n] = n
		}
	}
	b[b.root(x)] = b.root(y)
}
