package handlers_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"baophu/bot"
	"baophu/bot/bottest"
)

// zaloLimit is how many letters a message of Zalo holds.
const zaloLimit = 2000

// needsMore are the conversations of agents that cannot be had on a channel
// without buttons and edits, and why.
var needsMore = map[string]string{
	"correct_edits": "edits of the chat message",
	"edited":        "edits of the chat message",
	"guided_old":    "an old button that is tapped again",
	"import":        "an old button that is tapped again",
	"instead_edits": "an edit of the chat message",
	"locked_edits":  "an edit of the chat message",
	"tapped_old":    "old buttons that are tapped again",
	"unusual_old":   "an old button that is tapped again",
}

// message names are not the same on another channel.
var messageName = regexp.MustCompile(`(?:test|zalo)/golden/\S+`)

// TestConversationsWithoutButtons plays every conversation of an agent once
// more, whole, as on Zalo: no buttons, no edits, 2,000 letters. A tap becomes
// what the text says to type for it: the number, or the word. Every answer must
// be the very same, its report numbers, totals and rates too; each is held to
// the ledger, and the ledger verified at the end.
func TestConversationsWithoutButtons(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		says := bottest.Personas(t, file)
		agents := slices.ContainsFunc(says, func(p string) bool { return strings.HasPrefix(p, "agent") })
		more := slices.ContainsFunc(says, func(p string) bool { return strings.HasSuffix(p, "-edits") || strings.HasSuffix(p, "-taps-old") })
		why := needsMore[name]
		switch {
		case !agents && why != "":
			t.Errorf("%s is said to need %s, and no agent speaks in it", name, why)
		case more && why == "":
			t.Errorf("%s has edits or old buttons: say why it is not played without", name)
		}
		if !agents || why != "" {
			continue
		}
		played++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.plain = true
			bottest.Replay(t, file, func(answer string) string { return messageName.ReplaceAllString(answer, "…") }, s.say)
		})
	}
	if played < 50 {
		t.Errorf("only %d conversations were played", played)
	}
}

// typed gives what somebody without buttons types for a choice of the newest
// reply that offers it, as that reply says itself.
func (s *stage) typed(chat, label string) string {
	s.t.Helper()
	for _, r := range slices.Backward(s.shown[chat]) {
		n := 0
		for _, row := range r.Choices {
			for _, c := range row {
				n++
				if c.Label != label {
					continue
				}
				shown := ""
				for _, part := range withoutButtons([]bot.Reply{r}) {
					shown += bot.Written(part) + "\n"
				}
				word, offer := c.Word, c.Word
				if word == "" {
					word, offer = c.Send, c.Send
				}
				if r.Asks {
					word, offer = fmt.Sprint(n), fmt.Sprintf("%d: %s\n", n, label)
				}
				if !strings.Contains(shown, offer) {
					s.t.Errorf("%q is not offered as %q:\n%s", label, word, shown)
				}
				return word
			}
		}
	}
	s.t.Fatalf("nothing to type for %q was shown to %s", label, chat)
	return ""
}

// fits holds what is sent to a channel without buttons to its bounds.
func (s *stage) fits(r bot.Reply) {
	s.t.Helper()
	if !s.plain {
		return
	}
	for _, part := range bot.Degrade(r, bot.Abilities{Pictures: true, Limit: zaloLimit}) {
		if n := utf8.RuneCountInString(bot.Written(part)); n > zaloLimit || len(part.Choices) > 0 {
			s.t.Errorf("%d letters, %d rows of buttons:\n%s", n, len(part.Choices), bot.Written(part))
		}
	}
}
