package ledger_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

func fullRecords() coverage.Records {
	old := place.Unit{Code: "X03703", Name: "Chiềng Ngần", Kind: "xã", Parent: province, To: vi.Date(2025, 6, 30), Successors: []place.Successor{{Code: sinh, Whole: true}, {Code: an}}}
	office := place.Unit{Code: "CS", Name: "Sơn La", Kind: "BHXH cơ sở", Parent: province}
	old.Office, old.Past = "CS", []place.Served{{Office: "", To: today - 700}, {Office: "CS", To: today - 600}, {Office: "", To: today - 550}}
	return coverage.Records{
		Units:        append(units(), office, old),
		Names:        []place.Name{{Unit: sinh, Name: "Ch Sinh"}},
		Baselines:    []coverage.Baseline{{Unit: sinh, Indicator: coverage.BHYT, AsOf: today - 30, Participants: 6400, Stated: -1, Bound: true, Source: "chốt 10", Illustrative: true}},
		Denominators: []coverage.Denominator{{Unit: sinh, Base: coverage.Population, AsOf: today - 300, Value: 6799, Source: "TK"}},
		Targets:      []coverage.Target{{Unit: sinh, Agent: "Mẫu", Indicator: coverage.BHYT, Period: "2026", Measure: coverage.RatePct, Rate: 950000, People: 3, Basis: "QĐ 123", From: today - 200}},
		Classes:      []coverage.Class{{Unit: sinh, Class: "ntm", Group: "1", Recognised: today - 500, To: today}},
		Floors:       []coverage.Floor{{Class: "ntm", Group: "1", From: today - 600, To: today, Indicator: coverage.BHYT, Rate: 900000, Basis: "QĐ 318"}},
		Locks:        []coverage.Lock{{Unit: sinh, Month: "2026-10"}},
	}
}

func TestRecordsComeBackAsGiven(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := e.Open(t, ledger.Options{})
		want := fullRecords()
		want.Revision = amend(t, l, coverage.Amendment{Records: want, Note: "một.csv", By: 3})
		sorted := func(r coverage.Records) map[place.Code]place.Unit {
			byCode := map[place.Code]place.Unit{}
			for _, u := range r.Units {
				byCode[u.Code] = u
			}
			return byCode
		}
		check := func() {
			t.Helper()
			got, err := l.Records(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(sorted(want), sorted(got)); diff != "" {
				t.Error(diff)
			}
			got.Units = want.Units
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		check()
		// What is named again is replaced; what is not stays.
		want.Baselines[0].Participants, want.Denominators[0].Value, want.Targets[0].Rate = 7000, 6800, 960000
		want.Classes[0].To, want.Floors[0].Rate = 0, 910000
		last := &want.Units[len(want.Units)-1]
		last.Name, last.Successors = "Chiềng Ngần (cũ)", []place.Successor{{Code: an, Whole: true}}
		last.Office, last.Past = "", []place.Served{{Office: "CS", To: today - 600}}
		change := want
		change.Units, change.Names, change.Locks = []place.Unit{*last}, nil, nil
		want.Revision = amend(t, l, coverage.Amendment{Records: change})
		check()
		revision, err := l.Unlock(t.Context(), want.Locks[0], 3)
		if err != nil || revision != want.Revision+1 {
			t.Errorf("unlocked: state %d, %v", revision, err)
		}
		want.Revision, want.Locks = revision, nil
		check()
		log, err := l.Audit(t.Context(), 10)
		if err != nil || len(log) != 3 || log[2].Note != "một.csv" || log[2].By != 3 || log[2].Changed["units"] != len(want.Units) {
			t.Errorf("audit %+v, %v", log, err)
		}
	})
}

func TestRefusedAmendmentLeavesNothing(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		at, revision, _ := l.Head(t.Context())
		good := coverage.Baseline{Unit: an, Indicator: coverage.BHYT, AsOf: today, Participants: 1}
		orphan := place.Unit{Code: "1", Name: "Mồ côi", Kind: "bản", Parent: "nowhere"}
		_, err := l.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{Units: []place.Unit{orphan}, Baselines: []coverage.Baseline{good}}})
		var faults place.Faults
		if !errors.As(err, &faults) || len(faults) != 1 {
			t.Errorf("an orphan: %v", err)
		}
		_, err = l.Amend(t.Context(), coverage.Amendment{Records: coverage.Records{Names: []place.Name{{Unit: "nowhere", Name: "Đâu đó"}}}})
		if !errors.As(err, &faults) {
			t.Errorf("a name of an unknown unit: %v", err)
		}
		_, err = l.Amend(t.Context(), coverage.Amendment{
			Records: coverage.Records{Baselines: []coverage.Baseline{good}},
			Tallies: []coverage.Entry{{Unit: an, Day: today, Source: "1"}, {Unit: an, Day: today}},
		})
		if err == nil {
			t.Error("a tally without a source was taken")
		}
		r, _ := l.Records(t.Context())
		if after, now, _ := l.Head(t.Context()); after != at || now != revision || len(r.Baselines) != 0 {
			t.Errorf("head %d state %d, was %d and %d; %d baselines", after, now, at, revision, len(r.Baselines))
		}
	})
}

func TestImportsASourceOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		a := coverage.Amendment{}
		for i := range 500 {
			entry := tally(village(sinh, 1+i%3), coverage.Household, 2, today-vi.Day(i%100))
			entry.Source = fmt.Sprint("file.csv:", i)
			a.Tallies, a.Agents = append(a.Tallies, entry), append(a.Agents, []string{"An", " an  Bình", ""}[i%3])
		}
		a.Tallies, a.Agents = append(a.Tallies, a.Tallies[7]), append(a.Agents, "An")
		for range 2 {
			amend(t, l, a)
		}
		if got := cum(t, l, province, coverage.BHYT, today).New; got != 1000 {
			t.Errorf("%d people, want 1000", got)
		}
		found, err := l.ByName(t.Context(), "An Bình")
		if err != nil || len(found) != 1 {
			t.Fatalf("agents: %+v, %v", found, err)
		}
		days, err := l.DaySums(t.Context(), []coverage.PersonID{found[0].ID}, today-99, today)
		sum := int64(0)
		for _, d := range days[found[0].ID] {
			sum += d.New
		}
		if err != nil || sum != 334 {
			t.Errorf("the agent has %d people, want 334; %v", sum, err)
		}
		if v := verify(t, l); v.Entries != 500 {
			t.Errorf("%d entries, want 500", v.Entries)
		}
	})
}

func TestVillageMovesWithItsSums(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		commit(t, l, message("1", 1), tally(village(sinh, 1), coverage.BHYT, 5, today-3), tally(village(sinh, 2), coverage.BHYT, 7, today))
		if err := l.Roll(t.Context()); err != nil {
			t.Fatal(err)
		}
		commit(t, l, message("1", 2), tally(village(sinh, 1), coverage.BHYT, 11, today-1))
		amend(t, l, coverage.Amendment{Records: coverage.Records{Units: []place.Unit{{Code: village(sinh, 1), Name: "Bản 1", Kind: "bản", Parent: an}}}})
		for unit, want := range map[place.Code]int64{sinh: 7, an: 16, province: 23, village(sinh, 1): 16} {
			if got := cum(t, l, unit, coverage.BHYT, today).New; got != want {
				t.Errorf("%s has %d, want %d", unit, got, want)
			}
		}
		if got := cum(t, l, an, coverage.BHYT, today-2).New; got != 5 {
			t.Errorf("two days ago it had %d, want 5", got)
		}
		verify(t, l)
	})
}

func TestJournal(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now, Location: time.FixedZone("ICT", 7*3600)})
		first := commit(t, l, message("1", 1), tally(village(sinh, 1), coverage.Household, 5, today-1), tally(village(sinh, 1), coverage.Voluntary, 1, today-1))
		second := commit(t, l, message("1", 2), tally(village(sinh, 2), coverage.BHYT, 2, today))
		edit := message("1", 1)
		edit.Version = "9"
		third := commit(t, l, edit, back(first[0]), tally(village(sinh, 1), coverage.Household, 3, today-1))
		equal := func(what string, got, want any, err error) {
			t.Helper()
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%s: %s %v", what, diff, err)
			}
		}
		all := append(append(append([]coverage.Entry(nil), first...), second...), third...)
		got, err := l.Entries(t.Context(), []place.Code{village(sinh, 2), village(sinh, 1), village(sinh, 1), province}, today-1, today)
		equal("entries of units", got, all, err)
		got, err = l.Entries(t.Context(), []place.Code{village(sinh, 1), village(sinh, 2)}, today, today)
		equal("entries of a day", got, second, err)
		reports, err := l.By(t.Context(), 7, 2)
		equal("a person's latest", reports, [][]coverage.Entry{third, second}, err)
		got, err = l.Report(t.Context(), first[0].Report)
		equal("a report", got, first, err)
		if _, err := l.Report(t.Context(), 2); !errors.Is(err, coverage.ErrUnknown) {
			t.Errorf("a number that is no report's: %v", err)
		}
		got, err = l.ByMessage(t.Context(), edit.Root())
		equal("a message and its edit", got, append(append([]coverage.Entry(nil), first...), third...), err)
		both, err := l.DaySums(t.Context(), []coverage.PersonID{8, 7}, today-5, today)
		days := both[7]
		for _, d := range days {
			if d.Indicator == coverage.Activity && d.New != 0 {
				t.Errorf("people of no indicator: %+v", d)
			}
		}
		perDay := map[vi.Day]int64{}
		for _, d := range days {
			perDay[d.Day] += d.New
		}
		equal("days", perDay, map[vi.Day]int64{today - 1: 4, today: 2}, err)
		got, err = l.Since(t.Context(), 2, 1)
		equal("since", got, second, err)
	})
}

func TestKnowsARepeatedText(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now})
		m := message("1", 1)
		m.Text = "Noong La: 5 hộ gia đình"
		booked := commit(t, l, m, tally(village(sinh, 1), coverage.Household, 5, today))
		want := func(what, account, text string, report int64) {
			t.Helper()
			if got, err := l.Repeated(t.Context(), account, text, c.now().Add(-10*time.Minute)); got.Report != report || err != nil {
				t.Errorf("%s: report %d, want %d; %v", what, got.Report, report, err)
			}
		}
		want("the same, folded", m.Account, "noong  la: 5 ho gia dinh", 1)
		want("another account", "web/2", m.Text, 0)
		want("another text", m.Account, "noong la: 6 ho gia dinh", 0)
		want("no text", m.Account, " ", 0)
		c.advance(11 * time.Minute)
		want("later", m.Account, m.Text, 0)
		again := m
		again.ID = "2"
		twice := commit(t, l, again, tally(village(sinh, 1), coverage.Household, 5, today))
		want("counted again", m.Account, m.Text, 2)
		commit(t, l, message("1", 3), back(twice[0]))
		want("and taken back", m.Account, m.Text, 0)
		secret := m
		secret.ID, secret.Text = "4", "0912345678"
		_, err := l.Commit(t.Context(), secret, book(t, l, booked[0]), func(coverage.Receipt) bot.Outcome { return bot.Outcome{Forget: true} })
		if err != nil {
			t.Error(err)
		}
		want("forgotten", m.Account, secret.Text, 0)
		c.advance(time.Hour)
		if n, err := l.ForgetTexts(t.Context(), c.now().Add(time.Second)); n != 3 || err != nil {
			t.Errorf("forgot %d texts, want 3; %v", n, err)
		}
		if got, _ := l.Repeated(t.Context(), m.Account, m.Text, time.Time{}); got.Report != 0 {
			t.Errorf("a forgotten text is known as report %d", got.Report)
		}
		verify(t, l)
	})
}
