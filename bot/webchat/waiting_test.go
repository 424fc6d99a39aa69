package webchat_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// A file that is gone when its turn comes fails, and holds up nothing.
func TestFileGoneBeforeItsTurn(t *testing.T) {
	t.Parallel()
	s, ctx := offline(t)
	write(t, ctx, "telegram/agent", "noong la 2 hgd") // the file waits behind it
	see(t, ctx, waiting)
	table := filepath.Join(t.TempDir(), "danh sách.csv")
	if err := os.WriteFile(table, []byte("unit_code,indicator\n03703,bhyt\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.SetUploadFiles(on("telegram/agent", `input[type="file"]`), []string{table}))
	see(t, ctx, last("telegram/agent", "danh sách.csv"))
	if err := os.Remove(table); err != nil {
		t.Fatal(err)
	}
	write(t, ctx, "telegram/agent", "dun 1 tn")
	network(t, ctx, true)
	see(t, ctx, `document.querySelectorAll('[data-phone="telegram/agent"] .mine .state-taken').length === 2`)
	see(t, ctx, `document.querySelector('[data-phone="telegram/agent"] .mine:has(.file) .failure:has(.resend)')?.textContent.includes("Không đọc được tệp")`)
	heard := s.messages()
	if len(heard) != 2 || heard[0].Text != "noong la 2 hgd" || heard[1].Text != "dun 1 tn" {
		t.Errorf("the bot heard %+v", heard)
	}
}

// What waits when a phone is closed shows how it came out on the phone that is
// opened again.
func TestPhoneOpenedAgain(t *testing.T) {
	t.Parallel()
	s, ctx := offline(t)
	write(t, ctx, "telegram/agent", "noong la 2 hgd")
	see(t, ctx, waiting)
	do(t, ctx, chromedp.Click(on("telegram/agent", `.owner .round`)),
		chromedp.Click(chromedp.CSS("#add")), chromedp.WaitVisible(chromedp.CSS(".people")),
		chromedp.Click(chromedp.CSS(`.person:nth-child(1) .pick button:nth-child(1)`)), chromedp.WaitVisible(on("telegram/agent", ".input")))
	see(t, ctx, waiting)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`{ const real = Date.now; Date.now = () => real() + 9 * 86400e3; }`)) // too late to be taken
	network(t, ctx, true)
	see(t, ctx, `document.querySelector('[data-phone="telegram/agent"] .failure:has(.resend)')?.textContent.includes("hơn 8 ngày")`)
	if heard := s.messages(); len(heard) > 0 {
		t.Errorf("the bot heard %+v", heard)
	}
}
