package sheet

import (
	"fmt"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// mostHints bounds the search for what an unknown code may have meant: a
// file of nothing but wrong codes is answered just as fast.
const mostHints = 100

// hints are the codes by which unknown ones are explained.
type hints struct {
	byName map[string][]place.Code
	given  map[place.Code]string
}

// unit reads the code of the unit that a row is about.
func (w *row) unit() place.Code {
	const column = "unit_code"
	s := w.needed(column)
	if s == "" {
		return ""
	}
	code := w.r.padded(place.Code(s))
	if _, ok := w.r.units[code]; !ok {
		w.fault(column, w.r.unknownUnit(code))
	}
	w.inScope(column, code)
	return code
}

// padded gives back the leading zeros that spreadsheets take off codes, where
// that names one known unit.
func (r *reading) padded(code place.Code) place.Code {
	if _, ok := r.units[code]; ok || len(code) == 0 || strings.Trim(string(code), "0123456789") != "" {
		return code
	}
	var found []place.Code
	for _, width := range []int{2, 5} {
		if len(code) >= width {
			continue
		}
		full := place.Code(strings.Repeat("0", width-len(code))) + code
		if _, ok := r.units[full]; ok {
			found = append(found, full)
		}
	}
	if len(found) != 1 {
		return code
	}
	return found[0]
}

// unknownUnit says that there is no such unit, and which may be meant.
func (r *reading) unknownUnit(code place.Code) string {
	if r.hints == nil {
		r.hints = &hints{byName: map[string][]place.Code{}, given: map[place.Code]string{}}
		for c, u := range r.units {
			r.hints.byName[vi.Fold(u.Name)] = append(r.hints.byName[vi.Fold(u.Name)], c)
			r.hints.byName[vi.Fold(u.Kind+" "+u.Name)] = append(r.hints.byName[vi.Fold(u.Kind+" "+u.Name)], c)
		}
	}
	reason, ok := r.hints.given[code]
	if ok {
		return reason
	}
	reason = fmt.Sprintf("không có đơn vị mã %q; sửa mã hoặc thêm đơn vị này vào tệp đơn vị", code)
	if near, ok := r.near(code); ok {
		reason = fmt.Sprintf("không có đơn vị mã %q; có phải %s (%s %s) không?", code, near.Code, near.Kind, near.Name)
	}
	if len(r.hints.given) < mostHints {
		r.hints.given[code] = reason
	}
	return reason
}

// near finds the one unit of that name, or the nearest code.
func (r *reading) near(code place.Code) (place.Unit, bool) {
	if named := r.hints.byName[vi.Fold(string(code))]; len(named) > 0 {
		best := named[0]
		for _, c := range named {
			if better(r.units[c], r.units[best]) {
				best = c
			}
		}
		return r.units[best], true
	}
	if len(r.hints.given) >= mostHints || len(code) < 2 {
		return place.Unit{}, false
	}
	best, most := place.Code(""), -1<<8
	for c := range r.units {
		if !oneSlip(string(code), string(c)) {
			continue
		}
		if n := likeness(string(code), string(c)); n > most || n == most && better(r.units[c], r.units[best]) {
			best, most = c, n
		}
	}
	return r.units[best], best != ""
}

// better orders units that fit alike: living ones first, then by code.
func better(a, b place.Unit) bool {
	if a.To.IsZero() != b.To.IsZero() {
		return a.To.IsZero()
	}
	return a.Code < b.Code
}

// likeness orders codes that are one slip away: the later the slip and the
// smaller, the nearer the units, since codes go by region.
func likeness(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) || n == len(b) {
		return n << 8
	}
	return n<<8 - max(int(a[n])-int(b[n]), int(b[n])-int(a[n]))
}

// oneSlip tells whether two codes differ by one letter changed, added or lost,
// or by two neighbours swapped.
func oneSlip(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return len(a) <= 1 && len(b) <= 1 || swapped
}
