package handlers_test

import (
	"regexp"
	"testing"

	"baophu/internal/logtest"
)

// personNumber are the shapes of numbers that name a person.
var personNumber = regexp.MustCompile(`\b\d{9,10}\b|\b\d{12}\b|(?i:\b[a-z]{2}\d{13}\b)|(?:\+84|\b84|\b0)[35789]\d{8}\b`)

// personal are the shapes of numbers that name a person, and the secrets that
// tests write into messages.
var personal = regexp.MustCompile(personNumber.String() + `|Lò Văn X|BP7K2Q`)

// newLogSink opens a sink that holds every line that is logged to what may never
// be in one: the numbers of people, and what was refused for being personal.
func newLogSink(t *testing.T) *logtest.Sink {
	t.Helper()
	return logtest.Open(t, "Lò Văn X", "BP7K2Q")
}
