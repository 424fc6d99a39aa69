package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// asksAgents tells whether a question for shares of reports is of agents: one
// by one, or of one who is named.
func (v *visit) asksAgents() bool {
	if v.meaning.Level == "agent" {
		return true
	}
	said := " " + vi.Fold(v.text) + " "
	return slices.ContainsFunc([]string{"chi", "anh", "co", "chu", "bac", "ong", "ba", "nhan vien"}, func(w string) bool { return strings.Contains(said, " cua "+w+" ") })
}

// shareOfAgents tells how many village-days each agent within a unit reported,
// to whoever answers for them; false where that is somebody else.
func (v *visit) shareOfAgents(ctx context.Context, who viewer, timely bool) (answer, bool, error) {
	within := v.wholeAsked(who)
	if !v.book.MayReview(who.Person, within, v.today) {
		return answer{}, false, nil
	}
	if v.msg.Group {
		return v.reply("agents.private"), true, nil
	}
	m := v.meaning
	best := m.Order != "asc"
	shares, err := v.service.CompletenessOfAgents(ctx, within, m.From, m.To, timely, best)
	switch {
	case errors.Is(err, coverage.ErrTooMany):
		return v.reply("agents.tooMany", v.book.Tree.Title(within), v.someCommune(within)), true, nil
	case err != nil:
		return answer{}, false, err
	}
	if m.Level != "agent" {
		said := " " + vi.Fold(v.text) + " "
		shares = slices.DeleteFunc(shares, func(s coverage.AgentShare) bool { return !strings.Contains(said, " "+vi.Fold(s.Person.Name)+" ") })
		if len(shares) == 1 {
			s := shares[0]
			return v.shareSaid(v.say("share.own", s.Person.Name, v.stretch(m.From, m.To)), within, s.Share, timely), true, nil
		}
		if len(shares) == 0 {
			return v.reply("share.noAgent", v.book.Tree.Title(within), v.nameOf(within)), true, nil
		}
	}
	v.remember(ctx, within)
	return v.agentSharesSaid(within, shares, timely, best), true, nil
}

func (v *visit) agentSharesSaid(within place.Code, shares []coverage.AgentShare, timely, best bool) answer {
	key, order := "share.rank", "share.best"
	if timely {
		key = "share.rankTimely"
	}
	if !best {
		order = "share.worst"
	}
	m := v.meaning
	title := v.say(key, v.say("share.agents"), v.book.Tree.Title(within), v.stretch(m.From, m.To), v.say(order))
	if len(shares) == 0 {
		return answer{replies: []bot.Reply{{Title: title, Text: v.say("share.nobody")}}}
	}
	s := listing{title: title, size: m.Limit, more: "agents.more", again: strings.Replace(v.shareAgain(within, place.Village, timely, best), levelWord(place.Village), "nhan vien", 1)}
	s.foot = []string{v.inventedLine(within, m.To)}
	rank := 0
	for n, r := range shares {
		if n == 0 || r.Of(timely)*shares[n-1].Due != shares[n-1].Of(timely)*r.Due {
			rank = n + 1 // equal shares have one place
		}
		s.rows = append(s.rows, fmt.Sprintf("%d. %s: %s%% (%s/%s)", rank, r.Person.Name, shareOf(r.Of(timely), r.Due), vi.Int(r.Of(timely)), vi.Int(r.Due)))
	}
	return v.paged(s)
}
