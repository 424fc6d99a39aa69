package understand

import (
	"regexp"
	"slices"
	"strings"
)

// What asks for a report, of oneself or of the commune, and brings none.
var (
	ownTodayAsked      = regexp.MustCompile(`^(?:toi|em|e|minh|t|chau|tui|mk|m) (?:hnay|hom nay|nay|hn|bua nay|thang nay|tuan nay) (?:da )?(?:lam )?(?:dc|duoc|dk) (?:may|bn|bao nhieu|bnhieu|bao nhiu)(?: (?:ng|nguoi|the|hgd|tn|ca))?(?: (?:r|roi|the|vay|v|nhi|a|chi|ad|ha|bot|em))* \??$`)
	ownReportAsked     = regexp.MustCompile(`^(?:xem |cho (?:em|toi|minh|chi|anh) xem )?(?:bao cao|bc)(?: cua (?:em|toi|minh|chi|anh))? (?:thang|tuan) (?:\d{1,2}|nay|truoc|roi|vua roi)(?: cua (?:em|toi|minh|chi|anh))?$`)
	communeReportAsked = regexp.MustCompile(`^(?:xem |cho (?:em|toi|minh|chi|anh) xem )?(?:bao cao|bc)(?: cua)? (?:toan )?(?:xa|phuong)(?: minh| em| ta| nha)?((?: thang (?:\d{1,2}|nay|truoc))?)$`)
)

// reportAsked reads "báo cáo tháng 10", which is a question: of the own history,
// or of the commune's figure.
func (g *reading) reportAsked(said string) (Meaning, bool) {
	if ownReportAsked.MatchString(said) {
		return Meaning{Intent: QuerySelf, Topic: TopicHistory, Period: g.newQuery().period()}, true
	}
	if m := communeReportAsked.FindStringSubmatch(said); m != nil {
		asked, _ := g.begin("xã mình đạt bao nhiêu"+m[1], g.setting).plain()
		return asked, asked.Intent == QueryStatus
	}
	return Meaning{}, false
}

// oneself reads what an agent asks of the own work in words of every day:
// "tháng này chị được bao nhiêu", "em đứng thứ mấy", "sao số của chị bị mất".
func (g *reading) oneself(folds []string) (Meaning, bool) {
	if !g.agent() || len(folds) > 12 {
		return Meaning{}, false
	}
	said := " " + strings.Join(folds, " ") + " "
	has := func(phrases ...string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(said, " "+p+" ") })
	}
	if m, ok := g.reportAsked(strings.TrimSpace(said)); ok {
		return m, true
	}
	self := has("toi", "em", "minh", "chi", "anh", "chau")
	switch {
	case slices.Contains([]string{"gio nhac", "may gio nhac", "bao gio nhac", "gio bao cao", "han bao cao", "han nop bao cao", "may gio bao cao", "may gio nop bao cao", "may gio phai bao cao",
		"bao gio nop bao cao", "bao gio bao cao", "bao cao truoc may gio", "bao cao luc may gio", "khi nao nop bao cao"}, strings.TrimSpace(said)):
		return Meaning{Intent: SetHours}, true // what they are
	case ownTodayAsked.MatchString(strings.TrimSpace(said) + " "):
		return Meaning{Intent: QuerySelf}, true
	case !self:
	case has("so cua chi", "so cua toi", "so cua em", "so cua minh", "so cua anh") && has("mat", "dau", "sai", "thieu", "khac"):
		return Meaning{Intent: QuerySelf, Topic: TopicReports}, true
	case has("ban nao", "thon nao", "noi nao", "nhung ban nao", "may ban") && has("chua bao", "chua bao cao", "chua nop", "chua bc") && !has("xa", "phuong", "tinh", "ai"):
		return Meaning{Intent: QuerySelf}, true // it says which are still silent
	case has("dung thu may", "xep thu may", "thu may", "hang may", "xep hang may") && !has("xa", "phuong", "ban", "thon", "tinh"):
		return Meaning{Intent: QuerySelf}, true
	case has("duoc bao nhieu", "duoc may nguoi", "duoc bao nhieu nguoi", "lam duoc may", "bao duoc bao nhieu", "da bao bao nhieu", "bao duoc may nguoi") &&
		has("thang nay", "tuan nay", "hom nay", "nam nay", "tu dau thang", "tu dau nam") && !g.namesPlace():
		return Meaning{Intent: QuerySelf}, true
	}
	return Meaning{}, false
}

// namesPlace tells whether a place is named.
func (g *reading) namesPlace() bool {
	return slices.ContainsFunc(g.tag(&g.asks), func(it item) bool { return it.class == unit || it.class == strange })
}
