package policy

import (
	"regexp"
	"strconv"
	"strings"

	"baophu/internal/vi"
)

// Question is what a question about contributions says besides its topic.
type Question struct {
	Members int    // of the household, or of the group; 0 not said
	Pupils  int    // among them, 0 not said
	Nth     int    // the member asked about, 0 not said
	Months  int64  // 0 not said
	Income  int64  // chosen for voluntary BHXH, đồng a month, 0 not said
	Group   string // poor, near_poor, …; "" not said, Unlisted when the table has none for it
}

// Unlisted is a group that is named, and that no figure of the table is of.
const Unlisted = "unlisted"

// Reader reads questions.
type Reader struct {
	members, pupils, nth, money *regexp.Regexp
	terms                       terms
}

// NewReader makes a reader.
func NewReader() *Reader {
	const number = `(` + words + `)`
	return &Reader{
		members: regexp.MustCompile(`\b` + number + ` ?(?:nguoi|khau|thanh vien|nhan khau)\b`),
		pupils:  regexp.MustCompile(`\b` + number + ` ?(?:hoc sinh|sinh vien|hssv|hs|chau|em|con|be)\b`),
		nth:     regexp.MustCompile(`\b(?:nguoi|khau|thanh vien) ?thu ?(nhat|nhi|tu|` + words + `)\b`),
		money:   regexp.MustCompile(`(\bthu nhap |\bmuc |\bluong )?(?:la |khoang )?(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?|\b(?:` + words + `)\b) ?(trieu|tr|k|nghin|ngan|d\b|dong|vnd)?(\d{1,3}\b)?( ?ruoi\b)?`),
		terms:   newTerms(),
	}
}

func numberOf(word string) int {
	if n, err := strconv.Atoi(word); err == nil {
		return n
	}
	return map[string]int{"nhat": 1, "mot": 1, "nhi": 2, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}[word]
}

// Read reads a question.
func (r *Reader) Read(text string) Question {
	s := strings.Join(strings.Fields(vi.Fold(vi.Clean(text))), " ")
	var q Question
	if m := r.nth.FindStringSubmatch(s); m != nil {
		q.Nth = numberOf(m[1])
		s = strings.Replace(s, m[0], "", 1)
	}
	if m := r.members.FindStringSubmatch(s); m != nil {
		q.Members = numberOf(m[1])
		s = strings.Replace(s, m[0], "", 1)
	}
	q.Months = r.terms.months(s)
	if q.Group = groupOf(s); q.Group == "pupil" {
		if m := r.pupils.FindStringSubmatch(s); m != nil {
			q.Pupils = numberOf(m[1])
		}
	}
	q.Income = r.income(s)
	return q
}

// income reads the income chosen: "thu nhập 3 triệu", "mức 5tr".
func (r *Reader) income(s string) int64 {
	for _, m := range r.money.FindAllStringSubmatch(s, -1) {
		number, fraction, _ := strings.Cut(strings.ReplaceAll(m[2], ".", ""), ",")
		n, err := strconv.ParseInt(number, 10, 64)
		if word := numberOf(number); err != nil && (word == 0 || m[3] != "trieu") || n > 1_000_000_000 {
			continue
		} else if err != nil {
			n = int64(word)
		}
		unit := map[string]int64{"trieu": 1_000_000, "tr": 1_000_000, "k": 1000, "nghin": 1000, "ngan": 1000}[m[3]]
		if unit == 0 {
			unit = 1
		}
		n *= unit
		if fraction == "" {
			fraction = m[4] // 1tr5
		}
		if m[5] != "" && fraction == "" && unit > 1 {
			fraction = "5" // 3 triệu rưỡi
		}
		if f, err := strconv.ParseInt(fraction, 10, 64); err == nil {
			for range len(fraction) {
				unit /= 10
			}
			n += f * unit
		}
		// A smaller sum is what somebody pays, unless it is called an income.
		if n >= 500_000 && n <= 1_000_000_000 || m[1] != "" && m[3] != "" && n >= 10_000 && n < 500_000 {
			return n
		}
	}
	return 0
}
