package handlers_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// twice is a small random world whose every figure is computed a second way:
// from the raw entries of the ledger and the records that were put in, by
// nothing of the domain's own.
type twice struct {
	*stage
	r       *rand.Rand
	today   vi.Day
	records coverage.Records
	parents map[place.Code]place.Code
	serves  map[place.Code][]place.Code // an office's communes
	all     []coverage.Entry            // what stands in the ledger, reversals too
	agents  map[string][]place.Code
}

const twiceOffice = place.Code("BHXH-X")

// newTwice makes a world, and puts into it what else a test wants.
func newTwice(t *testing.T, seed uint64, more ...func(*twice)) *twice {
	t.Helper()
	w := &twice{
		stage: &stage{t: t, now: opening, path: filepath.Join(t.TempDir(), "ledger.db"), log: newLogSink(t),
			ids: map[string]string{}, shown: map[string][]bot.Reply{}, dates: map[string]time.Time{}},
		r: rand.New(rand.NewPCG(seed, 5)), today: vi.DayOf(opening, hanoi),
		parents: map[place.Code]place.Code{}, serves: map[place.Code][]place.Code{}, agents: map[string][]place.Code{},
	}
	w.open()
	t.Cleanup(func() { w.close() })
	w.makeUnits()
	w.makeFigures()
	for _, add := range more {
		add(w)
	}
	a := coverage.Amendment{Records: w.records, Tallies: w.history(), People: w.people()}
	for _, e := range a.Tallies {
		a.Agents = append(a.Agents, w.agentOf(e.Unit))
	}
	if _, err := w.ledger.Amend(context.Background(), a); err != nil {
		t.Fatal(err)
	}
	for name := range w.agents {
		w.connect(name, name)
	}
	w.connect("boss", "Trùm")
	return w
}

func (w *twice) connect(key, name string) {
	people, err := w.ledger.ByName(context.Background(), name)
	if err != nil || len(people) != 1 {
		w.t.Fatalf("%s: %d people, %v", name, len(people), err)
	}
	if err := w.ledger.Connect(context.Background(), "test/"+key, people[0].ID); err != nil {
		w.t.Fatal(err)
	}
}

// makeUnits makes a province of four communes with three villages each, and
// an office over two of them.
func (w *twice) makeUnits() {
	add := func(code, name, kind string, parent, office place.Code) {
		w.records.Units = append(w.records.Units, place.Unit{Code: place.Code(code), Name: name, Kind: kind, Parent: parent, Office: office})
		if kind != "BHXH cơ sở" {
			w.parents[place.Code(code)] = parent
		}
	}
	add("90", "Xứ Thử", "tỉnh", place.Nation, "")
	add(string(twiceOffice), "Xứ Thử", "BHXH cơ sở", "90", "")
	for c, name := range []string{"Đồng Nhất", "Đồng Nhì", "Đồng Tam", "Đồng Tứ"} {
		code, office := fmt.Sprintf("9000%d", c+1), place.Code("")
		if c < 2 {
			office = twiceOffice
			w.serves[twiceOffice] = append(w.serves[twiceOffice], place.Code(code))
		}
		add(code, name, "xã", "90", office)
		for v, village := range []string{"Sáng", "Trưa", "Chiều"} {
			add(fmt.Sprintf("%s-%02d", code, v+1), fmt.Sprintf("%s %s", name, village), "bản", place.Code(code), "")
			agent := fmt.Sprintf("Người Thứ %c%c", 'A'+c, 'A'+v/2)
			w.agents[agent] = append(w.agents[agent], place.Code(fmt.Sprintf("%s-%02d", code, v+1)))
		}
	}
}

func (w *twice) agentOf(u place.Code) string {
	for name, units := range w.agents {
		if slices.Contains(units, u) {
			return name
		}
	}
	return ""
}

func (w *twice) people() []coverage.Posting {
	all := []coverage.Posting{{Name: "Trùm", Role: coverage.Official, Units: []place.Code{"90"}, Status: coverage.Active}}
	for name, units := range w.agents {
		all = append(all, coverage.Posting{Name: name, Role: coverage.Agent, Units: units, Status: coverage.Active})
	}
	return all
}

func (w *twice) units(kind string) []place.Code {
	var all []place.Code
	for _, u := range w.records.Units {
		if u.Kind == kind {
			all = append(all, u.Code)
		}
	}
	return all
}

// makeFigures gives every village two counts and two populations, and the
// units above a target each; one village has too few people to be ranked.
func (w *twice) makeFigures() {
	n := func(low, high int64) int64 { return low + w.r.Int64N(high-low) }
	r := &w.records
	for k, u := range w.units("bản") {
		people := n(300, 900)
		if k == 4 {
			people = 40
		}
		for _, asOf := range []vi.Day{vi.Date(2025, 1, 1), vi.Date(2026, 1, 1)} {
			r.Denominators = append(r.Denominators, coverage.Denominator{Unit: u, Base: coverage.Population, AsOf: asOf, Value: people, Source: "thử"})
			people += n(0, 5)
		}
		had := people * n(82, 95) / 100
		for _, asOf := range []vi.Day{vi.Date(2025, 10, 31), vi.Date(2026, 9, 30)} {
			r.Baselines = append(r.Baselines,
				coverage.Baseline{Unit: u, Indicator: coverage.BHYT, AsOf: asOf, Participants: had, Stated: -1, Source: "thử"},
				coverage.Baseline{Unit: u, Indicator: coverage.Voluntary, AsOf: asOf, Participants: n(5, 30), Stated: -1, Source: "thử"})
			had = min(people*97/100, had+n(-8, 9))
		}
	}
	for k, u := range append(w.units("xã"), "90") {
		target := coverage.Target{Unit: u, Indicator: coverage.BHYT, Period: "2026", Measure: coverage.RatePct, Rate: coverage.Rate(900_000 + 10_000*n(0, 8)), Basis: "QĐ thử", From: vi.Date(2026, 1, 1)}
		r.Targets = append(r.Targets, target)
		target.Indicator, target.Measure, target.Rate, target.People = coverage.Voluntary, coverage.Stock, 0, n(40, 120)
		if k != 2 {
			r.Targets = append(r.Targets, target)
		}
		if k < 2 {
			r.Classes = append(r.Classes, coverage.Class{Unit: u, Class: "ntm", Recognised: vi.Date(2026, 2, 15)})
		}
	}
	r.Floors = []coverage.Floor{{Class: "ntm", From: vi.Date(2026, 1, 1), Indicator: coverage.BHYT, Rate: 930_000, Basis: "thử"}}
}

// history gives a year of reports; each is one entry, and some days have none.
func (w *twice) history() []coverage.Entry {
	var all []coverage.Entry
	reasons := append(coverage.Reasons(), coverage.NoReason)
	for n := range 420 {
		unit := w.units("bản")[w.r.IntN(12)]
		if n%7 == 0 {
			unit = w.units("bản")[0]
		}
		e := coverage.Entry{Unit: unit, Indicator: coverage.Household, Kind: coverage.New, Count: 1 + w.r.Int64N(4), Opens: true,
			Day: w.today - vi.Day(1+w.r.IntN([]int{30, 60, 380}[n%3])), Source: fmt.Sprintf("thu/%d", n)}
		switch w.r.IntN(9) {
		case 0, 1:
			e.Kind = coverage.Renewed
		case 2, 3:
			e.Kind, e.Reason = coverage.Lapsed, reasons[w.r.IntN(len(reasons))]
		case 4:
			e.Indicator = coverage.Voluntary
		case 5:
			e.Indicator, e.Kind, e.Reason = coverage.Voluntary, coverage.Lapsed, coverage.NotRenewed
			e.Count = 1
		case 6:
			e.Indicator = coverage.Pupils
		}
		if e.Kind == coverage.New || e.Kind == coverage.Renewed {
			e.Months = []int{0, 3, 6, 12, 1}[w.r.IntN(5)]
		}
		if w.r.IntN(12) == 0 { // a meeting
			e.Indicator, e.Kind, e.Count, e.Months, e.Reason = coverage.Activity, coverage.Meetings, 1, 0, coverage.NoReason
			came := e
			came.Kind, came.Count, came.Opens, came.Source = coverage.Attendees, 10+w.r.Int64N(40), false, e.Source+"/b"
			signed := came
			signed.Indicator, signed.Kind, signed.Count, signed.Source = coverage.Household, coverage.Registered, w.r.Int64N(9)+1, e.Source+"/c"
			came.At = e.Day.Start(hanoi).Add(17 * time.Hour)
			signed.At = came.At
			e.At = came.At
			all = append(all, e, came, signed)
			continue
		}
		e.At = e.Day.Start(hanoi).Add(time.Duration(8+w.r.IntN(10)) * time.Hour)
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b coverage.Entry) int { return int(a.Day - b.Day) })
	return all
}

// talk has the agents report, correct and take back today.
func (w *twice) talk() {
	for n := range 24 {
		w.now = w.now.Add(time.Minute)
		names := make([]string, 0, len(w.agents))
		for name := range w.agents {
			names = append(names, name)
		}
		slices.Sort(names)
		name := names[w.r.IntN(len(names))]
		village := w.title(w.agents[name][w.r.IntN(len(w.agents[name]))])
		texts := []string{"%s: %d hgđ mới, 1 tái tục", "%s %d tn", "%s giảm %d hgđ chuyển đi", "%s %d hgđ 6 tháng", "hôm qua %s %d hgđ"}
		text := fmt.Sprintf(texts[w.r.IntN(len(texts))], village, 1+w.r.IntN(4))
		if n%6 == 5 {
			text = "hủy"
		}
		for _, reply := range w.say(name, text) {
			if reply.Asks { // doubled or unusual: nothing more is said of it
				w.say(name, "thôi")
			}
		}
	}
	w.read()
}

func (w *twice) title(u place.Code) string {
	for _, x := range w.records.Units {
		if x.Code == u {
			return x.Kind + " " + x.Name
		}
	}
	return ""
}

func (w *twice) read() {
	var err error
	w.all, err = w.ledger.Entries(context.Background(), append(append(w.units("bản"), w.units("xã")...), "90"), w.today-800, w.today+5)
	if err != nil {
		w.t.Fatal(err)
	}
}
