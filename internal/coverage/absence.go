package coverage

import "baophu/internal/vi"

// Absence is the days on which a person rests. To is 0 while nobody knows how
// long; From 0 for no absence.
type Absence struct{ From, To vi.Day }

// Holds tells whether a day lies in it.
func (a Absence) Holds(day vi.Day) bool {
	return !a.From.IsZero() && a.From <= day && (a.To.IsZero() || day <= a.To)
}

// Ahead tells whether it holds some day from the given one on.
func (a Absence) Ahead(day vi.Day) bool { return !a.From.IsZero() && (a.To.IsZero() || day <= a.To) }

// String gives both days, "" for one that is not known.
func (a Absence) String() string {
	if a.To.IsZero() {
		return a.From.String() + ".."
	}
	return a.From.String() + ".." + a.To.String()
}
