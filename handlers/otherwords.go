package handlers

import (
	"regexp"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// otherWords takes for a message that asks, in words of its own, for what can
// be asked, the question as it is asked here: in English, or of nothing in
// particular.
func (v *visit) otherWords() {
	if v.waiting != nil || !v.known() {
		return
	}
	if v.opensAt() {
		v.reread("/baocao " + string(v.meaning.Unit))
	}
	if strings.HasPrefix(v.text, "/") {
		return
	}
	said := strings.Join(strings.Fields(strings.Trim(vi.Fold(v.text), " .,!?~")), " ")
	if len(said) > 120 {
		return
	}
	agent := v.person.Has(coverage.Agent)
	if v.partsInTime(said) {
		return
	}
	if text, ok := fromEnglish(said); ok && (!agent || v.meaning.Intent == understand.Unclear) {
		v.english = v.english || len(strings.Fields(said)) > 2 // "top 10" and "ranking" are said by everybody
		v.reread(text)
		return
	}
	if agent {
		v.agentsWords(said)
		return
	}
	parts := v.partsWord()
	switch {
	case v.everydayWords(said, parts):
	case v.meaning.Intent == understand.QueryCompare && v.comparesAll(said):
		v.reread(comparing2rank.ReplaceAllString(v.text, "${1}xếp hạng "))
	case v.meaning.Intent != understand.Unclear:
	case worries.MatchString(said):
		v.reread(strings.TrimSpace(parts + " nào chưa đạt " + worries.FindStringSubmatch(said)[1]))
	case whatsNew.MatchString(said):
		v.reread("hôm nay được bao nhiêu người")
	case lists.MatchString(said):
		v.reread("theo " + parts)
	case metRate.MatchString(said):
		v.reread("còn thiếu bao nhiêu để đạt " + metRate.FindStringSubmatch(said)[1] + "%")
	case tries.MatchString(said):
		v.reread("xin chào")
	}
}

// agentsWords is otherWords for what agents ask, and would else be taken for a
// report, or for a question of their commune's own figure.
func (v *visit) agentsWords(said string) {
	switch {
	case v.ownBeside(said):
	case v.isReport() && asksFees.MatchString(said):
		v.asOfficial(understand.PolicyQuestion)
	case ofMonths.MatchString(said) || v.meaning.Intent == understand.Unclear && asksWhy.MatchString(said):
		v.asOfficial(understand.QueryStatus)
	case v.comparesAll(said) && !comparesWithin.MatchString(said) || v.meaning.Intent == understand.Unclear && asksEnds.MatchString(said):
		v.reread("xếp hạng các bản")
	case (asksFigures(v.meaning.Intent) && v.meaning.FollowUp || v.meaning.Intent == understand.Unclear) && asksWhere.MatchString(said):
		v.reread(whereWord.ReplaceAllString(v.text, "bản nào"))
	}
}

// comparesAll tells whether all that lies within a unit is compared, and not
// two places, two days or two months that are named.
func (v *visit) comparesAll(said string) bool {
	m, said := v.meaning, strings.ReplaceAll(said, " voi nhau", "")
	return comparesAll.MatchString(said) && m.Other == "" && m.Against == 0 && m.Period == "" && m.Since == "" &&
		!strings.Contains(said, " voi ") && !strings.Contains(said, " va ")
}

// asOfficial reads an agent's message as an official of the commune would mean
// it, where that is a question of the kind that is looked for: no report.
func (v *visit) asOfficial(intent understand.Intent) {
	setting := v.setting
	setting.Speaker = understand.Speaker{Role: coverage.Official, Units: []place.Code{setting.Speaker.Commune}}
	if m := v.reader.Read(v.text, setting); m.Intent == intent && len(m.Ask) == 0 {
		v.meaning = m
	}
}

// What agents ask, folded: what is to be paid, and which places lag.
var (
	asksFees  = regexp.MustCompile(`^(?:cho (?:em|toi|minh) )?(?:hoi )?(?:muc dong|muc phi|phi dong|gia the|so tien dong|tien dong)\b`)
	asksWhere = regexp.MustCompile(`\b(?:noi|cho) nao\b.*\b(?:chua dat|duoi|giam|tut|thap|da dat|cham|chua bao)\b`)
	asksEnds  = regexp.MustCompile(`^(?:top )?\d+ (?:noi|cho|xa|ban|thon) (?:thap|cao|kem|yeu|tot|dung dau|dung cuoi)(?: nhat)?$`)
	whereWord = regexp.MustCompile(`(?i)(?:nơi|noi|chỗ|cho)\s+(?:nào|nao)`)
	asksWhy   = regexp.MustCompile(`^(?:vi sao|tai sao|sao|ly do|nguyen nhan)(?: bi| lai| no| no lai)? (?:giam|tut|giam the)(?: vay| the| nhieu the| nhieu vay| a| em)*$`)
	ofMonths  = regexp.MustCompile(`^bao cao (?:\d{1,2} thang|quy [1-4i]+|6 thang dau nam)(?: dau nam| cuoi nam| nam \d{4})?$`)
)

// opensAt tells whether an agent opens a report by naming a village alone:
// "/baocao noong la".
func (v *visit) opensAt() bool {
	command, name, _ := strings.Cut(strings.TrimPrefix(vi.Fold(v.text), "/"), " ")
	return strings.HasPrefix(v.text, "/") && (command == "baocao" || command == "bc") && name != "" &&
		v.person.Has(coverage.Agent) && v.meaning.Intent == understand.QueryStatus &&
		len(v.meaning.Ask) == 0 && !v.meaning.FollowUp && v.book.Tree.Level(v.meaning.Unit) == place.Village
}

// What officials say who have not read how to ask, folded.
var (
	worries  = regexp.MustCompile(`^(?:cac |co |dau la |nhung )*(?:diem nong|diem yeu|diem nghen|diem dang lo|noi dang lo|viec can lam|uu tien gi|can (?:phai )?lam gi(?: bay gio| tiep)?|phai lam gi|nen lam gi|can tap trung vao dau|can luu y gi|luu y gi|dang lo nhat|lo nhat)(?: (?:bay gio|hom nay|luc nay|hien nay|tiep|tiep theo|day|vay|nhi|a|em|nhe|truoc|nhat|thang nay|tuan nay))*(?: (?:ve|cho) (bhyt|bhxh tu nguyen|bhxh tn))?$`)
	whatsNew = regexp.MustCompile(`^(?:hom nay )?(?:co )?(?:tin |gi |dien bien )?(?:moi|tin gi|gi hot|cap nhat|cap nhat di)(?: khong| ko| nhat| hom nay| nao| chua| em| a| nhe)*$`)
	lists    = regexp.MustCompile(`^(?:cho (?:toi |anh |chi |em )?(?:xem )?|xem )?(?:danh sach|liet ke|liet ke ra|chi tiet tung noi|chi tiet)$`)
	metRate  = regexp.MustCompile(`^(?:da |co )?(?:dat |duoc |len |toi )?(?:moc )?(\d{1,3}(?:[,.]\d{1,2})?) ?(?:%|phan tram)(?: chua| roi chua| khong| ko| duoc khong)?$`)
	tries    = regexp.MustCompile(`^(?:test|testing|test thu|thu|thu xem|thu nghiem|kiem tra|kiem tra thu|chay thu|123|1 2 3|1 2 3 thu|123 thu)$`)
)

// comparesAll are comparisons of all that lies within a unit, which are
// rankings; comparesWithin are those that name the unit; comparing2rank is the
// word of them that says so.
var (
	comparesAll    = regexp.MustCompile(`\bso sanh (?:giup |cho |toi |em |anh |chi |giua |so lieu |tinh hinh |ty le |ket qua |bao phu |bhyt |cua )*(?:tat ca |toan bo )?(?:cac |giua cac |nhung |tung )?(?:xa(?: phuong)?|phuong(?: xa)?|tinh(?: thanh)?|thon(?: ban)?|ban|to dan pho|tieu khu|don vi|dia phuong|dia ban|noi)(?: (?:voi nhau|trong (?:tinh|xa|phuong)|cua (?:tinh|xa|phuong|toi|minh|em)|ben duoi|truc thuoc))*(?: (?:cua|o|thuoc|trong|tai) .+)?$`)
	comparesWithin = regexp.MustCompile(` (?:o|thuoc|trong|tai) .+$| cua (?:xa|phuong|tinh|huyen|thanh pho|ban) .+$`)
	comparing2rank = regexp.MustCompile(`(?i)^(.*?)\bso\s+s[aá]nh\s+(?:giữa\s+|giua\s+)?`)
)
