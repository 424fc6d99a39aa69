package handlers_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"baophu/bot"
)

// roles are who asks: a persona, the name in the demo where the conversations
// have none of it, and how it is called here.
var roles = []struct{ persona, name, called string }{
	{"official2", "", "tỉnh"},
	{"four", "Lường Văn Mẫu", "bốn xã của huyện cũ"},
	{"office", "Vì Thị Mẫu", "BHXH cơ sở"},
	{"official1", "", "phường"},
	{"admin", "", "quản trị"},
	{"agent1", "", "nhân viên thu"},
	{"guest", "", "khách"},
	{"official1-group", "", "nhóm"},
}

// asked are the lines of what an official may ask, and what asks for each; none
// names a place, so that each means the asker's own, unless it is the line's.
var asked = []struct {
	line  string
	texts []string
}{
	{"thẻ một nơi", []string{"tình hình thế nào", "của tôi đạt bao nhiêu", "Chiềng Sinh đạt bao nhiêu?", "/xa chieng ngan", "huyện Quỳnh Nhai đạt bao nhiêu", "BHXH cơ sở Mộc Châu đạt bao nhiêu", "tỉnh Sơn La ngày 30/9", "bhxh tự nguyện đạt bao nhiêu", "xã Chiềng Khay đạt bao nhiêu"}},
	{"còn thiếu", []string{"còn thiếu bao nhiêu", "cần bao nhiêu người mỗi ngày", "bao nhiêu người chưa có thẻ"}},
	{"danh sách", []string{"nơi nào chưa đạt", "nơi nào dưới 90%", "nơi nào dưới sàn", "nơi nào giảm từ 30/9", "nơi nào giảm so với lúc công nhận ntm", "nơi nào đã đạt 95%"}},
	{"xếp hạng", []string{"xếp hạng", "3 nơi thấp nhất", "xếp hạng tăng trưởng", "xếp hạng theo số còn thiếu", "xếp hạng rút ngắn", "xếp hạng hoàn thành kế hoạch", "xếp hạng nhân viên thu"}},
	{"so sánh", []string{"so sánh Chiềng Sinh với Mường Giôn", "so với cùng kỳ", "so với đầu năm", "so sánh tháng 10 với tháng 9", "so với kế hoạch", "so sánh các xã"}},
	{"báo cáo kỳ", []string{"báo cáo 9 tháng", "báo cáo 11 tháng"}},
	{"dự báo, kế hoạch", []string{"dự báo", "bao giờ đạt 98%", "tiến độ bhxh tự nguyện"}},
	{"người", []string{"ai phụ trách", "ai chưa báo cáo hôm nay", "nơi nào 3 ngày chưa báo", "tỷ lệ báo cáo tuần này"}},
	{"chỉ tiêu", []string{"chỉ tiêu là bao nhiêu, theo văn bản nào"}},
	{"chi tiết", []string{"vì sao giảm", "tuyên truyền được mấy buổi", "thẻ đến hạn tháng sau"}},
	{goesOn, []string{"Mường Giôn còn thiếu bao nhiêu", "còn Chiềng Sinh?", "so với năm ngoái?", "vẽ biểu đồ"}},
	{"ảnh", []string{"biểu đồ", "biểu đồ xếp hạng", "bản đồ", "biểu đồ đối chiếu tháng 10"}},
	{"tệp", []string{"xuất csv"}},
	{"theo dõi", []string{"theo dõi hàng ngày", "đang theo dõi gì", "tạm dừng theo dõi", "thôi theo dõi"}},
	{"chính sách", []string{"mức đóng bhyt hộ 3 người 6 tháng", "mức đóng bhxh tự nguyện", "mua thẻ bao lâu thì có giá trị"}},
	{"phạm vi", []string{"Lai Châu đạt bao nhiêu", "nơi nào của Lai Châu chưa đạt", "xuất csv Lai Châu", "biểu đồ Lai Châu"}},
	{beyond, []string{"trời hôm nay đẹp quá"}},
}

// goesOn is the line whose questions go on from the first.
const goesOn = "nối tiếp"

// beyond is the line of what cannot be answered.
const beyond = "không trả lời được"

// TestEveryLineForEveryRole: whoever asks for whatever can be asked has an
// answer, or a refusal that says what they may ask. The file shows how each
// begins.
func TestEveryLineForEveryRole(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	for _, r := range roles {
		if r.name == "" {
			continue
		}
		people, err := s.ledger.ByName(ctx, r.name)
		if err != nil || len(people) != 1 {
			t.Fatalf("%s: %d people, %v", r.name, len(people), err)
		}
		if err := s.ledger.Connect(ctx, "test/"+r.persona, people[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	s.say("official1-group", "/nhom Chiềng Sinh")
	var all strings.Builder
	tried := map[string]bool{}
	for _, a := range asked {
		fmt.Fprintf(&all, "# %s\n", a.line)
		for _, text := range a.texts {
			fmt.Fprintf(&all, "\n> %s\n", text)
			chat := text // each asks as the first of a chat
			if a.line == goesOn {
				chat = goesOn
			}
			for _, r := range roles {
				replies := s.inChat(r.persona, chat, text)
				for _, problem := range unhelpful(replies, a.line != beyond) {
					t.Errorf("%s, asked %q by %s: %s", a.line, text, r.called, problem)
				}
				if place := offered.FindStringSubmatch(replies[0].Text); place != nil && !tried[r.persona+place[1]] {
					tried[r.persona+place[1]] = true
					if got := s.inChat(r.persona, "offered", place[1]); len(got) == 0 || got[0].Title == "" {
						t.Errorf("%s is told of %q, and has no figure of it: %v", r.called, place[1], got)
					}
				}
				fmt.Fprintf(&all, "%s: %s\n", r.called, beginning(replies))
			}
		}
		all.WriteString("\n")
	}
	file := filepath.Join("testdata", "roles.golden")
	if *update {
		if err := os.WriteFile(file, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, kept := strings.Split(all.String(), "\n"), strings.Split(string(want), "\n")
	for n := range max(len(got), len(kept)) {
		if n >= len(got) || n >= len(kept) || got[n] != kept[n] {
			t.Fatalf("line %d of %s\n got %s\nwant %s", n+1, file, lineOf(got, n), lineOf(kept, n))
		}
	}
}

// inChat says a message in a chat of its own; in the group there is but one.
func (s *stage) inChat(who, chat, text string) []bot.Reply {
	s.t.Helper()
	if strings.HasSuffix(who, "-group") {
		return s.say(who, text)
	}
	s.next++
	return s.hand(bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: who + "/" + chat}, ID: fmt.Sprint(s.next), Kind: bot.Text,
		Account: "test/" + who, Name: who, Text: text, ToUs: true, Sent: s.now, Received: s.now})
}

func lineOf(all []string, n int) string {
	if n < len(all) {
		return all[n]
	}
	return "nothing"
}

// forward is what a refusal says that can be typed as it stands: an example, or
// the places of which may be asked.
var forward = regexp.MustCompile(`(?:ví dụ|gõ như|gõ thử|gõ)[^\n]{0,40}?[:“"]\s*\S|gõ (?:\?|tôi,)|anh/chị xem được: \S|hỏi như: \S|anh/chị thử: ["“]`)

// begun is the first word of a file that is being made, which refuses nothing.
const begun = "đang chuẩn bị"

// offered is the first of the places that a refusal says may be seen.
var offered = regexp.MustCompile(`Anh/chị xem được: ([^,.\n]+)`)

// unhelpful tells what is wrong with an answer: there is none, or it refuses and
// does not say what may be written or asked instead.
func unhelpful(replies []bot.Reply, understood bool) (problems []string) {
	if len(replies) == 0 {
		return []string{"nothing is answered"}
	}
	for _, r := range replies {
		said := strings.ToLower(r.Text)
		leads := len(r.Choices) > 0 || forward.MatchString(said) || strings.Contains(said, begun)
		if r.Title == "" && r.Picture == nil && r.File == nil && !leads {
			problems = append(problems, fmt.Sprintf("%q leads nowhere", r.Text))
		}
		if understood && strings.Contains(said, "chưa hiểu") {
			problems = append(problems, "it is not understood")
		}
		if strings.Contains(r.Text+r.Title, "%!") || strings.Contains(r.Text, "NaN") {
			problems = append(problems, fmt.Sprintf("%q is not worded", r.Text))
		}
	}
	return problems
}

// beginning shows how an answer begins, and what hangs on it.
func beginning(replies []bot.Reply) string {
	var parts []string
	for _, r := range replies {
		lines := strings.Split(r.Text, "\n")
		part := lines[0]
		if r.Title != "" {
			part = "**" + r.Title + "** " + lines[0]
		}
		if more := len(lines) - 1; more > 0 {
			part += fmt.Sprintf(" (+%d dòng)", more)
		}
		if r.Picture != nil {
			part += " [ảnh]"
		}
		if r.File != nil {
			part += " [tệp]"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ⏎ ")
}
