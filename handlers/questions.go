package handlers

import (
	"context"
	"fmt"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// page is how many lines of a list go on one screen.
const page = 10

// gap says how many people are missing to the target, and how many a day.
func gap(ctx context.Context, v *visit, who viewer) (answer, error) {
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
		text = append(text, v.say("q.noTarget"))
	}
	return v.short(st, text), nil
}

func (v *visit) thresholdLine(st coverage.Standing, rate coverage.Rate) string {
	missing := max(0, rate.Need(st.Denominator.Value)-st.Participants)
	if missing == 0 {
		return v.say("q.thresholdMet", rate.Pct())
	}
	return v.say("q.threshold", rate.Pct(), vi.Int(missing))
}

// short is an answer that is part of a card.
func (v *visit) short(st coverage.Standing, text []string) answer {
	text = append(text, v.basisLine(st))
	if st.Illustration() {
		text = append(text, v.say("q.illustrative"))
	}
	return answer{replies: []bot.Reply{{Title: v.cardTitle(st), Text: lines(text...)}}}
}

// plan says how far the assigned plan in people is done.
func plan(ctx context.Context, v *visit, who viewer) (answer, error) { return gap(ctx, v, who) }

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
		text = append(text, v.forecastPart(p))
		return v.short(st, text), nil
	}
	for _, t := range st.Targets {
		text = append(text, v.targetLine(t), v.forecastPart(t))
	}
	if len(st.Targets) == 0 {
		text = append(text, v.say("q.noTarget"))
	}
	return v.short(st, text), nil
}

// compare sets a unit beside itself a year ago, or beside another unit.
func compare(ctx context.Context, v *visit, who viewer) (answer, error) {
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	if other := v.meaning.Other; other != "" {
		return v.beside(ctx, who, st, other)
	}
	text := []string{v.rateLine(st)}
	if st.Same == nil {
		text = append(text, v.say("q.noSame", st.AsOf.YearBefore().Long()))
	} else {
		text = append(text, v.say("q.then", st.Same.Day.Long(), v.thenFigure(*st.Same)), v.sameLine(st),
			v.say("q.growth", vi.Growth(st.Participants, st.Same.Participants)))
	}
	return v.short(st, text), nil
}

func (v *visit) thenFigure(c coverage.Comparison) string {
	if c.Denominator == 0 {
		return v.say("q.peopleOnly", vi.Int(c.Participants))
	}
	return v.say("q.rateOnly", vi.Percent(c.Participants, c.Denominator), vi.Int(c.Participants), vi.Int(c.Denominator))
}

func (v *visit) beside(ctx context.Context, who viewer, st coverage.Standing, other place.Code) (answer, error) {
	if !v.book.MayCompare(who.Person, other, v.today) {
		return v.reply("guard.scope", capital(v.book.Tree.Title(other)), v.ownUnits(who.Person)), nil
	}
	second, err := v.service.Standing(ctx, other, st.Indicator, st.AsOf)
	if err != nil {
		return answer{}, err
	}
	text := []string{capital(st.Title) + ": " + v.rateLine(st), capital(second.Title) + ": " + v.rateLine(second)}
	if st.Rated() && second.Rated() {
		text = append(text, v.say("q.difference",
			vi.Points(st.Participants, st.Denominator.Value, second.Participants, second.Denominator.Value)))
	}
	if st.Illustration() || second.Illustration() {
		text = append(text, v.say("q.illustrative"))
	}
	title := v.say("q.compare", capital(st.Title), second.Title)
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}, nil
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

// list names the units that are below a target, or fell.
func list(ctx context.Context, v *visit, who viewer) (answer, error) {
	within, level, a, ok := v.group(who)
	if !ok {
		return a, nil
	}
	day, i := today(v, v.meaning.AsOf), v.indicatorAsked()
	var t coverage.Table
	var err error
	if v.meaning.Filter == "fell" {
		t, err = v.service.Fell(ctx, within, level, i, v.since(day), day)
	} else {
		t, err = v.service.Below(ctx, within, level, i, v.meaning.Threshold, day)
	}
	if err != nil {
		return answer{}, err
	}
	v.remember(ctx, within)
	return v.table(t, v.listTitle(t, level, i), v.listRow), nil
}

// since is the day a fall is measured from: 30 days ago, a day named, or
// (zero) each unit's own recognition as nông thôn mới.
func (v *visit) since(day vi.Day) vi.Day {
	switch s := v.meaning.Since; s {
	case "ntm_recognition":
		return 0
	case "":
		return day - 30
	default:
		if d, err := vi.ParseDay(s); err == nil {
			return d
		}
		return day - 30
	}
}

// group gives the unit and level a list or ranking is of.
func (v *visit) group(who viewer) (place.Code, place.Level, answer, bool) {
	m := v.meaning
	if len(m.Ask) > 0 {
		return "", 0, v.ask(m.Ask[0]), false
	}
	within := m.Within
	if within == "" {
		within = m.Unit
	}
	if within == "" {
		within = m.Asked
	}
	if within == "" && len(who.Grants) > 0 {
		within = v.ownGroup(who)
	}
	levels := map[string]place.Level{"village": place.Village, "commune": place.Commune, "province": place.Province}
	level, named := levels[m.Level]
	if !named {
		level = v.below(within)
	}
	if level <= v.book.Tree.Level(within) && within != place.Nation {
		level = v.below(within)
	}
	if !v.book.MayRank(who.Person, within, level, v.today) {
		key := "guard.scope"
		if who.Has(coverage.Agent) {
			key = "guard.list"
		}
		return "", 0, v.reply(key, capital(v.book.Tree.Title(within)), v.ownUnits(who.Person)), false
	}
	return within, level, answer{}, true
}

// ownGroup is the unit whose parts a person means by "các xã": an agent's
// commune, an official's own unit.
func (v *visit) ownGroup(who viewer) place.Code {
	first := who.Grants[0]
	if first.Role == coverage.Agent {
		return v.book.Above(first.Unit, place.Commune, v.today)
	}
	return first.Unit
}

func (v *visit) below(u place.Code) place.Level {
	switch v.book.Tree.Level(u) {
	case place.Country:
		return place.Province
	case place.Province, place.District:
		return place.Commune
	default:
		return place.Village
	}
}

func (v *visit) listTitle(t coverage.Table, level place.Level, i coverage.Indicator) string {
	what := v.say("level." + levelName(level))
	where := v.book.Tree.Title(t.Within)
	n := len(t.Rows)
	switch {
	case v.meaning.Filter == "fell" && v.meaning.Since == "ntm_recognition":
		return v.say("list.fellNTM", n, what, where, v.indicator(i))
	case v.meaning.Filter == "fell":
		return v.say("list.fell", n, what, where, v.indicator(i), v.date(v.since(t.Day), v.today))
	case v.meaning.Threshold > 0:
		return v.say("list.belowRate", n, t.Total, what, where, v.meaning.Threshold.Pct(), v.indicator(i))
	default:
		return v.say("list.below", n, t.Total, what, where, v.indicator(i))
	}
}

func levelName(l place.Level) string {
	return map[place.Level]string{place.Province: "province", place.Commune: "commune", place.Village: "village"}[l]
}

func (v *visit) listRow(n int, r coverage.Row) string {
	rate := percent(r.Participants, r.Denominator, &coverage.Progress{Target: coverage.Target{Measure: coverage.RatePct, Rate: r.Target}})
	if v.meaning.Filter == "fell" {
		return v.say("list.rowFell", n, r.Title, vi.Percent(r.Was, r.WasOf), vi.Percent(r.Participants, r.Denominator),
			vi.Points(r.Participants, r.Denominator, r.Was, r.WasOf))
	}
	return v.say("list.row", n, r.Title, rate, vi.Int(r.Gap))
}

// table shows the first page of a list, and says how many more there are.
func (v *visit) table(t coverage.Table, title string, row func(int, coverage.Row) string) answer {
	limit, offset := v.meaning.Limit, 0
	if limit <= 0 || limit > 40 {
		limit = page
	}
	if v.meaning.Days < 0 { // a further page, as its button says
		offset = -v.meaning.Days
	}
	var text []string
	for n, r := range t.Rows[min(offset, len(t.Rows)):] {
		if n == limit {
			text = append(text, v.say("list.more", len(t.Rows)-offset-limit))
			break
		}
		text = append(text, row(offset+n+1, r))
	}
	switch {
	case t.Unrated > 0 && v.meaning.Since == "ntm_recognition":
		text = append(text, v.say("list.unrecognised", t.Unrated))
	case t.Unrated > 0:
		text = append(text, v.say("list.unrated", t.Unrated))
	}
	if len(t.Rows) == 0 && t.Total > t.Unrated {
		text = append([]string{v.say("list.none")}, text...)
	}
	if t.Illustration() {
		text = append(text, v.say("q.illustrative"))
	}
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}
}

// rank orders the units of a level by rate.
func rank(ctx context.Context, v *visit, who viewer) (answer, error) {
	within, level, a, ok := v.group(who)
	if !ok {
		return a, nil
	}
	best := v.meaning.Order != "asc"
	limit := v.meaning.Limit
	if limit <= 0 || limit > 40 {
		limit = page
	}
	t, err := v.service.Rank(ctx, within, level, v.indicatorAsked(), today(v, v.meaning.AsOf), best, 0, limit)
	if err != nil {
		return answer{}, err
	}
	key := "rank.best"
	if !best {
		key = "rank.worst"
	}
	v.remember(ctx, within)
	title := v.say(key, len(t.Rows), v.say("level."+levelName(level)), v.book.Tree.Title(within), v.indicator(v.indicatorAsked()))
	return v.table(t, title, v.rankRow), nil
}

func (v *visit) rankRow(n int, r coverage.Row) string {
	p := &coverage.Progress{Target: coverage.Target{Measure: coverage.RatePct, Rate: r.Target}}
	s := v.say("rank.row", n, r.Title, percent(r.Participants, r.Denominator, p), vi.Int(r.Participants), vi.Int(r.Denominator))
	if r.Gap > 0 {
		s += v.say("rank.short", vi.Int(r.Gap))
	}
	return s
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
	days := max(1, v.meaning.Days)
	to := today(v, v.meaning.AsOf)
	s, err := v.service.Missing(ctx, within, to-vi.Day(days)+1, to)
	if err != nil {
		return answer{}, err
	}
	v.remember(ctx, within)
	title := v.say("missing.day", v.book.Tree.Title(within), v.day(to, v.today))
	if days > 1 {
		title = v.say("missing.days", v.book.Tree.Title(within), days)
	}
	head := "missing.head"
	if days > 1 {
		head = "missing.headDays"
	}
	text := []string{v.say(head, vi.Int(s.Delivered), vi.Int(s.Due), vi.Percent(s.Delivered, s.Due))}
	switch {
	case s.Expected == 0:
		text = []string{v.say("missing.nobody")}
	case len(s.Villages) == 0:
		text = append(text, v.say("missing.all"))
	}
	for n, x := range s.Villages {
		if n == 20 {
			text = append(text, v.say("list.more", len(s.Villages)-n))
			break
		}
		text = append(text, fmt.Sprintf("%d. %s (%s)", n+1, x.Title, join(x.Agents)))
	}
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}, nil
}
