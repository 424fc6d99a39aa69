package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/logtest"
	"baophu/internal/place"
	"baophu/internal/schedule"
	"baophu/internal/vi"
)

// hamlet is one village whose agent never reports, kept in memory, so that
// days of it pass at once. It tells what was announced, and when.
type hamlet struct {
	language string

	mu     sync.Mutex
	ill    bool
	known  map[string]bool
	events []string
	texts  []string
}

var errIll = errors.New("the database is away")

func (h *hamlet) AnnounceAll(_ context.Context, said map[string][]bot.Reply) (fresh []string, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ill {
		return nil, errIll
	}
	for key, replies := range said {
		if h.known[key] {
			continue
		}
		h.known[key] = true
		fresh = append(fresh, key)
		for _, r := range replies {
			what, _, _ := strings.Cut(key, "/")
			h.events = append(h.events, what+time.Now().In(hanoi).Format(" 2 15:04"))
			h.texts = append(h.texts, bot.Written(r))
		}
	}
	return fresh, nil
}

func (h *hamlet) Announce(ctx context.Context, key string, replies []bot.Reply) error {
	fresh, err := h.AnnounceAll(ctx, map[string][]bot.Reply{key: replies})
	if err == nil && len(fresh) == 0 {
		return coverage.ErrDuplicate
	}
	return err
}

func (h *hamlet) Announced(_ context.Context, prefix string) (times int, last time.Time, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for key := range h.known {
		if strings.HasPrefix(key, prefix) {
			times++
		}
	}
	return times, last, nil
}

func (h *hamlet) ForgetAnnounced(context.Context, string, time.Time) error { return nil }

func (h *hamlet) Addresses(context.Context, coverage.PersonID) ([]bot.Address, error) {
	return []bot.Address{chat("x")}, nil
}

func (h *hamlet) Records(context.Context) (coverage.Records, error) {
	return coverage.Records{Revision: 1, Units: []place.Unit{
		{Code: province, Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: sinh, Name: "Chiềng Sinh", Kind: "phường", Parent: province},
		{Code: village(sinh, 1), Name: "Mẫu", Kind: "bản", Parent: sinh},
	}}, nil
}

func (h *hamlet) Revision(context.Context) (int64, error) { return 1, nil }

func (h *hamlet) Cums(_ context.Context, points []coverage.Point) (coverage.Reading, error) {
	return coverage.Reading{Counts: make([]coverage.Counts, len(points))}, nil
}

func (h *hamlet) Holders(_ context.Context, role coverage.Role, units []place.Code) ([]coverage.Person, error) {
	unit := map[coverage.Role]place.Code{coverage.Agent: village(sinh, 1), coverage.Official: province}[role]
	if !slices.Contains(units, unit) {
		return nil, nil
	}
	return []coverage.Person{{ID: 7, Name: "Mẫu", Status: coverage.Active, Language: h.language, Grants: []coverage.Grant{{Role: role, Unit: unit}}}}, nil
}

func (h *hamlet) Person(context.Context, string) (coverage.Person, error) {
	return coverage.Person{}, coverage.ErrUnknown
}

func (h *hamlet) ByName(context.Context, string) ([]coverage.Person, error) { return nil, nil }

func (h *hamlet) Link(context.Context, coverage.PersonID, time.Duration) (string, error) {
	return "", coverage.ErrForbidden
}

func (h *hamlet) Redeem(context.Context, string, string, string) (coverage.Person, error) {
	return coverage.Person{}, coverage.ErrUnknown
}

func (h *hamlet) set(ill bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ill = ill
}

// live runs a replica until the returned function is called. off is how far
// its clock is off.
func (h *hamlet) live(t *testing.T, off time.Duration) (end func()) {
	t.Helper()
	clock := func() time.Time { return time.Now().Add(off) }
	s := schedule.New(schedule.Options{
		Service:   &coverage.Service{Library: coverage.NewLibrary(h, clock), Tallies: h, Roll: h, Now: clock, Location: hanoi},
		Ledger:    h,
		Timetable: schedule.Usual(), Logger: logtest.Quiet(t),
		Calendar: schedule.Calendar{Holidays: map[vi.Day]string{vi.Date(2000, time.January, 4): "ngày nghỉ"}},
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	return func() {
		t.Helper()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the schedule ends with %v", err)
		}
	}
}

// until sleeps to a time of January 2000, where a bubble begins: at 7:00 of
// the first in Hanoi.
func until(day int, clock string) {
	at, _ := time.ParseInLocation(time.DateTime, fmt.Sprintf("2000-01-%02d %s", day, clock), hanoi)
	time.Sleep(time.Until(at))
	synctest.Wait()
}

func TestRun(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		play func(t *testing.T, h *hamlet)
		want []string
	}{
		{"day by day, but for a holiday", func(t *testing.T, h *hamlet) {
			end := h.live(t, 0)
			until(5, "23:00:00")
			end()
		}, []string{"remind 1 16:30", "list 1 18:00", "remind 2 16:30", "list 2 18:00", "remind 3 16:30", "list 3 18:00", "remind 5 16:30", "list 5 18:00"}},
		{"two replicas", func(t *testing.T, h *hamlet) {
			end, endToo := h.live(t, 0), h.live(t, 0)
			until(1, "23:00:00")
			end()
			endToo()
		}, []string{"remind 1 16:30", "list 1 18:00"}},
		{"restarted at that very minute", func(t *testing.T, h *hamlet) {
			end := h.live(t, 0)
			until(1, "16:30:00")
			end()
			end = h.live(t, 0)
			until(1, "17:00:00")
			end()
		}, []string{"remind 1 16:30"}},
		{"ended a second before", func(t *testing.T, h *hamlet) {
			end := h.live(t, 0)
			until(1, "16:29:59")
			end()
		}, nil},
		{"a late start", func(t *testing.T, h *hamlet) {
			until(1, "16:50:00")
			end := h.live(t, 0)
			until(1, "17:00:00")
			end()
		}, []string{"remind 1 16:50"}},
		{"too late a start", func(t *testing.T, h *hamlet) {
			until(1, "19:30:00")
			end := h.live(t, 0)
			until(2, "01:00:00")
			end()
		}, []string{"list 1 19:30"}},
		{"the database away for twenty minutes", func(t *testing.T, h *hamlet) {
			end := h.live(t, 0)
			h.set(true)
			until(1, "16:50:05")
			h.set(false)
			until(1, "17:00:00")
			end()
		}, []string{"remind 1 16:50"}},
		{"the database away until it is too late", func(t *testing.T, h *hamlet) {
			end := h.live(t, 0)
			h.set(true)
			until(1, "18:00:05")
			h.set(false)
			until(1, "20:00:00")
			end()
		}, []string{"list 1 18:00"}},
		{"a clock ten minutes behind beside one that is right", func(t *testing.T, h *hamlet) {
			end, behind := h.live(t, 0), h.live(t, -10*time.Minute)
			until(1, "23:00:00")
			end()
			behind()
		}, []string{"remind 1 16:30", "list 1 18:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := &hamlet{known: map[string]bool{}}
				until(1, "08:00:00")
				c.play(t, h)
				if !slices.Equal(h.events, c.want) {
					t.Errorf("announced %q, want %q", h.events, c.want)
				}
			})
		})
	}
}

// What is said is said in the person's language, and leaves no blank.
func TestWords(t *testing.T) {
	t.Parallel()
	for language, want := range map[string][]string{
		"vi": {"Chào Mẫu, hôm nay 1/1 em chưa nhận được báo cáo của bản Mẫu.", "Không có ai thì gõ: không có", "Thôn, bản chưa có báo cáo hôm nay 1/1", "Đến 18:00 còn 1 nơi", "1. bản Mẫu (Mẫu)"},
		"en": {"Hello Mẫu, no report of bản Mẫu has come in yet today, 1/1.", "type: không có", "Villages without a report today, 1/1", "Not heard from by 18:00: 1,", "1. bản Mẫu (Mẫu)"},
	} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := &hamlet{known: map[string]bool{}, language: language}
				end := h.live(t, 0)
				until(1, "19:00:00")
				end()
				said := strings.Join(h.texts, "\n")
				for _, w := range want {
					if !strings.Contains(said, w) {
						t.Errorf("%q is not said: %s", w, said)
					}
				}
				if strings.Contains(said, "%!") || len(h.texts) != 2 {
					t.Errorf("said %q", h.texts)
				}
			})
		})
	}
}
