package understand

import (
	"slices"
	"strings"
)

// What a message about following wants, besides a cadence.
const (
	ListFollows = "list"   // đang theo dõi gì
	Pause       = "pause"  // tạm dừng
	Resume      = "resume" // theo dõi tiếp
)

// every settles how often news is wanted, or what is to become of it.
func (q *query) every(m *Meaning) {
	m.Every = q.wish()
	if slices.ContainsFunc(q.items, func(it item) bool { return it.class == indicator || it.class == tn }) {
		m.Indicator = q.indicator()
	}
}

func (q *query) wish() string {
	says := func(phrases ...string) bool { return slices.ContainsFunc(phrases, q.phrase) }
	switch {
	case says("tam dung", "tam ngung", "tam ngung", "tam thoi", "tam nghi"):
		return Pause
	case says("theo doi lai") && q.saysAgain(), says("tiep tuc", "nhan lai", "gui lai", "bat lai", "theo doi tiep"):
		return Resume
	case q.about[aboutUnfollow]:
		return "never"
	case (q.asked[askWhich] || q.asked[askList] || q.asked[askHowMany]) && len(q.places) == 0 && !q.about[aboutDaily] && !q.about[aboutWeekly] && !q.about[aboutMonthly] && !q.about[aboutBelow] && !q.about[aboutFell]:
		return ListFollows
	case says("dang theo doi") && len(q.places) == 0 && !q.about[aboutDaily] && !q.about[aboutWeekly] && !q.about[aboutMonthly]:
		return ListFollows // it is what they do already
	case q.about[aboutWeekly]:
		return "week"
	case q.about[aboutMonthly]:
		return "month"
	case q.about[aboutDaily]:
		return "day"
	case says("canh bao", "bao dong", "thong bao khi", "bao khi") || says("bao cho toi", "bao toi", "nhan toi", "bao em", "thong bao cho toi", "bao cho anh", "bao cho chi", "bao cho em", "bao anh", "bao chi", "bao cho minh", "bao minh", "thong bao cho anh", "thong bao cho chi", "nhan anh", "nhan chi") && (says("khi", "neu") || q.about[aboutBelow] || q.about[aboutFell] || q.about[aboutMet]):
		return "alert"
	}
	return "day"
}

// phrase tells whether folded words stand in the message, one behind the other.
func (q *query) phrase(folded string) bool {
	first, _, _ := strings.Cut(folded, " ")
	for i := range q.words {
		if q.words[i].Fold == first && q.phraseAt(i, folded) {
			return true
		}
	}
	return false
}

// phraseAt tells whether folded words, parted by one blank, stand at word i.
func (q *query) phraseAt(i int, folded string) bool {
	for ; i < len(q.words); i++ {
		word, rest, more := strings.Cut(folded, " ")
		if q.words[i].Fold != word {
			return false
		}
		if !more {
			return true
		}
		folded = rest
	}
	return false
}

// followTail is what stands behind /theodoi and a unit: ngay, tuan, thang,
// canh bao, tam dung, tiep tuc, thoi. Nothing at all asks for the list.
func (q *query) followTail(m *Meaning, named bool) {
	says := func(words ...string) bool { return slices.ContainsFunc(words, q.phrase) }
	switch {
	case says("tam dung", "tam ngung", "tam thoi", "pause"):
		m.Every = Pause
	case says("tiep tuc", "tiep", "resume"), q.saysAgain():
		m.Every = Resume
	case says("thoi", "bo", "huy", "dung", "ngung", "stop"):
		m.Every = "never"
	case says("tuan", "week"):
		m.Every = "week"
	case says("thang", "month"):
		m.Every = "month"
	case says("canh bao", "alert"):
		m.Every = "alert"
	case !named && m.Every == "day" && !says("ngay"):
		m.Every = ListFollows
	}
}

// saysAgain tells whether "lại" is said, and not in the name of a place: "theo
// dõi Lai Châu hàng tuần".
func (q *query) saysAgain() bool {
	for i, w := range q.words {
		if w.Fold == "lai" && !slices.ContainsFunc(q.places, func(p foundPlace) bool { return p.start <= i && i < p.end }) {
			return true
		}
	}
	return false
}
