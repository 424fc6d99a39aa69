package sheet

import (
	"encoding/json"
	"fmt"
	"io"

	"baophu/internal/coverage"
)

// Write writes an export in a format: "xlsx" all of it for reading, "csv" the
// figures alone, "json" all of it for programs.
func (e *Export) Write(w io.Writer, format string) error {
	switch format {
	case "json":
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(e)
	case "csv":
		return CSV(w, e.coded(e.figures()))
	case "xlsx":
		sheets := []Sheet{e.cover(), e.figures(), e.tallies(), e.targets(), e.notes()}
		for n := range sheets {
			sheets[n].Top = fmt.Sprintf("%s, %s, %s", e.words.indicator[string(e.wanted.Indicator)], e.Title, e.wanted.To.Long())
		}
		return Workbook(w, sheets...)
	}
	return fmt.Errorf("export as %q: no such format", format)
}

// coded puts the codes of indicators for the words, which are for people: codes
// are what programs, and an import, know for certain.
func (e *Export) coded(figures Sheet) Sheet {
	for n, st := range e.Standing {
		figures.Rows[n][2] = Text(string(st.Indicator))
	}
	return figures
}

func (e *Export) cover() Sheet {
	x := e.words
	rows := [][]Cell{
		{Text(x.unit), Text(e.Title)}, {Text(x.code), Text(e.Unit)},
		{Text(x.figureHead[2]), Text(x.indicator[string(e.wanted.Indicator)])},
		{Text(x.from), Day(e.wanted.From)}, {Text(x.to), Day(e.wanted.To)},
		{Text(x.lines), Count(int64(len(e.Tallies)))},
	}
	st := e.Standing[0]
	if st.Known {
		rows = append(rows, []Cell{Text(x.figureHead[4]), Count(st.Participants)})
	}
	if st.Rated() {
		rows = append(rows, []Cell{Text(x.figureHead[5]), Count(st.Denominator.Value)}, []Cell{Text(x.figureHead[6]), shareOf(st)})
	}
	for _, n := range e.Notes {
		rows = append(rows, []Cell{Text(x.note), Text(n)})
	}
	return Sheet{Name: x.cover, Head: []Column{{Title: x.item, Width: 22}, {Title: x.content, Width: 60, Left: true}}, Rows: rows}
}

func heads(titles []string) []Column {
	all := make([]Column, len(titles))
	for n, t := range titles {
		all[n].Title = t
	}
	return all
}

func (e *Export) figures() Sheet {
	s := Sheet{Name: e.words.figures, Head: heads(e.words.figureHead)}
	for _, st := range e.Standing {
		row := []Cell{Text(string(st.Unit)), Text(st.Title), Text(e.words.indicator[string(st.Indicator)]), Day(st.AsOf), {}, {}, {}, {},
			Count(st.Since.New), Count(st.Since.Renewed), Count(st.Since.Lapsed), {}, {}, {}, {}}
		if st.Known {
			row[4], row[7] = Count(st.Participants), Day(st.AsOfBaseline())
		}
		if st.Denominator.Known {
			row[5] = Count(st.Denominator.Value)
		}
		if st.Rated() {
			row[6] = shareOf(st)
		}
		if st.Same != nil {
			row[11] = Count(st.Same.Participants)
		}
		if st.Illustration() {
			row[12] = Text(e.words.yes)
		}
		if known, parts := partsKnown(st); known < parts {
			row[13] = Text(fmt.Sprintf(e.words.parts, known, parts))
		}
		if st.Contradicted() {
			row[14] = Rate(st.Published.Stated)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// shareOf is a standing's rate, never rounded up to a target or floor.
func shareOf(st coverage.Standing) Cell {
	var goals []int64
	for _, p := range st.Targets {
		if p.Target.Measure == coverage.RatePct {
			goals = append(goals, int64(p.Target.Rate))
		}
	}
	if st.Floor != nil {
		goals = append(goals, int64(st.Floor.Rate))
	}
	return ShareBelow(st.Participants, st.Denominator.Value, goals...)
}

func (e *Export) tallies() Sheet {
	x := e.words
	s := Sheet{Name: x.tallies, Head: heads(x.tallyHead)}
	for _, t := range e.Tallies {
		row := []Cell{Number(t.Report), Text(t.Unit), Text(t.Title), Day(t.day), Text(x.indicator[t.Indicator]), Text(x.kind[t.Kind]),
			Count(t.Count), Text(x.reason[t.Reason]), Text(t.Agent), {}}
		if t.TakesBack != 0 {
			row[9] = Number(t.TakesBack)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (e *Export) targets() Sheet {
	x := e.words
	s := Sheet{Name: x.targets, Head: heads(x.targetHead)}
	for _, st := range e.Standing {
		for _, p := range st.Targets {
			goal := Count(p.Target.People)
			if p.Target.Measure == coverage.RatePct {
				goal = Rate(p.Target.Rate)
			}
			row := []Cell{Text(string(st.Unit)), Text(st.Title), Text(p.Target.Period.Title()), Text(x.measure[string(p.Target.Measure)]), goal, Text(p.Target.Basis), {}}
			if p.Known {
				row[6] = Count(p.Gap)
			}
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}

func (e *Export) notes() Sheet {
	s := Sheet{Name: e.words.notes, Head: []Column{{Title: e.words.note, Width: 100}}}
	for _, list := range [][]string{e.Notes, e.words.explained} {
		for _, n := range list {
			s.Rows = append(s.Rows, []Cell{Text(n)})
		}
	}
	return s
}
