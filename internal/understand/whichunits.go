package understand

import (
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// whichPlace tells whether a question is after places without saying of what
// kind: "chỗ nào đáng lo", "nơi nào chưa đạt".
func (q *query) whichPlace() bool {
	if !q.official() || q.asked[askHowMany] {
		return false
	}
	says := func(phrases ...string) bool { return slices.ContainsFunc(phrases, q.phrase) }
	return says("cho nao", "noi nao", "don vi nao", "dia phuong nao", "dia ban nao", "vung nao", "khu vuc nao", "khu nao", "cho mo", "nhung cho", "nhung noi", "cac noi", "cac cho", "cac don vi", "cac dia phuong", "nhung don vi", "cho nao", "o dau", "nhung dau") ||
		q.first("dau") || q.asked[askWho] && (q.about[aboutBelow] || q.about[aboutWeak] || q.about[aboutFell]) && len(q.places) == 0
}

// counted tells whether units are counted: "bao nhiêu xã đạt", "mấy bản dưới 90".
func (q *query) counted() bool {
	for i, it := range q.items {
		if it.class != question || it.value != askHowMany || it.to >= len(q.words) || i+1 >= len(q.items) {
			continue
		}
		if levelWord(q.words[it.to].Fold, it.to+1 < len(q.words) && q.words[it.to+1].Fold == "khu") != "" {
			return true
		}
		if next := q.words[it.to].Fold; next == "cho" || next == "noi" || next == "don" {
			return true
		}
	}
	return false
}

// meets tells whether "đạt" is said of units that have met what was asked of
// them: "xã nào đạt rồi", not "các xã đạt bao nhiêu", "tỷ lệ đạt".
func (q *query) meets() bool {
	if q.asked[askHowMany] && !q.counted() || q.asked[askHow] {
		return false
	}
	for i, w := range q.words {
		switch {
		case w.Is(keyDat) && !(i > 0 && (q.words[i-1].Fold == "le" || q.words[i-1].Fold == "qua" || q.words[i-1].Fold == "kho" || q.words[i-1].Fold == "chua")) && !(i+1 < len(q.words) && q.words[i+1].Fold == "duoc"):
			return true
		case w.Is(keyXong) || w.Is(keyDu) || q.wordsAt(i, "ve", "dich") || q.wordsAt(i, "hoan", "thanh"):
			return !(i > 0 && (q.words[i-1].Fold == "chua" || q.words[i-1].Fold == "khong" || q.words[i-1].Fold == "ko"))
		}
	}
	return false
}

// ends reads which end of a ranking "5 xã đầu", "10 đơn vị cuối" asks for.
func (q *query) ends() string {
	for i := range q.words {
		n, ok := vi.ReadNumber(q.words, i)
		if !ok || !n.Whole() || n.Value < 1 || n.Value > 100 {
			continue
		}
		for k := i + n.Len; k < len(q.words) && k <= i+n.Len+3; k++ {
			w := q.words[k]
			if k == i+n.Len && levelWord(w.Fold, q.wordsAt(k+1, "khu")) == "" && w.Fold != "don" {
				break
			}
			switch w.Fold {
			case "cuoi", "bet", "chot", "thap", "kem", "yeu", "cham", "te", "doi":
				return aboutLowest
			case "dau", "cao", "tot", "gioi", "kha":
				return aboutHighest
			}
		}
	}
	return ""
}

// ownRank tells whether a unit's own place in a ranking is asked for: "phường
// mình đứng thứ mấy".
func (q *query) ownRank() bool {
	return slices.ContainsFunc([]string{"thu may", "hang may", "thu bao nhieu", "hang bao nhieu", "thu hang may", "thu bn", "hang bn", "hang thu may", "vi tri may", "vi tri thu may"}, q.phrase)
}

// lacking tells whether units that fall short are asked for: "xã nào còn thiếu".
func (q *query) lacking() bool {
	return q.about[aboutGap] && q.official() && !q.asked[askHowMany] && q.asked[askWhich] && q.ofMany()
}

// plainList tells whether units are to be listed, and nothing more is said:
// "danh sách các xã", "xã nào 100%", "xã đạt".
func (q *query) plainList() bool {
	if !q.official() || q.level == "" || len(q.words) > 8 {
		return false
	}
	if q.ofMany() && q.threshold() > 0 || len(q.asked) == 0 && len(q.places) == 0 && q.meets() && !q.about[aboutNTM] {
		return true
	}
	if !q.asked[askList] {
		return false
	}
	return !slices.ContainsFunc(q.items, func(it item) bool {
		switch it.class {
		case command, count, other:
			return !q.allSmall(it)
		}
		return false
	})
}

// rankOfOwn asks for the place of one unit among its like: "phường mình đứng
// thứ mấy tỉnh".
func (q *query) rankOfOwn(m *Meaning) bool {
	if m.Intent != QueryRank || !q.official() || !q.ownRank() || q.level != "" || len(m.Ask) > 0 || len(m.Units) > 0 {
		return false
	}
	own := q.home()
	switch {
	case len(q.places) > 0:
		own = m.Within
	case q.about[aboutMyCommune]:
		own = q.above(place.Commune)
	}
	level := q.tree.Level(own)
	if level != place.Province && level != place.Commune && level != place.Village {
		return false
	}
	m.Unit, m.Level, m.Within = own, levelName(level), q.parent(own)
	switch {
	case q.about[aboutNation]:
		m.Within = place.Nation
	case q.about[aboutMyProvince] && level != place.Province:
		m.Within = q.above(place.Province)
	}
	return true
}

// Place is the place that a meaning is of, as it was read: of a question that
// names none, the asker's own.
func Place(m Meaning) place.Code {
	switch {
	case m.Unit != "":
		return m.Unit
	case m.Within != "":
		return m.Within
	}
	return m.Asked
}
