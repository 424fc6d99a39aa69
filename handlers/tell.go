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
	"baophu/internal/vi"
)

// Whom else a booking concerns is told in the commit that books it, so that
// each hears of it once: the official of an unusual number, and whoever's
// figure was replaced, sent back or put back by somebody else. At night it
// waits for the morning.

// heard is somebody who is told, and where.
type heard struct {
	person coverage.Person
	chat   bot.Address
}

// others finds out, before the commit, whom it concerns; what it gives words the
// notices once it is known what was booked.
func (v *visit) others(ctx context.Context, d coverage.Draft, flagged []place.Code) (func(coverage.Result) []bot.Reply, error) {
	contacts, ok := v.ledger.(Contacts)
	if !ok {
		return func(coverage.Result) []bot.Reply { return nil }, nil
	}
	var officials, others []heard
	var err error
	if len(flagged) > 0 && d.Cause != coverage.Undone && d.Review == nil {
		if officials, err = v.answerable(ctx, contacts, d, flagged); err != nil {
			return nil, err
		}
	}
	if ids := concerned(d); len(ids) > 0 {
		people, err := v.registry.PeopleOf(ctx, ids)
		if err != nil {
			return nil, err
		}
		if others, err = reached(ctx, contacts, people, func(p coverage.Person) bool { return p.Status != coverage.Gone }); err != nil {
			return nil, err
		}
	}
	return func(r coverage.Result) []bot.Reply {
		var replies []bot.Reply
		for _, h := range officials {
			replies = append(replies, v.noticeTo(h, func(w *visit) bot.Reply { return w.flaggedSaid(h.person, r) }))
		}
		for _, h := range others {
			replies = append(replies, v.noticeTo(h, func(w *visit) bot.Reply { return w.concernedSaid(h.person, d, r) }))
		}
		return replies
	}, nil
}

// noticeTo words a notice in the language of whoever hears it.
func (v *visit) noticeTo(h heard, word func(*visit) bot.Reply) bot.Reply {
	theirs := *v
	theirs.words = wordsFor(v.Desk.texts, h.person, bot.Message{})
	r := word(&theirs)
	theirs.address(&r, false)
	r.To, r.Notice, r.After = h.chat, true, daytime(v.msg.Received, v.service.Location)
	return r
}

// concerned are those, but for the author, whose figures a draft takes out or
// puts back.
func concerned(d coverage.Draft) []coverage.PersonID {
	var ids []coverage.PersonID
	add := func(id coverage.PersonID) {
		if id != 0 && id != d.Person.ID && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, e := range d.TakeBack {
		add(e.By)
	}
	for _, l := range d.Lines {
		add(l.By)
	}
	return ids
}

// reached gives where some of the people can be written to.
func reached(ctx context.Context, contacts Contacts, people []coverage.Person, some func(coverage.Person) bool) ([]heard, error) {
	var all []heard
	for _, p := range people {
		if !some(p) {
			continue
		}
		at, err := contacts.Addresses(ctx, p.ID)
		if err != nil {
			return nil, fmt.Errorf("read where person %d is reached: %w", p.ID, err)
		}
		if len(at) > 0 {
			all = append(all, heard{p, at[0]})
		}
	}
	return all, nil
}

// answerable gives the officials who are told of a draft's unusual numbers, but
// for the author: of each unit of one those who answer for it, and, where none
// of them answers for all the draft, whoever does. Whoever is away or has no
// chat is passed over for those above.
func (v *visit) answerable(ctx context.Context, contacts Contacts, d coverage.Draft, flagged []place.Code) ([]heard, error) {
	var told []heard
	all, whole := d.Units(), false
	add := func(u place.Code, some func(coverage.Person) bool) error {
		_, err := v.service.Answering(ctx, u, func(p coverage.Person) (bool, error) {
			if p.ID == d.Person.ID || !some(p) {
				return false, nil
			}
			at, err := contacts.Addresses(ctx, p.ID)
			if err != nil {
				return false, fmt.Errorf("read where person %d is reached: %w", p.ID, err)
			}
			if len(at) > 0 && !slices.ContainsFunc(told, func(h heard) bool { return h.person.ID == p.ID }) {
				told = append(told, heard{p, at[0]})
				whole = whole || v.reviews(p, all)
			}
			return len(at) > 0, nil
		})
		return err
	}
	for _, u := range flagged {
		if err := add(u, func(coverage.Person) bool { return true }); err != nil {
			return nil, err
		}
	}
	if whole {
		return told, nil
	}
	return told, add(flagged[0], func(p coverage.Person) bool { return v.reviews(p, all) })
}

// reviews tells whether a person answers for all of some units.
func (v *visit) reviews(p coverage.Person, units []place.Code) bool {
	return !slices.ContainsFunc(units, func(u place.Code) bool { return !v.book.MayReview(p, u, v.hearing()) })
}

// flaggedSaid tells an official of an unusual number that was booked, and no
// more of its report than of the units they answer for.
func (v *visit) flaggedSaid(p coverage.Person, r coverage.Result) bot.Reply {
	added := brought(r.Entries)
	theirs := slices.DeleteFunc(slices.Clone(added), func(e coverage.Entry) bool { return !v.reviews(p, []place.Code{e.Unit}) })
	title, when := v.placesTitle(v.unitDays(theirs))
	reply := bot.Reply{Title: v.say("flagged.head", r.Report, title, when)}
	text := []string{v.allFigures(theirs), v.say("flagged.by", v.person.Name)}
	if slices.ContainsFunc(r.Entries, func(e coverage.Entry) bool { return !v.reviews(p, []place.Code{e.Unit}) }) {
		reply.Text = lines(append(text, v.say("flagged.elsewhere"))...)
		return reply
	}
	reply.Text = lines(append(text, v.say("flagged.ask"))...)
	reply.Choices = [][]bot.Choice{
		{{Label: v.say("button.show", r.Report), Send: fmt.Sprintf("/xembc %d", r.Report), Word: fmt.Sprintf("xem #%d", r.Report)}},
		{v.approveChoice(r.Report), v.sendBackChoice(r.Report)},
	}
	return reply
}

// brought leaves out the entries that take others back.
func brought(entries []coverage.Entry) []coverage.Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e coverage.Entry) bool { return e.Reverses != 0 })
}

// concernedSaid tells a person that their figure counts no more, why, and what
// they can do; or that it counts again.
func (v *visit) concernedSaid(p coverage.Person, d coverage.Draft, r coverage.Result) bot.Reply {
	gone := slices.DeleteFunc(slices.Clone(d.TakeBack), func(e coverage.Entry) bool { return e.By != p.ID })
	if len(gone) == 0 {
		back := slices.DeleteFunc(brought(r.Entries), func(e coverage.Entry) bool { return e.By != p.ID })
		title, when := v.placesTitle(v.unitDays(back))
		return bot.Reply{Title: v.say("tell.again", title, when), Text: lines(v.allFigures(back), v.say("tell.againBy", v.person.Name, r.Report))}
	}
	title, when := v.placesTitle(v.unitDays(gone))
	if d.Review != nil {
		text := []string{v.say("tell.notCounted", v.inLine(gone)), v.say("tell.reason", v.person.Name, d.Review.Reason)}
		if len(d.Lines) > 0 {
			text = append(text, v.say("report.backto"))
		}
		return bot.Reply{Title: v.say("tell.sentBack", d.Review.Report, title, when), Text: lines(append(text, v.reportAgain(gone))...)}
	}
	return bot.Reply{Title: v.say("tell.replaced", gone[0].Report, title, when), Text: lines(
		v.say("tell.before", v.inLine(gone)), v.say("tell.now", v.person.Name, r.Report, v.inLine(brought(r.Entries))),
		v.say("tell.object", v.typed(gone[0])))}
}

// reportAgain says how the right figure is reported, while its day is open.
func (v *visit) reportAgain(gone []coverage.Entry) string {
	const days = 7
	if slices.ContainsFunc(gone, func(e coverage.Entry) bool { return v.hearing()-e.Day > days }) {
		return v.say("tell.tooLate")
	}
	right := gone[0]
	right.Count = 3
	return v.say("tell.reportAgain", v.typed(right))
}

// typed is how an entry is typed as a report: Noong La 3 hgđ.
func (v *visit) typed(e coverage.Entry) string {
	village, _ := v.book.Tree.Unit(e.Unit)
	if e.Indicator == coverage.Activity {
		return village.Name + " 3 hgđ"
	}
	return village.Name + " " + vi.Int(e.Count) + " " + v.say("guide.short."+string(e.Indicator))
}

// inLine gives the figures of entries in one line.
func (v *visit) inLine(entries []coverage.Entry) string {
	return strings.ReplaceAll(v.allFigures(entries), "\n", "; ")
}

// daytime is a moment, or the morning after it where it is night: nobody is
// written to unasked from 21:00 to 7:00.
func daytime(at time.Time, loc *time.Location) time.Time {
	local := at.In(loc)
	y, m, d := local.Date()
	switch {
	case local.Hour() >= 21:
		return time.Date(y, m, d+1, 7, 0, 0, 0, loc)
	case local.Hour() < 7:
		return time.Date(y, m, d, 7, 0, 0, 0, loc)
	}
	return time.Time{}
}

func textsTell() map[string]text {
	return map[string]text{
		"tell.again":       {"Số của anh/chị được tính lại · %s · %s", "Your figures count again · %s · %s"},
		"tell.againBy":     {"%s vừa bỏ số đã thay (#%d). Anh/chị không cần làm gì.", "%s took back what had replaced them (#%d). There is nothing to do."},
		"tell.replaced":    {"Số của anh/chị (#%d) đã được thay · %s · %s", "Your figures (#%d) were replaced · %s · %s"},
		"tell.before":      {"Trước: %s", "Before: %s"},
		"tell.now":         {"Nay %s báo (#%d): %s", "Now, by %s (#%d): %s"},
		"tell.object":      {"Nếu số của anh/chị mới đúng: gọi nhau cho rõ, rồi gõ lại \"%s\" và chọn Thay số kia. Còn vướng thì báo cán bộ phụ trách.", "If yours is right: talk it over, then type \"%s\" again, and choose Replace it. If in doubt tell your official."},
		"tell.sentBack":    {"Nhờ anh/chị xem lại báo cáo #%d · %s · %s", "Please look at your report #%d again · %s · %s"},
		"tell.notCounted":  {"Tạm chưa tính: %s", "Not counted for now: %s"},
		"tell.reason":      {"%s nhắn: %s", "%s says: %s"},
		"tell.reportAgain": {"Anh/chị kiểm tra rồi gửi lại số đúng giúp, ví dụ: %s\nNếu số cũ vẫn đúng thì gửi lại như cũ và gọi cán bộ một tiếng.", "Please check and send the right figure, for example: %s\nIf the old one is right, send it again and let the official know."},
		"tell.tooLate":     {"Ngày này đã quá hạn nhận tin, nên anh/chị gọi cán bộ phụ trách để bổ sung giúp.", "That day is too far back to report; please call your official."},
	}
}
