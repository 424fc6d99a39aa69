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
		if v.known() {
			return help(ctx, v)
		}
		return v.stranger(), nil
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
	return notUnderstood(v), nil
}

func notUnderstood(v *visit) answer {
	switch {
	case !v.known():
		return v.stranger()
	case v.person.Has(coverage.Agent):
		return v.reply("unclear.agent", v.example(v.person))
	}
	return v.reply("unclear.viewer", v.ownName(v.person))
}

// cancel drops the question asked back; resume has done it where there was one.
func cancel(_ context.Context, v *visit) (answer, error) { return v.reply("cancel.none"), nil }

// confirmNothing answers a "có" that nobody asked for.
func confirmNothing(ctx context.Context, v *visit) (answer, error) {
	if a, ok, err := v.already(ctx); err != nil || ok {
		return a, err
	}
	return notUnderstood(v), nil
}

// help shows what may be written, by role.
func help(_ context.Context, v *visit) (answer, error) {
	if !v.known() {
		return v.stranger(), nil
	}
	var text []string
	reply := bot.Reply{Title: v.say("help.title")}
	if v.person.Has(coverage.Agent) {
		text = append(text, v.say("help.agent", v.example(v.person)))
		reply.Choices = [][]bot.Choice{{{Label: v.say("guide.start"), Send: "/baocao", Word: "báo cáo"}}}
	}
	if v.person.Has(coverage.Official) || v.person.Has(coverage.Admin) {
		text = append(text, v.say("help.viewer", v.ownName(v.person)))
	} else {
		text = append(text, v.say("help.agentAsks"))
	}
	text = append(text, v.say("help.more", v.ownName(v.person)))
	if v.person.Has(coverage.Admin) {
		text = append(text, v.say("help.admin", v.ownName(v.person)))
	}
	reply.Text = lines(text...)
	other := bot.Choice{Label: "English", Send: "/ngonngu en", Word: "English"}
	if v.english {
		other = bot.Choice{Label: "Tiếng Việt", Send: "/ngonngu vi", Word: "tiếng Việt"}
	}
	reply.Choices = append(reply.Choices, []bot.Choice{other})
	return answer{replies: []bot.Reply{reply}}, nil
}

// subject is what the last question was about, for one that goes on from it.
type subject struct {
	Unit      string `json:"unit"`
	Indicator string `json:"indicator"`
}

// rememberFor is how long a question may go on from the one before.
const rememberFor = 15 * time.Minute

func today(v *visit, asOf vi.Day) vi.Day {
	if asOf.IsZero() {
		return v.today
	}
	return asOf
}
