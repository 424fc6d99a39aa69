package schedule

import (
	"fmt"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// text is one thing to say, Vietnamese first.
type text struct{ vi, en string }

func (t text) in(p coverage.Person) string {
	if p.Language == "en" {
		return t.en
	}
	return t.vi
}

// say gives a text with its blanks filled, in a person's language.
func say(p coverage.Person, key string, args ...any) string {
	t, ok := texts()[key]
	if !ok {
		t, ok = newsTexts()[key]
	}
	if !ok {
		t, ok = textsBrief()[key]
	}
	if !ok {
		t = textsBasis()[key]
	}
	return fmt.Sprintf(t.in(p), args...)
}

// english writes the numbers of a reply in English as in English.
func english(r *bot.Reply) {
	if r.English {
		r.Title, r.Text = vi.EnglishNumbers(r.Title), vi.EnglishNumbers(r.Text)
	}
}

// periodSaid names a period to a person.
func periodSaid(p coverage.Person, of coverage.Period) string {
	if p.Language == "en" {
		return of.English()
	}
	return of.Title()
}

// texts gives everything the schedule says.
func texts() map[string]text {
	return map[string]text{
		"remind": {
			"Chào %s, hôm nay %s em chưa nhận được báo cáo của %s. Khi nào tiện, anh/chị nhắn một dòng là xong, ví dụ:\n%s 5 hgđ 2 tt 1 tn\nKhông có ai thì gõ: không có. Anh/chị vừa gửi rồi thì bỏ qua tin này. Em cảm ơn!",
			"Hello %s, no report of %[3]s has come in yet today, %[2]s. One line is enough whenever it suits you, for example:\n%[4]s 5 hgđ 2 tt 1 tn\nIf there was nobody, type: không có. If you have just sent it, never mind this message. Thank you!"},
		"note.announced":  {"thông báo tới %s: %s", "announcement to %s: %s"},
		"note.hours":      {"giờ nhắc của %s: nhắc %s, danh sách %s", "hours of %s: remind %s, list %s"},
		"note.asAbove":    {"như nơi trên", "as above"},
		"note.off":        {"tắt", "off"},
		"broadcast.title": {"Thông báo của %s", "Announcement by %s"},
		"remind.nothing":  {"Hôm nay không có", "Nothing today"},
		"list.title":      {"Thôn, bản chưa có báo cáo hôm nay %s", "Villages without a report today, %s"},
		"list.head":       {"Đến %s còn %d nơi, có thể do bận việc hay mất sóng; anh/chị hỏi thăm giúp:", "Not heard from by %s: %d, perhaps busy or without a signal; a friendly call may help:"},
		"list.row":        {"%d. %s (%s)", "%d. %s (%s)"},
		"list.more":       {"… và %d nơi nữa", "… and %d more"},
		"list.resting":    {"Đang nghỉ, không tính là thiếu: %s", "On leave, and not missed: %s"},
		"list.tail":       {"Muốn em nhắc thêm một lần thì gõ: nhắc", "To have them reminded once more type: nhắc"},
		"list.button":     {"Nhắc", "Remind"},
		"more":            {"%s và %d nơi khác", "%s and %d others"},
	}
}

// Nothing is what an agent writes who has nothing to report of a day.
func Nothing(day vi.Day) string { return "ngày " + day.Short() + " không có" }

// named is how many villages a reminder names.
const named = 3

// reminder is the message that reminds an agent, of use until a time.
func reminder(b *coverage.Book, q quiet, day vi.Day, to bot.Address, until time.Time) bot.Reply {
	p, titles := q.person, make([]string, 0, named)
	for _, v := range q.villages[:min(named, len(q.villages))] {
		titles = append(titles, v.Title)
	}
	where := strings.Join(titles, ", ")
	if more := len(q.villages) - len(titles); more > 0 {
		where = say(p, "more", where, more)
	}
	example := q.villages[0].Title
	if u, ok := b.Tree.Unit(q.villages[0].Unit); ok {
		example = u.Name
	}
	r := bot.Reply{To: to, Notice: true, English: p.Language == "en", Until: until, Text: say(p, "remind", p.Name, day.Short(), where, example)}
	english(&r)
	// The button stands for all the agent's villages, and names the day: tapped
	// tomorrow, it still speaks of today.
	if len(q.villages) == len(p.Units(coverage.Agent)) {
		r.Choices = [][]bot.Choice{{{Label: say(p, "remind.nothing"), Send: Nothing(day), Word: "không có"}}}
	}
	return r
}

// reply is the message by which an official hears of silent villages.
func (w *worklist) reply(b *coverage.Book, run Run, now time.Time, to bot.Address) bot.Reply {
	p := w.official
	lines := []string{say(p, "list.head", now.Format("15:04"), w.total)}
	for i, v := range w.villages {
		title := v.Title
		if len(w.communes) > 1 {
			title += ", " + b.Tree.Title(v.commune)
		}
		lines = append(lines, say(p, "list.row", i+1, title, strings.Join(v.Agents, ", ")))
	}
	if more := w.total - len(w.villages); more > 0 {
		lines = append(lines, say(p, "list.more", more))
	}
	if some := w.resting[:min(named, len(w.resting))]; len(some) > 0 {
		where := strings.Join(some, ", ")
		if more := len(w.resting) - len(some); more > 0 {
			where = say(p, "more", where, more)
		}
		lines = append(lines, say(p, "list.resting", where))
	}
	lines = append(lines, say(p, "list.tail"))
	r := bot.Reply{To: to, Notice: true, English: p.Language == "en", Until: run.until(now.Location()), Title: say(p, "list.title", vi.DayOf(now, now.Location()).Short()), Text: strings.Join(lines, "\n"),
		Choices: [][]bot.Choice{{{Label: say(p, "list.button"), Send: "/nhac", Word: "nhắc"}}}}
	english(&r)
	return r
}
