package main

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"baophu/bot/zalobot/zalobottest"
)

const (
	zaloToken = "12345689:zalo-token-of-tests"
	zaloAgent = "6ede9afa66b88fe6d6a9"
	zaloBoss  = "0b1c2d3e4f5a6b7c8d9e"
)

// zaloTown is the town as people on Zalo meet it.
type zaloTown struct {
	*town
	zalo    *zalobottest.Server
	address atomic.Value // where the bot listens
}

func newZaloTown(t *testing.T, more ...string) *zaloTown {
	t.Helper()
	z := &zaloTown{zalo: zalobottest.Start(t, zaloToken)}
	z.zalo.Hurry = 10
	z.zalo.Reach = func(url string) string {
		address, _ := z.address.Load().(string)
		return strings.Replace(url, "https://127.0.0.1:1", address, 1)
	}
	z.town = newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):], append(more, "BAOPHU_ZALO_BOT_TOKEN="+zaloToken, "BAOPHU_ZALO_BOT_API="+z.zalo.URL)...)
	return z
}

func (z *zaloTown) begin() *process {
	z.t.Helper()
	p := begin(z.t, z.settings, []string{botToken, hookSecret, zaloToken, "zalo-token-of"}, "serve")
	z.address.Store(p.says(`msg=serving http=(\S+)`))
	return p
}

// say writes for somebody on Zalo and gives the bot's next message to them.
func (z *zaloTown) say(user, text string) zalobottest.Sent {
	z.t.Helper()
	before := len(z.zalo.Sent(user))
	z.zalo.Say(user, text)
	eventually(z.t, fmt.Sprintf("an answer to %q", text), func() bool { return len(z.zalo.Sent(user)) > before })
	return z.zalo.Sent(user)[before]
}

// The dialogue of the README through Zalo, polled and by webhooks: what has
// no buttons is typed, and a picture is a link that can be fetched again.
func TestZaloBotDialogue(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string][]string{"polling": nil, "webhooks": hooked} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := newZaloTown(t, settings...)
			bot := z.begin()
			if answer := z.say(zaloBoss, asks).Text; strings.Contains(answer, "6.4") {
				t.Errorf("a stranger is told: %s", answer)
			}
			for user, args := range map[string][]string{
				zaloAgent: {"--role", "agent", "--name", "Lò Thị Mẫu", "--unit", "03679-01"},
				zaloBoss:  {"--role", "official", "--name", "Hà Thị Mẫu", "--unit", ward},
			} {
				code := strings.TrimSpace(must(t, z.settings, append([]string{"invite"}, args...)...))
				if answer := z.say(user, code).Text; !strings.Contains(answer, "Thị Mẫu") {
					t.Fatalf("%s is not let in: %s", user, answer)
				}
			}
			reply := z.say(zaloAgent, reported)
			for _, want := range []string{"Đã ghi #1 ", "+5 mới", "94,19% → 94,26%", "Gõ: hủy"} {
				if !strings.Contains(reply.Text, want) {
					t.Errorf("the reply to the report lacks %q: %s", want, reply.Text)
				}
			}
			if !strings.HasPrefix(reply.Text, reply.Bold) || reply.Bold == "" {
				t.Errorf("the title %q is not bold", reply.Bold)
			}
			z.numbered()
			if have, population := peopleOn(t, z.say(zaloBoss, asks).Text); have != counted+5 || population != living {
				t.Errorf("the official is told %d/%d", have, population)
			}
			z.charted(name == "webhooks")
			if name == "webhooks" {
				z.filed()
			}
			z.say(zaloAgent, "hủy")
			eventually(t, "the report is taken back", func() bool { return len(entries(t, z.database)) == 6 })
			z.seen()
			if took := bot.stop(); took > stopTime {
				t.Errorf("it stopped after %v", took)
			}
			must(t, z.settings, "verify")
		})
	}
}

// numbered has the agent say the same again, which is asked about; the answer
// is a number, and the number means nothing later.
func (z *zaloTown) numbered() {
	z.t.Helper()
	asked := z.say(zaloAgent, reported).Text
	if !strings.Contains(asked, "Trả lời 1: ") || !strings.Contains(asked, "Trả lời 2: ") {
		z.t.Fatalf("the same again is answered: %s", asked)
	}
	z.say(zaloAgent, "2")
	if late := z.say(zaloAgent, "1").Text; strings.Contains(late, "Đã ghi") {
		z.t.Errorf("a stale number acts: %s", late)
	}
	if n := len(entries(z.t, z.database)); n != 3 {
		z.t.Errorf("%d entries after the question, want the 3 of the report", n)
	}
}

// charted has the official ask for a chart.
func (z *zaloTown) charted(linked bool) {
	z.t.Helper()
	chart := z.say(zaloBoss, "biểu đồ Chiềng Sinh")
	if !linked {
		if !strings.Contains(chart.Text, "không gửi được ở kênh này") {
			z.t.Errorf("a picture that nobody could fetch: %+v", chart)
		}
		return
	}
	if !strings.HasPrefix(chart.Photo, "https://127.0.0.1:1/media/") || len(chart.Looked) != 3 {
		z.t.Fatalf("the chart is %+v", chart)
	}
	for _, look := range chart.Looked {
		good := look.Status == http.StatusOK && look.Type == "image/png" && look.Length > 1000
		if !good || look.Method == http.MethodGet && !bytes.HasPrefix(look.Bytes, []byte("\x89PNG")) {
			z.t.Errorf("%s answers %d, %s, %d bytes", look.Method, look.Status, look.Type, look.Length)
		}
	}
	forged := chart.Photo[:strings.LastIndex(chart.Photo, "/")-1] + "0/x.png"
	if status, _ := get(z.t, z.zalo.Reach(forged)); status != http.StatusNotFound {
		z.t.Errorf("a forged link answers %d", status)
	}
}

var mediaLink = regexp.MustCompile(`https://127\.0\.0\.1:1/media/\S+`)

// filed has the official ask for a workbook, which Zalo does not carry: it is
// behind a link, for whoever follows it, more than once.
func (z *zaloTown) filed() {
	z.t.Helper()
	z.say(zaloBoss, "xuất excel Chiềng Sinh")
	var link string
	eventually(z.t, "a link to the file", func() bool {
		for _, m := range z.zalo.Sent(zaloBoss) {
			if strings.Contains(m.Text, "xlsx") || strings.Contains(m.Text, "excel") || strings.Contains(m.Text, "tệp") {
				link = cmp.Or(mediaLink.FindString(m.Text), link)
			}
		}
		return link != ""
	})
	for range 2 {
		status, content := get(z.t, z.zalo.Reach(link))
		if status != http.StatusOK || !strings.HasPrefix(content, "PK") || !strings.Contains(link, ".xlsx") {
			z.t.Errorf("%s answers %d, %d bytes", link, status, len(content))
		}
	}
}

// seen looks at the metrics.
func (z *zaloTown) seen() {
	z.t.Helper()
	z.zalo.PushRaw([]byte(`{"event_name":"message.text.received","message":{"date":"của khác"}}`))
	eventually(z.t, "what cannot be read is counted", func() bool {
		_, metrics := get(z.t, z.address.Load().(string)+"/metrics")
		return strings.Contains(metrics, `baophu_unread_total{channel="zalobot"} 1`)
	})
	_, metrics := get(z.t, z.address.Load().(string)+"/metrics")
	for _, want := range []string{`baophu_reports_accepted_total{channel="zalobot"} `, `baophu_quota_limit{channel="zalobot"} 3000`} {
		if !strings.Contains(metrics, want) {
			z.t.Errorf("the metrics lack %s", want)
		}
	}
	if used := gauge(z.t, metrics, `baophu_quota_used{channel="zalobot"}`); used < 15 || used > 40 {
		z.t.Errorf("%v messages of the quota are used", used)
	}
}

// Forged webhooks of Zalo's are refused by the running server.
func TestForgedZaloBotWebhooks(t *testing.T) {
	t.Parallel()
	z := newZaloTown(t, hooked...)
	z.begin()
	eventually(t, "the webhook is told", func() bool { return z.zalo.Webhook() != "" })
	const body = `{"event_name":"message.text.received","message":{"message_id":"m1","text":"chào","from":{"id":"5"},"chat":{"id":"5","chat_type":"PRIVATE"}}}`
	for secret, want := range map[string]int{"": 403, "wrong-secret-of-tests": 403, hookSecret: 200} {
		ask, err := http.NewRequestWithContext(t.Context(), http.MethodPost, z.address.Load().(string)+"/hook/zalobot", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		ask.Header.Set("Content-Type", "application/json")
		ask.Header.Set("X-Bot-Api-Secret-Token", secret)
		got, err := http.DefaultClient.Do(ask)
		if err != nil {
			t.Fatal(err)
		}
		_ = got.Body.Close()
		if got.StatusCode != want {
			t.Errorf("%q is answered %d, want %d", secret, got.StatusCode, want)
		}
	}
}
