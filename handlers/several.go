package handlers

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// mostCompared bounds how many units one answer sets beside each other.
const mostCompared = 8

// several sets three units or more beside each other, the highest share first.
func (v *visit) several(ctx context.Context, who viewer, first coverage.Standing, others []place.Code) (answer, error) {
	all := []coverage.Standing{first}
	for _, code := range others {
		if len(all) == mostCompared {
			break
		}
		if !v.book.MayCompare(who.Person, code, v.today) {
			return v.reply("guard.scope", capital(v.book.Tree.Title(code)), v.ownUnits(who.Person)), nil
		}
		st, err := v.service.Standing(ctx, code, first.Indicator, first.AsOf)
		if err != nil {
			return answer{}, err
		}
		all = append(all, st)
	}
	slices.SortStableFunc(all, above)
	var titles, text []string
	for i, st := range all {
		titles = append(titles, st.Title)
		text = append(text, strconv.Itoa(i+1)+". "+capital(st.Title)+": "+v.rateLine(st))
	}
	if top, low := all[0], all[len(all)-1]; wholeShare(top) && wholeShare(low) {
		text = append(text, v.say("several.apart", top.Title, low.Title,
			vi.Points(top.Participants, top.Denominator.Value, low.Participants, low.Denominator.Value)))
	}
	if slices.ContainsFunc(all, func(st coverage.Standing) bool { return st.Known && st.AsOfBaseline() != all[0].AsOfBaseline() }) {
		for _, st := range all { // counts of several days are not quite alike
			text = append(text, capital(st.Title)+": "+v.basisLine(st))
		}
	}
	if slices.ContainsFunc(all, coverage.Standing.Illustration) {
		text = append(text, v.say("q.illustrative"))
	}
	title := v.upTo(v.say("several.title", strings.Join(titles, ", ")), first.AsOf)
	return answer{replies: []bot.Reply{{Title: title, Text: lines(text...)}}}, nil
}

// wholeShare tells whether a unit's share is known of all of it.
func wholeShare(st coverage.Standing) bool { return st.Rated() && !st.Partial() }

// above puts the higher share first, and what has none last; of counts alone
// the higher.
func above(a, b coverage.Standing) int {
	switch {
	case a.Rated() != b.Rated():
		if a.Rated() {
			return -1
		}
		return 1
	case a.Rated():
		return int(min(1, max(-1, b.Participants*a.Denominator.Value-a.Participants*b.Denominator.Value)))
	}
	return int(min(1, max(-1, b.Participants-a.Participants)))
}

// severalTexts are the words of a comparison of several units.
func textsSeveral() map[string]text {
	return map[string]text{
		"several.title": {"So sánh %s", "%s compared"},
		"several.apart": {"Cao nhất là %s, thấp nhất là %s, chênh %s điểm %%", "Highest: %s, lowest: %s, %s points apart"},
	}
}
