package understand

import (
	"slices"

	"baophu/internal/coverage"
)

// peopleOfHouses takes the people summed up right behind the households of one
// village for those who live in them: "2 hộ tham gia hgđ, tổng 9 khẩu, tiểu khu
// 2 có 1 hộ 4 khẩu". Where villages stand before it the sum may be of all.
func (t *tally) peopleOfHouses() {
	for i := 1; i < len(t.figures); i++ {
		h, p := &t.figures[i-1], &t.figures[i]
		if !p.isTotal || !p.people || p.Households || !h.Households || h.Kind == coverage.Visited || h.Unit != p.Unit || h.Day != p.Day || p.Count < h.Count || !p.Known {
			continue
		}
		if !slices.ContainsFunc(t.figures[:i-1], func(f figure) bool { return f.Unit != p.Unit || f.joins() }) {
			p.isTotal = false
		}
	}
}

// housesTotalled leaves out households whose people are summed up right behind
// them: "2 nhà đóng tiền, cả thảy 7 người hgđ gồm 4 mới 3 tái tục".
func (t *tally) housesTotalled() {
	for i := 0; i+1 < len(t.figures); i++ {
		h, p := &t.figures[i], &t.figures[i+1]
		if h.Households && h.own && h.Kind != coverage.Visited && p.isSum && p.people && !p.own && p.Known && p.Count >= h.Count && p.Unit == h.Unit && p.Day == h.Day {
			p.Indicator, p.own, p.isSum, h.removed = h.Indicator, true, false, true // "4 hộ mua hgđ = 11 người"
			p.Kind = kindOr(p.Kind, h.Kind)
		}
		if h.Households && h.Kind != coverage.Visited && h.Kind != coverage.Lapsed && !h.registered && !h.agreed && p.isTotal && p.people && !p.Households && p.Known && p.Count >= h.Count && p.Unit == h.Unit && p.Day == h.Day &&
			i+2 < len(t.figures) && t.figures[i+2].isPart {
			h.removed = true
		}
	}
	kept := t.figures[:0]
	for _, f := range t.figures {
		if !f.removed {
			kept = append(kept, f)
		}
	}
	t.figures = kept
}
