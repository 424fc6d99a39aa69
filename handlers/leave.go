package handlers

import (
	"context"
	"fmt"
	"maps"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// Leaves keeps the days on which people rest, as they said themselves.
type Leaves interface {
	// Rest notes an absence in place of the one before; ok is false for whoever
	// does not work by the record.
	Rest(ctx context.Context, person coverage.PersonID, a coverage.Absence) (was coverage.Absence, ok bool, err error)
	// Return ends what holds on a day or later, and gives it.
	Return(ctx context.Context, person coverage.PersonID, from vi.Day) (was coverage.Absence, err error)
}

// longestLeave is the furthest day that a leave may end on.
const longestLeave = 400

// leave notes that an agent rests for some days, or is back: meanwhile nothing
// is expected of them and nobody reminds them.
func leave(ctx context.Context, v *visit, who agent) (answer, error) {
	m := v.meaning
	switch {
	case m.Topic == understand.BackAtWork:
		return v.backAtWork(ctx, who)
	case len(m.Ask) > 0 && m.Ask[0] == understand.AskDate:
		return v.wait(waiting{Kind: waitFill}, v.say("leave.ask"), []option{
			{v.say("leave.onlyToday"), v.say("leave.onlyToday")}, {v.say("leave.open"), v.say("leave.open")}}), nil
	}
	a := coverage.Absence{From: max(m.From, v.today-7), To: m.To}
	if !a.To.IsZero() && (a.To < v.today || a.To > v.today+longestLeave) {
		return v.reply("leave.days"), nil
	}
	was, ok, err := v.leaves.Rest(ctx, who.ID, a)
	switch {
	case err != nil:
		return answer{}, err
	case !ok:
		return v.reply("leave.office"), nil
	case was == a && v.toldOfLeave(ctx, who) == a.String(): // said twice
		// It is kept all the same, so that one that comes again is known.
		return answer{replies: []bot.Reply{{Text: v.say("leave.already", v.leaveSaid(a)), Choices: v.leaveChoices()}}, keep: &bot.Talk{}, forget: true}, nil
	}
	notices, err := v.tellOfLeave(ctx, who, v.restSaid(who.Name, a), "leave.toldWhere")
	if err != nil {
		return answer{}, err
	}
	heard := ""
	if len(notices) > 0 {
		heard = v.say("leave.heard")
	}
	return answer{replies: []bot.Reply{{Text: lines(v.leaveSaid(a), v.say("leave.rest"), heard), Choices: v.leaveChoices()}}, notices: notices, forget: true, after: v.keepTold(who, notices, a.String())}, nil
}

// toldOfLeave gives the leave of an agent that their officials heard of last.
// It may be forgotten: then they hear of it once more.
func (v *visit) toldOfLeave(ctx context.Context, who agent) string {
	b, _ := v.memory.Recall(ctx, leaveKey(who))
	return string(b)
}

// keepTold remembers, once it is committed, what an agent's officials heard.
func (v *visit) keepTold(who agent, notices []bot.Reply, leave string) func(context.Context) {
	if len(notices) == 0 {
		return nil
	}
	return func(ctx context.Context) { v.memory.Remember(ctx, leaveKey(who), []byte(leave), toldFor) }
}

func leaveKey(who agent) string { return fmt.Sprint("leave/", who.ID) }

// toldFor is how long a leave said once more is not told once more.
const toldFor = 7 * 24 * time.Hour

// leaveSaid says which days are noted.
func (v *visit) leaveSaid(a coverage.Absence) string {
	switch {
	case a.To.IsZero():
		return v.say("leave.since", v.day(a.From, v.today))
	case a.To == a.From:
		return v.say("leave.oneDay", v.day(a.From, v.today))
	}
	return v.say("leave.until", v.day(a.From, v.today), v.day(a.To, v.today))
}

func (v *visit) leaveChoices() [][]bot.Choice {
	return [][]bot.Choice{{{Label: v.say("leave.takeBack"), Send: "thôi không nghỉ", Word: "thôi không nghỉ"}}}
}

// backAtWork ends an absence.
func (v *visit) backAtWork(ctx context.Context, who agent) (answer, error) {
	from := max(v.meaning.From, v.today)
	was, err := v.leaves.Return(ctx, who.ID, from)
	switch {
	case err != nil:
		return answer{}, err
	case !was.From.IsZero() && from <= was.From:
		return v.isBack(ctx, who, v.reply("leave.dropped"), func(w words) string { return w.say("leave.toldDropped", who.Name) })
	case !was.From.IsZero():
		return v.isBack(ctx, who, v.reply("leave.back", v.day(from, v.today)), func(w words) string { return w.say("leave.toldBack", who.Name, w.date(from, v.today)) })
	case v.person.Status == coverage.Leave:
		return v.reply("leave.byOffice"), nil
	}
	return v.reply("leave.none"), nil
}

// isBack is the answer to somebody who rests no longer, of which their
// officials hear too.
func (v *visit) isBack(ctx context.Context, who agent, a answer, title func(w words) string) (answer, error) {
	var err error
	a.notices, err = v.tellOfLeave(ctx, who, title, "leave.toldAgain")
	v.memory.Remember(ctx, leaveKey(who), nil, toldFor) // the next leave is another
	return a, err
}

func textsLeave() map[string]text {
	all := map[string]text{
		"leave.already":   {"%s Em ghi từ trước rồi, nên không báo cán bộ lần nữa.", "%s It was noted before, so your official is not told again."},
		"leave.ask":       {"Anh/chị nghỉ đến hôm nào ạ? Ví dụ: 3 ngày, hoặc đến thứ sáu tuần sau.", "Until which day? For example: 3 ngày, đến thứ sáu tuần sau."},
		"leave.onlyToday": {"1 ngày", "1 ngày"},
		"leave.open":      {"chưa biết", "chưa biết"},
		"leave.days":      {"Em ghi được kỳ nghỉ từ nay đến một năm tới. Anh/chị nhắn lại giúp, ví dụ: em nghỉ từ 20/11 đến 25/11", "A leave may be from now to a year ahead. Please write, for example: em nghỉ từ 20/11 đến 25/11"},
		"leave.office":    {"Em chưa ghi được kỳ nghỉ này, anh/chị nhắn cán bộ phụ trách giúp.", "This leave cannot be noted here; please tell the official in charge."},
		"leave.until":     {"Đã ghi anh/chị nghỉ từ %s đến hết %s.", "Your leave is noted: from %s to %s."},
		"leave.since":     {"Đã ghi anh/chị nghỉ từ %s. Khi nào làm lại thì nhắn: em đi làm lại", "Your leave is noted, from %s on. When you are back, write: em đi làm lại"},
		"leave.oneDay":    {"Đã ghi anh/chị nghỉ %s.", "Your leave is noted: %s."},
		"leave.rest":      {"Anh/chị cứ yên tâm: hôm nghỉ em không nhắc và không tính là thiếu báo cáo. Có số thì vẫn gửi được.", "Rest well: no reminders on those days, and no report is missed. You may still send figures."},
		"leave.takeBack":  {"Thôi không nghỉ", "No leave after all"},
		"leave.dropped":   {"Vâng, em bỏ kỳ nghỉ đã ghi. Em lại nhắc báo cáo như thường.", "The leave is taken back. Reminders go on as usual."},
		"leave.back":      {"Mừng anh/chị làm lại từ %s. Em lại nhắc báo cáo như thường.", "Welcome back, from %s. Reminders go on as usual."},
		"leave.byOffice":  {"Kỳ nghỉ này do cán bộ ghi. Anh/chị nhắn cán bộ phụ trách để được làm lại; có số thì vẫn gửi được.", "This leave was noted by your office; please tell the official in charge. You may still send figures."},
		"leave.none":      {"Em không thấy anh/chị đang nghỉ. Có số thì anh/chị cứ báo như thường.", "You are not on leave. Reports are welcome as usual."},
	}
	maps.Copy(all, textsLeaveTold())
	return all
}
