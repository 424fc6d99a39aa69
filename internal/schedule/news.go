package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// NewsLedger keeps what people follow, how that was last seen, and what was
// said of it.
type NewsLedger interface {
	Followers(ctx context.Context) ([]coverage.Follower, error)
	Follow(ctx context.Context, f coverage.Follow) error
	Sightings(ctx context.Context) ([]coverage.Sighting, error)
	// Sight keeps a sighting in place of the one of its Version, with the
	// alerts that come of it; coverage.ErrStale where another was quicker.
	Sight(ctx context.Context, s coverage.Sighting, alerts []coverage.Alert) error
	Bulletin
}

// Bulletin is where alerts are read, and what is said is written.
type Bulletin interface {
	Alerts(ctx context.Context, since time.Time) ([]coverage.Alert, error)
	ForgetAlerts(ctx context.Context, before time.Time) error
	// AnnounceTogether writes replies under several names, all or nothing;
	// coverage.ErrDuplicate where any of them was said before.
	AnnounceTogether(ctx context.Context, names []string, replies []bot.Reply) error
}

const (
	// lookEvery is how often what is followed is looked at.
	lookEvery = 10 // minutes
	// alertAge is for how long an alert is told: a bot that was away a night
	// still tells it in the morning.
	alertAge = 48 * time.Hour
	// silentFor is how many working days without a report are worth an alert.
	silentFor = 3
	// What failed is tried again after againLeast, then after twice as long each
	// time, besides in the next slot.
	againLeast = 20 * time.Second
	// lookFails is how many units that cannot be looked at one after another
	// say that none can.
	lookFails = 5
)

// newsroom is what one process remembers of what it said, so that it need not
// ask for it again.
type newsroom struct {
	*Schedule
	slot string          // of the last look
	told map[string]bool // names that are known to be said

	again  time.Time     // when what failed is tried again; zero: nothing failed
	waited time.Duration // for that, growing
}

func (s *Schedule) newsroom() *newsroom { return &newsroom{Schedule: s, told: map[string]bool{}} }

// open tells whether there is something to look at: once in a slot of some
// minutes, once more when the digests are due, and never at night.
func (n *newsroom) open(now time.Time) bool {
	m := momentOf(now)
	slot := fmt.Sprintf("%s/%d/%t", vi.DayOf(now, now.Location()), int(m)/lookEvery, n.Timetable.digests(m))
	failed := !n.again.IsZero() && !now.Before(n.again)
	if n.News == nil || m.quiet() || slot == n.slot && !failed {
		return false
	}
	n.slot = slot
	return true
}

// digests tells whether digests go out at a time of day.
func (t Timetable) digests(m Moment) bool { return t.Digest != Off && t.Digest <= m }

// Tell looks once at what people follow and tells them what is new; at night it
// tells nothing.
func (s *Schedule) Tell(ctx context.Context) error {
	if n := s.newsroom(); n.open(s.now()) {
		return n.tell(ctx)
	}
	return nil
}

// work tells what is new, if it is time to look.
func (n *newsroom) work(ctx context.Context) {
	if !n.open(n.now()) {
		return
	}
	err := n.tell(ctx)
	if err == nil {
		n.again, n.waited = time.Time{}, 0
		return
	}
	n.waited = max(againLeast, 2*n.waited)
	n.again = n.now().Add(n.waited)
	if ctx.Err() == nil {
		n.Logger.Warn("what people follow is looked at again", "error", err, "in", n.waited)
	}
}

// tell looks at all that is followed, and tells the followers what is new. It
// may be cut off anywhere, and made by several processes at once: what was
// seen is kept together with the alerts that came of it, and what is said is
// written under its name.
func (n *newsroom) tell(ctx context.Context) error {
	book, err := n.Service.Library.Book(ctx)
	if err != nil {
		return err
	}
	followers, err := n.News.Followers(ctx)
	if err != nil || len(followers) == 0 {
		return err
	}
	now := n.now()
	failed := n.look(ctx, book, followers) // one unit must not keep the news of all others from being told
	alerts, err := n.News.Alerts(ctx, now.Add(-alertAge))
	if err != nil {
		return errors.Join(failed, err)
	}
	e := edition{newsroom: n, book: book, now: now, day: vi.DayOf(now, now.Location()), alerts: alerts, digests: map[digestKey]coverage.Digest{}}
	for _, f := range followers {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := e.write(ctx, f); err != nil { // one person's news must not hold up the others'
			failed = errors.Join(failed, err)
		}
	}
	if len(n.told) > 100_000 {
		clear(n.told)
	}
	n.forgetNews(ctx)
	return failed
}

func (n *newsroom) forgetNews(ctx context.Context) {
	old := n.now().Add(-2 * keep) // longer than any digest's period
	err := n.News.ForgetAlerts(ctx, old)
	for _, prefix := range []string{"digest/", "alert/", "unfollow/"} {
		err = errors.Join(err, n.Ledger.ForgetAnnounced(ctx, prefix, old))
	}
	if err != nil {
		n.Logger.Warn("forget old news", "error", err)
	}
}

// subject is what can be followed.
type subject struct {
	unit      place.Code
	indicator coverage.Indicator
}

// look looks once at every unit that somebody follows and may see, and tells
// what failed of it.
func (n *newsroom) look(ctx context.Context, book *coverage.Book, followers []coverage.Follower) error {
	sightings, err := n.News.Sightings(ctx)
	if err != nil {
		return err
	}
	last := map[subject]coverage.Sighting{}
	for _, s := range sightings {
		last[subject{s.Unit, s.Indicator}] = s
	}
	day := vi.DayOf(n.now(), n.now().Location())
	first := map[subject]time.Time{} // since when each is followed
	for _, f := range followers {
		for _, w := range f.Follows {
			k := subject{w.Unit, w.Indicator}
			if since, ok := first[k]; !w.Paused && book.MaySee(f.Person, w.Unit, day) && (!ok || w.Said.Before(since)) {
				first[k] = w.Said
			}
		}
	}
	var failed error
	inRow := 0
	for k, since := range first {
		err := n.lookAt(ctx, book, k, last[k], since)
		if err == nil {
			inRow = 0
			continue
		}
		failed = errors.Join(failed, err)
		if inRow++; inRow == lookFails || ctx.Err() != nil {
			break
		}
	}
	return failed
}

// lookAt looks at one unit. What was seen before anybody followed it does not
// count: nothing is told of a time when nobody asked.
func (n *newsroom) lookAt(ctx context.Context, book *coverage.Book, k subject, last coverage.Sighting, since time.Time) error {
	now, st, was, err := n.Service.Vital(ctx, k.unit, k.indicator, n.workingDays(silentFor))
	if errors.Is(err, coverage.ErrUnknown) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at %s: %w", k.unit, err)
	}
	var alerts []coverage.Alert
	if last.Version > 0 && !last.Vital.Seen.Before(since) {
		now = now.Recalling(last.Vital, st)
		if alerts = book.Crossed(last.Vital, now, st, was); len(alerts) == 0 && now.Same(last.Vital) {
			return nil
		}
	}
	err = n.News.Sight(ctx, coverage.Sighting{Unit: k.unit, Indicator: k.indicator, Version: last.Version, Vital: now}, alerts)
	if errors.Is(err, coverage.ErrStale) {
		return nil // another process saw it just now
	}
	return err
}

// workingDays gives the first of the last few full days on which people work.
func (n *newsroom) workingDays(count int) vi.Day {
	day := vi.DayOf(n.now(), n.now().Location())
	for left, tried := count, 0; left > 0 && tried < 30; tried++ {
		if day--; n.Calendar.Rests(day) == "" {
			left--
		}
	}
	return day
}

// period is what one digest tells of.
type period struct {
	name     string
	from, to vi.Day
	due      vi.Day // the morning of which it goes out
}

// digestOf gives the period whose digest may go out on a day, at a cadence: one that
// was missed is made up for while it is of use.
func digestOf(every coverage.Cadence, day vi.Day) (period, bool) {
	switch every {
	case coverage.Daily:
		return period{"day/" + (day - 1).String(), day - 1, day - 1, day}, true
	case coverage.Weekly:
		monday := day - vi.Day((int(day.Weekday())+6)%7)
		return period{"week/" + monday.String(), monday - 7, monday - 1, monday}, day-monday <= 2
	case coverage.Monthly:
		first := day.MonthStart()
		return period{"month/" + first.String(), (first - 1).MonthStart(), first - 1, first}, day-first <= 4
	}
	return period{}, false
}

// edition is all that one look has to tell.
type edition struct {
	*newsroom
	book    *coverage.Book
	now     time.Time
	day     vi.Day
	alerts  []coverage.Alert
	digests map[digestKey]coverage.Digest // many follow the same
}

type digestKey struct {
	subject
	from, to vi.Day
	parts    bool
}

// piece is one thing to tell, and the name under which it is told once; no name
// begins with another.
type piece struct {
	name, text string
	follow     coverage.Follow
	digest     bool
	of         period // of a digest
}

// write writes to one person what is new to them, all in one message.
func (e *edition) write(ctx context.Context, f coverage.Follower) error {
	pieces, err := e.newTo(ctx, f)
	if err != nil || len(pieces) == 0 {
		return err
	}
	to, ok, err := e.reach(ctx, f.Person)
	if err != nil || !ok {
		return err
	}
	if pieces, err = e.digested(ctx, f.Person, pieces); err != nil {
		return err
	}
	names := make([]string, len(pieces))
	for i, p := range pieces {
		names[i] = p.name
	}
	if momentOf(e.Schedule.now()).quiet() {
		return nil // it took long: the rest waits until the morning
	}
	err = e.News.AnnounceTogether(ctx, names, []bot.Reply{e.reply(f, pieces, to)})
	if errors.Is(err, coverage.ErrDuplicate) {
		return nil // another process tells it; what it does not is told at the next look
	}
	if err == nil {
		for _, name := range names {
			e.told[name] = true
		}
	}
	return err
}

// newTo gives what is new to one person of all that they follow, and ends what
// they may see no more.
func (e *edition) newTo(ctx context.Context, f coverage.Follower) ([]piece, error) {
	var lost []coverage.Follow
	var pieces []piece
	for _, w := range f.Follows {
		if !e.book.MaySee(f.Person, w.Unit, e.day) {
			lost = append(lost, w)
			continue
		}
		if w.Paused {
			continue
		}
		more, err := e.about(ctx, f.Person, w)
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, more...)
	}
	return pieces, e.drop(ctx, lost)
}

// drop ends the follows of units that the person may see no more.
func (e *edition) drop(ctx context.Context, lost []coverage.Follow) error {
	for _, w := range lost {
		w.Every, w.Said = coverage.Never, e.now
		if err := e.News.Follow(ctx, w); err != nil {
			return err
		}
		e.Logger.Info("somebody follows a unit no more that they may not see", "person", w.Person, "unit", w.Unit)
	}
	return nil
}

// about gives what is new of one thing that a person follows.
func (e *edition) about(ctx context.Context, p coverage.Person, w coverage.Follow) ([]piece, error) {
	var pieces []piece
	for _, a := range e.alerts {
		if a.Unit != w.Unit || a.Indicator != w.Indicator || a.At.Before(w.Said) {
			continue
		}
		pieces = append(pieces, piece{name: fmt.Sprintf("alert/%d/%s.", p.ID, a.ID), text: e.alertSaid(p, a), follow: w})
	}
	d, ok := digestOf(w.Every, e.day)
	if ok && e.Timetable.digests(momentOf(e.now)) && w.Said.Before(d.due.Start(e.Service.Location).Add(time.Duration(e.Timetable.Digest)*time.Minute)) {
		pieces = append(pieces, piece{name: fmt.Sprintf("digest/%d/%s/%s/%s.", p.ID, w.Unit, w.Indicator, d.name), follow: w, digest: true, of: d})
	}
	pieces = slices.DeleteFunc(pieces, func(x piece) bool { return !x.digest && x.text == "" })
	return e.fresh(ctx, pieces)
}

// fresh leaves out what was told.
func (e *edition) fresh(ctx context.Context, pieces []piece) ([]piece, error) {
	var fresh []piece
	for _, p := range pieces {
		if e.told[p.name] {
			continue
		}
		times, _, err := e.Ledger.Announced(ctx, p.name)
		if err != nil {
			return nil, err
		}
		if times > 0 {
			e.told[p.name] = true
			continue
		}
		fresh = append(fresh, p)
	}
	return fresh, nil
}

// digestFor gives the digest that a piece tells of, with the parts that the
// person may see.
func (e *edition) digestFor(ctx context.Context, p coverage.Person, x piece) (coverage.Digest, error) {
	level, has := coverage.Lower(e.book.Tree.Level(x.follow.Unit))
	return e.digest(ctx, x.follow, x.of, has && e.book.MayRank(p, x.follow.Unit, level, e.day))
}

// digest gives a digest, computed once an edition.
func (e *edition) digest(ctx context.Context, w coverage.Follow, d period, parts bool) (coverage.Digest, error) {
	k := digestKey{subject{w.Unit, w.Indicator}, d.from, d.to, parts}
	if kept, ok := e.digests[k]; ok {
		return kept, nil
	}
	made, err := e.Service.Digest(ctx, w.Unit, w.Indicator, d.from, d.to, parts)
	if err == nil {
		e.digests[k] = made
	}
	return made, err
}
