package understand

import (
	"slices"
	"strings"
)

// villageDoes are words, folded, of what a village does or what is done in it:
// "cuối bản gọi vào", "bản cấy xong". With the kind's mark typed and no number
// right behind, they are no name.
var villageDoes = strings.Fields("goi cung cay gat hop mo thit to dang vua se phai bi cu chia moi bau keo di ve lam an uong ngu xem nghe noi bao mung don den vang dong vui buon ngheo kho mat co khong chua da con cung deu lai xong het toan ai nao rat nha dan nguoi gio nay hom tren duoi trong ngoai len xuong mua nang ret lanh")

// partsOfVillage are folded words behind "xóm", "ngõ" that say which part of
// the village, and name none.
var partsOfVillage = []string{"duoi", "tren", "trong", "ngoai", "giua", "dau", "cuoi", "ben", "canh", "gan", "xa", "nui", "cho", "suoi"}

// partOnly tells whether a kind at t.at, with its name at word name, is only a
// part of the speaker's village or the village itself: "sang xóm dưới", "cuối
// bản gọi vào".
func (t *tagger) partOnly(kind string, name int) bool {
	if name >= len(t.words) || t.words[name].Upper() || t.words[t.at].Bare() {
		return false
	}
	next := t.words[name].Fold
	ofKind := slices.ContainsFunc(t.own, func(v village) bool { return v.kind == kind })
	if !ofKind {
		return (kind == "xom" || kind == "to" || kind == "khu" || kind == "ngo") && slices.Contains(partsOfVillage, next)
	}
	if !slices.Contains(villageDoes, next) || t.ownAt(t.at) {
		return false
	}
	c := t.peek(name + 1)
	if c == count || c == zero || c == strong || name+1 < len(t.words) && (t.is(name+1, ":") || t.is(name+1, ",")) {
		return false
	}
	return t.at > 0 && slices.Contains([]string{"cuoi", "dau", "giua", "quanh", "khap", "ca", "dan", "toan", "trong", "ngoai", "truong"}, t.words[t.at-1].Fold)
}
