package bottest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot"
)

// Rig is a channel under test and the platform behind it, as seen by the
// people who write there and by a test that makes it misbehave.
type Rig struct {
	Channel bot.Channel
	// Say has a person write in their private chat with the bot.
	Say func(user, text string)
	// Shown gives the texts a person sees from the bot, titles and all, the
	// oldest first.
	Shown func(user string) []string
	// Tap has a person tap a choice of the bot's latest message; nil where
	// there are no buttons.
	Tap func(user, label string)
	// Fail has the platform answer the next send with what the channel must
	// read as such a failure, and tells whether it knows how; nil: it never fails.
	Fail func(f bot.Failure) bool
	// Redelivers is whether a message that was not acknowledged comes again.
	Redelivers bool
	// Secrets must not be seen in any log or error.
	Secrets []string
}

// patience is how long anything may take to happen on a busy machine.
const patience = time.Minute

// Channel is the suite every channel passes. start makes a fresh channel and
// platform, and closes them with the test; the channel logs to log.
func Channel(t *testing.T, start func(t *testing.T, log *slog.Logger) Rig) {
	t.Helper()
	for name, check := range map[string]func(*testing.T, *session){
		"a message comes once":              comesOnce,
		"what failed comes again":           comesAgain,
		"a chat keeps its order":            keepsOrder,
		"chats go side by side":             sideBySide,
		"a long text is split":              splitsTexts,
		"any text is shown as it is":        showsAnything,
		"choices can be tapped or typed":    offersChoices,
		"failures say what they are":        tellsFailures,
		"it stops when told":                stops,
		"what was not taken waits for next": waitsForNext,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := &logSink{}
			rig := start(t, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
			s := &session{Rig: rig, log: log}
			check(t, s)
			s.stop(t)
			s.keptSecrets(t)
		})
	}
}

// session is a running channel and what came of it.
type session struct {
	Rig
	log    *logSink
	cancel context.CancelFunc
	ended  chan error

	mu    sync.Mutex
	came  []bot.Message
	event chan struct{} // closed at the next message
}

// run starts the channel; receive decides after a message was noted.
func (s *session) run(t *testing.T, receive bot.Receive) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	s.cancel, s.ended = cancel, make(chan error, 1)
	ended := s.ended
	go func() {
		ended <- s.Channel.Run(ctx, func(ctx context.Context, m bot.Message) error {
			s.note(m)
			return receive(ctx, m)
		})
	}()
}

func (s *session) note(m bot.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.came = append(s.came, m)
	if s.event != nil {
		close(s.event)
		s.event = nil
	}
}

// wait gives the messages once there are n, of those that count.
func (s *session) wait(t *testing.T, n int, counts func(bot.Message) bool) []bot.Message {
	t.Helper()
	late := time.After(patience)
	for {
		s.mu.Lock()
		var some []bot.Message
		for _, m := range s.came {
			if counts == nil || counts(m) {
				some = append(some, m)
			}
		}
		if s.event == nil {
			s.event = make(chan struct{})
		}
		event := s.event
		s.mu.Unlock()
		if len(some) >= n {
			return some
		}
		select {
		case <-event:
		case <-late:
			t.Fatalf("%d of %d messages came", len(some), n)
		}
	}
}

// stop ends the channel, if it runs.
func (s *session) stop(t *testing.T) {
	t.Helper()
	if s.cancel == nil {
		return
	}
	s.cancel()
	s.cancel = nil
	select {
	case err := <-s.ended:
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	case <-time.After(patience):
		t.Error("Run did not end")
	}
}

func (s *session) keptSecrets(t *testing.T) {
	t.Helper()
	logged := s.log.String()
	for _, secret := range s.Secrets {
		if strings.Contains(logged, secret) {
			t.Errorf("a secret was logged:\n%s", logged)
		}
	}
}

func accept(context.Context, bot.Message) error { return nil }

// meet has a user write and gives the address of their chat.
func (s *session) meet(t *testing.T, user string) bot.Address {
	t.Helper()
	hello := "xin chào, " + user
	s.Say(user, hello)
	is := func(m bot.Message) bool { return m.Text == hello }
	return s.wait(t, 1, is)[0].From
}

// seen waits until a user sees n texts.
func (s *session) seen(t *testing.T, user string, n int) []string {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		if texts := s.Shown(user); len(texts) >= n {
			return texts
		} else if time.Now().After(end) {
			t.Fatalf("%s sees %d of %d texts: %q", user, len(texts), n, texts)
		}
	}
}

func (s *session) send(t *testing.T, r bot.Reply) {
	t.Helper()
	for _, part := range bot.Degrade(r, s.Channel.Abilities()) {
		if err := s.Channel.Send(t.Context(), part); err != nil {
			t.Fatalf("send %+v: %v", part, err)
		}
	}
}

func comesOnce(t *testing.T, s *session) {
	s.run(t, accept)
	s.Say("mai", "Bản Noong La: 5 hgđ mới")
	m := s.wait(t, 1, nil)[0]
	channel, name := s.Channel.Name()
	if m.From.Channel != channel || m.From.Bot != name || m.From.Chat == "" || m.ID == "" {
		t.Errorf("from %+v, id %q", m.From, m.ID)
	}
	if m.Kind != bot.Text || m.Text != "Bản Noong La: 5 hgđ mới" || m.Group || !m.ToUs || m.Forward {
		t.Errorf("came as %+v", m)
	}
	if !strings.HasPrefix(m.Account, channel+"/") || m.Sent.IsZero() {
		t.Errorf("account %q, sent %v", m.Account, m.Sent)
	}
	s.Say("mai", "Bản Noong La: 5 hgđ mới")
	s.Say("lan", "chào")
	s.wait(t, 3, nil)
	time.Sleep(200 * time.Millisecond) // for what must not come
	all := s.wait(t, 3, nil)
	if len(all) != 3 {
		t.Errorf("3 messages came %d times", len(all))
	}
	keys := map[string]bool{}
	for _, m := range all {
		keys[m.Key()] = true
	}
	if len(keys) != 3 {
		t.Errorf("the keys of 3 messages: %v", keys)
	}
}

func comesAgain(t *testing.T, s *session) {
	if !s.Redelivers {
		t.Log("the platform hands nothing out twice: nothing to hold it to")
		return
	}
	var mu sync.Mutex
	tries := 0
	s.run(t, func(context.Context, bot.Message) error {
		mu.Lock()
		defer mu.Unlock()
		if tries++; tries <= 2 {
			return errors.New("the store is away")
		}
		return nil
	})
	s.Say("mai", "5 hgđ")
	s.wait(t, 3, nil)
	time.Sleep(200 * time.Millisecond)
	if came := s.wait(t, 3, nil); len(came) != 3 || came[0].Key() != came[2].Key() {
		t.Errorf("came %d times: %v", len(came), came)
	}
}

func keepsOrder(t *testing.T, s *session) {
	var mu sync.Mutex
	took := map[string][]string{}
	d, sender := s.dispatcher(t, func(_ context.Context, m bot.Message) ([]bot.Outgoing, error) {
		mu.Lock()
		defer mu.Unlock()
		took[m.From.Chat] = append(took[m.From.Chat], m.Text)
		return []bot.Outgoing{{Reply: bot.Reply{To: m.From, Text: "đã nhận " + m.Text}}}, nil
	})
	s.run(t, d.Receive)
	var want []string
	const many = 8
	for i := range many {
		want = append(want, fmt.Sprint("tin ", i))
		s.Say("mai", want[i])
		s.Say("lan", want[i])
	}
	s.wait(t, 2*many, nil)
	s.stop(t)
	closeBoth(t, d, sender)
	for chat, texts := range took {
		if !slices.Equal(texts, want) {
			t.Errorf("%s was handled as %q", chat, texts)
		}
	}
	for _, user := range []string{"mai", "lan"} {
		for i, text := range s.seen(t, user, many) {
			if text != "đã nhận "+want[i] {
				t.Errorf("%s sees %q as number %d", user, text, i)
			}
		}
	}
}

// unpaced takes a channel's pace away.
type unpaced struct{ bot.Channel }

func (s *session) dispatcher(t *testing.T, handle func(context.Context, bot.Message) ([]bot.Outgoing, error)) (*bot.Dispatcher, *bot.Sender) {
	t.Helper()
	sender, err := bot.NewSender(bot.SenderOptions{Channels: []bot.Channel{unpaced{s.Channel}}})
	if err != nil {
		t.Fatal(err)
	}
	return bot.NewDispatcher(bot.DispatcherOptions{Handle: handle, Sender: sender}), sender
}

func closeBoth(t *testing.T, d *bot.Dispatcher, s *bot.Sender) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := errors.Join(d.Close(ctx), s.Close(ctx)); err != nil {
		t.Error(err)
	}
}

func sideBySide(t *testing.T, s *session) {
	second := make(chan struct{})
	s.run(t, func(_ context.Context, m bot.Message) error {
		if m.Text == "hai" {
			close(second)
			return nil
		}
		select {
		case <-second:
			return nil
		case <-time.After(patience):
			return errors.New("the other chat was not served meanwhile")
		}
	})
	s.Say("mai", "một")
	s.Say("lan", "hai")
	s.wait(t, 2, nil)
	select {
	case <-second:
	case <-time.After(patience):
		t.Error("a chat waited for another")
	}
}

// logSink keeps what was logged.
type logSink struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logSink) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logSink) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
