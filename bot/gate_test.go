package bot_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"baophu/bot"
)

func TestGateIsOpenWhileItRuns(t *testing.T) {
	t.Parallel()
	var g bot.Gate
	gone, leaves := context.WithCancel(t.Context())
	leaves()
	if receive, leave := g.Enter(gone); receive != nil {
		leave()
		t.Fatal("it is open before it runs")
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		time.Sleep(50 * time.Millisecond) // whoever came before is not sent away
		g.Open(ctx, func(context.Context, bot.Message) error { return nil })
		close(ended)
	}()
	receive, leave := g.Enter(t.Context())
	if receive == nil {
		t.Fatal("it was not waited for")
	}
	cancel()
	select {
	case <-ended:
		t.Fatal("it ended with somebody inside")
	default:
	}
	leave()
	<-ended
	if again, _ := g.Enter(t.Context()); again != nil {
		t.Error("it is open after its end")
	}
}

// However much of a secret is right, the answer takes as long: secrets so long
// that a comparison which ends early is a thousand times faster are compared in
// a time of the same order.
func TestSameSecretTakesAsLongWhateverIsWrong(t *testing.T) {
	t.Parallel()
	const long = 4 << 20
	want := strings.Repeat("a", long)
	wrong := map[string]string{"at the begin": "b" + want[1:], "at the end": want[1:] + "b"}
	quickest := map[string]time.Duration{}
	for range 15 {
		for where, got := range wrong {
			began := time.Now()
			if bot.SameSecret(want, got) {
				t.Fatalf("wrong %s, and the same", where)
			}
			if took := time.Since(began); quickest[where] == 0 || took < quickest[where] {
				quickest[where] = took
			}
		}
	}
	if begin, end := quickest["at the begin"], quickest["at the end"]; begin < end/4 || end < begin/4 {
		t.Errorf("wrong at the begin takes %v, at the end %v", begin, end)
	}
}

func TestSameSecret(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		want, got string
		same      bool
	}{{"s3cret", "s3cret", true}, {"s3cret", "s3creT", false}, {"s3cret", "", false}, {"", "", false}, {"", "x", false}} {
		if bot.SameSecret(test.want, test.got) != test.same {
			t.Errorf("%q and %q: not %v", test.want, test.got, test.same)
		}
	}
}

func TestNoAnswerTellsNoSecret(t *testing.T) {
	t.Parallel()
	shut := httptest.NewServer(http.NotFoundHandler())
	shut.Close()
	const secret = "1:a/b c"
	_, err := http.Get(shut.URL + "/bot1:a%2Fb%20c/getMe") //nolint:bodyclose // there is none
	lost := bot.NoAnswer(err, secret)
	if !lost.Unsent || strings.Contains(lost.Error(), "getMe") || strings.Contains(lost.Error(), "a%2Fb") {
		t.Errorf("nobody listens: %+v", lost)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if lost := bot.NoAnswer(ctx.Err()); !errors.Is(lost, context.Canceled) || lost.Unsent {
		t.Errorf("cancelled: %+v", lost)
	}
	if lost := bot.NoAnswer(&net.OpError{Op: "read", Err: errors.New("reset by 1:a/b c")}, secret); lost.Unsent || strings.Contains(lost.Error(), secret) {
		t.Errorf("reset: %+v", lost)
	}
}
