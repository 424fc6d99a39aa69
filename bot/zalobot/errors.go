package zalobot

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"baophu/bot"
)

// slowDown is how long to wait after a refusal for pace: Zalo does not say,
// and it may be the month's quota.
const slowDown = time.Minute

// classify reads the failure of a send.
func classify(err error) error {
	if err == nil {
		return nil
	}
	failure, ok := errors.AsType[*callError](err)
	if !ok {
		return &bot.SendError{Kind: bot.Rejected, Err: err}
	}
	send := &bot.SendError{Kind: kindOf(failure), Err: failure}
	if failure.status == http.StatusTooManyRequests {
		send.Wait = slowDown
	}
	return send
}

func kindOf(e *callError) bot.Failure {
	switch {
	case e.lost != nil && e.lost.Unsent:
		return bot.RetryAfter
	case e.status < 300, e.status >= 500 && !e.json, e.status == http.StatusRequestTimeout:
		return bot.Unknown // cut, late, or a proxy's page
	case e.status == http.StatusTooManyRequests, e.status >= 500, !e.json:
		return bot.RetryAfter
	case e.status == http.StatusForbidden: // "Internal server error", says Zalo
		return bot.RetryAfter
	case e.status == http.StatusUnauthorized:
		return bot.Misconfigured
	}
	text := strings.ToLower(e.text)
	for _, says := range []string{"chat not found", "user not found", "blocked", "unfollow"} {
		if strings.Contains(text, says) {
			return bot.GoneAway
		}
	}
	return bot.Rejected
}
