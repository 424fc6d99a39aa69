package sheet

import (
	"fmt"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// scope is what an import may change.
type scope struct {
	may func(place.Code) bool
	old map[place.Code]place.Unit // as known before the import
}

func newScope(known coverage.Records, may func(place.Code) bool) *scope {
	s := &scope{may: may, old: make(map[place.Code]place.Unit, len(known.Units)+1)}
	s.old[place.Nation] = place.Unit{Code: place.Nation}
	for _, u := range known.Units {
		s.old[u.Code] = u
	}
	return s
}

// holds tells whether a unit lies within the scope: a known one by itself, a
// new one by the known one above it.
func (s *scope) holds(units map[place.Code]place.Unit, code place.Code) bool {
	for range len(units) + 1 { // a loop of parents is refused elsewhere
		if _, known := s.old[code]; known {
			return s.may(code)
		}
		u, ok := units[code]
		if !ok {
			return true // an unknown unit is a fault of its own
		}
		code = u.Parent
	}
	return false
}

// inScope refuses a row about a unit that the import may not change.
func (w *row) inScope(column string, code place.Code) {
	if s := w.r.scope; s != nil && code != "" && !s.holds(w.r.units, code) {
		u := w.r.units[code]
		w.fault(column, fmt.Sprintf("%s %s (mã %s) nằm ngoài phạm vi anh/chị quản trị; xóa hàng này hoặc gửi quản trị nơi đó", u.Kind, u.Name, code))
	}
}

// judgeScope refuses units that are taken from, or put to, where the import
// may change nothing.
func (r *reading) judgeScope() {
	if r.scope == nil {
		return
	}
	for _, code := range r.changed {
		w, u := r.from[code], r.units[code]
		w.inScope("code", code)
		if old, known := r.scope.old[code]; !known || old.Parent != u.Parent {
			w.inScope("parent_code", u.Parent)
		}
		if old := r.scope.old[code]; u.Office != old.Office || !slices.Equal(u.Past, old.Past) {
			w.inScope("office_code", u.Office)
		}
		for _, s := range u.Successors {
			w.inScope("successors", s.Code)
		}
	}
}
