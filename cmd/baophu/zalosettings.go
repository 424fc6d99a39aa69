package main

import (
	"encoding/hex"
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

// zaloOASettings are those of an Official Account.
type zaloOASettings struct {
	ID, App, AppSecret, Secret, Refresh, API, Login string
	Key                                             []byte
	Media                                           []string
	Buttons, Paid                                   bool
	Calls                                           int // a minute
}

// zaloTable lists the settings of both of Zalo's surfaces.
func zaloTable() []setting {
	return []setting{
		{name: "BAOPHU_ZALO_BOT_TOKEN", meaning: "the Zalo bot's token, as Bot Creator gave it", secret: true},
		{name: "BAOPHU_ZALO_BOT_API", fallback: "https://bot-api.zaloplatforms.com", meaning: "base address of the Zalo Bot API"},
		{name: "BAOPHU_ZALO_BOT_MONTHLY", fallback: "3000", meaning: "messages a month that the Zalo bot's plan has, counted both ways; from 80% on the operator is warned, from 95% on only answers go out; 0: no limit"},
		{name: "BAOPHU_ZALO_OA_ID", meaning: "the Official Account's id; set: the settings below are needed, and BAOPHU_PUBLIC_URL"},
		{name: "BAOPHU_ZALO_OA_APP_ID", meaning: "the id of the app that the account granted"},
		{name: "BAOPHU_ZALO_OA_APP_SECRET", meaning: "the app's secret, by which tokens are renewed", secret: true},
		{name: "BAOPHU_ZALO_OA_SECRET", meaning: "the OA Secret Key of the app's webhook page, by which events are signed", secret: true},
		{name: "BAOPHU_ZALO_OA_REFRESH_TOKEN", meaning: "the refresh token of the newest consent; it is renewed from then on, and kept encrypted in the database", secret: true},
		{name: "BAOPHU_ZALO_OA_KEY", meaning: "64 hex digits, by which the tokens are encrypted: openssl rand -hex 32", secret: true},
		{name: "BAOPHU_ZALO_OA_BUTTONS", fallback: "off", meaning: "on: buttons, which Zalo does not document for this; where it refuses them, numbers are written"},
		{name: "BAOPHU_ZALO_OA_PAID", fallback: "off", meaning: "on: from 48 hours to 7 days after a person wrote messages still go out, for which Zalo charges; off: notices are given up, answers wait until the person writes again"},
		{name: "BAOPHU_ZALO_OA_CALLS", fallback: "100", meaning: "calls a minute that the account's package has, whatever for: answers take them first, then notices, then looking for missed messages"},
		{name: "BAOPHU_ZALO_OA_API", fallback: "https://openapi.zalo.me", meaning: "base address of the Zalo OA API"},
		{name: "BAOPHU_ZALO_OA_LOGIN", fallback: "https://oauth.zaloapp.com", meaning: "base address where the tokens are renewed"},
		{name: "BAOPHU_ZALO_OA_MEDIA", fallback: "zdn.vn,zadn.vn", meaning: "hosts, and all below them, that files people sent are fetched from over https"},
	}
}

var numberForm = regexp.MustCompile(`^\d+$`)

// hostForm is a host; one of a test server's has its scheme and port.
var hostForm = regexp.MustCompile(`^(https?://)?[a-z0-9.-]+(:\d+)?$`)

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
	s.readZaloOA(value, fault)
}

// readZaloOA reads the Official Account's settings: all, or none.
func (s *settings) readZaloOA(value map[string]string, fault func(name, want string)) {
	get := func(name string) string { return value["BAOPHU_ZALO_OA_"+name] }
	o := &s.ZaloOA
	o.ID, o.App, o.AppSecret, o.Secret, o.Refresh = get("ID"), get("APP_ID"), get("APP_SECRET"), get("SECRET"), get("REFRESH_TOKEN")
	o.API, o.Login = strings.TrimRight(get("API"), "/"), strings.TrimRight(get("LOGIN"), "/")
	for _, name := range []string{"API", "LOGIN"} {
		if !isAddress(get(name)) {
			fault("BAOPHU_ZALO_OA_"+name, "want an address such as https://openapi.zalo.me")
		}
	}
	for host := range strings.SplitSeq(get("MEDIA"), ",") {
		host = strings.ToLower(strings.TrimSpace(host))
		if !hostForm.MatchString(host) {
			fault("BAOPHU_ZALO_OA_MEDIA", "want hosts apart by commas, such as zdn.vn,zadn.vn")
			break
		}
		o.Media = append(o.Media, host)
	}
	for name, flag := range map[string]*bool{"BUTTONS": &o.Buttons, "PAID": &o.Paid} {
		*flag = get(name) == "on"
		if !*flag && get(name) != "off" {
			fault("BAOPHU_ZALO_OA_"+name, "want on or off")
		}
	}
	var err error
	if o.Calls, err = strconv.Atoi(get("CALLS")); err != nil || o.Calls < 10 || o.Calls > 4000 {
		fault("BAOPHU_ZALO_OA_CALLS", "want a number of calls a minute, 10 to 4000")
	}
	if o.ID == "" {
		return
	}
	if !numberForm.MatchString(o.ID) {
		fault("BAOPHU_ZALO_OA_ID", "want digits")
	}
	if !numberForm.MatchString(o.App) {
		fault("BAOPHU_ZALO_OA_APP_ID", "want digits")
	}
	for _, name := range []string{"APP_SECRET", "SECRET", "REFRESH_TOKEN"} {
		if v := get(name); len(v) < 8 || strings.ContainsAny(v, " \t") {
			fault("BAOPHU_ZALO_OA_"+name, "want it as the console shows it, 8 letters at least")
		}
	}
	if o.Key, err = hex.DecodeString(get("KEY")); err != nil || len(o.Key) != 32 {
		fault("BAOPHU_ZALO_OA_KEY", "want 64 hex digits, such as openssl rand -hex 32 prints")
	}
	if s.Public == "" {
		fault("BAOPHU_PUBLIC_URL", "want https://host: an Official Account is only reached by webhooks")
	}
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != ""
}
