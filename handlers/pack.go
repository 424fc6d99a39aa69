package handlers

import (
	"bytes"
	"compress/gzip"
	"io"

	"baophu/internal/sheet"
)

// mostPacked is how many bytes of a file may wait in a chat's state, where the
// platform does not keep it: the state is a text of a megabyte at most.
const mostPacked = 600 << 10

// pack makes a file small. Writing to memory does not fail.
func pack(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		return nil
	}
	if err := w.Close(); err != nil {
		return nil
	}
	return b.Bytes()
}

// unpack gives back what pack made; nil of anything else.
func unpack(packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	content, err := io.ReadAll(io.LimitReader(r, sheet.MaxBytes+1))
	if err != nil {
		return nil
	}
	return content
}
