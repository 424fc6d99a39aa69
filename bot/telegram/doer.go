package telegram

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
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
		failure.text = d.redact(failure.text)
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
	if of, ok := errors.AsType[*url.Error](err); ok {
		err = of.Err // its text holds the URL, the URL holds the token
	}
	failure := &callError{text: d.redact(err.Error())}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			failure.cause = known
		}
	}
	op, isOp := errors.AsType[*net.OpError](err)
	_, isDNS := errors.AsType[*net.DNSError](err)
	_, isTLS := errors.AsType[*tls.CertificateVerificationError](err)
	failure.unsent = !answered && (isDNS || isTLS || isOp && op.Op == "dial")
	return failure
}

func (d doer) redact(text string) string {
	for _, form := range []string{d.token, url.QueryEscape(d.token), url.PathEscape(d.token)} {
		text = strings.ReplaceAll(text, form, "<token>")
	}
	if _, secret, ok := strings.Cut(d.token, ":"); ok {
		text = strings.ReplaceAll(text, secret, "<token>")
	}
	return text
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
