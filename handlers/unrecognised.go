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
		"tang giam ve theo hon kem cao thap nhat the nao ke hoach chi tieu cung ca cho giup em anh chi oi a nhe xem den giua may bao nhieu hom qua kia hinh ket dip tet luc muc")
}

// sayMissed adds to a comparison of some units which names were not recognised.
func (v *visit) sayMissed(a answer, units []place.Code) answer {
	if missed := v.unrecognised(units); len(missed) > 0 && len(a.replies) == 1 && a.replies[0].Title != "" {
		a.replies[0].Text = lines(a.replies[0].Text, v.say("compare.missed", strings.Join(missed, "”, “")))
	}
	return a
}

// averages is the share of a whole, which is the whole's own.
var averages = regexp.MustCompile(`(?i)^\s*(?:mức |muc )?(?:bình quân|binh quan|trung bình|trung binh)(?: chung)?(?: của| cua)?(?: cả| ca| toàn| toan)?(?: tỉnh| tinh| xã| xa| phường| phuong| nước| nuoc)?\s*$`)

// unrecognised gives the names of a comparison that stand for none of its
// units, as they were typed: a name that is misspelt is not left out unsaid.
func (v *visit) unrecognised(units []place.Code) []string {
	start := comparing.FindStringIndex(v.text)
	if start == nil {
		return nil
	}
	var missed []string
	named, others := map[place.Code]bool{}, noPlace()
	for _, piece := range between.Split(strings.TrimRight(v.text[start[1]:], " ?!."), -1) {
		if averages.MatchString(piece) {
			continue
		}
		if u, ok := v.meant(piece, units); ok {
			named[u] = true
			continue
		}
		words := vi.Words(piece)
		if len(words) > 0 && len(words) <= 5 && !slices.ContainsFunc(words, func(w vi.Word) bool {
			return strings.ContainsAny(w.Fold, "0123456789") || slices.Contains(others, w.Fold)
		}) {
			missed = append(missed, strings.TrimSpace(piece))
		}
	}
	excused := 0 // units that may be known by names that are not looked at here
	for _, u := range units {
		if !named[u] && u != v.firstOwn(v.person) {
			excused++
		}
	}
	if len(named) == 0 || len(missed) <= excused {
		return nil
	}
	return missed
}

// meant gives which of some units a piece of text names, by its name or by that
// of a unit it was formed of, or as one's own.
func (v *visit) meant(piece string, units []place.Code) (place.Code, bool) {
	said := " " + vi.Fold(piece) + " "
	has := func(name string) bool { return strings.Contains(said, " "+vi.Fold(name)+" ") }
	for _, u := range units {
		unit, _ := v.book.Tree.Unit(u)
		formed := slices.ContainsFunc(v.book.Tree.Origins(u), func(o place.Successor) bool {
			old, _ := v.book.Tree.Unit(o.Code)
			return has(old.Name)
		})
		if has(unit.Name) || formed || u == v.firstOwn(v.person) && (has("toàn") || has("mình") || has("nhà") || has("ta")) {
			return u, true
		}
	}
	return "", false
}
