package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Words of loss beside people who bought: those whom a list lets go are the
// first to buy, and "5 hgđ giảm 2" lost two and not five. Where a sign could be
// either way it is asked.

// letGo tells whether people lost what the state paid, and may have bought.
func letGo(why coverage.Reason) bool { return why == coverage.LeftPoor || why == coverage.LeftList }

// insuredAgain takes "mua 2 hgđ vì hết diện nghèo" for people who bought, and
// lets it be asked; other reasons beside "tăng", "gia hạn" are asked as well.
func (f *figure) insuredAgain(said []coverage.Kind) []coverage.Kind {
	if f.Reason == "" || slices.ContainsFunc(f.labels, func(l item) bool { return l.class == kind && l.value == string(coverage.Lapsed) }) {
		return said
	}
	came := slices.Contains(said, coverage.New) || slices.Contains(said, coverage.Renewed)
	switch {
	case came && letGo(f.Reason):
		f.Reason, f.torn = "", true
		return slices.DeleteFunc(said, func(k coverage.Kind) bool { return k == coverage.Lapsed })
	case came && f.strong:
		f.torn = true
	}
	return said
}

// flipped tells whether a reason said in a clause of its own made a loss of a
// figure that was none: "2 hgđ, là hộ thoát nghèo".
func (f *figure) flipped(l item, was coverage.Kind, own bool) bool {
	return l.class == reason && letGo(f.Reason) && f.Kind == coverage.Lapsed && was != coverage.Lapsed && (own && f.specific() || was != "")
}

// cameBack tells whether people said to have left are among those insured
// right behind: "4 người thôi hưởng, 3 người mua lại hgđ".
func (t *tally) cameBack() bool {
	for i := 1; i < len(t.figures); i++ {
		f, g := &t.figures[i-1], &t.figures[i]
		if f.Kind != coverage.Lapsed || !g.joins() || g.Unit != f.Unit || g.Day != f.Day || g.Count > f.Count {
			continue
		}
		if letGo(f.Reason) && (g.Kind == coverage.Renewed || g.people && t.oneSentence(f.at, g.at)) || f.people && !f.specific() && t.again(g) {
			return true
		}
	}
	return false
}

// oneSentence tells whether nothing but commas parts two words.
func (t *tally) oneSentence(from, to int) bool {
	return !slices.ContainsFunc(t.words[from:to], func(w vi.Word) bool {
		return w.Kind == vi.LineEnd || w.Text == ";" || w.Text == "."
	})
}

// again tells whether a figure counts who bought or paid once more.
func (t *tally) again(f *figure) bool {
	return slices.ContainsFunc(f.labels, func(l item) bool {
		return l.class == kind && l.value == string(coverage.Renewed) && t.is(l.to-1, "lai")
	})
}

// lossBetween tells whether the word of loss items[i], right before a number and
// behind one that has what it is of, may be of either: "5 hgđ giảm 2".
func lossBetween(items []item, numbers []int, next, i int) bool {
	it := items[i]
	if numbers[next] != i+1 || numbers[next-1] >= i-1 || side(items, numbers, 2) != unsaid || !labelledBetween(items, numbers[next-1], i) {
		return false
	}
	if it.class == reason {
		return !slices.ContainsFunc(items[numbers[next]:], func(l item) bool { return l.class == reason })
	}
	return it.class == kind && it.value == string(coverage.Lapsed) && !labelledFrom(items, numbers, next)
}

// poorNoMore tells whether "6 hgđ thoát nghèo" may be households that left
// poverty as well as people of the household insurance: no word of loss is
// beside them.
func (t *tally) poorNoMore() bool {
	return slices.ContainsFunc(t.figures, func(f figure) bool {
		return f.Kind == coverage.Lapsed && f.Reason == coverage.LeftPoor && f.Indicator == coverage.Household && !f.people && !f.card && f.specific() && f.beside(t.words, f.end) &&
			!slices.ContainsFunc(t.items, func(it item) bool { return it.class == kind && it.value == string(coverage.Lapsed) })
	})
}

// beside tells whether "hgđ", "hộ gia đình" stands right behind a number.
func (f *figure) beside(words []vi.Word, at int) bool {
	return at < len(words) && slices.ContainsFunc(f.labels, func(l item) bool { return l.class == indicator && l.from == at && words[at].Fold[0] == 'h' })
}

// reasonsInRow tells whether "2 hgđ chết 1 chuyển đi" may be two who left as
// well as three: nothing parts the numbers, and the second has only why.
func (t *tally) reasonsInRow() bool {
	for i := 1; i < len(t.figures); i++ {
		f, was := &t.figures[i], &t.figures[i-1]
		if was.leaves() && f.leaves() && was.Reason != "" && f.Reason != "" && was.specific() && !f.specific() && was.Count > f.Count && f.stretch == was.stretch && f.Unit == was.Unit && f.Day == was.Day &&
			!slices.ContainsFunc(t.words[was.at:f.at], func(w vi.Word) bool { return w.Kind == vi.Mark || w.Kind == vi.LineEnd }) {
			return true
		}
	}
	return false
}
