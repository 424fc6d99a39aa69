package cache

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"

	"baophu/internal/coverage"
)

// exactBelow bounds the numbers of a board that is kept. Two different shares
// of numbers below it differ by more than a float64's last digit, so scores
// order as exactly as cross multiplication does. A province has 14 million people.
const exactBelow = 1 << 25

// rank puts members best rate first (desc) or worst first, equal rates by
// unit code, and those without a denominator last.
func rank(members []coverage.Member, desc bool) {
	slices.SortFunc(members, func(a, b coverage.Member) int {
		order := compareRates(a, b)
		if desc && a.Denominator > 0 && b.Denominator > 0 {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.Unit, b.Unit))
	})
}

// compareRates compares by cross multiplication; no denominator is the most.
func compareRates(a, b coverage.Member) int {
	if a.Denominator <= 0 || b.Denominator <= 0 {
		return cmp.Compare(b2i(a.Denominator <= 0), b2i(b.Denominator <= 0))
	}
	return compareProducts(a.Participants, b.Denominator, b.Participants, a.Denominator)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareProducts compares x*m with y*n in 128 bits, m and n above 0.
func compareProducts(x, m, y, n int64) int {
	if (x < 0) != (y < 0) {
		return cmp.Compare(x, y)
	}
	xHigh, xLow := bits.Mul64(magnitude(x), uint64(m))
	yHigh, yLow := bits.Mul64(magnitude(y), uint64(n))
	order := cmp.Or(cmp.Compare(xHigh, yHigh), cmp.Compare(xLow, yLow))
	if x < 0 {
		return -order
	}
	return order
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// scores gives a member's places in the two orders.
func scores(m coverage.Member) (up, down float64) {
	if m.Denominator <= 0 {
		return math.Inf(1), math.Inf(1)
	}
	rate := float64(m.Participants) / float64(m.Denominator)
	return rate, -rate
}

func scoreText(score float64) string {
	if math.IsInf(score, 1) {
		return "inf"
	}
	return strconv.FormatFloat(score, 'g', -1, 64)
}

// exact tells whether scores order members exactly.
func exact(members []coverage.Member) bool {
	return !slices.ContainsFunc(members, func(m coverage.Member) bool {
		return magnitude(m.Participants) >= exactBelow || m.Denominator >= exactBelow
	})
}

// cut gives members offset..offset+limit-1 as far as there are any; no limit
// gives all.
func cut(members []coverage.Member, offset, limit int) []coverage.Member {
	members = members[min(offset, len(members)):]
	if limit > 0 {
		members = members[:min(limit, len(members))]
	}
	return members
}
