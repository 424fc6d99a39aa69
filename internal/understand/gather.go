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
	scale   vi.Scale // of the days spoken of
	waiting bool     // no figure has had them yet
	never   bool
	header  [3]item
	headed  [3]bool
	partOf  int  // the figure whose parts follow, or -1
	byColon bool // only a colon says so
	running bool
	total   bool
	used    bool // the unit has a figure
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
	figures, loose := attach(st)
	if st.depth > 0 && len(t.figures) > 0 {
		figures = slices.DeleteFunc(figures, func(f figure) bool { return describes(f, st) })
	}
	for k := range figures {
		figures[k].stretch = i
		figures[k].at = st.items[figures[k].at].from
		figures[k].settle()
	}
	if t.asideDay(st) {
		return
	}
	parts := t.partOf >= 0
	t.marks(st, figures)
	t.place(st, figures)
	figures = t.each(st, figures)
	t.date(st, figures, i == len(list)-1)
	figures = t.wished(st, figures)
	countedVillages(st, figures)
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
		t.waiting = t.waiting && len(loose) == 0 // "mai em nộp" has said its own
		t.loose(st, loose, i+1 < len(list))
	}
	if st.depth == 0 && st.before == open || st.after == closing {
		t.partOf = -1
	}
	if st.after == colon && len(figures) > 0 {
		t.partOf, t.byColon = len(t.figures)-1, true
	}
}

// asideDay gives the figure before "(12/11)" that day, and none behind it.
func (t *tally) asideDay(st stretch) bool {
	if st.depth == 0 || st.before != open || len(t.figures) == 0 || len(st.items) != 1 || st.items[0].class != span || st.items[0].span.Scale != vi.OneDay {
		return false
	}
	f := &t.figures[len(t.figures)-1]
	f.Day, f.dated, f.spanScale, f.badDay = st.items[0].span.From, true, vi.OneDay, false
	return true
}

// describes tells whether a number in parentheses only says more of the
// people counted before: "2 hgđ (1 nam 1 nữ)".
func describes(f figure, st stretch) bool {
	return len(f.labels) == 0 && f.at+1 < len(st.items) && st.items[f.at+1].class == other
}

// countedVillages marks the 2 of "2 bản Noong La và Dửn": nobody was counted.
func countedVillages(st stretch, figures []figure) {
	for i, it := range st.items {
		if i > 0 && isLabel(it.class) {
			return
		}
		if it.class != count || i+1 >= len(st.items) || st.items[i+1].class != unit || st.items[i+1].from != it.to || st.items[i+1].value == "" {
			continue
		}
		for k := range figures {
			figures[k].foreign = figures[k].foreign || figures[k].at == it.from
		}
	}
}

// wished leaves out numbers behind "cần", "chỉ tiêu", and those who only
// asked: they did not join. Behind the number aimed at "mới được", "đạt" tell
// what was done.
func (t *tally) wished(st stretch, figures []figure) []figure {
	at := slices.IndexFunc(st.items, func(it item) bool { return it.class == aim })
	if at < 0 {
		return figures
	}
	if st.items[at].value == due {
		return behindDue(figures, st.items[at].from)
	}
	if at > 0 && st.items[at-1].class == percent { // "4 hgđ bằng 80% chỉ tiêu"
		return figures
	}
	from := st.items[at].from
	done := t.doneFrom(st, figures, from)
	if len(figures) == 1 && figures[0].isRunning && t.running {
		t.running = false // "xã giao 15 tn cả năm, hôm nay 1 tn"
	}
	return slices.DeleteFunc(figures, func(f figure) bool { return f.at > from && f.at < done || len(figures) == 1 && f.at < done })
}

// behindDue leaves out the number before "sắp hết hạn": nothing happened yet.
func behindDue(figures []figure, at int) []figure {
	for k := len(figures) - 1; k >= 0; k-- {
		if figures[k].at < at {
			return slices.Delete(figures, k, k+1)
		}
	}
	if len(figures) == 1 {
		return nil
	}
	return figures
}

// doneFrom is the word where "mới được" begins behind the number aimed at.
func (t *tally) doneFrom(st stretch, figures []figure, from int) int {
	aimed := slices.IndexFunc(figures, func(f figure) bool { return f.at > from })
	end := st.items[len(st.items)-1].to
	if aimed < 0 || t.running {
		return end
	}
	for i := figures[aimed].at + 1; i < end; i++ {
		for _, key := range [...]string{keyDuoc, keyDc, keyDat, keyThuc, keyXong, keyLam} {
			if t.words[i].Is(key) {
				return i
			}
		}
	}
	return end
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
		case total:
			if next >= 0 {
				figures[next].isTotal = true
			} else {
				t.total = true
			}
		case running:
			if t.running = true; next < 0 && len(figures) > 0 { // "45 hgđ lũy kế tháng"
				figures[len(figures)-1].isRunning = true
			}
		case partly:
			t.partOf, t.byColon = len(t.figures)-1, false
			if next > 0 {
				t.partOf = len(t.figures) + next - 1
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

// runs marks the figures behind "lũy kế", up to where a day is named anew.
func (t *tally) runs(st stretch, figures []figure) {
	on := t.running && !slices.ContainsFunc(st.items, func(it item) bool { return it.class == running })
	counted := slices.ContainsFunc(t.figures, func(f figure) bool { return f.isRunning })
	next := 0
	for _, it := range st.items {
		switch {
		case it.class == running:
			on = true
			for k := range figures { // "2 hgđ cộng với hôm qua là 5"
				figures[k].isRunning = figures[k].isRunning || t.words[it.to-1].Fold == "qua"
			}
		case it.class == count && next < len(figures):
			figures[next].isRunning = figures[next].isRunning || on
			counted = counted || on
			next++
		case it.class == span && it.span.Scale == vi.OneDay && t.since(it):
			on, t.running = true, true
		case it.class == span && it.span.Scale == vi.OneDay && (it.span.Sure || t.is(it.from, "hn")) && counted && !t.until(it):
			on, t.running = false, false
		}
	}
}

// since tells "đến nay", "tính đến hôm nay": all up to that day, unless the
// day itself is named besides.
func (t *tally) since(it item) bool {
	first := t.words[it.from]
	if !slices.Contains([]string{"den", "toi", "tinh"}, first.Fold) {
		if it.from == 0 || it.span.From != t.today || !t.words[it.from-1].Is(keyDen) && !t.words[it.from-1].Is(keyToi) {
			return false
		}
		return true
	}
	if first.Key == keyToi2 || t.words[it.to-1].Fold == "gio" {
		return false
	}
	return !slices.ContainsFunc(t.items, func(o item) bool { return o.class == span && o.from != it.from && o.span.Scale == vi.OneDay })
}

// until tells whether "đến", "tính đến" stands before a day.
func (t *tally) until(it item) bool {
	if slices.Contains([]string{"den", "toi", "het", "tinh"}, t.words[it.from].Fold) {
		return true
	}
	return it.from > 0 && slices.Contains([]string{"den", "toi", "het", "tu", "tinh", "ngay"}, t.words[it.from-1].Fold)
}

// summed marks the 3 of "2 hgđ, thêm 1 là 3".
func (t *tally) summed(it item, figures []figure) {
	if it.from == 0 || !t.words[it.from-1].Is(keyLa) && !t.words[it.from-1].Is(keyThanh) {
		return
	}
	for k := range figures {
		if figures[k].at == it.from {
			figures[k].isSum = k+len(t.figures) > 1
		}
	}
}

// each gives the figures of "mỗi bản 2 hgđ" to all the villages listed.
func (t *tally) each(st stretch, figures []figure) []figure {
	if len(figures) == 0 || !slices.ContainsFunc(st.items, func(it item) bool { return it.class == each }) {
		return figures
	}
	if slices.ContainsFunc(st.items, func(it item) bool { return it.class == each && t.words[it.to-1].Fold == "ngay" }) {
		t.never = true // "mỗi ngày 2 hgđ": which days?
	}
	for _, f := range figures {
		for _, code := range t.orphans {
			f.place([]place.Code{code})
			figures = append(figures, f)
		}
	}
	t.orphans = nil
	return figures
}

// behind tells whether an item stands right behind a figure's number.
func (t *tally) behind(f figure, it item, st stretch) bool {
	for _, other := range st.items {
		if other.from == f.at {
			return other.to == it.from
		}
	}
	return false
}

// inexact reads "khoảng 5", "vài người", "5 người trở lên".
func (t *tally) inexact(it item, st stretch, figures []figure, next int) {
	if next >= 0 && it.to == figures[next].at || next > 0 && figures[next].at-it.to <= 1 {
		figures[next].approx, figures[next].Known = true, false
		return
	}
	for k := range figures {
		if t.behind(figures[k], it, st) || it.value == loosely && k == len(figures)-1 && figures[k].at < it.from {
			figures[k].approx, figures[k].Known = true, false
		}
	}
}

// place gives the figures of a stretch their village.
func (t *tally) place(st stretch, figures []figure) {
	pre := true
	if len(figures) > 0 {
		for _, it := range st.items {
			if it.class == unit || it.class == strange {
				pre = it.from < figures[0].at
				break
			}
		}
	}
	next := 0
	for _, it := range st.items {
		isUnit := it.class == unit || it.class == strange
		switch {
		case isUnit && pre:
			t.speakOf(it)
		case isUnit:
			t.speakOf(it)
			for ; next < len(figures) && figures[next].at < it.from; next++ {
				t.assign(&figures[next])
			}
			t.fillBack()
		case it.class == count && pre && next < len(figures):
			t.assign(&figures[next])
			next++
		}
	}
	for ; next < len(figures); next++ {
		t.assign(&figures[next])
	}
	if len(figures) == 0 && t.hasUnit {
		for _, it := range st.items {
			if it.class == unit {
				t.fillBack()
			}
		}
	}
}

func (t *tally) speakOf(it item) {
	if it.class == unit && len(it.units) == 1 && !t.used && t.hasUnit && len(t.units) == 1 && t.units[0] != it.units[0] {
		t.orphans = append(t.orphans, t.units[0])
	}
	t.units, t.hasUnit, t.lost, t.used = it.units, true, it.class == strange, false
}

func (t *tally) assign(f *figure) {
	if !t.hasUnit {
		return
	}
	t.used = true
	f.place(t.units)
}

// fillBack gives the village to the figures before it that have none: "5
// hgđ, 2 tn bản Noong La".
func (t *tally) fillBack() {
	for k := range t.figures {
		if !t.figures[k].named {
			t.assign(&t.figures[k])
		}
	}
}

// orphan notes a last village about which nothing was said.
func (t *tally) orphan() {
	if t.hasUnit && !t.used && len(t.units) == 1 && !t.lost {
		t.orphans = append(t.orphans, t.units[0])
	}
	t.orphans = slices.DeleteFunc(t.orphans, func(c place.Code) bool { return slices.Contains(t.zeros, c) })
}

// date gives the figures of a stretch their day.
func (t *tally) date(st stretch, figures []figure, isLast bool) {
	next := 0
	for i, it := range st.items {
		switch it.class {
		case count:
			if next < len(figures) {
				t.dateOne(&figures[next])
				next++
			}
		case span:
			if it.span.Scale == vi.Months {
				if !t.lapsing(it) {
					t.paidFor(it, figures, next)
				}
				continue
			}
			alone := !t.dated
			t.spanOf(it.span)
			if next > 0 && next < len(figures) && i+1 < len(st.items) && st.items[i+1].class == span {
				t.dateOne(&figures[next-1]) // "9 hgđ tuần này, hôm nay 2"
			}
			behind := next > 0 && next == len(figures)
			if behind {
				for k := range figures {
					t.dateOne(&figures[k])
				}
			}
			if (behind || len(st.items) == 1) && alone && isLast {
				for k := range t.figures {
					t.dateOne(&t.figures[k])
				}
			}
		}
	}
}

// spanOf turns to other days. Two days named in a row are not one day.
func (t *tally) spanOf(s vi.Span) {
	twoDays := t.waiting && t.scale == vi.OneDay && s.Scale == vi.OneDay && t.day != s.From
	t.waiting = true
	defer func() { t.never = t.never || twoDays }()
	t.dated, t.scale, t.never = true, s.Scale, s.Scale == vi.Never || s.Scale == vi.Vague
	t.day = s.From
}

func (t *tally) dateOne(f *figure) {
	t.waiting = false
	f.Day, f.dated, f.spanScale, f.badDay = t.day, t.dated, t.scale, t.never
}

// lapsing tells whether "hạn 12 tháng" is said of a card that runs out.
func (t *tally) lapsing(it item) bool {
	return it.from > 0 && t.words[it.from-1].Is(keyHan) && !(it.from > 1 && (t.words[it.from-2].Fold == "gia" || t.words[it.from-2].Fold == "thoi")) ||
		it.to < len(t.words) && t.words[it.to].Is(keyHet)
}

// paidFor reads months paid: "5 hgđ 6 tháng".
func (t *tally) paidFor(it item, figures []figure, next int) {
	switch {
	case next > 0:
		figures[next-1].Months = it.span.Count
	case len(figures) > 0:
		figures[0].Months = it.span.Count
	case len(t.figures) > 0:
		t.figures[len(t.figures)-1].Months = it.span.Count
	}
}

// head gives a figure the labels of the heading it stands under, and keeps
// what it may be a heading of.
func (t *tally) head(f *figure, st stretch, k int) {
	for _, fam := range []int{1, 2} {
		if !t.headed[fam] {
			continue
		}
		switch {
		case fam == 1 && !f.own && !f.foreign:
			f.labels = append(f.labels, t.header[fam])
			h := figure{labels: []item{t.header[fam]}}
			h.settle()
			f.Indicator, f.own, f.generic, f.thoatOrTN = h.Indicator, true, h.generic, h.thoatOrTN
		case fam == 2 && f.Kind == "" && !f.attending && !f.registered && !f.agreed:
			h := figure{labels: []item{t.header[fam]}}
			h.settle()
			f.Kind, f.registered, f.attending, f.strong = h.Kind, h.registered, h.attending, h.strong
			f.Households = f.Households || h.Households
		}
	}
	if k == 0 && st.before == and && f.Kind == "" && !f.registered && len(t.figures) > 0 {
		if last := t.figures[len(t.figures)-1]; last.stretch == f.stretch-1 {
			f.Kind = last.Kind
		}
	}
}

// loose is what labels without a number do: they head what follows, or belong
// to the figure before.
func (t *tally) loose(st stretch, labels []item, hasNext bool) {
	if t.zeroAt(st, labels) {
		return
	}
	heads := st.after == colon || len(t.figures) == 0
	far := st.before == strong
	both := slices.ContainsFunc(labels, func(l item) bool { return family(l.class) == 2 })
	last := len(t.figures) - 1
	for _, l := range labels {
		fam := family(l.class)
		switch {
		case fam > 0 && (heads || hasNext && t.has(fam, last)):
			t.header[fam], t.headed[fam] = l, true
			if fam == 1 && !both {
				t.headed[2] = false
			}
		case l.value == string(coverage.Died) && far && last >= 0 && t.figures[last].Kind != coverage.Lapsed: // "đi mất cả tiếng"
		case last >= 0:
			f := &t.figures[last]
			kindBefore, own := f.Kind, f.own
			f.labels = append(f.labels, l)
			g := figure{labels: f.labels, Row: Row{Count: f.Count}}
			g.settle()
			f.Indicator, f.Kind, f.Reason, f.Tag = pick(own, f.Indicator, g.Indicator), g.Kind, g.Reason, g.Tag
			f.own, f.registered, f.agreed, f.Households = g.own || own, g.registered, g.agreed || f.agreed, g.Households
			if g.Kind == "" {
				f.Kind = kindBefore
			}
		}
	}
}

func pick(keep bool, a, b coverage.Indicator) coverage.Indicator {
	if keep && a != "" || b == "" {
		return a
	}
	return b
}

func (t *tally) has(fam, last int) bool {
	if last < 0 {
		return true
	}
	f := t.figures[last]
	return fam == 1 && f.own || fam == 2 && (f.Kind != "" || f.registered)
}

// zeroAt reads "không có ai" in a stretch without numbers.
func (t *tally) zeroAt(st stretch, labels []item) bool {
	said := slices.ContainsFunc(st.items, func(it item) bool { return it.class == zero })
	if !said && !st.plainNo() {
		return false
	}
	ofPart := slices.ContainsFunc(labels, func(l item) bool { return family(l.class) == 1 || l.value == string(coverage.Lapsed) })
	hasFigure := slices.ContainsFunc(t.figures, func(f figure) bool {
		return f.named == t.hasUnit && (!t.hasUnit || len(t.units) == 1 && f.Unit == t.units[0])
	})
	if ofPart && hasFigure {
		return true
	}
	t.zeroDay, t.waiting = t.day, false
	if t.ofTheRest(st) {
		t.rest = true
		return true
	}
	switch {
	case t.hasUnit && t.lost:
		t.noUnit, t.strange = true, true
	case !t.hasUnit:
		t.noUnit = true
	case len(t.units) == 1:
		t.zeros = append(t.zeros, t.units[0])
		t.used = true
	default:
		t.zeros = append(t.zeros, t.units...)
	}
	t.zeros = append(t.zeros, t.orphans...)
	t.orphans = nil
	return true
}
