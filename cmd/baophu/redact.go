package main

import (
	"context"
	"encoding/hex"
	"log/slog"
	"regexp"
	"strings"
)

// secrets are the values that no log may hold.
func (s settings) secrets() []string {
	var all []string
	for _, v := range []string{s.TelegramToken, s.Secret, password(s.Database), password(s.Redis), s.ZaloBot.Token,
		s.ZaloOA.AppSecret, s.ZaloOA.Secret, s.ZaloOA.Refresh, hex.EncodeToString(s.ZaloOA.Key)} {
		if len(v) >= 4 {
			all = append(all, v)
		}
	}
	return all
}

// password gives the password within an address, or "".
func password(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	at := strings.LastIndex(rest, "@")
	if at < 0 {
		return ""
	}
	_, secret, _ := strings.Cut(rest[:at], ":")
	return secret
}

// personNumber is what an identity, insurance, card or phone number looks like.
var personNumber = regexp.MustCompile(`\b(?:[A-Z]{2}\d{13}|\d{12}|0\d{9})\b`)

// redacting is a log handler that blacks out secrets and persons' numbers.
type redacting struct {
	slog.Handler
	replace *strings.Replacer
}

func redact(h slog.Handler, secrets []string) slog.Handler {
	return redacting{h, blackout(secrets)}
}

// blackout replaces secrets wherever they stand.
func blackout(secrets []string) *strings.Replacer {
	var pairs []string
	for _, s := range secrets {
		pairs = append(pairs, s, "[…]")
	}
	return strings.NewReplacer(pairs...)
}

// Handle blacks out the record's text and attributes.
func (r redacting) Handle(ctx context.Context, record slog.Record) error {
	clean := slog.NewRecord(record.Time, record.Level, r.text(record.Message), record.PC)
	record.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.attr(a))
		return true
	})
	return r.Handler.Handle(ctx, clean)
}

// WithAttrs blacks out what is logged with every record.
func (r redacting) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = r.attr(a)
	}
	return redacting{r.Handler.WithAttrs(clean), r.replace}
}

// WithGroup keeps blacking out within a group.
func (r redacting) WithGroup(name string) slog.Handler {
	return redacting{r.Handler.WithGroup(name), r.replace}
}

func (r redacting) attr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindGroup:
		var attrs []any
		for _, inner := range v.Group() {
			attrs = append(attrs, r.attr(inner))
		}
		return slog.Group(a.Key, attrs...)
	case slog.KindString:
		return slog.String(a.Key, r.text(v.String()))
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			return slog.String(a.Key, r.text(err.Error()))
		}
		return slog.String(a.Key, r.text(v.String()))
	}
	return a
}

func (r redacting) text(s string) string {
	return personNumber.ReplaceAllString(r.replace.Replace(s), "[…]")
}
