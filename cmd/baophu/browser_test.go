package main

import (
	"context"
	"fmt"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// page is a tab of a browser of the test's own, which ends with the test.
type page struct {
	t   *testing.T
	ctx context.Context
}

func openPage(t *testing.T, address string, width, height int64) *page {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		lacking(t, "chromium is not installed")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-search-engine-choice-screen", true))
	all, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(all)
	t.Cleanup(closeTab)
	// The browser lives as long as the context of the first call.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatal(err)
	}
	limited, cancel := context.WithTimeout(ctx, 5*patience)
	t.Cleanup(cancel)
	p := &page{t, limited}
	p.do(chromedp.Navigate(address))
	return p
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// text gives what a script finds on the page.
func (p *page) text(script string) string {
	p.t.Helper()
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	return found
}

func (p *page) number(script string) int {
	p.t.Helper()
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[int](script))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	return found
}

// see waits until a script is true.
func (p *page) see(script string) {
	p.t.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool](script, chromedp.WithPollingTimeout(patience))); err != nil {
		p.t.Fatalf("never saw %s: %v", script, err)
	}
}

// phone is a selector of something on one phone.
func phone(name, what string) chromedp.CSS {
	return chromedp.CSS(fmt.Sprintf(`section[data-phone=%q] %s`, name, what))
}

// theirs is a script giving what the bot said on a phone.
func theirs(name string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .theirs')]`, name)
}

// answered waits for a message of the bot with a text in it, after those told
// before, and gives it: notices may come between.
func (p *page) answered(name string, told int, answer string) string {
	p.t.Helper()
	found := fmt.Sprintf(`%s.slice(%d).find(m => m.textContent.includes(%q))`, theirs(name), told, answer)
	p.see(`!!` + found)
	return p.text(found + `.textContent`)
}

// write types a message on a phone, sends it, and gives the bot's answer.
func (p *page) write(name, text, answer string) string {
	p.t.Helper()
	p.do(chromedp.WaitVisible(phone(name, ".input")))
	told := p.number(theirs(name) + `.length`)
	p.do(chromedp.SendKeys(phone(name, ".input"), text), pressEnter())
	return p.answered(name, told, answer)
}

// connection is how good a page's network is.
type connection struct {
	Offline  bool    `json:"offline"`
	Latency  float64 `json:"latency"`
	Download float64 `json:"downloadThroughput"`
	Upload   float64 `json:"uploadThroughput"`
}

// network takes the page's network away, or gives it back.
func (p *page) network(there bool) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		conditions := cdp.Command[connection, cdp.Empty]{Method: "Network.emulateNetworkConditions"} // every browser knows this one
		_, err := cdp.Call(ctx, tab, conditions, connection{Offline: !there, Download: -1, Upload: -1})
		return err
	}))
}

func pressEnter() chromedp.Action[chromedp.Void] { return press("Enter", 13) }

func press(key string, code int64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			if _, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{
				Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: code, NativeVirtualKeyCode: code,
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// picture gives the page as it looks, once it has come to rest.
func (p *page) picture() []byte {
	p.t.Helper()
	p.do(chromedp.Sleep(400 * time.Millisecond)) // what moves has stopped
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	return png
}
