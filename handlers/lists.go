package handlers

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// page is how many lines of a list go on one screen; more are shown at once, up
// to mostAtOnce, only where so many are asked for.
const (
	page       = 10
	mostAtOnce = 40
)

// wordMore asks for the next page of the list that was shown last; longestTap
// is how many bytes a button may send on every platform.
const (
	wordMore   = "tiếp"
	longestTap = 64
)

// listing is a list being laid out: one line a unit, a page at a time.
type listing struct {
	title string
	head  []string // above the lines
	rows  []string
	foot  []string
	again string // the message that asks for the same list
	size  int    // lines that were asked for, 0 for a page
	more  string // says how many more there are: a text's key, "" for places
}

// paged lays out the page that is asked for, with a button for the next.
func (v *visit) paged(s listing) answer {
	if s.size > 0 {
		s.rows = s.rows[:min(s.size, len(s.rows))] // so many were wanted, and no more
	}
	if s.size <= 0 || s.size > mostAtOnce {
		s.size = page
	}
	if s.more == "" {
		s.more = "list.more"
	}
	first := (v.pageAsked() - 1) * s.size
	text := s.head
	if first >= len(s.rows) && first > 0 {
		text = append(text, v.say("list.end"))
	}
	first = min(first, len(s.rows))
	last := min(first+s.size, len(s.rows))
	text = append(text, s.rows[first:last]...)
	reply := bot.Reply{Title: s.title}
	if more := len(s.rows) - last; more > 0 {
		text = append(text, v.say(s.more, more))
		if s.again == "" {
			reply.Text = lines(append(text, s.foot...)...)
			return answer{replies: []bot.Reply{reply}}
		}
		send := fmt.Sprintf("%s trang %d", s.again, last/s.size+1)
		v.next = send
		if len(send) > longestTap {
			send = wordMore
		}
		reply.Choices = [][]bot.Choice{{{Label: v.say("button.more"), Send: send, Word: wordMore}}}
	}
	reply.Text = lines(append(text, s.foot...)...)
	return answer{replies: []bot.Reply{reply}}
}

// pageNamed is how a message ends that asks for a page.
var pageNamed = regexp.MustCompile(`\btrang (\d{1,3})$`)

// pageAsked is the page of a list that is asked for, 1 where none is named.
func (v *visit) pageAsked() int {
	if v.meaning.Page > 0 {
		return v.meaning.Page
	}
	if m := pageNamed.FindStringSubmatch(vi.Fold(strings.TrimSpace(v.text))); m != nil {
		n, _ := strconv.Atoi(m[1]) // at most three digits
		return max(1, n)
	}
	return 1
}

// anew writes the message that asks for this list once more.
func (v *visit) anew(command string, within place.Code, level place.Level, words ...string) string {
	m := v.meaning
	all := []string{"/" + command, string(within)}
	if i := v.indicatorAsked(); i != coverage.BHYT {
		all = append(all, string(i))
	}
	of := levelWord(level)
	switch {
	case m.Level == "agent": // they say so themselves
	case m.Limit > mostAtOnce:
		all = append(all, fmt.Sprint(m.Limit, " ", of))
	// "/xephang 03679" asks for the commune's place among its neighbours.
	case level != v.below(within) || command == "xephang" && v.book.Tree.Level(within) == place.Commune:
		all = append(all, "cac "+of)
	}
	for _, w := range words {
		if w != "" {
			all = append(all, w)
		}
	}
	if day := today(v, m.AsOf); day != v.today {
		all = append(all, "ngay "+day.Long())
	}
	return strings.Join(all, " ")
}

// levelWord is how commands name the units of a level.
func levelWord(level place.Level) string {
	return map[place.Level]string{place.Province: "tinh", place.Commune: "xa", place.Village: "thon"}[level]
}

// list names the units that are below what they are held to, above it, or
// fell; or simply all of them.
func list(ctx context.Context, v *visit, who viewer) (answer, error) {
	within, level, a, ok := v.group(who)
	if !ok {
		return a, nil
	}
	if v.meaning.Aspect == understand.Breakdown || v.meaning.Filter == "all" && v.meaning.Threshold == 0 {
		return v.breakdown(ctx, within, level)
	}
	day, i := today(v, v.meaning.AsOf), v.indicatorAsked()
	t, words, err := v.listed(ctx, within, level, i, day)
	if err != nil {
		return answer{}, err
	}
	s := listing{title: v.listTitle(t, level, i), size: v.meaning.Limit, again: v.anew("chuadat", within, level, words)}
	mixed := t.Mixed()
	for n, r := range t.Rows {
		r.Title += v.caveat(r, mixed)
		s.rows = append(s.rows, v.listRow(n+1, r))
	}
	s.foot = v.listFoot(t)
	a = v.paged(s)
	v.remember(ctx, within)
	return a, nil
}

// listed computes the list, and gives the words that ask for it again.
func (v *visit) listed(ctx context.Context, within place.Code, level place.Level, i coverage.Indicator, day vi.Day) (t coverage.Table, words string, err error) {
	m := v.meaning
	share := ""
	if m.Threshold > 0 {
		share = m.Threshold.Pct() + "%"
	}
	switch m.Filter {
	case "fell":
		since := v.since(day)
		words = "giam cong nhan ntm"
		if since != 0 {
			words = "giam tu " + since.Long()
		}
		t, err = v.service.Fell(ctx, within, level, i, since, day)
	case "floor":
		words = "duoi san"
		t, err = v.service.BelowFloor(ctx, within, level, i, day)
	case "above":
		words = strings.TrimSpace("da dat " + share)
		t, err = v.service.Above(ctx, within, level, i, m.Threshold, day)
	default:
		words = share
		t, err = v.service.Below(ctx, within, level, i, m.Threshold, day)
	}
	return t, words, err
}

// since is the day a fall is measured from: 30 days ago, a day named, or
// (zero) each unit's own recognition as nông thôn mới.
func (v *visit) since(day vi.Day) vi.Day {
	switch {
	case v.meaning.Since == "ntm_recognition":
		return 0
	case v.meaning.Against != 0:
		return v.meaning.Against
	}
	if since, err := vi.ParseDay(v.meaning.Since); err == nil {
		return since
	}
	return day - 30
}

func (v *visit) listTitle(t coverage.Table, level place.Level, i coverage.Indicator) string {
	what, where, name := v.say("level."+levelName(level)), v.book.Tree.Title(t.Within), v.indicator(i)
	n, m := len(t.Rows), v.meaning
	share := m.Threshold.Pct()
	var title string
	switch {
	case m.Filter == "fell" && m.Since == "ntm_recognition":
		title = v.say("list.fellNTM", n, what, where, name)
	case m.Filter == "fell":
		title = v.say("list.fell", n, what, where, name, v.date(v.since(t.Day), v.today))
	case m.Filter == "floor" && t.Unrated == t.Total:
		title = capital(v.say("list.noneByFloor", what, where, name))
	case m.Filter == "floor":
		title = v.say("list.belowFloor", n, t.Total, what, where, name)
	case m.Filter == "above" && m.Threshold > 0:
		title = v.say("list.aboveRate", n, t.Total, what, where, share, name)
	case m.Filter == "above":
		title = v.say("list.above", n, t.Total, what, where, name)
	case m.Threshold > 0:
		title = v.say("list.belowRate", n, t.Total, what, where, share, name)
	default:
		title = v.say("list.below", n, t.Total, what, where, name)
	}
	return v.upTo(title, t.Day)
}

// upTo adds the day to a title, where it is not today.
func (v *visit) upTo(title string, day vi.Day) string {
	if day == v.today {
		return title
	}
	return dots(title, v.say("q.onDay", v.date(day, v.today)))
}

func (v *visit) listRow(n int, r coverage.Row) string {
	rate := percent(r.Participants, r.Denominator, rowGoal(r))
	switch {
	case v.meaning.Filter == "fell" && r.WasOf == 0:
		return v.say("rank.rowGrown", n, r.Title, vi.Growth(r.Participants, r.Was), vi.Int(r.Was), vi.Int(r.Participants))
	case r.Need > 0:
		line := v.say("rank.rowPlan", n, r.Title, percentOfPlan(r), vi.Int(r.Have), vi.Int(r.Need))
		if r.Gap > 0 {
			line += v.say("rank.short", vi.Int(r.Gap))
		}
		return line
	}
	switch v.meaning.Filter {
	case "fell":
		return v.say("list.rowFell", n, r.Title, vi.Percent(r.Was, r.WasOf), rate,
			vi.Points(r.Participants, r.Denominator, r.Was, r.WasOf))
	case "above":
		return v.say("list.rowMet", n, r.Title, rate, vi.Int(r.Participants), vi.Int(r.Denominator))
	case "floor":
		return v.say("list.rowFloor", n, r.Title, rate, r.Target.Pct(), vi.Int(r.Gap))
	}
	return v.say("list.row", n, r.Title, rate, vi.Int(r.Gap))
}

// percentOfPlan shows how much of a plan is done, whole only where it is.
func percentOfPlan(r coverage.Row) string { return vi.PercentBelow(r.Have, r.Need, 1_000_000) }

func rowGoal(r coverage.Row) *coverage.Progress {
	return &coverage.Progress{Target: coverage.Target{Measure: coverage.RatePct, Rate: r.Target}}
}

// listFoot says what the list leaves out, and what its figures are.
func (v *visit) listFoot(t coverage.Table) []string {
	var foot []string
	switch {
	case t.Unrated > 0 && v.meaning.Filter == "floor" && t.Unrated == t.Total:
		foot = append(foot, v.say("list.noFloor", v.listExample()))
	case t.Unrated > 0 && v.meaning.Filter == "floor":
		foot = append(foot, v.say("list.unfloored", t.Unrated))
	case t.Unrated > 0 && v.meaning.Since == "ntm_recognition":
		foot = append(foot, v.say("list.unrecognised", t.Unrated))
	case t.Unrated > 0 && t.Planned:
		foot = append(foot, v.say("rank.unplanned", t.Unrated))
	case t.Unrated > 0:
		foot = append(foot, v.say("list.unrated", t.Unrated))
	}
	if len(t.Rows) == 0 && t.Total > t.Unrated {
		foot = append([]string{v.say("list.none")}, foot...)
	}
	if t.Illustration() {
		foot = append(foot, v.inventedFoot(t.Mixed()))
	}
	return foot
}

// breakdown shows every unit of a level within one.
func (v *visit) breakdown(ctx context.Context, within place.Code, level place.Level) (answer, error) {
	i := v.indicatorAsked()
	t, err := v.service.Breakdown(ctx, within, level, i, today(v, v.meaning.AsOf))
	if err != nil {
		return answer{}, err
	}
	title := v.say("list.all", t.Total, v.say("level."+levelName(level)), v.book.Tree.Title(within), v.indicator(i))
	s := listing{title: v.upTo(title, t.Day), size: v.meaning.Limit, again: v.anew("theoban", within, level)}
	mixed := t.Mixed()
	for n, r := range t.Rows {
		s.rows = append(s.rows, v.breakdownRow(n+1, r, v.caveat(r, mixed)))
	}
	if t.Illustration() {
		s.foot = append(s.foot, v.inventedFoot(mixed))
	}
	a := v.paged(s)
	if row := v.wholeChoices(within, i, t.Day); len(row) > 0 {
		a.replies[0].Choices = append(a.replies[0].Choices, row)
	}
	v.remember(ctx, within)
	return a, nil
}

func (v *visit) breakdownRow(n int, r coverage.Row, caveat string) string {
	var s string
	switch {
	case r.Rated():
		s = v.say("rank.row", n, r.Title, percent(r.Participants, r.Denominator, rowGoal(r)), vi.Int(r.Participants), vi.Int(r.Denominator))
	case r.Known:
		s = v.say("list.rowPeople", n, r.Title, vi.Int(r.Participants))
	default:
		return v.say("list.rowUnknown", n, r.Title)
	}
	s += caveat
	if r.Gap > 0 {
		s += v.say("rank.short", vi.Int(r.Gap))
	}
	return s
}
