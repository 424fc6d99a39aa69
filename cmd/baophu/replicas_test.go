package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
)

// hooked is the settings of replicas that Telegram delivers to. Nobody
// listens where the platform is told to deliver: the test does it.
var hooked = []string{"BAOPHU_PUBLIC_URL=https://127.0.0.1:1", "BAOPHU_WEBHOOK_SECRET=" + hookSecret}

// deliver posts an update to a replica as Telegram would, and gives the status.
func deliver(t *testing.T, address, secret, body string) int {
	t.Helper()
	ask, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/hook/telegram", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	ask.Header.Set("Content-Type", "application/json")
	ask.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	got, err := http.DefaultClient.Do(ask)
	if err != nil {
		t.Error(err)
		return 0
	}
	_ = got.Body.Close() // only its status matters
	return got.StatusCode
}

// posted is what Telegram delivers when a user writes.
func posted(id int, user int64, message int, text string) string {
	body, err := json.Marshal(map[string]any{"update_id": id, "message": map[string]any{
		"message_id": message, "date": time.Now().Unix(), "text": text,
		"chat": map[string]any{"id": user, "type": "private", "first_name": "Người"},
		"from": map[string]any{"id": user, "is_bot": false, "first_name": "Người", "language_code": "vi"}}})
	if err != nil {
		return err.Error()
	}
	return string(body)
}

// Every update five times at once to each of two replicas, and once more
// afterwards: it is accepted every time, counts once and is confirmed once.
func TestManyDeliveriesCountOnce(t *testing.T) {
	t.Parallel()
	postgres, redis := ledgertest.Engines(t)[1], cachetest.Single(t)
	w := newTown(t, postgres.URL(t), append(hooked, "BAOPHU_REDIS_URL="+redis.URL())...)
	one, first := w.serve()
	two, second := w.serve()
	for i, name := range hamlets {
		code := strings.TrimSpace(must(t, w.settings, "invite", "--role", "agent", "--name", "Người "+name, "--unit", fmt.Sprintf("03679-%02d", i+1)))
		w.telegram.Meet(agentOf(i), "Người "+name, "vi")
		eventually(t, "the replica takes updates", func() bool {
			return deliver(t, first, hookSecret, posted(10+i, agentOf(i), 1, "/start "+code)) == http.StatusOK
		})
	}
	if status := deliver(t, second, "forged", posted(1, agentOf(0), 2, "9 hgđ mới")); status != http.StatusUnauthorized {
		t.Errorf("a forged delivery is answered %d", status)
	}
	rounds := 4
	if testing.Short() {
		rounds = 2
	}
	var reports []said
	for round := range rounds {
		var all sync.WaitGroup
		for i := range hamlets {
			r := said{agentOf(i), 10 + round, i, int64(round + 1)}
			reports = append(reports, r)
			body := posted(100*(round+1)+i, r.user, r.message, fmt.Sprintf("%d hgđ mới", r.people))
			for n := range 10 {
				all.Go(func() {
					if status := deliver(t, []string{first, second}[n%2], hookSecret, body); status != http.StatusOK {
						t.Errorf("a delivery is answered %d", status)
					}
				})
			}
		}
		all.Wait()
	}
	w.settled(reports)
	for _, r := range reports { // the platform may deliver long afterwards
		if status := deliver(t, second, hookSecret, posted(9_000, r.user, r.message, fmt.Sprintf("%d hgđ mới", r.people))); status != http.StatusOK {
			t.Errorf("delivered once more, the answer is %d", status)
		}
	}
	w.settled(reports)
	booked := w.booked()
	for _, r := range reports {
		named := 0
		for _, m := range w.telegram.Sent(r.user) {
			named += strings.Count(m.Text, fmt.Sprintf("#%d ", booked[r.root()][0].report))
		}
		if named != 1 { // one by one, or several in a summary
			t.Errorf("%+v is confirmed %d times", r, named)
		}
	}
	for _, p := range []*process{one, two} {
		if took := p.stop(); took > stopTime {
			t.Errorf("it stopped after %v", took)
		}
	}
	must(t, w.settings, "verify")
}
