package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// query is a question in the making.
type query struct {
	*reading
	items  []item
	about  map[string]bool // what it asks about: aboutGap …
	asked  map[string]bool // its question words: askHowMany …
	places []foundPlace
	level  string
	then   vi.Day // the day on which the names are to be read, zero is today
}

// foundPlace is a unit that the question names.
type foundPlace struct {
	codes   []place.Code // today's; several for an old unit that was parted
	old     place.Code   // the old unit that was named
	choices []place.Code // the units the name fits, where it must be asked
	toned   bool         // it is written letter by letter, with its tones
	heard   string       // what was written, where it is not the name of what it is taken for
	open    bool         // it must be asked, whether there are choices or none
	start   int          // words
	end     int
}

// newQuery gathers what a question says.
func (g *reading) newQuery() *query {
	q := &query{reading: g, about: map[string]bool{}, asked: map[string]bool{}}
	q.locate()
	q.items = q.covered(g.tagAround(&g.asks, q.places))
	for _, it := range q.items {
		switch it.class {
		case command:
			if q.stands(it) {
				q.about[it.value] = true
			}
		case question:
			q.asked[it.value] = true
		case indicator:
			if q.is(it.from, "bao") && q.is(it.from+1, "phu") {
				q.about[aboutStatus] = true
			}
		case kind:
			if it.value == string(coverage.Lapsed) {
				q.about[aboutFell] = true
			}
		}
	}
	if (q.asksPrice() || q.asksShare()) && !q.about[aboutSupport] {
		q.about[aboutRate] = true
	}
	q.findLevel()
	q.asThen()
	q.readEnds()
	return q
}

// readEnds reads which end of a ranking is meant where no phrase says it, and
// "còn ai chưa".
func (q *query) readEnds() {
	if !q.official() {
		return
	}
	if end := q.ends(); end != "" {
		q.about[end] = true
	}
	last := len(q.words)
	for last > 0 && (q.words[last-1].Kind != vi.Letters || slices.Contains([]string{"a", "em", "e", "vay", "the", "nhi", "ha", "r", "roi"}, q.words[last-1].Fold)) {
		last--
	}
	switch {
	case last > 1 && q.words[last-1].Fold == "nhat" && !q.about[aboutLowest] && (q.asked[askWhich] || q.asked[askWho]):
		if q.about[aboutWeak] || q.about[aboutBelow] {
			q.about[aboutLowest] = true
		} else {
			q.about[aboutHighest] = true
		}
	case last > 1 && (q.wordsAt(last-2, "ai", "chua") || q.wordsAt(last-2, "nao", "chua") || q.wordsAt(last-2, "nao", "im") || q.asked[askWhich] && slices.ContainsFunc([]string{"nop", "gui", "bao", "nhan"}, func(done string) bool { return q.wordsAt(last-2, "chua", done) })):
		q.about[aboutMissing] = true
	}
	if (q.about[aboutDaily] || q.about[aboutWeekly]) && (q.phrase("gui") || q.phrase("nhan tin")) {
		q.about[aboutFollow] = true
	}
	for i, w := range q.words {
		switch {
		case w.Fold == "cao" && q.asked[askWhich] && q.level != "" && !q.wordsAt(i+1, "hon") && !q.wordsAt(i+1, "nhat"):
			q.about[aboutHighest] = true
		case w.Text == ">" && i+1 < len(q.words) && q.words[i+1].Kind == vi.Digits:
			q.about[aboutMet] = true
		case w.Fold == "giao" && q.asked[askHowMany] && !(i > 0 && q.words[i-1].Is(keyBan3)) && !q.wordsAt(i+1, "ban") && !q.wordsAt(i+1, "thong") && !q.wordsAt(i+1, "luu"):
			q.about[aboutTarget] = true
		case w.Fold == "tang" && q.asked[askWhich] && q.level != "" && (q.wordsAt(i+1, "nhanh") || q.wordsAt(i+1, "manh") || q.wordsAt(i+1, "nhieu") || q.wordsAt(i+1, "tot") || q.wordsAt(i+1, "cao")):
			q.about[aboutGrowth] = true
		case w.Fold == "cach" && q.asked[askHowMany] && i+1 < len(q.words) && q.words[i+1].Kind == vi.Digits:
			q.about[aboutGap] = true
		}
	}
}

// asksPrice tells whether "bao nhiêu" is asked of "đóng", with other words
// between: "người thứ 3 đóng bhyt hgđ bao nhiêu".
func (q *query) asksPrice() bool {
	paid := false
	for i, w := range q.words {
		switch {
		case slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.start <= i && i < p.end }): // Nam Đông
		case w.Is(keyDong) || w.Is(keyNop):
			paid = true
		case w.Kind == vi.LineEnd || w.Text == "." || w.Text == ",", w.Fold == "duoc", w.Fold == "dat", w.Fold == "bao" && i+1 < len(q.words) && q.words[i+1].Fold == "cao", w.Fold == "tang":
			paid = false
		case paid && (w.Fold == "nhieu" && q.words[i-1].Fold == "bao" || w.Fold == "bn"):
			return i+1 >= len(q.words) || !slices.Contains([]string{"nguoi", "ho", "the", "%", "phan", "ban", "ng"}, q.words[i+1].Fold)
		}
	}
	return false
}

// covered leaves out the items that lie within a place's name.
func (q *query) covered(items []item) []item {
	return slices.DeleteFunc(items, func(it item) bool {
		return slices.ContainsFunc(q.places, func(p foundPlace) bool { return it.from < p.end && p.start < it.to })
	})
}

// question answers whether the message asks, and what.
func (g *reading) question(items []item) (Meaning, bool) {
	if g.asksUncovered(items) {
		m := g.newQuery().answer(QueryStatus)
		m.Aspect = Uncovered
		return m, true
	}
	if g.plainly(items) || g.saysEveryOne(items) {
		return Meaning{}, false
	}
	q := g.newQuery()
	if code := q.code(); q.guest() && code != "" {
		return joining(code), true
	}
	if !q.asks(items) {
		return Meaning{}, false
	}
	if m, ok := q.firstOfTwo(); ok {
		return m, true
	}
	for _, rule := range g.rules {
		if rule.fits(q) {
			if q.toldInstead(items, rule.intent) {
				return Meaning{}, false
			}
			if q.announces(items, rule.intent) || q.recites(rule.intent) || rule.intent == QueryStatus && q.onTheWay() || q.chatter() && !rule.firm() {
				return Meaning{Intent: Unclear}, true
			}
			if (rule.intent == QueryStatus || rule.intent == PolicyQuestion) && q.ofElse(items) {
				return Meaning{Intent: Unclear}, true
			}
			return q.answer(rule.intent), true
		}
	}
	return Meaning{}, false
}

// toldInstead tells whether an agent who used the words of a question only
// reports: "trả lời phiếu nhắc: ái 1 không có ai", "tôi phụ trách ba bản, hôm
// nay không có ai". A reminder that was had is none that is wanted.
func (q *query) toldInstead(items []item, intent Intent) bool {
	if !q.agent() || len(q.asked) > 0 || slices.ContainsFunc(q.items, func(it item) bool { return it.class == quest }) {
		return false
	}
	switch intent {
	case Remind:
		if q.hasBeenReminded() {
			return true
		}
	case QueryResponsible, QueryStatus, QueryMissing, QueryList:
	default:
		return false
	}
	return slices.ContainsFunc(items, func(it item) bool { return it.class == zero }) || figured(items) && namesInsurance(items)
}

// hasBeenReminded tells "cảm ơn chị đã nhắc" from "nhắc em lúc 5 giờ".
func (q *query) hasBeenReminded() bool {
	for i, w := range q.words {
		if !w.Is(keyNhac) || i == 0 {
			continue
		}
		switch q.words[i-1].Fold {
		case "da", "cu", "bi", "vua", "tin", "phieu", "loi", "hay", "ma", "duoc", "chang", "khoi", "dang":
			return true
		}
	}
	return q.thanks()
}

// recites tells whether news or an announcement has the words of a question
// and asks nothing; or whether it is put off: "để tôi xem lại rồi trao đổi sau".
func (q *query) recites(intent Intent) bool {
	switch intent {
	case QueryStatus, QueryCompare, QueryPlan, QueryGap, QueryList, QueryRank, QueryForecast:
	default:
		return false
	}
	if slices.ContainsFunc(q.items, func(it item) bool { return it.class == quest }) {
		return false
	}
	if len(q.asked) == 0 && len(q.words) > 2 && q.thanks() {
		return true
	}
	last, later := q.words[len(q.words)-1], false
	for _, w := range q.words {
		later = later || w.Is(keyDe)
	}
	if later && (last.Is(keySau) || last.Key == keyDa) {
		return true
	}
	if len(q.words) < 18 || len(q.asked) > 0 || !slices.ContainsFunc(q.items, func(it item) bool { return it.class == percent }) {
		return false
	}
	return !slices.ContainsFunc(q.words, func(w vi.Word) bool {
		return slices.Contains([]string{keyCho, keyXin, keyXem, keyHoi, keyGui, keyGiup, keyBiet}, w.Key)
	})
}

// ofElse tells whether a question names something else, and nothing that is
// insured or covered: "quán cơm gần bưu điện còn mở không", "giá ngô 7k2 một cân".
func (q *query) ofElse(items []item) bool {
	if len(q.places) > 0 || q.official() || q.about[aboutSelf] || q.about[aboutMine] || q.about[aboutMyCommune] || !slices.ContainsFunc(items, q.alien) && !q.phrase("may gio") {
		return false
	}
	return !slices.ContainsFunc(q.items, func(it item) bool {
		return it.class == percent || it.class == unit || it.class == people || it.class == households || family(it.class) == 1
	}) && !q.phrase("bao hiem") && !q.phrase("bao cao") && !q.phrase("the")
}
