package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// slot is the words of a question in which its place stands: between what it
// begins with and what asks.
type slot struct {
	from, to int
	end      int  // as to, with politeness that may be of the name: "Sáng Nhè"
	firm     bool // what stands around asks of a place and of nothing else
	alone    bool // the message is nothing else
}

// core is what of a slot is no ordinary way to speak of one's own unit.
type core struct {
	from, to int
	words    int // that nothing explains
	odd      int // of them: that neither questions nor everyday speech have
}

// seekSlot looks for the place where a question has one. Words there that are
// neither days, insurances nor ways to speak of one's own unit must be a name:
// an answer for the asker's own unit would be wrong unseen.
func (q *query) seekSlot() (foundPlace, bool) {
	s, ok := q.slot()
	if !ok {
		return foundPlace{}, false
	}
	c := q.core(s)
	if c.words == 0 {
		return q.seekPlain(s)
	}
	if c.to-c.from > mostInName+1 || !s.firm && s.to-s.from > mostInName || q.ofPerson(c.from) && !q.calledKind(s.from) {
		return foundPlace{}, false
	}
	found, from, to := q.foundIn(s, c)
	found = q.tolerated(s, c, [2]int{from, to}, found)
	slipped := !q.argument && (len(found) == 0 || found[0].Slips() > 0) && q.slippedWords(s)
	switch {
	case slipped && !slices.ContainsFunc(found, func(m place.Match) bool {
		return m.Slips() == 1 && q.inMyReach(m.Code) && (q.lives(m.Code) || !q.everywhere())
	}):
		return foundPlace{}, false
	case len(found) > 0 && found[0].Slips() == 0:
		p := q.withNear(q.resolve(place.Hit{Start: from, End: to, Matches: found}))
		if q.swallowsKind(from, to, found[0]) {
			p.choices, p.codes, p.old, p.open = p.meant(), nil, "", true
		}
		if (to-from == 1 || !q.inMyReach(found[0].Code)) && q.mayMeanOwn(c, from) {
			p = q.orOwn(p)
		}
		return p, true
	case len(found) > 0:
		p := q.settle(found, from, to)
		if slipped || q.mayMeanOwn(c, from) {
			p = q.orOwn(p)
		}
		return p, true
	case q.argument, s.firm && (c.odd > 0 || q.calledKind(c.from) || c.words > 1 && q.writtenAsName(slot{from: c.from, to: c.to})):
		return q.likest(c.from, c.to), true
	case s.firm && !slipped && c.words == s.to-s.from && q.unexplained(s):
		return q.orOwn(q.likest(c.from, c.to)), true
	}
	return foundPlace{}, false
}

// unexplained tells whether words are such, typed without marks, as may name a
// place: "tinh hinh dien the nao", but no "muon dat 96%".
func (q *query) unexplained(s slot) bool {
	return !slices.ContainsFunc(q.words[s.from:s.to], func(w vi.Word) bool {
		return !w.Bare() || w.Upper() || slices.Contains(hardWords, w.Fold) || slices.Contains(modalWords, w.Fold)
	})
}

// modalWords, folded, stand before what is to be met, or ask about it.
var modalWords = []string{"muon", "phai", "can", "nen", "de", "se", "chac", "sap", "co", "da", "vua", "moi", "nhung"}

// likest makes a place to be asked about of words that none is called by.
func (q *query) likest(from, to int) foundPlace {
	p := foundPlace{start: from, end: to, heard: q.typed(from, to), open: true}
	p.choices = withCodes(nil, q.index.Likest(p.heard, q.near(), mostLikely), mostLikely)
	return p
}

// swallowsKind tells whether the word for a kind of unit, tones and all, was
// taken for a syllable of the name: "phường Tiến" is hardly Phượng Tiến.
func (q *query) swallowsKind(from, to int, m place.Match) bool {
	w := q.words[from]
	_, n, ok := q.kinds.Longest(q.words, from)
	u, known := q.tree.Unit(m.Code)
	if !ok || !known || n != 1 || w.Bare() || to-from < 2 {
		return false
	}
	first, _, _ := strings.Cut(u.Name, " ")
	return vi.Fold(first) == w.Fold && !w.Is(vi.Key(first))
}

// seekPlain looks at a slot that ordinary words fill: where they are also the
// very name of a place of the asker's, it must be asked which is meant.
func (q *query) seekPlain(s slot) (foundPlace, bool) {
	if s.to-s.from > mostInName || s.alone && s.to-s.from < 2 || q.beginsKind(s.from) && q.ofAskers(s.from+1) && s.to-s.from == 2 {
		return foundPlace{}, false
	}
	found := q.likely(q.index.Find(q.typed(s.from, s.to), q.near()))
	most := 0
	if q.argument || (s.firm || s.alone) && s.to-s.from > 1 && !q.onePhrase(s) {
		most = 1
	}
	if s.firm && s.to-s.from > 2 && q.calledKind(s.from) && q.unexplained(slot{from: s.from + 1, to: s.to}) {
		return q.seekCalled(s, found)
	}
	if len(found) == 0 || found[0].Slips() > most || most == 0 && found[0].Cost > 1 || !q.inMyReach(found[0].Code) || q.tree.Level(found[0].Code) <= place.Province || !q.lives(found[0].Code) && (q.everywhere() || s.to-s.from < 2) {
		return foundPlace{}, false
	}
	p := q.settle(found, s.from, s.to)
	if found[0].Cost == 0 && p.toned || s.alone {
		return p, true
	}
	return q.orOwn(p), true
}

// seekCalled asks about the asker's own that a slot is like which ordinary words
// fill behind the word for a kind of unit: "xa phu trach" has no marks to say
// that it is one of which somebody has charge.
func (q *query) seekCalled(s slot, found []place.Match) (foundPlace, bool) {
	if len(found) == 0 || found[0].Slips() == 0 && !q.inMyReach(found[0].Code) {
		found = append(found, q.index.Slipped(q.typed(s.from, s.to), q.near())...)
	}
	found = slices.DeleteFunc(found, func(m place.Match) bool { return m.Elsewhere() || !q.lives(m.Code) || !q.inMyReach(m.Code) })
	if len(found) == 0 {
		return foundPlace{}, false
	}
	return q.orOwn(q.settle(found, s.from, s.to)), true
}

// onePhrase tells whether the words of a slot are one phrase, or bear marks
// that tell what they are.
func (q *query) onePhrase(s slot) bool {
	n, _ := q.ordinary(q.words[:s.to], s.from)
	return n == s.to-s.from || slices.ContainsFunc(q.words[s.from:s.to], func(w vi.Word) bool { return !w.Bare() || w.Kind != vi.Letters })
}

// oneSubject tells whether nothing but one phrase of what insurance has to do
// with is said.
func (q *query) oneSubject(s slot) bool {
	n, _ := q.ordinary(q.words[:s.to], s.from)
	return s.alone && n > 1 && n == s.to-s.from
}

// mayMeanOwn tells whether the words of a slot may be no name at all: each is
// in use besides, and no kind of unit stands before them.
func (q *query) mayMeanOwn(c core, from int) bool {
	return c.odd == 0 && !q.argument && !q.calledKind(from)
}

// meant gives the units to offer for a place, each once.
func (p foundPlace) meant() []place.Code {
	switch {
	case len(p.choices) > 0:
		return p.choices
	case p.old != "":
		return []place.Code{p.old}
	}
	return p.codes
}

// orOwn makes a place to be asked about, the asker's own unit among what is
// offered.
func (q *query) orOwn(p foundPlace) foundPlace {
	list := p.meant()
	if own := q.ofAsker(); own != "" && !slices.Contains(list, own) {
		list = append(slices.Clone(list[:min(len(list), mostOffered-1)]), own)
	}
	p.choices, p.codes, p.old, p.open = list, nil, "", true
	return p
}

// foundIn asks the index about a slot: all of it, what nothing explains, and
// that with the word before or behind it. What the asker's own are like by more
// of the words follows what part of them is nearest to.
func (q *query) foundIn(s slot, c core) (best []place.Match, from, to int) {
	tries := [][2]int{{s.from, s.to}, {c.from, c.to}, {c.from - 1, c.to}, {c.from, c.to + 1}, {s.from, s.end}}
	least := 100
	var all [5][]place.Match
	for i, try := range tries {
		if try[0] < s.from || try[1] > max(s.to, s.end) || try[1]-try[0] > mostInName+2 || i > 0 && slices.Contains(tries[:i], try) {
			continue
		}
		found := q.likely(q.index.Find(q.typed(try[0], try[1]), q.near()))
		if len(found) == 0 {
			continue
		}
		all[i] = found
		cost := 2 * found[0].Slips()
		if try[1]-try[0] == 1 && max(s.to, s.end)-s.from > 1 {
			cost += 3 // one syllable is like much
		}
		if !slices.ContainsFunc(found, func(m place.Match) bool { return q.inMyReach(m.Code) }) {
			cost += 2
		}
		if cost < least {
			best, from, to, least = found, try[0], try[1], cost
		}
	}
	for i, try := range tries {
		if try[1]-try[0] > to-from {
			best = q.withMine(best, all[i])
		}
	}
	return best, from, to
}

// withMine adds to matches found by slips the asker's own among others.
func (q *query) withMine(best, others []place.Match) []place.Match {
	for _, m := range others {
		if best[0].Slips() > 0 && q.inMyReach(m.Code) && !slices.ContainsFunc(best, func(b place.Match) bool { return b.Code == m.Code }) {
			best = append(best, m)
		}
	}
	return best
}

// tolerated leaves out what words that are in use besides are not near enough to.
func (q *query) tolerated(s slot, c core, at [2]int, found []place.Match) []place.Match {
	if len(found) == 0 || q.argument || s.firm && (c.odd > 0 || q.calledKind(at[0])) || q.aloneCalled(s, c) {
		return found
	}
	most := 1
	switch {
	case c.odd > 0 && s.alone && s.to-s.from < 5 && s.to-s.from > 1 && (c.words == s.to-s.from && c.words < 4 || at[1]-at[0] == s.to-s.from && q.inMyReach(found[0].Code)):
		most = 2 // nothing else is said
	case c.odd > 0:
	case s.alone || at[1]-at[0] == 1:
		most = 0
	case s.firm && !slices.ContainsFunc(q.words[at[0]:at[1]], func(w vi.Word) bool { return !w.Bare() }):
		most = 2
	}
	if s.firm && at[1]-at[0] > 1 && found[0].Slips() == 0 && found[0].Cost < 2 {
		return found // far away: asked about
	}
	if found[0].Slips() == 0 && !q.inMyReach(found[0].Code) {
		found = append(q.oneSlip(at[0], at[1]), found...) // "tai hoa" is spelled like Tây Hòa, and may be Lai Hòa
	}
	if found[0].Slips() > most || (c.odd == 0 || s.alone) && !slices.ContainsFunc(found, func(m place.Match) bool { return m.Slips() <= most && q.inMyReach(m.Code) }) {
		return nil
	}
	return found
}

// aloneCalled tells whether the message is nothing but the word for a kind of
// unit of today and a few more, either with its marks or no word of a chat: "xã
// Ch R", "xa eq zy".
func (q *query) aloneCalled(s slot, c core) bool {
	return s.alone && s.to-s.from > 1 && slices.Contains([]string{"xa", "phuong"}, q.words[s.from].Fold) && (c.odd > 0 || !q.words[s.from].Bare()) && q.calledKind(s.from) && !q.words[s.from+1].Is("hội")
}

// calledKind tells whether the word for a kind of unit begins at word i, with
// more behind it, or stands right before.
func (q *query) calledKind(i int) bool {
	return q.beginsKind(i) && !q.ofAskers(i+1) && !q.ofMore(i) || i > 0 && q.beginsKind(i-1) && !q.ofMore(i-1)
}

// withNear adds to a place far from the asker those near that are one slip
// away: "Phú Lợi" may be Phúc Lợi to its province. Provinces are too well known.
func (q *query) withNear(p foundPlace) foundPlace {
	named := append(slices.Clone(p.choices), p.codes...)
	if p.old != "" {
		named = append(named, p.old)
	}
	if len(named) == 0 || slices.ContainsFunc(named, func(c place.Code) bool { return q.tree.Level(c) <= place.Province }) {
		return p
	}
	mine := slices.ContainsFunc(named, q.inMyReach)
	if (mine || q.everywhere()) && len(p.choices) < 2 {
		return p
	}
	var near []place.Code
	for _, m := range q.oneSlip(p.start, p.end) {
		if !slices.Contains(named, m.Code) {
			near = append(near, m.Code)
		}
	}
	if len(near) == 0 {
		return p
	}
	list := p.meant()
	if mine {
		list = append(slices.Clone(list), near...)
	} else {
		list = append(near, list...)
	}
	p.choices, p.codes, p.old, p.open = list[:min(len(list), mostOffered)], nil, "", true
	return p
}

// oneSlip gives today's units of the asker's that the words from..to miss by one
// slip, whatever they spell.
func (q *query) oneSlip(from, to int) []place.Match {
	return slices.DeleteFunc(q.index.Slipped(q.typed(from, to), q.near()), func(m place.Match) bool {
		return m.Slips() != 1 || m.Elsewhere() || !q.lives(m.Code) || !q.inMyReach(m.Code)
	})
}

// everywhere tells whether the whole country is the asker's.
func (q *query) everywhere() bool { return slices.Contains(q.setting.Speaker.Units, place.Nation) }

// slot finds the slot of a question, without marks and politeness around it.
func (q *query) slot() (slot, bool) {
	s := slot{from: q.lead(), to: len(q.words)}
	if q.argument {
		s.from, s.firm = 0, true
	} else if !q.openSlot(&s) {
		return slot{}, false
	}
	for s.to > s.from && q.words[s.to-1].Kind != vi.Letters && q.words[s.to-1].Kind != vi.Digits {
		s.to--
	}
	for !s.alone && s.from < s.to && q.words[s.from].Kind != vi.Letters {
		s.from++
	}
	for s.end = s.to; s.to-s.from > 1 && q.polite(s.to-1); {
		s.to--
	}
	if s.from >= s.to || q.askedIn(s) {
		return slot{}, false
	}
	return s, true
}

// openSlot finds where a slot begins and ends by the words around it.
func (q *query) openSlot(s *slot) bool {
	began := s.from
	for range 2 {
		if n := q.longestOf(s.from, slotHeads); n > 0 {
			s.from += n
		}
	}
	if q.longestOf(s.from, slotTails) > 0 {
		return false
	}
	for i := s.from + 1; i < len(q.words); i++ {
		if n := q.longestOf(i, slotTails); n > 0 || q.words[i].Fold == "dat" && i+1 < len(q.words) && q.words[i+1].Kind == vi.Digits {
			s.to, s.firm = i, true
			return true
		}
		if q.longestOf(i, weakTails) > 0 {
			s.to = i
			return true
		}
	}
	switch {
	case s.from > began:
		s.firm = true
		return true
	case began > 0:
		return false
	}
	s.alone = true
	return len(q.words) <= 4
}

// longestOf gives how many words the longest of some phrases, parted by "|",
// takes at word i.
func (q *query) longestOf(i int, phrases []string) (n int) {
	if i >= len(q.words) {
		return 0
	}
	for _, p := range phrases {
		if words := strings.Count(p, " ") + 1; words > n && q.phraseAt(i, p) {
			n = words
		}
	}
	return n
}

// The words, folded but for politeness, between which a question has its place. Behind weak ones
// much else is asked of.
var (
	slotHeads = []string{"bao phu", "tinh hinh", "ai phu trach", "ai quan ly", "ve bieu do", "bieu do", "khi nao", "bao gio", "ty le", "ti le", "xem", "ket qua", "so lieu", "ty le bao phu", "muc bao phu", "do bao phu", "nguoi phu trach"}
	slotTails = []string{"dat bao", "dat bn", "dat may", "dat duoc bao", "dat duoc may", "dat chua", "con thieu", "the nao", "ra sao", "sao roi", "so voi", "so cung ky", "duoc bao nhieu", "duoc may phan", "dat den dau", "dat toi dau"}
	weakTails = []string{"thieu bao", "bao nhieu", "dat duoc", "hom nay", "thang nay", "nam nay"}
	politeEnd = []string{"nhé", "nhỉ", "em", "ơi", "vậy", "rồi", "giúp", "giùm"}
)

// polite tells whether word i at the end of a slot is mere politeness.
func (q *query) polite(i int) bool {
	w := q.words[i]
	return !w.Upper() && slices.ContainsFunc(politeEnd, func(p string) bool { return w.Is(vi.Key(p)) })
}

// askedIn tells whether words of a slot join two places, or ask which one.
func (q *query) askedIn(s slot) bool {
	for i, w := range q.words[s.from:s.to] {
		switch w.Fold {
		case "voi", "hay", "nao":
			return true
		case "bao":
			if q.wordsAt(s.from+i+1, "nhieu") || q.wordsAt(s.from+i+1, "gio") {
				return true
			}
		}
		if w.Kind == vi.LineEnd || w.Text == "," || w.Text == ";" {
			return true
		}
	}
	return false
}
