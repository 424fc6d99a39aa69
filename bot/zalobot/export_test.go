package zalobot

import (
	"encoding/json"
	"net/http"

	"baophu/bot"
)

// What tests see of the pure parts.

// Decode reads what a poll or webhook brings for the bot "Bot Bao Phủ".
func Decode(raw []byte) (all []bot.Message, err error) {
	some, err := updates(raw)
	if err != nil {
		return nil, err
	}
	d := decoder{name: "thu", self: Self{ID: "1459232241454765289", Name: "bot.VDKyGxQvc", Show: "Bot Bao Phủ"}}
	for _, one := range some {
		m, ours, err := d.decode(one)
		if err != nil {
			return all, err
		}
		if ours {
			all = append(all, m)
		}
	}
	return all, nil
}

// Refused is how an answer of Zalo's is read.
func Refused(code int, text string) error {
	return classify(&callError{status: code, text: text, json: true})
}

// Answered is how an answer of whoever is read.
func Answered(status int) error {
	return classify(&callError{status: status, text: http.StatusText(status)})
}

// Updates is updates.
func Updates(raw []byte) ([]json.RawMessage, error) { return updates(raw) }
