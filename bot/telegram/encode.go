package telegram

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"baophu/bot"
)

// request is one call of the API.
type request struct {
	method string
	params tgbotapi.Params
	files  []tgbotapi.RequestFile
}

// mostData is how many bytes a button may hold.
const mostData = 64

// encode writes a reply that fits our Abilities as a call; plain: without any
// markup.
func encode(r bot.Reply, plain bool) (request, error) {
	chat, thread, topic := strings.Cut(r.To.Chat, ":")
	p := tgbotapi.Params{"chat_id": chat}
	if topic {
		p["message_thread_id"] = thread
	}
	markup, err := keyboard(r.Choices)
	if err != nil {
		return request{}, err
	}
	p.AddNonEmpty("reply_markup", markup)
	text := bot.Written(r)
	if !plain {
		text = marked(r)
		p["parse_mode"] = tgbotapi.ModeHTML
	}
	switch {
	case r.Picture != nil:
		p.AddNonEmpty("caption", text)
		return request{"sendPhoto", p, upload("photo", "anh.png", r.Picture)}, nil
	case r.File != nil:
		p.AddNonEmpty("caption", text)
		return request{"sendDocument", p, upload("document", "tep", r.File)}, nil
	default:
		p["text"] = text
		p["link_preview_options"] = `{"is_disabled":true}`
		return request{"sendMessage", p, nil}, nil
	}
}

// marked is a reply's text as HTML, where only < > & and quotes mean anything.
func marked(r bot.Reply) string {
	if r.Title == "" {
		return html.EscapeString(r.Text)
	}
	title := "<b>" + html.EscapeString(r.Title) + "</b>"
	if r.Text == "" {
		return title
	}
	return title + "\n" + html.EscapeString(r.Text)
}

func upload(field, name string, f *bot.File) []tgbotapi.RequestFile {
	if f.Name != "" {
		name = f.Name
	}
	return []tgbotapi.RequestFile{{Name: field, Data: tgbotapi.FileBytes{Name: name, Bytes: f.Bytes}}}
}

// keyboard writes choices as buttons; "" for none.
func keyboard(choices [][]bot.Choice) (string, error) {
	rows := [][]tgbotapi.InlineKeyboardButton{}
	for _, row := range choices {
		var buttons []tgbotapi.InlineKeyboardButton
		for _, c := range row {
			if c.Label == "" || c.Send == "" || len(c.Send) > mostData {
				return "", fmt.Errorf("telegram: a button needs a label and 1 to %d bytes to send: %q has %d", mostData, c.Label, len(c.Send))
			}
			buttons = append(buttons, tgbotapi.NewInlineKeyboardButtonData(c.Label, c.Send))
		}
		if len(buttons) > 0 {
			rows = append(rows, buttons)
		}
	}
	if len(rows) == 0 {
		return "", nil
	}
	markup, err := json.Marshal(tgbotapi.NewInlineKeyboardMarkup(rows...))
	return string(markup), err
}
