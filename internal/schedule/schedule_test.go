package schedule_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

const (
	province = place.Code("14")
	sinh     = place.Code("03679")
	an       = place.Code("03646") // whose official is on leave
)

func village(commune place.Code, n int) place.Code {
	return place.Code(fmt.Sprintf("%s-%d", commune, n))
}

// town is a province of two communes on a real ledger, which any number of
// replicas may open. The test moves the clock.
type town struct {
	t   testing.TB
	url string
	at  atomic.Int64
}

func newTown(t testing.TB, e ledgertest.Engine) *town {
	t.Helper()
	s := &town{t: t, url: e.URL(t)}
	s.set("16:30:00")
	l := s.replica().ledger
	units := []place.Unit{
		{Code: province, Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: sinh, Name: "Chiềng Sinh", Kind: "phường", Parent: province},
		{Code: an, Name: "Chiềng An", Kind: "phường", Parent: province},
	}
	for _, commune := range []place.Code{sinh, an} {
		for n := 1; n <= 3; n++ {
			units = append(units, place.Unit{Code: village(commune, n), Name: fmt.Sprintf("Mẫu %d", n), Kind: "bản", Parent: commune})
		}
	}
	agent := func(name string, status coverage.Status, units ...place.Code) coverage.Posting {
		return coverage.Posting{Name: name, Role: coverage.Agent, Status: status, Units: units}
	}
	_, err := l.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{Units: units}, People: []coverage.Posting{
		agent("Một", coverage.Active, village(sinh, 1), village(sinh, 2)),
		agent("Hai", coverage.Active, village(sinh, 3), village(an, 1)), // reports for one of them
		agent("Ba", coverage.Leave, village(an, 2)),
		agent("Bốn", coverage.Training, village(an, 3)),
		agent("Năm", coverage.Gone, village(an, 2)),
		agent("Sáu", coverage.Active, village(an, 2)), // has no chat
		agent("Bảy", coverage.Active, village(an, 3)), // closed the chat
		agent("Tám", coverage.Active, village(an, 1)), // whose village Hai reports
		agent("Chín", coverage.Active, village(an, 3)),
		{Name: "Hà", Role: coverage.Official, Units: []place.Code{sinh}, Status: coverage.Active},
		{Name: "Bạc", Role: coverage.Official, Units: []place.Code{an}, Status: coverage.Leave},
		{Name: "Cầm", Role: coverage.Official, Units: []place.Code{province}, Status: coverage.Active},
		{Name: "Vì", Role: coverage.Official, Units: []place.Code{province}, Status: coverage.Leave},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Một", "Hai", "Ba", "Bốn", "Năm", "Bảy", "Tám", "Chín", "Hà", "Bạc", "Cầm", "Vì"} {
		s.meet(l, name)
	}
	if err := l.Unreachable(t.Context(), chat("Bảy"), true); err != nil {
		t.Fatal(err)
	}
	s.report(l, "Hai", village(an, 1))
	return s
}

func (s *town) set(clock string) { s.at.Store(at(clock).UnixMilli()) }

func (s *town) now() time.Time { return time.UnixMilli(s.at.Load()) }

func chat(name string) bot.Address { return bot.Address{Channel: "test", Bot: "b", Chat: name} }

// meet gives a person a private chat.
func (s *town) meet(l *ledger.Ledger, name string) {
	s.t.Helper()
	people, err := l.ByName(s.t.Context(), name)
	if err != nil || len(people) != 1 {
		s.t.Fatalf("%d people named %s, %v", len(people), name, err)
	}
	if err := l.Connect(s.t.Context(), "test/"+name, people[0].ID); err != nil {
		s.t.Fatal(err)
	}
	if err := l.Seen(s.t.Context(), bot.Message{From: chat(name), Account: "test/" + name}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *town) report(l *ledger.Ledger, name string, unit place.Code) {
	s.t.Helper()
	read, revision, err := l.Head(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	booking := coverage.Booking{Read: read, Revision: revision, Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
		return []coverage.Entry{{Unit: unit, Indicator: coverage.Household, Kind: coverage.New, Count: 1, Day: friday, Opens: true, Delivers: true, Timely: true}}, nil
	}}
	if _, err := l.Commit(s.t.Context(), bot.Message{From: chat(name), ID: string(unit), Received: s.now()}, booking, nil); err != nil {
		s.t.Fatal(err)
	}
}

// replica is one process of several.
type replica struct {
	*schedule.Schedule
	ledger *ledger.Ledger
}

func (s *town) replica() replica {
	s.t.Helper()
	log := logtest.Quiet(s.t)
	l := ledgertest.Open(s.t, s.url, ledger.Options{Now: s.now, Logger: log})
	service := &coverage.Service{Library: coverage.NewLibrary(l, s.now), Tallies: l, Journal: l, Roll: l, Now: s.now, Location: hanoi}
	return replica{schedule.New(schedule.Options{Service: service, Ledger: l, Timetable: schedule.Usual(),
		Calendar: schedule.Vietnam(), Logger: log, News: l, Organiser: l}), l}
}

// do makes a run.
func (s *town) do(r replica, job schedule.Job) {
	s.t.Helper()
	if err := r.Do(s.t.Context(), schedule.Run{Job: job, Day: friday, At: schedule.Usual()}); err != nil {
		s.t.Errorf("%s: %v", job, err)
	}
}

// told takes what is due out of the outbox, by chat; more than one reply to
// a chat is an error.
func (s *town) told(l *ledger.Ledger) map[string]bot.Reply {
	s.t.Helper()
	out, err := l.Claim(s.t.Context(), 100, time.Minute)
	if err != nil {
		s.t.Fatal(err)
	}
	told := map[string]bot.Reply{}
	for _, o := range out {
		if _, twice := told[o.Reply.To.Chat]; twice {
			s.t.Errorf("%s is told twice", o.Reply.To.Chat)
		}
		if !o.Reply.Notice {
			s.t.Errorf("%q is no notice", o.Reply.Text)
		}
		told[o.Reply.To.Chat] = o.Reply
		if err := l.Done(s.t.Context(), o.ID); err != nil {
			s.t.Error(err)
		}
	}
	return told
}

func names(told map[string]bot.Reply) []string {
	var all []string
	for name := range told {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// Two replicas at the same minute, then one that starts late: everybody who
// is to be told is told once, and nobody else.
func TestTellsEachOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s := newTown(t, e)
		replicas := []replica{s.replica(), s.replica()}
		together := func(job schedule.Job) {
			var all sync.WaitGroup
			for range 2 {
				for _, r := range replicas {
					all.Go(func() { s.do(r, job) })
				}
			}
			all.Wait()
		}
		together(schedule.Remind)
		told := s.told(replicas[0].ledger)
		if got := names(told); !slices.Equal(got, []string{"Chín", "Một"}) {
			t.Errorf("reminded %v", got)
		}
		if text := told["Một"].Text; !strings.Contains(text, "bản Mẫu 1, bản Mẫu 2") || !strings.Contains(text, "20/11") {
			t.Errorf("reminded by %q", text)
		}
		s.set("16:50:00")
		s.meet(replicas[0].ledger, "Sáu") // who comes after the reminders is not reminded by a restart
		s.do(s.replica(), schedule.Remind)
		if got := s.told(replicas[1].ledger); len(got) > 0 {
			t.Errorf("a late start reminds %v again", names(got))
		}
		s.set("18:00:00")
		s.report(replicas[0].ledger, "Một", village(sinh, 1))
		together(schedule.List)
		told = s.told(replicas[0].ledger)
		if got := names(told); !slices.Equal(got, []string{"Cầm", "Hà"}) {
			t.Fatalf("listed to %v", got)
		}
		if got, want := told["Hà"].Text, "Đến 18:00 còn 2 nơi"; !strings.HasPrefix(got, want) ||
			!strings.Contains(got, "1. bản Mẫu 2 (Một)\n2. bản Mẫu 3 (Hai)\n") {
			t.Errorf("Hà is told %q", got)
		}
		if got := told["Cầm"].Text; !strings.Contains(got, "1. bản Mẫu 2 (Sáu)\n2. bản Mẫu 3 (Bảy, Chín)\n") {
			t.Errorf("Cầm is told %q", got)
		}
		together(schedule.List)
		if got := s.told(replicas[0].ledger); len(got) > 0 {
			t.Errorf("listed again to %v", names(got))
		}
	})
}

// A process that dies in the middle leaves the rest to another; one that dies
// with replies in its hands leaves them to the outbox.
func TestLosesNothingWhenKilled(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s := newTown(t, e)
		dead, other := s.replica(), s.replica()
		people, err := dead.ledger.ByName(t.Context(), "Một")
		if err != nil {
			t.Fatal(err)
		}
		key := fmt.Sprintf("remind/%d/%s", people[0].ID, friday)
		if err := dead.ledger.Announce(t.Context(), key, []bot.Reply{{To: chat("Một"), Text: "trước khi chết", Notice: true}}); err != nil {
			t.Fatal(err)
		}
		if out, err := dead.ledger.Claim(t.Context(), 10, 30*time.Second); len(out) != 1 || err != nil {
			t.Fatalf("claimed %d, %v", len(out), err)
		}
		s.do(other, schedule.Remind)
		if got := names(s.told(other.ledger)); !slices.Equal(got, []string{"Chín"}) {
			t.Errorf("the other reminds %v", got)
		}
		s.set("16:31:00")
		if told := s.told(other.ledger); told["Một"].Text != "trước khi chết" {
			t.Errorf("what the dead one held is told as %v", told)
		}
	})
}

// A run that goes on for too long stops where it is.
func TestTellsNobodyTooLate(t *testing.T) {
	t.Parallel()
	s := newTown(t, ledgertest.Engines(t)[0])
	r := s.replica()
	s.set("18:00:00")
	s.do(r, schedule.Remind)
	s.set("21:00:00")
	s.do(r, schedule.List)
	if got := s.told(r.ledger); len(got) > 0 {
		t.Errorf("told %v", names(got))
	}
}

func TestRemindsNow(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		s := newTown(t, e)
		s.set("10:20:00")
		a, b := s.replica(), s.replica()
		remind := func(r replica, units ...place.Code) coverage.Reminded {
			t.Helper()
			done, err := r.Remind(t.Context(), 0, units)
			if err != nil {
				t.Error(err)
			}
			return done
		}
		done := remind(a, an, sinh, an)
		if got := names(s.told(a.ledger)); !slices.Equal(got, []string{"Chín", "Hai", "Một"}) || done.Sent != 3 || done.Silent != 5 {
			t.Errorf("reminded %v: %+v", got, done)
		}
		if len(done.Unreachable) != 2 || done.Unreachable[0].Name != "Bảy" || done.Unreachable[1].Name != "Sáu" {
			t.Errorf("cannot reach %+v", done.Unreachable)
		}
		if done := remind(b, sinh); done.Sent != 0 || done.Lately != 2 || len(s.told(b.ledger)) > 0 {
			t.Errorf("within the hour %+v", done)
		}
		s.set("11:19:59")
		if done := remind(b, village(sinh, 3)); done.Lately != 1 || len(s.told(b.ledger)) > 0 {
			t.Errorf("a second too early %+v", done)
		}
		s.set("11:20:00")
		if done := remind(b, village(sinh, 3)); done.Sent != 1 || len(s.told(b.ledger)) != 1 {
			t.Errorf("an hour later, in one village, %+v", done)
		}
		s.set("21:00:00")
		if done := remind(a, sinh); done.Rest != coverage.Night || len(s.told(a.ledger)) > 0 {
			t.Errorf("at night %+v", done)
		}
		s.at.Store(vi.Date(2026, time.September, 2).Start(hanoi).Add(9 * time.Hour).UnixMilli())
		if done := remind(a, sinh); done.Rest != coverage.Holiday || done.Holiday == "" {
			t.Errorf("on a holiday %+v", done)
		}
	})
}

// An official of many silent villages hears of the first twenty.
func TestListsAreShort(t *testing.T) {
	t.Parallel()
	e := ledgertest.Engines(t)[0]
	s := newTown(t, e)
	s.set("18:00:00")
	r := s.replica()
	var units []place.Unit
	var all []place.Code
	for n := range 25 {
		all = append(all, village("03646-", n))
		units = append(units, place.Unit{Code: all[n], Name: fmt.Sprintf("Dài %d", n), Kind: "bản", Parent: an})
	}
	_, err := r.ledger.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{Units: units},
		People: []coverage.Posting{{Name: "Mười", Role: coverage.Agent, Units: all, Status: coverage.Active},
			{Name: "Hà", Role: coverage.Official, Units: []place.Code{an, sinh}, Status: coverage.Active}}})
	if err != nil {
		t.Fatal(err)
	}
	s.do(r, schedule.List)
	told := s.told(r.ledger)
	text := told["Hà"].Text
	if !strings.Contains(text, "còn 30 nơi") || !strings.Contains(text, "\n20. ") || strings.Contains(text, "\n21. ") ||
		!strings.Contains(text, "… và 10 nơi nữa") || !strings.Contains(text, ", phường Chiềng An (") {
		t.Errorf("Hà is told %q", text)
	}
	if len(told) != 1 {
		t.Errorf("told %v", names(told))
	}
}
