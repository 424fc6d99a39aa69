package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// totals counts a total and its parts once.
func (t *tally) totals() {
	t.housesTotalled()
	t.peopleOfHouses()
	for i := range t.figures {
		if t.figures[i].isTotal {
			t.explicitTotal(i)
		}
		if t.figures[i].isSum {
			t.sumBehind(i)
		}
	}
	t.restIsNew()
	whole := -1
	for i := range t.figures {
		switch {
		case t.figures[i].isPart && whole < 0 && i > 0:
			whole = i - 1
			t.parts(whole)
		case !t.figures[i].isPart:
			whole = -1
		}
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
	for i := range t.figures {
		if f := &t.figures[i]; t.differs && (f.joins() || f.leaves()) {
			f.approx, f.Known, f.isTotal = true, false, false
		}
	}
}

// restIsNew takes the numbers before "còn lại mới", where no number follows, for
// parts of the first: "5 hgđ, 2 tái tục, còn lại mới".
func (t *tally) restIsNew() {
	for i := 2; i < len(t.words); i++ {
		if t.words[i-1].Fold != "lai" || t.words[i-2].Fold != "con" || !t.words[i].Is(keyMoi) && !(t.words[i].Is(keyLa) && i+1 < len(t.words) && t.words[i+1].Is(keyMoi)) {
			continue
		}
		first := -1
		for k := range t.figures {
			f := &t.figures[k]
			if f.at > i || f.Unit != t.figures[max(first, 0)].Unit {
				break
			}
			if first < 0 {
				first = k
			} else {
				f.isPart = true
			}
		}
		return
	}
}

// leaves tells whether a figure counts people who left.
func (f *figure) leaves() bool { return f.Kind == coverage.Lapsed && f.Known && !f.removed }

// joins tells whether a figure counts people who joined or renewed.
func (f *figure) joins() bool {
	return (f.Kind == coverage.New || f.Kind == coverage.Renewed) && !f.registered && !f.attending && !f.meetings && !f.Households && f.Known && !f.removed
}

// sumBehind drops what stands behind "=" where the figures before it, of its
// village or of all of them, add up to it; and asks where they do not.
func (t *tally) sumBehind(i int) {
	f := &t.figures[i]
	if f.removed {
		return
	}
	var here, all int64
	for _, was := range t.figures[:i] {
		if !was.joins() {
			continue
		}
		all += was.Count
		if was.Unit == f.Unit {
			here += was.Count
		}
	}
	switch f.Count {
	case here, all:
		f.removed = true
	default:
		if all != 0 && all != here {
			t.unequal(i)
		}
	}
}

// unequal asks for the exact numbers where a total and its parts do not add up.
func (t *tally) unequal(whole int) {
	t.figures[whole].removed, t.differs = true, true
}

// covers tells whether a total may hold a figure.
func (f *figure) covers(part figure) bool {
	if f.Kind == coverage.Renewed && part.Kind != coverage.Renewed {
		return false
	}
	return f.Indicator == "" || !f.own || f.Indicator == part.Indicator || wholeOf(part.Indicator) == f.Indicator || f.card && !f.specific()
}

// specific tells whether an indicator was named, and not only "thẻ".
func (f *figure) specific() bool {
	return slices.ContainsFunc(f.labels, func(l item) bool { return family(l.class) == 1 && l.class != card })
}

// lapses joins what is said twice of the same people: "1 cụ mất, giảm 1
// hgđ", "5 hộ thoát nghèo, giảm 20 thẻ".
func (t *tally) lapses() {
	for i := range t.figures {
		why := &t.figures[i]
		if why.Kind != coverage.Lapsed || why.Reason == "" {
			continue
		}
		if why.specific() {
			if k := i + 1; k < len(t.figures) && t.figures[k].Kind == coverage.Lapsed && t.figures[k].Reason == "" && t.figures[k].Unit == why.Unit && t.figures[k].Count == why.Count && !t.figures[k].specific() {
				t.figures[k].removed = true
			}
			continue
		}
		for _, k := range []int{i + 1, i - 1} {
			if k < 0 || k >= len(t.figures) {
				continue
			}
			f := &t.figures[k]
			if f.Kind == coverage.Lapsed && f.Reason == "" && f.Unit == why.Unit && (f.Count == why.Count || why.Households) {
				f.Reason, why.removed = why.Reason, true
				if !f.specific() {
					f.Indicator = why.Indicator
				}
				break
			}
		}
	}
	t.lapsedSum()
	for i := range t.figures {
		t.reasonsBehind(i)
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
}

// lapsedSum leaves out the number that sums up those who left before it for
// several reasons: "1 người chết 1 người chuyển đi, giảm 2 hgđ".
func (t *tally) lapsedSum() {
	for i := 2; i < len(t.figures); i++ {
		sum := &t.figures[i]
		if sum.Kind != coverage.Lapsed || sum.Reason != "" || !sum.Known {
			continue
		}
		var left int64
		from := i
		for from > 0 && t.figures[from-1].leaves() && t.figures[from-1].Reason != "" && !t.figures[from-1].specific() && t.figures[from-1].Unit == sum.Unit {
			from--
			left += t.figures[from].Count
		}
		if i-from < 2 || left != sum.Count {
			continue
		}
		sum.removed = true
		for k := from; k < i && sum.Indicator != ""; k++ {
			t.figures[k].Indicator, t.figures[k].own = sum.Indicator, true
		}
	}
}

// reasonsBehind counts once those who left and, right behind, why: "giảm 2 hgđ
// 1 chết 1 chuyển đi". What has no reason stays beside them where the words say
// that the reasons are of some: "giảm 2 hgđ có 1 chết". Else it is asked.
func (t *tally) reasonsBehind(i int) {
	sum := &t.figures[i]
	if !sum.leaves() || sum.Reason != "" || sum.isPart || sum.isTotal {
		return
	}
	var left int64
	end := i + 1
	for ; end < len(t.figures); end++ {
		f := &t.figures[end]
		if !f.leaves() || f.Reason == "" || f.specific() || f.isPart || f.named && f.Unit != sum.Unit || f.Unit != sum.Unit || f.Day != sum.Day {
			break
		}
		left += f.Count
	}
	switch {
	case end == i+1:
		return
	case left == sum.Count:
		sum.removed = true
	case left < sum.Count && slices.Contains([]string{"co", "gom"}, t.words[max(t.figures[i+1].at-1, 0)].Fold):
		sum.Count -= left
	default:
		t.unequal(i)
		return
	}
	for k := i + 1; k < end && sum.Indicator != ""; k++ {
		t.figures[k].Indicator, t.figures[k].own = sum.Indicator, true
	}
}

// explicitTotal settles an explicit total: dropped where the other figures add up to
// it, else the day's total.
func (t *tally) explicitTotal(i int) {
	var sum, here, all int64 // here: of its village alone
	others := 0
	for k, f := range t.figures {
		if k != i && f.joins() && !f.isTotal {
			all += f.Count
			if f.Unit == t.figures[i].Unit {
				here += f.Count
			}
		}
		if k != i && f.joins() && !f.isTotal && t.figures[i].covers(f) {
			sum += f.Count
			others++
		}
	}
	f := &t.figures[i]
	switch {
	case others == 0:
		f.isTotal = !slices.ContainsFunc(t.figures, func(h figure) bool { // "2 hộ hgđ tổng 5 người"
			return h.Households && h.Kind != coverage.Visited && h.Unit == f.Unit && !f.Households
		})
	case sum == f.Count, all == f.Count, here == f.Count:
		f.removed = true
	case i == 0 && !slices.ContainsFunc(t.figures[1:], func(p figure) bool { return p.isPart || p.named && p.Unit != f.Unit }), t.ofEach(i):
		for k := range t.figures {
			t.figures[k].isTotal = true
		}
	default:
		t.unequal(i)
	}
}

// ofEach tells whether a total heads those of several villages, each with its
// own number: "tổng hôm nay hán 5 hgđ, ca 2 hgđ".
func (t *tally) ofEach(i int) bool {
	units := map[place.Code]bool{}
	for _, f := range t.figures {
		if !f.named || f.Unit == "" || units[f.Unit] || f.isPart || !f.own || !f.Known {
			return false
		}
		units[f.Unit] = true
	}
	return i == 0 && len(units) > 1 && t.figures[0].dated // "tổng dửn 5, ca 3" may be of all
}

// parts settles "8 thẻ, trong đó 5 hgđ": the parts count, and what is left of
// the whole.
func (t *tally) parts(whole int) {
	w := &t.figures[whole]
	if w.removed {
		return
	}
	if t.livingIn(whole) || t.described(whole) || t.promised(whole) {
		return
	}
	t.wavers = t.wavers || t.toldOfDays(whole)
	for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
		p := &t.figures[k]
		p.removed = p.removed || t.tellsWho(p) || w.joins() && p.leaves() && letGo(p.Reason) // "trong đó 1 người nghèo", "có 1 người thoát nghèo"
		t.wavers = t.wavers || !p.removed && w.joins() && w.specific() && p.leaves()
	}
	var sum int64
	clash := false
	for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
		p := &t.figures[k]
		if p.removed {
			continue
		}
		if p.Households && p.Kind != coverage.Visited {
			p.removed = true
			continue
		}
		if p.joins() || p.leaves() && w.leaves() {
			sum += p.Count
			clash = clash || p.same(w)
		}
	}
	switch {
	case sum == 0:
	case sum == w.Count:
		w.removed = true
		t.alikeWhole(whole)
	case t.elsewhere(whole):
		for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
			t.figures[k].isPart = false
		}
	case sum < w.Count && !clash && (w.joins() || w.leaves()) && !t.figures[whole+1].byColon && !t.madeOf(whole):
		w.Count -= sum
	default:
		t.unequal(whole)
	}
}

// livingIn lets the people in "2 hộ (5 người)" stand for the households.
func (t *tally) livingIn(whole int) bool {
	w := &t.figures[whole]
	if !w.Households || w.Kind == coverage.Visited || whole+1 >= len(t.figures) {
		return false
	}
	p := &t.figures[whole+1]
	if !p.people || p.Households || !p.Known || p.Count < w.Count || whole+2 < len(t.figures) && t.figures[whole+2].isPart {
		return false
	}
	if !p.own && w.own {
		p.Indicator, p.own = w.Indicator, true
	}
	if !p.own && !slices.ContainsFunc(t.figures[:whole], func(f figure) bool { return f.own && f.Unit == p.Unit }) {
		p.Indicator = "" // what the others behind them are of is not theirs
	}
	p.isPart, w.removed = false, true
	return true
}

// elsewhere tells whether the parts are of another village than the whole:
// "4 hgđ (thôn 3 cũng 2)".
func (t *tally) elsewhere(whole int) bool {
	w, p := t.figures[whole], t.figures[whole+1]
	return w.named && w.Unit != "" && p.named && p.Unit != w.Unit
}

// described drops the parts of a whole that say neither what they are of nor
// what happened, and add up to it: "2 hgđ (1 nam 1 nữ)".
func (t *tally) described(whole int) bool {
	w := &t.figures[whole]
	end := whole + 1
	var sum int64
	for ; end < len(t.figures) && t.figures[end].isPart; end++ {
		p := &t.figures[end]
		if p.specific() || p.card || p.said() || p.registered || p.agreed || !p.Known || p.named && p.Unit != w.Unit || p.Day != w.Day {
			return false
		}
		sum += p.Count
	}
	only := !slices.ContainsFunc(t.figures[whole+1:end], func(p figure) bool { return !p.people && !t.titled(p.end) || p.byColon })
	if !w.specific() || !w.Known || (end < whole+3 || sum != w.Count) && (!only || sum >= w.Count) {
		return false // "4 hgđ trong đó có 1 cụ 82 tuổi" counts nobody else
	}
	for k := whole + 1; k < end; k++ {
		t.figures[k].removed = true
	}
	return true
}

// promised settles "5 người đăng ký hgđ, trong đó 2 người đã đóng": those who
// paid joined; and "5 hgđ, trong đó 2 chưa đóng": the others did.
func (t *tally) promised(whole int) bool {
	w := &t.figures[whole]
	paid, open := false, int64(0)
	for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
		p := &t.figures[k]
		paid = paid || p.joins()
		if p.registered && p.Known && !p.Households {
			open += p.Count
		}
	}
	if w.joins() && !paid && open > 0 && !t.unpaidPart(whole) && !slices.ContainsFunc(t.words[max(w.at, t.figures[whole+1].at-4):t.figures[whole+1].at], func(n vi.Word) bool { return n.Fold == "trong" || n.Fold == "co" || n.Fold == "gom" }) {
		t.wavers = true // "4 hgđ (3 người hẹn mai)" may be four or one
	}
	switch {
	case w.registered && paid:
		w.removed = !t.gathered
		for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
			t.figures[k].removed = !t.figures[k].joins()
		}
		return true
	case w.joins() && !paid && open > 0 && open < w.Count:
		w.Count -= open
		for k := whole + 1; k < len(t.figures) && t.figures[k].isPart; k++ {
			t.figures[k].removed = true
		}
		return true
	}
	return false
}

// unpaidPart tells whether the part of a whole is said not to have paid yet.
func (t *tally) unpaidPart(whole int) bool {
	return slices.ContainsFunc(t.figures[whole+1].labels, func(l item) bool { return l.class == register && t.words[l.from].Is(keyChua) })
}

// silentTotal drops a first general figure to which the others add up.
func (t *tally) silentTotal() {
	if len(t.figures) < 3 {
		return
	}
	for i := range t.figures {
		if f := &t.figures[i]; f.Kind == "" {
			defer func() { f.Kind = "" }()
			f.Kind = coverage.New
		}
	}
	first := &t.figures[0]
	if t.kindsOf() {
		return
	}
	if !first.joins() || first.isTotal || first.strong || first.own && !first.generic && first.Kind != coverage.New {
		return
	}
	var sum int64
	for _, f := range t.figures[1:] {
		if f.Unit != first.Unit || f.Day != first.Day || !f.joins() || f.isPart {
			return
		}
		if first.specific() && !first.covers(f) {
			return // "3 người hộ gia đình, 2 cháu học sinh với 1 bác tự nguyện" are six
		}
		sum += f.Count
	}
	if sum == first.Count && (first.generic || !first.own || first.people) {
		t.figures = t.figures[1:]
	}
}

// kindsOf drops the first of "8 hgđ, 5 mới, 3 tái tục", where the others say what
// happened and not what it is of, and add up to it.
func (t *tally) kindsOf() bool {
	first := &t.figures[0]
	if first.said() || !first.own || first.isTotal || !first.Known {
		return false
	}
	var sum int64
	renewed := false
	for _, f := range t.figures[1:] {
		renewed = renewed || f.Kind == coverage.Renewed
		if f.own || !f.said() || t.adds(&f) || f.Kind == coverage.Lapsed || f.Unit != first.Unit || f.Day != first.Day || !f.Known || f.registered || f.isPart {
			return false
		}
		sum += f.Count
	}
	if sum != first.Count || !renewed {
		return false
	}
	for i := range t.figures[1:] {
		f := &t.figures[i+1]
		f.Indicator, f.own, f.Months = first.Indicator, true, max(f.Months, first.Months)
	}
	t.figures = t.figures[1:]
	return true
}

// householdsOf settles households beside people: "2 hộ 7 người" is 7 people.
func (t *tally) householdsOf() {
	for i := range t.figures {
		h := &t.figures[i]
		if !h.Households || h.Kind == coverage.Visited {
			continue
		}
		for _, k := range []int{i + 1, i - 1} {
			if k < 0 || k >= len(t.figures) {
				continue
			}
			p := &t.figures[k]
			if p.Households || !p.joins() || p.Unit != h.Unit || p.Day != h.Day || k > i && !p.people && !p.card && (!p.own || h.own) {
				continue
			}
			if !p.own && h.own {
				p.Indicator, p.own = h.Indicator, true
			}
			h.removed = true
			break
		}
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
}
