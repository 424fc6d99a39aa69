// Package bottest holds what tests of bots share: a player of golden
// conversations, and the suite every channel must pass.
package bottest

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"baophu/bot"
)

// Play replays a conversation kept in a file and fails where the bot answers
// otherwise. With update it rewrites the answers in the file instead, leaving
// what people say, comments and empty lines as they are.
//
// A file is made of turns:
//
//	# a comment
//	> agent: Bản Noong La: 5 hgđ mới
//	< Đã ghi #1 · bản Noong La
//	  hôm nay 22/11: 5 người
//	  [Hủy = hủy 1] [Sửa = sửa 1]
//
// "> persona: text" is one message; lines below it that begin with two blanks
// go on with it. Each "< " is one reply, its further lines begin with two
// blanks: the title in **stars**, the text, "[label = send]" for each choice,
// "[picture name]", "[file name]". A reply whose To.Chat is neither empty nor
// the persona shows it: "<(chat) text". say takes a message to the bot and
// gives its replies in the order they were sent; a persona is any word, so
// say may give some a meaning of its own ("> clock: 16:30").
func Play(t *testing.T, file string, update bool, say func(persona, text string) []bot.Reply) {
	t.Helper()
	turns, kept := turnsOf(t, file)
	if !update {
		replay(t, file, turns, func(answer string) string { return answer }, say)
		return
	}
	var all strings.Builder
	for _, turn := range turns {
		all.WriteString(turn.said)
		if turn.persona != "" {
			all.WriteString(Show(turn.persona, say(turn.persona, turn.text)))
		}
	}
	if all.String() != kept {
		if err := os.WriteFile(file, []byte(all.String()), 0o644); err != nil { //nolint:gosec // a file of the source tree
			t.Fatal(err)
		}
	}
}

// Replay is Play on other ground, where some of what is answered may differ:
// alike gives what of an answer, as the file holds it, must be the same.
func Replay(t *testing.T, file string, alike func(answer string) string, say func(persona, text string) []bot.Reply) {
	t.Helper()
	turns, _ := turnsOf(t, file)
	replay(t, file, turns, alike, say)
}

func replay(t *testing.T, file string, turns []turn, alike func(string) string, say func(persona, text string) []bot.Reply) {
	t.Helper()
	for _, turn := range turns {
		if turn.persona == "" {
			continue
		}
		want, got := turn.answer, Show(turn.persona, say(turn.persona, turn.text))
		if alike(got) != alike(want) {
			t.Errorf("%s:%d: %s says %q\n--- want\n%s--- got\n%s", file, turn.line, turn.persona, turn.text, want, got)
		}
	}
}

// Personas gives who speaks in a conversation, and how: "agent1-taps".
func Personas(t *testing.T, file string) []string {
	t.Helper()
	turns, _ := turnsOf(t, file)
	var all []string
	for _, turn := range turns {
		if turn.persona != "" && !slices.Contains(all, turn.persona) {
			all = append(all, turn.persona)
		}
	}
	return all
}

func turnsOf(t *testing.T, file string) (turns []turn, kept string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if turns, err = read(string(content)); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return turns, string(content)
}

// Show writes replies as Play's files hold them.
func Show(persona string, replies []bot.Reply) string {
	var out strings.Builder
	for _, r := range replies {
		head := "< "
		if r.To.Chat != "" && r.To.Chat != persona {
			head = "<(" + r.To.Chat + ") "
		}
		for i, line := range shown(r) {
			if i > 0 {
				head = "  "
			}
			out.WriteString(strings.TrimRight(head+line, " ") + "\n")
		}
	}
	return out.String()
}

func shown(r bot.Reply) []string {
	var lines []string
	if r.Title != "" {
		lines = append(lines, "**"+r.Title+"**")
	}
	if r.Text != "" || r.Title == "" && r.Picture == nil && r.File == nil {
		lines = append(lines, strings.Split(r.Text, "\n")...)
	}
	for _, row := range r.Choices {
		var cells []string
		for _, c := range row {
			cells = append(cells, "["+c.Label+" = "+c.Send+"]")
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	if r.Picture != nil {
		lines = append(lines, "[picture "+r.Picture.Name+"]")
	}
	if r.File != nil {
		lines = append(lines, "[file "+r.File.Name+"]")
	}
	return lines
}

// turn is a stretch of a file: lines to keep, and what must follow them.
type turn struct {
	line          int
	said          string // as in the file: comments, empty lines, the message
	persona, text string // "" at the end of the file
	answer        string // as in the file
}

func read(content string) ([]turn, error) {
	var turns []turn
	var now turn
	blank := "" // empty lines that may belong to what is below them
	lines := bufio.NewScanner(strings.NewReader(content))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		more := strings.HasPrefix(line, "  ")
		switch {
		case line == "":
			blank += "\n"
			continue
		case strings.HasPrefix(line, "<") && now.persona == "":
			return nil, fmt.Errorf("line %d: an answer to nobody", n)
		case strings.HasPrefix(line, "<"), more && now.answer != "":
			now.answer += blank + line + "\n"
		case more && now.persona != "":
			now.text += "\n" + blank + line[2:]
			now.said += blank + line + "\n"
		default:
			if now.persona != "" {
				turns, now = append(turns, now), turn{}
			}
			now.said += blank + line + "\n"
			if line[0] != '#' {
				now.line = n
				if err := now.says(line); err != nil {
					return nil, fmt.Errorf("line %d: %w", n, err)
				}
			}
		}
		blank = ""
	}
	turns = append(turns, now)
	if blank != "" {
		turns = append(turns, turn{said: blank})
	}
	return turns, lines.Err()
}

// says reads "> persona: text".
func (t *turn) says(line string) error {
	message, ok := strings.CutPrefix(line, "> ")
	if !ok {
		return errors.New("neither said nor answered nor a comment")
	}
	persona, text, ok := strings.Cut(message, ":")
	if t.persona = strings.TrimSpace(persona); !ok || t.persona == "" {
		return errors.New("who says it?")
	}
	t.text = strings.TrimPrefix(text, " ")
	return nil
}
