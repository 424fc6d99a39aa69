package handlers

import (
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// mostHeirs is how many of the units that another became are offered.
const mostHeirs = 8

// gone answers for a unit that has ended and is not exactly a set of today's:
// it has no figure now, and what it became is offered instead.
func (v *visit) gone(st coverage.Standing) (answer, bool) {
	if st.Known || v.book.Tree.Alive(st.Unit, st.AsOf) {
		return answer{}, false
	}
	heirs := v.book.Tree.Now(st.Unit)
	unit, _ := v.book.Tree.Unit(st.Unit)
	if len(heirs) == 0 || st.AsOf < unit.From {
		return answer{}, false
	}
	key := "gone.divided"
	if len(heirs) == 1 && v.wholly(st.Unit) {
		key = "gone.merged"
	}
	reply := bot.Reply{Title: v.cardTitle(st), Text: lines(v.say(key), v.say("gone.ask", v.book.Tree.Title(st.Unit), unit.To.Long()))}
	var row []bot.Choice
	for _, h := range heirs[:min(mostHeirs, len(heirs))] {
		if !v.book.MaySee(v.person, h.Code, v.today) {
			continue
		}
		send := "/xa " + string(h.Code)
		if st.Indicator != coverage.BHYT {
			send += " " + string(st.Indicator)
		}
		row = append(row, bot.Choice{Label: capital(v.book.Tree.Title(h.Code)), Send: send, Word: v.book.Tree.Title(h.Code)})
		if len(row) == 2 {
			reply.Choices, row = append(reply.Choices, row), nil
		}
	}
	if len(row) > 0 {
		reply.Choices = append(reply.Choices, row)
	}
	return answer{replies: []bot.Reply{reply}}, true
}

// wholly tells whether nothing of a unit went elsewhere than into the first of
// its successors.
func (v *visit) wholly(u place.Code) bool {
	unit, _ := v.book.Tree.Unit(u)
	return len(unit.Successors) == 1 && unit.Successors[0].Whole
}

// sameCount tells whether the figure of a year before says nothing: it stands
// on the very count that today's does, or on one of more than a year before it.
func (v *visit) sameCount(st coverage.Standing) bool {
	c := st.Same
	return c.Alike && c.Delta == 0 && c.Whole.AsOf == st.AsOfBaseline() || c.Day-c.Whole.AsOf > coverage.StaleDays || staleAt(st)
}

// movesLine says of an office which units it took over or gave away within a
// year: its figures before and after are of other units.
func (v *visit) movesLine(st coverage.Standing) string {
	moves := v.book.Tree.Moves(st.Unit, st.AsOf.YearBefore(), st.AsOf)
	if len(moves) == 0 {
		return ""
	}
	var parts []string
	for n, m := range moves {
		if n == 3 {
			parts = append(parts, "…")
			break
		}
		key := "office.left"
		if m.Came {
			key = "office.came"
		}
		parts = append(parts, v.say(key, v.date(m.From, v.today), v.book.Tree.Title(m.Unit)))
	}
	return v.say("office.moves", strings.Join(parts, "; "))
}

// officeChoice offers the social-insurance office of a unit's name, where the
// message may mean it: "bhxh quỳnh nhai đạt bao nhiêu".
func (v *visit) officeChoice(st coverage.Standing) []bot.Choice {
	if st.Indicator != coverage.BHXH && !v.hears("co quan bhxh", "co quan bao hiem") {
		return nil
	}
	unit, _ := v.book.Tree.Unit(st.Unit)
	for _, u := range v.book.Tree.Codes() {
		o, _ := v.book.Tree.Unit(u)
		if v.book.Tree.Level(u) == place.Office && o.Name == unit.Name && u != st.Unit && v.book.MaySee(v.person, u, v.today) {
			title := v.book.Tree.Title(u)
			return []bot.Choice{{Label: title, Send: "/xa " + string(u), Word: title}}
		}
	}
	return nil
}

func textsGone() map[string]text {
	return map[string]text{
		"gone.divided":   {"Nơi này đã chia vào các nơi trên cùng với nơi khác, nên không tách riêng được số hiện nay.", "This unit was divided among the places above together with others, so its figure of today cannot be told apart."},
		"gone.merged":    {"Nơi này đã nhập vào nơi trên cùng với nơi khác, nên không còn số riêng.", "This unit was merged into the place above together with others, and has no figure of its own any more."},
		"gone.ask":       {"Anh/chị hỏi nơi mới, hoặc số của ngày trước đó, ví dụ: %s ngày %s", "Ask for the new place, or for a day before, for example: %s ngày %s"},
		"gone.sameCount": {"Số của ngày %s dựa trên số chốt %s, không có gì mới hơn, nên chưa so sánh được.", "The figure of %s stands on the official count of %s, with nothing newer, so they cannot be compared."},
		"office.moves":   {"Phạm vi phụ trách đổi trong năm: %s. Cùng kỳ tính theo các nơi hiện nay.", "What it serves changed within the year: %s. The year before is of the places of today."},
		"office.came":    {"từ %s nhận %s", "from %s %s came"},
		"office.left":    {"từ %s chuyển đi %s", "from %s %s left"},
	}
}
