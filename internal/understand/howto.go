package understand

import (
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// usage are folded words for what one does with the bot.
var usage = []string{"gui", "nhan", "bao", "ghi", "nhap", "go", "soan", "viet", "sua", "huy", "xoa", "bam", "nhan tin", "chup", "dang nhap", "dung", "su dung", "xai", "lam", "tra loi", "tach", "gop"}

// means are folded words that ask how something is done, or whether it can be.
var means = []string{"the nao", "kieu gi", "lam sao", "ra sao", "cach nao", "bang cach nao", "kieu nao", "sao cho", "nhu the nao", "ntn", "cho nao", "o dau", "nut nao", "cach gi", "lam the nao"}

// mayBe are folded words that ask whether something may be done so.
var mayBe = []string{"duoc khong", "duoc ko", "dc ko", "duoc k", "dc k", "dc khong", "co duoc k", "co duoc khong", "co duoc ko", "hay phai", "hay tach", "hay la phai", "co can", "co phai", "phai khong"}

// objects are folded words for what is sent to the bot, or done in it.
var objects = []string{"anh", "hinh", "tin", "tin nhan", "giong noi", "ghi am", "file", "bao cao", "viet tat", "so", "thoai", "icon", "bot", "may", "zalo", "telegram", "tieng", "dau", "chu"}

// howTo tells whether a message asks how the bot is used: "gửi ảnh thế nào",
// "nhập sai thì sửa làm sao", "viết tắt hgd có được k". What asks for figures
// or names a place does not.
func (g *reading) howTo(items []item) bool {
	if r := g.setting.Speaker.Role; r == coverage.Official || r == coverage.Admin || len(g.words) < 2 || len(g.words) > 24 {
		return false
	}
	if slices.ContainsFunc(items, func(it item) bool {
		return it.class == unit || it.class == strange && it.value != unnamed || it.class == money || it.class == percent
	}) {
		return false
	}
	if figured(items) && slices.ContainsFunc(withoutMeasures(items), func(it item) bool { return it.class == count }) {
		return false
	}
	said := g.folded()
	has := func(list []string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return strings.Contains(said, " "+p+" ") })
	}
	if has([]string{"bao nhieu", "bn", "muc dong", "may nguoi", "may the", "xa nao", "ban nao", "thu tuc", "giay to", "ho tro", "the nao roi", "ra sao roi", "the nao ha roi", "mua bao hiem", "mua the", "tien do", "ket qua", "tinh hinh"}) {
		return false
	}
	switch {
	case has(means):
		return g.doesWith(said)
	case has(mayBe):
		return has(objects) && g.doesWith(said)
	}
	return false
}

// doesWith tells whether a word of use stands in a message with something that
// it is done to, or with none else.
func (g *reading) doesWith(said string) bool {
	uses := false
	for _, w := range g.words {
		uses = uses || w.Kind == vi.Letters && slices.Contains(usage, w.Fold) && w.Fold != "lam" && w.Fold != "dung"
	}
	if !uses {
		return false
	}
	return slices.ContainsFunc(objects, func(p string) bool { return strings.Contains(said, " "+p+" ") }) || slices.ContainsFunc([]string{"sua", "huy", "xoa", "bam", "nhap", "go", "soan", "nhan"}, func(p string) bool { return strings.Contains(said, " "+p+" ") })
}
