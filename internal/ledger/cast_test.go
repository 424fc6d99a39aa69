package ledger_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/logtest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// The units of these tests: two communes of one province, villages in each.
const (
	province = place.Code("14")
	sinh     = place.Code("03679")
	an       = place.Code("03646")
)

var today = vi.Date(2026, time.November, 22)

func village(commune place.Code, n int) place.Code {
	return commune + place.Code("-"+fmt.Sprintf("%02d", n))
}

func units() []place.Unit {
	all := []place.Unit{
		{Code: province, Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: sinh, Name: "Chiềng Sinh", Kind: "phường", Parent: province},
		{Code: an, Name: "Chiềng An", Kind: "phường", Parent: province},
	}
	for _, commune := range []place.Code{sinh, an} {
		for n := 1; n <= 3; n++ {
			all = append(all, place.Unit{Code: village(commune, n), Name: "Bản " + strconv.Itoa(n), Kind: "bản", Parent: commune})
		}
	}
	return all
}

// open opens a ledger on a fresh database, with the units in it.
func open(t testing.TB, e ledgertest.Engine, o ledger.Options) *ledger.Ledger {
	t.Helper()
	if o.Logger == nil {
		o.Logger = logtest.Quiet(t)
	}
	l := e.Open(t, o)
	amend(t, l, coverage.Amendment{Records: coverage.Records{Units: units()}})
	return l
}

func amend(t testing.TB, l *ledger.Ledger, a coverage.Amendment) int64 {
	t.Helper()
	revision, err := l.Amend(t.Context(), a)
	if err != nil {
		t.Fatalf("amend: %v", err)
	}
	return revision
}

// message is one that account wrote, the n-th in its chat.
func message(account string, n int) bot.Message {
	return bot.Message{
		From: bot.Address{Channel: "web", Bot: "b", Chat: account}, ID: strconv.Itoa(n), Kind: bot.Text,
		Account: "web/" + account, Text: "báo cáo " + strconv.Itoa(n), Received: time.Date(2026, 11, 22, 3, 0, n%60, 0, time.UTC),
	}
}

// tally is people who are new on a day.
func tally(unit place.Code, i coverage.Indicator, people int64, day vi.Day) coverage.Entry {
	return coverage.Entry{Unit: unit, Indicator: i, Kind: coverage.New, Count: people, Day: day, Opens: true}
}

// back is what takes e back.
func back(e coverage.Entry) coverage.Entry {
	e.Reverses, e.Count = e.Seq, -e.Count
	e.Seq, e.Report, e.Source = 0, 0, ""
	return e
}

// book is a booking of entries, as of the ledger's head.
func book(t testing.TB, l *ledger.Ledger, entries ...coverage.Entry) coverage.Booking {
	t.Helper()
	at, revision, err := l.Head(t.Context())
	if err != nil {
		t.Fatalf("head: %v", err)
	}
	return coverage.Booking{Author: 7, Read: at, Revision: revision, Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
		return entries, nil
	}}
}

// say answers with the report's number.
func say(r coverage.Receipt) bot.Outcome {
	return bot.Outcome{Replies: []bot.Reply{{Text: fmt.Sprintf("Đã ghi #%d", r.Report)}}}
}

// commit books entries and gives them as they were appended.
func commit(t testing.TB, l *ledger.Ledger, m bot.Message, entries ...coverage.Entry) []coverage.Entry {
	t.Helper()
	var receipt coverage.Receipt
	_, err := l.Commit(t.Context(), m, book(t, l, entries...), func(r coverage.Receipt) bot.Outcome {
		receipt = r
		return say(r)
	})
	if err != nil {
		t.Fatalf("commit %s: %v", m.Key(), err)
	}
	return receipt.Entries
}

// cum reads one sum.
func cum(t testing.TB, l *ledger.Ledger, unit place.Code, i coverage.Indicator, day vi.Day) coverage.Counts {
	t.Helper()
	r, err := l.Cums(t.Context(), []coverage.Point{{Unit: unit, Indicator: i, Day: day}})
	if err != nil {
		t.Fatalf("cums: %v", err)
	}
	return r.Counts[0]
}

// verify fails the test where anything differs.
func verify(t testing.TB, l *ledger.Ledger) ledger.Verdict {
	t.Helper()
	v, err := l.Verify(context.Background())
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	for _, d := range v.Differences {
		t.Errorf("verify: %s", d)
	}
	return v
}
