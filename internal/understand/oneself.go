package understand

import (
	"slices"
	"strings"
)

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
	self := has("toi", "em", "minh", "chi", "anh", "chau")
	switch {
	case slices.Contains([]string{"gio nhac", "may gio nhac", "bao gio nhac", "gio bao cao", "han bao cao", "han nop bao cao", "may gio bao cao", "may gio nop bao cao", "may gio phai bao cao",
		"bao gio nop bao cao", "bao gio bao cao", "bao cao truoc may gio", "bao cao luc may gio", "khi nao nop bao cao"}, strings.TrimSpace(said)):
		return Meaning{Intent: SetHours}, true // what they are
	case !self:
	case has("so cua chi", "so cua toi", "so cua em", "so cua minh", "so cua anh") && has("mat", "dau", "sai", "thieu", "khac"):
		return Meaning{Intent: QuerySelf, Topic: TopicReports}, true
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
