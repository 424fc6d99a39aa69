package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// ofAll tells whether all of the speaker's villages are meant: "cả 3 bản mỗi
// bản 2 hgđ", "các bản đều 1 tn".
func (t *tally) ofAll() []place.Code {
	if len(t.own) < 2 || slices.ContainsFunc(t.items, func(it item) bool { return it.class == unit || it.class == strange }) {
		return nil
	}
	all := t.setting.Speaker.Villages
	for i, w := range t.words {
		if !villageWord(w.Fold) || i == 0 {
			continue
		}
		at, kind := i-1, w.Fold
		if kind == "khu" && t.is(at, "tieu") && at > 0 {
			at, kind = at-1, "tieu khu"
		}
		before := t.words[at]
		n, ok := vi.ReadNumber(t.words, at)
		switch {
		case ok && n.Len == 1 && n.Value == int64(len(t.own)), before.Is(keyCac), before.Fold == "ca" && before.Is(keyCa), before.Is(keyTat):
			return all
		}
		if alike := t.ofKind(kind); ok && n.Len == 1 && len(alike) > 1 && n.Value == int64(len(alike)) {
			return alike
		}
	}
	return nil
}

// ofKind gives the speaker's villages of a kind.
func (t *tally) ofKind(kind string) []place.Code {
	var list []place.Code
	for _, v := range t.own {
		if v.kind == kind {
			list = append(list, v.code)
		}
	}
	return list
}

func villageWord(fold string) bool {
	switch fold {
	case "ban", "thon", "bon", "khu", "xom", "buon", "tk", "to":
		return true
	}
	return false
}

// forAll gives each of the villages the figures.
func (t *tally) forAll(figures []figure, villages []place.Code) []figure {
	var all []figure
	for _, f := range figures {
		for _, code := range villages {
			f.place([]place.Code{code})
			all = append(all, f)
		}
	}
	return all
}

// turnToRest speaks of the one village not named so far where "còn lại 1 tn"
// begins a stretch; of none that is known where there are more.
func (t *tally) turnToRest(st stretch, figures []figure) {
	if len(figures) == 0 || len(t.own) < 2 || !t.hasUnit || t.partOf >= 0 || t.total {
		return
	}
	left := t.unnamed()
	named := slices.ContainsFunc(st.items, func(it item) bool { return it.class == unit || it.class == strange })
	if !named && t.otherOnes(figures[0].at) {
		t.units, t.hasUnit, t.lost, t.used, t.left = left, true, len(left) == 0, false, left
		return
	}
	at := t.remainsAt(figures[0].at)
	if named || at < 0 {
		return
	}
	village := slices.ContainsFunc(t.words[max(0, at-1):figures[0].at], func(w vi.Word) bool { return villageWord(w.Fold) })
	switch {
	case len(left) == 0 || len(left) == len(t.own)-1 && !village: // "dửn 5 người, 2 hgđ, còn lại 3 tn"
	case len(left) == 1 || village:
		t.units, t.hasUnit, t.lost, t.used, t.left = left, true, false, false, left
	}
}

// remainsAt gives the word "còn" of "còn lại" that stands before the number at
// word end, -1 for none.
func (t *tally) remainsAt(end int) int {
	for k := end - 1; k > 0; k-- {
		switch w := t.words[k]; {
		case w.Fold == "lai" && t.words[k-1].Fold == "con":
			return k - 1
		case w.Kind == vi.Digits && k+1 < end && villageWord(t.words[k+1].Fold):
		case w.Kind != vi.Letters:
			return -1
		}
	}
	return -1
}

// putOff tells whether a village that was named and not reported is only for
// another time: "tk1 mai em đi", "bản Ca chưa vào được".
func (t *tally) putOff(code place.Code) bool {
	for i, it := range t.items {
		if it.class != unit || !slices.Contains(it.units, code) {
			continue
		}
		for _, later := range t.items[i+1:] {
			if later.class == strong || later.class == count {
				break
			}
			if later.class == register || later.class == span && later.span.Scale == vi.OneDay && later.span.From > t.today || t.hindered(later) || t.underWay(later) {
				return true
			}
		}
	}
	return false
}

// underWay tells whether an item says that somebody is only on the way: "đang
// đi", "đang làm".
func (t *tally) underWay(it item) bool {
	return t.is(it.from, "dang") && it.from+1 < len(t.words) && slices.Contains([]string{"di", "lam", "van", "vao", "len", "o", "thu", "tong", "hoi", "dem"}, t.words[it.from+1].Fold)
}

// hindered tells whether an item says that somebody did not get there: "chưa
// vào được", "ko đi được".
func (t *tally) hindered(it item) bool {
	w := t.words[it.from]
	if !w.Is(keyChua) && !w.Is(keyKhong) && w.Fold != "ko" && w.Fold != "k" || it.from+1 >= len(t.words) {
		return false
	}
	switch t.words[it.from+1].Fold {
	case "vao", "di", "den", "toi", "len", "xuong", "sang", "qua", "ghe", "kip", "bao", "hoi", "tong", "lam":
		return true
	}
	return false
}

// promisedBehind takes the numbers behind "hứa", "hẹn", "sẽ" of one stretch for
// promised as well, unless a word between says that it was done: "2 nhà hứa bán
// ngô xong mua cho 6 người".
func (t *tally) promisedBehind(st stretch, figures []figure) {
	for _, it := range st.items {
		if it.class != register {
			continue
		}
		switch t.words[it.from].Fold {
		case "hua", "hen", "se", "dinh", "muon", "bao":
		default:
			continue
		}
		for k := range figures {
			if figures[k].at > it.from && !t.doneBetween(it.to, figures[k].at) {
				figures[k].registered = true
			}
		}
	}
}

func (t *tally) doneBetween(from, to int) bool {
	for k, w := range t.words[from:max(from, to)] {
		if k > 0 && w.Is(keyDong) && t.words[from+k-1].Kind == vi.Digits {
			return true // "hẹn 4 đóng 1"
		}
		if w.Is(keyDa) || w.Is(keyDuoc) || w.Is(keyDc) || w.Is(keyRoi) || w.Is(keyNhung) || w.Is(keyCo) || w.Is(keyThem) || w.Fold == "con" {
			return true
		}
	}
	return false
}

// zeroLater tells whether "chưa có số liệu" is said of figures that are still
// to come: "chưa có số liệu, mai tôi báo".
func (t *tally) zeroLater(st stretch) bool {
	at := slices.IndexFunc(st.items, func(it item) bool { return it.class == zero })
	if at < 0 || !t.words[st.items[at].from].Is(keyChua) {
		return false
	}
	later := false
	counts := t.is(st.items[at].to, "so") || t.is(st.items[at].to-1, "so") || t.is(st.items[at].to-1, "lieu") // "chưa có số, tối em báo"
	for i := st.items[at].to; i < len(t.words); i++ {
		switch w := t.words[i]; {
		case w.Kind == vi.LineEnd || w.Text == ".":
			return false
		case w.Fold == "mai" || w.Is(keySau) || w.Fold == "lat", counts && (w.Is(keyToi2) || slices.Contains([]string{"chieu", "trua", "ti", "chut", "xiu"}, w.Fold)):
			later = true
		case later && (w.Is(keyBao) || w.Is(keyGui) || w.Is(keyNop) || w.Is(keyBc) || w.Is(keyNhan)):
			return true
		}
	}
	return false
}

// willReport tells whether a day is only when the writer will report or go:
// "mai tôi báo".
func (t *tally) willReport(it item) bool {
	if it.span.From <= t.today {
		return false
	}
	for _, w := range t.words[it.to:min(len(t.words), it.to+4)] {
		if w.Is(keyBao) || w.Is(keyGui) || w.Is(keyBc) || w.Is(keyNhan) || w.Fold == "di" || w.Fold == "len" {
			return true
		}
	}
	return false
}

// saidBeside tells whether what a figure is of stands right at its number, and
// not only in a heading.
func (f *figure) saidBeside() bool {
	return slices.ContainsFunc(f.labels, func(l item) bool {
		return family(l.class) == 1 && l.from > f.at-6 && l.from < f.at+6
	})
}

// housesCounted takes "hai hộ gia đình" for households where people follow:
// "hai hộ gia đình bảy người tái tục".
func (g *reading) housesCounted(items []item) []item {
	for i := 1; i+2 < len(items); i++ {
		it := items[i]
		if it.class != indicator || it.to-it.from != 3 || !g.is(it.from, "ho") || !g.is(it.from+1, "gia") || items[i-1].class != count || items[i-1].to != it.from {
			continue
		}
		if items[i+1].class == count && items[i+2].class == people && items[i+1].num.Value >= items[i-1].num.Value {
			items = slices.Clone(items)
			items[i].class, items[i].value = households, ""
		}
	}
	return items
}

// eachDay gives the figures of "hôm qua và hôm nay mỗi ngày 1 hgđ" to each of
// the days.
func (t *tally) eachDay(figures []figure) []figure {
	var days []vi.Day
	for _, it := range t.items {
		if it.class == span && it.span.Scale == vi.OneDay && len(figures) > 0 && it.from < figures[0].at && !slices.Contains(days, it.span.From) {
			days = append(days, it.span.From)
		}
	}
	if len(days) < 2 {
		return nil
	}
	var all []figure
	for _, f := range figures {
		for _, day := range days {
			f.Day, f.dated, f.spanScale, f.badDay = day, true, vi.OneDay, false
			all = append(all, f)
		}
	}
	return all
}

// remainder puts the number in that "còn lại tái tục" leaves out: of "6 hgđ, 4
// mới còn lại tái tục" two renewed, and the six is said of all.
func (g *reading) remainder(items []item) []item {
	if !g.agent() {
		return items
	}
	for i := 3; i+1 < len(items); i++ {
		if items[i].class != filler || !g.is(items[i].from, "con") || !g.is(items[i].to-1, "lai") {
			continue
		}
		next := i + 1
		if items[next].class == filler && g.is(items[next].from, "la") {
			next++
		}
		if next >= len(items) || items[next].class != kind && items[next].class != tt || next+1 < len(items) && items[next+1].class == count {
			continue
		}
		if items[next].value == string(coverage.Lapsed) || items[next].value == tookPart || items[next].value == string(coverage.New) {
			continue
		}
		whole, left := -1, int64(0)
		for k := i - 1; k >= 0 && (items[k].class != strong || items[k+1].class == partly) && items[k].class != unit; k-- {
			if items[k].class == count && items[k].num.Whole() {
				if whole >= 0 {
					left += items[whole].num.Value
				}
				whole = k
			}
		}
		if whole < 0 || left == 0 || left >= items[whole].num.Value {
			continue
		}
		items = slices.Clone(items)
		items[i].class, items[i].num = count, vi.Number{Value: items[whole].num.Value - left, Len: 1, Sure: true}
		return items
	}
	return items
}

// leftThere takes "1 người theo con lên Lai Châu ở, cắt 1 hgđ" for one person who
// left; and asks where "2 người, giảm 2 hgđ" may be two or four.
func (t *tally) leftThere() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if was.Kind != coverage.Lapsed || was.Count != f.Count || was.specific() || !was.people || f.said() || !f.specific() && !f.card || f.Unit != was.Unit || f.Day != was.Day {
			continue
		}
		if slices.ContainsFunc(was.labels, func(l item) bool { return l.class == kind && l.to == f.at }) { // "7 người giảm 7 hgđ"
			f.Kind, f.Reason = was.Kind, was.Reason
			was.Kind, was.Reason = "", ""
			was.labels = slices.DeleteFunc(was.labels, func(l item) bool { return l.class == kind })
			was.removed = true
		}
	}
	t.leftBecause()
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if was.removed || f.removed || f.Kind != coverage.Lapsed || was.Kind == coverage.Lapsed || f.Count != was.Count || f.Unit != was.Unit || f.Day != was.Day || was.said() || was.specific() || !was.people || was.registered || was.attending {
			continue
		}
		house := i > 1 && t.houseOf(&t.figures[i-2], was)
		switch {
		case t.goes(was.at, f.at), house && t.figures[i-2].Kind == coverage.Lapsed:
			was.removed = true
			if house { // "một hộ 4 người chuyển vào Đồng Nai, giảm 4 hgđ"
				t.figures[i-2].removed = true
			}
		default:
			t.twofold = true
		}
	}
	for i := 1; i < len(t.figures); i++ {
		if h, p := &t.figures[i-1], &t.figures[i]; t.houseOf(h, p) && p.Kind == coverage.Lapsed {
			h.removed, p.isTotal = true, false                     // "1 hộ 3 người chuyển đi"
			if p.Reason == "" && h.Reason != "" && !p.specific() { // "thoát nghèo 2 hộ 7 khẩu bị cắt thẻ"
				p.Reason, p.Indicator = h.Reason, h.Indicator
			}
		}
	}
	t.figures = slices.DeleteFunc(t.figures, func(f figure) bool { return f.removed })
}

// leftBecause takes "giảm 2 thẻ BHYT hộ gia đình do hai cháu đi làm công ty" for
// two who left, and why.
func (t *tally) leftBecause() {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if was.removed || f.Kind != coverage.Lapsed || was.Kind != coverage.Lapsed || f.Count != was.Count || f.Unit != was.Unit || f.Day != was.Day || was.Reason != "" || f.Reason == "" || !was.said() {
			continue
		}
		why := false
		for _, w := range t.words[was.end:f.at] {
			why = (why || w.Is(keyDo2) || w.Key == keyVi) && w.Kind == vi.Letters
		}
		if !why {
			continue
		}
		if was.Indicator == "" || was.Indicator == coverage.BHYT && f.Indicator != "" {
			was.Indicator, was.own = f.Indicator, true
		}
		was.Reason, f.removed = f.Reason, true
	}
}

// houseOf tells whether a figure counts the households of the people right
// behind it: "1 hộ 3 người".
func (t *tally) houseOf(h, p *figure) bool {
	if !h.Households || h.Kind == coverage.Visited || h.specific() || h.Kind != coverage.Lapsed && h.said() || !p.people || p.Households || h.Unit != p.Unit || h.Day != p.Day || h.Count > p.Count {
		return false
	}
	return !slices.ContainsFunc(t.words[h.end:p.at], func(w vi.Word) bool {
		return w.Kind == vi.Mark && w.Text != "(" && !(p.isTotal && w.Text == ",") || w.Kind == vi.LineEnd // "2 hộ thoát nghèo, tổng 7 người"
	})
}

// goes tells whether the words between two numbers are of people who go away
// or stay elsewhere.
func (t *tally) goes(from, to int) bool {
	for _, w := range t.words[from:to] {
		switch w.Fold {
		case "theo", "vao", "len", "xuong", "ra", "sang", "ve", "di", "song", "que", "chuyen":
			return true
		case "o":
			if !w.Bare() || w.Key == "o3" {
				return true
			}
		}
	}
	return false
}
