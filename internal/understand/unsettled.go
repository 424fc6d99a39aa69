package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// What is said of cards, and figures that may count the same
// people again, are asked about before anything is booked.

// unsettled tells whether figures leave open how many joined or left.
func (t *tally) unsettled() bool {
	return t.ranOutBut() || t.cameBack() || t.cardsOfThem() || t.otherDayBehind() || t.poorNoMore() || t.reasonsInRow() || t.whereTo() || t.perHouse() || slices.ContainsFunc(t.figures, func(f figure) bool { return f.torn })
}

// perHouse tells whether a number is of each house, or of each person: "2 nhà,
// mỗi nhà 2 người mua hgđ".
func (t *tally) perHouse() bool {
	for i := 1; i < len(t.words); i++ {
		if !t.words[i-1].Is(keyMoi3) && !t.words[i-1].Is(keyTung) || !slices.Contains([]string{"nha", "ho", "gia", "nguoi", "ng", "chi", "anh", "dua", "chau"}, t.words[i].Fold) {
			continue
		}
		if slices.ContainsFunc(t.booked, func(at int) bool { return at > i && at < i+4 }) {
			return true
		}
	}
	return false
}

// ranOutBut tells whether those whose cards ran out are spoken of again: "6
// người hgđ hết hạn, 4 người đóng lại", "hết hạn, em đang vận động".
func (t *tally) ranOutBut() bool {
	for i, f := range t.figures {
		if f.Kind != coverage.Lapsed || !f.ranOut || f.Reason != "" {
			continue
		}
		if slices.ContainsFunc(t.figures[i+1:], func(g figure) bool { return g.Kind == coverage.Renewed && g.Unit == f.Unit && g.Count <= f.Count }) ||
			slices.ContainsFunc(t.items, func(it item) bool { return it.class == visit && it.from > f.end && it.value == "" }) {
			return true
		}
	}
	for _, f := range t.figures {
		if f.Kind == coverage.Lapsed && f.Reason == "" && slices.ContainsFunc(f.labels, func(l item) bool { return l.class == kind && t.is(l.from, "mat") && t.is(l.from+1, "the") }) {
			return true // "1 hgđ mất thẻ" may only want another card
		}
	}
	return false
}

// cardsOfThem tells whether cards right behind people may be theirs: "1 người
// mua hgđ 2 thẻ".
func (t *tally) cardsOfThem() bool {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if f.stretch != was.stretch || !was.people || !was.own || f.specific() || f.said() || !f.card || f.Unit != was.Unit {
			continue
		}
		if !slices.ContainsFunc(t.words[was.at:f.at], func(w vi.Word) bool { return w.Kind == vi.Mark || w.Kind == vi.LineEnd }) {
			return true
		}
	}
	return false
}

// otherDayBehind tells whether a day that ends a message may be of its last
// figure alone: "4 hgđ, 5 hgđ hôm qua".
func (t *tally) otherDayBehind() bool {
	last := len(t.figures) - 1
	if last < 1 {
		return false
	}
	f, was := &t.figures[last], &t.figures[last-1]
	if !f.dated || f.Day != was.Day || f.Day >= t.today || !f.own || !was.own || f.Indicator != was.Indicator || f.Kind != was.Kind || f.Unit != was.Unit || f.Tag != was.Tag {
		return false
	}
	return slices.ContainsFunc(t.items, func(it item) bool { return it.class == span && it.span.Scale == vi.OneDay && it.from > f.at }) &&
		!slices.ContainsFunc(t.items, func(it item) bool { return it.class == span && it.span.Scale == vi.OneDay && it.from < f.at })
}

// takesOff tells whether "bot giup em 1 hgd" may take one off; where the bot is
// asked to write something down as well, it is asked.
func (g *reading) takesOff(items []item, i int) bool {
	if next := items[i+1]; next.class == unit || g.is(items[i].to, "o") && i+2 < len(items) && items[i+2].class == unit {
		g.wavers = true // "bot thon 5 di 1 hgd" may take one off
		return false
	}
	if it := items[i]; it.to-it.from == 1 && !slices.Contains([]string{"giup", "cho", "di", "ho", "dum", "gium", "lai"}, g.wordAt(it.to)) || numbersIn(items) == 0 {
		return false
	}
	if slices.ContainsFunc(g.words, func(w vi.Word) bool { return w.Fold == "ghi" || w.Fold == "nhap" || w.Fold == "bao" }) {
		g.wavers = true
		return false
	}
	return true
}

// machine tells the bot, typed without marks, from "bớt": "mà bot có 2".
func (g *reading) machine(items []item, i int) bool {
	it := items[i]
	if it.class != less || !g.is(it.from, "bot") || !g.words[it.from].Bare() || it.to-it.from > 1 {
		return false
	}
	if i+1 < len(items) && items[i+1].class == count {
		return false
	}
	return it.to < len(g.words) && slices.Contains([]string{"co", "ghi", "bao", "hien", "thi", "chi", "lai", "khong", "ko", "k", "tra", "nhan", "hieu", "cua", "moi", "dang", "nhac", "hoi", "nay", "thong", "gui", "noi"}, g.words[it.to].Fold)
}
