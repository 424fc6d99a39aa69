package demo

import (
	"cmp"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// baselines gives the count of every leaf at every month end, and their sums
// for the communes and the province: exactly, at every end.
func (y *year) baselines() []coverage.Baseline {
	var all []coverage.Baseline
	add := func(unit place.Code, i coverage.Indicator, k int, people int64) {
		all = append(all, coverage.Baseline{
			Unit: unit, Indicator: i, AsOf: y.closes[k], Participants: people, Stated: -1, Source: Notice, Illustrative: true,
		})
	}
	for k := range y.closes {
		for _, i := range counted() {
			communes := map[place.Code]int64{}
			var province int64
			for _, l := range y.leaves {
				communes[l.commune.Code] += l.counts[i][k]
				province += l.counts[i][k]
				if l.unit.Code != l.commune.Code {
					add(l.unit.Code, i, k, l.counts[i][k])
				}
			}
			for _, m := range y.communes {
				add(m.Code, i, k, communes[m.Code])
			}
			add(sonLa, i, k, province)
			if i == coverage.Voluntary {
				compulsory := 81_000 + 210*int64(k)
				add(sonLa, coverage.Compulsory, k, compulsory)
				add(sonLa, coverage.BHXH, k, compulsory+province)
				add(sonLa, coverage.Unemployment, k, 66_000+150*int64(k))
			}
		}
		add(laiChau, coverage.BHYT, k, 469_800+260*int64(k))
		add(laiChau, coverage.Household, k, 23_400+90*int64(k))
		add(laiChau, coverage.Voluntary, k, 6_950+65*int64(k))
		add(laiChau, coverage.Compulsory, k, 33_100+80*int64(k))
		add(laiChau, coverage.BHXH, k, 33_100+80*int64(k)+6_950+65*int64(k))
	}
	return all
}

// denominators gives the populations at the beginning of each year that has a
// count; the communes of July 2025 have their first from then.
func (y *year) denominators() []coverage.Denominator {
	var all []coverage.Denominator
	if len(y.closes) == 0 {
		return nil
	}
	add := func(unit place.Code, base coverage.Base, asOf vi.Day, n int64) {
		all = append(all, coverage.Denominator{Unit: unit, Base: base, AsOf: asOf, Value: n, Source: Notice, Illustrative: true})
	}
	for at, less := y.today.YearStart(), int64(0); at >= y.closes[0].YearStart(); at, less = (at - 1).YearStart(), less+8 {
		then := func(n int64) int64 { return n - n*less/1000 }
		asOf := max(at, begun())
		people := map[place.Code]int64{}
		for _, l := range y.leaves {
			n := then(l.people)
			people[l.unit.Code] = n
			if l.unit.Code != l.commune.Code {
				people[l.commune.Code] += n
			}
			people[sonLa] += n
		}
		people[laiChau] = then(503_600)
		for code, n := range people {
			add(code, coverage.Population, asOf, n)
		}
		add(sonLa, coverage.LabourForce, asOf, then(741_000))
		add(laiChau, coverage.LabourForce, asOf, then(271_500))
	}
	slices.SortFunc(all, func(a, b coverage.Denominator) int {
		return cmp.Or(cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Base, b.Base))
	})
	return all
}

// classes gives the new-rural standing of some communes, recognised within
// the invented year, so that there is a count of that day to compare with.
func (y *year) classes() []coverage.Class {
	if len(y.closes) < 3 {
		return nil
	}
	recognised := y.closes[1] + 15
	var all []coverage.Class
	for i, m := range y.communes {
		class := ""
		switch {
		case m.Kind != "xã":
		case m.Code == quynhNhai:
			class = "ntm_nang_cao"
		case m.Code == muongChien || m.Code == muongSai || i%3 == 0:
			class = "ntm"
		}
		if class != "" {
			all = append(all, coverage.Class{Unit: m.Code, Class: class, Recognised: recognised})
		}
	}
	return all
}
