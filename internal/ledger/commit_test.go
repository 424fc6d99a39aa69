package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

func TestCountsAMessageOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url := e.URL(t)
		two := []*ledger.Ledger{ledgertest.Open(t, url, ledger.Options{}), ledgertest.Open(t, url, ledger.Options{})}
		amend(t, two[0], coverage.Amendment{Records: coverage.Records{Units: units()}})
		b := book(t, two[0], tally(village(sinh, 1), coverage.Household, 5, today))
		var booked, known sync.Map
		var all sync.WaitGroup
		for i := range 10 {
			all.Go(func() {
				out, err := two[i%2].Commit(t.Context(), message("1", 1), b, say)
				switch {
				case err == nil:
					booked.Store(i, out)
				case errors.Is(err, coverage.ErrDuplicate):
					known.Store(i, true)
				default:
					t.Errorf("delivery %d: %v", i, err)
				}
			})
		}
		all.Wait()
		if n, k := size(&booked), size(&known); n != 1 || k != 9 {
			t.Errorf("%d of 10 deliveries counted, %d were known", n, k)
		}
		if at, _, _ := two[1].Head(t.Context()); at != 1 {
			t.Errorf("the ledger has %d entries", at)
		}
		if got := cum(t, two[1], province, coverage.BHYT, today).New; got != 5 {
			t.Errorf("province has %d new, want 5", got)
		}
		edit := message("1", 1)
		edit.Version = "2"
		if _, err := two[1].Commit(t.Context(), edit, book(t, two[1]), say); err != nil {
			t.Errorf("an edit of it: %v", err)
		}
		verify(t, two[0])
	})
}

func size(m *sync.Map) (n int) {
	m.Range(func(any, any) bool { n++; return true })
	return n
}

func TestNumbersWithoutGap(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		url := e.URL(t)
		var mu sync.Mutex
		var told []coverage.Position
		tell := func(from, to coverage.Position, entries []coverage.Entry) {
			mu.Lock()
			defer mu.Unlock()
			for i, e := range entries {
				if e.Seq != from+coverage.Position(i)+1 || e.Seq > to {
					t.Errorf("told of %d..%d, with entry %d at %d", from, to, e.Seq, i)
				}
				told = append(told, e.Seq)
			}
		}
		two := []*ledger.Ledger{
			ledgertest.Open(t, url, ledger.Options{OnCommit: tell}),
			ledgertest.Open(t, url, ledger.Options{OnCommit: tell}),
		}
		amend(t, two[0], coverage.Amendment{Records: coverage.Records{Units: units()}})
		revision, _ := two[0].Revision(t.Context())
		const writers, each = 16, 12
		var refused int
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				l := two[w%2]
				for n := range each {
					b := coverage.Booking{Author: coverage.PersonID(w + 1), Revision: revision, Decide: func([]coverage.Entry) ([]coverage.Entry, error) {
						if n == 5 {
							return nil, coverage.ErrForbidden
						}
						return []coverage.Entry{
							tally(village(sinh, 1+w%3), coverage.Household, 1, today),
							tally(village(an, 1+w%3), coverage.Voluntary, 2, today-1),
						}, nil
					}}
					_, err := l.Commit(t.Context(), message(fmt.Sprint(w), n), b, say)
					if errors.Is(err, coverage.ErrForbidden) {
						mu.Lock()
						refused++
						mu.Unlock()
					} else if err != nil {
						t.Errorf("writer %d: %v", w, err)
					}
				}
			})
		}
		all.Wait()
		const want = writers * (each - 1) * 2
		if at, _, _ := two[0].Head(t.Context()); at != want || refused != writers {
			t.Errorf("head %d after %d refusals, want %d after %d", at, refused, want, writers)
		}
		entries, err := two[1].Since(t.Context(), 0, want+1)
		if err != nil || len(entries) != want {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		for i, e := range entries {
			if e.Seq != coverage.Position(i+1) || e.Report != int64(e.Seq-1+e.Seq%2) {
				t.Fatalf("entry %d is numbered %d, of report %d", i+1, e.Seq, e.Report)
			}
		}
		if len(told) != want {
			t.Errorf("told of %d entries, want %d", len(told), want)
		}
		verify(t, two[1])
	})
}

func TestDecidesOnWhatOthersWrote(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		_, revision, _ := l.Head(t.Context())
		// Each of 20 may add 10 people while the village stays below 100: all
		// of them have read the empty village, and only ten may pass.
		var all sync.WaitGroup
		var passed, full sync.Map
		for i := range 20 {
			all.Go(func() {
				b := coverage.Booking{Author: 1, Revision: revision, Decide: func(since []coverage.Entry) ([]coverage.Entry, error) {
					sum := int64(0)
					for _, e := range since {
						sum += e.Count
					}
					if sum+10 > 100 {
						return nil, coverage.ErrForbidden
					}
					return []coverage.Entry{tally(village(sinh, 1), coverage.Household, 10, today)}, nil
				}}
				var seen int
				_, err := l.Commit(t.Context(), message(fmt.Sprint(i), 1), b, func(r coverage.Receipt) bot.Outcome {
					seen = len(r.Since)
					return bot.Outcome{}
				})
				switch {
				case err == nil:
					passed.Store(seen, true)
				case errors.Is(err, coverage.ErrForbidden):
					full.Store(i, true)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if p, f := size(&passed), size(&full); p != 10 || f != 10 {
			t.Errorf("%d passed, each seeing another number of entries; %d were refused", p, f)
		}
		if got := cum(t, l, sinh, coverage.Household, today).New; got != 100 {
			t.Errorf("%d people, want 100", got)
		}
	})
}

func TestRefusesStaleBookings(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		old := book(t, l, tally(village(sinh, 1), coverage.BHYT, 1, today))
		revision := amend(t, l, coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{{Unit: sinh, Month: "2026-10"}}}})
		if revision != old.Revision+1 {
			t.Errorf("state %d follows %d", revision, old.Revision)
		}
		future, question := book(t, l), old
		future.Read++
		question.Decide = nil
		tests := []struct {
			name string
			b    coverage.Booking
			want error
		}{
			{"other records", old, coverage.ErrStale},
			{"read beyond the head", future, coverage.ErrStale},
			{"a question has nothing to decide", question, nil},
		}
		for i, test := range tests {
			if _, err := l.Commit(t.Context(), message("1", i), test.b, say); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", test.name, err, test.want)
			}
		}
		old.Revision = revision
		if _, err := l.Commit(t.Context(), message("1", 0), old, say); err != nil {
			t.Errorf("the refused message, decided again: %v", err)
		}
	})
}

func TestKeepsNeighboursOfABadBooking(t *testing.T) {
	t.Parallel()
	good := tally(village(an, 1), coverage.BHYT, 1, today)
	bad := map[string]func() ([]coverage.Entry, error){
		"panic":    func() ([]coverage.Entry, error) { panic("boom") },
		"refusal":  func() ([]coverage.Entry, error) { return nil, coverage.ErrForbidden },
		"no unit":  func() ([]coverage.Entry, error) { return []coverage.Entry{good, {Day: today}}, nil },
		"no day":   func() ([]coverage.Entry, error) { return []coverage.Entry{{Unit: an}}, nil },
		"negative": func() ([]coverage.Entry, error) { return []coverage.Entry{tally(an, coverage.BHYT, -1, today)}, nil },
		"too many": func() ([]coverage.Entry, error) {
			return []coverage.Entry{tally(an, coverage.BHYT, math.MaxInt64, today)}, nil
		},
		"takes air": func() ([]coverage.Entry, error) {
			return []coverage.Entry{{Unit: an, Day: today, Reverses: 99999}}, nil
		},
		"same source": func() ([]coverage.Entry, error) {
			return []coverage.Entry{{Unit: an, Indicator: coverage.BHYT, Kind: coverage.New, Day: today, Source: "imported"}}, nil
		},
	}
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		amend(t, l, coverage.Amendment{Tallies: []coverage.Entry{{Unit: an, Indicator: coverage.BHYT, Kind: coverage.New, Day: today, Source: "imported"}}})
		for what, decide := range bad {
			before, _, _ := l.Head(t.Context())
			wrong := book(t, l)
			wrong.Decide = func([]coverage.Entry) ([]coverage.Entry, error) { return decide() }
			var all sync.WaitGroup
			for i := range 30 {
				m, b := message(fmt.Sprint(what, i), 1), book(t, l, good)
				if i == 15 {
					b = wrong
				}
				all.Go(func() {
					_, err := l.Commit(t.Context(), m, b, say)
					if (err != nil) != (i == 15) {
						t.Errorf("%s: booking %d: %v", what, i, err)
					}
				})
			}
			all.Wait()
			if after, _, _ := l.Head(t.Context()); after != before+29 {
				t.Errorf("%s: %d of 29 neighbours were kept", what, after-before)
			}
			again := message(fmt.Sprint(what, 15), 1)
			if _, err := l.Commit(t.Context(), again, book(t, l, good), say); err != nil {
				t.Errorf("%s: the message itself, mended: %v", what, err)
			}
		}
		verify(t, l)
	})
}

func TestTakesBackOnce(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		first := commit(t, l, message("1", 1), tally(village(sinh, 1), coverage.Household, 5, today))[0]
		b := book(t, l, back(first))
		var all sync.WaitGroup
		var done sync.Map
		for i := range 8 {
			all.Go(func() {
				_, err := l.Commit(t.Context(), message(fmt.Sprint("undo", i), 1), b, say)
				if err == nil {
					done.Store(i, true)
				} else if !errors.Is(err, coverage.ErrStale) {
					t.Errorf("undo %d: %v", i, err)
				}
			})
		}
		all.Wait()
		if n := size(&done); n != 1 {
			t.Errorf("taken back %d times", n)
		}
		other := back(commit(t, l, message("1", 2), tally(village(sinh, 1), coverage.Household, 7, today))[0])
		other.Count++
		if _, err := l.Commit(t.Context(), message("1", 3), book(t, l, other), say); err == nil {
			t.Error("took back another count than was booked")
		}
		if got := cum(t, l, province, coverage.BHYT, today).New; got != 7 {
			t.Errorf("%d people, want 7", got)
		}
		if got := cum(t, l, province, coverage.Activity, today).Reports; got != 1 {
			t.Errorf("%d reports stand, want 1", got)
		}
		verify(t, l)
	})
}

func TestCancelledCallerMayAskAgain(t *testing.T) {
	t.Parallel()
	l := open(t, ledgertest.Engines(t)[0], ledger.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Commit(ctx, message("1", 1), book(t, l), say); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled caller's booking: %v", err)
	}
	if _, err := l.Commit(t.Context(), message("1", 1), book(t, l), say); err != nil {
		t.Errorf("which was not queued: %v", err)
	}
}

// TestRefusesWhatIsNoEntry: what no sum could count is not kept for ever.
func TestRefusesWhatIsNoEntry(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		for name, change := range map[string]func(*coverage.Entry){
			"no kind":           func(e *coverage.Entry) { e.Kind = "" },
			"an unknown kind":   func(e *coverage.Entry) { e.Kind = "newer" },
			"nowhere":           func(e *coverage.Entry) { e.Unit = "" },
			"less than nothing": func(e *coverage.Entry) { e.Count = -1 },
			"left a whole for an employer": func(e *coverage.Entry) {
				e.Kind, e.Reason = coverage.Lapsed, coverage.ToEmployer
			},
		} {
			entry := tally("v1", coverage.BHYT, 1, today)
			change(&entry)
			m := message(name, 1)
			if _, err := l.Commit(t.Context(), m, book(t, l, entry), say); err == nil {
				t.Errorf("%s was taken", name)
			}
		}
		if v := verify(t, l); v.Entries != 0 || v.Messages != 0 {
			t.Errorf("%d entries of %d messages", v.Entries, v.Messages)
		}
	})
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		texts := []string{
			"\x00", "a\x00b", "\xff\xfe", strings.Repeat("\u0301", 4096), strings.Repeat("Đ", 1<<20), "'; DROP TABLE entries; --",
			"\u202e\u2066", "$1 ? :a @b", string([]byte{0xed, 0xa0, 0x80}), "\U0010ffff", "",
		}
		for i, text := range texts {
			m := message("x", i)
			m.Text, m.ID, m.Version, m.Account, m.From.Chat = text, text, fmt.Sprint(i), text, text
			entry := tally(place.Code("v"+text), coverage.BHYT, 1, today)
			entry.Tag, entry.Reason = text, coverage.Reason(text)
			_, err := l.Commit(t.Context(), m, book(t, l, entry), func(coverage.Receipt) bot.Outcome {
				talk := bot.Talk{State: []byte(fmt.Sprintf("%q", text)), Expires: time.Now().Add(time.Hour)}
				return bot.Outcome{Replies: []bot.Reply{{Text: text}}, Talk: &talk}
			})
			if err != nil {
				t.Errorf("%.20q: %v", text, err)
			}
			if _, err := l.Commit(t.Context(), m, book(t, l), say); !errors.Is(err, coverage.ErrDuplicate) {
				t.Errorf("%.20q again: %v", text, err)
			}
			if _, err := l.Repeated(t.Context(), m.Account, text, time.Time{}); err != nil {
				t.Errorf("%.20q: repeated: %v", text, err)
			}
			if _, err := l.Redeem(t.Context(), text, text, text); !errors.Is(err, coverage.ErrUnknown) {
				t.Errorf("%.20q: redeem: %v", text, err)
			}
			if _, err := l.ByName(t.Context(), text); err != nil {
				t.Errorf("%.20q: by name: %v", text, err)
			}
			if _, err := l.Talk(t.Context(), m.From); err != nil {
				t.Errorf("%.20q: talk: %v", text, err)
			}
		}
		if v := verify(t, l); v.Entries != int64(len(texts)) || v.Messages != int64(len(texts)) {
			t.Errorf("%d entries of %d messages, want %d", v.Entries, v.Messages, len(texts))
		}
	})
}
