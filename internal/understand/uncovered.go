package understand

import (
	"slices"
	"strings"

	"baophu/internal/vi"
)

// uncoveredPhrases tell, folded, of people without a card.
var uncoveredPhrases = []string{"chua co the", "chua co bhyt", "chua co bao hiem", "chua co yt", "chua mua the", "khong co the", "khong co bhyt", "khong co bao hiem", "ko co the", "ko co bhyt", "k co the", "k co bhyt", "chua dc cap the", "chua duoc cap the"}

// asksUncovered tells an agent who asks how many have no card, or who, from one
// who reports nobody: "còn bao nhiêu người chưa có thẻ", "bản em còn ai chưa có
// bhyt", "danh sách người chưa có thẻ".
func (g *reading) asksUncovered(items []item) bool {
	none := 0
	for _, it := range items {
		switch it.class {
		case count, money, percent:
			return false
		case zero:
			none++
		}
	}
	if !g.agent() || none != 1 {
		return false
	}
	for i := range g.words {
		for _, phrase := range uncoveredPhrases {
			n := g.phraseLen(i, phrase)
			if n > 0 && !g.is(i+n, "nao") && (g.asksAmong(items, i) || g.asksBehind(i+n)) {
				return true
			}
		}
	}
	return false
}

// asksAmong tells whether the clause before word i asks who or how many, or for
// their list.
func (g *reading) asksAmong(items []item, i int) bool {
	for k := i - 1; k >= 0; k-- {
		w := g.words[k]
		if w.Kind == vi.LineEnd || w.Kind == vi.Mark {
			return false
		}
		next := g.wordAt(k + 1)
		switch w.Fold {
		case "ai":
			unnamed := !slices.ContainsFunc(items, func(it item) bool { return it.class == unit && it.from <= k && k < it.to })
			if w.Key == vi.Key("ai") && unnamed && k == i-1 && !slices.Contains([]string{"chua", "khong", "ko", "k", "ban"}, g.wordAt(k-1)) {
				return true
			}
		case "bao":
			if next == "nhieu" {
				return true
			}
		case "bn", "ds":
			return true
		case "danh":
			if next == "sach" {
				return true
			}
		case "may":
			if slices.Contains(countedPeople, next) {
				return true
			}
		case "nao":
			if slices.Contains(countedPeople, g.wordAt(k-1)) {
				return true
			}
		}
	}
	return false
}

// countedPeople are the folded words for those who have a card or none.
var countedPeople = strings.Fields("nguoi ng ho nha khau dan gd em chau nhan dua gia ban")

// asksBehind tells whether "bao nhiêu", "mấy người" stands right at word i, an
// insurance or a filler between.
func (g *reading) asksBehind(i int) bool {
	for k := i; k < len(g.words) && k < i+5 && g.words[k].Kind == vi.Letters; k++ {
		if g.is(k, "bao") && g.is(k+1, "nhieu") || g.is(k, "may") && slices.Contains(countedPeople, g.wordAt(k+1)) {
			return true
		}
	}
	return false
}
