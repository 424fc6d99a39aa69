package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// mostSeparators is how many a line may hold, those within quotes too.
const mostSeparators = 2000

// readCSV cuts text at the separator by which its header makes sense.
func (t *table) readCSV(text string) string {
	skipped := 0
	if line, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(strings.ToLower(line), "sep=") {
		text, skipped = rest, 1 // Excel's own hint, which we need not
	}
	for line := range strings.Lines(text) {
		// Far more cells than columns allowed: not worth cutting up.
		if strings.Count(line, ",") > mostSeparators || strings.Count(line, ";") > mostSeparators || strings.Count(line, "\t") > mostSeparators {
			return tooManyColumns
		}
	}
	separator := t.separatorOf(text)
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = separator
	in.FieldsPerRecord = -1
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return ""
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return fmt.Sprintf("hàng %d: dấu ngoặc kép không đóng hoặc đặt sai chỗ; sửa lại hoặc lưu thành .xlsx", bad.StartLine+skipped)
		}
		if err != nil {
			return "không đọc được tệp CSV; lưu lại thành \"CSV UTF-8\" hoặc .xlsx"
		}
		line, _ := in.FieldPos(0)
		if reason := t.add(line+skipped, cells); reason != "" {
			return reason
		}
	}
}

// separatorOf tries the separators on the first rows: the one under which
// they hold a header, else the most frequent in the first line.
func (t *table) separatorOf(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best := ','
	for _, separator := range []rune{',', ';', '\t'} {
		in := csv.NewReader(strings.NewReader(text))
		in.Comma = separator
		in.FieldsPerRecord = -1
		for range titleRows {
			cells, err := in.Read()
			if err != nil {
				break
			}
			if _, _, ok := t.match(cells); ok {
				return separator
			}
		}
		if strings.Count(first, string(separator)) > strings.Count(first, string(best)) {
			best = separator
		}
	}
	return best
}
