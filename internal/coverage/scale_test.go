package coverage_test

import (
	"context"
	"fmt"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// meter counts what is asked of a store: every call is one reading, and each
// point of a reading one kept sum.
type meter struct {
	coverage.Tallies
	coverage.Journal
	coverage.Roll
	calls, points int
}

func (m *meter) Cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	m.calls, m.points = m.calls+1, m.points+len(points)
	return m.Tallies.Cums(ctx, points)
}

func (m *meter) Holders(ctx context.Context, role coverage.Role, units []place.Code) ([]coverage.Person, error) {
	m.calls, m.points = m.calls+1, m.points+len(units)
	return m.Roll.Holders(ctx, role, units)
}

// metered is a country of 34 provinces with so many communes each, all with a
// count and a population, that tells what questions read.
func metered(t *testing.T, communes int) (*coverage.Service, *meter) {
	t.Helper()
	var r coverage.Records
	for p := range 34 {
		province := place.Code(fmt.Sprintf("%02d", p))
		r.Units = append(r.Units, unit(province, "tỉnh", place.Nation))
		r.Targets = append(r.Targets, rateTarget(province, "2026", 950_000, "", "2026-01-01"))
		for c := range communes {
			u := unit(place.Code(fmt.Sprintf("%s%03d", province, c)), "xã", province)
			r.Units = append(r.Units, u)
			r.Baselines = append(r.Baselines, baseline(u.Code, "2026-10-31", int64(880+c%90)))
			r.Denominators = append(r.Denominators, population(u.Code, "2025-01-01", 1000))
		}
	}
	h := open(t, "2026-11-22", r)
	m := &meter{Tallies: h.ledger, Journal: h.ledger, Roll: h.ledger}
	h.service.Tallies, h.service.Journal, h.service.Roll = m, m, m
	return h.service, m
}

// TestTenTimesTheUnitsAreNotMoreReadings: at ten times the communes a card
// reads as often and as many sums, whatever lies below its unit; a ranking
// reads as often, and no more sums of each commune.
func TestTenTimesTheUnitsAreNotMoreReadings(t *testing.T) {
	t.Parallel()
	day := date("2026-11-22")
	few, fewMeter := metered(t, 10)
	many, manyMeter := metered(t, 100)
	rank := func(within place.Code) func(*coverage.Service) error {
		return func(s *coverage.Service) error {
			table, err := s.Rank(t.Context(), within, place.Commune, coverage.BHYT, day, true, 0, 10)
			if err == nil && len(table.Rows) != 10 {
				err = fmt.Errorf("%d rows", len(table.Rows))
			}
			return err
		}
	}
	by := func(by coverage.By) func(*coverage.Service) error {
		return func(s *coverage.Service) error {
			_, err := s.RankBy(t.Context(), "01", place.Commune, coverage.BHYT, by, true, day-30, day)
			return err
		}
	}
	card := func(u place.Code) func(*coverage.Service) error {
		return func(s *coverage.Service) error {
			st, err := s.Standing(t.Context(), u, coverage.BHYT, day)
			if err == nil && !st.Rated() {
				err = fmt.Errorf("%s has no rate", u)
			}
			return err
		}
	}
	for _, q := range []struct {
		name  string
		ask   func(*coverage.Service) error
		times int // how many times the sums may be read
	}{
		{"card of a commune", card("01005"), 1}, {"card of a province", card("01"), 1}, {"card of the nation", card(place.Nation), 1},
		{"ranking of a province", rank("01"), 10}, {"ranking of the nation", rank(place.Nation), 10},
		{"ranking of a province by growth", by(coverage.ByGrowth), 10}, {"ranking of a province by gap", by(coverage.ByGap), 10},
	} {
		read := func(s *coverage.Service, m *meter) (calls, points int) {
			m.calls, m.points = 0, 0
			if err := q.ask(s); err != nil {
				t.Fatalf("%s: %v", q.name, err)
			}
			return m.calls, m.points
		}
		calls, points := read(few, fewMeter)
		if more, sums := read(many, manyMeter); calls == 0 || points == 0 || more > calls || sums > q.times*points {
			t.Errorf("%s: %d readings of %d sums at ten times the communes, %d of %d before", q.name, more, sums, calls, points)
		}
	}
}
