package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
)

// What one replica books or changes, another tells within a second: figures
// as well as targets.
func TestAnotherReplicaKnowsWithinASecond(t *testing.T) {
	t.Parallel()
	w := newTown(t, ledgertest.Engines(t)[1].URL(t), append(hooked, "BAOPHU_REDIS_URL="+cachetest.Single(t).URL())...)
	_, first := w.serve()
	_, second := w.serve()
	n := 0
	// tell delivers a message to a replica, and gives the answer to it.
	tell := func(address string, user int64, text string) string {
		t.Helper()
		n++
		before := len(w.telegram.Sent(user))
		body := posted(1000+n, user, n, text)
		eventually(t, "the replica takes "+text, func() bool { return deliver(t, address, hookSecret, body) == http.StatusOK })
		return w.next(user, before)
	}
	for user, args := range map[int64][]string{
		agentOf(0): {"--role", "agent", "--name", "Người " + hamlets[0], "--unit", ward + "-01"},
		official:   {"--role", "official", "--name", "Hà Thị Mẫu", "--unit", ward},
		boss:       {"--role", "admin", "--name", "Trần Thị Quản"},
	} {
		w.telegram.Meet(user, "Người", "vi")
		code := strings.TrimSpace(must(t, w.settings, append([]string{"invite"}, args...)...))
		tell(first, user, "/start "+code)
	}
	if have, _ := peopleOn(t, tell(second, official, asks)); have != counted { // it has read all there is
		t.Fatalf("before anything is reported %d are counted", have)
	}
	want := int64(counted)
	for round := range int64(4) {
		inTime(t, "figures", func(try int64) bool {
			people := 1 + round + 4*try // never the same again
			confirmed := tell(first, agentOf(0), fmt.Sprintf("%d hgđ mới", people))
			if !strings.Contains(confirmed, "Đã ghi #") {
				t.Fatalf("the report is answered: %s", confirmed)
			}
			time.Sleep(900 * time.Millisecond)
			want += people
			have, _ := peopleOn(t, tell(second, official, asks))
			return have == want
		})
	}
	year := time.Now().In(time.FixedZone("", 7*3600)).Year()
	for round := range int64(3) {
		inTime(t, "targets", func(try int64) bool {
			percent := fmt.Sprintf("%d%%", 96-4*round-try)
			if asked := tell(first, boss, fmt.Sprintf("giao chỉ tiêu Chiềng Sinh %s năm %d theo QĐ %d/QĐ-UBND", percent, year, 10*round+try+1)); !strings.Contains(asked, percent) {
				t.Fatalf("the target is answered: %s", asked)
			}
			tell(first, boss, "có")
			time.Sleep(900 * time.Millisecond)
			return strings.Contains(tell(second, official, "chỉ tiêu Chiềng Sinh"), percent)
		})
	}
}

// inTime has something be known elsewhere within a second, in one of three
// tries: a machine that stands still delays what it knows of.
func inTime(t *testing.T, what string, known func(try int64) bool) {
	t.Helper()
	for try := range int64(3) {
		if known(try) {
			return
		}
		t.Logf("%s: not within a second, try %d", what, try+1)
	}
	t.Errorf("%s: three times the other replica did not know within a second", what)
}
