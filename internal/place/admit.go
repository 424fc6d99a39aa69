package place

import "slices"

// admits tells whether a stretch of a sentence may mean unit m: what is
// written like a place by chance must not be taken for one.
func (s *scan) admits(st *stretch, m found) bool {
	single := len(st.name) == 1
	if st.kind == nil && !s.asker.owns(m.unit) && (s.halfCapital(st) || s.cutsWord(st)) {
		return false
	}
	if m.cost%costSlip >= costLevel {
		return false
	}
	if onlyDigits(st.name) {
		return s.admitsNumber(st, m)
	}
	plain := s.allPlain(st.name)
	untoned := m.how == Exact || m.cost%costSlip <= costFolded // no tones, or the right ones
	switch {
	case s.asker.owns(m.unit):
		return s.admitsOwn(st, m, single, plain)
	case st.kind != nil && st.kind.single && !s.tokens[st.start].dot:
		return m.ring <= province && untoned && !plain && !s.phrase(st) && (!single || m.ring <= commune)
	case st.kind != nil:
		return s.admitsKind(st, m, single && plain, untoned)
	case single && m.how != Joined && m.how != Typo:
		return !plain && untoned && (m.ring <= commune && st.name[0].marked || s.capital(st) && m.cost == 0)
	case s.phrase(st):
		return s.capital(st) && untoned
	default:
		return untoned || m.how == Joined || m.how == Typo || s.capital(st) && m.ring <= province
	}
}

// admitsKind tells whether what stands behind a kind word may be its name:
// "xã vẫn còn" is none, nor is "ở xa trung tâm".
func (s *scan) admitsKind(st *stretch, m found, plain, untoned bool) bool {
	word := s.tokens[st.start]
	written := s.tokens[st.start : st.end-len(st.name)] // the kind, of one word or several: "bhxh cơ sở"
	marked := slices.ContainsFunc(written, func(t token) bool { return t.marked })
	toneLost := st.kind.exact != "" && word.fold != st.kind.exact && !marked && !toneless(st.name)
	switch {
	case plain || toneLost && !s.capital(st):
		return false
	case s.phrase(st) && !s.capital(st):
		return m.ring <= province && !m.odd
	default:
		return untoned || m.ring <= province || len(st.name) > 1
	}
}

// admitsOwn tells whether a stretch may mean a unit of the asker's own.
// A single ordinary word ("ca" for bản Ca) must be followed by a count.
func (s *scan) admitsOwn(st *stretch, m found, single, plain bool) bool {
	agree := m.cost%costSlip <= costFolded
	switch {
	case st.kind != nil:
		return !plain || agree
	case single && plain:
		next := st.end < len(s.tokens) && s.tokens[st.end].digits || s.tokens[st.end-1].stop
		return next && (m.cost == 0 || !s.toned && agree)
	case single:
		return agree || m.how == Joined || m.how == Typo
	default:
		return agree || !plain && !s.phrase(st)
	}
}

// admitsNumber tells whether "thôn 3", "p1", "T3" may be a place: the kind must
// be right, and one letter must be written together with its number.
func (s *scan) admitsNumber(st *stretch, m found) bool {
	switch {
	case st.kind == nil || m.odd:
		return false
	case st.kind.single && s.tokens[st.start].word != st.name[0].word && !s.tokens[st.start].dot:
		return false
	case st.kind.single && s.ix.tree.levels[m.unit] == Village:
		return s.asker.owns(m.unit)
	default:
		return m.ring <= province
	}
}

func onlyDigits(name []token) bool {
	for _, t := range name {
		if !t.digits && !(len(name) == 1 && t.upper && roman(t.fold) != "") {
			return false
		}
	}
	return true
}

// allPlain tells whether a name is nothing but ordinary words of messages.
func (s *scan) allPlain(name []token) bool {
	for _, t := range name {
		if !t.digits && !s.ix.plain[t.fold] {
			return false
		}
	}
	return true
}

// phrase tells whether a stretch is a phrase of everyday speech.
func (s *scan) phrase(st *stretch) bool {
	if len(st.name) == 2 && toneless(st.name) && s.ix.pairs[[2]string{st.name[0].fold, st.name[1].fold}] {
		return true
	}
	_, exact := spell(st.name)
	return s.ix.phrases[exact]
}

// capital tells whether each syllable of a stretch begins with a capital.
func (s *scan) capital(st *stretch) bool {
	for _, t := range st.name {
		if !t.upper && !t.digits {
			return false
		}
	}
	return true
}

// halfCapital tells whether a stretch begins small and goes on with a capital:
// "đồ Sơn" of "biểu đồ Sơn La".
func (s *scan) halfCapital(st *stretch) bool {
	for _, t := range st.name[1:] {
		if t.upper && !st.name[0].upper && !st.name[0].digits {
			return true
		}
	}
	return false
}

// cutsWord tells whether a stretch takes one half of an ordinary word of two
// syllables; where that word overlaps another it may be none.
func (s *scan) cutsWord(st *stretch) bool {
	return s.compound(st.start-1) && !s.compound(st.start-2) && !s.capital(st) ||
		s.compound(st.end-1) && !s.compound(st.end) && !s.capital(st)
}

// compound tells whether tokens i and i+1 are an ordinary word.
func (s *scan) compound(i int) bool {
	if i < 0 || i+1 >= len(s.tokens) || s.tokens[i].stop || s.tokens[i].dot {
		return false
	}
	return s.ix.pairs[[2]string{s.tokens[i].fold, s.tokens[i+1].fold}]
}

// plainness counts the ordinary words of a stretch without a kind word.
func (s *scan) plainness(st *stretch) (n int) {
	for _, t := range st.name {
		if st.kind == nil && s.ix.plain[t.fold] {
			n++
		}
	}
	return n
}
