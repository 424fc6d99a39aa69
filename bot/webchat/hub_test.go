package webchat_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/webchat"
)

// request asks the hub for something and gives status and body.
func request(t *testing.T, method, address, body string, change func(*http.Request)) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	if change != nil {
		change(r)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

func said(phone string, kind bot.Kind, id, version, text string) string {
	b, _ := json.Marshal(map[string]any{"phone": phone, "kind": kind, "id": id, "version": version, "text": text}) // strings always marshal
	return string(b)
}

func TestSayTakesWhatAPhoneCanSay(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	const phone = "telegram/agent"
	if status, _ := request(t, "POST", s.url+"/say", said(phone, bot.Text, "first-1", "", "5 hgd"), nil); status != 200 {
		t.Fatalf("a text gets %d", status)
	}
	for _, c := range []struct {
		name, body string
		want       int
	}{
		{"a text", said(phone, bot.Text, "text-id", "", "5 hgd"), 200},
		{"the same again", said(phone, bot.Text, "text-id", "", "5 hgd"), 200},
		{"on Zalo", said("zalo/agent", bot.Text, "text-id", "", "5 hgd"), 200},
		{"4,096 units", said(phone, bot.Text, "long-1", "", strings.Repeat("😀", 2048)), 200},
		{"a tap", said(phone, bot.Tap, "first-1", "tap-01", "hủy"), 200},
		{"an edit", said(phone, bot.Edit, "first-1", "edit-1", "6 hgd"), 200},
		{"too long for Telegram", said(phone, bot.Text, "long-2", "", strings.Repeat("😀", 2048)+"a"), 413},
		{"too long for Zalo", said("zalo/agent", bot.Text, "long-2", "", strings.Repeat("ạ", 2001)), 413},
		{"no such phone", said("telegram/nobody", bot.Text, "text-id", "", "5"), 404},
		{"no such look", said("signal/agent", bot.Text, "text-id", "", "5"), 404},
		{"nothing", said(phone, bot.Text, "empty-1", "", " \n"), 400},
		{"a short id", said(phone, bot.Text, "a", "", "5"), 400},
		{"an id with a slash", said(phone, bot.Text, "aaa/bbb/ccc", "", "5"), 400},
		{"a tap on Zalo", said("zalo/agent", bot.Tap, "first-1", "tap-01", "hủy"), 400},
		{"an edit on Zalo", said("zalo/agent", bot.Edit, "text-id", "edit-1", "6"), 400},
		{"an edit of nothing", said(phone, bot.Edit, "nothing-there", "edit-1", "6"), 404},
		{"an edit without a version", said(phone, bot.Edit, "first-1", "", "6"), 400},
		{"a long tap", said(phone, bot.Tap, "first-1", "tap-02", strings.Repeat("x", 65)), 400},
		{"a kind of its own", said(phone, bot.Moved, "text-id", "", "5"), 400},
		{"a file by the wrong way", said(phone, bot.Document, "file-id", "", "5"), 400},
		{"written in the future", `{"phone":"telegram/agent","kind":"text","id":"ahead-1","text":"5 hgd","waited":-60000}`, 400},
		{"written nine days ago", `{"phone":"telegram/agent","kind":"text","id":"old-01","text":"5 hgd","waited":777600000}`, 400},
		{"written before there were days", `{"phone":"telegram/agent","kind":"text","id":"old-02","text":"5 hgd","waited":9223372036854775807}`, 400},
		{"an unknown field", `{"phone":"telegram/agent","admin":true}`, 400},
		{"no JSON", `phone=telegram/agent`, 400},
		{"a megabyte", said(phone, bot.Text, "long-3", "", strings.Repeat("x", 1<<20)), 413},
	} {
		if status, body := request(t, "POST", s.url+"/say", c.body, nil); status != c.want {
			t.Errorf("%s gets %d (%s), not %d", c.name, status, body, c.want)
		} else if status != 200 && !strings.Contains(body, `"problem":"`) {
			t.Errorf("%s is refused without a word: %s", c.name, body)
		}
	}
	if status, _ := request(t, "POST", s.url+"/say", said(phone, bot.Text, "form-1", "", "5"), func(r *http.Request) {
		r.Header.Set("Content-Type", "text/plain")
	}); status != 415 {
		t.Errorf("plain text, as a foreign form can send it, gets %d", status)
	}
}

// What waited on its page for a network speaks of when it was written, however
// often it is sent, and so does an edit of it; it is received now.
func TestWhatWaitedKeepsItsTime(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	const waited = 20 * time.Hour
	say := func(kind bot.Kind, version string, waited time.Duration) string {
		return fmt.Sprintf(`{"phone":"telegram/agent","kind":%q,"id":"late-01","version":%q,"text":"5 hgd","waited":%d}`, kind, version, waited.Milliseconds())
	}
	began := time.Now()
	s.set(true, 0)
	if status, body := request(t, "POST", s.url+"/say", say(bot.Text, "", waited), nil); status != 503 {
		t.Errorf("while the bot is away a text gets %d %s", status, body)
	}
	s.set(false, 0)
	for _, body := range []string{say(bot.Text, "", waited+time.Minute), say(bot.Edit, "edit-1", 0)} {
		if status, body := request(t, "POST", s.url+"/say", body, nil); status != 200 {
			t.Errorf("it gets %d %s", status, body)
		}
	}
	query := url.Values{"phone": {"telegram/admin"}, "id": {"file-id"}, "name": {"so lieu.csv"}, "waited": {fmt.Sprint(waited.Milliseconds())}}
	if status, body := request(t, "POST", s.url+"/upload?"+query.Encode(), "a,b", nil); status != 200 {
		t.Errorf("a file gets %d %s", status, body)
	}
	query.Set("waited", "yesterday")
	if status, body := request(t, "POST", s.url+"/upload?"+query.Encode(), "a,b", nil); status != 400 {
		t.Errorf("a file of no time gets %d %s", status, body)
	}
	heard := s.messages()
	if len(heard) != 4 {
		t.Fatalf("%d messages were heard", len(heard))
	}
	for i, m := range heard {
		if m.Sent.Before(began.Add(-waited)) || m.Sent.After(time.Now().Add(-waited)) || m.Received.Before(began) {
			t.Errorf("message %d was sent at %v and received at %v", i, m.Sent, m.Received)
		}
	}
	if it := s.follow(t, "", 1)[0]; !it.At.Equal(heard[0].Sent) {
		t.Errorf("the page shows it at %v, and it was written at %v", it.At, heard[0].Sent)
	}
}

func TestMessagesAreWhatABotExpects(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, body := range []string{
		said("telegram/agent", bot.Text, "text-id", "", "5 hgd"),
		said("telegram/agent", bot.Edit, "text-id", "edit-1", "6 hgd"),
		said("telegram/agent", bot.Tap, "bot-id-1", "tap-01", "hủy"),
		said("telegram/agent", bot.Blocked, "block-1", "", ""),
	} {
		if status, text := request(t, "POST", s.url+"/say", body, nil); status != 200 {
			t.Fatalf("%s gets %d %s", body, status, text)
		}
	}
	heard := s.messages()
	keys := []string{"web/telegram/agent/text-id/", "web/telegram/agent/text-id/edit-1",
		"web/telegram/agent/bot-id-1/tap-01", "web/telegram/agent/block-1/"}
	for i, m := range heard {
		if m.Key() != keys[i] {
			t.Errorf("message %d is %s, not %s", i, m.Key(), keys[i])
		}
		if m.Account != "web/agent" || m.Name != "Lò Thị Mẫu" || m.Language != "vi" || !m.ToUs || m.Group || m.Sent.IsZero() {
			t.Errorf("message %d is %+v", i, m)
		}
	}
	if len(heard) != len(keys) || heard[1].Root() != heard[0].Root() {
		t.Errorf("%d messages were heard", len(heard))
	}
	if status, _ := request(t, "POST", s.url+"/say", said("telegram/agent", bot.Text, "text-2", "", "5"), nil); status != 409 {
		t.Errorf("one who stopped the bot writes to it: %d", status)
	}
}

func TestTheSameAtOnceIsOneMessage(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.set(false, 20*time.Millisecond)
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if status, body := request(t, "POST", s.url+"/say", said("zalo/agent", bot.Text, "same-id", "", "5 hgd"), nil); status != 200 {
				t.Errorf("it gets %d %s", status, body)
			}
		})
	}
	all.Wait()
	keys := map[string]bool{}
	for _, m := range s.messages() {
		keys[m.Key()] = true
	}
	if len(keys) != 1 {
		t.Errorf("one message came as %v", keys)
	}
	before := len(s.messages())
	request(t, "POST", s.url+"/say", said("zalo/agent", bot.Text, "same-id", "", "5 hgd"), nil)
	if after := len(s.messages()); after != before {
		t.Error("what was taken is handed on again")
	}
	mine := 0
	for _, it := range s.follow(t, "", 1) {
		if it.Mine {
			mine++
		}
	}
	if mine != 1 {
		t.Errorf("the page shows it %d times", mine)
	}
}

func TestNotTakenWhileTheBotIsAway(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.set(true, 0)
	body := said("telegram/agent", bot.Text, "text-id", "", "5 hgd")
	if status, _ := request(t, "POST", s.url+"/say", body, nil); status != 503 {
		t.Errorf("with the store away it gets %d", status)
	}
	if it := s.follow(t, "", 1)[0]; it.State != "failed" {
		t.Errorf("it shows as %s", it.State)
	}
	s.set(false, 0)
	if status, _ := request(t, "POST", s.url+"/say", body, nil); status != 200 {
		t.Errorf("with the store back it gets %d", status)
	}
	if it := s.follow(t, "", 1)[0]; it.State != "taken" {
		t.Errorf("it shows as %s", it.State)
	}
	s.stop()
	s.ended.Wait()
	if status, _ := request(t, "POST", s.url+"/say", said("telegram/agent", bot.Text, "text-2", "", "5 hgd"), nil); status != 503 {
		t.Errorf("with the bot stopped it gets %d", status)
	}
}

// shown is a message as a page is told of it.
type shown struct {
	At                            time.Time
	ID, Phone, State, Title, Text string
	Mine, Edited                  bool
	File, Picture                 *struct{ Name, URL string }
}

// follow reads the stream of events until n messages came.
func (s *stage) follow(t *testing.T, lastID string, n int) []shown {
	t.Helper()
	items, _ := s.read(t, lastID, n)
	return items
}

// read gives n messages, or more that came with the last, and the event's id.
func (s *stage) read(t *testing.T, lastID string, n int) (items []shown, id string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Last-Event-ID", lastID)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 8<<20)
	for next := ""; len(items) < n || id == ""; {
		if !lines.Scan() {
			t.Fatalf("the stream ended after %d of %d messages: %v", len(items), n, lines.Err())
		}
		if text, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
			next = text
		}
		if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			var batch struct{ Items []shown }
			if err := json.Unmarshal([]byte(text), &batch); err != nil {
				t.Fatal(err)
			}
			items, id = append(items, batch.Items...), next
		}
	}
	return items, id
}

func send(s *stage, r bot.Reply) error {
	return s.channels[r.To.Bot].Send(context.Background(), r)
}

func to(look, key string) bot.Address { return bot.Address{Channel: "web", Bot: look, Chat: key} }

func TestEventsGoOnWhereTheyWereLost(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for i := range 5 {
		if err := send(s, bot.Reply{To: to("telegram", "agent"), Text: fmt.Sprint("old ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	all, id := s.read(t, "", 5)
	if len(all) != 5 || all[0].Text != "old 0" || all[4].Text != "old 4" {
		t.Fatalf("the stream begins with %+v", all)
	}
	if err := send(s, bot.Reply{To: to("zalo", "official"), Text: "new"}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		id   string
		want int
	}{
		"from where it was":     {id, 1},
		"of another run":        {"0123456789abcdef-3", 6},
		"no id at all":          {"'; drop", 6},
		"an id before all time": {strings.SplitN(id, "-", 2)[0] + "--5", 6},
	} {
		if items := s.follow(t, c.id, c.want); len(items) != c.want || items[len(items)-1].Text != "new" {
			t.Errorf("%s: %+v", name, items)
		}
	}
}

func TestHistoryIsBounded(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	big := bytes.Repeat([]byte("x"), 3<<20)
	for i := range 250 {
		r := bot.Reply{To: to("telegram", "agent"), Text: fmt.Sprint(i)}
		if i >= 240 {
			r.File = &bot.File{Name: "a.csv", Type: "text/csv", Bytes: big}
		}
		if err := send(s, r); err != nil {
			t.Fatal(err)
		}
	}
	items := s.follow(t, "", 200)
	if last := items[len(items)-1]; len(items) != 200 || items[0].Text != "50" || last.Text != "249" {
		t.Errorf("%d are kept, from %s to %s", len(items), items[0].Text, last.Text)
	}
	kept := 0
	for _, it := range items {
		if it.File != nil {
			if status, _ := request(t, "GET", s.url+"/"+it.File.URL, "", nil); status == 200 {
				kept++
			}
		}
	}
	if kept != 8 {
		t.Errorf("%d files of 3 MiB are kept, not the newest 8", kept)
	}
}

func TestSendIsAsStrictAsTheApps(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	button := [][]bot.Choice{{{Label: "Có", Send: "có"}}}
	for name, c := range map[string]struct {
		reply bot.Reply
		want  bot.Failure
	}{
		"a text":                   {bot.Reply{To: to("zalo", "agent"), Text: strings.Repeat("ạ", 2000)}, ""},
		"a long text":              {bot.Reply{To: to("zalo", "agent"), Title: "a", Text: strings.Repeat("ạ", 1999)}, bot.Rejected},
		"buttons":                  {bot.Reply{To: to("telegram", "agent"), Text: "?", Choices: button}, ""},
		"buttons on Zalo":          {bot.Reply{To: to("zalo", "agent"), Text: "?", Choices: button}, bot.Rejected},
		"buttons alone":            {bot.Reply{To: to("telegram", "agent"), Choices: button}, bot.Rejected},
		"a button that says much":  {bot.Reply{To: to("telegram", "agent"), Text: "?", Choices: [][]bot.Choice{{{Label: "x", Send: strings.Repeat("x", 65)}}}}, bot.Rejected},
		"bytes that are no text":   {bot.Reply{To: to("telegram", "agent"), Text: "\xff"}, bot.Rejected},
		"the answer to a tap":      {bot.Reply{To: to("telegram", "agent"), Answers: "tap-01"}, ""},
		"nobody's phone":           {bot.Reply{To: to("telegram", "nobody"), Text: "x"}, bot.GoneAway},
		"one who stopped the bot":  {bot.Reply{To: to("zalo", "guest"), Text: "x"}, bot.GoneAway},
		"who stopped it elsewhere": {bot.Reply{To: to("telegram", "guest"), Text: "x"}, ""},
	} {
		if name == "one who stopped the bot" {
			request(t, "POST", s.url+"/say", said("zalo/guest", bot.Blocked, "block-1", "", ""), nil)
		}
		err := send(s, c.reply)
		var failed *bot.SendError
		if got := errors.As(err, &failed); got != (c.want != "") || got && failed.Kind != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	wrong := s.channels["zalo"].Send(t.Context(), bot.Reply{To: to("telegram", "agent"), Text: "x"})
	if wrong == nil {
		t.Error("the Zalo look sends on Telegram")
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	query := url.Values{"phone": {"telegram/admin"}, "id": {"file-id"}, "name": {"../../Số\u202eliệu.html"}, "text": {"nạp giúp"}}
	status, body := request(t, "POST", s.url+"/upload?"+query.Encode(), "<script>alert(1)</script>", func(r *http.Request) {
		r.Header.Set("Content-Type", "text/html")
	})
	if status != 200 {
		t.Fatalf("an upload gets %d %s", status, body)
	}
	m := s.messages()[0]
	if m.Kind != bot.Document || m.Text != "nạp giúp" || m.File == nil || m.File.Name != "Sốliệu.html" || string(m.File.Bytes) != "<script>alert(1)</script>" {
		t.Errorf("the bot gets %+v %+v", m, m.File)
	}
	it := s.follow(t, "", 1)[0]
	answer, err := http.Get(s.url + "/" + it.File.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	for head, want := range map[string]string{
		"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "sandbox; default-src 'none'",
		"Content-Disposition":     "attachment; filename*=utf-8''S%E1%BB%91li%E1%BB%87u.html",
	} {
		if got := answer.Header.Get(head); got != want {
			t.Errorf("%s is %q", head, got)
		}
	}
	if status, _ := request(t, "POST", s.url+"/upload?"+query.Encode(), strings.Repeat("x", 8<<20+1), nil); status != 413 {
		t.Errorf("more than 8 MiB get %d", status)
	}
	if status, _ := request(t, "GET", s.url+"/file/00000000000000000000000000000000", "", nil); status != 404 {
		t.Errorf("no file at all gets %d", status)
	}
}

func TestStrangersAreKeptOut(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, c := range []struct {
		host string
		want int
	}{
		{"127.0.0.1:8080", 200}, {"localhost", 200}, {"[::1]:80", 200}, {"demo.localhost:1", 200},
		{"may-chu:8080", 200}, {"DEMO.example.vn", 200}, {"192.168.1.20", 200},
		{"evil.example.com", 421}, {"127.0.0.1.evil.example.com:80", 421}, {"xdemo.example.vn", 421},
	} {
		if status, _ := request(t, "GET", s.url+"/", "", func(r *http.Request) { r.Host = c.host }); status != c.want {
			t.Errorf("called %s it answers %d, not %d", c.host, status, c.want)
		}
	}
	body := said("telegram/admin", bot.Text, "text-id", "", "xóa hết")
	for name, change := range map[string]func(*http.Request){
		"another site":   func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"another origin": func(r *http.Request) { r.Header.Set("Origin", "https://evil.example.com") },
	} {
		if status, _ := request(t, "POST", s.url+"/say", body, change); status != 403 {
			t.Errorf("%s gets %d", name, status)
		}
	}
	if len(s.messages()) != 0 {
		t.Error("the bot heard a stranger")
	}
}

func TestStreamsEndWithTheBot(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	answer, err := http.Get(s.url + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, answer.Body)
	}()
	s.stop()
	s.ended.Wait()
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatal("a stream goes on after the bot stopped")
	}
	if status, _ := request(t, "GET", s.url+"/events", "", nil); status != 503 {
		t.Errorf("a new stream gets %d", status)
	}
}

func TestStreamsAreFew(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for i := range 33 {
		answer, err := http.Get(s.url + "/events")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		if want := map[bool]int{true: 200, false: 503}[i < 32]; answer.StatusCode != want {
			t.Fatalf("stream %d gets %d", i+1, answer.StatusCode)
		}
	}
}

func TestUnfitPersonasAreLeftOut(t *testing.T) {
	t.Parallel()
	hub := webchat.New(webchat.Options{Personas: []webchat.Persona{
		{Key: "a", Name: "one"}, {Key: "a", Name: "two"}, {Key: "a/b", Name: "three"}, {Key: "", Name: "four"}}})
	for _, c := range hub.Channels() {
		_, look := c.Name()
		for key, there := range map[string]bool{"a": true, "a/b": false, "": false} {
			if err := c.Send(t.Context(), bot.Reply{To: to(look, key), Text: "x"}); (err == nil) != there {
				t.Errorf("%s/%s: %v", look, key, err)
			}
		}
	}
}

func FuzzSay(f *testing.F) {
	s := newStage(f)
	f.Add(said("telegram/agent", bot.Text, "text-id", "", "5 hgd"))
	f.Add(said("zalo/agent", bot.Edit, "text-id", "edit-1", "\x00\u0300"))
	f.Add(`{"phone":`)
	f.Fuzz(func(t *testing.T, body string) {
		status, _ := request(t, "POST", s.url+"/say", body, nil)
		if status >= 500 {
			t.Errorf("%q gets %d", body, status)
		}
	})
}
