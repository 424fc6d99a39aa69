package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Whatever would change a closed month is refused with the reason, and changes
// nothing; what touches only open months goes on.
func TestCorrectionsAroundALock(t *testing.T) {
	t.Parallel()
	const noongLa, dun = place.Code("03679-01"), place.Code("03679-02")
	const closed, fine = "đã khóa sổ", ""
	for name, c := range map[string]struct {
		before []string // said before the month is closed, "persona|text"
		then   string   // said after
		want   string   // in the answer; fine: something is booked
	}{
		"edit":                            {[]string{"agent1|noong la 3 hgđ"}, "agent1-edits|noong la 2 hgđ", closed},
		"edit to nothing":                 {[]string{"agent1|noong la 3 hgđ"}, "agent1-edits|noong la không có ai", closed},
		"edit of an edit":                 {[]string{"agent1|noong la 3 hgđ", "agent1-edits|noong la 4 hgđ"}, "agent1-edits|noong la 2 hgđ", closed},
		"edit that says nothing new":      {[]string{"agent1|noong la 3 hgđ"}, "agent1-edits|noong la 3 hgđ ạ", "không làm đổi"},
		"edit without figures":            {[]string{"agent1|noong la 3 hgđ"}, "agent1-edits|abc xyz", "không đọc được"},
		"edit of one undone before":       {[]string{"agent1|noong la 3 hgđ", "agent1-taps|Hoàn tác"}, "agent1-edits|noong la 2 hgđ", "đã được hủy"},
		"edit into the open month":        {[]string{"agent1|noong la 3 hgđ"}, "agent1-edits|1/12 noong la 3 hgđ", "chưa tới"},
		"undo":                            {[]string{"agent1|noong la 3 hgđ"}, "agent1|hủy", closed},
		"undo by the button":              {[]string{"agent1|noong la 3 hgđ"}, "agent1-taps|Hoàn tác", closed},
		"undo of a correction":            {[]string{"agent1|noong la 3 hgđ", "agent1|sửa noong la 2 hgđ"}, "agent1|hủy", closed},
		"another number":                  {[]string{"agent1|noong la 3 hgđ"}, "agent1|sửa noong la 2 hgđ", closed},
		"fewer":                           {[]string{"agent1|noong la 3 hgđ"}, "agent1|bớt 1 hgđ noong la", closed},
		"the day's total":                 {[]string{"agent1|noong la 3 hgđ"}, "agent1|tổng ngày 30/11 noong la 8 hgđ", closed},
		"to another village":              {[]string{"agent1|noong la 3 hgđ"}, "agent1|chuyển sang bản Dửn", closed},
		"out of the closed month":         {[]string{"agent1|noong la 3 hgđ"}, "agent1|chuyển sang 1/12", closed},
		"more for the closed month":       {nil, "agent1|30/11 noong la 3 hgđ", closed},
		"a report of the open month":      {nil, "agent1|noong la 3 hgđ", fine},
		"another's commune is not closed": {[]string{"agent2|3 hgđ"}, "agent2|hủy", fine},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			said := func(line string) string {
				who, text, _ := strings.Cut(line, "|")
				var out string
				for _, r := range s.say(who, text) {
					out += r.Title + "\n" + r.Text + "\n"
				}
				return out
			}
			s.say("clock", "2026-11-30 20:00")
			for _, line := range c.before {
				said(line)
			}
			s.say("lock", "03679 2026-11")
			s.say("clock", "2026-12-01 08:00")
			november := vi.DayOf(time.Date(2026, 11, 30, 12, 0, 0, 0, hanoi), hanoi)
			standing := s.booked(november, noongLa, dun)
			got := said(c.then)
			if c.want == fine && !strings.Contains(got, "#") || !strings.Contains(got, c.want) {
				t.Errorf("%s is answered %q", c.then, got)
			}
			if now := s.booked(november, noongLa, dun); !slices.Equal(now, standing) {
				t.Errorf("%s made %q of %q", c.then, now, standing)
			}
			if open := s.booked(november+1, noongLa, dun); c.want != fine && len(open) > 0 {
				t.Errorf("%s booked %q in the open month", c.then, open)
			}
		})
	}
}
