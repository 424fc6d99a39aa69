package handlers_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/handlers"
	"baophu/internal/cache"
	"baophu/internal/coverage"
	"baophu/internal/demo"
	"baophu/internal/ledger"
	"baophu/internal/place"
	"baophu/internal/schedule"
	"baophu/internal/vi"
	"baophu/internal/web"
)

var update = flag.Bool("update", false, "rewrite the answers of the golden conversations")

// stage is the product with the demo's figures and people, on a real SQLite
// ledger, at a moment that the conversation sets.
type stage struct {
	t       *testing.T
	now     time.Time
	ledger  *ledger.Ledger
	service *coverage.Service
	desk    *handlers.Desk
	next    int
	ids     map[string]string // of the messages people can edit: by persona
}

// opening is the moment at which every stage begins.
var opening = time.Date(2026, 11, 20, 17, 40, 0, 0, hanoi)

var hanoi = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, now: opening, ids: map[string]string{}}
	clock := func() time.Time { return s.now }
	log := slog.New(slog.DiscardHandler)
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, seeded(t), 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	s.ledger, err = ledger.Open(ctx, "sqlite://"+path, ledger.Options{Now: clock, Location: hanoi, Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	memory, err := cache.Open(ctx, "", cache.Options{Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = memory.Close() })
	s.service = &coverage.Service{Library: coverage.NewLibrary(s.ledger, clock), Tallies: s.ledger, Journal: s.ledger, Roll: s.ledger, Now: clock, Location: hanoi}
	reminder := schedule.New(schedule.Options{Service: s.service, Ledger: s.ledger, Timetable: schedule.Usual(), Calendar: schedule.Vietnam(), Logger: log})
	s.desk, err = handlers.NewDesk(handlers.Options{Service: s.service, Ledger: s.ledger, Reminder: reminder, Memory: memory, Meter: (*web.Metrics)(nil), Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// seeded gives a database with the demo's figures and people at the moment
// that every stage begins; making it once saves most of the time.
func seeded(t *testing.T) []byte {
	t.Helper()
	content, err := seedOnce()
	if err != nil {
		t.Fatal(err)
	}
	return content
}

var seedOnce = sync.OnceValues(func() ([]byte, error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "baophu-stage-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	l, err := ledger.Open(ctx, "sqlite://"+filepath.Join(dir, "seed.db"), ledger.Options{Location: hanoi, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	if err := seed(ctx, l); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	copied := filepath.Join(dir, "copy.db")
	if err := errors.Join(l.Roll(ctx), l.Backup(ctx, copied), l.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(copied)
})

func seed(ctx context.Context, l *ledger.Ledger) error {
	if _, err := l.Amend(ctx, demo.Figures(vi.DayOf(opening, hanoi))); err != nil {
		return err
	}
	for _, p := range demo.Personas() {
		people, err := l.ByName(ctx, p.Name)
		if err != nil {
			return err
		}
		for _, found := range people {
			if err := l.Connect(ctx, "test/"+p.Key, found.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// close checks that whatever was said left a ledger that adds up.
func (s *stage) close() {
	verdict, err := s.ledger.Verify(context.Background())
	if err != nil {
		s.t.Error(err)
	}
	if len(verdict.Differences) > 0 {
		s.t.Errorf("the ledger does not add up: %v", verdict.Differences)
	}
	if err := s.ledger.Close(); err != nil {
		s.t.Error(err)
	}
}

// say takes a message to the bot. Some personas are not people:
//
//	> clock: 2026-11-21 09:00     moves the clock
//	> village: agent2 Noong La    gives an agent a village besides their own
//	> lock: 03679 2026-10         closes a month of a unit
//	> agent1-edits: text          changes the agent's last message
func (s *stage) say(persona, text string) []bot.Reply {
	s.t.Helper()
	if persona == "clock" {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, hanoi)
		if err != nil {
			s.t.Fatal(err)
		}
		s.now = at
		return nil
	}
	if persona == "village" || persona == "lock" {
		s.amend(persona, text)
		return nil
	}
	who, edits := strings.CutSuffix(persona, "-edits")
	s.next++
	msg := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: persona}, ID: fmt.Sprint(s.next), Kind: bot.Text,
		Account: "test/" + who, Name: who, Text: strings.ReplaceAll(text, `\n`, "\n"), ToUs: true, Sent: s.now, Received: s.now}
	msg.From.Chat = who
	if edits {
		msg.Kind, msg.ID, msg.Version = bot.Edit, s.ids[who], fmt.Sprint(s.next)
	} else {
		s.ids[who] = msg.ID
	}
	return s.hand(msg)
}

func (s *stage) amend(what, text string) {
	s.t.Helper()
	first, rest, _ := strings.Cut(text, " ")
	var a coverage.Amendment
	if what == "lock" {
		a.Records.Locks = []coverage.Lock{{Unit: place.Code(first), Month: coverage.Period(rest)}}
	} else {
		book, err := s.service.Library.Book(context.Background())
		if err != nil {
			s.t.Fatal(err)
		}
		p, err := s.ledger.Person(context.Background(), "test/"+first)
		if err != nil {
			s.t.Fatal(err)
		}
		units := p.Units(coverage.Agent)
		for _, u := range book.Tree.Codes() {
			if unit, _ := book.Tree.Unit(u); unit.Name == rest && unit.Kind == "bản" {
				units = append(units, u)
			}
		}
		a.People = []coverage.Posting{{Name: p.Name, Role: coverage.Agent, Units: units, Status: coverage.Active}}
	}
	if _, err := s.ledger.Amend(context.Background(), a); err != nil {
		s.t.Fatal(err)
	}
	s.service.Library.Refresh()
}

func (s *stage) hand(msg bot.Message) []bot.Reply {
	s.t.Helper()
	out, err := s.desk.Handle(context.Background(), msg)
	if err != nil {
		s.t.Fatalf("%q: %v", msg.Text, err)
	}
	var replies []bot.Reply
	for _, o := range out {
		r := o.Reply
		r.To.Chat = "" // whom it goes to is whoever wrote
		if o.Reply.To.Chat != msg.From.Chat {
			r.To.Chat = o.Reply.To.Chat
		}
		replies = append(replies, r)
	}
	return replies
}

func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 8 {
		t.Fatalf("only %d conversations", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			bottest.Play(t, file, *update, newStage(t).say)
		})
	}
}
