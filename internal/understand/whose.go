package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// whose tells whether a question with "ai" is after the person who works at a
// place: "ai làm chiềng sinh", "mường giôn của ai".
func (q *query) whose() bool {
	if !q.official() && !q.asked[askWho] || !q.asked[askWho] && !q.phrase("so dien thoai") && !q.phrase("sdt") && !q.phrase("so dt") || len(q.places) == 0 && !q.about[aboutMyCommune] {
		return false
	}
	for _, about := range []string{aboutBelow, aboutWeak, aboutFine, aboutFell, aboutMet, aboutRank, aboutLowest, aboutHighest, aboutGrowth, aboutPlan, aboutGap, aboutMissing, aboutCompare, aboutLastYear} {
		if q.about[about] {
			return false
		}
	}
	return !q.asked[askHowMany] && !strings.Contains(q.folded(), " nhat ")
}

// staff tells whether the person at a place is named without asking: "cán bộ
// mường giôn".
func (q *query) staff() bool {
	if !q.official() || len(q.places) == 0 || len(q.asked) > 0 || len(q.words) > 8 || !q.phrase("can bo") && !q.phrase("nhan vien") && !q.phrase("nguoi phu trach") && !q.phrase("nguoi thu") {
		return false
	}
	return !slices.ContainsFunc(q.items, func(it item) bool {
		return it.class == command && it.value != aboutResponsible && it.value != aboutStatus || it.class == other
	})
}

// ofSpeaker tells whether an agent asks about their own figures: "tôi còn thiếu mấy
// người", "e đc bn r". No place is named, and the speaker is who the verb is of.
func (q *query) ofSpeaker() bool {
	if !q.agent() || len(q.places) > 0 || q.ownCommune() || q.about[aboutMyProvince] || q.about[aboutMissing] || q.asked[askWhich] || q.asked[askWho] || len(q.asked) == 0 && !q.about[aboutRank] && !q.about[aboutGap] && !(q.about[aboutTarget] && q.words[len(q.words)-1].Is(keyChua)) {
		return false
	}
	for i, w := range q.words {
		if !slices.Contains([]string{"toi", "tui", "em", "e", "minh", "mik", "mk", "chau", "con", "t"}, w.Fold) || w.Is(keyToi2) && !w.Bare() || w.Is(keyToi) && !w.Bare() || w.Fold == "con" && !w.Bare() {
			continue
		}
		if i > 0 && slices.Contains([]string{"xa", "phuong", "ban", "thon", "cho", "gui", "bao", "tinh", "giup", "chi", "nha", "o", "voi", "khu", "bon", "hoi"}, q.words[i-1].Fold) {
			continue
		}
		for k := i + 1; k < len(q.words) && k <= i+4; k++ {
			switch f := q.words[k].Fold; f {
			case "da", "moi", "nay", "thang", "tuan", "hom", "nam", "qua", "quy", "vua", "dang", "hien", "gio", "a", "lam", "thu", "van", "ban", "thi", "bay", "tu", "dau", "den", "ca", "con", "phai":
				continue
			case "duoc", "dc", "dat", "thieu", "can", "xep", "dung", "hang", "dong", "ghi", "bao", "nhap", "phat", "du", "co", "hut", "vuot", "hoan", "kiem", "bn", "may", "top":
				return f != "can" && f != "co" || q.about[aboutGap] || q.asked[askHowMany] && !q.about[aboutRate]
			}
			break
		}
	}
	return false
}

// chance tells whether what fits a unit's name is only common words: "phường ta
// tăng", "Ban Chỉ đạo". Names near the asker's own units are none.
func (q *query) chance(h place.Hit, p foundPlace) bool {
	codes := p.choices
	if len(codes) == 0 {
		codes = p.codes
	}
	if p.old != "" {
		codes = append(slices.Clone(codes), p.old)
	}
	if slices.ContainsFunc(codes, q.inMyProvince) || slices.ContainsFunc(codes, func(c place.Code) bool { return q.tree.Level(c) == place.Province }) {
		return false
	}
	from := h.Start
	_, n, kinded := q.kinds.Longest(q.words, from)
	if kinded && n < h.End-h.Start {
		from += n
	}
	common, upper := 0, 0
	for _, w := range q.words[from:h.End] {
		if q.known(w) || q.everyday[w.Fold] {
			common++
		}
		if w.Upper() {
			upper++
		}
	}
	if common < h.End-from || upper == h.End-from {
		return false
	}
	return h.Matches[0].Cost > 1 || !kinded && len(q.words) > 7
}

// became tells whether it asks what an old unit is now part of: "giờ nhập vào
// xã nào". The card of today's unit says it.
func (q *query) became() bool {
	if len(q.places) == 0 {
		return false
	}
	return slices.ContainsFunc([]string{"vao xa nao", "thuoc xa nao", "ve xa nao", "vao phuong nao", "thuoc phuong nao", "ve phuong nao", "thuoc dau", "nhap vao dau", "ve dau", "vao dau", "thuoc tinh nao", "vao tinh nao"}, q.phrase) ||
		slices.ContainsFunc([]string{"la xa nao", "la phuong nao", "la don vi nao", "la gi"}, q.phrase) && q.saysIs()
}

// saysIs tells whether "là" is said, and not only as the end of a name: "Sơn La
// xã nào giảm".
func (q *query) saysIs() bool {
	for i, w := range q.words {
		if w.Fold == "la" && !slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.start <= i && i < p.end }) {
			return true
		}
	}
	return false
}

// assigned tells whether it asks what was assigned, rather than assigns.
func (q *query) assigned() bool {
	return q.asked[askHowMany] && !q.about[aboutPlan] && !q.about[aboutSetTarget] && q.about[aboutAssign] && !q.fulfils()
}

func (q *query) handsOver() bool {
	return q.official() && len(q.asked) == 0 && (q.first("cho") || q.first("de") || q.first("chuyen")) && q.person() != ""
}

// UnknownName gives the name of a place that a short message seems to be and
// that no unit has, "" where it is none.
func (r *Reader) UnknownName(text string, s Setting) string {
	g := r.begin(vi.Clean(clip(text)), s)
	if len(g.words) == 0 || len(g.words) > 6 {
		return ""
	}
	q := g.newQuery()
	if len(q.places) > 0 {
		return ""
	}
	from := 0
	if _, n, ok := q.kinds.Longest(q.words, 0); ok && n < len(q.words) {
		from = n
	}
	to := len(q.words)
	for to > from && (q.words[to-1].Kind != vi.Letters || q.small[q.words[to-1].Fold] && !q.words[to-1].Upper()) {
		to--
	}
	named, odd := q.words[from:to], q.odd(q.words[from:to])
	if len(named) < 1 || len(named) > 4 || len(named) == 1 && from == 0 {
		return ""
	}
	upper := !slices.ContainsFunc(named, func(w vi.Word) bool { return w.Kind != vi.Letters || !w.Upper() })
	if !upper && odd < len(named) || slices.ContainsFunc(named, func(w vi.Word) bool { return !q.syllable(w) }) {
		return ""
	}
	return q.text[named[0].Start:named[len(named)-1].End]
}

// figuresWanted: "số đâu em", "cho anh số".

// ownCommune tells whether the asker's commune is meant itself, not only what
// is counted in it: "xã mình", not "thứ mấy trong xã".
func (q *query) ownCommune() bool {
	return q.about[aboutMyCommune] && !slices.ContainsFunc([]string{"trong xa", "trong phuong", "cua xa", "cua phuong"}, q.phrase)
}
