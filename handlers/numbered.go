package handlers

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"baophu/bot"
)

// numberFor is how long a number stands for what a question offered. Words go
// on answering it: they say by themselves what is meant.
const numberFor = 30 * time.Minute

// longOnItsWay is how much later than it was written a message comes that waited
// for a network; clocks are less apart.
const longOnItsWay = 10 * time.Minute

// unseen tells whether a message was written before the chat was asked what it
// waits for: of several that waited for a network, none answers the question
// that another led to.
func (v *visit) unseen(talk bot.Talk) bool {
	return talk.State != nil && !talk.Expires.IsZero() && v.writtenBefore(talk.Expires.Add(-waitFor))
}

func (v *visit) writtenBefore(at time.Time) bool {
	return v.msg.Received.Sub(v.setting.Now) > longOnItsWay && v.setting.Now.Before(at)
}

// number reads a message that is a number only, as one types it for a choice:
// "2", "2.", "số 2".
func number(text string) (int, bool) {
	text = strings.TrimSpace(strings.Trim(text, " .)"))
	for _, word := range []string{"số ", "so ", "Số "} {
		text = strings.TrimPrefix(text, word)
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// staleNumber answers a number that no longer picks anything.
func (v *visit) staleNumber(talk bot.Talk) (answer, bool) {
	var w waiting
	n, ok := number(v.text)
	if !ok || talk.State == nil || json.Unmarshal(talk.State, &w) != nil || n < 1 || n > len(w.Options) {
		return answer{}, false
	}
	if numbersHold(talk, v.msg.Received) || !talk.Expires.IsZero() && !v.msg.Received.Before(talk.Expires) {
		return answer{}, false // it answers; or all of the question is over, which is said otherwise
	}
	return v.reply("ask.staleNumber", n), true
}

// numbersHold tells whether a question is so young that a number answers it.
func numbersHold(talk bot.Talk, at time.Time) bool {
	return talk.Expires.IsZero() || at.Before(talk.Expires.Add(numberFor-waitFor))
}

// passedBy keeps a question that another message went by: a number no longer
// answers it; nil where none did before.
func (v *visit) passedBy(talk bot.Talk) *bot.Talk {
	var w waiting
	if talk.State == nil || !numbersHold(talk, v.msg.Received) || json.Unmarshal(talk.State, &w) != nil || len(w.Options) == 0 {
		return nil
	}
	talk.Expires = talk.Expires.Add(-numberFor)
	return &talk
}
