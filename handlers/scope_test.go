package handlers_test

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"baophu/bot"
	"baophu/handlers"
	"baophu/internal/coverage"
	"baophu/internal/demo"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// samples are messages of every intent; {nơi} stands for a place. Commands
// are tried besides, as the list of actions has them.
var samples = map[understand.Intent][]string{
	understand.Report:           {"{nơi}: 5 hgđ mới, 2 tái tục, 1 tn", "3 hgđ", "báo cáo", "như hôm qua"},
	understand.ZeroReport:       {"hôm nay {nơi} không có ai", "hnay ko co"},
	understand.Outreach:         {"hội nghị {nơi} 45 người dự 12 người đăng ký"},
	understand.Announce:         {"gửi thông báo cho {nơi}: mai họp", "thông báo: mai họp"},
	understand.SetHours:         {"giờ nhắc {nơi}", "giờ nhắc {nơi} 17:00"},
	understand.Correct:          {"sửa {nơi} 3 hgđ", "tổng hôm nay {nơi} 8 hgđ"},
	understand.Undo:             {"hủy", "hủy #{số}"},
	understand.QuerySelf:        {"lịch sử", "lịch sử tháng 10", "tôi"},
	understand.QueryStatus:      {"{nơi} đạt bao nhiêu?", "{nơi} đạt bao nhiêu ngày 31/10/2020", "bhxh tự nguyện {nơi} đạt bao nhiêu"},
	understand.QueryGap:         {"{nơi} còn thiếu bao nhiêu"},
	understand.QueryList:        {"xã nào của {nơi} chưa đạt 95%", "bản nào của {nơi} chưa đạt 95%", "{nơi} xã nào giảm", "{nơi} xã nào đã đạt 80%"},
	understand.QueryRank:        {"10 xã thấp nhất {nơi}", "xếp hạng {nơi}", "5 xã cao nhất {nơi}"},
	understand.QueryMissing:     {"{nơi} ai chưa báo cáo hôm nay", "tỷ lệ báo cáo tuần này {nơi}", "xã nào của {nơi} báo cáo kém nhất tháng này", "xếp hạng tỷ lệ báo cáo đúng hạn các bản {nơi}"},
	understand.QueryCompare:     {"{nơi} so với cùng kỳ", "so sánh Chiềng Sinh với {nơi}", "so sánh {nơi} với tỉnh Lai Châu"},
	understand.QueryPlan:        {"tiến độ bhxh tự nguyện {nơi} so kế hoạch"},
	understand.QueryForecast:    {"dự báo bao giờ {nơi} đạt 97%"},
	understand.QueryTarget:      {"chỉ tiêu bhxh tự nguyện của {nơi}"},
	understand.QueryResponsible: {"ai phụ trách {nơi}"},
	understand.Export:           {"xuất excel {nơi}", "biểu đồ {nơi}", "biểu đồ xếp hạng {nơi}", "bản đồ bao phủ {nơi}", "biểu đồ đối chiếu tháng 10 {nơi}"},
	understand.Subscribe:        {"theo dõi {nơi} hàng ngày", "cảnh báo {nơi}", "thôi theo dõi {nơi}", "đang theo dõi gì"},
	understand.Remind:           {"nhắc {nơi} chưa báo cáo"},
	understand.SetTarget:        {"giao chỉ tiêu {nơi} 98% bhyt năm 2026", "chỉ tiêu {nơi} 97% năm 2026 theo QĐ 12/QĐ-UBND"},
	understand.Assign:           {"giao {nơi} cho chị Hà Thị Mẫu", "giao {nơi} cho chị Mẫu", "bàn giao địa bàn của chị Lò Thị Mẫu cho anh Quàng Văn Mẫu"},
	understand.BindGroup:        {"/nhom {nơi}", "/nhom thôi"},
	understand.Administer:       {"khóa tháng 10 {nơi}", "mở khóa tháng 10 {nơi}", "mời cán bộ {nơi}", "mời nhân viên {nơi}", "thu hồi quyền của chị Hà Thị Mẫu", "nhật ký hôm nay"},
	understand.PolicyQuestion:   {"mức đóng bhxh tự nguyện bao nhiêu"},
	understand.Review:           {"báo cáo cần duyệt", "duyệt #{số}", "trả lại #{số} nhầm số"},
	understand.Link:             {"liên kết"},
	understand.Leave:            {"em xin nghỉ 3 ngày", "em đi làm lại rồi"},
	understand.Join:             {"/start ABCDEFGH"},
	understand.Help:             {"?"},
	understand.Cancel:           {"không"},
	understand.SetLanguage:      {"English", "/ngonngu en", "tiếng Việt", "/ngonngu"},
	understand.Confirm:          {"có"},
	understand.RefusePII:        {"{nơi} Lò Văn X CCCD 000000000001 mua hgđ"},
	understand.Unclear:          {"trời mưa to quá chị ạ"},
}

// askers are who tries everything: a key, the name in the demo, and whether
// they may report.
var askers = []struct {
	key, name string
	reports   bool
}{
	{"agent1", "Lò Thị Mẫu", true},
	{"agent2", "Quàng Văn Mẫu", true},
	{"learner", "Tòng Thị Mẫu", false}, // in training: answered, never counted
	{"official1", "Hà Thị Mẫu", false},
	{"four", "Lường Văn Mẫu", false},
	{"office", "Vì Thị Mẫu", false},
	{"official2", "Cầm Văn Mẫu", false},
	{"elsewhere", "Tao Thị Mẫu", false},
	{"admin", "Nguyễn Thị Mẫu", false},
	{"gone", "Nguyễn Đã Thôi", false},
	{"guest", "", false},
}

// places are where the askers ask about: own for some of them, beyond the
// scope of others.
var places = []place.Code{"03679", "03679-01", "03694", "03694-01", "14", "12", place.Nation, "H118", "BHXH-14-02"}

// TestEveryActionHasSamples makes the matrix grow with the list: an intent
// without samples, or whose samples mean something else, fails.
func TestEveryActionHasSamples(t *testing.T) {
	t.Parallel()
	m := &matrix{stage: newStage(t), facts: facts{foreign: 1}}
	var err error
	if m.book, err = m.service.Library.Book(context.Background()); err != nil {
		t.Fatal(err)
	}
	reader := understand.NewReader(m.book.Tree, place.NewIndex(m.book.Tree))
	readers := []understand.Speaker{
		{Role: coverage.Agent, Villages: []place.Code{"03679-01", "03679-02"}, Commune: "03679"},
		{Role: coverage.Official, Units: []place.Code{"14"}},
		{Role: coverage.Admin, Units: []place.Code{"14"}},
	}
	for _, a := range handlers.Actions() {
		for _, intent := range a.Intents {
			if len(samples[intent]) == 0 {
				t.Errorf("%s: no sample of %s: add one, so that its scope is tried", a.Name, intent)
			}
			for _, sample := range samples[intent] {
				text := m.fill(sample, "03679-01")
				if strings.Contains(sample, "xã nào") || strings.Contains(sample, "10 xã") || intent == understand.QueryRank {
					text = m.fill(sample, "14")
				}
				if !slices.ContainsFunc(readers, func(s understand.Speaker) bool {
					return reader.Read(text, understand.Setting{Speaker: s, Now: opening, Location: hanoi}).Intent == intent
				}) {
					t.Errorf("%s: %q means %s to nobody", a.Name, text, intent)
				}
			}
		}
	}
}

// facts are what holds on every stage as it begins.
type facts struct {
	book    *coverage.Book
	foreign int64                          // a report that none of the askers made
	figures map[place.Code]map[string]bool // of each unit, as shown
	holders map[string][]coverage.Grant    // who holds what, by name
}

// matrix is a stage on which somebody asks everything.
type matrix struct {
	*stage
	facts
	who    string
	person coverage.Person
}

func newFacts(t *testing.T) facts {
	t.Helper()
	m := &matrix{stage: newStage(t)}
	m.holders = map[string][]coverage.Grant{}
	var err error
	if m.book, err = m.service.Library.Book(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, p := range demo.Figures(vi.DayOf(opening, hanoi)).People {
		for _, u := range p.Units {
			m.holders[p.Name] = append(m.holders[p.Name], coverage.Grant{Role: p.Role, Unit: u})
		}
	}
	m.foreign = m.foreignReport()
	m.figures = m.allFigures()
	return m.facts
}

// newMatrix opens a stage for one asker.
func newMatrix(t *testing.T, f facts, who, name string) *matrix {
	t.Helper()
	m := &matrix{stage: newStage(t), facts: f, who: who}
	ctx := context.Background()
	if who == "gone" {
		gone := coverage.Posting{Name: name, Role: coverage.Official, Units: []place.Code{"14"}, Status: coverage.Gone}
		if _, err := m.ledger.Amend(ctx, coverage.Amendment{People: []coverage.Posting{gone}}); err != nil {
			t.Fatal(err)
		}
	}
	if name == "" {
		return m
	}
	people, err := m.ledger.ByName(ctx, name)
	if err != nil || len(people) != 1 {
		t.Fatalf("%d people named %s, %v", len(people), name, err)
	}
	m.person = people[0]
	if err := m.ledger.Connect(ctx, "test/"+who, m.person.ID); err != nil {
		t.Fatal(err)
	}
	return m
}

// foreignReport gives the number of a report that none of the askers made.
func (m *matrix) foreignReport() int64 {
	m.t.Helper()
	var own []coverage.PersonID
	for _, a := range askers {
		people, err := m.ledger.ByName(context.Background(), a.name)
		if err != nil {
			m.t.Fatal(err)
		}
		for _, p := range people {
			own = append(own, p.ID)
		}
	}
	for _, e := range m.entries() {
		if e.Reverses == 0 && e.By != 0 && !slices.Contains(own, e.By) {
			return e.Report
		}
	}
	m.t.Fatal("the askers made all reports there are")
	return 0
}

// entries gives the whole ledger.
func (m *matrix) entries() []coverage.Entry {
	m.t.Helper()
	units := append(m.under(place.Nation, place.Village), m.under(place.Nation, place.Commune)...)
	all, err := m.ledger.Entries(context.Background(), units, vi.DayOf(opening.AddDate(-2, 0, 0), hanoi), vi.DayOf(opening.AddDate(0, 0, 2), hanoi))
	if err != nil {
		m.t.Fatal(err)
	}
	return all
}

func (m *matrix) under(within place.Code, level place.Level) []place.Code {
	return m.book.Tree.Descendants(within, level, vi.DayOf(opening, hanoi))
}

// allFigures gives participants and denominators as they are shown, of every
// unit, on the days that the samples ask for; only numbers long enough not to
// be met by chance.
func (m *matrix) allFigures() map[place.Code]map[string]bool {
	m.t.Helper()
	all := map[place.Code]map[string]bool{}
	units := append([]place.Code{place.Nation, "H118"}, m.under(place.Nation, place.Province)...)
	units = append(append(units, m.under(place.Nation, place.Commune)...), m.under("03679", place.Village)...)
	today := vi.DayOf(opening, hanoi)
	for _, u := range units {
		all[u] = map[string]bool{}
		for _, day := range []vi.Day{today, today.YearBefore(), vi.DayOf(time.Date(2020, 10, 31, 12, 0, 0, 0, hanoi), hanoi)} {
			for _, i := range coverage.Catalogue() {
				st, err := m.service.Standing(context.Background(), u, i.Code, day)
				if err != nil {
					continue // a unit that was not yet, or has no such figure
				}
				least := int64(1_000)
				if i.Code != coverage.BHYT {
					least = 10_000
				}
				if st.Known && st.Participants >= least {
					all[u][vi.Int(st.Participants)] = true
				}
				if st.Denominator.Known && st.Denominator.Value >= least {
					all[u][vi.Int(st.Denominator.Value)] = true
				}
			}
		}
	}
	return all
}

func (m *matrix) fill(sample string, where place.Code) string {
	return strings.NewReplacer("{nơi}", m.book.Tree.Title(where), "{số}", fmt.Sprint(m.foreign), "{mã}", string(where)).Replace(sample)
}

// messages are all that an asker says of a place: the samples of every
// action, and its command with the place's code, with its name and alone.
func (m *matrix) messages(a handlers.Action, where place.Code) []string {
	var all []string
	for _, intent := range a.Intents {
		for _, s := range slices.Concat(samples[intent], furtherSamples[intent]) {
			all = append(all, m.fill(s, where))
		}
	}
	if a.Command != "" {
		all = append(all, fmt.Sprintf("/%s %s", a.Command, where), fmt.Sprintf("/%s %s", a.Command, m.book.Tree.Title(where)),
			"/"+a.Command, fmt.Sprintf("/%s %d", a.Command, m.foreign))
	}
	return all
}

// TestScope has everybody try every action on every place. No figure and no
// name from outside a person's units comes back, nothing is booked for whom it
// is not to be, and nobody's report is taken back by another.
func TestScope(t *testing.T) {
	t.Parallel()
	f := newFacts(t)
	for _, asker := range askers {
		t.Run(asker.key, func(t *testing.T) {
			t.Parallel()
			m := newMatrix(t, f, asker.key, asker.name)
			seen, said, answered := map[string]bool{}, map[string]bool{}, 0
			before := len(m.entries())
			for _, a := range handlers.Actions() {
				for _, where := range places {
					for _, text := range m.messages(a, where) {
						if said[text] {
							continue
						}
						said[text] = true
						for _, r := range m.ask(text) {
							answered++
							m.check(a, text, r, seen)
						}
					}
				}
			}
			if answered < 100 {
				t.Errorf("only %d answers were checked", answered)
			}
			m.checkSeen(seen)
			m.checkBooked(asker.reports, before)
		})
	}
}

// ask says a text and then forgets what was asked back, so that the next
// message stands for itself. Every message comes a while after the last.
func (m *matrix) ask(text string) []bot.Reply {
	m.now = m.now.Add(11 * time.Second)
	replies := m.say(m.who, text)
	for _, r := range replies {
		if r.Asks {
			replies = append(replies, m.say(m.who, "thôi")...)
			break
		}
	}
	return replies
}

var (
	bigNumber = regexp.MustCompile(`\d{1,3}(?:\.\d{3})+`)
	money     = regexp.MustCompile(`[\d.]+đ`)
	aFigure   = regexp.MustCompile(`\d+(?:,\d+)?%|\d người`)
)

// check looks for what the asker may not see in one reply.
func (m *matrix) check(a handlers.Action, text string, r bot.Reply, seen map[string]bool) {
	m.t.Helper()
	shown := r.Title + "\n" + r.Text
	if strings.Contains(text, "xếp hạng") {
		a.Name = "rank" // a picture of one
	}
	mine := map[string]bool{}
	for u, figures := range m.figures {
		if m.may(a, u) {
			maps.Copy(mine, figures)
		}
	}
	for _, n := range bigNumber.FindAllString(money.ReplaceAllString(shown, ""), -1) {
		if mine[n] {
			seen[n] = true
			continue
		}
		for u, figures := range m.figures {
			if figures[n] {
				m.t.Errorf("%s: %s is told %s of %s:\n%s", text, m.who, n, m.book.Tree.Title(u), shown)
			}
		}
	}
	for _, line := range strings.Split(r.Text, "\n") {
		if !aFigure.MatchString(line) {
			continue
		}
		for u := range m.figures {
			if title := m.book.Tree.Title(u); namesUnit(line, title) && !m.may(a, u) {
				m.t.Errorf("%s: %s is told of %s:\n%s", text, m.who, title, line)
			}
		}
	}
	for name, grants := range m.holders {
		if strings.Contains(shown, name) && !slices.ContainsFunc(grants, func(g coverage.Grant) bool { return m.mayKnow(a, g.Unit) }) && !strings.Contains(text, name) {
			m.t.Errorf("%s: %s is told of %s:\n%s", text, m.who, name, shown)
		}
	}
}

// namesUnit tells whether a line names a unit: xã Chiềng Sơn is not xã Chiềng Sơ.
func namesUnit(line, title string) bool {
	for rest := line; ; {
		_, after, found := strings.Cut(rest, title)
		if !found {
			return false
		}
		if next, _ := utf8.DecodeRuneInString(after); !unicode.IsLetter(next) && !unicode.IsDigit(next) {
			return true
		}
		rest = after
	}
}

// may tells whether an asker may see a figure: of the own units and all below,
// an agent of the commune too, and in rankings of their neighbours.
func (m *matrix) may(a handlers.Action, u place.Code) bool {
	p, today := m.person, vi.DayOf(opening, hanoi)
	if p.Status == coverage.Gone {
		return false
	}
	return m.book.MaySee(p, u, today) || (a.Name == "rank" || a.Name == "list" || a.Name == "compare") && m.book.MayCompare(p, u, today)
}

// mayKnow tells whether an asker may learn who works in a unit: in what they
// may see, and above it.
func (m *matrix) mayKnow(a handlers.Action, u place.Code) bool {
	return m.may(a, u) || slices.ContainsFunc(m.person.Grants, func(g coverage.Grant) bool {
		return m.person.Status != coverage.Gone && m.book.Tree.Within(g.Unit, u, vi.DayOf(opening, hanoi))
	})
}

// checkSeen makes sure that those who may see something saw it: a desk that
// says nothing would pass all else.
func (m *matrix) checkSeen(seen map[string]bool) {
	m.t.Helper()
	for _, u := range []place.Code{"03679", "03694", "14", "12"} {
		if !m.may(handlers.Action{}, u) {
			continue
		}
		if !slices.ContainsFunc(slices.Collect(maps.Keys(m.figures[u])), func(n string) bool { return seen[n] }) {
			m.t.Errorf("%s was told no figure of %s: %v", m.who, m.book.Tree.Title(u), slices.Collect(maps.Keys(m.figures[u])))
		}
	}
	if (m.person.ID == 0 || m.person.Status == coverage.Gone) && len(seen) > 0 {
		m.t.Errorf("%s was told %v", m.who, seen)
	}
}

// checkBooked holds what the asker wrote to what they may report.
func (m *matrix) checkBooked(reports bool, before int) {
	m.t.Helper()
	all := m.entries()
	bySeq := map[coverage.Position]coverage.Entry{}
	for _, e := range all {
		bySeq[e.Seq] = e
	}
	fresh := 0
	for _, e := range all {
		if !strings.Contains(e.Message, "/golden/"+m.who+"/") {
			continue
		}
		fresh++
		if p := m.person; e.By != p.ID || !m.book.MayReport(p, e.Unit, e.Day) {
			m.t.Errorf("%s booked %+v", m.who, e)
		}
		if e.Reverses != 0 && bySeq[e.Reverses].By != e.By {
			m.t.Errorf("%s took back %+v", m.who, bySeq[e.Reverses])
		}
	}
	switch {
	case len(all) != before+fresh:
		m.t.Errorf("the ledger grew by %d, of which %d by %s", len(all)-before, fresh, m.who)
	case reports && fresh == 0:
		m.t.Errorf("%s could report nothing", m.who)
	case !reports && fresh > 0:
		m.t.Errorf("%s booked %d entries, and may report nothing", m.who, fresh)
	}
}
