package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/logtest"
	"baophu/internal/place"
	"baophu/internal/schedule"
	"baophu/internal/vi"
)

// followed makes a town whose ward has 1.000 people, 950 of them with a card,
// and a target of 95%, all of it followed by its official.
func followed(t testing.TB, e ledgertest.Engine, every coverage.Cadence) (*town, *ledger.Ledger) {
	t.Helper()
	s := newTown(t, e)
	l := s.replica().ledger
	october := vi.Date(2026, time.October, 31)
	_, err := l.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{
		Baselines:    []coverage.Baseline{{Unit: sinh, Indicator: coverage.BHYT, AsOf: october, Participants: 950, Stated: -1}},
		Denominators: []coverage.Denominator{{Unit: sinh, Base: coverage.Population, AsOf: october, Value: 1000}},
		Targets:      []coverage.Target{{Unit: sinh, Indicator: coverage.BHYT, Period: "2026", Measure: coverage.RatePct, Rate: 950_000, Basis: "QĐ 1", From: vi.Date(2026, time.January, 1)}},
		Classes:      []coverage.Class{{Unit: sinh, Class: "ntm", Recognised: vi.Date(2024, time.May, 1)}},
		Floors:       []coverage.Floor{{Class: "ntm", From: vi.Date(2026, time.January, 1), Indicator: coverage.BHYT, Rate: 900_000, Basis: "QĐ 2"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	s.follow(l, "Hà", sinh, every)
	return s, l
}

func (s *town) person(l *ledger.Ledger, name string) coverage.Person {
	s.t.Helper()
	people, err := l.ByName(s.t.Context(), name)
	if err != nil || len(people) != 1 {
		s.t.Fatalf("%d people named %s, %v", len(people), name, err)
	}
	return people[0]
}

func (s *town) follow(l *ledger.Ledger, name string, unit place.Code, every coverage.Cadence) {
	s.t.Helper()
	f := coverage.Follow{Person: s.person(l, name).ID, Unit: unit, Indicator: coverage.BHYT, Every: every, Said: s.now()}
	if err := l.Follow(s.t.Context(), f); err != nil {
		s.t.Fatal(err)
	}
}

// tally books people of the ward on the day it is.
func (s *town) tally(l *ledger.Ledger, kind coverage.Kind, people int64) {
	s.t.Helper()
	s.tallyOf(l, coverage.BHYT, kind, people)
}

// tallyOf is tally, of an indicator.
func (s *town) tallyOf(l *ledger.Ledger, i coverage.Indicator, kind coverage.Kind, people int64) {
	s.t.Helper()
	read, revision, err := l.Head(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	booking := coverage.Booking{Read: read, Revision: revision, Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
		return []coverage.Entry{{Unit: village(sinh, 1), Indicator: i, Kind: kind, Count: people, Day: vi.DayOf(s.now(), hanoi), Opens: true}}, nil
	}}
	msg := bot.Message{From: chat("Một"), ID: fmt.Sprint("tally", read), Received: s.now()}
	if _, err := l.Commit(s.t.Context(), msg, booking, nil); err != nil {
		s.t.Fatal(err)
	}
}

// on sets the clock to a time of a day of November 2026.
func (s *town) on(day int, clock string) {
	at, err := time.ParseInLocation(time.DateTime, fmt.Sprintf("2026-11-%02d %s", day, clock), hanoi)
	if err != nil {
		s.t.Fatal(err)
	}
	s.at.Store(at.UnixMilli())
}

func (s *town) tell(rs ...replica) {
	s.t.Helper()
	var all sync.WaitGroup
	for _, r := range rs {
		all.Go(func() {
			if err := r.Tell(s.t.Context()); err != nil {
				s.t.Error(err)
			}
		})
	}
	all.Wait()
}

// only gives what one person is told, who is the only one.
func (s *town) only(l *ledger.Ledger, name string) string {
	s.t.Helper()
	told := s.told(l)
	if len(told) != 1 || told[name].Text == "" {
		s.t.Errorf("told %v, want %s alone", names(told), name)
	}
	return bot.Written(told[name])
}

func (s *town) nothing(l *ledger.Ledger, when string) {
	s.t.Helper()
	for name, r := range s.told(l) {
		s.t.Errorf("%s: %s is told %q", when, name, bot.Written(r))
	}
}

// Each crossing is told once by any number of replicas, at the look after it,
// and not at night.
func TestAlertsOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s, l := followed(t, e, coverage.AlertsOnly)
		two := []replica{s.replica(), s.replica(), s.replica()}
		s.on(20, "19:00:00")
		s.tell(two...)
		s.nothing(l, "the first look")
		s.tally(l, coverage.Lapsed, 2)
		s.on(20, "19:10:00")
		s.tell(two...)
		if got := s.only(l, "Hà"); !strings.Contains(got, "Phường Chiềng Sinh xuống dưới chỉ tiêu năm 2026 95%: 94,8% (948/1.000), thiếu 2 người.") ||
			!strings.Contains(got, "Phường Chiềng Sinh thấp hơn ngày") && strings.Contains(got, "21/10") {
			t.Errorf("told %q", got)
		}
		s.on(20, "19:20:00")
		s.tell(append(two, s.replica())...)
		s.nothing(l, "the look after it")
		s.tally(l, coverage.New, 3)
		s.on(20, "21:00:00")
		s.tell(two...)
		s.nothing(l, "at night")
		s.on(21, "06:59:59")
		s.tell(two...)
		s.nothing(l, "before seven")
		s.on(21, "07:00:00")
		s.tell(two...)
		if got := s.only(l, "Hà"); !strings.Contains(got, "đã đạt chỉ tiêu năm 2026 95%: 95,1% (951/1.000)") {
			t.Errorf("told %q", got)
		}
	})
}

// torn fails what it is told to, as a database does that goes away.
type torn struct {
	*ledger.Ledger
	mu    sync.Mutex
	fails bool
}

var errTorn = errors.New("torn")

func (l *torn) AnnounceTogether(ctx context.Context, names []string, replies []bot.Reply) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fails {
		return errTorn
	}
	return l.Ledger.AnnounceTogether(ctx, names, replies)
}

// What was seen and not told is told by whoever starts next, once.
func TestAlertsSurviveRestart(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s, l := followed(t, e, coverage.AlertsOnly)
		s.on(20, "18:00:00")
		s.tell(s.replica())
		s.tally(l, coverage.Lapsed, 60)
		s.on(20, "18:10:00")
		dies := &torn{Ledger: l, fails: true}
		service := &coverage.Service{Library: coverage.NewLibrary(l, s.now), Tallies: l, Journal: l, Roll: l, Now: s.now, Location: hanoi}
		dying := schedule.New(schedule.Options{Service: service, Ledger: l, Timetable: schedule.Usual(), Calendar: schedule.Vietnam(),
			Logger: logtest.Quiet(t), News: dies})
		if err := dying.Tell(t.Context()); !errors.Is(err, errTorn) {
			t.Fatalf("told with %v", err)
		}
		s.nothing(l, "torn")
		s.tell(s.replica(), s.replica())
		got := s.only(l, "Hà")
		for _, want := range []string{
			"xuống dưới chỉ tiêu năm 2026 95%: 89% (890/1.000), thiếu 60 người.",
			"xuống dưới mức sàn nông thôn mới 90% (QĐ 2): 89% (890/1.000), thiếu 10 người.",
			"thay đổi nhiều từ 20/11: 950 → 890 người (−60). Danh mục chưa có sự kiện",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not told: %s", want, got)
			}
		}
		s.tell(s.replica())
		s.nothing(l, "once more")
	})
}

// A jump names the change of policy that explains it, also one of the province.
func TestAlertsExplain(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s, l := followed(t, e, coverage.Daily)
		s.on(20, "20:00:00")
		s.tell(s.replica())
		_, err := l.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{
			Events:    []coverage.Event{{Unit: province, Day: vi.Date(2026, time.November, 19), What: "xã ra khỏi danh sách đặc biệt khó khăn", Basis: "QĐ 9/QĐ-TTg"}},
			Baselines: []coverage.Baseline{{Unit: sinh, Indicator: coverage.BHYT, AsOf: vi.Date(2026, time.November, 20), Participants: 700, Stated: -1}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		s.on(21, "07:30:00")
		s.tell(s.replica(), s.replica())
		got := s.only(l, "Hà") // the alerts and the digest are one message
		for _, want := range []string{
			"950 → 700 người (−250). Sự kiện trong danh mục: xã ra khỏi danh sách đặc biệt khó khăn, 19/11/2026, QĐ 9/QĐ-TTg.",
			"Phường Chiềng Sinh · ngày 20/11", "BHYT 70% dân số: 700/1.000 người", "Trước đó 95%: −25 điểm %, −250 người",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not told: %s", want, got)
			}
		}
	})
}

// Whoever loses a unit hears of it no more, and the wish is gone.
func TestFollowsEndWithTheUnit(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s, l := followed(t, e, coverage.Daily)
		s.follow(l, "Cầm", sinh, coverage.Weekly)
		s.on(20, "20:00:00")
		s.tell(s.replica())
		s.tally(l, coverage.Lapsed, 2)
		if _, err := l.Amend(t.Context(), coverage.Amendment{People: []coverage.Posting{
			{Name: "Hà", Role: coverage.Official, Units: []place.Code{an}, Status: coverage.Active},
			{Name: "Cầm", Role: coverage.Official, Units: []place.Code{province}, Status: coverage.Gone},
		}}); err != nil {
			t.Fatal(err)
		}
		s.on(21, "07:30:00")
		s.tell(s.replica())
		s.nothing(l, "after they lost it")
		for _, name := range []string{"Hà", "Cầm"} {
			if kept, err := l.Follows(t.Context(), s.person(l, name).ID); err != nil || len(kept) > 0 {
				t.Errorf("%s still follows %v, %v", name, kept, err)
			}
		}
	})
}

// An older wish that is delivered again does not undo a newer one.
func TestFollowsKeepTheNewest(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s, l := followed(t, e, coverage.Daily)
		id, older := s.person(l, "Hà").ID, s.now()
		s.on(22, "08:00:00")
		s.follow(l, "Hà", sinh, coverage.Never)
		for _, f := range []coverage.Follow{{Every: coverage.Weekly, Said: older}, {Every: coverage.Monthly, Said: older.Add(time.Minute)}} {
			f.Person, f.Unit, f.Indicator = id, sinh, coverage.BHYT
			if err := l.Follow(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := l.Follows(t.Context(), id); err != nil || len(kept) > 0 {
			t.Errorf("still follows %v, %v", kept, err)
		}
		if all, err := l.Followers(t.Context()); err != nil || len(all) > 0 {
			t.Errorf("followers %v, %v", all, err)
		}
	})
}

func TestDigestOf(t *testing.T) {
	t.Parallel()
	nov := func(day int) vi.Day { return vi.Date(2026, time.November, day) }
	for _, c := range []struct {
		name     string
		every    coverage.Cadence
		day      vi.Day
		from, to vi.Day
		ok       bool
	}{
		{"the day before", coverage.Daily, nov(20), nov(19), nov(19), true},
		{"the month's last", coverage.Daily, nov(1), vi.Date(2026, time.October, 31), vi.Date(2026, time.October, 31), true},
		{"on Monday", coverage.Weekly, nov(16), nov(9), nov(15), true},
		{"made up for on Wednesday", coverage.Weekly, nov(18), nov(9), nov(15), true},
		{"too late on Thursday", coverage.Weekly, nov(19), nov(9), nov(15), false},
		{"on Sunday the week is not over", coverage.Weekly, nov(22), nov(9), nov(15), false},
		{"on the first", coverage.Monthly, nov(1), vi.Date(2026, time.October, 1), vi.Date(2026, time.October, 31), true},
		{"made up for on the fifth", coverage.Monthly, nov(5), vi.Date(2026, time.October, 1), vi.Date(2026, time.October, 31), true},
		{"too late on the sixth", coverage.Monthly, nov(6), vi.Date(2026, time.October, 1), vi.Date(2026, time.October, 31), false},
		{"of a year", coverage.Monthly, vi.Date(2027, time.January, 1), vi.Date(2026, time.December, 1), vi.Date(2026, time.December, 31), true},
		{"alerts alone", coverage.AlertsOnly, nov(20), 0, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, from, to, ok := schedule.DigestOf(c.every, c.day); from != c.from || to != c.to || ok != c.ok {
				t.Errorf("%s to %s, %t", from, to, ok)
			}
		})
	}
}

// english is a ledger whose people read English.
type english struct{ *ledger.Ledger }

func (l english) Followers(ctx context.Context) ([]coverage.Follower, error) {
	all, err := l.Ledger.Followers(ctx)
	for i := range all {
		all[i].Person.Language = "en"
	}
	return all, err
}

// A digest in English, of a unit some of whose parts fell or are silent.
func TestDigestInEnglish(t *testing.T) {
	t.Parallel()
	s, l := followed(t, ledgertest.Engines(t)[0], coverage.Daily)
	s.tally(l, coverage.Lapsed, 3)
	s.on(21, "07:30:00")
	service := &coverage.Service{Library: coverage.NewLibrary(l, s.now), Tallies: l, Journal: l, Roll: l, Now: s.now, Location: hanoi}
	speaks := schedule.New(schedule.Options{Service: service, Ledger: l, Timetable: schedule.Usual(), Calendar: schedule.Vietnam(),
		Logger: logtest.Quiet(t), News: english{l}})
	if err := speaks.Tell(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := s.only(l, "Hà")
	for _, want := range []string{
		"News, 21/11", "Phường Chiềng Sinh · 20/11", "BHYT 94.7% of the population: 947 of 1,000 people", "Before: 95%: −0.3 points, −3 people",
		"In these days: 0 new, 0 renewed, −3 lapsed · 1 of 3 villages reported", "Target, 2026, 95%: 3 people short",
		"Look at: bản Mẫu 1, 3 people fewer; bản Mẫu 2, never heard from; bản Mẫu 3, never heard from", "What to do next, type: nhắc phường Chiềng Sinh",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not told: %s", want, got)
		}
	}
	if strings.Contains(got, "%!") {
		t.Errorf("a blank is left: %s", got)
	}
}
