package handlers

import (
	"context"
	"fmt"

	"baophu/bot"
	"baophu/internal/coverage"
)

// absent is an official who hears that an agent rests or is back, and of which
// of the villages they answer for.
type absent struct {
	heard
	villages []string
}

// tellOfLeave words, for whoever answers for an agent's villages, that these
// days nobody reports there, or that somebody does again: else an official
// sees a village without figures and does not know why. It is said in the
// commit that answers the agent, so each hears of it once.
func (v *visit) tellOfLeave(ctx context.Context, who agent, title func(w words) string, key string) ([]bot.Reply, error) {
	contacts, ok := v.ledger.(Contacts)
	if !ok {
		return nil, nil
	}
	var told []*absent
	for _, u := range who.Units(coverage.Agent) {
		village := v.book.Tree.Title(u)
		_, err := v.service.Answering(ctx, u, func(p coverage.Person) (bool, error) {
			if p.ID == who.ID {
				return false, nil
			}
			for _, a := range told {
				if a.person.ID == p.ID {
					a.villages = append(a.villages, village)
					return true, nil
				}
			}
			at, err := contacts.Addresses(ctx, p.ID)
			if err != nil {
				return false, fmt.Errorf("read where person %d is reached: %w", p.ID, err)
			}
			if len(at) > 0 {
				told = append(told, &absent{heard{p, at[0]}, []string{village}})
			}
			return len(at) > 0, nil
		})
		if err != nil {
			return nil, err
		}
	}
	var replies []bot.Reply
	for _, a := range told {
		replies = append(replies, v.noticeTo(a.heard, func(w *visit) bot.Reply {
			return bot.Reply{Title: title(w.words), Text: w.say(key, w.placesOf(a.villages))}
		}))
	}
	return replies, nil
}

// placesOf names places, the first few of many.
func (w words) placesOf(titles []string) string {
	const most = 5
	if more := len(titles) - most; more > 0 {
		return join(titles[:most]) + w.say("leave.morePlaces", more)
	}
	return join(titles)
}

// restSaid says, of somebody, when they rest.
func (v *visit) restSaid(name string, a coverage.Absence) func(w words) string {
	return func(w words) string {
		from, to := w.date(a.From, v.today), w.date(a.To, v.today)
		switch {
		case a.To.IsZero():
			return w.say("leave.toldSince", name, from)
		case a.To == a.From:
			return w.say("leave.toldOneDay", name, from)
		}
		return w.say("leave.told", name, from, to)
	}
}

// restingLine names the places of which nothing is missed, since who answers for
// them is on leave.
func (v *visit) restingLine(s coverage.Silence) string {
	if len(s.Resting) == 0 {
		return ""
	}
	titles := make([]string, len(s.Resting))
	for n, x := range s.Resting {
		titles[n] = x.Title + " (" + join(x.Agents) + ")"
	}
	return v.say("missing.resting", v.placesOf(titles))
}

func textsLeaveTold() map[string]text {
	return map[string]text{
		"leave.told":        {"%s nghỉ từ ngày %s đến hết ngày %s", "%s is on leave from %s to %s"},
		"leave.toldSince":   {"%s nghỉ từ ngày %s, chưa rõ đến hôm nào", "%s is on leave from %s, open-ended"},
		"leave.toldOneDay":  {"%s nghỉ ngày %s", "%s is on leave on %s"},
		"leave.heard":       {"Em báo cán bộ phụ trách giúp anh/chị nhé.", "The official in charge will be told."},
		"leave.toldWhere":   {"Phụ trách: %s\nHôm nghỉ em không nhắc và không tính thiếu báo cáo của người này. Cần người báo thay thì nhờ quản trị giao nơi đó cho người khác.", "In charge of: %s\nMeanwhile there are no reminders, and no report of theirs is missed. If somebody should report instead, ask an administrator to hand the places over."},
		"leave.toldBack":    {"%s làm lại từ ngày %s", "%s is back from %s"},
		"leave.toldDropped": {"%s không nghỉ nữa", "%s takes no leave after all"},
		"leave.toldAgain":   {"Phụ trách: %s. Em lại nhắc báo cáo như thường.", "In charge of: %s. Reminders go on as usual."},
		"missing.resting":   {"Đang nghỉ, không tính là thiếu: %s", "On leave, and not missed: %s"},
		"leave.morePlaces":  {" và %d nơi nữa", " and %d more"},
	}
}
