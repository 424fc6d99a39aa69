package handlers

import (
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// reportSaid words what was booked: the figures, the village's day, and where
// the commune stands now.
func (v *visit) reportSaid(r coverage.Result) bot.Reply {
	reply := v.bookedSaid(r, "report.head")
	reply.Choices = [][]bot.Choice{{
		{Label: v.say("button.undo"), Send: fmt.Sprintf("/huy %d", r.Report), Word: "hủy"},
		{Label: v.say("button.correct"), Send: fmt.Sprintf("/sua %d", r.Report), Word: fmt.Sprintf("sửa #%d", r.Report)},
		{Label: v.say("button.mine"), Send: "/toi", Word: "tôi"},
	}}
	return reply
}

func (v *visit) bookedSaid(r coverage.Result, head string) bot.Reply {
	added := slices.DeleteFunc(slices.Clone(r.Entries), func(e coverage.Entry) bool { return e.Reverses != 0 })
	if len(added) == 0 {
		added = r.Entries
	}
	places := v.unitDays(added)
	one := len(places) == 1
	title, when := v.placesTitle(places)
	var text []string
	for _, p := range places {
		figures := v.figures(added, p)
		if !one {
			figures = v.book.Tree.Title(p.unit) + v.otherDay(p.day, places) + ": " + strings.ReplaceAll(figures, "\n", "; ")
		}
		text = append(text, figures)
	}
	brief := v.briefly(v.say(head, r.Report, title, when), text, r)
	if zeros(added) {
		text = append(text, v.say("report.thanks"))
	} else {
		text = append(text, v.dayTotals(r)...)
	}
	text = append(text, v.impactLines(r.Impacts)...)
	text = append(text, v.praise(r.Impacts)...)
	text = append(text, v.laterSaid())
	if v.person.Status == coverage.Leave {
		text = append(text, v.say("report.onLeave"))
	}
	if r.Flagged {
		text = append(text, v.say("report.flagged"))
	}
	return bot.Reply{Title: v.say(head, r.Report, title, when), Text: lines(append(text, v.illustration(r.Impacts))...), Brief: brief}
}

// briefly is how a booking is told among others that came at once.
func (v *visit) briefly(head string, figures []string, r coverage.Result) *bot.Brief {
	return &bot.Brief{
		Head: v.say("report.together"),
		Line: head + ": " + strings.ReplaceAll(strings.Join(figures, "; "), "\n", "; "),
		Foot: lines(append(v.impactLines(r.Impacts), v.laterSaid(), v.say("report.takeBack"), v.illustration(r.Impacts))...),
	}
}

// laterSaid says that a part of the message is of a day to come, and was left
// out; "" where none is.
func (v *visit) laterSaid() string {
	if v.meaning.Later.IsZero() {
		return ""
	}
	return v.say("report.later", v.date(v.meaning.Later, v.hearing()))
}

type unitDay struct {
	unit place.Code
	day  vi.Day
}

func (v *visit) unitDays(entries []coverage.Entry) []unitDay {
	var all []unitDay
	for _, e := range entries {
		if p := (unitDay{e.Unit, e.Day}); !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// placesTitle names the place and day of a report in its first line.
func (v *visit) placesTitle(places []unitDay) (title, when string) {
	var units []string
	sameDay := true
	for _, p := range places {
		if t := v.book.Tree.Title(p.unit); !contains(units, t) {
			units = append(units, t)
		}
		sameDay = sameDay && p.day == places[0].day
	}
	if len(units) > 3 {
		units = append(units[:3], "…")
	}
	if !sameDay {
		first, last := places[0].day, places[0].day
		for _, p := range places {
			first, last = min(first, p.day), max(last, p.day)
		}
		return join(units), v.date(first, v.hearing()) + "–" + v.date(last, v.hearing())
	}
	return join(units), v.day(places[0].day, v.hearing())
}

func (v *visit) otherDay(day vi.Day, places []unitDay) string {
	if slices.ContainsFunc(places, func(p unitDay) bool { return p.day != day }) {
		return " " + v.date(day, v.hearing())
	}
	return ""
}

// figures gives the figures of one unit and day, a line an insurance.
func (v *visit) figures(entries []coverage.Entry, at unitDay) string {
	var order []coverage.Indicator
	parts := map[coverage.Indicator][]string{}
	for _, e := range entries {
		if e.Unit != at.unit || e.Day != at.day {
			continue
		}
		if !slices.Contains(order, e.Indicator) {
			order = append(order, e.Indicator)
		}
		parts[e.Indicator] = append(parts[e.Indicator], v.figure(e))
	}
	var out []string
	for _, i := range order {
		switch {
		case i == coverage.Activity && parts[i][0] == "":
			out = append(out, v.say("report.zero"))
		case i == coverage.Activity:
			out = append(out, v.say("report.outreach")+": "+join(parts[i]))
		default:
			out = append(out, capital(v.indicator(i))+": "+join(parts[i]))
		}
	}
	return lines(out...)
}

func (v *visit) figure(e coverage.Entry) string {
	n := vi.Int(abs(e.Count))
	var s string
	switch e.Kind {
	case coverage.Zero:
		return ""
	case coverage.Lapsed:
		reason := ""
		if e.Reason != "" {
			reason = v.say("reason." + string(e.Reason))
		}
		s = v.say("report.lapsed", n, reason)
	default:
		s = v.say("report."+string(e.Kind), n)
	}
	if e.Months > 0 {
		s += v.say("report.months", e.Months)
	}
	if e.Tag == "donated" {
		s += v.say("report.donated")
	}
	return s
}

func abs(n int64) int64 { return max(n, -n) }

// dayTotals says what stands of each unit's day; of many it says nothing.
func (v *visit) dayTotals(r coverage.Result) []string {
	var out []string
	for _, d := range r.Days {
		title := v.book.Tree.Title(d.Unit)
		if d.Day != r.Days[0].Day {
			title += " " + v.date(d.Day, v.hearing())
		}
		out = append(out, v.say("report.day", title, vi.Int(d.People)))
	}
	if len(out) > 2 {
		return nil
	}
	return out
}

func zeros(entries []coverage.Entry) bool {
	return !slices.ContainsFunc(entries, func(e coverage.Entry) bool { return e.Kind != coverage.Zero })
}

// impactLines says where each commune stands, before and after.
func (v *visit) impactLines(impacts []coverage.Impact) []string {
	var out []string
	for _, m := range impacts {
		if !m.Known || v.book.Tree.Level(m.Unit) == place.Village && len(impacts) > 1 {
			continue
		}
		out = append(out, v.impactLine(m))
	}
	return out
}

func (v *visit) impactLine(m coverage.Impact) string {
	name := capital(v.book.Tree.Title(m.Unit))
	if m.Indicator != coverage.BHYT {
		name += ", " + v.indicator(m.Indicator)
	}
	var change string
	switch {
	case m.Denominator > 0 && m.Before == m.After:
		change = v.say("report.same", name, percent(m.After, m.Denominator, m.Target))
	case m.Denominator > 0:
		change = v.say("report.coverage", name, percent(m.Before, m.Denominator, m.Target), percent(m.After, m.Denominator, m.Target))
	case m.Before == m.After:
		change = v.say("q.people", name, vi.Int(m.After))
	default:
		change = v.say("report.people", name, vi.Int(m.Before), vi.Int(m.After))
	}
	return change + v.gapPart(m.Target)
}

func (v *visit) gapPart(t *coverage.Progress) string {
	switch {
	case t == nil:
		return ""
	case t.Target.Measure == coverage.RatePct && t.Met:
		return ", " + v.say("report.met", t.Target.Rate.Pct())
	case t.Target.Measure == coverage.RatePct:
		return ", " + v.say("report.gap", vi.Int(t.Gap), t.Target.Rate.Pct())
	case t.Met:
		return ", " + v.say("report.metStock", vi.Int(t.Need))
	default:
		return ", " + v.say("report.gapStock", vi.Int(t.Gap), vi.Int(t.Need))
	}
}

func (v *visit) illustration(impacts []coverage.Impact) string {
	if slices.ContainsFunc(impacts, func(m coverage.Impact) bool { return m.Illustrative }) {
		return v.say("q.illustrative")
	}
	return ""
}

// percent shows a rate, never rounded up to a target it is below.
func percent(num, den int64, targets ...*coverage.Progress) string {
	var goals []int64
	for _, t := range targets {
		if t != nil && t.Target.Measure == coverage.RatePct {
			goals = append(goals, int64(t.Target.Rate))
		}
	}
	return vi.PercentBelow(num, den, goals...)
}

// hearing is the day on which a person hears of what they wrote: what was sent
// yesterday and comes today speaks of yesterday's "today".
func (v *visit) hearing() vi.Day { return vi.DayOf(v.msg.Received, v.service.Location) }
