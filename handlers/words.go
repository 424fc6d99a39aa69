package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// words says things in one person's language.
type words struct {
	english bool
	texts   map[string]text
}

// text is one thing to say, Vietnamese first.
type text struct{ vi, en string }

func wordsFor(texts map[string]text, p coverage.Person, msg bot.Message) words {
	language := p.Language
	if language == "" {
		language = msg.Language
	}
	// Whoever's app is in another language than English still works here:
	// Vietnamese unless English was asked for.
	return words{english: p.Language == "en" || p.ID == 0 && language == "en", texts: texts}
}

// say gives a text with its blanks filled.
func (w words) say(key string, args ...any) string {
	t, ok := w.texts[key]
	if !ok {
		return key
	}
	format := t.vi
	if w.english && t.en != "" {
		format = t.en
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// day gives a day as people say it near today: hôm nay 22/11.
func (w words) day(d, today vi.Day) string {
	switch today - d {
	case 0:
		return w.say("day.today", d.Short())
	case 1:
		return w.say("day.yesterday", d.Short())
	}
	if y, _, _ := d.Civil(); y != yearOf(today) {
		return d.Long()
	}
	return w.say("day.other", d.Short())
}

// date gives a day without a word before it: 31/10, or 31/10/2020 of another year.
func (w words) date(d, today vi.Day) string {
	if yearOf(d) != yearOf(today) {
		return d.Long()
	}
	return d.Short()
}

// moment gives the time of a report: 14:05 hôm nay.
func (w words) moment(t time.Time, loc *time.Location, today vi.Day) string {
	return t.In(loc).Format("15:04") + " " + w.day(vi.DayOf(t, loc), today)
}

func yearOf(d vi.Day) int {
	y, _, _ := d.Civil()
	return y
}

// indicator gives an indicator's name in the person's language.
func (w words) indicator(i coverage.Indicator) string {
	if s := w.say("ind." + string(i)); !strings.HasPrefix(s, "ind.") {
		return s
	}
	return string(i)
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

func join(list []string) string { return strings.Join(list, ", ") }

// uncapital makes the first letter of what stands within a sentence small.
func uncapital(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[:size]) + s[size:]
}

// capital makes the first letter of a sentence a capital.
func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

// lines puts together the lines that have something to say, each beginning
// with a capital.
func lines(list ...string) string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	for i, s := range list {
		list[i] = capital(s)
	}
	return strings.Join(list, "\n")
}

// dots puts together the parts of one line that have something to say.
func dots(list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), " · ")
}
