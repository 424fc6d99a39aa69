package handlers

import (
	"regexp"
	"strings"

	"baophu/internal/place"
	"baophu/internal/understand"
)

// everydayWords takes what an official says in the words of every day for the
// question that it is, whatever else it could be read as. Said is folded.
func (v *visit) everydayWords(said, parts string) bool {
	switch {
	case willDo.MatchString(said):
		v.reread("dự báo")
	case howToDo.MatchString(said):
		v.reread("còn thiếu bao nhiêu")
	case anyTrouble.MatchString(said):
		v.reread(parts + " nào chưa đạt")
	case mostUncovered.MatchString(said):
		v.reread(mostUncovered.ReplaceAllString(said, "${1} còn thiếu nhiều nhất"))
	case whoDid.MatchString(said):
		v.reread("ai chưa báo cáo hôm nay")
	case bestAtWork.MatchString(said) && parts != "xã":
		v.reread("xếp hạng nhân viên thu")
	case v.meaning.Intent == understand.QueryStatus && howManyParts.MatchString(said) && !asksOfParts.MatchString(said):
		m := howManyParts.FindStringSubmatch(said)
		v.reread(strings.TrimSpace("theo " + m[2] + " " + m[1]))
		if v.book.Tree.Level(v.meaning.Within) == place.Village {
			return false
		}
	default:
		return false
	}
	return true
}

// What officials ask in words of every day, folded.
var (
	willDo        = regexp.MustCompile(`^(?:lieu )?(?:co |the )?(?:dat duoc|dat|kip|hoan thanh duoc|hoan thanh|xong)(?: chi tieu| ke hoach| kh)?(?: duoc)? (?:vao |truoc |den |trong )?(?:cuoi nam|nam nay|het nam|31/12|ky nay)(?: nay)? (?:khong|ko|k|chu|khong em|ko em)$`)
	howToDo       = regexp.MustCompile(`^(?:phai )?lam (?:the nao|sao|gi)(?: de)? (?:dat|hoan thanh|kip|du|tang)(?: duoc| them| len| ty le| bao phu| do bao phu| chi tieu| ke hoach| kh| nguoi| bay gio| day| a| em| nhi)*$`)
	anyTrouble    = regexp.MustCompile(`^(?:co )?(?:van de|gi bat thuong|bat thuong|gi dang lo|diem nao dang lo|gi can luu y|gi phai lo)(?: gi)?(?: khong| ko| k| a| em| nao)*$`)
	mostUncovered = regexp.MustCompile(`^((?:\d+ )?(?:xa|phuong|ban|thon|noi)(?: nao)?)(?: co| con)* nhieu (?:nguoi |dan )?(?:chua co (?:the|bhyt)|chua tham gia|chua duoc bao phu)(?: bhyt)? nhat$`)
	whoDid        = regexp.MustCompile(`^(?:hom nay )?(?:nhung )?(?:ai|noi nao|ban nao|xa nao) (?:da )?(?:bao|bao cao|nop|nop bao cao|gui|gui bao cao) (?:roi|chua|xong roi)(?: em| a| nhi| vay)*(?: hom nay)?$`)
	bestAtWork    = regexp.MustCompile(`^ai (?:lam|ban|thu|bao|phat trien|van dong)(?: duoc)? (?:tot|nhieu|kha|gioi|hay)(?: nguoi)? nhat(?: thang nay| a| em| vay)*$`)
	asksOfParts   = regexp.MustCompile(`\b(?:dat|bao|thieu|giam|tang|duoi|tren|chua|du|kem|tot|cham)\b.* (?:bao nhieu|may) `)
	howManyParts  = regexp.MustCompile(`^(?:(.+) )?(?:co|gom) (?:bao nhieu|may) (xa|phuong|ban|thon|to dan pho)(?: phuong| ban| vay| em| a| nhi)*$`)
)
