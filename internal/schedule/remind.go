package schedule

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// quiet is an agent at work with villages that have not reported.
type quiet struct {
	person   coverage.Person
	villages []coverage.Silent // of one commune
}

// quietIn gives the agents whose villages within a unit have not reported.
func (s *Schedule) quietIn(ctx context.Context, within place.Code, day vi.Day) ([]quiet, error) {
	silence, err := s.Service.Missing(ctx, within, day, day)
	if err != nil || len(silence.Villages) == 0 {
		return nil, err
	}
	codes := make([]place.Code, len(silence.Villages))
	for i, v := range silence.Villages {
		codes[i] = v.Unit
	}
	people, err := s.Service.Roll.Holders(ctx, coverage.Agent, codes)
	if err != nil {
		return nil, fmt.Errorf("read the agents of %d villages: %w", len(codes), err)
	}
	var found []quiet
	for _, p := range people {
		if p.Status != coverage.Active {
			continue
		}
		q := quiet{person: p}
		for _, v := range silence.Villages {
			if slices.Contains(p.Units(coverage.Agent), v.Unit) {
				q.villages = append(q.villages, v)
			}
		}
		found = append(found, q)
	}
	return found, nil
}

// reported tells whether any village of an agent has a report, those beyond
// the commune too: whoever wrote once that day knows how, and needs no nudge.
func (s *Schedule) reported(ctx context.Context, b *coverage.Book, q quiet, day vi.Day) (bool, error) {
	for _, u := range q.person.Units(coverage.Agent) {
		silent := slices.ContainsFunc(q.villages, func(v coverage.Silent) bool { return v.Unit == u })
		if silent || b.Tree.Level(u) != place.Village || !b.Tree.Alive(u, day) {
			continue
		}
		silence, err := s.Service.Missing(ctx, u, day, day)
		if err != nil {
			return false, err
		}
		if silence.Delivered > 0 {
			return true, nil
		}
	}
	return false, nil
}

// remindAll reminds, once, the agents of whom nothing was heard on a day.
func (s *Schedule) remindAll(ctx context.Context, r Run) (told int, err error) {
	err = s.eachPart(ctx, r, func(b *coverage.Book, part place.Code) error {
		agents, err := s.quietIn(ctx, part, r.Day)
		if err != nil {
			return err
		}
		said := map[string][]bot.Reply{}
		for _, q := range agents {
			heard, err := s.reported(ctx, b, q, r.Day)
			if err != nil {
				return err
			}
			if heard {
				continue
			}
			to, ok, err := s.reach(ctx, q.person)
			if err != nil {
				return err
			}
			if ok {
				said[once("remind", q.person, r.Day)] = []bot.Reply{reminder(b, q, r.Day, to, r.until(s.Service.Location))}
			}
		}
		fresh, err := s.announce(ctx, said)
		told += len(fresh)
		return err
	})
	return told, err
}

// announce writes a few at a time, so that reports need not wait.
func (s *Schedule) announce(ctx context.Context, said map[string][]bot.Reply) (fresh []string, err error) {
	next := map[string][]bot.Reply{}
	write := func() error {
		some, err := s.Ledger.AnnounceAll(ctx, next)
		fresh = append(fresh, some...)
		clear(next)
		return err
	}
	for key, replies := range said {
		if next[key] = replies; len(next) == chunk {
			if err := write(); err != nil {
				return fresh, err
			}
		}
	}
	return fresh, write()
}

// Remind reminds now the agents with silent villages within units, but for the
// one who asks; a person at most once an hour.
func (s *Schedule) Remind(ctx context.Context, by coverage.PersonID, units []place.Code) (coverage.Reminded, error) {
	now := s.now()
	day := vi.DayOf(now, now.Location())
	if name := s.Calendar.Rests(day); name != "" {
		return coverage.Reminded{Rest: coverage.Holiday, Holiday: name}, nil
	}
	if momentOf(now).quiet() {
		return coverage.Reminded{Rest: coverage.Night}, nil
	}
	book, err := s.Service.Library.Book(ctx)
	if err != nil {
		return coverage.Reminded{}, err
	}
	var done coverage.Reminded
	met := map[coverage.PersonID]bool{by: true}
	for _, u := range units {
		for _, part := range parts(book, u, day) {
			if err := s.remindIn(ctx, book, part, now, met, &done); err != nil {
				return done, err
			}
		}
	}
	return done, nil
}

// remindIn reminds the agents of one commune who were not met in another.
func (s *Schedule) remindIn(ctx context.Context, b *coverage.Book, part place.Code, now time.Time, met map[coverage.PersonID]bool, done *coverage.Reminded) error {
	day := vi.DayOf(now, now.Location())
	agents, err := s.quietIn(ctx, part, day)
	if err != nil {
		return err
	}
	said := map[string][]bot.Reply{}
	for _, q := range agents {
		if met[q.person.ID] {
			continue
		}
		met[q.person.ID] = true
		done.Silent++
		to, ok, err := s.reach(ctx, q.person)
		if err != nil {
			return err
		}
		if !ok {
			done.Unreachable = append(done.Unreachable, q.person)
			continue
		}
		name, lately, err := s.again(ctx, q.person, day, now)
		if s.Timetable.in(b, part, day).Remind.soon(now) {
			name = once("remind", q.person, day) // which the day's own would have: it is said once
		}
		switch {
		case err != nil:
			return err
		case lately:
			done.Lately++
		default:
			said[name] = []bot.Reply{reminder(b, q, day, to, QuietFrom.on(day, now.Location()))}
		}
	}
	fresh, err := s.announce(ctx, said)
	done.Sent += len(fresh)
	done.Lately += len(said) - len(fresh)
	if at := s.Timetable.in(b, part, day).Remind; at.soon(now) && len(fresh) > 0 {
		if done.Spared == 0 {
			done.SparedAt = at.String()
		} else if done.SparedAt != at.String() {
			done.SparedAt = ""
		}
		done.Spared += len(fresh)
	}
	return err
}

// restBetween is for how long somebody who was reminded is not reminded again.
const restBetween = time.Hour

// soon tells whether a moment comes within that time.
func (m Moment) soon(now time.Time) bool {
	wait := m.on(vi.DayOf(now, now.Location()), now.Location()).Sub(now)
	return m != Off && 0 < wait && wait <= restBetween
}

// again names a person's next reminder of the day, and tells whether the last
// one, asked for or of the schedule, is too fresh. Two officials who ask at
// once ask for the same name.
func (s *Schedule) again(ctx context.Context, p coverage.Person, day vi.Day, now time.Time) (name string, lately bool, err error) {
	asked := once("nhac", p, day) + "/"
	times, last, err := s.Ledger.Announced(ctx, asked)
	if err != nil {
		return "", false, err
	}
	_, usual, err := s.Ledger.Announced(ctx, once("remind", p, day))
	if usual.After(last) {
		last = usual
	}
	return fmt.Sprint(asked, times), !last.IsZero() && now.Sub(last) < restBetween, err
}
