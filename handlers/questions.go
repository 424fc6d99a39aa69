package handlers

import (
	"context"
	"fmt"
	"slices"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// gap says how many people are missing to the target, and how many a day.
func gap(ctx context.Context, v *visit, who viewer) (answer, error) {
	if v.meaning.Aspect == understand.Uncovered {
		return v.uncovered(ctx, who)
	}
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	text := []string{v.rateLine(st)}
	if v.meaning.Threshold > 0 && st.Rated() {
		text = append(text, v.thresholdLine(st, v.meaning.Threshold))
	}
	for _, t := range st.Targets {
		text = append(text, v.targetLine(t))
	}
	if len(st.Targets) == 0 && v.meaning.Threshold == 0 {
		text = append(text, v.heldTo(st)...)
	}
	return v.short(st, text), nil
}

// heldTo says how far a unit without a target of its own is from what lists
// hold it to: that of the unit it lies in.
func (v *visit) heldTo(st coverage.Standing) []string {
	rate, basis := v.book.Demand(st.Unit, st.Indicator, st.AsOf)
	if rate == 0 || !st.Rated() {
		return []string{v.say("q.noTarget")}
	}
	common := v.say("gap.common", rate.Pct())
	if basis != "" {
		common += " (" + basis + ")"
	}
	return []string{common, v.thresholdLine(st, rate)}
}

func (v *visit) thresholdLine(st coverage.Standing, rate coverage.Rate) string {
	switch p := st.Reach(rate); {
	case !p.Known:
		return v.say("q.toRateNone", rate.Pct())
	case p.Partial:
		return v.say("q.toRateMost", rate.Pct(), vi.Int(p.Gap))
	case p.Gap > 0:
		return v.say("q.threshold", rate.Pct(), vi.Int(p.Gap))
	}
	return v.say("q.thresholdMet", rate.Pct())
}

// short is an answer that is part of a card.
func (v *visit) short(st coverage.Standing, text []string) answer {
	text = append(slices.Insert(text, 1, v.parts...), v.basisLine(st), v.staleLine(st))
	if st.Illustration() {
		text = append(text, v.say("q.illustrative"))
	}
	return answer{replies: []bot.Reply{{Title: v.cardTitle(st), Text: lines(text...)}}}
}

// plan says how far what was assigned is done, in people and percent of it.
func plan(ctx context.Context, v *visit, who viewer) (answer, error) {
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	text := []string{v.rateLine(st)}
	for _, t := range st.Targets {
		text = append(text, v.targetLine(t))
		if t.Target.Measure == coverage.RatePct && t.Known && !t.Partial && t.Need > 0 {
			text = append(text, v.say("plan.ofTarget", vi.Percent(t.Have, t.Need), vi.Int(t.Have), vi.Int(t.Need)))
		}
	}
	if len(st.Targets) == 0 {
		text = append(text, v.say("q.noTarget"))
	}
	return v.short(st, append(text, v.paceLine(st))), nil
}

// target says which targets are in force, and on what act.
func target(ctx context.Context, v *visit, who viewer) (answer, error) {
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	var text []string
	for _, t := range st.Targets {
		line := v.targetLine(t)
		if !t.Target.From.IsZero() {
			line += v.say("q.effective", v.date(t.Target.From, v.today))
		}
		text = append(text, line)
	}
	text = append(text, v.floorLine(st))
	if len(st.Targets) == 0 {
		text = append(text, v.say("q.noTarget"))
	}
	return v.short(st, text), nil
}

// forecast says when a target will be met at the pace of the last four weeks.
func forecast(ctx context.Context, v *visit, who viewer) (answer, error) {
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	text := []string{v.rateLine(st)}
	if rate := v.meaning.Threshold; rate > 0 && st.Rated() {
		p := st.Towards(rate)
		text = append(text, v.thresholdLine(st, rate))
		text = append(text, v.forecastPart(p), v.yearEnd(st))
		return v.short(st, text), nil
	}
	for _, t := range st.Targets {
		text = append(text, v.targetLine(t), v.forecastPart(t))
	}
	if len(st.Targets) == 0 {
		text = append(text, v.heldTo(st)...)
		if rate, _ := v.book.Demand(st.Unit, st.Indicator, st.AsOf); rate > 0 && st.Rated() {
			text = append(text, v.forecastPart(st.Towards(rate)))
		}
	}
	return v.short(st, append(text, v.yearEnd(st))), nil
}

// responsible says who answers for a unit.
func responsible(ctx context.Context, v *visit, who viewer) (answer, error) {
	u, a, ok := v.unitAsked(who)
	if !ok {
		return a, nil
	}
	line, err := v.responsibleLine(ctx, u)
	if err != nil {
		return answer{}, err
	}
	v.remember(ctx, u)
	if line == "" {
		line = v.say("q.nobody")
	}
	return answer{replies: []bot.Reply{{Title: capital(v.book.Tree.Title(u)), Text: line}}}, nil
}

func (v *visit) responsibleLine(ctx context.Context, u place.Code) (string, error) {
	if v.msg.Group {
		return "", nil // names are not for everybody
	}
	people, unit, err := v.service.Responsible(ctx, u)
	if err != nil || len(people) == 0 {
		return "", err
	}
	var names []string
	for _, p := range people {
		if len(names) < 3 {
			names = append(names, p.Name)
		}
	}
	line := v.say("q.responsible", join(names))
	if unit != u {
		line += " (" + v.book.Tree.Title(unit) + ")"
	}
	return line, nil
}

// missing names the villages that have not reported.
func missing(ctx context.Context, v *visit, who viewer) (answer, error) {
	if v.meaning.Measure != "" {
		return v.share(ctx, who)
	}
	within, _, a, ok := v.group(who)
	if !ok {
		return a, nil
	}
	if a, ok := v.sees(who, within); !ok {
		return a, nil
	}
	from, to := v.reportDays()
	s, err := v.service.Missing(ctx, within, from, to)
	if err != nil {
		return answer{}, err
	}
	list := v.missingList(s)
	list.again = v.missingAgain(within, from, to)
	list.foot = append(list.foot, v.restingLine(s), v.inventedLine(within, to))
	a = v.paged(list)
	v.remember(ctx, within)
	return a, nil
}

// reportDays are the days of a question about reports: a week is that from
// Monday on, for a list as for a share.
func (v *visit) reportDays() (from, to vi.Day) {
	if from, to = v.meaning.From, v.meaning.To; from.IsZero() || to < from {
		to = today(v, v.meaning.AsOf)
		from = to - vi.Day(max(1, v.meaning.Days)) + 1
	}
	return from, to
}

// missingList lays out who has not reported.
func (v *visit) missingList(s coverage.Silence) listing {
	where := capital(v.book.Tree.Title(s.Within))
	list := listing{title: v.say("missing.day", where, v.day(s.To, v.today)), size: v.meaning.Limit}
	head, all := "missing.head", "missing.all"
	if s.From < s.To {
		list.title = v.say("missing.days", where, v.stretch(s.From, s.To))
		head, all = "missing.headDays", "missing.allDays"
	}
	list.head = []string{v.say(head, vi.Int(s.Delivered), vi.Int(s.Due), shareOf(s.Delivered, s.Due))}
	switch {
	case s.Expected == 0 && s.To < v.today:
		list.head = []string{v.say("missing.nobodyThen")}
	case s.Expected == 0:
		list.head = []string{v.say("missing.nobody")}
	case s.Due == 0:
		list.head = []string{v.say("missing.free")}
	case len(s.Villages) == 0:
		list.head = append(list.head, v.say(all))
	}
	level := v.book.Tree.Level(s.Within)
	for n, x := range s.Villages {
		title := x.Title
		if level < place.Commune || level == place.Office { // two communes may have villages of one name
			title = join([]string{title, v.titleAbove(x.Unit, place.Commune)})
		}
		list.rows = append(list.rows, fmt.Sprintf("%d. %s (%s)", n+1, title, join(x.Agents))+v.silentFor(x.Last, s.To))
	}
	return list
}

// missingAgain writes the message that asks for a list of who has not reported
// once more.
func (v *visit) missingAgain(within place.Code, from, to vi.Day) string {
	again := "/chuabao " + string(within)
	switch {
	case from < to:
		again += fmt.Sprintf(" tu %s den %s", from.Long(), to.Long())
	case to != v.today:
		again += " ngay " + to.Long()
	}
	return again
}
