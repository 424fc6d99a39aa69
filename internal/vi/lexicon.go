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
	byFirst map[string]*entries[T]
}

// entries are the phrases that begin with one word: of one word, and of more by
// the second, the longest first.
type entries[T any] struct {
	alone  []phrase[T]
	longer map[string][]phrase[T]
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
		l.byFirst = make(map[string]*entries[T])
	}
	for text := range strings.SplitSeq(phrases, "|") {
		text, exact := strings.CutPrefix(strings.TrimSpace(text), "=")
		words := Words(Clean(text))
		if len(words) == 0 {
			continue
		}
		of := l.byFirst[words[0].Fold]
		if of == nil {
			of = &entries[T]{longer: map[string][]phrase[T]{}}
			l.byFirst[words[0].Fold] = of
		}
		p := phrase[T]{words, exact, value}
		if len(words) == 1 {
			of.alone = p.into(of.alone)
		} else {
			of.longer[words[1].Fold] = p.into(of.longer[words[1].Fold])
		}
	}
}

// into puts a phrase behind those that go before it.
func (p phrase[T]) into(list []phrase[T]) []phrase[T] {
	at := slices.IndexFunc(list, func(q phrase[T]) bool { return p.before(q) < 0 })
	if at < 0 {
		at = len(list)
	}
	return slices.Insert(list, at, p)
}

// Longest finds the longest phrase that begins at words[i], and how many
// words it takes.
func (l *Lexicon[T]) Longest(words []Word, i int) (value T, length int, ok bool) {
	if i >= len(words) {
		return value, 0, false
	}
	of := l.byFirst[words[i].Fold]
	if of == nil {
		return value, 0, false
	}
	if i+1 < len(words) {
		longer := of.longer[words[i+1].Fold]
		for k := range longer {
			if p := &longer[k]; p.at(words[i:], l.Marked) {
				return p.value, len(p.words), true
			}
		}
	}
	for k := range of.alone {
		if p := &of.alone[k]; p.at(words[i:], l.Marked) {
			return p.value, 1, true
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

func (p *phrase[T]) at(words []Word, marked bool) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, want := range p.words {
		w := words[i]
		switch {
		case w.Key == want.Key:
		case p.exact || w.Fold != want.Fold:
			return false
		case len(p.words) == 1 && !w.Bare(), marked && !w.MayBe(want):
			return false
		}
	}
	return true
}
