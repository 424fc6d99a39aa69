package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// whole are messages that mean something only as a whole, politeness apart;
// folded.
func wholes() map[string]Meaning {
	m := map[string]Meaning{}
	for texts, meaning := range map[string]Meaning{
		"co|dung|dung roi|phai|phai roi|ok|oke|oki|okay|okie|uh|u|um|uhm|vang|da|da vang|dong y|xac nhan|yes|y|chinh xac|chuan|chuan roi|duoc|dc|ghi di|ghi|ghi nhan|co a|da dung|da co|vang dung|dung the|dung vay|nhat tri|xac nhan dung|ok ghi|tiep tuc|da dung roi|uk|ok luon|cu ghi|dung nhu vay|dung r|chac chan|chac|duyet|da phai|roi|dung vay roi|cong them|dung a":                                                                                                                                                                                                                                                             {Intent: Confirm},
		"khong|ko|k|kh|hk|khong phai|ko phai|k phai|khong a|thoi|thoi khong|khong dung|no|khong ghi|dung ghi|bo qua|de sau|thoi bo|khoi|khong can|ko can|chua dung|sai|n|cancel|thoi khoi|khong dong y|tu choi|khong nhe|huy bo thao tac|thoat|thoi ko ghi|thoi khong ghi|ko ghi|ko ghi nua|khong ghi nua|k ghi nua|thoi ko ghi nua|thoi khong ghi nua|thoi k ghi nua|thoi dung ghi|thoi dung ghi nua|dung ghi nua|khoi ghi|thoi khoi ghi|khoi ghi nua|thoi ko can|thoi khong can|ko can nua|khong can nua|thoi ko can nua|thoi khong can nua|thoi bo di|thoi de sau|dung ghi nua thoi|dung ghi thoi|khong ghi nua thoi|ko ghi nua thoi": {Intent: Cancel},
		"huy|huy bo|undo|hoan tac|xoa|huy tin|huy bao cao|huy bc|huy bao cao vua roi|bo tin vua roi|xoa tin vua roi|huy tin vua roi":                                                                                   {Intent: Undo, Op: UndoLast},
		"ai day|ai do|ai vay|ai the|alo ai day|alo ai the|alo ai do|alo ai vay|ai goi do|ai goi day|ai nhan day|ai nhan tin day":                                                                                       {Intent: Unclear},
		"?|help|tro giup|huong dan|menu|giup|giup do|giup voi|chao|xin chao|hello|hi|alo|a lo|lenh|hdsd|bat dau|start|hd|chao bot|chao em|chao chi|chao anh|em chao chi|em chao anh|hey|??|???|cach dung|cach bao cao": {Intent: Help},
		"my reports|reports|recent reports|my recent reports|reports this week|my reports this week|show my reports|show reports|what did i report|what did i report ?|reports sent|bao cao cua toi|bao cao cua em|bao cao cua minh|bc cua toi|bc cua em|cac bao cao cua toi|cac bao cao cua em|danh sach bao cao cua toi|xem bao cao cua toi|xem lai bao cao cua toi|bao cao da gui|cac bao cao da gui|bao cao gan day|bao cao gan day cua toi|xem bao cao da gui|toi da bao nhung gi": {Intent: QuerySelf, Topic: TopicReports},
		"bao cao|bc|nhap|nhap so|nhap so lieu|nhap bao cao|nhap lieu|bao so|gui bao cao|lam bao cao|them dong|them dong nua|nhu lan truoc|nhu hom qua|nhu cu|report": {Intent: Report},
		"english|tieng anh|in english|english please|speak english|chuyen sang tieng anh|dung tieng anh|doi sang tieng anh":                                          {Intent: SetLanguage, Topic: "en"},
		"tieng viet|vietnamese|tieng viet nam|in vietnamese|chuyen sang tieng viet|dung tieng viet|doi sang tieng viet":                                              {Intent: SetLanguage, Topic: "vi"},
		"ngon ngu|doi ngon ngu|language|chon ngon ngu": {Intent: SetLanguage},
		"lich su|lich su cua toi|lich su cua em|lich su bao cao|lich su bao cao cua toi|xem lich su|14 ngay qua|hai tuan qua cua toi|history|my history|show my history|show history|reports by day|my reports by day":                                                                                                                                                            {Intent: QuerySelf, Topic: TopicHistory},
		"me|my progress|progress|show my progress|progress this month|my progress this month|my progress today|how am i doing|how am i doing ?|how am i doing this month|my quota|my rank|rank|my place|where do i stand|where do i stand ?|my figures|toi|em|minh|cua toi|cua em|tien do|tien do cua toi|ket qua|ket qua cua toi|thanh tich|toi duoc bao nhieu|chuoi|quota|diem": {Intent: QuerySelf},
		"lien ket|lien ket tai khoan|lien ket zalo|lien ket telegram|noi tai khoan|noi zalo|noi telegram|dung them zalo|dung them telegram|them zalo|them telegram|doi dien thoai|doi so dien thoai":                                                                                                                                                                              {Intent: Link},
	} {
		for text := range strings.SplitSeq(texts, "|") {
			m[text] = meaning
		}
	}
	return m
}

// polite words may stand around a short answer.
var polite = []string{"a", "da", "vang", "nhe", "nha", "chi", "anh", "em", "oi", "c", "e", "thua", "roi", "ban", "bot", "nhe", "ah", "bac", "chu", "ad", "dum", "r", "lun", "do", "vay", "day", "giup", "gium", "ho", "di", "cai", "luon", "xin"}

// short reads messages that are one answer: có, không, hủy, ?, tôi, a code.
func (g *reading) short(items []item) (Meaning, bool) {
	var folds []string
	for _, w := range g.words {
		if w.Kind == vi.Letters || w.Kind == vi.Digits || w.Text == "?" || w.Text == "%" {
			folds = append(folds, w.Fold)
		}
	}
	if len(folds) == 0 {
		return Meaning{Intent: Unclear}, true
	}
	if m, ok := g.backsOut(items); ok {
		return m, true
	}
	if len(folds) > 2 && folds[0] == "lich" && folds[1] == "su" && g.agent() {
		if period := g.newQuery().period(); period != "" {
			return Meaning{Intent: QuerySelf, Topic: TopicHistory, Period: period}, true
		}
	}
	if m, ok := g.oneself(folds); ok {
		return m, true
	}
	if len(folds) > 7 {
		return Meaning{}, false
	}
	if m, ok := g.asWhole(folds); ok && (m.Intent != QuerySelf || g.agent() || len(folds) == 1 && folds[0] == "toi") {
		return m, true
	}
	if g.allYes(folds) {
		return Meaning{Intent: Confirm}, true
	}
	trimmed := folds
	if len(trimmed) > 1 && trimmed[len(trimmed)-1] == "?" {
		return Meaning{}, false
	}
	for len(trimmed) > 1 && slices.Contains(polite, trimmed[len(trimmed)-1]) {
		trimmed = trimmed[:len(trimmed)-1]
		if m, ok := g.asWhole(trimmed); ok && (m.Intent != QuerySelf || g.agent()) {
			return m, true
		}
	}
	for len(trimmed) > 1 && slices.Contains(polite, trimmed[0]) {
		trimmed = trimmed[1:]
		if m, ok := g.asWhole(trimmed); ok && (m.Intent != QuerySelf || g.agent()) {
			return m, true
		}
	}
	core := slices.DeleteFunc(slices.Clone(folds), func(f string) bool { return slices.Contains(polite, f) })
	if m, ok := g.asWhole(core); ok && m.Intent == Cancel && len(core) > 1 {
		return m, true // "đừng ghi nữa chị ạ, thôi"
	}
	return g.codeAlone()
}

// asWhole looks a message up among those that mean something as a whole. A
// report with nothing in it is one in the making, and to those who do not
// report a wish to know how.
func (g *reading) asWhole(folds []string) (Meaning, bool) {
	m, ok := g.whole[strings.Join(folds, " ")]
	switch {
	case !ok || !g.suits(folds):
		return Meaning{}, false
	case m.Intent == Report && g.agent():
		return g.opening(""), true
	case m.Intent == Report:
		return Meaning{Intent: Help}, true
	}
	return m, true
}

// backsOut reads "không, để em xem lại": a refusal with words but no figures
// behind it.
func (g *reading) backsOut(items []item) (Meaning, bool) {
	if len(items) < 3 || len(items) > 8 || items[1].class != comma || items[0].class != no && !g.words[0].Is(keyThoi) {
		return Meaning{}, false
	}
	for _, it := range items[2:] {
		switch it.class {
		case filler, other, pupil, people, comma, strong:
		default:
			return Meaning{}, false
		}
	}
	return Meaning{Intent: Cancel}, true
}

// allYes tells whether every word agrees: "ừ đúng rồi chị".
func (g *reading) allYes(folds []string) bool {
	yes := 0
	for _, f := range folds {
		m, ok := g.whole[f]
		agrees := ok && m.Intent == Confirm && g.suits([]string{f})
		if !agrees && !slices.Contains(polite, f) {
			return false
		}
		if agrees && f != "da" && f != "a" && f != "roi" {
			yes++
		}
	}
	return yes > 0
}

// suits keeps marks apart: "bản Ái"'s "tôi" and "tới", "em" said by nobody.
func (g *reading) suits(folds []string) bool {
	if len(folds) != 1 {
		return true
	}
	for _, w := range g.words {
		if w.Fold != folds[0] || w.Bare() {
			continue
		}
		for _, key := range []string{"có", "không", "đúng", "phải", "ừ", "vâng", "dạ", "được", "thôi", "hủy", "xóa", "tôi", "mình", "chào", "chắc", "giúp", "rồi", "khỏi", "lệnh", "chuẩn", "chuỗi", "duyệt", "điểm", "ừm", "nhập"} {
			if w.Key == vi.Key(key) {
				return true
			}
		}
		return false
	}
	return true
}

// codeAlone reads an invitation's code typed by somebody we do not know.
func (g *reading) codeAlone() (Meaning, bool) {
	role := g.setting.Speaker.Role
	if role != coverage.Guest && role != "" {
		return Meaning{}, false
	}
	text := strings.TrimSpace(g.text)
	if invitation(text) || invitation(strings.ToUpper(text)) && !strings.Contains(text, " ") {
		return joining(text), true
	}
	return Meaning{}, false
}

// bare is a message without figures or questions: a place alone asks for its
// standing; the rest is unclear.
func (g *reading) bare() Meaning {
	q := g.newQuery()
	known := 0
	for _, it := range q.items {
		if it.class == other {
			known++
		}
	}
	if g.agent() && figured(g.tag(&g.reports)) {
		return Meaning{Intent: Unclear} // figures that were only hoped for
	}
	if len(q.places) > 0 && known <= 1 && !q.announces(q.items, QueryStatus) {
		return q.answer(QueryStatus)
	}
	return Meaning{Intent: Unclear}
}
