package place

import "slices"

// Best gives the one unit that a text means to the asker, or, where that is
// open, "" and the units it may mean, nearest first. See Choose.
func (ix *Index) Best(text string, near Near) (code Code, choices []Code) {
	return ix.Choose(ix.Find(text, near), near)
}

const mostChoices = 12

// Choose gives the one unit that matches mean to the asker, or "" and the
// units to ask about.
//
// A well-spelled name means its bearer nearest to the asker: own units and
// what is below, then the own commune, the own province, the country. There a
// unit of the kind named goes before others, one valid on the day asked about
// before one of old, a province before what bears its name, a commune before
// its village. Whatever is left in the nearest ring must be asked, and so must
// a name of the asker's own written with other tones that fits letter by
// letter only far away. A misspelled name is taken only where the next one is
// clearly farther off.
func (ix *Index) Choose(matches []Match, near Near) (code Code, choices []Code) {
	a := ix.asker(near)
	list := make([]found, 0, len(matches))
	for _, m := range matches {
		if i, ok := ix.tree.ids[m.Code]; ok {
			list = append(list, found{unit: i, how: m.How, cost: m.Cost, odd: m.OddKind, ring: a.ring(ix, i), age: ix.age(i, &a)})
		}
	}
	list = ix.order(list)
	if len(list) == 0 {
		return "", nil
	}
	nearest := ix.narrow(list, &a)
	certain := len(nearest) == 1
	if certain && list[0].cost >= costSlip {
		certain = ix.clear(nearest[0], list, &a)
	} else if certain {
		certain = !rivalled(nearest[0], list, &a)
	}
	if certain {
		return ix.tree.units[nearest[0].unit].Code, nil
	}
	return "", ix.choices(nearest, list)
}

// narrow keeps the best matches of the nearest ring, then those of the right
// kind, of the day, of the level that goes first; sorted list, never empty.
func (ix *Index) narrow(list []found, a *asker) []found {
	best := slices.Clone(list)
	keep := func(want func(found) bool) {
		if slices.ContainsFunc(best, want) {
			best = slices.DeleteFunc(best, func(m found) bool { return !want(m) })
		}
	}
	top := list[0]
	keep(func(m found) bool { return m.cost == top.cost && m.ring == top.ring })
	keep(func(m found) bool { return !m.odd })
	level := func(m found) Level { return ix.tree.levels[m.unit] }
	age := slices.MinFunc(best, func(x, y found) int { return int(x.age) - int(y.age) }).age
	province := slices.ContainsFunc(best, func(m found) bool { return m.age == age && level(m) == Province })
	// An old province is too well known to give way to a commune of its name.
	keep(func(m found) bool { return m.age == age || !province && level(m) == Province })
	high := slices.MinFunc(best, func(x, y found) int { return int(level(x)) - int(level(y)) })
	ownBelow := slices.ContainsFunc(best, func(m found) bool { return level(m) > level(high) && a.owns(m.unit) })
	if !ownBelow && level(high) != District && high.age == age {
		keep(func(m found) bool { return level(m) == level(high) })
	}
	return ix.distinct(best)
}

// distinct leaves one of old units that are the same today.
func (ix *Index) distinct(list []found) []found {
	kept := list[:0:0]
	for _, m := range list {
		same := func(k found) bool {
			return ix.tree.levels[k.unit] == ix.tree.levels[m.unit] && slices.Equal(ix.todayList(k.unit), ix.todayList(m.unit))
		}
		if !slices.ContainsFunc(kept, same) {
			kept = append(kept, m)
		}
	}
	return kept
}

// rivalled tells whether a name near the asker differs only in tones from
// what was found letter by letter far away, or one of the asker's own units by
// one slip from what was found outside of their commune.
func rivalled(m found, list []found, a *asker) bool {
	return slices.ContainsFunc(list, func(o found) bool {
		return m.ring == country && o.ring <= commune && o.cost <= costTones && o.unit != m.unit ||
			m.ring >= province && a.owns(o.unit) && o.cost < 2*costSlip
	})
}

// clear tells whether m, found by slips, is clearly nearer than all of
// another name: by two slips, or by one where the other is in another province.
// One of the asker's own units only has to be the nearest of them.
func (ix *Index) clear(m found, list []found, a *asker) bool {
	slips := m.cost / costSlip
	if letters := len(ix.run(m.unit)); slips > 1 && letters < 7 || letters < 4 {
		return false
	}
	for _, o := range list {
		if ix.run(o.unit) == ix.run(m.unit) && o.ring >= m.ring {
			continue
		}
		ahead := o.cost/costSlip - slips
		if a.owns(m.unit) && !a.owns(o.unit) {
			ahead += 2
		} else if a.owns(m.unit) && a.owns(o.unit) {
			ahead++
		}
		if m.ring <= commune && o.ring >= province || m.ring == province && o.ring == country {
			ahead++
		}
		if ahead < 2 {
			return false
		}
	}
	return true
}

// run gives a unit's own name folded without spaces.
func (ix *Index) run(i int32) string { return join(ix.cut(ix.tree.units[i].Name)) }

// choices lists what to ask: the nearest, then the others, none twice.
func (ix *Index) choices(nearest, list []found) []Code {
	all := ix.distinct(append(slices.Clone(nearest), list...))
	var codes []Code
	for _, m := range all {
		if len(codes) < mostChoices {
			codes = append(codes, ix.tree.units[m.unit].Code)
		}
	}
	return codes
}
