package handlers

import "baophu/internal/understand"

// whichPlace asks which place is meant. Where one was named that is not known as
// it was written, it says so, with what is nearest to it.
func (v *visit) whichPlace() string {
	m := v.meaning
	switch {
	case m.Heard == "":
		return v.say("ask." + string(understand.AskUnit))
	case len(m.Choices) == 0:
		return v.say("ask.noSuch", m.Heard, v.ownName(v.person))
	}
	return v.say("ask.heard", m.Heard)
}

// saysHeard puts before an answer which place was understood, where it is
// written otherwise, and that the day asked about has not come.
func (v *visit) saysHeard(a answer) answer {
	m := v.meaning
	of := m.Unit
	if of == "" {
		of = m.Within
	}
	if m.Asked != "" {
		of = m.Asked
	}
	if m.Ahead > v.today && len(m.Ask) == 0 && len(a.replies) > 0 {
		a.replies[0].Text = lines(v.say("heard.ahead", v.date(m.Ahead, v.today)), a.replies[0].Text)
	}
	if m.Heard == "" || len(m.Ask) > 0 || of == "" || len(a.replies) == 0 {
		return a
	}
	a.replies[0].Text = lines(v.say("heard.unit", m.Heard, v.book.Tree.Title(of)), a.replies[0].Text)
	return a
}

func textsHeard() map[string]text {
	return map[string]text{
		"heard.unit":  {"Em hiểu “%s” là %s.", "“%s” is taken for %s."},
		"heard.ahead": {"Ngày %s chưa tới nên chưa có số. Đây là số đến nay:", "%s has not come yet. The figure so far:"},
		"ask.heard":   {"Em không thấy nơi nào viết đúng là “%s”. Anh/chị hỏi nơi nào dưới đây ạ?", "No place is written “%s”. Which of these do you mean?"},
		"ask.noSuch":  {"Em không thấy nơi nào tên “%s”, cũng không có tên nào gần giống. Anh/chị gõ lại tên giúp em, ví dụ: %s", "No place is named “%s”, nor anything like it. Please type the name again, for example: %s"},
	}
}
