package webchat_test

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// What a narrow screen must not show: something that reaches over its edge,
// besides what is swiped through and what is for screen readers only.
const overTheEdge = `[...document.querySelectorAll('body *')].filter((e) => {
	if (!e.checkVisibility() || e.closest('.tries, .tabs, .hidden, svg')) return false;
	const box = e.getBoundingClientRect();
	return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map((e) => e.className + ": " + e.textContent.slice(0, 40)).join("; ")`

// A button is whole where all of its text is in it and no word is broken.
const brokenButtons = `[...document.querySelectorAll('button.choice, .mine button')].filter((b) => b.checkVisibility()).filter((b) => {
	if (b.scrollWidth > b.clientWidth + 1 || b.scrollHeight > b.clientHeight + 1) return true;
	const texts = document.createTreeWalker(b, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		for (const word of texts.currentNode.data.matchAll(/\S+/g)) {
			const range = document.createRange();
			range.setStart(texts.currentNode, word.index);
			range.setEnd(texts.currentNode, word.index + word[0].length);
			if (range.getClientRects().length > 1) return true;
		}
	}
	return false;
}).map((b) => b.textContent).join("; ")`

// Who has set their browser to letters twice the usual size gets them, on a
// phone 360 wide: all of it is there, and nothing has to be moved sideways.
func TestLargePrint(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := browser(t, 360, 720)
	if _, err := chromedp.Call(ctx, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: 32, Fixed: 26}}); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(s.url), chromedp.WaitVisible(on("telegram/agent", ".input")))
	write(t, ctx, "telegram/agent", "noong la 5 hgd 2 tt 1 tn")
	see(t, ctx, last("telegram/agent", "Đã ghi #4711"))
	write(t, ctx, "telegram/agent", "giảm 3 tn")
	see(t, ctx, last("telegram/agent", "Thoát nghèo"))
	write(t, ctx, "telegram/agent", "chieng ngan dat bn")
	see(t, ctx, last("telegram/agent", "94,31%"))
	shot(t, ctx, "agent")
	if size := ask[float64](t, ctx, `parseFloat(getComputedStyle(document.querySelector('.theirs .text')).fontSize)`); size < 32 {
		t.Errorf("what is read is %v high", size)
	}
	if size := ask[float64](t, ctx, `parseFloat(getComputedStyle(document.querySelector('button.choice')).fontSize)`); size < 32 {
		t.Errorf("a button is %v high", size)
	}
	if room := ask[float64](t, ctx, `document.querySelector('[data-phone="telegram/agent"] .messages').clientHeight`); room < 250 {
		t.Errorf("%v of 720 are left for what is said", room)
	}
	if over := ask[string](t, ctx, overTheEdge); over != "" {
		t.Errorf("over the edge: %s", over)
	}
	if wide := ask[int](t, ctx, `Math.max(...[...document.querySelectorAll('html, body, .messages')].map((e) => e.scrollWidth))`); wide > 360 {
		t.Errorf("%d wide", wide)
	}
	if broken := ask[string](t, ctx, brokenButtons); broken != "" {
		t.Errorf("not whole: %s", broken)
	}
}
