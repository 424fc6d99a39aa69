package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// joined gives a figure behind "và" what happened to those before it, where
// that was said before their number: "tái tục 2 hgđ và 1 tn". Said behind it,
// it is of them alone: "2 hgđ tái tục và 1 tn". Who left, and more of the very
// same, are asked about.
func (t *tally) joined(f, last *figure) {
	lead := slices.ContainsFunc(last.labels, func(l item) bool {
		return (family(l.class) == 2 || l.class == reason) && l.to <= last.at && l.value != tookPart
	})
	switch {
	case last.Kind == "" || last.Kind == coverage.New || last.Kind == coverage.Visited:
		f.Kind = last.Kind
	case !lead:
	default:
		f.Kind = last.Kind
		t.wavers = t.wavers || f.own && (f.Indicator == last.Indicator || f.Kind == coverage.Lapsed || t.plus(last.at, f.at))
	}
}

// plus tells whether "+" stands between two words.
func (t *tally) plus(from, to int) bool {
	return slices.ContainsFunc(t.words[from:to], func(w vi.Word) bool { return w.Text == "+" })
}

// leads tells whether "giảm", "cắt", "tăng" right before a number are of that
// number, behind one that has its label: "4 hgđ giảm 8 hgđ".
func leads(items []item, numbers []int, next, i int) bool {
	it := items[i]
	if lossBetween(items, numbers, next, i) && !labelledFrom(items, numbers, next) {
		return true
	}
	if it.class != kind || it.value != string(coverage.Lapsed) && it.value != string(coverage.New) || numbers[next] != i+1 || numbers[next-1] >= i-1 {
		return false
	}
	if it.value == string(coverage.New) && it.to-it.from < 2 {
		return false // "2 hgđ mới 3 tn"
	}
	return labelledBetween(items, numbers[next-1], i) && labelledFrom(items, numbers, next)
}

// tornBetween tells whether the label items[i] of renewal or of loss may be of
// either number: "2 hgđ tái tục 8 hgđ", "5 hgđ giảm 2".
func tornBetween(items []item, numbers []int, next, i int) bool {
	it := items[i]
	if lossBetween(items, numbers, next, i) {
		return true
	}
	if it.to-it.from == 1 && labelledFrom(items, numbers, next) && !sameOf(items, numbers, next) { // "2 hgđ gh 1 tn"
		return false
	}
	if it.class != tt && (it.class != kind || it.value != string(coverage.Renewed)) || numbers[next] != i+1 || numbers[next-1] >= i-1 || side(items, numbers, 2) != unsaid {
		return false
	}
	return labelledBetween(items, numbers[next-1], i) && len(sameBetween(items, numbers[next-1], numbers[next], 2)) == 1
}

// sameOf tells whether two numbers beside one another are of the same.
func sameOf(items []item, numbers []int, next int) bool {
	end := len(items)
	if next+1 < len(numbers) {
		end = numbers[next+1]
	}
	of := func(list []item) string {
		if k := slices.IndexFunc(list, func(l item) bool { return family(l.class) == 1 }); k >= 0 {
			return list[k].value
		}
		return ""
	}
	return of(items[numbers[next-1]+1:numbers[next]]) == of(items[numbers[next]+1:end])
}

// labelledBetween tells whether a number has what it is of before items[to].
func labelledBetween(items []item, number, to int) bool {
	return slices.ContainsFunc(items[number+1:to], func(l item) bool { return family(l.class) == 1 })
}

// labelledFrom tells whether a number has what it is of behind it.
func labelledFrom(items []item, numbers []int, k int) bool {
	end := len(items)
	if k+1 < len(numbers) {
		end = numbers[k+1]
	}
	return slices.ContainsFunc(items[numbers[k]+1:end], func(l item) bool { return family(l.class) == 1 })
}
