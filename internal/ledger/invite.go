package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// letters are those of an invitation's code: none that looks like another,
// and 32 of them, so that a random byte picks each equally often.
const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

const (
	codeLength = 8
	// An account that guessed this often in this time must wait, whatever code
	// it brings.
	guessMost = 10
	guessTime = time.Hour
)

// Invite keeps an invitation for ttl and gives its code, which is kept nowhere.
// An admin invited to no unit is one of the whole country; whoever else is
// invited to none is refused.
func (l *Ledger) Invite(ctx context.Context, i coverage.Invitation, ttl time.Duration) (code string, err error) {
	if len(i.Units) == 0 {
		if i.Role != coverage.Admin {
			return "", fmt.Errorf("invite a %s: %w: no unit", i.Role, errEntry)
		}
		i.Units = []place.Code{place.Nation}
	}
	if i.Status == "" {
		i.Status = coverage.Active
	}
	units, err := json.Marshal(i.Units)
	if err != nil {
		return "", err
	}
	return l.offer(ctx, offered{author: i.By, role: i.Role, name: personName(i.Name), units: clean(string(units), textLimit), status: i.Status}, ttl)
}

// linkRole is the role of an invitation that grants nothing: it joins an
// account to the person it was made for.
const linkRole coverage.Role = "link"

// Link keeps a code for ttl by which an account of the person's becomes known
// as theirs; one code is good for one account.
func (l *Ledger) Link(ctx context.Context, person coverage.PersonID, ttl time.Duration) (code string, err error) {
	return l.offer(ctx, offered{person: person, role: linkRole, units: "[]"}, ttl)
}

// offered is an invitation as it is kept.
type offered struct {
	person, author coverage.PersonID
	role           coverage.Role
	name, units    string
	status         coverage.Status
}

// offer keeps an invitation under a new code.
func (l *Ledger) offer(ctx context.Context, o offered, ttl time.Duration) (code string, err error) {
	random := make([]byte, codeLength)
	if _, err := io.ReadFull(l.rand, random); err != nil {
		return "", fmt.Errorf("make a code: %w", err)
	}
	code = spelled(random)
	_, err = l.e.exec(ctx, `INSERT INTO invitations (digest, role, name, units, status, expires, account, person, author)
VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8)`, codeDigest(code), string(o.role), o.name, o.units, string(o.status), millis(l.now().Add(ttl)), int64(o.person), int64(o.author))
	if err != nil {
		return "", fmt.Errorf("keep an invitation: %w", err)
	}
	return code, nil
}

// spelled writes a code. It has a digit and a letter: by these a code that is
// sent without any other word is told from a word.
func spelled(random []byte) string {
	const digits = 8 // of letters
	code := make([]byte, len(random))
	for i, b := range random {
		code[i] = letters[int(b)%len(letters)]
	}
	switch {
	case !strings.ContainsAny(string(code), letters[:digits]):
		code[0] = letters[int(random[0])%digits]
	case !strings.ContainsAny(string(code), letters[digits:]):
		code[0] = letters[digits+int(random[0])%(len(letters)-digits)]
	}
	return string(code)
}

// codeDigest is what is kept of a code. People type it in any case, and with
// blanks or strokes in it.
func codeDigest(code string) string {
	code = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\t', '\n':
			return -1
		}
		return r
	}, strings.ToUpper(code))
	return hash("invitation " + code)
}

// invitation is a kept one.
type invitation struct {
	role    coverage.Role
	name    string
	units   []place.Code
	status  coverage.Status
	expires int64
	account string // who used it
	person  coverage.PersonID
	found   bool
}

// Redeem makes the account's owner a person by an invitation; again by the
// same account it gives the same person. It is coverage.ErrUnknown for a code
// that was never given, coverage.ErrExpired for one that another account used
// or that came too late, coverage.ErrTaken for a code of Link's that somebody
// else's account brings, and coverage.ErrForbidden for an account that tried too
// many codes.
func (l *Ledger) Redeem(ctx context.Context, account, code, shownName string) (coverage.Person, error) {
	account, now := key(account), l.now()
	stands, err := l.stands(ctx, codeDigest(code))
	if err != nil {
		return coverage.Person{}, fmt.Errorf("redeem an invitation: %w", err)
	}
	var refused error
	err = l.e.atomically(ctx, func(s session) error {
		refused = nil
		tried, err := guesses(ctx, s, account, now)
		if err != nil {
			return err
		}
		if tried >= guessMost {
			refused = coverage.ErrForbidden
			return nil
		}
		i, err := takeInvitation(ctx, s, codeDigest(code), account, millis(now))
		switch {
		case err != nil:
			return err
		case !i.found:
			refused = coverage.ErrUnknown
			return s.run(ctx, statement{text: `INSERT INTO guesses (account, at) VALUES ($1, $2)`, args: []any{account, millis(now)}})
		case i.account == account:
			return nil // once more
		case i.account != "" || i.expires <= millis(now):
			refused = coverage.ErrExpired
			return nil
		case !stands:
			refused = coverage.ErrExpired
			return release(ctx, s, codeDigest(code))
		}
		if i.role == linkRole {
			refused, err = link(ctx, s, account, codeDigest(code), i.person)
			return err
		}
		return l.join(ctx, s, account, codeDigest(code), shownName, i)
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return coverage.Person{}, fmt.Errorf("redeem an invitation: %w", err)
	}
	return l.Person(ctx, account)
}

func guesses(ctx context.Context, s session, account string, now time.Time) (n int, err error) {
	err = s.run(ctx, statement{
		text: `SELECT COUNT(*) FROM guesses WHERE account = $1 AND at > $2`,
		args: []any{account, millis(now.Add(-guessTime))},
		each: func(scan scanner) error { return scan(&n) },
	})
	return n, err
}

// takeInvitation marks an invitation that is still open as the account's, and
// gives it as it was before. Of several accounts only one finds it open: the
// others wait for the row, then see that it is used.
func takeInvitation(ctx context.Context, s session, digest, account string, now int64) (i invitation, err error) {
	taken := false
	take := statement{
		text: `UPDATE invitations SET account = $1 WHERE digest = $2 AND account = '' AND expires > $3 RETURNING role`,
		args: []any{account, digest, now},
		each: func(scan scanner) error { taken = true; return scan(&i.role) },
	}
	read := statement{
		text: `SELECT role, name, units, status, expires, account, person FROM invitations WHERE digest = $1`,
		args: []any{digest},
		each: func(scan scanner) error {
			var units string
			i.found = true
			return errors.Join(scan(&i.role, &i.name, &units, &i.status, &i.expires, &i.account, &i.person), json.Unmarshal([]byte(units), &i.units))
		},
	}
	if err = s.run(ctx, take, read); taken {
		i.account = ""
	}
	return i, err
}

// join gives the account's owner what the invitation grants, and says so in
// the audit log. Whoever works keeps the status they have: who is in training
// or on leave does not end that by a second code.
func (l *Ledger) join(ctx context.Context, s session, account, digest, shownName string, i invitation) error {
	p, namesakes, err := joining(ctx, s, account, i)
	if err == nil && p.ID == 0 {
		p = coverage.Person{Name: i.name, Status: i.status}
		if p.Name == "" {
			p.Name = personName(shownName)
		}
		p.ID, err = newPerson(ctx, s, p)
	}
	if err != nil {
		return err
	}
	var writes []statement
	if p.Status == coverage.Gone { // what they once held is not given back
		writes = append(writes, statement{text: `DELETE FROM holdings WHERE person = $1`, args: []any{int64(p.ID)}}, setStatus(p.ID, i.status))
	}
	writes = append(writes, grants(p.ID, i.role, i.units)...)
	writes = append(writes, connect(account, p.ID), statement{
		text: `UPDATE invitations SET person = $1 WHERE digest = $2`, args: []any{int64(p.ID), digest},
	})
	changes := map[string]int{"joined": 1}
	if namesakes > 0 {
		changes["namesakes"] = namesakes
	}
	audit, err := json.Marshal(changes)
	if err != nil {
		return err
	}
	writes = append(writes, statement{
		text: `INSERT INTO audit (at, author, revision, note, changes) SELECT $1, $2, revision, '', $3 FROM head`,
		args: []any{millis(l.now()), int64(p.ID), string(audit)},
	})
	return s.run(ctx, append(writes, keepDuties(p.ID, l.today())...)...)
}

// joining gives who an account's owner is by an invitation: who they were, or
// whom it names, where they hold nothing; the zero Person for somebody new,
// and then how many of that name were dismissed.
func joining(ctx context.Context, s session, account string, i invitation) (p coverage.Person, dismissed int, err error) {
	var owner []coverage.Person
	err = s.run(ctx, statement{
		text: `SELECT ` + personColumns + ` FROM accounts a JOIN people p ON p.id = a.person LEFT JOIN holdings h ON h.person = p.id
WHERE a.account = $1` + personOrder,
		args: []any{account},
		each: people(&owner),
	})
	if len(owner) > 0 {
		p = owner[0]
	}
	if err != nil || i.name == "" || p.ID != 0 && p.Status != coverage.Gone && len(p.Grants) > 0 {
		return p, 0, err
	}
	all, err := namesakes(func(q ...statement) error { return s.run(ctx, q...) }, []string{i.name}, account)
	if named := invited(all[i.name], i); named.ID != 0 {
		return named, 0, err
	}
	if p.ID == 0 {
		dismissed = left(all[i.name])
	}
	return p, dismissed, err
}

// link joins an account to a person. Somebody else's account stays theirs,
// and the code open: it was sent from the wrong chat.
func link(ctx context.Context, s session, account, digest string, person coverage.PersonID) (refused, err error) {
	owner, err := ownerOf(ctx, s, account)
	if err != nil {
		return nil, err
	}
	if owner != 0 && owner != person {
		return coverage.ErrTaken, release(ctx, s, digest)
	}
	return nil, s.run(ctx, connect(account, person))
}

// release leaves an invitation open that was taken.
func release(ctx context.Context, s session, digest string) error {
	return s.run(ctx, statement{text: `UPDATE invitations SET account = '' WHERE digest = $1`, args: []any{digest}})
}

// stands tells whether who made an invitation may still invite to its units:
// a code does not outlive the right it was given by.
func (l *Ledger) stands(ctx context.Context, digest string) (bool, error) {
	var author coverage.PersonID
	var list string
	err := l.e.query(ctx, statement{
		text: `SELECT author, units FROM invitations WHERE digest = $1`, args: []any{digest},
		each: func(scan scanner) error { return scan(&author, &list) },
	})
	if err != nil || author == 0 {
		return true, err
	}
	var units []place.Code
	people, err := l.PeopleOf(ctx, []coverage.PersonID{author})
	if err := errors.Join(err, json.Unmarshal([]byte(list), &units)); err != nil {
		return false, err
	}
	if len(people) == 0 || people[0].Status == coverage.Gone {
		return false, nil
	}
	tree, _, err := l.tree(ctx, math.MaxInt64) // the newest
	if err != nil {
		return false, err
	}
	own := people[0].Units(coverage.Admin)
	return !slices.ContainsFunc(units, func(u place.Code) bool {
		return !slices.ContainsFunc(own, func(above place.Code) bool { return tree.Within(u, above, l.today()) })
	}), nil
}

func ownerOf(ctx context.Context, s session, account string) (id coverage.PersonID, err error) {
	err = s.run(ctx, statement{
		text: `SELECT person FROM accounts WHERE account = $1`, args: []any{account},
		each: func(scan scanner) error { return scan(&id) },
	})
	return id, err
}
