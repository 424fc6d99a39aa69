package policy

import "strings"

// naming is words by which a group is named.
type naming struct {
	group string
	words []string
}

// namings are the groups and their names, the narrowest first. Whom the State
// pays for wholly (Luật BHYT, Điều 12, khoản 3) stand among those it helps.
func namings() []naming {
	return []naming{
		// Part-time staff of a commune are its employees; people of an area that is
		// difficult, and not specially so, are helped only where they are of a minority.
		{Unlisted, []string{"khong chuyen trach xa", "khong chuyen trach phuong", "khong chuyen trach cap xa", "khong chuyen trach o xa"}},
		{"near_poor", []string{"can ngheo", "cn"}},
		{"poor", []string{"ho ngheo", "nguoi ngheo", "thuoc dien ngheo", "dien ngheo", "hn"}},
		{"child", []string{"duoi 6 tuoi", "duoi sau tuoi", "tre so sinh", "tre moi sinh", "em be moi sinh"}},
		{"merit", []string{"nguoi co cong", "co cong", "ncc", "thuong binh", "liet si", "cuu chien binh"}},
		{"listed", []string{"dac biet kho khan", "dbkk"}},
		{"atk", []string{"atk", "an toan khu"}},
		{"ethnic", []string{"dan toc thieu so", "dan toc", "dtts"}},
		{"island", []string{"xa dao", "dac khu", "hai dao"}},
		{"pupil", []string{"hoc sinh", "sinh vien", "hssv", "hs"}},
		{"farm", []string{"muc song trung binh", "nong lam ngu", "nong lam", "diem nghiep"}},
		{"village_staff", []string{"y te thon", "y te ban", "co do thon ban", "an ninh co so", "nghe nhan", "khong chuyen trach"}},
		{"victim", []string{"mua ban nguoi"}},
		{Unlisted, []string{"vung kho khan", "nguoi cao tuoi", "nguoi gia", "cao tuoi", "tre em", "tre nho", "nguoi khuyet tat", "khuyet tat", "bao tro xa hoi",
			"huu tri", "nghi huu", "nguoi huu", "luong huu", "cong nhan", "nguoi lao dong", "can bo cong chuc", "cong chuc", "vien chuc", "bo doi", "cong an", "that nghiep"}},
	}
}

// groupOf gives the group a folded question names, the narrowest first.
func groupOf(s string) string {
	has := func(w string) bool { return strings.Contains(" "+s+" ", " "+w+" ") }
	if has("can ngheo") && has("xa ngheo") {
		return "near_poor_poor_commune"
	}
	for _, n := range namings() {
		for _, w := range n.words {
			if has(w) {
				return n.group
			}
		}
	}
	return ""
}
