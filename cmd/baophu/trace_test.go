package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"baophu/bot/telegram/telegramtest"
)

// traced are the lines of a log by the message they tell of: what each says,
// up to its figures.
func traced(log string) map[string][]string {
	of := map[string][]string{}
	for line := range strings.Lines(log) {
		id := regexp.MustCompile(`\bmessage=([0-9a-f]{11})\b`).FindStringSubmatch(line)
		what := regexp.MustCompile(`msg=("[^"]*"|\S+)`).FindStringSubmatch(line)
		if id != nil && what != nil {
			of[id[1]] = append(of[id[1]], strings.Trim(what[1], `"`))
		}
	}
	return of
}

// One message can be followed through the log by one id: through the channel,
// the dispatcher, the handlers and the sender, and on in another process that
// sends what the first one could not.
func TestOneMessageIsFollowedThroughTheLog(t *testing.T) {
	t.Parallel()
	w := newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):], "BAOPHU_LOG_LEVEL=debug")
	first, _ := w.serve()
	w.invite(agentOf(0), "--role", "agent", "--name", "Người "+hamlets[0], "--unit", ward+"-01")
	before := traced(first.out.String())
	w.telegram.Fail(telegramtest.Fault{Method: "sendMessage", Code: 500, Text: "Internal Server Error", Times: -1})
	w.telegram.Say(agentOf(0), reported)
	first.says(`(send failed)`)
	first.kill()
	w.telegram.Mend()
	change(t, w.database, `UPDATE outbox SET due = 0`)
	second, _ := w.serve()
	second.says(`(reply sent)`)

	all, later := traced(first.out.String()), traced(second.out.String())
	var followed int
	for id, lines := range all {
		if len(before[id]) > 0 {
			continue
		}
		followed++
		want := []string{"telegram: a message", "message understood", "message handled", "reply sent", "send failed"}
		if !slices.Equal(lines[:min(len(lines), len(want))], want) {
			t.Errorf("%s: %q", id, lines)
		}
		if !slices.Contains(later[id], "reply sent") {
			t.Errorf("the next process does not go on with %s: %v", id, later)
		}
	}
	if followed != 1 || len(before) < 1 {
		t.Errorf("%d messages were followed, %d before", followed, len(before))
	}
	for _, private := range []string{"hgđ", hamlets[0], "telegram/4711"} {
		if strings.Contains(first.out.String(), private) {
			t.Errorf("the log tells %q", private)
		}
	}
}
