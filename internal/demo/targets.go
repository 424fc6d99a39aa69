package demo

import (
	"cmp"
	"slices"

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
	period, from := coverage.YearOf(y.today), y.today.YearStart()
	lastYear := coverage.YearOf(from - 1)
	var all []coverage.Target
	add := func(unit place.Code, t coverage.Target) {
		t.Unit, t.Period, t.From, t.Illustrative = unit, cmp.Or(t.Period, period), from, true
		t.Basis = cmp.Or(t.Basis, basis)
		all = append(all, t)
	}
	rate := func(unit place.Code, now, before coverage.Rate) {
		add(unit, coverage.Target{Indicator: coverage.BHYT, Measure: coverage.RatePct, Rate: now})
		all = append(all, coverage.Target{
			Unit: unit, Indicator: coverage.BHYT, Period: lastYear, Measure: coverage.RatePct, Rate: before,
			Basis: basis, From: (from - 1).YearStart(), Illustrative: true,
		})
	}
	rate(sonLa, 955_000, 950_000)
	rate(laiChau, 960_000, 955_000)
	add(laiChau, coverage.Target{Indicator: coverage.Voluntary, Measure: coverage.Stock, People: 8_200})
	add(laiChau, coverage.Target{Indicator: coverage.Compulsory, Measure: coverage.Stock, People: 34_600})
	add(sonLa, coverage.Target{Indicator: coverage.BHXH, Measure: coverage.RatePct, Rate: 150_000})
	sums := map[coverage.Target]int64{}
	plan := func(unit place.Code, i coverage.Indicator, measure coverage.Measure, people int64) {
		add(unit, coverage.Target{Indicator: i, Measure: measure, People: people})
		sums[coverage.Target{Indicator: i, Measure: measure}] += people
	}
	newest := len(y.closes) - 1
	for _, m := range y.communes {
		rate(m.Code, 950_000, 945_000)
		plan(m.Code, coverage.Household, coverage.NewOnes, y.yearOf(m, coverage.Household)*21/20)
		plan(m.Code, coverage.Voluntary, coverage.NewOnes, y.yearOf(m, coverage.Voluntary)*11/10+2)
		var now int64
		for _, l := range y.leaves {
			if l.commune == m {
				now += l.counts[coverage.Voluntary][newest]
			}
		}
		plan(m.Code, coverage.Voluntary, coverage.Stock, now*26/25+1)
	}
	for t, people := range sums {
		t.People = people
		add(sonLa, t)
	}
	all = append(all, y.quotas()...)
	slices.SortStableFunc(all, func(a, b coverage.Target) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Indicator, b.Indicator),
			cmp.Compare(a.Period, b.Period), cmp.Compare(a.Measure, b.Measure))
	})
	return all
}

// yearOf is what a commune's villages tallied as new in about a year.
func (y *year) yearOf(m *commune, i coverage.Indicator) int64 {
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
		for _, v := range m.villages {
			held[v.agent]++
		}
		for agent, n := range held {
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
