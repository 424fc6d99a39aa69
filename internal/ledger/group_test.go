package ledger_test

import (
	"encoding/json"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

// A group that becomes a supergroup keeps its unit, what it was asked, and the
// replies that wait for it; another group's stay where they are.
func TestGroupsMove(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		ctx := t.Context()
		old, fresh, other := bot.Address{Channel: "telegram", Bot: "b", Chat: "-1"}, bot.Address{Channel: "telegram", Bot: "b", Chat: "-1001"}, bot.Address{Channel: "telegram", Bot: "b", Chat: "-12"}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(l.BindGroup(ctx, old, an, 7))
		must(l.BindGroup(ctx, old, sinh, 7))
		must(l.BindGroup(ctx, other, an, 7))
		must(l.SetTalk(ctx, old, bot.Talk{State: json.RawMessage(`{"a":1}`)}))
		must(l.Announce(ctx, "a", []bot.Reply{{To: old, Text: "one"}, {To: other, Text: "two"}}))
		for range 2 {
			must(l.MoveGroup(ctx, old, fresh))
		}
		topic := fresh
		topic.Chat += ":5"
		if u, by, err := l.Group(ctx, topic); u != sinh || by != 7 || err != nil {
			t.Errorf("the moved group is of %q, %v", u, err)
		}
		if u, _, err := l.Group(ctx, old); u != "" || err != nil {
			t.Errorf("the old one is of %q, %v", u, err)
		}
		if u, _, err := l.Group(ctx, other); u != an || err != nil {
			t.Errorf("the other one is of %q, %v", u, err)
		}
		if talk, err := l.Talk(ctx, fresh); talk.State == nil || err != nil {
			t.Errorf("the moved group waits for %v, %v", talk, err)
		}
		out, err := l.Claim(ctx, 10, time.Minute)
		if err != nil || len(out) != 2 || out[0].Reply.To != fresh || out[1].Reply.To != other {
			t.Errorf("waiting %+v, %v", out, err)
		}
		must(l.BindGroup(ctx, fresh, "", 7))
		if u, _, err := l.Group(ctx, fresh); u != "" || err != nil {
			t.Errorf("the group is still of %q, %v", u, err)
		}
	})
}
