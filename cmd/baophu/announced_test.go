package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// daytime is a time zone in which it is about noon, so that notices go out
// whenever the tests run.
func daytime() string {
	east := 12 - time.Now().UTC().Hour()
	return fmt.Sprintf("BAOPHU_TIMEZONE=Etc/GMT%+d", -east) // its signs are the wrong way round
}

// many lets so many agents of the town's ward in, users 1001, 1002, …, and has
// each write once, so that they can be written to.
func (w *town) many(agents int) {
	w.t.Helper()
	l := ledgertest.Open(w.t, w.database, ledger.Options{})
	var posted []coverage.Posting
	for i := range agents {
		posted = append(posted, coverage.Posting{Name: fmt.Sprintf("Nhân viên %d", i+1), Role: coverage.Agent,
			Units: []place.Code{place.Code(fmt.Sprintf("03679-%02d", i%len(hamlets)+1))}, Status: coverage.Active})
	}
	if _, err := l.Amend(w.t.Context(), coverage.Amendment{People: posted}); err != nil {
		w.t.Fatal(err)
	}
	for i := range agents {
		found, err := l.ByName(w.t.Context(), posted[i].Name)
		if err != nil || len(found) != 1 {
			w.t.Fatalf("%s: %v, %v", posted[i].Name, found, err)
		}
		user := int64(1001 + i)
		if err := l.Connect(w.t.Context(), fmt.Sprint("telegram/", user), found[0].ID); err != nil {
			w.t.Fatal(err)
		}
		w.telegram.Meet(user, posted[i].Name, "vi")
		w.telegram.Say(user, "cảm ơn")
	}
	eventually(w.t, "everybody is answered", func() bool {
		for i := range agents {
			if len(w.telegram.Sent(int64(1001+i))) == 0 {
				return false
			}
		}
		return true
	})
}

// TestAnAnnouncementGoesOnAfterAKill has an official announce something to 200
// agents, and the bot killed in the middle of it. The next start tells the
// rest. Told once more is only who was being told at that moment: a reply that
// arrived, and whose arrival was not noted yet.
func TestAnAnnouncementGoesOnAfterAKill(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		const agents, text = 200, "14 giờ chiều mai họp tại phường"
		w := newTown(t, e.URL(t), daytime(), "BAOPHU_REMIND_AT=off", "BAOPHU_LIST_AT=off", "BAOPHU_DIGEST_AT=off")
		w.telegram.PerSecond = 30
		w.telegram.Network = func() (there, back time.Duration) {
			return rand.N(50 * time.Millisecond), 30*time.Millisecond + rand.N(50*time.Millisecond)
		}
		told := func() (people int, times []int) {
			times = make([]int, agents)
			for i := range agents {
				for _, m := range w.telegram.Sent(int64(1001 + i)) {
					if strings.Contains(m.Text, text) {
						times[i]++
					}
				}
				people += min(times[i], 1)
			}
			return people, times
		}
		one, _ := w.serve()
		w.invite(official, "--role", "official", "--name", "Hà Thị Mẫu", "--unit", ward)
		w.many(agents)
		w.ask(official, "thông báo: "+text)
		refused := w.telegram.Refused() // answers have no limit of their own
		if answer := w.ask(official, "có"); !strings.Contains(answer, fmt.Sprintf("tới %d nhân viên", agents)) {
			t.Fatalf("it is answered: %s", answer)
		}
		eventually(t, "it is under way", func() bool { people, _ := told(); return people >= agents/4 })
		_, before := told()
		time.Sleep(time.Second) // those are noted
		one.kill()
		atKill, _ := told()
		if atKill >= agents {
			t.Fatal("it was over before the kill")
		}
		w.serve()
		eventually(t, "everybody is told", func() bool { people, _ := told(); return people == agents })
		time.Sleep(3 * time.Second) // what would be told again is
		_, times := told()
		again := 0
		for i, n := range times {
			if n > 2 || n > 1 && before[i] > 0 {
				t.Errorf("agent %d was told %d times, %d of them long before the kill", i+1, n, before[i])
			}
			again += n - 1
		}
		t.Logf("%d were told at the kill, %d of them once more", atKill, again)
		if again > 20 {
			t.Errorf("%d were told twice", again)
		}
		if n := w.telegram.Refused() - refused; n > 0 {
			t.Errorf("%d were refused for pace", n)
		}
	})
}
