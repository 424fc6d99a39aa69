package handlers

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// Registry is where administrators change the records, and see who did.
type Registry interface {
	Amend(ctx context.Context, a coverage.Amendment) (int64, error)
	Unlock(ctx context.Context, k coverage.Lock, by coverage.PersonID) (int64, error)
	// Invite keeps an invitation and gives its code, which is kept nowhere.
	Invite(ctx context.Context, i coverage.Invitation, ttl time.Duration) (string, error)
	Audit(ctx context.Context, limit int) ([]coverage.Change, error)
	PeopleOf(ctx context.Context, ids []coverage.PersonID) ([]coverage.Person, error)
}

// inviteFor is how long an invitation made in a chat may be used.
const inviteFor = 72 * time.Hour

// admin is proof that the person administers units, in a chat of their own.
type admin struct{ coverage.Person }

// forAdmins lets administrators pass, not in groups: what they change is
// confirmed by nobody else.
func forAdmins(do func(context.Context, *visit, admin) (answer, error)) step {
	return step{func(ctx context.Context, v *visit) (answer, error) {
		switch {
		case v.person.Has(coverage.Admin) && v.msg.Group:
			return v.reply("guard.private"), nil
		case v.person.Has(coverage.Admin):
			return do(ctx, v, admin{v.person})
		case v.known():
			return v.reply("guard.admins"), nil
		}
		return v.stranger(), nil
	}}
}

// administers tells whether the admin's units hold one, and else what to say.
func (v *visit) administers(who admin, u place.Code) (answer, bool) {
	if v.book.MayAdminister(who.Person, u, v.today) {
		return answer{}, true
	}
	return v.reply("admin.scope", capital(v.book.Tree.Title(u)), v.ownUnits(who.Person)), false
}

// open gives what must be asked before anything is shown to be confirmed.
func (v *visit) open() (understand.Ask, bool) {
	if len(v.meaning.Ask) == 0 || v.meaning.Ask[0] == understand.AskConfirmation {
		return "", false
	}
	return v.meaning.Ask[0], true
}

// confirmed tells whether the change that is asked for was shown and agreed to.
func (v *visit) confirmed() bool {
	return len(v.meaning.Ask) == 0 && v.waiting != nil && v.waiting.agreed
}

// show shows what would change, and asks for a yes that names the act.
func (v *visit) show(act string, list ...string) answer {
	v.meaning.Ask = []understand.Ask{understand.AskConfirmation}
	text := lines(append(list, v.say("sure."+act))...)
	a := v.wait(waiting{Kind: waitFill}, text, []option{{v.say("yes." + act), "có"}, {v.say("choice.no"), "không"}})
	a.replies[0].Text = text
	return a
}

// amend writes a change under the admin's name, with the message it came by.
func (v *visit) amend(ctx context.Context, who admin, note string, a coverage.Amendment) error {
	a.By, a.Note = who.ID, v.noted(note)
	_, err := v.registry.Amend(ctx, a)
	v.service.Library.Refresh()
	return err
}

// noted is a change as the audit log has it: what, and by which message.
func (v *visit) noted(note string) string {
	if v.waiting != nil {
		return note + " · " + v.waiting.Message
	}
	return note + " · " + v.msg.Root()
}

// administer does what only administrators order besides targets and areas.
func administer(ctx context.Context, v *visit, who admin) (answer, error) {
	switch v.meaning.Topic {
	case understand.AuditLog:
		return v.audit(ctx, who)
	case understand.RevokePerson:
		return v.revoke(ctx, who)
	}
	if ask, ok := v.open(); ok {
		return v.ask(ask), nil
	}
	if v.meaning.Unit == "" {
		return v.reply("admin.where", v.ownName(who.Person)), nil
	}
	if a, ok := v.administers(who, v.meaning.Unit); !ok {
		return a, nil
	}
	if v.meaning.Topic == understand.InvitePerson {
		return v.invite(ctx, who)
	}
	return v.lock(ctx, who)
}

// lock closes a month of a unit, or opens it again.
func (v *visit) lock(ctx context.Context, who admin) (answer, error) {
	m := v.meaning
	first, last, err := m.Period.Bounds()
	if err != nil || len(m.Period) != len("2026-10") || strings.Contains(string(m.Period), "Q") {
		return v.reply("lock.month"), nil //nolint:nilerr // a month that cannot be read is asked for
	}
	title, month := v.book.Tree.Title(m.Unit), v.period(m.Period)
	by, locked := v.book.LockedBy(m.Unit, m.Period)
	unlocks := m.Topic == understand.UnlockMonth
	switch {
	case first > v.today:
		return v.reply("lock.future", month), nil
	case !unlocks && locked:
		return v.reply("lock.already", capital(month), title, v.book.Tree.Title(by)), nil
	case unlocks && !locked:
		return v.reply("lock.open", capital(month), title), nil
	case unlocks && by != m.Unit:
		return v.reply("lock.above", capital(month), title, v.book.Tree.Title(by)), nil
	}
	if !v.confirmed() {
		key, act := "lock.show", "lock"
		if unlocks {
			key, act = "lock.showOpen", "unlock"
		}
		text := v.say(key, month, title)
		if !unlocks && last >= v.today {
			text = lines(text, v.say("lock.running"))
		}
		return v.show(act, text), nil
	}
	k := coverage.Lock{Unit: m.Unit, Month: m.Period}
	if unlocks {
		_, err = v.registry.Unlock(ctx, k, who.ID)
		v.service.Library.Refresh()
		return v.reply("lock.opened", month, title), err
	}
	err = v.amend(ctx, who, v.say("note.lock", month, title, m.Unit), coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{k}}})
	return v.reply("lock.done", month, title), err
}

// invite gives a code by which somebody joins, once.
func (v *visit) invite(ctx context.Context, who admin) (answer, error) {
	m := v.meaning
	level := v.book.Tree.Level(m.Unit)
	title := v.book.Tree.Title(m.Unit)
	if m.Role == coverage.Agent && level != place.Village {
		return v.reply("invite.village", title), nil
	}
	role := v.say("role." + string(m.Role))
	name := m.Person
	if name == "" {
		name = v.say("invite.anybody")
	}
	if !v.confirmed() {
		return v.show("invite", v.say("invite.show", role, title, name)), nil
	}
	// The audit comes first: a code that nobody can account for is not given.
	if err := v.amend(ctx, who, v.say("note.invite", role, title, m.Unit, name), coverage.Amendment{}); err != nil {
		return answer{}, err
	}
	code, err := v.registry.Invite(ctx, coverage.Invitation{Role: m.Role, Name: m.Person, Units: []place.Code{m.Unit}, Status: coverage.Active, By: who.ID}, inviteFor)
	if err != nil {
		return answer{}, err
	}
	text := []string{v.say("invite.done", role, title), code}
	if link := v.link(code); link != "" {
		text = append(text, v.say("invite.link", link))
	}
	text = append(text, v.say("invite.until", v.moment(v.msg.Received.Add(inviteFor), v.service.Location, v.today)))
	a := answer{replies: []bot.Reply{{Text: strings.Join(text, "\n")}}, forget: true}
	return a, nil
}

// revoked is how a message begins that takes a person's rights; what follows
// is the name.
var revoked = regexp.MustCompile(`(?i)^.*?(?:quyền|quyen)\s+(?:(?:của|cua)\s+)?(.{3,60})$`)

// readName takes what stands behind "thu hồi quyền của" for the name of one of
// the admin's people, where nobody was read and it is just that.
func (v *visit) readName(ctx context.Context, who admin) error {
	m := revoked.FindStringSubmatch(v.text)
	if v.meaning.Person != "" || m == nil || !slices.Contains(v.meaning.Ask, understand.AskPerson) {
		return nil
	}
	found, err := v.service.Roll.ByName(ctx, m[1])
	if err != nil {
		return err
	}
	if len(v.withinOf(who, found)) > 0 {
		v.meaning.Person, v.meaning.Ask = strings.TrimSpace(m[1]), []understand.Ask{understand.AskConfirmation}
	}
	return nil
}

// revoke takes from a person what they hold within the admin's units.
func (v *visit) revoke(ctx context.Context, who admin) (answer, error) {
	if err := v.readName(ctx, who); err != nil {
		return answer{}, err
	}
	if ask, ok := v.open(); ok {
		return v.ask(ask), nil
	}
	p, a, err := v.oneNamed(ctx, who, v.meaning.Person)
	if err != nil || p.ID == 0 {
		return a, err
	}
	if p.ID == who.ID {
		return v.reply("revoke.self"), nil
	}
	kept := map[coverage.Role][]place.Code{}
	var taken []string
	for _, g := range p.Grants {
		if v.book.MayAdminister(who.Person, g.Unit, v.today) {
			taken = append(taken, v.say("role."+string(g.Role))+" "+v.book.Tree.Title(g.Unit))
			continue
		}
		kept[g.Role] = append(kept[g.Role], g.Unit)
	}
	if len(taken) == 0 {
		return v.reply("admin.nobody", p.Name), nil
	}
	if !v.confirmed() {
		return v.show("revoke", v.say("revoke.show", p.Name, join(taken))), nil
	}
	var posts []coverage.Posting
	for _, r := range []coverage.Role{coverage.Agent, coverage.Official, coverage.Admin} {
		if len(p.Units(r)) == 0 {
			continue
		}
		post := coverage.Posting{ID: p.ID, Name: p.Name, Role: r, Units: kept[r]}
		if len(kept) == 0 {
			post.Status = coverage.Gone
		}
		posts = append(posts, post)
	}
	err = v.amend(ctx, who, v.say("note.revoke", p.Name, join(taken)), coverage.Amendment{People: posts})
	return v.reply("revoke.done", p.Name, join(taken)), err
}

// audit shows who changed which records of late: the admin's own changes and
// those of people whose units lie within the admin's.
func (v *visit) audit(ctx context.Context, who admin) (answer, error) {
	const looked = 500
	changes, err := v.registry.Audit(ctx, looked)
	if err != nil {
		return answer{}, err
	}
	from := v.today
	if v.meaning.Days > 1 {
		from = v.today - vi.Day(v.meaning.Days) + 1
	}
	if !v.meaning.AsOf.IsZero() {
		from = v.meaning.AsOf
	}
	var ids []coverage.PersonID
	for _, c := range changes {
		if !slices.Contains(ids, c.By) {
			ids = append(ids, c.By)
		}
	}
	people, err := v.registry.PeopleOf(ctx, ids)
	if err != nil {
		return answer{}, err
	}
	whole := v.book.MayAdminister(who.Person, place.Nation, v.today)
	var text []string
	for _, c := range changes {
		if vi.DayOf(c.At, v.service.Location) < from {
			break
		}
		name := v.say("audit.server")
		mine := whole
		for _, p := range people {
			if p.ID != c.By {
				continue
			}
			name = p.Name
			mine = mine || p.ID == who.ID || len(p.Grants) > 0 && !slices.ContainsFunc(p.Grants, func(g coverage.Grant) bool {
				return !v.book.MayAdminister(who.Person, g.Unit, v.today)
			})
		}
		if !mine {
			continue
		}
		text = append(text, fmt.Sprintf("%s · %s: %s", v.moment(c.At, v.service.Location, v.today), name, v.changed(c)))
	}
	if len(text) == 0 {
		return v.reply("audit.none", v.day(from, v.today)), nil
	}
	again := "/nhatky"
	if from != v.today {
		again += " " + from.Long()
	}
	a := v.paged(listing{title: v.say("audit.title", v.day(from, v.today)), rows: text, again: again, more: "audit.more"})
	v.remember(ctx, "")
	return a, nil
}

// noteMost is how much of a change's note a list shows.
const noteMost = 160

// abridged cuts a note that holds a whole announcement.
func abridged(note string) string {
	letters := []rune(note)
	if len(letters) <= noteMost {
		return note
	}
	return strings.TrimSpace(string(letters[:noteMost])) + "…"
}

// changed says what a change was.
func (v *visit) changed(c coverage.Change) string {
	var counts []string
	for _, kind := range []string{"units", "names", "baselines", "denominators", "targets", "classes", "floors", "people", "tallies", "locks", "unlocked", "events", "hours", "joined", "namesakes"} {
		if n := c.Changed[kind]; n > 0 {
			counts = append(counts, fmt.Sprintf("%s %s", vi.Int(int64(n)), v.say("audit."+kind)))
		}
	}
	return dots(abridged(c.Note), join(counts))
}
