package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Bounds of the search for a place that is not spelled as it is called.
const (
	mostAsked     = 24 // words of a question that is searched
	mostInName    = 5  // words of a name
	mostOffered   = 10 // places offered
	fewestLetters = 6  // of a name that is taken unasked where nothing else is like it
	manyLetters   = 10 // of one that is taken where nothing else is so like it
)

// run is words on end that may be the name of a place.
type run struct {
	from, to int
	kind     int  // where the kind word before it begins, from where there is none
	odd      int  // words among them that neither questions nor everyday speech have
	big      bool // they are written as names are, with capitals
	verb     bool // what is asked of it follows at once, or ends the message
	framed   bool // phrases of questions were parted to find it
	topic    bool // it begins the message, or what is asked of it stands before it
}

// seek finds the place that the words name which no place spelled as it is
// called has taken. To answer with the asker's own unit, or with what was asked
// about before, where some other place was named would be wrong unseen: what is
// not sure is asked, and what nothing is like is said to be unknown.
func (q *query) seek() {
	if q.given || q.agent() && !q.argument || q.guest() || len(q.words) > mostAsked || q.handles() {
		return
	}
	items := q.tagAround(&q.reading.asks, q.places)
	runs := q.framed(items, q.runs(items))
	q.seekWithin()
	if len(q.places) > 0 {
		q.seekNumber()
		q.seekBeside(runs)
		q.seekOther(runs)
		q.seekAround()
		q.seekWhole()
		if len(q.places) == 1 && !q.places[0].open {
			q.places[0] = q.withNear(q.places[0])
		}
		return
	}
	if p, ok := q.seekSlot(); ok {
		q.places = append(q.places, p)
		return
	}
	if s, ok := q.slot(); ok && !q.argument && (s.firm && q.core(s).words == 0 || q.oneSubject(s) || q.slippedWords(s)) {
		runs = slices.DeleteFunc(runs, func(r run) bool { return r.from < s.to && r.to > s.from })
	}
	slices.SortStableFunc(runs, func(a, b run) int { return b.weight() - a.weight() })
	for i, r := range runs {
		if i == 4 {
			break
		}
		if p, ok := q.soughtIn(r); ok {
			q.places = append(q.places, p)
			return
		}
	}
	for _, r := range runs {
		if !r.framed && q.surelyNames(r) {
			from, to := q.trimmed(r)
			q.places = append(q.places, foundPlace{start: r.kind, end: to, heard: q.typed(from, to), open: true})
			return
		}
	}
}

// handles tells whether the message begins like an order about people and
// what they hold, which has names of people in it.
func (q *query) handles() bool {
	if q.argument || len(q.words) == 0 {
		return false
	}
	first := q.words[0]
	if !first.Bare() && slices.Contains([]string{"cử", "gán", "mời", "chuyển", "khóa", "khoá", "mở"}, strings.ToLower(first.Text)) {
		return true
	}
	return first.Fold == "giao" && (q.last("cho") > 0 || q.beginsKind(1)) ||
		slices.ContainsFunc([]string{"thu hoi", "phan cong", "ban giao", "mo khoa", "thong bao", "cho nghi"}, func(head string) bool { return q.phraseAt(0, head) })
}

func (r run) weight() int {
	n := 2 * r.odd
	if r.kind < r.from || r.big {
		n += 4
	}
	if r.verb {
		n += 2
	}
	if r.topic {
		n++
	}
	return n
}

// role is what a word of a question may be to the name of a place.
type role struct {
	soft bool // it may be in the name
	kind bool // it is the word for a kind of unit before it
	odd  bool // it can hardly be anything else
	asks bool // it asks something of the place before it
	tops bool // the place may follow it
}

// seekBeside looks at words that touch a place which was found: "xã Tây Khánh
// Vĩnh" is not sure to be Khánh Vĩnh, nor "phường 4 Sơn La" Sơn La.
func (q *query) seekBeside(runs []run) {
	p := &q.places[0]
	thin := q.syllables(*p) == 1 && !p.toned
	for _, r := range runs {
		start, end := p.start, p.end
		from, to := q.trimmed(r)
		switch {
		case r.to == p.start && to == r.to && !q.beginsKind(p.start) && (r.kind < r.from || r.odd > 0 || r.big || thin):
			if start = r.kind; r.kind == r.from {
				start = from
			}
		case r.from == p.end && from == r.from && (r.odd > 0 || thin || q.words[from].Kind == vi.Digits):
			end = to
		default:
			continue
		}
		if end-start > mostInName+2 {
			continue
		}
		found := q.likely(q.index.Find(q.typed(start, end), q.near()))
		switch {
		case len(found) > 0 && found[0].Slips() == 0:
			*p = q.resolve(place.Hit{Start: start, End: end, Matches: found})
			return
		case r.kind == r.from && !thin && (len(found) == 0 || !q.inMyReach(found[0].Code)):
			continue // "ai cầm Mường Giôn"
		}
		first := p.choices
		if len(first) == 0 {
			first = p.codes
		}
		if p.old != "" {
			first = []place.Code{p.old}
		}
		one := foundPlace{start: start, end: end, heard: q.typed(start, end), open: true}
		if len(found) > 0 {
			one = q.settle(found, start, end)
		}
		one.open = true
		for _, c := range append(slices.Clone(one.codes), first...) {
			if !slices.Contains(one.choices, c) {
				one.choices = append(one.choices, c)
			}
		}
		one.codes = nil
		*p = one
		return
	}
}

// seekWithin looks for another place where the one found takes half of what
// asks: "Sơn Qui đạt bao nhiêu" is not of Quy Đạt.
func (q *query) seekWithin() {
	if len(q.places) != 1 {
		return
	}
	p := q.places[0]
	s, ok := q.slot()
	if !ok || !s.firm || p.start >= s.to || q.argument || p.start == s.from && p.end == s.to {
		return
	}
	plain := q.core(s).words == 0
	if p.end <= s.end && (!plain && p.start >= s.from || plain && p.start < s.from || slices.ContainsFunc(q.words[p.start:p.end], func(w vi.Word) bool { return !w.Bare() })) {
		return
	}
	if q.places = nil; plain {
		return // "bên mình đạt bao nhiêu", "dan so tham gia the nao"
	}
	if within, ok := q.seekSlot(); ok && len(within.meant()) > 0 {
		q.places = []foundPlace{within}
		return
	}
	q.places = []foundPlace{p}
}

// seekAround looks at what stands beside a place within its slot and is no
// ordinary word: "tay tra bong" with a slip is not to be Trà Bồng unasked.
func (q *query) seekAround() {
	if len(q.places) != 1 || q.places[0].open {
		return
	}
	p := &q.places[0]
	s, ok := q.slot()
	if !ok || p.start < s.from || p.end > s.to {
		return
	}
	before, behind := q.core(slot{from: s.from, to: p.start}), q.core(slot{from: p.end, to: s.to})
	around := core{from: p.start, to: p.end}
	if before.to == p.start && (before.odd > 0 || q.argument && before.words > 0) {
		around.from = before.from
	}
	if behind.words > 0 && behind.from == p.end && (behind.odd > 0 || q.argument) {
		around.to = behind.to
	}
	most := 2
	if around.from == p.start && around.to == p.end { // words in use besides: "Hoài Nmhơn Bắc"
		if most = 1; before.to == p.start && before.words > 0 {
			around.from = before.from
		}
		if behind.words > 0 && behind.from == p.end {
			around.to = behind.to
		}
	}
	if around.from == p.start && around.to == p.end || around.to-around.from > mostInName+1 {
		return
	}
	found, from, to := q.foundIn(s, around)
	found = slices.DeleteFunc(found, func(m place.Match) bool {
		return m.Slips() > most || !q.inMyReach(m.Code) || slices.Contains(p.meant(), m.Code)
	})
	if len(found) == 0 || to-from <= p.end-p.start {
		return
	}
	one := foundPlace{start: from, end: to, heard: q.typed(from, to), open: true, choices: q.offers(found, q.typed(from, to))}
	for _, c := range p.meant() {
		if !slices.Contains(one.choices, c) {
			one.choices = append(one.choices, c)
		}
	}
	*p = one
}

// agentSlip asks which place is meant that the question of somebody who reports
// misspells, where it is none of their own and several are as near.
func (q *query) agentSlip() {
	p := &q.places[0]
	s := q.setting.Speaker
	if p.asks() || p.end == p.start || slices.ContainsFunc(p.codes, func(c place.Code) bool { return c == s.Commune || slices.Contains(s.Villages, c) }) {
		return
	}
	if found := q.likely(q.index.Find(q.typed(p.start, p.end), q.near())); len(found) > 0 && found[0].Slips() > 0 {
		*p = q.settle(found, p.start, p.end)
	}
}

// agentNames looks for the place that the question of somebody who reports
// names otherwise than it is spelled. Only questions are looked at: to reports
// the same words may be anything.
func (q *query) agentNames() (foundPlace, bool) {
	if !q.agent() || q.argument || q.given || len(q.words) > mostAsked {
		return foundPlace{}, false
	}
	return q.seekSlot()
}

// seekNumber takes a number into the name before it that is written together
// with it: "aluoi2" is A Lưới 2, and not A Lưới.
func (q *query) seekNumber() {
	p := &q.places[0]
	if p.end >= len(q.words) || q.words[p.end].Kind != vi.Digits || q.words[p.end].Space || len(q.words[p.end].Text) > 2 {
		return
	}
	if found := q.likely(q.index.Find(q.typed(p.start, p.end+1), q.near())); len(found) > 0 && found[0].Slips() == 0 {
		*p = q.resolve(place.Hit{Start: p.start, End: p.end + 1, Matches: found})
	}
}

// asks tells whether it must be asked which place is meant.
func (p foundPlace) asks() bool { return p.open || len(p.choices) > 1 }

// ofPlaces tells whether what stands behind a command is first of all a place.
func ofPlaces(i Intent) bool {
	switch i {
	case QueryStatus, QueryGap, QueryRank, QueryList, QueryCompare, QueryPlan, QueryForecast, QueryTarget, QueryResponsible, QueryMissing, Export:
		return true
	}
	return false
}

// placedBetter tells whether a question as it was typed names a place that it
// does not name any more with what input methods leave behind put right.
func (m Meaning) placedBetter(restored Meaning) bool {
	if m.Heard != "" {
		return restored.Heard != "" || restored.FollowUp || len(restored.Ask) > 0
	}
	return (m.Unit != "" || len(m.Units) > 0 || m.Within != "" || len(m.Choices) > 0) && !m.FollowUp && restored.FollowUp
}

// syllables counts the words of a place's name as it was found, without its kind.
func (q *query) syllables(p foundPlace) int {
	if _, n, ok := q.kinds.Longest(q.words, p.start); ok && n < p.end-p.start {
		return p.end - p.start - n
	}
	return p.end - p.start
}

// writes tells whether an intent changes what is kept.
func (i Intent) writes() bool {
	return i == SetTarget || i == BindGroup || i == Subscribe || i == Assign
}

// beginsKind tells whether a word for a kind of unit stands at word i.
func (q *query) beginsKind(i int) bool {
	_, n, ok := q.kinds.Longest(q.words, i)
	return ok && n > 0
}

// seekOther looks for the other of two places that are set beside each other,
// where one was found: "phieng khaoi voi long phieng".
func (q *query) seekOther(runs []run) {
	if len(q.places) != 1 || !q.phrase("voi") && !q.phrase("va") && !q.phrase("hay") {
		return
	}
	found := q.places[0]
	for _, r := range runs {
		r, ok := q.unjoined(r)
		if !ok || r.odd < 2 && r.kind == r.from || r.from < found.end && found.start < r.to {
			continue
		}
		p, ok := q.soughtIn(r)
		switch {
		case !ok:
			continue
		case p.asks() || p.start < found.start:
			q.places = []foundPlace{p, found}
		default:
			q.places = []foundPlace{found, p}
		}
		return
	}
}

// unjoined leaves the words that join two places out at the ends of a run.
func (q *query) unjoined(r run) (run, bool) {
	joins := func(i int) bool { return slices.Contains([]string{"voi", "va", "hay", "so", "cung"}, q.words[i].Fold) }
	for r.to > r.from && joins(r.to-1) {
		r.to--
	}
	for r.from < r.to && r.kind == r.from && joins(r.from) {
		r.from++
		r.kind = r.from
	}
	return r, r.from < r.to
}
