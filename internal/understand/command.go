package understand

import (
	"slices"
	"strconv"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Command is a word behind a slash: /xa chieng ngan. A unit's code or name
// and an indicator's code may follow.
type Command struct {
	Name    string // without the slash
	Aliases []string
	Intent  Intent
	Filter  string // of lists, where the message says none
	Format  string // of exports
	Topic   string // of questions about oneself, and of what administrators order
	Measure string // of questions about reporting
	Help    string // what it does, in Vietnamese
}

// Commands lists the commands in the order in which help shows them.
func Commands() []Command {
	return []Command{
		{Name: "xa", Aliases: []string{"tinh", "ban", "phuong", "donvi", "xem", "baophu", "tyle"}, Intent: QueryStatus, Help: "bao phủ của một đơn vị: /xa Chiềng Sinh"},
		{Name: "toi", Aliases: []string{"me", "cuatoi"}, Intent: QuerySelf, Help: "kết quả của tôi"},
		{Name: "baocaocuatoi", Aliases: []string{"myreports", "dabao"}, Intent: QuerySelf, Topic: TopicReports, Help: "các báo cáo tôi đã gửi"},
		{Name: "xembc", Aliases: []string{"xembaocao"}, Intent: QuerySelf, Topic: TopicReport, Help: "một báo cáo theo số: /xembc 4711"},
		{Name: "duyet", Aliases: []string{"canduyet", "approve"}, Intent: Review, Topic: ReviewList, Help: "báo cáo cần duyệt (cán bộ): /duyet 4711"},
		{Name: "tralai", Aliases: []string{"sendback"}, Intent: Review, Topic: SendBack, Help: "trả lại một báo cáo (cán bộ): /tralai 4711 nhầm số"},
		{Name: "baocao", Aliases: []string{"bc", "report"}, Intent: Report, Help: "báo cáo: /baocao Noong La 5 hgđ 2 tt"},
		{Name: "huy", Aliases: []string{"undo", "hoantac"}, Intent: Undo, Help: "hủy báo cáo vừa gửi"},
		{Name: "sua", Aliases: []string{"correct"}, Intent: Correct, Help: "sửa báo cáo: /sua 4711 rồi số đúng"},
		{Name: "thieu", Aliases: []string{"conthieu", "gap"}, Intent: QueryGap, Help: "còn thiếu bao nhiêu người: /thieu Chiềng Sinh"},
		{Name: "xephang", Aliases: []string{"bxh", "rank", "top"}, Intent: QueryRank, Help: "xếp hạng: /xephang Sơn La"},
		{Name: "chuadat", Aliases: []string{"danhsach", "list"}, Intent: QueryList, Filter: "below", Help: "các đơn vị chưa đạt chỉ tiêu"},
		{Name: "theoban", Aliases: []string{"chitiet", "theoxa", "breakdown"}, Intent: QueryList, Help: "số liệu từng đơn vị bên dưới: /theoban Chiềng Sinh"},
		{Name: "sosanh", Aliases: []string{"cungky", "compare"}, Intent: QueryCompare, Help: "so với cùng kỳ: /sosanh Sơn La"},
		{Name: "tiendo", Aliases: []string{"kehoach", "plan"}, Intent: QueryPlan, Help: "tiến độ so với kế hoạch"},
		{Name: "dubao", Aliases: []string{"forecast"}, Intent: QueryForecast, Help: "ngày dự báo đạt chỉ tiêu"},
		{Name: "chitieu", Aliases: []string{"target"}, Intent: QueryTarget, Help: "chỉ tiêu được giao"},
		{Name: "phutrach", Aliases: []string{"aiphutrach"}, Intent: QueryResponsible, Help: "ai phụ trách: /phutrach Mường Giôn"},
		{Name: "chuabaocao", Aliases: []string{"chuabao", "chuabc", "missing"}, Intent: QueryMissing, Help: "ai chưa báo cáo hôm nay"},
		{Name: "nhac", Aliases: []string{"remind"}, Intent: Remind, Help: "nhắc người chưa báo cáo"},
		{Name: "thongbao", Aliases: []string{"announce"}, Intent: Announce, Help: "gửi thông báo cho nhân viên thu của đơn vị mình"},
		{Name: "gionhac", Intent: SetHours, Help: "giờ nhắc báo cáo: /gionhac 16:30"},
		{Name: "tylebaocao", Aliases: []string{"tlbc"}, Intent: QueryMissing, Measure: Completeness, Help: "tỷ lệ báo cáo: /tylebaocao Sơn La tháng 10"},
		{Name: "bieudo", Aliases: []string{"chart"}, Intent: Export, Format: "png", Help: "biểu đồ: /bieudo Sơn La"},
		{Name: "xuat", Aliases: []string{"excel", "export"}, Intent: Export, Format: "xlsx", Help: "xuất Excel: /xuat Sơn La"},
		{Name: "theodoi", Aliases: []string{"follow", "subscribe"}, Intent: Subscribe, Help: "nhận bản tin: /theodoi Chiềng Sinh hàng ngày"},
		{Name: "giaochitieu", Aliases: []string{"settarget"}, Intent: SetTarget, Help: "giao chỉ tiêu (quản trị)"},
		{Name: "phancong", Aliases: []string{"assign"}, Intent: Assign, Help: "phân công phụ trách (quản trị)"},
		{Name: "khoa", Aliases: []string{"khoathang", "lock"}, Intent: Administer, Topic: LockMonth, Help: "khóa số liệu một tháng (quản trị): /khoa tháng 10"},
		{Name: "mokhoa", Aliases: []string{"unlock"}, Intent: Administer, Topic: UnlockMonth, Help: "mở khóa một tháng (quản trị)"},
		{Name: "moi", Aliases: []string{"invite"}, Intent: Administer, Topic: InvitePerson, Help: "mời người mới (quản trị): /moi nhân viên bản Dửn"},
		{Name: "thuhoi", Aliases: []string{"revoke"}, Intent: Administer, Topic: RevokePerson, Help: "thu hồi quyền của một người (quản trị)"},
		{Name: "nhom", Aliases: []string{"group"}, Intent: BindGroup, Help: "gắn nhóm với một nơi (cán bộ): /nhom phường Chiềng Sinh"},
		{Name: "nhatky", Aliases: []string{"audit"}, Intent: Administer, Topic: AuditLog, Help: "nhật ký thay đổi (quản trị)"},
		{Name: "mucdong", Aliases: []string{"hotro"}, Intent: PolicyQuestion, Help: "mức đóng, hỗ trợ: /mucdong hgđ"},
		{Name: "thamgia", Aliases: []string{"start", "join"}, Intent: Join, Help: "tham gia bằng mã mời: /thamgia MÃ"},
		{Name: "lichsu", Aliases: []string{"history"}, Intent: QuerySelf, Topic: TopicHistory, Help: "từng ngày của tôi: /lichsu tháng 10"},
		{Name: "ngonngu", Aliases: []string{"language", "lang"}, Intent: SetLanguage, Help: "ngôn ngữ: /ngonngu en"},
		{Name: "lienket", Aliases: []string{"link"}, Intent: Link, Help: "dùng thêm Zalo hoặc Telegram khác"},
		{Name: "trogiup", Aliases: []string{"help", "huongdan", "menu"}, Intent: Help, Help: "tôi có thể hỏi gì"},
	}
}

// slash reads a command. What is no command of ours is read without its slash.
func (g *reading) slash() (Meaning, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(g.text), "/")
	if !ok {
		return Meaning{}, false
	}
	name, tail, _ := strings.Cut(rest, " ")
	if strings.Contains(name, "@") { // the channel takes our own name off: another bot is meant
		return Meaning{Intent: Unclear}, true
	}
	c, known := g.commands[strings.ReplaceAll(vi.Fold(name), "_", "")]
	if !known {
		*g = *g.begin(strings.ReplaceAll(rest, "_", " "), g.setting)
		return Meaning{}, false
	}
	return g.run(c, strings.TrimSpace(tail)), true
}

// run makes the meaning of a command with what stands behind it.
func (g *reading) run(c Command, tail string) Meaning {
	sub := g.begin(tail, g.setting)
	switch c.Intent {
	case Help, QuerySelf:
		m := Meaning{Intent: c.Intent, Topic: c.Topic}
		switch c.Topic {
		case TopicReport:
			m.Report = sub.numberIn()
		case TopicHistory:
			m.Period = sub.newQuery().period()
		}
		return m
	case SetLanguage:
		return language(tail)
	case Join:
		return joining(tail)
	case Undo:
		return Meaning{Intent: Undo, Op: UndoLast, Report: sub.numberIn()}
	case Report:
		if u, after, coded := sub.coded(); tail == "" || coded && strings.TrimSpace(tail[after:]) == "" {
			return g.opening(u)
		}
		m, _ := sub.plain()
		return m
	case Correct:
		return g.mending(tail)
	case Announce:
		return sub.announcement("", tail)
	case Review:
		return reviewCommand(c.Topic, tail)
	case SetHours:
		return sub.hours("gio nhac " + tail)
	}
	u, after, coded := sub.coded()
	if coded {
		sub = g.begin(strings.TrimSpace(tail[after:]), g.setting)
	}
	sub.argument, sub.given = ofPlaces(c.Intent), coded
	q := sub.newQuery()
	if coded {
		q.places = []foundPlace{{codes: []place.Code{u}}}
	}
	if c.Intent == Administer {
		return q.administer(c.Topic)
	}
	m := q.answer(c.Intent)
	if c.Intent == Subscribe {
		q.followTail(&m, coded || q.named())
	}
	if c.Format != "" {
		m.Format = c.Format
	}
	// "/chuadat 14 93%": a rate alone does not turn what the command asks for.
	if c.Filter != "" && (m.Filter == "all" || m.Filter == "above" && m.Threshold > 0 && !q.about[aboutMet]) {
		m.Filter = c.Filter
	}
	if c.Measure != "" && m.Measure == "" {
		m.Measure = c.Measure
		m.From, m.To = q.daysNamed(m)
	}
	return m
}

// opening is "/baocao" alone, or with a village only: all else is open.
func (g *reading) opening(u place.Code) Meaning {
	m := Meaning{Intent: Report, Ask: []Ask{AskIndicator, AskCount}}
	r := Row{Unit: u, Kind: coverage.New, Day: g.today}
	if v := g.setting.Speaker.Villages; u == "" && len(v) == 1 {
		r.Unit = v[0]
	}
	if r.Unit == "" {
		m.Ask = append([]Ask{AskUnit}, m.Ask...)
	}
	m.Rows = []Row{r}
	return m
}

// mending is "/sua" alone, of the last report, or of the one whose number is
// all that stands behind it: the right figure is open.
func (g *reading) mending(tail string) Meaning {
	number, err := strconv.ParseInt(strings.TrimPrefix(tail, "#"), 10, 64)
	if err != nil || number < 0 {
		if m, _ := g.begin("sửa "+tail, g.setting).plain(); m.Intent == Correct {
			return m
		}
		number = 0
	}
	return Meaning{Intent: Correct, Op: ReplaceLast, Rows: []Row{{}}, Ask: []Ask{AskCount}, Report: number}
}

// language reads the language named: "vi", "tiếng Anh".
func language(named string) Meaning {
	m := Meaning{Intent: SetLanguage}
	switch vi.Fold(named) {
	case "vi", "viet", "tieng viet", "vietnamese":
		m.Topic = "vi"
	case "en", "anh", "tieng anh", "english":
		m.Topic = "en"
	}
	return m
}

// numberIn is the last number of the words, 0 where there is none.
func (g *reading) numberIn() (number int64) {
	for _, w := range g.words {
		if n, ok := vi.ReadNumber([]vi.Word{w}, 0); ok && w.Kind == vi.Digits {
			number = n.Value
		}
	}
	return number
}

func joining(code string) Meaning {
	code, _, _ = strings.Cut(code, " ")
	return Meaning{Intent: Join, Code: strings.ToUpper(code)}
}

// coded reads a unit's code as the first word: "03679", "H119", "VN".
func (g *reading) coded() (place.Code, int, bool) {
	if len(g.words) == 0 {
		return "", 0, false
	}
	end := strings.IndexByte(g.text, ' ')
	if end < 0 {
		end = len(g.text)
	}
	code := place.Code(g.text[:end])
	if _, ok := g.tree.Unit(code); !ok {
		code = place.Code(strings.ToUpper(g.text[:end]))
		if _, ok = g.tree.Unit(code); !ok {
			return "", 0, false
		}
	}
	if strings.Trim(string(code), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" { // "/xa Vn Tường" is not of VN
		rest := g.begin(strings.TrimSpace(g.text[end:]), g.setting)
		q := &query{reading: rest}
		if q.core(slot{to: len(rest.words)}).words > 0 || slices.ContainsFunc(rest.words, func(w vi.Word) bool { return w.Upper() && !w.Bare() }) {
			return "", 0, false
		}
	}
	return code, end, true
}
