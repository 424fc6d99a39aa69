package handlers

import (
	"context"
	"slices"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/understand"
)

// edited corrects what an earlier form of the message had brought. An edit
// that cannot be read changes nothing.
func (v *visit) edited(ctx context.Context) (answer, error) {
	v.meaning = v.reader.Read(v.text, v.setting)
	if v.meaning.Intent == understand.RefusePII {
		return refusePII(ctx, v)
	}
	if !v.person.Has(coverage.Agent) {
		return answer{}, nil
	}
	return v.rebooked(ctx)
}

// rebooked books the figures of a message that was changed in place of those
// that it had brought before.
func (v *visit) rebooked(ctx context.Context) (answer, error) {
	who := agent{v.person}
	d, err := v.service.Editing(ctx, v.draft(who))
	if a, stop, err := v.refusedOr(d, err); stop {
		return a, err
	}
	m := v.meaning
	booked := m.Intent == understand.Report || m.Intent == understand.ZeroReport
	switch {
	case len(d.TakeBack) == 0 && booked:
		return report(ctx, v, who) // the first form booked nothing
	case len(d.TakeBack) == 0:
		return answer{}, nil
	case corrected(d.TakeBack):
		return v.reply("report.editFix"), nil
	case m.Reject != "":
		return v.rejected(), nil
	case !booked || len(m.Ask) > 0 || len(d.Lines) == 0:
		return v.reply("report.editEmpty"), nil
	case sameFigures(d):
		return v.reply("report.editSame"), nil
	}
	return v.enter(ctx, d, v.changedSaid)
}

// corrected tells whether entries came by a message that corrected others:
// edited, it would be a report where it was none.
func corrected(entries []coverage.Entry) bool {
	return slices.ContainsFunc(entries, func(e coverage.Entry) bool { return e.Cause != "" && e.Cause != coverage.Edited })
}

// settles is the message whose question this one answered, if it did.
func (v *visit) settles() *bot.Message {
	if v.waiting == nil || v.waiting.ID == "" {
		return nil
	}
	return &bot.Message{From: v.msg.From, ID: v.waiting.ID, Version: v.waiting.Version}
}
