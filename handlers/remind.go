package handlers

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// Reminder reminds, now, the agents with villages within units that have not
// reported today, but for the one who asks.
type Reminder interface {
	Remind(ctx context.Context, by coverage.PersonID, units []place.Code) (coverage.Reminded, error)
	// Audience tells whom a broadcast would reach, Broadcast writes it to them.
	Audience(ctx context.Context, b coverage.Broadcast) (coverage.Audience, error)
	Broadcast(ctx context.Context, b coverage.Broadcast) (coverage.Audience, error)
	// SetHours sets a unit's times, of which "" stays as it is, and gives those
	// that hold.
	SetHours(ctx context.Context, by coverage.Person, h coverage.Hours) (coverage.Hours, error)
}

// unreachableShown is how many of those who cannot be reached are named.
const unreachableShown = 10

// remind reminds those in an official's units who have not reported.
func remind(ctx context.Context, v *visit, who viewer) (answer, error) {
	if len(v.meaning.Ask) > 0 {
		return v.ask(v.meaning.Ask[0]), nil
	}
	own := answersFor(who.Person)
	if v.remindsSelf(own) {
		return v.remindSelf(own), nil
	}
	if len(own.Grants) == 0 {
		return v.reply("remind.officials"), nil
	}
	if v.remindsUnknown(own) {
		return v.reply("remind.whom"), nil
	}
	units := v.toRemind(own)
	for _, u := range units {
		if a, ok := v.sees(viewer{own}, u); !ok {
			return a, nil
		}
	}
	done, err := v.reminder.Remind(ctx, who.ID, units)
	if err != nil {
		return answer{}, err
	}
	return answer{replies: []bot.Reply{{Text: v.reminded(done, units)}}}, nil
}

// remindsSelf tells whether somebody wants to be reminded themselves, so that
// nobody else hears of it. "minh", "em", "anh" and "chi" begin names too: they
// mean the asker only before what such a wish goes on with, and where the
// message names no place.
func (v *visit) remindsSelf(own coverage.Person) bool {
	said := strings.Join(strings.Fields(vi.Fold(v.text)), " ")
	if remindsMe.MatchString(said) {
		return true
	}
	return remindsOne.MatchString(said) && !v.namesPlace(own)
}

// remindsUnknown tells whether a person is to be reminded, or a place that is
// none of those known: all the others are not meant.
func (v *visit) remindsUnknown(own coverage.Person) bool {
	said := strings.Join(strings.Fields(vi.Fold(v.text)), " ")
	return remindsSomebody.MatchString(said) && !strings.Contains(said, "chua") && !v.namesPlace(own)
}

// namesPlace tells whether the message itself says where.
func (v *visit) namesPlace(own coverage.Person) bool {
	m := v.meaning
	return m.Asked != "" || len(m.Units) > 0 || len(own.Grants) > 0 && v.named(own)
}

// wantsReminding begins a wish to be reminded, folded; remindsMe is one that
// says "me", remindsOne one whose word for it may begin a name, and
// remindsSomebody has such a name.
const wantsReminding = `^(?:(?:hay|vui long|lam on|nho|em|bot|ban|giup|da) )*(?:nhac|nhac nho|nhac viec|nhac lich|hen gio|dat lich nhac)(?: nho| viec| lich| giup| ho| cho| gium)* `

var (
	remindsMe  = regexp.MustCompile(wantsReminding + `(?:toi|tui)\b`)
	remindsOne = regexp.MustCompile(wantsReminding + `(?:minh(?: (?:goi|gui|lam|chot|kiem tra|nhap|doc|lien he|gap) .*)?|(?:minh|em|anh|chi)(?: oi| nhe| a| voi| gium)?(?: (?:(?:luc|vao|di hop|hop|bao cao|nop|khi|neu|xem|may gio|\d).*|(?:mai|kia) (?:hop|di|luc|sang|chieu|toi|trua|\d).*|(?:hang|moi) (?:ngay|tuan|thang|sang|chieu|toi).*|(?:sang|chieu|toi|trua) (?:nay|mai|kia|thu|\d).*|ngay (?:mai|kia|mot|\d).*|ve (?:viec|chuyen|cuoc|lich|buoi).*))?)$`)

	remindsSomebody = regexp.MustCompile(wantsReminding + `(?:(?:minh|to) |(?:em|anh|chi) (?:mai|hang|moi|sang|chieu|toi|trua|ve|ngay)\b)`)
)

// remindSelf says what comes by itself instead.
func (v *visit) remindSelf(own coverage.Person) answer {
	if len(own.Grants) == 0 {
		return v.reply("remind.selfAgent")
	}
	u := v.firstOwn(own)
	a := v.reply("remind.self", v.ownName(own))
	a.replies[0].Choices = [][]bot.Choice{{
		{Label: v.say("button.daily"), Send: "/theodoi " + string(u) + " ngay", Word: "theo dõi hàng ngày"},
		{Label: v.say("button.missing"), Send: "/chuabao " + string(u), Word: "ai chưa báo cáo"},
	}}
	return a
}

// answersFor is a person with only the units they answer for: an agent may
// see a commune, and yet reminds nobody there.
func answersFor(p coverage.Person) coverage.Person {
	p.Grants = slices.DeleteFunc(slices.Clone(p.Grants), func(g coverage.Grant) bool {
		return g.Role != coverage.Official && g.Role != coverage.Admin
	})
	return p
}

// toRemind gives the units that the message names, or all the person's own.
func (v *visit) toRemind(own coverage.Person) []place.Code {
	switch m := v.meaning; {
	case len(m.Units) > 0:
		return m.Units
	case m.Within == "" && m.Asked != "":
		return []place.Code{m.Asked}
	case m.Within != "" && (v.waiting != nil || v.named(own)):
		return []place.Code{m.Within}
	}
	var units []place.Code
	for _, g := range own.Grants {
		if !slices.Contains(units, g.Unit) {
			units = append(units, g.Unit)
		}
	}
	return units
}

// named tells whether the message itself says where: one that does means the
// same place whoever writes it.
func (v *visit) named(own coverage.Person) bool {
	within := func(asker place.Code) place.Code {
		setting := v.setting
		setting.Speaker = understand.Speaker{Role: coverage.Official, Units: []place.Code{asker}}
		return v.reader.Read(v.text, setting).Within
	}
	first := v.firstOwn(own)
	return first != place.Nation && (within(first) != first || within(place.Nation) != place.Nation)
}

// reminded says what became of it.
func (v *visit) reminded(done coverage.Reminded, units []place.Code) string {
	switch {
	case done.Rest == coverage.Night:
		return v.say("remind.night")
	case done.Rest == coverage.Holiday:
		return v.say("remind.holiday", done.Holiday)
	case done.Silent == 0:
		return v.say("remind.nobody", v.places(units))
	}
	var text []string
	if done.Sent > 0 {
		text = append(text, v.say("remind.sent", vi.Int(int64(done.Sent)), v.places(units)))
	}
	switch {
	case done.Spared > 0 && done.SparedAt != "":
		text = append(text, v.say("remind.spared", done.SparedAt))
	case done.Spared > 0:
		text = append(text, v.say("remind.sparedLater"))
	}
	if done.Lately > 0 {
		text = append(text, v.say("remind.lately", vi.Int(int64(done.Lately))))
	}
	if n := len(done.Unreachable); n > 0 {
		var names []string
		for _, p := range done.Unreachable[:min(n, unreachableShown)] {
			names = append(names, p.Name)
		}
		line := v.say("remind.unreachable", vi.Int(int64(n)), join(names))
		if more := n - len(names); more > 0 {
			line += v.say("remind.more", vi.Int(int64(more)))
		}
		text = append(text, line, v.say("remind.call"))
	}
	return lines(text...)
}

// places names units, at most three.
func (v *visit) places(units []place.Code) string {
	var titles []string
	for _, u := range units[:min(3, len(units))] {
		titles = append(titles, v.book.Tree.Title(u))
	}
	if len(units) > len(titles) {
		titles = append(titles, "…")
	}
	return join(titles)
}

func textsRemind() map[string]text {
	all := map[string]text{
		"remind.officials":   {"Việc nhắc do cán bộ phụ trách làm. Anh/chị cần xem ai chưa báo thì gõ: ai chưa báo cáo hôm nay", "Reminding is for the officials in charge. To see who has not reported type: ai chưa báo cáo hôm nay"},
		"remind.self":        {"Em chưa nhắc ai cả. Em không hẹn giờ riêng được, nhưng mỗi sáng gửi được anh/chị bản tin và báo ngay khi có nơi tụt hoặc im lặng: theo dõi %s hàng ngày\nMuốn nhắc nhân viên thu chưa báo thì gõ: nhắc người chưa báo cáo", "Nobody was reminded. I keep no appointments, but can send you a digest each morning and tell you when a place falls or goes silent: theo dõi %s hàng ngày\nTo remind agents who have not reported type: nhắc người chưa báo cáo"},
		"remind.whom":        {"Em chưa nhắc ai cả: em nhắc được theo xã, bản hoặc tất cả người chưa báo, chưa nhận ra tên này là nơi nào. Anh/chị gõ: nhắc người chưa báo cáo, hoặc nhắc rồi đến tên xã, bản.", "Nobody was reminded: I remind by commune or village, or everybody who has not reported, and know no place of this name. Type: nhắc người chưa báo cáo, or nhắc and the name of a commune or village."},
		"remind.selfAgent":   {"Em không hẹn giờ riêng được. Hôm nào đến buổi chiều anh/chị chưa báo số, em tự nhắc một lần. Muốn đổi giờ thì nhờ cán bộ phụ trách.", "I keep no appointments. On a day without your report I remind you once, in the afternoon. To change the time please ask your official."},
		"button.daily":       {"Bản tin hàng ngày", "Daily digest"},
		"remind.night":       {"Từ 21:00 đến 7:00 em không nhắn, để mọi người nghỉ. Sau 7:00 anh/chị gõ lại giúp: nhắc", "Nobody is written to from 21:00 to 7:00. Please type this again after 7:00: nhắc"},
		"remind.holiday":     {"Hôm nay nghỉ %s nên em không nhắc ai.", "Today is a holiday (%s), so nobody is reminded."},
		"remind.nobody":      {"Không có ai cần nhắc ở %s: nơi nào cũng đã báo hôm nay.", "Nobody needs a reminder in %s: every place has reported today."},
		"remind.sent":        {"Đã nhắc %s người chưa báo hôm nay ở %s.", "Reminded %s people who have not reported today in %s."},
		"remind.lately":      {"%s người vừa được nhắc trong giờ này, em không nhắc thêm.", "%s people were reminded within this hour and are left alone."},
		"remind.spared":      {"Lời nhắc tự động lúc %s hôm nay sẽ không nhắc lại những người này.", "The usual reminder at %s today leaves them alone."},
		"remind.sparedLater": {"Lời nhắc tự động hôm nay sẽ không nhắc lại những người này.", "Today's usual reminder leaves them alone."},
		"remind.unreachable": {"Chưa liên lạc được %s người qua bot: %s", "%s people cannot be reached by the bot: %s"},
		"remind.more":        {" và %s người khác", " and %s others"},
		"remind.call":        {"Anh/chị gọi giúp, hoặc mời họ vào lại bot.", "Please call them, or invite them to the bot again."},
	}
	maps.Copy(all, textsShare())
	maps.Copy(all, textsAnnounce())
	return all
}
