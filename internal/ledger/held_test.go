package ledger_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

func TestHeldIsWhatAnAmendmentNames(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := e.Open(t, ledger.Options{})
		entry := coverage.Entry{Unit: village(sinh, 1), Indicator: coverage.Household, Kind: coverage.New, Count: 2, Day: today, Source: "one"}
		post := coverage.Posting{Name: "Lò Thị  Mẫu", Role: coverage.Agent, Units: []place.Code{village(sinh, 1)}, Status: coverage.Active}
		amend(t, l, coverage.Amendment{Records: coverage.Records{Units: units()}, People: []coverage.Posting{post}, Tallies: []coverage.Entry{entry}})
		other := entry
		other.Source = "two"
		held, err := l.Held(t.Context(), coverage.Amendment{
			People: []coverage.Posting{{Name: "Lò Thị Mẫu"}, {Name: "lo thi mau"}, {Name: "Vì Văn Pản"}}, Tallies: []coverage.Entry{entry, other}})
		if err != nil {
			t.Fatal(err)
		}
		if len(held.People) != 1 || held.People[0].Name != "Lò Thị Mẫu" || len(held.People[0].Units(coverage.Agent)) != 1 {
			t.Errorf("people held: %+v", held.People)
		}
		if len(held.Sources) != 1 || !held.Sources["one"] {
			t.Errorf("sources held: %v", held.Sources)
		}
	})
}
