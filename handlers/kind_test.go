package handlers_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"baophu/bot"
)

var (
	// placeSaid is how agents are told their place among those of the commune.
	placeSaid = regexp.MustCompile(`(?:Tháng này thứ|Number) (\d+) (?:trong|of) (\d+)`)
	// rowSaid is how they are told of their days in a row.
	rowSaid = regexp.MustCompile(`(\d+) (?:ngày liền|days? reported in a row)`)
	// shaming are words that nobody is to hear of themselves.
	shaming = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(kém|yếu kém|lười|tệ|bét|đội sổ|chót|xếp cuối|đứng cuối|cuối bảng|tụt hạng|xuống hạng|thua|thất bại|trách nhiệm kém|` +
		`vẫn chưa|lại chưa|mất chuỗi|đứt chuỗi|worst|lazy|bottom|dropped to|fell to|failed|lost your|again you)(?:$|[^\p{L}])`)
)

// shames gives what of a reply to an agent would shame them, "" if nothing: the
// lower half hears no place, a row of days is told while it grows and never when
// it is broken, and nobody is called names or held up to others.
func shames(text string) string {
	for _, m := range placeSaid.FindAllStringSubmatch(text, -1) {
		place, errPlace := strconv.Atoi(m[1])
		of, errOf := strconv.Atoi(m[2])
		if errPlace != nil || errOf != nil || 2*place > of+1 {
			return m[0]
		}
	}
	for _, m := range rowSaid.FindAllStringSubmatch(text, -1) {
		if days, err := strconv.Atoi(m[1]); err != nil || days < 2 {
			return m[0]
		}
	}
	if m := shaming.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// kind holds what agents are sent to never shaming, titles, notices and the
// lines of summaries too.
func (s *stage) kind(r bot.Reply) {
	s.t.Helper()
	if !strings.HasPrefix(r.To.Chat, "agent") {
		return
	}
	text := r.Title + "\n" + r.Text
	if b := r.Brief; b != nil {
		text += "\n" + b.Head + "\n" + b.Line + "\n" + b.Foot
	}
	if found := shames(text); found != "" {
		s.t.Errorf("an agent is told %q:\n%s", found, text)
	}
}

func TestShames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Tháng này thứ 2 trong 4 người cùng xã, phường": false,
		"Tháng này thứ 3 trong 5 người cùng xã, phường": false,
		"Tháng này thứ 3 trong 4 người cùng xã, phường": true,
		"Number 4 of 4 agents of the commune":           true,
		"2 ngày liền có báo cáo":                        false,
		"hơn 30 ngày liền có báo cáo":                   false,
		"0 ngày liền có báo cáo":                        true,
		"1 day reported in a row":                       true,
		"Anh/chị đứng cuối xã tháng này":                true,
		"Kết quả còn kém":                               true,
		"Chuỗi 5 ngày: anh/chị mất chuỗi rồi":           true,
		"Hôm nay còn chưa báo: Dửn":                     false,
		"You are at the bottom of the commune":          true,
		"Thêm 2 người mới tháng này là lên một hạng":    false,
		"tệp này thất lạc, anh/chị gửi lại":             false,
	} {
		if got := shames(text); (got != "") != want {
			t.Errorf("%q: found %q", text, got)
		}
	}
}
