package sheet

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"

	"baophu/internal/place"
)

// The four lists of the national units, those of today and those of before
// July 2025, as they are published together.
func listOfProvinces() kind {
	return kind{name: "list_provinces", title: "danh sách tỉnh", columns: exactly("code", "name", "type", "merged_from")}
}

func listOfCommunes() kind {
	return kind{name: "list_communes", title: "danh sách xã", columns: exactly("code", "name", "type", "province_code")}
}

func listOfOldUnits() kind {
	return kind{name: "list_old_units", title: "danh sách đơn vị cũ", columns: exactly(
		"level", "old_code", "old_name", "old_type", "old_parent_code", "new_commune_code", "partial")}
}

func listOfSpellings() kind {
	return kind{name: "list_spellings", title: "danh sách cách viết khác", columns: exactly("level", "code", "name", "source")}
}

func exactly(names ...string) []column {
	columns := make([]column, len(names))
	for i, name := range names {
		columns[i] = col(name, true)
	}
	return columns
}

// nationalLists reads the lists together, since the old units end in the new.
func (r *reading) nationalLists(tables []*table) {
	kinds := []kind{listOfProvinces(), listOfCommunes(), listOfOldUnits(), listOfSpellings()}
	readers := make([]io.Reader, len(kinds))
	var lists []*table
	for i, k := range kinds {
		of := slices.DeleteFunc(slices.Clone(tables), func(t *table) bool { return t.kind.name != k.name })
		if len(of) > 0 {
			readers[i] = plain(k, of)
			lists = append(lists, of...)
		}
	}
	if len(lists) == 0 {
		return
	}
	units, names, err := AdminUnits(readers[0], readers[1], readers[2], readers[3])
	if err != nil {
		r.faults = append(r.faults, Fault{File: lists[0].file, Reason: fmt.Sprintf("%v; sửa hàng đó hoặc lấy lại bốn tệp của cùng một bản", err)})
		return
	}
	at := listed(lists)
	for _, u := range units {
		r.setListed(cmp.Or(at[u.Code], at[""]).of(r), u)
	}
	for _, n := range names {
		w := cmp.Or(at[n.Unit], at[""]).of(r)
		if _, ok := r.units[n.Unit]; !ok {
			w.fault("", r.unknownUnit(n.Unit))
		}
		w.inScope("", n.Unit)
		if _, again := r.seen[n]; !again {
			put(w, &r.out.Records.Names, n, n)
		}
	}
}

// lineOf is a row of a list.
type lineOf struct {
	table *table
	line  int
}

func (l lineOf) of(r *reading) *row { return &row{r: r, t: l.table, line: l.line} }

// listed finds the rows of the units by the codes that AdminUnits gives them;
// under "" stands the first row of all.
func listed(lists []*table) map[place.Code]lineOf {
	at := map[place.Code]lineOf{"": {lists[0], 1}}
	prefix := map[string]string{"province": "T", "district": "H", "commune": "X", "district-2024": "H24", "commune-2024": "X24"}
	for _, t := range lists {
		for i := range t.rows {
			w := &row{t: t, cells: t.rows[i]}
			code := place.Code(w.text("code"))
			if t.kind.name == listOfOldUnits().name {
				code = place.Code(prefix[w.text("level")] + w.text("old_code"))
			}
			if _, again := at[code]; !again {
				at[code] = lineOf{t, t.lines[i]}
			}
		}
	}
	return at
}

// setListed takes a unit over as listed, but for what the lists know nothing
// of: the office that serves it, and that it ended since.
func (r *reading) setListed(w *row, u place.Unit) {
	known := r.units[u.Code]
	u.Office, u.Past = known.Office, known.Past
	if u.To.IsZero() {
		u.To, u.Successors = known.To, known.Successors
	}
	if _, again := r.from[u.Code]; !again {
		r.changed = append(r.changed, u.Code)
	}
	r.units[u.Code], r.from[u.Code] = u, w
}

// plain writes the files of one list as one CSV, its columns in the published
// order.
func plain(k kind, files []*table) io.Reader {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	record := make([]string, len(k.columns))
	for i, c := range k.columns {
		record[i] = c.name
	}
	write := func() { _ = out.Write(record) } // a bytes.Buffer takes everything
	write()
	for _, t := range files {
		for _, cells := range t.rows {
			w := &row{t: t, cells: cells}
			for i, c := range k.columns {
				record[i] = w.text(c.name)
			}
			write()
		}
	}
	out.Flush()
	return &b
}
