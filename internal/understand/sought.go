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
	mostOffered   = 15 // places offered
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
	if q.agent() || q.guest() || len(q.words) > mostAsked || q.handles() {
		return
	}
	items := q.tagAround(&q.reading.asks, q.places)
	runs := q.framed(items, q.runs(items))
	if len(q.places) > 0 {
		q.seekBeside(runs)
		q.seekOther(runs)
		return
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

// runs gives the words that mean nothing to a question, or that may, without
// their tones, be the syllables of a name.
func (q *query) runs(items []item) []run {
	parts := q.roles(items)
	var list []run
	for i := 0; i < len(parts); i++ {
		if !parts[i].soft {
			continue
		}
		r := run{from: i, to: i, kind: i}
		for r.to < len(parts) && parts[r.to].soft {
			if parts[r.to].odd {
				r.odd++
			}
			r.to++
		}
		before := i - 1
		for before >= 0 && parts[before].kind {
			r.kind = before
			before--
		}
		r.topic = before < 0 || parts[before].tops
		r.verb = r.to == len(parts) || parts[r.to].asks
		r.big = q.titled(r)
		list = append(list, r)
		i = r.to
	}
	return list
}

func (q *query) roles(items []item) []role {
	parts, lead := make([]role, len(q.words)), q.lead()
	for n, it := range items {
		asks, tops := q.asksOf(it), q.names(it)
		split := it.to-it.from > 1 && q.splits(it)
		for i := it.from; i < it.to; i++ {
			p := &parts[i]
			p.asks, p.tops = asks, tops
			switch {
			case i < lead:
				p.tops = true
			case q.isKind(it, i) && !q.ofAskers(it.to) && !q.ofMore(it.from):
				p.soft = i > 0 && parts[i-1].soft && q.words[i].Bare() && !slices.Contains([]string{"xa", "phuong", "tinh", "huyen"}, q.words[i].Fold)
				p.kind = !p.soft // "Văn Lang" is no làng
			case split:
				p.soft = q.softWord(it, i)
				p.asks = q.words[i].Fold == "dat"
			case it.to-it.from == 1 && q.words[i].Kind == vi.Digits:
				p.soft = q.numbers(items, n)
			case it.to-it.from == 1:
				p.soft = q.softWord(it, i)
				p.odd = it.class == other && len(q.words[i].Fold) > 2 && q.odd(q.words[i:i+1]) > 0 && !q.known(q.words[i])
			}
		}
	}
	return parts
}

// framed adds to runs what stands between the words with which a question
// begins and those that ask, where phrases of questions have taken parts of it:
// "tinh hinh gia dinh the nao".
func (q *query) framed(items []item, runs []run) []run {
	from, to := q.frame()
	if to-from < 1 || to-from > mostInName {
		return runs
	}
	r := run{from: from, to: to, kind: from, topic: true, verb: true}
	for _, it := range items {
		if it.from >= to || it.to <= from {
			continue
		}
		switch it.class {
		case span, clock, indicator, tn, percent, money, placed, comma, strong, quest, dash:
			if it.to-it.from > 1 || it.class != span || q.words[it.from].Fold != "mai" {
				return runs
			}
		case command:
			if it.from >= from && it.to <= to && !q.splits(it) {
				return runs
			}
		}
		if it.from >= from && q.isKind(it, it.from) && it.from == from && it.to < to && !q.ofAskers(it.to) && !q.ofMore(it.from) {
			r.from = it.to
		}
		if it.class == other && len(q.words[it.from].Fold) > 2 && q.odd(q.words[it.from:it.to]) > 0 && !q.known(q.words[it.from]) {
			r.odd++
		}
	}
	if r.big = q.titled(r); slices.ContainsFunc(runs, func(o run) bool { return o.from == r.from && o.to == r.to }) {
		return runs
	}
	r.framed = true
	return append(runs, r)
}

// frame gives the words between what begins a question and what asks.
func (q *query) frame() (from, to int) {
	from = q.lead()
	for _, head := range []string{"bao phu", "tinh hinh", "ai phu trach", "ve bieu do", "bieu do", "khi nao", "bao gio", "ty le", "ti le", "xem", "ket qua", "so lieu"} {
		if q.phraseAt(from, head) {
			from += strings.Count(head, " ") + 1
			break
		}
	}
	if from >= len(q.words) {
		return 0, 0
	}
	for to = from + 1; to < len(q.words); to++ {
		for _, tail := range []string{"dat bao", "dat bn", "dat may", "dat duoc", "dat chua", "con thieu", "the nao", "ra sao", "sao roi", "so voi", "thieu bao", "bao nhieu"} {
			if q.phraseAt(to, tail) {
				return from, to
			}
		}
		if q.words[to].Fold == "dat" && to+1 < len(q.words) && q.words[to+1].Kind == vi.Digits || q.words[to].Kind == vi.Mark {
			return from, to
		}
	}
	if from == 0 && !q.argument {
		return 0, 0 // nothing is asked: not every sentence is a place
	}
	return from, to
}

// splits tells whether a phrase may be parts of names by chance: "mình đạt" of
// "binh minh dat bao nhieu".
func (q *query) splits(it item) bool {
	switch it.class {
	case filler, kind, paying, reason, register, visit, measure, attend, zero:
		return true
	case command:
		return slices.Contains([]string{aboutSelf, aboutMine, aboutMyCommune, aboutAssign, aboutFollow, aboutRate, aboutBenefit, aboutJoin}, it.value)
	}
	return false
}

// numbers tells whether the number items[n] may end the name before it.
func (q *query) numbers(items []item, n int) bool {
	it := items[n]
	if it.class != count || len(q.words[it.from].Text) > 2 || n == 0 || !q.isKind(items[n-1], items[n-1].from) && !q.softWord(items[n-1], items[n-1].to-1) {
		return false
	}
	return n+1 == len(items) || !isLabel(items[n+1].class) && items[n+1].class != measure && items[n+1].class != percent
}

// lead gives the word behind "cho anh hỏi" and the like, which begin a question.
func (q *query) lead() int {
	for i, w := range q.words {
		switch {
		case slices.Contains([]string{"hoi", "biet", "xem"}, w.Fold) && i > 0:
			return i + 1
		case !slices.Contains([]string{"cho", "xin", "anh", "chi", "em", "toi", "minh", "a", "c", "e", "oi", ",", "muon"}, w.Fold):
			return 0
		}
	}
	return 0
}

// isKind tells whether word i of an item is the word for a kind of unit; "xã"
// means other things too to reports, without its tone or with a name behind it.
func (q *query) isKind(it item, i int) bool {
	if it.class == kindWord {
		return true
	}
	fold := q.words[i].Fold
	if i != it.from || fold != "xa" && fold != "phuong" {
		return false
	}
	return it.to-it.from == 1 && it.class != command || it.value == aboutMyCommune && (q.words[i+1].Upper() || q.words[i].Bare())
}

// asksOf tells whether an item asks something of the place before it.
func (q *query) asksOf(it item) bool {
	switch it.class {
	case quest:
		return true
	case question:
		return it.value == askHow || it.value == askHowMany || it.value == askWhether || it.value == askWhen
	case command:
		return slices.Contains([]string{aboutStatus, aboutGap, aboutLastYear, aboutYearStart, aboutCompare, aboutPlan, aboutForecast, aboutTarget, aboutBelow, aboutMet, aboutFell, aboutChart, aboutWeak, aboutFine}, it.value)
	}
	return slices.Contains([]string{"duoc", "dc"}, q.words[it.from].Fold)
}

// titled tells whether the words of a run are written as names are: one with a
// capital within the message, or two that begin it.
func (q *query) titled(r run) bool {
	n := 0
	for i, w := range q.words[r.from:r.to] {
		if w.Upper() {
			if n++; n > 1 || r.from+i > 0 && !q.words[r.from+i-1].Upper() && q.words[r.from+i-1].Kind == vi.Letters {
				return true
			}
		}
	}
	return false
}

// names tells whether what is asked about may follow an item.
func (q *query) names(it item) bool {
	return it.class == command || it.class == question || it.class == indicator || it.class == filler || it.class == comma
}

// ofAskers tells whether word i makes a kind word the asker's own unit, or any
// unit: "xã mình", "xã nào".
func (q *query) ofAskers(i int) bool {
	return i < len(q.words) && slices.Contains([]string{"minh", "em", "ta", "toi", "nha", "nay", "chau", "e", "kia", "nao", "khac", "do", "ay"}, q.words[i].Fold)
}

// ofMore tells whether the kind word at word i is of many units, or of all of
// one: "các xã", "cả tỉnh", "của tỉnh".
func (q *query) ofMore(i int) bool {
	return i > 0 && slices.Contains([]string{"ca", "toan", "cac", "nhung", "cua", "moi", "may", "tung", "bao", "nhieu", "trong", "theo", "may", "sach", "so"}, q.words[i-1].Fold)
}

// softWord tells whether word i of an item may be a syllable of a name.
func (q *query) softWord(it item, i int) bool {
	w := q.words[i]
	if w.Kind != vi.Letters || q.ofPerson(i) {
		return false
	}
	if it.class == other || w.Upper() && q.besideUpper(i) {
		return true
	}
	if len(w.Fold) == 2 && it.to-it.from == 1 && !strings.ContainsAny(w.Fold, "aeiouy") && q.besideOther(i) {
		return true // "bn Hien" is Bến Hiên with a letter left out
	}
	switch it.class {
	case span, clock, unit, running, question:
		return false
	case zero:
		if it.to-it.from == 1 {
			return false
		}
	}
	return (w.Bare() || w.Upper() && i > 0 || q.besideUpper(i)) && !slices.Contains(hardWords, w.Fold)
}

// besideOther tells whether a word that questions do not have follows word i.
func (q *query) besideOther(i int) bool {
	return i+1 < len(q.words) && q.words[i+1].Kind == vi.Letters && !q.known(q.words[i+1])
}

// besideUpper tells whether a word beside word i begins with a capital as well,
// and not all of word i is capitals.
func (q *query) besideUpper(i int) bool {
	return (i > 0 && q.words[i-1].Upper() || i+1 < len(q.words) && q.words[i+1].Upper()) && strings.ToUpper(q.words[i].Text) != q.words[i].Text
}

// hardWords are words of questions, folded, that no name has, or hardly any.
var hardWords = []string{"dat", "xem", "duoc", "dc", "tl", "bn", "ck", "kh", "pt", "ct", "ntm", "top", "excel", "file", "csv", "list", "ds", "bhyt", "bhxh", "bhtn", "hgd", "hssv", "tn", "tt", "xuat", "nhe", "nhi", "oi"}

// ofPerson tells whether word i is part of somebody's name: "chị Hà Thị Mẫu".
func (q *query) ofPerson(i int) bool {
	for k := i; k >= 0 && i-k < 4; k-- {
		if k < i && slices.Contains([]string{"chi", "anh", "ba", "ong", "co", "chu", "bac", "dc"}, q.words[k].Fold) && !q.words[k].Upper() {
			return true
		}
		if !q.words[k].Upper() {
			return false
		}
	}
	return false
}

// trimmed leaves out small words at both ends of a run.
func (q *query) trimmed(r run) (from, to int) {
	from, to = r.from, r.to
	small := func(i int) bool { return q.small[q.words[i].Fold] && !q.words[i].Upper() }
	for to-from > 1 && small(to-1) {
		to--
	}
	for to-from > 1 && r.kind == r.from && small(from) {
		from++
	}
	return from, to
}

// typed gives the words from..to as they were written.
func (q *query) typed(from, to int) string { return q.text[q.words[from].Start:q.words[to-1].End] }

// soughtIn asks the index about a run: as a whole, then without small words
// around it. What is named must be spelled well, or be something that nobody
// would take for words of a question.
func (q *query) soughtIn(r run) (foundPlace, bool) {
	from, to := q.trimmed(r)
	tries := [][2]int{{r.from, r.to}}
	if from != r.from || to != r.to {
		tries = append(tries, [2]int{from, to})
	}
	var best []place.Match
	var at [2]int
	for _, try := range tries {
		if try[1]-try[0] > mostInName {
			continue
		}
		start := try[0]
		if try[0] == r.from {
			start = r.kind
		}
		found := q.likely(q.index.Find(q.typed(start, try[1]), q.near()))
		if len(found) > 0 && (best == nil || found[0].Slips() < best[0].Slips()) && q.believes(r, found, [2]int{start, try[1]}) {
			best, at = found, [2]int{start, try[1]}
		}
		if len(best) > 0 && best[0].Slips() == 0 {
			break
		}
	}
	if len(best) == 0 {
		return foundPlace{}, false
	}
	return q.settle(best, at[0], at[1]), true
}

// likely leaves out what the kind word denies, and units of old whose name,
// spelled no worse, is one of today's near by.
func (q *query) likely(found []place.Match) []place.Match {
	type name struct{ name, province string }
	today := map[name]bool{}
	of := func(m place.Match) name {
		u, _ := q.tree.Unit(m.Code)
		n := name{name: vi.Fold(u.Name)}
		for _, code := range q.heirs(m.Code) {
			for _, above := range q.tree.Ancestors(code, 0) {
				if q.tree.Level(above) == place.Province {
					n.province = string(above)
				}
			}
		}
		return n
	}
	for _, m := range found {
		if q.lives(m.Code) && !m.Elsewhere() {
			today[of(m)] = true
		}
	}
	return slices.DeleteFunc(found, func(m place.Match) bool {
		return m.Slips() > 0 && (m.Elsewhere() || !q.lives(m.Code) && today[of(m)])
	})
}

// heirs gives what a unit is today.
func (q *query) heirs(code place.Code) []place.Code {
	if q.lives(code) {
		return []place.Code{code}
	}
	var codes []place.Code
	for _, s := range q.tree.Now(code) {
		codes = append(codes, s.Code)
	}
	return codes
}

// believes tells whether what a run is like may be what it means: the less
// the words around it promise a name, the nearer it must be to one.
func (q *query) believes(r run, found []place.Match, at [2]int) bool {
	from, m := max(at[0], r.from), found[0]
	letters := 0
	for _, w := range q.words[from:at[1]] {
		letters += len(w.Fold)
	}
	called := r.kind < r.from || q.argument || r.big
	stands := r.topic && r.verb
	if r.framed && r.odd == 0 {
		return at[1]-from > 1 && m.Slips() == 0 && m.Cost < 2 && q.inMyReach(m.Code)
	}
	if at[1]-from == 1 {
		return q.believesWord(r, m, letters, called)
	}
	switch m.Slips() {
	case 0:
		return r.odd > 0 && (called || stands || q.inMyReach(m.Code)) || (called || stands && q.inMyReach(m.Code)) && (m.Cost < 2 || m.How == place.Joined || r.big)
	case 1:
		if !called && !stands { // "để biểu dương cuối tháng"
			return letters > 5 && r.odd >= at[1]-from && m.Cost%10 == 0
		}
		return letters > 3 && (r.odd > 0 || called || q.inMyReach(m.Code))
	}
	return letters > 4 && (called || stands && r.odd > 0)
}

// believesWord is believes of a single word.
func (q *query) believesWord(r run, m place.Match, letters int, called bool) bool {
	called = called && (r.odd > 0 || r.big || !q.small[q.words[r.from].Fold])
	switch m.Slips() {
	case 0:
		return (called || r.odd > 0 && q.inMyReach(m.Code)) && (m.Cost < 2 || m.How == place.Joined)
	case 1:
		return r.odd > 0 && (letters > 2 && called || letters > 3 && r.topic && r.verb && q.words[r.from].Bare() || letters > 5)
	}
	return r.odd > 0 && letters > 5 && (called || letters > 7)
}

// surelyNames tells whether a run must be a name, though of nothing known.
func (q *query) surelyNames(r run) bool {
	switch {
	case q.argument:
		return r.odd > 0 || r.big
	case r.to-r.kind == len(q.words):
		return false // nothing is asked
	case r.kind < r.from:
		return r.odd > 0 || r.big
	}
	return r.odd > 1 || r.to-r.from > 1 && r.odd > 0 && r.topic && r.verb && r.from == 0 && r.to < len(q.words)
}

// settle decides what matches of the words start..end mean. One slip away from
// a single unit below the asker is said with its name; all else is asked.
func (q *query) settle(found []place.Match, start, end int) foundPlace {
	if found[0].Slips() == 0 {
		return q.resolve(place.Hit{Start: start, End: end, Matches: found})
	}
	p := foundPlace{start: start, end: end, heard: q.typed(start, end)}
	mine, others := q.parted(found)
	if q.clearly(mine) && found[0].Code == mine[0].Code {
		q.intoPlace(&p, mine[0].Code)
		return p
	}
	p.open = true
	p.choices = q.offers(append(mine, others...))
	return p
}

// clearly tells whether the first of the asker's units is meant: it is the only
// one, but for others that are farther from a long name.
func (q *query) clearly(mine []place.Match) bool {
	if len(mine) == 0 || mine[0].Slips() != 1 {
		return false
	}
	letters := q.letters(mine[0].Code)
	return letters >= fewestLetters && len(mine) == 1 || letters >= manyLetters && mine[1].Slips() > 1
}

// offers gives the units to ask about, those of today before those of old that
// are as near.
func (q *query) offers(found []place.Match) []place.Code {
	slices.SortStableFunc(found, func(a, b place.Match) int {
		if a.Slips() != b.Slips() || q.lives(a.Code) == q.lives(b.Code) {
			return a.Slips() - b.Slips()
		}
		if q.lives(a.Code) {
			return -1
		}
		return 1
	})
	var codes []place.Code
	for _, m := range found[:min(len(found), mostOffered)] {
		codes = append(codes, m.Code)
	}
	return codes
}

// parted parts the units that are the asker's from the others, which are
// offered only where they are as near.
func (q *query) parted(found []place.Match) (mine, others []place.Match) {
	for _, m := range found {
		if q.inMyReach(m.Code) {
			mine = append(mine, m)
		}
	}
	for _, m := range found {
		if !q.inMyReach(m.Code) && (len(mine) == 0 || m.Slips() < mine[0].Slips()) {
			others = append(others, m)
		}
	}
	return mine, others
}

// inMyReach tells whether a unit, or what became of it, stands below one of
// the asker's, or is one.
func (q *query) inMyReach(code place.Code) bool {
	return slices.ContainsFunc(q.heirs(code), func(c place.Code) bool {
		return slices.ContainsFunc(q.setting.Speaker.Units, func(own place.Code) bool { return q.tree.Within(c, own, 0) })
	})
}

func (q *query) letters(code place.Code) int {
	u, _ := q.tree.Unit(code)
	return len(strings.ReplaceAll(vi.Fold(u.Name), " ", ""))
}

// intoPlace makes a unit, or what it became, the place that was found.
func (q *query) intoPlace(p *foundPlace, code place.Code) {
	if p.codes = q.heirs(code); !q.lives(code) {
		p.old = code
	}
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
