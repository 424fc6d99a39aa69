package main

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestLogsHoldNoSecretAndNoPersonsNumber(t *testing.T) {
	t.Parallel()
	s := settings{TelegramToken: "123456:AAbbCCddEEffGG", Secret: "hook-secret", Database: "postgres://u:dbpass@h/x", Redis: "redis://:redispass@h"}
	var out strings.Builder
	log := newLog(&out, s).With("with", "hook-secret").WithGroup("g")
	log.Error("token 123456:AAbbCCddEEffGG", "url", "postgres://u:dbpass@h/x",
		"error", fmt.Errorf("call: %w", errors.New("redis://:redispass@h")),
		slog.Group("in", "phone", "0912345678", "id", "001099012345", "card", "DN4010012345678"), "count", 4711)
	for _, secret := range append(s.secrets(), "0912345678", "001099012345", "DN4010012345678") {
		if strings.Contains(out.String(), secret) {
			t.Errorf("the log holds %q: %s", secret, out.String())
		}
	}
	if !strings.Contains(out.String(), "4711") {
		t.Errorf("a plain number is gone: %s", out.String())
	}
}
