package handlers

import (
	"regexp"
	"strings"
	"unicode"

	"baophu/bot"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// thanks are folded messages that only thank, wish well or laugh.
var thanks = regexp.MustCompile(`^(da |vang |u |ok |oke |oki |duoc roi |the |ro roi |em |anh |chi )*(cam on|cam on nhieu|cam on nhe|thank|thanks|thank you|tks|tk|thks|ty|hihi|hi hi|haha|ha ha|hehe|ngu ngon|chuc ngu ngon|tot qua|tot lam|gioi qua|gioi lam|tuyet|tuyet voi|hay qua|hay lam|ngon|chuc mung|tam biet|bye|bai)( (em|e|anh|chi|c|a|ban|bot|nhe|nha|nhieu|lam|qua|nhieu lam|ad|cac em|co|chu|bac|ca nha|hihi|da|roi|r))*$`)

// smallTalk answers what asks for nothing: thanks warmly, pictures not at all.
func (v *visit) smallTalk() (answer, bool) {
	if !v.known() {
		return answer{}, false
	}
	said := strings.ToLower(strings.TrimSpace(strings.Trim(v.text, " .,!~:)(<3")))
	switch {
	case thanks.MatchString(vi.Fold(said)):
		return v.reply("talk.thanks"), true
	case !strings.ContainsFunc(v.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '?' }):
		return answer{}, true // a smile
	case v.meaning.Intent == understand.Confirm:
		return v.reply("talk.nothing"), true
	}
	return answer{}, false
}

// Parting is the last answer before the same one is given no more: it tells
// how to go on.
func (d *Desk) Parting(r bot.Reply) bot.Reply {
	w := words{english: r.English, texts: d.texts}
	r.Text = lines(r.Text, w.say("talk.parting"))
	return r
}

// textsTalk are said beside the figures.
func textsTalk() map[string]text {
	return map[string]text{
		"talk.thanks":  {"Dạ, có gì anh/chị cứ nhắn em ạ.", "You are welcome. Write any time."},
		"talk.nothing": {"Dạ vâng. Hiện không có câu nào chờ trả lời, nên không có gì thay đổi.", "All right. Nothing is waiting for an answer, so nothing has changed."},
		"talk.parting": {"Em đã gửi câu này nhiều lần nên xin tạm không lặp lại nữa. Anh/chị nhắn câu khác, hoặc gõ ? để xem cách hỏi, là em trả lời ngay.", "This was said several times now and will not be repeated for a while. Write something else, or type ? to see what can be asked, and I answer at once."},
		"talk.noSuch":  {"Em không thấy nơi nào tên “%s” trong danh sách. Anh/chị xem được: %s. Gõ lại tên giúp em, ví dụ: %s", "No place named “%s” is in the list. You may see: %s. Please type the name again, for example: %s"},
	}
}

// noSuch answers a name that no unit of the list has.
func (v *visit) noSuch() (answer, bool) {
	name := v.reader.UnknownName(v.text, v.setting)
	if name == "" || v.setting.Speaker.Role == "agent" {
		return answer{}, false
	}
	return v.reply("talk.noSuch", name, v.ownUnits(v.person), v.ownName(v.person)), true
}
