package coverage_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/logtest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// house is the domain on a real ledger, with a clock of its own.
type house struct {
	t       testing.TB
	ledger  *ledger.Ledger
	service *coverage.Service
	zone    *time.Location

	mu       sync.Mutex
	now      time.Time
	messages int
}

func hanoi() *time.Location { return time.FixedZone("ICT", 7*3600) }

// date reads YYYY-MM-DD.
func date(s string) vi.Day {
	d, err := vi.ParseDay(s)
	if err != nil {
		return 0
	}
	return d
}

// open makes a house at noon of a day, with records and people.
func open(t testing.TB, today string, r coverage.Records, people ...coverage.Posting) *house {
	t.Helper()
	return openAt(t, "sqlite://"+filepath.Join(t.TempDir(), "ledger.db"), today, r, people...)
}

// openAt is open on a database.
func openAt(t testing.TB, url, today string, r coverage.Records, people ...coverage.Posting) *house {
	t.Helper()
	h := &house{t: t, zone: hanoi(), now: date(today).Start(hanoi()).Add(12 * time.Hour)}
	quiet := logtest.Quiet(t)
	l, err := ledger.Open(t.Context(), url,
		ledger.Options{Now: h.clock, Location: h.zone, Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	h.ledger = l
	h.service = &coverage.Service{Library: coverage.NewLibrary(l, h.clock), Tallies: l, Journal: l, Roll: l, Reviews: l, Now: h.clock, Location: h.zone}
	h.amend(coverage.Amendment{Records: r, People: people})
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// goTo sets the clock to noon of a day.
func (h *house) goTo(day string) { h.at(date(day).Start(h.zone).Add(12 * time.Hour)) }

func (h *house) at(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = now
}

func (h *house) amend(a coverage.Amendment) {
	h.t.Helper()
	if _, err := h.ledger.Amend(h.ctx(), a); err != nil {
		h.t.Fatal(err)
	}
	h.service.Library.Refresh()
}

func (h *house) ctx() context.Context { return h.t.Context() }

func (h *house) person(name string) coverage.Person {
	h.t.Helper()
	people, err := h.ledger.ByName(h.ctx(), name)
	if err != nil || len(people) != 1 {
		h.t.Fatalf("%d people named %q: %v", len(people), name, err)
	}
	return people[0]
}

func (h *house) message() bot.Message {
	h.messages++
	return bot.Message{From: bot.Address{Channel: "test", Chat: "1"}, ID: fmt.Sprint(h.messages), Account: "test/1",
		Kind: bot.Text, Sent: h.clock(), Received: h.clock()}
}

// draft begins a draft of a person by a new message.
func (h *house) draft(who string, lines ...coverage.Line) (coverage.Draft, bot.Message) {
	h.t.Helper()
	msg := h.message()
	return coverage.Draft{Person: h.person(who), Message: msg.Root(), Received: msg.Received, Lines: lines}, msg
}

// book prepares and commits a draft.
func (h *house) book(d coverage.Draft, msg bot.Message) (coverage.Result, error) {
	h.t.Helper()
	p, err := h.service.Prepare(h.ctx(), d)
	if err != nil {
		return coverage.Result{}, err
	}
	return h.commit(p, msg)
}

func (h *house) commit(p *coverage.Prepared, msg bot.Message) (res coverage.Result, err error) {
	h.t.Helper()
	_, err = h.ledger.Commit(h.ctx(), msg, p.Booking, func(r coverage.Receipt) bot.Outcome {
		res = p.Result(r)
		return bot.Outcome{}
	})
	return res, err
}

// report books what must be taken.
func (h *house) report(who string, lines ...coverage.Line) coverage.Result {
	h.t.Helper()
	res, err := h.book(h.draft(who, lines...))
	if err != nil {
		h.t.Fatalf("report of %s: %v", who, err)
	}
	return res
}

// undo takes back a report of a person (0: the last).
func (h *house) undo(who string, number int64) (coverage.Result, error) {
	h.t.Helper()
	d, msg := h.draft(who)
	d, err := h.service.Undoing(h.ctx(), d, number)
	if err != nil {
		return coverage.Result{}, err
	}
	return h.book(d, msg)
}

func (h *house) standing(u place.Code, i coverage.Indicator, day string) coverage.Standing {
	h.t.Helper()
	st, err := h.service.Standing(h.ctx(), u, i, date(day))
	if err != nil {
		h.t.Fatal(err)
	}
	return st
}

// wants compares the participants of a unit with what they should be.
func (h *house) wants(u place.Code, day string, want int64) {
	h.t.Helper()
	if st := h.standing(u, coverage.BHYT, day); !st.Known || st.Participants != want {
		h.t.Errorf("%s on %s: %d (known %t), want %d", u, day, st.Participants, st.Known, want)
	}
}

// why gives the reason of a refusal, or fails.
func why(t testing.TB, err error) coverage.Why {
	t.Helper()
	var r *coverage.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("not a refusal: %v", err)
	}
	return r.Why
}

// entry is a line of new people.
func entry(u place.Code, i coverage.Indicator, k coverage.Kind, n int64, day string) coverage.Line {
	return coverage.Line{Unit: u, Indicator: i, Kind: k, Count: n, Day: date(day)}
}

// tally is imported history.
func tally(source string, u place.Code, i coverage.Indicator, k coverage.Kind, n int64, day string) coverage.Entry {
	return coverage.Entry{Unit: u, Indicator: i, Kind: k, Count: n, Day: date(day), Source: source, Opens: true}
}

func unit(code place.Code, kind string, parent place.Code) place.Unit {
	return place.Unit{Code: code, Name: "Nơi " + string(code), Kind: kind, Parent: parent}
}

// baseline is an official count of BHYT.
func baseline(u place.Code, day string, n int64) coverage.Baseline {
	return coverage.Baseline{Unit: u, Indicator: coverage.BHYT, AsOf: date(day), Participants: n, Stated: -1}
}

func population(u place.Code, day string, n int64) coverage.Denominator {
	return coverage.Denominator{Unit: u, Base: coverage.Population, AsOf: date(day), Value: n}
}

func rateTarget(u place.Code, period coverage.Period, rate coverage.Rate, basis, from string) coverage.Target {
	return coverage.Target{Unit: u, Indicator: coverage.BHYT, Period: period, Measure: coverage.RatePct, Rate: rate, Basis: basis, From: date(from)}
}
