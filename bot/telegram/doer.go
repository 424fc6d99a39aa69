package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

// mostAnswer bounds what one answer may hold; a poll's is 4 MiB at most.
const mostAnswer = 8 << 20

// doer carries one call of the library's over HTTP: with its context and time,
// a bounded answer, every failure as a *callError, and no token in any of them.
type doer struct {
	ctx     context.Context
	http    *http.Client
	token   string
	timeout time.Duration
}

// callError is a call that failed.
type callError struct {
	status  int // of HTTP; 0: no answer came
	text    string
	wait    time.Duration // as the platform asks
	movedTo int64
	json    bool  // Telegram itself answered
	unsent  bool  // the request surely never arrived
	cause   error // without a token, or nil
}

func (e *callError) Error() string {
	if e.status == 0 {
		return "telegram: " + e.text
	}
	return fmt.Sprintf("telegram: %d %s", e.status, e.text)
}

func (e *callError) Unwrap() error { return e.cause }

// Do carries a request.
func (d doer) Do(ask *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(d.ctx, d.timeout)
	defer cancel()
	got, err := d.http.Do(ask.WithContext(ctx))
	if err != nil {
		return nil, d.lost(err, false)
	}
	defer got.Body.Close() //nolint:errcheck // read to its end, or past its bound
	body, err := io.ReadAll(io.LimitReader(got.Body, mostAnswer+1))
	if err != nil {
		return nil, d.lost(err, true)
	}
	if len(body) > mostAnswer {
		return nil, &callError{status: got.StatusCode, text: "the answer is too long"}
	}
	if failure := readFailure(got, body); failure != nil {
		failure.text = bot.Redacted(failure.text, d.secrets()...)
		return nil, failure
	}
	got.Body = io.NopCloser(bytes.NewReader(body))
	return got, nil
}

// readFailure reads an answer that is no success.
func readFailure(got *http.Response, body []byte) *callError {
	var answer tgbotapi.APIResponse
	err := json.Unmarshal(body, &answer)
	if err == nil && answer.Ok && got.StatusCode < 300 {
		return nil
	}
	failure := &callError{status: got.StatusCode, text: "no answer of Telegram's"}
	if err != nil {
		return failure
	}
	failure.json, failure.text = true, answer.Description
	if answer.ErrorCode != 0 {
		failure.status = answer.ErrorCode
	}
	if p := answer.Parameters; p != nil {
		failure.wait, failure.movedTo = time.Duration(p.RetryAfter)*time.Second, p.MigrateToChatID
	}
	if after, err := strconv.Atoi(got.Header.Get("Retry-After")); err == nil && failure.wait == 0 {
		failure.wait = time.Duration(after) * time.Second
	}
	return failure
}

// lost makes an error of a call that no answer came to.
func (d doer) lost(err error, answered bool) error {
	lost := bot.NoAnswer(err, d.secrets()...)
	return &callError{text: lost.Error(), unsent: !answered && lost.Unsent, cause: lost.Unwrap()}
}

// secrets are what no error may hold: the token, and its secret part.
func (d doer) secrets() []string {
	_, secret, _ := strings.Cut(d.token, ":")
	return []string{d.token, secret}
}

// client is the library with a client of its own for one call.
func (c *Channel) client(ctx context.Context, timeout time.Duration) *tgbotapi.BotAPI {
	api := c.api
	api.Client = doer{ctx: ctx, http: c.http, token: c.Token, timeout: timeout}
	return &api
}

// call calls a method and reads its result into result, unless that is nil.
func (c *Channel) call(ctx context.Context, method string, params tgbotapi.Params, result any) error {
	return c.callFor(ctx, c.CallTimeout, method, params, result)
}

func (c *Channel) callFor(ctx context.Context, timeout time.Duration, method string, params tgbotapi.Params, result any) error {
	got, err := c.client(ctx, timeout).MakeRequest(method, params)
	if err != nil {
		return asCallError(err)
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(got.Result, result); err != nil {
		return &callError{status: http.StatusOK, text: "result of " + method + ": " + err.Error()}
	}
	return nil
}

// asCallError reads the library's own errors.
func asCallError(err error) error {
	if _, ok := errors.AsType[*callError](err); ok {
		return err
	}
	return &callError{text: "call: " + fmt.Sprintf("%T", err)}
}
