package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// leastMoney is a number no village reports in people on one day.
const leastMoney = 10_000

// money reads 1.366.200đ, 1tr366, 1366k, "5 triệu rưỡi", "hai trăm nghìn".
func (t *tagger) money(n vi.Number) (item, bool) {
	i := t.at + n.Len
	end := i
	if i < len(t.words) && t.words[i].Kind == vi.Letters {
		end = t.currency(n, i)
	}
	if end == i && !(n.Decimals == 0 && n.Value >= leastMoney && t.agent()) && !t.paid(n) {
		return item{}, false
	}
	if end > i {
		end = t.moneyTail(end)
	}
	return t.item(money, "", end-t.at), true
}

// paid tells whether a number behind "thu", "tiền" is too big for people.
func (t *tagger) paid(n vi.Number) bool {
	if t.at > 0 && t.words[t.at-1].Is(keyNo) && n.Decimals == 0 && n.Value >= 10 {
		return true // "còn nợ 300"
	}
	return n.Decimals == 0 && n.Value >= 1000 && t.prev() == paying
}

// currency gives the end of a unit of money at i, i where there is none.
func (t *tagger) currency(n vi.Number, i int) int {
	w := t.words[i]
	switch w.Fold {
	case "k":
		if !w.Space && !n.Spelled && n.Value >= 10 {
			return i + 1
		}
	case "d", "vnd", "dong", "vn":
		if !(w.Fold == "dong" && t.is(i+1, "chi")) && (n.Value >= 1000 || w.Fold == "vnd" || w.Key == keyDong2) && !(w.Space && w.Fold == "d" && w.Bare()) {
			return i + 1
		}
	case "tr", "trieu", "ty", "cu":
		if w.Fold == "tr" && (t.is(i+1, "hop") || t.is(i+1, ".") && t.is(i+2, "hop")) {
			return i // "5 tr.hợp"
		}
		if w.Fold != "cu" && (w.Fold != "ty" || w.Is("ty3") || w.Is("ty")) || strings.ToLower(w.Text) == "củ" { // of one key with "cũ", which are no millions
			return i + 1
		}
	case "nghin", "ngan":
		if w.Fold == "nghin" || w.Is(keyNgan) {
			return i + 1
		}
	}
	return i
}

// moneyTail goes on behind a unit of money: 1tr366k, "triệu rưỡi", "nghìn đồng".
func (t *tagger) moneyTail(i int) int {
	for range 4 {
		if i >= len(t.words) {
			return i
		}
		w := t.words[i]
		switch {
		case w.Fold == "ruoi" || w.Fold == "dong" || w.Fold == "vnd" || w.Fold == "trieu" || w.Fold == "nghin" || w.Fold == "tram",
			w.Fold == "k" && !w.Space, w.Fold == "d" && !w.Space, w.Key == "đ", w.Fold == "chan":
			i++
		case w.Kind == vi.Digits && !w.Space:
			i++
		case w.Kind == vi.Digits && i+1 < len(t.words) && (t.is(i+1, "nghin") || t.is(i+1, "k") || t.is(i+1, "ngan")):
			i += 2
		default:
			n, ok := vi.ReadNumber(t.words, i)
			if ok && n.Value < 10 && n.Len == 1 && t.is(i-1, "trieu") && !isLabel(t.peek(i+1)) {
				return i + 1
			}
			if !ok || !n.Spelled || !t.is(i+n.Len, "nghin") && !t.is(i+n.Len, "ngan") && !t.is(i+n.Len, "tram") {
				return i
			}
			i += n.Len + 1
		}
	}
	return i
}

// ofCommas tells whether the digits here are one of "Noong La,2,1": a line of a
// table whose columns are parted by commas.
func (t *tagger) ofCommas() bool {
	for i := t.at; i > 1 && t.is(i-1, ",") && !t.words[i].Space && !t.words[i-1].Space; i -= 2 {
		if t.words[i-2].Kind == vi.Digits {
			continue
		}
		last := len(t.items) - 1 - (t.at - i)
		return last > 0 && t.items[last].class == comma && (t.items[last-1].class == unit || t.items[last-1].class == strange)
	}
	return false
}

// daysPast reads "3 ngày nay", "2 tuần qua" of somebody who reports: a number
// for all of these days.
func (t *tagger) daysPast(n vi.Number) (item, bool) {
	end := t.at + n.Len
	if !t.agent() || t.lexicon != &t.reports || n.Value < 2 || n.Value > 31 || !n.Whole() || end+1 >= len(t.words) || t.prev() == unit {
		return item{}, false
	}
	switch t.words[end].Fold {
	case "ngay", "tuan", "thang":
	default:
		return item{}, false
	}
	if w := t.words[end+1]; !w.Is(keyNay) && w.Fold != "qua" || !t.is(end+2, "duoc") && !t.is(end+2, "dc") && !t.is(end+2, "em") && !t.is(end+2, "e") && t.peek(end+2) != count {
		return item{}, false
	}
	return t.item(running, "", n.Len+2), true
}

// cases tells "3 th hgđ", three cases, from three months: what they are of
// follows, and nothing stands before that was paid for so long.
func (t *tagger) cases(s vi.Span) bool {
	if s.Scale != vi.Months || s.Len != 2 || !t.is(t.at+1, "th") || !t.words[t.at+1].Space || family(t.peek(t.at+2)) != 1 {
		return false
	}
	counted := slices.ContainsFunc(t.items, func(it item) bool { return it.class == count })
	return !counted || slices.ContainsFunc(t.items, func(it item) bool { return it.class == people && t.is(it.from, "th") })
}
