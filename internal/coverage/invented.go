package coverage

import (
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Invented tells whether the figures of a unit are for show: its official count,
// or what it is measured against, was invented, and so is whatever was reported
// on top of it.
func (b *Book) Invented(u place.Code, day vi.Day) bool {
	return b.participants(u, BHYT, day).Illustrative || b.Denominator(u, Population, day).Illustrative
}
