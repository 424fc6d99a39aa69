package coverage

import (
	"cmp"
	"context"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Classed is the units of a level put into classes by their rate.
type Classed struct {
	Table         // every unit: the lowest rate first, those without one last
	Bounds []Rate // rising: a rate of Bounds[k] and above is of class k+1
	Counts []int  // units of each class, the lowest class first; one more than Bounds
}

// Partly is how many of the rates are of a part only.
func (c Classed) Partly() int {
	n := 0
	for _, r := range c.Rows {
		if r.Rated() && r.Partial {
			n++
		}
	}
	return n
}

// Of gives the class of a row, the lowest 0; -1 for one without a rate.
func (c Classed) Of(r Row) int {
	if !r.Rated() {
		return -1
	}
	class, _ := slices.BinarySearchFunc(c.Bounds, r, func(bound Rate, r Row) int {
		if r.Participants >= bound.Need(r.Denominator) {
			return -1
		}
		return 1
	})
	return class
}

// Classes gives every unit of a level within one, in classes by its rate.
func (s *Service) Classes(ctx context.Context, within place.Code, level place.Level, i Indicator, day vi.Day) (Classed, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Classed{}, err
	}
	rows, _, err := s.members(ctx, b, within, level, i, day)
	if err != nil {
		return Classed{}, err
	}
	c := Classed{Table: Table{Within: within, Day: day, Total: len(rows)}}
	for _, r := range rows {
		if r.Rated() {
			r.Target, r.Basis = b.Demand(r.Unit, i, day)
			r.Gap = r.short()
		} else {
			c.Unrated++
		}
		c.Rows = append(c.Rows, r)
	}
	slices.SortFunc(c.Rows, func(x, y Row) int {
		switch {
		case x.Rated() && y.Rated():
			return compareRates(x, y)
		case x.Rated():
			return -1
		case y.Rated():
			return 1
		}
		return cmp.Compare(x.Unit, y.Unit)
	})
	c.Bounds = bounds(i, c.Rows[:len(rows)-c.Unrated])
	c.Counts = make([]int, len(c.Bounds)+1)
	for _, r := range c.Rows[:len(rows)-c.Unrated] {
		c.Counts[c.Of(r)]++
	}
	return c, nil
}

// mostBounds is how many bounds there are at most: more classes than four are
// not told apart at a glance.
const mostBounds = 3

// bounds gives where classes begin. Health insurance has the same everywhere
// and on every day, so that pictures may be set beside each other; the rates
// of the others lie too far apart for that, and get round bounds among them.
func bounds(i Indicator, rated []Row) []Rate {
	if i == BHYT || i == Pupils {
		return []Rate{850_000, 900_000, 950_000}
	}
	if len(rated) == 0 {
		return nil
	}
	first, last := rated[0], rated[len(rated)-1]
	low, high := first.Participants*million/first.Denominator, last.Participants*million/last.Denominator
	step := roundStep(low, high)
	var all []Rate
	for v := (low/step + 1) * step; v <= high; v += step {
		all = append(all, Rate(v))
	}
	return all
}

// roundStep gives the least of 0,1%, 0,2%, 0,5%, 1%, … of which few enough
// multiples lie between two rates.
func roundStep(low, high int64) int64 {
	for power := int64(1_000); ; power *= 10 {
		for _, m := range []int64{1, 2, 5} {
			if step := m * power; high/step-low/step <= mostBounds {
				return step
			}
		}
	}
}
