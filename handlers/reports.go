package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// reportsShown is how many reports the list of one's own holds, and undoable
// how many of them get a button.
const (
	reportsShown = 10
	undoable     = 3
)

// ownReports lists an agent's latest reports by number, the newest first:
// what each brought, and what corrected it.
func ownReports(ctx context.Context, v *visit, who viewer) (answer, error) {
	list, err := v.service.Reports(ctx, who.ID, reportsShown)
	if err != nil {
		return answer{}, err
	}
	if len(list) == 0 {
		return v.reply("reports.none", v.example(who.Person)), nil
	}
	names, err := v.othersOf(ctx, who.ID, list...)
	if err != nil {
		return answer{}, err
	}
	var text []string
	var rows [][]bot.Choice
	for _, r := range list {
		text = append(text, v.reportLine(r, names))
		if r.Stands() && len(rows) < undoable {
			rows = append(rows, []bot.Choice{{Label: v.say("button.undoOne", r.Number), Send: fmt.Sprintf("/huy %d", r.Number), Word: fmt.Sprintf("hủy %d", r.Number)}})
		}
	}
	text = append(text, v.howTo(list))
	return answer{replies: []bot.Reply{{Title: v.say("reports.title", who.Name), Text: lines(text...), Choices: rows}}}, nil
}

// howTo says how a report is taken back or corrected, by one that stands.
func (v *visit) howTo(list []coverage.Report) string {
	for _, r := range list {
		if r.Stands() {
			return v.say("reports.how", r.Number, r.Number)
		}
	}
	return ""
}

// oneReport shows a report by its number to its author, and to whoever
// answers for its village.
func oneReport(ctx context.Context, v *visit, who viewer) (answer, error) {
	r, err := v.service.Report(ctx, v.meaning.Report)
	switch {
	case errors.Is(err, coverage.ErrUnknown):
		return v.reply("reports.unknown", v.meaning.Report), nil
	case err != nil:
		return answer{}, err
	}
	own := answersFor(who.Person)
	for _, u := range r.Units() {
		if r.By != who.ID && !v.book.MaySee(own, u, v.today) {
			return v.reply("reports.unknown", v.meaning.Report), nil // no more than of one that is not there
		}
	}
	names, err := v.othersOf(ctx, who.ID, r)
	if err != nil {
		return answer{}, err
	}
	reply := bot.Reply{Text: v.reportLine(r, names)}
	if author := names[authorOf(r)]; author != "" {
		reply.Text = lines(reply.Text, v.say("reports.author", author))
	}
	if r.Flagged() && r.Review == nil && r.Stands() && len(own.Grants) > 0 && authorOf(r) != who.ID {
		reply.Choices = [][]bot.Choice{{v.approveChoice(r.Number), v.sendBackChoice(r.Number)}}
	}
	return answer{replies: []bot.Reply{reply}}, nil
}

// othersOf gives the names of those, but for one person, who reported what
// reports hold or took back, or who took them back; none in a group.
func (v *visit) othersOf(ctx context.Context, but coverage.PersonID, list ...coverage.Report) (map[coverage.PersonID]string, error) {
	var ids []coverage.PersonID
	for _, r := range list {
		ids = with(ids, authorOf(r))
		for _, e := range slices.Concat(r.Back, r.Gone) {
			ids = with(ids, e.By)
		}
	}
	ids = slices.DeleteFunc(ids, func(id coverage.PersonID) bool { return id == but })
	if len(ids) == 0 || v.msg.Group {
		return nil, nil
	}
	return v.namesOf(ctx, ids)
}

// reportLine tells of one report in a line; whoever is named is named.
func (v *visit) reportLine(r coverage.Report, names map[coverage.PersonID]string) string {
	head := fmt.Sprintf("#%d · %s", r.Number, v.moment(r.At, v.service.Location, v.today))
	what := v.broughtSaid(r)
	if list := r.Corrects(); len(list) > 0 {
		var numbers []string
		for _, n := range list {
			numbers = append(numbers, fmt.Sprintf("#%d", n)+v.whoseSaid(r, n, names))
		}
		change := v.say("reports.cause", v.say("does."+string(r.Cause)), join(numbers))
		if what != "" {
			change += ": "
		}
		what = change + what
	}
	return dots(head, what, v.goneSaid(r, names), v.reviewSaid(r))
}

// broughtSaid gives what a report brought: bản Noong La: BHYT hộ gia đình: +5 mới.
func (v *visit) broughtSaid(r coverage.Report) string {
	var parts []string
	for _, p := range v.unitDays(r.Brought) {
		part := v.book.Tree.Title(p.unit)
		if p.day != vi.DayOf(r.At, v.service.Location) {
			part += " " + v.date(p.day, v.today)
		}
		parts = append(parts, part+": "+strings.ReplaceAll(v.figures(r.Brought, p), "\n", "; "))
	}
	return strings.Join(parts, "; ")
}

// goneSaid says what became of a report since, "" where all of it counts.
func (v *visit) goneSaid(r coverage.Report, names map[coverage.PersonID]string) string {
	if len(r.Gone) == 0 {
		return ""
	}
	last := r.Gone[len(r.Gone)-1]
	key := "reports.gone"
	if r.Stands() {
		key = "reports.partly"
	}
	cause := v.say("cause." + string(last.Cause))
	if name := names[last.By]; name != "" {
		switch last.Cause {
		case coverage.Overruled:
			cause = v.say("cause.byOther", name)
		case coverage.Returned:
			cause = v.say("cause.returnedBy", name)
		}
	}
	return v.say(key, cause, last.Report)
}

// whoseSaid says whose a report was that another took back, where it was
// somebody else's.
func (v *visit) whoseSaid(r coverage.Report, number int64, names map[coverage.PersonID]string) string {
	for _, e := range r.Back {
		if e.Report == number && e.By != r.By && names[e.By] != "" {
			return " " + v.say("reports.whose", names[e.By])
		}
	}
	return ""
}

func textsReports() map[string]text {
	return map[string]text{
		"reports.title":   {"Báo cáo của %s", "Reports of %s"},
		"reports.none":    {"Anh/chị chưa có báo cáo nào. Báo số thì gõ như: %s 5 hgđ 2 tt 1 tn", "You have no reports yet. To report, type for example: %s 5 hgđ 2 tt 1 tn"},
		"reports.how":     {"Bỏ một báo cáo: hủy %d. Sửa: sửa #%d 3 hgđ, hoặc: là của hôm qua.", "To take one back: hủy %d. To correct: sửa #%d 3 hgđ, or: là của hôm qua."},
		"reports.unknown": {"Không thấy báo cáo #%d của anh/chị hoặc trong địa bàn anh/chị phụ trách.", "There is no report #%d of yours or in the units you answer for."},
		"reports.cause":   {"%s %s", "%s %s"},
		"reports.gone":    {"đã %s ở #%d, không tính nữa", "%s by #%d, counts no more"},
		"reports.partly":  {"một phần đã %s ở #%d", "in part %s by #%d"},
		"reports.author":  {"Người báo: %s", "Reported by %s"},
		"reports.whose":   {"(của %s)", "(of %s)"},
		"button.undoOne":  {"Hoàn tác #%d", "Undo #%d"},

		"does.":           {"sửa", "corrects"},
		"does.undone":     {"hủy", "takes back"},
		"does.replaced":   {"sửa", "corrects"},
		"does.reduced":    {"bớt của", "reduces"},
		"does.totalled":   {"đặt tổng ngày thay", "sets the day's total instead of"},
		"does.moved_unit": {"chuyển nơi của", "moves the village of"},
		"does.moved_day":  {"chuyển ngày của", "moves the day of"},
		"does.edited":     {"sửa theo tin nhắn", "follows the edited message of"},
		"does.overruled":  {"thay", "stands instead of"},
	}
}
