package handlers

import (
	"context"
	"slices"
	"strconv"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// mostOwn bounds how many of an official's own units one answer shows.
const mostOwn = 8

// widestFirst gives the units that somebody answers for, in the order in which
// they were given, those within another of them behind, and how many are not.
func widestFirst(tree *place.Tree, grants []coverage.Grant) (all []place.Code, apart int) {
	for _, g := range grants {
		if !slices.Contains(all, g.Unit) {
			all = append(all, g.Unit)
		}
	}
	var widest, inner []place.Code
	for _, u := range all {
		if slices.ContainsFunc(all, func(other place.Code) bool { return other != u && tree.Within(u, other, 0) }) {
			inner = append(inner, u)
		} else {
			widest = append(widest, u)
		}
	}
	return append(widest, inner...), len(widest)
}

// firstOwn is the unit that stands for a person's own where only one can.
func (v *visit) firstOwn(p coverage.Person) place.Code {
	if own, _ := widestFirst(v.book.Tree, p.Grants); len(own) > 0 {
		return own[0]
	}
	return ""
}

// ofSeveral answers an official of several units who names none: with a line
// for each, or, where one answer cannot be of all, by asking which is meant.
func (v *visit) ofSeveral(ctx context.Context) (answer, bool, error) {
	m := v.meaning
	if v.waiting != nil || v.msg.Group || v.person.Has(coverage.Agent) || !v.known() {
		return answer{}, false, nil
	}
	self := m.Intent == understand.QuerySelf && m.Topic == ""
	if !self && !asksFigures(m.Intent) && m.Intent != understand.Subscribe {
		return answer{}, false, nil
	}
	own, apart := widestFirst(v.book.Tree, v.person.Grants)
	if len(own) < 2 || !self && !v.meansOwn(own) {
		return answer{}, false, nil
	}
	command, each := ownCommand(m)
	if !each {
		if apart < 2 { // a list of the widest has the others in it
			return answer{}, false, nil
		}
		if m.Every == understand.ListFollows || m.Every == understand.Pause || m.Every == understand.Resume || m.Every == string(coverage.Never) {
			return answer{}, false, nil // these are of all that is followed
		}
		v.meaning.Unit, v.meaning.Within, v.meaning.FollowUp = "", "", false
		v.meaning.Choices, v.meaning.Ask = own[:min(mostOwn, len(own))], []understand.Ask{understand.AskUnit}
		return v.ask(understand.AskUnit), true, nil
	}
	a, err := v.ownRows(ctx, own, command)
	return a, true, err
}

// ownCommand is what asks the same of one unit, and whether the question is one
// that can be answered of several in a line each.
func ownCommand(m understand.Meaning) (string, bool) {
	if m.Aspect != "" || m.Other != "" {
		return "", false
	}
	switch m.Intent {
	case understand.QueryStatus, understand.QuerySelf:
		return "/xa ", true
	case understand.QueryGap:
		return "/conthieu ", true
	case understand.QueryPlan:
		return "/tiendo ", true
	case understand.QueryForecast:
		return "/dubao ", true
	case understand.QueryTarget:
		return "/chitieu ", true
	}
	return "", false
}

// meansOwn tells whether the message names no place, so that whoever writes it
// means their own: it would mean another of somebody with other units, and no
// question before it says which.
func (v *visit) meansOwn(own []place.Code) bool {
	as := func(u place.Code) (understand.Meaning, place.Code) {
		setting := v.setting
		setting.Speaker.Units = []place.Code{u}
		m := v.reader.Read(v.text, setting)
		return m, understand.Place(m)
	}
	first, one := as(own[0])
	_, other := as(own[1])
	return first.Intent == v.meaning.Intent && one != other && understand.Place(v.meaning) == one
}

// ownRows says of each of an official's units where it stands and how far its
// target is, with a button each.
func (v *visit) ownRows(ctx context.Context, own []place.Code, command string) (answer, error) {
	day, i := today(v, v.meaning.AsOf), v.indicatorAsked()
	reply := bot.Reply{Title: v.upTo(v.say("ownRows.title", len(own)), day)}
	var text []string
	invented := false
	for n, u := range own[:min(mostOwn, len(own))] {
		st, err := v.service.Standing(ctx, u, i, day)
		if err != nil {
			return answer{}, err
		}
		v.shown = append(v.shown, st)
		text = append(text, strconv.Itoa(n+1)+". "+capital(st.Title)+": "+v.rateLine(st)+v.goalPart(st))
		if staleAt(st) {
			text = append(text, v.staleLine(st))
		}
		invented = invented || st.Illustration()
		c := bot.Choice{Label: capital(st.Title), Send: command + string(u), Word: st.Title}
		if i != coverage.BHYT {
			c.Send += " " + string(i)
		}
		if day != v.today {
			c.Send += " " + day.Long()
		}
		reply.Choices = append(reply.Choices, []bot.Choice{c})
	}
	if more := len(own) - mostOwn; more > 0 {
		text = append(text, v.say("list.more", more))
	}
	if invented {
		text = append(text, v.say("q.illustrative"))
	}
	reply.Text = lines(text...)
	return answer{replies: []bot.Reply{reply}}, nil
}

// goalPart says behind a figure how far the first target is, or what lists hold
// a unit to that has none.
func (v *visit) goalPart(st coverage.Standing) string {
	for _, t := range st.Targets {
		if !t.Known {
			continue
		}
		return v.shortOf(t)
	}
	if rate, _ := v.book.Demand(st.Unit, st.Indicator, st.AsOf); rate > 0 && st.Rated() {
		if p := st.Reach(rate); p.Known {
			return v.shortOf(p)
		}
	}
	return ""
}

func (v *visit) shortOf(p coverage.Progress) string {
	goal := v.say("ownRows.goal", p.Target.Rate.Pct()+"%")
	if p.Target.Measure != coverage.RatePct {
		goal = ""
	}
	switch {
	case p.Partial:
		return goal + v.say("q.shortMost", vi.Int(p.Gap))
	case p.Gap > 0:
		return goal + v.say("q.short", vi.Int(p.Gap))
	}
	return goal + v.say("q.met")
}

func textsOwnRows() map[string]text {
	return map[string]text{
		"ownRows.title": {"%d nơi anh/chị phụ trách", "The %d units you answer for"},
		"ownRows.goal":  {"; chỉ tiêu %s", "; target %s"},
	}
}
