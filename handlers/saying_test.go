package handlers_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// say takes a message to the bot. Some personas are not people:
//
//	> clock: 2026-11-21 09:00     moves the clock
//	> restart:                    stops the bot and starts it again
//	> village: agent2 Noong La    gives an agent a village besides their own
//	> only: agent1 Dửn            leaves an agent that village of all
//	> status: agent1 leave        puts somebody on leave, in training, out
//	> news: 10m                   lets followers hear what is new, some time later
//	> lock: 03679 2026-10         closes a month of a unit
//	> answers-for: official1 VN   gives an official one more unit to answer for
//
// and people do more than write:
//
//	> agent1-edits: text          changes the agent's last message
//	> agent1-taps: Có, ghi        taps the newest button of that label
//	> agent1-taps-old: Có, ghi    taps the one before that
//	> agent1-forwards: text       forwards what somebody else wrote
//	> agent1-zalo: text           writes on a channel without buttons
//	> agent1-group: text          writes in the one group there is
//	> agent1-late: 20h            what was written that long ago comes at once,
//	                              a message a line below
//	> agent1-file: text           sends a file with a caption
//	> admin-sends: counts.csv     sends a file of testdata/files
func (s *stage) say(persona, text string) []bot.Reply {
	s.t.Helper()
	switch persona {
	case "clock":
		at, err := time.ParseInLocation("2006-01-02 15:04", text, hanoi)
		if err != nil {
			s.t.Fatal(err)
		}
		s.now = at
		return nil
	case "restart":
		s.close()
		s.open()
		return nil
	case "news":
		return s.news(text)
	case "village", "only", "status", "lock", "answers-for":
		s.amend(persona, text)
		return nil
	}
	who, how, _ := strings.Cut(persona, "-")
	if how == "late" {
		return s.backlog(who, text)
	}
	s.next++
	msg := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: who}, ID: fmt.Sprint(s.next), Kind: bot.Text,
		Account: "test/" + who, Name: who, Text: strings.ReplaceAll(text, `\n`, "\n"), ToUs: true, Sent: s.now, Received: s.now}
	chat := who
	if s.plain {
		msg.From.Channel = "zalo"
	}
	switch how {
	case "":
	case "edits":
		msg.Kind, msg.ID, msg.Version, msg.Sent = bot.Edit, s.ids[who], fmt.Sprint(s.next), s.dates[who]
	case "taps":
		if s.plain {
			msg.Text = s.typed(chat, text)
			break
		}
		msg = s.tap(msg, 0)
	case "taps-old":
		msg = s.tap(msg, 1)
	case "forwards":
		msg.Forward = true
	case "file":
		msg.Kind, msg.File = bot.Document, &bot.File{Name: "so lieu.xlsx"}
	case "sends":
		msg.Kind, msg.File, msg.Text = bot.Document, s.sent(text), ""
	case "zalo":
		if !s.plain {
			chat += "/zalo"
		}
		msg.From.Channel = "zalo"
	case "group":
		s.now = s.now.Add(6 * time.Second) // oftener a group is not answered
		chat = "-1"
		msg.From.Chat, msg.Group, msg.Sent, msg.Received = chat, true, s.now, s.now
	default:
		s.t.Fatalf("%s does what?", persona)
	}
	if msg.Kind != bot.Edit && msg.Kind != bot.Tap {
		s.ids[chat], s.dates[chat] = msg.ID, s.now
	}
	replies := s.hand(msg)
	for _, r := range replies {
		if to := r.To.Chat; to != "" {
			s.shown[to] = append(s.shown[to], r)
		} else {
			s.shown[chat] = append(s.shown[chat], r)
		}
	}
	if how == "zalo" {
		return withoutButtons(replies)
	}
	return withoutMarks(replies)
}

// withoutMarks shows choices without the mark of their question, which
// changes with the message's number.
func withoutMarks(replies []bot.Reply) []bot.Reply {
	shown := slices.Clone(replies)
	for i, r := range shown {
		shown[i].Choices = nil
		for _, row := range r.Choices {
			row = slices.Clone(row)
			for k := range row {
				row[k].Send, _, _ = strings.Cut(row[k].Send, " ~")
			}
			shown[i].Choices = append(shown[i].Choices, row)
		}
	}
	return shown
}

// sent is a file of testdata/files as a channel gives it that keeps none itself.
func (s *stage) sent(name string) *bot.File {
	s.t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "files", name))
	if err != nil {
		s.t.Fatal(err)
	}
	return &bot.File{Name: name, Bytes: content}
}

// tap makes the message of a tap on a button shown in the chat: the newest of
// that label, or one that many before it.
func (s *stage) tap(msg bot.Message, before int) bot.Message {
	s.t.Helper()
	shown := s.shown[msg.From.Chat]
	for i := len(shown) - 1; i >= 0; i-- {
		for _, row := range shown[i].Choices {
			for _, c := range row {
				if c.Label != msg.Text {
					continue
				}
				if before--; before < 0 {
					msg.Kind, msg.Text, msg.Version, msg.ID, msg.Sent = bot.Tap, c.Send, msg.ID, fmt.Sprint("bot", i), time.Time{}
					return msg
				}
			}
		}
	}
	s.t.Fatalf("no button %q was shown to %s", msg.Text, msg.From.Chat)
	return msg
}

// withoutButtons shows replies as Zalo does.
func withoutButtons(replies []bot.Reply) []bot.Reply {
	var all []bot.Reply
	for _, r := range replies {
		all = append(all, bot.Degrade(r, bot.Abilities{Pictures: true})...)
	}
	return all
}

func (s *stage) amend(what, text string) {
	s.t.Helper()
	first, rest, _ := strings.Cut(text, " ")
	var a coverage.Amendment
	switch what {
	case "lock":
		a.Records.Locks = []coverage.Lock{{Unit: place.Code(first), Month: coverage.Period(rest)}}
	default:
		p, err := s.ledger.Person(context.Background(), "test/"+first)
		if err != nil {
			s.t.Fatal(err)
		}
		if what == "answers-for" {
			a.People = []coverage.Posting{{Name: p.Name, Role: coverage.Official, Units: append([]place.Code{place.Code(rest)}, p.Units(coverage.Official)...), Status: p.Status}}
			break
		}
		posting := coverage.Posting{ID: p.ID, Name: p.Name, Role: coverage.Agent, Units: p.Units(coverage.Agent), Status: p.Status}
		if own := p.Units(coverage.Official); len(own) > 0 {
			posting.Role, posting.Units = coverage.Official, own
		}
		switch what {
		case "village":
			posting.Units = append(posting.Units, s.village(rest)...)
		case "only":
			posting.Units = s.village(rest)
		case "status":
			posting.Status = coverage.Status(rest)
		}
		a.People = []coverage.Posting{posting}
	}
	if _, err := s.ledger.Amend(context.Background(), a); err != nil {
		s.t.Fatal(err)
	}
	s.service.Library.Refresh()
}

// village gives the villages of a name.
func (s *stage) village(name string) (codes []place.Code) {
	s.t.Helper()
	book, err := s.service.Library.Book(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, u := range book.Tree.Codes() {
		if unit, _ := book.Tree.Unit(u); unit.Name == name && unit.Kind == "bản" {
			codes = append(codes, u)
		}
	}
	if len(codes) == 0 {
		s.t.Fatalf("no village is named %s", name)
	}
	return codes
}

// checked holds a reply to all that holds for every reply.
func (s *stage) checked(r bot.Reply) {
	s.t.Helper()
	s.agrees(r)
	if b := r.Brief; b != nil { // how it is told among others
		s.agrees(bot.Reply{Title: b.Line, Text: b.Line + "\n" + b.Foot})
	}
	s.oneScreen(r)
	s.fits(r)
	s.private(r)
	s.kind(r)
}

func (s *stage) hand(msg bot.Message) []bot.Reply {
	s.t.Helper()
	out, err := s.desk.Handle(context.Background(), msg)
	if err != nil {
		s.t.Fatalf("%q: %v", msg.Text, err)
	}
	out, s.first = append(s.first, out...), nil
	var replies []bot.Reply
	for _, o := range out {
		r := o.Reply
		s.checked(r)
		r.To.Chat = "" // whom it goes to is whoever wrote
		if o.Reply.To.Chat != msg.From.Chat {
			r.To.Chat = o.Reply.To.Chat
		}
		replies = append(replies, r)
	}
	return replies
}
