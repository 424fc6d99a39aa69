package bot_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"baophu/bot"
)

func TestTracing(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := slog.New(bot.Tracing(slog.NewTextHandler(&out, nil))).With("a", 1)
	m := bot.Message{From: bot.Address{Channel: "c", Bot: "b", Chat: "0912345678"}, ID: "7"}
	edit := m
	edit.Version = "2"
	if m.Trace() == edit.Trace() || len(m.Trace()) != 11 {
		t.Errorf("%s, and %s once edited", m.Trace(), edit.Trace())
	}
	ctx := bot.Traced(context.Background(), m.Trace())
	log.InfoContext(ctx, "one")
	log.Info("none")
	log.InfoContext(bot.Traced(ctx, edit.Trace()), "another")
	log.InfoContext(bot.Traced(ctx, ""), "the same")
	for i, want := range []string{"message=" + m.Trace(), "", "message=" + edit.Trace(), "message=" + m.Trace()} {
		line := strings.Split(out.String(), "\n")[i]
		if n := strings.Count(line, "message="); want == "" && n != 0 || want != "" && (n != 1 || !strings.Contains(line, want)) {
			t.Errorf("%s: want %s", line, want)
		}
	}
}
