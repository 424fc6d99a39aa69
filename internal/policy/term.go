package policy

import (
	"regexp"
	"strings"
)

// words are numbers as people write them. "Tư" is none of them: without its
// mark it is "từ", and "từ năm nay" is no term of four years.
const words = `\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi`

// terms reads for how many months somebody pays, and tells a term from a
// day: "6 năm" is a term, "tháng 6 năm 2026" is none.
type terms struct{ term, before, after *regexp.Regexp }

func newTerms() terms {
	return terms{
		term: regexp.MustCompile(`\b(` + words + `) ?(thang|nam|t)\b`),
		// "tháng 6 năm", "quý 3 năm", "1/7 năm", "ngày 15 tháng", "mùng 5 tháng"
		before: regexp.MustCompile(`(?:\b(?:thang|quy|ngay|mung|mong|dot|lan|thu|lop)|/) ?$`),
		// "năm 2026", "năm nay", "sau tháng 6", "15 tháng 8 năm"
		after: regexp.MustCompile(`^ ?(?:(?:19|20)\d\d\b|(?:nay|ngoai|truoc|sau|toi|nao|hoc|may)\b|(?:0?[1-9]|1[0-2])(?: nam\b|/|[,;.?!]|$| (?:nam|thi|dong|bao|la|o|cua|cho|nhu|muc)\b))`),
	}
}

// months gives the term a folded text names last, 0 for none.
func (t terms) months(s string) (months int64) {
	for _, at := range t.term.FindAllStringSubmatchIndex(s, -1) {
		n, unit := int64(numberOf(s[at[2]:at[3]])), s[at[4]:at[5]]
		switch {
		case t.before.MatchString(s[:at[0]]) || t.after.MatchString(s[at[1]:]):
		case unit == "nam" && n <= 10:
			months = 12 * n
		case unit != "nam" && n <= 60:
			months = n
		}
	}
	if strings.Contains(s, "nua nam") {
		return 6
	}
	return months
}
