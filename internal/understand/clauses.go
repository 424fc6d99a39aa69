package understand

import (
	"slices"

	"baophu/internal/vi"
)

// manner is how a clause with figures is said.
type manner int8

const (
	tells   manner = iota // it reports
	asksIf                // "3 hgđ hôm qua chị nhận được chưa": nothing new is told
	asksFor               // "mua hgđ 3 người giảm bao nhiêu"
	repeats               // "em đã báo 3 hgđ rồi mà"
	checks                // "đúng không" of the clause before it
)

// clause is a stretch of items between commas, full stops and question marks.
type clause struct {
	items   []item
	manner  manner
	figures bool // a number with what it is of
}

// clauses parts items and says how each part is said.
func (g *reading) clauses(items []item) []clause {
	if len(items) > 0 && g.parted.first == &items[0] && g.parted.n == len(items) {
		return g.parted.list
	}
	var list []clause
	start := 0
	flush := func(end int) {
		if end > start {
			c := clause{items: items[start:end], figures: figured(items[start:end])}
			c.manner = g.mannerOf(c)
			list = append(list, c)
		}
		start = end
	}
	for i, it := range items {
		switch it.class {
		case comma, strong, quest:
			flush(i + 1)
		}
	}
	flush(len(items))
	if len(items) > 0 {
		g.parted = parted{&items[0], len(items), list}
	}
	return list
}

// parted keeps the clauses of items that were parted last: several rules ask
// for them.
type parted struct {
	first *item
	n     int
	list  []clause
}

// figured tells whether a number stands in items beside what it may be of.
func figured(items []item) bool {
	items = withoutMeasures(items)
	return numbersIn(items) > 0 && slices.ContainsFunc(items, func(it item) bool { return isLabel(it.class) })
}

func (g *reading) mannerOf(c clause) manner {
	ends := c.items[len(c.items)-1]
	words := g.clauseWords(c)
	switch {
	case len(words) == 0:
		return tells
	case g.claims(c, words):
		return repeats
	case g.whether(c, words):
		if !c.figures && len(words) <= 3 && g.affirms(words[0]) {
			return checks
		}
		return asksIf
	case asksAmount(words) && c.figures && g.saidBefore(words):
		return repeats
	case asksAmount(words):
		return asksFor
	case ends.class == quest && c.figures:
		return asksIf
	case ends.class == quest:
		return asksFor
	}
	return tells
}

// clauseWords are the letters and digits of a clause, without the polite words
// at its end.
func (g *reading) clauseWords(c clause) []vi.Word {
	var words []vi.Word
	for _, it := range c.items {
		for _, w := range g.words[it.from:it.to] {
			if w.Kind == vi.Letters || w.Kind == vi.Digits {
				words = append(words, w)
			}
		}
	}
	for len(words) > 0 && slices.Contains([]string{"a", "chi", "anh", "em", "c", "e", "oi", "nhe", "nha", "bot", "ah", "bac", "chu", "vay", "the", "day", "ta", "nhi"}, words[len(words)-1].Fold) {
		words = words[:len(words)-1]
	}
	return words
}

// whether tells whether a clause ends in "chưa", "không", "hả": it asks yes or
// no. "bản Dửn không", "tn chưa" say that there was nothing.
func (g *reading) whether(c clause, words []vi.Word) bool {
	last := words[len(words)-1]
	if last.Key == keyHa || last.Key == keyHu || last.Key == keyChang {
		return true
	}
	yet := last.Key == keyChua || last.Is("chua")
	not := last.Key == keyKhong || last.Is("khong") || last.Is("ko") || last.Is("k") || last.Is("hk") || last.Is("hong")
	if !yet && !not || len(words) < 2 {
		return false
	}
	before := words[len(words)-2]
	for i, it := range c.items {
		if g.words[it.to-1].End != before.End {
			continue
		}
		if i > 0 && c.items[i-1].class == count && isLabel(it.class) {
			return true // "3 hgđ chưa chị"
		}
		switch it.class {
		case unit, strange, indicator, tn, span, count, colon, zero, card:
			return not && len(words) > 3 && words[0].Is(keyCo) && words[1].Is(keyPhai)
		case other:
			return true
		}
	}
	if yet {
		return true
	}
	return g.affirms(before) || slices.ContainsFunc(words[:len(words)-2], func(w vi.Word) bool { return w.Key == keyCo || w.Is("co") })
}

// affirms tells whether a word is what "không" and "chưa" ask for: đúng, phải.
func (g *reading) affirms(w vi.Word) bool {
	for _, key := range [...]string{keyDung, keyPhai, keyDuoc, keyDc, keyOn, keyChuan} {
		if w.Is(key) {
			return true
		}
	}
	return false
}

// asksAmount tells whether "bao nhiêu", "thế nào" stand in a clause, or "sao"
// begins it.
func asksAmount(words []vi.Word) bool {
	for i, w := range words {
		switch {
		case w.Fold == "phan" && i > 0 && words[i-1].Is(keyMay):
			return true
		case w.Fold == "bn", w.Fold == "nhieu" && i > 0 && words[i-1].Fold == "bao",
			w.Fold == "nao" && i > 0 && words[i-1].Fold == "the",
			w.Fold == "sao" && (i == 0 || words[i-1].Fold == "tai" || words[i-1].Fold == "vi" || words[i-1].Fold == "ra"):
			return true
		}
	}
	return false
}

// saidBefore tells whether a number that was reported is asked about: "sao em
// báo 5 hgđ mà hệ thống ghi 3".
func (g *reading) saidBefore(words []vi.Word) bool {
	for i, w := range words {
		if w.Is(keyBao) && !(i+1 < len(words) && words[i+1].Is(keyCao)) {
			return slices.ContainsFunc(words[i:], func(n vi.Word) bool { return n.Kind == vi.Digits })
		}
	}
	return false
}

// claims tells whether a clause says that its figures were reported before:
// "em đã báo 3 hgđ", "em báo 3 hgđ rồi mà".
func (g *reading) claims(c clause, words []vi.Word) bool {
	if !c.figures && numbersIn(withoutMeasures(c.items)) == 0 {
		return false
	}
	if !c.figures {
		return saidAlready(words)
	}
	said, counted := g.reportedThen(c), false
	if said {
		return true
	}
	for i, w := range words {
		reports := w.Is(keyBao) || w.Is(keyNhan)
		switch {
		case reports && i > 0 && words[i-1].Is(keyDa) && i < 4:
			return !slices.ContainsFunc(words[:i], func(w vi.Word) bool { return w.Kind == vi.Digits })
		case w.Is(keyBao) && i > 1 && !slices.ContainsFunc(c.items, func(it item) bool { return it.class == colon }) && words[i-1].Upper() && slices.Contains([]string{"chi", "anh", "co", "chu", "bac", "ba", "ong"}, words[i-2].Fold):
			return !g.forwards() // somebody else did
		case reports && !(i+1 < len(words) && words[i+1].Is(keyCao)):
			said = !c.headsNumbers()
		case w.Kind == vi.Digits:
			counted = counted || said
		case w.Is(keyRoi) || w.Fold == "r" || w.Fold == "roi":
			if counted && !(i > 0 && (words[i-1].Fold == "mat" || words[i-1].Fold == "chet")) { // "báo giảm 1 cụ mất rồi"
				return true
			}
		case w.Is(keyMa) && i == len(words)-1 && i > 0 && words[i-1].Fold == "roi":
			return slices.ContainsFunc(c.items, g.tells)
		}
	}
	return false
}

// headsNumbers tells whether a colon stands before the first number: "cô giáo
// vừa nhắn em: 7 em hs mua thẻ rồi" hands a report on.
func (c clause) headsNumbers() bool {
	at := slices.IndexFunc(c.items, func(it item) bool { return it.class == count || it.class == colon })
	return at >= 0 && c.items[at].class == colon
}

// saidAlready tells "hôm kia em báo 3 rồi", "hôm qua đã báo 3".
func saidAlready(words []vi.Word) bool {
	for i, w := range words {
		if !w.Is(keyBao) || i == 0 || i+1 >= len(words) || words[i+1].Kind != vi.Digits {
			continue
		}
		return words[i-1].Is(keyDa) || slices.ContainsFunc(words[i+1:], func(r vi.Word) bool { return r.Is(keyRoi) || r.Fold == "r" })
	}
	return false
}

// lateWords follow "báo" where something is reported now, of a day before.
var lateWords = [...]string{keyCao, keyBc, keyBu, keyThieu, keyNham, keyMuon, keyLai}

// reportedThen tells whether "hôm qua em báo 6 hgđ" says when it was reported,
// and not "quên báo", "báo bù".
func (g *reading) reportedThen(c clause) bool {
	past := false
	for _, it := range c.items {
		missed := slices.ContainsFunc(g.words[it.from:it.to], func(w vi.Word) bool { return w.Is(keyQuen) || w.Is(keyChua) || w.Is(keyKhong) }) // "em quên báo" may be one phrase
		switch {
		case it.class == span:
			past = it.span.Scale == vi.OneDay && it.span.To < g.today
		case it.class == count || missed || it.class == wrong || it.class == colon:
			return false
		case g.tells(it) && past:
			return !slices.ContainsFunc(g.words[it.from:min(it.to+1, len(g.words))], func(w vi.Word) bool {
				return slices.ContainsFunc(lateWords[:], w.Is)
			})
		}
	}
	return false
}

// told is what a message tells, without the clauses that ask or only repeat;
// doubt where "đúng không" was said of what is left.
func (g *reading) told(items []item) (kept []item, doubt bool) {
	if !g.agent() {
		return items, false
	}
	list := g.clauses(items)
	g.spent = nil
	for i, c := range list {
		switch {
		case c.manner == checks && i > 0 && list[i-1].figures:
			doubt = true
			continue
		case !c.figures && c.manner != repeats || c.manner == tells:
			kept = append(kept, c.items...)
		case c.manner == repeats && i+1 < len(list) && g.goesOn(c, list[i+1]):
			kept, doubt = append(kept, c.items...), true
		case c.manner == repeats && i+1 < len(list) && numbersIn(withoutMeasures(list[i+1].items)) > 0:
			kept = append(kept, c.items...) // what it is of may be said only here
			g.spent = append(g.spent, [2]int{c.items[0].from, c.items[len(c.items)-1].to})
		case c.manner == asksFor:
			kept = append(kept, g.beforeAsking(c)...)
		}
	}
	return kept, doubt
}

// goesOn tells whether the next clause goes on with the figures of one that
// seems to repeat a report: "hôm qua em báo 2 hgđ, 1 tn". It may as well be the
// report itself, and half of it would be lost without a word.
func (g *reading) goesOn(c, next clause) bool {
	if !next.figures || next.manner != tells || c.items[len(c.items)-1].class != comma {
		return false
	}
	for _, it := range next.items {
		switch it.class {
		case count:
			return true
		case unit, filler, open, indicator, tn, kind:
		default:
			return false
		}
		for _, w := range g.words[it.from:it.to] {
			if slices.Contains([]string{"nay", "gio", "them", "nua", "con", "bay", "thuc", "ma", "nhung", "moi", "vua"}, w.Fold) {
				return false
			}
		}
	}
	return false
}

// beforeAsking is what stands before the question in "2 hgđ xã mình đạt bao
// nhiêu rồi": the figures, where the question is about something else.
func (g *reading) beforeAsking(c clause) []item {
	last := -1
	for i, it := range c.items {
		if it.class == count {
			last = i
		}
	}
	end := last + 1
	for end < len(c.items) && isLabel(c.items[end].class) && c.items[end].value != string("lapsed") && c.items[end].value != tookPart {
		end++
	}
	for _, it := range c.items[end:] {
		switch g.words[it.from].Fold {
		case "xa", "phuong", "tinh", "toan", "muc", "ca", "to":
			return c.items[:end]
		}
	}
	return nil
}

// idle tells whether an agent's message has figures and tells nothing new:
// it asks whether they came in, or repeats them.
func (g *reading) idle(items []item) bool {
	if !g.agent() || !g.labelled(items) || slices.ContainsFunc(items, func(it item) bool { return it.class == money }) {
		return false
	}
	kept, _ := g.told(items)
	if numbersIn(withoutMeasures(kept)) > 0 {
		return false
	}
	return slices.ContainsFunc(g.clauses(items), func(c clause) bool { return c.figures && (c.manner == asksIf || c.manner == repeats) })
}

// doubt asks once more before figures that were asked about are booked.
func (m *Meaning) doubt() {
	if m.Intent == Report && len(m.Ask) == 0 && m.Reject == "" && len(m.Rows) > 0 {
		m.Ask, m.Outlier = []Ask{AskConfirmation}, false
	}
}

// asideQuestion reads the question that stands beside a report.
func (g *reading) asideQuestion(items []item, m Meaning) *Meaning {
	if m.Intent != Report && m.Intent != ZeroReport && m.Intent != Outreach || !g.agent() {
		return nil
	}
	for _, c := range g.clauses(items) {
		if c.manner == tells || c.manner == checks || c.manner == repeats || c.figures && c.manner == asksIf {
			continue
		}
		from := g.words[c.items[0].from].Start
		if kept := g.beforeAsking(c); c.figures && len(kept) > 0 {
			from = g.words[kept[len(kept)-1].to-1].End
		}
		part := g.begin(g.text[from:g.words[c.items[len(c.items)-1].to-1].End], g.setting)
		if also, ok := part.question(part.tag(&g.reports)); ok && also.Intent != Help {
			return &also
		}
	}
	return nil
}

// saysNone tells whether a statement of its own says that there was nobody:
// "hôm nay không có ai. xã mình đạt bao nhiêu rồi?"
func (g *reading) saysNone(items []item) bool {
	return slices.ContainsFunc(g.clauses(items), func(c clause) bool {
		said := false
		for _, it := range c.items {
			switch it.class {
			case zero:
				said = true
			case span, unit, filler, comma, strong, indicator, tn, reporting, people, pupil, clock, kindWord, colon:
			default:
				return false
			}
		}
		return said && c.manner == tells
	})
}

// forwards tells whether somebody else's report is handed on: "cô Mai báo lên
// bản dửn có 2 hgđ, em chuyển chị".
func (g *reading) forwards() bool {
	for i, w := range g.words[:max(0, len(g.words)-1)] {
		if w.Fold != "em" && w.Fold != "e" && w.Fold != "toi" && w.Fold != "chau" {
			continue
		}
		switch g.words[i+1].Fold {
		case "chuyen", "gui", "bao", "ghi", "nhan":
			return true
		}
	}
	return false
}
