package handlers

import (
	"context"
	"strconv"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
)

// Tongues keeps the language in which each person is answered.
type Tongues interface {
	Speak(ctx context.Context, person coverage.PersonID, language string) error
}

// language sets the language in which somebody is answered and reminded from
// now on, on all their channels.
func language(ctx context.Context, v *visit, who viewer) (answer, error) {
	vietnamese := bot.Choice{Label: "Tiếng Việt", Send: "/ngonngu vi", Word: "tiếng Việt"}
	english := bot.Choice{Label: "English", Send: "/ngonngu en", Word: "English"}
	chosen := v.meaning.Topic
	if chosen == "" {
		return answer{replies: []bot.Reply{{Text: v.say("language.ask"), Choices: [][]bot.Choice{{vietnamese, english}}}}}, nil
	}
	if who.ID != 0 { // whoever sits at the server is on no record
		if err := v.tongues.Speak(ctx, who.ID, chosen); err != nil {
			return answer{}, err
		}
	}
	other := english
	if v.english = chosen == "en"; v.english {
		other = vietnamese
	}
	return answer{replies: []bot.Reply{{Text: v.say("language.done"), Choices: [][]bot.Choice{{other}}}}}, nil
}

func textsLanguage() map[string]text {
	return map[string]text{
		"language.ask":  {"Anh/chị muốn dùng tiếng nào?", "Which language?"},
		"language.done": {"Vâng, từ nay em trả lời bằng tiếng Việt.", "Answers come in English from now on. You may still write in Vietnamese."},

		"period.quarter": {"quý %s/%s", "Q%s %s"},
		"period.month":   {"tháng %s/%s", "month %s/%s"},
		"period.year":    {"năm %s", "%s"},
	}
}

// period names a period in the person's language.
func (w words) period(p coverage.Period) string {
	year, part, found := strings.Cut(string(p), "-")
	switch quarter, is := strings.CutPrefix(part, "Q"); {
	case is:
		return w.say("period.quarter", quarter, year)
	case found && w.english:
		month, _ := strconv.Atoi(part)
		return time.Month(month).String() + " " + year
	case found:
		return w.say("period.month", strings.TrimPrefix(part, "0"), year)
	}
	return w.say("period.year", year)
}
