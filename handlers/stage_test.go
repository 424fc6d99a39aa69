package handlers_test

import (
	"context"
	"errors"
	"flag"
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
	"baophu/internal/logtest"
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
	path    string
	log     *logtest.Sink
	memory  *cache.Cache
	unasked *schedule.Schedule
	plain   bool // everybody is on a channel without buttons and edits
	next    int
	first   []bot.Outgoing         // sent while an answer is being made
	ids     map[string]string      // of the messages people can edit: by chat
	shown   map[string][]bot.Reply // what each chat was shown, oldest first
	dates   map[string]time.Time   // when the messages of ids were first sent
}

// opening is the moment at which every stage begins.
var opening = time.Date(2026, 11, 20, 17, 40, 0, 0, hanoi)

var hanoi = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, now: opening, path: filepath.Join(t.TempDir(), "ledger.db"), log: newLogSink(t),
		ids: map[string]string{}, shown: map[string][]bot.Reply{}, dates: map[string]time.Time{}}
	if err := os.WriteFile(s.path, seeded(t), 0o600); err != nil {
		t.Fatal(err)
	}
	s.open()
	t.Cleanup(func() { s.close() })
	return s
}

// open starts the product on the stage's ledger.
func (s *stage) open() {
	t, ctx, log := s.t, context.Background(), s.log.Logger()
	t.Helper()
	clock := func() time.Time { return s.now }
	var err error
	s.ledger, err = ledger.Open(ctx, "sqlite://"+s.path, ledger.Options{Now: clock, Location: hanoi, Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	memory, err := cache.Open(ctx, "", cache.Options{Logger: log, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	s.memory = memory
	s.service = &coverage.Service{Library: coverage.NewLibrary(s.ledger, clock), Tallies: s.ledger, Journal: s.ledger, Roll: s.ledger, Duties: s.ledger, Reviews: s.ledger,
		Rests: schedule.Vietnam().Free, Now: clock, Location: hanoi}
	reminder := schedule.New(schedule.Options{Service: s.service, Ledger: s.ledger, Timetable: schedule.Usual(), Calendar: schedule.Vietnam(), Logger: log, News: s.ledger, Organiser: s.ledger})
	s.unasked = reminder
	s.desk, err = handlers.NewDesk(handlers.Options{Service: s.service, Ledger: s.ledger, Reminder: reminder, Follows: s.ledger, Tongues: s.ledger, Leaves: s.ledger, Registry: s.ledger, Groups: s.ledger, Imports: s.ledger, Memory: memory, Meter: (*web.Metrics)(nil), Logger: log,
		Progress: func(_ context.Context, r bot.Reply) { s.first = append(s.first, bot.Outgoing{Reply: r}) }})
	if err != nil {
		t.Fatal(err)
	}
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
	if err := errors.Join(s.memory.Close(), s.ledger.Close()); err != nil {
		s.t.Error(err)
	}
	s.storedNothingPrivate()
}

// news lets the schedule say what is new, and gives it.
func (s *stage) news(later string) []bot.Reply {
	s.t.Helper()
	d, err := time.ParseDuration(later)
	if err != nil {
		s.t.Fatal(err)
	}
	s.now = s.now.Add(d)
	ctx := context.Background()
	if err := s.unasked.Tell(ctx); err != nil {
		s.t.Fatal(err)
	}
	return s.notices()
}

// notices gives what was said unasked and waits to be sent.
func (s *stage) notices() []bot.Reply {
	s.t.Helper()
	ctx := context.Background()
	out, err := s.ledger.Claim(ctx, 1000, time.Minute)
	if err != nil {
		s.t.Fatal(err)
	}
	var replies []bot.Reply
	for _, o := range out {
		if err := s.ledger.Done(ctx, o.ID); err != nil {
			s.t.Fatal(err)
		}
		if o.Reply.Notice {
			s.kind(o.Reply)
			replies = append(replies, o.Reply)
		}
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
