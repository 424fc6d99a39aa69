package understand

import (
	"regexp"
	"slices"
	"strings"

	"baophu/internal/vi"
)

// Agents ask what a thing costs or who may have it, and say where they go or
// bid somebody come. Neither asks for figures, and nothing was done.

// asksRules are folded questions of one sentence about prices, benefits and
// papers that other rules may take for figures.
var asksRules = regexp.MustCompile(`\bnguoi thu (\d|nhat|nhi|hai|ba|tu|bon|nam)\b.*\b(bao nhieu|bn|may)\b|\btinh (la )?nguoi thu\b.*\b(khong|ko|k|may)\b|` +
	`\b(la|het|mat|gia) may (tram|nghin|chuc)\b|\b(bao nhieu|bn) (1|mot) nguoi\b|\bco phai (mua|dong|doi)\b.*\b(khong|ko|k)\b|` +
	`\bmat the\b.*\b(lam lai|lam sao|the nao)\b|\b(tro cap|hoa hong)\b.*\b(bao nhieu|bn|may)\b|\brut (bhxh|bao hiem)\b.*\b(khong|ko|k)\b|` +
	`\bmua (bhyt|bhxh|tn|tu nguyen|hgd|hgđ|ho gia dinh|the)( ho gia dinh)? (duoc|dc) (khong|ko|k)\b`)

// agesAndTimes are numbers in such questions that count nobody.
var agesAndTimes = regexp.MustCompile(`\b\d+ (tuoi|thang|nam|lan)\b|\b1 (nguoi|the)\b|\bnguoi thu \d\b|\b(nha|ho) (co )?\d+ (nguoi|khau)\b`)

// asksPolicy reads such a question of an agent who reports nothing beside it.
func (g *reading) asksPolicy() (Meaning, bool) {
	if !g.agent() || slices.ContainsFunc(g.words, func(w vi.Word) bool {
		return w.Kind == vi.LineEnd || strings.ContainsAny(w.Text, ",;:.|")
	}) {
		return Meaning{}, false
	}
	said := vi.Fold(g.text)
	if !asksRules.MatchString(said) || strings.ContainsAny(agesAndTimes.ReplaceAllString(said, ""), "0123456789") {
		return Meaning{}, false
	}
	return g.newQuery().answer(PolicyQuestion), true
}

// Announcements and invitations, folded; and the words that ask for figures
// all the same.
var (
	invites = regexp.MustCompile(`\b(em|e|toi|chau)( dang)? (sang|len|xuong|ve|vao|di|tren duong)\b|\bhop\b|\bmoi (cac )?(anh|chi|c|a)\b|` +
		`\b(anh|chi|c|a) (co )?(di|xuong|len|sang|vao|can|gui|doi|dung)\b.*\b(khong|ko|k|nhe|nha)\b|\b(mat dien|mat nuoc|dam cuoi|dam ma)\b`)
	beckons     = regexp.MustCompile(`\b(hom|khi|luc) nao (anh|chi|c|a) (di|xuong|len|sang|vao|ve)\b`)
	wantsFigure = regexp.MustCompile(`\b(bao nhieu|bn|may|ty le|ti le|phan tram|the nao|dat|chi tieu|thieu|tinh hinh|so lieu|ket qua|bao phu|ds|danh sach|xem|bao cao|bc|chua)\b|%`)
)

// announces tells whether an agent's message only says where they go, what
// happens or bids somebody come: "sáng mai em sang ka láp họp, chị có đi không".
func (q *query) announces(items []item, intent Intent) bool {
	if !q.agent() {
		return false
	}
	said := vi.Fold(q.text)
	switch intent {
	case Subscribe:
		return beckons.MatchString(said) && !wantsFigure.MatchString(said)
	case QueryStatus, QueryResponsible:
		return invites.MatchString(said) && !wantsFigure.MatchString(said) && !figured(items) && !namesInsurance(items)
	}
	return false
}
