package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// milk tells the "sữa" of "công ty sữa tặng", typed without marks, from "sửa":
// who sells it, or what it is, stands beside it.
func (g *reading) milk(it item) bool {
	if it.to-it.from != 1 || !g.is(it.from, "sua") || !g.words[it.from].Bare() {
		return false
	}
	return slices.Contains(strings.Fields("ty cty hop uong vinamilk hang thung pha"), g.wordBefore(it).Fold) || slices.Contains(strings.Fields("tang tuoi chua dac vinamilk"), g.wordAt(it.to)) && !slices.Contains(strings.Fields("giup em chi anh xin bot nho"), g.wordBefore(it).Fold) && it.from > 0
}

// newRule tells whether "mới" is said of a decision or a standard, and of
// nobody: "ra khỏi danh sách 7 người theo quyết định mới".
func (g *reading) newRule(items []item, i int) bool {
	it := items[i]
	if it.to-it.from != 1 || !g.words[it.from].Is(keyMoi) || i+1 < len(items) && items[i+1].class == count || it.from < 2 {
		return false
	}
	return slices.Contains([]string{"quyet dinh", "quy dinh", "nghi dinh", "chinh sach", "tieu chuan", "thong tu", "huong dan"}, g.wordAt(it.from-2)+" "+g.wordAt(it.from-1))
}

// oneWhoDied tells whether "mất" of a clause of its own is said of one person by
// name, whom the next clause takes off: "Bác Hặc mất rồi chị ạ, giảm 1 thẻ hgđ".
func (t *tally) oneWhoDied(st stretch, l item) bool {
	if l.value != string(coverage.Died) || !slices.ContainsFunc(st.items, func(it item) bool { return it.class == other && it.to == l.from && t.isNamed(it.from) }) {
		return false
	}
	next := slices.IndexFunc(t.items, func(it item) bool {
		return it.from >= l.to && (it.class == kind || it.class == count || it.class == unit)
	})
	return next >= 0 && next+1 < len(t.items) && t.items[next].value == string(coverage.Lapsed) && t.items[next+1].class == count && t.items[next+1].num.Value == 1 && numbersIn(t.items) == 1
}

// ontopBehind tells whether "nữa" ends what is said of a figure, so that it
// comes on top of those before it: "có 2 người gia hạn nữa".
func (t *tally) ontopBehind(f *figure) bool {
	for k := f.end; k < len(t.words) && k < f.end+5 && t.words[k].Kind == vi.Letters; k++ {
		if t.words[k].Is(keyNua) {
			return true
		}
	}
	return false
}

// onlyPromised tells whether a message without a number only says that somebody
// will join: "nhà ông Pâng hẹn mai lấy tiền ngô rồi mua hgđ".
func (t *tally) onlyPromised() bool {
	return t.agent() && slices.ContainsFunc(t.items, func(it item) bool {
		return it.class == register && slices.Contains([]string{"hen", "hua", "se"}, t.wordAt(it.from))
	}) && !slices.ContainsFunc(t.items, func(it item) bool { return it.class == about || it.class == money })
}
