package handlers

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// typedOver puts what was typed, or tapped, into a report in the making.
func (v *visit) typedOver(m understand.Meaning, said string, setting understand.Setting) (understand.Meaning, bool) {
	if len(m.Rows) != 1 {
		return m, false
	}
	read := v.reader.Read(said, setting)
	fresh := m.Rows[0].Indicator == "" && m.Rows[0].Kind == ""
	if fresh && read.Intent == understand.Report && len(read.Ask) == 0 {
		return m, false // a whole report by itself
	}
	// A number first: it is one of people, and picks no choice of another step.
	for _, take := range []func(understand.Row, string, understand.Setting) (understand.Row, bool){
		v.takeCount, v.takeKind, v.takeInsurance, v.takeUnit, v.takeDay} {
		if r, ok := take(m.Rows[0], said, setting); ok {
			m.Rows, m.ZeroDay = []understand.Row{r}, r.Day
			return m, true
		}
	}
	return v.takeRead(m, read, said)
}

// takeRead puts what the message says by itself into a report in the making:
// "2 tt", "dửn 3 hgđ", "không có".
func (v *visit) takeRead(m, read understand.Meaning, said string) (understand.Meaning, bool) {
	r := m.Rows[0]
	switch {
	case read.Intent == understand.ZeroReport && r.Unit != "" && slices.Contains(read.Zeros, r.Unit) && read.Reject == "":
		return understand.Meaning{Intent: understand.Report, Zeros: []place.Code{r.Unit}, ZeroDay: r.Day}, true
	case read.Intent != understand.Report || read.Reject != "" || len(read.Rows) != 1:
		return m, false
	}
	got := read.Rows[0]
	switch {
	case r.Unit != "" && got.Unit != "" && got.Unit != r.Unit && len(read.Ask) == 0:
		return m, false // one of another village
	case slices.Contains(read.Ask, understand.AskExactCount) || got.Households && got.Kind != coverage.Visited:
		return m, true // "3-5 người", "3 hộ": how many is asked again
	case !got.Known:
		return m, !v.opensGuide() // it says too little: the step is asked again
	}
	m.Rows = []understand.Row{v.merged(r, got, said)}
	return m, true
}

// merged puts the figure that was typed into the row in the making.
func (v *visit) merged(r, got understand.Row, said string) understand.Row {
	r.Count, r.Known = got.Count, true
	if got.Unit != "" {
		r.Unit = got.Unit
	}
	if got.Indicator != "" {
		r.Indicator = got.Indicator
	}
	switch kind, named := kindIn(said); {
	case named:
		r.Kind = kind
	case got.Kind != "" && got.Kind != coverage.New, r.Kind == "" && got.Indicator != "":
		r.Kind = got.Kind
	}
	if got.Day != 0 && got.Day != v.today {
		r.Day = got.Day
	}
	r.Reason, r.Months, r.Tag = got.Reason, got.Months, got.Tag
	return r
}

func (v *visit) takeCount(r understand.Row, said string, s understand.Setting) (understand.Row, bool) {
	r.Count, r.Known = 0, false
	filled, ok := v.fillOne(understand.AskCount, r, said, s)
	if kind, named := kindIn(said); ok && named {
		filled.Kind = kind
	} else if ok && filled.Kind == "" && filled.Indicator != r.Indicator {
		filled.Kind = coverage.New // "3 hgđ" says it all
	}
	return filled, ok && filled.Known
}

func (v *visit) takeKind(r understand.Row, said string, _ understand.Setting) (understand.Row, bool) {
	kind, ok := kindIn(said)
	if !ok || strings.ContainsAny(said, "0123456789") || len(strings.Fields(said)) > 2 {
		return r, false
	}
	r.Kind, r.Reason = kind, ""
	return r, true
}

// kindIn finds a word for what happened to people.
func kindIn(said string) (coverage.Kind, bool) {
	folded := " " + strings.Join(strings.Fields(vi.Fold(strings.Trim(said, " .!"))), " ") + " "
	for _, k := range []struct {
		word string
		kind coverage.Kind
	}{{"giam", coverage.Lapsed}, {"tai tuc", coverage.Renewed}, {"gia han", coverage.Renewed}, {"tt", coverage.Renewed}, {"moi", coverage.New}, {"tang", coverage.New}} {
		if strings.Contains(folded, " "+k.word+" ") {
			return k.kind, true
		}
	}
	return "", false
}

func (v *visit) takeInsurance(r understand.Row, said string, s understand.Setting) (understand.Row, bool) {
	r.Indicator = ""
	filled, ok := v.fillOne(understand.AskIndicator, r, said, s)
	if kind, named := kindIn(said); ok && named {
		filled.Kind = kind
	}
	return filled, ok
}

func (v *visit) takeUnit(r understand.Row, said string, s understand.Setting) (understand.Row, bool) {
	r.Unit = ""
	filled, ok := v.fillOne(understand.AskUnit, r, said, s)
	return filled, ok && v.book.MayReport(v.person, filled.Unit, filled.Day)
}

func (v *visit) takeDay(r understand.Row, said string, s understand.Setting) (understand.Row, bool) {
	r.Day = 0
	return v.fillOne(understand.AskDate, r, said, s)
}

// fillOne reads a text as the answer to one question about one row. What is
// not asked about is made whole for the while, so that nothing else is filled.
func (v *visit) fillOne(ask understand.Ask, r understand.Row, said string, s understand.Setting) (understand.Row, bool) {
	m := understand.Meaning{Intent: understand.Report, Rows: []understand.Row{r}, Ask: []understand.Ask{ask}}
	filled, ok := v.reader.Fill(m, said, s)
	if !ok || len(filled.Rows) != 1 || filled.Reject != "" {
		return r, false
	}
	got := filled.Rows[0]
	got.Kind = r.Kind // Fill takes a kind for granted
	return got, true
}
