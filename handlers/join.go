package handlers

import (
	"context"
	"errors"
	"math"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// guesses of invitation codes an account may make in an hour.
const (
	guesses      = 5
	guessesEvery = time.Hour
)

// joinUs redeems an invitation.
func joinUs(ctx context.Context, v *visit) (answer, error) {
	code := strings.ToUpper(strings.TrimSpace(v.meaning.Code))
	if code == "" {
		return forOurs(help).run(ctx, v)
	}
	if ok, wait := v.memory.Allow(ctx, "join/"+v.msg.Account, guesses, guessesEvery, guesses); !ok {
		return v.reply("join.guess", int(math.Ceil(wait.Minutes()))), nil
	}
	p, err := v.service.Roll.Redeem(ctx, v.msg.Account, code, v.msg.Name)
	switch {
	case errors.Is(err, coverage.ErrUnknown):
		return v.reply("join.unknown"), nil
	case errors.Is(err, coverage.ErrTaken):
		return v.reply("link.taken", v.person.Name), nil
	case errors.Is(err, coverage.ErrExpired):
		return v.reply("join.expired"), nil
	case err != nil:
		return answer{}, err
	}
	v.person = p
	if v.english && p.Language != "en" { // whose app is in English is met in it
		if err := v.tongues.Speak(ctx, p.ID, "en"); err != nil {
			return answer{}, err
		}
	}
	if p.Has(coverage.Agent) {
		return v.reply("join.done.agent", p.Name, v.ownUnits(p), v.example(p)), nil
	}
	return v.reply("join.done.other", p.Name, v.ownUnits(p), v.ownName(p)), nil
}

func (v *visit) ownName(p coverage.Person) string {
	for _, g := range p.Grants {
		if u, ok := v.book.Tree.Unit(g.Unit); ok && g.Unit != "VN" {
			return u.Name
		}
	}
	return "Sơn La"
}

// refusePII refuses personal data; the text is not kept.
func refusePII(_ context.Context, v *visit) (answer, error) {
	v.meter.Refused("personal_data")
	var kinds []string
	for _, k := range v.meaning.PII {
		if name := v.say("pii." + k); !contains(kinds, name) {
			kinds = append(kinds, name)
		}
	}
	if len(kinds) == 0 {
		kinds = []string{v.say("pii.other")}
	}
	a := v.reply("refuse.pii", join(kinds))
	a.forget = true
	return a, nil
}

// unclear says what could be written instead.
func unclear(ctx context.Context, v *visit) (answer, error) {
	if isWord(v.text, wordConfirm) {
		return confirmNothing(ctx, v)
	}
	if a, ok := v.smallTalk(); ok {
		return a, nil
	}
	if v.opens() {
		return v.ownFirst(ctx)
	}
	return notUnderstood(v), nil
}

func notUnderstood(v *visit) answer {
	switch {
	case !v.known():
		return v.stranger()
	case v.person.Has(coverage.Agent):
		return v.reply("unclear.agent", v.example(v.person))
	}
	if a, ok := v.noSuch(); ok {
		return a
	}
	a := v.reply("unclear.viewer", v.ownName(v.person), v.listExample())
	a.replies[0].Text = lines(a.replies[0].Text, v.say("unclear.examples", v.ownName(v.person), v.listExample()))
	a.replies[0].Choices = v.firstChoices()
	return a
}

// firstChoices are what somebody may tap who does not know how to ask.
func (v *visit) firstChoices() [][]bot.Choice {
	u := v.firstOwn(v.person)
	if u == "" || v.msg.Group {
		return nil
	}
	title := v.book.Tree.Title(u)
	rows := [][]bot.Choice{{{Label: capital(title), Send: "/xa " + string(u), Word: title}}}
	if v.mayList(u) {
		rows = append(rows, []bot.Choice{{Label: v.say("button.below"), Send: "/chuadat " + string(u), Word: "nơi chưa đạt"},
			{Label: v.say("button.missing"), Send: "/chuabao " + string(u), Word: "ai chưa báo cáo"}})
	}
	return rows
}

// cancel drops the question asked back; resume has done it where there was one.
func cancel(_ context.Context, v *visit) (answer, error) { return v.reply("cancel.none"), nil }

// confirmNothing answers a "có" that nobody asked for.
func confirmNothing(ctx context.Context, v *visit) (answer, error) {
	if a, ok, err := v.already(ctx); err != nil || ok {
		return a, err
	}
	if a, ok := v.smallTalk(); ok {
		return a, nil
	}
	return notUnderstood(v), nil
}

func today(v *visit, asOf vi.Day) vi.Day {
	if asOf.IsZero() {
		return v.today
	}
	return asOf
}
