package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/handlers"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// shout says something to the bot in a group.
func (s *stage) shout(chat, who, text string) []bot.Reply {
	s.t.Helper()
	s.next++
	s.now = s.now.Add(6 * time.Second)
	return s.hand(bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: chat}, ID: fmt.Sprint(s.next), Kind: bot.Text,
		Account: "test/" + who, Name: who, Text: text, Group: true, ToUs: true, Sent: s.now, Received: s.now})
}

func (s *stage) shouted(chat, who, text, want string) {
	s.t.Helper()
	replies := s.shout(chat, who, text)
	if len(replies) != 1 || !strings.Contains(replies[0].Title+"\n"+replies[0].Text, want) {
		s.t.Errorf("%s says %q in %s and is told %+v, want %q", who, text, chat, replies, want)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.shouted("-1", "official1", "Chiềng Sinh đạt bao nhiêu", "chưa gắn với nơi nào")
	s.shouted("-1", "guest", "/nhom phường Chiềng Sinh", "Chỉ cán bộ phụ trách")
	s.shouted("-1", "agent1", "/nhom phường Chiềng Sinh", "Chỉ cán bộ phụ trách")
	s.shouted("-1", "official1", "/nhom tỉnh Sơn La", "Anh/chị gắn được nhóm với nơi mình phụ trách: phường Chiềng Sinh")
	s.shouted("-1", "official1", "/nhom", "Anh/chị gắn được nhóm")
	s.shouted("-1", "official1", "/nhom phường Chiềng Sinh", "từ nay xem được số liệu của phường Chiềng Sinh")
	s.shouted("-1", "guest", "đạt bao nhiêu", "BHYT 94,23% dân số: 6.407/6.799 người")
	s.shouted("-1:77", "guest", "/xa", "6.407/6.799 người") // a topic of the group
	s.shouted("-1", "official2", "Mường Giôn đạt bao nhiêu", "ngoài phạm vi")
	s.shouted("-1", "agent1", "noong la 5 hgđ", "nhắn riêng")
	s.shouted("-1", "agent1", "tôi", "nhắn riêng")
	s.shouted("-1", "official1", "ai chưa báo cáo hôm nay", "nhắn riêng")
	s.shouted("-1", "official1", "ai phụ trách Chiềng Sinh", "nhắn riêng")
	s.shouted("-1", "admin", "khóa tháng 10", "nhắn riêng")
	s.shouted("-1", "admin", "giao chỉ tiêu Chiềng Sinh 98% năm 2026 theo QĐ 1/QĐ-UBND", "nhắn riêng")
	s.shouted("-1", "guest", "ABCD2345", "nhắn riêng")
	s.shouted("-2", "guest", "Chiềng Sinh đạt bao nhiêu", "chưa gắn với nơi nào")

	// It becomes a supergroup, and knows its unit.
	moved := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "-1"}, ID: "m", Kind: bot.Moved, Text: "-1001", Account: "test/guest", Group: true, Sent: s.now, Received: s.now}
	if replies := s.hand(moved); len(replies) > 0 {
		t.Errorf("the move is answered by %v", replies)
	}
	s.shouted("-1001", "guest", "đạt bao nhiêu", "6.407/6.799 người")
	s.shouted("-1", "guest", "đạt bao nhiêu", "chưa gắn với nơi nào")
	s.shouted("-1001", "agent1", "/nhom thôi", "Chỉ cán bộ phụ trách")
	s.shouted("-1001", "official1", "/nhom thôi", "không còn gắn")
	s.shouted("-1001", "guest", "đạt bao nhiêu", "chưa gắn với nơi nào")
}

// owner gives the person of a demo account.
func (s *stage) owner(who string) coverage.PersonID {
	s.t.Helper()
	p, err := s.ledger.Person(s.t.Context(), "test/"+who)
	if err != nil {
		s.t.Fatal(err)
	}
	return p.ID
}

// A group sees a unit as long as who bound it answers for it.
func TestGroupsEndWithWhoBoundThem(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.shouted("-1", "official1", "/nhom phường Chiềng Sinh", "từ nay xem được số liệu của phường Chiềng Sinh")
	s.shouted("-1", "guest", "đạt bao nhiêu", "6.407/6.799 người")
	who := coverage.Posting{ID: s.owner("official1"), Role: coverage.Official, Units: []place.Code{"03676"}}
	if _, err := s.ledger.Amend(t.Context(), coverage.Amendment{People: []coverage.Posting{who}}); err != nil {
		t.Fatal(err)
	}
	s.shouted("-1", "guest", "đạt bao nhiêu", "chưa gắn với nơi nào")
	for _, r := range s.shout("-1", "official1", "bản nào chưa đạt") {
		if strings.Contains(r.Text, "%") {
			t.Errorf("the group is still told %q", r.Text)
		}
	}
	who.Units = []place.Code{"03679"} // again theirs: they bind it again
	if _, err := s.ledger.Amend(t.Context(), coverage.Amendment{People: []coverage.Posting{who}}); err != nil {
		t.Fatal(err)
	}
	s.shouted("-1", "guest", "đạt bao nhiêu", "chưa gắn với nơi nào")
	s.shouted("-1", "official1", "/nhom phường Chiềng Sinh", "từ nay xem được")
	s.shouted("-1", "guest", "đạt bao nhiêu", "6.407/6.799 người")
	who.Units, who.Status = nil, coverage.Gone
	if _, err := s.ledger.Amend(t.Context(), coverage.Amendment{People: []coverage.Posting{who}}); err != nil {
		t.Fatal(err)
	}
	s.shouted("-1", "guest", "đạt bao nhiêu", "chưa gắn với nơi nào")
}

// In a group the bot greets once, is silent rather than floods, and reads only
// what is meant for it.
func TestGroupsAreLeftInPeace(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	in := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "-1"}, ID: "member.1", Kind: bot.Unblocked, Account: "test/official1", Group: true, ToUs: true, Sent: s.now, Received: s.now}
	if replies := s.hand(in); len(replies) != 1 || !strings.Contains(replies[0].Text, "/nhom") {
		t.Errorf("greets with %v", replies)
	}
	if replies := s.hand(in); len(replies) != 0 {
		t.Errorf("greets again with %v", replies)
	}
	s.shout("-1", "official1", "/nhom phường Chiềng Sinh")
	answered := 0
	for n := range 20 {
		msg := bot.Message{From: in.From, ID: fmt.Sprint("flood", n), Kind: bot.Text, Account: "test/guest", Text: "đạt bao nhiêu", Group: true, ToUs: true, Sent: s.now, Received: s.now}
		answered += len(s.hand(msg))
	}
	if answered < 1 || answered > 3 {
		t.Errorf("%d answers at once", answered)
	}
	s.now = s.now.Add(time.Minute)
	for name, change := range map[string]func(*bot.Message){
		"not to us": func(m *bot.Message) { m.ToUs = false },
		"an edit":   func(m *bot.Message) { m.Kind, m.Version = bot.Edit, "2" },
		"a sticker": func(m *bot.Message) { m.Kind = bot.Other },
	} {
		msg := bot.Message{From: in.From, ID: name, Kind: bot.Text, Account: "test/guest", Text: "đạt bao nhiêu", Group: true, ToUs: true, Sent: s.now, Received: s.now}
		change(&msg)
		if replies := s.hand(msg); len(replies) > 0 {
			t.Errorf("%s is answered by %v", name, replies)
		}
	}
	out := in
	out.Kind, out.ID = bot.Blocked, "member.2"
	s.hand(out)
	s.shouted("-1", "guest", "đạt bao nhiêu", "chưa gắn với nơi nào")
}

// TestScopeOfGroups has everything asked in a group: no figure comes back from
// outside its unit, no name at all, and nothing is booked.
func TestScopeOfGroups(t *testing.T) {
	t.Parallel()
	m := &matrix{stage: newStage(t), facts: newFacts(t), who: "official1"}
	unit := place.Code("03679")
	if err := m.ledger.BindGroup(context.Background(), bot.Address{Channel: "test", Bot: "golden", Chat: "-1"}, unit, m.owner(m.who)); err != nil {
		t.Fatal(err)
	}
	m.person = coverage.Person{Status: coverage.Active, Grants: []coverage.Grant{{Role: coverage.Admin, Unit: unit}}}
	before, seen, said := len(m.entries()), map[string]bool{}, map[string]bool{}
	if !m.book.MaySee(m.person, unit, vi.DayOf(opening, hanoi)) {
		t.Fatal("the group may not see its own unit")
	}
	for _, a := range handlers.Actions() {
		for _, where := range places {
			for _, text := range m.messages(a, where) {
				if said[text] {
					continue
				}
				said[text] = true
				for _, r := range m.shout("-1", m.who, text) {
					m.check(a, text, r, seen)
					for name := range m.holders {
						if shown := r.Title + "\n" + r.Text; strings.Contains(shown, name) {
							t.Errorf("%s: the group is told of %s:\n%s", text, name, shown)
						}
					}
				}
				m.shout("-1", m.who, "thôi")
				if err := m.ledger.BindGroup(context.Background(), bot.Address{Channel: "test", Bot: "golden", Chat: "-1"}, unit, m.owner(m.who)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if after := len(m.entries()); after != before {
		t.Errorf("%d entries were booked", after-before)
	}
	if len(seen) == 0 {
		t.Error("the group is told no figure")
	}
}
