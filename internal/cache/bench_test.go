package cache_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// flat is a source whose sums cost nothing, so that only the model is measured.
type flat struct{ *book }

func (f flat) Cums(_ context.Context, points []coverage.Point) (coverage.Reading, error) {
	counts := make([]coverage.Counts, len(points))
	for i, p := range points {
		counts[i] = coverage.Counts{New: int64(p.Day), Lapsed: 12, Renewed: 345, Reports: 67, Last: begin}
	}
	return coverage.Reading{Counts: counts, At: coverage.Position(f.size())}, nil
}

// fullCard is all that a card shows: spans of the indicator, and 28 days of
// activity for the forecast.
func fullCard(unit place.Code) []coverage.Point {
	points := card(unit)
	for n := range 29 {
		points = append(points, coverage.Point{Unit: unit, Indicator: coverage.Activity, Day: today - vi.Day(n)})
	}
	return points
}

func onBoth(b *testing.B, bench func(b *testing.B, url string)) {
	b.Run("redis", func(b *testing.B) { bench(b, cachetest.Single(b).URL()) })
	b.Run("embedded", func(b *testing.B) { bench(b, "") })
}

func BenchmarkCard(b *testing.B) {
	for name, points := range map[string][]coverage.Point{"12points": card(province(1)), "41points": fullCard(province(1))} {
		b.Run(name, func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				m := model(b, url, newBook(b.Name()))
				settle(b, m, points)
				b.ReportAllocs()
				for b.Loop() {
					if _, err := m.Cums(b.Context(), points); err != nil {
						b.Fatal(err)
					}
				}
				if s := m.Stats(); s.Hits < s.Misses {
					b.Fatalf("not from Redis: %+v", s)
				}
			})
		})
	}
}

func BenchmarkCardParallel(b *testing.B) {
	onBoth(b, func(b *testing.B, url string) {
		m := model(b, url, newBook(b.Name()))
		points := fullCard(province(1))
		settle(b, m, points)
		b.SetParallelism(8)
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				if _, err := m.Cums(b.Context(), points); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

// BenchmarkReportAndCard is a commit and a card that holds it.
func BenchmarkReportAndCard(b *testing.B) {
	onBoth(b, func(b *testing.B, url string) {
		ledger := newBook(b.Name())
		m := cache.NewModel(open(b, url), flat{ledger}, ledger.tree)
		b.Cleanup(m.Close)
		points := fullCard(province(1))
		settle(b, m, points)
		entry := coverage.Entry{Unit: village(1), Indicator: coverage.Household, Kind: coverage.New, Count: 3, Day: today, At: begin, Opens: true}
		for b.Loop() {
			m.Apply(ledger.commit(entry))
			if _, err := m.Cums(b.Context(), points); err != nil {
				b.Fatal(err)
			}
		}
		s := m.Stats()
		b.ReportMetric(float64(s.Hits)/float64(s.Hits+s.Misses), "hits/reading")
	})
}

// country is 3,321 communes with figures.
func country() []coverage.Member {
	members := make([]coverage.Member, 3321)
	for n := range members {
		members[n] = coverage.Member{Unit: place.Code(fmt.Sprintf("%05d", n)), Participants: int64(9000 + n*7919%1000), Denominator: 10_000, After: today - 30}
	}
	return members
}

func BenchmarkBoard(b *testing.B) {
	for _, limit := range []int{10, 3321} {
		b.Run(fmt.Sprintf("%dof3321", limit), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				m := model(b, url, newBook(b.Name()))
				board := coverage.Board{Within: place.Nation, Level: place.Commune, Indicator: coverage.BHYT, Day: today, Revision: 1}
				load := func(context.Context) ([]coverage.Member, coverage.Position, error) { return country(), 0, nil }
				read := func() {
					if page, total, err := m.Ranked(b.Context(), board, true, 0, limit, load); err != nil || total != 3321 || len(page) != limit {
						b.Fatal(len(page), total, err)
					}
				}
				eventually(b, "the board is kept", func() bool { read(); return m.Stats().BoardHits > 0 })
				for b.Loop() {
					read()
				}
			})
		})
	}
}

// BenchmarkRebuild keeps 12 sums of every commune, from nothing.
func BenchmarkRebuild(b *testing.B) {
	for _, units := range []int{3321, 33210} {
		b.Run(fmt.Sprint(units), func(b *testing.B) {
			onBoth(b, func(b *testing.B, url string) {
				var points []coverage.Point
				for n := range units {
					points = append(points, card(place.Code(fmt.Sprintf("%05d", n)))...)
				}
				for n := 0; b.Loop(); n++ {
					ledger := newBook(fmt.Sprint(b.Name(), n))
					m := cache.NewModel(open(b, url), flat{ledger}, ledger.tree)
					start := time.Now()
					if err := m.Warm(b.Context(), points); err != nil {
						b.Fatal(err)
					}
					if s := m.Stats(); s.Filled != int64(len(points)) {
						b.Fatalf("%d of %d kept in %v: %+v", s.Filled, len(points), time.Since(start), s)
					}
					m.Close()
				}
			})
		})
	}
}

// BenchmarkFloor is the least there is: one HMGET of as many fields.
func BenchmarkFloor(b *testing.B) {
	s := cachetest.Single(b)
	client := s.Client()
	b.Cleanup(func() { client.Close() })
	fields := make([]string, 41)
	for i := range fields {
		fields[i] = fmt.Sprintf("%d|bhyt", 20000+i)
		client.HSet(b.Context(), "h", fields[i], "1234 5678 123 45 0 0 0 0 0")
	}
	for b.Loop() {
		if err := client.HMGet(b.Context(), "h", fields...).Err(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTwoReplicas commits and reads on two replicas at once.
func BenchmarkTwoReplicas(b *testing.B) {
	onBoth(b, func(b *testing.B, url string) {
		if url == "" {
			b.Skip("the embedded one has one replica")
		}
		ledger := newBook(b.Name())
		points := fullCard(province(1))
		var models [2]*cache.Model
		for i := range models {
			models[i] = cache.NewModel(open(b, url), flat{ledger}, ledger.tree)
			b.Cleanup(models[i].Close)
			settle(b, models[i], points)
		}
		entry := coverage.Entry{Unit: village(1), Indicator: coverage.Household, Kind: coverage.New, Count: 3, Day: today, At: begin, Opens: true}
		var turn atomic.Int32
		b.SetParallelism(4)
		b.RunParallel(func(p *testing.PB) {
			m := models[turn.Add(1)%2]
			for p.Next() {
				m.Apply(ledger.commit(entry))
				if _, err := m.Cums(b.Context(), points); err != nil {
					b.Fatal(err)
				}
			}
		})
		one, other := models[0].Stats(), models[1].Stats()
		b.Logf("%+v %+v", one, other)
		b.ReportMetric(float64(one.Hits+other.Hits)/float64(one.Hits+other.Hits+one.Misses+other.Misses), "hits/reading")
	})
}
