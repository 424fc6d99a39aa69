package telegram_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"baophu/bot/bottest"
	"baophu/bot/telegram"
)

// TestOneOfManyPolls: of three replicas the one that leads polls, so that
// Telegram ends nobody's poll; when it is gone another takes over, and every
// message is handled once.
func TestOneOfManyPolls(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var leader atomic.Int64
	var in bottest.Inbox
	var stops []func()
	var logs []*bottest.Sink
	for i := range int64(3) {
		log, told := newLog(t)
		logs = append(logs, told)
		c := newChannel(t, s, func(o *telegram.Options) {
			o.Logger = log
			o.Lead = func(context.Context) bool { return leader.Load() == i }
		})
		stops = append(stops, bottest.Run(t, c, in.Receive))
	}
	want := ""
	for i := range 3 {
		if leader.Store(int64(i)); i > 0 {
			stops[i-1]()
		}
		s.Say(5, fmt.Sprint("tin ", i))
		want += fmt.Sprint(",tin ", i)
		s.Wait(t, "who leads takes it", func() bool { return in.Texts() == want[1:] })
	}
	for i, told := range logs {
		if strings.Contains(told.String(), "another polls") {
			t.Errorf("replica %d polled beside another:\n%s", i, told)
		}
	}
	stops[2]()
	if s.Pending() != 0 {
		t.Errorf("%d wait after the end", s.Pending())
	}
}
