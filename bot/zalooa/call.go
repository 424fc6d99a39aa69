package zalooa

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"baophu/bot"
)

// mostAnswer bounds what one answer may hold.
const mostAnswer = 1 << 20

// callError is a call that failed.
type callError struct {
	status int // of HTTP; 0: no answer came
	code   int // of Zalo, where json
	text   string
	json   bool // Zalo itself answered
	lost   *bot.Lost
}

func (e *callError) Error() string {
	if e.json {
		return fmt.Sprintf("zalooa: %d %s", e.code, e.text)
	}
	return fmt.Sprintf("zalooa: HTTP %d %s", e.status, e.text)
}

func (e *callError) Unwrap() error {
	if e.lost == nil {
		return nil
	}
	return e.lost
}

func (c *Channel) lost(err error) *callError {
	lost := bot.NoAnswer(err, c.secrets()...)
	return &callError{text: lost.Error(), lost: lost}
}

func (c *Channel) redacted(text string) string { return bot.Redacted(text, c.secrets()...) }

// carry sends a request and reads its answer.
func (c *Channel) carry(ask *http.Request) (content []byte, status int, err error) {
	got, err := c.http.Do(ask)
	if err != nil {
		return nil, 0, c.lost(err)
	}
	defer got.Body.Close() //nolint:errcheck // read to its end, or past its bound
	content, err = io.ReadAll(io.LimitReader(got.Body, mostAnswer+1))
	if err != nil {
		failure := c.lost(err)
		failure.lost.Unsent = false
		return nil, 0, failure
	}
	return content, got.StatusCode, nil
}

// body is what a call brings: made anew for each try.
type body struct {
	kind    string
	content []byte
}

// call calls the API with a token; a token that is refused is renewed once.
func (c *Channel) call(ctx context.Context, method, path string, b body, result any) error {
	refused := ""
	for {
		if err := c.admit(ctx); err != nil {
			return err
		}
		token, err := c.timely(ctx, refused, method, path, b, result)
		if failure, ok := errors.AsType[*callError](err); !ok || !badToken(failure) || refused != "" {
			return err
		}
		refused = token
	}
}

// timely calls the API once with a token other than the one refused, and gives
// the token.
func (c *Channel) timely(ctx context.Context, refused, method, path string, b body, result any) (token string, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.CallTimeout)
	defer cancel()
	if token, err = c.purse.token(ctx, refused); err != nil {
		return "", &tokenError{err}
	}
	return token, c.once(ctx, token, method, path, b, result)
}

// tokenError says that there was no token to call with: nothing was sent.
type tokenError struct{ error }

func (e *tokenError) Unwrap() error { return e.error }

func (c *Channel) once(ctx context.Context, token, method, path string, b body, result any) error {
	ask, err := http.NewRequestWithContext(ctx, method, c.API+path, bytes.NewReader(b.content))
	if err != nil {
		return c.lost(err)
	}
	ask.Header.Set("access_token", token)
	if b.kind != "" {
		ask.Header.Set("Content-Type", b.kind)
	}
	content, status, err := c.carry(ask)
	if err != nil {
		return err
	}
	var a struct {
		Code *int            `json:"error"`
		Text string          `json:"message"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(content, &a); err != nil || a.Code == nil {
		return &callError{status: status, text: "no answer of Zalo's"}
	}
	if *a.Code != 0 {
		return &callError{status: status, code: *a.Code, json: true, text: c.redacted(a.Text)}
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(a.Data, result); err != nil {
		return &callError{status: status, text: "an answer of another shape: " + err.Error()}
	}
	return nil
}

// get asks with one parameter, which is JSON.
func (c *Channel) get(ctx context.Context, path string, params, result any) error {
	raw, err := json.Marshal(params)
	if err != nil {
		return err
	}
	return c.call(ctx, http.MethodGet, path+"?data="+url.QueryEscape(string(raw)), body{}, result)
}

// Account is what Zalo says of the account.
type Account struct {
	ID       id     `json:"oa_id"`
	Old      id     `json:"oaid"`
	Name     string `json:"name"`
	Package  string `json:"package_name"`
	Verified bool   `json:"is_verified"`
}

// Account asks Zalo about the account: whether the tokens work.
func (c *Channel) Account(ctx context.Context) (a Account, err error) {
	err = c.call(ctx, http.MethodGet, "/v2.0/oa/getoa", body{}, &a)
	if a.ID == "" {
		a.ID = a.Old
	}
	if err == nil && a.ID != "" && string(a.ID) != c.OA {
		err = fmt.Errorf("zalooa: the tokens are of the account %s, BAOPHU_ZALO_OA_ID is %s", a.ID, c.OA)
	}
	return a, err
}

// id is an opaque name, written as a text or a number.
type id string

// UnmarshalJSON reads either.
func (i *id) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "null" {
		text = ""
	}
	*i = id(text)
	return nil
}
