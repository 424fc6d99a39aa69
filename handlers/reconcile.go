package handlers

import (
	"context"
	"fmt"

	"baophu/bot"
	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// reconcilePicture draws what the tallies said of a unit's parts against the
// official count of a month.
func reconcilePicture(ctx context.Context, v *visit, who viewer) (answer, error) {
	own := viewer{answersFor(who.Person)}
	if len(own.Grants) == 0 {
		return v.reply("file.officials"), nil
	}
	within, a, ok := v.unitAsked(own)
	if !ok {
		return a, nil
	}
	month, err := v.monthAsked(ctx, within)
	if err != nil {
		return answer{}, err
	}
	a, err = v.reconciled(ctx, within, v.indicatorAsked(), month)
	v.remember(ctx, within)
	return a, err
}

// monthAsked is the period named, else the month of the newest count.
func (v *visit) monthAsked(ctx context.Context, u place.Code) (coverage.Period, error) {
	if v.meaning.Period != "" {
		return v.meaning.Period, nil
	}
	day := today(v, v.meaning.AsOf)
	if day == v.today {
		st, err := v.service.Standing(ctx, u, v.indicatorAsked(), day)
		if err != nil {
			return "", err
		}
		if st.Known {
			day = st.AsOfBaseline()
		}
	}
	return coverage.MonthOf(day), nil
}

// reconciled words and draws a reconciliation; of one commune it goes agent by
// agent too.
func (v *visit) reconciled(ctx context.Context, within place.Code, i coverage.Indicator, period coverage.Period) (answer, error) {
	from, to, err := period.Bounds()
	if err != nil {
		return answer{}, err
	}
	level := v.below(within)
	if own := v.book.Tree.Level(within); own >= place.Commune && own != place.Office { // an office has communes below it
		level = own
	}
	r, err := v.service.Reconcile(ctx, within, level, i, from, min(to, v.today))
	if err != nil {
		return answer{}, err
	}
	title := v.say("recon.title", v.indicator(i), v.period(period), v.book.Tree.Title(within))
	if len(r.Rows) == 0 {
		none := "recon.none"
		if !v.person.Has(coverage.Admin) {
			none = "recon.noneYet" // only an administrator imports
		}
		return answer{replies: []bot.Reply{{Title: title, Text: v.say(none, v.period(period))}}}, nil
	}
	again := fmt.Sprintf("/bieudo %s doi chieu ", within)
	if i != coverage.BHYT {
		again = fmt.Sprintf("/bieudo %s %s doi chieu ", within, i)
	}
	typed := v.words // a command's period is Vietnamese, whatever the person reads
	typed.english = false
	reply, err := v.reconciliation(ctx, r, title, within, again+vi.Fold(typed.period(period)))
	return answer{replies: []bot.Reply{reply}}, err
}

// reconciling tells whether a picture of a reconciliation is asked for.
func (v *visit) reconciling() bool {
	return v.hears("doi chieu") || v.english && v.hears("reconciliation", "reconcile")
}

// reconciliation words and draws one that has rows; again asks for the same
// once more, "" where no message does.
func (v *visit) reconciliation(ctx context.Context, r coverage.Reconciliation, title string, within place.Code, again string) (bot.Reply, error) {
	s := listing{title: title, again: again, head: []string{v.say("recon.total", vi.Int(r.Tallied), vi.Int(r.Official), vi.Signed(r.Off()))}}
	if len(r.Rows) > 1 {
		s.rows = v.reconcileRows(r)
	}
	if r.Unknown > 0 {
		s.foot = append(s.foot, v.say("recon.unknown", r.Unknown))
	}
	further := again != "" && v.pageAsked() > 1
	if !further {
		agents, err := v.reconcileAgents(ctx, r)
		if err != nil {
			return bot.Reply{}, err
		}
		s.foot = append(s.foot, agents...)
	}
	if r.Illustration() {
		s.foot = append(s.foot, v.say("q.illustrative"))
	}
	reply := v.paged(s).replies[0]
	if further {
		return reply, nil // the picture came with the first page
	}
	p := v.offsets(r, title)
	v.drawing(p)
	picture, err := chart.Offsets(p)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Picture = v.picture(picture, "doi-chieu", within, r.Indicator, r.Rows[0].AsOf)
	return reply, nil
}

func (v *visit) reconcileRows(r coverage.Reconciliation) []string {
	var text []string
	for n, x := range r.Rows {
		text = append(text, v.say("recon.row", n+1, x.Title, vi.Int(x.Tallied), vi.Int(x.Official), vi.Signed(x.Off())))
	}
	return text
}

// reconcileAgents says what each agent of a commune reported between the two
// counts; of many communes, of the one that is furthest off.
func (v *visit) reconcileAgents(ctx context.Context, r coverage.Reconciliation) ([]string, error) {
	furthest := r.Rows[0]
	if v.book.Tree.Level(furthest.Unit) < place.Commune || v.msg.Group {
		return nil, nil // a province has hundreds; and a group is no place for what each did
	}
	agents, err := v.service.ByAgent(ctx, furthest.Unit, r.Indicator, furthest.Since, furthest.AsOf)
	if err != nil || len(agents) == 0 {
		return nil, err
	}
	text := []string{v.say("recon.agents", furthest.Title, furthest.Since.Short(), furthest.AsOf.Long())}
	for n, a := range agents {
		if n == page {
			return append(text, v.say("recon.moreAgents", len(agents)-n)), nil
		}
		name := a.Name
		if name == "" {
			name = v.say("recon.formerly")
		}
		text = append(text, v.say("recon.agent", name, vi.Signed(a.New), vi.Signed(-a.Lapsed)))
	}
	return text, nil
}

// offsets puts a reconciliation into a picture's words.
func (v *visit) offsets(r coverage.Reconciliation, title string) chart.OffsetPlot {
	o := chart.OffsetPlot{Above: v.say("recon.above"), Less: v.say("recon.less"), Frame: chart.Frame{
		Title: title, Subtitle: v.say("recon.sub", r.Rows[0].AsOf.Long(), len(r.Rows)),
		Figure: vi.Signed(r.Off()), Beside: []string{v.say("recon.people"), v.say("recon.both", vi.Int(r.Tallied), vi.Int(r.Official))},
	}}
	for n, x := range r.Rows[:min(len(r.Rows), chart.MostOffsets)] {
		name := x.Title
		if len(r.Rows) > 1 {
			name = v.say("recon.numbered", n+1, x.Title)
		}
		o.Offsets = append(o.Offsets, chart.Offset{Name: name, Value: float64(x.Off()), Label: v.figured(vi.Signed(x.Off())),
			Beside: v.figured(v.say("recon.both", vi.Int(x.Tallied), vi.Int(x.Official)))})
	}
	if left := len(r.Rows) - chart.MostOffsets; left > 0 {
		o.Foot = append(o.Foot, v.say("recon.furthest", chart.MostOffsets, len(r.Rows)))
	}
	if r.Illustration() {
		o.Foot = append(o.Foot, v.say("q.illustrative"))
	}
	o.Frame = v.inTongue(o.Frame)
	return o
}
