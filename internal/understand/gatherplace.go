package understand

import (
	"slices"

	"baophu/internal/place"
)

// countedVillages marks the 2 of "2 bản Noong La và Dửn", and leaves out the 3 of
// "cả 3 bản Kim Chung": nobody was counted.
func countedVillages(st stretch, figures []figure) []figure {
	for i, it := range st.items {
		if i > 0 && isLabel(it.class) {
			break
		}
		if it.class != count || i+1 >= len(st.items) || st.items[i+1].class != unit || st.items[i+1].from != it.to || st.items[i+1].value == "" {
			continue
		}
		all := len(st.items[i+1].units)
		for k := range figures {
			figures[k].foreign = figures[k].foreign || figures[k].at == it.from
			figures[k].removed = figures[k].at == it.from && all > 1 && it.num.Value == int64(all)
		}
	}
	return slices.DeleteFunc(figures, func(f figure) bool { return f.removed })
}

// each gives the figures of "mỗi bản 2 hgđ" to all the villages listed.
func (t *tally) each(st stretch, figures []figure) []figure {
	if len(figures) == 0 || !slices.ContainsFunc(st.items, func(it item) bool { return it.class == each }) {
		return figures
	}
	if slices.ContainsFunc(st.items, func(it item) bool {
		return it.class == each && slices.Contains([]string{"ngay", "hom", "bua"}, t.words[it.to-1].Fold)
	}) {
		if all := t.eachDay(figures); all != nil {
			return all
		}
		for k := range figures { // "mỗi ngày 2 hgđ": which days?
			figures[k].dated, figures[k].badDay = true, true
		}
	}
	if len(t.orphans) == 0 && !t.hasUnit {
		if all := t.ofAll(); all != nil {
			return t.forAll(figures, all)
		}
	}
	if len(t.left) > 0 {
		return t.forAll(figures, t.left)
	}
	for _, f := range figures {
		for _, code := range t.orphans {
			f.place([]place.Code{code})
			figures = append(figures, f)
		}
	}
	t.orphans = nil
	return figures
}

// place gives the figures of a stretch their village.
func (t *tally) place(st stretch, figures []figure) {
	pre := true
	if len(figures) > 0 {
		for _, it := range st.items {
			if it.class == unit || it.class == strange {
				pre = it.from < figures[0].at
				break
			}
		}
	}
	next := 0
	for _, it := range st.items {
		isUnit := it.class == unit || it.class == strange
		switch {
		case isUnit && pre:
			t.speakOf(it)
		case isUnit:
			t.speakOf(it)
			for ; next < len(figures) && figures[next].at < it.from; next++ {
				t.assign(&figures[next])
			}
			t.fillBack()
		case it.class == count && pre && next < len(figures):
			t.assign(&figures[next])
			next++
		}
	}
	for ; next < len(figures); next++ {
		t.assign(&figures[next])
	}
	if len(figures) == 0 && t.hasUnit && st.after != colon && st.after != dash { // "(thôn 3: 2, thôn 5: 1)" heads what follows
		for _, it := range st.items {
			if it.class == unit {
				t.fillBack()
			}
		}
	}
}

func (t *tally) speakOf(it item) {
	if it.class == unit && len(it.units) == 1 && !t.used && t.hasUnit && len(t.units) == 1 && t.units[0] != it.units[0] {
		t.orphans = append(t.orphans, t.units[0])
	}
	t.units, t.hasUnit, t.lost, t.used = it.units, true, it.class == strange, false
}

func (t *tally) assign(f *figure) {
	if !t.hasUnit {
		return
	}
	t.used = true
	f.place(t.units)
}

// fillBack gives the village to the figures right before it that have none: "5
// hgđ, 2 tn bản Noong La". What stands before another village is none of it:
// "5 hgđ, noong la 3, dửn 2, 1 tn ka láp".
func (t *tally) fillBack() {
	for k := len(t.figures) - 1; k >= 0 && !t.figures[k].named; k-- {
		t.assign(&t.figures[k])
	}
}

// orphan notes a last village about which nothing was said.
func (t *tally) orphan() {
	if t.hasUnit && !t.used && len(t.units) == 1 && !t.lost {
		t.orphans = append(t.orphans, t.units[0])
	}
	t.orphans = slices.DeleteFunc(t.orphans, func(c place.Code) bool { return slices.Contains(t.zeros, c) })
}
