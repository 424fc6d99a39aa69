package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Sheet is a table to be written.
type Sheet struct {
	Name string // of the tab; made fit for Excel where need be
	Top  string // stands above each page that is printed
	Head []Column
	Rows [][]Cell
}

// Column is a column's title and its width in characters, 0 for as wide as
// what is in it.
type Column struct {
	Title string
	Width float64
	Left  bool // numbers stand at the left too, below words
}

// Cell is one value. The zero Cell is empty.
type Cell struct {
	form cellForm
	text string
	n    int64
	den  int64
}

type cellForm int8

const (
	emptyCell cellForm = iota
	textCell
	countCell
	numberCell
	shareCell
	rateCell
	dayCell
)

// Text is words. What would run as a formula when opened is made harmless.
func Text(s string) Cell { return Cell{form: textCell, text: s} }

// Count is a whole number.
func Count(n int64) Cell { return Cell{form: countCell, n: n} }

// Number is a number by which something is known: without thousands.
func Number(n int64) Cell { return Cell{form: numberCell, n: n} }

// Share is num of den, shown in percent; empty where den is 0.
func Share(num, den int64) Cell {
	if den == 0 {
		return Cell{}
	}
	return Cell{form: shareCell, n: num, den: den}
}

// ShareBelow is Share of what is held against targets, in millionths: what is
// below one is not shown rounded up to it.
func ShareBelow(num, den int64, targets ...int64) Cell {
	if den > 0 && vi.PercentBelow(num, den, targets...) != vi.Percent(num, den) {
		return Share(num*10_000/den, 10_000)
	}
	return Share(num, den)
}

// Rate is a share in millionths, shown in percent.
func Rate(r coverage.Rate) Cell { return Cell{form: rateCell, n: int64(r), den: 1_000_000} }

// Day is a date; empty for no day.
func Day(d vi.Day) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{form: dayCell, n: int64(d)}
}

// harmless keeps spreadsheets from running text as a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// Workbook writes sheets as XLSX: the head bold, frozen and printed on every
// page, numbers, rates and dates as such.
func Workbook(w io.Writer, sheets ...Sheet) error {
	if len(sheets) == 0 {
		return fmt.Errorf("workbook: no sheets")
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	styles, err := newStyles(book)
	if err != nil {
		return err
	}
	var tabs []string
	for i, s := range sheets {
		tab := tabName(s.Name, tabs)
		tabs = append(tabs, tab)
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), tab)
		} else {
			_, err = book.NewSheet(tab)
		}
		if err != nil {
			return fmt.Errorf("workbook: sheet %q: %w", tab, err)
		}
		if err := forPrint(book, tab, s.Top); err != nil {
			return fmt.Errorf("workbook: sheet %q: %w", tab, err)
		}
		if err := styles.write(book, tab, s); err != nil {
			return fmt.Errorf("workbook: sheet %q: %w", tab, err)
		}
	}
	if err := book.Write(w); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

// forPrint sets a sheet up for paper: A4, lying, as wide as the page, the head
// on every page below what it is of, and the pages numbered.
func forPrint(book *excelize.File, tab, top string) error {
	a4, lying, wide, tall, fit := 9, "landscape", 1, 0, true
	return errors.Join(
		book.SetSheetProps(tab, &excelize.SheetPropsOptions{FitToPage: &fit}),
		book.SetPageLayout(tab, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lying, FitToWidth: &wide, FitToHeight: &tall}),
		book.SetHeaderFooter(tab, &excelize.HeaderFooterOptions{OddHeader: headed(top), OddFooter: "&L&A&R&P/&N"}),
		book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: tab,
			RefersTo: "'" + strings.ReplaceAll(tab, "'", "''") + "'!$1:$1"}),
	)
}

// headed gives what stands above a printed page; Excel takes 255 characters.
func headed(top string) string {
	if top = vi.Clean(top); top == "" {
		return ""
	}
	words := []rune(top)
	return "&L" + strings.ReplaceAll(string(words[:min(len(words), 100)]), "&", "&&")
}

// styles are the numbers of the cell formats within one workbook.
type styles struct {
	head   int
	shapes map[cellForm]int
	left   map[cellForm]int // where numbers stand at the left
}

func newStyles(book *excelize.File) (styles, error) {
	s := styles{shapes: map[cellForm]int{}, left: map[cellForm]int{}}
	var err error
	s.head, err = book.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Family: "Calibri", Size: 11},
		Fill:      excelize.Fill{Type: "pattern", Color: []string{"DCE6F1"}, Pattern: 1},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	})
	if err != nil {
		return s, fmt.Errorf("workbook: %w", err)
	}
	// Words keep away from the number or date that ends left of them.
	indented := &excelize.Alignment{Horizontal: "left", Indent: 1}
	if s.shapes[textCell], err = book.NewStyle(&excelize.Style{Alignment: indented}); err != nil {
		return s, fmt.Errorf("workbook: %w", err)
	}
	s.left[textCell] = s.shapes[textCell]
	for form, pattern := range map[cellForm]string{countCell: "#,##0", numberCell: "0", shareCell: "0.00%", rateCell: "0.00%", dayCell: "dd/mm/yyyy"} {
		if s.shapes[form], err = book.NewStyle(&excelize.Style{CustomNumFmt: &pattern}); err != nil {
			return s, fmt.Errorf("workbook: %w", err)
		}
		if s.left[form], err = book.NewStyle(&excelize.Style{CustomNumFmt: &pattern, Alignment: indented}); err != nil {
			return s, fmt.Errorf("workbook: %w", err)
		}
	}
	return s, nil
}

func (s styles) write(book *excelize.File, tab string, sheet Sheet) error {
	out, err := book.NewStreamWriter(tab)
	if err != nil {
		return err
	}
	wide, lines := widths(sheet)
	for i, width := range wide {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(sheet.Head))
	for i, c := range sheet.Head {
		head[i] = excelize.Cell{StyleID: s.head, Value: harmless(c.Title)}
	}
	if err := out.SetRow("A1", head, excelize.RowOpts{Height: 16 * float64(lines)}); err != nil {
		return err
	}
	for i, row := range sheet.Rows {
		values := make([]any, len(row))
		for j, c := range row {
			values[j] = s.value(c, j < len(sheet.Head) && sheet.Head[j].Left)
		}
		if err := out.SetRow(fmt.Sprintf("A%d", i+2), values); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (s styles) value(c Cell, left bool) any {
	cell := excelize.Cell{StyleID: s.shapes[c.form]}
	if left {
		cell.StyleID = s.left[c.form]
	}
	switch c.form {
	case textCell:
		cell.Value = harmless(fit(c.text))
	case countCell, numberCell:
		cell.Value = c.n
	case shareCell, rateCell:
		cell.Value = float64(c.n) / float64(c.den)
	case dayCell:
		cell.Value = int(c.n) + unixAsExcel
	default:
		return nil
	}
	return cell
}

// unixAsExcel turns a vi.Day (1 is 1/1/1970) into Excel's count of days (1 is
// 1/1/1900, and 1900 has a 29 February).
const unixAsExcel = 25568

// fit cuts text at the most that a cell of Excel holds.
func fit(s string) string {
	const most = 32_767
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most])
}

// mostLines is on how many lines a title may stand above a narrow column.
const mostLines = 3

// widths are those asked for, else what the first rows need, and on how many
// lines the titles then stand: a long title makes no column wide.
func widths(sheet Sheet) (all []float64, lines int) {
	all, lines = make([]float64, len(sheet.Head)), 1
	for i, c := range sheet.Head {
		title := utf8.RuneCountInString(c.Title)
		if all[i] = c.Width; c.Width > 0 {
			continue
		}
		longest := (title + mostLines - 1) / mostLines
		for _, word := range strings.Fields(c.Title) {
			longest = max(longest, utf8.RuneCountInString(word))
		}
		for _, row := range sheet.Rows[:min(len(sheet.Rows), 200)] {
			if i < len(row) {
				longest = max(longest, utf8.RuneCountInString(row[i].shown()))
			}
		}
		longest = min(max(longest, 6), 60)
		all[i] = float64(longest) + 3
		lines = max(lines, min(mostLines, (title+longest-1)/longest))
	}
	return all, lines
}

// tabName makes a name that Excel takes: 31 characters, none of []:*?/\, not
// empty, and no other tab's.
func tabName(name string, taken []string) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, vi.Clean(name)), " '")
	if name == "" {
		name = "Bảng"
	}
	const most = 31
	base := []rune(name)
	name = string(base[:min(len(base), most)])
	isTaken := func(t string) bool { return strings.EqualFold(t, name) }
	for n := 2; slices.ContainsFunc(taken, isTaken); n++ {
		suffix := fmt.Sprintf(" %d", n)
		name = string(base[:min(len(base), most-len(suffix))]) + suffix
	}
	return name
}

// CSV writes one sheet as CSV (RFC 4180) for Excel: UTF-8 with BOM, commas, numbers
// plain, dates YYYY-MM-DD, rates in percent with a decimal point.
func CSV(w io.Writer, sheet Sheet) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, 0, len(sheet.Head))
	for _, c := range sheet.Head {
		record = append(record, harmless(c.Title))
	}
	if err := out.Write(record); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	for _, row := range sheet.Rows {
		record = record[:0]
		for _, c := range row {
			record = append(record, c.shown())
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}

// shown gives a cell as CSV has it.
func (c Cell) shown() string {
	switch c.form {
	case textCell:
		return harmless(c.text)
	case countCell, numberCell:
		return fmt.Sprint(c.n)
	case shareCell, rateCell:
		return strings.NewReplacer(".", "", ",", ".", "−", "-").Replace(vi.Percent(c.n, c.den))
	case dayCell:
		return vi.Day(c.n).String()
	default:
		return ""
	}
}
