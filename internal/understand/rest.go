package understand

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// ofAll tells whether all of the speaker's villages are meant: "cả 3 bản mỗi
// bản 2 hgđ", "các bản đều 1 tn".
func (t *tally) ofAll() bool {
	if len(t.own) < 2 || slices.ContainsFunc(t.items, func(it item) bool { return it.class == unit || it.class == strange }) {
		return false
	}
	for i, w := range t.words {
		if !villageWord(w.Fold) || i == 0 {
			continue
		}
		before := t.words[i-1]
		n, ok := vi.ReadNumber(t.words, i-1)
		switch {
		case ok && n.Len == 1 && n.Value == int64(len(t.own)), before.Is(vi.Key("các")), before.Fold == "ca" && before.Is(keyCa), before.Is(vi.Key("tất")):
			return true
		}
	}
	return false
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
	if slices.ContainsFunc(st.items, func(it item) bool { return it.class == unit || it.class == strange }) {
		return
	}
	at := t.remainsAt(st.items[0].from, figures[0].at)
	if at < 0 {
		return
	}
	var left []place.Code
	for _, v := range t.own {
		if !slices.ContainsFunc(t.items, func(it item) bool { return it.class == unit && slices.Contains(it.units, v.code) }) {
			left = append(left, v.code)
		}
	}
	village := at > 0 && villageWord(t.words[at-1].Fold)
	switch {
	case len(left) == 0 || len(left) == len(t.own)-1 && !village: // "dửn 5 người, 2 hgđ, còn lại 3 tn"
	case len(left) == 1 || village:
		t.units, t.hasUnit, t.lost, t.used, t.left = left, true, false, false, left
	}
}

// remainsAt gives the word "còn" of "còn lại" that stands before the number at
// word end, -1 for none.
func (t *tally) remainsAt(from, end int) int {
	for k := end - 1; k > 0 && k >= from-2; k-- {
		switch w := t.words[k]; {
		case w.Fold == "lai" && t.words[k-1].Fold == "con":
			return k - 1
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
			if later.class == register || later.class == span && later.span.Scale == vi.OneDay && later.span.From > t.today || t.hindered(later) {
				return true
			}
		}
	}
	return false
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
	for _, w := range t.words[from:max(from, to)] {
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
	for i := st.items[at].to; i < len(t.words); i++ {
		switch w := t.words[i]; {
		case w.Kind == vi.LineEnd || w.Text == ".":
			return false
		case w.Fold == "mai" || w.Is(keySau) || w.Fold == "lat":
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
