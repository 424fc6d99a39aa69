package sheet

import (
	"fmt"
	"regexp"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

func unitsKind() kind {
	return kind{
		name: "units", title: "đơn vị", read: (*reading).unitRow,
		columns: []column{
			col("code", true, "ma", "ma don vi"),
			col("name", false, "ten", "ten don vi"),
			col("kind", false, "loai", "loai don vi"),
			col("parent_code", false, "ma cap tren", "ma don vi cap tren", "cap tren", "thuoc", "parent"),
			col("office_code", false, "ma bhxh", "ma co quan bhxh", "bhxh co so", "office"),
			col("office_from", false, "bhxh tu ngay", "ngay chuyen bhxh"),
			col("valid_from", false, "tu ngay", "hieu luc tu"),
			col("valid_to", false, "den ngay", "het hieu luc"),
			col("successors", false, "ma moi", "don vi moi", "thanh"),
		},
		anyOf: []string{"name", "kind", "parent_code", "office_code", "valid_to", "successors"},
	}
}

func namesKind() kind {
	return kind{
		name: "names", title: "tên gọi khác", read: (*reading).nameRow,
		columns: []column{
			col("unit_code", true, "ma don vi", "ma"),
			col("name", true, "ten khac", "ten goi khac", "ten cu"),
		},
	}
}

var codeForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.\-]{0,31}$`)

// unitRow adds a unit, or changes what the row names of a known one: an empty
// cell leaves what is known, "-" clears it.
func (r *reading) unitRow(w *row) {
	code := place.Code(w.needed("code"))
	if code == "" {
		return
	}
	code = r.padded(code)
	unit, known := r.units[code]
	switch {
	case code == place.Nation:
		w.fault("code", "mã VN là cả nước và luôn có sẵn; xóa hàng này")
	case !known && !codeForm.MatchString(string(code)):
		w.fault("code", fmt.Sprintf("mã %q không hợp lệ; dùng chữ cái không dấu, số, dấu gạch hoặc chấm, nhiều nhất 32 ký tự", code))
	}
	unit.Code = code
	w.unitCells(&unit, known)
	if !w.bad {
		r.setUnit(w, unit)
	}
}

func (w *row) unitCells(u *place.Unit, known bool) {
	if s := w.text("kind"); s != "" {
		u.Kind = kindWord(s)
	} else if !known {
		w.needed("kind")
	}
	if s := w.free("name"); s != "" {
		u.Name = bareName(s, u.Kind)
	} else if !known {
		w.needed("name")
	}
	if s := w.text("parent_code"); s != "" {
		u.Parent = w.r.padded(place.Code(s))
	}
	if level, ok := place.LevelOf(u.Kind, u.Parent); ok && u.Parent == "" && level == place.Province {
		u.Parent = place.Nation
	}
	w.officeCells(u)
	u.From = w.changedDay("valid_from", u.From)
	u.To = w.changedDay("valid_to", u.To)
	switch s := w.text("successors"); s {
	case "":
	case "-":
		u.Successors = nil
	default:
		u.Successors = w.successors(s)
	}
}

// officeCells reads which office serves a unit, and from which day on: without
// a day it is put right for the days since the last change.
func (w *row) officeCells(u *place.Unit) {
	s, from := w.text("office_code"), w.day("office_from")
	switch {
	case s == "" && !from.IsZero():
		w.fault("office_code", "có ngày chuyển mà không ghi cơ quan BHXH; điền mã, hoặc - khi không còn thuộc cơ quan nào")
	case s == "-":
		*u = u.ServedBy("", from)
	case s != "":
		*u = u.ServedBy(place.Code(s), from)
	}
}

func (w *row) changedDay(column string, was vi.Day) vi.Day {
	switch w.text(column) {
	case "":
		return was
	case "-":
		return 0
	}
	return w.day(column)
}

// successors reads codes joined by "|". A single one took the whole unit in;
// several each took a part, and so did one marked ":part".
func (w *row) successors(s string) []place.Successor {
	codes := strings.Split(s, "|")
	var found []place.Successor
	for _, c := range codes {
		c, part, marked := strings.Cut(strings.TrimSpace(c), ":")
		if marked && key(part) != "part" && key(part) != "mot phan" {
			w.fault("successors", fmt.Sprintf("%q không hiểu; viết 03703:part khi đơn vị chỉ nhập một phần", part))
		}
		found = append(found, place.Successor{Code: place.Code(c), Whole: !marked && len(codes) == 1})
	}
	return found
}

// setUnit makes the unit as the row has it. A file names a unit once; a later
// file may name it again.
func (r *reading) setUnit(w *row, u place.Unit) {
	id := struct{ unit place.Code }{u.Code}
	at, again := r.seen[id]
	if again && at.table == w.t {
		w.fault("code", fmt.Sprintf("mã %s trùng với hàng %d; chỉ giữ một hàng", u.Code, at.line))
		return
	}
	if !again {
		r.changed = append(r.changed, u.Code)
	}
	r.seen[id] = sighting{table: w.t, line: w.line}
	r.units[u.Code], r.from[u.Code] = u, w
}

// kindWord brings a kind to the form in which units bear it: "Bản" is "bản".
// Of an office the letters stay large: "BHXH cơ sở".
func kindWord(s string) string {
	if level, ok := place.LevelOf(s, ""); ok && level != place.Office {
		return strings.ToLower(s)
	}
	return s
}

// bareName takes the kind off a name that was written with it. A name that
// is a number keeps its shape: "Phường 1" of kind phường is "1".
func bareName(name, kind string) string {
	if kind == "" || len(name) <= len(kind) || !strings.EqualFold(name[:len(kind)], kind) {
		return name
	}
	rest := strings.TrimSpace(name[len(kind):])
	if rest == "" || name[len(kind)] != ' ' {
		return name
	}
	return rest
}

// nameRow reads one more name of a unit.
func (r *reading) nameRow(w *row) {
	code := w.unit()
	w.needed("name")
	name := w.free("name")
	n := place.Name{Unit: code, Name: name}
	put(w, &r.out.Records.Names, n, n)
}
