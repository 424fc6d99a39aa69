package handlers

import (
	"context"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// help shows what may be written, by role; to whoever only greets also where
// their own unit stands.
func help(ctx context.Context, v *visit, who viewer) (answer, error) {
	if v.greets() {
		return v.greet(ctx, who)
	}
	var text []string
	reply := bot.Reply{Title: v.say("help.title")}
	if v.person.Has(coverage.Agent) {
		text = append(text, v.say("help.agent", v.example(v.person)))
		reply.Choices = v.guideChoice()
	}
	if v.person.Has(coverage.Official) || v.person.Has(coverage.Admin) {
		text = append(text, v.say("help.viewer", v.ownName(v.person), v.partsWord()))
	} else {
		text = append(text, v.say("help.agentAsks"))
	}
	text = append(text, v.say("help.more", v.ownName(v.person)))
	if v.person.Has(coverage.Admin) {
		text = append(text, v.say("help.admin", v.ownName(v.person)))
	}
	reply.Text = lines(text...)
	reply.Choices = append(reply.Choices, []bot.Choice{v.otherLanguage()})
	return answer{replies: []bot.Reply{reply}}, nil
}

func (v *visit) otherLanguage() bot.Choice {
	if v.english {
		return bot.Choice{Label: "Tiếng Việt", Send: "/ngonngu vi", Word: "tiếng Việt"}
	}
	return bot.Choice{Label: "English", Send: "/ngonngu en", Word: "English"}
}

// greets tells whether the message asks for nothing.
func (v *visit) greets() bool {
	said := vi.Fold(strings.Trim(v.text, " ?!.,"))
	for _, begin := range []string{"alo", "xin chao", "chao", "hi", "hello", "a lo", "bot oi", "em oi", "hey"} {
		if said == begin || strings.HasPrefix(said, begin+" ") {
			return true
		}
	}
	return slices.Contains([]string{"bao cao", "bot", "bat dau", "/start"}, said)
}

// greet answers a greeting with what its writer most likely wants to know.
func (v *visit) greet(ctx context.Context, who viewer) (answer, error) {
	var text []string
	var choices [][]bot.Choice
	if who.Has(coverage.Agent) {
		choices = v.guideChoice()
		own, err := v.service.Own(ctx, who.Person, v.today)
		if err != nil {
			return answer{}, err
		}
		line := v.say("own.notYet")
		if own.ReportedNow {
			line = v.say("greet.reported", vi.Int(own.Today))
		}
		text = append(text, line, v.say("greet.agentTry", v.example(who.Person)))
	}
	if units := append(who.Units(coverage.Official), who.Units(coverage.Admin)...); len(units) > 0 {
		st, err := v.service.Standing(ctx, units[0], coverage.BHYT, v.today)
		if err != nil {
			return answer{}, err
		}
		text = append(text, v.say("greet.now", capital(st.Title), v.rateLine(st)))
		for _, t := range st.Targets {
			text = append(text, v.targetLine(t))
		}
		if st.Illustration() {
			text = append(text, v.say("q.illustrative"))
		}
		text = append(text, v.say("greet.viewerTry", v.ownName(who.Person), v.listExample()))
		v.shown = append(v.shown, st)
		v.remember(ctx, st.Unit)
		choices = v.cardChoices(st)
	}
	text = append(text, v.say("greet.help"))
	return answer{replies: []bot.Reply{{Title: v.say("greet.title", who.Name), Text: lines(text...), Choices: choices}}}, nil
}

// listExample is the question for the places that lag, as the asker would put
// it: an official of a commune has villages, not communes.
func (v *visit) listExample() string {
	for _, g := range v.person.Grants {
		if g.Role != coverage.Agent && v.below(g.Unit) == place.Village {
			return v.say("greet.villages")
		}
	}
	return v.say("greet.communes")
}

// partsWord is what the parts of a person's units are called: xã, or bản.
func (v *visit) partsWord() string {
	word, _, _ := strings.Cut(v.listExample(), " ")
	return word
}

func (v *visit) guideChoice() [][]bot.Choice {
	return [][]bot.Choice{{{Label: v.say("guide.start"), Send: "/baocao", Word: "báo cáo"}}}
}
