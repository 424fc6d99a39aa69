package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// tableRow is a line of a message as a table has it.
type tableRow struct {
	numbers, labels []item
	place           *item
	places          int
	foreign         bool // words we do not know stand in it
}

func rowOf(line []item) tableRow {
	var r tableRow
	for i, it := range line {
		switch {
		case it.class == count:
			r.numbers = append(r.numbers, it)
		case family(it.class) > 0:
			r.labels = append(r.labels, it)
		case it.class == unit || it.class == strange:
			r.place = &line[i]
			r.places++
		case it.class == other:
			r.foreign = true
		}
	}
	return r
}

// isCells tells whether the line is a village and several bare numbers.
func (r tableRow) isCells() bool {
	return len(r.numbers) > 1 && len(r.labels) == 0 && r.places <= 1 && (r.place != nil || r.foreign)
}

// table reads a pasted table: lines of a village and several numbers, under a
// line that says what the columns are. Without that line it must be asked.
func (g *reading) table(items []item) (Meaning, bool) {
	items = withoutMeasures(items)
	var heading []item // the line over the numbers
	listed := false    // its first column numbers the lines
	var figures []figure
	var open []TableLine // lines whose columns are not known
	for _, line := range lines(items) {
		r := rowOf(line)
		if numbered := numbersLines(g.words, line); len(r.numbers) == 0 && (len(r.labels) > 1 || numbered && len(r.labels) > 0) {
			heading, listed = line, numbered
			if listed {
				heading = withoutFirst(line)
			}
			continue
		}
		if !r.isCells() {
			if len(r.numbers) > 0 && len(figures) == 0 && len(open) == 0 {
				return Meaning{}, false
			}
			continue
		}
		if listed && len(r.numbers) > 1 && (r.place == nil || r.numbers[0].from < r.place.from) {
			r.numbers = r.numbers[1:]
		}
		names := columns(heading, len(r.numbers))
		if names == nil {
			open = append(open, tableLine(r.numbers, r.place))
			continue
		}
		for k, n := range r.numbers {
			figures = append(figures, cell(n, names, k, r.place))
		}
	}
	switch {
	case len(open) > 0:
		return Meaning{Intent: Report, Ask: []Ask{AskColumns}, Table: open}, true
	case len(figures) == 0:
		return Meaning{}, false
	}
	return g.tabled(items, figures)
}

// tabled makes the report of a table's figures, of the day named anywhere.
func (g *reading) tabled(items []item, figures []figure) (Meaning, bool) {
	t := &tally{reading: g, items: items, figures: figures, day: g.today}
	for _, it := range items {
		if it.class == span {
			t.spanOf(it.span)
		}
	}
	for i := range t.figures {
		t.dateOne(&t.figures[i])
	}
	t.inherit()
	return t.meaning()
}

// withoutFirst is a heading without its first column.
func withoutFirst(line []item) []item {
	for i, it := range line {
		if it.class == strong || it.class == comma || it.class == dash || it.class == colon {
			return line[i+1:]
		}
	}
	return line[1:]
}

func tableLine(numbers []item, place *item) TableLine {
	var l TableLine
	if place != nil {
		l.Units = place.units
	}
	for _, n := range numbers {
		l.Counts = append(l.Counts, n.num.Value)
	}
	return l
}

// columns parts a heading into n columns: at its commas, else word by word,
// else with what happened ("mới") put to what it is of ("hgđ"); nil where it
// has not n.
func columns(heading []item, n int) [][]item {
	var parted, single, paired, grouped [][]item
	fresh := true
	for _, it := range heading {
		fam := family(it.class)
		switch {
		case it.class == comma || it.class == strong || it.class == dash:
			fresh = true
			continue
		case fam == 0:
			continue
		}
		single = append(single, []item{it})
		if fresh || len(parted) == 0 {
			parted = append(parted, nil)
		}
		parted[len(parted)-1] = append(parted[len(parted)-1], it)
		if last := len(paired) - 1; last >= 0 && fam == 2 && len(paired[last]) == 1 && family(paired[last][0].class) == 1 && it.value == string(coverage.New) {
			paired[last] = append(paired[last], it)
		} else {
			paired = append(paired, []item{it})
		}
		if last := len(grouped) - 1; last < 0 || fam == 1 || family(grouped[last][len(grouped[last])-1].class) == 2 {
			grouped = append(grouped, nil)
		}
		grouped[len(grouped)-1] = append(grouped[len(grouped)-1], it)
		fresh = false
	}
	for _, way := range [][][]item{parted, single, paired, grouped} {
		if len(way) == n {
			return way
		}
	}
	return nil
}

// cell is a number of a table under its column's heading. What happened
// ("mới") and what it is of ("hgđ") may be two columns' words for one.
func cell(n item, heading [][]item, k int, place *item) figure {
	f := figure{at: n.from, labels: heading[k]}
	f.Count, f.Known, f.approx = n.num.Value, !n.num.Approx && n.num.Whole(), n.num.Approx
	f.settle()
	if f.Indicator == "" && !f.own {
		for j := k - 1; j >= 0; j-- {
			g := figure{labels: heading[j]}
			if g.settle(); g.own {
				f.Indicator, f.own = g.Indicator, true
				break
			}
		}
	}
	if f.Kind == "" {
		f.Kind = coverage.New
	}
	if place != nil {
		f.place(place.units)
	}
	return f
}

// lines parts items at line ends.
func lines(items []item) [][]item {
	var list [][]item
	start := 0
	for i, it := range items {
		if it.class == strong && it.value == "\n" {
			list = append(list, items[start:i])
			start = i + 1
		}
	}
	list = append(list, items[start:])
	return slices.DeleteFunc(list, func(l []item) bool { return len(l) == 0 })
}

// numbersLines tells whether the first column of a table numbers its lines.
func numbersLines(words []vi.Word, heading []item) bool {
	if len(heading) == 0 {
		return false
	}
	switch first := words[heading[0].from]; first.Fold {
	case "stt", "tt", "#":
		return true
	case "so":
		return heading[0].from+1 < len(words) && (words[heading[0].from+1].Fold == "tt" || words[heading[0].from+1].Fold == "thu")
	}
	return false
}
