package understand

import "slices"

// schoolNumber tells a number that says which school it is: "hs cấp 2",
// "trường tiểu học số 2".
func (g *reading) schoolNumber(items []item, i int) bool {
	at := items[i].from
	switch g.wordAt(at - 1) {
	case "cap":
		// "hs cấp 2 thẻ" are two cards.
		return items[i].num.Value <= 3 && g.ofSchool(at-2) && (i+1 == len(items) || items[i+1].from > items[i].to || !slices.Contains([]class{card, people, pupil, indicator, households}, items[i+1].class))
	case "so":
		return g.ofSchool(at - 2)
	}
	return false
}

// ofSchool tells whether a word is of a school, or of those who go there.
func (g *reading) ofSchool(at int) bool {
	return slices.Contains([]string{"truong", "hoc", "thcs", "thpt", "non", "giao", "hs", "hssv", "sinh", "em", "chau"}, g.wordAt(at))
}
