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
