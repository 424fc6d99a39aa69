package main

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// zaloBotSettings are those of the Zalo Bot Platform.
type zaloBotSettings struct {
	Token, API string
	Monthly    int64
}

// zaloTable lists the settings of both of Zalo's surfaces.
func zaloTable() []setting {
	return []setting{
		{name: "BAOPHU_ZALO_BOT_TOKEN", meaning: "the Zalo bot's token, as Bot Creator gave it", secret: true},
		{name: "BAOPHU_ZALO_BOT_API", fallback: "https://bot-api.zaloplatforms.com", meaning: "base address of the Zalo Bot API"},
		{name: "BAOPHU_ZALO_BOT_MONTHLY", fallback: "3000", meaning: "messages a month that the Zalo bot's plan has, counted both ways; from 80% on the operator is warned, from 95% on only answers go out; 0: no limit"},
	}
}

var zaloTokenForm = regexp.MustCompile(`^[^:\s/]+:[^\s/]+$`)

// readZalo reads Zalo's settings.
func (s *settings) readZalo(value map[string]string, fault func(name, want string)) {
	b := &s.ZaloBot
	b.Token, b.API = value["BAOPHU_ZALO_BOT_TOKEN"], strings.TrimRight(value["BAOPHU_ZALO_BOT_API"], "/")
	if b.Token != "" && !zaloTokenForm.MatchString(b.Token) {
		fault("BAOPHU_ZALO_BOT_TOKEN", "want the token as Bot Creator gave it: digits, a colon, letters")
	}
	if b.Token != "" && s.Public != "" && len(s.Secret) < 8 {
		fault("BAOPHU_WEBHOOK_SECRET", "want 8 letters at least: Zalo takes no shorter one")
	}
	if !isAddress(b.API) {
		fault("BAOPHU_ZALO_BOT_API", "want an address such as https://bot-api.zaloplatforms.com")
	}
	var err error
	if b.Monthly, err = strconv.ParseInt(value["BAOPHU_ZALO_BOT_MONTHLY"], 10, 64); err != nil || b.Monthly < 0 {
		fault("BAOPHU_ZALO_BOT_MONTHLY", "want a number of messages, or 0 for no limit")
	}
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != ""
}
