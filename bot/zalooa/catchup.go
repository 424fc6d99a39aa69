package zalooa

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"baophu/bot"
)

const (
	lookBack = 24 * time.Hour // at most
	settled  = time.Minute    // what is younger may be under way by the webhook
	// overlap is how far a look goes back behind the last: a talk that goes on
	// while the list is read moves to its front, past the reader.
	overlap = 15 * time.Minute
	// ownFailures is how often a look waits for a person whose record Zalo
	// does not give, before it says that nothing else was missed.
	ownFailures = 3
)

// errLed says that another replica looks by now.
var errLed = errors.New("zalooa: another replica looks for missed messages")

// looker looks for messages that no webhook brought.
type looker struct {
	channel *Channel
	listed  time.Time        // up to when the list of talks was read; zero: not yet
	due     map[id]time.Time // whose talk is to be read, and from when on
	read    map[id]time.Time // up to when a talk was read and all of it is known
	failed  map[id]int       // how often a talk's record could not be had, one by one
}

// catchUp looks, at the start and now and then, for messages that no webhook
// brought, and hands them over. Those handled before are known by their keys.
func (c *Channel) catchUp(ctx context.Context, receive bot.Receive) {
	l := &looker{channel: c, due: map[id]time.Time{}, read: map[id]time.Time{}, failed: map[id]int{}}
	ctx = ranked(ctx, looking)
	owed := false
	for ctx.Err() == nil {
		if c.Lead == nil || c.Lead(ctx) {
			err := l.look(ctx, receive)
			if err != nil && ctx.Err() == nil {
				c.Logger.Warn("zalooa: missed messages were not looked for", "error", err)
			}
			owed = err != nil || len(l.due) > 0
		}
		owed = c.rest(ctx, owed)
	}
}

// rest waits for the next look, and tells whether it is owed: not for long
// where the last one failed or a delivery was not taken, since Zalo's own next
// try may be far off. It stays owed while another replica leads, which may have
// looked before.
func (c *Channel) rest(ctx context.Context, owed bool) bool {
	timer := time.NewTimer(c.CatchUp)
	defer timer.Stop()
	if !owed {
		select {
		case <-timer.C:
			return false
		case <-ctx.Done():
			return false
		case <-c.refused:
		}
	}
	_ = bot.Sleep(ctx, min(c.CatchUp, settled+settled/4))
	return true
}

// look looks once, from a while before where the last look ended. Talks are
// read as the account's pace allows; those that are left when it is time to
// look for newer ones are read by the next look.
func (l *looker) look(ctx context.Context, receive bot.Receive) error {
	c := l.channel
	began, end := c.Now().Add(-settled), time.Now().Add(c.CatchUp)
	since, err := l.since(ctx, began)
	if err != nil {
		return err
	}
	first, err := l.list(ctx, since, began)
	if err != nil {
		return err
	}
	l.listed = began
	var errs error
	for i, user := range append(first, l.waiting(first)...) {
		if i >= len(first) && time.Now().After(end) {
			break
		}
		err := l.talk(ctx, receive, user, began)
		if errors.Is(err, errLed) || errors.Is(err, errAsked) {
			return errors.Join(errs, err)
		}
		errs = errors.Join(errs, err)
	}
	l.forget(began)
	if errs != nil || len(l.due) > 0 || c.Mark == nil {
		return errs
	}
	return c.Mark(ctx, began)
}

// since gives from when on the list of talks is read.
func (l *looker) since(ctx context.Context, began time.Time) (time.Time, error) {
	c, since := l.channel, began
	switch {
	case !l.listed.IsZero():
		since = l.listed.Add(-overlap)
	case c.Marked != nil:
		mark, err := c.Marked(ctx)
		if err != nil {
			return since, err
		}
		if !mark.IsZero() {
			since = mark.Add(-overlap)
		}
	}
	return laterOf(since, began.Add(-lookBack)), nil
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// list reads which talks went on since a time, and gives those that ended
// before another with a message of the person's that is not known: it was
// missed. Of the others any may hide an earlier one.
func (l *looker) list(ctx context.Context, since, until time.Time) (first []id, err error) {
	c := l.channel
	err = c.pages(ctx, "/v2.0/oa/listrecentchat", nil, since, l.leave, func(s wireSaid) {
		user := s.To // a row is the last of a whole talk: ours hides a person's
		if s.Source == 1 {
			user = s.From
		}
		read := l.read[user]
		at := time.UnixMilli(int64(s.Time))
		if user == "" || at.Before(read) {
			return
		}
		if _, is := l.due[user]; !is {
			l.due[user] = laterOf(since, read)
		}
		if m, theirs := c.recorded(s); theirs && at.Before(until) && !c.Known(ctx, m.Key()) && !slices.Contains(first, user) {
			first = append(first, user)
		}
	})
	return first, err
}

// waiting gives whose talks are to be read besides those, the longest waiting first.
func (l *looker) waiting(besides []id) (all []id) {
	for user := range l.due {
		if !slices.Contains(besides, user) {
			all = append(all, user)
		}
	}
	slices.SortFunc(all, func(a, b id) int { return l.due[a].Compare(l.due[b]) })
	return all
}

// talk hands over what a person wrote up to a time and is not known yet.
func (l *looker) talk(ctx context.Context, receive bot.Receive, user id, until time.Time) error {
	c := l.channel
	missed, err := c.missed(ctx, user, l.due[user], until, l.leave)
	switch {
	case err != nil && personal(err):
		l.failed[user]++
		if !gone(err) && l.failed[user] < ownFailures {
			return err
		}
		c.Logger.Error("zalooa: a person's record cannot be had; messages of theirs may be missed", "tries", l.failed[user], "error", err)
	case err != nil:
		return fmt.Errorf("%w: %w", errAsked, err)
	default:
		if err := c.deliverMissed(ctx, receive, missed); err != nil {
			return err
		}
		delete(l.failed, user)
	}
	delete(l.due, user)
	l.read[user] = until
	return nil
}

// errAsked says that Zalo could not be asked, whoever for.
var errAsked = errors.New("zalooa: the record is not to be had now")

// personal tells whether Zalo refused one person's record alone, as far as can
// be told.
func personal(err error) bool {
	failure, ok := errors.AsType[*callError](err)
	return ok && failure.lost == nil && (failure.json || failure.status == http.StatusOK) && !badToken(failure) &&
		!slices.Contains(configCodes, failure.code)
}

func gone(err error) bool {
	failure, ok := errors.AsType[*callError](err)
	return ok && slices.Contains(goneCodes, failure.code)
}

// leave tells whether this process is still the one to look.
func (l *looker) leave(ctx context.Context) error {
	c := l.channel
	if c.Lead != nil && !c.Lead(ctx) {
		return errLed
	}
	return nil
}

// forget drops what is too old to matter.
func (l *looker) forget(now time.Time) {
	maps.DeleteFunc(l.read, func(user id, at time.Time) bool {
		old := now.Sub(at) > lookBack
		if old {
			delete(l.failed, user)
		}
		return old
	})
	for user, since := range l.due {
		l.due[user] = laterOf(since, now.Add(-lookBack))
	}
}

// deliverMissed hands over what was missed of a chat.
func (c *Channel) deliverMissed(ctx context.Context, receive bot.Receive, missed []bot.Message) error {
	if len(missed) > 0 {
		c.Logger.Warn("zalooa: the webhook missed messages", "count", len(missed))
	}
	for _, m := range missed {
		if err := c.hand(context.WithoutCancel(ctx), receive, m); err != nil {
			return fmt.Errorf("a missed message was not taken: %w", err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}
