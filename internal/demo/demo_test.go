package demo_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/coverage"
	"baophu/internal/demo"
	"baophu/internal/place"
	"baophu/internal/vi"
)

var today = vi.Date(2026, time.November, 22)

// made keeps the figures of a day for all tests, which only read them.
var made sync.Map

func figures(day vi.Day) coverage.Amendment {
	if a, ok := made.Load(day); ok {
		return a.(coverage.Amendment)
	}
	a, _ := made.LoadOrStore(day, demo.Figures(day))
	return a.(coverage.Amendment)
}

// eachDay runs a check for mornings on which the demo may be started: the
// edges of months and years, a leap day, and days before the communes of
// July 2025 are a year old.
func eachDay(t *testing.T, check func(t *testing.T, day vi.Day, a coverage.Amendment)) {
	t.Helper()
	t.Parallel()
	for _, day := range []vi.Day{
		today, vi.Date(2026, 11, 1), vi.Date(2026, 12, 31), vi.Date(2027, 1, 1), vi.Date(2028, 2, 29),
		vi.Date(2026, 3, 15), vi.Date(2026, 1, 1), vi.Date(2025, 8, 2), vi.Date(2025, 7, 3),
	} {
		t.Run(day.String(), func(t *testing.T) {
			t.Parallel()
			check(t, day, figures(day))
		})
	}
}

func TestFiguresAreTheSameForTheSameDay(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(demo.Figures(today), demo.Figures(today)); diff != "" {
		t.Error(diff)
	}
}

func TestFiguresMakeABook(t *testing.T) {
	eachDay(t, func(t *testing.T, _ vi.Day, a coverage.Amendment) {
		book, err := coverage.NewBook(a.Records)
		if err != nil {
			t.Fatal(err)
		}
		for what, units := range unitsNamed(a) {
			for _, u := range units {
				if _, ok := book.Tree.Unit(u); !ok {
					t.Errorf("%s: unit %q is not there", what, u)
				}
			}
		}
	})
}

func unitsNamed(a coverage.Amendment) map[string][]place.Code {
	named := map[string][]place.Code{}
	for _, x := range a.Records.Baselines {
		named["baseline"] = append(named["baseline"], x.Unit)
	}
	for _, x := range a.Records.Denominators {
		named["denominator"] = append(named["denominator"], x.Unit)
	}
	for _, x := range a.Records.Targets {
		named["target"] = append(named["target"], x.Unit)
	}
	for _, x := range a.Records.Classes {
		named["class"] = append(named["class"], x.Unit)
	}
	for _, x := range a.People {
		named["person"] = append(named["person"], x.Units...)
	}
	for _, x := range a.Tallies {
		named["tally"] = append(named["tally"], x.Unit)
	}
	return named
}

func TestNothingComesFromTheFuture(t *testing.T) {
	eachDay(t, func(t *testing.T, today vi.Day, a coverage.Amendment) {
		for _, b := range a.Records.Baselines {
			if b.AsOf >= today && b.Illustrative || b.AsOf > today {
				t.Errorf("baseline %v", b)
			}
		}
		for _, d := range a.Records.Denominators {
			if d.AsOf > today {
				t.Errorf("denominator %v", d)
			}
		}
		for _, c := range a.Records.Classes {
			if c.Recognised > today {
				t.Errorf("class %v", c)
			}
		}
		for _, e := range a.Tallies {
			if e.Day >= today || vi.DayOf(e.At, time.UTC) != e.Day {
				t.Errorf("tally %v", e)
			}
		}
	})
}

func TestTheInventedIsMarked(t *testing.T) {
	t.Parallel()
	a := figures(today)
	marked := 0
	for _, b := range a.Records.Baselines {
		if b.Illustrative != (b.Source == demo.Notice) {
			t.Errorf("baseline %v", b)
		}
		if b.Illustrative {
			marked++
		}
	}
	for _, d := range a.Records.Denominators {
		if d.Illustrative != (d.Source == demo.Notice) {
			t.Errorf("denominator %v", d)
		}
	}
	for _, target := range a.Records.Targets {
		if target.Illustrative != strings.Contains(target.Basis, demo.Notice) {
			t.Errorf("target %v", target)
		}
	}
	if marked < 1000 {
		t.Errorf("%d illustrative baselines", marked)
	}
}

// counts gives the baselines by unit, indicator and day.
func counts(a coverage.Amendment) map[point]int64 {
	all := map[point]int64{}
	for _, b := range a.Records.Baselines {
		all[point{b.Unit, b.Indicator, b.AsOf}] = b.Participants
	}
	return all
}

type point struct {
	unit      place.Code
	indicator coverage.Indicator
	day       vi.Day
}

func TestParentsAreTheSumOfTheirChildren(t *testing.T) {
	eachDay(t, func(t *testing.T, today vi.Day, a coverage.Amendment) {
		book, err := coverage.NewBook(a.Records)
		if err != nil {
			t.Fatal(err)
		}
		all, checked := counts(a), 0
		for _, b := range a.Records.Baselines {
			children := book.Tree.Children(b.Unit, b.AsOf)
			var sum int64
			known := 0
			for _, c := range children {
				if n, ok := all[point{c, b.Indicator, b.AsOf}]; ok {
					sum += n
					known++
				}
			}
			if !b.Illustrative || known == 0 {
				continue
			}
			checked++
			if known != len(children) || sum != b.Participants {
				t.Errorf("%s %s %s: %d, children %d (%d of %d)", b.Unit, b.Indicator, b.AsOf, b.Participants, sum, known, len(children))
			}
		}
		if want := 6 * 3; today > vi.Date(2025, 8, 1) && checked < want {
			t.Errorf("checked %d sums, want at least %d", checked, want)
		}
	})
}

func TestPopulationsAddUp(t *testing.T) {
	t.Parallel()
	a := figures(today)
	book, err := coverage.NewBook(a.Records)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []place.Code{"14", "03679", "03703", "03688", "03694", "03712"} {
		for _, day := range []vi.Day{today, today.YearBefore()} {
			var sum int64
			for _, c := range book.Tree.Children(u, day) {
				sum += book.Denominator(c, coverage.Population, day).Value
			}
			if own := book.Denominator(u, coverage.Population, day); own.Value != sum || !own.Own {
				t.Errorf("%s on %s: %d, children %d", u, day, own.Value, sum)
			}
		}
	}
}

func TestNoRateIsOverTheWhole(t *testing.T) {
	eachDay(t, func(t *testing.T, _ vi.Day, a coverage.Amendment) {
		book, err := coverage.NewBook(a.Records)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range a.Records.Baselines {
			d, _ := coverage.Describe(b.Indicator)
			den := book.Denominator(b.Unit, d.Base, b.AsOf)
			if b.Participants < -1 || b.Stated > 1_000_000 || den.Known && b.Participants > den.Value {
				t.Errorf("%v of %d", b, den.Value)
			}
		}
	})
}

// Each month end is the one before, and what was tallied since, but for the
// few whom the official count corrects.
func TestMonthEndsFollowFromTallies(t *testing.T) {
	t.Parallel()
	a := figures(today)
	nets := map[point]int64{} // by month end
	for _, e := range a.Tallies {
		close := vi.Date(yearOf(e.Day), monthOf(e.Day)+1, 1) - 1
		for _, post := range e.Posts() {
			for _, u := range []place.Code{e.Unit, e.Unit[:5], "14"} {
				nets[point{u, post.Indicator, close}] += post.Counts.Net()
			}
		}
	}
	all, checked := counts(a), 0
	for at, now := range all {
		before, ok := all[point{at.unit, at.indicator, at.day.MonthStart() - 1}]
		if !ok || at.unit == "12" || at.indicator == coverage.Compulsory || at.indicator == coverage.BHXH || at.indicator == coverage.Unemployment {
			continue
		}
		checked++
		if off := now - before - nets[at]; max(off, -off) > 3+max(nets[at], -nets[at])/2+before/250 {
			t.Errorf("%v: %d, before %d, tallied %+d, off by %+d", at, now, before, nets[at], off)
		}
	}
	if checked < 3000 {
		t.Errorf("checked only %d", checked)
	}
}

func yearOf(d vi.Day) int         { y, _, _ := d.Civil(); return y }
func monthOf(d vi.Day) time.Month { _, m, _ := d.Civil(); return m }

func TestTallies(t *testing.T) {
	eachDay(t, func(t *testing.T, _ vi.Day, a coverage.Amendment) {
		if len(a.Agents) != len(a.Tallies) {
			t.Fatalf("%d agents for %d tallies", len(a.Agents), len(a.Tallies))
		}
		sources, opened := map[string]bool{}, map[point]int{}
		agents := map[string][]place.Code{}
		for _, p := range a.People {
			if p.Role == coverage.Agent {
				agents[p.Name] = p.Units
			}
		}
		for i, e := range a.Tallies {
			if e.Source == "" || sources[e.Source] {
				t.Fatalf("source %q is empty or was there", e.Source)
			}
			sources[e.Source] = true
			if e.Opens {
				opened[point{unit: e.Unit, day: e.Day}]++
			}
			if opened[point{unit: e.Unit, day: e.Day}] != 1 {
				t.Fatalf("%v: opened %d times", e, opened[point{unit: e.Unit, day: e.Day}])
			}
			if (e.Kind == coverage.Zero) != (e.Indicator == coverage.Activity) || (e.Kind == coverage.Zero) == (e.Count > 0) {
				t.Errorf("tally %v", e)
			}
			if !slices.Contains(agents[a.Agents[i]], e.Unit) {
				t.Errorf("%s reported %s, which is not theirs", a.Agents[i], e.Unit)
			}
		}
	})
}

func TestAYearIsAmple(t *testing.T) {
	t.Parallel()
	if n := len(figures(today).Tallies); n < 8_000 || n > 20_000 {
		t.Errorf("%d tallies", n)
	}
}

func BenchmarkFigures(b *testing.B) {
	for b.Loop() {
		demo.Figures(today)
	}
}

func TestSomeVillagesAreSilent(t *testing.T) {
	t.Parallel()
	a := figures(today)
	last := map[place.Code]vi.Day{}
	for _, e := range a.Tallies {
		last[e.Unit] = max(last[e.Unit], e.Day)
	}
	silent := 0
	for _, day := range last {
		if day < today-3 {
			silent++
		}
	}
	if silent < 3 || silent > len(last)/3 {
		t.Errorf("%d of %d villages silent for over 3 days", silent, len(last))
	}
}

func TestPlansAddUp(t *testing.T) {
	eachDay(t, func(t *testing.T, _ vi.Day, a coverage.Amendment) {
		type plan struct {
			indicator coverage.Indicator
			measure   coverage.Measure
			period    coverage.Period
		}
		communes, province := map[plan]int64{}, map[plan]int64{}
		agents := 0
		for _, x := range a.Records.Targets {
			if x.Measure != coverage.RatePct && x.People <= 0 || x.Measure == coverage.RatePct && x.Rate <= 0 {
				t.Errorf("nothing to reach: %+v", x)
			}
			p := plan{x.Indicator, x.Measure, x.Period}
			switch {
			case x.Agent != "":
				agents++
			case !x.Illustrative || x.Measure == coverage.RatePct || x.Unit == "12":
			case x.Unit == "14":
				province[p] += x.People
			default:
				communes[p] += x.People
			}
		}
		if diff := cmp.Diff(province, communes); diff != "" {
			t.Error(diff)
		}
		if len(a.Tallies) > 0 && (len(province) != 3 || agents < 200) {
			t.Errorf("%d plans, %d quotas", len(province), agents)
		}
	})
}
