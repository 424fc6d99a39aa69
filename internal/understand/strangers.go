package understand

import (
	"slices"
	"unicode/utf8"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// strangers marks the words that stand where the name of a village stands and
// are none of the speaker's: "huổi tèo 3 hgđ". What was done there must never
// be booked under another village.
func (g *reading) strangers(items []item) []item {
	if len(g.own) == 0 || !slices.ContainsFunc(items, func(it item) bool { return it.class == other }) {
		return items
	}
	out := make([]item, 0, len(items))
	for i := 0; i < len(items); {
		end := i
		for end < len(items) && items[end].class == other && g.words[items[end].from].Kind == vi.Letters && (end == i || items[end-1].to == items[end].from) {
			end++
		}
		if end == i {
			out = append(out, items[i])
			i++
			continue
		}
		if i == 1 && (items[0].class == filler || items[0].class == about) && shortWord(g.words[0]) && items[0].to == items[1].from {
			i, out = 0, out[:0] // "co trai không có ai": "co" is no "có" here
		}
		start, stop, isStrange := g.stranger(items, i, end)
		for len(out) > 0 && out[len(out)-1].from >= items[start].from {
			out = out[:len(out)-1]
		}
		if isStrange {
			out = append(out, item{class: strange, value: unnamed, from: items[start].from, to: items[stop-1].to})
		} else {
			out = append(out, items[start:stop]...)
		}
		i = stop
	}
	return out
}

// shortWord tells whether a word that begins a message may as well begin a
// name: "co", "na", without marks.
func shortWord(w vi.Word) bool {
	return w.Bare() && slices.Contains([]string{"co", "la", "ma"}, w.Fold)
}

// unnamed is the value of a strange item that is known by its place alone.
const unnamed = "unnamed"

// stranger decides on the unknown words items[i:end]; start and stop widen
// them to the whole name of a unit of the tree.
func (g *reading) stranger(items []item, i, end int) (start, stop int, isStrange bool) {
	if g.addressed(items, i, end) || g.behindGoing(items[i].from) && slices.ContainsFunc(items[:i], func(l item) bool { return l.class == reason || leaving(l) }) && !ownFigure(items, i, end) {
		return i, end, false
	}
	if g.words[items[end-1].to-1].Key == keyNen {
		return i, end, false // "lĩnh lương hưu nên 5 người mua hgđ"
	}
	head := g.heads(items, i)
	ahead := reach(items, end)
	if !head && !g.trails(items, i, end) {
		return i, end, false
	}
	if from, to, mine, ok := g.placeAt(items, i, end); ok {
		if mine {
			return i, end, false
		}
		if g.heads(items, from) && reach(items, to) != far || !head {
			return from, to, true
		}
	}
	words := g.words[items[i].from:items[end-1].to]
	if end < len(items) && items[end].class == zero && g.tellsWhy(words) {
		return i, end, false // "đang mùa gặt nên không có ai"
	}
	switch {
	case !head:
		return i, end, len(words) > 1 && len(words) < 4 && g.odd(words) == len(words)
	case ahead == next && len(words) == 1:
		return i, end, g.odd(words) == 1 && (g.syllable(words[0]) || len(g.own) > 1 && items[end].class == colon) || g.almostOwn(words[0])
	case ahead == next:
		return i, end, len(words) < 5 && g.odd(words) > 0
	case ahead == near:
		return i, end, len(words) > 1 && len(words) < 4 && g.odd(words) == len(words)
	}
	return i, end, false
}

// almostOwn tells whether a word that names no village is a slip away from one
// of the speaker's: "cà" of Ca, where other marks were typed.
func (g *reading) almostOwn(w vi.Word) bool {
	return len(g.own) > 1 && slices.ContainsFunc(g.own, func(v village) bool { return len(v.parts) == 1 && v.run == w.Fold })
}

// nearness is how near a number, or "không có", follows.
type nearness int8

const (
	far nearness = iota
	near
	next
)

// reach tells how near what is said of a village follows items[:end].
func reach(items []item, end int) nearness {
	if end < len(items) && items[end].class == total {
		end++ // "dửn tổng 2 hgđ"
	}
	for k := end; k < len(items) && k < end+4; k++ {
		switch items[k].class {
		case count, zero, no:
			if k == end {
				return next
			}
			return near
		case colon, equals, dash:
			if k == end && k+1 < len(items) {
				return next
			}
		case filler, span, more, clock, kind, tt, indicator, tn:
		default:
			return far
		}
	}
	return far
}

// heads tells whether a statement begins at items[i].
func (g *reading) heads(items []item, i int) bool {
	for i > 0 {
		switch items[i-1].class {
		case strong, comma, colon, open, and, span, reporting, dash, clock, fixing, wrong, move, becomes, kindWord, total, meeting:
			return true
		case filler:
			i--
			continue
		}
		return false
	}
	return true
}

// trails tells whether items[i:end] end a statement behind its figures: "3
// hgđ huổi tèo".
func (g *reading) trails(items []item, i, end int) bool {
	at := i - 1
	for at > 0 && items[at].class == filler && slices.Contains([]string{"o", "ben", "tai", "cua", "thuoc"}, g.words[items[at].from].Fold) {
		at--
	}
	if at < 0 || !isLabel(items[at].class) && items[at].class != count && items[at].class != zero || items[at].class == people && at == i-1 {
		return false
	}
	return end >= len(items) || items[end].class == strong || items[end].class == comma
}

// addressed tells whether items[i:end] name somebody and no place: "chị Lan
// ơi", "em Páo đây", "ông Lò".
func (g *reading) addressed(items []item, i, end int) bool {
	from := items[i].from
	if from > 0 && slices.Contains([]string{"chi", "anh", "ong", "ba", "chu", "bac", "em", "chau", "c", "a", "e", "thay", "di", "mo", "cau", "me", "bo", "cu", "chong", "vo", "ten", "la", "gui"}, g.words[from-1].Fold) ||
		from > 0 && g.words[from-1].Is(keyCo2) && !g.words[from-1].Bare() {
		return true
	}
	if g.surnames[g.words[from].Fold] && g.words[from].Upper() && items[end-1].to-from > 2 {
		return true
	}
	at := items[end-1].to
	return at < len(g.words) && (g.words[at].Key == keyOi || g.words[at].Fold == "oi" || g.words[at].Is(keyDay))
}

// placeAt gives the items that a unit of the tree covers together with
// items[i:end]; mine where it holds the speaker's own villages.
func (g *reading) placeAt(items []item, i, end int) (from, to int, mine, ok bool) {
	for _, h := range g.scan(g.near()) {
		if h.Start >= items[end-1].to || h.End <= items[i].from || h.End-h.Start < 2 {
			continue
		}
		from, to = i, end
		for from > 0 && items[from].from > h.Start {
			from--
		}
		for to < len(items) && items[to-1].to < h.End {
			to++
		}
		if items[from].from < h.Start || slices.ContainsFunc(items[from:to], func(it item) bool { return it.class == unit || it.class == count || it.class == strong }) {
			continue
		}
		return from, to, slices.ContainsFunc(h.Matches, func(m place.Match) bool { return g.holdsOwn(m.Code) }), true
	}
	return i, end, false, false
}

// holdsOwn tells whether a unit of today or of old holds a village of the
// speaker's, or is one.
func (g *reading) holdsOwn(code place.Code) bool {
	holds := func(c place.Code) bool {
		return slices.ContainsFunc(g.own, func(v village) bool { return g.tree.Within(v.code, c, 0) })
	}
	return holds(code) || slices.ContainsFunc(g.tree.Now(code), func(s place.Successor) bool { return holds(s.Code) })
}

// odd counts the words that everyday speech does not have.
func (g *reading) odd(words []vi.Word) (n int) {
	for _, w := range words {
		bare := w
		bare.Key, bare.Text = w.Fold, w.Fold
		_, _, known := g.reports.Longest([]vi.Word{bare}, 0)
		if !known && !g.everyday[w.Fold] && utf8.RuneCountInString(w.Text) > 1 {
			n++
		}
	}
	return n
}

// syllable tells whether a word may be one, and not a slip of the finger.
func (g *reading) syllable(w vi.Word) bool {
	return g.residue.Syllable(w.Text)
}

// near says who asks, so that places near them go first.
func (g *reading) near() place.Near {
	s := g.setting.Speaker
	near := place.Near{Units: append(slices.Clone(s.Units), s.Villages...), Day: g.today}
	if s.Commune != "" {
		near.Units = append(near.Units, s.Commune)
	}
	return near
}

// everydayWords are words, folded, that chat has and that no village's name
// begins a statement with.
const everydayWords = "ai an anh ao ap ba bac bai ban bang bao bat bay be bi bia biet bo boi bon bot buoi buon ca cac cach cai can cang cao cau cay chac chan chao chau chay chet chi chia chieu chinh cho choi chot chu chua chung chut chuyen co coi com con cong cu cua cung cuoi cuc cuoc da dai dam dan dang danh dao dau day de dem den deo dep dho di dich dien dieu doi don dong du dua duc dung duoc duong em gac gai gan gap gay ghe gi gia giai giam gian giau gio gioi giu giua giup gui gop gom hai han hang hay hen hep het hinh hieu hiem ho hoa hoac hoan hoc hoi hom hon hop hot huyen it ke kem keo ket kha khac khach khai khang khap khen khi kho khoe khoc khong khu khuya kia kiem kien kieu kinh ky la lai lam lan lau lay le len lich lien lo loai loi lon long lua luc lui lun luon ly ma mai man mang manh mat mau may me men met mien minh mo moi mon mong mot mua mui mung muon nam nang nao nay ne nen neu ngan ngay nghe nghi nghia nghiep ngoai ngoi ngon ngu nguoi nha nhan nhat nhe nhiet nhieu nhin nho nhoc nhom nhu nhung nhuc no noi non nong nop nua nuoc nuong o oi om on ong ot phai phan phat phep phi phia phien pho phong phu phuc phut qua quan quen que quy quyen ra rang rat ray re roi rong ruoi ruong sang sao sap sau say se sinh so soi som son song su sua suc suot ta tac tai tam tan tang tat tau tay te ten tet tha thai tham than thanh thap thay the them theo thi thich thieu thit thoi thoai thong thu thua thuan thuc thue thuoc thuong tich tien tiep tiet tieu tim tin tinh to toan toi tom ton tong tot tra tram tran trang tranh tre tren treo tri trieu troi trom tron trong tru trua truc trung truoc truong truyen tu tua tuan tui tung tuoi tuong ty ung uong uu va vai van vang vao vat vay ve vi viec vien viet vo voi vong vu vua vui vung xa xau xay xe xem xep xin xinh xong xoi xuan xuat xung xuong yen yeu y hang hoc nhau cung hai vua lun sieng dzui bun oke mua mua dam bung benh vien dau cuoi tuoi roi nhi day nhanh cham tay chan bun lam hihi thi thoang tam thoi"

// tellsWhy tells whether words before "không có ai" say what kept people, and
// name no village.
func (g *reading) tellsWhy(words []vi.Word) bool {
	return words[len(words)-1].Is(keyNen) || slices.ContainsFunc(words, func(w vi.Word) bool { return !w.Bare() && !w.Upper() && g.narrative[w.Key] })
}
