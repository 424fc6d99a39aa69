package zalooa

import "baophu/bot"

// What tests see of the pure parts.

// Decode reads an event for the account of the official samples.
func Decode(raw []byte) (bot.Message, bool, error) { return decode(raw, "388613280878808645") }

// Refused is how an answer of Zalo's is read.
func Refused(code int) error {
	return classify(&callError{status: 200, code: code, json: true, text: "failed"})
}

// Answered is how an answer of whoever is read.
func Answered(status int) error { return classify(&callError{status: status}) }
