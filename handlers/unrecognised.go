package handlers

import (
	"regexp"
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

var (
	comparing = regexp.MustCompile(`(?i)^.*?\bso\s+s[aá]nh\s+`)
	// between are what stands between the names of a comparison.
	between = regexp.MustCompile(`(?i)\s*[,;]\s*(?:và\s+|va\s+)?|\s+(?:và|va|với|voi)\s+`)
)

// noPlace are words, folded, that a piece of a comparison has which names no
// place: what is compared, when and how.
func noPlace() []string {
	return strings.Fields("bhyt bhxh bhtn bao hiem hgd hssv tu nguyen ho gia dinh thang nam quy ngay tuan ky nay truoc nhau ai dau ty le so nguoi " +
		"tang giam ve theo hon kem cao thap nhat the nao ke hoach chi tieu cung ca cho giup em anh chi oi a nhe xem den giua may bao nhieu")
}

// sayMissed adds to a comparison of some units which names were not recognised.
func (v *visit) sayMissed(a answer, units []place.Code) answer {
	if missed := v.unrecognised(units); len(missed) > 0 && len(a.replies) == 1 && a.replies[0].Title != "" {
		a.replies[0].Text = lines(a.replies[0].Text, v.say("compare.missed", strings.Join(missed, "”, “")))
	}
	return a
}

// unrecognised gives the names of a comparison that stand for none of its
// units, as they were typed: a name that is misspelt is not left out unsaid.
func (v *visit) unrecognised(units []place.Code) []string {
	start := comparing.FindStringIndex(v.text)
	if start == nil {
		return nil
	}
	named, missed, others := 0, []string(nil), noPlace()
	for _, piece := range between.Split(strings.TrimRight(v.text[start[1]:], " ?!."), -1) {
		words := vi.Words(piece)
		if len(words) == 0 || len(words) > 5 || slices.ContainsFunc(words, func(w vi.Word) bool {
			return strings.ContainsAny(w.Fold, "0123456789") || slices.Contains(others, w.Fold)
		}) && !v.names(piece, units) {
			continue
		}
		if named++; !v.names(piece, units) {
			missed = append(missed, strings.TrimSpace(piece))
		}
	}
	if named <= len(units) {
		return nil // by old names, or by others of theirs
	}
	return missed
}

// names tells whether the name of any of some units is in a text.
func (v *visit) names(text string, units []place.Code) bool {
	said := " " + vi.Fold(text) + " "
	return slices.ContainsFunc(units, func(u place.Code) bool {
		unit, _ := v.book.Tree.Unit(u)
		return strings.Contains(said, " "+vi.Fold(unit.Name)+" ")
	})
}
