package handlers

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"baophu/bot"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

// Progress sends a first word at once, while the answer is being made. It is
// not kept: a message that comes again is told again.
type Progress func(ctx context.Context, r bot.Reply)

// exportFile makes a file of a unit's figures, targets and reports: for those
// who answer for it.
func exportFile(ctx context.Context, v *visit, who viewer) (answer, error) {
	own := viewer{answersFor(who.Person)}
	if len(own.Grants) == 0 {
		return v.reply("file.officials"), nil
	}
	if v.msg.Group {
		return v.reply("file.private"), nil
	}
	u, a, ok := v.unitAsked(own)
	if !ok {
		return a, nil
	}
	w := sheet.Wanted{Unit: u, Indicator: v.indicatorAsked(), English: v.english}
	if w.From, w.To = v.spanAsked(); w.From > v.today {
		return v.reply("file.future"), nil
	}
	if v.book.Tree.Level(u) < place.Commune {
		v.tell(ctx, v.say("file.preparing", v.book.Tree.Title(u)))
	}
	e, err := sheet.Gather(ctx, v.service, w)
	if err != nil {
		return answer{}, err
	}
	var file bytes.Buffer
	if err := e.Write(&file, v.meaning.Format); err != nil {
		return answer{}, err
	}
	v.remember(ctx, u)
	v.shown = append(v.shown, e.Standing[0])
	holds := v.say("file.holds", w.From.Long(), w.To.Long(), len(e.Figures)-1, vi.Int(int64(len(e.Tallies))))
	if v.meaning.Format == "csv" {
		holds = v.say("file.csv", w.To.Long(), len(e.Figures)-1)
	}
	text := []string{v.rateLine(e.Standing[0]), holds}
	reply := bot.Reply{Title: v.say("file.title", v.indicator(w.Indicator), e.Title), Text: lines(append(text, e.Notes...)...)}
	unit, _ := v.book.Tree.Unit(u)
	reply.File = &bot.File{Name: fileName(string(w.Indicator), unit.Name, w.To.String(), v.meaning.Format), Type: mediaTypes()[v.meaning.Format], Bytes: file.Bytes()}
	return answer{replies: []bot.Reply{reply}}, nil
}

// mediaTypes are those of the formats of an export.
func mediaTypes() map[string]string {
	return map[string]string{
		"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"csv":  "text/csv; charset=utf-8",
		"json": "application/json",
	}
}

// fileName makes a name that every phone takes: bhyt-son-la-2026-11-20.xlsx.
func fileName(indicator, unit, day, format string) string {
	words := strings.FieldsFunc(vi.Fold(indicator+"-"+unit+"-"+day), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return fmt.Sprintf("%s.%s", strings.Join(words, "-"), format)
}

// How a message names the days of an export up to today: from a day, of which
// it names no other, or so many days back.
var (
	anyDay   = regexp.MustCompile(`\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b`)
	fromDay  = regexp.MustCompile(`\b(?:tu|since|from) (?:ngay )?\d{1,2}[/.-]\d{1,2}`)
	lastDays = regexp.MustCompile(`\b(\d{1,3}) ngay (?:vua qua|qua|gan day|gan nhat|tro lai day|nay)\b`)
)

// spanAsked gives the days of an export: the period named, as far as it has
// come; up to a day named, or today, from the first of that year, or from a
// day named.
func (v *visit) spanAsked() (from, to vi.Day) {
	if first, last, err := v.meaning.Period.Bounds(); err == nil {
		return first, min(last, v.today)
	}
	said := vi.Fold(v.text)
	if n := lastDays.FindStringSubmatch(said); n != nil && v.meaning.AsOf == 0 && v.meaning.Since == "" {
		days, _ := strconv.Atoi(n[1]) // three digits at most
		return v.today - vi.Day(max(1, days)-1), v.today
	}
	if since := v.meaning.AsOf; since != 0 && v.meaning.Since == "" && fromDay.MatchString(said) && len(anyDay.FindAllString(said, 2)) == 1 {
		return since, v.today // "từ 1/10", and no day to which
	}
	to = today(v, v.meaning.AsOf)
	if since, err := vi.ParseDay(v.meaning.Since); err == nil && since <= to {
		return since, to
	}
	return to.YearStart(), to
}

// tell sends a first word at once; where the person tapped, it is the answer
// to the tap.
func (v *visit) tell(ctx context.Context, text string) {
	if v.progress == nil {
		return
	}
	r := bot.Reply{Text: text}
	v.address(&r, true)
	v.told = true
	v.progress(ctx, r)
}
