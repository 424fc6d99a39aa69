package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// What is done to cards, and to what stands on them, counts nobody and mends
// no report.

// ofTheCard tells whether a word of mending is said of what stands on a card,
// of an app or of how somebody pays, and of no report: "1 hgđ đổi nơi khám".
func (g *reading) ofTheCard(items []item, i int) bool {
	it := items[i]
	if it.class != fixing || it.to >= len(g.words) {
		return false
	}
	two := g.words[it.to].Fold
	if it.to+1 < len(g.words) {
		two += " " + g.words[it.to+1].Fold
	}
	if slices.Contains([]string{"noi kham", "noi dang", "phuong thuc", "muc dong", "thong tin", "ho ten", "ngay sinh", "nam sinh", "dia chi", "can cuoc", "so cccd", "gioi tinh", "ten tren", "benh vien", "hinh thuc"}, two) {
		return true
	}
	app := slices.IndexFunc(g.words, func(w vi.Word) bool { return w.Fold == "vssid" || w.Fold == "vneid" })
	if app < 0 {
		return false
	}
	next := other
	for _, o := range items[i+1:] {
		if next = o.class; next != filler && next != kindWord {
			break
		}
	}
	if slices.Contains([]class{unit, span, latest, reporting, becomes}, next) {
		return false // "sửa noong la 3 hgđ, đã cài vssid"
	}
	return next != count || !slices.ContainsFunc(g.words[min(it.from, app):max(it.from, app)], func(w vi.Word) bool { return w.Kind != vi.Letters && w.Kind != vi.Digits })
}

// handsAnew gives how many words from i tell of a card that is handed out anew
// to somebody who has one: "cấp đổi", "in lại thẻ"; 0 where none do.
func (g *reading) handsAnew(i int) int {
	for _, phrase := range []string{"cap doi lai", "cap doi", "cap lai", "in lai", "lam lai", "doi lai", "thay lai", "doi", "thay"} {
		n := g.phraseLen(i, phrase)
		if n == 0 {
			continue
		}
		switch phrase {
		case "cap doi lai", "cap doi", "cap lai":
			return n
		}
		if phrase[0] == 'd' && !g.words[i].Is(vi.Key("đổi")) {
			continue // "đợi thẻ"
		}
		if i+n < len(g.words) && g.words[i+n].Is(keyThe) {
			return n + 1
		}
		if k := i + n; k+1 < len(g.words) && g.words[k].Kind == vi.Digits && g.words[k+1].Is(keyThe) && (phrase[0] != 'd' || !g.words[i].Bare()) {
			if next, _, _ := g.fixes.Longest(g.words, k+1); family(next.class) != 1 || next.class == card {
				return n // "đổi 1 thẻ"; "đổi lại 2 thẻ hgđ" mends a report
			}
		}
	}
	return 0
}

// swaps tells whether "đổi" at items[i] is said of a card that somebody has.
func (g *reading) swaps(items []item, i int) bool {
	it := items[i]
	if it.class != fixing || it.to-it.from > 2 || !g.is(it.from, "doi") && !g.is(it.from, "thay") {
		return false
	}
	if it.from > 0 && g.is(it.from-1, "cap") {
		return true
	}
	return g.handsAnew(it.from) > 0 && numbersIn(items[:i]) > 0 && !slices.ContainsFunc(items, func(o item) bool {
		return o.class == wrong && !g.misprint(o) || o.class == latest || o.class == becomes && o.from > it.from
	})
}

// reissued leaves out the people who only got another card, where others are
// counted beside them: "3 hgđ, cấp đổi 1 thẻ". Alone they are asked about.
func (t *tally) reissued() {
	anew := func(f figure) bool {
		for at := max(0, f.at-4); at < f.at; at++ {
			n := t.handsAnew(at)
			if n == 0 || at+n > f.at {
				continue
			}
			if between := t.words[at+n : f.at]; !slices.ContainsFunc(between, func(w vi.Word) bool {
				return !slices.Contains([]string{"the", "cho", "duoc", "dc", "them", ":"}, w.Fold)
			}) {
				return true
			}
		}
		return false
	}
	if slices.ContainsFunc(t.figures, func(f figure) bool { return f.own && f.Kind != coverage.Lapsed && !f.generic && !anew(f) }) {
		t.figures = slices.DeleteFunc(t.figures, anew)
	}
}

// runsOut tells whether cards are said to run out close before a word: "hết
// hạn cuối tháng", "đáo hạn 30/11". at is the word before it.
func (g *reading) runsOut(at int) bool {
	for k := at; k > 0 && k > at-7; k-- {
		switch w := g.words[k]; {
		case w.Kind == vi.LineEnd || w.Text == ";" || w.Text == ",":
			return false
		case w.Is(keyHan) && (g.is(k-1, "het") || g.is(k-1, "dao")), w.Fold == "luc" && g.is(k-1, "hieu") && g.is(k-2, "het"), w.Fold == "tri" && g.is(k-1, "gia") && g.is(k-2, "het"):
			return true
		}
	}
	return false
}

// longPast is how many days ago a day without its year is rather that of the
// year to come.
const longPast = 183

// yearless tells whether a day was written without its year: that of a card's
// end is then to come, however long ago the last such day was.
func (g *reading) yearless(it item) bool {
	return !slices.ContainsFunc(g.words[it.from:it.to], func(w vi.Word) bool { return w.Kind == vi.Digits && (len(w.Text) == 4 || w.Fold == "nam") }) && it.to-it.from < 5
}

// endsLater tells whether what stands at word i is the end of a month, a year
// or the like that has not come, by its words: "cuối tháng", "sang năm".
func (g *reading) endsLater(i int) bool {
	switch g.words[i].Fold {
	case "cuoi", "het", "sang", "giua":
	default:
		return false
	}
	switch g.wordAt(i + 1) {
	case "thang", "nam", "tuan", "quy":
		return g.wordAt(i+2) != "truoc" && !g.is(i+2, "ngoai") && !g.is(i+2, "roi")
	}
	return false
}

// mendsOrTeam tells whether "doi" before a village, typed without marks, may be
// "đổi" as well as its kind: "doi noong la thanh 3 hgd".
func (g *reading) mendsOrTeam(items []item, i int) bool {
	return items[i].class == unit && g.is(items[i].from, "doi") && g.words[items[i].from].Bare() && i+1 < len(items) && items[i+1].class == becomes
}

// renewedUntil tells whether "gia hạn" at an item names the time up to which
// was paid: "2 hgđ gia hạn đến 30/11".
func (g *reading) renewedUntil(it item) bool {
	until := it.to
	if g.is(until, "the") {
		until++
	}
	switch g.wordAt(until) {
	case "den", "toi", "tu":
		return until+1 < len(g.words) && (g.words[until+1].Kind == vi.Digits || slices.Contains([]string{"het", "cuoi", "thang", "ngay", "nam", "sang"}, g.words[until+1].Fold))
	}
	return false
}

// toCome gives the day of a span that is to come: a day without its year that
// was long ago is that of the next year.
func (g *reading) toCome(s vi.Span) vi.Span {
	if s.From > g.today {
		return s
	}
	year, month, day := s.From.Civil()
	s.From = vi.Date(year+1, month, day)
	s.To = s.From
	return s
}

// endOf gives the last day of the month, the year or the week named at word i.
func (g *reading) endOf(i int) vi.Day {
	year, month, _ := g.today.Civil()
	switch g.wordAt(i) {
	case "nam":
		return max(vi.Date(year, 12, 31), g.today+1)
	case "tuan":
		return g.today + 7
	}
	return max(vi.Date(year, month+1, 1)-1, g.today+1)
}
