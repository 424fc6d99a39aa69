package handlers

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/understand"
)

// sentenceEnd is where one sentence ends and another may begin: not the point
// in 1.196.739.
var sentenceEnd = regexp.MustCompile(`[.!?;]+\s+|\n+`)

// alsoAsks finds a question behind, or before, a report in one message: "noong
// la 5 hgđ. Chiềng Sinh đạt bao nhiêu rồi?". It gives what each means.
func (v *visit) alsoAsks() (report, asked understand.Meaning, question string, ok bool) {
	m := v.meaning
	if m.Reject != "" || m.Intent != understand.Report && m.Intent != understand.ZeroReport && !asksFigures(m.Intent) || !strings.Contains(v.text, "?") {
		return m, m, "", false
	}
	for _, at := range sentenceEnd.FindAllStringIndex(v.text, -1) {
		first, second := strings.TrimSpace(v.text[:at[1]]), strings.TrimSpace(v.text[at[1]:])
		for _, parts := range [][2]string{{first, second}, {second, first}} {
			if strings.Contains(parts[0], "?") || !strings.Contains(parts[1], "?") {
				continue
			}
			report, asked = v.reader.Read(parts[0], v.setting), v.reader.Read(parts[1], v.setting)
			if asksFigures(asked.Intent) && len(asked.Ask) == 0 && tellsAsMuch(report, m) {
				return report, asked, parts[1], true
			}
		}
	}
	return m, m, "", false
}

// tellsAsMuch tells whether a part of a message reports by itself what the
// whole does; where the whole was taken for a question, whether it reports
// numbers of a village at all.
func tellsAsMuch(part, whole understand.Meaning) bool {
	switch {
	case part.Reject != "" || part.Intent != understand.Report && part.Intent != understand.ZeroReport:
		return false
	case asksFigures(whole.Intent):
		return len(part.Rows)+len(part.Zeros) > 0 && !slices.ContainsFunc(part.Rows, func(r understand.Row) bool { return !r.Known || r.Unit == "" })
	}
	return part.Intent == whole.Intent && slices.EqualFunc(part.Rows, whole.Rows, sameRow) && slices.Equal(part.Zeros, whole.Zeros)
}

func sameRow(a, b understand.Row) bool {
	return a.Unit == b.Unit && a.Indicator == b.Indicator && a.Kind == b.Kind && a.Count == b.Count && a.Known == b.Known && a.Day == b.Day && a.Reason == b.Reason
}

// reportAndAsk books a report, or asks what it leaves open, and answers the
// question of the same message: with the report in it, where it was booked.
func (v *visit) reportAndAsk(ctx context.Context, question string, asked understand.Meaning) (answer, error) {
	a, err := v.carryOut(ctx)
	if err != nil {
		return a, err
	}
	told := *v
	told.text, told.meaning, told.waiting, told.shown = question, asked, nil, nil
	reply, err := told.carryOut(ctx)
	if err != nil || reply.done || reply.keep != nil {
		return a, nil //nolint:nilerr // what was booked is said in any case
	}
	v.shown = append(v.shown, told.shown...)
	if !a.done {
		a.replies = append(reply.replies, a.replies...) // a question of ours comes last
		return a, nil
	}
	for i := range reply.replies {
		told.address(&reply.replies[i], false)
		a.sent = append(a.sent, bot.Outgoing{Reply: reply.replies[i]})
	}
	return a, nil
}
