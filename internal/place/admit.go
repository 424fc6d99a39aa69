package place

// admits tells whether a stretch of a sentence may mean unit m: what is
// written like a place by chance must not be taken for one.
func (s *scan) admits(st *stretch, m found) bool {
	single := len(st.name) == 1
	if st.kind == nil && !single && m.ring > own && s.halfCapital(st) {
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
		return m.ring <= province && untoned && !plain && (!single || m.ring <= commune)
	case st.kind != nil:
		return !(plain && single) && (untoned || m.ring <= province || !single)
	case single && m.how != Joined && m.how != Typo:
		return !plain && untoned && (m.ring <= commune && st.name[0].marked || s.capital(st) && m.cost == 0)
	case plain || s.phrase(st):
		return s.capital(st) && untoned && (m.cost == 0 || m.ring <= province)
	default:
		return untoned || m.how == Joined || m.how == Typo || m.ring <= commune
	}
}

// admitsOwn tells whether a stretch may mean a unit of the asker's own.
// A single ordinary word ("ca" for bản Ca) must be followed by a count.
func (s *scan) admitsOwn(st *stretch, m found, single, plain bool) bool {
	switch {
	case st.kind != nil && (!plain || m.cost <= costFolded):
		return true
	case st.name[len(st.name)-1].digits && m.cost <= costFolded:
		return true // "ai 1"
	case single && plain:
		next := st.end < len(s.tokens) && s.tokens[st.end].digits || s.tokens[st.end-1].stop
		return next && (m.cost == 0 || !s.toned && m.cost <= costFolded)
	case single:
		return m.cost%costSlip <= costFolded || m.how == Joined || m.how == Typo
	default:
		return !plain || m.cost == 0 || !s.toned && m.cost <= costFolded
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
	fold, exact := spell(st.name)
	return s.ix.plain[exact] || !s.toned && s.ix.plain[fold]
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

// plainness counts the ordinary words of a stretch without a kind word.
func (s *scan) plainness(st *stretch) (n int) {
	for _, t := range st.name {
		if st.kind == nil && s.ix.plain[t.fold] {
			n++
		}
	}
	return n
}
