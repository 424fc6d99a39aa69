package handlers

import (
	"context"
	"errors"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// againWithin is how long the same text by the same person is asked about.
const againWithin = 10 * time.Minute

// elsewhereWithin is how long the same figures by another chat of the same
// person are asked about: whoever doubts that one arrived tries the other.
const elsewhereWithin = 12 * time.Hour

// report books what an agent writes, or asks what is not clear.
func report(ctx context.Context, v *visit, who agent) (answer, error) {
	switch {
	case v.meaning.Reject != "":
		return v.rejected(), nil
	case v.opensGuide():
		return v.openGuide(ctx, who)
	}
	if a, ok, err := v.askFirst(ctx, who); ok || err != nil {
		return a, err
	}
	draft := v.draft(who)
	if len(draft.Lines) == 0 {
		return v.reply("unclear.agent", v.example(who.Person)), nil
	}
	if again, err := v.twice(ctx, draft); err != nil || again.keep != nil {
		return again, err
	}
	said := v.reportSaid
	if v.waiting != nil && v.waiting.Guided {
		said = func(r coverage.Result) bot.Reply { return v.anotherLine(v.reportSaid(r), r) }
	}
	return v.enter(ctx, draft, said)
}

// askFirst asks what must be known before anything is booked; false where all
// is clear.
func (v *visit) askFirst(ctx context.Context, who agent) (answer, bool, error) {
	if again, err := v.again(ctx, who); err != nil || again.keep != nil {
		return again, true, err
	}
	if len(v.meaning.Ask) == 0 {
		return answer{}, false, nil
	}
	if a, ok, err := v.notTheirs(ctx, who); ok || err != nil {
		return a, ok, err
	}
	return v.ask(v.meaning.Ask[0]), true, nil
}

// rejected says why a message is refused that can never be booked.
func (v *visit) rejected() answer {
	switch v.meaning.Reject {
	case understand.FutureDate:
		day := v.dayOf(func(d vi.Day) bool { return d > v.today })
		return v.reply("refuse.future_day", v.date(day, v.today))
	case understand.TooOld:
		day := v.dayOf(func(d vi.Day) bool { return d < v.today-7 })
		return v.reply("refuse.too_old_day", v.date(day, v.today), v.date(v.today-7, v.today))
	default:
		return v.reply("refuse.money")
	}
}

func (v *visit) rowDay() vi.Day { return v.dayOf(func(vi.Day) bool { return true }) }

// dayOf gives the first day of the message that is so.
func (v *visit) dayOf(so func(vi.Day) bool) vi.Day {
	for _, r := range v.meaning.Rows {
		if !r.Day.IsZero() && so(r.Day) {
			return r.Day
		}
	}
	return v.meaning.ZeroDay
}

// draft makes a draft of the message's rows and of its villages with nothing.
func (v *visit) draft(who agent) coverage.Draft {
	d := coverage.Draft{Person: who.Person, Message: v.msg.Root(), Received: v.msg.Received}
	if v.waiting != nil {
		d.Message, d.Add, d.Sure = v.waiting.Message, v.waiting.Add, v.waiting.Sure
	}
	m := v.meaning
	for _, r := range m.Rows {
		d.Lines = append(d.Lines, lineOf(r, v.today))
	}
	day := m.ZeroDay
	if day.IsZero() {
		day = v.rowDay()
	}
	if day.IsZero() {
		day = v.today
	}
	for _, u := range m.Zeros {
		d.Lines = append(d.Lines, coverage.Line{Unit: u, Kind: coverage.Zero, Day: day})
	}
	return d
}

func lineOf(r understand.Row, today vi.Day) coverage.Line {
	l := coverage.Line{Unit: r.Unit, Indicator: r.Indicator, Kind: r.Kind, Count: r.Count, Day: r.Day,
		Reason: r.Reason, Months: r.Months, Tag: r.Tag}
	if l.Day.IsZero() {
		l.Day = today
	}
	return l
}

// again asks before the same text counts twice, or the same figures by
// another chat of the same person.
func (v *visit) again(ctx context.Context, who agent) (answer, error) {
	if v.waiting != nil || v.msg.Kind == bot.Edit || v.person.Status == coverage.Training {
		return answer{}, nil
	}
	e, err := v.ledger.Repeated(ctx, v.msg.Account, v.text, v.msg.Received.Add(-againWithin))
	asked := "ask.again"
	if err == nil && e.Report == 0 && e.Elsewhere {
		asked = "ask.same"
		e.Report, e.At, err = v.service.Same(ctx, v.draft(who), v.msg.Received.Add(-elsewhereWithin))
	}
	if err != nil || e.Report == 0 {
		return answer{}, err
	}
	question := v.say(asked, e.Report, e.At.In(v.service.Location).Format("15:04"))
	return v.wait(waiting{Kind: waitAgain}, question, v.yesNo()), nil
}

// enter prepares a draft and commits it, deciding again as often as the
// records move in between; said words the reply.
func (v *visit) enter(ctx context.Context, d coverage.Draft, said func(coverage.Result) bot.Reply) (answer, error) {
	d = v.overruling(d)
	prepared, err := v.service.Prepare(ctx, d)
	var tell func(coverage.Result) []bot.Reply
	if err == nil {
		tell, err = v.others(ctx, d, prepared.Flagged())
	}
	if err == nil {
		var sent []bot.Outgoing
		sent, err = v.ledger.Commit(ctx, v.msg, prepared.Booking, func(r coverage.Receipt) bot.Outcome {
			result := prepared.Result(r)
			reply := said(result)
			v.address(&reply, true)
			return bot.Outcome{Replies: append([]bot.Reply{reply}, tell(result)...), Talk: &bot.Talk{}, Settles: v.settles()}
		})
		if err == nil {
			v.meter.Accepted(v.msg.From.Channel)
			return answer{sent: sent, done: true}, nil
		}
	}
	if refusal := (*coverage.Refusal)(nil); errors.As(err, &refusal) {
		return v.refused(d, refusal), nil
	}
	return answer{}, err
}

// refused words a refusal, or asks where the person may decide.
func (v *visit) refused(d coverage.Draft, r *coverage.Refusal) answer {
	v.refusal = r.Why
	v.meter.Refused(string(r.Why))
	title := v.book.Tree.Title(r.Unit)
	switch r.Why {
	case coverage.Unusual:
		usual := ""
		if r.Usual > 0 {
			usual = v.say("ask.usual", vi.Int(r.Usual))
		}
		question := v.say("ask.unusual", vi.Int(r.Line.Count), title, usual)
		return v.wait(waiting{Kind: waitUnusual, Add: d.Add}, question, v.yesNo())
	case coverage.Doubled:
		question := v.say("ask.doubled", title, v.date(r.Line.Day, v.today), v.othersSaid(r.Others))
		return v.wait(waiting{Kind: waitDoubled, Sure: d.Sure, Others: r.Others}, question, []option{
			{v.say("choice.add"), "cộng"}, {v.say("choice.replace"), "thay"}, {v.say("choice.drop"), "bỏ"}})
	case coverage.InTraining:
		if d.Cause != "" {
			return v.reply("report.trainingFix")
		}
		return v.reply("report.training", v.understood())
	case coverage.NotOwn:
		return v.reply("refuse.not_own")
	case coverage.NotYours:
		return v.reply("refuse.not_yours", capital(title), v.ownUnits(d.Person))
	case coverage.FutureDay:
		return v.reply("refuse.future_day", v.date(r.Line.Day, v.today))
	case coverage.TooOldDay:
		return v.reply("refuse.too_old_day", v.date(r.Line.Day, v.today), v.date(r.OldestValid, v.today))
	case coverage.LockedDay:
		return v.reply("refuse.locked_day", capital(v.period(coverage.MonthOf(r.Line.Day))), title)
	case coverage.OverAll:
		return v.reply("refuse.over_all", title, vi.Int(r.People), vi.Int(r.Of))
	case coverage.Overtaken:
		return v.overtaken(d, r)
	case coverage.BelowZero:
		return v.reply("refuse.below_zero", title)
	default:
		return v.reply("refuse.nothing", v.example(d.Person))
	}
}

// example is a village of the person's own to show how to write.
func (v *visit) example(p coverage.Person) string {
	if villages := p.Units(coverage.Agent); len(villages) > 0 {
		if u, ok := v.book.Tree.Unit(villages[0]); ok {
			return u.Name
		}
	}
	return "Noong La"
}

// outreach books a meeting: attended, and registered, which is no coverage.
func outreach(ctx context.Context, v *visit, who agent) (answer, error) {
	if a, ok, err := v.askFirst(ctx, who); ok || err != nil {
		return a, err
	}
	d := v.draft(who)
	m := v.meaning
	day := m.Day
	if day.IsZero() {
		day = v.today
	}
	add := func(kind coverage.Kind, i coverage.Indicator, n int64) {
		if n > 0 {
			d.Lines = append(d.Lines, coverage.Line{Unit: m.Unit, Kind: kind, Indicator: i, Count: n, Day: day})
		}
	}
	add(coverage.Meetings, coverage.Activity, m.Meetings)
	add(coverage.Attendees, coverage.Activity, m.Attendees)
	add(coverage.Registered, m.Indicator, m.Registrants)
	return v.enter(ctx, d, v.reportSaid)
}
