package handlers_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"baophu/bot"
)

// Lines of a list: an entry, and how many are left.
var (
	entryLine = regexp.MustCompile(`^\d+\. |^#\d+ |^– `)
	leftLine  = regexp.MustCompile(`^… và (\d+) `)
)

// sheetOf is what one page of a list shows.
type sheetOf struct {
	title   string
	entries []string
	left    int
	next    string // the command of its button
}

// leaf reads a page.
func leaf(t *testing.T, r bot.Reply) sheetOf {
	t.Helper()
	p := sheetOf{title: r.Title}
	for line := range strings.Lines(r.Text) {
		line = strings.TrimSpace(line)
		switch m := leftLine.FindStringSubmatch(line); {
		case m != nil:
			n, err := strconv.Atoi(m[1])
			if err != nil {
				t.Fatal(err)
			}
			p.left = n
		case entryLine.MatchString(line):
			p.entries = append(p.entries, line)
		}
	}
	for _, row := range r.Choices {
		for _, c := range row {
			if c.Label == "Xem tiếp" {
				p.next = c.Send
			}
		}
	}
	return p
}

// listQuestions are questions whose answers may go over several pages.
func listQuestions() []string {
	return []string{
		"các xã của Sơn La", "các bản của Chiềng Sinh", "các thôn của Sơn La", "xã nào chưa đạt", "xã nào dưới 97%", "xã nào đã đạt 95%", "xã nào dưới sàn",
		"xã nào giảm", "xã nào giảm từ 30/6", "xã nào giảm từ khi được công nhận nông thôn mới", "xã nào chưa đạt ngày 30/9", "xếp hạng Sơn La", "41 xã thấp nhất",
		"45 xã cao nhất ngày 31/10", "42 bản cao nhất tỉnh Sơn La", "xếp hạng tăng trưởng Sơn La từ 1/9", "xã nào còn thiếu nhiều nhất", "xếp hạng rút ngắn Sơn La",
		"xếp hạng bhxh tự nguyện Sơn La", "xã nào chưa đạt kế hoạch bhxh tự nguyện", "xếp hạng nhân viên Chiềng Sinh", "xếp hạng nhân viên Quỳnh Nhai theo kế hoạch",
		"xếp hạng các bản của Chiềng Sinh", "5 bản thấp nhất của Chiềng Sinh", "ai chưa báo cáo hôm nay", "ai chưa báo cáo hôm qua", "ai chưa báo cáo tuần này", "ai chưa báo cáo 3 ngày nay", "xếp hạng tỷ lệ báo cáo Sơn La tháng 10",
		"xã nào báo cáo đúng hạn kém nhất tuần này", "biểu đồ đối chiếu tháng 10 Sơn La", "thẻ đến hạn tháng này", "báo cáo của tôi", "báo cáo cần duyệt", "nhật ký", "đang theo dõi gì",
		"bản đồ Sơn La", "xếp hạng các tỉnh", "41 xã thấp nhất của Sơn La về tỷ lệ hoàn thành kế hoạch bhxh tự nguyện ngày 31/10/2026",
		"xếp hạng các thôn của Sơn La theo tăng trưởng bhyt hssv từ 1/9/2026 đến 31/10/2026",
	}
}

// TestEveryPageThereIs: whatever list is asked for, by whomever, its pages are
// one list: as many entries as the first says, none twice, each page with the
// same title, and behind the last there is none.
func TestEveryPageThereIs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	lists := 0
	for _, persona := range []string{"official2", "official1", "agent1", "admin"} {
		for _, question := range listQuestions() {
			replies := s.say(persona, question)
			if len(replies) == 0 {
				t.Fatalf("%s says %q: no answer", persona, question)
			}
			if first := leaf(t, replies[0]); first.left > 0 || first.next != "" {
				lists++
				s.walk(persona, question, first)
			}
		}
	}
	if lists < 40 {
		t.Errorf("only %d lists of several pages", lists)
	}
}

// walk goes through a list, by its buttons.
func (s *stage) walk(persona, question string, first sheetOf) {
	s.t.Helper()
	total, seen := len(first.entries)+first.left, map[string]bool{}
	for page, at := first, 1; ; at++ {
		for _, e := range page.entries {
			if seen[e] {
				s.t.Errorf("%s says %q: %q is on page %d too", persona, question, e, at)
			}
			seen[e] = true
		}
		if page.title != first.title || len(page.entries) == 0 || len(seen)+page.left != total {
			s.t.Errorf("%s says %q: page %d of %q (%q) is %q, with %d entries, %d before and here, %d left of %d", persona, question, at, first.title, first.next, page.title, len(page.entries), len(seen), page.left, total)
			return
		}
		if (page.left > 0) != (page.next != "") {
			s.t.Errorf("%s says %q: page %d leaves %d, and goes on by %q", persona, question, at, page.left, page.next)
			return
		}
		if page.next == "" {
			return
		}
		replies := s.say(persona, page.next)
		if len(replies) != 1 {
			s.t.Errorf("%s says %q: %d answers to %q", persona, question, len(replies), page.next)
			return
		}
		page = leaf(s.t, replies[0])
	}
}

// TestPagesByAWord: without buttons a word goes on, to the end and not beyond.
func TestPagesByAWord(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, question := range []string{"41 xã thấp nhất", "ai chưa báo cáo tuần này", "xã nào chưa đạt ngày 30/9", "xếp hạng tăng trưởng Sơn La từ 1/9"} {
		first := leaf(t, s.say("official2", question)[0])
		got, page := len(first.entries), first
		for page.left > 0 {
			before := page.left
			page = leaf(t, s.say("official2", "tiếp")[0])
			if got += len(page.entries); page.left >= before {
				t.Fatalf("%s: %d left, and then %d: %q", question, before, page.left, page.title)
			}
		}
		if want := len(first.entries) + first.left; got != want {
			t.Errorf("%s: %d entries, want %d", question, got, want)
		}
		if more := s.say("official2", "tiếp")[0]; len(leaf(t, more).entries) > 0 {
			t.Errorf("%s: behind the last page %q", question, more.Text)
		}
	}
}
