package coverage_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// shift is some weeks of reporting over a year's end, with all that moves
// under them, and the naive account of it: who was at work at the end of each
// day, and every entry in its order.
type shift struct {
	*house
	t           *rapid.T
	units       []place.Unit
	status      map[string]coverage.Status
	holds       map[string][]place.Code
	worked      map[vi.Day]map[place.Code][]string // who was at work for what
	first, last vi.Day
	cutoff      time.Duration
}

func newShift(t *rapid.T, tt *testing.T) *shift {
	s := &shift{t: t, status: map[string]coverage.Status{}, holds: map[string][]place.Code{}, worked: map[vi.Day]map[place.Code][]string{}}
	s.units = []place.Unit{unit("01", "tỉnh", place.Nation), unit("A", "xã", "01"), unit("B", "xã", "01"), unit("02", "tỉnh", place.Nation), unit("C", "xã", "02"),
		unit("A1", "bản", "A"), unit("A2", "bản", "A"), unit("A3", "bản", "A"), unit("B1", "bản", "B"), unit("B2", "bản", "B"), unit("C1", "bản", "C")}
	s.first, s.last = date("2026-12-22"), date("2027-01-08")
	s.house = open(tt, s.first.String(), coverage.Records{Units: s.units})
	s.cutoff = rapid.SampledFrom([]time.Duration{0, 18 * time.Hour}).Draw(t, "cutoff")
	s.service.Duties, s.service.Cutoff = s.ledger, s.cutoff
	s.service.Rests = func(d vi.Day) bool { return d == date("2027-01-01") || d == date("2026-12-27") }
	for n, name := range []string{"Một", "Hai", "Ba"} {
		s.status[name] = rapid.SampledFrom([]coverage.Status{coverage.Active, coverage.Active, coverage.Active, coverage.Leave}).Draw(t, "status")
		s.holds[name] = [][]place.Code{{"A1", "A2"}, {"A3", "B1"}, {"C1"}}[n]
	}
	if rapid.IntRange(0, 3).Draw(t, "from above") == 0 {
		s.status["Bốn"], s.holds["Bốn"] = coverage.Active, []place.Code{"B"}
	}
	s.post()
	t.Cleanup(func() { _ = s.ledger.Close() })
	return s
}

// post puts everybody where they are now.
func (s *shift) post(units ...place.Unit) {
	a := coverage.Amendment{Records: coverage.Records{Units: units}}
	for _, name := range slices.Sorted(maps.Keys(s.holds)) {
		a.People = append(a.People, coverage.Posting{Name: name, Role: coverage.Agent, Units: s.holds[name], Status: s.status[name]})
	}
	s.amend(a)
}

// day lives through one day.
func (s *shift) day(day vi.Day) {
	s.at(day.Start(s.zone).Add(time.Duration(rapid.IntRange(6, 23).Draw(s.t, "hour")) * time.Hour))
	for range rapid.IntRange(0, 3).Draw(s.t, "events") {
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(s.holds))).Draw(s.t, "who")
		switch rapid.SampledFrom([]string{"report", "report", "report", "zero", "undo", "replace", "status", "hand over", "merge"}).Draw(s.t, "event") {
		case "report":
			s.say(name, day, coverage.Line{Indicator: coverage.Household, Kind: coverage.New, Count: 1})
		case "zero":
			s.say(name, day, coverage.Line{Kind: coverage.Zero})
		case "undo":
			_, _ = s.undo(name, 0) // which may have nothing to take back
		case "replace":
			_, _ = s.replace(name, coverage.Line{Count: 2}, false)
		case "status":
			s.status[name] = rapid.SampledFrom([]coverage.Status{coverage.Active, coverage.Active, coverage.Leave, coverage.Training}).Draw(s.t, "status")
			s.post()
		case "hand over":
			if n := len(s.holds[name]); n > 0 && name != "Bốn" {
				s.holds["Năm"] = append(s.holds["Năm"], s.holds[name][n-1])
				s.holds[name] = s.holds[name][:n-1]
				if s.status["Năm"] == "" {
					s.status["Năm"] = coverage.Active
				}
				s.post()
			}
		case "merge":
			s.merge(day)
		}
	}
	s.worked[day] = map[place.Code][]string{}
	for name, units := range s.holds {
		for _, u := range units {
			if s.status[name] == coverage.Active {
				s.worked[day][u] = append(s.worked[day][u], name)
			}
		}
	}
}

func (s *shift) say(name string, day vi.Day, l coverage.Line) {
	if len(s.holds[name]) == 0 || s.status[name] == coverage.Training {
		return
	}
	l.Unit = rapid.SampledFrom(s.holds[name]).Draw(s.t, "village")
	if l.Unit == "B" {
		l.Unit = rapid.SampledFrom([]place.Code{"B", "B1", "B2"}).Draw(s.t, "in B")
	}
	l.Day = day - vi.Day(rapid.IntRange(0, 3).Draw(s.t, "days back"))
	d, msg := s.draft(name, l)
	d.Add = true
	_, _ = s.book(d, msg) // refused for a village that is not yet, or no longer
}

// merge makes one village of A1 and A2, in the middle of it all.
func (s *shift) merge(day vi.Day) {
	if slices.ContainsFunc(s.units, func(u place.Unit) bool { return u.Code == "A4" }) {
		return
	}
	changed := []place.Unit{ended("A1", "bản", "A", (day - 1).String(), true, "A4"), ended("A2", "bản", "A", (day - 1).String(), true, "A4"), formed("A4", "bản", "A", day.String())}
	s.units = append(append(s.units[:5:5], s.units[7:]...), changed...)
	for name, units := range s.holds {
		kept := slices.DeleteFunc(slices.Clone(units), func(u place.Code) bool { return u == "A1" || u == "A2" })
		if len(kept) < len(units) {
			kept = append(kept, "A4")
		}
		s.holds[name] = kept
	}
	s.post(changed...)
}

// state is whether a village's day is reported, and was so in time.
type state struct{ reports, timely bool }

// replay follows the ledger as the product defines it.
func (s *shift) replay() map[place.Code]map[vi.Day]state {
	entries, err := s.ledger.Since(s.ctx(), 0, 1<<20)
	if err != nil {
		s.t.Fatal(err)
	}
	standing := map[place.Code]map[vi.Day]int{}
	states := map[place.Code]map[vi.Day]state{}
	for i, e := range entries {
		if states[e.Unit] == nil {
			states[e.Unit], standing[e.Unit] = map[vi.Day]state{}, map[vi.Day]int{}
		}
		if e.Reverses != 0 {
			standing[e.Unit][e.Day]--
		} else {
			standing[e.Unit][e.Day]++
		}
		if i+1 < len(entries) && entries[i+1].Report == e.Report {
			continue // a correction is one step
		}
		for u := range states {
			for day, n := range standing[u] {
				was := states[u][day]
				switch {
				case n == 0:
					states[u][day] = state{}
				case !was.reports:
					at := e.At.In(s.zone)
					since := at.Sub(vi.DayOf(at, s.zone).Start(s.zone))
					states[u][day] = state{true, vi.DayOf(at, s.zone) == day && (s.cutoff == 0 || since <= s.cutoff)}
				}
			}
		}
	}
	return states
}

// share is the naive count.
func (s *shift) share(states map[place.Code]map[vi.Day]state, from, to vi.Day, counts func(village, commune place.Code, day vi.Day, who []string) bool) (sum coverage.Share) {
	for day := from; day <= to; day++ {
		if s.service.Rests(day) {
			continue
		}
		for _, u := range s.units {
			if u.Kind != "bản" || day < u.From || !u.To.IsZero() && day > u.To || len(s.worked[day][u.Code]) == 0 || !counts(u.Code, u.Parent, day, s.worked[day][u.Code]) {
				continue
			}
			sum.Due++
			if st := states[u.Code][day]; st.reports {
				sum.Delivered++
				if st.timely {
					sum.OnTime++
				}
			}
		}
	}
	return sum
}

// The share of any unit, of an agent, and every row of a ranking, over any
// span of days, is that of the definition: whoever leaves, comes back, hands
// over or reports from above, whatever is taken back or comes late, and
// villages that merge in between.
func TestCompletenessIsAsDefined(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := newShift(rt, t)
		for day := s.first; day <= s.last; day++ {
			s.day(day)
		}
		if rapid.Bool().Draw(rt, "rolled") {
			if err := s.ledger.Roll(t.Context()); err != nil {
				rt.Fatal(err)
			}
		}
		states := s.replay()
		provinces := map[place.Code]place.Code{"A": "01", "B": "01", "C": "02"}
		in := func(village, commune, unit place.Code) bool {
			return unit == place.Nation || unit == village || unit == commune || unit == provinces[commune]
		}
		for range 6 {
			from := s.first + vi.Day(rapid.IntRange(0, int(s.last-s.first)).Draw(rt, "from"))
			to := from + vi.Day(rapid.IntRange(0, int(s.last-from)).Draw(rt, "days"))
			within := rapid.SampledFrom([]place.Code{place.Nation, "01", "02", "A", "B", "C", "A1", "A3", "B2"}).Draw(rt, "within")
			want := s.share(states, from, to, func(v, c place.Code, _ vi.Day, _ []string) bool { return in(v, c, within) })
			got, err := s.service.Completeness(t.Context(), within, from, to)
			if err != nil || got.Due != want.Due || got.Delivered != want.Delivered || got.OnTime != want.OnTime {
				rt.Errorf("%s from %s to %s: %+v, %v; want %+v", within, from, to, got, err, want)
			}
			name := rapid.SampledFrom([]string{"Một", "Hai", "Ba"}).Draw(rt, "agent")
			p := s.person(name)
			want = s.share(states, from, to, func(v, _ place.Code, _ vi.Day, who []string) bool {
				return slices.Contains(who, name) && slices.Contains(p.Units(coverage.Agent), v)
			})
			if got, err = s.service.CompletenessOf(t.Context(), p, from, to); err != nil || got.Due != want.Due || got.Delivered != want.Delivered || got.OnTime != want.OnTime {
				rt.Errorf("%s from %s to %s: %+v, %v; want %+v", name, from, to, got, err, want)
			}
			s.checkRank(rt, states, from, to, in)
			s.checkMissing(rt, states, from, to, within, in)
		}
	})
}

// checkRank compares every row of a ranking, and its order.
func (s *shift) checkRank(rt *rapid.T, states map[place.Code]map[vi.Day]state, from, to vi.Day, in func(village, commune, unit place.Code) bool) {
	level := rapid.SampledFrom([]place.Level{place.Village, place.Commune, place.Province}).Draw(rt, "level")
	timely := rapid.Bool().Draw(rt, "timely")
	rows, err := s.service.CompletenessRank(s.ctx(), place.Nation, level, from, to, timely, true)
	if err != nil {
		rt.Fatal(err)
	}
	var due int64
	for n, row := range rows {
		want := s.share(states, from, to, func(v, c place.Code, _ vi.Day, _ []string) bool { return in(v, c, row.Unit) })
		if row.Due != want.Due || row.Delivered != want.Delivered || row.OnTime != want.OnTime {
			rt.Errorf("%s in the ranking from %s to %s: %+v, want %+v", row.Unit, from, to, row, want)
		}
		due += row.Due
		if n > 0 && row.Of(timely)*rows[n-1].Due > rows[n-1].Of(timely)*row.Due {
			rt.Errorf("%+v stands behind %+v", row, rows[n-1])
		}
	}
	if all := s.share(states, from, to, func(place.Code, place.Code, vi.Day, []string) bool { return true }); due != all.Due {
		rt.Errorf("the ranking expects %d days, want %d", due, all.Due)
	}
}

// Days count once, in their year; a day that is taken back whole counts no
// more, and one reported again late is late.
func TestCompletenessOverTheYearsEnd(t *testing.T) {
	t.Parallel()
	h := open(t, "2026-12-31", coverage.Records{Units: country()},
		coverage.Posting{Name: "Một", Role: coverage.Agent, Units: []place.Code{"A1", "A2"}, Status: coverage.Active})
	h.service.Duties = h.ledger
	share := func(from, to, want string) {
		t.Helper()
		s, err := h.service.Completeness(t.Context(), "A", date(from), date(to))
		if got := fmt.Sprintf("%d/%d, %d on time", s.Delivered, s.Due, s.OnTime); err != nil || got != want {
			t.Errorf("%s to %s: %s, %v; want %s", from, to, got, err, want)
		}
	}
	h.report("Một", hgd("A1", 1, "2026-12-31"))
	h.report("Một", hgd("A1", 2, "2026-12-31"))
	share("2026-12-31", "2026-12-31", "1/2, 1 on time")
	h.at(date("2026-12-31").Start(h.zone).Add(24*time.Hour - time.Second))
	h.report("Một", hgd("A2", 1, "2026-12-31"))
	share("2026-12-31", "2026-12-31", "2/2, 2 on time")
	h.at(date("2027-01-01").Start(h.zone))
	h.must(h.undo("Một", 0))
	h.report("Một", hgd("A2", 1, "2026-12-31"))
	h.report("Một", hgd("A1", 1, "2027-01-01"))
	share("2026-12-31", "2026-12-31", "2/2, 1 on time")
	share("2027-01-01", "2027-01-01", "1/2, 1 on time")
	share("2026-12-28", "2027-01-03", "3/8, 2 on time")
	share("2026-12-01", "2026-12-30", "0/0, 0 on time")
}
