package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// last is the newest message on a phone.
func last(phone string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .message')].at(-1)`, phone)
}

// tap taps a choice of the newest message on a phone and waits for the answer.
func (p *page) tap(phone, label, answer string) string {
	p.t.Helper()
	p.see(fmt.Sprintf(`(() => {
		const found = [...(%s?.querySelectorAll('button.choice') ?? [])].find(b => b.textContent.startsWith(%q) && !b.disabled);
		if (!found) return false;
		found.click();
		return true;
	})()`, last(phone), label))
	p.see(fmt.Sprintf(`(%s?.textContent ?? "").includes(%q)`, last(phone), answer))
	return p.text(last(phone) + `.textContent`)
}

// A report is entered step by step: by taps on a phone with buttons, five at
// most, and by numbers on one without; half-way it survives a restart.
func TestGuidedEntryInTheBrowser(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	demo, address := playDemo(t, dir)
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
	_, address = playDemo(t, dir)
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
