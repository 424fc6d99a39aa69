package handlers_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// meter counts what the answers read of the ledger: every call is one reading,
// and each point or unit of it one row or so.
type meter struct {
	coverage.Tallies
	coverage.Journal
	coverage.Roll
	calls, rows int
}

func (m *meter) Cums(ctx context.Context, points []coverage.Point) (coverage.Reading, error) {
	m.calls, m.rows = m.calls+1, m.rows+len(points)
	return m.Tallies.Cums(ctx, points)
}

func (m *meter) Entries(ctx context.Context, units []place.Code, from, to vi.Day) ([]coverage.Entry, error) {
	m.calls, m.rows = m.calls+1, m.rows+len(units)
	return m.Journal.Entries(ctx, units, from, to)
}

func (m *meter) DaySums(ctx context.Context, people []coverage.PersonID, from, to vi.Day) (map[coverage.PersonID][]coverage.DaySum, error) {
	m.calls, m.rows = m.calls+1, m.rows+len(people)
	return m.Journal.DaySums(ctx, people, from, to)
}

func (m *meter) Holders(ctx context.Context, role coverage.Role, units []place.Code) ([]coverage.Person, error) {
	m.calls, m.rows = m.calls+1, m.rows+len(units)
	return m.Roll.Holders(ctx, role, units)
}

// metered is the product in a country of 34 provinces with so many communes
// each, asked by an official of all of it.
func metered(t *testing.T, communes int) (*stage, *meter) {
	t.Helper()
	s := &stage{t: t, now: opening, path: filepath.Join(t.TempDir(), "ledger.db"), log: newLogSink(t),
		ids: map[string]string{}, shown: map[string][]bot.Reply{}, dates: map[string]time.Time{}}
	s.open()
	t.Cleanup(func() { s.close() })
	var r coverage.Records
	for p := range 34 {
		province := place.Code(fmt.Sprint(50 + p))
		r.Units = append(r.Units, place.Unit{Code: province, Name: fmt.Sprint("Xứ ", p), Kind: "tỉnh", Parent: place.Nation})
		r.Targets = append(r.Targets, coverage.Target{Unit: province, Indicator: coverage.BHYT, Period: "2026", Measure: coverage.RatePct, Rate: 950_000, Basis: "thử", From: vi.Date(2026, 1, 1)})
		for c := range communes {
			u := place.Code(fmt.Sprintf("%s%03d", province, c))
			r.Units = append(r.Units, place.Unit{Code: u, Name: fmt.Sprintf("Nơi %d-%d", p, c), Kind: "xã", Parent: province})
			r.Denominators = append(r.Denominators, coverage.Denominator{Unit: u, Base: coverage.Population, AsOf: vi.Date(2025, 1, 1), Value: 1000, Source: "thử"})
			r.Baselines = append(r.Baselines, coverage.Baseline{Unit: u, Indicator: coverage.BHYT, AsOf: vi.Date(2026, 10, 31), Participants: int64(860 + c%90), Stated: -1, Source: "thử"})
		}
	}
	people := []coverage.Posting{{Name: "Trùm", Role: coverage.Official, Units: []place.Code{place.Nation}, Status: coverage.Active}}
	if _, err := s.ledger.Amend(t.Context(), coverage.Amendment{Records: r, People: people}); err != nil {
		t.Fatal(err)
	}
	boss, err := s.ledger.ByName(t.Context(), "Trùm")
	if err != nil || len(boss) != 1 {
		t.Fatal(boss, err)
	}
	if err := s.ledger.Connect(t.Context(), "test/boss", boss[0].ID); err != nil {
		t.Fatal(err)
	}
	m := &meter{Tallies: s.ledger, Journal: s.ledger, Roll: s.ledger}
	s.service.Tallies, s.service.Journal, s.service.Roll = m, m, m
	return s, m
}

// TestAnswersReadAsOftenAtTenTimesTheUnits: a card costs the same readings and
// rows in a country of ten times the communes; a list or a ranking the same
// readings, and no more rows of each of its communes.
func TestAnswersReadAsOftenAtTenTimesTheUnits(t *testing.T) {
	t.Parallel()
	few, fewMeter := metered(t, 10)
	many, manyMeter := metered(t, 100)
	for question, times := range map[string]int{
		"/xa 51005": 1, "/xa 51": 1, "/xa VN": 1, "/thieu 51": 1, "/cungky 51": 1, "/dubao 51": 1, "/sosanh 51 so với đầu năm": 1, "/bieudo 51": 1,
		"/xephang 51 cac xa": 10, "/xephang 51 cac xa còn thiếu": 10, "/chuadat 51": 10, "/theoban 51": 10, "/bieudo 51 ban do": 10, "/xephang VN cac tinh": 1,
	} {
		read := func(s *stage, m *meter) (calls, rows int) {
			s.now = s.now.Add(11 * time.Second)
			m.calls, m.rows = 0, 0
			if replies := s.say("boss", question); len(replies) == 0 || replies[0].Title == "" {
				t.Fatalf("%s: %+v", question, replies)
			}
			return m.calls, m.rows
		}
		calls, rows := read(few, fewMeter)
		if more, of := read(many, manyMeter); calls == 0 || rows == 0 || more > calls || of > times*rows {
			t.Errorf("%s: %d readings of %d rows at ten times the communes, %d of %d before", question, more, of, calls, rows)
		}
	}
}
