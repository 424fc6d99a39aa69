package zalooa

import (
	"errors"
	"slices"
	"time"

	"baophu/bot"
)

const codeRate = -32

// Zalo's refusals, by what they mean for us.
var (
	tokenCodes  = []int{-216, -220, 216, 401, -401}                                                           // the access token
	configCodes = []int{-219, -209, -212, -221, -223, -224, -204, -205, -235, -242, -320, -321, -211, -14002} // an operator must act
	goneCodes   = []int{-213, -227, -244, -217}                                                               // the person left, or wants nothing
	windowCodes = []int{-230, -232, -218}                                                                     // too long since they wrote, or too much
)

const (
	codeFailed   = -200 // "send failed": perhaps it was not
	codeBad      = -201 // a parameter
	codeAtNight  = -234
	codeOutdated = -100 // an upload
)

func badToken(e *callError) bool { return e.json && slices.Contains(tokenCodes, e.code) }

// classify reads the failure of a send.
func classify(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*tokenError](err); ok {
		if errors.Is(err, errConsent) {
			return &bot.SendError{Kind: bot.Misconfigured, Err: err}
		}
		return &bot.SendError{Kind: bot.RetryAfter, Err: err}
	}
	failure, ok := errors.AsType[*callError](err)
	if !ok {
		return &bot.SendError{Kind: bot.Rejected, Err: err}
	}
	send := &bot.SendError{Kind: kindOf(failure), Err: failure}
	switch {
	case failure.code == codeRate:
		send.Wait = time.Minute
	case failure.code == codeAtNight:
		send.Wait = time.Hour
	}
	return send
}

func kindOf(e *callError) bot.Failure {
	switch {
	case e.lost != nil && e.lost.Unsent:
		return bot.RetryAfter
	case e.status == 429 || !e.json && e.status == 503:
		return bot.RetryAfter
	case !e.json:
		return bot.Unknown
	case e.code == codeFailed:
		return bot.Unknown
	case e.code == codeRate || e.code == codeAtNight || e.code == codeOutdated:
		return bot.RetryAfter
	case slices.Contains(tokenCodes, e.code) || slices.Contains(configCodes, e.code):
		return bot.Misconfigured
	case slices.Contains(goneCodes, e.code):
		return bot.GoneAway
	}
	return bot.Rejected
}
