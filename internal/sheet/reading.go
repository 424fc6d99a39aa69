package sheet

import (
	"cmp"
	"fmt"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// reading is one import while it is read.
type reading struct {
	known  coverage.Records
	today  vi.Day
	out    coverage.Amendment
	faults []Fault

	units    map[place.Code]place.Unit // known and new, as they will be
	changed  []place.Code              // of them, those the files name, in their order
	from     map[place.Code]*row       // where a unit was named
	seen     map[any]sighting
	hints    *hints
	words    vocabulary
	kinds    []kind
	scope    *scope // nil: everything may be changed
	baseRows []*row // where out.Records.Baselines came from
}

// sighting is where something was named first, and its place in the amendment.
type sighting struct {
	table *table
	line  int
	index int
}

func newReading(known coverage.Records, today vi.Day) *reading {
	r := &reading{
		known: known,
		today: today,
		units: make(map[place.Code]place.Unit, len(known.Units)+1),
		from:  map[place.Code]*row{},
		seen:  map[any]sighting{},
		words: newVocabulary(),
		kinds: kinds(),
	}
	r.units[place.Nation] = place.Unit{Code: place.Nation, Name: "Việt Nam", Kind: "quốc gia"}
	for _, u := range known.Units {
		r.units[u.Code] = u
	}
	return r
}

// row is one row of a table while it is read.
type row struct {
	r     *reading
	t     *table
	line  int
	cells []string
	bad   bool
}

// rows reads a table whose rows are of kind k.
func (r *reading) rows(t *table, k kind) {
	if k.read == nil {
		return
	}
	for i, cells := range t.rows {
		w := &row{r: r, t: t, line: t.lines[i], cells: cells}
		if len(cells) > len(t.header) && !k.loose {
			w.fault("", "có nhiều ô hơn hàng tiêu đề; số viết bằng dấu phẩy phải đặt trong ngoặc kép, ví dụ \"95,7\"")
			continue
		}
		k.read(r, w)
	}
}

// text gives a cell, "" where the file has no such column.
func (w *row) text(column string) string {
	i, ok := w.t.columns[column]
	if !ok || i >= len(w.cells) {
		return ""
	}
	return w.cells[i]
}

func (w *row) fault(column, reason string) {
	w.bad = true
	w.note(column, reason, false)
}

func (w *row) warn(column, reason string) { w.note(column, reason, true) }

func (w *row) note(column, reason string, warning bool) {
	shown := ""
	if i, ok := w.t.columns[column]; ok {
		shown = w.t.header[i]
	}
	w.r.faults = append(w.r.faults, Fault{File: w.t.file, Row: w.line, Column: shown, Reason: reason, Warning: warning})
}

// needed gives a cell that must not be empty.
func (w *row) needed(column string) string {
	s := w.text(column)
	if s == "" {
		w.fault(column, "để trống; điền ô này hoặc xóa cả hàng")
	}
	return s
}

// day reads a date; an empty cell is no day.
func (w *row) day(column string) vi.Day {
	s := w.text(column)
	if s == "" {
		return 0
	}
	day, reason := w.t.parseDay(s)
	if reason != "" {
		w.fault(column, fmt.Sprintf("%q %s", s, reason))
	}
	return day
}

// past reads a date that must be there and not after today.
func (w *row) past(column string) vi.Day {
	if w.needed(column) == "" {
		return 0
	}
	day := w.day(column)
	if day > w.r.today {
		w.fault(column, fmt.Sprintf("ngày %s chưa tới; ghi ngày từ hôm nay trở về trước", day.Long()))
	}
	return day
}

// count reads a number of people that must be there.
func (w *row) count(column string) int64 {
	s := w.needed(column)
	if s == "" {
		return 0
	}
	n, reason := parseCount(s)
	if reason != "" {
		w.fault(column, fmt.Sprintf("%q %s", s, reason))
	}
	return n
}

// rate reads a share in percent that must be there.
func (w *row) rate(column string) coverage.Rate {
	s := w.needed(column)
	if s == "" {
		return 0
	}
	rate, reason := parseRate(s)
	if reason == "" && rate == 0 {
		reason = "bằng 0; ghi tỷ lệ trên 0"
	}
	if reason != "" {
		w.fault(column, fmt.Sprintf("%q %s", s, reason))
	}
	return rate
}

// illustrative reads the column by which invented figures are marked.
func (w *row) illustrative() bool {
	switch s := w.text("illustrative"); key(s) {
	case "", "0", "khong", "no", "false":
		return false
	case "1", "x", "co", "yes", "true", "minh hoa":
		return true
	default:
		w.fault("illustrative", fmt.Sprintf("%q không hiểu; ghi \"có\" hoặc để trống", s))
		return false
	}
}

// put adds an item that id identifies. The same twice in one file is a fault;
// in a later file it replaces. It gives the item's place, -1 where refused.
func put[T any](w *row, list *[]T, id any, item T) int {
	if w.bad {
		return -1
	}
	at, again := w.r.seen[id]
	switch {
	case again && at.table == w.t:
		w.fault("", fmt.Sprintf("trùng với hàng %d; chỉ giữ một hàng", at.line))
		return -1
	case again:
		(*list)[at.index] = item
	default:
		at.index = len(*list)
		*list = append(*list, item)
	}
	w.r.seen[id] = sighting{w.t, w.line, at.index}
	return at.index
}

func (r *reading) nothing(files []Source) bool {
	if len(files) > 0 {
		return false
	}
	r.faults = append(r.faults, Fault{Reason: "chưa có tệp nào; gửi kèm ít nhất một tệp .csv hoặc .xlsx"})
	return true
}

// sorted gives the faults by file as sent and by row.
func (r *reading) sorted(files []Source) []Fault {
	order := map[string]int{}
	for i, f := range files {
		order[f.Name] = i
	}
	slices.SortStableFunc(r.faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Row, b.Row))
	})
	return r.faults
}
