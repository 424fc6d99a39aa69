package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// askRight asks for the right figures of the report that is named, or of the
// last: whatever is answered is of that report, whose figures are shown.
func (v *visit) askRight(ctx context.Context, who agent) (answer, error) {
	standing, err := v.toCorrect(ctx, who)
	if a, stop, err := v.refusedOr(coverage.Draft{Person: who.Person}, err); stop {
		return a, err
	}
	number := standing[0].Report
	figures := slices.DeleteFunc(slices.Clone(standing), func(e coverage.Entry) bool { return e.Kind == coverage.Zero || e.By != who.ID })
	if len(figures) == 0 {
		return v.reply("correct.zero", number, v.nameOf(standing[0].Unit), number), nil
	}
	return v.askFigure(number, v.say("correct.of", number, v.placed(figures)), v.say("correct.ask")), nil
}

// toCorrect gives what stands of the report that is meant.
func (v *visit) toCorrect(ctx context.Context, who agent) ([]coverage.Entry, error) {
	u := v.meaning.Rows[0].Unit
	if v.meaning.Report != 0 || u == "" {
		return v.service.ReportOf(ctx, who.ID, v.meaning.Report)
	}
	return v.service.Fitting(ctx, coverage.Draft{Person: who.Person}, coverage.Line{Unit: u})
}

// askFigure leaves the right figure of a report open, and nothing besides.
func (v *visit) askFigure(report int64, question ...string) answer {
	v.meaning = understand.Meaning{Intent: understand.Correct, Op: understand.ReplaceLast, Report: report,
		Rows: []understand.Row{{}}, Ask: []understand.Ask{understand.AskCount}}
	return v.wait(waiting{Kind: waitFill}, lines(question...), nil)
}

// placed gives figures with where and of when they are, in one line.
func (v *visit) placed(figures []coverage.Entry) string {
	places := v.unitDays(figures)
	title, when := v.placesTitle(places)
	if len(places) > 1 {
		title = "" // each figure says where it is
	}
	return dots(title, when, v.inLine(figures))
}

// right is the figure that answers a question for it, of the report that was
// asked about.
func (v *visit) right(w waiting, said string, setting understand.Setting) (understand.Meaning, bool) {
	if v.meaning.Report != 0 || !v.isReport() && v.meaning.Intent != understand.Unclear {
		return understand.Meaning{}, false
	}
	m := v.reader.Read("sửa "+numberedAs(w.Meaning.Report)+said, setting) // the right figure, and no further one
	return m, m.Intent == understand.Correct && (v.isReport() || len(m.Ask) == 0)
}

func numberedAs(report int64) string {
	if report == 0 {
		return ""
	}
	return "#" + fmt.Sprint(report) + " "
}

// whichFigure asks which figure of a report is meant, where a row of a
// correction fits several; false where it is clear.
func (v *visit) whichFigure(row int, fitting []coverage.Entry) (answer, bool) {
	m := &v.meaning
	if len(m.Rows) > 1 && m.Report == 0 || len(fitting) < 2 {
		return answer{}, false
	}
	var units []place.Code
	var days []vi.Day
	var of []coverage.Indicator
	var kinds []coverage.Kind
	for _, e := range fitting {
		units, days, of, kinds = with(units, e.Unit), with(days, e.Day), with(of, e.Indicator), with(kinds, e.Kind)
	}
	switch {
	case len(units) > 1:
		m.Rows[row].Choices, m.Ask = units, []understand.Ask{understand.AskUnit}
	case len(days) > 1:
		m.Ask = []understand.Ask{understand.AskDate}
	case len(of) > 1 && !slices.Contains(of, coverage.Activity):
		m.Ask = []understand.Ask{understand.AskIndicator}
	case len(of) > 1, len(kinds) > 1:
		n := fitting[0].Report
		return v.askFigure(n, v.say("correct.which", n, v.placed(fitting))), true
	default:
		return answer{}, false
	}
	m.Report = fitting[0].Report
	return v.ask(m.Ask[0]), true
}

// with adds to a list what is not in it.
func with[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}

// notInReport says what a report holds that is named and has no such figure as
// is to be corrected; false where it is not that.
func (v *visit) notInReport(ctx context.Context, who agent, err error) (answer, bool) {
	refusal := (*coverage.Refusal)(nil)
	if v.meaning.Report == 0 || !errors.As(err, &refusal) || refusal.Why != coverage.Nothing {
		return answer{}, false
	}
	standing, err := v.service.ReportOf(ctx, who.ID, v.meaning.Report)
	if err != nil || len(standing) == 0 {
		return answer{}, false // it is refused as it was
	}
	v.refusal = coverage.Nothing
	v.meter.Refused(string(coverage.Nothing))
	n := v.meaning.Report
	return answer{replies: []bot.Reply{{Text: v.say("correct.notIn", n, v.placed(standing), n, v.example(who.Person))}}}, true
}

func textsRight() map[string]text {
	return map[string]text{
		"correct.of":    {"Sửa #%d · %s", "Correct #%d · %s"},
		"correct.ask":   {"Số đúng là bao nhiêu ạ? Gõ như: 3 hgđ. Muốn bỏ hẳn báo cáo này thì gõ: hủy", "What is the right figure? Type for example: 3 hgđ. To take this report back type: hủy"},
		"correct.which": {"Báo cáo #%d có mấy số: %s\nAnh/chị gõ rõ số nào giúp, ví dụ: 3 hgđ tái tục", "Report #%d holds several figures: %s\nPlease say which, for example: 3 hgđ tái tục"},
		"correct.notIn": {"Báo cáo #%d không có số này nên chưa sửa gì. Báo cáo đó là: %s\nSửa thì gõ như: sửa #%d 3 hgđ. Sửa báo cáo khác: sửa %s 3 hgđ", "Report #%d has no such figure; nothing changed. It is: %s\nTo correct it, for example: sửa #%d 3 hgđ. To correct another: sửa %s 3 hgđ"},
		"correct.zero":  {"Báo cáo #%d là không phát sinh. Có người tham gia thì gõ thẳng số, ví dụ: %s 3 hgđ. Muốn bỏ báo cáo đó thì gõ: hủy %d", "Report #%d says there was nobody. If there was, just type the figure, for example: %s 3 hgđ. To take that report back type: hủy %d"},
	}
}
