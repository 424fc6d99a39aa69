package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// Words such as dừng, cắt, mất, thăm, nhầm, đổi, cả ngày say that people left,
// that a report was wrong or that a number is a total only where they are said
// of the report. "dừng đèn đỏ gõ vội: tk2 3 hssv" tells of three who joined.

// evident takes such words, where they are said of something else, for words
// that change nothing.
func (g *reading) evident(items []item) []item {
	if !g.agent() {
		return items
	}
	for i := range items {
		if g.unmarked(items, i) {
			continue
		}
		it := items[i]
		g.wavers = g.wavers || g.mendsOrTeam(items, i) || g.counted(items[i:]) && g.is(items[i+1].from, "di") // "tái tục đi 3 người"
		switch {
		case leaving(it) && g.leavesElse(items, i),
			it.class == kind && it.value == string(coverage.Renewed) && !g.renewedUntil(it) && g.leavesElse(items, i),
			it.class == visit && it.value == "" && g.is(it.from, "tham") && g.leavesElse(items, i),
			it.class == attend && it.to-it.from == 1 && g.is(it.from, "nghe") && it.to < len(g.words) && slices.Contains([]string{"bao", "noi", "dau", "ke", "don", "thay", "ai", "loa", "dai", "tin", "truong"}, g.words[it.to].Fold), // hearsay, and nobody at a meeting
			it.class == wrong && g.misprint(it),
			it.class == notBut && g.notMine(it),
			fixes(it) && (g.isName(it) || g.fixesElse(items, i)),
			it.class == less && g.is(it.from, "bot") && g.words[it.from].Bare() && (g.is(it.to, "oi") || it.from == 0 && i+1 < len(items) && items[i+1].class != count && !g.takesOff(items, i)), // "bot ơi" is no "bớt"
			it.class == attend && i+1 < len(items) && items[i+1].class != other && g.thing(items[i+1]) && (i == 0 || items[i-1].class != people && items[i-1].class != count),
			it.class == fixing && g.is(it.from, "sua") && g.words[it.from].Bare() && g.honours(it.from-1), // "nhà chị SUA"
			it.class == book && g.is(it.from, "so") && it.to-it.from == 1 && g.words[it.from].Bare() && !g.countsBooks(items, i),
			it.class == total && g.totalElse(items, i),
			it.class == kind && it.value == tookPart && it.to-it.from == 1 && i+1 < len(items) && g.trades(items[i+1]), // "vợ chồng bán phở"
			it.class == kind && it.value == string(coverage.New) && g.onlyJust(items, i):
			items[i].class, items[i].value = filler, ""
		case g.turnsTo(items, i):
			items[i].class, items[i].value = comma, "" // "… 2 tn còn thôn bảy 1 hgđ"
		case g.notHeard(it):
			items[i].class, items[i].value = filler, ""
		case g.noMeeting(items, i):
			items[i].class, items[i].value = measure, "" // "mất 2 buổi", "gọi 3 cuộc"
		case it.class == register && i+1 < len(items) && items[i+1].class == money && g.words[it.to-1].Is(keyNo):
			items[i].class, items[i].value = paying, "" // "nợ 300k mai lấy"
		case g.machine(items, i):
			items[i].class, items[i].value = filler, ""
		case g.swaps(items, i), g.ofTheCard(items, i):
			items[i].class, items[i].value, g.wavers = filler, "", true
		case it.class == kind && it.value == string(coverage.Lapsed) && g.cheaper(items, i):
			items[i].class, items[i].value = filler, "" // "người thứ 2 giảm còn 70%"
		case it.class == aim && g.is(it.from, "thieu") && slices.Contains([]string{"bao", "ghi", "gui", "nhap"}, g.wordBefore(it).Fold):
			items[i].class, items[i].value = more, "" // "em báo thiếu 2 hgđ" misses nothing that is wished for
		case it.class == filler && it.to-it.from == 1 && g.is(it.from, "nghi") && i+2 < len(items) && items[i+1].class == count && family(items[i+2].class) == 1:
			items[i].class, items[i].value = kind, string(coverage.Lapsed) // "púm nghỉ 2 tn"
		}
	}
	return items
}

// trades tells whether what is bought or sold is something else.
func (g *reading) trades(next item) bool { return next.class != indicator && g.alien(next) }

// notMine tells "chứ không phải của em": whose something is, and no mending.
func (g *reading) notMine(it item) bool {
	k := it.to
	if g.is(k, "la") {
		k++
	}
	return (g.is(k, "cua") || g.is(k, "ban") || g.is(k, "thon")) && k+1 < len(g.words) && slices.Contains([]string{"em", "e", "toi", "minh", "tui", "chau", "nha"}, g.words[k+1].Fold)
}

// misprint tells whether "sai" is said of what is printed on a card: "5 thẻ sai
// tên".
func (g *reading) misprint(it item) bool {
	if it.to >= len(g.words) || it.to-it.from != 1 || g.words[it.from].Fold != "sai" {
		return false
	}
	return slices.Contains([]string{"gon", "ten", "ho", "nam", "thong", "dia", "dau", "chu", "gioi", "anh", "cccd", "cmnd", "can", "ma", "giay"}, g.words[it.to].Fold) || g.is(it.to, "ngay") && g.is(it.to+1, "sinh")
}

// cheaper tells whether "giảm" is said of a price: a share follows, or "mấy phần".
func (g *reading) cheaper(items []item, i int) bool {
	for k := i + 1; k < len(items) && k < i+4; k++ {
		switch items[k].class {
		case percent, money:
			return true
		case becomes, filler, other, about, measure, pupil:
			if g.is(items[k].from, "phan") || g.is(items[k].from, "gia") && items[k].to-items[k].from == 1 {
				return true
			}
			continue
		}
		return false
	}
	return false
}

// onlyJust tells whether "mới" says when, or is said of somebody, in a message
// without figures or insurance: "em mới về đến nhà", "y tá mới ở trạm".
func (g *reading) onlyJust(items []item, i int) bool {
	it := items[i]
	if it.to-it.from != 1 || !g.words[it.from].Is(keyMoi) || slices.ContainsFunc(items, func(o item) bool {
		return o.class == count || o.class == about || o.class == money || o.class == tt || o.class == card || o.class == reporting || family(o.class) == 1
	}) {
		return false
	}
	if it.to >= len(g.words) {
		return false
	}
	if next := g.words[it.to]; slices.Contains([]string{"ve", "den", "toi", "o", "di", "ra", "day", "ngu", "an", "tam", "hoc", "biet", "xong", "doi", "sua", "mat", "khoi", "tinh", "chuyen", "lap", "cuoi", "sinh", "lay", "nop", "dong", "tra"}, next.Fold) {
		return true
	}
	return i > 0 && items[i-1].class == other && items[i-1].to == it.from && g.words[items[i-1].from].Kind == vi.Letters
}

// countsBooks tells "1 so" of a book from "gui so hom nay", typed without marks.
func (g *reading) countsBooks(items []item, i int) bool {
	return i > 0 && items[i-1].class == count || i+1 < len(items) && (items[i+1].class == tn || items[i+1].class == indicator || items[i+1].class == count)
}

// leaving tells whether an item says that somebody left, in one word that is
// said of many things.
func leaving(it item) bool {
	switch it.class {
	case kind:
		return it.value == string(coverage.Lapsed)
	case reason:
		return it.value == string(coverage.Died) || it.value == string(coverage.Moved)
	}
	return false
}

func fixes(it item) bool {
	switch it.class {
	case fixing, wrong, less, undo, move:
		return true
	}
	return false
}

// isName tells whether a word of mending is the name of somebody: "chị Sua".
func (g *reading) isName(it item) bool {
	if it.to-it.from != 1 || it.from == 0 || !g.words[it.from].Upper() || g.words[it.from-1].Upper() {
		return false
	}
	switch g.words[it.from-1].Fold {
	case "chi", "anh", "ong", "ba", "co", "chu", "bac", "cu", "thi", "em", "chau", "mo":
		return true
	}
	return false
}

// breaks tells whether a clause ends at an item: at marks, and at words that
// join clauses.
func (g *reading) breaks(it item) bool {
	switch it.class {
	case comma, strong, colon, quest, open, closing, dash:
		return true
	case filler, other, count, span, becomes, kind:
		w := g.words[it.from]
		return it.to-it.from == 1 && (w.Is(keyNen) || w.Is(keyDe) || w.Is(keyNhung) || w.Is(keyMa) || w.Is(keyVan))
	}
	return false
}

// clauseAt gives the items of the clause that items[i] is in.
func (g *reading) clauseAt(items []item, i int) (from, to int) {
	for from = i; from > 0 && !g.breaks(items[from-1]); from-- {
	}
	for to = i + 1; to < len(items) && !g.breaks(items[to]); to++ {
	}
	return from, to
}

// thingWords are words, folded, of weather, ways and tools, that a report is
// never about though they may stand in one.
var thingWords = []string{"mua", "nang", "duong", "may", "mang", "song", "dien thoai", "zalo", "telegram", "bua", "xe", "sim", "com", "bua trua", "met", "ban", "truc", "nghi", "di lam", "lam viec", "di nuong", "di ray", "di vang", "di cho", "di vien", "ngu"}

// thing tells whether an item is a word for something that is not reported.
func (g *reading) thing(it item) bool {
	switch it.class {
	case other:
		return g.words[it.from].Kind == vi.Letters
	case measure, paying, clock:
		return true
	case filler:
		var b []byte
		for k, w := range g.words[it.from:it.to] {
			if k > 0 {
				b = append(b, ' ')
			}
			b = append(b, w.Fold...)
		}
		return slices.Contains(thingWords, string(b))
	}
	return g.alien(it)
}

// leavesElse tells whether "dừng", "mất", "gia hạn" at items[i] is said of a
// thing: "dừng xe", "mất ví", "gia hạn đăng kiểm", "sim hết hạn".
func (g *reading) leavesElse(items []item, i int) bool {
	from, to := g.clauseAt(items, i)
	counted := slices.ContainsFunc(items[from:to], func(it item) bool {
		return it.class == count || it.class == about || family(it.class) == 1 || it.class == card
	})
	if i+1 < to && !g.onlyPolite(items[i+1:to]) {
		next := items[i+1]
		if next.class == money || next.class == clock || next.class == count && i+2 < to && (items[i+2].class == measure || items[i+2].class == meeting && items[i+2].to-items[i+2].from == 1) && items[i+2].from == next.to && items[i].class == reason {
			return true // "rơi mất 200k", "đi bộ mất 2 tiếng"
		}
		if it := items[i]; it.class == kind && it.value == string(coverage.Renewed) && (next.class == visit || g.is(it.from, "tiep") && g.tells(next)) {
			return true // "tiếp tục đi vận động", "tiếp tục báo"
		}
		if counted && (g.alien(next) || g.thing(next)) && g.counted(items[i:to]) {
			g.wavers = true // "gia hạn cái 2 thẻ hgđ", "tái tục thu 3 người"
			return false
		}
		if g.alien(next) {
			return true // "cắt lúa"
		}
		if !g.thing(next) {
			return false
		}
		if counted && (next.class == other || i > from && (items[i-1].class == count || isLabel(items[i-1].class))) {
			g.wavers = g.wavers || next.class == other && !g.goesThere(items, i) && !(i > from && (items[i-1].class == count || isLabel(items[i-1].class)))
			return false
		}
		return true
	}
	return i > from && !counted && g.thing(items[i-1]) && !slices.ContainsFunc(items[from:i], func(it item) bool {
		return it.class == people || it.class == households || it.class == unit || it.class == pupil
	})
}

// counted tells whether "gia hạn", "tái tục", "giảm", which are said of little
// but people, have a number behind one other word.
func (g *reading) counted(items []item) bool {
	return len(items) > 2 && items[2].class == count && items[0].class == kind && slices.Contains([]string{"gia", "tai", "giam"}, g.words[items[0].from].Fold) &&
		(len(items) < 4 || items[3].class != measure && items[3].class != money && items[3].class != clock)
}

// onlyPolite tells whether items add nothing: "rồi", "quá".
func (g *reading) onlyPolite(items []item) bool {
	return !slices.ContainsFunc(items, func(it item) bool { return it.class != filler || g.thing(it) })
}

// fixesElse tells whether "đổi", "nhầm", "bỏ", "trừ" at items[i] is said of a
// thing: nothing of a report is in its clause.
func (g *reading) fixesElse(items []item, i int) bool {
	if items[i].class == undo && (!g.is(items[i].from, "bo") && !g.is(items[i].from, "rut") || i > 0 && items[i-1].class == undo) {
		return false
	}
	from, to := g.clauseAt(items, i)
	if i+1 < to && g.thing(items[i+1]) && items[i+1].class != other && items[i+1].class != paying && (items[i+1].class != measure || g.is(items[i+1].from, "xe") || g.is(items[i+1].from, "gio") || g.is(items[i+1].from, "cho")) {
		return true // "đi nhầm đường", "trừ mưa gió ra"
	}
	if i+2 < to && items[i+1].class == about && items[i+2].class == measure {
		return true // "lộn mấy vòng"
	}
	if i+2 < to && items[i].to-items[i].from == 1 && g.spoken(items[i+1]) && g.spoken(items[i+2]) {
		return true // "bớt chút thời gian"
	}
	things, words := 0, 0
	for k, it := range items[from:to] {
		switch it.class {
		case count, latest, reporting, becomes, unit, strange, indicator, tn, card, book, span, notBut, quest, households, kind, register, meeting, attend, tt, visit, reason, zero:
			return false
		case other:
			words++
			if from+k == i+1 && !g.everyday[g.words[it.from].Fold] && words == 1 && i+2 >= to {
				return false // "nhầm dzửn"
			}
			things++
		case filler:
			for _, w := range g.words[it.from:it.to] {
				if f := w.Fold; f == "so" || f == "tin" || f == "bao" || f == "cao" || f == "lieu" || f == "ghi" || f == "nhap" || f == "gui" {
					return false
				}
			}
		}
		if fixes(it) && it.to-it.from > 1 {
			switch g.words[it.from].Fold {
			case "ghi", "bao", "go", "nhap", "viet", "nhan", "gui", "dinh", "dem", "tinh", "bam", "danh", "cong", "tra", "nham", "chuyen", "huy", "xoa", "sua", "bo":
				return false
			}
		}
	}
	return things > 0
}

// spoken tells whether an item is a word of everyday speech that no report has.
func (g *reading) spoken(it item) bool {
	return it.class == other && g.everyday[g.words[it.from].Fold]
}

// totalElse tells whether "cả ngày", "tất cả" at items[i] is said of
// something else than the number behind it: "tôi dạy cả ngày", "tất cả mọi
// người đều mệt".
func (g *reading) totalElse(items []item, i int) bool {
	switch g.words[items[i].from].Fold {
	case "ca", "tat", "cong", "het":
	case "tong":
		if !g.is(items[i].to-1, "ket") {
			return false
		}
	default:
		return false
	}
	if i > 0 && items[i-1].to == items[i].from {
		switch before := items[i-1]; {
		case before.class == visit, before.class == attend, before.class == meeting, before.class == zero, before.class == no, before.class != measure && g.thing(before):
			return true
		}
	}
	for _, it := range items[i+1:] {
		switch it.class {
		case filler:
			if !g.thing(it) {
				continue
			}
		case count, about, colon, equals, unit, span, money, dash, households, card, visit, kind, tt, running, total, reporting, more, paying, percent, becomes:
			return false
		case indicator, tn, book, people, pupil:
			return false
		}
		break
	}
	return true
}

// turnsTo tells whether "còn" leads over to the next village, as a comma does
// where somebody dictates without any.
func (g *reading) turnsTo(items []item, i int) bool {
	it := items[i]
	if it.to-it.from != 1 || !g.words[it.from].Is(keyCon) || i+1 == len(items) || items[i+1].class != unit {
		return false
	}
	return numbersIn(items[:i]) > 0 && numbersIn(items[i+1:]) > 0
}
