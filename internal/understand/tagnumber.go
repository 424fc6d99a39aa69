package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// number reads a count, an amount of money, a share, an hour; or leaves the
// place to days and phrases.
func (t *tagger) number(phrase sense, length int, known bool) (item, bool) {
	if it, ok := t.half(); ok {
		return it, true
	}
	n, ok := vi.ReadNumber(t.words, t.at)
	if !ok {
		return item{}, false
	}
	if last := t.at + n.Len - 1; n.Spelled && n.Len > 1 && t.is(last, "tu") && t.is(last+1, "nguyen") {
		n, _ = vi.ReadNumber(t.words[:last], t.at) // "hai tu nguyen" is no "hai tư"
	}
	if s, isDate := t.when.Read(t.words, t.at, t.today); n.Spelled && isDate && s.Sure && s.Len > n.Len {
		return item{}, false
	}
	if n.Spelled && (known && (length > n.Len || phrase.class == measure && t.prev() == count) || !n.Sure && !t.counts(n)) {
		return item{}, false
	}
	if n.Spelled && t.words[t.at].Bare() && (t.is(t.at, "bam") && t.is(t.at+1, "nham") || t.is(t.at, "ba") && t.is(t.at+1, "chau") && slices.Contains([]string{"bao", "dem", "noi", "gui", "nhan", "lam", "di", "la", "bi", "om"}, t.wordAt(t.at+2))) {
		return item{}, false // "em bam nham": bấm nhầm; "ba chau dem lai": bà cháu
	}
	if n.Spelled && n.Len == 1 && (t.wholeYear(n) || t.calledSo(n) || t.yearMore()) {
		return item{}, false
	}
	if n.Len > 1 && !n.Spelled && t.ofCommas() {
		n, _ = vi.ReadNumber(t.words[:t.at+1], t.at)
	}
	if it, ok := t.daysPast(n); ok {
		return it, true
	}
	if it, ok := t.money(n); ok {
		return it, true
	}
	end := t.at + n.Len
	if n.Value == 1 && end < len(t.words) && (strings.ToLower(t.words[end].Text) == "nửa" || t.is(end, "nua") && t.words[end].Bare() && slices.Contains([]string{"ban", "thon", "so", "dan", "xa", "tk", "xom"}, t.wordAt(end+1))) { // "một nửa bản đã mua"
		it := t.item(count, "", n.Len+1)
		it.num = vi.Number{Value: n.Value, Approx: true}
		return it, true
	}
	if t.is(end, "%") || t.is(end, "phan") && t.is(end+1, "tram") {
		it := t.item(percent, "", n.Len+1)
		if !t.is(end, "%") {
			it.to++
		}
		it.num = n
		return it, true
	}
	if it, ok := t.hour(n); ok {
		return it, true
	}
	if t.cells() {
		it := t.item(count, "", 1)
		it.num, _ = vi.ReadNumber(t.words[t.at:t.at+1], 0)
		return it, true
	}
	if it, ok := t.fraction(n); ok {
		return it, true
	}
	if it, ok := t.enumerator(n); ok {
		return it, true
	}
	if it, ok := t.between(n); ok {
		return it, true
	}
	if s, ok := t.daysAt(); ok && !n.Spelled && s.Len > n.Len-1 && !t.cells() && !t.cases(s) {
		if s.Len == 3 && t.is(t.at+1, "thang") && (isLabel(t.prev()) && isLabel(t.peek(t.at+3)) || t.priced(t.at+2) || t.is(t.at+3, "lan")) { // "2 người 6 tháng 1 người"
			s = vi.Span{Scale: vi.Months, Count: int(n.Value), Len: 2, Sure: true}
		}
		it := t.item(span, "", s.Len)
		it.span = s
		return it, true
	}
	if it, ok := t.monthsInWords(n); ok {
		return it, true
	}
	it := t.item(count, "", n.Len)
	it.num = n
	return it, true
}

// monthsInWords reads "sáu tháng", for how long was paid; "ba tháng mười" and
// "hai tháng trước" are days.
func (t *tagger) monthsInWords(n vi.Number) (item, bool) {
	month := t.at + n.Len
	if !n.Spelled || n.Approx || !n.Whole() || n.Value < 1 || n.Value > 60 || !t.is(month, "thang") || t.is(month+1, "nay") || t.is(month+1, "truoc") || t.is(month+1, "qua") || t.words[month].Bare() && !n.Sure {
		return item{}, false
	}
	if next, more := vi.ReadNumber(t.words, month+1); more && !(isLabel(t.prev()) && isLabel(t.peek(month+1+next.Len))) { // "đóng sáu tháng một người hộ gia đình"
		return item{}, false
	}
	it := t.item(span, "", n.Len+1)
	it.span = vi.Span{Scale: vi.Months, Count: int(n.Value), Len: n.Len + 1, Sure: true}
	return it, true
}

// calledSo tells "ông Bảy", "chị Ba" from seven and three.
func (t *tagger) calledSo(n vi.Number) bool {
	if next := t.peek(t.at + n.Len); t.at > 0 && next == kind && slices.Contains([]string{"ong", "ba", "chi", "anh", "chu", "bac", "cau", "thim"}, t.words[t.at-1].Fold) {
		return true // "cả nhà ông Tám mua"
	}
	if t.at == 0 || !t.words[t.at].Upper() || t.words[t.at-1].Upper() && t.shouts() {
		return false
	}
	return slices.Contains([]string{"ong", "ba", "chi", "anh", "chu", "bac", "co", "di", "cau", "thim", "mo"}, t.words[t.at-1].Fold) && !isLabel(t.peek(t.at+n.Len))
}

// wholeYear tells "trọn năm" from five.
func (t *tagger) wholeYear(n vi.Number) bool {
	if n.Value != 5 || t.at == 0 || !t.is(t.at, "nam") {
		return false
	}
	switch t.words[t.at-1].Fold {
	case "/":
		return true
	case "moi":
		return t.words[t.at-1].Bare() && family(t.peek(t.at+1)) != 1 || t.words[t.at-1].Key == keyMoi3 || t.words[t.at-1].Key == keyMoi4
	case "hang", "nhieu", "cac":
		return family(t.peek(t.at+1)) != 1
	case "sang":
		return !isLabel(t.peek(t.at + 1))
	case "qua":
		return t.is(t.at+1, "moi")
	case "tron", "nguyen", "ca", "het", "nua":
		next := t.peek(t.at + 1)
		return !isLabel(next) || family(next) == 2
	}
	return false
}

// half reads "nửa chục", "nửa tá".
func (t *tagger) half() (item, bool) {
	if w := t.words[t.at]; !w.Is(keyNua2) || t.at+1 >= len(t.words) {
		return item{}, false
	}
	n, ok := vi.ReadNumber(t.words, t.at+1)
	if !ok || !n.Spelled || n.Len > 1 || n.Value < 10 || n.Value > 100 {
		return item{}, false
	}
	it := t.item(count, "", 2)
	it.num = vi.Number{Value: n.Value / 2, Len: 2, Spelled: true, Sure: true}
	return it, true
}

func (g *reading) is(i int, fold string) bool { return g.wordAt(i) == fold }

// four reads "bon nguoi", typed without marks, for four people; a bon has none
// of these right behind it.
func (t *tagger) four() (item, bool) {
	if !t.is(t.at, "bon") || !t.words[t.at].Bare() {
		return item{}, false
	}
	switch t.peek(t.at + 1) {
	case people, card, indicator, tn:
	default:
		return item{}, false
	}
	if _, length, _ := t.lexicon.Longest(t.words, t.at+1); t.is(t.at+1, "ca") || t.is(t.at+1, "dan") || t.peek(t.at+1+length) == count {
		return item{}, false // "bon tn 1"
	}
	it := t.item(count, "", 1)
	it.num = vi.Number{Value: 4, Len: 1, Spelled: true, Sure: true}
	return it, true
}

// counts decides whether a word such as "nam" or "bon" is a number here:
// what is counted follows, or it ends what a unit or a label began.
func (t *tagger) counts(n vi.Number) bool {
	if t.southwards() {
		return false
	}
	switch next := t.peek(t.at + n.Len); next {
	case people, card, households, indicator, kind, tn, tt, book, pupil:
		return true
	case strong, comma:
		return slices.Contains([]class{unit, colon, kind, indicator, tt, tn, dash}, t.prev())
	}
	return false
}

// between reads "3-5", "3 đến 5", "5 hay 6": not an exact number.
func (t *tagger) between(n vi.Number) (item, bool) {
	i := t.at + n.Len
	if i+1 >= len(t.words) || !n.Whole() {
		return item{}, false
	}
	switch t.words[i].Fold {
	case "-", "–", "~", "den", "toi", "hoac", "hay":
	default:
		return t.neighbours(n)
	}
	second, ok := vi.ReadNumber(t.words, i+1)
	if !ok || !second.Whole() || second.Value > 9999 {
		return item{}, false
	}
	isMark := t.words[i].Kind == vi.Mark
	if isMark && t.words[i].Space != t.words[i+1].Space {
		return item{}, false
	}
	if s, isDate := t.when.Read(t.words, t.at, t.today); isMark && isDate && s.Scale != vi.Months && (s.Len > 4 || !t.ranged(n, second, i+1+second.Len)) {
		return item{}, false
	}
	it := t.item(count, "", n.Len+1+second.Len)
	it.num = vi.Number{Value: n.Value, Approx: true}
	return it, true
}

// neighbours reads "4 5 người": four or five.
func (t *tagger) neighbours(n vi.Number) (item, bool) {
	i := t.at + n.Len
	second, ok := vi.ReadNumber(t.words, i)
	if !ok || second.Value != n.Value+1 || !second.Whole() || !t.words[i].Space || t.prev() != about && (t.peek(i+second.Len) != people || t.prev() == unit || isLabel(t.prev())) {
		return item{}, false
	}
	it := t.item(count, "", n.Len+second.Len)
	it.num = vi.Number{Value: n.Value, Approx: true}
	return it, true
}

// ranged tells "3-5 người" from "12-11".
func (t *tagger) ranged(first, second vi.Number, after int) bool {
	if t.prev() == span {
		return true
	}
	switch t.peek(after) {
	case people, card, households, indicator, kind, tn, tt, book, pupil:
		return true
	}
	return first.Value < second.Value
}

// fraction reads "5/7 hộ đồng ý": five of seven.
func (t *tagger) fraction(n vi.Number) (item, bool) {
	i := t.at + n.Len
	if n.Spelled || !n.Whole() || !t.is(i, "/") || i+1 >= len(t.words) || t.words[i].Space || t.words[i+1].Space {
		return item{}, false
	}
	whole, ok := vi.ReadNumber(t.words, i+1)
	if !ok || whole.Spelled || !whole.Whole() || whole.Value < n.Value {
		return item{}, false
	}
	if s, isDate := t.when.Read(t.words, t.at, t.today); isDate && s.From <= t.today && s.From >= t.today-oldest {
		return item{}, false
	}
	switch t.peek(i + 1 + whole.Len) {
	case people, households:
		it := t.item(count, "", n.Len+1+whole.Len)
		it.num = n
		return it, true
	}
	return item{}, false
}

// hour reads 17h, 16h30, 8 giờ, 17:40.
func (t *tagger) hour(n vi.Number) (item, bool) {
	i := t.at + n.Len
	if n.Decimals > 0 || n.Value > 24 || n.Spelled || i >= len(t.words) {
		return item{}, false
	}
	var end int
	switch {
	case !t.words[i].Space && (t.is(i, "h") || t.is(i, "g")), t.is(i, "gio") && !t.is(i+1, "con") && !t.is(i+1, "chi") && !t.is(i+1, "la") && !t.is(i+1, "thanh"):
		end = i + 1
		if end < len(t.words) && t.words[end].Kind == vi.Digits && !t.words[end].Space {
			end++
			if t.is(end, "p") || t.is(end, "phut") {
				end++
			}
		} else if t.minutesAt(end) {
			end++
		}
	case t.is(i, ":") && i+1 < len(t.words) && t.words[i+1].Kind == vi.Digits && len(t.words[i+1].Text) == 2 && !t.words[i+1].Space && t.words[i+1].Text < "60" && t.at+n.Len == i && len(t.words[t.at].Text) == 2:
		end = i + 2
	default:
		return item{}, false
	}
	return t.item(clock, "", end-t.at), true
}

// minutesAt reads the 20 of "11 giờ 20", which nothing that is counted follows.
func (t *tagger) minutesAt(i int) bool {
	if i >= len(t.words) || t.words[i].Kind != vi.Digits || len(t.words[i].Text) != 2 || t.words[i].Text > "59" || t.words[i-1].Fold != "gio" {
		return false
	}
	next := t.peek(i + 1)
	return !isLabel(next) && next != count && next != about && next != measure
}

// enumerator reads the 1. 2. 3. of a list, one a line.
func (t *tagger) enumerator(n vi.Number) (item, bool) {
	i := t.at + n.Len
	lineStart := t.at == 0 || t.words[t.at-1].Kind == vi.LineEnd || t.lines > 0 && t.is(i, ")")
	if !lineStart || n.Spelled || n.Decimals > 0 || int(n.Value) != t.lines+1 || i+1 >= len(t.words) {
		return item{}, false
	}
	mark := t.words[i].Text
	if mark != "." && mark != ")" && mark != "/" && mark != "-" || t.words[i+1].Kind == vi.Digits && !t.words[i+1].Space {
		return item{}, false
	}
	t.lines++
	return t.item(filler, enumerated, n.Len+1), true
}

// priced tells whether an amount of money begins at i: "12 tháng 1tr366".
func (t *tagger) priced(i int) bool {
	n, ok := vi.ReadNumber(t.words, i)
	return ok && i+n.Len < len(t.words) && t.words[i+n.Len].Kind == vi.Letters && t.currency(n, i+n.Len) > i+n.Len
}

// cells tells whether the number is one of "4/1/2": the columns of a line, and
// no day, which has a year of two digits or four.
func (t *tagger) cells() bool {
	first := t.at
	for first > 1 && t.slashed(first-2) {
		first -= 2
	}
	last := first
	for t.slashed(last) {
		last += 2
	}
	return last-first > 4 || last-first == 4 && len(t.words[last].Text) == 1
}

// slashed tells whether digits at i are joined to others by a stroke.
func (t *tagger) slashed(i int) bool {
	return i+2 < len(t.words) && t.words[i].Kind == vi.Digits && t.is(i+1, "/") && t.words[i+2].Kind == vi.Digits && !t.words[i+1].Space && !t.words[i+2].Space
}
