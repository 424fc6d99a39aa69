package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Who follows many is told of each in a line of one message, those to look at
// first, and once.
func TestDigestsOfManyAreOneShortMessage(t *testing.T) {
	t.Parallel()
	for _, e := range ledgertest.Engines(t) {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			s, l := followed(t, e, coverage.Never)
			follows := []place.Code{province, an, sinh, village(an, 1)}
			for _, u := range follows[:3] {
				s.follow(l, "Cầm", u, coverage.Daily)
			}
			s.tally(l, coverage.Lapsed, 3)
			s.on(21, "07:30:00")
			s.tell(s.replica())
			if whole := s.only(l, "Cầm"); !strings.Contains(whole, "Phường Chiềng Sinh · ngày 20/11") || !strings.Contains(whole, "Trong kỳ: ") {
				t.Errorf("of three all is told, not: %s", whole)
			}
			s.follow(l, "Cầm", follows[3], coverage.Daily)
			s.on(22, "07:30:00")
			s.tell(s.replica(), s.replica())
			got := s.only(l, "Cầm")
			for _, want := range []string{
				"Ngày 21/11: 4 nơi, cần xem ", "Phường Chiềng Sinh: BHYT 94,7% (947/1.000), không đổi, thiếu 3 người để đạt 95%; cần xem bản Mẫu 2 chưa báo lần nào",
				"Bản Mẫu 1: BHYT chưa có số chốt", "Số chốt 31/10/2026", "Nên làm tiếp, gõ: nhắc ",
			} {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not told: %s", want, got)
				}
			}
			if n := strings.Count(got, "\n"); n > 10 {
				t.Errorf("%d lines: %s", n, got)
			}
			if strings.Index(got, "Phường Chiềng Sinh: ") > strings.Index(got, "Bản Mẫu 1: ") {
				t.Errorf("what needs nobody stands first: %s", got)
			}
			s.tell(s.replica())
			s.nothing(l, "told already")
		})
	}
}

// BenchmarkNews tells 3,321 officials of their commune each, in one round while
// reports are committed, and how long those take.
func BenchmarkNews(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		b.Run(e.Name, func(b *testing.B) {
			for range b.N {
				newsOfAll(b, e)
			}
		})
	}
}

func newsOfAll(b *testing.B, e ledgertest.Engine) {
	b.Helper()
	b.StopTimer()
	s, l := followed(b, e, coverage.Never)
	const communes = 3321
	october := vi.Date(2026, time.October, 31)
	var a coverage.Amendment
	for c := range communes {
		code := place.Code(fmt.Sprintf("%05d", 20_000+c))
		a.Records.Units = append(a.Records.Units, place.Unit{Code: code, Name: fmt.Sprint("Mẫu ", c), Kind: "xã", Parent: province})
		for v := range 3 {
			a.Records.Units = append(a.Records.Units, place.Unit{Code: village(code, v), Name: fmt.Sprint("Bản ", v), Kind: "bản", Parent: code})
		}
		a.Records.Baselines = append(a.Records.Baselines, coverage.Baseline{Unit: code, Indicator: coverage.BHYT, AsOf: october, Participants: 900, Stated: -1})
		a.Records.Denominators = append(a.Records.Denominators, coverage.Denominator{Unit: code, Base: coverage.Population, AsOf: october, Value: 1000})
		a.People = append(a.People, coverage.Posting{Name: fmt.Sprint("Người ", c), Role: coverage.Official, Units: []place.Code{code}, Status: coverage.Active})
	}
	if _, err := l.Amend(b.Context(), a); err != nil {
		b.Fatal(err)
	}
	for c, p := range a.People {
		s.meet(l, p.Name)
		s.follow(l, p.Name, a.Records.Baselines[c].Unit, coverage.Daily)
	}
	s.on(21, "07:30:00")
	r := s.replica()
	b.StartTimer()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.tell(r)
	}()
	worst, n := time.Duration(0), 0
	for told := false; !told; n++ {
		began := time.Now()
		if _, err := r.ledger.Commit(b.Context(), bot.Message{From: chat("x"), ID: fmt.Sprint(n), Received: began}, coverage.Booking{}, nil); err != nil {
			b.Fatal(err)
		}
		worst = max(worst, time.Since(began))
		select {
		case <-done:
			told = true
		case <-time.After(5 * time.Millisecond):
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-commit-ms")
	if got, _, err := l.Waiting(b.Context()); got != communes || err != nil {
		b.Errorf("%d are told, want %d; %v", got, communes, err)
	}
	began := time.Now()
	if err := r.Tell(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(began).Milliseconds()), "again-ms")
}
