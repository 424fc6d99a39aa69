package understand

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// findLevel reads which units are listed: xã, bản, tỉnh, nhân viên.
func (q *query) findLevel() {
	for _, it := range q.items {
		if it.class == question || it.class == command || it.class == measure || it.class == kindWord || it.class == other || it.class == filler {
			for k := it.from; k < it.to; k++ {
				if k > 0 && q.words[k-1].Fold == "van" { // văn bản nào
					continue
				}
				if l := levelWord(q.words[k].Fold, k+1 < len(q.words) && q.words[k+1].Fold == "khu"); l != "" && q.lists(k) && !q.inside(k) {
					if q.words[k].Fold == "vi" {
						l = q.levelOfUnits()
					}
					q.level = l
					return
				}
			}
		}
	}
}

// inside tells whether the level word at word k only says within what others
// are meant: "trong xã có bản nào giảm".
func (q *query) inside(k int) bool {
	return k > 0 && (q.words[k-1].Fold == "trong" || q.words[k-1].Fold == "toan" || q.words[k-1].Fold == "ca") && !(k+1 < len(q.words) && q.words[k+1].Fold == "nao")
}

// levelOfUnits is what "đơn vị" means: those right below the asker's own, or
// below the one that is named.
func (q *query) levelOfUnits() string {
	of := q.home()
	if len(q.places) > 0 && len(q.places[0].codes) == 1 {
		of = q.places[0].codes[0]
	}
	return levelName(below(q.tree.Level(of)))
}

// lists tells whether the level word at word k is what is asked for, rather
// than part of "tỉnh mình": a number, "các", "những" before it, or "nào", a
// superlative behind it.
func (q *query) lists(k int) bool {
	if k > 0 {
		if k > 1 && q.words[k-1].Fold == "may" && (q.words[k-2].Fold == "thu" || q.words[k-2].Fold == "hang") {
			return false // "đứng thứ mấy tỉnh"
		}
		switch q.words[k-1].Fold {
		case "cac", "nhung", "sach", "hang", "theo", "tung", "moi", "top", "ke", "so", "may", "nhieu", "bn":
			return true
		}
		if q.words[k-1].Kind == vi.Digits {
			return true
		}
		if n, ok := vi.ReadNumber(q.words, k-1); ok && n.Sure {
			return true
		}
	}
	for j := k + 1; j < len(q.words) && j <= k+3; j++ {
		switch q.words[j].Fold {
		case "nao", "chua", "thap", "cao", "kem", "tot", "giam", "tut", "duoi", "dung", "yeu", "dat", "co", "vuot", "bet", "khong", "ko", "it", "nhieu", "con", "chot", "tang":
			return q.words[k].Fold != "tinh" || q.words[j].Fold == "nao"
		case "ntm", "nho", "khu", "pho", "dan", "thu", "vien", "phuong", "xa":
			continue
		}
		return false
	}
	return false
}

func levelWord(fold string, beforeKhu bool) string {
	switch fold {
	case "xa", "phuong", "vi":
		return "commune"
	case "ban", "thon", "bon", "buon", "xom", "to", "lang", "ap":
		return "village"
	case "tieu":
		if beforeKhu {
			return "village"
		}
	case "tinh":
		return "province"
	case "vien", "ly":
		return "agent"
	}
	return ""
}

// locate finds the units that the message names, however they are spelled.
func (q *query) locate() {
	q.findPlaces()
	q.seek()
}

// findPlaces finds the units that the message names.
func (q *query) findPlaces() {
	for _, h := range q.scan(q.near()) {
		if q.ownExpression(h) {
			continue
		}
		if p := q.resolve(h); !q.chance(h, p) {
			q.places = append(q.places, p)
		}
	}
	if len(q.places) == 0 && q.official() {
		q.findSpelt()
	}
	if len(q.places) == 0 && q.official() {
		q.findKinded()
	}
}

// findSpelt finds the one unit below an official that two words name letter by
// letter, where they could be everyday words as well: "đoàn kết tỷ lệ thế nào".
func (q *query) findSpelt() {
	for i := 0; i+1 < len(q.words) && len(q.words) < 16; i++ {
		a, b := q.words[i], q.words[i+1]
		if a.Kind != vi.Letters || b.Kind != vi.Letters || q.known(a) && q.known(b) {
			continue
		}
		found := slices.DeleteFunc(q.index.Find(a.Text+" "+b.Text, q.near()), func(m place.Match) bool {
			u, ok := q.tree.Unit(m.Code)
			return !ok || m.Cost != 0 || !q.lives(m.Code) || !q.inMyArea(m.Code) || vi.Fold(u.Name) != a.Fold+" "+b.Fold
		})
		if len(found) == 1 {
			q.places = append(q.places, foundPlace{codes: []place.Code{found[0].Code}, start: i, end: i + 2})
			return
		}
	}
}

// findKinded finds the one village below an official that one everyday word
// names behind its kind: "bản hán".
func (q *query) findKinded() {
	for i := 0; i+1 < len(q.words) && len(q.words) < 16; i++ {
		k, n, ok := q.kinds.Longest(q.words, i)
		if !ok || k.level != place.Village || i+n >= len(q.words) || q.words[i+n].Kind != vi.Letters {
			continue
		}
		name := q.words[i+n]
		found := slices.DeleteFunc(q.index.Find(k.word+" "+name.Text, q.near()), func(m place.Match) bool {
			u, ok := q.tree.Unit(m.Code)
			return !ok || m.Cost != 0 || !q.lives(m.Code) || !q.inMyArea(m.Code) || vi.Fold(u.Name) != name.Fold
		})
		if len(found) == 1 {
			q.places = append(q.places, foundPlace{codes: []place.Code{found[0].Code}, start: i, end: i + n + 1})
			return
		}
	}
}

// inMyArea tells whether a unit stands below one of the asker's.
func (q *query) inMyArea(code place.Code) bool {
	return slices.ContainsFunc(q.setting.Speaker.Units, func(own place.Code) bool { return own != code && q.tree.Within(code, own, 0) })
}

// ownExpression tells whether what looks like a name is "xã mình", "xã em".
func (q *query) ownExpression(h place.Hit) bool {
	if h.End-h.Start < 2 || q.words[h.Start+1].Upper() || !slices.Contains([]string{"xa", "phuong", "tinh", "ban", "thon", "huyen", "khu", "to"}, q.words[h.Start].Fold) {
		return false
	}
	whose := q.words[h.Start+1]
	if h.End-h.Start > 2 {
		return whose.Key == keyMinh || whose.Fold == "minh" && q.words[h.Start+2].Fold == "bao"
	}
	return slices.Contains([]string{"minh", "em", "ta", "toi", "nha", "nay", "chau", "e", "kia", "nao", "khac"}, whose.Fold)
}

func (g *reading) scan(near place.Near) []place.Hit {
	if !g.scanned {
		texts := make([]string, len(g.words))
		for i, w := range g.words {
			texts[i] = w.Text
		}
		if g.scanned = true; g.agent() {
			g.hits = g.index.Scan(texts, near)
		} else {
			g.hits = slices.DeleteFunc(g.index.Spelled(texts, near), func(h place.Hit) bool { return g.inPersonName(h.Start) })
		}
	}
	return g.hits
}

// inPersonName tells whether a name that begins at word i is the "Thị Hoa" of "Lò
// Thị Hoa", and no place.
func (g *reading) inPersonName(i int) bool {
	if i == 0 || i+1 >= len(g.words) || g.words[i].Fold != "thi" && g.words[i].Fold != "van" {
		return false
	}
	return g.surnames[g.words[i-1].Fold] && g.words[i-1].Upper() && g.words[i].Upper() && g.words[i+1].Upper()
}

// asThen reads the names again as of the day that the question is about:
// "quỳnh nhai 30/11/2023" means the district that bore the name then.
func (q *query) asThen() {
	for _, about := range []string{aboutLastYear, aboutCompare, aboutYearStart, aboutNTM, aboutForecast, aboutSetTarget, aboutAssign, aboutExport, aboutChart, aboutCSV} {
		if q.about[about] {
			return
		}
	}
	if day := q.asOf(); day < q.today && len(q.places) > 0 {
		q.then, q.places = day, nil
		q.locate()
	}
}

// nameless tells whether the question seems to name a place that is not known:
// two words on end that neither questions nor everyday speech have. To answer
// with the asker's own unit then would answer something else.
func (q *query) nameless() bool { return q.oddPair() >= 0 }

// oddPair gives the first of two such words, or -1.
func (q *query) oddPair() int {
	run, plain := 0, 0 // plain is the word behind the last phrase of what insurance has to do with
	for _, it := range q.items {
		if _, n, ok := q.ways.Longest(q.words, it.from); ok && n > 1 {
			plain = max(plain, it.from+n)
		}
		if it.from < plain || it.class != other || it.to-it.from != 1 || q.odd(q.words[it.from:it.to]) == 0 || q.known(q.words[it.from]) {
			run = 0
			continue
		}
		if run++; run == 2 {
			return it.from - 1
		}
	}
	return -1
}

// misspelt is the asker's own unit that the unknown name comes nearest to:
// "mường giôm" is Mường Giôn to its province.
func (q *query) misspelt() place.Code {
	at := q.oddPair()
	if at < 0 {
		return ""
	}
	found := q.index.Find(q.words[at].Text+" "+q.words[at+1].Text, q.near())
	found = slices.DeleteFunc(found, func(m place.Match) bool { return !q.mine(m.Code) || !q.lives(m.Code) })
	if len(found) == 0 || len(found) > 1 && found[0].Cost == found[1].Cost {
		return ""
	}
	return found[0].Code
}

// known tells whether questions have a word, without its marks.
func (q *query) known(w vi.Word) bool {
	w.Key, w.Text = w.Fold, w.Fold
	_, _, known := q.reading.Reader.asks.Longest([]vi.Word{w}, 0)
	return known
}

// resolve decides which unit a name means to the asker.
func (q *query) resolve(h place.Hit) foundPlace {
	p := foundPlace{start: h.Start, end: h.End}
	best := h.Matches[0]
	p.toned = best.Cost == 0 && slices.ContainsFunc(q.words[h.Start:h.End], func(w vi.Word) bool { return !w.Bare() })
	var rivals []place.Code
	for _, m := range h.Matches {
		if m.Cost == best.Cost {
			rivals = append(rivals, m.Code)
		}
	}
	if then := slices.DeleteFunc(slices.Clone(rivals), func(c place.Code) bool { return !q.tree.Alive(c, q.then) }); q.then > 0 && len(then) > 0 {
		rivals = then
	}
	kindly := func(code place.Code) bool { // of the kind that was said: "phường Chiềng Sinh"
		return slices.ContainsFunc(h.Matches, func(m place.Match) bool { return m.Code == code && !m.OddKind })
	}
	keeps := []func(place.Code) bool{q.ofMine, q.lives, kindly, q.inMyProvince}
	if q.bygoneKind(h) {
		keeps = slices.Insert(keeps, 0, kindly)
	}
	for _, keep := range keeps {
		if kept := slices.Clone(rivals); len(rivals) > 1 {
			if kept = slices.DeleteFunc(kept, func(c place.Code) bool { return !keep(c) }); len(kept) > 0 {
				rivals = kept
			}
		}
	}
	if len(rivals) > 1 {
		if high := q.highest(rivals); len(high) == 1 {
			rivals = high
		}
	}
	old := q.bygone(rivals, h.Matches)
	if len(rivals) > 1 || len(old) > 0 {
		p.choices = slices.Concat(old, q.withOtherKinds(rivals, h.Matches))
		p.choices = p.choices[:min(len(p.choices), mostOffered)]
		return p
	}
	p.codes = rivals
	if !q.lives(rivals[0]) {
		p.old, p.codes = rivals[0], nil
		for _, s := range q.tree.Now(rivals[0]) {
			p.codes = append(p.codes, s.Code)
		}
	}
	return p
}

// bygone gives the units of old that bear the name as well and may be meant
// before those of today, where all of these stand in other provinces: those that
// went into the asker's province, and a whole province.
func (q *query) bygone(rivals []place.Code, matches []place.Match) (old []place.Code) {
	if !q.official() || slices.ContainsFunc(rivals, func(c place.Code) bool {
		return !q.lives(c) || q.tree.Level(c) == place.Province || q.inMyProvince(c) && !q.everywhere()
	}) {
		return nil
	}
	home := q.above(place.Province)
	for _, m := range matches {
		if m.Cost != matches[0].Cost || m.OddKind || q.lives(m.Code) || len(old) == mostOffered/2 {
			continue
		}
		into := func(c place.Code) bool { return q.tree.Within(c, home, 0) }
		if q.tree.Level(m.Code) == place.Province || !q.everywhere() && slices.ContainsFunc(q.heirs(m.Code), into) {
			old = append(old, m.Code)
		}
	}
	return old
}

// withOtherKinds adds to the units that it must be asked about those of today
// that bear the name as well and are of another kind than was said.
func (q *query) withOtherKinds(rivals []place.Code, matches []place.Match) []place.Code {
	rivals = slices.Clone(rivals)
	for _, m := range matches {
		if m.Cost == matches[0].Cost && q.lives(m.Code) && !slices.Contains(rivals, m.Code) && len(rivals) < mostOffered {
			rivals = append(rivals, m.Code)
		}
	}
	return rivals
}

// bygoneKind tells whether the name was said with a kind that no unit is of
// any more: "thị trấn Đắk Mil" is not today's xã of the name.
func (q *query) bygoneKind(h place.Hit) bool {
	if h.End-h.Start < 3 {
		return false
	}
	first, second := q.words[h.Start].Fold, q.words[h.Start+1].Fold
	return first == "thi" && (second == "tran" || second == "xa")
}

func (q *query) lives(code place.Code) bool { return q.tree.Alive(code, 0) }

// mine tells whether a unit is the asker's, below it or above it.
func (q *query) mine(code place.Code) bool {
	s := q.setting.Speaker
	for _, list := range [][]place.Code{s.Units, s.Villages, {s.Commune}} {
		for _, own := range list {
			if own != "" && (q.tree.Within(code, own, 0) || q.tree.Within(own, code, 0)) {
				return true
			}
		}
	}
	return false
}

// ofMine is mine, and to those who do not report also what of old went into a
// unit of theirs: the old xã Lê Lợi of Hải Phòng, and no Lê Lợi elsewhere.
func (q *query) ofMine(code place.Code) bool {
	return q.mine(code) || q.official() && !q.lives(code) && q.inMyReach(code)
}

func (q *query) inMyProvince(code place.Code) bool {
	return q.tree.Within(code, q.above(place.Province), 0)
}

func (q *query) highest(codes []place.Code) []place.Code {
	top := place.Village
	for _, c := range codes {
		top = min(top, q.tree.Level(c))
	}
	if top != place.Province {
		return codes
	}
	return slices.DeleteFunc(slices.Clone(codes), func(c place.Code) bool { return q.tree.Level(c) != top })
}
