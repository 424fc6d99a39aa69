package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// reviewsShown is how many flagged reports a page of the list holds: each has
// two buttons.
const reviewsShown = 5

// reasonMost is how many letters of a reason are kept.
const reasonMost = 200

// review lists the reports with an unusual number that wait to be looked at,
// approves one of them or sends it back: for whoever answers for its units.
func review(ctx context.Context, v *visit, who viewer) (answer, error) {
	own := answersFor(who.Person)
	switch {
	case len(own.Grants) == 0:
		return v.reply("review.officials"), nil
	case v.msg.Group:
		return v.reply("guard.private"), nil
	case v.meaning.Topic == understand.Approve:
		return v.approve(ctx, who)
	case v.meaning.Topic == understand.SendBack:
		return v.sendBack(ctx, who)
	}
	return v.toReview(ctx, who)
}

// toReview lists what waits, the newest first.
func (v *visit) toReview(ctx context.Context, who viewer) (answer, error) {
	list, err := v.service.ToReview(ctx, who.Person)
	if err != nil {
		return answer{}, err
	}
	if len(list) == 0 {
		return v.reply("review.none"), nil
	}
	names, err := v.othersOf(ctx, who.ID, list...)
	if err != nil {
		return answer{}, err
	}
	text := []string{v.say("review.counted")}
	var rows [][]bot.Choice
	for _, r := range list[:min(reviewsShown, len(list))] {
		text = append(text, dots(v.reportLine(r, names), names[authorOf(r)]))
		rows = append(rows, []bot.Choice{v.approveChoice(r.Number), v.sendBackChoice(r.Number)})
	}
	if more := len(list) - reviewsShown; more > 0 {
		text = append(text, v.say("review.more", more))
	}
	text = append(text, v.say("review.how", list[0].Number, list[0].Number))
	return answer{replies: []bot.Reply{{Title: v.say("review.title", len(list)), Text: lines(text...), Choices: rows}}}, nil
}

func (v *visit) approveChoice(number int64) bot.Choice {
	return bot.Choice{Label: v.say("button.approve", number), Send: fmt.Sprintf("/duyet %d", number), Word: fmt.Sprintf("duyệt %d", number)}
}

func (v *visit) sendBackChoice(number int64) bot.Choice {
	return bot.Choice{Label: v.say("button.sendBack", number), Send: fmt.Sprintf("/tralai %d", number), Word: fmt.Sprintf("trả lại %d", number)}
}

// authorOf is who reported the unusual number: not always whose message the
// report came by, since an undoing puts back what others reported.
func authorOf(r coverage.Report) coverage.PersonID {
	for _, e := range r.Brought {
		if e.Flagged {
			return e.By
		}
	}
	return r.By
}

// namesOf gives the names of people.
func (v *visit) namesOf(ctx context.Context, ids []coverage.PersonID) (map[coverage.PersonID]string, error) {
	people, err := v.registry.PeopleOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := map[coverage.PersonID]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, nil
}

// looked is what is said of a report by the person of this visit.
func (v *visit) looked(ctx context.Context, who viewer, verdict coverage.Verdict, reason string) (coverage.Draft, error) {
	d := coverage.Draft{Person: who.Person, Message: v.msg.Root(), Received: v.msg.Received}
	if v.waiting != nil {
		d.Message = v.waiting.Message
	}
	n := v.meaning.Report
	note := v.noted(v.say("note."+string(verdict), n, reason))
	return v.service.Reviewing(ctx, d, coverage.Review{Report: n, Verdict: verdict, By: who.ID, Reason: reason, Note: note})
}

// approve says that a flagged report is right. It changes no figure.
func (v *visit) approve(ctx context.Context, who viewer) (answer, error) {
	d, err := v.looked(ctx, who, coverage.Approved, "")
	if a, stop, err := v.notReviewed(ctx, d, err); stop {
		return a, err
	}
	return v.enter(ctx, d, func(coverage.Result) bot.Reply {
		title, when := v.placesTitle(v.unitDays(d.Looked))
		return bot.Reply{Title: v.say("review.approved", d.Review.Report, title, when), Text: lines(v.allFigures(d.Looked), v.say("review.agentSees")),
			Choices: [][]bot.Choice{{v.waitingChoice()}}}
	})
}

func (v *visit) waitingChoice() bot.Choice {
	return bot.Choice{Label: v.say("button.review"), Send: "/duyet", Word: "báo cáo cần duyệt"}
}

// allFigures gives the figures of entries, village by village.
func (v *visit) allFigures(entries []coverage.Entry) string {
	places := v.unitDays(entries)
	var text []string
	for _, p := range places {
		figures := v.figures(entries, p)
		if len(places) > 1 {
			figures = v.book.Tree.Title(p.unit) + v.otherDay(p.day, places) + ": " + strings.ReplaceAll(figures, "\n", "; ")
		}
		text = append(text, figures)
	}
	return lines(text...)
}

// sendBack takes a flagged report out again, once it is said why.
func (v *visit) sendBack(ctx context.Context, who viewer) (answer, error) {
	reason := []rune(strings.Join(strings.Fields(v.meaning.Text), " "))
	reason = reason[:min(reasonMost, len(reason))]
	d, err := v.looked(ctx, who, coverage.SentBack, string(reason))
	if a, stop, err := v.notReviewed(ctx, d, err); stop {
		return a, err
	}
	if len(reason) == 0 {
		question := v.say("review.why", v.meaning.Report, v.allFigures(d.TakeBack))
		return v.wait(waiting{Kind: waitReason}, question, v.reasonsOffered()), nil
	}
	return v.enter(ctx, d, func(r coverage.Result) bot.Reply {
		title, when := v.placesTitle(v.unitDays(d.TakeBack))
		text := []string{v.say("review.takenOut", v.inLine(d.TakeBack))}
		if len(d.Lines) > 0 {
			text = append(text, v.say("report.backto"))
		}
		text = append(append(text, v.dayTotals(r)...), v.impactLines(r.Impacts)...)
		text = append(text, v.say("review.agentTold"), v.illustration(r.Impacts))
		return bot.Reply{Title: v.say("review.sentBack", d.Review.Report, r.Report, title, when), Text: lines(text...),
			Choices: [][]bot.Choice{{v.waitingChoice()}}}
	})
}

// reasonsOffered are the usual reasons; any other may be typed.
func (v *visit) reasonsOffered() []option {
	var all []option
	for _, key := range []string{"review.reason.number", "review.reason.village", "review.reason.twice"} {
		all = append(all, option{v.say(key), v.say(key)})
	}
	return append(all, option{v.say("review.keep"), "thôi"})
}

// reasoned takes a message as the reason that was asked for: one of those
// offered, or words that mean nothing else. A question is answered instead.
func (v *visit) reasoned(ctx context.Context, w waiting, said string) (answer, bool, error) {
	offered := slices.ContainsFunc(w.Options, func(o option) bool { return isWord(said, o.Text, o.Label) })
	switch {
	case offered, v.meaning.Intent == understand.Unclear, v.isReport(), becauseWord(said):
	default:
		return answer{}, false, nil
	}
	if v.meaning.Intent == understand.RefusePII || strings.HasPrefix(said, "/") {
		return answer{}, false, nil
	}
	if !v.known() {
		return v.stranger(), true, nil
	}
	w.Meaning.Text = said
	v.meaning, v.waiting = w.Meaning, &w
	a, err := v.carryOut(ctx)
	return a, true, err
}

// becauseWord tells whether a text begins as a reason does.
func becauseWord(said string) bool {
	first, _, _ := strings.Cut(vi.Fold(strings.TrimSpace(said)), " ")
	return slices.Contains([]string{"vi", "do", "ly", "nham", "sai", "trung", "chua", "kiem", "so", "wrong", "because", "please", "check"}, first) && !strings.HasSuffix(said, "?")
}

// notReviewed says why somebody may not look at a report.
func (v *visit) notReviewed(ctx context.Context, d coverage.Draft, err error) (answer, bool, error) {
	a, stop, err := v.refusedOr(d, err)
	if !stop || err != nil {
		return a, stop, err
	}
	n := v.meaning.Report
	switch v.refusal {
	case coverage.Nothing:
		a = v.reply("reports.unknown", n)
	case coverage.LockedDay:
		a = v.reply("review.locked", n)
	case coverage.NotFlagged:
		a = v.reply("review.notFlagged", n)
	case coverage.OwnReport:
		a = v.reply("review.own", n)
	case coverage.Reviewed:
		a, err = v.reviewedBefore(ctx, n)
	}
	return a, true, err
}

func (v *visit) reviewedBefore(ctx context.Context, n int64) (answer, error) {
	r, err := v.service.Report(ctx, n)
	if err != nil || r.Review == nil {
		return v.reply("reports.unknown", n), err
	}
	people, err := v.registry.PeopleOf(ctx, []coverage.PersonID{r.Review.By})
	if err != nil || len(people) == 0 {
		return v.reply("reports.unknown", n), err
	}
	return v.reply("review.before", n, people[0].Name, v.say("verdict."+string(r.Review.Verdict)),
		v.moment(r.Review.At, v.service.Location, v.today)), nil
}

// reviewSaid is how a flagged report stands: waiting, approved, or why it was
// sent back; "" where it is none or counts no more for another reason.
func (v *visit) reviewSaid(r coverage.Report) string {
	switch {
	case !r.Flagged():
		return ""
	case r.Review != nil && r.Review.Verdict == coverage.SentBack:
		return v.say("review.because", r.Review.Reason)
	case !r.Stands():
		return ""
	case r.Review != nil:
		return v.say("review.isApproved")
	case slices.ContainsFunc(r.Brought, func(e coverage.Entry) bool { return v.book.Locked(e.Unit, e.Day) }):
		return ""
	}
	return v.say("review.waits")
}

func textsReview() map[string]text {
	return map[string]text{
		"review.officials":  {"Việc duyệt do cán bộ phụ trách làm. Xem báo cáo của mình thì gõ: báo cáo của tôi", "Approving is for the officials in charge. To see your own reports type: báo cáo của tôi"},
		"review.none":       {"Không có báo cáo nào chờ anh/chị duyệt.", "No report waits for you to approve it."},
		"review.title":      {"%d báo cáo cần duyệt", "%d reports to look at"},
		"review.counted":    {"Số lớn hơn hẳn thường ngày, người báo đã xác nhận. Các số này đang được tính.", "Far larger than usual, and confirmed by their reporters. They are counted meanwhile."},
		"review.more":       {"Và %d báo cáo nữa, hiện ra khi các báo cáo này xong.", "And %d more, shown once these are done."},
		"review.how":        {"Đúng thì gõ: duyệt %d. Chưa đúng thì gõ: trả lại %d rồi lý do.", "If right type: duyệt %d. If not type: trả lại %d and the reason."},
		"review.approved":   {"Đã duyệt #%d · %s · %s", "Approved #%d · %s · %s"},
		"review.agentSees":  {"Số vẫn được tính như cũ; người báo thấy \"đã duyệt\" trong báo cáo của mình.", "The figures count as before; the reporter sees it as approved."},
		"review.why":        {"Trả lại báo cáo #%d thì các số này không tính nữa:\n%s\nLý do gửi người báo là gì ạ? Chọn, hoặc gõ một câu.", "Sent back, report #%d counts no more:\n%s\nWhat shall the reporter be told? Choose, or type a sentence."},
		"review.takenOut":   {"Không tính nữa: %s", "Counts no more: %s"},
		"review.sentBack":   {"Đã trả lại #%d (ghi là #%d) · %s · %s", "Sent back #%d (as #%d) · %s · %s"},
		"review.agentTold":  {"Người báo được nhắn lý do và cách báo lại.", "The reporter is told why, and how to report again."},
		"review.locked":     {"Tháng của báo cáo #%d đã khóa sổ, nên số giữ nguyên như đã ghi. Cần đổi thì nhờ quản trị mở khóa tháng trước.", "The month of report #%d is closed, so its figures stay as they are. To change them, have an administrator unlock the month first."},
		"review.notFlagged": {"Báo cáo #%d là số thường ngày, không cần duyệt. Nếu sai, nhờ người báo sửa.", "Report #%d is of a usual size and needs no approval. If it is wrong, ask its reporter to correct it."},
		"review.own":        {"Báo cáo #%d là của chính anh/chị, nên để người khác duyệt.", "Report #%d is your own; somebody else approves it."},
		"review.before":     {"Báo cáo #%d đã được %s %s lúc %s, nên em không đổi gì thêm.", "Report #%d was looked at by %s (%s) at %s; nothing changed."},
		"review.because":    {"lý do: %s", "reason: %s"},
		"review.isApproved": {"đã duyệt", "approved"},
		"review.waits":      {"đã tính, chờ cán bộ xem", "counted, waiting for an official to look at"},
		"review.keep":       {"Thôi, không trả lại", "Never mind"},

		"review.reason.number":  {"Số chưa đúng", "The number looks wrong"},
		"review.reason.village": {"Nhầm thôn, bản hoặc ngày", "Wrong village or day"},
		"review.reason.twice":   {"Báo trùng số đã có", "Already reported before"},

		"verdict.approved":  {"duyệt", "approved"},
		"verdict.sent_back": {"trả lại", "sent back"},
		"note.approved":     {"duyệt báo cáo #%d%s", "approve report #%d%s"},
		"note.sent_back":    {"trả lại báo cáo #%d: %s", "send back report #%d: %s"},

		"button.approve":  {"Duyệt #%d", "Approve #%d"},
		"button.sendBack": {"Trả lại #%d", "Send back #%d"},
		"button.review":   {"Báo cáo cần duyệt", "Reports to approve"},

		"cause.returned": {"trả lại", "sent back"},
		"does.returned":  {"trả lại", "sends back"},
		"audit.reviews":  {"báo cáo đã xem", "reports looked at"},
	}
}
