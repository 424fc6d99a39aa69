package handlers

import (
	"context"

	"baophu/bot"
	"baophu/internal/place"
)

// formerTitle names a unit, and of one that is no more what it became.
func (v *visit) formerTitle(u place.Code) string {
	title := v.book.Tree.Title(u)
	if !v.book.Tree.Alive(u, v.today) {
		title += " " + v.say("q.old", v.successors(u))
	}
	return title
}

// askedTitle names the unit that a question comes to, with the old one that was
// named.
func (v *visit) askedTitle(u place.Code) string {
	title := capital(v.book.Tree.Title(u))
	if asked := v.meaning.Asked; asked != "" && asked != u {
		title += " " + v.say("q.holds", v.book.Tree.Title(asked))
	}
	if !v.book.Tree.Alive(u, v.today) {
		title += " " + v.say("q.old", v.successors(u))
	}
	return title
}

// refused tells whether an answer only says that something cannot be answered.
func (a answer) refused() bool {
	if a.done || a.keep != nil || len(a.replies) != 1 {
		return false
	}
	r := a.replies[0]
	return r.Title == "" && r.Picture == nil && r.File == nil
}

// rememberRefused keeps a question that was refused: one that goes on from it,
// "còn Mường Giôn?", is not of the question before.
func (v *visit) rememberRefused(ctx context.Context, a answer) {
	if v.recalled || !v.known() || !a.refused() || !asksFigures(v.meaning.Intent) {
		return
	}
	m := v.meaning
	v.spurned = true
	switch {
	case m.Unit != "":
		v.remember(ctx, m.Unit)
	case m.Within != "":
		v.remember(ctx, m.Within)
	default:
		v.remember(ctx, m.Asked)
	}
}

// partsOffer is a picture of the viewer's own parts, for whoever may not have
// the one that was asked for.
func (v *visit) partsOffer(who viewer, shown string) [][]bot.Choice {
	own := v.firstOwn(who.Person)
	if own == "" || !v.mayList(own) {
		return nil
	}
	label, word := v.say("button.rankingChart"), "biểu đồ xếp hạng "
	if shown == asMap {
		label, word = v.say("button.map"), "bản đồ "
	}
	return [][]bot.Choice{{{Label: dots(label, v.nameOf(own)), Send: "/bieudo " + string(own) + " " + shown, Word: word + v.nameOf(own)}}}
}
