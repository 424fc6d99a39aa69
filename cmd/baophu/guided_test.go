package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// tap taps the newest choice of that name on a phone, and waits for the answer.
func (p *page) tap(phone, label, answer string) {
	p.t.Helper()
	told := p.number(theirs(phone) + `.length`)
	p.see(fmt.Sprintf(`(() => {
		const found = [...document.querySelectorAll('section[data-phone=%q] button.choice')].findLast(b => b.textContent.startsWith(%q) && !b.disabled);
		if (!found) return false;
		found.click();
		return true;
	})()`, phone, label))
	p.answered(phone, told, answer)
}

// A report is entered step by step: by taps on a phone with buttons, five at
// most, and by numbers on one without; half-way it survives a restart.
func TestGuidedEntryInTheBrowser(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	demo, address := playDemo(t, dir, quietDay(t))
	p := openPage(t, address, 1280, 840)
	const agent1, agent2 = "telegram/agent1", "zalo/agent2"
	p.write(agent1, "báo cáo", "Báo cho bản nào ạ?")
	p.tap(agent1, "Bản Noong La", "Loại nào ạ?")
	p.tap(agent1, "BHYT hộ gia đình", "Mới, tái tục hay giảm ạ?")
	p.tap(agent1, "Mới", "Mấy người ạ?")
	p.tap(agent1, "3", "Ghi như vậy chứ ạ?")
	p.tap(agent1, "Có, ghi", "BHYT hộ gia đình: +3 mới")
	p.tap(agent1, "Thêm dòng nữa", "Loại nào ạ?")
	p.tap(agent1, "BHXH tự nguyện", "Mới, tái tục hay giảm ạ?")

	if err := p.reopen(address, agent2); err != nil {
		t.Fatal(err)
	}
	p.write(agent2, "nhập", "Trả lời 2: BHYT hộ gia đình")
	p.write(agent2, "2", "Trả lời 1: Mới")
	p.write(agent2, "1", "Gõ: 1")
	p.write(agent2, "2", "Trả lời 1: Có, ghi")
	p.write(agent2, "1", "BHYT hộ gia đình: +2 mới")

	demo.stop()
	_, address = playDemo(t, dir, quietDay(t))
	p = openPage(t, address, 1280, 840)
	p.write(agent1, "mới", "Mấy người ạ?")
	p.tap(agent1, "1", "Ghi như vậy chứ ạ?")
	p.tap(agent1, "Có, ghi", "BHXH tự nguyện: +1 mới")
}

// reopen shows one phone only.
func (p *page) reopen(address, phone string) error {
	p.t.Helper()
	p.text(fmt.Sprintf(`(localStorage.setItem("baophu.phones", JSON.stringify({open: [%q], active: 0})), "")`, phone))
	return chromedp.Do(p.ctx, chromedp.Navigate(address))
}
