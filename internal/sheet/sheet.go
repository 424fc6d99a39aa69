// Package sheet reads the files that people import (CSV and XLSX) into an
// amendment of the reference records, all of them or none, and writes tables
// back as XLSX and CSV. The files and their columns are described in
// docs/import.md.
package sheet

import (
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// The limits of one file. An office's largest file (a year of tallies of a
// province) is about 2 MB.
const (
	MaxBytes   = 20 << 20 // of a file as sent
	MaxRows    = 200_000
	MaxColumns = 64
)

// Source is one file as it came: its name is for messages only, the content
// alone decides what it is.
type Source struct {
	Name  string
	Bytes []byte
}

// Fault is what is wrong with one cell, row or file. Row is as a spreadsheet
// numbers it, 0 for the whole file; Column is the header as written in the
// file, or "". Reason is in Vietnamese and says what to do.
type Fault struct {
	File    string `json:"file"`
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Reason  string `json:"reason"`
	Warning bool   `json:"warning,omitempty"` // worth a look, and no reason to refuse
}

// String gives the fault in one line: "don-vi.csv, hàng 7, cột ma: ...".
func (f Fault) String() string {
	s := f.File
	if f.Row > 0 {
		s += fmt.Sprintf(", hàng %d", f.Row)
	}
	if f.Column != "" {
		s += ", cột " + f.Column
	}
	if f.Warning {
		return s + ": lưu ý: " + f.Reason
	}
	return s + ": " + f.Reason
}

// Refused tells whether any fault is more than a warning.
func Refused(faults []Fault) bool {
	for _, f := range faults {
		if !f.Warning {
			return true
		}
	}
	return false
}

// Read reads the files of one import. They may refer to each other and to
// what is known, in any order. Where any row is refused the amendment is
// empty: there is no half import. Amendment.By and Note are the caller's.
// Nothing may be dated after today, but for targets and what is in force.
func Read(files []Source, known coverage.Records, today vi.Day) (coverage.Amendment, []Fault) {
	return newReading(known, today).read(files)
}

// ReadWithin is Read for somebody who may change some units only: a row about
// another unit is refused.
func ReadWithin(files []Source, known coverage.Records, today vi.Day, may func(place.Code) bool) (coverage.Amendment, []Fault) {
	r := newReading(known, today)
	r.scope = newScope(known, may)
	return r.read(files)
}

func (r *reading) read(files []Source) (coverage.Amendment, []Fault) {
	var tables []*table
	for _, file := range files {
		if t := r.open(file); t != nil {
			tables = append(tables, t)
		}
	}
	r.nationalLists(tables)
	for _, k := range r.kinds {
		for _, t := range tables {
			if t.kind.name == k.name {
				r.rows(t, k)
			}
		}
		if k.name == lastOfUnits {
			r.closeUnits()
		}
	}
	r.judgeFigures()
	if r.nothing(files) || Refused(r.faults) {
		return coverage.Amendment{}, r.sorted(files)
	}
	return r.out, r.sorted(files)
}
