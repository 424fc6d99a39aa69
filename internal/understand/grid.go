package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// A table pasted from a sheet has its cells parted by tabs, bars or semicolons
// and a line that names its columns. Every cell must be accounted for; what is
// not so plain is left to the other rules.

// column is what the cells of a column say.
type column int8

const (
	ofNobody column = iota // an ordinal number, a remark
	ofPlace
	ofDay
	ofType  // what the number of the line is of
	ofCount // of what ofType says
	ofLabel // a number of what the heading says
	ofSum   // of the line
)

// columnNames are the folded headings of the columns that name no insurance.
var columnNames = map[column]string{
	ofNobody: "|stt|tt|#|so tt|no|ghi chu|gc|note|",
	ofPlace:  "|thon|ban|bon|xom|khu|tieu khu|to|thon ban|thon/ban|thon, ban|ban/thon|ten thon|ten ban|ten ban/thon|don vi|dia ban|dia diem|noi|village|ten thon/ban|thon/ban/tieu khu|",
	ofDay:    "|ngay|ngay thang|ngay bao|ngay thu|thoi gian|date|day|",
	ofType:   "|loai|loai hinh|loai the|loai bh|loai bao hiem|doi tuong|nhom|nhom doi tuong|dien|chi tieu|noi dung|hinh thuc|type|bao hiem|",
	ofCount:  "|so nguoi|so luong|sl|so the|so|nguoi|so nguoi tham gia|ket qua|kq|luong|so ng|sn|count|the|",
	ofSum:    "|tong|tong cong|cong|tong so|total|tc|",
}

// grid reads such a table.
func (r *Reader) grid(text string, s Setting) (Meaning, bool) {
	if s.Speaker.Role != coverage.Agent || !strings.ContainsAny(text, "\t|;") {
		return Meaning{}, false
	}
	var kept []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, `\n`, "\n"), "\n") {
		if strings.Trim(line, "|-–—:+= \r\t") != "" {
			kept = append(kept, line)
		}
	}
	for _, sep := range []string{"\t", "|", ";"} {
		first := slices.IndexFunc(kept, func(l string) bool { return len(cellsOf(l, sep)) > 1 })
		if first < 0 || first > 1 || len(kept)-first < 2 {
			continue
		}
		var rows [][]string
		for _, l := range kept[first:] {
			rows = append(rows, cellsOf(l, sep))
		}
		if slices.ContainsFunc(rows, func(row []string) bool { return len(row) != len(rows[0]) }) {
			continue
		}
		g := gridded{reading: r.begin(vi.Clean(strings.Join(kept[:first], "\n")), s), heading: rows[0]}
		return g.read(rows[1:])
	}
	return Meaning{}, false
}

// cellsOf parts a line into its cells.
func cellsOf(line, sep string) []string {
	line = strings.TrimRight(line, "\r")
	if sep == "|" {
		line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
	}
	cells := strings.Split(line, sep)
	for i := range cells {
		cells[i] = strings.TrimSpace(vi.Clean(cells[i]))
	}
	return cells
}

// gridded is the work on one table; its reading is of the line above.
type gridded struct {
	*reading
	heading []string
	columns []column
	labels  [][]item
	day     vi.Day
	figures []figure
	zeros   []place.Code
	differs bool // the last line is not the sum of the others
}

func (g *gridded) read(rows [][]string) (Meaning, bool) {
	if !g.above() || !g.named() {
		// a column of kinds ("loại") would else be read as fewer
		return Meaning{Intent: Report, Ask: []Ask{AskExactCount}}, slices.Contains(g.columns, ofType)
	}
	for i, row := range rows {
		if !g.line(row, i == len(rows)-1) {
			return Meaning{Intent: Report, Ask: []Ask{AskExactCount}}, g.differs
		}
	}
	t := &tally{reading: g.reading, figures: g.figures, day: g.day, zeros: compact(g.zeros), zeroDay: g.day}
	t.inherit()
	return t.meaning()
}

// above reads the line above the table, which may name a day.
func (g *gridded) above() bool {
	g.day = g.today
	for _, it := range g.tag(&g.reports) {
		switch it.class {
		case span:
			if it.span.Scale != vi.OneDay {
				return false
			}
			g.day = it.span.From
		case count, unit, strange, running, total, wrong, fixing, undo, less, money, register:
			return false
		}
	}
	return true
}

// named says what each column is of.
func (g *gridded) named() bool {
	has := map[column]int{}
	all := true
	for _, name := range g.heading {
		c, labels := g.columnOf(name)
		known := c != ofLabel || labels != nil
		all = all && known
		has[c]++
		g.columns, g.labels = append(g.columns, c), append(g.labels, labels)
	}
	long := has[ofType] == 1 && has[ofCount] == 1 && has[ofLabel] == 0
	wide := has[ofLabel] > 0 && has[ofType] == 0 && has[ofCount] == 0
	return all && has[ofPlace] <= 1 && has[ofDay] <= 1 && has[ofSum] <= 1 && (long && has[ofSum] == 0 || wide) && (has[ofPlace] == 1 || len(g.own) == 1)
}

func (g *gridded) columnOf(name string) (column, []item) {
	folded := "|" + vi.Fold(name) + "|"
	if name == "" {
		return ofNobody, nil
	}
	for c, names := range columnNames {
		if strings.Contains(names, folded) {
			return c, nil
		}
	}
	return ofLabel, g.labelsIn(name)
}

// labelsIn gives the labels of a cell that has nothing else, nil for another.
func (g *gridded) labelsIn(text string) []item {
	var labels []item
	for _, it := range g.begin(text, g.setting).tag(&g.reports) {
		switch {
		case it.class == kind || it.class == tt || family(it.class) == 1:
			labels = append(labels, it)
		case it.class == filler || it.class == people || it.class == comma || it.class == and || it.class == open || it.class == closing:
		default:
			return nil
		}
	}
	return labels
}

// line reads one line of the table; a last one may sum up.
func (g *gridded) line(row []string, last bool) bool {
	day, units, ok := g.day, []place.Code(nil), true
	var sum int64 = -1
	var counts []int64
	var of []item
	for k, c := range g.columns {
		switch c {
		case ofPlace:
			if last && strings.Contains(columnNames[ofSum], "|"+vi.Fold(row[k])+"|") && row[k] != "" {
				return g.sumsUp(row)
			}
			units, ok = g.unitIn(g.heading[k], row[k])
		case ofDay:
			day, ok = g.dayIn(row[k])
		case ofType:
			of = g.labelsIn(row[k])
			ok = len(of) > 0
		case ofCount, ofLabel:
			var n int64
			n, ok = countIn(row[k])
			counts = append(counts, n)
		case ofSum:
			sum, ok = countIn(row[k])
		}
		if !ok {
			return false
		}
	}
	return g.counted(row, units, day, of, counts, sum)
}

// counted makes the figures of a line.
func (g *gridded) counted(row []string, units []place.Code, day vi.Day, of []item, counts []int64, sum int64) bool {
	var all int64
	at := 0
	for k, c := range g.columns {
		if c != ofCount && c != ofLabel {
			continue
		}
		n := counts[at]
		at++
		if n == 0 && !(c == ofCount && row[k] != "") {
			continue
		}
		f := figure{labels: g.labels[k]}
		if c == ofCount {
			f.labels = of
		}
		f.Count, f.Known = n, true
		f.settle()
		for j := k - 1; j >= 0 && f.Indicator == "" && !f.own; j-- {
			left := figure{labels: g.labels[j]}
			if left.settle(); left.own {
				f.Indicator, f.own = left.Indicator, true
			}
		}
		f.Kind = kindOr(f.Kind, coverage.New)
		f.Day, f.dated, f.spanScale = day, true, vi.OneDay
		if units != nil {
			f.place(units)
		}
		if f.conflict || f.registered || f.thoatOrTN && f.Kind == coverage.Lapsed {
			return false
		}
		all += n
		g.figures = append(g.figures, f)
	}
	if all == 0 && len(units) == 1 && day == g.day {
		g.zeros = append(g.zeros, units[0])
	}
	g.differs = sum >= 0 && sum != all
	return !g.differs
}

// sumsUp tells whether a last line is the sum of those above it.
func (g *gridded) sumsUp(row []string) bool {
	for k, c := range g.columns {
		if c != ofLabel {
			continue
		}
		n, ok := countIn(row[k])
		var all int64
		for _, f := range g.figures {
			if len(f.labels) > 0 && len(g.labels[k]) > 0 && &f.labels[0] == &g.labels[k][0] {
				all += f.Count
			}
		}
		if !ok || row[k] != "" && n != all {
			g.differs = ok
			return false
		}
	}
	return true
}

// unitIn reads the village of a cell, "3" under "Thôn" as well.
func (g *gridded) unitIn(heading, text string) ([]place.Code, bool) {
	for _, said := range []string{text, heading + " " + text} {
		var codes []place.Code
		plain := true
		for _, it := range g.begin(said, g.setting).tag(&g.reports) {
			if it.class == unit && codes == nil {
				codes = it.units
				continue
			}
			plain = plain && it.class == filler
		}
		if plain && len(codes) == 1 {
			return codes, true
		}
	}
	return nil, false
}

func (g *gridded) dayIn(text string) (vi.Day, bool) {
	words := vi.Words(text)
	s, ok := g.when.Read(words, 0, g.today)
	return s.From, ok && s.Scale == vi.OneDay && s.Len == len(words)
}

// countIn reads the number of a cell; a dash, or nothing, is none.
func countIn(text string) (int64, bool) {
	switch vi.Fold(text) {
	case "", "-", "–", "—", "khong", "ko", "k", "/":
		return 0, true
	}
	words := vi.Words(text)
	n, ok := vi.ReadNumber(words, 0)
	if !ok || !n.Whole() || n.Approx || n.Spelled {
		return 0, false
	}
	rest := words[n.Len:]
	return n.Value, len(rest) == 0 || len(rest) == 1 && slices.Contains([]string{"nguoi", "ng", "the", "khau"}, rest[0].Fold)
}
