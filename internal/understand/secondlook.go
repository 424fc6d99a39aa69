package understand

import (
	"regexp"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// What people say of the figures beside them that leaves open whose they are,
// or whether they were booked before, folded. Nothing is booked of such a
// message before it is asked.
var (
	// "2 hgđ, mà 1 người hộ khẩu ka láp"
	registeredThere = regexp.MustCompile(` \d+ .*\b(ho khau|hk|thuong tru|tam tru|nha o|goc o|que o|nguoi goc|dan)( (o|tai|ben|ban|thon|thuoc|tieu|khu|cua|goc|la|lai))* $`)
	// "mất 1 hgđ vào tay bưu điện"
	wonOver = regexp.MustCompile(` (mat|giam|rut|cat) .*\b(vao tay|ve tay|buu dien|viettel|vnpt|doi thu|ngan hang|dai ly (khac|kia|viettel|vnpt|buu)|bao viet|prudential|manulife|ben (kia|khac|ay|do) (lay|gianh|cuop|thu))\b|\b(lay|gianh|cuop|cuom|hot|tranh) mat\b`)
	// "trưa em báo 1 rồi, giờ 3 hgđ"
	toldThenNow = regexp.MustCompile(` (sang|trua|chieu|luc nay|hoi nay|ban nay|khi nay|hoi sang|nay) ((nay|em|e|toi|minh|chau|co|chi|da|co|moi|vua|luc|roi) )*(bao|gui|nhan|ghi|bc) ((cao|duoc|dc|la|co|roi) )*(\d+|mot|hai|ba|bon|nam) .*\b(gio|den gio|toi gio|bay gio|hien|tong|tat ca|ca ngay)( (la|duoc|dc|co|nay|thanh|roi|tong|cong|dang))* (\d+|mot|hai|ba|bon|nam) `)
	// "3 hgđ tính cả 1 người báo trưa"
	toldAmong = regexp.MustCompile(` (tinh ca|ke ca|gom ca|tinh luon|gom luon|ke luon|tinh chung|cong ca|bao gom|trong do) ((co|ca|luon) )*(\d+|mot|hai|ba) [^,.;:]*\b(bao|gui|bc) ((sang|trua|chieu|toi|hom|luc|hoi|roi|nay|ban|truoc|o) |$)`)
	// "3 hgđ chị Hoa thu hộ"
	othersCollect = regexp.MustCompile(` (chi|anh|co|chu|bac|ong|ba|thay|di|truong ban|truong thon|bi thu) ([a-z]+ ){0,4}(thu|ban|lam|viet) (ho|giup|dum|gium|thay|gop) (([a-z]+)|[,.;!)]|$)`)
	// "nhà ông Pâng hẹn mai lấy tiền ngô rồi mua hgđ"
	willBuy = regexp.MustCompile(` (hen|hua|khat|bao (mai|mot|toi|tuan|thang|bao gio|khi nao)) `)
)

// toldBesides tells whether the words about the figures leave open whose they
// are, or whether they were booked before.
func (g *reading) toldBesides(m Meaning) bool {
	said := g.folded()
	if toldThenNow.MatchString(said) || toldAmong.MatchString(said) || g.othersCollected(said) || passedAway.MatchString(said) && hearsay.MatchString(said) {
		return true
	}
	for _, r := range m.Rows {
		if r.Kind == coverage.Lapsed && (r.Reason == coverage.Died || r.Reason == "") && wonOver.MatchString(said) {
			return true
		}
	}
	return g.ofThatVillage(m)
}

// othersCollected tells whether somebody else is said to have collected what is
// reported: "3 hgđ chị Hoa thu hộ", and not "thu hộ gia đình".
func (g *reading) othersCollected(said string) bool {
	found := othersCollect.FindStringSubmatch(said)
	return found != nil && !(found[4] == "ho" && (found[6] == "gia" || found[6] == "gd" || found[6] == "kinh"))
}

// ofThatVillage tells whether some of those counted for one village are said to
// be registered in another: "dửn 2 hgđ, mà 1 người hộ khẩu ka láp".
func (g *reading) ofThatVillage(m Meaning) bool {
	if len(m.Rows) < 2 || m.Rows[0].Unit == m.Rows[len(m.Rows)-1].Unit {
		return false
	}
	for _, it := range g.tag(&g.reports) {
		if it.class != unit {
			continue
		}
		said := " "
		for _, w := range g.words[:it.from] {
			said += w.Fold + " "
		}
		if registeredThere.MatchString(said) {
			return true
		}
	}
	return false
}

// onlyPromised tells whether somebody is said to buy later, and no number is
// named: nothing has happened.
func (g *reading) onlyPromised(m Meaning) bool {
	if m.Intent != Report || len(m.Rows) == 0 || numbersIn(withoutMeasures(g.tag(&g.reports))) > 0 || !willBuy.MatchString(g.folded()) {
		return false
	}
	for _, r := range m.Rows {
		if r.Known {
			return false
		}
	}
	return true
}

// Somebody who died, folded: "bác Hặc mất rồi".
var passedAway = regexp.MustCompile(` (bac|ong|ba|cu|anh|chi|co|chu|em|chau|di|bo|me|thay|cau|mo) ([a-z]+ ){0,3}(vua |moi |da |bi |khong may )*(mat|qua doi|tu tran|chet|khuat) (roi|hom|sang|toi|tuan|thang|chieu|dem|,|\.|;|$)`)

// hearsay may make no death of it, or that of somebody's card.
var hearsay = regexp.MustCompile(` (nghe (noi|dau|bao|ke|don)|hinh nhu|chac|tuong|neu|sap|(the|so|giay|tien|xe|may)( cua)? (bac|ong|ba|cu|anh|chi|co|chu|em|chau)) `)

// moreBehind tells whether "nữa" ends the clause of a figure.
func (t *tally) moreBehind(f *figure) bool {
	for k := f.at; k < len(t.words) && t.words[k].Kind != vi.Mark && t.words[k].Kind != vi.LineEnd; k++ {
		if t.words[k].Is(keyNua) {
			return true
		}
	}
	return false
}
