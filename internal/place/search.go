package place

// search looks for misspelled names where the sentence promises one: behind a
// kind word, near to one of the asker's own names, around a syllable that is
// no ordinary word and no name has, and, for an official in a sentence that
// names nothing else, anywhere in the official's province.
func (s *scan) search() {
	for i, t := range s.tokens {
		if !t.head || s.taken[i] {
			continue
		}
		kinds := s.ix.kinds[t.fold]
		for k := range kinds {
			n := s.ix.kindAt(s.tokens[i:], &kinds[k])
			if n > 0 && !kinds[k].single && i+n < len(s.tokens) && s.slippedAt(i, i+n, &kinds[k]) {
				break
			}
		}
	}
	s.searchOwn()
	for i, t := range s.tokens {
		if _, known := s.ix.syllables[t.fold]; !known && s.strange(i) {
			s.slippedAround(i)
		}
	}
	if len(s.chosen) == 0 && len(s.owns) > 0 && !s.agent() {
		s.searchAnywhere()
	}
}

// strange tells whether a token is a free word of letters that is not among
// the ordinary ones. One that bears tones was hardly mistyped.
func (s *scan) strange(i int) bool {
	t := s.tokens[i]
	return !s.taken[i] && !t.digits && len(t.fold) > 2 && (!t.marked || t.upper) && !s.ix.plain[t.fold] && hasVowel(t.fold)
}

func hasVowel(fold string) bool {
	for i := range len(fold) {
		switch fold[i] {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return true
		}
	}
	return false
}

func (s *scan) agent() bool {
	for _, u := range s.asker.units {
		if s.ix.tree.levels[u] == Village {
			return true
		}
	}
	return false
}

// free tells whether tokens from..to are untaken and may be one name.
func (s *scan) free(from, to int) bool {
	for i := from; i < to; i++ {
		if s.taken[i] || i > from && (s.tokens[i-1].stop || s.tokens[i-1].dot) {
			return false
		}
	}
	return from < to && s.tokens[to-1].tail
}

// slippedAt takes the best misspelled name behind a kind word, of the level
// that the word says.
func (s *scan) slippedAt(start, from int, kind *kindReading) bool {
	if t := s.tokens[from]; t.digits || s.ix.plain[t.fold] || s.tokens[start].stop {
		return false
	}
	var best stretch
	for to := min(from+4, len(s.tokens)); to > from; to-- {
		last := s.tokens[to-1]
		if !s.free(from, to) || s.taken[from-1] || to-from > 2 && s.ix.plain[last.fold] {
			continue
		}
		st := stretch{start: start, end: to, reading: reading{kind, s.tokens[from:to]}}
		if s.slip(&st, maxSlips) && (best.list == nil || st.list[0].cost < best.list[0].cost) {
			best = st
		}
	}
	return best.list != nil && s.choose(best)
}

// slip finds the units whose name a stretch misses by slips.
func (s *scan) slip(st *stretch, most int) bool {
	run := join(st.name)
	if s.searches >= mostSearches || len(run) < 4 {
		return false
	}
	s.searches++
	if len(run) < 8 {
		most = 1
	}
	var list []found
	for _, m := range s.ix.slippedName(nil, st.reading, most, &s.asker) {
		if m.cost%costSlip < costLevel && (len(run) > 5 || m.ring <= commune) {
			list = append(list, m)
		}
	}
	st.list = s.ix.order(list)
	return len(st.list) > 0
}

// searchOwn takes stretches that miss the name of one of the asker's own
// units: by one slip, a long one by two.
func (s *scan) searchOwn() {
	for i := range s.tokens {
		if !s.tokens[i].head || s.taken[i] {
			continue
		}
		var best stretch
		for to := i + 1; to <= min(i+4, len(s.tokens)); to++ {
			if !s.free(i, to) || s.allPlain(s.tokens[i:to]) {
				continue
			}
			st := stretch{start: i, end: to, reading: reading{nil, s.tokens[i:to]}, owned: true}
			if st.list = s.ownSlips(st.name); len(st.list) > 0 && (best.list == nil || st.list[0].cost < best.list[0].cost) {
				best = st
			}
		}
		if best.list != nil {
			s.choose(best)
		}
	}
}

func (s *scan) ownSlips(name []token) []found {
	run, numbers := soundRun(join(name)), ""
	var list []found
	for k, o := range s.owns {
		if k == 0 {
			numbers = numbersOf(name)
		}
		most := 1
		switch {
		case len(o.run) < 5 || numbers != o.numbers:
			continue
		case len(o.run) > 8:
			most = 2
		}
		if d := edits([]byte(run), []byte(o.run), most); d > 0 {
			list = append(list, found{unit: o.unit, how: Typo, cost: costSlip * d, age: s.ix.age(o.unit, &s.asker)})
		}
	}
	return s.ix.order(list)
}

// slippedAround takes the best misspelled name of two or three syllables of
// which token i is one, or of this one long word alone.
func (s *scan) slippedAround(i int) {
	var best stretch
	for _, span := range [...][2]int{{i - 1, i + 1}, {i, i + 2}, {i, i + 1}, {i - 1, i + 2}, {i - 2, i + 1}, {i, i + 3}} {
		from, to := span[0], span[1]
		if from < 0 || to > len(s.tokens) || !s.free(from, to) || !s.tokens[from].head {
			continue
		}
		s.tryBare(&best, from, to)
	}
	if best.list != nil {
		s.choose(best)
	}
}

// searchAnywhere looks at each two syllables, none of them an ordinary word.
func (s *scan) searchAnywhere() {
	for i := range s.tokens {
		var best stretch
		if i+2 <= len(s.tokens) && s.tokens[i].head && s.free(i, i+2) && s.strange(i) && s.strange(i+1) {
			s.tryBare(&best, i, i+2)
		}
		if best.list != nil && best.list[0].ring <= province {
			s.choose(best)
		}
	}
}

// tryBare tries a stretch without a kind word: one slip, and as many
// syllables as the name, or the name in one word.
func (s *scan) tryBare(best *stretch, from, to int) {
	st := stretch{start: from, end: to, reading: reading{nil, s.tokens[from:to]}}
	for _, t := range st.name {
		if s.ix.plain[t.fold] {
			return
		}
	}
	if n := len(join(st.name)); n < 6 || to-from == 1 && n < 8 || !s.slip(&st, 1) {
		return
	}
	kept := st.list[:0]
	for _, m := range st.list {
		if n := len(s.ix.cut(s.ix.tree.units[m.unit].Name)); n == to-from || to-from == 1 && n > 1 {
			kept = append(kept, m)
		}
	}
	if st.list = kept; len(kept) > 0 && (best.list == nil || kept[0].cost < best.list[0].cost) {
		*best = st
	}
}
