package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Fill takes a text as the answer to the first thing that an earlier meaning
// asks, and gives the meaning with it. ok is false where the text is no answer
// to that: then it must be read for itself. "không" to a confirmation gives
// the intent Cancel.
func (r *Reader) Fill(m Meaning, answer string, s Setting) (filled Meaning, ok bool) {
	if len(m.Ask) == 0 {
		return m, false
	}
	g := r.begin(vi.Clean(clip(answer)), s)
	if _, private := g.private(); private {
		return m, false
	}
	ask := m.Ask[0]
	if options := r.Options(ask, m, s); len(options) > 0 {
		if n := g.choice(); n >= 1 && n <= len(options) {
			g = r.begin(options[n-1].Answer, s)
		}
	}
	m.Ask = slices.Clone(m.Ask[1:])
	m.Rows = slices.Clone(m.Rows)
	if !g.fill(ask, &m) {
		return m, false
	}
	if m.Intent == Cancel {
		return Meaning{Intent: Cancel}, true
	}
	g.settle(&m)
	return m, true
}

// choice is the number of an option, 0 for anything else.
func (g *reading) choice() int {
	if len(g.words) == 1 || len(g.words) == 2 && g.words[1].Kind == vi.Mark {
		if n, ok := vi.ReadNumber(g.words, 0); ok && n.Len == 1 && !n.Approx && n.Value < 100 {
			return int(n.Value)
		}
	}
	return 0
}

// settle asks on, refuses, or marks as unusual once an answer is in.
func (g *reading) settle(m *Meaning) {
	if m.Intent != Report && m.Intent != Correct {
		return
	}
	for i := range m.Rows {
		row := &m.Rows[i]
		if row.Indicator != "" && row.Kind == "" && m.Intent == Report {
			row.Kind = coverage.New
		}
		if m.Op == MoveUnit && !row.Day.IsZero() || m.Report > 0 {
			continue // the report that is corrected says the rest
		}
		if row.Unit == "" && len(g.setting.Speaker.Villages) == 1 && len(row.Choices) == 0 && !slices.Contains(m.Ask, AskUnit) {
			row.Unit = g.setting.Speaker.Villages[0]
		}
		if row.Unit == "" && !slices.Contains(m.Ask, AskUnit) {
			m.Ask = append(m.Ask, AskUnit)
		}
		if row.Indicator == "" && m.Intent == Report && !slices.Contains(m.Ask, AskTN) && !slices.Contains(m.Ask, AskIndicator) {
			m.Ask = append(m.Ask, AskIndicator)
		}
	}
	m.Reject = ""
	g.finish(m)
}

// fill puts the answer where it belongs; false where it is none.
func (g *reading) fill(ask Ask, m *Meaning) bool {
	switch ask {
	case AskIndicator, AskRegistered:
		return g.fillIndicator(ask, m)
	case AskCount, AskExactCount:
		return g.fillCount(m)
	case AskUnit:
		return g.fillUnit(m)
	case AskDate:
		return g.fillDate(m)
	case AskDayOrMonth:
		return g.fillDayOrMonth(m)
	case AskTN:
		return g.fillTN(m)
	case AskConfirmTN, AskConfirmation:
		return g.fillYes(m)
	case AskLegalBasis:
		return g.fillBasis(m)
	case AskPerson:
		return g.fillPerson(m)
	case AskColumns:
		return g.fillColumns(m)
	}
	return false
}

// only gives the items that say something, where all of them are of the
// classes given; nil otherwise.
func (g *reading) only(classes ...class) []item {
	var kept []item
	for _, it := range g.tag(&g.reports) {
		switch {
		case slices.Contains(classes, it.class):
			kept = append(kept, it)
		case it.class == filler || it.class == comma || it.class == strong || it.class == colon || it.class == kindWord || it.class == reporting:
		default:
			return nil
		}
	}
	return kept
}

func (g *reading) fillIndicator(ask Ask, m *Meaning) bool {
	items := g.only(indicator, tn, card, book, people, kind, tt)
	f := figure{labels: items}
	f.settle()
	if f.Indicator == "" && f.card {
		f.Indicator = coverage.BHYT
	}
	if f.Indicator == "" && slices.Contains([]string{"ho", "ho ho", "ho gd", "bhyt ho"}, strings.TrimSpace(vi.Fold(g.text))) {
		f.Indicator = coverage.Household // "hộ", of what is asked with "BHYT hộ gia đình"
	}
	if f.Indicator == "" || f.conflict {
		return false
	}
	if f.Indicator == coverage.Unemployment || f.Indicator == coverage.BHXH {
		f.Indicator = coverage.Voluntary
	}
	if ask == AskRegistered {
		m.Indicator = f.Indicator
		return true
	}
	for i := range m.Rows {
		if m.Rows[i].Indicator == "" {
			m.Rows[i].Indicator = f.Indicator
		}
	}
	return true
}

func (g *reading) fillCount(m *Meaning) bool {
	if share := g.only(percent); m.Intent == SetTarget && len(share) == 1 {
		m.Threshold = rate(share[0].num)
		return true
	}
	items := g.only(count, people, card, households, indicator, tn, book, kind)
	var f figure
	numbers := 0
	for _, it := range items {
		if it.class == count {
			numbers++
			f.Count, f.Known = it.num.Value, it.num.Whole() && !it.num.Approx
			continue
		}
		f.labels = append(f.labels, it)
	}
	f.settle()
	if numbers != 1 || !f.Known || f.Households {
		return false
	}
	if m.Intent == SetTarget {
		m.Rows = []Row{{Count: f.Count, Known: true, Indicator: m.Indicator}}
		return true
	}
	if len(m.Rows) == 0 {
		m.Rows = []Row{{Kind: coverage.New, Day: g.today}}
	}
	for i := range m.Rows {
		row := &m.Rows[i]
		if row.Known && !(row.Households && row.Kind != coverage.Visited) {
			continue
		}
		if f.own && row.Indicator != "" && row.Indicator != f.Indicator && !f.card {
			return false
		}
		if row.Indicator == "" && f.own {
			row.Indicator = f.Indicator
			m.Ask = slices.DeleteFunc(m.Ask, func(a Ask) bool { return a == AskIndicator })
		}
		row.Count, row.Known, row.Households = f.Count, true, false
		break
	}
	for _, row := range m.Rows {
		if !row.Known {
			m.Ask = append([]Ask{AskCount}, m.Ask...)
			break
		}
	}
	return true
}

func (g *reading) fillUnit(m *Meaning) bool {
	code, ok := g.answeredUnit(m)
	if !ok {
		return false
	}
	m.Heard = ""
	switch m.Intent {
	case Report, Correct:
		for i := range m.Rows {
			if m.Rows[i].Unit == "" {
				m.Rows[i].Unit, m.Rows[i].Choices = code, nil
			}
		}
	case ZeroReport:
		m.Zeros = append(m.Zeros, code)
	case QueryList, QueryRank, QueryMissing, Remind:
		m.Within, m.Choices = code, nil
	default:
		m.Unit, m.Choices = code, nil
	}
	return true
}

// answeredUnit is the unit named: by its code, as one of those offered, or
// anywhere.
func (g *reading) answeredUnit(m *Meaning) (place.Code, bool) {
	if code, end, ok := g.coded(); ok && strings.TrimSpace(g.text[end:]) == "" {
		return code, true
	}
	if items := g.only(unit); len(items) == 1 && len(items[0].units) == 1 {
		return items[0].units[0], true
	}
	if m.Intent == Report || m.Intent == Correct || m.Intent == ZeroReport || m.Intent == Outreach {
		if g.agent() {
			return "", false
		}
	}
	q := g.newQuery()
	if len(q.places) != 1 || slices.ContainsFunc(q.items, func(it item) bool { return it.class == question || it.class == count }) {
		return "", false
	}
	p := q.places[0]
	for _, choice := range m.Choices {
		if slices.Contains(p.choices, choice) || slices.Contains(p.codes, choice) {
			if len(p.codes) == 1 {
				return p.codes[0], true
			}
		}
	}
	if len(p.codes) != 1 {
		return "", false
	}
	return p.codes[0], true
}

func (g *reading) fillDate(m *Meaning) bool {
	if m.Intent == Leave {
		return g.fillLeave(m)
	}
	items := g.only(span)
	if len(items) != 1 || items[0].span.Scale != vi.OneDay {
		return false
	}
	day := items[0].span.From
	for i := range m.Rows {
		if m.Rows[i].Day.IsZero() {
			m.Rows[i].Day = day
		}
	}
	switch m.Intent {
	case ZeroReport:
		m.ZeroDay, m.Reject = day, g.outOfTime(day)
	case Outreach:
		m.Day, m.Reject = day, g.outOfTime(day)
	}
	return true
}

// fillDayOrMonth: a total of the day is booked; of one of the month only what
// was new today could be, which is asked.
func (g *reading) fillDayOrMonth(m *Meaning) bool {
	if items := g.only(span); len(items) == 1 && items[0].span.Scale == vi.OneDay {
		for i := range m.Rows {
			if m.Rows[i].Day.IsZero() {
				m.Rows[i].Day = items[0].span.From
			}
		}
		return true
	}
	items := g.only(running, span, total)
	if len(items) == 0 {
		return false
	}
	for i := range m.Rows {
		m.Rows[i].Day, m.Rows[i].Known, m.Rows[i].Count = g.today, false, 0
	}
	m.Ask = append([]Ask{AskCount}, m.Ask...)
	return true
}

func (g *reading) fillTN(m *Meaning) bool {
	items := g.only(indicator, reason)
	if len(items) != 1 {
		return false
	}
	for i := range m.Rows {
		row := &m.Rows[i]
		if row.Indicator != "" || row.Kind != coverage.Lapsed {
			continue
		}
		switch coverage.Reason(items[0].value) {
		case coverage.LeftPoor:
			row.Indicator, row.Reason = coverage.BHYT, coverage.LeftPoor
		case coverage.Reason(coverage.Voluntary):
			row.Indicator = coverage.Voluntary
		default:
			return false
		}
	}
	return true
}

func (g *reading) fillYes(m *Meaning) bool {
	short, ok := g.short(nil)
	switch {
	case ok && short.Intent == Confirm:
		return true
	case ok && short.Intent == Cancel:
		m.Intent = Cancel
		return true
	}
	if items := g.only(indicator); len(items) == 1 && coverage.Indicator(items[0].value) == coverage.Voluntary {
		return true
	}
	return false
}

func (g *reading) fillBasis(m *Meaning) bool {
	text := strings.TrimSpace(g.text)
	if text == "" || len(text) > 200 || !strings.ContainsAny(text, "0123456789") {
		return false
	}
	m.Basis = text
	m.Ask = append(m.Ask, AskConfirmation)
	return true
}

func (g *reading) fillPerson(m *Meaning) bool {
	q := g.newQuery()
	m.Person = q.person()
	if m.Person == "" && len(g.words) >= 2 && len(g.words) <= 5 && !slices.ContainsFunc(g.words, func(w vi.Word) bool { return w.Kind != vi.Letters || !w.Upper() }) {
		m.Person = strings.TrimSpace(g.text)
	}
	if m.Person == "" {
		return false
	}
	m.Ask = append(m.Ask, AskConfirmation)
	return true
}

// fillColumns reads what the columns of a pasted table are.
func (g *reading) fillColumns(m *Meaning) bool {
	heading := g.tag(&g.reports)
	t := &tally{reading: g, day: g.today}
	for _, line := range m.Table {
		names := columns(heading, len(line.Counts))
		if names == nil {
			return false
		}
		for k, n := range line.Counts {
			it := item{class: count, num: vi.Number{Value: n, Len: 1, Sure: true}}
			f := cell(it, names, k, nil)
			if len(line.Units) > 0 {
				f.place(line.Units)
			}
			t.figures = append(t.figures, f)
		}
	}
	if len(t.figures) == 0 {
		return false
	}
	for i := range t.figures {
		t.dateOne(&t.figures[i])
	}
	t.inherit()
	done, ok := t.meaning()
	*m = done
	return ok
}
