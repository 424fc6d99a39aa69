package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// Follows keeps what people want to hear of unasked.
type Follows interface {
	// Follow keeps a wish, unless the person said something newer of that unit.
	Follow(ctx context.Context, f coverage.Follow) error
	Follows(ctx context.Context, person coverage.PersonID) ([]coverage.Follow, error)
}

// followsMost is how many units a person may follow.
const followsMost = 30

// follow begins, changes, pauses or ends what a person hears of unasked, or
// lists it.
func follow(ctx context.Context, v *visit, who viewer) (answer, error) {
	kept, err := v.follows.Follows(ctx, who.ID)
	if err != nil {
		return answer{}, err
	}
	switch v.meaning.Every {
	case understand.ListFollows:
		return v.followList(kept), nil
	case string(coverage.Never), understand.Pause, understand.Resume:
		return v.change(ctx, kept)
	}
	if len(v.meaning.Units) > 0 { // an old unit became several: each is followed by itself
		v.meaning.Choices, v.meaning.Units, v.meaning.Asked = v.meaning.Units, nil, ""
		v.meaning.Ask = append(v.meaning.Ask, understand.AskUnit)
	}
	u, a, ok := v.unitAsked(who)
	if !ok {
		return a, nil
	}
	f := coverage.Follow{Person: who.ID, Unit: u, Indicator: v.indicatorAsked(), Every: coverage.Cadence(v.meaning.Every), Said: v.setting.Now}
	same := func(k coverage.Follow) bool { return k.Unit == f.Unit && k.Indicator == f.Indicator }
	if len(kept) >= followsMost && !slices.ContainsFunc(kept, same) {
		a := v.followList(kept)
		a.replies[0].Text = lines(v.say("follow.many", followsMost), a.replies[0].Text)
		return a, nil
	}
	if err := v.follows.Follow(ctx, f); err != nil {
		return answer{}, err
	}
	v.remember(ctx, u)
	return answer{replies: []bot.Reply{{
		Title: v.say("follow.done", v.followed(f)), Text: lines(v.say("follow.every."+string(f.Every)), v.say("follow.quiet")),
		Choices: v.followChoices(f),
	}}}, nil
}

// change pauses, resumes or ends what the message names; all of it where it
// names nothing.
func (v *visit) change(ctx context.Context, kept []coverage.Follow) (answer, error) {
	m := v.meaning
	if len(m.Ask) > 0 && (len(m.Choices) > 0 || m.Heard != "") {
		return v.ask(m.Ask[0]), nil
	}
	var some []coverage.Follow
	for _, f := range kept {
		if m.FollowUp || len(m.Ask) > 0 || (f.Unit == m.Unit || slices.Contains(m.Units, f.Unit)) && (m.Indicator == "" || m.Indicator == f.Indicator) {
			some = append(some, f)
		}
	}
	switch {
	case len(kept) == 0:
		return v.followList(nil), nil
	case len(kept) > 1 && len(some) == len(kept) && !v.meansAll():
		return v.followList(kept), nil // a name that is not known must not end everything
	case len(some) == 0:
		return v.reply("follow.not", v.book.Tree.Title(m.Unit)), nil
	}
	var names []string
	for _, f := range some {
		names = append(names, v.followed(f))
		f.Said, f.Paused = v.setting.Now, m.Every == understand.Pause
		if m.Every == string(coverage.Never) {
			f.Every = coverage.Never
		}
		if err := v.follows.Follow(ctx, f); err != nil {
			return answer{}, err
		}
	}
	r := bot.Reply{Text: v.say("follow."+m.Every, join(names))}
	back := "resume"
	if m.Every == understand.Resume {
		back = "pause"
	}
	if len(some) == 1 {
		if m.Every == string(coverage.Never) {
			r.Choices = [][]bot.Choice{{v.followChoice("follow.again", some[0], cadenceSaid(some[0].Every), "")}}
		} else {
			r.Choices = [][]bot.Choice{{v.followChoice("follow.button."+back, some[0], followWord(back), "")}}
		}
	}
	return answer{replies: []bot.Reply{r}}, nil
}

// meansAll tells whether a message that names no place holds no other word
// either, which might have been one.
func (v *visit) meansAll() bool {
	const known = " thoi bo huy ngung dung tat tam tiep tuc theo doi lai nhan gui nua ca het thong bao ban tin canh dang ky cho toi em anh chi a ah nhe nha " +
		"cac noi moi khong nghi hang ngay tuan thang giup di xin va luon roi theodoi "
	for _, w := range vi.Words(v.text) {
		if w.Kind == vi.Letters && !strings.Contains(known, " "+w.Fold+" ") {
			return false
		}
	}
	return true
}

// followed names what is followed.
func (v *visit) followed(f coverage.Follow) string {
	title := v.book.Tree.Title(f.Unit)
	if f.Indicator != coverage.BHYT {
		title += " (" + v.indicator(f.Indicator) + ")"
	}
	return title
}

// followList lists what a person follows, each with a button to end it.
func (v *visit) followList(kept []coverage.Follow) answer {
	if len(kept) == 0 {
		own := v.ownName(v.person)
		r := bot.Reply{Text: v.say("follow.nothing", own)}
		if u := v.home(); u != "" {
			r.Choices = [][]bot.Choice{{
				{Label: v.say("follow.button.day"), Send: "/theodoi " + string(u) + " ngay", Word: "theo dõi " + own + " hàng ngày"},
				{Label: v.say("follow.button.week"), Send: "/theodoi " + string(u) + " tuan", Word: "theo dõi " + own + " hàng tuần"},
			}}
		}
		return answer{replies: []bot.Reply{r}}
	}
	var text []string
	var rows [][]bot.Choice
	for n, f := range kept {
		state := v.say("follow.is." + string(f.Every))
		change := "pause"
		if f.Paused {
			state, change = v.say("follow.paused"), "resume"
		}
		text = append(text, fmt.Sprintf("%d. %s: %s", n+1, v.followed(f), state))
		name := v.book.Tree.Title(f.Unit)
		if len(rows) < 8 { // a phone's screen; the others are typed
			rows = append(rows, []bot.Choice{
				v.followChoice("follow.list."+change, f, followWord(change), name), v.followChoice("follow.list.stop", f, "thoi", name)})
		}
	}
	return answer{replies: []bot.Reply{{Title: v.say("follow.title"), Text: lines(append(text, v.say("follow.hint"))...), Choices: rows}}}
}

// home is the unit that a person who names none means.
func (v *visit) home() place.Code {
	switch s := v.setting.Speaker; {
	case s.Commune != "":
		return s.Commune
	case len(s.Units) > 0:
		return s.Units[0]
	}
	return ""
}

func (v *visit) followChoices(f coverage.Follow) [][]bot.Choice {
	var first []bot.Choice
	for _, every := range []coverage.Cadence{coverage.Daily, coverage.Weekly, coverage.Monthly, coverage.AlertsOnly} {
		if every != f.Every {
			first = append(first, v.followChoice("follow.button."+string(every), f, cadenceSaid(every), ""))
		}
	}
	return [][]bot.Choice{first, {v.followChoice("follow.button.stop", f, "thoi", ""), {Label: v.say("follow.button.all"), Send: "/theodoi", Word: "đang theo dõi gì"}}}
}

// followChoice is a button on one thing that is followed, with what is typed
// instead of it.
func (v *visit) followChoice(label string, f coverage.Follow, change, shown string) bot.Choice {
	c := bot.Choice{Label: v.say(label), Send: "/theodoi " + string(f.Unit)}
	if shown != "" {
		c.Label = v.say(label, shown)
	}
	if f.Indicator != coverage.BHYT {
		c.Send += " " + string(f.Indicator)
	}
	c.Send += " " + change
	words := map[string]string{"ngay": "theo dõi %s hàng ngày", "tuan": "theo dõi %s hàng tuần", "thang": "theo dõi %s hàng tháng",
		"canh bao": "cảnh báo %s", "thoi": "thôi theo dõi %s", "tam dung": "tạm dừng theo dõi %s", "tiep tuc": "tiếp tục theo dõi %s"}
	c.Word = fmt.Sprintf(words[change], v.followed(f))
	return c
}

// cadenceSaid is a cadence as a command has it.
func cadenceSaid(every coverage.Cadence) string {
	return map[coverage.Cadence]string{coverage.Daily: "ngay", coverage.Weekly: "tuan", coverage.Monthly: "thang", coverage.AlertsOnly: "canh bao"}[every]
}

func followWord(change string) string {
	if change == "pause" {
		return "tam dung"
	}
	return "tiep tuc"
}

func textsFollow() map[string]text {
	return map[string]text{
		"follow.done":        {"Đã theo dõi %s", "Now following %s"},
		"follow.every.day":   {"Bản tin gửi mỗi sáng, về ngày hôm trước. Có cảnh báo trong ngày khi xuống dưới chỉ tiêu hoặc mức sàn, đạt chỉ tiêu, giảm, thay đổi nhiều, hoặc 3 ngày không ai báo cáo.", "A digest comes every morning, of the day before. Alerts come by day: below target or floor, target met, a fall, a jump, 3 days without a report."},
		"follow.every.week":  {"Bản tin gửi sáng thứ Hai, về tuần trước. Có cảnh báo trong ngày khi xuống dưới chỉ tiêu hoặc mức sàn, đạt chỉ tiêu, giảm, thay đổi nhiều, hoặc 3 ngày không ai báo cáo.", "A digest comes on Monday morning, of the week before. Alerts come by day: below target or floor, target met, a fall, a jump, 3 days without a report."},
		"follow.every.month": {"Bản tin gửi sáng mùng 1, về tháng trước. Có cảnh báo trong ngày khi xuống dưới chỉ tiêu hoặc mức sàn, đạt chỉ tiêu, giảm, thay đổi nhiều, hoặc 3 ngày không ai báo cáo.", "A digest comes on the first of each month, of the month before. Alerts come by day: below target or floor, target met, a fall, a jump, 3 days without a report."},
		"follow.every.alert": {"Chỉ gửi cảnh báo: xuống dưới chỉ tiêu hoặc mức sàn, đạt chỉ tiêu, giảm, thay đổi nhiều, hoặc 3 ngày không ai báo cáo.", "Alerts only: below target or floor, target met, a fall, a jump, 3 days without a report."},
		"follow.quiet":       {"Từ 21:00 đến 7:00 không gửi gì.", "Nothing is sent from 21:00 to 7:00."},
		"follow.many":        {"Mỗi người theo dõi tối đa %d nơi. Anh/chị thôi bớt một nơi trước.", "One may follow at most %d places. Please stop one first."},
		"follow.not":         {"Anh/chị chưa theo dõi %s. Gõ: đang theo dõi gì", "You do not follow %s. Type: đang theo dõi gì"},
		"follow.never":       {"Đã thôi theo dõi: %s.", "No longer followed: %s."},
		"follow.pause":       {"Đã tạm dừng bản tin và cảnh báo: %s. Muốn nhận lại thì gõ: tiếp tục theo dõi", "Paused: %s. To go on type: tiếp tục theo dõi"},
		"follow.resume":      {"Đã nhận lại bản tin và cảnh báo: %s.", "Followed again: %s."},
		"follow.nothing":     {"Anh/chị chưa theo dõi nơi nào. Gõ ví dụ: theo dõi %s hàng ngày", "You follow nothing yet. Type for example: theo dõi %s hàng ngày"},
		"follow.title":       {"Anh/chị đang theo dõi", "What you follow"},
		"follow.hint":        {"Gõ: thôi theo dõi hoặc tạm dừng theo dõi, kèm tên nơi; không kèm tên là tất cả.", "Type thôi theo dõi (stop) or tạm dừng theo dõi (pause) with the place's name; without one it means all."},
		"follow.paused":      {"đang tạm dừng", "paused"},
		"follow.is.day":      {"bản tin hàng ngày và cảnh báo", "a daily digest, and alerts"},
		"follow.is.week":     {"bản tin hàng tuần và cảnh báo", "a weekly digest, and alerts"},
		"follow.is.month":    {"bản tin hàng tháng và cảnh báo", "a monthly digest, and alerts"},
		"follow.is.alert":    {"chỉ cảnh báo", "alerts only"},

		"follow.button.day":    {"Hàng ngày", "Daily"},
		"follow.button.week":   {"Hàng tuần", "Weekly"},
		"follow.button.month":  {"Hàng tháng", "Monthly"},
		"follow.button.alert":  {"Chỉ cảnh báo", "Alerts only"},
		"follow.button.stop":   {"Thôi theo dõi", "Stop"},
		"follow.button.all":    {"Đang theo dõi", "What I follow"},
		"follow.button.pause":  {"Tạm dừng", "Pause"},
		"follow.button.resume": {"Nhận lại", "Go on"},
		"follow.again":         {"Theo dõi lại", "Follow again"},
		"follow.list.pause":    {"Tạm dừng %s", "Pause %s"},
		"follow.list.resume":   {"Nhận lại %s", "Go on: %s"},
		"follow.list.stop":     {"Thôi %s", "Stop %s"},
	}
}
