package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"baophu/internal/schedule"
	"baophu/internal/vi"
)

// hanoi is where the days of the demo begin.
var hanoi = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

// player writes and taps on the phones of one look.
type player struct {
	*page
	look string // telegram: buttons are tapped; zalo: what stands for them is typed
}

func (p player) phone(who string) string { return p.look + "/" + who }

// say writes a message, and waits for an answer below it that holds all of
// what is wanted: notices may come between.
func (p player) say(who, text string, wants ...string) {
	p.t.Helper()
	name := p.phone(who)
	mine := p.number(p.count(name, ".mine"))
	p.do(chromedp.WaitVisible(phone(name, ".input")), chromedp.SendKeys(phone(name, ".input"), text), pressEnter())
	p.see(fmt.Sprintf(`%s > %d`, p.count(name, ".mine"), mine))
	p.answered(name, wants...)
}

// choose taps a choice of the newest question, or types what stands for it.
func (p player) choose(who, label, typed string, wants ...string) {
	p.t.Helper()
	if p.look == "zalo" {
		p.say(who, typed, wants...)
		return
	}
	name := p.phone(who)
	theirs := p.number(p.count(name, ".theirs"))
	p.see(fmt.Sprintf(`(() => {
		const found = [...document.querySelectorAll('section[data-phone=%q] button.choice')].findLast(b => b.textContent.startsWith(%q) && !b.disabled);
		if (!found) return false;
		found.click();
		return true;
	})()`, name, label))
	p.see(fmt.Sprintf(`%s > %d`, p.count(name, ".theirs"), theirs))
	p.answered(name, wants...)
}

func (p player) count(name, what string) string {
	return fmt.Sprintf(`document.querySelectorAll('section[data-phone=%q] .message%s').length`, name, what)
}

// answered waits for a message of the bot, among the newest, with all of it.
func (p player) answered(name string, wants ...string) {
	p.t.Helper()
	p.see(fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .message')].slice(-3).some(m => m.matches('.theirs') && %q.split("|").every(w => m.textContent.includes(w)))`,
		name, strings.Join(wants, "|")))
}

// Each line of what an agent does is played in the browser's chat, with
// buttons and without, beside the official who looks after them.
func TestEachLineOfAnAgentInTheBrowser(t *testing.T) {
	t.Parallel()
	for _, look := range []string{"telegram", "zalo"} {
		t.Run(look, func(t *testing.T) {
			t.Parallel()
			_, address := playDemo(t, t.TempDir())
			p := player{openPage(t, address, 1280, 840), look}
			p.text(fmt.Sprintf(`(localStorage.setItem("baophu.phones", JSON.stringify({open: [%q, %q, %q, %q], active: 0})), "")`,
				p.phone("agent1"), p.phone("official1"), p.phone("agent2"), p.phone("admin")))
			p.do(chromedp.Navigate(address))
			p.reminded()
			p.reports()
			p.guards()
			p.asks()
			p.corrects()
		})
	}
}

// reminded is an official who has the silent reminded, which an agent sees; at
// night and on holidays nobody is written to.
func (p player) reminded() {
	p.t.Helper()
	now := time.Now().In(hanoi)
	p.say("agent1", "thôi", "Không có câu hỏi nào")
	switch rests := schedule.Vietnam().Rests(vi.DayOf(now, hanoi)); {
	case rests != "":
		p.say("official1", "nhắc", rests)
	case now.Hour() >= 21 || now.Hour() < 7:
		p.say("official1", "nhắc", "để mọi người nghỉ")
	default:
		p.say("official1", "nhắc", "Đã nhắc")
		p.answered(p.phone("agent1"), "em chưa nhận được báo cáo của", "Noong La")
	}
}

// corrects is an edit of the message, the day's total, a move, more people
// than there are, the last report again, two agents of a village, and a month
// that is closed.
func (p player) corrects() {
	p.t.Helper()
	p.say("agent1", "ka láp 2 tn", "Đã ghi #", "+2 mới")
	if p.look == "telegram" {
		input := phone(p.phone("agent1"), ".input")
		p.do(chromedp.Focus(input), press("ArrowUp", 38), chromedp.SendKeys(input, " 1 hssv"), pressEnter())
		p.answered(p.phone("agent1"), "Đã sửa #", "BHXH tự nguyện: +2 mới", "BHYT học sinh, sinh viên: +1 mới")
	}
	p.say("agent1", "tổng hôm nay ka láp 5 tn", "Đã sửa #", "bản Ka Láp", "BHXH tự nguyện: +5 mới")
	p.say("agent1", "chuyển sang bản Dửn", "Đã sửa #", "bản Dửn", "BHXH tự nguyện: +5 mới")
	p.say("agent1", "ka láp 900 hgđ", "quá 100%", "chưa ghi gì")

	p.say("agent2", "báo cáo", "Loại nào ạ?", "Như ")
	p.choose("agent2", "Như ", "1", "Ghi như vậy chứ ạ?")
	p.choose("agent2", "Có, ghi", "1", "Đã ghi #", "bản Huổi Tèo")

	p.say("admin", "giao bản Noong La cho chị Quàng Văn Mẫu", "từ Lò Thị Mẫu sang Quàng Văn Mẫu")
	p.choose("admin", "Có", "có", "Đã giao bản Noong La")
	p.say("agent2", "noong la 3 hgđ", "đã có người khác báo", "Chưa ghi gì")
	p.choose("agent2", "Cộng thêm", "1", "Đã ghi #", "bản Noong La", "+3 mới")

	p.say("admin", fmt.Sprintf("khóa tháng %d", time.Now().In(hanoi).Month()), "Em khóa nhé?")
	p.choose("admin", "Có, khóa", "có", "Đã khóa số liệu tháng")
	p.say("agent1", "dửn 3 hgđ", "đã khóa sổ", "không đổi được")
}

// reports is understanding, asking back, correcting, guided entry and several
// messages at once.
func (p player) reports() {
	p.t.Helper()
	p.say("agent1", "noong la 2 hgd moi 1 tai tuc; dun 1 tn", "Đã ghi #", "BHYT hộ gia đình: +2 mới, 1 tái tục", "Bản Dửn: BHXH tự nguyện: +1 mới")
	p.say("agent1", "ka láp 4", "Số này là loại gì ạ?", "Chưa ghi gì")
	p.choose("agent1", "BHXH tự nguyện", "2", "Đã ghi #", "BHXH tự nguyện: +4 mới")
	p.say("agent1", "sửa ka láp 3 tn", "Đã sửa #", "+3 mới")
	p.choose("agent1", "Hoàn tác", "hủy", "Đã hủy báo cáo #", "Số trước đó được tính lại")
	p.say("agent1", "báo cáo", "Báo cho bản nào ạ?")
	p.choose("agent1", "Bản Noong La", "2", "Loại nào ạ?")
	p.choose("agent1", "BHYT hộ gia đình", "1", "Mới, tái tục hay giảm ạ?")
	p.choose("agent1", "Mới", "1", "Mấy người ạ?")
	p.choose("agent1", "2", "2", "Ghi như vậy chứ ạ?")
	p.choose("agent1", "Có, ghi", "1", "Đã ghi #", "+2 mới")
	name := p.phone("agent1")
	for _, text := range []string{"dửn 1 hgđ", "dửn 2 hssv", "ka láp 1 tt hgđ"} { // without waiting
		p.do(chromedp.SendKeys(phone(name, ".input"), text), pressEnter())
	}
	p.see(fmt.Sprintf(`document.querySelectorAll('section[data-phone=%q] .mine:not(:has(.state-taken))').length === 0`, name))
	p.say("agent1", "báo cáo của tôi", "BHYT hộ gia đình: +1 mới", "BHYT học sinh, sinh viên: +2 mới", "BHYT hộ gia đình: 1 tái tục")
}

// guards is the same text again, personal data, and an unusual number that the
// official sends back.
func (p player) guards() {
	p.t.Helper()
	p.say("agent1", "dửn 2 tn", "Đã ghi #")
	p.say("agent1", "dửn 2 tn", "giống hệt tin #")
	p.choose("agent1", "Không", "2", "chưa ghi gì")
	p.say("agent1", "chị Lò Thị X 000000000001 mua hgđ", "không ghi và không lưu")
	p.say("agent1", "dửn 31 hgđ", "nhiều hơn hẳn thường ngày")
	p.choose("agent1", "Có, ghi", "1", "Đã ghi #", "+31 mới", "chờ cán bộ xem lại")
	p.say("official1", "báo cáo cần duyệt", "1 báo cáo cần duyệt", "+31 mới")
	number := p.text(fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .theirs')].at(-1).textContent.match(/#(\d+)/)[1]`, p.phone("official1")))
	p.choose("official1", "Trả lại #"+number, "trả lại "+number, "Lý do gửi người báo là gì")
	p.choose("official1", "Số chưa đúng", "1", "Đã trả lại #"+number)
	p.say("agent1", "báo cáo của tôi", "được Hà Thị Mẫu trả lại ở #", "lý do: Số chưa đúng")
}

// asks is the own progress, the share of reports, reminding, and the language.
func (p player) asks() {
	p.t.Helper()
	p.say("agent1", "tôi", "Tiến độ của Lò Thị Mẫu", "người mới hôm nay")
	p.say("agent1", "lịch sử", "Báo cáo của anh/chị từ")
	p.say("agent1", "biểu đồ của tôi")
	p.see(fmt.Sprintf(`document.querySelector('section[data-phone=%q] .picture img')?.naturalWidth > 300`, p.phone("agent1")))
	p.say("agent1", "tỷ lệ báo cáo của tôi tuần này", "%")
	p.say("official1", "ai chưa báo cáo hôm nay", "thôn, bản")
	p.say("agent1", "English", "English")
	p.say("agent1", "me", "progress")
	p.say("agent1", "tiếng Việt", "tiếng Việt")
}
