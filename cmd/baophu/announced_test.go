package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"baophu/bot"
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

// open gives the agents to whom a reply is not noted as sent.
func (w *town) open(agents int) map[int]bool {
	w.t.Helper()
	db, err := sql.Open(driverOf(w.database))
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(w.t.Context(), `SELECT reply FROM outbox`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	chats := map[string]bool{}
	for rows.Next() {
		var text string
		var reply bot.Reply
		if err := rows.Scan(&text); err != nil {
			w.t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(text), &reply); err != nil {
			w.t.Fatal(err)
		}
		chats[reply.To.Chat] = true
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	open := map[int]bool{}
	for i := range agents {
		if chats[fmt.Sprint(1001+i)] {
			open[i] = true
		}
	}
	return open
}

// announcement is one to so many agents, with how often each was told.
type announcement struct {
	*town
	agents int
	text   string
}

func (a announcement) told() (people int, times []int) {
	times = make([]int, a.agents)
	for i := range a.agents {
		for _, m := range a.telegram.Sent(int64(1001 + i)) {
			if strings.Contains(m.Text, a.text) {
				times[i]++
			}
		}
		people += min(times[i], 1)
	}
	return people, times
}

// TestAnAnnouncementGoesOnAfterAKill has an official announce something to 200
// agents, and the bot killed in the middle of it. The next start tells the
// rest. Told once more is only who was being told at that moment: a reply that
// arrived, and whose arrival was not noted yet.
func TestAnAnnouncementGoesOnAfterAKill(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		clock := newClock(t, time.Now())
		w := newTown(t, e.URL(t), clock.setting(), daytime(), "BAOPHU_REMIND_AT=off", "BAOPHU_LIST_AT=off", "BAOPHU_DIGEST_AT=off")
		w.telegram.PerSecond = 30
		w.telegram.Network = func() (there, back time.Duration) {
			return rand.N(20 * time.Millisecond), 30*time.Millisecond + rand.N(50*time.Millisecond)
		}
		a := announcement{w, 200, "14 giờ chiều mai họp tại phường"}
		one, _ := w.serve()
		w.invite(official, "--role", "official", "--name", "Hà Thị Mẫu", "--unit", ward)
		w.many(a.agents)
		w.ask(official, "thông báo: "+a.text)
		refused := w.telegram.Refused() // answers have no limit of their own
		if answer := w.ask(official, "có"); !strings.Contains(answer, fmt.Sprintf("tới %d nhân viên", a.agents)) {
			t.Fatalf("it is answered: %s", answer)
		}
		eventually(t, "it is under way", func() bool {
			people, _ := a.told()
			return people >= a.agents/4 && len(w.open(a.agents)) < a.agents*9/10
		})
		one.kill()
		open := w.open(a.agents)
		atKill, before := a.told()
		if len(open) == 0 {
			t.Fatal("it was over before the kill")
		}
		time.Sleep(time.Second) // what the platform counts
		clock.pass(leases)
		w.serve()
		eventually(t, "everybody is told", func() bool { people, _ := a.told(); return people == a.agents })
		eventually(t, "all is noted", func() bool { return len(w.open(a.agents)) == 0 })
		_, times := a.told()
		again := 0
		for i, n := range times {
			if n > 2 || n > 1 && !open[i] {
				t.Errorf("agent %d was told %d times, %d before the kill; not noted: %t", i+1, n, before[i], open[i])
			}
			again += n - 1
		}
		t.Logf("%d were told at the kill, %d of them once more", atKill, again)
		if again > a.agents/4 { // noted soon after it is told
			t.Errorf("%d were told twice", again)
		}
		if n := w.telegram.Refused() - refused; n > 0 {
			t.Errorf("%d were refused for pace", n)
		}
	})
}
