package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
)

// A tap bears the mark of the question whose button it is, so that an old
// button never answers a new question: "có ~4f1a".
var tapMark = regexp.MustCompile(` ~([0-9a-f]{4})$`)

// markOf makes the mark of a question from the message that led to it.
func markOf(key, kind string) string {
	sum := sha256.Sum256([]byte(key + "\x00" + kind))
	return hex.EncodeToString(sum[:2])
}

// marked gives choices whose taps bear a mark.
func marked(rows [][]bot.Choice, mark string) [][]bot.Choice {
	if mark == "" {
		return rows
	}
	for _, row := range rows {
		for i := range row {
			row[i].Send += " ~" + mark
		}
	}
	return rows
}

// unmarked takes the mark off a text.
func unmarked(text string) (said, mark string) {
	at := tapMark.FindStringSubmatchIndex(text)
	if at == nil {
		return text, ""
	}
	return strings.TrimSpace(text[:at[0]]), text[at[2]:at[3]]
}

// stale answers a tap on a button of a question that is settled. Where nothing
// else is asked it is a second tap, most often, by somebody who has reported.
func (v *visit) stale(ctx context.Context, talk bot.Talk) (answer, error) {
	if talk.State == nil {
		if a, ok, err := v.already(ctx); ok || err != nil {
			return a, err
		}
	}
	return v.reply("ask.stale"), nil
}

// tooLate answers what answers a question that has expired, unless the message
// says something whole by itself.
func (v *visit) tooLate(w waiting) (answer, bool) {
	said, m := v.chosen(w), v.meaning
	picks := said != v.text || v.mark != "" || slices.ContainsFunc(w.Options, func(o option) bool { return isWord(v.text, o.Text, o.Label) })
	if !picks {
		switch {
		case m.Intent == understand.Confirm || m.Intent == understand.Cancel:
		case w.Kind != waitFill, asksFigures(m.Intent), v.isReport() && len(m.Ask) == 0:
			return answer{}, false
		default:
			if _, ok := v.filled(w, said); !ok {
				return answer{}, false
			}
		}
	}
	if asksFigures(w.Meaning.Intent) {
		return v.dropped("ask.expiredQuestion"), true
	}
	return v.dropped("ask.expired"), true
}

// dropped answers, and leaves no question open.
func (v *visit) dropped(key string) answer {
	a := v.reply(key)
	a.keep = &bot.Talk{}
	return a
}

// filled takes a text as the answer to what a report, or a question, leaves
// open; one that says several things at once too: "2 hgđ 1 tn", "hgđ Noong La".
func (v *visit) filled(w waiting, said string) (understand.Meaning, bool) {
	setting := v.setting
	setting.Now = w.Sent
	if asksRight(w.Meaning) {
		if m, ok := v.right(w, said, setting); ok {
			return m, true
		}
	}
	for i := range w.Meaning.Ask {
		asked := w.Meaning
		asked.Ask = slices.Concat(asked.Ask[i:i+1], asked.Ask[:i], asked.Ask[i+1:]) // "dửn" to "which insurance?" says where
		if m, ok := v.reader.Fill(asked, said, setting); ok {
			return m, true
		}
		if _, numeric := number(said); numeric {
			break // of the choices shown, or a count where that is asked
		}
	}
	if w.Meaning.Intent != understand.Report || len(w.Meaning.Rows) != 1 {
		return w.Meaning, false
	}
	m := v.reader.Read(said, setting)
	asked := w.Meaning.Rows[0]
	switch {
	case m.Intent != understand.Report || m.Reject != "" || m.Outlier:
		return w.Meaning, false
	case len(m.Rows) == 1 && !m.Rows[0].Known && v.counts(said, m.Rows[0].Unit):
		return w.Meaning, false // a number that is none: "-5 hgđ Noong La"
	case len(m.Rows) == 1 && !m.Rows[0].Known:
		return v.both(w.Meaning, m)
	case len(m.Rows) > 1:
		return v.shared(w.Meaning, m, asked)
	}
	return w.Meaning, false
}

// digits are the numbers in a text, as it writes them.
var digits = regexp.MustCompile(`\d+`)

// counts tells whether a text has a number besides those in the name or the
// code of the unit it names.
func (v *visit) counts(said string, u place.Code) bool {
	unit, _ := v.book.Tree.Unit(u)
	named := digits.FindAllString(unit.Name+" "+string(u), -1)
	return slices.ContainsFunc(digits.FindAllString(said, -1), func(n string) bool { return !slices.Contains(named, n) })
}

// asksRight tells whether nothing is known of a correction but that there is to
// be one.
func asksRight(m understand.Meaning) bool {
	return m.Intent == understand.Correct && len(m.Ask) > 0 && m.Ask[0] == understand.AskCount && len(m.Rows) == 1 && m.Rows[0].Indicator == ""
}

// both joins what was asked about with an answer that has no number of its
// own but more than what was asked: "hgđ Noong La".
func (v *visit) both(asked, said understand.Meaning) (understand.Meaning, bool) {
	r, more := asked.Rows[0], said.Rows[0]
	if !r.Known || r.Unit != "" && more.Unit != "" && r.Unit != more.Unit || r.Indicator != "" && more.Indicator != "" && r.Indicator != more.Indicator {
		return asked, false
	}
	if (r.Unit != "" || more.Unit == "") && (r.Indicator != "" || more.Indicator == "") {
		return asked, false // it says nothing that was asked
	}
	r.Unit, r.Indicator = firstOf(r.Unit, more.Unit), firstOf(r.Indicator, more.Indicator)
	if more.Unit != "" {
		r.Choices = nil
	}
	if r.Kind == "" {
		r.Kind = more.Kind
	}
	asked.Rows = []understand.Row{r}
	asked.Ask = openAsks(asked.Ask, asked.Rows)
	return asked, true
}

// shared takes an answer that shares the number out: of what was said before
// it keeps what it does not say itself. The parts must make up the whole.
func (v *visit) shared(asked, said understand.Meaning, whole understand.Row) (understand.Meaning, bool) {
	var sum int64
	rows := slices.Clone(said.Rows)
	for i, r := range rows {
		if !r.Known || whole.Unit != "" && r.Unit != "" && r.Unit != whole.Unit && asked.Rows[0].Indicator == "" {
			return asked, false
		}
		sum += r.Count
		rows[i].Unit, rows[i].Indicator = firstOf(r.Unit, whole.Unit), firstOf(r.Indicator, whole.Indicator)
		if whole.Unit != "" {
			rows[i].Choices = nil
		}
		if !whole.Day.IsZero() {
			rows[i].Day = whole.Day
		}
		if whole.Kind != "" && r.Kind == coverage.New {
			rows[i].Kind = whole.Kind
		}
	}
	if whole.Known && sum != whole.Count {
		return asked, false
	}
	asked.Rows = rows
	asked.Ask = openAsks(slices.Concat(asked.Ask, said.Ask), rows)
	return asked, true
}

// openAsks leaves of some asks what rows still leave open.
func openAsks(asks []understand.Ask, rows []understand.Row) []understand.Ask {
	open := map[understand.Ask]bool{}
	for _, r := range rows {
		open[understand.AskUnit] = open[understand.AskUnit] || r.Unit == ""
		open[understand.AskIndicator] = open[understand.AskIndicator] || r.Indicator == ""
		open[understand.AskCount] = open[understand.AskCount] || !r.Known
	}
	var left []understand.Ask
	for _, a := range asks {
		needed, settled := open[a]
		if (!settled || needed) && !slices.Contains(left, a) {
			left = append(left, a)
		}
	}
	for _, a := range []understand.Ask{understand.AskIndicator, understand.AskUnit} {
		if open[a] && !slices.Contains(left, a) {
			left = append(left, a)
		}
	}
	return left
}

func firstOf[T place.Code | coverage.Indicator](a, b T) T {
	if a != "" {
		return a
	}
	return b
}
