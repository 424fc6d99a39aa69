package understand

import (
	"slices"

	"baophu/internal/vi"
)

// afterMeeting tells people who joined from meetings: "sau buổi chợ 5 hgđ". Right
// behind "họp" their number may be of those who were only told: it is asked.
func (f *figure) afterMeeting() {
	beside := func(at func(item) bool) bool {
		return slices.ContainsFunc(f.labels, func(l item) bool { return l.class == meeting && at(l) })
	}
	if f.attending && f.own && !f.people && !f.Households && !slices.ContainsFunc(f.labels, func(l item) bool { return l.class == attend && l.to > f.at }) {
		f.attending, f.torn = false, true // "hôm qua em đi họp quên báo được 2 hgđ"
		return
	}
	if !f.meetings || !f.own || beside(func(l item) bool { return l.from == f.end }) {
		return
	}
	ahead := beside(func(l item) bool { return l.to == f.at })
	if ahead && !slices.ContainsFunc(f.labels, func(l item) bool { return l.from == f.end && family(l.class) == 1 }) {
		return
	}
	f.meetings, f.torn = false, f.torn || ahead
}

// stayedAway leaves out those who did not come to a meeting or did not listen:
// "15 người nghe, 3 không nghe". Where nobody says that the others came, the
// first number may hold them too, and it is asked.
func (t *tally) stayedAway() {
	came := slices.ContainsFunc(t.figures, func(f figure) bool { return f.attending && !t.away(&f) })
	if !came && !t.gathered {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(t.figures), func(f figure) bool { return t.away(&f) })
	if len(kept) == len(t.figures) || len(kept) == 0 {
		return
	}
	t.figures = kept
	for i := range t.figures {
		if f := &t.figures[i]; !came && !f.own && !f.registered && (f.people || !f.meetings) {
			f.approx = true
		}
	}
}

// away tells whether "vắng", "không đến" is said of a figure right beside it.
func (t *tally) away(f *figure) bool {
	if f.own || f.registered || f.meetings && !f.people {
		return false
	}
	if f.at > 0 && t.words[f.at-1].Fold == "vang" || f.at > 1 && t.words[f.at-1].Fold == "mat" && t.words[f.at-2].Fold == "vang" {
		return true
	}
	k := f.end
	for k < len(t.words) && k < f.end+2 && slices.Contains([]string{"nguoi", "ng", "ho", "nha", "ba", "con", "dan", "thi", "bi"}, t.words[k].Fold) {
		k++
	}
	switch {
	case k >= len(t.words):
		return false
	case t.words[k].Fold == "vang":
		return true
	case k+1 < len(t.words) && slices.Contains([]string{"khong", "ko", "k", "kh", "chua", "chang"}, t.words[k].Fold):
		return slices.Contains([]string{"nghe", "den", "du", "hop", "toi", "di", "tham"}, t.words[k+1].Fold) && !t.words[k+1].Is(keyDu) && !t.tookNoPart(k+1)
	}
	return false
}

// tookNoPart tells "không tham gia", which is of insurance, from "không tham dự".
func (t *tally) tookNoPart(k int) bool {
	return t.words[k].Fold == "tham" && (k+1 >= len(t.words) || t.words[k+1].Fold != "du")
}

// called tells whether "cuộc" is said of calls: "gọi 10 cuộc", "10 cuộc gọi".
func (g *reading) called(it item) bool {
	calls := func(w vi.Word) bool { return slices.Contains([]string{"goi", "alo", "dien"}, w.Fold) }
	if it.to < len(g.words) && calls(g.words[it.to]) {
		return true
	}
	for k := it.from - 1; k >= 0 && k > it.from-5; k-- {
		switch w := g.words[k]; {
		case calls(w):
			return true
		case w.Kind != vi.Letters && w.Kind != vi.Digits:
			return false
		}
	}
	return false
}

// ofNumberBefore tells whether a word of meetings, or of those who came, stands
// right behind its number and so is of no other: "họp 1 buổi 3 hgđ".
func ofNumberBefore(items []item, number, i int) bool {
	switch items[i].class {
	case meeting:
		return number == i-1 && items[number].to == items[i].from
	case attend:
		return number == i-1 && items[number].to == items[i].from || number == i-2 && items[i-1].class == people
	}
	return false
}

// metInSeveral tells whether those who came to meetings are counted for several
// villages: "họp ở dửn 30 người và ka láp 25 người".
func (t *tally) metInSeveral() bool {
	var first *figure
	for i := range t.figures {
		f := &t.figures[i]
		if !f.attending || f.Unit == "" {
			continue
		}
		if first != nil && f.Unit != first.Unit {
			return true
		}
		first = f
	}
	return false
}
