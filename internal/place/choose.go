package place

import "slices"

// Best gives the one unit that a text means to the asker, or, where that is
// open, "" and the units it may mean, nearest first. See Choose.
func (ix *Index) Best(text string, near Near) (code Code, choices []Code) {
	return ix.Choose(ix.Find(text, near), near)
}

const mostChoices = 20

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
			list = append(list, found{unit: i, how: m.How, cost: m.Cost, off: m.Off, odd: m.OddKind, ring: a.ring(ix, i), age: ix.age(i, &a)})
		}
	}
	list = ix.order(list)
	if len(list) == 0 {
		return "", nil
	}
	nearest := ix.narrow(list, &a)
	if len(nearest) == 1 && ix.certain(nearest[0], list, &a) {
		return ix.tree.units[nearest[0].unit].Code, nil
	}
	return "", ix.choices(nearest, list)
}

// certain tells whether the best match may be taken without asking.
func (ix *Index) certain(m found, list []found, a *asker) bool {
	switch {
	case m.cost >= costSlip:
		return ix.clear(m, list, a)
	case m.cost > costLevel+costFolded:
		return false // of another level and spelled otherwise
	default:
		return !ix.rivalled(m, list, a)
	}
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

// rivalled tells whether something else is as likely as m, which is spelled
// well but for tones: a name near the asker that differs only in tones from
// what fits letter by letter far away; one of the asker's own units missed by
// one slip; a unit of the kind named in the asker's province, where m is of
// another kind; a name missed by one slip, where m has other tones.
func (ix *Index) rivalled(m found, list []found, a *asker) bool {
	return slices.ContainsFunc(list, func(o found) bool {
		switch {
		case o.unit == m.unit || slices.Equal(ix.todayList(o.unit), ix.todayList(m.unit)):
			return false
		case m.ring == country && o.ring <= commune && o.cost <= costTones,
			m.ring >= province && a.owns(o.unit) && o.cost < 2*costSlip,
			m.odd && !o.odd && o.cost == m.cost && o.age == 0 && o.ring <= province:
			return true
		default:
			return m.how != Joined && m.cost >= costTones && o.cost == costSlip && o.ring <= m.ring
		}
	})
}

// clear tells whether m, found by a slip, is clearly nearer than all of another
// name: by two slips, or by one where the other is in another province. One of
// the asker's own units only has to be the nearest of them. Two slips are
// always asked about but in a unit of the asker's own.
func (ix *Index) clear(m found, list []found, a *asker) bool {
	slips, mine := m.cost/costSlip, ix.village(a, m.unit)
	letters := len(ix.run(m.unit))
	if m.cost%costSlip >= costLevel || slips > 1 && (!mine || letters < 8) || letters < 5 {
		return false
	}
	for _, o := range list {
		if ix.run(o.unit) == ix.run(m.unit) && o.ring >= m.ring {
			continue
		}
		ahead := o.cost/costSlip - slips
		switch {
		case mine && ix.village(a, o.unit):
			ahead++
		case mine:
			ahead += 2
		case m.ring <= commune && o.ring >= province || m.ring == province && o.ring == country:
			ahead++
		}
		if ahead < 2 {
			return false
		}
	}
	return true
}

// village tells whether a unit is one of an agent's villages.
func (ix *Index) village(a *asker, i int32) bool {
	return ix.tree.levels[i] == Village && a.owns(i)
}

// run gives a unit's own name without spaces.
func (ix *Index) run(i int32) string { return ix.entries[ix.first[i]].sound }

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
