package vi_test

import (
	"testing"

	"baophu/internal/vi"
)

func TestEnglishNumbersAndDates(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"6.412/6.799 people, 94,31%":                    "6,412/6,799 people, 94.31%",
		"1.196.739":                                     "1,196,739",
		"1 people short of 95%":                         "1 person short of 95%",
		"there: 1 people are, 1 entries, +1 places":     "there: 1 person is, 1 entry, +1 place",
		"21 people, 2.001 days, 0,1 points, 5/1 people": "21 people, 2,001 days, 0.1 points, 5/1 people",
		"3. xã A, 5, 6":                                 "3. xã A, 5, 6",
		"":                                              "",
	} {
		if got := vi.EnglishNumbers(said); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
	for said, want := range map[string]string{
		"12 months up to 31/10/2026": "12 months up to 31 Oct 2026",
		"count of 31/10 + 157":       "count of 31 Oct + 157",
		"407/60 of 40/13":            "407/60 of 40/13",
		"1/1 and 9/12/2025":          "1 Jan and 9 Dec 2025",
	} {
		if got := vi.EnglishDates(said); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}
