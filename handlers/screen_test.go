package handlers_test

import (
	"slices"
	"strings"
	"unicode/utf8"

	"baophu/bot"
)

// What a small phone shows at once, of text of the usual size.
const (
	screenWide  = 42 // letters of a line
	screenLines = 20
)

// oneScreen sees that a card, which is what has a button to follow its unit and
// one for its chart, needs no scrolling, and neither does a confirmation.
func (s *stage) oneScreen(r bot.Reply) {
	s.t.Helper()
	has := func(command string) bool {
		return slices.ContainsFunc(r.Choices, func(row []bot.Choice) bool {
			return slices.ContainsFunc(row, func(c bot.Choice) bool { return strings.HasPrefix(c.Send, command+" ") })
		})
	}
	card := has("/theodoi") && has("/bieudo") && has("/xephang")
	if !card && !confirmed.MatchString(r.Title) {
		return
	}
	lines := 1 + utf8.RuneCountInString(r.Title)/screenWide
	for line := range strings.SplitSeq(r.Text, "\n") {
		lines += 1 + (utf8.RuneCountInString(line)-1)/screenWide
	}
	if lines > screenLines {
		s.t.Errorf("a card or a confirmation of %d lines: %s\n%s", lines, r.Title, r.Text)
	}
}
