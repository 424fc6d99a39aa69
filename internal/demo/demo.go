// Package demo makes the data that a first look needs: figures that were
// published, at their dates and for the units of their time, and beside them
// an invented year of a province, marked as such wherever it is shown.
// Everything is relative to a given day, and the same for the same day.
package demo

import (
	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Notice is what every answer on invented figures says.
const Notice = "số liệu minh họa"

// The units whose villages have figures of their own.
const (
	sonLa      = "14"
	laiChau    = "12"
	chiengSinh = "03679"
	quynhNhai  = "03703"
	muongChien = "03688"
	muongGion  = "03694"
	muongSai   = "03712"

	quynhNhaiOffice = "BHXH-14-01"
	mocChauOffice   = "BHXH-14-02"
)

// Figures gives the units, figures, people and a year of tallies as they are
// on the morning of today. Nothing is tallied on today itself, so that the
// first report of whoever tries it is seen to count.
func Figures(today vi.Day) coverage.Amendment {
	country := newCountry()
	y := newYear(country, today)
	y.simulate()
	out := coverage.Amendment{Note: Notice}
	out.Records.Units = country.units
	out.Records.Baselines = append(publishedBaselines(today), y.baselines()...)
	out.Records.Denominators = append(publishedDenominators(today), y.denominators()...)
	out.Records.Targets = append(publishedTargets(), y.targets()...)
	out.Records.Classes = y.classes()
	out.Records.Floors = floors()
	out.People = country.postings()
	out.Tallies, out.Agents = y.tallies()
	return out
}
