package understand

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// What may be asked of reporting itself, beside who is silent.
const (
	Completeness = "completeness" // tỷ lệ báo cáo
	Timeliness   = "timeliness"   // tỷ lệ đúng hạn
)

// The folded words by which a question about reporting asks for more than who
// is silent.
var (
	saysRate   = regexp.MustCompile(`\b(ty le|ti le|tl|phan tram|xep hang|bao cao (kem|tot|day du|deu)|thuong xuyen)\b`)
	saysTimely = regexp.MustCompile(`\b(dung han|dung gio|kip thoi|tre han|(bao cao|bc) (tre|muon))\b`)
	saysWorst  = regexp.MustCompile(`\b(kem|thap|it|cham|yeu|te|tre|muon) nhat\b|\b(doi so|cuoi bang)\b`)
	saysBest   = regexp.MustCompile(`\b(tot|cao|nhieu|day du|dung han|deu|kha|gioi) nhat\b|\b(dan dau|dau bang)\b`)
	saysRanked = regexp.MustCompile(`\b(xep hang|thu hang|(theo|tung|cac) (xa|phuong|tinh|ban|thon))\b`)
	saysAgents = regexp.MustCompile(`\b(theo|tung|cac|moi) (nhan vien|nv thu|nguoi thu)\b`)
	saysOwn    = regexp.MustCompile(`\b(cua|cho) (toi|em|e|minh|chau)\b`)
)

// organising says what a question about reporting asks besides who is silent:
// the share of days reported, or reported in time, of whom, and of which days.
func (q *query) organising(m *Meaning) {
	said := vi.Fold(q.text)
	switch {
	case saysTimely.MatchString(said):
		m.Measure = Timeliness
	case saysRate.MatchString(said):
		m.Measure = Completeness
	default:
		m.From, m.To = q.daysNamed(*m)
		return
	}
	if q.agent() && saysOwn.MatchString(said) {
		m.Own = true
	}
	compared := saysWorst.MatchString(said) || saysBest.MatchString(said)
	if saysRanked.MatchString(said) || q.level != "" && compared {
		m.Level, m.Order = q.level, "desc"
		if saysWorst.MatchString(said) {
			m.Order = "asc"
		}
	}
	if saysAgents.MatchString(said) {
		if m.Level = "agent"; m.Order == "" {
			m.Order = "desc"
		}
	}
	m.From, m.To = q.daysNamed(*m)
}

// daysNamed gives the days a question is about, not beyond today: those of a
// span that was named, or of two days, else what Days and AsOf say.
func (q *query) daysNamed(m Meaning) (from, to vi.Day) {
	var spans []vi.Span
	for _, it := range q.items {
		if it.class == span {
			spans = append(spans, it.span)
		}
	}
	switch {
	case len(spans) == 1 && (m.Days <= 1 || spans[0].Scale != vi.OneDay): // "7 ngày qua" holds a day
		from, to = spans[0].From, spans[0].To
	case len(spans) == 2:
		from, to = min(spans[0].From, spans[1].From), max(spans[0].To, spans[1].To)
	default:
		to = q.today
		if !m.AsOf.IsZero() {
			to = m.AsOf
		}
		from = to - vi.Day(max(1, m.Days)) + 1
	}
	return min(from, q.today), min(to, q.today)
}

var (
	noticeHead = regexp.MustCompile(`(?is)^\s*(gửi thông báo|gui thong bao|đăng thông báo|dang thong bao|thông báo|thong bao|announce)\b?\s*`)
	noticeTo   = regexp.MustCompile(`(?i)^(cho|tới|toi|đến|den|to)\s`)
	clockTime  = regexp.MustCompile(`\b(\d{1,2})\s*(?:(?::|h|g|gio)\s*(\d{2})|h|g|gio)(?:\D|$)`)
	hoursHead  = regexp.MustCompile(`^(dat |doi |xem |chinh |cai )?gio (nhac|gui danh sach|danh sach|nhan danh sach)\b|^(tat|bo|thoi|ngung) (nhac|gui danh sach|danh sach)( hang ngay| tu dong)?\b|^(bat lai|tra lai|khoi phuc) (gio )?(nhac|danh sach)\b`)
)

// organised reads what officials order about reporting: announcements, and
// the times of reminders.
func (g *reading) organised() (Meaning, bool) {
	if s := g.setting.Speaker; s.Role != coverage.Official && s.Role != coverage.Admin && len(s.Units) == 0 {
		return Meaning{}, false
	}
	if hoursHead.MatchString(vi.Fold(g.text)) {
		return g.hours(g.text), true
	}
	head := noticeHead.FindStringIndex(g.text)
	if head == nil {
		return Meaning{}, false
	}
	first, rest := strings.ToLower(g.text[:head[1]]), g.text[head[1]:]
	sends := !strings.HasPrefix(strings.TrimSpace(vi.Fold(first)), "thong bao")
	to, said, colon := strings.Cut(rest, ":")
	switch {
	case strings.HasPrefix(strings.TrimSpace(rest), ":"):
		return g.announcement("", strings.TrimPrefix(strings.TrimSpace(rest), ":")), true
	case noticeTo.MatchString(to) && colon && len(to) < 80 && !digitEnds(to):
		return g.announcement(to, said), true
	case sends && noticeTo.MatchString(rest):
		return Meaning{}, false // "gửi thông báo cho tôi khi …" asks to be told
	case sends:
		return g.announcement("", rest), true
	}
	return Meaning{}, false
}

// digitEnds tells the colon of a time, 14:00, from one that ends an address.
func digitEnds(s string) bool {
	return len(s) > 0 && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// announcement is a text for the agents of a unit: the one named before it, or
// the asker's own.
func (g *reading) announcement(to, text string) Meaning {
	q := g.begin(to, g.setting).newQuery()
	m := Meaning{Intent: Announce}
	q.reporting(&m)
	m.Text = strings.TrimSpace(text)
	return m
}

// hours are the times of the reminder and of the list of a unit, or the wish
// to see them.
func (g *reading) hours(text string) Meaning {
	m := Meaning{Intent: SetHours}
	folded := vi.Fold(text)
	where := clockTime.ReplaceAllString(folded, " ")
	for _, w := range []string{"gio", "nhac", "danh sach", "dat", "doi", "xem", "chinh", "gui", "tat", "luc", "bat lai", "tra lai", "hang ngay", "tu dong", ","} {
		where = strings.ReplaceAll(where, w+" ", " ")
	}
	q := g.begin(where, g.setting).newQuery()
	q.reporting(&m)
	at := clockTime.FindAllStringSubmatchIndex(folded, -1)
	list := strings.Index(folded, "danh sach")
	off := slices.ContainsFunc([]string{"tat", "bo", "thoi", "ngung"}, func(w string) bool { return strings.HasPrefix(folded, w+" ") })
	back := slices.ContainsFunc([]string{"bat lai", "tra lai", "khoi phuc"}, func(w string) bool { return strings.HasPrefix(folded, w+" ") })
	set := func(ofList bool, value string) {
		if ofList {
			m.ListAt = value
		} else {
			m.RemindAt = value
		}
	}
	switch {
	case off:
		set(list >= 0, "off")
	case back:
		set(list >= 0, "usual")
	}
	for _, x := range at {
		hour, minute := folded[x[2]:x[3]], "00"
		if x[4] >= 0 {
			minute = folded[x[4]:x[5]]
		}
		t, err := time.Parse("15:04", strings.Repeat("0", 2-len(hour))+hour+":"+minute)
		if err != nil {
			m.Ask = nil
			set(list >= 0 && list < x[0], folded[x[0]:x[1]])
			continue
		}
		set(list >= 0 && list < x[0], t.Format("15:04"))
	}
	return m
}
