package chart

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
)

// effort is how hard a picture is compressed. image/png knows only 1, whose
// files are a quarter larger, and 6, which takes several times as long over the
// level grounds of a picture and saves a tenth of the bytes.
const effort = 4

// The filters of a row: as it is, and as it differs from the one above.
const (
	asIs      = 0
	likeAbove = 2
)

// packed writes a picture of at most 256 colours as a PNG (ISO/IEC 15948).
func packed(m *image.Paletted) ([]byte, error) {
	var rows bytes.Buffer
	z, err := zlib.NewWriterLevel(&rows, effort)
	if err != nil {
		return nil, fmt.Errorf("compress rows: %w", err)
	}
	if _, err := z.Write(filtered(m)); err != nil {
		return nil, fmt.Errorf("compress rows: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compress rows: %w", err)
	}
	wide, tall := m.Rect.Dx(), m.Rect.Dy()
	head := binary.BigEndian.AppendUint32(nil, uint32(wide)) //nolint:gosec // a picture's sides
	head = binary.BigEndian.AppendUint32(head, uint32(tall)) //nolint:gosec // are no less than 0
	head = append(head, 8, 3, 0, 0, 0)                       // 8 bits a pixel, of a palette
	var colours []byte
	for _, c := range m.Palette {
		r, g, b, _ := c.RGBA()
		colours = append(colours, byte(r>>8), byte(g>>8), byte(b>>8)) //nolint:gosec // of 16 bits
	}
	file := []byte("\x89PNG\r\n\x1a\n")
	for _, part := range []struct {
		kind    string
		content []byte
	}{{"IHDR", head}, {"PLTE", colours}, {"IDAT", rows.Bytes()}, {"IEND", nil}} {
		file = binary.BigEndian.AppendUint32(file, uint32(len(part.content))) //nolint:gosec // some 100 KB
		begin := len(file)
		file = append(append(file, part.kind...), part.content...)
		file = binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(file[begin:]))
	}
	return file, nil
}

// filtered gives the rows to be compressed: one that is as the row above is no
// more than zeros.
func filtered(m *image.Paletted) []byte {
	wide, tall := m.Rect.Dx(), m.Rect.Dy()
	out := make([]byte, 0, (wide+1)*tall)
	same := append([]byte{likeAbove}, make([]byte, wide)...)
	var above []byte
	for y := range tall {
		row := m.Pix[y*m.Stride : y*m.Stride+wide]
		if bytes.Equal(row, above) {
			out = append(out, same...)
			continue
		}
		out, above = append(append(out, asIs), row...), row
	}
	return out
}
