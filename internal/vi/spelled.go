package vi

// readSpelled reads a number in words that begins at words[i].
func readSpelled(words []Word, i int) (Number, bool) {
	first, ok, sure := numeralAt(words, i)
	if !ok {
		return Number{}, false
	}
	s := speller{words: words, at: i + 1, sure: sure}
	switch first.role {
	case digitWord:
		s.fromDigit(first.value)
	case tenWord:
		s.value = first.value
		s.unit()
	case timesWord:
		s.value, s.approx = first.value, first.value == 10 && !words[i].Is(keyTen)
		s.half(first.value)
		s.sure = s.sure && first.value < 1000 || s.at > i+1
	case setWord:
		s.fromSet(words[i], first.value)
	case aboutWord:
		s.value, s.approx = first.value, true
		s.skip(digitWord, timesWord)
	default:
		return Number{}, false
	}
	s.sure = s.sure || s.at-i >= 2
	return Number{Value: s.value, Len: s.at - i, Spelled: true, Sure: s.sure, Approx: s.approx}, s.value > 0
}

var keyTen = Key("chục")

type speller struct {
	words  []Word
	at     int
	value  int64
	sure   bool
	approx bool
}

func (s *speller) next() (numeral, bool) {
	n, ok, _ := numeralAt(s.words, s.at)
	return n, ok
}

// fromDigit goes on behind một … chín.
func (s *speller) fromDigit(d int64) {
	s.value = d
	n, ok := s.next()
	if !ok {
		return
	}
	switch n.role {
	case timesWord:
		s.at++
		s.value = d * n.value
		s.behind(n.value)
	case tenWord: // "hai muoi" without marks
		if s.words[s.at].Bare() && n.value == 10 {
			s.at++
			s.value = d * 10
			s.behind(10)
		}
	case tailWord:
		if d >= 2 {
			s.at++
			s.value = d*10 + n.value
		}
	case setWord:
		if n.value > 2 || d == 1 { // một tá, một đôi
			s.at++
			s.value = d * n.value
		}
	case digitWord:
		s.pair(d, n.value)
	}
}

// pair reads two digits in a row: "hai tư" is 24, "hai ba" two or three.
func (s *speller) pair(d, next int64) {
	switch {
	case next == 4 && d >= 2 && s.words[s.at].Is(keyFour):
		s.value = d*10 + 4
	case next == d+1 || next == d+2:
		s.approx = true
	default:
		return
	}
	s.at++
}

var keyFour = Key("tư")

// behind reads what follows tens, hundreds and thousands.
func (s *speller) behind(scale int64) {
	if s.half(scale) {
		return
	}
	n, ok := s.next()
	switch {
	case !ok:
	case scale == 10:
		s.unit()
	case n.role == linkWord:
		s.at++
		if !s.unit() {
			s.at--
		}
	case n.role == tenWord:
		s.at++
		s.value += n.value
		s.unit()
	case n.role == digitWord || n.role == tailWord:
		s.at++
		rest := speller{words: s.words, at: s.at}
		rest.fromDigit(n.value)
		if rest.at == s.at && scale >= 100 { // trăm hai is 120
			rest.value *= scale / 10
		}
		s.value, s.at, s.approx = s.value+rest.value, rest.at, rest.approx
	}
}

// unit reads the last digit of a number; it tells whether there was one.
func (s *speller) unit() bool {
	n, ok := s.next()
	if !ok || n.role != digitWord && n.role != tailWord {
		return false
	}
	s.value += n.value
	s.at++
	return true
}

func (s *speller) half(scale int64) bool {
	if s.at < len(s.words) && s.words[s.at].Is(keyHalf) {
		s.value += scale / 2
		s.at++
		return true
	}
	return false
}

func (s *speller) fromSet(w Word, value int64) {
	s.value = value
	n, ok := s.next()
	switch {
	case ok && value == 2 && n.role == digitWord: // đôi ba
		s.at++
		s.approx = true
	case value != 2 || w.Bare(): // "tá" counts only behind a number
		s.value = 0
	}
}

func (s *speller) skip(roles ...numeralRole) {
	for range 2 {
		n, ok := s.next()
		if !ok || n.role != roles[0] && n.role != roles[1] {
			return
		}
		s.at++
	}
}
