package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// lively is for how many days back a village reports nearly daily; before
// that the year holds what a village sent about once a week.
const lively = 60

// village tallies one village from the first month end to yesterday.
func (y *year) village(v *village) []record {
	var all []record
	for day := y.closes[0] + 1; day < y.today; day++ {
		if y.silent(v, day) {
			continue
		}
		d := dice(v.Code, int64(day))
		if d.Float64() < chance(v, y.today-day, day.Weekday()) {
			all = append(all, y.reported(v, day, d)...)
		}
	}
	return all
}

// silent tells of the villages from which nothing has come for some days:
// one in a while, those of whoever is on leave, and a whole commune.
func (y *year) silent(v *village, day vi.Day) bool {
	ago := y.today - day
	switch {
	case v.agent == agentOnHoliday:
		return ago <= 9
	case v.commune == y.communes[len(y.communes)-1]:
		return ago <= 5
	default:
		return v.number%13 == 5 && ago <= vi.Day(3+v.number%3)
	}
}

// chance is how likely a village reports on a day.
func chance(v *village, ago vi.Day, weekday time.Weekday) float64 {
	p := 0.06
	switch {
	case v.commune.detailed && ago <= lively:
		p = 0.85
	case v.commune.detailed:
		p = 0.15
	case ago <= 14:
		p = 0.7
	case ago <= lively:
		p = 0.3
	}
	switch weekday {
	case time.Saturday:
		return p / 2
	case time.Sunday:
		return p / 4
	default:
		return p
	}
}

// reported makes one report: what was sold, renewed and lost that day, or
// that there was nothing.
func (y *year) reported(v *village, day vi.Day, d *rand.Rand) []record {
	size := 1.0
	if !v.commune.detailed {
		size = 2
	} else if y.today-day > lively {
		size = 0.6
	}
	lines := []coverage.Entry{
		{Indicator: coverage.Household, Kind: coverage.New, Count: some(d, 0.5*size)},
		{Indicator: coverage.Household, Kind: coverage.Renewed, Count: some(d, 0.6*size)},
		{Indicator: coverage.Voluntary, Kind: coverage.New, Count: some(d, 0.05*size)},
		lost(d, size),
	}
	at := day.Start(time.UTC).Add(9*time.Hour + time.Duration(d.IntN(5400))*time.Second) // 16:00 to 17:30 in Việt Nam
	var all []record
	for _, e := range lines {
		if e.Count > 0 {
			all = append(all, record{entry: e, agent: v.agent})
		}
	}
	if len(all) == 0 {
		all = []record{{entry: coverage.Entry{Kind: coverage.Zero}, agent: v.agent}}
	}
	for i := range all {
		e := &all[i].entry
		e.Unit, e.Day, e.At, e.Opens = v.Code, day, at, i == 0
		e.Months = paid(v, day, e)
		e.Source = fmt.Sprintf("minh-hoa/%s/%s/%d", v.Code, day, i+1)
	}
	return all
}

// paid is for how many months a household paid; one report in five does not
// say.
func paid(v *village, day vi.Day, e *coverage.Entry) int {
	if e.Indicator != coverage.Household || e.Kind == coverage.Lapsed {
		return 0
	}
	return []int{12, 6, 12, 3, 0}[(v.number+int(day))%5]
}

// lost is the odd one who leaves, for any of the reasons.
func lost(d *rand.Rand, size float64) coverage.Entry {
	e := coverage.Entry{Indicator: coverage.Household, Kind: coverage.Lapsed, Count: some(d, 0.05*size)}
	reasons := []coverage.Reason{coverage.NotRenewed, coverage.Moved, coverage.Died, coverage.LeftPoor, coverage.ToEmployer}
	e.Reason = reasons[d.IntN(len(reasons))]
	if e.Reason == coverage.LeftPoor {
		e.Indicator = coverage.BHYT // the poor have the State's card, no household's
	}
	return e
}

// some is a small number around a mean (Poisson).
func some(d *rand.Rand, mean float64) int64 {
	limit, n := math.Exp(-mean), int64(0)
	for p := d.Float64(); p > limit; p *= d.Float64() {
		n++
	}
	return n
}

// tallies gives the year's entries in the order of their days, and the agent
// of each.
func (y *year) tallies() ([]coverage.Entry, []string) {
	if len(y.closes) == 0 {
		return nil, nil
	}
	total := 0
	for _, all := range y.byDay {
		total += len(all)
	}
	entries, agents := make([]coverage.Entry, 0, total), make([]string, 0, total)
	next := make([]int, len(y.byDay))
	for day := y.closes[0] + 1; day < y.today; day++ {
		for v, all := range y.byDay {
			for next[v] < len(all) && all[next[v]].entry.Day == day {
				entries = append(entries, all[next[v]].entry)
				agents = append(agents, all[next[v]].agent)
				next[v]++
			}
		}
	}
	return entries, agents
}
