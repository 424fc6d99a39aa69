package zalobot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"baophu/bot"
)

// mostAnswer bounds what one answer may hold.
const mostAnswer = 1 << 20

// callError is a call that failed.
type callError struct {
	status int // error_code, or HTTP's; 0: no answer came
	text   string
	json   bool      // Zalo itself answered
	lost   *bot.Lost // where no answer came
}

func (e *callError) Error() string {
	if e.status == 0 {
		return "zalobot: " + e.text
	}
	return fmt.Sprintf("zalobot: %d %s", e.status, e.text)
}

func (e *callError) Unwrap() error {
	if e.lost == nil {
		return nil
	}
	return e.lost
}

// answer is the envelope of every answer. The code's name is written in two ways.
type answer struct {
	OK     bool            `json:"ok"`
	Result json.RawMessage `json:"result"`
	Code   int             `json:"error_code"`
	Other  int             `json:"errorCode"`
	Text   string          `json:"description"`
}

// call calls a method and reads its result into result, unless that is nil.
func (c *Channel) call(ctx context.Context, timeout time.Duration, method string, params, result any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return &callError{text: "parameters of " + method + ": " + err.Error(), json: true, status: http.StatusBadRequest}
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodPost, c.root+method, bytes.NewReader(body))
	if err != nil {
		return c.lost(err)
	}
	ask.Header.Set("Content-Type", "application/json")
	got, err := c.http.Do(ask)
	if err != nil {
		return c.lost(err)
	}
	defer got.Body.Close() //nolint:errcheck // read to its end, or past its bound
	content, err := io.ReadAll(io.LimitReader(got.Body, mostAnswer+1))
	if err != nil {
		failure := c.lost(err)
		failure.lost.Unsent = false
		return failure
	}
	return c.read(method, got.StatusCode, content, result)
}

// read reads an answer: what it says counts, whatever HTTP's status.
func (c *Channel) read(method string, status int, content []byte, result any) error {
	var a answer
	if err := json.Unmarshal(content, &a); err != nil || !a.OK && a.Code == 0 && a.Other == 0 && a.Text == "" {
		return &callError{status: max(status, 1), text: "no answer of Zalo's to " + method}
	}
	if !a.OK {
		failure := &callError{status: a.Code, text: bot.Redacted(a.Text, c.secrets()...), json: true}
		if failure.status == 0 {
			failure.status = a.Other
		}
		if failure.status == 0 {
			failure.status = status
		}
		return failure
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(a.Result, result); err != nil && len(a.Result) > 0 {
		return &callError{status: http.StatusOK, text: "result of " + method + ": " + err.Error()}
	}
	return nil
}

func (c *Channel) lost(err error) *callError {
	lost := bot.NoAnswer(err, c.secrets()...)
	return &callError{text: lost.Error(), lost: lost}
}

// secrets are what no error may hold: the token, and its secret part.
func (c *Channel) secrets() []string {
	_, secret, _ := strings.Cut(c.Token, ":")
	return []string{c.Token, secret}
}

// status gives the code of a failed call; 0 where no answer came.
func status(err error) int {
	if failure, ok := errors.AsType[*callError](err); ok {
		return failure.status
	}
	return 0
}
