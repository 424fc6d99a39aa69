package schedule_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/schedule"
)

// BenchmarkRemind reminds 3,000 agents of 150 communes while reports are
// committed, and tells how long those take.
func BenchmarkRemind(b *testing.B) {
	for _, e := range ledgertest.Engines(b) {
		b.Run(e.Name, func(b *testing.B) {
			for range b.N {
				remindProvince(b, e)
			}
		})
	}
}

func remindProvince(b *testing.B, e ledgertest.Engine) {
	b.StopTimer()
	s := &town{t: b, url: e.URL(b)}
	s.set("16:30:00")
	r := s.replica()
	const communes, each = 150, 20
	var a coverage.Amendment
	a.Records.Units = []place.Unit{{Code: province, Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation}}
	for c := range communes {
		code := place.Code(fmt.Sprintf("%05d", 10_000+c))
		a.Records.Units = append(a.Records.Units, place.Unit{Code: code, Name: fmt.Sprint("Mẫu ", c), Kind: "xã", Parent: province})
		for v := range each {
			a.Records.Units = append(a.Records.Units, place.Unit{Code: village(code, v), Name: fmt.Sprint("Bản ", v), Kind: "bản", Parent: code})
			a.People = append(a.People, coverage.Posting{Name: fmt.Sprintf("Người %d-%d", c, v), Role: coverage.Agent,
				Units: []place.Code{village(code, v)}, Status: coverage.Active})
		}
	}
	if _, err := r.ledger.Amend(b.Context(), a); err != nil {
		b.Fatal(err)
	}
	for _, p := range a.People {
		s.meet(r.ledger, p.Name)
	}
	b.StartTimer()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.do(r, schedule.Remind)
	}()
	var took []time.Duration
	for n := 0; ; n++ {
		began := time.Now()
		if _, err := r.ledger.Commit(b.Context(), bot.Message{From: chat("x"), ID: fmt.Sprint(n), Received: began}, coverage.Booking{}, nil); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
		select {
		case <-done:
		case <-time.After(time.Millisecond):
			continue
		}
		break
	}
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "commit-p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "commit-p99-ms")
	if n, _, err := r.ledger.Waiting(b.Context()); n != communes*each || err != nil {
		b.Errorf("%d reminders wait, want %d; %v", n, communes*each, err)
	}
}
