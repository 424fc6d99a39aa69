package handlers_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"baophu/handlers"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
)

// TestHelpNamesEveryAction: each message that a help text shows is read as a
// question or an order of somebody in that role, and every action that the role may
// use is among them.
func TestHelpNamesEveryAction(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	book, err := s.service.Library.Book(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	reader := understand.NewReader(book.Tree, place.NewIndex(book.Tree))
	agents := []string{"report", "outreach", "correct", "undo", "own", "status", "gap", "compare", "plan", "forecast", "target", "responsible",
		"chart", "follow", "policy", "link", "leave", "language"}
	officials := []string{"status", "gap", "list", "rank", "missing", "compare", "plan", "forecast", "target", "responsible", "remind", "announce",
		"hours", "review", "chart", "follow", "policy", "group", "link", "language"}
	for who, want := range map[string][]string{
		"agent1": agents, "official1": officials, "official2": officials, "admin": append(slices.Clone(officials), "setTarget", "assign", "administer"),
	} {
		p, err := s.ledger.Person(context.Background(), "test/"+who)
		if err != nil {
			t.Fatal(err)
		}
		speaker := understand.Speaker{Role: p.Grants[0].Role, Villages: p.Units(coverage.Agent), Units: append(p.Units(coverage.Official), p.Units(coverage.Admin)...)}
		if len(speaker.Villages) > 0 {
			speaker.Commune = book.Above(speaker.Villages[0], place.Commune, s.service.Today())
		}
		named := map[string]bool{}
		titles := map[string]string{} // of answers about reports and rankings: each message asks for another
		for _, line := range strings.Split(s.say(who, "?")[0].Text, "\n") {
			head, said, _ := strings.Cut(line, ": ")
			if strings.HasPrefix(head, "Nhập số") {
				continue // a file is sent, not typed
			}
			for _, message := range strings.Split(said, " · ") {
				m := reader.Read(message, understand.Setting{Speaker: speaker, Now: s.now, Location: hanoi})
				action := actionOf(m.Intent)
				if action == "" || action == "unclear" || action == "help" {
					t.Errorf("%s is told to write %q, which is read as %s", who, message, m.Intent)
				}
				named[action] = true
				if m.Intent != understand.QueryMissing && m.Intent != understand.QueryRank {
					continue
				}
				title := s.say(who, message)[0].Title
				if other := titles[title]; other != "" || title == "" {
					t.Errorf("%s is told %q of %q, as of %q", who, title, message, other)
				}
				titles[title] = message
				if each := "nhân viên"; strings.Contains(message, each) && !strings.Contains(strings.ToLower(title), each) {
					t.Errorf("%s is told %q of %q, which asks for each agent", who, title, message)
				}
			}
		}
		for _, action := range want {
			if !named[action] {
				t.Errorf("the help of %s does not name %s", who, action)
			}
		}
	}
	for _, a := range handlers.Actions() {
		if slices.Contains([]string{"join", "help", "cancel", "confirm", "pii", "unclear"}, a.Name) {
			continue // how one comes here, and what needs no name
		}
		if !slices.Contains(agents, a.Name) && !slices.Contains(officials, a.Name) && !slices.Contains([]string{"setTarget", "assign", "administer"}, a.Name) {
			t.Errorf("no role is said to use %s", a.Name)
		}
	}
}

func actionOf(i understand.Intent) string {
	for _, a := range handlers.Actions() {
		if slices.Contains(a.Intents, i) {
			return a.Name
		}
	}
	return ""
}
