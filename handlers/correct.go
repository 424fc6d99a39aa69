package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// correct changes what the agent reported before: the last entry, the day's
// total, fewer, or another village. Everything is appended.
func correct(ctx context.Context, v *visit, who agent) (answer, error) {
	m := v.meaning
	switch {
	case m.Op == understand.UndoLast:
		return undo(ctx, v, who)
	case m.Reject != "":
		return v.rejected(), nil
	case len(m.Ask) > 0:
		if a, ok, err := v.notTheirs(ctx, who); ok || err != nil {
			return a, err
		}
		if asksRight(m) {
			return v.askRight(ctx, who)
		}
		return v.ask(m.Ask[0]), nil
	case len(m.Rows) == 0:
		return v.reply("correct.how"), nil
	}
	d := coverage.Draft{Person: who.Person, Message: v.msg.Root(), Received: v.msg.Received, Of: m.Report}
	if v.waiting != nil {
		d.Sure, d.Add = v.waiting.Sure, v.waiting.Add
	}
	d, a, told, err := v.correcting(ctx, who, d)
	if told || err != nil {
		return a, err
	}
	if sameFigures(d) {
		return v.reply("report.editSame"), nil
	}
	return v.enter(ctx, d, v.changedSaid)
}

// correcting prepares what each figure of a correction changes; told is set
// where one of them must be asked about or refused instead.
func (v *visit) correcting(ctx context.Context, who agent, d coverage.Draft) (draft coverage.Draft, a answer, told bool, err error) {
	m := v.meaning
	for i, r := range m.Rows {
		want := coverage.Line{Unit: r.Unit, Indicator: r.Indicator, Kind: r.Kind, Count: r.Count, Day: r.Day, Reason: r.Reason, Months: r.Months, Tag: r.Tag}
		var err error
		switch m.Op {
		case understand.SetTotal:
			d, err = v.service.Totalling(ctx, d, lineOf(r, v.today))
		case understand.MoveUnit:
			d, err = v.service.Moving(ctx, d, m.Report, r.Unit, r.Day)
		default:
			if fitting, err := v.service.Fitting(ctx, d, want); err == nil {
				if a, open := v.whichFigure(i, fitting); open {
					return d, a, true, nil
				}
			}
			d, err = v.service.Replacing(ctx, d, want, m.Op == understand.Decrement)
		}
		if a, told := v.notInReport(ctx, who, err); told {
			return d, a, true, nil
		}
		if a, stop, err := v.refusedOr(d, err); stop {
			return d, a, true, err
		}
	}
	return d, answer{}, false, nil
}

// refusedOr turns an error of preparing a correction into an answer.
func (v *visit) refusedOr(d coverage.Draft, err error) (answer, bool, error) {
	if refusal := (*coverage.Refusal)(nil); errors.As(err, &refusal) {
		return v.refused(d, refusal), true, nil
	}
	return answer{}, err != nil, err
}

// undo takes back the agent's last report, or the one named.
func undo(ctx context.Context, v *visit, who agent) (answer, error) {
	d := coverage.Draft{Person: who.Person, Message: v.msg.Root(), Received: v.msg.Received}
	d, err := v.service.Undoing(ctx, d, v.meaning.Report)
	if a, stop, err := v.refusedOr(d, err); stop {
		return a, err
	}
	taken := d.TakeBack
	return v.enter(ctx, d, func(r coverage.Result) bot.Reply { return v.undoneSaid(taken, r) })
}

// undoneSaid says what was taken back, and when that was reported: after a
// message that was lost it may be another than the one that was meant.
func (v *visit) undoneSaid(taken []coverage.Entry, r coverage.Result) bot.Reply {
	places := v.unitDays(r.Entries)
	title, when := v.placesTitle(places)
	restored := ""
	for _, e := range r.Entries {
		if e.Reverses == 0 {
			restored = v.say("report.backto")
		}
	}
	text := append([]string{v.takenBack(taken), restored}, v.dayTotals(r)...)
	text = append(text, v.impactLines(r.Impacts)...)
	return bot.Reply{Title: v.say("report.undone", taken[0].Report, r.Report, title, when),
		Text: lines(append(text, v.illustration(r.Impacts))...)}
}

func (v *visit) changedSaid(r coverage.Result) bot.Reply {
	reply := v.bookedSaid(r, "report.changed")
	reply.Choices = [][]bot.Choice{{
		{Label: v.say("button.undo"), Send: fmt.Sprintf("/huy %d", r.Report), Word: "hủy"},
		{Label: v.say("button.mine"), Send: "/toi", Word: "tôi"},
	}}
	return reply
}

// takenBack names the figures of entries that count no more, and when they
// were reported.
func (v *visit) takenBack(taken []coverage.Entry) string {
	var said []string
	places := v.unitDays(taken)
	for _, p := range places {
		figures := strings.ReplaceAll(v.figures(taken, p), "\n", "; ")
		if len(places) > 1 {
			figures = v.book.Tree.Title(p.unit) + v.otherDay(p.day, places) + ": " + figures
		}
		said = append(said, figures)
	}
	at := taken[0].At.In(v.service.Location)
	return v.say("report.takenBack", strings.Join(said, "; "), at.Format("15:04"), v.day(vi.DayOf(at, v.service.Location), v.hearing()))
}

// sameFigures tells whether a draft puts back exactly what it takes.
func sameFigures(d coverage.Draft) bool {
	if len(d.Lines) != len(d.TakeBack) {
		return false
	}
	for i, l := range d.Lines {
		e := d.TakeBack[i]
		if l != (coverage.Line{Unit: e.Unit, Indicator: e.Indicator, Kind: e.Kind, Count: e.Count, Day: e.Day, Reason: e.Reason, Months: e.Months, Tag: e.Tag}) {
			return false
		}
	}
	return true
}
