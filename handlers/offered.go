package handlers

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
)

// questions are the commands that a number may stand for: whatever books or
// changes something asks by itself, and takes its own numbers.
func questions() []string {
	return []string{"/xa", "/bieudo", "/theoban", "/xephang", "/theodoi", "/chuadat", "/chuabao", "/cungky", "/xuat", "/chitieu", "/tlbc", "/nhatky", "/conthieu", "/dubao", "/tiendo"}
}

// picked gives the message as it is to be read: a number alone stands for one
// of the choices below the newest answer, where a channel has no buttons; late
// where that answer is too old.
func (v *visit) picked(ctx context.Context) (text string, late bool) {
	n, ok := number(v.text)
	if !ok || v.numberless() {
		return v.text, false
	}
	b, ok := v.memory.Recall(ctx, v.offerKey())
	var o offers
	if !ok || json.Unmarshal(b, &o) != nil || n < 1 || n > len(o.Sends) || v.writtenBefore(o.At) {
		return v.text, false
	}
	return o.Sends[n-1], v.msg.Received.Sub(o.At) >= numberFor
}

// offers are the choices below an answer, and when it was given.
type offers struct {
	Sends []string  `json:"sends"`
	At    time.Time `json:"at"`
}

// numberless tells whether a number alone is never a choice of an answer: an
// agent's is a count that was reported, and a group has many who write.
func (v *visit) numberless() bool {
	return v.msg.Group || v.person.Has(coverage.Agent) || !v.known()
}

func (v *visit) offerKey() string { return "offered/" + v.msg.From.String() }

// offer remembers what a number picks from now on: the choices of the newest
// answer, in the order in which they are shown; nothing where it asks something.
func (v *visit) offer(ctx context.Context, replies []bot.Reply) {
	if v.numberless() {
		return
	}
	sends := []string{}
	if n := len(replies) - 1; n >= 0 && !slices.ContainsFunc(replies, func(r bot.Reply) bool { return r.Asks }) {
		for _, row := range replies[n].Choices {
			for _, c := range row {
				sends = append(sends, c.Send)
			}
		}
		if slices.ContainsFunc(sends, func(s string) bool {
			command, _, _ := strings.Cut(s, " ")
			return !slices.Contains(questions(), command)
		}) {
			sends = sends[:0]
		}
		replies[n].Numbered = len(sends) > 0
	}
	if b, err := json.Marshal(offers{sends, v.msg.Received}); err == nil {
		v.memory.Remember(ctx, v.offerKey(), b, numberFor)
	}
}
