package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// AdminUnits reads the four national lists (CSV, as laid out by the Statistics
// Office's catalogue and its conversion table of 2025): the provinces and the
// communes of today, the units of before 1 July 2025 with what they became,
// and other spellings. Any of them may be nil; what the others say of units of
// a missing list is kept, for those may be known already.
//
// Old units bear a letter before their code: T06, H119, X03703; those that
// ended in the round of 2023-2025 before, H24 and X24. A province that 2025
// left as it was is one unit throughout. Errors name the list and the row.
func AdminUnits(provinces, communes, legacy, variants io.Reader) ([]place.Unit, []place.Name, error) {
	b := nation{kept: map[string]bool{}, known: map[place.Code]bool{}, recent: map[string]bool{}, successors: map[place.Code][]place.Successor{}}
	lists := []struct {
		title string
		from  io.Reader
		rows  [][]string
		kind  kind
		read  func([]string) error
	}{
		{"danh sách tỉnh", provinces, nil, listOfProvinces(), b.province},
		{"danh sách xã", communes, nil, listOfCommunes(), b.commune},
		{"danh sách đơn vị cũ", legacy, nil, listOfOldUnits(), b.old},
		{"danh sách cách viết khác", variants, nil, listOfSpellings(), b.spelling},
	}
	b.alone = provinces == nil && communes == nil && legacy == nil
	for _, list := range lists {
		if list.from == nil {
			continue
		}
		rows, err := listRows(list.from, list.kind)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", list.title, err)
		}
		for _, row := range rows {
			if row[0] == "district-2024" {
				b.recent[row[1]] = true
			}
		}
		for i, row := range rows {
			if err := list.read(row); err != nil {
				return nil, nil, fmt.Errorf("%s: hàng %d: %w", list.title, i+2, err)
			}
		}
	}
	for i := range b.units {
		b.units[i].Successors = b.successors[b.units[i].Code]
	}
	return b.units, b.names, nil
}

// listRows reads a list whose header is just as kind says; each row has its
// columns in that order.
func listRows(from io.Reader, k kind) ([][]string, error) {
	in := csv.NewReader(from)
	rows, err := in.ReadAll()
	var bad *csv.ParseError
	switch {
	case errors.As(err, &bad):
		return nil, fmt.Errorf("hàng %d: số cột hoặc dấu ngoặc kép không đúng", bad.Line)
	case err != nil:
		return nil, err
	case len(rows) == 0:
		return nil, errors.New("tệp trống")
	}
	rows[0][0] = strings.TrimPrefix(rows[0][0], "\ufeff")
	if len(rows[0]) != len(k.columns) {
		return nil, errors.New("hàng 1: sai số cột")
	}
	for i, c := range k.columns {
		if rows[0][i] != c.name {
			return nil, fmt.Errorf("hàng 1: cột %d phải là %s", i+1, c.name)
		}
	}
	return rows[1:], nil
}

// nation gathers the units of the lists.
type nation struct {
	units      []place.Unit
	names      []place.Name
	known      map[place.Code]bool
	kept       map[string]bool // provinces that 2025 left as they were
	recent     map[string]bool // districts of the list of 2024 alone
	successors map[place.Code][]place.Successor
	alone      bool // the spellings came without any other list
}

// The days on which the units changed. The units of February 2024 that were
// gone in 2025 ended on various days; the most did at the end of 2024.
func lastOf2024() vi.Day   { return vi.Date(2024, time.December, 31) }
func lastOfOld() vi.Day    { return vi.Date(2025, time.June, 30) }
func firstOfToday() vi.Day { return vi.Date(2025, time.July, 1) }

func (b *nation) add(u place.Unit) {
	b.units = append(b.units, u)
	b.known[u.Code] = true
}

func (b *nation) province(row []string) error {
	code, name, kind, from := row[0], row[1], row[2], strings.Split(row[3], "|")
	if err := proper(code, 2, name); err != nil {
		return err
	}
	u := place.Unit{Code: place.Code(code), Name: name, Kind: kind, Parent: place.Nation, From: firstOfToday()}
	if slices.Equal(from, []string{code}) {
		u.From, b.kept[code] = 0, true
	} else {
		for _, old := range from {
			b.successors[place.Code("T"+old)] = []place.Successor{{Code: u.Code, Whole: true}}
		}
	}
	b.add(u)
	return nil
}

func (b *nation) commune(row []string) error {
	if err := proper(row[0], 5, row[1]); err != nil {
		return err
	}
	b.add(place.Unit{Code: place.Code(row[0]), Name: row[1], Kind: row[2], Parent: place.Code(row[3]), From: firstOfToday()})
	return nil
}

// old reads a row of the old units; a unit that became several has a row each.
func (b *nation) old(row []string) error {
	level, code, name, kind, parent, became, partial := row[0], row[1], row[2], row[3], row[4], row[5], row[6]
	u := place.Unit{Name: name, Kind: kind, To: lastOfOld()}
	width := 3
	switch level {
	case "province":
		width = 2
		u.Code, u.Parent = place.Code("T"+code), place.Nation
		if b.kept[code] {
			return nil
		}
	case "district":
		u.Code, u.Parent = place.Code("H"+code), b.oldProvince(parent)
	case "district-2024":
		u.Code, u.Parent, u.To = place.Code("H24"+code), b.oldProvince(parent), lastOf2024()
	case "commune":
		width = 5
		u.Code, u.Parent = place.Code("X"+code), place.Code("H"+parent)
	case "commune-2024":
		width = 5
		u.Code, u.Parent, u.To = place.Code("X24"+code), place.Code("H"+parent), lastOf2024()
		if b.recent[parent] {
			u.Parent = place.Code("H24" + parent)
		}
	default:
		return fmt.Errorf("cấp %q không có", level)
	}
	if err := proper(code, width, name); err != nil {
		return err
	}
	if !b.known[u.Code] {
		b.add(u)
	}
	if became != "" {
		b.successors[u.Code] = append(b.successors[u.Code], place.Successor{Code: place.Code(became), Whole: partial == "no"})
	}
	return nil
}

func (b *nation) oldProvince(code string) place.Code {
	if b.kept[code] {
		return place.Code(code)
	}
	return place.Code("T" + code)
}

func (b *nation) spelling(row []string) error {
	code := place.Code(row[1])
	switch level := row[0]; level {
	case "province":
		code = b.oldProvince(row[1])
	case "district":
		code = "H" + code
	case "commune":
		code = "X" + code
	case "current-province", "current-commune":
	default:
		return fmt.Errorf("cấp %q không có", level)
	}
	if row[2] == "" {
		return errors.New("thiếu tên")
	}
	if b.known[code] || b.alone {
		b.names = append(b.names, place.Name{Unit: code, Name: row[2]})
	}
	return nil
}

// proper checks a code of so many digits and a name.
func proper(code string, digits int, name string) error {
	switch {
	case len(code) != digits || strings.Trim(code, "0123456789") != "":
		return fmt.Errorf("mã %q phải có %d chữ số", code, digits)
	case name == "":
		return errors.New("thiếu tên")
	}
	return nil
}
