package bot

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Degrade turns a reply into what a channel of these abilities can show, in
// the order to send. It is the one place where what a channel lacks is
// replaced: buttons by lines to type, long texts by several, a picture or
// file by a link or a sentence. A reply with nothing to show gives none,
// unless it answers a tap.
func Degrade(r Reply, a Abilities) []Reply {
	if a.Units == nil {
		a.Units = utf8.RuneCountInString
	}
	r = withoutButtons(r, a)
	r = withoutFiles(r, a)
	return answersFirst(r, splitReply(r, a))
}

// withoutButtons writes the choices into the text where there are no buttons.
func withoutButtons(r Reply, a Abilities) Reply {
	if a.Buttons || len(r.Choices) == 0 {
		return r
	}
	var words, lines []string
	for _, row := range r.Choices {
		for _, c := range row {
			lines = append(lines, fmt.Sprintf(r.in("Trả lời %d: %s", "Reply %d: %s"), len(lines)+1, c.Label))
			word := c.Word
			if word == "" {
				word = c.Send
			}
			words = append(words, word)
		}
	}
	switch {
	case r.Asks:
		r.Text = join(r.Text, strings.Join(lines, "\n"))
	case r.Numbered && len(words) > 1:
		for n := range words {
			words[n] = fmt.Sprintf("%d %s", n+1, words[n])
		}
		r.Text = join(r.Text, r.in("Gõ số hoặc chữ: ", "Type a number or words: ")+strings.Join(words, " · "))
	default:
		r.Text = join(r.Text, r.in("Gõ: ", "Type: ")+strings.Join(words, " · "))
	}
	r.Choices = nil
	return r
}

// withoutFiles says where a picture or file is that cannot be sent.
func withoutFiles(r Reply, a Abilities) Reply {
	carries := func(f File) bool { return a.Carries == nil || a.Carries(f) }
	if r.Picture != nil && (!a.Pictures || !carries(*r.Picture)) {
		r.Text, r.Picture = join(r.Text, r.elsewhere(r.in("Ảnh", "Picture"), *r.Picture, a)), nil
	}
	if r.File != nil && (!a.Files || !carries(*r.File)) {
		r.Text, r.File = join(r.Text, r.elsewhere(r.in("Tệp", "File"), *r.File, a)), nil
	}
	return r
}

func (r Reply) elsewhere(what string, f File, a Abilities) string {
	name := what
	if f.Name != "" {
		name += " " + f.Name
	}
	if a.Link != nil {
		if url := a.Link(f); url != "" {
			return name + ": " + url
		}
	}
	return name + r.in(" không gửi được ở kênh này; hãy hỏi lại trên kênh khác của bot.", " cannot be sent on this channel; please ask on another of the bot's.")
}

// in gives a text in the reply's language.
func (r Reply) in(vietnamese, english string) string {
	if r.English {
		return english
	}
	return vietnamese
}

// splitReply cuts a reply into as many as the limits ask for. The last one
// bears the choices; pictures and files come first, with the text if it fits.
func splitReply(r Reply, a Abilities) []Reply {
	if r.Title != "" && a.Limit > 0 && a.Units(r.Title) > a.Limit/2 {
		r.Title, r.Text = "", join(r.Title, r.Text)
	}
	media := mediaOf(r)
	r.Picture, r.File = nil, nil
	caption := a.Caption
	if caption == 0 {
		caption = a.Limit
	}
	if last := len(media) - 1; last >= 0 && (caption == 0 || a.Units(Written(r)) <= caption) {
		with := r
		with.Picture, with.File = media[last].Picture, media[last].File
		media[last] = with
		return media
	}
	first := a.Limit
	if r.Title != "" && a.Limit > 0 {
		first -= a.Units(r.Title) + a.Units("\n")
	}
	texts := splitFrom(r.Text, first, a.Limit, a.Units)
	if len(texts) == 0 && r.Title == "" && len(r.Choices) > 0 {
		texts = []string{"Chọn:"} // buttons need a text to stand below
	}
	if len(texts) == 0 && (r.Title != "" || len(media) == 0 && r.Answers != "") {
		texts = []string{""}
	}
	for i, text := range texts {
		part := Reply{To: r.To, Text: text, Notice: r.Notice}
		if i == 0 {
			part.Title = r.Title
		}
		if i == len(texts)-1 {
			part.Choices, part.Asks = r.Choices, r.Asks
		}
		media = append(media, part)
	}
	return media
}

// mediaOf gives a reply of its own for each picture and file.
func mediaOf(r Reply) []Reply {
	var media []Reply
	if r.Picture != nil {
		media = append(media, Reply{To: r.To, Picture: r.Picture, Notice: r.Notice})
	}
	if r.File != nil {
		media = append(media, Reply{To: r.To, File: r.File, Notice: r.Notice})
	}
	return media
}

// answersFirst lets the first part alone answer the tap.
func answersFirst(r Reply, parts []Reply) []Reply {
	for i := range parts {
		parts[i].Answers = ""
		if i == 0 {
			parts[i].Answers = r.Answers
		}
	}
	return parts
}

// Written gives a reply's title and text as one, lines apart.
func Written(r Reply) string {
	if r.Title == "" || r.Text == "" {
		return r.Title + r.Text
	}
	return r.Title + "\n" + r.Text
}

// join puts one text below another.
func join(above, below string) string {
	if above == "" || below == "" {
		return above + below
	}
	return above + "\n" + below
}
