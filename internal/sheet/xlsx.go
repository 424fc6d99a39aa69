package sheet

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// unzipLimit refuses zip bombs: a sheet of 200.000 rows unzips to about half.
const unzipLimit = 128 << 20

const badWorkbook = "không đọc được tệp Excel (hỏng, hoặc giải nén ra quá lớn); mở bằng Excel và lưu lại thành .xlsx"

// readXLSX reads the first sheet, values as stored: dates are serial numbers
// and numbers plain, however they are shown.
func (t *table) readXLSX(b []byte) (reason string) {
	// The reader of a foreign format is fed whatever people send.
	defer func() {
		if recover() != nil {
			reason = badWorkbook
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{UnzipSizeLimit: unzipLimit, RawCellValue: true})
	if err != nil {
		return badWorkbook
	}
	defer func() { _ = book.Close() }()
	sheets := book.GetSheetList()
	props, err := book.GetWorkbookProps()
	if err != nil || len(sheets) == 0 {
		return badWorkbook
	}
	t.excel = true
	t.date04 = props.Date1904 != nil && *props.Date1904
	return t.readSheet(book, sheets[0])
}

func (t *table) readSheet(book *excelize.File, sheet string) string {
	rows, err := book.Rows(sheet)
	if err != nil {
		return badWorkbook
	}
	defer func() { _ = rows.Close() }()
	var numbers []numberColumn
	cellsLeft := (MaxRows + titleRows) * MaxColumns // empty ones too
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return badWorkbook
		}
		if cellsLeft -= len(cells); cellsLeft < 0 {
			return "tệp có quá nhiều ô trống được định dạng; chép riêng vùng có số liệu sang tệp mới"
		}
		asWritten(book, sheet, line, cells, numbers)
		if reason := t.add(line, cells); reason != "" {
			return reason
		}
		if numbers == nil && len(t.rows) <= titleRows {
			if k, columns, ok := t.match(cells); ok {
				numbers = k.numbers(columns)
			}
		}
	}
	if rows.Error() != nil {
		return badWorkbook
	}
	return ""
}

// Stored numbers that can be misread: 1.196 is not 1.196 people, and 0.957
// shown as a percentage is 95.7%.
var (
	likeThousands = regexp.MustCompile(`^\d{1,3}\.\d{3}$`)
	likeShare     = regexp.MustCompile(`^\d{1,3}(\.\d+)?$`)
)

// asWritten brings such numbers to the form in which a person would have
// typed them: with a decimal comma, and with the sign "%".
func asWritten(book *excelize.File, sheet string, line int, cells []string, numbers []numberColumn) {
	for _, p := range numbers {
		if p.at >= len(cells) {
			continue
		}
		misread := likeThousands.MatchString(cells[p.at]) || p.rate && likeShare.MatchString(cells[p.at])
		if !misread {
			continue
		}
		axis, err := excelize.CoordinatesToCellName(p.at+1, line)
		if err != nil {
			continue
		}
		kind, err := book.GetCellType(sheet, axis)
		if err != nil || (kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset) {
			continue
		}
		if p.rate && shownAsPercent(book, sheet, axis) {
			cells[p.at] = timesHundred(cells[p.at]) + "%"
			continue
		}
		cells[p.at] = strings.Replace(cells[p.at], ".", ",", 1)
	}
}

func shownAsPercent(book *excelize.File, sheet, axis string) bool {
	id, err := book.GetCellStyle(sheet, axis)
	if err != nil || id == 0 {
		return false
	}
	style, err := book.GetStyle(id)
	if err != nil {
		return false
	}
	return style.NumFmt == 9 || style.NumFmt == 10 ||
		style.CustomNumFmt != nil && strings.Contains(*style.CustomNumFmt, "%")
}

// timesHundred moves the point of a decimal number two places to the right.
func timesHundred(s string) string {
	whole, part, _ := strings.Cut(s, ".")
	part += "00"
	return whole + part[:2] + "," + part[2:] + "0"
}
