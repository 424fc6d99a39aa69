package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// head gives a figure the labels of the heading it stands under, and keeps
// what it may be a heading of.
func (t *tally) head(f *figure, st stretch, k int) {
	for _, fam := range []int{1, 2} {
		if !t.headed[fam] {
			continue
		}
		switch {
		case fam == 1 && !f.own && !f.foreign:
			f.labels = append(f.labels, t.header[fam])
			h := figure{labels: []item{t.header[fam]}}
			h.settle()
			if last := len(t.figures) - 1; h.generic && last >= 0 && wholeOf(t.figures[last].Indicator) == h.Indicator && t.figures[last].Unit == f.Unit {
				h.Indicator, h.generic = t.figures[last].Indicator, false // "BHYT: mới 4 hộ gia đình, gia hạn 3"
			}
			f.Indicator, f.own, f.generic, f.thoatOrTN, f.headed, f.card = h.Indicator, true, h.generic, h.thoatOrTN, true, f.card || h.card
		case fam == 2 && f.Kind == "" && !f.attending && !f.registered && !f.agreed:
			h := figure{labels: []item{t.header[fam]}}
			h.settle()
			if f.own && !f.Households && (h.attending || h.Kind == coverage.Visited) {
				continue // "dự đám cưới về, bon bu dấp 2 hgđ"
			}
			f.Kind, f.registered, f.attending, f.strong = h.Kind, h.registered, h.attending, h.strong
			if h.Reason != "" {
				f.Reason = h.Reason
			}
			f.Households = f.Households || h.Households
		}
	}
	if k == 0 && st.before == and && f.Kind == "" && !f.registered && len(t.figures) > 0 {
		if last := t.figures[len(t.figures)-1]; last.stretch == f.stretch-1 {
			t.joined(f, &last)
		}
	}
}

// loose is what labels without a number do: they head what follows, or belong
// to the figure before.
func (t *tally) loose(st stretch, labels []item, hasNext bool) {
	if t.zeroAt(st, labels) {
		return
	}
	if len(t.figures) > 1 && t.ofEvery(st) {
		t.labelAll(labels)
		return
	}
	heads := st.after == colon || len(t.figures) == 0
	far := st.before == strong
	both := slices.ContainsFunc(labels, func(l item) bool { return family(l.class) == 2 })
	last, why := len(t.figures)-1, false
	elsewhere := t.ofElse(st, labels)
	for _, l := range labels {
		fam := family(l.class)
		if far && (l.class == register || l.class == agree) && t.setApart(st) {
			continue
		}
		if elsewhere && l.class == register && heads && st.after == comma {
			t.wavers = true // "sai giờ hẹn nên dân đi hết, ka láp được 1 hgđ"
			continue
		}
		if elsewhere && (fam == 2 && l.class != register && l.class != agree || l.class == reason) {
			continue
		}
		if l.class == reason && st.after == colon && (l.value != string(coverage.Died) || len(st.items) == 1) { // "Thoát nghèo mất thẻ: 3 người"
			t.header[2], t.headed[2], t.headed[1], why = l, true, false, true
			continue
		}
		if why && fam == 2 {
			continue
		}
		if t.oneWhoDied(st, l) {
			continue
		}
		if t.wavering(st, l, last, heads) {
			t.wavers = true
			continue
		}
		if l.value == string(coverage.Renewed) && last >= 0 && t.figures[last].Kind == coverage.Lapsed && t.figures[last].Reason == "" && st.after != colon {
			t.wavers = true // "2 thẻ hết hạn, đã gia hạn"
		}
		switch {
		case fam > 0 && (heads || hasNext && t.has(fam, last)):
			t.header[fam], t.headed[fam] = l, true
			if fam == 1 && !both {
				t.headed[2] = false
			}
		case l.value == string(coverage.Died) && far && last >= 0 && t.figures[last].Kind != coverage.Lapsed: // "đi mất cả tiếng"
		case last >= 0:
			f := &t.figures[last]
			kindBefore, own := f.Kind, f.own
			f.labels = append(f.labels, l)
			g := figure{labels: f.labels, Row: Row{Count: f.Count}}
			g.settle()
			f.Indicator, f.Kind, f.Reason, f.Tag = pick(own, f.Indicator, g.Indicator), g.Kind, g.Reason, g.Tag
			f.own, f.registered, f.agreed, f.Households = g.own || own, g.registered, g.agreed || f.agreed, g.Households
			f.torn = f.torn || g.torn || f.flipped(l, kindBefore, own)
			// "tái tục: 1", and on the next line "đã nộp tiền", which is said of all
			if g.Kind == "" || l.value == tookPart && (kindBefore == coverage.Renewed || kindBefore == coverage.Lapsed) {
				f.Kind = kindBefore
			}
		}
	}
}

// ofElse tells whether a stretch without numbers is about something else, so
// that what it says happened did not happen to those counted beside it: "sim
// hết hạn nên báo muộn: 3 hgđ".
func (t *tally) ofElse(st stretch, labels []item) bool {
	if !t.agent() || slices.ContainsFunc(labels, func(l item) bool {
		return family(l.class) == 1 || l.class == people || l.class == pupil || l.class == households || l.to-l.from > 2
	}) {
		return false
	}
	return slices.ContainsFunc(st.items, func(it item) bool { return it.class == other && t.words[it.from].Kind == vi.Letters })
}

// wavering tells whether "mất", "rút" of a clause of its own may be said of
// people that nobody counted: "2 hgđ, ông cụ nhà bên mất nên chưa đi được".
func (t *tally) wavering(st stretch, l item, last int, heads bool) bool {
	if !t.agent() || !leaving(l) || l.to-l.from > 2 || st.after == colon || last >= 0 && t.figures[last].Kind == coverage.Lapsed {
		return false
	}
	if last < 0 && !heads || slices.ContainsFunc(st.items, func(it item) bool { return family(it.class) == 1 }) {
		return false
	}
	return slices.ContainsFunc(st.items, func(it item) bool {
		return it.class == people || it.class == households || it.class == pupil || it.class == other && t.words[it.from].Kind == vi.Letters
	})
}

// narrow gives the figures that only the heading of a list says anything of
// the narrower insurance that is named with the others of the list: "BÁO CÁO
// BHYT: ái 1 3 học sinh, kim chung 1 2".
func (t *tally) narrow() {
	var only coverage.Indicator
	for _, f := range t.figures {
		if f.isPart || f.isSum || f.isTotal {
			return
		}
		whole := wholeOf(f.Indicator)
		if whole == "" || !f.specific() {
			continue
		}
		if only != "" && only != f.Indicator {
			return
		}
		only = f.Indicator
	}
	for i := range t.figures {
		if f := &t.figures[i]; only != "" && f.headed && f.generic && f.Indicator == wholeOf(only) {
			f.Indicator, f.generic = only, false
		}
	}
}

func pick(keep bool, a, b coverage.Indicator) coverage.Indicator {
	if keep && a != "" && wholeOf(b) == a {
		return b // "BÁO CÁO BHYT: 3 người (hộ gia đình)"
	}
	if keep && a != "" || b == "" {
		return a
	}
	return b
}

func (t *tally) has(fam, last int) bool {
	if last < 0 {
		return true
	}
	f := t.figures[last]
	return fam == 1 && f.own || fam == 2 && (f.Kind != "" || f.registered)
}

// zeroAt reads "không có ai" in a stretch without numbers.
func (t *tally) zeroAt(st stretch, labels []item) bool {
	said := slices.ContainsFunc(st.items, func(it item) bool { return it.class == zero }) || len(st.items) == 1 && st.items[0].class == no && t.ofTheRest(st)
	if !said && !st.plainNo() {
		return false
	}
	if t.zeroLater(st) {
		t.used = true
		return true
	}
	ofPart := slices.ContainsFunc(labels, func(l item) bool { return family(l.class) == 1 || l.value == string(coverage.Lapsed) })
	hasFigure := slices.ContainsFunc(t.figures, func(f figure) bool {
		return f.named == t.hasUnit && (!t.hasUnit || len(t.units) == 1 && f.Unit == t.units[0])
	})
	if ofPart && hasFigure {
		return true
	}
	t.zeroDay, t.waiting = t.day, false
	if t.ofTheRest(st) {
		t.rest = true
		return true
	}
	switch {
	case t.hasUnit && t.lost:
		t.noUnit, t.strange = true, true
	case !t.hasUnit:
		t.noUnit = true
	case len(t.units) == 1:
		t.zeros = append(t.zeros, t.units[0])
		t.used = true
	default:
		t.zeros = append(t.zeros, t.units...)
	}
	t.zeros = append(t.zeros, t.orphans...)
	t.orphans = nil
	return true
}

// setApart tells "riêng chị hàng xóm hẹn ngày 20 mới đóng" from what is said of
// the people counted before.
func (t *tally) setApart(st stretch) bool {
	for k := st.items[0].from; k >= 0 && t.words[k].Kind != vi.Mark && t.words[k].Kind != vi.LineEnd; k-- {
		if t.is(k, "rieng") && t.titled(k+1) {
			return true
		}
	}
	return false
}
