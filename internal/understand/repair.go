package understand

import (
	"slices"

	"baophu/internal/vi"
)

// People put right what they have just typed and send it as one message: "kc3 2
// hgđ, à nhầm 3 hgđ", "hôm qua bản Ca 2 hgđ, ơ không, hôm kia cơ". What stands
// behind such a word takes the place of what is of its kind before it: the
// number with what it is of, the day, the village. All else stays, and what
// cannot be put in its place exactly is asked about.

// repairKind is what a word of putting right may be followed by.
type repairKind int8

const (
	anew     repairKind = iota // anything
	denying                    // first what was wrong, then what is right
	anewDay                    // a day or a village; a number comes on top
	anewSize                   // a number, right behind it
)

// repairWords are the words by which people put right what they have just said.
func repairWords() []struct {
	phrases string
	kind    repairKind
} {
	return []struct {
		phrases string
		kind    repairKind
	}{
		{"à không phải|ơ không phải|á không phải|à ko phải|ơ ko phải|ấy không phải", denying},
		{"à không|ơ không|á không|ấy không|à ko|ơ ko|ủa không|à mà không|úi không|ấy chết|ấy chết nhầm|ấy chết lộn|thôi chết nhầm|" +
			"à nhầm|ơ nhầm|á nhầm|ấy nhầm|ủa nhầm|ui nhầm|úi nhầm|ôi nhầm|ối nhầm|à em nhầm|ơ em nhầm|ủa em nhầm|úi em nhầm|à lộn|ủa lộn|ui lộn|úi lộn|ôi lộn|ấy lộn|á lộn|ơ lộn|à viết lộn|ôi viết lộn|ủa viết lộn|à gõ lộn|ôi gõ lộn|à gõ nhầm|ôi gõ nhầm|ôi viết nhầm|à viết nhầm|à sai|ơ sai|à nhầm rồi|ủa nhầm rồi|à mà nhầm", anew},
		{"à quên|ơ quên|á quên|ấy chết quên|thôi chết quên|ấy quên", anewDay},
		{"=à", anewSize},
	}
}

func (r *Reader) fillRepairs() {
	r.repairs.Marked = true
	for _, w := range repairWords() {
		r.repairs.Add(w.phrases, w.kind)
	}
}

// repair is where a message puts itself right.
type repair struct {
	kind       repairKind
	at, behind int // the words of putting right
	from, to   int // what is right, in items
}

// repaired gives the message as its writer put it right, where it can be told
// what that changes.
func (g *reading) repaired() (*reading, bool) {
	if !g.agent() || len(g.words) > 80 {
		return g, false
	}
	for i := 1; i < len(g.words); i++ {
		kind, n, ok := g.repairs.Longest(g.words, i)
		if !ok || kind == anewSize && !g.beginsAt(i) {
			continue
		}
		items := g.tag(&g.reports)
		if slices.ContainsFunc(items, func(it item) bool {
			return it.class == latest || it.class == reporting && it.from > 2 || it.class == move || it.class == undo || it.class == less || it.class == fixing
		}) {
			return g, false // a report sent before is spoken of
		}
		if text, ok := g.mend(items, repair{kind: kind, at: i, behind: i + n}); ok {
			return g.begin(text, g.setting), true
		}
		if kind == anew || kind == denying {
			at := max(0, slices.IndexFunc(items, func(it item) bool { return it.to > i }))
			g.unmended = figured(items[:at]) && slices.ContainsFunc(items[at:], func(it item) bool {
				return it.class == count || it.class == span || it.class == unit || family(it.class) == 1
			})
			return g, false
		}
	}
	return g, false
}

// beginsAt tells whether a mark stands before word i.
func (g *reading) beginsAt(i int) bool {
	return g.words[i-1].Kind != vi.Letters && g.words[i-1].Kind != vi.Digits
}

// mend gives the text with what is right in the place of what was wrong.
func (g *reading) mend(items []item, r repair) (string, bool) {
	r.from = slices.IndexFunc(items, func(it item) bool { return it.from >= r.behind })
	if r.from < 0 {
		return "", false
	}
	if r.kind == denying {
		for r.from < len(items) && items[r.from].class != comma && items[r.from].class != strong {
			if items[r.from].class == count {
				return "", false
			}
			r.from++
		}
	}
	for r.from < len(items) && (items[r.from].class == comma || items[r.from].class == strong || items[r.from].class == filler || items[r.from].class == dash || items[r.from].class == wrong) {
		r.from++
	}
	for r.to = r.from; r.to < len(items) && !g.closesPart(items[r.to]); r.to++ {
	}
	if r.kind == anewSize && slices.ContainsFunc(items[r.from:r.to], func(it item) bool {
		return family(it.class) == 1 || it.class == kind || it.class == tt || it.class == unit || it.class == span
	}) {
		return "", false // "4 hgđ mới, à 2 tái tục" come on top
	}
	was, now, ok := g.inPlaceOf(items, r)
	if !ok {
		return "", false
	}
	rest := len(g.text)
	if r.to < len(items) {
		rest = g.words[items[r.to].from].Start
	}
	end := g.words[r.at].Start
	if open := g.words[r.at-1]; open.Text == "(" {
		end = open.Start
	}
	if was[1] == 0 { // a day that was not said before
		return now + " " + g.text[:end] + g.text[rest:], true
	}
	return g.text[:g.words[was[0]].Start] + now + g.text[g.words[was[1]-1].End:end] + g.text[rest:], true
}

// closesPart tells whether what is right ends before an item.
func (g *reading) closesPart(it item) bool {
	switch it.class {
	case comma, strong, colon, open, closing, quest:
		return true
	}
	return false
}

// inPlaceOf gives the words that are wrong, from the first to behind the last,
// and the text that takes their place.
func (g *reading) inPlaceOf(items []item, r repair) (was [2]int, now string, ok bool) {
	var day, village, number int
	for _, it := range items[r.from:r.to] {
		switch it.class {
		case span:
			day++
		case unit:
			village++
		case count:
			number++
		case indicator, tn, card, people, pupil, households, kind, tt, becomes, filler, reason:
		case other:
			if !slices.Contains([]string{"co", "chu", "lan", "kia", "day", "moi", "nha", "nhe", "vao", "luon"}, g.words[it.from].Fold) {
				return was, "", false
			}
		default:
			return was, "", false
		}
	}
	before := items[:slices.IndexFunc(items, func(it item) bool { return it.to > r.at })]
	switch {
	case number == 1 && day == 0 && village == 0 && r.kind != anewDay:
		return g.numberFor(items, before, r)
	case number == 0 && day+village == 1 && r.kind != anewSize:
		at := r.from + slices.IndexFunc(items[r.from:r.to], func(it item) bool { return it.class == span || it.class == unit })
		return g.oneFor(items[at], before, r)
	}
	return was, "", false
}

// oneFor puts a day or a village in the place of the only one before it.
func (g *reading) oneFor(it item, before []item, r repair) (was [2]int, now string, ok bool) {
	found := 0
	for _, b := range before {
		if b.class == it.class {
			found++
			was = [2]int{b.from, b.to}
		}
	}
	if found == 0 && it.class == span && r.kind == anew && it.span.Scale == vi.OneDay && numbersIn(before) > 0 {
		return was, g.text[g.words[it.from].Start:g.words[it.to-1].End], true
	}
	if found != 1 || it.class == span && it.span.Scale != vi.OneDay || r.kind == anewDay && was[1] < r.at-1 {
		return was, "", false
	}
	return was, g.text[g.words[it.from].Start:g.words[it.to-1].End], true
}

// numberFor puts a number, with what it is of, in the place of the last before
// it, with its own where it has none.
func (g *reading) numberFor(items, before []item, r repair) (was [2]int, now string, ok bool) {
	old := lastCount(before)
	at := r.from + slices.IndexFunc(items[r.from:r.to], func(it item) bool { return it.class == count })
	if old < 0 || r.kind == anewSize && items[at].from != r.behind || items[at].num.Approx || slices.ContainsFunc(before[old:], func(b item) bool { return b.class == unit || b.class == strong && g.words[b.from].Kind == vi.LineEnd }) {
		return was, "", false
	}
	if at+1 < len(items) && (items[at+1].class == measure || items[at+1].class == money || items[at+1].class == clock) || old+1 < len(before) && before[old+1].class == measure {
		return was, "", false
	}
	behind := func(list []item, k int) int {
		for k+1 < len(list) && isLabel(list[k+1].class) {
			k++
		}
		return k
	}
	oldEnd, newEnd := behind(before, old), min(behind(items, at), r.to-1)
	named := slices.ContainsFunc(items[at+1:newEnd+1], func(l item) bool { return family(l.class) == 1 })
	if r.kind == anewSize && named && !slices.ContainsFunc(before[old:], func(l item) bool { return family(l.class) == 1 && l.value == items[newEnd].value }) {
		return was, "", false
	}
	if !named { // "3 hgđ, à nhầm 2 người": what it is of stays
		return [2]int{before[old].from, before[old].to}, g.text[g.words[items[at].from].Start:g.words[items[at].to-1].End], true
	}
	return [2]int{before[old].from, before[oldEnd].to}, g.text[g.words[items[at].from].Start:g.words[items[newEnd].to-1].End], true
}

func lastCount(items []item) int {
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].class == count {
			return i
		}
	}
	return -1
}
