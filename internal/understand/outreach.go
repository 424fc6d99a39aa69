package understand

import (
	"slices"

	"baophu/internal/coverage"
)

// outreach reads meetings: how many, who came, who registered. Registered is
// a promise and never a new participant.
func (t *tally) outreach() (Meaning, bool) {
	m := Meaning{Intent: Outreach, Day: t.day}
	counted, enrolled := false, false
	t.stayedAway()
	for i := range t.figures {
		f := &t.figures[i]
		switch {
		case f.registered:
			m.Registrants += f.Count
			m.Indicator = f.Indicator
			if general := m.Indicator == coverage.BHXH || m.Indicator == coverage.Unemployment || m.Indicator == coverage.BHYT; general && !f.saidBeside() || m.Indicator == coverage.BHXH {
				m.Indicator = "" // which of the two they mean is asked
			}
			counted = true
		case f.attending:
			m.Attendees += f.Count
			counted = true
		case f.meetings && !f.people:
			m.Meetings += f.Count
			counted = true
		case t.gathered && !f.own && !(f.Known && f.Count == 0) && !t.paidUp(f) && !f.Households && f.Kind != "renewed" && f.Kind != "lapsed" && f.Kind != "visited":
			f.attending = true
			m.Attendees += f.Count
			counted = true
		default:
			enrolled = true
		}
	}
	if !counted || enrolled && m.Meetings+m.Attendees == 0 {
		return Meaning{}, false
	}
	if m.Meetings == 0 && t.gathered {
		m.Meetings = 1
	}
	t.unitsOf()
	t.about(&m)
	if m.Reject == FutureDate && !slices.ContainsFunc(t.items, func(it item) bool { return it.class == attend || it.class == register }) {
		return Meaning{Intent: Unclear}, true // an invitation to a meeting
	}
	if m.Meetings+m.Attendees == 0 && (m.Reject == FutureDate || m.Indicator == "" && len(m.Rows) == 0) {
		return Meaning{Intent: Unclear}, true // "mai có 3 người hẹn mua": nothing happened yet
	}
	return m, true
}

// about fills in where and when the meeting was, what it enrolled, and what
// must be asked.
func (t *tally) about(m *Meaning) {
	a := asks{}
	met := max(0, slices.IndexFunc(t.figures, func(f figure) bool { return f.attending || f.meetings || f.registered }))
	m.Unit, m.Choices = t.figures[met].Unit, t.figures[met].Choices
	for i := range t.figures {
		f := &t.figures[i]
		if m.Unit == "" {
			m.Unit, m.Choices = f.Unit, f.Choices
		}
		if f.approx || f.torn {
			a.add(AskExactCount)
		}
		if !f.registered && !f.attending && !f.meetings && (f.Count > 0 || !f.Known) {
			m.Rows = append(m.Rows, t.row(f, &a))
		}
	}
	if t.metInSeveral() {
		a.add(AskExactCount) // each has its own meeting: they are told one by one
	}
	if m.Registrants > 0 && m.Indicator == "" {
		a.add(AskRegistered)
	}
	if m.Unit == "" {
		a.add(AskUnit)
	}
	if m.Reject = t.outOfTime(m.Day); m.Reject == "" {
		m.Ask = a.list
	}
	if t.never && m.Reject == "" && !slices.Contains(m.Ask, AskDate) {
		m.Day = 0
		m.Ask = append(m.Ask, AskDate)
	}
}
