package telegram

import (
	"net/http"

	"baophu/bot"
)

// What tests see of the pure parts.

// UpdateID is updateID.
var UpdateID = updateID

// Decode reads an update for the bot @baophu_bot of id 4711.
func Decode(raw []byte) (bot.Message, bool, error) {
	return decoder{name: "thu", self: Self{ID: 4711, Username: "baophu_bot"}}.decode(raw)
}

// Encode writes a reply; the method and parameters, and the file.
func Encode(r bot.Reply, plain bool) (method string, params map[string]string, files int, err error) {
	ask, err := encode(r, plain)
	return ask.method, ask.params, len(ask.files), err
}

// Refused is how an answer of Telegram's is read.
func Refused(status int, text string) error {
	return classify(&callError{status: status, text: text, json: true})
}

// Answered is how an answer of whoever is read.
func Answered(status int) error {
	return classify(&callError{status: status, text: http.StatusText(status)})
}
