package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
)

const followColumns = `person, unit, indicator, every, paused, said`

// Follow keeps what a person wants to hear of a unit, unless they said
// something newer about it.
func (l *Ledger) Follow(ctx context.Context, f coverage.Follow) error {
	_, err := l.e.exec(ctx, `INSERT INTO follows (`+followColumns+`) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (person, unit, indicator) DO UPDATE SET every = excluded.every, paused = excluded.paused, said = excluded.said
WHERE excluded.said >= follows.said`,
		int64(f.Person), name(string(f.Unit)), name(string(f.Indicator)), string(f.Every), bit(f.Paused), millis(f.Said))
	if err != nil {
		return fmt.Errorf("keep what is followed: %w", err)
	}
	return nil
}

// Follows gives what a person follows, by unit.
func (l *Ledger) Follows(ctx context.Context, person coverage.PersonID) ([]coverage.Follow, error) {
	var found []coverage.Follow
	err := l.e.query(ctx, statement{
		text: `SELECT ` + followColumns + ` FROM follows WHERE person = $1 AND every <> 'never' ORDER BY unit, indicator`,
		args: []any{int64(person)},
		each: l.follows(func(f coverage.Follow) { found = append(found, f) }),
	})
	if err != nil {
		return nil, fmt.Errorf("read what is followed: %w", err)
	}
	return found, nil
}

func (l *Ledger) follows(take func(coverage.Follow)) func(scanner) error {
	return func(scan scanner) error {
		var f coverage.Follow
		var paused, said int64
		if err := scan(&f.Person, &f.Unit, &f.Indicator, &f.Every, &paused, &said); err != nil {
			return err
		}
		f.Paused, f.Said = paused != 0, l.instant(said)
		take(f)
		return nil
	}
}

// Followers gives everybody who follows something, and what, by name.
func (l *Ledger) Followers(ctx context.Context) ([]coverage.Follower, error) {
	of := map[coverage.PersonID][]coverage.Follow{}
	var found []coverage.Person
	err := l.e.snapshot(ctx, func(read func(statement) error) error {
		err := read(statement{
			text: `SELECT ` + followColumns + ` FROM follows WHERE every <> 'never' ORDER BY person, unit, indicator`,
			each: l.follows(func(f coverage.Follow) { of[f.Person] = append(of[f.Person], f) }),
		})
		if err != nil {
			return err
		}
		return read(statement{
			text: `SELECT ` + personColumns + personFrom + `WHERE p.id IN (SELECT person FROM follows WHERE every <> 'never')` + personOrder,
			each: people(&found),
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read who follows what: %w", err)
	}
	all := make([]coverage.Follower, len(found))
	for i, p := range found {
		all[i] = coverage.Follower{Person: p, Follows: of[p.ID]}
	}
	return all, nil
}

// Sightings gives how the units that are followed were last seen.
func (l *Ledger) Sightings(ctx context.Context) ([]coverage.Sighting, error) {
	var found []coverage.Sighting
	err := l.e.query(ctx, statement{
		text: `SELECT unit, indicator, version, state FROM vitals`,
		each: func(scan scanner) error {
			var s coverage.Sighting
			var state string
			if err := scan(&s.Unit, &s.Indicator, &s.Version, &state); err != nil {
				return err
			}
			found = append(found, s)
			return json.Unmarshal([]byte(state), &found[len(found)-1].Vital)
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read how units were last seen: %w", err)
	}
	return found, nil
}

// Sight keeps how a unit is seen now, in place of the sighting of s.Version,
// together with the alerts that come of it. It is coverage.ErrStale where
// another process has seen the unit since: nothing is written then.
func (l *Ledger) Sight(ctx context.Context, s coverage.Sighting, alerts []coverage.Alert) error {
	state, err := json.Marshal(s.Vital)
	if err != nil {
		return fmt.Errorf("keep how a unit is seen: %w", err)
	}
	unit, indicator := name(string(s.Unit)), name(string(s.Indicator))
	err = l.e.atomically(ctx, func(t session) error {
		moved := false
		swap := statement{
			text: `UPDATE vitals SET version = version + 1, state = $1 WHERE unit = $2 AND indicator = $3 AND version = $4 RETURNING version`,
			args: []any{string(state), unit, indicator, s.Version},
		}
		if s.Version == 0 {
			swap = statement{
				text: `INSERT INTO vitals (unit, indicator, version, state) VALUES ($1, $2, 1, $3) ON CONFLICT (unit, indicator) DO NOTHING RETURNING version`,
				args: []any{unit, indicator, string(state)},
			}
		}
		swap.each = func(scan scanner) error { var v int64; moved = true; return scan(&v) }
		if err := t.run(ctx, swap); err != nil {
			return err
		}
		if !moved {
			return coverage.ErrStale
		}
		return t.run(ctx, l.alertWrites(s, alerts)...)
	})
	if err != nil {
		return fmt.Errorf("keep how %s is seen: %w", s.Unit, err)
	}
	return nil
}

func (l *Ledger) alertWrites(s coverage.Sighting, alerts []coverage.Alert) []statement {
	var writes []statement
	for n, a := range alerts {
		body, err := json.Marshal(a)
		if err != nil {
			continue // it holds numbers and texts only
		}
		writes = append(writes, statement{
			text: `INSERT INTO alerts (id, unit, indicator, alert, at) VALUES ($1, $2, $3, $4, $5)`,
			args: []any{key(fmt.Sprintf("%s/%s/%d/%d", s.Unit, s.Indicator, s.Version+1, n)), name(string(a.Unit)), name(string(a.Indicator)),
				clean(string(body), textLimit), millis(l.now())},
		})
	}
	return writes
}

// Alerts gives the alerts since a moment, in the order in which they came.
func (l *Ledger) Alerts(ctx context.Context, since time.Time) ([]coverage.Alert, error) {
	var found []coverage.Alert
	err := l.e.query(ctx, statement{
		text: `SELECT id, alert, at FROM alerts WHERE at >= $1 ORDER BY at, id`, args: []any{millis(since)},
		each: func(scan scanner) error {
			var a coverage.Alert
			var id, body string
			var at int64
			if err := scan(&id, &body, &at); err != nil {
				return err
			}
			err := json.Unmarshal([]byte(body), &a)
			a.ID, a.At = id, l.instant(at)
			found = append(found, a)
			return err
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read the alerts: %w", err)
	}
	return found, nil
}

// ForgetAlerts removes the alerts of before a moment.
func (l *Ledger) ForgetAlerts(ctx context.Context, before time.Time) error {
	if _, err := l.e.exec(ctx, `DELETE FROM alerts WHERE at < $1`, millis(before)); err != nil {
		return fmt.Errorf("forget old alerts: %w", err)
	}
	return nil
}

// AnnounceTogether writes replies that say several things at once, each under
// a name of its own. Where any of them was said before, nothing is written,
// and it is coverage.ErrDuplicate: look which, and say the others.
func (l *Ledger) AnnounceTogether(ctx context.Context, names []string, replies []bot.Reply) error {
	err := l.e.atomically(ctx, func(s session) error {
		var h head
		fresh, now := 0, l.now()
		asks := []statement{takeHead(&h)}
		for _, n := range names {
			asks = append(asks, statement{text: insertAnnounced, args: []any{key(n), millis(now)}, each: func(scan scanner) error {
				var kept string
				fresh++
				return scan(&kept)
			}})
		}
		if err := s.run(ctx, asks...); err != nil {
			return err
		}
		if fresh < len(names) {
			return coverage.ErrDuplicate
		}
		writes, err := waitingWrites(&h, replies, now)
		if err != nil || len(writes) == 0 {
			return err
		}
		return s.run(ctx, append(writes, moveHead(h))...)
	})
	if err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	return nil
}
