package handlers

import (
	"context"
	"slices"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// compare sets a unit beside itself on an earlier day, or beside another unit.
func compare(ctx context.Context, v *visit, who viewer) (answer, error) {
	v.seenFirst(who)
	if v.ofOwn {
		return v.ownSince(ctx, who)
	}
	if a, refused := v.noneOfThem(who); refused {
		return a, nil
	}
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	switch {
	case v.meaning.Other != "":
		return v.besideOthers(ctx, who, st)
	case v.meaning.Since == "ntm_recognition":
		return v.sinceRecognised(ctx, st)
	case v.meaning.Against != 0:
		return v.sinceDay(ctx, st, v.meaning.Against)
	}
	return v.besideYearBefore(st), nil
}

// besideOthers sets a unit beside one or several others, and says which names
// were not recognised.
func (v *visit) besideOthers(ctx context.Context, who viewer, st coverage.Standing) (a answer, err error) {
	others := v.comparedWith(st.Unit)
	if len(others) == 1 {
		a, err = v.beside(ctx, who, st, others[0])
	} else {
		a, err = v.several(ctx, who, st, others)
	}
	return v.sayMissed(a, append(others, st.Unit)), err
}

// sinceRecognised sets a unit beside itself on the day when it was recognised
// as nông thôn mới.
func (v *visit) sinceRecognised(ctx context.Context, st coverage.Standing) (answer, error) {
	class, ok := v.book.Class(st.Unit, st.AsOf)
	if !ok || class.Recognised >= st.AsOf {
		return v.short(st, []string{v.rateLine(st), v.say("compare.notNTM", capital(st.Title))}), nil
	}
	a, err := v.sinceDay(ctx, st, class.Recognised)
	if err == nil {
		a.replies[0].Text = lines(v.say("compare.sinceNTM", v.say("class."+class.Class), class.Recognised.Long()), a.replies[0].Text)
	}
	return a, err
}

// besideYearBefore sets a unit beside itself on the same day a year before.
func (v *visit) besideYearBefore(st coverage.Standing) answer {
	text := []string{v.rateLine(st)}
	switch {
	case st.Same == nil:
		text = append(text, v.say("q.noSame", st.AsOf.YearBefore().Long()))
	case v.sameCount(st):
		text = append(text, v.say("gone.sameCount", st.Same.Day.Long(), st.Same.Whole.AsOf.Long()))
	default:
		text = append(text, v.say("q.then", st.Same.Day.Long(), v.thenFigure(*st.Same)))
		if !st.Same.Alike {
			text = append(text, v.say("q.unlike"))
			break
		}
		text = append(text, v.sameLine(st), v.say("q.growth", vi.Growth(st.Participants, st.Same.Participants)))
	}
	return v.sayMissed(v.short(st, text), []place.Code{st.Unit})
}

func (v *visit) thenFigure(c coverage.Comparison) string {
	s := v.say("q.peopleOnly", vi.Int(c.Participants))
	if c.Denominator > 0 {
		s = v.say("q.rateOnly", vi.Percent(c.Participants, c.Denominator), vi.Int(c.Participants), vi.Int(c.Denominator))
	}
	return s + v.partly(c.Whole)
}

// partly says of how many places a figure is, where some have none.
func (v *visit) partly(w coverage.Whole) string {
	if !w.Partial() {
		return ""
	}
	return v.say("q.partial", w.Parts-w.Missing, w.Parts)
}

// sinceDay sets a unit beside itself on a day: in people, percent and points.
func (v *visit) sinceDay(ctx context.Context, st coverage.Standing, was vi.Day) (answer, error) {
	c, err := v.service.Between(ctx, st.Unit, st.Indicator, was, st.AsOf)
	if err != nil {
		return answer{}, err
	}
	text := []string{v.rateLine(st)}
	if !c.Known() {
		text = append(text, v.say("q.noSame", was.Long()))
	} else {
		figure := v.say("q.peopleOnly", vi.Int(c.Was.Participants))
		if c.Was.Rated() {
			figure = v.say("q.rateOnly", vi.Percent(c.Was.Participants, c.Was.Denominator.Value), vi.Int(c.Was.Participants), vi.Int(c.Was.Denominator.Value))
		}
		text = append(text, v.say("compare.then", v.date(was, v.today), figure+v.partly(c.Was.Whole)), v.changeLine(c))
	}
	text = append(text, v.talliedLine(c))
	a := v.short(st, text)
	if c.Illustration() && !st.Illustration() {
		a.replies[0].Text = lines(a.replies[0].Text, v.say("q.illustrative"))
	}
	return a, nil
}

// changeLine says how a figure moved: points, people, percent of people.
func (v *visit) changeLine(c coverage.Movement) string {
	switch {
	case !c.Alike():
		return v.say("q.unlike")
	case c.Was.Stale():
		return v.say("compare.stale", v.date(c.Was.Day, v.today), c.Was.AsOf.Long())
	case c.Is.Stale():
		return v.say("compare.stale", v.date(c.Is.Day, v.today), c.Is.AsOf.Long())
	}
	s := v.say("compare.change", v.date(c.Was.Day, v.today), v.date(c.Is.Day, v.today))
	if c.PointsKnown() {
		s += v.say("q.points", vi.Points(c.Is.Participants, c.Is.Denominator.Value, c.Was.Participants, c.Was.Denominator.Value)) + ","
	}
	s += v.say("q.delta", vi.Signed(c.Is.Participants-c.Was.Participants))
	if c.Was.Participants > 0 {
		s += v.say("compare.growth", vi.Growth(c.Is.Participants, c.Was.Participants))
	}
	return s
}

func (v *visit) talliedLine(c coverage.Movement) string {
	return v.say("compare.tallied", vi.Signed(c.Tallied.New), vi.Int(c.Tallied.Renewed), vi.Signed(-c.Tallied.Lapsed))
}

// periodLine is a card's line for a stretch of days: "báo cáo 9 tháng".
func (v *visit) periodLine(ctx context.Context, st coverage.Standing) (string, error) {
	from := v.meaning.From
	if from == 0 || from > st.AsOf {
		return "", nil
	}
	c, err := v.service.Between(ctx, st.Unit, st.Indicator, from-1, st.AsOf)
	if err != nil {
		return "", err
	}
	if from == st.AsOf {
		return capital(v.day(from, v.today)) + ": " + v.talliedLine(c), nil
	}
	line := ""
	if c.Known() && !c.Is.Stale() { // else the card says so itself
		line = v.changeLine(c)
	}
	return lines(line, v.say("compare.span", v.date(from, v.today), v.date(st.AsOf, v.today))+v.talliedLine(c)), nil
}

// nowLines says of units that are no more what they became, of each once; ""
// is none.
func (v *visit) nowLines(units ...place.Code) []string {
	var text []string
	for n, u := range units {
		if u != "" && !v.book.Tree.Alive(u, v.today) && !slices.Contains(units[:n], u) {
			text = append(text, v.say("chart.nowIs", capital(v.book.Tree.Title(u)), v.successors(u)))
		}
	}
	return text
}

// beside sets a unit beside another: points, and people.
func (v *visit) beside(ctx context.Context, who viewer, st coverage.Standing, other place.Code) (answer, error) {
	if !v.book.MayCompare(who.Person, other, v.today) {
		return v.reply("guard.scope", capital(v.formerTitle(other)), v.ownUnits(who.Person)), nil
	}
	second, err := v.service.Standing(ctx, other, st.Indicator, st.AsOf)
	if err != nil {
		return answer{}, err
	}
	v.opposed = []coverage.Standing{st, second}
	text := []string{capital(st.Title) + ": " + v.rateLine(st), capital(second.Title) + ": " + v.rateLine(second)}
	if st.Rated() && second.Rated() && !st.Partial() && !second.Partial() {
		text = append(text, v.say("q.difference",
			vi.Points(st.Participants, st.Denominator.Value, second.Participants, second.Denominator.Value)))
	}
	if st.Known && second.Known && !st.Partial() && !second.Partial() && second.Participants > 0 {
		text = append(text, v.say("compare.people", vi.Signed(st.Participants-second.Participants), vi.Percent(st.Participants, second.Participants), second.Title))
	}
	if st.Known && second.Known && st.AsOfBaseline() != second.AsOfBaseline() {
		for _, s := range []coverage.Standing{st, second} { // counts of two days are not quite alike
			text = append(text, capital(s.Title)+": "+v.basisLine(s))
		}
	}
	text = append(text, v.districtLines(st, second)...)
	text = append(text, v.nowLines(v.meaning.Asked, st.Unit, second.Unit)...)
	if st.Illustration() || second.Illustration() {
		text = append(text, v.say("q.illustrative"))
	}
	title := v.upTo(v.say("q.compare", capital(st.Title), second.Title), st.AsOf)
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}, nil
}
