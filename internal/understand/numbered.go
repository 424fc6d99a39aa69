package understand

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"baophu/internal/vi"
)

// How a report is named by its number: "#4711", "báo cáo số 4711", or, right
// behind what is to be done with it, the bare number.
var (
	reportMarked = regexp.MustCompile(`#\s?(\d{1,9})`)
	reportWorded = regexp.MustCompile(`(?i)(?:báo cáo|bao cao|bcao|bc|tin|phiếu|phieu)\s+(?:số |so )?#?(\d{1,9})`)
	reportBare   = regexp.MustCompile(`(?i)^\s*(?:hủy|huỷ|huy|xóa|xoá|xoa|undo|hoàn tác|hoan tac|sửa|sua|sửa lại|sua lai|chuyển|chuyen)\s+(\d{3,9})`)
)

// numbered reads what is done to a report that is named by its number: taken
// back, changed, or moved to another village or day.
func (g *reading) numbered() (Meaning, bool) {
	number, rest, ok := g.reportNamed()
	switch {
	case !ok:
		return Meaning{}, false
	case slices.Contains([]string{"xem", "xem lai", "cho xem", "cho em xem"}, vi.Fold(rest)):
		return Meaning{Intent: QuerySelf, Topic: TopicReport, Report: number}, true
	case !g.agent():
		return Meaning{}, false
	}
	sub := g.begin(rest, g.setting)
	m, ok := sub.movedTo(true)
	if !ok {
		if m, ok = sub.correction(); !ok {
			return Meaning{}, false
		}
	}
	m.Report = number
	if m.Intent == Correct {
		sub.keepPlace(&m)
		if m.Op == ReplaceLast {
			m.Op = Replace // it is named, so it need not be the last
		}
	}
	return m, true
}

// keepPlace leaves the village of a named report as it is where none is said.
func (g *reading) keepPlace(m *Meaning) {
	said := slices.ContainsFunc(g.tag(&g.fixes), func(it item) bool { return it.class == unit || it.class == strange })
	if m.Op == MoveUnit || said || len(g.own) == 1 {
		return
	}
	m.Ask = slices.DeleteFunc(m.Ask, func(a Ask) bool { return a == AskUnit })
	for i := range m.Rows {
		m.Rows[i].Unit, m.Rows[i].Choices = "", nil
	}
}

// reportNamed gives the number of the report that is named, and the text
// without it; not a number of people: "bc 5 hgđ".
func (g *reading) reportNamed() (number int64, rest string, ok bool) {
	if !slices.ContainsFunc(g.words, func(w vi.Word) bool { return w.Kind == vi.Digits }) {
		return 0, "", false
	}
	for _, form := range []*regexp.Regexp{reportMarked, reportWorded, reportBare} {
		if !g.mayName(form) {
			continue
		}
		at := form.FindStringSubmatchIndex(g.text)
		if at == nil {
			continue
		}
		from, to := at[2], at[3]
		if form == reportMarked || form == reportWorded {
			from = at[0]
		}
		if form == reportWorded && from > 0 && g.text[from-1] != ' ' && g.text[from-1] != ',' && g.text[from-1] != '\n' {
			continue // the end of another word
		}
		if form != reportMarked && g.counts(to) {
			continue
		}
		number, err := strconv.ParseInt(g.text[at[2]:at[3]], 10, 64)
		if err != nil || number == 0 {
			continue
		}
		before := strings.TrimSpace(g.text[:from])
		if form == reportMarked { // "báo cáo #4711", "số #4711"
			before = strings.TrimSpace(trimWord(before, "số", "so"))
			before = strings.TrimSpace(trimWord(before, "báo cáo", "bao cao", "bcao", "bc", "tin", "phiếu", "phieu"))
		}
		return number, strings.TrimSpace(before + " " + strings.TrimLeft(g.text[to:], " :,")), true
	}
	return 0, "", false
}

// mayName tells at little cost whether the words of a form stand in the message.
func (g *reading) mayName(form *regexp.Regexp) bool {
	switch form {
	case reportMarked:
		return strings.Contains(g.text, "#")
	case reportBare:
		return slices.Contains([]string{"huy", "xoa", "undo", "hoan", "sua", "chuyen"}, g.words[0].Fold)
	}
	return slices.ContainsFunc(g.words, func(w vi.Word) bool {
		return slices.Contains([]string{"bao", "bcao", "bc", "tin", "phieu"}, w.Fold)
	})
}

// counts tells whether what stands at a place of the text says that the number
// before it counts people, or goes on with it.
func (g *reading) counts(at int) bool {
	if at < len(g.text) && strings.IndexByte(".%/-", g.text[at]) >= 0 && at+1 < len(g.text) && g.text[at+1] >= '0' && g.text[at+1] <= '9' {
		return true
	}
	for _, it := range g.tag(&g.reports) {
		if g.words[it.from].Start >= at {
			return isLabel(it.class) || it.class == money || it.class == percent
		}
	}
	return false
}

// trimWord takes one of some words from the end of a text.
func trimWord(text string, words ...string) string {
	for _, w := range words {
		if len(text) >= len(w) && strings.EqualFold(text[len(text)-len(w):], w) && (len(text) == len(w) || text[len(text)-len(w)-1] == ' ') {
			return text[:len(text)-len(w)]
		}
	}
	return text
}

// movedTo reads a text that says nothing but where or of when a report is:
// "là của hôm qua", "chuyển sang bản Dửn hôm kia". Where no report is named it
// must say that something was wrong with the day: "nhầm ngày", "chuyển sang
// hôm qua".
func (g *reading) movedTo(named bool) (Meaning, bool) {
	var r Row
	places, days, corrects, isWrong := 0, 0, named, false
	for _, it := range g.tag(&g.fixes) {
		switch it.class {
		case unit:
			places++
			r.Unit, r.Choices = "", it.units
			if len(it.units) == 1 {
				r.Unit, r.Choices = it.units[0], nil
			}
		case strange, other, measure:
			switch {
			case g.harmless(it):
			case it.class == strange || it.class == other && named:
				places++
			default:
				return Meaning{}, false
			}
		case span:
			if it.span.Scale != vi.OneDay {
				return Meaning{}, false
			}
			days++
			r.Day = it.span.From
		case move, wrong:
			corrects, isWrong = true, isWrong || it.class == wrong
		case fixing:
			corrects = corrects || g.mentionsDay()
		case filler, comma, colon, strong, becomes, latest, kindWord, about, reporting:
		default:
			return Meaning{}, false
		}
	}
	m := Meaning{Intent: Correct, Op: MoveUnit, Rows: []Row{r}}
	switch {
	case !corrects || places > 1 || days > 1:
		return Meaning{}, false
	case places == 1 && r.Unit == "":
		m.Ask = []Ask{AskUnit}
		return m, named || days == 1
	case places == 1:
		return m, named || days == 1 // else it is read with what is denied: "Dửn chứ không phải Noong La"
	case days == 1:
		return m, true
	case isWrong && g.mentionsDay():
		m.Ask = []Ask{AskDate}
		return m, true
	}
	return Meaning{}, false
}

// mentionsDay tells whether the word "ngày" is in the message.
func (g *reading) mentionsDay() bool {
	return slices.ContainsFunc(g.words, func(w vi.Word) bool { return w.Fold == "ngay" })
}

// harmless tells whether an unknown item is a word that a move may hold.
func (g *reading) harmless(it item) bool {
	for _, w := range g.words[it.from:it.to] {
		if !slices.Contains([]string{"cua", "la", "ngay", "sang", "qua", "ve", "thuoc", "bao", "cao", "bc", "nham", "so"}, w.Fold) {
			return false
		}
	}
	return true
}
