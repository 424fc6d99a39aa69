package handlers

import (
	"context"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// own shows an agent the own progress: nobody else's but their place among
// those of the commune.
func own(ctx context.Context, v *visit, who viewer) (answer, error) {
	switch {
	case v.meaning.Topic == understand.TopicReports:
		return ownReports(ctx, v, who)
	case v.meaning.Topic == understand.TopicReport:
		return oneReport(ctx, v, who)
	case v.asksCommune():
		v.meaning.Unit = v.book.Above(who.Units(coverage.Agent)[0], place.Commune, v.today)
		return status(ctx, v, who)
	case !who.Has(coverage.Agent):
		v.meaning.Unit = v.firstOwn(who.Person)
		return status(ctx, v, who)
	case v.meaning.Topic == understand.TopicHistory:
		return history(ctx, v, who)
	}
	o, err := v.service.Own(ctx, who.Person, v.today)
	if err != nil {
		return answer{}, err
	}
	text := []string{v.say("own.sums", vi.Int(o.Today), vi.Int(o.Week), vi.Int(o.Month))}
	illustrative := false
	for _, q := range o.Quota {
		line := v.say("own.quota", v.indicator(q.Target.Indicator), v.period(q.Target.Period), vi.Int(q.Have), vi.Int(q.Need))
		if q.Met {
			line += v.say("q.met")
		} else {
			line += v.say("q.short", vi.Int(q.Gap))
		}
		text = append(text, line)
		illustrative = illustrative || q.Target.Illustrative
	}
	switch {
	case o.Of < 2 || o.Month == 0:
	case o.Ahead():
		text = append(text, v.say("own.rank", o.Rank, o.Of))
	default: // nobody is told that they are last
		text = append(text, v.say("own.toNext", vi.Int(o.ToNext)))
	}
	if o.Row > 1 {
		key := "own.row"
		if o.RowMore {
			key = "own.rowMore"
		}
		text = append(text, v.say(key, o.Row))
	}
	text = append(text, v.stillSilent(who.Person, o))
	if illustrative {
		text = append(text, v.say("q.illustrative"))
	}
	return answer{replies: []bot.Reply{{Title: v.say("own.title", who.Name), Text: strings.TrimSpace(lines(text...)), Choices: [][]bot.Choice{
		{{Label: v.say("guide.start"), Send: "/baocao", Word: "báo cáo"}},
		{{Label: v.say("button.chart"), Send: "/bieudo toi", Word: "biểu đồ của tôi"}, {Label: v.say("button.history"), Send: "/lichsu", Word: "lịch sử"}},
	}}}}, nil
}

// stillSilent says what is still to be reported today.
func (v *visit) stillSilent(p coverage.Person, o coverage.Own) string {
	switch {
	case p.Status == coverage.Leave:
		return v.say("own.leave")
	case o.Rests:
		return v.say("own.rests")
	case len(o.Silent) == 0 || p.Status != coverage.Active:
		return ""
	case !o.ReportedNow && len(o.Silent) == len(p.Units(coverage.Agent)):
		return v.say("own.notYet")
	}
	var names []string
	for _, u := range o.Silent {
		names = append(names, v.nameOf(u))
	}
	return v.say("own.silent", join(names))
}

// historyDays is how far back a history goes that names no month.
const historyDays = 14

// history lists what an agent reported, day by day, the newest first.
func history(ctx context.Context, v *visit, who viewer) (answer, error) {
	from, to := v.today-historyDays+1, v.today
	if first, last, err := v.meaning.Period.Bounds(); err == nil && len(v.meaning.Period) == len("2026-11") && v.meaning.Period[5] != 'Q' && first <= v.today {
		from, to = first, min(last, v.today)
	}
	days, err := v.service.History(ctx, who.Person, from, to)
	if err != nil {
		return answer{}, err
	}
	several := len(who.Units(coverage.Agent)) > 1
	due, reported := 0, 0
	var text []string
	for n := len(days) - 1; n >= 0; n-- {
		d := days[n]
		if d.Any {
			reported++
		}
		if d.Any || !d.Rests {
			due++
		}
		text = append(text, d.Day.Short()+": "+v.dayReported(d, several))
	}
	head := v.say("history.sum", vi.Int(coverage.SumOf(days, coverage.New)), vi.Int(coverage.SumOf(days, coverage.Renewed)))
	month := coverage.MonthOf(v.today)
	choices := []bot.Choice{{Label: v.say("button.chart"), Send: "/bieudo toi", Word: "biểu đồ của tôi"},
		{Label: capital(v.period(month)), Send: "/lichsu " + month.Title(), Word: "lịch sử " + month.Title()}}
	return answer{replies: []bot.Reply{{Title: v.say("history.title", v.date(from, v.today), v.date(to, v.today)),
		Text: lines(append([]string{head, v.say("history.days", reported, due)}, text...)...), Choices: [][]bot.Choice{choices}}}}, nil
}

// dayReported gives the figures of a day in few words, village by village.
func (v *visit) dayReported(d coverage.Reported, several bool) string {
	switch {
	case !d.Any && d.Rests:
		return v.say("history.rests")
	case !d.Any && d.Day == v.today:
		return v.say("history.notYet")
	case !d.Any:
		return v.say("history.none")
	case len(d.Lines) == 0:
		return v.say("history.nobody")
	}
	var villages []string
	for _, u := range coverage.UnitsOf(d.Lines) {
		villages = append(villages, v.villageReported(u, d.Lines, several))
	}
	return strings.Join(villages, "; ")
}

func (v *visit) villageReported(u place.Code, all []coverage.Line, named bool) string {
	var parts []string
	for _, l := range all {
		if l.Unit != u {
			continue
		}
		part := vi.Int(l.Count)
		if l.Indicator != coverage.Activity {
			part += " " + v.say("guide.short."+string(l.Indicator))
		}
		if l.Kind != coverage.New {
			part += " " + v.say("kind."+string(l.Kind))
		}
		parts = append(parts, part)
	}
	if named {
		return v.nameOf(u) + " " + join(parts)
	}
	return join(parts)
}

// praise says which units met their targets by this very report.
func (v *visit) praise(impacts []coverage.Impact) []string {
	var out []string
	for _, m := range impacts {
		if !m.Reached() {
			continue
		}
		where := v.book.Tree.Title(m.Unit)
		if m.Target.Target.Measure == coverage.RatePct {
			out = append(out, v.say("praise.rate", where, m.Target.Target.Rate.Pct()))
			continue
		}
		out = append(out, v.say("praise.people", where, vi.Int(m.Target.Need), v.indicator(m.Indicator)))
	}
	return out
}

func textsOwn() map[string]text {
	return map[string]text{
		"own.toNext": {"Thêm %s người mới tháng này là lên một hạng", "New this month to move up a place: %s"},
		"own.silent": {"Hôm nay còn chưa báo: %s", "Not reported yet today: %s"},
		"own.rests":  {"Hôm nay nghỉ, không cần báo cáo.", "A holiday: no report is expected today."},
		"own.leave":  {"Anh/chị đang nghỉ, không cần báo cáo.", "You are on leave: no report is expected."},

		"button.history": {"Lịch sử", "History"},
		"history.title":  {"Báo cáo của anh/chị từ %s đến %s", "Your reports from %s to %s"},
		"history.sum":    {"%s mới, %s tái tục", "%s new, %s renewed"},
		"history.days":   {"%d/%d ngày có báo cáo", "%d of %d days reported"},
		"history.none":   {"không có báo cáo", "no report"},
		"history.notYet": {"chưa báo", "not yet"},
		"history.nobody": {"0, không có ai", "0, nobody"},
		"history.rests":  {"ngày nghỉ", "holiday"},

		"praise.rate":   {"Chúc mừng: %s vừa đạt chỉ tiêu %s%%. Cảm ơn anh/chị!", "Congratulations: %s has just met its target of %s%%. Thank you."},
		"praise.people": {"Chúc mừng: %s vừa đạt kế hoạch %s người, %s. Cảm ơn anh/chị!", "Congratulations: %s has just met its plan of %s people, %s. Thank you."},
	}
}
