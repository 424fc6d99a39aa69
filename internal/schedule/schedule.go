// Package schedule is what the bot says unasked: in the afternoon it reminds
// those who have not reported, in the evening it tells their officials which
// villages are silent; in the morning, and whenever something happens by day,
// whoever follows a unit hears of it. Each is said once, however many
// processes run and whenever they start: what was said is written in the
// ledger together with its name.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Ledger is where what is said unasked is written, once under each name.
type Ledger interface {
	Announce(ctx context.Context, key string, replies []bot.Reply) error
	AnnounceAll(ctx context.Context, said map[string][]bot.Reply) (fresh []string, err error)
	Announced(ctx context.Context, prefix string) (times int, last time.Time, err error)
	ForgetAnnounced(ctx context.Context, prefix string, before time.Time) error
	// Addresses gives the chats in which a person can be reached, best first.
	Addresses(ctx context.Context, person coverage.PersonID) ([]bot.Address, error)
}

// Options are what a schedule works with; all but News and Organiser must be
// given.
type Options struct {
	Service   *coverage.Service // its clock and zone are the schedule's
	Ledger    Ledger
	Timetable Timetable
	Calendar  Calendar
	Logger    *slog.Logger
	News      NewsLedger // nil: nobody follows anything
	Organiser Organiser  // nil: nobody announces anything
}

// Schedule does the jobs of a day.
type Schedule struct{ Options }

// New makes a schedule.
func New(o Options) *Schedule { return &Schedule{o} }

const (
	// pause is between two looks at the clock: a clock that is set, or a machine
	// that slept, is noticed within it.
	pause = 10 * time.Second
	// chunk is how many people one commit writes to at most.
	chunk = 100
	// keep is for how long it is remembered whom a day's runs wrote to.
	keep = 35 * 24 * time.Hour
)

// Run does what is due until ctx ends. What fails is tried again while it is
// of use.
func (s *Schedule) Run(ctx context.Context) error {
	made := map[Run]bool{} // today's
	news := s.newsroom()
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		s.work(ctx, made)
		news.work(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// work makes the runs that are due and not made.
func (s *Schedule) work(ctx context.Context, made map[Run]bool) {
	now := s.now()
	due, err := s.due(ctx, now)
	if err != nil && ctx.Err() == nil {
		s.Logger.Warn("the schedule cannot read its times", "error", err)
	}
	today := vi.DayOf(now, now.Location())
	maps.DeleteFunc(made, func(r Run, _ bool) bool { return r.Day != today })
	for _, r := range due {
		if made[r] {
			continue
		}
		switch err := s.do(ctx, r); {
		case err == nil:
			made[r] = true
		case errors.Is(err, errNowhere), ctx.Err() != nil:
		default:
			s.Logger.Warn("a job of the schedule is tried again", "job", r.Job, "day", r.Day, "error", err)
		}
	}
}

// RunDue makes, once, the runs that are due now.
func (s *Schedule) RunDue(ctx context.Context) { s.work(ctx, map[Run]bool{}) }

// due gives the runs to be made at now, of every timetable there is.
func (s *Schedule) due(ctx context.Context, now time.Time) ([]Run, error) {
	book, err := s.Service.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	var due []Run
	for _, t := range s.Timetable.all(book, vi.DayOf(now, now.Location())) {
		due = append(due, t.Due(now)...)
	}
	return due, nil
}

var (
	// errLate ends a run that is of no use any more.
	errLate = errors.New("too late")
	// errNowhere is a run whose times no unit has; one may be given them later.
	errNowhere = errors.New("no unit has these times")
)

// now is the time where days count.
func (s *Schedule) now() time.Time { return s.Service.Now().In(s.Service.Location) }

// do makes a run, unless it was made before.
func (s *Schedule) do(ctx context.Context, r Run) error {
	if s.Calendar.Rests(r.Day) != "" {
		return nil
	}
	if times, _, err := s.Ledger.Announced(ctx, r.name()); err != nil || times > 0 {
		return err
	}
	job := s.remindAll
	if r.Job == List {
		job = s.listAll
	}
	told, err := job(ctx, r)
	switch {
	case errors.Is(err, errLate):
		s.Logger.Warn("a job of the schedule ran out of time", "job", r.Job, "day", r.Day, "people", told)
		return nil
	case err != nil:
		return err
	}
	if err := s.Ledger.Announce(ctx, r.name(), nil); err != nil && !errors.Is(err, coverage.ErrDuplicate) {
		return err
	}
	s.Logger.Info("the schedule wrote", "job", r.Job, "day", r.Day, "people", told)
	for _, prefix := range []string{"run/", "remind/", "list/", "nhac/", "tin/"} {
		if err := s.Ledger.ForgetAnnounced(ctx, prefix, s.now().Add(-keep)); err != nil {
			s.Logger.Warn("forget old runs", "error", err)
		}
	}
	return nil
}

// eachPart calls do with the communes of the country one after the other, as
// long as the run may be made.
func (s *Schedule) eachPart(ctx context.Context, r Run, do func(*coverage.Book, place.Code) error) error {
	book, err := s.Service.Library.Book(ctx)
	if err != nil {
		return err
	}
	somewhere := false
	for _, part := range parts(book, place.Nation, r.Day) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.Timetable.in(book, part, r.Day) != r.At {
			continue
		}
		if !r.open(s.now()) {
			return errLate
		}
		somewhere = true
		if err := do(book, part); err != nil {
			return err
		}
	}
	if !somewhere {
		return errNowhere
	}
	return nil
}

// parts gives the communes within a unit; of a commune, a village or a unit
// that ended, the unit itself.
func parts(b *coverage.Book, within place.Code, day vi.Day) []place.Code {
	level := b.Tree.Level(within)
	if level == place.Commune || level == place.Village || !b.Tree.Alive(within, day) {
		return []place.Code{within}
	}
	return b.Tree.Descendants(within, place.Commune, day)
}

// reach gives the chat in which a person is written to.
func (s *Schedule) reach(ctx context.Context, p coverage.Person) (bot.Address, bool, error) {
	chats, err := s.Ledger.Addresses(ctx, p.ID)
	if err != nil || len(chats) == 0 {
		return bot.Address{}, false, err
	}
	return chats[0], true, nil
}

// once names what is said to a person on a day.
func once(what string, p coverage.Person, day vi.Day) string {
	return fmt.Sprintf("%s/%d/%s", what, p.ID, day)
}
