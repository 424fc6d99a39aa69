package cache_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"baophu/internal/cache"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// The order is that of exact fractions, however large the numbers.
func TestRankIsExact(t *testing.T) {
	t.Parallel()
	number := rapid.OneOf(rapid.Int64Range(-3, 12), rapid.Int64Range(1<<40, 1<<62))
	rapid.Check(t, func(t *rapid.T) {
		var members []coverage.Member
		for n := range rapid.IntRange(0, 12).Draw(t, "members") {
			members = append(members, coverage.Member{
				Unit: place.Code(rune('a' + n)), Participants: number.Draw(t, "participants"), Denominator: number.Draw(t, "denominator")})
		}
		desc := rapid.Bool().Draw(t, "desc")
		want := slices.Clone(members)
		slices.SortFunc(want, func(x, y coverage.Member) int { return exactly(x, y, desc) })
		cache.Rank(members, desc)
		if diff := cmp.Diff(want, members); diff != "" {
			t.Fatal(diff)
		}
	})
}

func exactly(x, y coverage.Member, desc bool) int {
	xRated, yRated := x.Denominator > 0, y.Denominator > 0
	switch {
	case xRated && !yRated:
		return -1
	case yRated && !xRated:
		return 1
	}
	order := 0
	if xRated {
		order = big.NewRat(x.Participants, x.Denominator).Cmp(big.NewRat(y.Participants, y.Denominator))
	}
	if desc {
		order = -order
	}
	if order == 0 && x.Unit < y.Unit || order < 0 {
		return -1
	}
	if order == 0 && x.Unit == y.Unit {
		return 0
	}
	return 1
}
