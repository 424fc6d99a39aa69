package understand

import (
	"slices"

	"baophu/internal/coverage"
)

// twice asks before the same figure is booked two times from one message: the
// second may only say the first again ("tặng 5 thẻ hgđ, em nhập 5 nha"), unless
// a word tells that it is more.
func (t *tally) twice(m *Meaning) {
	if !t.agent() || m.Intent != Report || len(m.Ask) > 0 || m.Reject != "" || t.tellsMore() {
		return
	}
	for i, r := range m.Rows {
		if r.Count > 0 && slices.ContainsFunc(m.Rows[:i], func(o Row) bool {
			if r.Kind == coverage.Lapsed && o.Kind == r.Kind && o.Unit == r.Unit && o.Day == r.Day && o.Count == r.Count && (o.Reason == "") != (r.Reason == "") && !slices.ContainsFunc(t.items, func(it item) bool { return it.class == count && it.num.Value == r.Count+o.Count }) {
				return true // the second may say why
			}
			return o.Unit == r.Unit && o.Indicator == r.Indicator && o.Kind == r.Kind && o.Day == r.Day && o.Count == r.Count && o.Reason == r.Reason
		}) {
			m.doubt()
			return
		}
	}
}

// tellsMore tells whether words part a message into times, batches or ranks of
// people.
func (t *tally) tellsMore() bool {
	for _, w := range t.words {
		if slices.Contains([]string{"them", "nua", "sang", "chieu", "trua", "toi", "dot", "lan", "thu"}, w.Fold) {
			return true
		}
	}
	return false
}
