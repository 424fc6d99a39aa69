package telegram_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
	"baophu/bot/bottest"
	"baophu/bot/telegram"
	"baophu/bot/telegram/telegramtest"
)

func at(chat string) bot.Address { return bot.Address{Channel: "telegram", Bot: "thu", Chat: chat} }

func choices(c ...bot.Choice) [][]bot.Choice { return [][]bot.Choice{c} }

func TestEncode(t *testing.T) {
	t.Parallel()
	const noPreview = `{"is_disabled":true}`
	tests := []struct {
		name   string
		reply  bot.Reply
		plain  bool
		method string
		params map[string]string
		files  int
	}{
		{"text", bot.Reply{To: at("5"), Text: `a<b & "c" 3.5-4`}, false, "sendMessage",
			map[string]string{"chat_id": "5", "text": "a&lt;b &amp; &#34;c&#34; 3.5-4", "parse_mode": "HTML", "link_preview_options": noPreview}, 0},
		{"plain", bot.Reply{To: at("5"), Title: "T", Text: "a<b"}, true, "sendMessage",
			map[string]string{"chat_id": "5", "text": "T\na<b", "link_preview_options": noPreview}, 0},
		{"title", bot.Reply{To: at("5"), Title: "Mai & Lan", Text: "x"}, false, "sendMessage",
			map[string]string{"chat_id": "5", "text": "<b>Mai &amp; Lan</b>\nx", "parse_mode": "HTML", "link_preview_options": noPreview}, 0},
		{"title alone", bot.Reply{To: at("5"), Title: "T"}, false, "sendMessage",
			map[string]string{"chat_id": "5", "text": "<b>T</b>", "parse_mode": "HTML", "link_preview_options": noPreview}, 0},
		{"topic", bot.Reply{To: at("-1001:77"), Text: "x"}, false, "sendMessage",
			map[string]string{"chat_id": "-1001", "message_thread_id": "77", "text": "x", "parse_mode": "HTML", "link_preview_options": noPreview}, 0},
		{"buttons", bot.Reply{To: at("5"), Text: "x", Choices: choices(bot.Choice{Label: "Hủy", Send: "hủy 1"}, bot.Choice{Label: "Sửa", Send: "sửa 1"})}, false, "sendMessage",
			map[string]string{"chat_id": "5", "text": "x", "parse_mode": "HTML", "link_preview_options": noPreview,
				"reply_markup": `{"inline_keyboard":[[{"text":"Hủy","callback_data":"hủy 1"},{"text":"Sửa","callback_data":"sửa 1"}]]}`}, 0},
		{"picture", bot.Reply{To: at("5"), Text: "x", Picture: &bot.File{Bytes: []byte("png")}}, false, "sendPhoto",
			map[string]string{"chat_id": "5", "caption": "x", "parse_mode": "HTML"}, 1},
		{"file without a caption", bot.Reply{To: at("5"), File: &bot.File{Name: "a.csv", Bytes: []byte("a")}}, false, "sendDocument",
			map[string]string{"chat_id": "5", "parse_mode": "HTML"}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			method, params, files, err := telegram.Encode(test.reply, test.plain)
			if err != nil || method != test.method || files != test.files {
				t.Errorf("%s, %d files, %v", method, files, err)
			}
			if diff := cmp.Diff(test.params, params); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestButtonsThatTelegramWouldRefuse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]bot.Choice{
		"65 bytes":  {Label: "x", Send: strings.Repeat("ệ", 21) + "ab"},
		"no label":  {Send: "x"},
		"no answer": {Label: "x"},
	} {
		if _, _, _, err := telegram.Encode(bot.Reply{To: at("5"), Text: "x", Choices: choices(c)}, false); err == nil {
			t.Errorf("%s passes", name)
		}
	}
	if _, _, _, err := telegram.Encode(bot.Reply{To: at("5"), Text: "x", Choices: choices(bot.Choice{Label: "x", Send: strings.Repeat("x", 64)})}, false); err != nil {
		t.Errorf("64 bytes: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	tests := []struct {
		status int
		text   string
		want   bot.Failure // "": success
	}{
		{400, "Bad Request: message is not modified: specified new message content ...", ""},
		{400, "Bad Request: query is too old and response timeout expired or query ID is invalid", ""},
		{400, "Bad Request: chat not found", bot.GoneAway},
		{400, "Bad Request: private chat not found", bot.GoneAway},
		{400, "Bad Request: message to edit not found", bot.Rejected},
		{400, "Bad Request: message is too long", bot.Rejected},
		{400, "Bad Request: not enough rights to send text messages to the chat", bot.GoneAway},
		{401, "Unauthorized", bot.Misconfigured},
		{404, "Not Found", bot.Misconfigured},
		{403, "Forbidden: bot was blocked by the user", bot.GoneAway},
		{403, "Forbidden: user is deactivated", bot.GoneAway},
		{403, "Forbidden: bot was kicked from the supergroup chat", bot.GoneAway},
		{403, "Forbidden: bot can't initiate conversation with a user", bot.GoneAway},
		{403, "Forbidden: something new", bot.GoneAway},
		{420, "FORBIDDEN: BOT WAS BLOCKED by the user", bot.GoneAway},
		{409, "Conflict", bot.RetryAfter},
		{413, "Request Entity Too Large", bot.Rejected},
		{429, "Too Many Requests: retry after 5", bot.RetryAfter},
		{500, "Internal Server Error", bot.RetryAfter},
		{418, "teapot", bot.Rejected},
	}
	for _, test := range tests {
		check(t, test.text, telegram.Refused(test.status, test.text), test.want)
	}
	for status, want := range map[int]bot.Failure{200: bot.Unknown, 302: bot.RetryAfter, 403: bot.RetryAfter, 502: bot.Unknown, 0: bot.Unknown} {
		check(t, "not by Telegram", telegram.Answered(status), want)
	}
}

func check(t *testing.T, what string, err error, want bot.Failure) {
	t.Helper()
	failure, ok := errors.AsType[*bot.SendError](err)
	if want == "" && err == nil {
		return
	}
	if !ok || failure.Kind != want {
		t.Errorf("%q is %v, not %q", what, err, want)
	}
}

func TestSendFailures(t *testing.T) {
	t.Parallel()
	hello := bot.Reply{To: at("5"), Text: "chào"}
	picture := bot.Reply{To: at("5"), Text: "chào", Picture: &bot.File{Bytes: []byte("png")}}
	tests := []struct {
		name  string
		fault telegramtest.Fault
		reply bot.Reply
		want  bot.Failure
		wait  time.Duration
	}{
		{"pace", telegramtest.Fault{Code: 429, Text: "Too Many Requests", RetryAfter: 7}, hello, bot.RetryAfter, 7 * time.Second},
		{"pace of an upload", telegramtest.Fault{Code: 429, Text: "Too Many Requests", RetryAfter: 7}, picture, bot.RetryAfter, 7 * time.Second},
		{"blocked, an upload", telegramtest.Fault{Code: 403, Text: "Forbidden: bot was blocked by the user"}, picture, bot.GoneAway, 0},
		{"cut after it was done", telegramtest.Fault{Cut: true}, hello, bot.Unknown, 0},
		{"cut upload", telegramtest.Fault{Cut: true}, picture, bot.Unknown, 0},
		{"too slow", telegramtest.Fault{Delay: 400 * time.Millisecond}, hello, bot.Unknown, 0},
		{"a proxy's page", telegramtest.Fault{Code: 502, HTML: true}, picture, bot.Unknown, 0},
		{"its own 500", telegramtest.Fault{Code: 500, Text: "Internal Server Error"}, hello, bot.RetryAfter, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := telegramtest.Start(t, token)
			s.Meet(5, "Mai", "vi")
			c := newChannel(t, s, func(o *telegram.Options) {
				if test.fault.Delay > 0 {
					o.CallTimeout = 200 * time.Millisecond
				}
			})
			s.Fail(test.fault)
			err := c.Send(t.Context(), test.reply)
			check(t, test.name, err, test.want)
			failure, _ := errors.AsType[*bot.SendError](err)
			if failure != nil && failure.Wait != test.wait {
				t.Errorf("to wait %v", failure.Wait)
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the token is told: %v", err)
			}
		})
	}
}

func TestNothingThereIsNotUnknown(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	gone := httptest.NewServer(nil)
	s.URL = gone.URL
	gone.Close()
	c := newChannel(t, s, nil)
	for _, r := range []bot.Reply{{To: at("5"), Text: "x"}, {To: at("5"), File: &bot.File{Bytes: []byte("x")}}} {
		err := c.Send(t.Context(), r)
		check(t, "nobody listens", err, bot.RetryAfter)
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the token is told: %v", err)
		}
	}
	_, err := c.Fetch(t.Context(), bot.File{Ref: "x"})
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("fetch: %v", err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen := 0
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen++
		mu.Unlock()
		http.Redirect(w, r, "/elsewhere"+r.URL.Path, http.StatusFound)
	}))
	t.Cleanup(web.Close)
	c := newChannel(t, &telegramtest.Server{URL: web.URL}, nil)
	check(t, "redirect", c.Send(t.Context(), bot.Reply{To: at("5"), Text: "x"}), bot.RetryAfter)
	if seen != 1 {
		t.Errorf("%d requests", seen)
	}
}

func TestGroupThatMoved(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	s.Migrate(-50, -100950)
	var from, to bot.Address
	c := newChannel(t, s, func(o *telegram.Options) {
		o.Moved = func(_ context.Context, a, b bot.Address) { from, to = a, b }
	})
	if err := c.Send(t.Context(), bot.Reply{To: at("-50"), Text: "x"}); err != nil {
		t.Fatal(err)
	}
	if from.Chat != "-50" || to.Chat != "-100950" || len(s.Sent(-100950)) != 1 {
		t.Errorf("from %v to %v, %v", from, to, s.Sent(0))
	}
}

func TestMarkupThatTelegramCannotRead(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	s.Meet(5, "Mai", "vi")
	c := newChannel(t, s, nil)
	s.Fail(telegramtest.Fault{Code: 400, Text: "Bad Request: can't parse entities: ..."})
	if err := c.Send(t.Context(), bot.Reply{To: at("5"), Title: "T", Text: "a<b"}); err != nil {
		t.Fatal(err)
	}
	if got := s.Sent(5); len(got) != 1 || got[0].HTML != "T\na<b" || s.Calls("sendMessage") != 2 {
		t.Errorf("%+v", got)
	}
	s.Fail(telegramtest.Fault{Code: 400, Text: "Bad Request: can't parse entities: ...", Times: 2})
	check(t, "twice", c.Send(t.Context(), bot.Reply{To: at("5"), Text: "x"}), bot.Rejected)
}

func TestPicturesAndFiles(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	s.Meet(5, "Mai", "vi")
	c := newChannel(t, s, nil)
	long := strings.Repeat("dòng\n", 400)
	for _, part := range bot.Degrade(bot.Reply{To: at("5"), Title: "Tiến độ", Text: long,
		Picture: &bot.File{Name: "a.png", Bytes: []byte("png")},
		File:    &bot.File{Name: "b.csv", Bytes: []byte("a;b")}}, c.Abilities()) {
		if err := c.Send(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	got := s.Sent(5)
	if len(got) != 3 || got[0].File != "a.png" || string(got[1].Bytes) != "a;b" || got[2].Text != "Tiến độ\n"+strings.TrimSpace(long) {
		t.Errorf("%+v", got)
	}
}

func TestTapsAreAlwaysAnswered(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	s.Hurry = 100
	c := newChannel(t, s, nil)
	var in bottest.Inbox
	bottest.Run(t, c, in.Receive)
	s.Say(5, "chào")
	s.Wait(t, "message", func() bool { return len(in.All()) == 1 })
	if err := c.Send(t.Context(), bot.Reply{To: at("5"), Text: "?", Choices: choices(bot.Choice{Label: "Có", Send: "có"})}); err != nil {
		t.Fatal(err)
	}
	tap := s.Tap(5, 5, s.Sent(5)[0].ID, "Có")
	s.Wait(t, "answer to the tap", func() bool { return s.Answered(tap) == 1 })
	s.Wait(t, "tap", func() bool { return len(in.All()) == 2 })
	for range 2 {
		if err := c.Send(t.Context(), bot.Reply{To: at("5"), Text: "Đã có.", Answers: tap}); err != nil {
			t.Fatal(err)
		}
	}
	if n := s.Answered(tap); n != 1 {
		t.Errorf("answered %d times", n)
	}
	if err := c.Send(t.Context(), bot.Reply{To: at("5"), Text: "Muộn.", Answers: "unknown"}); err != nil {
		t.Errorf("an old tap fails the reply: %v", err)
	}
	if err := c.Send(t.Context(), bot.Reply{To: at("5"), Answers: "unknown2"}); err != nil || len(s.Sent(5)) != 4 {
		t.Errorf("nothing but a tap: %v, %d sent", err, len(s.Sent(5)))
	}
}

func TestCommandsFilesAndMe(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	c := newChannel(t, s, nil)
	me, err := c.Me(t.Context())
	if err != nil || me.Username != "baophu_bot" || me.ID != 4711 {
		t.Errorf("%+v, %v", me, err)
	}
	err = c.SetCommands(t.Context(), map[string][]telegram.Command{"": {{"tiendo", "Tiến độ"}}, "en": {{"progress", "Progress"}}})
	if err != nil || !strings.Contains(s.Commands(""), "Tiến độ") || !strings.Contains(s.Commands("en"), "progress") {
		t.Errorf("%v: %s %s", err, s.Commands(""), s.Commands("en"))
	}
	if err := c.SetCommands(t.Context(), map[string][]telegram.Command{"": {{"Tiến độ", "x"}}}); err == nil {
		t.Error("a bad name passes")
	}
	var in bottest.Inbox
	bottest.Run(t, c, in.Receive)
	s.SendFile(5, "chỉ tiêu.csv", []byte("a;b"), "nhập")
	s.SendFile(5, "to.csv", make([]byte, 20<<20+1), "")
	s.Wait(t, "files", func() bool { return len(in.All()) == 2 })
	if content, err := c.Fetch(t.Context(), *in.All()[0].File); err != nil || string(content) != "a;b" {
		t.Errorf("%q, %v", content, err)
	}
	if _, err := c.Fetch(t.Context(), *in.All()[1].File); !errors.Is(err, telegram.ErrTooBig) {
		t.Errorf("21 MB: %v", err)
	}
	if _, err := c.Fetch(t.Context(), bot.File{Ref: "unknown"}); err == nil {
		t.Error("an unknown file is given")
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	for _, o := range []telegram.Options{{}, {Token: "x"}, {Token: "x:y"}, {Token: "5:"},
		{Token: token, API: "not an address"}, {Token: token, API: "http://a/%s"}} {
		if _, err := telegram.New(o); err == nil {
			t.Errorf("%+v is taken", o)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("the token is told: %v", err)
		}
	}
	c, err := telegram.New(telegram.Options{Token: token})
	if err != nil {
		t.Fatal(err)
	}
	if channel, name := c.Name(); channel != "telegram" || name != "4711" {
		t.Errorf("%s/%s", channel, name)
	}
	var _ bot.Paced = c
	var _ bot.Fetcher = c
	for chat, want := range map[string]string{"5": "5", "-100:7": "-100", "-100": "-100"} {
		bucket, rate := c.Pace().Chat(chat)
		if bucket != want || (rate.Per == time.Minute) != strings.HasPrefix(chat, "-") {
			t.Errorf("%s: %s, %+v", chat, bucket, rate)
		}
	}
}
