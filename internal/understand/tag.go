package understand

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// item is a stretch of words with the part it plays.
type item struct {
	class    class
	value    string
	from, to int // words
	num      vi.Number
	span     vi.Span
	units    []place.Code // several: the name fits each
}

// tag cuts the message into items, longest first.
func (g *reading) tag(words *vi.Lexicon[sense]) []item {
	if items, known := g.tagged[words]; known {
		return slices.Clone(items)
	}
	items := g.strangers(g.aloud(g.circumstances(g.valid(g.evident(g.restoredSense(g.tagAround(words, nil)))))))
	if g.tagged == nil {
		g.tagged = map[*vi.Lexicon[sense]][]item{}
	}
	g.tagged[words] = items
	return slices.Clone(items)
}

// tagAround is tag where the names of places are known: no phrase goes into them.
func (g *reading) tagAround(words *vi.Lexicon[sense], places []foundPlace) []item {
	t := tagger{reading: g, lexicon: words, places: places, items: make([]item, 0, len(g.words))}
	for t.at = 0; t.at < len(g.words); {
		it := t.next()
		t.items = append(t.items, it)
		t.at = it.to
	}
	return t.items
}

type tagger struct {
	*reading
	lexicon *vi.Lexicon[sense]
	items   []item
	places  []foundPlace
	at      int
	lines   int // of a numbered list, so far
}

func (t *tagger) next() item {
	w := t.words[t.at]
	room := t.words
	for _, p := range t.places {
		switch {
		case p.start == t.at && p.end > p.start:
			return t.item(placed, "", p.end-p.start)
		case p.start > t.at:
			room = room[:min(len(room), p.start)]
		}
	}
	phrase, length, known := t.lexicon.Longest(room, t.at)
	if known && length > 1 && phrase.class == indicator && phrase.value == "bhyt" && w.Fold == "ho" && t.prev() == count {
		phrase, length, known = t.lexicon.Longest(room[:t.at+1], t.at) // "2 hộ cận nghèo" are households
	}
	if known && length == 2 && phrase.class == filler && w.Fold == "bhxh" && slices.Contains([]string{"minh", "ta", "dat", "duoc", "hien", "den"}, t.wordAt(t.at+2)) {
		phrase, length, known = t.lexicon.Longest(room[:t.at+1], t.at) // "bhxh tỉnh mình đạt bao nhiêu" asks no office
	}
	if known && length == 1 && phrase.class == measure && t.doneFor() {
		return t.item(filler, "", 1)
	}
	if known && length > 1 && phrase.class != running && t.datedTail(length) {
		length--
	}
	if known && length > 1 {
		length = t.untilVillage(length)
	}
	if w.Kind == vi.Digits || numeral(w) > 0 && (w.Upper() || len(w.Fold) > 1) {
		if it, ok := t.listed(); ok {
			return it
		}
		if it, ok := t.nextOfName(); ok {
			return it
		}
	}
	if w.Kind == vi.Mark || w.Kind == vi.LineEnd {
		if known {
			return t.item(phrase.class, phrase.value, length)
		}
		return t.mark(w)
	}
	if t.countsVillages() {
		return t.item(measure, "", 1)
	}
	if it, ok := t.four(); ok {
		return it
	}
	if n := t.allOfThem(); n > 0 {
		return t.item(filler, "", n)
	}
	if t.is(t.at, "ban") && t.words[t.at].Bare() && t.is(t.at-1, "tien") {
		return t.item(filler, "", 1) // "tien ban ca": the money of fish
	}
	if it, ok := t.village(length, known); ok {
		return it
	}
	if known && length > 1 && (phrase.class == about || phrase.class == aim || phrase.class == zero && w.Kind == vi.Digits) {
		return t.item(phrase.class, phrase.value, length)
	}
	if it, ok := t.number(phrase, length, known); ok {
		return it
	}
	if it, ok := t.days(phrase, length, known); ok {
		return it
	}
	if known {
		return t.monthOf(t.item(phrase.class, phrase.value, length))
	}
	if k, length, ok := t.kinds.Longest(t.words, t.at); ok && !k.short {
		if code := t.onlyOf(k.word); code != "" {
			it := t.item(unit, "", length)
			it.units = []place.Code{code}
			return it
		}
		return t.item(kindWord, k.word, length)
	}
	return t.item(other, "", 1)
}

// datedTail tells whether the last word of a phrase begins a date: "chốt ngày
// 12/11".
func (t *tagger) datedTail(length int) bool {
	last := t.at + length - 1
	if !t.is(last, "ngay") && !t.is(last, "thang") {
		return false
	}
	s, ok := t.when.Read(t.words, last, t.today)
	return ok && s.Len > 1 && s.Sure && !isLabel(t.peek(last+s.Len))
}

// untilVillage ends a phrase before a village of the speaker's that begins in
// it and goes on behind it: "không có ái 1".
func (t *tagger) untilVillage(length int) int {
	for k := 1; k < length; k++ {
		if t.namedWithKind(t.at+k, t.at+length) {
			return k
		}
		for _, v := range t.own {
			if n, whole := t.compare(v, t.at+k, ""); whole && n > 1 && k+n > length {
				return k
			}
		}
	}
	return length
}

// namedWithKind tells whether "bản Púm" begins at i and goes on beyond end.
func (t *tagger) namedWithKind(i, end int) bool {
	k, length, ok := t.kinds.Longest(t.words, i)
	if !ok || k.level != place.Village || k.short && end > i || i+length < end {
		return false
	}
	return slices.ContainsFunc(t.own, func(v village) bool {
		n, whole := t.compare(v, i+length, k.word)
		return whole && n > 0 && i+length+n > end
	})
}

// monthOf takes the month into "lũy kế tháng 11".
func (t *tagger) monthOf(it item) item {
	if it.class != running || !t.is(it.to-1, "thang") {
		return it
	}
	if n, ok := vi.ReadNumber(t.words, it.to); ok && (!n.Spelled && n.Len == 1 || n.Spelled && n.Len < 3) && n.Value <= 12 && (!isLabel(t.peek(it.to+n.Len)) || t.is(it.to+n.Len, "den") || t.is(it.to+n.Len, "toi")) {
		it.to += n.Len
	}
	return it
}

func (t *tagger) item(c class, value string, length int) item {
	return item{class: c, value: value, from: t.at, to: t.at + length}
}

// prev is the class of the item before, comma at the beginning.
func (t *tagger) prev() class {
	if len(t.items) == 0 {
		return strong
	}
	return t.items[len(t.items)-1].class
}

func (t *tagger) mark(w vi.Word) item {
	c := filler
	switch w.Text {
	case "\n", ";", "|", "!", "…":
		c = strong
		if (w.Text == ";" || w.Text == "|") && (t.prev() == unit || t.prev() == strange) && t.peek(t.at+1) == count {
			c = colon // "Hán; 3"
		}
	case ".":
		c = strong
		if t.at+1 < len(t.words) && !t.words[t.at+1].Space && t.prev() != count {
			c = filler
		}
	case ",", "/", "\\":
		c = comma
	case ":", "=":
		c = colon
		if w.Text == "=" {
			c = equals
		}
	case "+":
		c = and
	case "(", "[", "{":
		c = open
	case ")", "]", "}":
		c = closing
	case "-", "–", "—", "−":
		c = dash
	case "?", "？":
		c = quest
	}
	return t.item(c, w.Text, 1)
}

// daysAt reads the days at the word in hand; "12 thang tu nguyen" are twelve
// months, and no day of April.
func (t *tagger) daysAt() (vi.Span, bool) {
	words := t.words
	if t.is(t.at+1, "thang") && t.is(t.at+2, "tu") && t.is(t.at+3, "nguyen") {
		words = words[:t.at+2]
	}
	return t.when.Read(words, t.at, t.today)
}

// days reads days where nothing longer stands.
func (t *tagger) days(phrase sense, length int, known bool) (item, bool) {
	s, ok := t.daysAt()
	if !ok || known && length > s.Len {
		return item{}, false
	}
	if t.is(t.at, "thu") && slices.ContainsFunc(t.items, func(it item) bool { return it.class == ordinal }) {
		return item{}, false // "người thứ 2 và thứ 3"
	}
	if t.is(t.at, "trong") && (t.is(t.at+1, "ngay") || t.is(t.at+1, "thang") || t.is(t.at+1, "quy")) { // "trong ngày 12 tháng 11", "trong quý 3"
		named, dated := t.when.Read(t.words, t.at+1, t.today)
		// "trong tháng 5 hgđ" is five of this month
		if dated && named.Sure && named.Len >= s.Len && (t.is(t.at+1, "ngay") || !isLabel(t.peek(t.at+1+named.Len))) {
			s = named
			s.Len++
		}
	}
	if t.at > 0 && t.is(t.at, "ngay") && (t.is(t.at-1, "moi") || t.is(t.at-1, "tung")) {
		return item{}, false // "mỗi ngày 2 hgđ"
	}
	if !s.Sure && !t.surely(s) {
		return item{}, false
	}
	if known && length == s.Len && (phrase.class == running || phrase.class == latest && t.lexicon == &t.fixes) {
		return item{}, false
	}
	it := t.item(span, "", s.Len)
	it.span = t.ofThisWeek(s)
	return it, true
}

// ofThisWeek gives the day of this week where "này" follows a weekday: "chủ
// nhật này" has not come on a Friday.
func (t *tagger) ofThisWeek(s vi.Span) vi.Span {
	if next := t.at + s.Len; s.Scale == vi.OneDay && s.From < t.today && t.is(t.at, "thu") && t.is(next, "toi") && t.words[next].Bare() {
		t.wavers = true // "thu hai toi": the next, or "tôi"
	}
	if next := t.at + s.Len; s.Scale != vi.OneDay || s.Len > 2 || s.From >= t.today || next >= len(t.words) || t.words[next].Key != keyNay2 {
		return s
	}
	if f := t.words[t.at].Fold; f != "thu" && f != "t" && f != "cn" && f != "chu" {
		return s
	}
	monday := t.today - (vi.Day(t.today.Weekday())+6)%7
	if s.From < monday {
		s.From, s.To = s.From+7, s.To+7
	}
	return s
}

// surely decides on days that may be something else.
func (t *tagger) surely(s vi.Span) bool {
	first := t.words[t.at]
	next := t.peek(t.at + s.Len)
	switch first.Fold {
	case "mai": // the name of a woman
		if t.toneless() && t.sentAtLast(t.at) {
			return false // "gui mai moi di"
		}
		if t.is(t.at+1, "du") && t.is(t.at+2, "kien") || t.is(t.at+1, "them") && t.prev() == span {
			return !t.named()
		}
		if !t.named() && !t.toneless() && slices.Contains([]string{"duoc", "dc", "co", "thu"}, t.wordAt(t.at+1)) {
			return true // "chợ phiên mai được 3 hgđ"
		}
		return !t.named() && (len(t.items) == 0 || t.prev() == strong || t.prev() == comma || t.prev() == filler || t.prev() == colon || t.prev() == and || t.prev() == dash || t.prev() == open || (t.prev() == unit || t.prev() == span || t.prev() == reporting) && (t.speakerAt(t.at+1) || t.is(t.at+1, "them")))
	case "hn":
		return next != people && t.prev() != count
	case "thu": // collects, or the day
		return t.weekday(s)
	case "t", "cn":
		return t.prev() != count
	}
	return true
}

// countsVillages tells "ca 3 ban" of villages from "3 ban" of people who bought.
func (t *tagger) countsVillages() bool {
	last := len(t.items) - 1
	if last < 1 || !villageWord(t.words[t.at].Fold) || t.items[last].class != count || t.items[last].from == 0 || t.items[last].to != t.at {
		return false
	}
	before := t.words[t.items[last].from-1]
	if before.Is(vi.Key("tổng")) && t.items[last].num.Value == int64(len(t.own)) && len(t.own) > 1 && !t.ownAt(t.at) {
		return true // "tổng 4 bản 10 thẻ"
	}
	if !t.words[t.at].Bare() && t.ownAt(t.at+1) {
		return false // "cả 3 bản noong la, dửn, ka láp"
	}
	return t.items[last].num.Value == int64(len(t.own)) && len(t.own) > 1 && (before.Fold == "ca" || before.Fold == "tat") || before.Is(keyCac)
}

// speakerAt tells whether the word at i is the writer, or what they will do.
func (t *tagger) speakerAt(i int) bool {
	return i < len(t.words) && slices.Contains([]string{"e", "em", "toi", "minh", "chau", "moi", "se", "di", "bao", "lam", "len", "vao", "thu", "co"}, t.words[i].Fold)
}

// weekday tells "thu 5 noong la 3 hgd" from "thu 5 hgd": in words with tones
// the day is "thứ"; without them no label follows it.
func (t *tagger) weekday(s vi.Span) bool {
	if s.Len > 2 || !t.toneless() {
		return s.Len > 2
	}
	if t.is(t.at+s.Len, "tr") || t.is(t.at+s.Len, "trieu") {
		return false // "thu 2tr322": money
	}
	if t.is(t.at+s.Len, "vua") || t.is(t.at+s.Len, "truoc") || t.is(t.at+s.Len, "tuan") {
		return true
	}
	if next := t.at + s.Len; (t.is(next, "em") || t.is(next, "e")) && slices.Contains([]string{"duoc", "dc", "co", "ban", "lam", "thu", "di", "bao"}, t.wordAt(next+1)) {
		return true // "thu tu em duoc 2 hgd"
	}
	switch t.peek(t.at + s.Len) {
	case other, count, span, filler, strong, zero:
		return t.at+s.Len >= len(t.words) || !t.is(t.at+s.Len, ".") && !t.is(t.at+s.Len, ",")
	}
	return false
}

// toneless tells whether the message bears no Vietnamese marks at all.
func (t *tagger) toneless() bool {
	for _, w := range t.words {
		if !w.Bare() && w.Kind == vi.Letters {
			return false
		}
	}
	return true
}

// named tells whether the word before is how women and men are addressed.
func (t *tagger) named() bool {
	if t.at == 0 {
		return false
	}
	switch t.words[t.at-1].Fold {
	case "chi", "anh", "co", "ba", "ong", "em", "chu", "bac", "c", "a", "e", "thi", "chau", "di", "mo":
		return true
	}
	return t.words[t.at].Upper() && t.at > 0 && !t.words[t.at-1].Upper() && !t.shouts()
}

// peek is the class of the phrase at i as the lexicon has it.
func (t *tagger) peek(i int) class {
	if i >= len(t.words) {
		return strong
	}
	if t.words[i].Kind == vi.Digits {
		return count
	}
	p, _, ok := t.lexicon.Longest(t.words, i)
	if !ok {
		if t.words[i].Kind == vi.Mark || t.words[i].Kind == vi.LineEnd {
			return strong
		}
		return other
	}
	return p.class
}
