package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// hanoi is where the days of the demo begin.
var hanoi = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

// player writes and taps on the phones of one look.
type player struct {
	*page
	look  string // telegram: buttons are tapped; zalo: what stands for them is typed
	clock hands  // of the demo
}

func (p player) phone(who string) string { return p.look + "/" + who }

// say writes a message, and waits for a new answer that holds all of what is
// wanted: notices may come between.
func (p player) say(who, text string, wants ...string) {
	p.t.Helper()
	name := p.phone(who)
	mine, told := p.number(p.count(name, ".mine")), p.told(name)
	p.do(chromedp.WaitVisible(phone(name, ".input")), chromedp.SendKeys(phone(name, ".input"), text), pressEnter())
	p.see(fmt.Sprintf(`%s > %d`, p.count(name, ".mine"), mine))
	p.answered(name, told, wants...)
}

// choose taps a choice of the newest question, or types what stands for it.
func (p player) choose(who, label, typed string, wants ...string) {
	p.t.Helper()
	if p.look == "zalo" {
		p.say(who, typed, wants...)
		return
	}
	name := p.phone(who)
	told := p.told(name)
	p.see(fmt.Sprintf(`(() => {
		const found = [...document.querySelectorAll('section[data-phone=%q] button.choice')].findLast(b => b.textContent.startsWith(%q) && !b.disabled);
		if (!found) return false;
		found.click();
		return true;
	})()`, name, label))
	p.answered(name, told, wants...)
}

func (p player) count(name, what string) string {
	return fmt.Sprintf(`document.querySelectorAll('section[data-phone=%q] .message%s').length`, name, what)
}

// told is how many messages of the bot are on a phone.
func (p player) told(name string) int {
	p.t.Helper()
	return p.number(p.count(name, ".theirs"))
}

// answered waits for a message of the bot with all of it, after those told
// before.
func (p player) answered(name string, told int, wants ...string) {
	p.t.Helper()
	p.see(fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .theirs')].slice(%d).some(m => %q.split("|").every(w => m.textContent.includes(w)))`,
		name, told, strings.Join(wants, "|")))
}

// taken waits until the bot has taken all that was written on a phone.
func (p player) taken(name string) {
	p.t.Helper()
	p.see(fmt.Sprintf(`document.querySelector('section[data-phone=%q] .mine:not(:has(.state-taken))') === null`, name))
}

// Each line of what an agent does is played in the browser's chat, with
// buttons and without, beside the official who looks after them.
func TestEachLineOfAnAgentInTheBrowser(t *testing.T) {
	t.Parallel()
	for _, look := range []string{"telegram", "zalo"} {
		t.Run(look, func(t *testing.T) {
			t.Parallel()
			clock := newClock(t, time.Date(2026, 11, 20, 15, 0, 0, 0, hanoi))
			_, address := playDemo(t, t.TempDir(), clock.setting())
			p := player{openPage(t, address, 1280, 840), look, clock}
			p.text(fmt.Sprintf(`(localStorage.setItem("baophu.phones", JSON.stringify({open: [%q, %q, %q, %q], active: 0})), "")`,
				p.phone("agent1"), p.phone("official1"), p.phone("agent2"), p.phone("admin")))
			p.do(chromedp.Navigate(address))
			p.reminded()
			p.reports()
			p.guards()
			p.asks()
			p.corrects()
			p.stands()
			p.offline()
			p.closed()
		})
	}
}

// reminded is an official who has the silent reminded, the reminder of the
// afternoon and the list of the evening, as agent and official see them.
func (p player) reminded() {
	p.t.Helper()
	const silent = "em chưa nhận được báo cáo của bản Noong La"
	p.say("agent1", "thôi", "Không có câu hỏi nào")
	p.say("official1", "nhắc", "Đã nhắc")
	p.hears("agent1", silent, 1)
	p.clock.set(time.Date(2026, 11, 20, 16, 30, 0, 0, hanoi))
	p.hears("agent1", silent, 2)
	p.clock.set(time.Date(2026, 11, 20, 18, 0, 0, 0, hanoi))
	p.hears("official1", "Thôn, bản chưa có báo cáo hôm nay 20/11", 1)
}

// hears waits until somebody was told something so often.
func (p player) hears(who, what string, times int) {
	p.t.Helper()
	p.see(fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .theirs')].filter(m => m.textContent.includes(%q)).length >= %d`,
		p.phone(who), what, times))
}

// stands is an agent who rests and is back, one in training, and one who may
// report no more.
func (p player) stands() {
	p.t.Helper()
	p.say("agent1", "em xin nghỉ 2 ngày", "Đã ghi anh/chị nghỉ", "Em báo cán bộ phụ trách")
	p.hears("official1", "Lò Thị Mẫu nghỉ từ ngày 20/11 đến hết ngày 21/11", 1)
	p.say("agent1", "dửn 3 tái tục hgđ", "Đã ghi #", "Anh/chị đang nghỉ phép")
	p.say("agent1", "em đi làm lại", "Em lại nhắc báo cáo như thường")

	people := file(p.t, p.t.TempDir(), "people.csv", "name,role,unit_codes,status\nQuàng Văn Mẫu,agent,03679-01,training\n")
	told := p.told(p.phone("admin"))
	p.do(chromedp.SetUploadFiles(phone(p.phone("admin"), `input[type="file"]`), []string{people}))
	p.answered(p.phone("admin"), told, "Chạy thử tệp people.csv", "sửa 1 (Quàng Văn Mẫu)")
	p.choose("admin", "Nhập", "nhập", "Đã nhập tệp people.csv")
	p.say("agent2", "noong la 4 hgđ", "Anh/chị đang tập huấn", "không tính vào số liệu")
	p.say("admin", "thu hồi quyền của anh Quàng Văn Mẫu", "Em thu hồi nhé?")
	p.choose("admin", "Có, thu hồi", "có", "Đã thu hồi quyền của Quàng Văn Mẫu")
	p.say("agent2", "noong la 4 hgđ", "đã dừng", "không ghi")
}

// offline is what an agent writes while there is no network, and what comes of
// it when there is one again, the next morning: it is of the day it was written,
// and told once, together as far as it comes together.
func (p player) offline() {
	p.t.Helper()
	name := p.phone("agent1")
	told := p.told(name)
	p.network(false)
	texts := []string{"dửn 2 hssv", "ka láp 1 hgđ", "dửn 1 tn", "ka láp 2 tái tục hgđ"}
	for _, text := range texts {
		p.do(chromedp.SendKeys(phone(name, ".input"), text), pressEnter())
	}
	p.see(fmt.Sprintf(`document.querySelector('section[data-phone=%q] .state-waiting') !== null`, name))
	const hours = 15
	p.clock.set(p.clock.now().Add(hours * time.Hour))
	p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const real = Date.now; window.realNow = real; Date.now = () => real() + %d * 3600e3; }`, hours)))
	p.network(true)
	p.see(fmt.Sprintf(`(() => {
		const said = [...document.querySelectorAll('section[data-phone=%q] .theirs')].slice(%d).map(m => m.textContent);
		const lines = [["Dửn", "BHYT học sinh, sinh viên: [+]2 mới"], ["Ka Láp", "BHYT hộ gia đình: [+]1 mới"],
			["Dửn", "BHXH tự nguyện: [+]1 mới"], ["Ka Láp", "BHYT hộ gia đình: 2 tái tục"]]
			.map(([unit, figures]) => "Đã ghi #[0-9]+ · bản " + unit + " · hôm qua 20/11(: )?" + figures);
		const times = (text, what) => text.match(new RegExp(what, "g"))?.length ?? 0;
		return lines.every(line => times(said.join("\n"), line) === 1) &&
			said.every(text => times(text, "Đã ghi #") < 2 || text.includes("Các tin anh/chị gửi liền nhau"));
	})()`, name, told))
	p.taken(name)
	p.do(chromedp.Evaluate[chromedp.Void](`Date.now = window.realNow, void 0`)) // what is written now waits no more
}

// closed is a month that is closed: nothing of it changes any more.
func (p player) closed() {
	p.t.Helper()
	p.say("admin", "khóa tháng 11", "Em khóa nhé?")
	p.choose("admin", "Có, khóa", "có", "Đã khóa số liệu tháng")
	p.say("agent1", "dửn 3 hgđ", "đã khóa sổ", "không đổi được")
}

// corrects is an edit of the message, the day's total, a move, more people
// than there are, the last report again, two agents of a village, and a village
// that is somebody else's now.
func (p player) corrects() {
	p.t.Helper()
	p.say("agent1", "ka láp 2 tn", "Đã ghi #", "+2 mới")
	if p.look == "telegram" {
		name := p.phone("agent1")
		input, told := phone(name, ".input"), p.told(name)
		p.taken(name) // only then it is the one to be changed
		p.do(chromedp.Focus(input), press("ArrowUp", 38), chromedp.SendKeys(input, " 1 hssv"), pressEnter())
		p.answered(name, told, "Đã sửa #", "BHXH tự nguyện: +2 mới", "BHYT học sinh, sinh viên: +1 mới")
	}
	p.say("agent1", "tổng hôm nay ka láp 5 tn", "Đã sửa #", "bản Ka Láp", "BHXH tự nguyện: +5 mới")
	p.say("agent1", "chuyển sang bản Dửn", "Đã sửa #", "bản Dửn", "BHXH tự nguyện: +5 mới")
	p.say("agent1", "là của hôm qua", "Đã sửa #", "bản Dửn", "hôm qua 19/11")
	p.say("agent1", "ka láp 900 hgđ", "quá 100%", "chưa ghi gì")

	p.say("agent2", "báo cáo", "Loại nào ạ?", "Như ")
	p.choose("agent2", "Như ", "1", "Ghi như vậy chứ ạ?")
	p.choose("agent2", "Có, ghi", "1", "Đã ghi #", "bản Huổi Tèo")

	p.say("admin", "giao bản Noong La cho chị Quàng Văn Mẫu", "từ Lò Thị Mẫu sang Quàng Văn Mẫu")
	p.choose("admin", "Có", "có", "Đã giao bản Noong La")
	p.say("agent2", "noong la 3 hgđ", "đã có người khác báo", "Chưa ghi gì")
	p.choose("agent2", "Cộng thêm", "1", "Đã ghi #", "bản Noong La", "+3 mới")
	p.say("agent1", "noong la 1 hgđ", "không thuộc địa bàn của anh/chị", "chưa ghi gì")
}

// reports is understanding, asking back, correcting, guided entry and several
// messages at once.
func (p player) reports() {
	p.t.Helper()
	p.say("agent1", "noong la 2 hgd moi 1 tai tuc; dun 1 tn", "Đã ghi #", "BHYT hộ gia đình: +2 mới, 1 tái tục", "Bản Dửn: BHXH tự nguyện: +1 mới",
		"Chúc mừng: bản Noong La vừa đạt chỉ tiêu")
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
	p.taken(name)
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
	number := p.text(fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .theirs')].findLast(m => m.textContent.includes("1 báo cáo cần duyệt")).textContent.match(/#(\d+)/)[1]`, p.phone("official1")))
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
