package understand

import (
	"slices"

	"baophu/internal/vi"
)

// Numbers that stand beside a report and count nobody: houses by their number,
// sheets of a book, degrees, calls, who was met and did not join.

// noMeeting tells whether "buổi" or "cuộc" is time spent or a call: nothing else
// in the message tells of a meeting.
func (g *reading) noMeeting(items []item, i int) bool {
	single := func(it item) bool {
		return it.class == meeting && it.to-it.from == 1 && (g.is(it.from, "buoi") || g.is(it.from, "cuoc"))
	}
	if !single(items[i]) || slices.ContainsFunc(items[max(0, i-2):min(len(items), i+3)], func(o item) bool { return o.class == tt }) {
		return false
	}
	return !slices.ContainsFunc(items, func(o item) bool {
		return o.class == meeting && !single(o) || o.class == attend && !g.notHeard(o) || o.class == register && !g.called(items[i])
	})
}

// notHeard tells whether "nghe" is said of somebody who did not answer.
func (g *reading) notHeard(it item) bool {
	return it.class == attend && g.is(it.from, "nghe") && slices.Contains([]string{"khong", "ko", "k", "chua", "chang", "kh"}, g.wordBefore(it).Fold)
}

// besides tells whether a number counts nobody, by the words about it.
func (g *reading) besides(items []item, i int) bool {
	before := g.wordBefore(items[i])
	next := ""
	if items[i].to < len(g.words) {
		next = g.words[items[i].to].Fold
	}
	labelled := i+1 < len(items) && isLabel(items[i+1].class)
	switch {
	case (before.Fold == "cung" || before.Fold == "chung") && items[i].num.Value == 1 && (next == "nha" || next == "ho" || next == "gia"):
		return true // "cùng 1 nhà"
	case next == "do" && slices.Contains([]string{"troi", "nong", "ret", "lanh", "toi", "am", "xuong", "sot"}, before.Fold) && !labelled:
		return true // "troi 35 do"
	case before.Fold == "so" && before.Kind == vi.Letters && !labelled && g.houseBefore(items[i].from-1):
		return true // "nhà ông Páo số 7"
	case before.Fold == "to" && !labelled && items[i].from > 2 && g.words[items[i].from-2].Kind == vi.Digits && g.is(items[i].from-3, "so"):
		return true // "quyen so 5 to 12"
	case before.Fold == "gap" && i+1 < len(items) && items[i+1].class == people && numbersIn(items) > 1 && !g.joinsBehind(items, i):
		return true // "em gặp 6 người đều bận"
	}
	return false
}

// tellsWho tells whether a part of the people counted is only said to be poor.
func (t *tally) tellsWho(p *figure) bool {
	return p.Known && !p.said() && slices.ContainsFunc(p.labels, func(l item) bool {
		return l.class == indicator && slices.ContainsFunc(t.words[l.from:l.to], func(w vi.Word) bool { return w.Fold == "ngheo" })
	})
}

// houseBefore tells whether "nhà" stands close before the word at i.
func (g *reading) houseBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-5 && g.words[k].Kind == vi.Letters; k-- {
		if g.words[k].Fold == "nha" {
			return true
		}
	}
	return false
}

// joinsBehind tells whether the clause of items[i] says behind it that somebody
// joined, and not that nobody did.
func (g *reading) joinsBehind(items []item, i int) bool {
	for _, it := range items[i+1:] {
		switch {
		case it.class == comma || it.class == strong || it.class == no || it.class == zero || it.class == agree || it.class == closing:
			return false
		case it.class == kind && it.to-it.from == 1 && g.is(it.from, "ban") && g.words[it.from].Bare(): // "deu ban": bận
		case it.class == kind || it.class == tt || family(it.class) == 1:
			return true
		}
	}
	return false
}

// collected tells whether "thu", "thu được" stands before the money at word k.
func (g *reading) collected(k int) bool {
	return g.is(k-1, "thu") || k > 1 && g.is(k-2, "thu") && (g.words[k-1].Is(keyDuoc) || g.words[k-1].Is(keyDc))
}

// buysBehind tells whether those counted at word i buy or pay, in so many words:
// "thu được tiền của hai bác mua thẻ hgđ".
func (g *reading) buysBehind(i int) bool {
	for k := i + 1; k < len(g.words) && k < i+4; k++ {
		if g.words[k].Kind != vi.Letters {
			return false
		}
		if f := g.words[k].Fold; f == "mua" || f == "tham" || f == "dong" && g.words[k].Is(keyDong) {
			return true
		}
	}
	return false
}

// honours tells whether the word at i, with its mark, is how somebody is
// addressed: "CHỊ SUA" has a name behind it.
func (g *reading) honours(i int) bool {
	return i >= 0 && !g.words[i].Bare() && slices.Contains([]string{"chi", "co", "bac", "ba", "ong", "chu"}, g.words[i].Fold)
}
