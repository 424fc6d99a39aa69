package understand

import (
	"slices"
	"strconv"
	"strings"

	"baophu/internal/vi"
)

// spokenDates writes days that were dictated in figures: "ngày mười ba tháng
// mười một" would else be thirteen people. Where the last word of the month may
// begin what is counted, it is left as it is.
func (r *Reader) spokenDates(clean string) string {
	folded := vi.Fold(clean)
	if !strings.Contains(folded, "ngay") && !strings.Contains(folded, "thang") && !strings.Contains(folded, "mung") && !strings.Contains(folded, "mong") {
		return clean
	}
	words := vi.Words(clean)
	var b strings.Builder
	last := 0
	for i := 0; i < len(words); i++ {
		text, n := r.spokenDate(words, i)
		if n == 0 {
			continue
		}
		b.WriteString(clean[last:words[i].Start])
		b.WriteString(text)
		last = words[i+n-1].End
		i += n - 1
	}
	b.WriteString(clean[last:])
	return b.String()
}

// spokenDate gives the figures of a day dictated at words[i], and how many words
// it has; 0 where there is none.
func (r *Reader) spokenDate(words []vi.Word, i int) (string, int) {
	at, named := i, false
	switch words[i].Fold {
	case "ngay", "mung", "mong":
		if oftenDays(words, i) {
			return "", 0
		}
		at, named = i+1, true
		if at < len(words) && (words[at].Fold == "mung" || words[at].Fold == "mong") {
			at++
		}
	}
	day, ok := vi.ReadNumber(words, at)
	if !ok || !day.Spelled || day.Approx || !day.Whole() || day.Value < 1 || day.Value > 31 {
		return "", 0
	}
	end := at + day.Len
	if end >= len(words) || words[end].Fold != "thang" {
		if !named || r.countedAt(words, end) || end >= len(words) {
			return "", 0
		}
		return "ngày " + strconv.FormatInt(day.Value, 10), end - i
	}
	month, ok := vi.ReadNumber(words, end+1)
	if !ok {
		return "", 0
	}
	end += 1 + month.Len
	year := yearAloud(words, end)
	if year == 0 && r.countedAt(words, end) {
		return "", 0
	}
	if month.Approx || !month.Whole() || month.Value < 1 || month.Value > 12 || !named && i > 0 && r.countedAt(words, i-1) {
		return "", 0
	}
	return "ngày " + strconv.FormatInt(day.Value, 10) + "/" + strconv.FormatInt(month.Value, 10), end + year - i
}

// countedAt tells whether what is counted, or how long was paid, stands at
// words[i].
func (r *Reader) countedAt(words []vi.Word, i int) bool {
	if i >= len(words) {
		return false
	}
	p, _, ok := r.reports.Longest(words, i)
	_, number := vi.ReadNumber(words, i)
	if p.class == pupil && i+1 < len(words) && slices.Contains([]string{"duoc", "dc", "co", "di", "bao", "thu", "lam", "xin"}, words[i+1].Fold) {
		return false // "tháng mười một em được hai người"
	}
	return number || ok && (isLabel(p.class) && p.class != visit || p.class == measure)
}

// oftenDays tells whether "ngày" at words[i] is one of many, or of how many.
func oftenDays(words []vi.Word, i int) bool {
	if i == 0 {
		return false
	}
	_, number := vi.ReadNumber(words, i-1)
	number = number && !(i > 1 && words[i-2].Fold == "thu") // "thứ sáu ngày mười ba"
	return number || slices.Contains([]string{"moi", "tung", "hang", "ca", "may", "nua", "bao", "vai", "nhieu", "nguyen", "suot", "tron"}, words[i-1].Fold)
}

// yearAloud gives how many words of "năm hai không hai sáu" stand at words[i].
func yearAloud(words []vi.Word, i int) int {
	if i+4 >= len(words) || words[i].Fold != "nam" || words[i+1].Fold != "hai" || words[i+2].Fold != "khong" || words[i+3].Fold != "hai" {
		return 0
	}
	if _, ok := vi.ReadNumber(words[:i+5], i+4); !ok {
		return 0
	}
	return 5
}

// datedAloud tells whether a number in words stands right behind "ngày", so
// that it may be a day: "ngày mười hai người mua hgđ".
func (g *reading) datedAloud() bool {
	for i, w := range g.words {
		if w.Fold != "ngay" || oftenDays(g.words, i) {
			continue
		}
		if n, ok := vi.ReadNumber(g.words, i+1); ok && n.Spelled && (n.Sure || !g.words[i+1].Bare()) {
			return true
		}
	}
	return false
}
