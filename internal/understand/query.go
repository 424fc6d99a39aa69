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
	start   int          // words
	end     int
}

// newQuery gathers what a question says.
func (g *reading) newQuery() *query {
	q := &query{reading: g, about: map[string]bool{}, asked: map[string]bool{}}
	q.findPlaces()
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
		case w.Fold == "giao" && q.asked[askHowMany] && !(i > 0 && q.words[i-1].Is(vi.Key("bàn"))) && !q.wordsAt(i+1, "ban") && !q.wordsAt(i+1, "thong") && !q.wordsAt(i+1, "luu"):
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
			if q.recites(rule.intent) || rule.intent == QueryStatus && q.onTheWay() || q.chatter() && !rule.firm() {
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

// asks tells a question from a report that holds the same words.
func (q *query) asks(items []item) bool {
	if q.orders() {
		return true
	}
	strong := len(q.asked) > 0 || slices.ContainsFunc(q.items, func(it item) bool { return it.class == quest })
	booked := false
	for i, it := range items {
		if it.class == zero && (!strong || q.agent() && q.saysNone(items)) {
			booked = true
		}
		if it.class != count || it.num.Approx {
			continue
		}
		if i+1 < len(items) && (items[i+1].class == measure || items[i+1].class == clock) {
			continue
		}
		if i+1 < len(items) && items[i+1].class != people && isLabel(items[i+1].class) {
			booked = true
		}
		if i+1 < len(items) && items[i+1].class == people && !strong && slices.ContainsFunc(items[:i], func(p item) bool { return p.class == paying }) {
			booked = true
		}
		if q.agent() && !strong && i+1 < len(items) && items[i+1].class == people && namesInsurance(items[:i]) {
			booked = true
		}
		if i+2 < len(items) && items[i+1].class == people && isLabel(items[i+2].class) {
			booked = true
		}
		if q.agent() && i > 1 && items[i-1].class == filler && items[i-2].class == unit && q.words[items[i-1].from].Fold != "dat" {
			booked = true
		}
		if q.agent() && i > 0 && (items[i-1].class == unit || items[i-1].class == colon || isLabel(items[i-1].class)) {
			booked = true
		}
	}
	if booked && q.agent() {
		return q.priced() && !q.reportsFirst(items) && !q.saysNone(items) && !q.reportsLater(items) || strong && !q.reports(items)
	}
	if booked && !strong && len(q.about) == 0 {
		return false
	}
	return strong || q.strongTopic() || !booked && q.wantsFigures() || q.bareTopic() || q.bareWish() || q.several() || q.official() && q.whose() || q.staff() || q.plainList() || q.metYet() || q.figuresWanted()
}

// wantsFigures: "báo cáo 9 tháng" of somebody who does not report.
func (q *query) wantsFigures() bool {
	return q.official() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == reporting })
}

// priced tells whether it asks what something costs.
func (q *query) priced() bool {
	return q.about[aboutRate] && slices.ContainsFunc(q.words, func(w vi.Word) bool { return w.Fold == "nhieu" || w.Fold == "bn" || w.Fold == "may" || w.Fold == "sao" })
}

// reportsFirst tells whether figures stand in a statement of their own before
// the one that asks for a price, told as a report: "em báo 2 hgđ, mức đóng tn
// bao nhiêu chị".
func (q *query) reportsFirst(items []item) bool {
	told, counted := false, false
	for i, it := range items {
		switch told = told || q.tells(it); it.class {
		case unit, span, clock:
			told = true
		case kind:
			told = told || it.value != tookPart
		case count:
			counted = counted || i+1 < len(items) && isLabel(items[i+1].class)
		case comma, strong:
			if it.class == strong && counted && q.topicBehind(it.to) {
				return true
			}
			return told && counted && !slices.ContainsFunc(q.items, func(a item) bool {
				return a.from < it.from && (a.class == question || a.class == command && a.value == aboutRate)
			})
		}
	}
	return false
}

// reportsLater tells whether a day's figures stand in a clause behind the one
// that asks: "mức đóng tn bao nhiêu ạ, hôm nay em có 2 hgđ".
func (q *query) reportsLater(items []item) bool {
	asked := false
	for _, c := range q.clauses(items) {
		if c.manner == asksFor && !c.figures {
			asked = true
		}
		if asked && c.manner == tells && c.figures && slices.ContainsFunc(c.items, func(it item) bool { return it.class == span && it.span.Scale == vi.OneDay || it.class == unit }) {
			return true
		}
	}
	return false
}

// topicBehind tells whether what is asked from word i on names its own topic:
// "mức đóng", "người thứ 2".
func (q *query) topicBehind(i int) bool {
	return slices.ContainsFunc(q.words[i:], func(w vi.Word) bool { return w.Is(keyMuc) || w.Is(keyThu) || w.Is(keyPhi) })
}

// reports tells whether an agent's figures stand in the message besides its
// question: "5 hgđ ạ, xã mình đạt bao nhiêu rồi chị?" still books.
func (q *query) reports(items []item) bool {
	if q.saysNone(items) {
		return true
	}
	told, _ := q.told(items)
	t := q.gather(told)
	for _, f := range t.figures {
		if f.own && f.Known && f.Count > 0 {
			return true
		}
	}
	return false
}

// orders are messages that want something done, numbers or not.
func (q *query) orders() bool {
	for _, about := range []string{aboutMissing, aboutRemind, aboutSetTarget, aboutExport, aboutChart, aboutCSV, aboutUnfollow, aboutLastYear} {
		if about == aboutMissing && q.agent() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == count }) {
			continue
		}
		if about == aboutLastYear && q.agent() && slices.ContainsFunc(q.words, func(w vi.Word) bool { return w.Fold == "ck" }) {
			continue // "ck": chuyển khoản
		}
		if q.about[about] && !(q.agent() && (about == aboutSetTarget || about == aboutExport && !q.fileWord())) {
			return true
		}
	}
	return q.about[aboutAssign] && !q.agent() || q.about[aboutFollow] && !q.agent() || q.detailed()
}

func (q *query) fileWord() bool {
	return slices.ContainsFunc(q.words, func(w vi.Word) bool {
		return w.Fold == "excel" || w.Fold == "file" || w.Fold == "xlsx" || w.Fold == "xuat"
	})
}

// strongTopic: words that only questions have.
func (q *query) strongTopic() bool {
	for _, about := range []string{aboutResponsible, aboutForecast, aboutCompare, aboutYearStart, aboutPlan, aboutGap, aboutLowest, aboutHighest, aboutRank, aboutTarget, aboutFollow,
		aboutRate, aboutSupport, aboutValidity, aboutBenefit, aboutProcedure, aboutBelow, aboutNTM, aboutJoin, aboutHelp, aboutGrowth, aboutDaily, aboutMine} {
		if q.about[about] {
			return true
		}
	}
	if q.agent() && q.about[aboutSelf] && (q.about[aboutStatus] || q.phrase("ket qua") || q.phrase("so") || q.phrase("so lieu")) && !slices.ContainsFunc(q.items, func(it item) bool { return it.class == count || it.class == zero }) {
		return true
	}
	return q.breaksDown() || q.ranksAgents() || q.generally() || (q.about[aboutStatus] && !q.idly() || q.about[aboutFell] && q.official()) && (len(q.places) > 0 || !q.agent() || q.about[aboutMyCommune] || q.about[aboutMyProvince])
}

// idly tells whether somebody who does not report says "được", "đang", "xem" and
// the like of nothing that figures are kept of: "anh đang họp".
func (q *query) idly() bool {
	if !q.official() || len(q.places) > 0 || len(q.asked) > 0 || q.about[aboutMyCommune] || q.about[aboutMyProvince] || q.about[aboutNation] {
		return false
	}
	said := false
	for _, it := range q.items {
		switch it.class {
		case indicator, tn, quest, percent:
			return false
		case command:
			if it.value != aboutStatus {
				continue
			}
			if it.to-it.from > 1 || !slices.Contains([]string{"duoc", "dang", "xem", "hoi", "tra", "the"}, q.words[it.from].Fold) {
				return false
			}
		case other:
			said = true
		case filler:
			said = said || it.to-it.from > 1 || !q.small[q.words[it.from].Fold] || q.words[it.from].Is(keyToi2) && !q.words[it.from].Bare()
		case span, clock, meeting, kind, households, visit:
			said = true
		}
	}
	return said
}

// questionRule says by which words a question is known. all must be there,
// one of any where any is given, and none of not.
type questionRule struct {
	intent        Intent
	all, any, not []string
	test          func(*query) bool
}

func (r questionRule) fits(q *query) bool {
	has := func(word string) bool { return q.about[word] || q.asked[word] }
	for _, w := range r.all {
		if !has(w) {
			return false
		}
	}
	if slices.ContainsFunc(r.not, has) || len(r.any) > 0 && !slices.ContainsFunc(r.any, has) {
		return false
	}
	return r.test == nil || r.test(q)
}

// firm tells a rule that its own words are enough for, whatever stands around.
func (r questionRule) firm() bool {
	return r.intent != Export && r.intent != Subscribe && r.intent != Remind
}

// questionRules are tried in order; the first that fits wins.
func questionRules() []questionRule {
	return []questionRule{
		{intent: Join, any: []string{aboutJoin}, test: (*query).guest},
		{intent: Help, any: []string{aboutHelp}, not: []string{aboutExport, aboutRate, aboutSupport}},
		{intent: SetTarget, any: []string{aboutSetTarget}, test: (*query).hasAmount},
		{intent: SetTarget, any: []string{aboutSetTarget}, not: []string{askHowMany, askWhich}, test: (*query).admin},
		{intent: SetTarget, all: []string{aboutAssign, aboutTarget}, test: (*query).hasAmount},
		{intent: SetTarget, any: []string{aboutAssign}, test: (*query).givesShare},
		{intent: SetTarget, any: []string{aboutTarget}, test: (*query).rests},
		{intent: Remind, any: []string{aboutRemind}},
		{intent: QueryMissing, any: []string{aboutMissing}},
		{intent: Export, any: []string{aboutExport, aboutCSV, aboutChart}, not: []string{aboutDaily, aboutWeekly, aboutMonthly, aboutFollow}},
		{intent: Export, any: []string{aboutExport, aboutCSV, aboutChart}, not: []string{aboutDaily, aboutWeekly, aboutMonthly}, test: (*query).once},
		{intent: Subscribe, any: []string{aboutUnfollow}},
		{intent: QueryResponsible, all: []string{aboutResponsible}, any: []string{askWho, askWhich, askWhether, askHowMany, askHow}},
		{intent: QueryTarget, all: []string{aboutTarget}, test: (*query).assigned},
		{intent: Assign, all: []string{aboutResponsible}, test: (*query).handsOver},
		{intent: Assign, any: []string{aboutAssign}, not: []string{askHowMany, aboutTarget}, test: (*query).official},
		{intent: Subscribe, any: []string{aboutFollow}, test: (*query).wantsNews},
		{intent: Subscribe, any: []string{aboutDaily, aboutWeekly}, not: []string{askHowMany, aboutGap}, test: (*query).wantsNews},
		{intent: Subscribe, all: []string{aboutFollow, aboutMonthly}},
		{intent: QueryResponsible, all: []string{aboutResponsible}},
		{intent: QueryStatus, test: (*query).detailed},
		{intent: PolicyQuestion, any: []string{aboutValidity, aboutProcedure, aboutRate}},
		{intent: PolicyQuestion, any: []string{askWhether, askHowMany}, test: (*query).namesMoney},
		{intent: PolicyQuestion, any: []string{aboutSupport, aboutBenefit}},
		{intent: PolicyQuestion, all: []string{askHowMany}, not: []string{aboutStatus, aboutMyCommune, aboutMyProvince, aboutGap}, test: (*query).priceOf},
		{intent: QuerySelf, any: []string{aboutSelf, aboutMine}, test: (*query).ofSelf},
		{intent: QuerySelf, test: (*query).ofSpeaker},
		{intent: QueryCompare, test: (*query).several},
		{intent: QueryCompare, test: (*query).beside},
		{intent: QueryRank, test: (*query).ranksAgents},
		{intent: QueryRank, any: []string{aboutLowest, aboutHighest, aboutRank, aboutGrowth}},
		{intent: QueryList, any: []string{aboutFell}, test: (*query).ofMany},
		{intent: QueryList, any: []string{aboutBelow, aboutMet}, test: (*query).ofMany},
		{intent: QueryList, any: []string{aboutStatus, aboutTarget, aboutPlan}, test: (*query).ofMany},
		{intent: QueryList, any: []string{aboutWeak, aboutFine}, test: (*query).ofMany},
		{intent: QueryList, test: (*query).whichMeet},
		{intent: QueryList, test: (*query).bareWish},
		{intent: QueryList, test: (*query).lacking},
		{intent: QueryList, test: (*query).plainList},
		{intent: QueryList, test: (*query).breaksDown},
		{intent: QueryGap, test: (*query).gapCounted},
		{intent: QueryForecast, any: []string{aboutForecast}},
		{intent: QueryForecast, all: []string{askWhen}, test: (*query).explained},
		{intent: QueryForecast, test: (*query).ahead},
		{intent: QueryGap, all: []string{aboutGap, askHowMany}},
		{intent: QueryGap, test: (*query).needsMore},
		{intent: QueryPlan, any: []string{aboutPlan}},
		{intent: QueryPlan, all: []string{aboutTarget, askHowMany}, test: (*query).fulfils},
		{intent: QueryCompare, any: []string{aboutLastYear, aboutCompare, aboutYearStart}},
		{intent: QueryGap, any: []string{aboutGap}},
		{intent: QueryTarget, any: []string{aboutTarget}},
		{intent: Export, any: []string{aboutChart}},
		{intent: QueryResponsible, test: (*query).whose},
		{intent: QueryResponsible, test: (*query).staff},
		{intent: QueryStatus, any: []string{aboutStatus, aboutNTM, aboutMyCommune, aboutMyProvince, aboutNation, aboutFell, aboutBelow, aboutMet}},
		{intent: QueryStatus, any: []string{askHowMany, askHow}},
		{intent: QueryStatus, test: (*query).somewhere},
		{intent: QueryStatus, test: (*query).wantsFigures},
		{intent: QueryStatus, test: (*query).generally},
		{intent: QueryStatus, test: (*query).bareTopic},
		{intent: QueryStatus, test: (*query).metYet},
		{intent: QueryStatus, test: (*query).figuresWanted},
		{intent: QueryStatus, any: []string{aboutMine, aboutSelf}, test: (*query).official},
	}
}

// once tells "gửi tôi file excel" from what is to come again and again.
func (q *query) once() bool {
	return !slices.ContainsFunc([]string{"theo doi", "ban tin", "canh bao", "dang ky", "bao dong", "thong bao khi", "bao khi"}, q.phrase)
}

// namesMoney tells whether an agent asks about an amount: "đóng 73k đúng không".
func (q *query) namesMoney() bool {
	return q.agent() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == money }) &&
		!slices.ContainsFunc(q.items, func(it item) bool { return it.class == unit })
}

func (q *query) guest() bool {
	return q.setting.Speaker.Role == coverage.Guest || q.setting.Speaker.Role == ""
}
func (q *query) admin() bool { return q.setting.Speaker.Role == coverage.Admin }
func (q *query) official() bool {
	return q.setting.Speaker.Role == coverage.Official || q.admin()
}
func (q *query) somewhere() bool { return len(q.places) > 0 }

// ofSelf tells "mình đạt bao nhiêu" from "phường chiềng sinh mình đạt bao nhiêu".
func (q *query) ofSelf() bool {
	behind := func(it item) bool {
		return slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.end == it.from })
	}
	return !q.official() && !q.asked[askWhich] && slices.ContainsFunc(q.items, func(it item) bool {
		return it.class == command && (it.value == aboutSelf || it.value == aboutMine) && !behind(it)
	})
}

// hasAmount tells whether a share or a number of people is in the message.
func (q *query) hasAmount() bool {
	return slices.ContainsFunc(q.items, func(it item) bool { return it.class == percent || it.class == count })
}

// givesShare tells "giao 95% cho Mường Giôn" from handing over an area.
func (q *query) givesShare() bool {
	return q.official() && slices.ContainsFunc(q.items, func(it item) bool { return it.class == percent })
}

// rests tells whether an admin states a target with the act it rests on.
func (q *query) rests() bool { return q.admin() && q.hasAmount() && q.basisAt() >= 0 }

// ofMany tells whether the question is after several units: "xã nào".
func (q *query) ofMany() bool {
	switch {
	case q.became():
		return false
	case q.whichPlace():
		return true
	case q.level == "":
		return false
	}
	return q.asked[askWhich] || q.asked[askList] || q.counted() && (q.about[aboutBelow] || q.about[aboutWeak] || q.about[aboutFine] || q.about[aboutFell]) ||
		q.asked[askHowMany] && (q.about[aboutBelow] || q.threshold() > 0) ||
		(q.about[aboutBelow] || q.about[aboutWeak] && q.official()) && !q.asked[askHowMany] && len(q.places) == 0 && q.pluralless()
}

// whichMeet tells whether it asks which units, or how many, are where they
// should be.
func (q *query) whichMeet() bool {
	return (q.ofMany() || q.level != "" && q.counted()) && q.meets() && !q.asked[askWhen]
}

func (q *query) pluralless() bool { return !q.about[aboutMyCommune] || q.asked[askList] }

// wantsNews tells "theo dõi Chiềng Ngần hàng ngày" from "ai theo dõi".
func (q *query) wantsNews() bool {
	if q.asked[askWho] || q.agent() && !q.about[aboutFollow] {
		return false
	}
	says := func(phrases ...string) bool { return slices.ContainsFunc(phrases, q.phrase) }
	if q.about[aboutDaily] || q.about[aboutWeekly] || q.about[aboutMonthly] || len(q.places) > 0 || !q.once() || says("so lieu", "bao cao", "ket qua", "tong hop", "khi", "neu", "tin") {
		return true
	}
	return !slices.ContainsFunc(q.items, func(it item) bool { return it.class == count || it.class == other || it.class == measure })
}

// namesInsurance tells whether items say which insurance.
func namesInsurance(items []item) bool {
	return slices.ContainsFunc(items, func(it item) bool {
		return it.class == indicator && it.value != string(coverage.BHYT) || it.class == tn || it.class == card
	})
}

// thanks tells whether the message begins with thanks.
func (q *query) thanks() bool {
	first, second := q.words[0].Fold, q.words[1].Fold
	return (first == "cam" && (second == "on" || second == "ta")) || first == "thanks" || first == "tks" || first == "camon"
}
