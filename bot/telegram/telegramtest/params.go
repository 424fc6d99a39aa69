package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// params are a call's parameters, as texts, and its files.
type params struct {
	text  map[string]string
	files map[string]file
}

type file struct {
	name  string
	bytes []byte
}

const maxUpload = 50 << 20

func readParams(r *http.Request) (params, error) {
	p := params{text: map[string]string{}, files: map[string]file{}}
	for name, values := range r.URL.Query() {
		p.text[name] = values[0]
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		var body map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			return p, fmt.Errorf("can't parse JSON: %w", err)
		}
		for name, value := range body {
			var text string
			if json.Unmarshal(value, &text) != nil {
				text = string(value)
			}
			p.text[name] = text
		}
		return p, nil
	case "multipart/form-data":
		return p, p.readParts(r)
	default:
		if err := r.ParseForm(); err != nil {
			return p, err
		}
		for name, values := range r.PostForm {
			p.text[name] = values[0]
		}
		return p, nil
	}
}

func (p params) readParts(r *http.Request) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(io.LimitReader(part, maxUpload+1))
		if err != nil {
			return err
		}
		if len(content) > maxUpload {
			return fmt.Errorf("file of %s is too big", part.FormName())
		}
		if name := part.FileName(); name != "" {
			p.files[part.FormName()] = file{name, content}
		} else {
			p.text[part.FormName()] = string(content)
		}
	}
}

// number gives a parameter as one, 0 where it is none.
func (p params) number(name string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(p.text[name]), 10, 64)
	return n
}

// list gives a parameter that is a JSON list of texts; nil where it is none.
func (p params) list(name string) []string {
	var list []string
	if json.Unmarshal([]byte(p.text[name]), &list) != nil {
		return nil
	}
	return list
}
