package zalooa

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"baophu/bot"
)

const (
	freeWindow = 48 * time.Hour     // after a person wrote, when answers cost nothing
	openWindow = 7 * 24 * time.Hour // and when they may be written to at all
)

const (
	mostButtons = 5
	mostTitle   = 100
	mostPayload = 1000
)

// errors of the windows, as they stand in the outbox.
var (
	errPaid   = errors.New("zalooa: this person wrote more than 48 hours ago, so Zalo charges for a message; BAOPHU_ZALO_OA_PAID allows it")
	errClosed = errors.New("zalooa: this person wrote more than 7 days ago, so Zalo lets no message through until they write again")
)

type outgoing struct {
	Recipient struct {
		User string `json:"user_id"`
	} `json:"recipient"`
	Message content `json:"message"`
}

type content struct {
	Text       string      `json:"text,omitempty"`
	Attachment *attachment `json:"attachment,omitempty"`
}

type attachment struct {
	Type    string  `json:"type"`
	Payload payload `json:"payload"`
}

type payload struct {
	Template string   `json:"template_type,omitempty"`
	Elements []media  `json:"elements,omitempty"`
	Buttons  []button `json:"buttons,omitempty"`
	Token    string   `json:"token,omitempty"`
}

type media struct {
	Type string `json:"media_type"`
	ID   string `json:"attachment_id"`
}

type button struct {
	Title   string `json:"title"`
	Type    string `json:"type"`
	Payload string `json:"payload"`
}

// Send sends one reply.
func (c *Channel) Send(ctx context.Context, r bot.Reply) error {
	if r.Title == "" && r.Text == "" && r.Picture == nil && r.File == nil {
		return nil
	}
	if err := c.mayWrite(ctx, r); err != nil {
		return err
	}
	if r.Notice {
		ctx = ranked(ctx, noticing)
	}
	if len(r.Choices) > 0 && !tappable(r) {
		return c.typed(ctx, r)
	}
	message, err := c.content(ctx, r)
	if err == nil {
		err = c.deliver(ctx, r.To.Chat, message)
	}
	failure, ok := errors.AsType[*callError](err)
	if ok && failure.code == codeBad && len(r.Choices) > 0 {
		c.Logger.WarnContext(ctx, "zalooa: buttons are refused", "error", err)
		return c.typed(ctx, r)
	}
	if ok && slices.Contains(windowCodes, failure.code) {
		return c.outside(r, failure)
	}
	return classify(err)
}

// mayWrite heeds Zalo's windows: with answers as well, which are late where
// this service was down for days. Who is not known has only just written.
func (c *Channel) mayWrite(ctx context.Context, r bot.Reply) error {
	if c.LastSeen == nil {
		return nil
	}
	seen, err := c.LastSeen(ctx, r.To)
	if err != nil {
		return &bot.SendError{Kind: bot.RetryAfter, Err: fmt.Errorf("zalooa: when was the chat written in? %w", err)}
	}
	age := c.Now().Sub(seen)
	switch {
	case !r.Notice && seen.IsZero():
		return nil
	case age >= openWindow:
		err = errClosed
	case age >= freeWindow && !c.Paid:
		err = errPaid
	default:
		return nil
	}
	return c.outside(r, err)
}

// heldFor is how often it is looked whether a person wrote again.
const heldFor = 15 * time.Minute

// outside is the failure of a reply outside the windows, which is counted
// once. A notice is given up: it has had its time. An answer waits until the
// person writes again.
func (c *Channel) outside(r bot.Reply, why error) error {
	if c.Withheld != nil && (r.Notice || c.held.Add(r.To.Chat+" "+r.Title+" "+r.Text)) {
		c.Withheld("window")
	}
	if r.Notice {
		return &bot.SendError{Kind: bot.Rejected, Err: why}
	}
	return &bot.SendError{Kind: bot.Postponed, Wait: heldFor, Err: why}
}

// tappable tells whether a reply's choices can be buttons.
func tappable(r bot.Reply) bool {
	n := 0
	for _, row := range r.Choices {
		for _, choice := range row {
			n++
			if choice.Label == "" || units(choice.Label) > mostTitle || choice.Send == "" || units(choice.Send) > mostPayload {
				return false
			}
		}
	}
	return n <= mostButtons && r.Picture == nil && r.File == nil
}

// typed sends a reply with its choices written out. A failure after the first
// part is one of which it is not known how much arrived: begun anew without
// bounds, the first part would be said again each time.
func (c *Channel) typed(ctx context.Context, r bot.Reply) error {
	able := c.Abilities()
	able.Buttons = false
	for i, part := range bot.Degrade(r, able) {
		message, err := c.content(ctx, part)
		if err == nil {
			err = c.deliver(ctx, part.To.Chat, message)
		}
		if err = classify(err); err != nil && i > 0 {
			return &bot.SendError{Kind: bot.Unknown, Err: err}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Channel) deliver(ctx context.Context, user string, m content) error {
	var ask outgoing
	ask.Recipient.User, ask.Message = user, m
	raw, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	return c.call(ctx, http.MethodPost, "/v3.0/oa/message/cs", body{"application/json", raw}, nil)
}

// content makes what is sent; a picture or file is uploaded first.
func (c *Channel) content(ctx context.Context, r bot.Reply) (content, error) {
	m := content{Text: norm.NFC.String(bot.Written(r))}
	switch {
	case r.Picture != nil:
		id, err := c.upload(ctx, "image", *r.Picture)
		m.Attachment = &attachment{Type: "template", Payload: payload{Template: "media", Elements: []media{{Type: "image", ID: id}}}}
		return m, err
	case r.File != nil:
		token, err := c.upload(ctx, "file", *r.File)
		m.Attachment = &attachment{Type: "file", Payload: payload{Token: token}}
		return m, err
	case len(r.Choices) > 0:
		m.Attachment = &attachment{Type: "template"}
		for _, row := range r.Choices {
			for _, choice := range row {
				m.Attachment.Payload.Buttons = append(m.Attachment.Payload.Buttons, button{choice.Label, "oa.query.hide", choice.Send})
			}
		}
	}
	return m, nil
}

// upload gives Zalo a file, and gives its name there. Nothing was sent yet if
// it fails.
func (c *Channel) upload(ctx context.Context, kind string, f bot.File) (string, error) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	header := textproto.MIMEHeader{}
	header.Set("Content-Disposition", fmt.Sprintf(`form-data; name="file"; filename=%q`, fileName(kind, f)))
	header.Set("Content-Type", f.Type)
	part, err := w.CreatePart(header)
	if err == nil {
		_, err = part.Write(f.Bytes)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return "", err
	}
	var is struct {
		ID    id `json:"attachment_id"`
		Token id `json:"token"`
	}
	err = c.call(ctx, http.MethodPost, "/v2.0/oa/upload/"+kind, body{w.FormDataContentType(), form.Bytes()}, &is)
	if failure, ok := errors.AsType[*bot.SendError](classify(err)); ok && failure.Kind == bot.Unknown {
		return "", &bot.SendError{Kind: bot.RetryAfter, Err: err}
	}
	if is.ID == "" {
		is.ID = is.Token
	}
	return string(is.ID), err
}

// fileName is what an upload is called: Zalo goes by how it ends.
func fileName(kind string, f bot.File) string {
	end := strings.ToLower(filepath.Ext(f.Name))
	if kind == "image" {
		end = map[string]string{"image/jpeg": ".jpg", "image/png": ".png"}[f.Type]
	}
	return "tep" + end
}
