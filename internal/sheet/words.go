package sheet

import (
	"fmt"
	"strings"

	"baophu/internal/coverage"
)

// vocabulary holds the words that cells of a few meanings may bear.
type vocabulary struct {
	bases      meanings[coverage.Base]
	indicators meanings[coverage.Indicator]
	measures   meanings[coverage.Measure]
	classes    meanings[string]
	roles      meanings[coverage.Role]
	statuses   meanings[coverage.Status]
	kinds      meanings[coverage.Kind]
	reasons    meanings[coverage.Reason]
}

// choice is one meaning of a cell and the words for it; the first is ours.
type choice[T any] struct {
	value T
	words []string
}

// meanings finds what a word means, as written and folded.
type meanings[T any] struct {
	of      map[string]T
	offered []string
}

func newVocabulary() vocabulary {
	return vocabulary{
		bases: meaningsOf(bases()), indicators: meaningsOf(indicators()), measures: meaningsOf(measures()), classes: meaningsOf(classWords()),
		roles: meaningsOf(roles()), statuses: meaningsOf(statuses()), kinds: meaningsOf(tallyKinds()), reasons: meaningsOf(reasons()),
	}
}

func meaningsOf[T any](choices []choice[T]) meanings[T] {
	m := meanings[T]{of: map[string]T{}}
	for _, c := range choices {
		m.offered = append(m.offered, c.words[0])
		for _, word := range c.words {
			m.of[word], m.of[key(word)] = c.value, c.value
		}
	}
	return m
}

// pick reads a cell that must hold one of a few words.
func pick[T any](w *row, column string, m meanings[T]) T {
	s := w.needed(column)
	value, ok := m.of[s]
	if !ok && s != "" {
		value, ok = m.of[key(s)]
	}
	if !ok && s != "" {
		w.fault(column, fmt.Sprintf("%q không hiểu; chọn một trong: %s", s, strings.Join(m.offered, ", ")))
	}
	return value
}
