package understand

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"baophu/internal/vi"
)

// surnames are the folded family names by which a full name is known.
const surnames = `nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly lo quang ca luong tong cam hoang deo vi
	ha giang vang sung mua thao ly trang lau cu hang phang ma lu khang va chang song lem tao tan phung dinh cao trieu
	hua be nong chu mac ma la dam lam mai dao doan trinh truong ta thach kim son danh chau rcom ro siu ksor kpa y h k nie dieu hu sin giang bach luong kieu moong rmah rahlan eban hdok mlo byia kbuor`

// patterns of numbers that name a person.
type privateKind struct {
	kind string
	form *regexp.Regexp
}

func privateKinds() []privateKind {
	return []privateKind{
		{"card_15", regexp.MustCompile(`(?i)\b[a-z]{2}[ .-]?\d(?:[ .-]?\d){12}\b`)},
		{"phone", regexp.MustCompile(`(?:\+|\b)84[ .-]?[35789]\d?(?:[ .-]?\d){7,8}\b`)},
		{"number", regexp.MustCompile(`\d(?:[ .-]?\d){8,}`)},
	}
}

// private refuses personal data: 9, 10 and 12 digits, cards, phones, and the
// names with them.
func (g *reading) private() (Meaning, bool) {
	digits := 0
	for i := range len(g.text) {
		if c := g.text[i]; c >= '0' && c <= '9' {
			digits++
		}
	}
	if digits < 9 {
		return Meaning{}, false
	}
	var found []string
	rest := g.text
	for _, k := range g.privates {
		rest = k.form.ReplaceAllStringFunc(rest, func(s string) string {
			kind := k.kind
			if kind == "number" {
				kind = g.numberKind(s, rest)
			}
			if kind == "" {
				return s
			}
			found = appendNew(found, kind)
			return " "
		})
	}
	if len(found) == 0 {
		return Meaning{}, false
	}
	if g.hasName(false) {
		found = append([]string{"name"}, found...)
	}
	return Meaning{Intent: RefusePII, PII: found}, true
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// numberKind says whose number a run of digits is, "" for none: an amount,
// a list of counts, a date.
func (g *reading) numberKind(run, text string) string {
	if uneven(run) {
		return ""
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, run)
	if g.amount(run, digits, text) {
		return ""
	}
	switch len(digits) {
	case 9:
		return "cmnd_9"
	case 10:
		if digits[0] == '0' && strings.IndexByte("35789", digits[1]) >= 0 {
			return "phone"
		}
		return "bhxh_10"
	case 11:
		if digits[0] == '0' {
			return "phone"
		}
	case 12:
		return "cccd_12"
	case 13:
		return "card_15"
	}
	return ""
}

// uneven tells whether what stands between the digits shows several numbers:
// mixed marks, or groups too short for one number that do not begin with 0.
func uneven(run string) bool {
	seps := strings.Trim(run, "0123456789")
	groups := strings.FieldsFunc(run, func(r rune) bool { return r < '0' || r > '9' })
	if len(groups) == 1 {
		return false
	}
	for i := 1; i < len(seps); i++ {
		if c := seps[i]; (c < '0' || c > '9') && c != seps[0] {
			return true
		}
	}
	short := 0
	for _, g := range groups {
		if len(g) < 2 {
			short++
		}
	}
	if short == len(groups) {
		return run[0] != '0'
	}
	return short > 1 || len(groups) > 4
}

// amount tells money from a person's number: grouped by thousands or a unit
// of money behind, "thu" or "tiền" before.
func (g *reading) amount(run, digits, text string) bool {
	if run[0] == '0' {
		return false // no amount begins so; identity and telephone numbers do
	}
	at := strings.Index(text, run)
	after := strings.ToLower(strings.TrimLeft(text[at+len(run):], " "))
	unit, _, _ := strings.Cut(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return ' '
	}, after), " ")
	if slices.Contains([]string{"đ", "vnđ", "vnd", "đồng", "dong", "d", "k", "tr", "triệu", "trieu"}, unit) {
		return true // the whole word: "đến" is no đồng
	}
	before := vi.Fold(text[max(0, at-24):at])
	for _, word := range []string{"thu", "tien", "nop", "dong"} {
		if strings.Contains(before, word) && (strings.ContainsAny(run, ".") || strings.HasSuffix(digits, "00")) {
			return true
		}
	}
	return false
}

// names gives "name" where an agent wrote the name of somebody who joined.
func (g *reading) names() []string {
	if g.agent() && g.hasName(true) {
		return []string{"name"}
	}
	return nil
}

// hasName finds a full name. A strict one has the middle name that most have
// and is not that of somebody who is spoken to.
func (g *reading) hasName(strict bool) bool {
	for i, w := range g.words {
		if w.Kind != vi.Letters || !g.surnames[w.Fold] || i+2 >= len(g.words) {
			continue
		}
		middle, given := g.words[i+1], g.words[i+2]
		if given.Kind != vi.Letters || middle.Kind != vi.Letters {
			continue
		}
		full := middle.Fold == "van" || middle.Fold == "thi"
		if full && (!strict || w.Upper() && middle.Upper() && given.Upper() && !g.spokenTo(i)) {
			return true
		}
		if !strict && w.Upper() && middle.Upper() && given.Upper() {
			return true
		}
	}
	return false
}

// spokenTo tells whether the name at i is that of the one addressed.
func (g *reading) spokenTo(i int) bool {
	if i == 0 {
		return false
	}
	before := g.words[i-1].Fold
	if slices.Contains([]string{"chi", "anh", "ong", "ba", "co", "chu", "bac", "c", "a"}, before) {
		if i == 1 {
			return true
		}
		before = g.words[i-2].Fold
	}
	return slices.Contains([]string{"cao", "gui", "chao", "thua", "da", "kinh", "bc", "em", "e"}, before)
}
