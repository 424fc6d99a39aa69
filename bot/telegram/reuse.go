package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"

	"baophu/bot"
)

// sentFile is what Telegram answers to a picture or file.
type sentFile struct {
	Photo    []fileID `json:"photo"` // by size, the largest last
	Document fileID   `json:"document"`
}

type fileID struct {
	ID string `json:"file_id"`
}

// deliverFile sends a picture or file: by the id under which Telegram keeps it
// where this bot sent it before, else by uploading it.
func (c *Channel) deliverFile(ctx context.Context, r bot.Reply, ask request) error {
	key := fileKey(r, ask.method)
	if c.Recall != nil {
		if id, known := c.Recall(ctx, key); known {
			again := maps.Clone(ask.params)
			again[ask.files[0].Name] = string(id)
			if err := c.call(ctx, ask.method, again, nil); !unknownFile(err) {
				return err
			}
		}
	}
	got, err := c.client(ctx, c.FileTimeout).UploadFiles(ask.method, ask.params, ask.files)
	if err != nil {
		return asCallError(err)
	}
	c.remember(ctx, key, got.Result)
	return nil
}

// remember keeps under which id Telegram has a file.
func (c *Channel) remember(ctx context.Context, key string, result []byte) {
	var sent sentFile
	if c.Remember == nil || json.Unmarshal(result, &sent) != nil {
		return
	}
	id := sent.Document.ID
	if n := len(sent.Photo); n > 0 {
		id = sent.Photo[n-1].ID
	}
	if id != "" {
		c.Remember(ctx, key, []byte(id))
	}
}

// fileKey names what is sent: an id is of one bot, and holds the file's name
// and whether it is shown as a picture.
func fileKey(r bot.Reply, method string) string {
	f := r.Picture
	if f == nil {
		f = r.File
	}
	sum := sha256.New()
	_, _ = sum.Write([]byte(method + "\x00" + f.Name + "\x00")) // never fails
	_, _ = sum.Write(f.Bytes)
	return "file/" + Platform + "/" + r.To.Bot + "/" + hex.EncodeToString(sum.Sum(nil))
}

// unknownFile tells whether Telegram refused the id of a file.
func unknownFile(err error) bool {
	failure, ok := errors.AsType[*callError](err)
	return ok && failure.json && failure.status == http.StatusBadRequest && strings.Contains(strings.ToLower(failure.text), "file")
}
