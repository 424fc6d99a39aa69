package telegram

import (
	"errors"
	"net/http"
	"strings"

	"baophu/bot"
)

// rule reads Telegram's refusals: by code, and by text since Telegram says
// that codes may change. The first that fits holds.
type rule struct {
	status int      // 0: any
	says   []string // one of them in the text, in small letters; nil: whatever it says
	kind   bot.Failure
}

// done is what a "refusal" means that is none.
const done bot.Failure = ""

var rules = []rule{
	{http.StatusTooManyRequests, nil, bot.RetryAfter},
	{0, []string{"message is not modified", "query is too old", "query id is invalid"}, done},
	{0, []string{
		"bot was blocked", "user is deactivated", "bot was kicked", "not a member", "chat not found",
		"can't initiate conversation", "can't send messages to bots", "bots can't send messages",
		"group chat was deactivated", "group chat was deleted", "peer_id_invalid", "chat_write_forbidden",
		"have no rights to send", "not enough rights to send", "bot is not a participant",
	}, bot.GoneAway},
	{http.StatusUnauthorized, nil, bot.Misconfigured},
	{http.StatusNotFound, nil, bot.Misconfigured},
	{http.StatusForbidden, nil, bot.GoneAway},
	{http.StatusConflict, nil, bot.RetryAfter},
	{http.StatusRequestEntityTooLarge, nil, bot.Rejected},
	{http.StatusBadRequest, nil, bot.Rejected},
}

// classify reads the failure of a send; nil: it is done after all.
func classify(err error) error {
	if err == nil {
		return nil
	}
	failure, ok := errors.AsType[*callError](err)
	if !ok {
		return &bot.SendError{Kind: bot.Rejected, Err: err}
	}
	kind := kindOf(failure)
	if kind == done {
		return nil
	}
	send := &bot.SendError{Kind: kind, Err: failure}
	if kind == bot.RetryAfter {
		send.Wait = failure.wait
	}
	return send
}

func kindOf(e *callError) bot.Failure {
	switch {
	case e.unsent:
		return bot.RetryAfter
	case e.status == 0 || e.status < 300 || e.status >= 500 && !e.json:
		return bot.Unknown // cut, late, or a proxy's page
	case e.status >= 500 || !e.json:
		return bot.RetryAfter // Telegram, or what is before it, did nothing
	}
	text := strings.ToLower(e.text)
	for _, r := range rules {
		if r.status != 0 && r.status != e.status {
			continue
		}
		if r.says == nil || containsAny(text, r.says) {
			return r.kind
		}
	}
	return bot.Rejected
}

func containsAny(text string, some []string) bool {
	for _, one := range some {
		if strings.Contains(text, one) {
			return true
		}
	}
	return false
}

// badMarkup tells whether Telegram could not read our HTML.
func badMarkup(err error) bool {
	failure, ok := errors.AsType[*callError](err)
	return ok && strings.Contains(strings.ToLower(failure.text), "can't parse entities")
}
