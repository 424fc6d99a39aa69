package vi_test

import (
	"math"
	"testing"

	"baophu/internal/vi"
)

func TestFigures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, got, want string }{
		{"thousands", vi.Int(1196739), "1.196.739"},
		{"hundreds", vi.Int(739), "739"},
		{"negative", vi.Int(-1000), "−1.000"},
		{"least", vi.Int(math.MinInt64), "−9.223.372.036.854.775.808"},
		{"plus", vi.Signed(5), "+5"},
		{"minus", vi.Signed(-2), "−2"},
		{"no change", vi.Signed(0), "0"},
		{"percent", vi.Percent(64417, 67594), "95,3"},
		{"whole percent", vi.Percent(1, 2), "50"},
		{"half up", vi.Percent(94995, 100000), "95"},
		{"just below half", vi.Percent(949949, 1000000), "94,99"},
		{"small", vi.Percent(1, 2000), "0,05"},
		{"negative percent", vi.Percent(-1, 3), "−33,33"},
		{"of nothing", vi.Percent(1, 0), "–"},
		{"huge", vi.Percent(math.MaxInt64, math.MaxInt64), "100"},
		{"below, not up to it", vi.PercentBelow(94996, 100000, 950000), "94,99"},
		{"below another", vi.PercentBelow(94996, 100000, 900000, 950000), "94,99"},
		{"met", vi.PercentBelow(95000, 100000, 950000), "95"},
		{"below, far", vi.PercentBelow(94116, 100000, 950000), "94,12"},
		{"target between", vi.PercentBelow(95124, 100000, 951250), "95,12"},
		{"below of nothing", vi.PercentBelow(1, 0, 950000), "–"},
		{"rate", vi.Rate(957000), "95,7"},
		{"points up", vi.Points(9554, 10000, 8928, 10000), "+6,26"},
		{"points down", vi.Points(737, 1000, 968, 1000), "−23,1"},
		{"points equal", vi.Points(1, 2, 2, 4), "0"},
		{"growth", vi.Growth(2983, 1900), "+57"},
		{"growth of people", vi.Growth(1215900, 920049), "+32,16"},
		{"fall", vi.Growth(90, 100), "−10"},
		{"from nothing", vi.Growth(5, 0), "–"},
		{"a day", vi.Decimal(2004, 61, 1), "32,9"},
		{"whole", vi.Decimal(122, 61, 1), "2"},
		{"big decimal", vi.Decimal(12345678, 10, 1), "1.234.567,8"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
}
