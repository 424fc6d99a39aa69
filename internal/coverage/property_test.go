package coverage_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// world is a random country with its naive model.
type world struct {
	*house
	naive
	first, last vi.Day
}

// draw makes a country of two provinces with up to three communes with up to
// three villages each, baselines and populations here and there.
func draw(t *rapid.T, tt *testing.T) *world {
	w := &world{first: date("2026-09-20"), last: date("2026-11-22")}
	for p := range rapid.IntRange(1, 2).Draw(t, "provinces") {
		province := place.Code(fmt.Sprintf("%02d", p))
		w.units = append(w.units, unit(province, "tỉnh", place.Nation))
		for c := range rapid.IntRange(1, 3).Draw(t, "communes") {
			commune := place.Code(fmt.Sprintf("%s%d", province, c))
			w.units = append(w.units, unit(commune, "xã", province))
			for v := range rapid.IntRange(0, 3).Draw(t, "villages") {
				w.units = append(w.units, unit(place.Code(fmt.Sprintf("%s%d", commune, v)), "bản", commune))
			}
		}
	}
	// Few dates, so that many baselines share one.
	dates := rapid.SampledFrom([]string{"2026-09-20", "2026-09-30", "2026-10-15", "2026-10-31", "2026-11-18"})
	seen := map[string]bool{}
	if level := rapid.IntRange(0, 3).Draw(t, "closed at"); level > 0 { // most of a level on one day
		on := date(dates.Draw(t, "closed on"))
		for _, u := range w.units {
			if len(u.Code) == level+1 && rapid.IntRange(0, 9).Draw(t, "left out") > 0 {
				seen[fmt.Sprint(u.Code, coverage.BHYT, on)] = true
				w.baselines = append(w.baselines, coverage.Baseline{Unit: u.Code, Indicator: coverage.BHYT, AsOf: on, Participants: 100, Stated: -1})
			}
		}
	}
	for range rapid.IntRange(0, 5).Draw(t, "baselines") {
		b := coverage.Baseline{Unit: w.unit(t), Indicator: rapid.SampledFrom(somewhat()).Draw(t, "indicator"), AsOf: date(dates.Draw(t, "as of")),
			Participants: rapid.Int64Range(-1, 900).Draw(t, "participants"), Stated: -1}
		if b.Participants < 0 {
			b.Stated = 900_000
		}
		if at := fmt.Sprint(b.Unit, b.Indicator, b.AsOf); !seen[at] {
			seen[at] = true
			w.baselines = append(w.baselines, b)
		}
	}
	for range rapid.IntRange(0, 6).Draw(t, "populations") {
		d := coverage.Denominator{Unit: w.unit(t), Base: coverage.Population, AsOf: date(dates.Draw(t, "of")), Value: rapid.Int64Range(1, 1000).Draw(t, "people")}
		if at := fmt.Sprint(d.Unit, d.AsOf); !seen[at] {
			seen[at] = true
			w.denominators = append(w.denominators, d)
		}
	}
	w.house = open(tt, "2026-11-22", coverage.Records{Units: w.units, Baselines: w.baselines, Denominators: w.denominators},
		coverage.Posting{Name: "Một", Role: coverage.Agent, Units: []place.Code{place.Nation}, Status: coverage.Active},
		coverage.Posting{Name: "Hai", Role: coverage.Agent, Units: []place.Code{place.Nation}, Status: coverage.Active})
	w.importSome(t)
	t.Cleanup(func() {
		if err := w.ledger.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func somewhat() []coverage.Indicator {
	return []coverage.Indicator{coverage.BHYT, coverage.BHYT, coverage.BHYT, coverage.Household, coverage.Voluntary, coverage.BHXH}
}

func (w *world) unit(t *rapid.T) place.Code {
	return w.units[rapid.IntRange(0, len(w.units)-1).Draw(t, "unit")].Code
}

func (w *world) line(t *rapid.T, from vi.Day) coverage.Line {
	l := coverage.Line{
		Unit:      w.unit(t),
		Indicator: rapid.SampledFrom([]coverage.Indicator{coverage.BHYT, coverage.Household, coverage.Pupils, coverage.Voluntary}).Draw(t, "of"),
		Kind:      rapid.SampledFrom([]coverage.Kind{coverage.New, coverage.New, coverage.Lapsed, coverage.Renewed, coverage.Visited, coverage.Registered}).Draw(t, "kind"),
		Count:     rapid.Int64Range(0, 12).Draw(t, "count"),
		Day:       vi.Day(rapid.Int32Range(int32(from), int32(w.last)).Draw(t, "day")),
	}
	if l.Kind == coverage.Lapsed && rapid.Bool().Draw(t, "to a firm") {
		l.Reason = coverage.ToEmployer
	}
	return l
}

// importSome brings history of any day, around the baselines too.
func (w *world) importSome(t *rapid.T) {
	var a coverage.Amendment
	for n := range rapid.IntRange(0, 15).Draw(t, "imported") {
		a.Tallies = append(a.Tallies, w.history(t, w.first-3, fmt.Sprint("s", n)))
	}
	w.entries = append(w.entries, a.Tallies...)
	w.amend(a)
}

// history is an entry of a file.
func (w *world) history(t *rapid.T, from vi.Day, source string) coverage.Entry {
	l := w.line(t, from)
	if l.Reason == coverage.ToEmployer && l.Indicator == coverage.BHYT {
		l.Indicator = coverage.Household // a whole loses nobody to an employer
	}
	return coverage.Entry{Unit: l.Unit, Indicator: l.Indicator, Kind: l.Kind, Count: l.Count, Day: l.Day, Reason: l.Reason, Source: source, Opens: true}
}

// act reports, corrects or undoes, and holds the reply to the standing.
func (w *world) act(t *rapid.T) {
	d, msg := w.draft(rapid.SampledFrom([]string{"Một", "Hai"}).Draw(t, "who"))
	d.Add = rapid.Bool().Draw(t, "add")
	var err error
	switch rapid.IntRange(0, 6).Draw(t, "act") {
	case 0:
		d, err = w.service.Undoing(w.ctx(), d, 0)
	case 1:
		d, err = w.service.Replacing(w.ctx(), d, coverage.Line{Count: rapid.Int64Range(0, 9).Draw(t, "instead")}, rapid.Bool().Draw(t, "fewer"))
	case 2:
		d, err = w.service.Moving(w.ctx(), d, 0, w.unit(t), 0)
	case 3:
		d, err = w.service.Totalling(w.ctx(), d, w.line(t, w.last-7))
	default:
		for range rapid.IntRange(1, 3).Draw(t, "lines") {
			d.Lines = append(d.Lines, w.line(t, w.last-7))
		}
	}
	var res coverage.Result
	before := map[string]int64{}
	if err == nil {
		for _, u := range w.units {
			st := w.standing(u.Code, coverage.BHYT, w.last.String())
			before[string(u.Code)] = st.Participants
		}
		res, err = w.book(d, msg)
	}
	if refusal := (*coverage.Refusal)(nil); errors.As(err, &refusal) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	w.entries = append(w.entries, res.Entries...)
	for _, m := range res.Impacts {
		if !m.Known || m.Indicator != coverage.BHYT {
			continue
		}
		if after := w.standing(m.Unit, m.Indicator, w.last.String()).Participants; m.Before != before[string(m.Unit)] || m.After != after {
			t.Fatalf("%s told %d → %d, stands %d → %d", m.Unit, m.Before, m.After, before[string(m.Unit)], after)
		}
	}
}

// check compares standings with the definition.
func (w *world) check(t *rapid.T, u place.Code, i coverage.Indicator, day vi.Day) {
	st, err := w.service.Standing(w.ctx(), u, i, day)
	if err != nil {
		t.Fatal(err)
	}
	want, known, partial := w.participants(u, i, day)
	if st.Known != known || known && (st.Participants != want || st.Partial() != partial) {
		t.Fatalf("%s of %s on %s: %d (known %t, partial %t), want %d (%t, %t)",
			i, u, day, st.Participants, st.Known, st.Partial(), want, known, partial)
	}
	den, known, partial := w.denominator(u, coverage.Population, day)
	if i == coverage.BHYT && (st.Denominator.Known != known || known && (st.Denominator.Value != den || st.Denominator.Partial() != partial)) {
		t.Fatalf("people of %s on %s: %+v, want %d (%t, %t)", u, day, st.Denominator, den, known, partial)
	}
}

// TestFiguresAreAsDefined: over random countries and histories every figure
// is what the definition says, and every reply what the ledger holds.
func TestFiguresAreAsDefined(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := draw(rt, t)
		for range rapid.IntRange(0, 8).Draw(rt, "acts") {
			w.act(rt)
		}
		if rapid.Bool().Draw(rt, "rolled") {
			if err := w.ledger.Roll(w.ctx()); err != nil {
				rt.Fatal(err)
			}
		}
		for range 12 {
			day := vi.Day(rapid.Int32Range(int32(w.first-3), int32(w.last)).Draw(rt, "asked"))
			w.check(rt, w.unit(rt), rapid.SampledFrom(somewhat()).Draw(rt, "what"), day)
		}
		w.check(rt, place.Nation, coverage.BHYT, w.last)
		w.check(rt, w.units[0].Code, coverage.BHYT, w.last)
	})
}
