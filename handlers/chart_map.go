package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// lowestNamed is how many of the lowest units the words below a map name.
const lowestNamed = 5

// mapPicture draws the units of a level as tiles, coloured and numbered by
// class of rate; of many units several pictures, each of which can be read.
func mapPicture(ctx context.Context, v *visit, who viewer) (answer, error) {
	v.meansParts()
	within, level, a, ok := v.group(who)
	if ok {
		a, ok = v.sees(who, within)
	}
	if !ok {
		a.replies[0].Choices = append(a.replies[0].Choices, v.partsOffer(who, asMap)...)
		return a, nil
	}
	day, i := today(v, v.meaning.AsOf), v.indicatorAsked()
	if v.rankedBy() == coverage.ByPlan { // without a rate there are no classes
		return v.undrawn(ctx, who, "map.noClasses")
	}
	if v.book.Tree.Level(within) == place.Village {
		return v.mapOfOne(ctx, who)
	}
	c, err := v.service.Classes(ctx, within, level, i, day)
	if err != nil {
		return answer{}, err
	}
	v.remember(ctx, within)
	title := v.say("map.title", v.indicator(i), v.book.Tree.Title(within))
	a = answer{replies: []bot.Reply{{Title: v.onDay(title, day), Text: v.mapText(c)}}}
	if c.Unrated == c.Total {
		return a, nil // the text says that there is no figure
	}
	a.replies[0].Choices = v.drawnChoices(who, asMap, within, i, day)
	a.replies, err = v.mapPages(a.replies[0], c, title, level, i)
	return a, err
}

// mapPages gives the pictures of a map, the first with the words.
func (v *visit) mapPages(first bot.Reply, c coverage.Classed, title string, level place.Level, i coverage.Indicator) ([]bot.Reply, error) {
	all := v.book.Neighbours(c.Rows, c.Day)
	pages := (len(c.Rows) + chart.MostTiles - 1) / chart.MostTiles
	each := (len(c.Rows) + pages - 1) / pages
	var replies []bot.Reply
	for n := range pages {
		rows := all[n*each : min((n+1)*each, len(all))]
		p := v.mapPlot(c, rows, title, level)
		reply, name := first, "ban-do"
		if pages > 1 {
			p.Subtitle += fmt.Sprintf(" · %d/%d", n+1, pages)
			name = fmt.Sprintf("ban-do-%d", n+1)
		}
		if n > 0 {
			reply = bot.Reply{Title: first.Title, Text: v.say("map.page", n+1, pages)}
		}
		v.drawing(p)
		picture, err := chart.Map(p)
		if err != nil {
			return nil, err
		}
		reply.Picture = v.picture(picture, name, c.Within, i, c.Day)
		replies = append(replies, reply)
	}
	// The buttons stay below the last picture, in sight.
	if last := pages - 1; last > 0 {
		replies[last].Choices, replies[0].Choices = replies[0].Choices, nil
	}
	return replies, nil
}

// mapPlot puts some of a map's units into a picture's words.
func (v *visit) mapPlot(c coverage.Classed, rows []coverage.Row, title string, level place.Level) chart.MapPlot {
	p := chart.MapPlot{Classes: v.classWords(c), Frame: chart.Frame{
		Title: title, Subtitle: v.say("map.units", c.Total, v.say("level."+levelName(level)), c.Day.Long()),
	}}
	if c.Unrated > 0 {
		p.Unknown = v.say("map.unknown", c.Unrated)
	}
	care := signs{mixed: c.Mixed()}
	if c.Illustration() && !care.mixed {
		p.Foot = []string{v.say("q.illustrative")}
	}
	p.Frame = v.inTongue(p.Frame)
	for n, word := range p.Classes {
		p.Classes[n] = v.figured(word)
	}
	for _, r := range rows {
		t := chart.Tile{Name: v.tileName(r.Unit), Class: c.Of(r)}
		if r.Rated() {
			t.Label, t.Sign = v.figured(rowPercent(r)+"%"), care.of(r)
		}
		p.Tiles = append(p.Tiles, t)
	}
	p.Signs = v.signWords(care)
	return p
}

// inTongue writes the words of a picture's frame as the person reads them.
func (v *visit) inTongue(f chart.Frame) chart.Frame {
	if !v.english {
		return f
	}
	words := func(s string) string { return vi.EnglishDates(vi.EnglishNumbers(s)) }
	f.English, f.Title, f.Subtitle, f.Figure = true, words(f.Title), words(f.Subtitle), vi.EnglishNumbers(f.Figure)
	f.Beside, f.Foot = slices.Clone(f.Beside), slices.Clone(f.Foot)
	for n := range f.Beside {
		f.Beside[n] = vi.EnglishNumbers(f.Beside[n])
	}
	for n := range f.Foot {
		f.Foot[n] = words(f.Foot[n])
	}
	return f
}

// figured writes a figure in a picture as the person reads it.
func (v *visit) figured(s string) string {
	if v.english {
		return vi.EnglishNumbers(s)
	}
	return s
}

// rowPercent shows a row's rate, never rounded up to what it is held against.
func rowPercent(r coverage.Row) string {
	return percent(r.Participants, r.Denominator, &coverage.Progress{Target: coverage.Target{Measure: coverage.RatePct, Rate: r.Target}})
}

// tileName is a unit's name as short as it may be: most communes are xã, and
// the others say what they are.
func (v *visit) tileName(u place.Code) string {
	unit, _ := v.book.Tree.Unit(u)
	switch unit.Kind {
	case "phường":
		return "P. " + unit.Name
	case "đặc khu":
		return "ĐK. " + unit.Name
	case "thành phố":
		return "TP. " + unit.Name
	case "tổ dân phố":
		return "Tổ " + unit.Name
	case "tiểu khu":
		return "TK " + unit.Name
	}
	return unit.Name
}

// classWords says what each class stands for, and how many units are in it.
func (v *visit) classWords(c coverage.Classed) []string {
	var words []string
	for n, count := range c.Counts {
		switch {
		case len(c.Bounds) == 0:
			words = append(words, v.say("map.all", count))
		case n == 0:
			words = append(words, v.say("map.under", c.Bounds[0].Pct(), count))
		case n == len(c.Bounds):
			words = append(words, v.say("map.from", c.Bounds[n-1].Pct(), count))
		default:
			words = append(words, v.say("map.between", c.Bounds[n-1].Pct(), c.Bounds[n].Pct(), count))
		}
	}
	return words
}

// mapText says what a map shows: the classes, and the lowest units.
func (v *visit) mapText(c coverage.Classed) string {
	var text []string
	if c.Unrated < c.Total {
		for n, word := range v.classWords(c) {
			text = append(text, fmt.Sprintf("%d. %s", n+1, word))
		}
	}
	if c.Unrated > 0 {
		text = append(text, v.say("list.unrated", c.Unrated))
	}
	var lowest []string
	for _, r := range c.Rows[:min(lowestNamed, c.Total-c.Unrated)] {
		lowest = append(lowest, r.Title+" "+rowPercent(r)+"%"+v.caveat(r, c.Mixed()))
	}
	if len(lowest) > 0 {
		text = append(text, v.say("map.lowest", strings.Join(lowest, "; ")))
	}
	if n := c.Partly(); n > 0 {
		text = append(text, v.say("map.partly", n))
	}
	if c.Illustration() {
		text = append(text, v.inventedFoot(c.Mixed()))
	}
	return lines(text...)
}

// onDay adds the day to a title where it is not today.
func (v *visit) onDay(title string, day vi.Day) string {
	if day == v.today {
		return title
	}
	return dots(title, v.say("q.onDay", v.date(day, v.today)))
}

// The words that ask for a picture other than a trend, folded, as buttons send them.
const (
	asRanking = "xep hang"
	asMap     = "ban do"
)

// drawnChoices are the pictures of a unit, but for the one that is shown, and
// its file, as far as the viewer may have them.
func (v *visit) drawnChoices(who viewer, shown string, u place.Code, i coverage.Indicator, day vi.Day) [][]bot.Choice {
	subject := v.subjectOf(u, i, day)
	var row []bot.Choice
	if shown != asRanking && v.book.Tree.Level(u) != place.Village && v.book.MayRank(who.Person, u, v.below(u), v.today) {
		row = append(row, bot.Choice{Label: v.say("button.rankingChart"), Send: "/bieudo " + subject + " " + asRanking, Word: "biểu đồ xếp hạng"})
	}
	if shown != asMap {
		row = append(row, v.mapChoice(u, subject)...)
	}
	row = append(row, v.fileChoice(u, subject)...)
	if len(row) == 0 {
		return nil
	}
	return [][]bot.Choice{row}
}

// wholeChoices are the map and the file of a unit, below the list of its parts.
func (v *visit) wholeChoices(u place.Code, i coverage.Indicator, day vi.Day) []bot.Choice {
	subject := v.subjectOf(u, i, day)
	return append(v.mapChoice(u, subject), v.fileChoice(u, subject)...)
}

// subjectOf names a unit, an indicator and a day as commands have them.
func (v *visit) subjectOf(u place.Code, i coverage.Indicator, day vi.Day) string {
	subject := string(u)
	if i != coverage.BHYT {
		subject += " " + string(i)
	}
	if day != v.today {
		subject += " " + day.Long()
	}
	return subject
}

func (v *visit) mapChoice(u place.Code, subject string) []bot.Choice {
	level := v.book.Tree.Level(u)
	if level >= place.Commune && level != place.Office || !v.book.MaySee(v.person, u, v.today) {
		return nil
	}
	return []bot.Choice{{Label: v.say("button.map"), Send: "/bieudo " + subject + " " + asMap, Word: "bản đồ"}}
}

func (v *visit) fileChoice(u place.Code, subject string) []bot.Choice {
	if v.msg.Group || !v.book.MaySee(answersFor(v.person), u, v.today) {
		return nil
	}
	return []bot.Choice{{Label: v.say("button.excel"), Send: "/xuat " + subject, Word: "xuất excel"}}
}
