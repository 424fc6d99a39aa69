package policy

import (
	"regexp"
	"strconv"
	"strings"

	"baophu/internal/vi"
)

// Question is what a question about contributions says besides its topic.
type Question struct {
	Members int    // of the household, 0 not said
	Nth     int    // the member asked about, 0 not said
	Months  int64  // 0 not said
	Income  int64  // chosen for voluntary BHXH, đồng a month, 0 not said
	Group   string // poor, near_poor, …; "" not said
}

// Reader reads questions.
type Reader struct{ members, nth, months, money *regexp.Regexp }

// NewReader makes a reader.
func NewReader() *Reader {
	const number = `(\d{1,2}|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)`
	return &Reader{
		members: regexp.MustCompile(`\b` + number + ` ?(?:nguoi|khau|thanh vien|nhan khau)\b`),
		nth:     regexp.MustCompile(`\b(?:nguoi|khau|thanh vien) ?thu ?(nhat|nhi|` + number[1:] + `\b`),
		months:  regexp.MustCompile(`\b` + number + ` ?(thang|nam|t)\b`),
		money:   regexp.MustCompile(`(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?) ?(trieu|tr|k|nghin|ngan|d\b|dong|vnd)?(\d{1,3}\b)?`),
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
	for _, m := range r.months.FindAllStringSubmatch(s, -1) {
		switch n := int64(numberOf(m[1])); {
		case m[2] == "nam" && n <= 10:
			q.Months = 12 * n
		case m[2] != "nam" && n <= 60:
			q.Months = n
		}
	}
	if strings.Contains(s, "nua nam") {
		q.Months = 6
	}
	q.Group = groupOf(s)
	q.Income = r.income(s)
	return q
}

// groupOf gives the group a question names, the narrowest first.
func groupOf(s string) string {
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(" "+s+" ", " "+w+" ") {
				return true
			}
		}
		return false
	}
	switch {
	case has("can ngheo") && has("xa ngheo"):
		return "near_poor_poor_commune"
	case has("can ngheo", "cn"):
		return "near_poor"
	case has("ho ngheo", "nguoi ngheo", "thuoc dien ngheo", "hn"):
		return "poor"
	case has("dan toc thieu so", "dan toc", "dtts"):
		return "ethnic"
	case has("xa dao", "dac khu", "hai dao"):
		return "island"
	case has("hoc sinh", "sinh vien", "hssv", "hs"):
		return "pupil"
	case has("muc song trung binh", "nong lam ngu", "nong lam", "diem nghiep"):
		return "farm"
	case has("y te thon", "y te ban", "co do thon ban", "an ninh co so", "nghe nhan", "khong chuyen trach"):
		return "village_staff"
	case has("mua ban nguoi"):
		return "victim"
	}
	return ""
}

// income reads the income chosen: "thu nhập 3 triệu", "mức 5tr".
func (r *Reader) income(s string) int64 {
	for _, m := range r.money.FindAllStringSubmatch(s, -1) {
		number, fraction, _ := strings.Cut(strings.ReplaceAll(m[1], ".", ""), ",")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil || n > 1_000_000_000 {
			continue
		}
		unit := map[string]int64{"trieu": 1_000_000, "tr": 1_000_000, "k": 1000, "nghin": 1000, "ngan": 1000}[m[2]]
		if unit == 0 {
			unit = 1
		}
		n *= unit
		if fraction == "" {
			fraction = m[3] // 1tr5
		}
		if f, err := strconv.ParseInt(fraction, 10, 64); err == nil {
			for range len(fraction) {
				unit /= 10
			}
			n += f * unit
		}
		if n >= 500_000 && n <= 1_000_000_000 {
			return n
		}
	}
	return 0
}
