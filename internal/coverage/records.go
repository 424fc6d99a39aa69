package coverage

import (
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Rate is a share in millionths: 95,7% is 957000.
type Rate int64

// Records are the reference records that figures stand on besides tallies.
// They change rarely and all at once; Revision numbers their states.
type Records struct {
	Revision     int64
	Units        []place.Unit
	Names        []place.Name
	Baselines    []Baseline
	Denominators []Denominator
	Targets      []Target
	Classes      []Class
	Floors       []Floor
	Locks        []Lock
	Hours        []Hours
	Events       []Event
}

// Baseline is an official count (số chốt) of a unit on a day.
type Baseline struct {
	Unit         place.Code
	Indicator    Indicator
	AsOf         vi.Day
	Participants int64 // people; -1 where only a rate was published
	Stated       Rate  // as published, -1 where only a count was
	Bound        bool  // the rate is a bound ("trên 90%"), never compared
	Source       string
	Illustrative bool // invented for show: every answer on it says so
}

// Denominator is what a rate is a share of, for a unit from a day on.
type Denominator struct {
	Unit         place.Code
	Base         Base
	AsOf         vi.Day
	Value        int64 // people, more than 0
	Source       string
	Illustrative bool
}

// Measure is how a target is put.
type Measure string

// The measures: a share, a number of participants, a number of new people.
const (
	RatePct Measure = "rate_pct"
	Stock   Measure = "stock"
	NewOnes Measure = "new"
)

// Target is what a unit or an agent must reach by the end of a period.
type Target struct {
	Unit         place.Code
	Agent        string // an agent's name, "" for the unit's own
	Indicator    Indicator
	Period       Period
	Measure      Measure
	Rate         Rate   // of RatePct
	People       int64  // of Stock and NewOnes
	Basis        string // the act: "QĐ 123/QĐ-UBND"
	From         vi.Day // the day it took effect; a later one supersedes
	Illustrative bool
}

// Period is a year, a quarter or a month: "2026", "2026-Q4", "2026-11".
type Period string

// Class is a commune's standing in the new-rural programme (nông thôn mới).
type Class struct {
	Unit       place.Code
	Class      string // ntm, ntm_nang_cao, ntm_kieu_mau
	Group      string // the commune group of 2026-2030, or ""
	Recognised vi.Day
	To         vi.Day // zero: still
}

// Floor is the least coverage a class demands in a period.
type Floor struct {
	Class, Group string
	From, To     vi.Day
	Indicator    Indicator
	Rate         Rate
	Basis        string
}

// Lock closes a month of a unit and all below it to new entries.
type Lock struct {
	Unit  place.Code
	Month Period
}
