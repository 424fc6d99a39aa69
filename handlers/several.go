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
	var outside, beyond []string
	for _, code := range others {
		switch {
		case !v.book.MayCompare(who.Person, code, v.today):
			outside = append(outside, v.formerTitle(code))
			continue
		case len(all) == mostCompared:
			beyond = append(beyond, v.book.Tree.Title(code))
			continue
		}
		st, err := v.service.Standing(ctx, code, first.Indicator, first.AsOf)
		if err != nil {
			return answer{}, err
		}
		all = append(all, st)
	}
	if len(all) == 1 {
		return v.reply("several.scope", capital(join(outside)), v.ownUnits(who.Person)), nil
	}
	slices.SortStableFunc(all, above)
	v.opposed = all
	title, text := v.severalLines(all)
	if len(outside) > 0 {
		text = append(text, v.say("several.outside", join(outside)))
	}
	if len(beyond) > 0 {
		text = append(text, v.say("several.beyond", mostCompared, join(beyond)))
	}
	return answer{replies: []bot.Reply{{Title: v.upTo(title, first.AsOf), Text: lines(text...)}}}, nil
}

// severalLines words units beside each other: their shares, what lies between
// the highest and the lowest, and what must be known of their counts.
func (v *visit) severalLines(all []coverage.Standing) (title string, text []string) {
	var titles []string
	compared := []place.Code{v.meaning.Asked}
	for i, st := range all {
		titles, compared = append(titles, st.Title), append(compared, st.Unit)
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
	text = append(text, v.districtLines(all...)...)
	text = append(text, v.nowLines(compared...)...)
	if slices.ContainsFunc(all, coverage.Standing.Illustration) {
		text = append(text, v.say("q.illustrative"))
	}
	return v.say("several.title", strings.Join(titles, ", ")), text
}

// seenFirst puts a unit that the asker may see before those that they may only
// compare it with, however they are named.
func (v *visit) seenFirst(who viewer) {
	m := &v.meaning
	if m.Other == "" || m.Unit == "" || m.Asked != "" || len(m.Ask) > 0 || v.book.MaySee(who.Person, m.Unit, v.today) {
		return
	}
	others := append([]place.Code{m.Other}, m.Others...)
	own := slices.IndexFunc(others, func(u place.Code) bool { return v.book.MaySee(who.Person, u, v.today) })
	if own >= 0 {
		m.Unit, others[own] = others[own], m.Unit
		m.Other, m.Others = others[0], others[1:]
	}
}

// comparedWith gives what a unit is compared with, each once; itself only where
// nothing else is named.
func (v *visit) comparedWith(first place.Code) []place.Code {
	var all []place.Code
	for _, u := range append([]place.Code{v.meaning.Other}, v.meaning.Others...) {
		if u != first && !slices.Contains(all, u) {
			all = append(all, u)
		}
	}
	if len(all) == 0 {
		return []place.Code{first}
	}
	return all
}

// noneOfThem refuses a comparison of several units none of which the asker may
// see, and names them all.
func (v *visit) noneOfThem(who viewer) (answer, bool) {
	m := v.meaning
	if m.Asked != "" || len(m.Ask) > 0 || len(m.Others) == 0 || m.Unit == "" || v.book.MaySee(who.Person, m.Unit, v.today) {
		return answer{}, false
	}
	var titles []string
	for _, u := range append([]place.Code{m.Unit, m.Other}, m.Others...) {
		titles = append(titles, v.formerTitle(u))
	}
	return v.reply("several.scope", capital(join(titles)), v.ownUnits(who.Person)), true
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
		"several.title":   {"So sánh %s", "%s compared"},
		"several.scope":   {"%s nằm ngoài phạm vi anh/chị được xem. Anh/chị xem được: %s.", "%s are outside the units you may see. You may see: %s."},
		"several.outside": {"Chưa so %s: nằm ngoài phạm vi anh/chị được xem.", "Left out, outside what you may see: %s."},
		"several.beyond":  {"Một lần so được %d nơi, chưa so: %s.", "At most %d at once; left out: %s."},
		"compare.missed":  {"Em chưa nhận ra “%s” là nơi nào nên chưa so. Anh/chị viết lại tên giúp.", "Not recognised, and so left out: “%s”. Please write that name again."},
		"several.apart":   {"Cao nhất là %s, thấp nhất là %s, chênh %s điểm %%", "Highest: %s, lowest: %s, %s points apart"},
	}
}
