package demo

import (
	"baophu/internal/coverage"
	"baophu/internal/place"
)

const (
	basis      = "QĐ 123/QĐ-UBND, " + Notice
	quotaBasis = "giao khoán, " + Notice
)

// targets gives this year's: a rate for all, plans in people for the communes
// that add up to the province's, and the agents' quotas.
func (y *year) targets() []coverage.Target {
	if len(y.closes) == 0 {
		return nil
	}
	from := y.today.YearStart()
	target := func(unit place.Code, i coverage.Indicator, m coverage.Measure, rate coverage.Rate, people int64) coverage.Target {
		return coverage.Target{
			Unit: unit, Indicator: i, Period: coverage.YearOf(from), Measure: m, Rate: rate, People: people,
			Basis: basis, From: from, Illustrative: true,
		}
	}
	all := []coverage.Target{
		target(sonLa, coverage.BHYT, coverage.RatePct, 955_000, 0),
		target(sonLa, coverage.BHXH, coverage.RatePct, 150_000, 0),
		target(laiChau, coverage.BHYT, coverage.RatePct, 960_000, 0),
		target(laiChau, coverage.Voluntary, coverage.Stock, 0, 8_200),
		target(laiChau, coverage.Compulsory, coverage.Stock, 0, 34_600),
	}
	var newHousehold, newVoluntary, voluntary int64
	for _, m := range y.communes {
		household, joined := y.tallied(m, coverage.Household)*21/20+3, y.tallied(m, coverage.Voluntary)*11/10+2
		stock := y.newestCount(m, coverage.Voluntary)*26/25 + 1
		newHousehold, newVoluntary, voluntary = newHousehold+household, newVoluntary+joined, voluntary+stock
		all = append(all,
			target(m.Code, coverage.BHYT, coverage.RatePct, 950_000, 0),
			target(m.Code, coverage.Household, coverage.NewOnes, 0, household),
			target(m.Code, coverage.Voluntary, coverage.NewOnes, 0, joined),
			target(m.Code, coverage.Voluntary, coverage.Stock, 0, stock))
	}
	all = append(all,
		target(sonLa, coverage.Household, coverage.NewOnes, 0, newHousehold),
		target(sonLa, coverage.Voluntary, coverage.NewOnes, 0, newVoluntary),
		target(sonLa, coverage.Voluntary, coverage.Stock, 0, voluntary))
	return append(append(all, lastYears(all)...), y.quotas()...)
}

// lastYears gives the rates of the year before, half a point lower.
func lastYears(targets []coverage.Target) []coverage.Target {
	var all []coverage.Target
	for _, t := range targets {
		if t.Measure == coverage.RatePct && t.Indicator == coverage.BHYT {
			t.From = (t.From - 1).YearStart()
			t.Period, t.Rate = coverage.YearOf(t.From), t.Rate-5_000
			all = append(all, t)
		}
	}
	return all
}

// newestCount is a commune's count at the last month end.
func (y *year) newestCount(m *commune, i coverage.Indicator) int64 {
	var sum int64
	for _, l := range y.leaves {
		if l.commune == m {
			sum += l.counts[i][len(y.closes)-1]
		}
	}
	return sum
}

// tallied is what a commune's villages tallied as new in about a year.
func (y *year) tallied(m *commune, i coverage.Indicator) int64 {
	var sum int64
	for _, v := range m.villages {
		for _, r := range y.byDay[v.number] {
			if r.entry.Indicator == i && r.entry.Kind == coverage.New {
				sum += r.entry.Count
			}
		}
	}
	return sum
}

// quotas gives each agent so many new people this month and this year, by
// the number of villages held.
func (y *year) quotas() []coverage.Target {
	var all []coverage.Target
	for _, m := range y.communes {
		held := map[string]int64{}
		var agents []string
		for _, v := range m.villages {
			if held[v.agent]++; held[v.agent] == 1 {
				agents = append(agents, v.agent)
			}
		}
		for _, agent := range agents {
			n := held[agent]
			for _, q := range []struct {
				period    coverage.Period
				indicator coverage.Indicator
				people    int64
			}{
				{coverage.MonthOf(y.today), coverage.Household, 10 * n},
				{coverage.YearOf(y.today), coverage.Household, 80 * n},
				{coverage.YearOf(y.today), coverage.Voluntary, 12 * n},
			} {
				first, _, err := q.period.Bounds()
				if err != nil {
					continue
				}
				all = append(all, coverage.Target{
					Unit: m.Code, Agent: agent, Indicator: q.indicator, Period: q.period, Measure: coverage.NewOnes,
					People: q.people, Basis: quotaBasis, From: first, Illustrative: true,
				})
			}
		}
	}
	return all
}
