package handlers_test

import (
	"context"
	"strings"
	"testing"

	"baophu/bot"
	"baophu/handlers"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestScopeOfGroupsWhoeverAsks: what a group is told is its unit's and nobody
// else's, though whoever asks may see more in private: an official of the
// province, an agent their own, a stranger nothing. A group that is bound to
// nothing is told no figure.
func TestScopeOfGroupsWhoeverAsks(t *testing.T) {
	t.Parallel()
	f := newFacts(t)
	for _, g := range []struct {
		name, asker, binder string
		unit                place.Code
	}{
		{"an official of more than the group", "official2", "official1", "03679"},
		{"an administrator of more than the group", "admin", "official1", "03679"},
		{"an agent of the group's unit", "agent1", "official1", "03679"},
		{"an agent of elsewhere", "agent2", "official1", "03679"},
		{"a stranger", "guest", "official1", "03679"},
		{"an official of less than the group", "official1", "official2", "14"},
		{"a group bound to nothing", "official2", "", ""},
	} {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			m := &matrix{stage: newStage(t), facts: f, who: g.asker}
			m.group(g.binder, g.unit)
		})
	}
}

// group asks everything in a group of a unit, and taps what it is offered.
func (m *matrix) group(binder string, unit place.Code) {
	m.t.Helper()
	chat := bot.Address{Channel: "test", Bot: "golden", Chat: "-1"}
	bind := func() {
		if unit == "" {
			return
		}
		if err := m.ledger.BindGroup(context.Background(), chat, unit, m.owner(binder)); err != nil {
			m.t.Fatal(err)
		}
	}
	bind()
	if m.person = (coverage.Person{Status: coverage.Active}); unit != "" {
		m.person.Grants = []coverage.Grant{{Role: coverage.Admin, Unit: unit}}
	}
	before, seen, said := len(m.entries()), map[string]bool{}, map[string]bool{}
	for _, a := range handlers.Actions() {
		if a.Name == "bindGroup" {
			continue // it would let the asker bind the group to units of their own
		}
		for _, where := range []place.Code{"03679", "03679-01", "03694-01", "14", "12", "BHXH-14-02"} {
			for _, text := range m.messages(a, where) {
				if said[text] {
					continue
				}
				said[text] = true
				for _, r := range m.shout("-1", m.who, text) {
					m.overheard(a, text, r, seen)
					m.tapAll(a, r, said, seen)
				}
				m.shout("-1", m.who, "thôi")
			}
		}
		bind()
	}
	if after := len(m.entries()); after != before {
		m.t.Errorf("%d entries were booked", after-before)
	}
	if (len(seen) == 0) != (unit == "") {
		m.t.Errorf("a group of %q is told %d figures", unit, len(seen))
	}
}

// tapAll taps what is below an answer in a group: whatever is offered before
// all is theirs to have.
func (m *matrix) tapAll(a handlers.Action, r bot.Reply, said, seen map[string]bool) {
	m.t.Helper()
	for _, row := range r.Choices {
		for _, c := range row {
			if said[c.Send] || !strings.HasPrefix(c.Send, "/") {
				continue
			}
			said[c.Send] = true
			for _, answer := range m.shout("-1", m.who, c.Send) {
				m.overheard(a, c.Send, answer, seen)
				if strings.Contains(answer.Text, "nhắn riêng") || strings.Contains(answer.Text, "nằm ngoài") {
					m.t.Errorf("%q is offered below %q, and answered with %q", c.Send, r.Title, answer.Text)
				}
			}
		}
	}
}

// overheard looks for what a group may not be told: others' figures, anybody's
// name, and what is somebody's own.
func (m *matrix) overheard(a handlers.Action, text string, r bot.Reply, seen map[string]bool) {
	m.t.Helper()
	m.check(a, text, r, seen)
	shown := r.Title + "\n" + r.Text
	for name := range m.holders {
		if strings.Contains(shown, name) {
			m.t.Errorf("%s: the group is told of %s:\n%s", text, name, shown)
		}
	}
	for _, own := range []string{"Tiến độ của", "Báo cáo của", "ngày liền có báo cáo", "#"} {
		if strings.Contains(shown, own) && !strings.Contains(text, own) {
			m.t.Errorf("%s: the group is told somebody's own:\n%s", text, shown)
		}
	}
	if r.File != nil {
		m.t.Errorf("%s: the group is given %s", text, r.File.Name)
	}
}
