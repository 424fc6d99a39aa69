package understand

import (
	"slices"

	"baophu/internal/vi"
)

// hardlyUndoes tells "bỏ", "rút", "gỡ" that speak of something else from those
// that take a report back: "bo mi ai mua" (nobody, in Thái), "con nó gõ hộ".
// A report is only taken back where it is named, or nothing else is said.
func (g *reading) hardlyUndoes(items []item) bool {
	at := slices.IndexFunc(items, func(it item) bool { return it.class == undo })
	if at < 0 || items[at].to-items[at].from > 1 || !slices.Contains([]string{"bo", "rut", "go"}, g.words[items[at].from].Fold) {
		return false
	}
	if slices.ContainsFunc(items, func(it item) bool { return it.class == zero || it.class == strange }) {
		return true
	}
	named := slices.ContainsFunc(items, func(it item) bool { return it.class == latest || it.class == reporting || it.class == count })
	named = named || slices.ContainsFunc(g.words, func(w vi.Word) bool {
		return slices.Contains([]string{"tin", "bc", "cao", "vua", "cai", "truoc", "cuoi"}, w.Fold)
	})
	return !named && len(g.words) > 5
}

// southwards tells "Nam", "Ba" of a place somebody goes to from five and three:
// "1 người chuyển vào Nam cắt thẻ hgđ", "vào miền Nam".
func (t *tagger) southwards() bool {
	w := t.words[t.at]
	if t.at == 0 || !w.Bare() {
		return false
	}
	if w.Upper() && t.behindGoing(t.at) {
		return true
	}
	return w.Fold == "nam" && slices.Contains([]string{"vao", "mien", "trong", "phia"}, t.words[t.at-1].Fold)
}

// doneFor tells whether "cho" names those for whom something was done, and is
// no "chỗ" without its mark: "gia hạn cho 4 người", "giảm được cho 2 hgđ".
func (t *tagger) doneFor() bool {
	if !t.words[t.at].Is(keyCho) {
		return false
	}
	for i := len(t.items) - 1; i >= 0; i-- {
		switch t.items[i].class {
		case filler, card, indicator, tn:
		case kind, tt, reporting, less:
			return true
		default:
			return false
		}
	}
	return false
}
