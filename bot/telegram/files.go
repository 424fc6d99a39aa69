package telegram

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

// mostFile is what Telegram lets a bot download.
const mostFile = 20 << 20

// ErrTooBig is what Fetch answers for a file beyond 20 MB.
var ErrTooBig = fmt.Errorf("telegram, beyond 20 MB: %w", bot.ErrTooBig)

// Fetch downloads a file that a person sent.
func (c *Channel) Fetch(ctx context.Context, f bot.File) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, c.FileTimeout)
	defer cancel()
	var at struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := c.call(ctx, "getFile", tgbotapi.Params{"file_id": f.Ref}, &at); err != nil {
		if strings.Contains(err.Error(), "file is too big") {
			return nil, ErrTooBig
		}
		return nil, err
	}
	if at.Size > mostFile {
		return nil, ErrTooBig
	}
	return c.download(ctx, at.Path)
}

func (c *Channel) download(ctx context.Context, path string) ([]byte, error) {
	d := doer{ctx: ctx, http: c.http, token: c.Token}
	path = (&url.URL{Path: path}).EscapedPath()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf(c.files, c.Token, path), nil)
	if err != nil {
		return nil, d.lost(err, false)
	}
	got, err := c.http.Do(ask)
	if err != nil {
		return nil, d.lost(err, false)
	}
	defer got.Body.Close() //nolint:errcheck // read to its end, or past its bound
	if got.StatusCode != http.StatusOK {
		return nil, &callError{status: got.StatusCode, text: "file not given"}
	}
	content, err := io.ReadAll(io.LimitReader(got.Body, mostFile+1))
	if err != nil {
		return nil, d.lost(err, true)
	}
	if len(content) > mostFile {
		return nil, ErrTooBig
	}
	return content, nil
}
