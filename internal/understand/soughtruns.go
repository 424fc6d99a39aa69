package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

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
