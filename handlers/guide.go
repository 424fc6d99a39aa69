package handlers

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// The steps of an entry that is guided: what is asked next.
const (
	stepUnit      = "unit"
	stepInsurance = "insurance"
	stepKind      = "kind"
	stepCount     = "count"
	stepConfirm   = "confirm"
)

// What people type, or tap, besides the answer to a step.
const (
	wordAsBefore = "như lần trước"
	wordBack     = "quay lại"
	wordNobody   = "không có ai"
	wordConfirm  = "ghi như vậy" // no plain yes: a second tap must answer no other question
)

// opensGuide tells whether a message only says that there is something to
// report: then it is asked for, step by step.
func (v *visit) opensGuide() bool {
	m := v.meaning
	if v.waiting != nil || m.Intent != understand.Report || len(m.Rows) != 1 || len(m.Zeros) > 0 {
		return false
	}
	r := m.Rows[0]
	return r.Indicator == "" && !r.Known && len(r.Choices) == 0 && r.Kind == coverage.New &&
		slices.Contains(m.Ask, understand.AskIndicator) && slices.Contains(m.Ask, understand.AskCount)
}

// openGuide asks for a report from its beginning.
func (v *visit) openGuide(ctx context.Context, who agent) (answer, error) {
	r := v.meaning.Rows[0]
	if u := r.Unit; u != "" && !v.book.MayReport(who.Person, u, v.today) {
		return v.reply("refuse.not_yours", capital(v.book.Tree.Title(u)), v.ownUnits(who.Person)), nil
	}
	begun := v.begin(r.Unit, r.Day)
	if asBefore(v.text) {
		if again, ok, err := v.asLastTime(ctx, begun); err != nil || ok {
			return v.guide(again), err
		}
	}
	return v.first(ctx, begun)
}

// begin is a report in which nothing is said yet but, perhaps, where.
func (v *visit) begin(u place.Code, day vi.Day) understand.Meaning {
	if own := v.setting.Speaker.Villages; u == "" && len(own) == 1 {
		u = own[0]
	}
	if day.IsZero() {
		day = v.today
	}
	return understand.Meaning{Intent: understand.Report, Rows: []understand.Row{{Unit: u, Day: day}}, ZeroDay: day}
}

// first asks the first step, with the last report as one choice.
func (v *visit) first(ctx context.Context, m understand.Meaning) (answer, error) {
	again, ok, err := v.asLastTime(ctx, m)
	if err != nil || !ok {
		return v.guide(m), err
	}
	return v.guide(m, option{v.lastTimeLabel(again), wordAsBefore}), nil
}

// stepOf gives what is still to be asked.
func stepOf(m understand.Meaning) string {
	if len(m.Zeros) > 0 || len(m.Rows) != 1 {
		return stepConfirm
	}
	switch r := m.Rows[0]; {
	case r.Unit == "":
		return stepUnit
	case r.Indicator == "":
		return stepInsurance
	case r.Kind == "":
		return stepKind
	case !r.Known:
		return stepCount
	}
	return stepConfirm
}

// guide asks the next step of a report, with what was said so far kept.
// Nothing is booked but by a yes to the last one.
func (v *visit) guide(m understand.Meaning, before ...option) answer {
	v.meaning = m
	step := stepOf(m)
	offered := slices.Concat(before, v.stepOptions(step))
	if !v.atBeginning(m) {
		offered = append(offered, option{v.say("guide.back"), wordBack})
	}
	offered = append(offered, option{v.say("guide.stop"), "thôi"})
	w := waiting{Kind: waitGuide, Guided: true}
	if step != stepCount {
		return v.wait(w, v.say("guide."+step), offered)
	}
	// A number typed here is a number of people, never that of a choice.
	a := v.wait(w, v.say("guide.count"), nil)
	a.replies[0].Asks = false
	a.replies[0].Choices = append([][]bot.Choice{fewPeople()}, choices(offered)...)
	return a
}

// fewPeople are the numbers that are reported most. A tap is not a bare
// number, so that one too many neither changes the number nor picks a choice
// of the question after it.
func fewPeople() []bot.Choice {
	var row []bot.Choice
	for n := 1; n <= 5; n++ {
		row = append(row, bot.Choice{Label: fmt.Sprint(n), Send: fmt.Sprintf("%d người", n), Word: fmt.Sprint(n)})
	}
	return row
}

func (v *visit) stepOptions(step string) []option {
	var all []option
	switch step {
	case stepUnit:
		for _, u := range v.setting.Speaker.Villages {
			all = append(all, option{capital(v.book.Tree.Title(u)), string(u)})
		}
	case stepInsurance:
		all = append(v.insurances(), option{v.say("guide.nobody"), wordNobody})
	case stepKind:
		for _, k := range []struct{ kind, text string }{{"new", "mới"}, {"renewed", "tái tục"}, {"lapsed", "giảm"}} {
			all = append(all, option{capital(v.say("kind." + k.kind)), k.text})
		}
	case stepConfirm:
		all = []option{{v.say("choice.yes"), wordConfirm}}
	}
	return all
}

// insurances are what agents report, the usual first.
func (v *visit) insurances() []option {
	var all []option
	for _, o := range v.reader.Options(understand.AskIndicator, v.meaning, v.setting) {
		all = append(all, option{v.optionLabel(understand.AskIndicator, o), o.Answer})
	}
	return all
}

// atBeginning tells whether nothing was answered that could be taken back.
func (v *visit) atBeginning(m understand.Meaning) bool {
	if len(m.Zeros) > 0 || len(m.Rows) != 1 {
		return false
	}
	r := m.Rows[0]
	return r.Indicator == "" && (r.Unit == "" || len(v.setting.Speaker.Villages) == 1)
}

// stepBack opens the step before the one that is asked.
func (v *visit) stepBack(m understand.Meaning) understand.Meaning {
	if len(m.Zeros) > 0 || len(m.Rows) != 1 {
		var u place.Code
		if len(m.Zeros) == 1 && len(m.Rows) == 0 {
			u = m.Zeros[0]
		}
		return v.begin(u, m.ZeroDay)
	}
	r := m.Rows[0]
	switch stepOf(m) {
	case stepConfirm:
		r.Known, r.Count = false, 0
	case stepCount:
		r.Kind, r.Reason = "", ""
	case stepKind:
		r.Indicator = ""
	default:
		return v.begin("", r.Day)
	}
	m.Rows = []understand.Row{r}
	return m
}

// guided takes a message as the answer to a step. It is none where it is a
// whole report, or something else altogether.
func (v *visit) guided(ctx context.Context, w waiting, said string, setting understand.Setting) (answer, bool, error) {
	if !v.person.Has(coverage.Agent) {
		return answer{}, false, nil
	}
	m := w.Meaning
	confirmed := stepOf(m) == stepConfirm && (isWord(said, "có", wordConfirm) || v.meaning.Intent == understand.Confirm)
	switch {
	case confirmed:
		a, err := v.finishGuide(ctx, w)
		return a, true, err
	case v.meaning.Intent == understand.Undo && v.meaning.Report == 0:
		return answer{replies: []bot.Reply{{Text: v.say("cancel.done")}}, keep: &bot.Talk{}}, true, nil
	case isWord(said, wordBack, "lùi lại", "lùi", "trở lại", "back"):
		m = v.stepBack(m)
	case asBefore(said):
		again, ok, err := v.asLastTime(ctx, m)
		if err != nil || !ok {
			return answer{}, false, err
		}
		m = again
	default:
		typed, ok := v.typedOver(m, said, setting)
		if !ok {
			return answer{}, false, nil
		}
		m = typed
	}
	v.waiting = &w
	if v.atBeginning(m) {
		a, err := v.first(ctx, m)
		return a, true, err
	}
	return v.guide(m), true, nil
}

// finishGuide books what was confirmed, as any report. A number that cannot be
// is asked again, for the rest of the report may be right.
func (v *visit) finishGuide(ctx context.Context, w waiting) (answer, error) {
	v.waiting, v.meaning = &w, w.Meaning
	a, err := v.carryOut(ctx)
	wrong := v.refusal == coverage.OverAll || v.refusal == coverage.BelowZero
	if err != nil || !wrong || len(w.Meaning.Rows) != 1 {
		return a, err
	}
	again := v.guide(v.stepBack(w.Meaning))
	again.replies[0].Text = lines(a.replies[0].Text, v.say("guide.count"))
	return again, nil
}

func asBefore(said string) bool {
	return isWord(said, wordAsBefore, "như hôm qua", "như cũ")
}

// asLastTime is the report of the person's latest day with one, for the day
// of a report that begins.
func (v *visit) asLastTime(ctx context.Context, begun understand.Meaning) (understand.Meaning, bool, error) {
	day := begun.ZeroDay
	last, err := v.lastDay(ctx, begun)
	if err != nil {
		return begun, false, err
	}
	m := understand.Meaning{Intent: understand.Report, ZeroDay: day}
	for _, l := range last {
		switch {
		case !v.book.MayReport(v.person, l.Unit, day) || !v.book.Tree.Alive(l.Unit, day):
		case l.Kind == coverage.Zero:
			m.Zeros = append(m.Zeros, l.Unit)
		default:
			m.Rows = append(m.Rows, understand.Row{Unit: l.Unit, Indicator: l.Indicator, Kind: l.Kind, Count: l.Count, Known: true,
				Day: day, Reason: l.Reason, Months: l.Months, Tag: l.Tag})
		}
	}
	m.Zeros = slices.DeleteFunc(m.Zeros, func(u place.Code) bool { // there was somebody after all
		return slices.ContainsFunc(m.Rows, func(r understand.Row) bool { return r.Unit == u })
	})
	if len(m.Rows) == 0 && len(m.Zeros) == 0 {
		return begun, false, nil
	}
	m.AsOf = last[0].Day
	return m, true, nil
}

// lastDay gives what was reported last: of the village that was named, where
// there are others.
func (v *visit) lastDay(ctx context.Context, begun understand.Meaning) ([]coverage.Line, error) {
	if len(begun.Rows) == 1 && begun.Rows[0].Unit != "" && len(v.setting.Speaker.Villages) > 1 {
		return v.service.LastDayIn(ctx, v.person.ID, begun.Rows[0].Unit, begun.ZeroDay)
	}
	return v.service.LastDay(ctx, v.person.ID, begun.ZeroDay)
}

// labelLimit is how much of a choice a narrow phone shows.
const labelLimit = 60

// lastTimeLabel says what a report as the last one would be.
func (v *visit) lastTimeLabel(m understand.Meaning) string {
	var parts []string
	for n, r := range m.Rows {
		part := vi.Int(r.Count)
		if r.Indicator != "" {
			part += " " + v.say("guide.short."+string(r.Indicator))
		}
		if r.Kind != coverage.New {
			part += " " + v.say("kind."+string(r.Kind))
		}
		if len(v.setting.Speaker.Villages) > 1 && (n == 0 || m.Rows[n-1].Unit != r.Unit) {
			part = v.nameOf(r.Unit) + " " + part
		}
		parts = append(parts, part)
	}
	switch {
	case len(m.Zeros) > 0 && len(v.setting.Speaker.Villages) > 1:
		var names []string
		for _, u := range m.Zeros {
			names = append(names, v.nameOf(u))
		}
		parts = append(parts, v.say("guide.none", join(names)))
	case len(m.Zeros) > 0:
		parts = append(parts, v.say("report.zero"))
	}
	label := v.say("guide.last", v.dayWord(m.AsOf), join(parts))
	if len([]rune(label)) > labelLimit {
		label = v.say("guide.lastMany", v.dayWord(m.AsOf), len(parts))
	}
	return label
}

func (v *visit) nameOf(u place.Code) string {
	if unit, ok := v.book.Tree.Unit(u); ok {
		return unit.Name
	}
	return string(u)
}

// dayWord gives a day in as few words as may be: hôm qua, 18/11.
func (v *visit) dayWord(d vi.Day) string {
	if d == v.today-1 {
		return v.say("guide.yesterday")
	}
	return v.date(d, v.today)
}

// anotherLine offers a further line for the village of the report just booked.
func (v *visit) anotherLine(reply bot.Reply, r coverage.Result) bot.Reply {
	send := "/baocao"
	if len(r.Entries) > 0 {
		send += " " + string(r.Entries[len(r.Entries)-1].Unit)
	}
	more := []bot.Choice{{Label: v.say("guide.more"), Send: send, Word: "thêm dòng"}}
	reply.Choices = slices.Insert(reply.Choices, 0, more)
	return reply
}

// twice asks before a guided report counts again that is the same as one of a
// few minutes ago: its messages are short answers, which tell nothing.
func (v *visit) twice(ctx context.Context, d coverage.Draft) (answer, error) {
	if v.waiting == nil || v.waiting.Kind != waitGuide {
		return answer{}, nil
	}
	number, at, err := v.service.Same(ctx, d, v.msg.Received.Add(-againWithin))
	if err != nil || number == 0 {
		return answer{}, err
	}
	question := v.say("ask.same", number, at.In(v.service.Location).Format("15:04"))
	return v.wait(waiting{Kind: waitAgain}, question, v.yesNo()), nil
}

// answerAbove keeps a question open that a second tap on the yes before it does
// not answer.
func (v *visit) answerAbove(w waiting, talk bot.Talk) answer {
	return answer{replies: []bot.Reply{{Text: v.say("ask.above"), Asks: true, Choices: marked(choices(w.Options), w.Mark)}}, keep: &talk}
}

// already answers a yes to nothing by somebody who has just reported: a second
// tap, most often, which is not to raise a doubt about the first.
func (v *visit) already(ctx context.Context) (answer, bool, error) {
	if !v.person.Has(coverage.Agent) {
		return answer{}, false, nil
	}
	reports, err := v.service.Journal.By(ctx, v.person.ID, 1)
	if err != nil || len(reports) == 0 || len(reports[0]) == 0 {
		return answer{}, false, err
	}
	last := reports[0][0]
	if v.msg.Received.Sub(last.At) > againWithin {
		return answer{}, false, nil
	}
	return v.reply("report.already", last.Report, last.At.In(v.service.Location).Format("15:04")), true, nil
}

func textsGuide() map[string]text {
	all := map[string]text{
		"guide.unit":      {"Báo cho bản nào ạ?", "Which village?"},
		"guide.insurance": {"Loại nào ạ?", "Which insurance?"},
		"guide.kind":      {"Mới, tái tục hay giảm ạ?", "New, renewed or lapsed?"},
		"guide.count":     {"Mấy người ạ? Gõ số khác cũng được.", "How many people? Any number will do."},
		"guide.confirm":   {"Ghi như vậy chứ ạ?", "Record it like this?"},
		"guide.nobody":    {"Không có ai", "Nobody"},
		"guide.none":      {"%s không có ai", "nobody in %s"},
		"guide.back":      {"Quay lại", "Back"},
		"guide.stop":      {"Thôi, không ghi", "Stop"},
		"guide.more":      {"Thêm dòng nữa", "Another line"},
		"guide.start":     {"Báo cáo từng bước", "Report step by step"},
		"guide.last":      {"Như %s: %s", "As %s: %s"},
		"guide.lastMany":  {"Như %s (%d dòng)", "As %s (%d lines)"},
		"guide.yesterday": {"hôm qua", "yesterday"},

		"guide.short.bhyt":      {"BHYT", "BHYT"},
		"guide.short.bhyt_hgd":  {"hgđ", "hgđ"},
		"guide.short.bhyt_hssv": {"hssv", "hssv"},
		"guide.short.bhxh_tn":   {"tn", "tn"},

		"ask.above":      {"Chưa ghi gì. Anh/chị trả lời câu hỏi ngay trên giúp.", "Nothing recorded yet. Please answer the question just above."},
		"report.already": {"Không còn câu hỏi nào chờ, nên không ghi thêm gì. Báo cáo gần nhất của anh/chị là #%d lúc %s.", "No question is open, so nothing was added. Your latest report is #%d at %s."},
		"ask.same":       {"Số này giống hệt báo cáo #%d lúc %s. Ghi thêm lần nữa ạ?", "These are the figures of #%d at %s. Count them again?"},
	}
	maps.Copy(all, textsLanguage())
	maps.Copy(all, textsOwn())
	return all
}
