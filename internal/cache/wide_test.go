package cache_test

import (
	"testing"

	"baophu/internal/coverage"
)

// A reading of many units is the ledger's own, and holds what was just
// committed; asked for by name, Redis gives the same.
func TestWideReadingsAreTheLedgers(t *testing.T) {
	t.Parallel()
	ledger := newBook(t.Name())
	m := model(t, "", ledger)
	var points []coverage.Point
	for n := range 40 {
		points = append(points, card(village(n))...)
	}
	m.Apply(ledger.commit(coverage.Entry{Unit: village(1), Indicator: coverage.Household, Kind: coverage.New, Count: 3, Day: today, At: begin, Opens: true}))
	truth, err := ledger.Cums(t.Context(), points)
	if err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func() (coverage.Reading, error){
		"wide": func() (coverage.Reading, error) { return m.Cums(t.Context(), points) },
		"kept": func() (coverage.Reading, error) { return m.Kept(t.Context(), points) },
	} {
		got, err := read()
		if err != nil || got.At != truth.At {
			t.Fatalf("%s: at %d, want %d: %v", name, got.At, truth.At, err)
		}
		for i := range points {
			if got.Counts[i] != truth.Counts[i] {
				t.Errorf("%s %v: %+v, want %+v", name, points[i], got.Counts[i], truth.Counts[i])
			}
		}
	}
	if s := m.Stats(); s.Wide != 1 {
		t.Errorf("%d wide readings", s.Wide)
	}
}
