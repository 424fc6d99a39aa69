package understand

import (
	"slices"
	"sync"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// village is one of the speaker's own, ready to be compared.
type village struct {
	code   place.Code
	kind   string // folded: "ban"
	title  vi.Word
	parts  []part
	letter string // first letters of its words: "kc"
	run    string // its words without spaces, without a number
	sound  string // run as it sounds
	brief  string // its last word behind the first letters of the others: "klap"
}

// part is a word of a village's name, or its number.
type part struct {
	word      vi.Word
	fold, key string
	heard     string // as it sounds where fewest sounds are told apart
	number    int64  // of 3, III, ba
}

// named keeps the villages that were made ready, which never change.
type named struct{ byCode sync.Map }

func (n *named) villages(r *Reader, codes []place.Code) []village {
	list := make([]village, 0, len(codes))
	for _, code := range codes {
		kept, ok := n.byCode.Load(code)
		if !ok {
			v, is := r.village(code)
			if !is {
				continue
			}
			kept, _ = n.byCode.LoadOrStore(code, v)
		}
		if v, is := kept.(village); is {
			list = append(list, v)
		}
	}
	return list
}

// village makes a village ready to be compared; ok is false for what is none.
func (r *Reader) village(code place.Code) (v village, ok bool) {
	u, ok := r.tree.Unit(code)
	if !ok {
		return v, false
	}
	v = village{code: code, kind: vi.Fold(u.Kind)}
	if title := vi.Words(vi.Clean(u.Kind)); len(title) == 1 {
		v.title = title[0]
	}
	for _, w := range vi.Words(vi.Clean(u.Name)) {
		if w.Kind != vi.Letters && w.Kind != vi.Digits {
			continue
		}
		p := part{word: w, fold: w.Fold, key: w.Key, heard: heardAs(w.Fold), number: numeral(w)}
		v.parts = append(v.parts, p)
		if p.number == 0 {
			v.letter += w.Fold[:1]
			v.run += w.Fold
		}
	}
	if n := len(v.letter); n > 1 && n <= len(v.parts) {
		v.brief = v.letter[:n-1] + v.parts[n-1].fold
	}
	v.sound = sounds.Replace(v.run)
	return v, len(v.parts) > 0
}

// namedAt tells whether the village's name stands at words[i], letter by letter.
func (v village) namedAt(words []vi.Word, i int) bool {
	if i+len(v.parts) > len(words) {
		return false
	}
	for k, p := range v.parts {
		if w := words[i+k]; w.Key != p.key {
			return false
		}
	}
	return v.parts[0].number == 0
}

// numeral gives the number of a word that is digits or a Roman numeral.
func numeral(w vi.Word) int64 {
	if w.Kind == vi.Digits {
		if n, ok := vi.ReadNumber([]vi.Word{w}, 0); ok {
			return n.Value
		}
		return 0
	}
	return romans[w.Fold]
}

var romans = map[string]int64{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}

// village reads one of the speaker's villages at the tagger's place, or a
// village that is not theirs; known is the length of a phrase there.
func (t *tagger) village(known int, isKnown bool) (item, bool) {
	if len(t.own) == 0 || t.words[t.at].Kind != vi.Letters {
		return item{}, false
	}
	if it, ok := t.withKind(known); ok {
		return it, true
	}
	codes, length := t.nameAt(t.at, "", false)
	if length == 0 || isKnown && known > length && !t.typedSo(length, known) {
		return item{}, false
	}
	if len(codes) > 1 && t.otherNumber(t.at+length) {
		return t.strangeItem(t.at + length + 1), true
	}
	if length == 1 && !t.standsAlone(isKnown) {
		return item{}, false
	}
	it := t.item(unit, "", length)
	it.units = codes
	return it, true
}

// otherNumber tells whether the number at i belongs to the name before it and
// is none of the speaker's: "kim chung 4 hôm nay 2 hgđ".
func (t *tagger) otherNumber(i int) bool {
	if i+1 >= len(t.words) || t.words[i].Kind != vi.Digits || len(t.words[i].Text) > 2 {
		return false
	}
	if t.is(i+1, ":") {
		return true
	}
	if s, ok := t.when.Read(t.words, i+1, t.today); ok && s.Sure && s.Scale == vi.OneDay {
		i += s.Len
		return i+1 < len(t.words) && t.words[i+1].Kind == vi.Digits
	}
	return t.words[i+1].Kind == vi.Digits && t.words[i+1].Space
}

// standsAlone decides whether a name of one syllable ("Ca", "Hán"), typed
// without its kind, is a village here: it begins a statement and a figure or
// "không" follows, or another village, or nothing does.
func (t *tagger) standsAlone(isKnown bool) bool {
	switch t.prev() {
	case filler:
		if w := t.words[t.at]; (!w.Bare() || w.Upper()) && slices.Contains([]string{"o", "tai"}, t.words[t.at-1].Fold) {
			return true // "ở Dửn nhưng mới có 2 người"
		}
	case strong, comma, span, reporting, colon, and, fixing, wrong, notBut, move, becomes, kindWord, total, dash, open, closing, unit:
	default:
		if isKnown && !(isLabel(t.prev()) && t.peek(t.at+1) == count) && !t.amongVillages() { // "hán 4 hgđ ca 2 hgđ"
			return false
		}
	}
	after := t.at + 1
	if s, ok := t.when.Read(t.words, after, t.today); ok && (s.Sure || s.Len > 1 || t.is(after, "hn")) || t.ownAt(after) {
		return true
	}
	switch t.peek(after) {
	case count, strong, zero, no, filler, span, comma, each:
		return true
	case and:
		return !isKnown || t.ownAt(after+1)
	case other:
		return after >= len(t.words) || t.spelledNext()
	case kind, tt: // "ca giảm 1 tn"
		_, length, _ := t.lexicon.Longest(t.words, after)
		return !isKnown || (t.peek(after+length) == count || t.spelled(after+length)) && t.prev() != count
	default:
		return !isKnown
	}
}

// amongVillages tells whether the name stands in a list of villages with bare
// numbers: "han 2 ca 1 pum 0".
func (t *tagger) amongVillages() bool {
	last := len(t.items) - 1
	if last < 1 || t.items[last].class != count || t.items[last-1].class != unit || t.at+1 >= len(t.words) || t.words[t.at+1].Kind != vi.Digits {
		return false
	}
	return t.at+2 >= len(t.words) || t.words[t.at+2].Kind == vi.LineEnd || t.ownAt(t.at+2) || family(t.peek(t.at+2)) == 1
}

// ownAt tells whether a village of the speaker's stands at words[i].
func (t *tagger) ownAt(i int) bool {
	if i >= len(t.words) || t.words[i].Kind != vi.Letters {
		return false
	}
	if t.namedWithKind(i, i) {
		return true
	}
	return slices.ContainsFunc(t.own, func(v village) bool {
		n, whole := t.compare(v, i, "")
		return n > 0 && whole
	})
}

func (t *tagger) spelledNext() bool {
	_, ok := vi.ReadNumber(t.words, t.at+1)
	return ok
}

// withKind reads "bản Noong La", "b. hán", "tk1", "T3", "thôn số 5".
func (t *tagger) withKind(known int) (item, bool) {
	k, length, ok := t.kinds.Longest(t.words, t.at)
	if !ok || k.level != place.Village {
		return item{}, false
	}
	name := t.at + length
	if k.short && t.is(name, ".") && !t.words[name].Space {
		name++
	}
	if t.is(name, "so") && name+1 < len(t.words) && t.words[name+1].Kind == vi.Digits {
		name++
	}
	codes, used := t.nameAt(name, k.word, k.short)
	if used > 0 && k.short && t.is(t.at, "t") && name+used < len(t.words) && t.words[name+used].Key == keyNay2 {
		return item{}, false // "t7 này" is a day
	}
	if used > 0 {
		it := t.item(unit, k.word, name+used-t.at)
		it.units = codes
		return it, true
	}
	if code := t.onlyOf(k.word); code != "" && !k.short && name < len(t.words) && t.peek(name) != other && t.words[name].Kind == vi.Letters && !t.goesOnAsName(name) {
		it := t.item(unit, "", length)
		it.units = []place.Code{code}
		return it, true
	}
	if end := t.selfAt(name); end > name && !k.short && t.prev() != count {
		return t.item(kindWord, k.word, end-t.at), true
	}
	if !k.short && t.prev() != count && t.partOnly(k.word, name) {
		return t.item(kindWord, k.word, length), true
	}
	if end, ok := t.someoneElses(name); ok && !k.short && t.prev() != count {
		return t.strangeItem(end), true
	}
	if known > length {
		return item{}, false
	}
	return t.notOwn(k, name)
}

// listed reads the 5 and 7 of "thôn 3, 5 và 7 không có": more of the villages
// that bear a number, where no label makes the last of them a count.
func (t *tagger) listed() (item, bool) {
	last := len(t.items) - 1
	if last < 1 || t.items[last].class != comma && t.items[last].class != and || t.items[last-1].class != unit {
		return item{}, false
	}
	kind := t.items[last-1].value
	first := t.items[last-1]
	codes := t.ofNumber(first, t.at)
	if codes == nil {
		return item{}, false
	}
	after := t.at + 1
	for after+1 < len(t.words) && (t.is(after, ",") || t.is(after, "va") || t.is(after, "+") || t.is(after, "&")) && t.ofNumber(first, after+1) != nil {
		after += 2
	}
	if s, ok := t.when.Read(t.words, after, t.today); ok && s.Sure {
		after += s.Len
	}
	switch c := t.peek(after); {
	case c == zero, c == no, c == each, t.is(after, ":"), t.is(after, "deu"):
		it := t.item(unit, kind, 1)
		it.units = codes
		return it, true
	}
	return item{}, false
}

// ofNumber gives the speaker's village that is named as the first, but for the
// number, which stands at i.
func (t *tagger) ofNumber(first item, i int) []place.Code {
	if w := t.words[i]; len(first.units) != 1 || w.Kind != vi.Digits && !w.Upper() && len(w.Fold) < 2 {
		return nil
	}
	n := numeral(t.words[i])
	at := slices.IndexFunc(t.own, func(v village) bool { return v.code == first.units[0] })
	if n == 0 || at < 0 || t.own[at].run == "" && first.value == "" {
		return nil
	}
	for _, v := range t.own {
		if v.kind == t.own[at].kind && v.run == t.own[at].run && v.parts[len(v.parts)-1].number == n {
			return []place.Code{v.code}
		}
	}
	return nil
}

// someoneElses tells whether the village at name is said to be another's:
// "bản chị ấy", "bản nó", "thôn khác".
func (t *tagger) someoneElses(name int) (end int, ok bool) {
	if name >= len(t.words) {
		return 0, false
	}
	if t.is(name, "cua") && name+1 < len(t.words) {
		name++ // "bản của chị Hoa"
	}
	switch w := t.words[name]; {
	case w.Key == keyNo2, w.Key == keyHo, w.Fold == "khac", w.Key == keyKia, w.Key == keyAy, w.Key == keyBan, w.Is(keyBen):
		return name + 1, true
	case w.Fold == "chi" || w.Fold == "anh" || w.Fold == "co" || w.Fold == "chu" || w.Fold == "ong" || w.Fold == "ba" || w.Fold == "bac":
		if name+1 < len(t.words) && (t.words[name+1].Fold == "ay" || t.words[name+1].Fold == "ta" || t.words[name+1].Upper() && !w.Upper()) {
			return name + 2, true
		}
	}
	return 0, false
}

// notOwn reads a village that is none of the speaker's.
func (t *tagger) notOwn(k villageKind, name int) (item, bool) {
	if name >= len(t.words) {
		return item{}, false
	}
	w := t.words[name]
	if w.Kind == vi.Digits && (t.numbered(k.word) || !k.short && t.prev() != count && !t.labelled(name+1)) && (!k.short || !w.Space || name-t.at == 1 && len(t.words[t.at].Text) > 1 && t.prev() != count && t.endsAt(name+1)) && t.peek(name+1) != percent {
		return t.strangeItem(name + 1), true
	}
	if k.short || w.Kind != vi.Letters || t.prev() == count {
		return item{}, false
	}
	end := name
	for end < len(t.words) && end < name+3 && t.words[end].Kind == vi.Letters {
		if p, _, known := t.lexicon.Longest(t.words, end); known && !(end == name && (t.words[end].Upper() && !t.shouts() && p.class != indicator && p.class != tn || isLabel(p.class) && !slices.Contains([]class{meeting, attend}, p.class) && p.class != kind && p.class != indicator && p.class != card)) {
			break
		}
		if n, isNumber := vi.ReadNumber(t.words, end); isNumber && n.Sure {
			break
		}
		end++
	}
	if end == name {
		return item{}, false
	}
	if end < len(t.words) && numeral(t.words[end]) > 0 && t.words[end].Kind == vi.Letters {
		end++
	}
	return t.strangeItem(end), true
}

// shouts tells whether all of the message is in capitals.
func (t *tagger) shouts() bool {
	return !slices.ContainsFunc(t.words, func(w vi.Word) bool { return w.Kind == vi.Letters && !w.Upper() })
}

func (t *tagger) strangeItem(end int) item { return t.item(strange, "", end-t.at) }

// labelled tells whether what stands at i makes the number before it a count.
func (t *tagger) labelled(i int) bool {
	c := t.peek(i)
	return isLabel(c) && c != kind || c == measure || i < len(t.words) && (t.words[i].Kind == vi.Mark || t.is(i, "moi"))
}

// numbered tells whether the speaker has villages of the kind that bear a number.
func (t *tagger) numbered(kind string) bool {
	for _, v := range t.own {
		if v.kind == kind && v.parts[len(v.parts)-1].number > 0 {
			return true
		}
	}
	return false
}

// nameAt finds the speaker's villages whose name begins at words[i]: the
// longest; several where only what they share was written.
func (t *tagger) nameAt(i int, kind string, short bool) (codes []place.Code, length int) {
	full := false
	for _, v := range t.own {
		n, whole := t.compare(v, i, kind)
		if n == 0 || n < length || n == length && full && !whole {
			continue
		}
		if n > length || whole && !full {
			codes, length, full = codes[:0:0], n, whole
		}
		codes = append(codes, v.code)
	}
	if length > 0 && !full {
		if spelt, n := t.misspelt(i, kind); n > length || kind == "" && length < 2 {
			return spelt, n // "bản kim trung 3"
		}
		if kind != "" && t.goesOnAsName(i+length-1) {
			return nil, 0 // "bon bu đăng" is no bon Bu Dấp
		}
	}
	if length > 0 || short {
		return codes, length
	}
	if code, ok := t.otherTone(i, kind); ok {
		return []place.Code{code}, 1
	}
	return t.misspelt(i, kind)
}

// compare gives how many words at i are the village's name, and whether all
// of the name is there; 0 where it is not it.
func (t *tagger) compare(v village, i int, kind string) (n int, whole bool) {
	if v.parts[0].number > 0 && kind != v.kind {
		return 0, false
	}
	if n := t.initials(v, i); n > 0 {
		return n, true
	}
	for _, p := range v.parts {
		used := t.matches(p, v, i+n)
		if used == 0 {
			return n, false
		}
		n += used
	}
	if kind == "" && t.contradicts(v, t.words[i:i+n]) {
		return 0, false
	}
	return n, true
}

// matches gives how many words at i are a part of a name.
func (t *tagger) matches(p part, v village, i int) int {
	if i >= len(t.words) {
		return 0
	}
	w := t.words[i]
	if p.number > 0 {
		if numeral(w) == p.number {
			return 1
		}
		if n, ok := vi.ReadNumber(t.words[i:i+1], 0); ok && n.Spelled && n.Value == p.number {
			return 1
		}
		return 0
	}
	switch {
	case w.Fold != p.fold:
		return 0
	case len(v.parts) == 1 && w.Key != p.key && !w.Bare():
		return 0
	}
	return 1
}

// initials reads "KC1" for Kim Chung I.
func (t *tagger) initials(v village, i int) int {
	last := v.parts[len(v.parts)-1]
	if last.number == 0 && t.onlyInitials(v, i) {
		return 1
	}
	if len(v.letter) < 2 || last.number == 0 || i+1 >= len(t.words) || t.words[i].Fold != v.letter || numeral(t.words[i+1]) != last.number {
		return 0
	}
	return 2
}
