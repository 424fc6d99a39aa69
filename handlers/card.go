package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// status answers where a unit stands: its card.
func status(ctx context.Context, v *visit, who viewer) (answer, error) {
	if a, ok, err := v.detailed(ctx, who); ok || err != nil {
		return a, err
	}
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	return v.card(ctx, st)
}

// standing finds the unit asked about, guards it, and computes its standing.
func (v *visit) standing(ctx context.Context, who viewer) (coverage.Standing, answer, bool, error) {
	u, a, ok := v.unitAsked(who)
	if !ok {
		return coverage.Standing{}, a, false, nil
	}
	st, err := v.service.Standing(ctx, u, v.indicatorAsked(), today(v, v.meaning.AsOf))
	if err != nil {
		return st, answer{}, false, err
	}
	v.remember(ctx, u)
	if a, gone := v.gone(st); gone {
		return st, a, false, nil
	}
	v.shown = append(v.shown, st)
	if v.parts, err = v.partLines(ctx, st); err != nil {
		return st, answer{}, false, err
	}
	return st, answer{}, true, nil
}

// unitAsked gives the unit a question is about, or what to answer instead.
func (v *visit) unitAsked(who viewer) (place.Code, answer, bool) {
	m := v.meaning
	if len(m.Ask) > 0 {
		return "", v.ask(m.Ask[0]), false
	}
	day := today(v, m.AsOf)
	u := m.Unit
	switch {
	// An old unit speaks for itself on its own days, and where it became
	// several units as their sum.
	case m.Asked != "" && (v.book.Tree.Alive(m.Asked, day) || u == ""):
		u = m.Asked
	case u == "" && m.Within != "":
		u = m.Within
	case u == "" && len(who.Grants) > 0:
		u = v.firstOwn(who.Person)
	}
	if u == "" {
		return "", v.reply("unclear.viewer", v.ownName(who.Person), v.listExample()), false
	}
	if a, ok := v.sees(who, u); !ok {
		return "", a, false
	}
	return u, answer{}, true
}

func (v *visit) indicatorAsked() coverage.Indicator {
	if v.meaning.Indicator != "" {
		return v.meaning.Indicator
	}
	return coverage.BHYT
}

// card lays out a standing on one screen, the figure first.
func (v *visit) card(ctx context.Context, st coverage.Standing) (answer, error) {
	responsible, err := v.responsibleLine(ctx, st.Unit)
	if err != nil {
		return answer{}, err
	}
	period, err := v.periodLine(ctx, st)
	if err != nil {
		return answer{}, err
	}
	text := []string{v.rateLine(st)}
	if v.meaning.From == st.AsOf { // a day's own figures were asked for
		text, period = []string{period, v.rateLine(st)}, ""
	}
	text = append(text, v.parts...)
	for _, t := range st.Targets {
		text = append(text, v.targetLine(t))
	}
	text = append(text, v.floorLine(st), v.paceLine(st), period, v.weekLine(st), v.publishedLine(st), responsible, v.basisLine(st))
	text = append(text, v.staleLine(st), v.movesLine(st), v.districtLine(st))
	if st.Illustration() {
		text = append(text, v.say("q.illustrative"))
	}
	return answer{replies: []bot.Reply{{Title: v.cardTitle(st), Text: lines(text...), Choices: v.cardChoices(st)}}}, nil
}

// cardTitle names the unit, the old one it was asked by, and what it lies in.
func (v *visit) cardTitle(st coverage.Standing) string {
	title := v.askedTitle(st.Unit)
	level := v.book.Tree.Level(st.Unit)
	if level == place.Village {
		title = dots(title, v.titleAbove(st.Unit, place.Commune))
	}
	if level > place.Province {
		title = dots(title, v.titleAbove(st.Unit, place.Province))
	}
	if st.AsOf != v.today {
		title = dots(title, v.say("q.onDay", v.date(st.AsOf, v.today)))
	}
	return title
}

func (v *visit) titleAbove(u place.Code, level place.Level) string {
	if above := v.book.Above(u, level, v.today); above != "" && above != u {
		return v.book.Tree.Title(above)
	}
	return ""
}

func (v *visit) successors(u place.Code) string {
	var names []string
	for _, s := range v.book.Tree.Now(u) {
		name := v.book.Tree.Title(s.Code)
		if !s.Whole {
			name = v.say("q.partOf", name)
		}
		names = append(names, name)
	}
	if len(names) > 5 {
		names = append(names[:5], "…")
	}
	return join(names)
}

func (v *visit) rateLine(st coverage.Standing) string {
	name := capital(v.indicator(st.Indicator))
	base, _ := coverage.Describe(st.Indicator)
	var s string
	switch {
	case st.Rated():
		s = v.say("q.rate", name, v.percentOf(st), v.say("base."+string(base.Base)), vi.Int(st.Participants), vi.Int(st.Denominator.Value))
	case st.Known:
		s = v.say("q.people", name, vi.Int(st.Participants))
	default:
		s = v.say("q.unknown", name)
		if st.Since.New != 0 || st.Since.Renewed != 0 || st.Since.Lapsed != 0 {
			s += v.say("q.tallied", vi.Int(st.Since.New), vi.Int(st.Since.Renewed), vi.Int(st.Since.Lapsed))
		}
	}
	if st.Known {
		s += v.partly(st.Whole)
	}
	return s
}

func (v *visit) percentOf(st coverage.Standing) string {
	goals := make([]*coverage.Progress, len(st.Targets))
	for i := range st.Targets {
		goals[i] = &st.Targets[i]
	}
	if st.Floor != nil {
		goals = append(goals, &coverage.Progress{Target: coverage.Target{Measure: coverage.RatePct, Rate: st.Floor.Rate}})
	}
	return percent(st.Participants, st.Denominator.Value, goals...)
}

// targetLine says how far a target is: gap in people, and how many a day.
func (v *visit) targetLine(p coverage.Progress) string {
	var goal string
	switch p.Target.Measure {
	case coverage.RatePct:
		goal = p.Target.Rate.Pct() + "%"
	case coverage.Stock:
		goal = v.say("q.stock", vi.Int(p.Target.People))
	case coverage.NewOnes:
		goal = v.say("q.new", vi.Int(p.Target.People))
	}
	basis := ""
	if p.Target.Basis != "" {
		basis = " (" + p.Target.Basis + ")"
	}
	head := v.say("q.target", v.period(p.Target.Period), goal) + basis
	switch {
	case !p.Known && p.Partial:
		return head + v.say("q.gapUnknown")
	case !p.Known:
		return head
	case p.Partial:
		return head + v.say("q.shortMost", vi.Int(p.Gap))
	case p.Target.Measure != coverage.RatePct && p.Need > 0:
		head += v.say("q.planDone", vi.Percent(p.Have, p.Need), vi.Int(p.Have), vi.Int(p.Need))
	}
	if p.Met {
		return head + v.say("q.met")
	}
	head += v.say("q.short", vi.Int(p.Gap))
	if tenths := p.TenthsADay(); tenths > 0 {
		head += v.say("q.perDay", vi.Decimal(tenths, 10, 1))
	}
	return head
}

func (v *visit) floorLine(st coverage.Standing) string {
	if st.Floor == nil {
		return ""
	}
	s := v.say("q.floor", v.say("class."+st.Class.Class), st.Floor.Rate.Pct())
	switch p := st.Reach(st.Floor.Rate); {
	case !p.Known && p.Partial:
		return s + v.say("q.gapUnknown")
	case !p.Known:
		return s
	case p.Partial:
		return s + v.say("q.shortMost", vi.Int(p.Gap))
	case p.Gap > 0:
		return s + v.say("q.short", vi.Int(p.Gap))
	}
	return s + v.say("q.met")
}

// paceLine says how the unit is against the straight line and a year ago.
func (v *visit) paceLine(st coverage.Standing) string {
	var pace string
	for _, t := range st.Targets {
		if !t.PaceKnown || t.Met || staleAt(st) {
			continue
		}
		switch {
		case t.Pace < 0:
			pace = v.say("q.behind", vi.Int(-t.Pace))
		case t.Pace > 0:
			pace = v.say("q.ahead", vi.Int(t.Pace))
		default:
			pace = v.say("q.onPace")
		}
		break
	}
	return dots(pace, v.sameLine(st))
}

func (v *visit) sameLine(st coverage.Standing) string {
	c := st.Same
	if c == nil || !c.Alike || v.sameCount(st) {
		return ""
	}
	s := v.say("q.same", c.Day.Long())
	if c.PointsKnown() {
		s += v.say("q.points", vi.Points(st.Participants, st.Denominator.Value, c.Participants, c.Denominator)) + ","
	}
	return s + v.say("q.delta", vi.Signed(c.Delta)) + v.partly(c.Whole)
}

func (v *visit) weekLine(st coverage.Standing) string {
	w := st.Week
	var parts []string
	told := v.meaning.From == st.AsOf-6 // by the line of the days that were named
	if !told && (w.New != 0 || w.Renewed != 0 || w.Lapsed != 0) {
		parts = append(parts, v.say("q.week", vi.Signed(w.New), vi.Int(w.Renewed), vi.Signed(-w.Lapsed)))
	}
	for _, t := range st.Targets {
		if f := v.forecastPart(t); f != "" {
			parts = append(parts, f)
			break
		}
	}
	return dots(parts...)
}

func (v *visit) forecastPart(p coverage.Progress) string {
	f := p.Forecast
	switch {
	case !p.Known || p.Met || p.Partial:
		return ""
	case f.Few:
		return v.say("q.few")
	case f.Never:
		return v.say("q.never")
	case !f.On.IsZero() && f.InTime:
		return v.say("q.forecast", v.date(f.On, v.today))
	case !f.On.IsZero():
		return v.say("q.late", v.date(f.On, v.today))
	}
	return ""
}

// publishedLine shows what a source stated, where it has no count of its own
// or says another rate than its count gives.
func (v *visit) publishedLine(st coverage.Standing) string {
	p := st.Published
	if p == nil || p.Stated < 0 {
		return ""
	}
	stated := p.Stated.Pct()
	switch {
	case p.Bound:
		return v.say("q.bound", stated, v.date(p.AsOf, v.today), p.Source)
	case p.Participants < 0:
		return v.say("q.stated", stated, v.date(p.AsOf, v.today), p.Source)
	}
	desc, _ := coverage.Describe(st.Indicator)
	den := v.book.Denominator(st.Unit, desc.Base, p.AsOf)
	if !den.Known || roundsTo(p.Participants, den.Value, stated) {
		return ""
	}
	return v.say("q.contradiction", stated, dots(v.date(p.AsOf, v.today), p.Source), vi.Percent(p.Participants, den.Value))
}

// roundsTo tells whether a share, rounded to as many decimals as the source
// printed, is what it printed.
func roundsTo(num, den int64, stated string) bool {
	_, decimals, _ := strings.Cut(stated, ",")
	return vi.Decimal(100*num, den, len(decimals)) == stated
}

// basisLine says what the figure stands on.
func (v *visit) basisLine(st coverage.Standing) string {
	if !st.Known {
		return ""
	}
	var s string
	switch {
	case st.Mixed:
		s = v.say("q.baselines", v.date(st.AsOfBaseline(), v.today))
	default:
		s = v.say("q.baseline", v.date(st.AsOfBaseline(), v.today))
	}
	if st.Moved() {
		s += v.say("q.reports", vi.Int(st.Reports))
		if !st.LastTally.IsZero() {
			s += v.say("q.until", v.moment(st.LastTally, v.service.Location, v.today))
		}
	}
	if st.Own && st.Source != "" && !st.Illustrative {
		s += " · " + st.Source
	}
	return s
}

// staleAt tells whether a figure stands on a count of more than a year before.
func staleAt(st coverage.Standing) bool {
	return st.Known && st.AsOf-st.AsOfBaseline() > coverage.StaleDays
}

// staleLine warns of a figure that stands on a count of more than a year ago.
func (v *visit) staleLine(st coverage.Standing) string {
	day := st.AsOfBaseline()
	switch {
	case !staleAt(st):
		return ""
	case st.AsOf == v.today:
		return v.say("card.stale", day.Long())
	}
	return v.say("card.staleThen", day.Long())
}

// districtLine says that what was asked for as a district is a unit of today,
// where no such district is on record.
func (v *visit) districtLine(st coverage.Standing) string {
	if v.meaning.Asked != "" || !v.hears("huyen") {
		return ""
	}
	return v.noDistrict(st.Unit)
}

// districtLines is that of a comparison.
func (v *visit) districtLines(all ...coverage.Standing) []string {
	var lines []string
	for _, st := range all {
		if unit, _ := v.book.Tree.Unit(st.Unit); v.hears("huyen " + vi.Fold(unit.Name)) {
			lines = append(lines, v.noDistrict(st.Unit))
		}
	}
	return lines
}

func (v *visit) noDistrict(u place.Code) string {
	level := v.book.Tree.Level(u)
	if level != place.Commune && level != place.Province || v.before != "" || strings.HasPrefix(v.text, "/") {
		return ""
	}
	return v.say("card.noDistrict", v.book.Tree.Title(u))
}

// cardChoices are what may be asked next, as far as the viewer may see it.
func (v *visit) cardChoices(st coverage.Standing) [][]bot.Choice {
	row := func(label, command, word string) bot.Choice {
		send := fmt.Sprintf("/%s %s", command, st.Unit)
		if st.Indicator != coverage.BHYT {
			send += " " + string(st.Indicator)
		}
		if st.AsOf != v.today && dated(command) {
			send += " " + st.AsOf.Long()
		}
		return bot.Choice{Label: v.say(label), Send: send, Word: word}
	}
	var first, second []bot.Choice
	if st.Known {
		first = append(first, row("button.chart", "bieudo", "biểu đồ"))
	}
	if v.mayList(st.Unit) {
		label, word := v.partsLabel(st.Unit)
		first = append(first, row(label, "theoban", word))
	}
	if v.mayRankAmong(st.Unit) {
		first = append(first, row("button.ranking", "xephang", "xếp hạng"))
	}
	first = append(first, row("button.follow", "theodoi", "theo dõi"))
	if v.mayList(st.Unit) {
		second = append(second, row("button.below", "chuadat", "nơi chưa đạt"), row("button.missing", "chuabao", "ai chưa báo cáo"))
	}
	if st.Same != nil && st.Same.Alike && !v.sameCount(st) {
		second = append(second, row("button.same", "cungky", "so cùng kỳ"))
	}
	rows := [][]bot.Choice{first, second, v.officeChoice(st)}
	return slices.DeleteFunc(rows, func(row []bot.Choice) bool { return len(row) == 0 })
}

// partsLabel names what a unit is broken down into.
func (v *visit) partsLabel(u place.Code) (label, word string) {
	switch v.below(u) {
	case place.Province:
		return "button.byProvince", "theo tỉnh"
	case place.Commune:
		return "button.byCommune", "theo xã"
	}
	return "button.byVillage", "theo bản"
}
