package handlers

import (
	"context"
	"regexp"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// detailed answers what is asked of a unit besides its figure.
func (v *visit) detailed(ctx context.Context, who viewer) (answer, bool, error) {
	var step func(context.Context, place.Code) (answer, error)
	switch v.meaning.Aspect {
	case understand.Reasons:
		step = v.reasons
	case understand.Meetings:
		step = v.meetings
	case understand.Uncovered:
		a, err := v.uncovered(ctx, who)
		return a, true, err
	case understand.Renewals:
		if own := v.ownVillages(); len(own) > 1 {
			a, err := v.ownRenewals(ctx, own)
			return a, true, err
		}
		step = v.renewals
	default:
		return answer{}, false, nil
	}
	u, a, ok := v.unitAsked(who)
	if !ok {
		return a, true, nil
	}
	a, err := step(ctx, u)
	v.remember(ctx, u)
	return a, true, err
}

// daysAsked gives the days a question is about: those named, else the last
// thirty.
func (v *visit) daysAsked() (from, to vi.Day) {
	to = today(v, v.meaning.AsOf)
	if from = v.meaning.From; from == 0 || from > to {
		from = to - 29
	}
	return from, to
}

// smallest is the level up to which reasons are told: in a village one lapse
// may point to a person.
const smallest = place.Commune

// reasons says how many lapsed, and why, as far as it was reported.
func (v *visit) reasons(ctx context.Context, u place.Code) (answer, error) {
	from, to := v.daysAsked()
	l, err := v.service.Losses(ctx, u, v.indicatorAsked(), from, to)
	if err != nil {
		return answer{}, err
	}
	c, err := v.service.Between(ctx, u, v.indicatorAsked(), from-1, to)
	if err != nil {
		return answer{}, err
	}
	text := []string{v.say("reasons.sum", vi.Int(l.Lapsed), vi.Int(l.New))}
	if c.Known() {
		text = append([]string{v.changeLine(c)}, text...)
	}
	if v.book.Tree.Level(u) > smallest && v.book.Tree.Level(u) != place.Office {
		text = append(text, v.say("reasons.village", v.titleAbove(u, place.Commune)))
	} else {
		for _, w := range l.Why {
			if l.Lapsed <= 0 {
				break // more was taken back in these days than lapsed
			}
			text = append(text, v.say("reasons.row", v.say("why."+string(w.Reason)), vi.Int(w.People), vi.Percent(w.People, l.Lapsed)))
		}
	}
	switch net := l.Net(); {
	case c.Alike() && c.Is.Participants-c.Was.Participants < net:
		text = append(text, v.say("reasons.unreported", vi.Int(net-(c.Is.Participants-c.Was.Participants))))
	case l.Lapsed == 0:
		text = append(text, v.say("reasons.none"))
	}
	if c.Illustration() {
		text = append(text, v.say("q.illustrative"))
	}
	below := bot.Choice{Label: v.say("button.fell"), Send: v.anew("chuadat", u, v.below(u), "giam"), Word: "nơi giảm"}
	reply := bot.Reply{Title: v.spanTitle(u, from, to, v.indicator(v.indicatorAsked())), Text: lines(text...)}
	if v.mayList(u) {
		reply.Choices = [][]bot.Choice{{below}}
	}
	return answer{replies: []bot.Reply{reply}}, nil
}

func (v *visit) spanTitle(u place.Code, from, to vi.Day, what string) string {
	return dots(capital(v.book.Tree.Title(u)), what, v.say("span.days", v.date(from, v.today), v.date(to, v.today)))
}

// meetings says how many were held, who came, and how many registered.
func (v *visit) meetings(ctx context.Context, u place.Code) (answer, error) {
	from, to := v.daysAsked()
	o, err := v.service.Outreach(ctx, u, from, to)
	if err != nil {
		return answer{}, err
	}
	var text []string
	switch {
	case o.Meetings == 0 && o.Attendees == 0 && o.Registered == 0:
		text = append(text, v.say("meetings.none"))
	case o.Meetings > 0:
		text = append(text, v.say("meetings.sum", vi.Int(o.Meetings), vi.Int(o.Attendees), vi.Decimal(o.Attendees, o.Meetings, 1)))
	default:
		text = append(text, v.say("meetings.people", vi.Int(o.Attendees)))
	}
	switch {
	case o.Registered > 0 && o.Attendees > 0:
		text = append(text, v.say("meetings.registeredOf", vi.Int(o.Registered), vi.Percent(o.Registered, o.Attendees)))
	case o.Registered > 0:
		text = append(text, v.say("meetings.registered", vi.Int(o.Registered)))
	}
	if o.Registered > 0 {
		text = append(text, v.say("meetings.notCounted"))
	}
	text = append(text, v.inventedLine(u, to))
	return answer{replies: []bot.Reply{{Title: v.spanTitle(u, from, to, v.say("meetings.title")), Text: lines(text...)}}}, nil
}

// renewals says how many people's payments run out, as far as the months paid
// were reported.
func (v *visit) renewals(ctx context.Context, u place.Code) (answer, error) {
	from, to := v.dueDays()
	i := v.renewing()
	e, err := v.service.Ends(ctx, u, i, from, to)
	if err != nil {
		return answer{}, err
	}
	text := append(v.renewalLines(e, i), v.inventedLine(u, v.today))
	return answer{replies: []bot.Reply{{Title: v.spanTitle(u, from, to, v.say("renewals.title")), Text: lines(text...)}}}, nil
}

// renewalLines say how many there are, by the months they paid for, what else
// is said of them, and what the numbers stand on.
func (v *visit) renewalLines(e coverage.Ends, i coverage.Indicator, more ...string) []string {
	text := []string{v.say("renewals.sum", vi.Int(e.People), v.indicator(i))}
	for _, p := range e.ByMonths {
		text = append(text, v.say("renewals.row", p.Months, vi.Int(p.People)))
	}
	text = append(append(text, more...), v.say("renewals.basis"))
	if e.Silent > 0 {
		text = append(text, v.say("renewals.silent", vi.Int(e.Silent)))
	}
	return text
}

// renewing is the indicator whose renewals are asked for.
func (v *visit) renewing() coverage.Indicator {
	if i := v.meaning.Indicator; i != coverage.BHYT {
		return i
	}
	return coverage.Household // the only cards that are paid for by the month
}

// dueDays gives the days whose ends are asked for: the month, week or day
// that was named, else the next thirty days.
func (v *visit) dueDays() (from, to vi.Day) {
	year, month, _ := v.today.Civil()
	switch {
	case v.hears("thang sau", "thang toi"):
		return vi.Date(year, month+1, 1), vi.Date(year, month+2, 1) - 1
	case v.hears("tuan sau", "tuan toi"):
		monday := v.today + vi.Day(7-(int(v.today.Weekday())+6)%7)
		return monday, monday + 6
	case v.hears("thang nay"):
		return v.today.MonthStart(), vi.Date(year, month+1, 1) - 1
	case v.meaning.From != 0:
		return v.nearest(v.daysAsked())
	}
	return v.today, v.today + 29
}

// yearSaid is a year in a message.
var yearSaid = regexp.MustCompile(`\b20\d\d\b|\bnam (?:nay|truoc|ngoai|sau|toi)\b`)

// nearest moves days that were named without a year into the next, where that
// is nearer: what runs out in "tháng 12" is of the December to come.
func (v *visit) nearest(from, to vi.Day) (vi.Day, vi.Day) {
	past := v.hears("da het", "da qua", "qua han", "vua qua", "vua roi", "dau nam")
	if to >= v.today || past || yearSaid.MatchString(vi.Fold(v.before+" "+v.text)) {
		return from, to
	}
	year, month, day := from.Civil()
	first := vi.Date(year+1, month, day)
	year, month, day = to.Civil()
	last := vi.Date(year+1, month, day)
	if (to + 1).MonthStart() == to+1 {
		last = vi.Date(year+1, month+1, 1) - 1
	}
	if first-v.today < v.today-to {
		return first, last
	}
	return from, to
}
