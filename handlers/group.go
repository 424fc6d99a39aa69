package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
)

// Groups keeps which unit's figures a group of people may see.
type Groups interface {
	// Group gives the unit that a group is bound to, "" for none, and who bound it.
	Group(ctx context.Context, chat bot.Address) (place.Code, coverage.PersonID, error)
	BindGroup(ctx context.Context, chat bot.Address, unit place.Code, by coverage.PersonID) error
	// MoveGroup moves all that is kept of a group to its new address.
	MoveGroup(ctx context.Context, from, to bot.Address) error
}

// A group is answered this often at most; beyond it the bot is silent, rather
// than flood those who only read.
const (
	groupEvery = 5 * time.Second
	groupBurst = 3
)

// enters tells whether a message of a group is to be answered.
func (d *Desk) enters(ctx context.Context, msg bot.Message) bool {
	if !msg.Group {
		return true
	}
	if !msg.ToUs || msg.Kind != bot.Text && msg.Kind != bot.Tap && msg.Kind != bot.Document {
		return false // what was changed, or cannot be read, is nobody's question here
	}
	ok, _ := d.memory.Allow(ctx, "group/"+groupChat(msg.From), 1, groupEvery, groupBurst)
	return ok
}

// groupChat names a group whatever the topic.
func groupChat(a bot.Address) string {
	chat, _, _ := strings.Cut(a.Chat, ":")
	return a.Channel + "/" + a.Bot + "/" + chat
}

// member answers that the bot was let into a group or thrown out of it: it
// says once what it does here, and what it knew of the group is forgotten.
func (d *Desk) member(ctx context.Context, msg bot.Message) ([]bot.Outgoing, error) {
	if msg.Kind == bot.Blocked {
		if err := d.groups.BindGroup(ctx, msg.From, "", 0); err != nil {
			return nil, err
		}
		return nil, d.ledger.Unreachable(ctx, msg.From, true)
	}
	w := words{texts: d.texts}
	return d.ledger.Commit(ctx, msg, coverage.Booking{}, func(coverage.Receipt) bot.Outcome {
		return bot.Outcome{Replies: []bot.Reply{{To: msg.From, Text: w.say("group.hello")}}}
	})
}

// gather makes a visit from a group that of the group: whoever writes, it sees
// what the group may see, and nobody's own.
func (v *visit) gather(ctx context.Context) error {
	unit, by, err := v.groups.Group(ctx, v.msg.From)
	if err != nil {
		return err
	}
	if unit, err = v.stillBound(ctx, unit, by); err != nil {
		return err
	}
	v.writer = v.person
	v.person = coverage.Person{Status: coverage.Active, Language: v.person.Language}
	if _, known := v.book.Tree.Unit(unit); known {
		// Not an official's view, who may also see the neighbours' totals.
		v.person.Grants = []coverage.Grant{{Role: coverage.Admin, Unit: unit}}
	}
	v.setting.Speaker = v.speaker(v.book, v.person, v.today)
	return nil
}

// stillBound gives the unit that a group may see: none once who bound it no
// longer answers for it, and the group is bound no more.
func (v *visit) stillBound(ctx context.Context, unit place.Code, by coverage.PersonID) (place.Code, error) {
	if unit == "" {
		return "", nil
	}
	people, err := v.registry.PeopleOf(ctx, []coverage.PersonID{by})
	if err != nil {
		return "", err
	}
	if len(people) > 0 && v.mayBind(answersFor(people[0]), unit) {
		return unit, nil
	}
	return "", v.groups.BindGroup(ctx, v.msg.From, "", by)
}

// mayBind tells whether an official may open a unit's figures to a group.
func (v *visit) mayBind(own coverage.Person, unit place.Code) bool {
	return own.Status != coverage.Gone && slices.ContainsFunc(own.Grants, func(g coverage.Grant) bool { return v.book.Tree.Within(unit, g.Unit, v.today) })
}

// inGroup gives what a group is told instead of an answer: of people, of one's
// own, of reports and orders nothing is said before others.
func (v *visit) inGroup() (answer, bool) {
	if !v.msg.Group {
		return answer{}, false
	}
	switch v.meaning.Intent {
	case understand.BindGroup:
		return answer{}, false
	case understand.Help:
		return v.reply("group.hello"), true
	// A reconciliation names each agent; a file holds more than a group may see.
	case understand.QueryStatus, understand.QueryGap, understand.QueryList, understand.QueryCompare, understand.QueryPlan,
		understand.QueryForecast, understand.QueryTarget, understand.QueryRank, understand.Export, understand.PolicyQuestion:
		switch {
		case !v.known():
			return v.reply("group.unbound"), true
		case v.meaning.Level == "agent" || v.meaning.Own || v.meaning.Intent == understand.Export && (v.meaning.Format != "png" || v.reconciling()):
			return v.reply("group.private", v.ownName(v.person)), true
		}
		return answer{}, false
	case understand.Cancel, understand.Confirm, understand.RefusePII:
		return answer{}, false
	case understand.Unclear:
		return v.reply("group.unclear"), true
	}
	return v.reply("group.private", v.ownName(v.person)), true
}

// public leaves out the buttons that are of no use before others.
func public(rows [][]bot.Choice) [][]bot.Choice {
	var kept [][]bot.Choice
	for _, row := range rows {
		row = slices.DeleteFunc(slices.Clone(row), func(c bot.Choice) bool {
			command, _, _ := strings.Cut(c.Send, " ")
			return slices.Contains([]string{"/theodoi", "/chuabao", "/nhac", "/phutrach", "/toi", "/xuat"}, command)
		})
		if len(row) > 0 {
			kept = append(kept, row)
		}
	}
	return kept
}

// bindGroup binds the group to a unit that the writer answers for.
func bindGroup(ctx context.Context, v *visit) (answer, error) {
	if !v.msg.Group {
		return v.reply("group.only"), nil
	}
	own := answersFor(v.writer)
	if own.Status == coverage.Gone || len(own.Grants) == 0 {
		return v.reply("group.officials"), nil
	}
	m := v.meaning
	if m.Every == string(coverage.Never) {
		bound := v.person.Units(coverage.Admin)
		if len(bound) > 0 && !v.book.MaySee(own, bound[0], v.today) {
			return v.reply("group.officials"), nil
		}
		return v.reply("group.free"), v.groups.BindGroup(ctx, v.msg.From, "", own.ID)
	}
	switch {
	case len(m.Ask) > 0 && (len(m.Choices) > 0 || m.Heard != ""):
		return v.ask(understand.AskUnit), nil
	case m.Unit == "" || !v.mayBind(own, m.Unit):
		return v.reply("group.which", v.ownUnits(own)), nil
	}
	if err := v.groups.BindGroup(ctx, v.msg.From, m.Unit, own.ID); err != nil {
		return answer{}, err
	}
	title := v.book.Tree.Title(m.Unit)
	return answer{replies: []bot.Reply{{Text: v.say("group.bound", title, title),
		Choices: [][]bot.Choice{{{Label: v.say("group.see"), Send: fmt.Sprintf("/xa %s", m.Unit), Word: title}}}}}}, nil
}

func textsGroup() map[string]text {
	return map[string]text{
		"group.hello":     {"Chào cả nhóm. Em là Bao Phủ, trả lời số liệu BHYT, BHXH khi được nhắc tên, trả lời tin của em hoặc gõ lệnh, ví dụ /xa\nTrước hết, cán bộ phụ trách gõ /nhom kèm tên nơi của nhóm, ví dụ: /nhom phường Chiềng Sinh\nBáo cáo và tiến độ riêng xin nhắn riêng cho em.", "Hello. This is Bao Phủ: it answers with figures when mentioned, replied to, or asked by a command such as /xa\nFirst an official types /nhom with the group's unit, for example: /nhom phường Chiềng Sinh\nReports and one's own progress are for private messages."},
		"group.unbound":   {"Nhóm này chưa gắn với nơi nào. Cán bộ phụ trách gõ /nhom kèm tên nơi, ví dụ: /nhom phường Chiềng Sinh", "This group is not bound to a unit yet. An official types /nhom with its name, for example: /nhom phường Chiềng Sinh"},
		"group.private":   {"Việc này xin nhắn riêng cho em. Trong nhóm em trả lời số liệu chung, ví dụ: %s đạt bao nhiêu?", "Please write to me in private for this. In a group only general figures are answered, for example: %s đạt bao nhiêu?"},
		"group.unclear":   {"Em chưa hiểu câu này. Trong nhóm anh/chị hỏi được, ví dụ: đạt bao nhiêu, nơi nào chưa đạt, xếp hạng, so với cùng kỳ", "I do not understand this. In a group you may ask, for example: đạt bao nhiêu, nơi nào chưa đạt, xếp hạng, so với cùng kỳ"},
		"group.only":      {"Lệnh này gõ trong nhóm, để gắn nhóm với nơi anh/chị phụ trách.", "This is typed in a group, to bind it to a unit you answer for."},
		"group.officials": {"Chỉ cán bộ phụ trách một nơi mới gắn nhóm với nơi đó được.", "Only an official of a unit binds a group to it."},
		"group.which":     {"Anh/chị gắn được nhóm với nơi mình phụ trách: %s. Gõ ví dụ: /nhom kèm tên nơi đó", "You may bind the group to a unit you answer for: %s. Type /nhom with its name"},
		"group.bound":     {"Nhóm này từ nay xem được số liệu của %s và mọi nơi bên dưới. Hỏi em bằng cách nhắc tên, trả lời tin này, hoặc gõ /xa\nThôi gắn %s thì gõ: /nhom thôi", "This group now sees the figures of %s and all below it. Mention me, reply to this, or type /xa\nTo unbind %s type: /nhom thôi"},
		"group.free":      {"Nhóm này không còn gắn với nơi nào.", "This group is bound to no unit any more."},
		"group.see":       {"Xem số liệu", "See the figures"},
	}
}
