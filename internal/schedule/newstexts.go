package schedule

import (
	"fmt"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// newsTexts gives what is said of what people follow.
func newsTexts() map[string]text {
	return map[string]text{
		"news.title":   {"Bản tin %s", "News, %s"},
		"news.alert":   {"Cảnh báo %s", "Alert, %s"},
		"news.day":     {"ngày %s", "%s"},
		"news.week":    {"tuần %s đến %s", "week from %s to %s"},
		"news.month":   {"tháng %d/%d", "month %d/%d"},
		"news.head":    {"%s · %s", "%s · %s"},
		"news.rate":    {"%s %s%% %s: %s/%s người", "%s %s%% %s: %s of %s people"},
		"news.people":  {"%s: %s người", "%s: %s people"},
		"news.unknown": {"%s: chưa có số chốt", "%s: no official count yet"},
		"news.partial": {" (mới có số của %d/%d nơi)", " (figures of %d of %d places only)"},
		"news.most":    {"Chỉ tiêu %s %s: còn thiếu nhiều nhất %s người (có nơi chưa có số)", "Target, %s, %s: at most %s people short (some places have no figure)"},
		"news.was":     {"Trước đó %s%%: %s điểm %%, %s người", "Before: %s%%: %s points, %s people"},
		"news.wasSame": {"Không đổi so với trước đó", "Unchanged"},
		"news.wasOnly": {"Trước đó %s người: %s", "Before: %s people: %s"},
		"news.done":    {"Trong kỳ: %s mới, %s tái tục, %s giảm", "In these days: %s new, %s renewed, %s lapsed"},
		"news.none":    {"Trong kỳ chưa có báo cáo phát sinh nào", "Nothing was reported in these days"},
		"news.parts":   {"đã báo %d/%d %s", "%d of %d %s reported"},
		"news.target":  {"Chỉ tiêu %s %s: còn thiếu %s người", "Target, %s, %s: %s people short"},
		"news.perDay":  {", cần %s người/ngày", ", %s people a day needed"},
		"news.met":     {"Chỉ tiêu %s %s: đã đạt", "Target, %s, %s: met"},
		"news.pace":    {", chậm %s người so với tiến độ", ", %s people behind"},
		"news.look":    {"Cần xem: %s", "Look at: %s"},
		"news.fell":    {"%s giảm %s người", "%s, %s people fewer"},
		"news.silent":  {"%s chưa báo từ %s", "%s, not heard from since %s"},
		"news.never":   {"%s chưa báo lần nào", "%s, never heard from"},
		"news.next":    {"Nên làm tiếp, gõ: %s", "What to do next, type: %s"},
		"news.show":    {"Số liệu minh họa, không phải số chính thức.", "Illustrative figures, not official ones."},

		"alert.below_target":  {"%[1]s xuống dưới chỉ tiêu %[2]s %[3]s: %[4]s, thiếu %[5]s người.", "%[1]s fell below its target, %[2]s, %[3]s: %[4]s, %[5]s people short."},
		"alert.target_met":    {"%[1]s đã đạt chỉ tiêu %[2]s %[3]s: %[4]s. Chúc mừng anh/chị!", "%[1]s met its target, %[2]s, %[3]s: %[4]s. Congratulations!"},
		"alert.below_floor":   {"%[1]s xuống dưới mức sàn nông thôn mới %[3]s (%[2]s): %[4]s, thiếu %[5]s người.", "%[1]s fell below its new-rural floor, %[3]s (%[2]s): %[4]s, %[5]s people short."},
		"alert.fell":          {"%s thấp hơn ngày %s: %s%% → %s%% (%s điểm %%, %s người).", "%s is lower than on %s: %s%% → %s%% (%s points, %s people)."},
		"alert.silent":        {"%s: 3 ngày làm việc qua chưa nhận được báo cáo nào.", "%s: no report in the last 3 working days."},
		"alert.remind":        {" Gõ: nhắc %s", " Type: nhắc %s"},
		"alert.fellPeople":    {"%s thấp hơn ngày %s: %s → %s người (%s).", "%s is lower than on %s: %s → %s people (%s)."},
		"alert.jump":          {"%s thay đổi nhiều từ %s: %s → %s người (%s).", "%s changed much since %s: %s → %s people (%s)."},
		"alert.why":           {" Sự kiện trong danh mục: %s, %s.", " On record: %s, %s."},
		"alert.noWhy":         {" Danh mục chưa có sự kiện chính sách nào giải thích; xin kiểm tra số chốt và các báo cáo.", " No change of policy on record explains it; please check the official count and the reports."},
		"news.button.see":     {"Xem %s", "See %s"},
		"news.button.pause":   {"Tạm dừng", "Pause"},
		"news.button.stop":    {"Thôi theo dõi", "Stop"},
		"news.button.pauseOf": {"Tạm dừng %s", "Pause %s"},
		"news.button.stopOf":  {"Thôi %s", "Stop %s"},
		"news.button.all":     {"Đang theo dõi", "What I follow"},
	}
}

// mostButtons is for how many of the things followed one message has buttons of
// their own.
const mostButtons = 4

// eachFollowed pauses or stops each thing that a message of several is about.
func (e *edition) eachFollowed(p coverage.Person, pieces []piece, of func(string, coverage.Follow) string) [][]bot.Choice {
	var rows [][]bot.Choice
	done := map[subject]bool{}
	for _, x := range pieces {
		w := x.follow
		about := subject{w.Unit, w.Indicator}
		if done[about] || len(rows) == mostButtons {
			continue
		}
		done[about] = true
		name := e.book.Tree.Title(w.Unit)
		if w.Indicator != coverage.BHYT {
			name = indicatorSaid(w.Indicator) + " " + name
		}
		rows = append(rows, []bot.Choice{
			{Label: say(p, "news.button.pauseOf", name), Send: of("theodoi", w) + " tam dung", Word: "tạm dừng theo dõi " + name},
			{Label: say(p, "news.button.stopOf", name), Send: of("theodoi", w) + " thoi", Word: "thôi theo dõi " + name},
		})
	}
	return append(rows, []bot.Choice{{Label: say(p, "news.button.all"), Send: "/theodoi", Word: "đang theo dõi gì"}})
}

// answers tells whether a person answers for units, and so may remind there.
func answers(p coverage.Person) bool { return p.Has(coverage.Official) || p.Has(coverage.Admin) }

// goalSaid names the goal of a target.
func goalSaid(p coverage.Person, t coverage.Target) string {
	if t.Measure == coverage.RatePct {
		return t.Rate.Pct() + "%"
	}
	if p.Language == "en" {
		return vi.Int(t.People) + " people"
	}
	return vi.Int(t.People) + " người"
}

func indicatorSaid(i coverage.Indicator) string {
	d, _ := coverage.Describe(i)
	return d.Name
}

// capital makes the first letter of a line a capital.
func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

// rateSaid is a rate that is never rounded up to a goal it is below.
func rateSaid(num, den int64, goals ...int64) string { return vi.PercentBelow(num, den, goals...) }

// alertSaid words an alert, with the figures of its moment.
func (e *edition) alertSaid(p coverage.Person, a coverage.Alert) string {
	name := capital(e.book.Tree.Title(a.Unit))
	if a.Indicator != coverage.BHYT {
		name += ", " + indicatorSaid(a.Indicator)
	}
	stands := say(p, "news.people", indicatorSaid(a.Indicator), vi.Int(a.Participants))
	if a.Denominator > 0 {
		var goals []int64
		if a.Target != nil && a.Target.Measure == coverage.RatePct {
			goals = append(goals, int64(a.Target.Rate))
		}
		if a.Floor != nil {
			goals = append(goals, int64(a.Floor.Rate))
		}
		stands = fmt.Sprintf("%s%% (%s/%s)", rateSaid(a.Participants, a.Denominator, goals...), vi.Int(a.Participants), vi.Int(a.Denominator))
	}
	key := "alert." + string(a.Kind)
	switch a.Kind {
	case coverage.BelowTarget, coverage.TargetMet:
		args := []any{name, periodSaid(p, a.Target.Period), goalSaid(p, *a.Target), stands, vi.Int(a.Gap)}
		if a.Kind == coverage.TargetMet {
			args = args[:4]
		}
		return say(p, key, args...)
	case coverage.BelowFloor:
		return say(p, key, name, a.Floor.Basis, a.Floor.Rate.Pct()+"%", stands, vi.Int(a.Gap))
	case coverage.FellBack:
		if a.Denominator == 0 || a.WasOf == 0 {
			return say(p, "alert.fellPeople", name, a.WasOn.Short(), vi.Int(a.Was), vi.Int(a.Participants), vi.Signed(a.Participants-a.Was))
		}
		return say(p, key, name, a.WasOn.Short(), rateSaid(a.Was, a.WasOf), rateSaid(a.Participants, a.Denominator),
			vi.Points(a.Participants, a.Denominator, a.Was, a.WasOf), vi.Signed(a.Participants-a.Was))
	case coverage.SilentDays:
		s := say(p, key, name)
		if answers(p) {
			s += say(p, "alert.remind", e.book.Tree.Title(a.Unit))
		}
		return s
	case coverage.Jumped:
		s := say(p, key, name, a.WasOn.Short(), vi.Int(a.Was), vi.Int(a.Participants), vi.Signed(a.Participants-a.Was))
		if a.Event == nil {
			return s + say(p, "alert.noWhy")
		}
		return s + say(p, "alert.why", a.Event.What, strings.TrimSuffix(a.Event.Day.Long()+", "+a.Event.Basis, ", "))
	}
	return ""
}

// digestSaid words a digest: what changed, where to look, what to do next.
func (e *edition) digestSaid(p coverage.Person, x piece, d coverage.Digest) string {
	level, _ := coverage.Lower(e.book.Tree.Level(x.follow.Unit))
	text := []string{say(p, "news.head", capital(d.Now.Title), x.of.said(p))}
	text = append(text, figureLines(p, d)...)
	text = append(text, countLine(p, d, level))
	if goal := goalLine(p, d); goal != "" {
		text = append(text, goal)
	}
	if look := e.lookLine(p, d); look != "" {
		text = append(text, say(p, "news.look", look))
	}
	if basis := basisSaid(p, d.Now); basis != "" {
		text = append(text, basis)
	}
	text = append(text, say(p, "news.next", e.next(p, d)))
	if d.Now.Illustration() {
		text = append(text, say(p, "news.show"))
	}
	return strings.Join(text, "\n")
}

// said names a period as people say it.
func (d period) said(p coverage.Person) string {
	switch {
	case d.from == d.to:
		return say(p, "news.day", d.from.Short())
	case d.to-d.from < 7:
		return say(p, "news.week", d.from.Short(), d.to.Short())
	}
	year, month, _ := d.from.Civil()
	return say(p, "news.month", int(month), year)
}

// figureLines say how many people there are, and were.
func figureLines(p coverage.Person, d coverage.Digest) []string {
	st, name := d.Now, capital(indicatorSaid(d.Now.Indicator))
	if !st.Known {
		return []string{say(p, "news.unknown", name)}
	}
	goals := ratesOf(st)
	desc, _ := coverage.Describe(st.Indicator)
	lines := []string{say(p, "news.people", name, vi.Int(st.Participants))}
	if st.Rated() {
		lines[0] = say(p, "news.rate", name, rateSaid(st.Participants, st.Denominator.Value, goals...), baseSaid(p, desc.Base), vi.Int(st.Participants), vi.Int(st.Denominator.Value))
	}
	if st.Partial() {
		lines[0] += say(p, "news.partial", st.Parts-st.Missing, st.Parts)
	}
	was := d.Before
	moved := st.Participants - was.Participants
	switch {
	case !was.Known || was.Partial() || st.Partial():
	case st.Rated() && was.Rated() && (moved != 0 || st.Denominator.Value != was.Denominator.Value):
		lines = append(lines, say(p, "news.was", rateSaid(was.Participants, was.Denominator.Value, goals...),
			vi.Points(st.Participants, st.Denominator.Value, was.Participants, was.Denominator.Value), vi.Signed(moved)))
	case moved == 0:
		lines = append(lines, say(p, "news.wasSame"))
	default:
		lines = append(lines, say(p, "news.wasOnly", vi.Int(was.Participants), vi.Signed(moved)))
	}
	return lines
}

// ratesOf gives the rates to which a unit's is never rounded up.
func ratesOf(st coverage.Standing) []int64 {
	var goals []int64
	for _, t := range st.Targets {
		if t.Target.Measure == coverage.RatePct {
			goals = append(goals, int64(t.Target.Rate))
		}
	}
	if st.Floor != nil {
		goals = append(goals, int64(st.Floor.Rate))
	}
	return goals
}

func baseSaid(p coverage.Person, b coverage.Base) string {
	words := map[coverage.Base]text{
		coverage.Population:  {"dân số", "of the population"},
		coverage.LabourForce: {"lực lượng lao động", "of the labour force"},
		coverage.Students:    {"học sinh, sinh viên", "of pupils and students"},
	}
	return words[b].in(p)
}

func levelSaid(p coverage.Person, l place.Level) string {
	words := map[place.Level]text{
		place.Province: {"tỉnh, thành phố", "provinces"},
		place.Commune:  {"xã, phường", "communes"},
		place.Village:  {"thôn, bản", "villages"},
	}
	return words[l].in(p)
}

func countLine(p coverage.Person, d coverage.Digest, level place.Level) string {
	c := d.Counts
	line := say(p, "news.none")
	if c.New != 0 || c.Renewed != 0 || c.Lapsed != 0 {
		line = say(p, "news.done", vi.Signed(c.New), vi.Int(c.Renewed), vi.Signed(-c.Lapsed))
	}
	if d.Parts > 0 {
		line += " · " + say(p, "news.parts", d.Reported, d.Parts, levelSaid(p, level))
	}
	return line
}

// goalLine says how far the first target is.
func goalLine(p coverage.Person, d coverage.Digest) string {
	for _, t := range d.Now.Targets {
		if !t.Known {
			continue
		}
		if t.Partial {
			return say(p, "news.most", periodSaid(p, t.Target.Period), goalSaid(p, t.Target), vi.Int(t.Gap))
		}
		if t.Met {
			return say(p, "news.met", periodSaid(p, t.Target.Period), goalSaid(p, t.Target))
		}
		line := say(p, "news.target", periodSaid(p, t.Target.Period), goalSaid(p, t.Target), vi.Int(t.Gap))
		if tenths := t.TenthsADay(); tenths > 0 {
			line += say(p, "news.perDay", vi.Decimal(tenths, 10, 1))
		}
		if t.PaceKnown && t.Pace < 0 {
			line += say(p, "news.pace", vi.Int(-t.Pace))
		}
		return line
	}
	return ""
}

func (e *edition) lookLine(p coverage.Person, d coverage.Digest) string {
	var parts []string
	for _, x := range d.Look {
		switch {
		case x.Fell:
			parts = append(parts, say(p, "news.fell", x.Title, vi.Int(x.Was-x.Participants)))
		case x.LastTally.IsZero():
			parts = append(parts, say(p, "news.never", x.Title))
		default:
			parts = append(parts, say(p, "news.silent", x.Title, vi.DayOf(x.LastTally, e.Service.Location).Short()))
		}
	}
	return strings.Join(parts, "; ")
}

// next is the message that does what is most needed, ready to be sent.
func (e *edition) next(p coverage.Person, d coverage.Digest) string {
	title := e.book.Tree.Title(d.Now.Unit)
	about := title
	if d.Now.Indicator != coverage.BHYT {
		about = indicatorSaid(d.Now.Indicator) + " " + title
	}
	for _, x := range d.Look {
		if x.Silent && answers(p) {
			return "nhắc " + title
		}
	}
	if len(d.Look) > 0 {
		return d.Look[0].Title + " đạt bao nhiêu"
	}
	for _, t := range d.Now.Targets {
		if t.Known && !t.Met {
			return about + " còn thiếu bao nhiêu"
		}
	}
	return about + " so với cùng kỳ"
}

// reply puts the pieces into one message.
func (e *edition) reply(f coverage.Follower, pieces []piece, to bot.Address) bot.Reply {
	p, title := f.Person, "news.alert"
	var texts []string
	about := map[subject]bool{}
	for _, x := range pieces {
		if x.text != "" {
			texts = append(texts, x.text)
		}
		about[subject{x.follow.Unit, x.follow.Indicator}] = true
		if x.digest {
			title = "news.title"
		}
	}
	r := bot.Reply{To: to, Notice: true, English: p.Language == "en", Title: say(p, title, e.day.Short()), Text: strings.Join(texts, "\n\n")}
	english(&r)
	of := func(command string, w coverage.Follow) string {
		s := "/" + command + " " + string(w.Unit)
		if w.Indicator != coverage.BHYT {
			s += " " + string(w.Indicator)
		}
		return s
	}
	w := pieces[0].follow
	if len(about) > 1 {
		r.Choices = e.eachFollowed(p, pieces, of)
		return r
	}
	name := e.book.Tree.Title(w.Unit)
	r.Choices = [][]bot.Choice{
		{{Label: say(p, "news.button.see", name), Send: of("xa", w), Word: name}},
		{
			{Label: say(p, "news.button.pause"), Send: of("theodoi", w) + " tam dung", Word: "tạm dừng theo dõi"},
			{Label: say(p, "news.button.stop"), Send: of("theodoi", w) + " thoi", Word: "thôi theo dõi"},
		},
	}
	return r
}
