package handlers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"baophu/bot"
	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// export answers what is wanted as a file or a picture.
func export(ctx context.Context, v *visit, who viewer) (answer, error) {
	if v.meaning.Format != "png" {
		return exportFile(ctx, v, who)
	}
	if _, last, err := v.meaning.Period.Bounds(); err == nil && last < v.today {
		v.meaning.AsOf = last
	}
	if v.monthsAsked() > 0 {
		v.meaning.AsOf, v.meaning.Period = 0, "" // "6 tháng qua" is no day of another month
		if _, last := v.monthsNamed(); last != 0 {
			v.meaning.AsOf = min(last, v.today)
		}
	}
	m, has := v.meaning, v.hears
	switch {
	case v.reconciling():
		return reconcilePicture(ctx, v, who)
	case v.drawsSeveral():
		return comparedPicture(ctx, v, who)
	case has(asMap) || v.english && has("map"):
		return mapPicture(ctx, v, who)
	case has("thap nhat", "chua dat", "yeu nhat") || v.english && has("lowest", "below target"):
		v.meaning.Order = "asc"
		return rankingPicture(ctx, v, who)
	case has(asRanking, "cao nhat", "cac xa", "cac phuong", "cac tinh", "cac ban", "cac thon", "tung xa", "tung ban", "theo xa", "theo ban") || v.english && has("ranking", "rank", "highest", "by commune", "by village"):
		return rankingPicture(ctx, v, who)
	case who.Has(coverage.Agent) && (has("cua toi", "cua minh", "cua em", "bieu do toi", "bieudo toi") || v.english && has("my", "mine") || m.Unit == "" && m.Within == "" && m.Asked == "" && len(m.Ask) == 0):
		return monthPicture(ctx, v, who)
	}
	return trendPicture(ctx, v, who)
}

// hears tells whether any of these phrases, folded, is in the message, or in
// the one it goes on from.
func (v *visit) hears(phrases ...string) bool {
	var said strings.Builder
	for _, w := range vi.Words(v.before + " " + v.text) {
		said.WriteString(" " + w.Fold)
	}
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(said.String()+" ", " "+p+" ") })
}

// trendPicture draws a unit's way over the last twelve months, or as many as
// are named.
func trendPicture(ctx context.Context, v *visit, who viewer) (answer, error) {
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	days := monthEnds(st.AsOf, cmp.Or(v.monthsAsked(), usualMonths))
	before := make([]vi.Day, len(days))
	for n, d := range days {
		before[n] = d.YearBefore()
	}
	moments, err := v.service.Trend(ctx, st.Unit, st.Indicator, append(days, before...))
	if err != nil {
		return answer{}, err
	}
	text := []string{v.rateLine(st)}
	for _, t := range st.Targets {
		text = append(text, v.targetLine(t))
	}
	a = v.short(st, append(text, v.floorLine(st), v.sameLine(st)))
	if v.monthsAsked() > 0 {
		a.replies[0].Title = dots(a.replies[0].Title, v.say("chart.months", len(days), st.AsOf.Long()))
	}
	p := v.trendPlot(st, moments[:len(days)], moments[len(days):])
	invented := slices.ContainsFunc(moments, func(m coverage.Moment) bool { return m.Illustrative || m.Denominator.Illustrative })
	if invented && !st.Illustration() {
		note := v.say("chart.illustrative")
		p.Foot, a.replies[0].Text = append(p.Foot, note), lines(a.replies[0].Text, note)
	}
	v.drawing(p)
	picture, err := chart.Trend(p)
	if errors.Is(err, chart.ErrEmpty) {
		return a, nil // the text says that there is no figure
	}
	a.replies[0].Picture = v.picture(picture, "bieu-do", st.Unit, st.Indicator, st.AsOf)
	a.replies[0].Choices = v.drawnChoices(who, "", st.Unit, st.Indicator, st.AsOf)
	return a, err
}

// usualMonths are those of a trend that names none; longestTrend fit one picture.
const (
	usualMonths  = 12
	longestTrend = 24
)

// lastMonths is how a message names the months that a trend goes back.
var lastMonths = regexp.MustCompile(`\b(\d{1,2}) thang (?:vua qua|qua|gan day|gan nhat|tro lai day|nay)\b`)

// monthsAsked is how many months back a trend is to go, 0 where it is not said.
func (v *visit) monthsAsked() int {
	if first, last := v.monthsNamed(); last != 0 {
		fromYear, fromMonth, _ := first.Civil()
		year, month, _ := min(last, v.today).Civil()
		return min(longestTrend, max(2, 12*(year-fromYear)+int(month)-int(fromMonth)+1))
	}
	said := lastMonths.FindStringSubmatch(vi.Fold(v.text))
	if said == nil {
		return 0
	}
	n, _ := strconv.Atoi(said[1]) // two digits at most
	return min(longestTrend, max(2, n))
}

// monthEnds gives a day and the last days of so many months before it, n in all.
func monthEnds(day vi.Day, n int) []vi.Day {
	days := make([]vi.Day, n)
	days[n-1] = day
	for i := n - 2; i >= 0; i-- {
		days[i] = days[i+1].MonthStart() - 1
	}
	return days
}

// picture makes a reply's file of a drawing.
func (v *visit) picture(png []byte, what string, u place.Code, i coverage.Indicator, day vi.Day) *bot.File {
	return &bot.File{Name: strings.ToLower(fmt.Sprintf("%s-%s-%s-%s.png", what, u, i, day)), Type: "image/png", Bytes: png}
}

// trendPlot puts a standing and the months before it into a picture's words.
func (v *visit) trendPlot(st coverage.Standing, now, before []coverage.Moment) chart.TrendPlot {
	rated := st.Rated()
	// The newest point is the card's own figure, whatever was booked meanwhile.
	last := &now[len(now)-1]
	last.Participants, last.Whole, last.Denominator = st.Participants, st.Whole, st.Denominator
	p := chart.TrendPlot{Percent: rated, Frame: chart.Frame{
		Title:    v.trendTitle(st),
		Subtitle: dots(v.titleAbove(st.Unit, place.Commune), v.titleAbove(st.Unit, place.Province), v.say("chart.months", len(now), st.AsOf.Long())),
		Figure:   v.pictureFigure(st), Beside: v.besideFigure(st), Foot: []string{capital(v.basisLine(st))},
	}}
	if !v.book.Tree.Alive(st.Unit, v.today) {
		p.Foot = append(p.Foot, v.say("chart.nowIs", capital(st.Title), v.successors(st.Unit)))
	}
	if old := v.staleLine(st); old != "" {
		p.Foot = append(p.Foot, old)
	}
	if st.Illustration() {
		p.Foot = append(p.Foot, v.say("q.illustrative"))
	}
	p.Now = curve(st, now, now)
	p.Now.Name, p.Now.Figure = v.say("chart.now"), p.Figure
	p.Before = curve(st, now, before)
	p.Before.Name = v.say("chart.before")
	p.Target = v.goals(st, now)
	p.Frame = v.inTongue(p.Frame)
	p.Now.Figure, p.Before.Figure, p.Target.Figure = v.figured(p.Now.Figure), v.figured(p.Before.Figure), v.figured(p.Target.Figure)
	return p
}

// trendTitle names what is drawn; a unit of old by the word that it is one.
func (v *visit) trendTitle(st coverage.Standing) string {
	title := capital(v.indicator(st.Indicator)) + " " + st.Title
	if !v.book.Tree.Alive(st.Unit, v.today) {
		title += " " + v.say("chart.former")
	}
	return title
}

func (v *visit) pictureFigure(st coverage.Standing) string {
	if st.Rated() {
		return v.percentOf(st) + "%"
	}
	return vi.Int(st.Participants)
}

// besideFigure says of how many people the figure is, and how far the first
// target is.
func (v *visit) besideFigure(st coverage.Standing) []string {
	out := []string{v.say("chart.participants")}
	if st.Rated() {
		out[0] = v.say("chart.people", vi.Int(st.Participants), vi.Int(st.Denominator.Value))
	}
	for _, t := range st.Targets {
		if !t.Known || t.Partial || (t.Target.Measure == coverage.RatePct) != st.Rated() || t.Target.Measure == coverage.NewOnes {
			continue
		}
		goal := vi.Int(t.Target.People)
		if st.Rated() {
			goal = t.Target.Rate.Pct() + "%"
		}
		out = append(out, v.say("chart.target", goal))
		if t.Met {
			return append(out, v.say("chart.met"))
		}
		return append(out, v.say("chart.short", vi.Int(t.Gap)))
	}
	return out
}

// curve makes a line of moments, each at the day of the one it is set beside.
// A figure of some parts only would look like a rise or fall: it is left out,
// unless the newest is no better; and so is one on a count of years ago.
func curve(st coverage.Standing, at, moments []coverage.Moment) chart.Line {
	var l chart.Line
	rated := st.Rated()
	for n, m := range moments {
		p := chart.Point{Day: at[n].Day, Known: m.Known && (!rated || m.Rated()) && (!m.Partial() || st.Partial()) && !m.Stale()}
		switch {
		case !p.Known:
		case rated:
			p.Value = 100 * float64(m.Participants) / float64(m.Denominator.Value)
			l.Figure = vi.Percent(m.Participants, m.Denominator.Value) + "%"
		default:
			p.Value = float64(m.Participants)
			l.Figure = vi.Int(m.Participants)
		}
		l.Points = append(l.Points, p)
	}
	return l
}

// goals makes the line of what had to be reached on each day: the target in
// force then, or the floor of the unit's class where none is assigned.
func (v *visit) goals(st coverage.Standing, at []coverage.Moment) chart.Line {
	l, rated := chart.Line{Name: v.say("chart.goal")}, st.Rated()
	for _, m := range at {
		p := chart.Point{Day: m.Day}
		for _, t := range v.book.Targets(st.Unit, st.Indicator, m.Day) {
			switch {
			case p.Known:
			case rated && t.Measure == coverage.RatePct:
				p.Value, p.Known, l.Figure = float64(t.Rate)/10_000, true, t.Rate.Pct()+"%"
			case !rated && t.Measure == coverage.Stock:
				p.Value, p.Known, l.Figure = float64(t.People), true, vi.Int(t.People)
			}
		}
		l.Points = append(l.Points, p)
	}
	if !l.Points[len(at)-1].Known { // nothing is asked now, whatever was before
		l.Figure = ""
		clear(l.Points)
	}
	if f := st.Floor; l.Figure == "" && rated && f != nil {
		l.Name, l.Figure = v.say("chart.floor"), f.Rate.Pct()+"%"
		for n, m := range at {
			l.Points[n] = chart.Point{Day: m.Day, Value: float64(f.Rate) / 10_000, Known: f.From <= m.Day}
		}
	}
	return l
}

// mostBars is how many bars still can be read in one picture.
const mostBars = 20

// rankingPicture draws the units of a level beside each other, with the
// ranking's own words below.
func rankingPicture(ctx context.Context, v *visit, who viewer) (answer, error) {
	v.meansParts()
	within, level, a, ok := v.group(who)
	if !ok {
		a.replies[0].Choices = append(a.replies[0].Choices, v.partsOffer(who, asRanking)...)
		return a, nil
	}
	day, i := today(v, v.meaning.AsOf), v.indicatorAsked()
	if v.rankedBy() == coverage.ByPlan { // without a rate there are no bars to draw
		return v.undrawn(ctx, who, "chart.noBars")
	}
	best, most := v.meaning.Order != "asc", page
	if limit := v.meaning.Limit; limit > 0 && limit <= mostBars {
		most = limit
	}
	t, err := v.service.Rank(ctx, within, level, i, day, best, 0, most)
	if err != nil {
		return answer{}, err
	}
	v.remember(ctx, within)
	key, drawn := "rank.best", "chart.best"
	if !best {
		key, drawn = "rank.worst", "chart.worst"
	}
	what, where := v.say("level."+levelName(level)), v.book.Tree.Title(within)
	a = v.table(t, v.upTo(v.say(key, len(t.Rows), what, where, v.indicator(i)), day))
	p := chart.RankingPlot{Frame: chart.Frame{
		Title:    v.say(drawn, len(t.Rows), what, where),
		Subtitle: v.say("chart.ranked", capital(v.indicator(i)), day.Long(), t.Total),
	}}
	if left := t.Unrated + t.Small; left > 0 {
		p.Foot = []string{v.say("chart.unranked", left)}
	}
	if t.Illustration() && !t.Mixed() {
		p.Foot = append(p.Foot, v.say("q.illustrative"))
	}
	v.bars(&p, t)
	p.Frame = v.inTongue(p.Frame)
	v.drawing(p)
	picture, err := chart.Ranking(p)
	if errors.Is(err, chart.ErrEmpty) {
		return a, nil
	}
	a.replies[0].Picture = v.picture(picture, "xep-hang", within, i, day)
	if a.replies[0].Choices = v.drawnChoices(who, asRanking, within, i, day); len(a.replies[0].Choices) == 0 && !v.msg.Group {
		a.replies[0].Choices = v.partsOffer(who, asRanking) // they are among these, and answer for their own
	}
	return a, err
}

func (v *visit) bars(p *chart.RankingPlot, t coverage.Table) {
	goals, care := map[coverage.Rate]bool{}, signs{mixed: t.Mixed()}
	for n, r := range t.Rows {
		p.Bars = append(p.Bars, chart.Bar{
			Name:   fmt.Sprintf("%d. %s", t.Rank(n), r.Title),
			Value:  100 * float64(r.Participants) / float64(r.Denominator),
			Label:  v.figured(rowPercent(r) + "%"),
			Sign:   care.of(r),
			Target: float64(r.Target) / 10_000, Met: r.Gap == 0,
		})
		if r.Target > 0 {
			goals[r.Target] = true
		}
	}
	p.Signs = v.signWords(care)
	if len(goals) == 0 {
		return
	}
	p.Met, p.Below, p.Without, p.Measure = v.say("chart.metMark"), v.say("chart.belowMark"), v.say("chart.withoutMark"), v.say("chart.goals")
	if len(goals) == 1 {
		for g := range goals {
			p.Measure = v.figured(v.say("chart.target", g.Pct()+"%"))
		}
	}
}

// monthPicture draws an agent's own month, against the month's quota where
// there is one.
func monthPicture(ctx context.Context, v *visit, who viewer) (answer, error) {
	day := today(v, v.meaning.AsOf)
	o, err := v.service.Own(ctx, who.Person, day)
	if err != nil {
		return answer{}, err
	}
	i, quota := v.meaning.Indicator, coverage.Progress{}
	for _, q := range o.Quota {
		if q.Target.Period == coverage.MonthOf(day) && (i == "" || i == q.Target.Indicator) && quota.Need == 0 {
			i, quota = q.Target.Indicator, q
		}
	}
	days, err := v.service.Daily(ctx, who.ID, i, day)
	if err != nil {
		return answer{}, err
	}
	p, text := v.monthPlot(who.Name, day, i, days, quota)
	v.drawing(p)
	picture, err := chart.Month(p)
	if err != nil {
		return answer{}, err
	}
	return answer{replies: []bot.Reply{{Title: v.say("own.title", who.Name), Text: lines(text...),
		Picture: &bot.File{Name: "bieu-do-" + string(coverage.MonthOf(day)) + ".png", Type: "image/png", Bytes: picture}}}}, nil
}

// monthPlot puts a month into a picture's words, and the same in a text.
func (v *visit) monthPlot(name string, day vi.Day, i coverage.Indicator, days []int64, quota coverage.Progress) (chart.MonthPlot, []string) {
	var total int64
	for _, n := range days {
		total += n
	}
	what := v.say("chart.allNew")
	if i != "" {
		what = v.indicator(i)
	}
	month := v.period(coverage.MonthOf(day))
	p := chart.MonthPlot{Month: day, Days: days, Quota: quota.Need, SoFar: v.say("chart.soFar"), QuotaName: v.say("chart.goal"), Frame: chart.Frame{
		Title: capital(what) + ", " + month, Subtitle: dots(name, v.say("q.onDay", day.Long())),
		Figure: vi.Int(total), Beside: []string{v.say("chart.new")}, Foot: []string{v.say("chart.dark")},
	}}
	line := v.say("chart.ownMonth", capital(what), month, vi.Int(total))
	if quota.Need > 0 {
		line = v.say("own.quota", v.indicator(i), month, vi.Int(quota.Have), vi.Int(quota.Need))
		if quota.Met {
			p.Beside = append(p.Beside, v.say("chart.met"))
			line += v.say("q.met")
		} else {
			p.Beside = append(p.Beside, v.say("chart.short", vi.Int(quota.Gap)))
			line += v.say("q.short", vi.Int(quota.Gap))
		}
		p.Figure = vi.Int(quota.Have) + "/" + vi.Int(quota.Need)
	}
	text := []string{line}
	if quota.Target.Illustrative {
		p.Foot, text = append(p.Foot, v.say("q.illustrative")), append(text, v.say("q.illustrative"))
	}
	p.Frame = v.inTongue(p.Frame)
	return p, text
}
