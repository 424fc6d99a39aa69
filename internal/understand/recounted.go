package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Who dictates puts a number right in the same breath: "tiểu khu một có mười
// một người mua thẻ hộ gia đình à không mười hai người". The later number
// stands where the first one did.

// secondThoughts are folded words by which a writer takes back what was said
// last, and nothing else.
var secondThoughts = []string{"a khong phai", "a khong", "a ko", "a k", "ay khong", "y khong", "i khong", "o khong", "a ma khong", "a thoi khong phai", "khong khong",
	"y em la", "y e la", "y toi la", "y tui la", "y minh la", "y chau la", "y con la", "noi lai la", "noi lai", "xin noi lai"}

// rethought gives how many words at i take back what stands before them.
func (g *reading) rethought(i int) int {
	if i == 0 || i+1 >= len(g.words) || g.words[i].Kind != vi.Letters {
		return 0
	}
	for _, said := range secondThoughts {
		if n := g.phraseLen(i, said); n > 0 && (n > 2 || !g.words[i].Bare() || said[:2] == "a ") {
			return n
		}
	}
	return 0
}

// recounted is the message with a number, a village or a day put right where it
// was taken back; ok is false where nothing was, or where it is not plain what.
func (g *reading) recounted() (*reading, bool) {
	if !g.agent() {
		return nil, false
	}
	for i := range g.words {
		n := g.rethought(i)
		if n == 0 {
			continue
		}
		if text, ok := g.writeAnew(g.tag(&g.reports), i, i+n); ok {
			better := g.begin(text, g.setting)
			if again, ok := better.recounted(); ok {
				return again, true
			}
			return better, true
		}
	}
	return nil, false
}

// writeAnew writes the message anew: words[from:to] take back what stands right
// before them.
func (g *reading) writeAnew(items []item, from, to int) (string, bool) {
	before := slices.IndexFunc(items, func(it item) bool { return it.to > from })
	after := slices.IndexFunc(items, func(it item) bool { return it.from >= to })
	if before <= 0 || after < 0 || slices.ContainsFunc(items, func(it item) bool {
		return slices.Contains([]class{wrong, fixing, move, undo, less, about, total, partly, running}, it.class)
	}) {
		return "", false
	}
	for after < len(items) && (items[after].class == comma || g.leadsIn(items[after])) {
		after++
	}
	if after >= len(items) {
		return "", false
	}
	old := before - 1
	for old > 0 && items[old].class == comma {
		old--
	}
	switch items[after].class {
	case unit, span:
		for old > 0 && g.leadsIn(items[old]) {
			old--
		}
		if items[old].class != items[after].class || items[after].class == span && (items[after].span.Scale != vi.OneDay || items[old].span.Scale != vi.OneDay) {
			return "", false
		}
		return g.text[:g.words[items[old].from].Start] + g.text[g.words[items[after].from].Start:], true
	case count:
		return g.numberRight(items, old, after)
	}
	return "", false
}

// leadsIn tells whether an item is "là", "có", "được" and the like, which stand
// before a number and say nothing.
func (g *reading) leadsIn(it item) bool {
	return it.class == filler && it.to-it.from == 1 && slices.Contains([]string{"la", "co", "duoc", "dc", "thi", "phai", "chi", "a"}, g.words[it.from].Fold) || it.class == becomes && it.to-it.from < 3
}

// numberRight lets the number items[after] stand for the last one before it. What
// each is of must be the same, or be said of one of them alone.
func (g *reading) numberRight(items []item, last, after int) (string, bool) {
	old := last
	for old >= 0 && items[old].class != count {
		switch items[old].class {
		case strong, unit, strange, span, closing, zero:
			return "", false
		}
		old--
	}
	if old < 0 || !items[old].num.Whole() || !items[after].num.Whole() || items[old].num.Approx || items[after].num.Approx {
		return "", false
	}
	end := after + 1
	for end < len(items) && isLabel(items[end].class) {
		end++
	}
	was, now := ofItems(items[old+1:last+1]), ofItems(items[after+1:end])
	if !now.likely(was) {
		return "", false
	}
	right := g.text[g.words[items[after].from].Start:g.words[items[end-1].to-1].End]
	rest := end
	for k := end; k < len(items) && k < end+3; k++ { // "mười hai người mười hai nhé"
		if items[k].class == count && items[k].num.Value == items[after].num.Value && (k+1 >= len(items) || !isLabel(items[k+1].class)) {
			rest = k + 1
		}
		if items[k].class != comma && items[k].class != filler {
			break
		}
	}
	kept := ""
	if !now.named || now.only {
		kept = g.labelsText(items[old+1 : last+1])
		right = g.text[g.words[items[after].from].Start:g.words[items[after].to-1].End]
		if kept == "" || !was.named && now.named {
			right, kept = g.text[g.words[items[after].from].Start:g.words[items[end-1].to-1].End], ""
		}
	}
	tail := ""
	if rest < len(items) {
		tail = " " + g.text[g.words[items[rest].from].Start:]
	}
	return g.text[:g.words[items[old].from].Start] + right + kept + tail, true
}

// labelsText is what was written of labels, from the first to the last.
func (g *reading) labelsText(items []item) string {
	if len(items) == 0 {
		return ""
	}
	return " " + g.text[g.words[items[0].from].Start:g.words[items[len(items)-1].to-1].End]
}

// saidOf is what labels say of a number.
type saidOf struct {
	indicator coverage.Indicator
	kind      coverage.Kind
	named     bool // what it is of
	only      bool // and nothing else but people
}

// ofItems gives what the labels among items say.
func ofItems(items []item) saidOf {
	f := figure{}
	only := true
	for _, it := range items {
		if isLabel(it.class) {
			f.labels = append(f.labels, it)
			only = only && (family(it.class) == 1 || it.class == people)
		}
	}
	f.settle()
	return saidOf{f.Indicator, f.Kind, f.Indicator != "" || f.card, only}
}

// likely tells whether a number that takes another back is of the same.
func (s saidOf) likely(was saidOf) bool {
	return (s.indicator == "" || was.indicator == "" || s.indicator == was.indicator) && (s.kind == "" || was.kind == "" || s.kind == was.kind)
}
