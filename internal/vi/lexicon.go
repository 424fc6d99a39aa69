package vi

import (
	"slices"
	"strings"
)

// Lexicon finds phrases in words. A phrase of one word is found as it is
// spelled or without any marks; one of several words whatever the marks; one
// added with a leading "=" only as it is spelled.
type Lexicon[T any] struct {
	// Marked holds phrases of several words to the marks that were typed: some
	// may be missing, but none may stand where the phrase has none or another.
	Marked  bool
	byFirst map[string][]phrase[T]
}

type phrase[T any] struct {
	words []Word
	exact bool
	value T
}

// Add adds phrases, parted by "|", that all have the one value. A phrase added
// again replaces nothing: the first stands.
func (l *Lexicon[T]) Add(phrases string, value T) {
	if l.byFirst == nil {
		l.byFirst = make(map[string][]phrase[T])
	}
	for text := range strings.SplitSeq(phrases, "|") {
		text, exact := strings.CutPrefix(strings.TrimSpace(text), "=")
		words := Words(Clean(text))
		if len(words) == 0 {
			continue
		}
		first := words[0].Fold
		l.byFirst[first] = append(l.byFirst[first], phrase[T]{words, exact, value})
		slices.SortStableFunc(l.byFirst[first], phrase[T].before)
	}
}

// Longest finds the longest phrase that begins at words[i], and how many
// words it takes.
func (l *Lexicon[T]) Longest(words []Word, i int) (value T, length int, ok bool) {
	if i >= len(words) {
		return value, 0, false
	}
	for _, p := range l.byFirst[words[i].Fold] {
		if p.at(words[i:], l.Marked) {
			return p.value, len(p.words), true
		}
	}
	return value, 0, false
}

// before puts longer phrases first, and exact ones before the others.
func (p phrase[T]) before(q phrase[T]) int {
	if d := len(q.words) - len(p.words); d != 0 || p.exact == q.exact {
		return d
	}
	if p.exact {
		return -1
	}
	return 1
}

func (p phrase[T]) at(words []Word, marked bool) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, want := range p.words {
		w := words[i]
		switch {
		case w.Key == want.Key:
		case p.exact || w.Fold != want.Fold:
			return false
		case len(p.words) == 1 && !w.Bare(), marked && !w.mayBe(want):
			return false
		}
	}
	return true
}
