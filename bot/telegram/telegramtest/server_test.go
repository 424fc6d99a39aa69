package telegramtest_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
)

const token = "7:secret"

// call calls a method and gives the error code (0: none), what it says, and
// the result.
func call(t *testing.T, s *telegramtest.Server, method string, params ...string) (code int, says string, result json.RawMessage) {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	got, err := http.PostForm(s.URL+"/bot"+token+"/"+method, form)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close() //nolint:errcheck // a test
	var answer struct {
		Ok          bool
		ErrorCode   int `json:"error_code"`
		Description string
		Result      json.RawMessage
	}
	if err := json.NewDecoder(got.Body).Decode(&answer); err != nil || answer.Ok != (got.StatusCode == 200) {
		t.Fatalf("%s: status %d, %v", method, got.StatusCode, err)
	}
	return answer.ErrorCode, answer.Description, answer.Result
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	s.Meet(5, "Mai", "vi")
	button := func(data string) string {
		keyboard, _ := json.Marshal(map[string]any{"inline_keyboard": [][]telegramtest.Button{{{Text: "x", Data: data}}}})
		return string(keyboard)
	}
	tests := []struct {
		name   string
		says   string // "": it passes
		params []string
	}{
		{"4096 units", "", []string{"text", strings.Repeat("🌾", 2048)}},
		{"4097 units", "too long", []string{"text", strings.Repeat("🌾", 2048) + "a"}},
		{"4096 units and tags", "", []string{"text", "<b>" + strings.Repeat("a", 4095) + "</b>&lt;", "parse_mode", "HTML"}},
		{"empty", "is empty", []string{"text", " "}},
		{"only tags", "is empty", []string{"text", "<b></b>", "parse_mode", "HTML"}},
		{"an open tag", "can't parse entities", []string{"text", "<b>a", "parse_mode", "HTML"}},
		{"a bare <", "can't parse entities", []string{"text", "a < b", "parse_mode", "HTML"}},
		{"a foreign tag", "can't parse entities", []string{"text", "<br>", "parse_mode", "HTML"}},
		{"crossed tags", "can't parse entities", []string{"text", "<b><i>a</b></i>", "parse_mode", "HTML"}},
		{"no HTML", "", []string{"text", "a < b & <br>"}},
		{"64 bytes of data", "", []string{"text", "a", "reply_markup", button(strings.Repeat("x", 64))}},
		{"65 bytes of data", "BUTTON_DATA_INVALID", []string{"text", "a", "reply_markup", button(strings.Repeat("x", 65))}},
		{"no UTF-8", "UTF-8", []string{"text", "\xff"}},
		{"a stranger", "chat not found", []string{"text", "a", "chat_id", "6"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			code, says, _ := call(t, s, "sendMessage", append([]string{"chat_id", "5"}, test.params...)...)
			if (code == 0) != (test.says == "") || !strings.Contains(says, test.says) {
				t.Errorf("%d %s", code, says)
			}
		})
	}
}

func ids(t *testing.T, result json.RawMessage) []int64 {
	t.Helper()
	var batch []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(result, &batch); err != nil {
		t.Fatal(err)
	}
	all := []int64{}
	for _, u := range batch {
		all = append(all, u.ID)
	}
	return all
}

func TestUpdatesStayUntilAHigherOffset(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	const kinds = `["message"]`
	poll := func(params ...string) []int64 {
		t.Helper()
		_, _, result := call(t, s, "getUpdates", append([]string{"allowed_updates", kinds}, params...)...)
		return ids(t, result)
	}
	for range 3 {
		s.Say(5, "chào")
	}
	first := poll()
	if len(first) != 3 || s.Pending() != 3 {
		t.Fatalf("%v, %d wait", first, s.Pending())
	}
	if again := poll(); len(again) != 1 {
		t.Errorf("asked again at once: %v", again)
	}
	s.Edit(5, 5, 1, "không hỏi") // not allowed
	if rest := poll("offset", "1002", "limit", "9"); len(rest) != 1 || s.Pending() != 1 {
		t.Errorf("%v, %d wait", rest, s.Pending())
	}
	began := time.Now()
	if none := poll("offset", "1003", "timeout", "1"); len(none) != 0 || time.Since(began) < time.Second {
		t.Errorf("%v after %v", none, time.Since(began))
	}
	time.AfterFunc(50*time.Millisecond, func() { s.Say(5, "chào") })
	if news := poll("offset", "1003", "timeout", "5"); len(news) != 1 {
		t.Errorf("a long poll gave %v", news)
	}
}

func TestTheWaitingPollLosesToAnother(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	first := make(chan int, 1)
	go func() {
		code, _, _ := call(t, s, "getUpdates", "allowed_updates", "[]", "timeout", "9")
		first <- code
	}()
	s.Wait(t, "poll", func() bool { return s.Calls("getUpdates") == 1 })
	time.Sleep(50 * time.Millisecond)
	if code, _, _ := call(t, s, "getUpdates", "allowed_updates", "[]", "timeout", "1"); code != 0 || <-first != 409 {
		t.Errorf("the second got %d", code)
	}
	if code, _, _ := call(t, s, "setWebhook", "url", "http://127.0.0.1:9/x"); code != 0 {
		t.Errorf("setWebhook: %d", code)
	}
	if code, _, _ := call(t, s, "getUpdates", "allowed_updates", "[]"); code != 409 {
		t.Errorf("a poll beside a webhook: %d", code)
	}
}

func TestTokensAndMethods(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, token)
	if code, _, _ := call(t, s, "noSuch"); code != 404 {
		t.Errorf("unknown method: %d", code)
	}
	got, err := http.Get(s.URL + "/bot7:wrong/getMe")
	if err != nil || got.StatusCode != 401 {
		t.Fatalf("wrong token: %v %v", got, err)
	}
	_ = got.Body.Close()
}
