package coverage

import "baophu/internal/vi"

// Uncovered is how many of the people that a unit is measured against do not
// take part; not known where either figure is of some parts only.
func (s Standing) Uncovered() (int64, bool) {
	if !s.Rated() || s.Partial() || s.Denominator.Partial() {
		return 0, false
	}
	return max(0, s.Denominator.Value-s.Participants), true
}

// Expected is how many people take part on a later day at the net pace of the
// last 28 days, rounded half up: within nobody and everybody. It is not known
// where there were fewer than 7 days with reports.
func (s Standing) Expected(day vi.Day) (int64, bool) {
	if !s.Known || s.Partial() || day <= s.AsOf || s.trend.reportingDays < forecastLeast {
		return 0, false
	}
	people := max(0, s.Participants+floorDiv(2*s.trend.net*int64(day-s.AsOf)+forecastWindow, 2*forecastWindow))
	if s.Rated() && !s.Denominator.Partial() {
		people = min(people, max(s.Participants, s.Denominator.Value))
	}
	return people, true
}
