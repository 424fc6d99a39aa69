package schedule

import (
	"context"
	"fmt"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Organiser is where what officials order is kept.
type Organiser interface {
	// Note writes a line of the audit log, once under its name.
	Note(ctx context.Context, name string, by coverage.PersonID, note string) error
	Amend(ctx context.Context, a coverage.Amendment) (int64, error)
}

// freshFor is for how long an announcement is of use.
const freshFor = 24 * time.Hour

// Audience tells whom a broadcast would reach.
func (s *Schedule) Audience(ctx context.Context, b coverage.Broadcast) (coverage.Audience, error) {
	var a coverage.Audience
	err := s.eachAgent(ctx, b, &a, func([]coverage.Person, []bot.Address) error { return nil })
	return a, err
}

// Broadcast notes an announcement and writes it to everybody it reaches, once
// to each however often it is asked for: one that was broken off goes on.
func (s *Schedule) Broadcast(ctx context.Context, b coverage.Broadcast) (coverage.Audience, error) {
	var a coverage.Audience
	book, err := s.Service.Library.Book(ctx)
	if err != nil {
		return a, err
	}
	where := make([]string, len(b.Units))
	for n, u := range b.Units {
		where[n] = book.Tree.Title(u)
	}
	if err := s.Organiser.Note(ctx, "tin/"+b.Name, b.By.ID, say(b.By, "note.announced", strings.Join(where, ", "), b.Text)); err != nil {
		return a, err
	}
	err = s.eachAgent(ctx, b, &a, func(people []coverage.Person, chats []bot.Address) error {
		said := map[string][]bot.Reply{}
		for i, p := range people {
			said[fmt.Sprintf("tin/%s/%d", b.Name, p.ID)] = []bot.Reply{{To: chats[i], Notice: true, Until: s.now().Add(freshFor),
				Title: say(p, "broadcast.title", b.By.Name), Text: b.Text}}
		}
		_, err := s.announce(ctx, said)
		return err
	})
	return a, err
}

// eachAgent calls do with the agents whom a broadcast reaches, commune by
// commune, and where.
func (s *Schedule) eachAgent(ctx context.Context, b coverage.Broadcast, a *coverage.Audience, do func([]coverage.Person, []bot.Address) error) error {
	book, err := s.Service.Library.Book(ctx)
	if err != nil {
		return err
	}
	now := s.now()
	day := vi.DayOf(now, now.Location())
	a.Night = !Rest(now).IsZero()
	met := map[coverage.PersonID]bool{b.By.ID: true}
	for _, u := range b.Units {
		for _, part := range parts(book, u, day) {
			held := append([]place.Code{part}, book.Tree.Descendants(part, place.Village, day)...)
			people, err := s.Service.Roll.Holders(ctx, coverage.Agent, held)
			if err != nil {
				return fmt.Errorf("read the agents of %s: %w", part, err)
			}
			if err := s.reachAll(ctx, people, met, a, do); err != nil {
				return err
			}
		}
	}
	return nil
}

// reachAll finds the chats of people who were not met before.
func (s *Schedule) reachAll(ctx context.Context, people []coverage.Person, met map[coverage.PersonID]bool, a *coverage.Audience, do func([]coverage.Person, []bot.Address) error) error {
	var reached []coverage.Person
	var chats []bot.Address
	for _, p := range people {
		if met[p.ID] || p.Status != coverage.Active && p.Status != coverage.Training {
			continue
		}
		met[p.ID] = true
		to, ok, err := s.reach(ctx, p)
		switch {
		case err != nil:
			return err
		case ok:
			reached, chats = append(reached, p), append(chats, to)
		default:
			a.Unreachable = append(a.Unreachable, p)
		}
	}
	a.Reached += len(reached)
	return do(reached, chats)
}

// hourSaid names a time of a unit's hours as the audit log has it.
func hourSaid(p coverage.Person, at string) string {
	switch at {
	case "":
		return say(p, "note.asAbove")
	case "off":
		return say(p, "note.off")
	}
	return at
}

// SetHours sets when those of a unit are reminded, and gives the times that
// hold then. What is "" stays as it is, "usual" is as in the unit above.
func (s *Schedule) SetHours(ctx context.Context, by coverage.Person, h coverage.Hours) (coverage.Hours, error) {
	book, err := s.Service.Library.Book(ctx)
	if err != nil {
		return h, err
	}
	if h.Remind != "" || h.List != "" {
		own := ownHours(book, h)
		_, err := s.Organiser.Amend(ctx, coverage.Amendment{Records: coverage.Records{Hours: []coverage.Hours{own}}, By: by.ID,
			Note: say(by, "note.hours", book.Tree.Title(h.Unit), hourSaid(by, own.Remind), hourSaid(by, own.List))})
		if err != nil {
			return h, err
		}
		s.Service.Library.Refresh()
		if book, err = s.Service.Library.Book(ctx); err != nil {
			return h, err
		}
	}
	now := s.now()
	t := s.Timetable.in(book, h.Unit, vi.DayOf(now, now.Location()))
	return coverage.Hours{Unit: h.Unit, Remind: t.Remind.String(), List: t.List.String()}, nil
}

// ownHours is what a unit's own times become by what was said.
func ownHours(b *coverage.Book, said coverage.Hours) coverage.Hours {
	own := coverage.Hours{Unit: said.Unit}
	for _, x := range b.AllHours() {
		if x.Unit == said.Unit {
			own = x
		}
	}
	set := func(to *string, value string) {
		switch value {
		case "":
		case "usual":
			*to = ""
		default:
			*to = value
		}
	}
	set(&own.Remind, said.Remind)
	set(&own.List, said.List)
	return own
}
