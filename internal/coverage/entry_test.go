package coverage_test

import (
	"testing"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
)

// What an entry adds is the net of its post, whatever the entry.
func TestAddsIsTheNetOfThePost(t *testing.T) {
	t.Parallel()
	indicators := []coverage.Indicator{coverage.Activity}
	for _, d := range coverage.Catalogue() {
		indicators = append(indicators, d.Code)
	}
	kinds := []coverage.Kind{coverage.New, coverage.Renewed, coverage.Lapsed, coverage.Visited, coverage.Registered, coverage.Meetings, coverage.Attendees, coverage.Zero}
	reasons := []coverage.Reason{coverage.NoReason, coverage.LeftPoor, coverage.ToEmployer}
	rapid.Check(t, func(t *rapid.T) {
		e := coverage.Entry{
			Indicator: rapid.SampledFrom(indicators).Draw(t, "indicator"), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
			Reason: rapid.SampledFrom(reasons).Draw(t, "reason"), Count: rapid.Int64Range(-50, 50).Draw(t, "count"), Opens: rapid.Bool().Draw(t, "opens"),
		}
		for _, i := range indicators {
			want := int64(0)
			for _, post := range e.Posts() {
				if post.Indicator == i && i != coverage.Activity {
					want += post.Counts.Net()
				}
			}
			if got := e.Adds(i); got != want {
				t.Fatalf("%+v adds %d to %q, its posts %d", e, got, i, want)
			}
		}
	})
}
