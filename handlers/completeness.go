package handlers

import (
	"context"
	"fmt"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// share tells how many village-days were reported, or reported in time, of
// those expected: of a unit, of its parts one by one, or of the asker alone.
func (v *visit) share(ctx context.Context, who viewer) (answer, error) {
	m := v.meaning
	timely := m.Measure == understand.Timeliness
	if m.Own {
		s, err := v.service.CompletenessOf(ctx, who.Person, m.From, m.To)
		return v.shareSaid(v.say("share.own", who.Name, v.stretch(m.From, m.To)), v.ownGroup(who), s, timely), err
	}
	if v.asksAgents() {
		if a, ok, err := v.shareOfAgents(ctx, who, timely); ok || err != nil {
			return a, err
		}
	}
	if m.Level == "" && m.Order == "" {
		if len(m.Ask) > 0 {
			return v.ask(m.Ask[0]), nil
		}
		within := v.wholeAsked(who)
		if a, ok := v.sees(who, within); !ok {
			return a, nil
		}
		s, err := v.service.Completeness(ctx, within, m.From, m.To)
		v.remember(ctx, within)
		return v.shareSaid(v.say("share.unit", capital(v.book.Tree.Title(within)), v.stretch(m.From, m.To)), within, s, timely), err
	}
	within, level, a, ok := v.group(who)
	if !ok {
		return a, nil
	}
	// Neighbours' figures are for comparing; how they report is their own.
	if a, ok := v.sees(who, within); !ok {
		return a, nil
	}
	return v.shareRank(ctx, within, level, timely)
}

// wholeAsked is the unit of a question for one share.
func (v *visit) wholeAsked(who viewer) place.Code {
	switch m := v.meaning; {
	case m.Within != "":
		return m.Within
	case m.Asked != "":
		return m.Asked
	default:
		return v.ownGroup(who)
	}
}

// shareSaid words one share, of reports within a unit.
func (v *visit) shareSaid(title string, u place.Code, s coverage.Share, timely bool) answer {
	if s.Due == 0 {
		return answer{replies: []bot.Reply{{Title: title, Text: v.say("share.nobody")}}}
	}
	due := vi.Int(s.Due)
	text := []string{v.say("share.delivered", shareOf(s.Delivered, s.Due), vi.Int(s.Delivered), due)}
	onTime := v.say("share.onTime", shareOf(s.OnTime, s.Due), vi.Int(s.OnTime), due)
	if timely {
		text = []string{onTime, text[0]}
	} else {
		text = append(text, onTime)
	}
	text = append(text, v.say("share.basis"), v.inventedLine(u, v.meaning.To))
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}
}

// shareRank orders the parts of a unit by their shares.
func (v *visit) shareRank(ctx context.Context, within place.Code, level place.Level, timely bool) (answer, error) {
	m := v.meaning
	best := m.Order != "asc"
	rows, err := v.service.CompletenessRank(ctx, within, level, m.From, m.To, timely, best)
	if err != nil {
		return answer{}, err
	}
	key := "share.rank"
	if timely {
		key = "share.rankTimely"
	}
	order := "share.best"
	if !best {
		order = "share.worst"
	}
	title := v.say(key, capital(v.say("level."+levelName(level))), v.book.Tree.Title(within), v.stretch(m.From, m.To), v.say(order))
	if len(rows) == 0 {
		return answer{replies: []bot.Reply{{Title: title, Text: v.say("share.nobody")}}}, nil
	}
	s := listing{title: title, size: m.Limit, again: v.shareAgain(within, level, timely, best), foot: []string{v.inventedLine(within, m.To)}}
	rank := 0
	for n, r := range rows {
		if n == 0 || r.Of(timely)*rows[n-1].Due != rows[n-1].Of(timely)*r.Due {
			rank = n + 1 // equal shares have one place
		}
		s.rows = append(s.rows, fmt.Sprintf("%d. %s: %s%% (%s/%s)", rank, r.Title, shareOf(r.Of(timely), r.Due), vi.Int(r.Of(timely)), vi.Int(r.Due)))
	}
	a := v.paged(s)
	v.remember(ctx, within)
	return a, nil
}

// shareAgain writes the message that asks for a ranking by reports once more.
func (v *visit) shareAgain(within place.Code, level place.Level, timely, best bool) string {
	again := "/tlbc " + string(within)
	if timely {
		again += " dung han"
	}
	if n := v.meaning.Limit; n > mostAtOnce {
		again += fmt.Sprint(" ", n, " ", levelWord(level))
	} else {
		again += " cac " + levelWord(level)
	}
	if best {
		again += " xep hang"
	} else {
		again += " thap nhat"
	}
	return again + fmt.Sprintf(" tu %s den %s", v.date(v.meaning.From, v.today), v.date(v.meaning.To, v.today))
}

// shareOf shows a share, whole only where nothing is missing.
func shareOf(days, due int64) string { return vi.PercentBelow(days, due, 1_000_000) }

// stretch names the days of a question.
func (v *visit) stretch(from, to vi.Day) string {
	if from == to {
		return v.day(from, v.today)
	}
	return v.date(from, v.today) + "–" + v.date(to, v.today)
}

func textsShare() map[string]text {
	return map[string]text{
		"share.noAgent":    {"Không có nhân viên thu nào tên như vậy phải báo cáo ở %s những ngày này. Xem cả danh sách thì gõ: tỷ lệ báo cáo từng nhân viên %s", "Of no agent of that name a report was expected in %s on these days. For all of them type: tỷ lệ báo cáo từng nhân viên %s"},
		"share.agents":     {"Nhân viên thu", "Agents"},
		"share.unit":       {"%s · tỷ lệ báo cáo %s", "%s · reports %s"},
		"share.own":        {"%s · tỷ lệ báo cáo %s", "%s · reports %s"},
		"share.delivered":  {"Đã báo %s%%: %s/%s ngày của thôn, bản", "Reported %s%%: %s of %s village-days"},
		"share.onTime":     {"Đúng hạn %s%%: %s/%s", "In time %s%%: %s of %s"},
		"share.basis":      {"Mỗi thôn, bản mỗi ngày tính một lần; không tính ngày lễ, nơi người phụ trách tạm nghỉ hay tập sự.", "Each village counts once a day; holidays and agents on leave or in training are not expected."},
		"share.nobody":     {"Không có nơi nào phải báo cáo trong những ngày này.", "Nobody was expected to report on these days."},
		"share.rank":       {"%s ở %s theo tỷ lệ báo cáo %s, %s", "%s in %s by reports, %s, %s"},
		"share.rankTimely": {"%s ở %s theo tỷ lệ báo cáo đúng hạn %s, %s", "%s in %s by reports in time, %s, %s"},
		"share.best":       {"cao trước", "best first"},
		"share.worst":      {"thấp trước", "lowest first"},
	}
}
