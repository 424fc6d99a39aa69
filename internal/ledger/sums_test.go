package ledger_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// model is the plainest ledger: all entries, added up anew for each question.
type model struct {
	entries []coverage.Entry
	parents map[place.Code]place.Code
}

func (m *model) cum(p coverage.Point) coverage.Counts {
	var sum coverage.Counts
	for _, e := range m.entries {
		for u := e.Unit; u != ""; u = m.parents[u] {
			if u != p.Unit || e.Day > p.Day {
				continue
			}
			for _, post := range e.Posts() {
				if post.Indicator == p.Indicator {
					sum = sum.Plus(post.Counts)
				}
			}
		}
	}
	return sum
}

func (m *model) put(units []place.Unit) {
	for _, u := range units {
		m.parents[u.Code] = u.Parent
	}
}

// standing gives the entries that nothing takes back.
func (m *model) standing() []coverage.Entry {
	taken := map[coverage.Position]bool{}
	for _, e := range m.entries {
		taken[e.Reverses] = true
	}
	var stand []coverage.Entry
	for _, e := range m.entries {
		if e.Reverses == 0 && !taken[e.Seq] {
			stand = append(stand, e)
		}
	}
	return stand
}

func anyEntry(t *rapid.T, villages []place.Code) coverage.Entry {
	e := coverage.Entry{
		Unit:      rapid.SampledFrom(villages).Draw(t, "unit"),
		Indicator: rapid.SampledFrom([]coverage.Indicator{coverage.BHYT, coverage.Household, coverage.Voluntary, coverage.Activity}).Draw(t, "indicator"),
		Kind:      rapid.SampledFrom([]coverage.Kind{coverage.New, coverage.Renewed, coverage.Lapsed, coverage.Visited, coverage.Zero, coverage.Attendees}).Draw(t, "kind"),
		Count:     rapid.Int64Range(0, 50).Draw(t, "count"),
		Day:       today - vi.Day(rapid.IntRange(0, 6).Draw(t, "days ago")),
		Reason:    rapid.SampledFrom([]coverage.Reason{coverage.NoReason, coverage.ToEmployer, coverage.Died}).Draw(t, "reason"),
		Opens:     rapid.Bool().Draw(t, "opens"),
	}
	if e.Misplaced() {
		e.Indicator = coverage.Household // of a whole it is refused
	}
	return e
}

func allPoints() []coverage.Point {
	var points []coverage.Point
	places := []place.Code{place.Nation, province, sinh, an, "unknown"}
	for n := 1; n <= 3; n++ {
		places = append(places, village(sinh, n), village(an, n))
	}
	for _, u := range places {
		for _, i := range []coverage.Indicator{coverage.BHYT, coverage.Household, coverage.BHXH, coverage.Activity} {
			for _, ago := range []vi.Day{0, 2, 7} {
				points = append(points, coverage.Point{Unit: u, Indicator: i, Day: today - ago})
			}
		}
	}
	return points
}

// TestSumsEqualEntries books, takes back, backdates, imports, moves villages
// and rolls in any order, by two processes, and compares all sums.
func TestSumsEqualEntries(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		rapid.Check(t, func(rt *rapid.T) { anyHistory(t, rt, e) })
	})
}

func anyHistory(t *testing.T, rt *rapid.T, e ledgertest.Engine) {
	url := e.URL(t)
	two := [2]*ledger.Ledger{}
	for i := range two {
		l, err := ledger.Open(t.Context(), url, ledger.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		two[i] = l
	}
	m := &model{parents: map[place.Code]place.Code{}}
	amend(t, two[0], coverage.Amendment{Records: coverage.Records{Units: units()}})
	m.put(units())
	villages := []place.Code{village(sinh, 1), village(sinh, 2), village(an, 1), sinh, "unknown"}
	points, n := allPoints(), 0
	pick := func() *ledger.Ledger { return two[rapid.IntRange(0, 1).Draw(rt, "process")] }
	add := func(l *ledger.Ledger, entries ...coverage.Entry) {
		n++
		m.entries = append(m.entries, commit(t, l, message("1", n), entries...)...)
	}
	rt.Repeat(map[string]func(*rapid.T){
		"report": func(rt *rapid.T) {
			var entries []coverage.Entry
			for range rapid.IntRange(1, 4).Draw(rt, "entries") {
				entries = append(entries, anyEntry(rt, villages))
			}
			add(pick(), entries...)
		},
		"correct": func(rt *rapid.T) {
			stand := m.standing()
			if len(stand) == 0 {
				rt.Skip("nothing to correct")
			}
			add(pick(), back(rapid.SampledFrom(stand).Draw(rt, "wrong")), anyEntry(rt, villages))
		},
		"import": func(rt *rapid.T) {
			e := anyEntry(rt, villages)
			e.Source = fmt.Sprint("row ", rapid.IntRange(0, 5).Draw(rt, "row"))
			l := pick()
			at, _, _ := l.Head(t.Context())
			amend(t, l, coverage.Amendment{Tallies: []coverage.Entry{e}})
			added, err := l.Since(t.Context(), at, 10)
			if err != nil {
				rt.Fatal(err)
			}
			m.entries = append(m.entries, added...)
		},
		"move": func(rt *rapid.T) {
			u := place.Unit{Code: rapid.SampledFrom(villages[:3]).Draw(rt, "village"), Name: "Bản", Kind: "bản"}
			u.Parent = rapid.SampledFrom([]place.Code{sinh, an, province}).Draw(rt, "to")
			amend(t, pick(), coverage.Amendment{Records: coverage.Records{Units: []place.Unit{u}}})
			m.put([]place.Unit{u})
		},
		"roll": func(rt *rapid.T) {
			if err := pick().Roll(t.Context()); err != nil {
				rt.Fatal(err)
			}
		},
		"": func(rt *rapid.T) {
			some := points
			if rapid.Bool().Draw(rt, "few") {
				at := rapid.IntRange(0, len(points)-20).Draw(rt, "from")
				some = points[at : at+20]
			}
			r, err := pick().Cums(t.Context(), some)
			if err != nil {
				rt.Fatal(err)
			}
			if r.At != coverage.Position(len(m.entries)) {
				rt.Fatalf("read at %d, the ledger has %d entries", r.At, len(m.entries))
			}
			for i, p := range some {
				if got, want := r.Counts[i], m.cum(p); !sameCounts(got, want) {
					rt.Fatalf("%+v: %+v, want %+v", p, got, want)
				}
			}
		},
	})
	for _, l := range two {
		if v, err := l.Verify(t.Context()); err != nil || !v.Good() {
			rt.Fatalf("verify: %+v, %v", v, err)
		}
	}
}

func sameCounts(a, b coverage.Counts) bool {
	equal := a.Last.Equal(b.Last)
	a.Last, b.Last = time.Time{}, time.Time{}
	return equal && a == b
}

func TestReadsWhileRollingAndWriting(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url := e.URL(t)
		l, other := ledgertest.Open(t, url, ledger.Options{}), ledgertest.Open(t, url, ledger.Options{})
		amend(t, l, coverage.Amendment{Records: coverage.Records{Units: units()}})
		stop := make(chan struct{})
		done := make(chan error, 3)
		repeat := func(f func() error) {
			for {
				select {
				case <-stop:
					done <- nil
					return
				default:
					if err := f(); err != nil {
						done <- err
						return
					}
				}
			}
		}
		n := 0
		go repeat(func() error {
			n++
			// Two villages gain the same, so that any one state has equal sums.
			b := book(t, l, tally(village(sinh, 1), coverage.BHYT, 3, today), tally(village(an, 1), coverage.BHYT, 3, today))
			if _, err := l.Commit(t.Context(), message("1", n), b, say); !errors.Is(err, coverage.ErrStale) {
				return err
			}
			return nil // amended meanwhile
		})
		go repeat(func() error { return other.Roll(t.Context()) })
		flip := 0
		go repeat(func() error {
			flip++
			to := []place.Code{sinh, an}[flip%2]
			_, err := other.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{Units: []place.Unit{{Code: village(sinh, 2), Name: "Bản", Kind: "bản", Parent: to}}}})
			time.Sleep(20 * time.Millisecond)
			return err
		})
		points := []coverage.Point{
			{Unit: sinh, Indicator: coverage.BHYT, Day: today}, {Unit: an, Indicator: coverage.BHYT, Day: today},
			{Unit: province, Indicator: coverage.BHYT, Day: today},
		}
		many := append([]coverage.Point(nil), points...)
		for len(many) < 100 {
			many = append(many, points[0])
		}
		last := coverage.Position(0)
		// Readings may be done before the first report is: they go on until then.
		begun := time.Now()
		for i := 0; i < 300 || last == 0 && time.Since(begun) < 20*time.Second; i++ {
			ask := points
			if i%3 == 0 {
				ask = many
			}
			r, err := []*ledger.Ledger{l, other}[i%2].Cums(t.Context(), ask)
			if err != nil {
				t.Error(err)
				break
			}
			c := r.Counts
			if c[0] != c[1] || c[2].New != 2*c[0].New || c[2].New != 3*int64(r.At) {
				t.Errorf("at %d: %d and %d make %d", r.At, c[0].New, c[1].New, c[2].New)
				break
			}
			if r.At < last {
				t.Errorf("went back from %d to %d", last, r.At)
			}
			last = r.At
		}
		close(stop)
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if v := verify(t, l); v.Entries == 0 {
			t.Error("nothing was written meanwhile")
		}
	})
}
