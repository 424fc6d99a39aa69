package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// tally is a report in the making.
type tally struct {
	*reading
	later    vi.Day // of figures of days to come that were left out
	items    []item
	figures  []figure
	zeros    []place.Code // villages said to have nothing
	zeroDay  vi.Day
	noUnit   bool // "không có ai" without a village
	rest     bool // it is said of all villages that are not named
	gathered bool // a meeting was spoken of
	strange  bool
	paid     bool // money was spoken of
	orphans  []place.Code

	units   []place.Code // the one spoken of, several where it is open
	hasUnit bool
	lost    bool // it is not the speaker's
	day     vi.Day
	dated   bool
	farDay  bool     // it was said of something else: "hôm qua đi cưới, dửn 2 hgđ"
	scale   vi.Scale // of the days spoken of
	waiting bool     // no figure has had them yet
	never   bool
	header  [3]item
	headed  [3]bool
	partOf  int  // the figure whose parts follow, or -1
	byColon bool // only a colon says so
	running bool
	total   bool
	used    bool         // the unit has a figure
	differs bool         // a total is not the sum of its parts
	left    []place.Code // the villages that "còn lại" stands for
	twofold bool         // two numbers may count the same people
	booked  []int        // the words where the numbers of rows stand
}

// gather walks through the stretches of a message and collects figures.
func (g *reading) gather(items []item) *tally {
	t := &tally{reading: g, items: items, partOf: -1, day: g.today}
	stretches := cut(g.counting(items))
	for i := range stretches {
		t.walk(stretches, i)
	}
	t.orphan()
	return t
}

func (t *tally) walk(list []stretch, i int) {
	st := list[i]
	if st.before == strong && i > 0 {
		t.partOf = -1
	}
	if st.before == strong && i > 0 && t.day > t.today && t.agent() {
		t.day, t.dated, t.never, t.waiting, t.scale = t.today, false, false, false, vi.OneDay // "KC2: 3 người đăng ký tháng sau\nÁi 1: 2 hgđ"
	}
	figures, loose := attach(st)
	if st.depth > 0 && len(t.figures) > 0 {
		figures = slices.DeleteFunc(figures, func(f figure) bool { return describes(f, st) })
	}
	for k := range figures {
		figures[k].stretch = i
		figures[k].at = st.items[figures[k].at].from
		if at := figures[k].at; at > 0 {
			figures[k].gained = t.words[at-1].Is(keyDuoc) || t.words[at-1].Is(keyDc)
		}
		figures[k].ranOut = slices.ContainsFunc(figures[k].labels, func(l item) bool { return l.class == kind && t.is(l.from, "het") && t.is(l.from+1, "han") })
		figures[k].settle()
	}
	t.promisedBehind(st, figures)
	st, figures = t.underTotal(st, figures)
	if t.asideDay(st) {
		return
	}
	parts := t.partOf >= 0
	t.turnToRest(st, figures)
	t.marks(st, figures)
	t.place(st, figures)
	t.date(st, figures, i == len(list)-1)
	t.dayAside(st, figures)
	figures = t.each(st, figures)
	figures = t.wished(st, figures)
	figures = countedVillages(st, figures)
	for k := range figures {
		t.head(&figures[k], st, k)
	}
	if st.depth > 0 && t.partOf < 0 && len(t.figures) > 0 {
		t.partOf, t.byColon, parts = len(t.figures)-1, false, true
	}
	for _, f := range figures {
		f.isPart = f.isPart || parts
		f.byColon = t.byColon && f.isPart
		t.figures = append(t.figures, f)
	}
	if len(figures) == 0 {
		t.waiting = t.waiting && len(loose) == 0 && !slices.ContainsFunc(st.items, func(it item) bool { return it.class == span && t.willReport(it) }) // "mai em nộp" has said its own
		t.loose(st, loose, i+1 < len(list))
	}
	if st.depth == 0 && st.before == open || st.after == closing {
		t.partOf = -1
	}
	if st.after == colon && len(figures) > 0 {
		t.partOf, t.byColon = len(t.figures)-1, true
	}
}

// marks notes the words that say what the figures behind them are.
func (t *tally) marks(st stretch, figures []figure) {
	for _, it := range st.items {
		next := slices.IndexFunc(figures, func(f figure) bool { return f.at > it.from })
		switch it.class {
		case equals:
			if next > 0 {
				figures[next].isSum = true
			}
		case count:
			t.summed(it, figures)
			if at := slices.IndexFunc(figures, func(f figure) bool { return f.at == it.from }); at > 0 && t.is(it.from-1, "la") && t.is(it.from-2, "nua") {
				figures[at].isSum = true // "thêm 1 hgđ nữa là 3"
			}
		case total:
			if t.soFar(it) {
				t.running = true // "tổng đến giờ 12 hgđ": of the day, or of the month?
				continue
			}
			if next >= 0 {
				figures[next].isTotal = true
			} else {
				t.total = true
			}
		case running:
			if t.thisTime(it, figures, next) {
				continue
			}
			if t.running = true; next < 0 && len(figures) > 0 { // "45 hgđ lũy kế tháng"
				figures[len(figures)-1].isRunning = true
			}
		case partly:
			t.partOf, t.byColon = len(t.figures)-1, false
			if next > 0 {
				t.partOf = len(t.figures) + next - 1
			}
			if next < 0 && t.partOf >= 0 && len(figures) == 1 && (figures[0].people || figures[0].end == it.from) && st.items[len(st.items)-1].from > it.from {
				figures[0].isPart = true // "mà 1 người trong đó là tái tục"
			}
			for k := max(next, 0); next >= 0 && k < len(figures); k++ {
				figures[k].isPart = true
			}
		case about:
			t.inexact(it, st, figures, next)
		case other:
			for k := range figures {
				figures[k].foreign = figures[k].foreign || t.behind(figures[k], it, st)
			}
		case money, paying:
			t.paid = true
		case meeting:
			t.gathered = t.gathered || !t.athome(st, it)
		case strange:
			t.strange = true
		}
	}
	if t.total && len(figures) > 0 {
		figures[0].isTotal = true
		t.total = false
	}
	t.runs(st, figures)
}

// thisTime tells whether "đợt này" behind a number is said of people whom a
// list lets go or a school brings once, and of no running total.
func (t *tally) thisTime(it item, figures []figure, next int) bool {
	if next >= 0 || len(figures) == 0 || it.to-it.from != 2 || !t.is(it.from, "dot") || !t.is(it.from+1, "nay") {
		return false
	}
	last := &figures[len(figures)-1]
	return last.Reason != "" || last.Indicator == coverage.Pupils
}
