package handlers

import (
	"context"
	"slices"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// ownVillages gives an agent's villages where the message means them all: those
// whose people the agent goes to see, not the whole commune's. None where a
// place is named, or was by the question that this one goes on from.
func (v *visit) ownVillages() []place.Code {
	m := v.meaning
	if !v.person.Has(coverage.Agent) || v.msg.Group || !m.FollowUp || len(m.Ask) > 0 || v.kept ||
		v.hears("xa", "phuong", "toan xa", "ca xa", "tinh") && !v.hears("cua toi", "cua em", "cua minh") || v.asksCommune() {
		return nil
	}
	own := slices.Clone(v.person.Units(coverage.Agent))
	return slices.DeleteFunc(own, func(u place.Code) bool { return !v.book.Tree.Alive(u, v.today) })
}

// ownRenewals says how many people's payments run out in all of an agent's
// villages, and in which.
func (v *visit) ownRenewals(ctx context.Context, own []place.Code) (answer, error) {
	from, to := v.dueDays()
	i := v.renewing()
	all, each, err := v.service.EndsOf(ctx, own, i, from, to)
	if err != nil {
		return answer{}, err
	}
	var villages, titles []string
	for n, u := range own {
		titles = append(titles, v.book.Tree.Title(u))
		if each[n].People > 0 {
			villages = append(villages, v.say("renewals.village", capital(titles[n]), vi.Int(each[n].People)))
		}
	}
	title := dots(capital(v.placesOf(titles)), v.say("renewals.title"), v.say("span.days", v.date(from, v.today), v.date(to, v.today)))
	text := append(v.renewalLines(all, i, villages...), v.inventedLine(own[0], v.today))
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}, nil
}

// beyondAll refuses to look for a share of more than all people. Of a plan more
// than all can be done: how much of it is, answers "được 110% kh chưa".
func (v *visit) beyondAll() (answer, bool) {
	m := &v.meaning
	d, _ := coverage.Describe(v.indicatorAsked())
	if m.Threshold <= allPeople || !asksFigures(m.Intent) || d.Base == coverage.NoBase {
		return answer{}, false
	}
	if v.hears("ke hoach", "kh", "chi tieu", "khoan", "plan", "target") {
		switch m.Intent {
		case understand.QueryPlan:
			return answer{}, false
		case understand.QueryStatus, understand.QueryGap, understand.QueryForecast, understand.QueryCompare:
			m.Intent, m.Threshold = understand.QueryPlan, 0
			return answer{}, false
		}
	}
	name := v.ownName(v.person)
	if m.Unit != "" && v.book.MaySee(v.person, m.Unit, v.today) {
		name = v.nameOf(m.Unit)
	}
	return v.reply("q.beyondAll", m.Threshold.Pct(), name), true
}

// allPeople is the share of everybody.
const allPeople coverage.Rate = 1_000_000
