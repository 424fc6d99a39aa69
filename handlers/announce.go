package handlers

import (
	"context"
	"strings"
	"unicode/utf8"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// mostAnnounced is how long an announcement may be, letters: more is read by
// nobody.
const mostAnnounced = 1000

// announce sends a text to the agents of an official's units, once it was
// shown to how many.
func announce(ctx context.Context, v *visit, who viewer) (answer, error) {
	if len(v.meaning.Ask) > 0 {
		return v.ask(v.meaning.Ask[0]), nil
	}
	own := answersFor(who.Person)
	switch {
	case len(own.Grants) == 0:
		return v.reply("announce.officials"), nil
	case strings.TrimSpace(v.meaning.Text) == "":
		return v.reply("announce.empty"), nil
	case utf8.RuneCountInString(v.meaning.Text) > mostAnnounced:
		return v.reply("announce.long", mostAnnounced), nil
	}
	units := v.toRemind(own)
	for _, u := range units {
		if a, ok := v.sees(viewer{own}, u); !ok {
			return a, nil
		}
	}
	b := coverage.Broadcast{By: who.Person, Units: units, Text: v.meaning.Text, Name: v.msg.Root()}
	if v.waiting == nil || v.waiting.Kind != waitAgain {
		return v.confirmAnnounced(ctx, b)
	}
	b.Name = v.waiting.Message
	a, err := v.reminder.Broadcast(ctx, b)
	if err != nil {
		return answer{}, err
	}
	key := "announce.sent"
	if a.Night {
		key = "announce.night"
	}
	return answer{replies: []bot.Reply{{Text: lines(v.say(key, vi.Int(int64(a.Reached)), v.places(units)), v.notReached(a))}}}, nil
}

// confirmAnnounced asks before an announcement goes out.
func (v *visit) confirmAnnounced(ctx context.Context, b coverage.Broadcast) (answer, error) {
	a, err := v.reminder.Audience(ctx, b)
	if err != nil {
		return answer{}, err
	}
	if a.Reached == 0 {
		return answer{replies: []bot.Reply{{Text: lines(v.say("announce.nobody", v.places(b.Units)), v.notReached(a))}}}, nil
	}
	v.meaning.Units = b.Units
	question := lines(v.say("announce.ask", vi.Int(int64(a.Reached)), v.places(b.Units)), "“"+b.Text+"”", v.notReached(a))
	return v.wait(waiting{Kind: waitAgain}, question, []option{{v.say("choice.send"), "có"}, {v.say("choice.no"), "không"}}), nil
}

// notReached names those whom nothing reaches.
func (v *visit) notReached(a coverage.Audience) string {
	n := len(a.Unreachable)
	if n == 0 {
		return ""
	}
	var names []string
	for _, p := range a.Unreachable[:min(n, unreachableShown)] {
		names = append(names, p.Name)
	}
	line := v.say("remind.unreachable", vi.Int(int64(n)), join(names))
	if more := n - len(names); more > 0 {
		line += v.say("remind.more", vi.Int(int64(more)))
	}
	return line
}

// setHours sets, or shows, when those of a unit are reminded.
func setHours(ctx context.Context, v *visit, who viewer) (answer, error) {
	m := v.meaning
	if len(m.Ask) > 0 {
		return v.ask(m.Ask[0]), nil
	}
	own := answersFor(who.Person)
	if len(own.Grants) == 0 {
		return v.ownHours(ctx, who)
	}
	units := v.toRemind(own)
	u := units[0]
	if a, ok := v.sees(viewer{own}, u); !ok {
		return a, nil
	}
	title := v.book.Tree.Title(u)
	if m.RemindAt != "" || m.ListAt != "" {
		for _, at := range []string{m.RemindAt, m.ListAt} {
			if _, err := coverage.ParseHour(at); err != nil && at != "" && at != "usual" {
				return v.reply("hours.bad"), nil
			}
		}
		switch {
		case !v.book.MayAdminister(who.Person, u, v.today):
			return v.reply("hours.admins", title), nil
		case v.book.Tree.Level(u) == place.Village:
			return v.reply("hours.village"), nil
		}
	}
	now, err := v.reminder.SetHours(ctx, who.Person, coverage.Hours{Unit: u, Remind: m.RemindAt, List: m.ListAt})
	return v.reply("hours.now", capital(title), v.hour(now.Remind), v.hour(now.List)), err
}

// ownHours tells an agent when they are reminded.
func (v *visit) ownHours(ctx context.Context, who viewer) (answer, error) {
	m, commune := v.meaning, v.setting.Speaker.Commune
	if m.RemindAt != "" || m.ListAt != "" || commune == "" {
		return v.reply("announce.officials"), nil
	}
	now, err := v.reminder.SetHours(ctx, who.Person, coverage.Hours{Unit: commune})
	return v.reply("hours.agent", v.hour(now.Remind), v.hour(now.List)), err
}

func (v *visit) hour(at string) string {
	if at == "off" {
		return v.say("hours.off")
	}
	return at
}

func textsAnnounce() map[string]text {
	return map[string]text{
		"announce.officials": {"Việc này do cán bộ phụ trách làm.", "This is for the officials in charge."},
		"announce.empty":     {"Anh/chị viết nội dung sau dấu hai chấm, ví dụ: thông báo: 14 giờ chiều mai họp tại xã", "Write the text after the colon, for example: thông báo: 14 giờ chiều mai họp tại xã"},
		"announce.long":      {"Thông báo dài quá %d chữ cái, anh/chị viết gọn lại giúp.", "An announcement may have %d letters at most. Please make it shorter."},
		"announce.nobody":    {"Chưa có nhân viên thu nào ở %s nhận được tin qua bot.", "No agent in %s can be reached by the bot yet."},
		"announce.ask":       {"Gửi tin này cho %s nhân viên thu ở %s?", "Send this to %s agents in %s?"},
		"choice.send":        {"Có, gửi", "Yes, send"},
		"announce.sent":      {"Đang gửi tới %s nhân viên thu ở %s, lần lượt trong ít phút.", "On its way to %s agents in %s, within minutes."},
		"announce.night":     {"Đã nhận. Từ 7:00 sáng em gửi tới %s nhân viên thu ở %s, để mọi người nghỉ đêm.", "Taken. From 7:00 in the morning it goes to %s agents in %s; nobody is disturbed at night."},
		"hours.bad":          {"Giờ phải từ 07:00 đến trước 21:00, viết như: giờ nhắc 16:30, danh sách 18:00", "Times are from 07:00 to before 21:00, for example: giờ nhắc 16:30, danh sách 18:00"},
		"hours.admins":       {"Giờ nhắc của %s do quản trị đặt.", "The times of %s are set by its administrators."},
		"hours.village":      {"Giờ nhắc đặt cho xã, phường trở lên.", "Times are set for communes and above."},
		"hours.now":          {"%s: nhắc người chưa báo lúc %s, gửi cán bộ danh sách lúc %s.", "%s: reminders at %s, lists to officials at %s."},
		"hours.agent":        {"Anh/chị báo lúc nào trong ngày cũng được. Ai chưa báo thì em nhắc lúc %s; đến %s em gửi cán bộ danh sách nơi còn thiếu. Hôm nào không có ai thì gõ: không có", "You may report at any time of the day. Who has not is reminded at %s; at %s the official gets the list of what is missing. On a day with nobody type: không có"},
		"hours.off":          {"(tắt)", "(off)"},
	}
}
