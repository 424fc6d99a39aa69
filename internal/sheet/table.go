package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"baophu/internal/vi"
)

// table is a file cut into cells. lines[i] is the row number of rows[i].
type table struct {
	file    string
	kinds   []kind // those it may be
	kind    kind
	header  []string
	columns map[string]int // our name of a column to its place
	rows    [][]string
	lines   []int
	excel   bool // dates may be serial numbers
	date04  bool // counted from 1904
}

const (
	tooManyRows    = "tệp có hơn 200.000 hàng; chia thành nhiều tệp nhỏ hơn"
	tooManyColumns = "tệp có hơn 64 cột; chỉ giữ các cột cần nhập"
)

// titleRows is how many rows a title may take above the header.
const titleRows = 10

// open cuts a file into cells and finds its header; nil where it cannot,
// with the fault noted.
func (r *reading) open(file Source) *table {
	t, reason := r.cut(file)
	if reason == "" {
		reason = t.recognise()
	}
	if reason != "" {
		r.faults = append(r.faults, Fault{File: file.Name, Reason: reason})
		return nil
	}
	return t
}

func (r *reading) cut(file Source) (*table, string) {
	b := file.Bytes
	t := &table{file: file.Name, kinds: r.kinds}
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, "tệp trống; gửi lại tệp có hàng tiêu đề và số liệu"
	case len(b) > MaxBytes:
		return nil, "tệp lớn hơn 20 MB; chia thành nhiều tệp nhỏ hơn"
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return t, t.readXLSX(b)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return nil, "tệp Excel đời cũ (.xls) hoặc có mật khẩu; mở bằng Excel và lưu lại thành .xlsx, không đặt mật khẩu"
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return nil, "tệp chữ UTF-16; lưu lại thành \"CSV UTF-8\" hoặc .xlsx"
	case bytes.HasPrefix(b, []byte("%PDF")):
		return nil, "tệp PDF không nhập được; gửi tệp .xlsx hoặc .csv"
	case bytes.IndexByte(b, 0) >= 0:
		return nil, "không phải tệp CSV hay XLSX; gửi tệp .xlsx hoặc .csv"
	case !utf8.Valid(b):
		return nil, "chữ trong tệp không phải UTF-8; lưu lại thành \"CSV UTF-8\" hoặc .xlsx"
	case looksLikeMarkup(b):
		return nil, "tệp là trang web hoặc XML mang đuôi khác; mở bằng Excel và lưu lại thành .xlsx"
	}
	return t, t.readCSV(strings.TrimPrefix(string(b), "\ufeff"))
}

func looksLikeMarkup(b []byte) bool {
	start := bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	return len(start) > 0 && start[0] == '<'
}

// add keeps a row, cells cleaned, unless it is blank.
func (t *table) add(line int, cells []string) string {
	last := 0
	for i, c := range cells {
		cells[i] = strings.TrimSpace(strings.ReplaceAll(vi.Clean(c), "\n", " "))
		if cells[i] != "" {
			last = i + 1
		}
	}
	if last == 0 {
		return ""
	}
	if last > MaxColumns {
		return tooManyColumns
	}
	if len(t.rows) >= MaxRows+titleRows {
		return tooManyRows
	}
	t.rows = append(t.rows, cells[:last])
	t.lines = append(t.lines, line)
	return ""
}
