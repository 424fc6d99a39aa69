package handlers

import (
	"baophu/bot"
	"baophu/internal/coverage"
)

// Apology is what a person is told whose message failed again and again and was
// given up: what to look at, and to send it again. Whether it was booked before
// it failed nobody knows here, nor who wrote.
func Apology(msg bot.Message) bot.Reply {
	w := wordsFor(texts(), coverage.Person{}, msg)
	return bot.Reply{To: msg.From, Text: w.say("other.failed"), English: w.english}
}
