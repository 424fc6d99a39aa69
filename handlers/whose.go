package handlers

import (
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
)

// whose settles what "cả nước" and "của tôi" mean where no place is named, and
// tells whether it did: they are places of their own, not those of the question before.
func (v *visit) whose() bool {
	m := &v.meaning
	if !m.FollowUp && (m.Unit != "" || m.Within != "" || m.Asked != "" || len(m.Choices) > 0) {
		return false
	}
	nation, mine := v.hears("ca nuoc", "toan quoc"), v.hears("cua toi", "cua em", "cua minh", "cua chung toi", "cua don vi")
	if v.person.Has(coverage.Agent) || !nation && !mine {
		return false
	}
	if m.Intent == understand.Unclear {
		v.reread(v.text + " đạt bao nhiêu")
	}
	switch {
	case !v.meaning.FollowUp && v.meaning.Intent != understand.QueryStatus:
		return false
	case nation:
		v.meaning.Unit = place.Nation
	case len(v.person.Grants) > 0:
		v.meaning.Unit = v.firstOwn(v.person)
	}
	v.meaning.FollowUp = false
	return true
}

// asksCommune tells whether an agent asks where their commune stands, not how
// far they have come themselves: "xã của tôi đạt bao nhiêu".
func (v *visit) asksCommune() bool {
	return v.person.Has(coverage.Agent) && v.meaning.Topic == "" &&
		v.hears("xa cua toi", "xa cua em", "xa cua minh", "phuong cua toi", "phuong cua em", "phuong cua minh")
}
