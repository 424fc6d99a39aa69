package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/cache/cachetest"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// What a store of the whole country holds after a year: 3,321 communes with a
// report each a day, or ten times as many with one every tenth day.
const (
	scaleEntries = 1_200_000
	scaleDays    = 365
	scaleChunk   = 100_000 // tallies of one amendment
)

// scaled is the records of so many communes, one village each with its agent,
// a target for every province and a plan for every commune.
func scaled(communes int, today vi.Day) coverage.Amendment {
	a := country(communes, 0, today-scaleDays)
	year := coverage.YearOf(today)
	for p := range 34 {
		a.Records.Targets = append(a.Records.Targets, coverage.Target{Unit: province(p), Indicator: coverage.BHYT, Period: year, Measure: coverage.RatePct, Rate: 950_000, Basis: "thử"})
	}
	for c := range communes {
		a.Records.Denominators[c].Value = int64(12_000 + c*7919%3000)
		a.Records.Targets = append(a.Records.Targets, coverage.Target{Unit: commune(c), Indicator: coverage.BHYT, Period: year, Measure: coverage.NewOnes, People: int64(300 + c*31%200), Basis: "thử"})
	}
	return a
}

// yearOf gives the year's tallies, oldest first.
func yearOf(communes int, today vi.Day) []coverage.Entry {
	every := max(1, communes*scaleDays/scaleEntries)
	var all []coverage.Entry
	for d := range scaleDays {
		day := today - scaleDays + vi.Day(d) // up to yesterday
		for c := range communes {
			if d > 0 && (c+d)%every > 0 {
				continue
			}
			kind := coverage.New
			if (c+d)%7 == 3 {
				kind = coverage.Lapsed
			}
			all = append(all, coverage.Entry{Unit: village(c), Indicator: coverage.Household, Kind: kind, Count: 1 + int64(c*d)%3, Day: day,
				By: coverage.PersonID(c + 1), At: day.Start(time.UTC).Add(12 * time.Hour), Source: fmt.Sprintf("%d/%d", c, d), Opens: true})
		}
	}
	return all
}

// scaleStore gives a store of so many communes after a year; one that is kept
// from an earlier run (see docs/performance.md) is filled once.
func scaleStore(b *testing.B, url, redis string, communes int) *store {
	b.Helper()
	settings, err := readSettings(env("BAOPHU_DATABASE_URL", url, "BAOPHU_REDIS_URL", redis))
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	st, err := openStore(b.Context(), settings, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := st.close(); err != nil {
			b.Error(err)
		}
	})
	opened := time.Since(start)
	if at, _, err := st.ledger.Head(b.Context()); err != nil {
		b.Fatal(err)
	} else if at > 0 {
		b.Logf("%d communes: opened with %d entries in %v", communes, at, opened.Round(time.Millisecond))
		return st
	}
	a, tallies := scaled(communes, st.service.Today()), yearOf(communes, st.service.Today())
	for len(tallies) > 0 {
		n := min(len(tallies), scaleChunk)
		a.Tallies = tallies[:n]
		if _, err := st.ledger.Amend(b.Context(), a); err != nil {
			b.Fatal(err)
		}
		if err := st.ledger.Roll(b.Context()); err != nil {
			b.Fatal(err)
		}
		a, tallies = coverage.Amendment{}, tallies[n:]
	}
	st.library.Refresh()
	at, _, err := st.ledger.Head(b.Context())
	b.Logf("%d communes: %d entries made in %v (%v)", communes, at, time.Since(start).Round(time.Second), err)
	return st
}

// question is one thing that people ask.
type question struct {
	name string
	ask  func(ctx context.Context, s *coverage.Service, today vi.Day) error
}

func scaleQuestions() []question {
	card := func(u place.Code) func(context.Context, *coverage.Service, vi.Day) error {
		return func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			st, err := s.Standing(ctx, u, coverage.BHYT, today)
			return some(err, st.Participants)
		}
	}
	by := func(within place.Code, by coverage.By, best bool) func(context.Context, *coverage.Service, vi.Day) error {
		return func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			r, err := s.RankBy(ctx, within, place.Commune, coverage.BHYT, by, best, today-30, today)
			return some(err, int64(len(r.Scores)))
		}
	}
	page := func(within place.Code, best bool) func(context.Context, *coverage.Service, vi.Day) error {
		return func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			t, err := s.Rank(ctx, within, place.Commune, coverage.BHYT, today, best, 0, 10)
			return some(err, int64(len(t.Rows)))
		}
	}
	share := func(within place.Code, level place.Level) func(context.Context, *coverage.Service, vi.Day) error {
		return func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			all, err := s.CompletenessRank(ctx, within, level, today.MonthStart()-1, today, false, true)
			return some(err, int64(len(all)))
		}
	}
	return []question{
		{"card of a province", card(province(1))},
		{"card of a commune", card(commune(35))},
		{"card of the nation", card(place.Nation)},
		{"province: communes by rate", by(province(1), coverage.ByRate, true)},
		{"province: first page by rate", page(province(1), true)},
		{"province: last page by rate", page(province(1), false)},
		{"province: communes by growth", by(province(1), coverage.ByGrowth, true)},
		{"province: communes by gap", by(province(1), coverage.ByGap, false)},
		{"province: communes by plan", by(province(1), coverage.ByPlan, true)},
		{"nation: first page by rate", page(place.Nation, true)},
		{"nation: communes by growth", by(place.Nation, coverage.ByGrowth, true)},
		{"nation: communes by plan", by(place.Nation, coverage.ByPlan, true)},
		{"commune: agents", func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			board, err := s.Agents(ctx, commune(35), coverage.BHYT, coverage.ByRate, true, today.MonthStart(), today)
			return some(err, int64(len(board.Scores)))
		}},
		{"province: agents", func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			_, err := s.Agents(ctx, province(1), coverage.BHYT, coverage.ByRate, true, today.MonthStart(), today)
			if errors.Is(err, coverage.ErrTooMany) {
				return nil // nearly a thousand are asked for by commune
			}
			return err
		}},
		{"province: below target", func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			t, err := s.Below(ctx, province(1), place.Commune, coverage.BHYT, 0, today)
			return some(err, int64(t.Total))
		}},
		{"province: fell", func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			t, err := s.Fell(ctx, province(1), place.Commune, coverage.BHYT, today-30, today)
			return some(err, int64(t.Total))
		}},
		{"nation: below target", func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			t, err := s.Below(ctx, place.Nation, place.Commune, coverage.BHYT, 0, today)
			return some(err, int64(t.Total))
		}},
		{"province: not reported today", func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			m, err := s.Missing(ctx, province(1), today, today)
			return some(err, int64(m.Expected))
		}},
		{"nation: not reported today", func(ctx context.Context, s *coverage.Service, today vi.Day) error {
			m, err := s.Missing(ctx, place.Nation, today, today)
			return some(err, int64(m.Expected))
		}},
		{"province: completeness by commune", share(province(1), place.Commune)},
		{"nation: completeness by province", share(place.Nation, place.Province)},
	}
}

// some refuses an empty answer, which measures nothing.
func some(err error, n int64) error {
	if err == nil && n == 0 {
		return fmt.Errorf("the answer is empty")
	}
	return err
}

// BenchmarkScale asks what people ask of a ledger of 1.2 million entries over
// a year, each time after a report that the answer must hold: with the read
// model, and with Redis gone, at 3,321 and at 33,210 communes. Of each question
// it tells the quickest quarter of the times, for the machine may be busy with
// other things, the processor time, and how often the first is in the time at
// 3,321 communes.
func BenchmarkScale(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		few := map[string]time.Duration{}
		for _, communes := range []int{3_321, 33_210} {
			b.Run(fmt.Sprintf("%s/%d", e.Name, communes), func(b *testing.B) {
				redis := ""
				if e.Name == "postgres" {
					redis = cachetest.Single(b).URL()
				}
				st := scaleStore(b, keptScale(b, e, communes), redis, communes)
				gone := *st.service
				gone.Tallies, gone.Boards = st.ledger, nil
				for _, q := range scaleQuestions() {
					b.Run(q.name, func(b *testing.B) {
						for range b.N {
							model, cpu := st.scale(b, st.service, q)
							away, _ := st.scale(b, &gone, q)
							b.ReportMetric(float64(model.Microseconds()), "model-µs")
							b.ReportMetric(float64(cpu.Microseconds()), "cpu-µs")
							b.ReportMetric(float64(away.Microseconds()), "gone-µs")
							if before, known := few[q.name]; known {
								b.ReportMetric(float64(model)/float64(before), "×3321")
							} else {
								few[q.name] = model
							}
							b.ReportMetric(0, "ns/op")
						}
					})
				}
			})
		}
	}
}

// keptScale gives the address of a store kept from an earlier run, or a fresh one.
func keptScale(b *testing.B, e ledgertest.Engine, communes int) string {
	b.Helper()
	if kept := os.Getenv("BAOPHU_SCALE_" + strings.ToUpper(e.Name)); kept != "" {
		return strings.ReplaceAll(kept, "COMMUNES", fmt.Sprint(communes))
	}
	return e.URL(b)
}

// scale gives the lower quartile of what a question takes, each time after a
// report, and the median of the processor time.
func (st *store) scale(b *testing.B, s *coverage.Service, q question) (took, cpu time.Duration) {
	b.Helper()
	var all, used []time.Duration
	today := s.Today()
	for until := time.Now().Add(300 * time.Millisecond); len(all) < 6 || len(all) < 40 && time.Now().Before(until); {
		st.reportOnce(b)
		start, before := time.Now(), processor(b)
		if err := q.ask(b.Context(), s, today); err != nil {
			b.Fatalf("%s: %v", q.name, err)
		}
		all, used = append(all, time.Since(start)), append(used, processor(b)-before)
	}
	all, used = all[2:], used[2:] // without the cold ones
	slices.Sort(all)
	slices.Sort(used)
	return all[len(all)/4], used[len(used)/2]
}

// reportOnce commits one report of a village of province 1.
func (st *store) reportOnce(b *testing.B) {
	b.Helper()
	at, revision, err := st.ledger.Head(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	now, n := st.now(), int(at)%90
	m := bot.Message{From: bot.Address{Channel: "loop", Bot: "bench", Chat: fmt.Sprint(n)}, ID: fmt.Sprint("scale", now.UnixNano()), Kind: bot.Text,
		Account: fmt.Sprintf("loop/%d", n), Text: "1 hgđ mới", Sent: now, Received: now}
	_, err = st.ledger.Commit(b.Context(), m, coverage.Booking{Author: coverage.PersonID(1 + 34*n + 1), Read: at, Revision: revision,
		Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
			return []coverage.Entry{{Unit: village(34*n + 1), Indicator: coverage.Household, Kind: coverage.New, Count: 1, Day: st.service.Today(), At: now, Opens: true}}, nil
		}}, nil)
	if err != nil {
		b.Fatal(err)
	}
}
