package handlers_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestPicturesPlotWhatIsSaid: over random reports, what a picture plots is what
// its words say, and what the raw entries come to.
func TestPicturesPlotWhatIsSaid(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newTwice(t, 20+seed, (*twice).makeQuotas, (*twice).makeCounts)
			w.talk()
			for _, u := range []place.Code{"90", twiceOffice, "90002", "90003", "90001-01"} {
				w.checkTrend(u, coverage.BHYT)
				w.checkTrend(u, coverage.Voluntary)
			}
			for _, within := range []place.Code{"90", twiceOffice, "90001", "90002"} {
				w.checkBars(within, "xep hang")
				w.checkBars(within, "thap nhat")
			}
			w.checkMap("90")
			w.checkMap(twiceOffice)
			for name := range w.agents {
				w.checkMonth(name)
			}
			w.checkOffsets()
		})
	}
}

// plotted says a message and gives what its picture plots, and its words.
func plotted[T any](w *twice, who, text string) (T, string) {
	w.t.Helper()
	var plots []any
	w.desk.Watch(func(plot any) { plots = append(plots, plot) })
	said := strings.Join(w.asked(who, text), "\n")
	if len(plots) != 1 {
		w.t.Fatalf("%s draws %d pictures:\n%s", text, len(plots), said)
	}
	plot, ok := plots[0].(T)
	if !ok {
		w.t.Fatalf("%s draws a %T", text, plots[0])
	}
	return plot, said
}

// says checks that each piece is in the words of an answer.
func (w *twice) says(question, said string, pieces ...string) {
	w.t.Helper()
	for _, p := range pieces {
		if !strings.Contains(said, p) {
			w.t.Errorf("%s: no %q in\n%s", question, p, said)
		} else {
			noted(w.t, p)
		}
	}
}

func (w *twice) equal(question, what string, got, want any) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%s: %s is %v, want %v", question, what, got, want)
	} else if s, ok := got.(string); ok {
		noted(w.t, s)
	}
}

// onLine holds the points of a line to the values of some days, NaN for none,
// and its figure to the last there is.
func (w *twice) onLine(question string, l chart.Line, days []vi.Day, value func(vi.Day) float64, written func(vi.Day) string) {
	w.t.Helper()
	figure := ""
	for n, day := range days {
		want := value(day)
		if p := l.Points[n]; p.Known == math.IsNaN(want) || p.Known && math.Abs(p.Value-want) > 1e-9 {
			w.t.Errorf("%s: %s of %s is drawn at %v (%v), want %v", question, l.Name, day, p.Value, p.Known, want)
		}
		if !math.IsNaN(want) {
			figure = written(day)
		}
	}
	w.equal(question, "the end of "+l.Name, l.Figure, figure)
}

// monthsTo gives the ends of the twelve months up to today.
func (w *twice) monthsTo() []vi.Day {
	days := []vi.Day{w.today}
	for k := range 11 {
		days = append(days, vi.Date(2026, 11, 1).MonthStart()-1)
		for range k {
			last := len(days) - 1
			days[last] = days[last].MonthStart() - 1
		}
	}
	slices.Reverse(days)
	return days
}

func (w *twice) checkTrend(u place.Code, i coverage.Indicator) {
	question := fmt.Sprintf("/bieudo %s %s", u, i)
	p, said := plotted[chart.TrendPlot](w, "boss", question)
	days := w.monthsTo()
	if months := fmt.Sprintf("%d tháng đến %s", len(days), w.today.Long()); !strings.HasSuffix(p.Subtitle, months) {
		w.t.Errorf("%s: below the title is %q, want %q", question, p.Subtitle, months)
	} else {
		noted(w.t, months)
	}
	var before []vi.Day
	for _, d := range days {
		before = append(before, d.YearBefore())
	}
	rated := i == coverage.BHYT
	people, of := w.participants(u, i, w.today), w.population(u, w.today)
	target, targeted := w.target(u, i)
	var goals []int64
	if targeted && rated {
		goals = append(goals, int64(target.Rate))
	}
	if f := w.floor(u); f > 0 && rated {
		goals = append(goals, f)
	}
	value := func(day vi.Day) float64 {
		switch {
		case day < vi.Date(2025, 10, 31):
			return math.NaN()
		case rated:
			return 100 * float64(w.participants(u, i, day)) / float64(w.population(u, day))
		}
		return float64(w.participants(u, i, day))
	}
	written := func(day vi.Day) string {
		if rated {
			return share(w.participants(u, i, day), w.population(u, day)) + "%"
		}
		return number(w.participants(u, i, day))
	}
	now := p.Now
	if rated { // the newest is written as the card has it: never as a goal that is not reached
		w.equal(question, "the figure", now.Figure, share(people, of, goals...)+"%")
		w.equal(question, "the newest", p.Figure, now.Figure)
		w.says(question, said, fmt.Sprintf("BHYT %s dân số: %s", p.Figure, p.Beside[0]))
		now.Figure = written(w.today)
	} else {
		w.equal(question, "the newest", p.Figure, number(people))
		w.says(question, said, p.Figure+" người")
	}
	w.onLine(question, now, days, value, written)
	w.onLine(question, p.Before, before, value, written)
	goal := func(day vi.Day) float64 {
		switch {
		case !targeted || day < vi.Date(2026, 1, 1):
			return math.NaN()
		case rated:
			return float64(target.Rate) / 10_000
		}
		return float64(target.People)
	}
	goalSaid := func(vi.Day) string {
		if rated {
			return half(100*int64(target.Rate), 1_000_000, 2) + "%"
		}
		return number(target.People)
	}
	w.onLine(question, p.Target, days, goal, goalSaid)
	if targeted {
		w.says(question, said, "Chỉ tiêu năm 2026: "+p.Target.Figure)
		w.equal(question, "what is beside", p.Beside[1], "chỉ tiêu "+p.Target.Figure)
		w.says(question, said, p.Beside[2])
	}
	w.says(question, strings.ToLower(said), strings.ToLower(p.Foot[0]))
}

func (w *twice) checkBars(within place.Code, order string) {
	question := fmt.Sprintf("/bieudo %s %s", within, order)
	p, said := plotted[chart.RankingPlot](w, "boss", question)
	large := pick(w.figures(within, w.today), func(f figure) bool { return f.n >= 500 || w.level(f.unit) == "bản" && f.n >= 50 })
	w.equal(question, "the number of bars", len(p.Bars), len(large))
	w.equal(question, "the title", p.Title, fmt.Sprintf("%d %s %s nhất của %s", len(large), w.levelWord(within), map[string]string{"xep hang": "cao", "thap nhat": "thấp"}[order], w.title(within)))
	for _, b := range p.Bars {
		k := slices.IndexFunc(large, func(f figure) bool { return strings.HasSuffix(b.Name, ". "+f.title) })
		if k < 0 {
			w.t.Errorf("%s draws %q", question, b.Name)
			continue
		}
		f := large[k]
		if math.Abs(b.Value-100*float64(f.p)/float64(f.n)) > 1e-9 || math.Abs(b.Target-float64(f.goal)/10_000) > 1e-9 || b.Met != (f.gap == 0) {
			w.t.Errorf("%s draws %+v of %+v", question, b, f)
		}
		w.equal(question, "the label of "+b.Name, b.Label, share(f.p, f.n, f.goal)+"%")
		w.says(question, said, fmt.Sprintf("%s: %s (%s/%s)", b.Name, b.Label, number(f.p), number(f.n)))
	}
	names := []string{}
	for _, line := range strings.Split(said, "\n") {
		if name, _, ok := strings.Cut(line, ": "); ok && strings.Contains(name, ". ") {
			names = append(names, name)
		}
	}
	for n, b := range p.Bars {
		if n >= len(names) || names[n] != b.Name {
			w.t.Errorf("%s draws %q as number %d, its words have %q", question, b.Name, n+1, names)
		}
	}
}

func (w *twice) checkMap(within place.Code) {
	question := fmt.Sprintf("/bieudo %s ban do", within)
	p, said := plotted[chart.MapPlot](w, "boss", question)
	all := w.figures(within, w.today)
	w.equal(question, "the number of tiles", len(p.Tiles), len(all))
	counts := make([]int, 4)
	for _, f := range all {
		class := 0
		for _, bound := range []int64{850_000, 900_000, 950_000} {
			if f.p*1_000_000 >= bound*f.n {
				class++
			}
		}
		counts[class]++
		k := slices.IndexFunc(p.Tiles, func(t chart.Tile) bool { return "xã "+t.Name == f.title })
		if k < 0 {
			w.t.Errorf("%s has no tile of %s", question, f.title)
			continue
		}
		w.equal(question, "the class of "+f.title, p.Tiles[k].Class, class)
		w.equal(question, "the label of "+f.title, p.Tiles[k].Label, share(f.p, f.n, f.goal)+"%")
	}
	for n, count := range counts {
		w.says(question, said, fmt.Sprintf("%d. %s", n+1, p.Classes[n]), fmt.Sprintf("%s: %d nơi", []string{"dưới 85%", "từ 85% đến dưới 90%", "từ 90% đến dưới 95%", "từ 95%"}[n], count))
	}
	slices.SortFunc(all, func(a, b figure) int { return cmp.Or(a.rate().Cmp(b.rate()), cmp.Compare(a.unit, b.unit)) })
	var lowest []string
	for _, f := range all {
		lowest = append(lowest, fmt.Sprintf("%s %s%%", f.title, share(f.p, f.n, f.goal)))
	}
	w.says(question, said, "Thấp nhất: "+strings.Join(lowest, "; "))
}

// makeQuotas gives every second agent a quota of the month.
func (w *twice) makeQuotas() {
	for n, u := range w.units("bản") {
		name := w.agentOf(u)
		if n%2 == 0 || slices.ContainsFunc(w.records.Targets, func(t coverage.Target) bool { return t.Agent == name }) {
			continue
		}
		w.records.Targets = append(w.records.Targets, coverage.Target{Unit: w.parents[u], Agent: name, Indicator: coverage.Household, Period: "2026-11",
			Measure: coverage.NewOnes, People: 4 + w.r.Int64N(30), Basis: "QĐ thử", From: vi.Date(2026, 11, 1)})
	}
}

// quota gives how many new people an agent is to bring this month, 0 for no quota.
func (w *twice) quota(name string) int64 {
	for _, t := range w.records.Targets {
		if t.Agent == name {
			return t.People
		}
	}
	return 0
}

// brought is what stands of an agent's new people of an indicator on some days,
// of all where it is "".
func (w *twice) brought(name string, i coverage.Indicator, from, to vi.Day) int64 {
	var n int64
	for _, e := range w.all {
		if e.Kind == coverage.New && (i == "" || e.Indicator == i) && e.Day >= from && e.Day <= to && w.agentOf(e.Unit) == name {
			n += e.Count
		}
	}
	return n
}

func (w *twice) checkMonth(name string) {
	const question = "biểu đồ của tôi"
	p, said := plotted[chart.MonthPlot](w, name, question)
	first := vi.Date(2026, 11, 1)
	quota, i := w.quota(name), coverage.Indicator("")
	if quota > 0 {
		i = coverage.Household
	}
	w.equal(question, "the number of days", len(p.Days), int(w.today-first)+1)
	for n, got := range p.Days {
		w.equal(question, fmt.Sprint("day ", n+1, " of ", name), got, w.brought(name, i, first+vi.Day(n), first+vi.Day(n)))
	}
	w.equal(question, "the quota", p.Quota, quota)
	have := w.brought(name, i, first, w.today)
	if quota == 0 {
		w.equal(question, "the figure", p.Figure, number(have))
		w.says(question, said, " tháng 11/2026: "+p.Figure)
		return
	}
	w.equal(question, "the figure", p.Figure, number(have)+"/"+number(quota))
	w.says(question, said, p.Figure)
	short := "đã đạt"
	if have < quota {
		short = fmt.Sprintf("còn thiếu %s người", number(quota-have))
	}
	w.equal(question, "what is beside", p.Beside[1], short)
	w.says(question, said, short)
}

// makeCounts gives the communes official counts of a day on which no other
// figure of theirs stands, not quite what was reported.
func (w *twice) makeCounts() {
	for _, u := range w.units("xã") {
		w.records.Baselines = append(w.records.Baselines, coverage.Baseline{Unit: u, Indicator: coverage.Pupils, AsOf: vi.Date(2026, 9, 30), Participants: 300, Stated: -1, Source: "thử"},
			coverage.Baseline{Unit: u, Indicator: coverage.Pupils, AsOf: vi.Date(2026, 10, 31), Participants: 290 + w.r.Int64N(30), Stated: -1, Source: "thử"})
	}
}

// checkOffsets asks how far the counts of October are off the reports.
func (w *twice) checkOffsets() {
	const question = "/bieudo 90 bhyt_hssv doi chieu thang 10"
	p, said := plotted[chart.OffsetPlot](w, "boss", question)
	w.equal(question, "the number of rows", len(p.Offsets), 4)
	var allSaid, allCounted int64
	for _, u := range w.units("xã") {
		tallied, counted := int64(300), int64(0)
		for _, e := range w.all {
			if e.Indicator == coverage.Pupils && (e.Kind == coverage.New || e.Kind == coverage.Lapsed) && e.Day > vi.Date(2026, 9, 30) && e.Day <= vi.Date(2026, 10, 31) && slices.Contains(w.below(u), e.Unit) {
				if e.Kind == coverage.Lapsed {
					tallied -= e.Count
				} else {
					tallied += e.Count
				}
			}
		}
		for _, b := range w.records.Baselines {
			if b.Unit == u && b.Indicator == coverage.Pupils && b.AsOf == vi.Date(2026, 10, 31) {
				counted = b.Participants
			}
		}
		allSaid, allCounted = allSaid+tallied, allCounted+counted
		k := slices.IndexFunc(p.Offsets, func(o chart.Offset) bool { return strings.HasSuffix(o.Name, ". "+w.title(u)) })
		if k < 0 {
			w.t.Errorf("%s has no row of %s", question, u)
			continue
		}
		o := p.Offsets[k]
		w.equal(question, "the value of "+o.Name, o.Value, float64(counted-tallied))
		w.equal(question, "the label of "+o.Name, o.Label, signed(counted-tallied))
		w.equal(question, "what is beside "+o.Name, o.Beside, fmt.Sprintf("báo %s, chốt %s", number(tallied), number(counted)))
		w.says(question, said, fmt.Sprintf("%s: %s (%s)", o.Name, o.Beside, o.Label))
	}
	w.equal(question, "the figure", p.Figure, signed(allCounted-allSaid))
	w.says(question, said, fmt.Sprintf("Theo báo cáo %s người, số chốt %s người: chênh %s người", number(allSaid), number(allCounted), p.Figure))
}
