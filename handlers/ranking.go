package handlers

import (
	"context"
	"errors"
	"fmt"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// rank orders the units of a level, or the agents within a unit.
func rank(ctx context.Context, v *visit, who viewer) (answer, error) {
	within, level, a, ok := v.group(who)
	if !ok {
		return a, nil
	}
	if v.meaning.Level == "agent" {
		return v.rankAgents(ctx, who, within)
	}
	day, i, by := today(v, v.meaning.AsOf), v.indicatorAsked(), v.rankedBy()
	best := v.meaning.Order != "asc"
	if by == coverage.ByGap {
		best = !best // "most" is most people short
	}
	r, err := v.service.RankBy(ctx, within, level, i, by, best, v.grownSince(day), day)
	if err != nil {
		return answer{}, err
	}
	s := listing{title: v.rankTitle(r, level, i), size: v.meaning.Limit, again: v.anew("xephang", within, level, v.rankWords(v.meaning.From)...)}
	if at, ok := r.Of(v.meaning.Unit); ok && v.meaning.Unit != within {
		s.head = append(s.head, v.say("rank.place", capital(r.Scores[at].Title), r.Scores[at].Rank, len(r.Scores))+v.tied(r, at))
	}
	mixed := r.Mixed()
	for _, score := range r.Scores {
		score.Title += v.caveat(score.Row, mixed)
		s.rows = append(s.rows, v.scoreRow(score, by))
	}
	s.foot = append(v.nowLines(r.Within), v.rankFoot(r)...)
	a = v.paged(s)
	subject := within
	if _, ok := r.Of(v.meaning.Unit); ok {
		subject = v.meaning.Unit
	}
	v.remember(ctx, subject)
	return a, nil
}

func (v *visit) rankedBy() coverage.By {
	switch by := coverage.By(v.meaning.By); by {
	case coverage.ByGrowth, coverage.ByGap, coverage.ByPlan, coverage.ByClosed:
		return by
	}
	d, _ := coverage.Describe(v.indicatorAsked())
	if d.Base == coverage.NoBase {
		return coverage.ByPlan // without a rate there is only the plan to go by
	}
	return coverage.ByRate
}

// grownSince is the day from which growth is measured: that before the days
// named, or 30 days ago.
func (v *visit) grownSince(day vi.Day) vi.Day {
	if from := v.meaning.From; from != 0 && from <= day {
		return from - 1
	}
	return day - 30
}

func (v *visit) rankTitle(r coverage.Ranking, level place.Level, i coverage.Indicator) string {
	end := "best"
	if v.meaning.Order == "asc" {
		end = "worst"
	}
	what, where := v.say("level."+levelName(level)), v.book.Tree.Title(r.Within)
	title := v.say("rank.all."+end, len(r.Scores), what, where, v.indicator(i))
	if limit := min(len(r.Scores), v.meaning.Limit); limit > 0 {
		if r.By != coverage.ByRate {
			end += "By" // the most of what is said behind is not the highest rate
		}
		title = v.say("rank."+end, limit, what, where, v.indicator(i))
		if limit == 1 {
			title = capital(v.say("rank.one."+end, what, where, v.indicator(i)))
		}
	}
	switch r.By {
	case coverage.ByGrowth: // which names its last day
		return dots(title, v.say("rank.byGrowth", v.date(r.Since, v.today), v.date(r.Day, v.today)))
	case coverage.ByGap, coverage.ByPlan:
		if r.OfRate {
			return v.upTo(dots(title, v.say("rank.by.done")), r.Day)
		}
		title = dots(title, v.say("rank.by."+string(r.By)))
	case coverage.ByClosed:
		since := r.Since
		if since == 0 {
			since = r.Day.YearStart() - 1
		}
		title = dots(title, v.say("rank.by.closed", v.date(since, v.today)))
	}
	return v.upTo(title, r.Day)
}

// rankWords are the words by which a ranking from a day on is asked for again.
func (v *visit) rankWords(from vi.Day) []string {
	words := []string{map[string]string{"growth": "tang truong", "gap": "con thieu", "plan": "ke hoach", "closed": "rut ngan"}[v.meaning.By]}
	if v.meaning.Order == "asc" {
		words = append(words, "thap nhat")
	}
	if from != 0 && from <= today(v, v.meaning.AsOf) {
		words = append(words, "tu "+from.Long())
	}
	return words
}

// tied says how many share a place.
func (v *visit) tied(r coverage.Ranking, at int) string {
	n := 0
	for _, s := range r.Scores {
		if s.Rank == r.Scores[at].Rank {
			n++
		}
	}
	if n < 2 {
		return ""
	}
	return v.say("rank.tied", n)
}

func (v *visit) scoreRow(s coverage.Score, by coverage.By) string {
	r := s.Row
	switch by {
	case coverage.ByGrowth:
		if r.WasOf == 0 {
			return v.say("rank.rowGrown", s.Rank, r.Title, vi.Growth(r.Participants, r.Was), vi.Int(r.Was), vi.Int(r.Participants))
		}
		return v.say("rank.rowPoints", s.Rank, r.Title, vi.Points(r.Participants, r.Denominator, r.Was, r.WasOf),
			vi.Percent(r.Was, r.WasOf), percent(r.Participants, r.Denominator, rowGoal(r)))
	case coverage.ByGap:
		return v.say("rank.rowGap", s.Rank, r.Title, vi.Int(r.Gap), percent(r.Participants, r.Denominator, rowGoal(r)), r.Target.Pct())
	case coverage.ByPlan:
		key := "rank.rowPlan"
		if s.Target > 0 {
			key = "rank.rowDone"
		}
		return v.say(key, s.Rank, r.Title, percentOfPlan(r), vi.Int(s.Have), vi.Int(s.Need))
	case coverage.ByClosed:
		return v.say("rank.rowClosed", s.Rank, r.Title, vi.Percent(s.Num, s.Den), vi.Int(s.Num), vi.Int(s.Den))
	}
	return v.rankRow(s.Rank, r)
}

func (v *visit) rankRow(n int, r coverage.Row) string {
	line := v.say("rank.row", n, r.Title, percent(r.Participants, r.Denominator, rowGoal(r)), vi.Int(r.Participants), vi.Int(r.Denominator))
	if r.Gap > 0 {
		line += v.say("rank.short", vi.Int(r.Gap))
	}
	return line
}

// table lays out one page of a ranking, as it goes below its picture.
func (v *visit) table(t coverage.Table, title string) answer {
	var text []string
	for n, r := range t.Rows {
		r.Title += v.caveat(r, t.Mixed())
		text = append(text, v.rankRow(t.Rank(n), r))
	}
	if t.Small > 0 {
		text = append(text, v.say("rank.small", t.Small, vi.Int(t.Fewest)))
	}
	if t.Unrated > 0 {
		text = append(text, v.say("list.unrated", t.Unrated))
	}
	if t.Illustration() {
		text = append(text, v.inventedFoot(t.Mixed()))
	}
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}
}

func (v *visit) rankFoot(r coverage.Ranking) []string {
	var foot []string
	if r.Small > 0 {
		foot = append(foot, v.say("rank.small", r.Small, vi.Int(r.Fewest)))
	}
	if n := r.Unrated(); n > 0 {
		key := "list.unrated"
		if r.By == coverage.ByPlan && !r.OfRate {
			key = "rank.unplanned"
		}
		if r.By == coverage.ByClosed {
			key = "rank.unclosed"
		}
		foot = append(foot, v.say(key, n))
	}
	if len(r.Scores) == 0 && r.Total == 0 {
		foot = append(foot, v.say("list.none"))
	}
	if r.Illustration() {
		foot = append(foot, v.inventedFoot(r.Mixed()))
	}
	return foot
}

// rankAgents orders the people who collect within a unit, for whoever answers
// for them; never where others read along.
func (v *visit) rankAgents(ctx context.Context, who viewer, within place.Code) (answer, error) {
	if a, ok := v.sees(who, within); !ok {
		return a, nil
	}
	if v.msg.Group {
		return v.reply("agents.private"), nil
	}
	day := today(v, v.meaning.AsOf)
	from := day.MonthStart()
	if f := v.meaning.From; f != 0 && f <= day {
		from = f
	}
	i := v.meaning.Indicator
	if i == coverage.BHYT && !v.hears("bhyt") {
		i = "" // whatever they sold
	}
	by := coverage.ByRate
	if v.meaning.By == "plan" {
		by = coverage.ByPlan
		if i == "" {
			i = coverage.Household
		}
	}
	board, err := v.service.Agents(ctx, within, i, by, v.meaning.Order != "asc", from, day)
	if errors.Is(err, coverage.ErrTooMany) {
		return v.reply("agents.tooMany", v.book.Tree.Title(within), v.someCommune(within)), nil
	}
	if err != nil {
		return answer{}, err
	}
	title := v.say("agents.title", v.book.Tree.Title(within), v.date(from, v.today), v.date(day, v.today))
	if i != "" {
		title = dots(title, v.indicator(i))
	}
	words := []string{"nhan vien"}
	if n := v.meaning.Limit; n > mostAtOnce {
		words[0] = fmt.Sprint(n, " nhan vien")
	}
	if i == coverage.BHYT {
		words = append(words, "bhyt")
	}
	s := listing{title: title, size: v.meaning.Limit, more: "agents.more", again: v.anew("xephang", within, v.below(within), append(words, v.rankWords(v.meaning.From)...)...)}
	for _, score := range board.Scores {
		row := v.say("agents.row", score.Rank, score.Person.Name, vi.Int(score.New), score.Days)
		if score.Need > 0 {
			row += v.say("agents.quota", vi.Percent(score.New, score.Need), vi.Int(score.Need))
		}
		s.rows = append(s.rows, row)
	}
	if len(s.rows) == 0 {
		s.foot = []string{v.say("missing.nobody")}
	}
	s.foot = append(s.foot, v.inventedLine(within, day))
	a := v.paged(s)
	v.remember(ctx, within)
	return a, nil
}

// someCommune names a commune within a unit, as an example to type.
func (v *visit) someCommune(within place.Code) string {
	for _, u := range v.book.Tree.Descendants(within, place.Commune, v.today) {
		return v.book.Tree.Title(u)
	}
	return v.book.Tree.Title(within)
}
