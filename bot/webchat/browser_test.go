package webchat_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"baophu/bot"
)

// drawing is a small picture, like a chart.
func drawing() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 640, 360))
	for x := range 640 {
		for y := range 360 {
			c := color.RGBA{255, 255, 255, 255}
			if x%64 > 20 && 360-y < 60+x/3 {
				c = color.RGBA{11, 122, 111, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a bytes.Buffer takes all
	return b.Bytes()
}

// browser opens a tab of a browser of our own, which ends with the test.
func browser(t *testing.T, width, height int64) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("BAOPHU_REQUIRE") == "1" {
			t.Fatal("chromium is not installed, and it is required")
		}
		t.Skip("chromium is not installed")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-search-engine-choice-screen", true))
	all, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(all)
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatal(err)
	}
	// The browser lives as long as the context of the first call.
	limited, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	return limited
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		shot(t, ctx, "failed")
		t.Fatal(err)
	}
}

// see waits until some script is true.
func see(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](script, chromedp.WithPollingTimeout(time.Minute))); err != nil {
		shot(t, ctx, "failed")
		t.Fatalf("never saw %s: %v", script, err)
	}
}

func ask[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

// shot keeps a picture of the page where BAOPHU_SHOTS names a folder.
func shot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	folder := os.Getenv("BAOPHU_SHOTS")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Logf("no picture of %s: %v", name, err)
		return
	}
	file := filepath.Join(folder, strings.ReplaceAll(t.Name(), "/", "-")+"-"+name+".png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
}

// on is a selector of something on a phone.
func on(phone, what string) chromedp.CSS {
	return chromedp.CSS(fmt.Sprintf(`[data-phone=%q] %s`, phone, what))
}

// offline opens the phones and takes the network away.
func offline(t *testing.T) (*stage, context.Context) {
	t.Helper()
	s := newStage(t)
	ctx := browser(t, 1366, 768)
	do(t, ctx, chromedp.Navigate(s.url), chromedp.WaitVisible(on("telegram/agent", ".input")))
	network(t, ctx, false)
	return s, ctx
}

// waiting is a script that is true while a message of the agent's waits.
const waiting = `document.querySelector('[data-phone="telegram/agent"] .state-waiting') !== null`

func write(t *testing.T, ctx context.Context, phone, text string) {
	t.Helper()
	do(t, ctx, chromedp.SendKeys(on(phone, ".input"), text), press("Enter", 13))
}

// press presses a key as a keyboard does, which writes no character where the
// page takes the key for itself.
func press(key string, code int64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{
			input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp,
		} {
			if _, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{
				Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: code, NativeVirtualKeyCode: code,
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// last is a script that is true when the newest message on a phone has text.
func last(phone, text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .message')].at(-1)?.textContent.includes(%q)`, phone, text)
}

func TestTwoPhonesSideBySide(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := browser(t, 1366, 768)
	console := chromedp.Console(ctx)
	do(t, ctx, chromedp.Navigate(s.url), chromedp.WaitVisible(on("telegram/official", ".input")))
	shot(t, ctx, "0-open")
	if n := ask[int](t, ctx, `document.querySelectorAll('.phone').length`); n != 2 {
		t.Fatalf("%d phones are open at first", n)
	}
	see(t, ctx, `document.querySelector('#banner').textContent.includes('Số liệu minh họa')`)

	write(t, ctx, "telegram/agent", "noong la 5 hgd 2 tt 1 tn")
	see(t, ctx, last("telegram/agent", "Đã ghi #4711"))
	see(t, ctx, `document.querySelector('[data-phone="telegram/agent"] .mine .state-taken') !== null`)
	if text := ask[string](t, ctx, `document.querySelector('[data-phone="telegram/agent"] .theirs .title').textContent`); text != "Đã ghi #4711 · bản Noong La · hôm nay 22/11" {
		t.Errorf("the title reads %q", text)
	}
	write(t, ctx, "telegram/official", "chieng ngan dat bn")
	see(t, ctx, last("telegram/official", "94,31%"))
	shot(t, ctx, "1-answered")

	do(t, ctx, chromedp.Click(on("telegram/agent", ".row:last-child .choice")))
	see(t, ctx, last("telegram/agent", "Đã bấm: tôi"))
	see(t, ctx, `document.querySelector('[data-phone="telegram/agent"] .choice.tapped') !== null`)

	write(t, ctx, "telegram/agent", `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`)
	see(t, ctx, last("telegram/agent", "<script>document.title="))
	if n := ask[int](t, ctx, `document.querySelectorAll('.message img, .message script').length`); n != 0 {
		t.Errorf("a text made %d elements", n)
	}
	if title := ask[string](t, ctx, `document.title`); strings.Contains(title, "broken") {
		t.Error("a text ran as a script")
	}

	write(t, ctx, "telegram/official", "biểu đồ Sơn La")
	see(t, ctx, `document.querySelector('[data-phone="telegram/official"] .picture img')?.naturalWidth === 640`)
	shot(t, ctx, "2-more")
	before := ask[string](t, ctx, conversation("telegram/agent"))
	do(t, ctx, chromedp.Reload())
	see(t, ctx, last("telegram/agent", "<script>document.title="))
	if after := ask[string](t, ctx, conversation("telegram/agent")); after != before {
		t.Errorf("after a reload the conversation is\n%s\nand was\n%s", after, before)
	}
	noComplaint(t, ctx, console)
}

// conversation is a script giving all that stands on a phone.
func conversation(phone string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('section[data-phone=%q] .message :is(.title, .text, .choice > span:first-child)')].map((n) => n.textContent).join("\n")`, phone)
}

// noComplaint fails on what the browser wrote to its console: a script error,
// or something the page's policy did not let pass.
func noComplaint(t *testing.T, ctx context.Context, console func(func(chromedp.ConsoleMessage, error) bool)) {
	t.Helper()
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`console.log("that was all")`))
	for m, err := range console {
		if err != nil {
			t.Fatal(err)
		}
		if m.Text == "that was all" {
			return
		}
		t.Errorf("the browser complains: %s (%s:%d)", m.Text, m.URL, m.Line+1)
	}
}

func TestZaloLook(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := browser(t, 1366, 768)
	do(t, ctx, chromedp.Navigate(s.url), chromedp.WaitVisible(on("telegram/agent", ".input")),
		chromedp.SetValue(on("telegram/agent", ".look"), "zalo"),
		chromedp.WaitVisible(on("zalo/agent", ".input")))
	write(t, ctx, "zalo/agent", "giảm 3 tn")
	see(t, ctx, last("zalo/agent", "Trả lời 2: Thoát nghèo"))
	if n := ask[int](t, ctx, `document.querySelectorAll('section[data-phone="zalo/agent"] .choice').length`); n != 0 {
		t.Errorf("there are %d buttons where there are none", n)
	}
	write(t, ctx, "zalo/agent", "noong la 5 hgd")
	see(t, ctx, last("zalo/agent", "Gõ: hủy · sửa · tôi"))
	write(t, ctx, "telegram/official", "giảm 3 tn")
	see(t, ctx, last("telegram/official", "Thoát nghèo"))
	shot(t, ctx, "zalo")
	if from := s.messages()[0]; from.From.String() != "web/zalo/agent" || from.Account != "web/agent" {
		t.Errorf("the message came from %s of %s", from.From, from.Account)
	}
}

func TestNarrowAndDark(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := browser(t, 360, 720)
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(s.url), chromedp.WaitVisible(on("telegram/agent", ".input")))
	if n := ask[int](t, ctx, `[...document.querySelectorAll('.phone')].filter((p) => p.offsetParent).length`); n != 1 {
		t.Errorf("%d phones show on a narrow screen", n)
	}
	write(t, ctx, "telegram/agent", "noong la 5 hgd 2 tt 1 tn")
	see(t, ctx, last("telegram/agent", "Đã ghi #4711"))
	if err := send(s, bot.Reply{To: to("telegram", "official"), Text: "Bản Noong La vừa báo cáo.", Notice: true}); err != nil {
		t.Fatal(err)
	}
	see(t, ctx, `document.querySelector('.tab:nth-child(2) .badge').textContent === "1" && document.title.startsWith("(1)")`)
	shot(t, ctx, "agent")
	do(t, ctx, chromedp.Click(chromedp.CSS(`.tab:nth-child(2)`)), chromedp.WaitVisible(on("telegram/official", ".input")))
	see(t, ctx, `document.querySelector('.tab:nth-child(2) .badge').hidden`)
	write(t, ctx, "telegram/official", "chieng ngan dat bn")
	see(t, ctx, last("telegram/official", "94,31%"))
	shot(t, ctx, "official")
	write(t, ctx, "telegram/official", "biểu đồ Sơn La")
	see(t, ctx, `document.querySelector('[data-phone="telegram/official"] .picture img')?.naturalWidth === 640`)
	do(t, ctx, chromedp.Click(on("telegram/official", ".picture")), chromedp.WaitVisible(chromedp.CSS(".viewer .tool")))
	see(t, ctx, `document.querySelector('.viewer img').getBoundingClientRect().width === 360`) // from edge to edge
	shot(t, ctx, "enlarged")
	if wide := ask[int](t, ctx, `document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the page is %d wide", wide)
	}
}

func TestMorePhones(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := browser(t, 1366, 768)
	do(t, ctx, chromedp.Navigate(s.url), chromedp.WaitVisible(on("telegram/agent", ".input")),
		chromedp.Click(chromedp.CSS("#help")), chromedp.WaitVisible(chromedp.CSS(".help")))
	shot(t, ctx, "help")
	if n := ask[int](t, ctx, `document.querySelectorAll(".help dt").length`); n < 5 {
		t.Errorf("the help has %d points", n)
	}
	do(t, ctx, chromedp.Click(chromedp.CSS(".sheet-foot button")), chromedp.Click(chromedp.CSS("#add")), chromedp.WaitVisible(chromedp.CSS(".people")))
	shot(t, ctx, "add")
	do(t, ctx, chromedp.Click(chromedp.CSS(`.person:nth-child(3) .pick button:nth-child(2)`)), chromedp.WaitVisible(on("zalo/admin", ".input")))

	table := filepath.Join(t.TempDir(), "số chốt tháng 10.csv")
	if err := os.WriteFile(table, []byte("unit_code,indicator\n03703,bhyt\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.SetUploadFiles(on("zalo/admin", `input[type="file"]`), []string{table}))
	see(t, ctx, last("zalo/admin", "Đã nhận tệp số chốt tháng 10.csv"))
	if text := ask[string](t, ctx, `fetch(document.querySelector('[data-phone="zalo/admin"] .theirs a.file').href).then((r) => r.text())`); !strings.HasPrefix(text, "unit_code") {
		t.Errorf("the file reads %q", text)
	}
	do(t, ctx, chromedp.Click(on("telegram/official", ".more summary")), chromedp.Click(on("telegram/official", ".menu-item")),
		chromedp.WaitVisible(on("telegram/official", ".unblock")))
	shot(t, ctx, "three")
	do(t, ctx, chromedp.Click(on("telegram/official", ".unblock")), chromedp.WaitVisible(on("telegram/official", ".input")))

	do(t, ctx, chromedp.Click(on("telegram/agent", `.owner .round`)), chromedp.Reload(), chromedp.WaitVisible(on("zalo/admin", ".input")))
	if n := ask[int](t, ctx, `document.querySelectorAll('.phone').length`); n != 2 {
		t.Errorf("%d phones are open after one of three was closed", n)
	}
}

// What is written while there is no network waits on the page, and is sent in
// its order when there is one, with the time at which it was written.
func TestWrittenWithoutANetwork(t *testing.T) {
	t.Parallel()
	s, ctx := offline(t)
	texts := []string{"noong la 2 hgd", "dun 1 tn", "ka lap ko co"}
	for _, text := range texts {
		write(t, ctx, "telegram/agent", text)
	}
	see(t, ctx, waiting)
	shot(t, ctx, "waiting")
	if heard := s.messages(); len(heard) > 0 {
		t.Fatalf("without a network the bot heard %+v", heard)
	}
	const hours = 20
	do(t, ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const real = Date.now; Date.now = () => real() + %d * 3600e3; }`, hours)))
	network(t, ctx, true)
	see(t, ctx, fmt.Sprintf(`document.querySelectorAll('[data-phone="telegram/agent"] .mine .state-taken').length === %d`, len(texts)))
	heard := s.messages()
	if len(heard) != len(texts) {
		t.Fatalf("the bot heard %+v", heard)
	}
	for i, m := range heard {
		late := m.Received.Sub(m.Sent)
		if m.Text != texts[i] || late < hours*time.Hour || late > hours*time.Hour+10*time.Minute {
			t.Errorf("message %d is %q, sent %v before it was received", i, m.Text, late)
		}
	}
}

// connection is how good a page's network is.
type connection struct {
	Offline  bool    `json:"offline"`
	Latency  float64 `json:"latency"`
	Download float64 `json:"downloadThroughput"`
	Upload   float64 `json:"uploadThroughput"`
}

// conditions is the command that browsers of every age know.
var conditions = cdp.Command[connection, cdp.Empty]{Method: "Network.emulateNetworkConditions"}

// network takes the page's network away, or gives it back.
func network(t *testing.T, ctx context.Context, there bool) {
	t.Helper()
	do(t, ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, conditions, connection{Offline: !there, Download: -1, Upload: -1})
		return err
	}))
}

func TestEditRetryAndTyping(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := browser(t, 1366, 768)
	do(t, ctx, chromedp.Navigate(s.url), chromedp.WaitVisible(on("telegram/agent", ".input")))

	s.set(false, 900*time.Millisecond)
	write(t, ctx, "telegram/agent", "5 hgd")
	see(t, ctx, `document.querySelector('section[data-phone="telegram/agent"] .typing.on') !== null`)
	shot(t, ctx, "typing")
	see(t, ctx, last("telegram/agent", "Đã ghi"))

	// Away at first: the page says the same again by itself.
	s.set(true, 0)
	write(t, ctx, "telegram/agent", "6 hgd")
	for len(s.messages()) < 3 {
		time.Sleep(10 * time.Millisecond)
	}
	s.set(false, 0)
	see(t, ctx, last("telegram/agent", "6 hgd"))
	see(t, ctx, `document.querySelectorAll('section[data-phone="telegram/agent"] .mine .state-taken').length === 2`)
	heard := s.messages()
	if heard[1].Key() != heard[2].Key() {
		t.Errorf("sent again, %s became %s", heard[1].Key(), heard[2].Key())
	}

	do(t, ctx, press("ArrowUp", 38))
	see(t, ctx, `document.querySelector('section[data-phone="telegram/agent"] .edit-bar').hidden === false`)
	shot(t, ctx, "editing")
	write(t, ctx, "telegram/agent", " 2 tt")
	see(t, ctx, last("telegram/agent", "Đã sửa theo tin"))
	edit := s.messages()[len(s.messages())-1]
	if edit.Root() != heard[2].Root() || edit.Key() == heard[2].Key() || edit.Text != "6 hgd 2 tt" {
		t.Errorf("the edit came as %+v", edit)
	}
}
